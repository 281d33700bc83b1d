"""Every column of every public table is described once, and named by the function that makes it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from support import REAL, ROOT

import analysis
from analysis import dependency, dispute, dossier, ledger, rulings, timeline
from analysis.columns import ANSWERS, COLUMNS, DAYS
from analysis.dependency.inputs import Fact
from analysis.dossier.dossier import Dossier
from analysis.ledger.decp import EXAMPLE

RNG = 1
DATE_QUESTION = "d-loss-known"  # of the real dossier
ROLES = {"customer_share": "q-share", "part_lost": "q-lost", "loss_share": "q-loss"}
ROLES |= {"turnover": "q-revenue", "loss_amount": "q-amount"}
FACTS: dict[str, Fact] = {
    "turnover": {"question_id": "q-revenue"},
    "headcount": {"question_id": "q-staff"},
}
FACTS |= {"part_lost": {"question_id": "q-lost"}, "customer_share": {"question_id": "q-share"}}
ASSUMED: dict[str, tuple[float, float, str]] = {
    "transferred": (0, 1, "x"),
    "new_business": (0, 1, "x"),
    "labour_weight": (1, 1.2, "x"),
}
ASSUMED |= {"departures": (0, 1, "x"), "growth_elsewhere": (0.0, 0.1, "x")}
ASSUMED |= {"target_share": (0.2, 0.3, "x")}
PURCHASES = pd.DataFrame({
    "supplier": ["s", "s", "t"], "customer": ["a", "b", "a"], "amount": [6, 4, 1], "period": 2021,
})  # fmt: skip

DATED = PURCHASES.assign(date=["2021-01-04", "2021-06-30", "2021-03-01"]).drop(columns="period")


def tables(d: Dossier, real: Dossier) -> Iterator[tuple[Callable[..., object], pd.DataFrame]]:
    """Call each public function that returns a table, and give both."""
    inputs = analysis.shock_inputs(d, FACTS, ASSUMED)
    draws = analysis.simulate(inputs, 100, rng=np.random.default_rng(RNG))
    held = analysis.read_rulings(ROOT / "data" / "rulings")
    over_time = analysis.standing_over_time(d, ["2024-01-01", "2025-01-01"])
    notices = analysis.notice(d, end="d-end", starts=["d-notice"])
    yield analysis.answers_to, analysis.answers_to(d, "q-share")
    yield analysis.between, analysis.between(d, "d-notice", "d-end")
    yield analysis.camps, analysis.camps(d, "d-notice")
    yield analysis.case_of, analysis.case_of(d, "example", customer_share="q-share")
    yield analysis.check_article, analysis.check_article(d, "gazette-2024-05-02")
    yield analysis.cite, analysis.cite(d, ["ruling-c1"])
    yield analysis.comparable, analysis.comparable(held, 20)
    yield analysis.conflicts, analysis.conflicts(d)
    yield analysis.events, analysis.events(d)
    yield analysis.explain, analysis.explain(d, ["ruling-c1"])
    yield analysis.notice, notices
    yield analysis.over_time, analysis.over_time(d, "q-share")
    yield analysis.positions, analysis.positions(d)
    yield (
        analysis.price_missing_notice,
        analysis.price_missing_notice(notices, required=[18], yearly=1e6, margin=0.5),
    )
    yield analysis.published_answers, analysis.published_answers(d, "q-share")
    yield analysis.read_cases, analysis.read_cases(ROOT / "data" / "comparables.csv")
    yield analysis.read_rulings, held
    yield analysis.reconcile, analysis.reconcile(d, **ROLES, period="2023")
    yield analysis.screen, analysis.screen(PURCHASES)
    yield analysis.sensitivity, analysis.sensitivity(inputs, "without_work", rng=RNG, n=64)
    yield analysis.shock_inputs, inputs
    yield analysis.simulate, draws
    yield analysis.standing, analysis.standing(d)
    yield analysis.standing_over_time, over_time
    yield analysis.summarize, analysis.summarize(draws, "EUR")
    yield analysis.suppose, analysis.suppose(inputs, customer_share=0.5)
    aside = set(timeline.outvoted(d)) | set(d.claims.query("kind == 'duration'")["claim_id"])
    yield analysis.tighten, analysis.tighten(d, without=aside)
    yield analysis.turning_points, analysis.turning_points(over_time)
    yield analysis.values_of, analysis.values_of(d, {"lost": _first(d, "q-loss")})
    yield dependency.implications, dependency.implications(d, **ROLES, period="2023")
    yield dependency.market_series, dependency.market_series(real, "ftth_lines_added")
    yield dispute.agreement, dispute.agreement(d)
    yield dispute.independence, dispute.independence(d)
    yield dispute.strongest, dispute.strongest(analysis.standing(d))
    yield dossier.audit_errors, dossier.audit_errors(real)
    yield dossier.check_phrases, dossier.check_phrases(d)
    yield dossier.ratio_by_year, dossier.ratio_by_year(real, "q-turnover", "q-headcount")
    yield dossier.verify_quotes, dossier.verify_quotes(d, "gazette-2024-05-02", "No such text.")
    yield dossier.zone_winners, dossier.zone_winners(real)
    yield ledger.change_over_time, ledger.change_over_time(PURCHASES)
    yield ledger.left_out, ledger.left_out(PURCHASES)
    yield dispute.rests_on, dispute.rests_on(d, "gazette-2024-05-02")
    yield dispute.to_settle, dispute.to_settle(d)
    yield dossier.leave_one_out, dossier.leave_one_out(d, lambda one: len(one.claims))
    yield ledger.identify, ledger.identify(PURCHASES.assign(supplier_name="S", customer_name="C"))
    yield ledger.one_register, ledger.one_register([PURCHASES.assign(contract=["k", "l", "m"])])
    yield ledger.read_decp, ledger.read_decp(EXAMPLE)
    yield ledger.profile_suppliers, ledger.profile_suppliers(DATED)
    yield ledger.profile_parts, ledger.profile_parts([DATED])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "purchases.csv"
        DATED.assign(contract=["k", "l", "m"]).to_csv(path, index=False)
        yield ledger.read_purchases, ledger.read_purchases(path)
    yield rulings.due_sensitivity, rulings.due_sensitivity(held, 20)


def _first(d: Dossier, question_id: str) -> str:
    """Return the first claim on a question."""
    return str(d.select(question_id=question_id)["claim_id"].iloc[0])


@pytest.fixture(scope="module")
def made(real: Dossier) -> list[tuple[str, str, pd.DataFrame]]:
    """Give the name and the docstring of each function, and a table that it makes."""
    return [
        (function.__name__, inspect.getdoc(function) or "", table)
        for function, table in tables(analysis.example(), real)
    ]


@pytest.fixture(scope="module")
def real() -> Dossier:
    return analysis.load(REAL)


def coded() -> set[str]:
    """Return the columns of the data files, which their codebooks describe."""
    files = [*REAL.glob("*.csv"), *(ROOT / "data").glob("*.csv"), ROOT / "data/rulings/rulings.csv"]
    return {name for file in files for name in pd.read_csv(file, nrows=0).columns}


def test_every_column_is_described(
    made: list[tuple[str, str, pd.DataFrame]], real: Dossier
) -> None:
    known = coded() | set(COLUMNS)
    unknown = {(name, column) for name, _, table in made for column in table if column not in known}
    derived = {column for table in (real.claims, real.sources, real.wide) for column in table}
    assert unknown == {
        (name, column) for name, column in unknown if re.search("_(first|last|change)$", column)
    }
    assert derived <= known


def test_every_description_is_of_a_column(
    made: list[tuple[str, str, pd.DataFrame]], real: Dossier
) -> None:
    columns = {column for _, _, table in made for column in table}
    assert set(COLUMNS) <= columns | {*real.claims, *real.sources, *real.wide}


def returns(doc: str) -> str:
    """Return the section of a docstring that says what comes back."""
    return doc.partition("Returns\n---")[2].partition("\nRaises\n")[0].partition("\nExamples\n")[0]


def test_a_docstring_names_every_column(made: list[tuple[str, str, pd.DataFrame]]) -> None:
    """Itself, or by naming the function or the file whose columns it passes on."""
    documented = {name: returns(doc) for name, doc, _ in made}
    documented["shock"] = returns(inspect.getdoc(dependency.shock) or "")
    silent = []
    for name, doc, table in made:
        if name == "translate":  # whatever table it is given
            continue
        said = returns(doc) + "".join(
            documented.get(f, "") for f in re.findall(r"`(\w+)`", returns(doc))
        )
        of_file = coded() if name.startswith("read_") or "`read_cases`" in said else set()
        stems = {re.sub("_(first|last|change|low|high)$", "", column): column for column in table}
        silent += [
            (name, column)
            for stem, column in stems.items()
            if not re.search(rf"\b({stem}|{column})\b", said) and column not in of_file
        ]
    assert silent == []


def test_days_are_dates(made: list[tuple[str, str, pd.DataFrame]], real: Dossier) -> None:
    """In every table, and no others; the answers to one date question are dates, too."""
    tables = [(name, table) for name, _, table in made]
    tables += [("claims", real.claims), ("sources", real.sources), ("wide", real.wide)]
    tables += [
        ("select", real.select(kind="date")),
        ("answers", analysis.answers_to(real, DATE_QUESTION)),
    ]
    of_one = {"camps", "answers"}  # the questions asked above are date questions
    for name, table in tables:
        dates = {column for column in table if table[column].dtype == "datetime64[s]"}
        expected = {*DAYS, *(ANSWERS if name in of_one else ())}
        assert dates == {*table.columns} & expected, name


def test_numbers_of_things_begin_with_n(made: list[tuple[str, str, pd.DataFrame]]) -> None:
    counts = {name for name, column in COLUMNS.items() if column.meaning.startswith("number of")}
    assert counts <= {"camp", "row", "column"}
    lists = {name for name, column in COLUMNS.items() if column.kind == "list"}
    for name, _, table in made:
        for column in lists & set(table):
            assert table[column].map(lambda cell: isinstance(cell, list | tuple)).all(), name


def listed(doc: str) -> list[str]:
    """Return the columns that a docstring lists: what stands before the colon of an item."""
    items = re.findall(r"^ *- (.*?)(?=\n *- |\n\n|\Z)", returns(doc), re.DOTALL | re.MULTILINE)
    clauses = [clause.split(":")[0] for item in items for clause in item.split(";")]
    leading = [re.match(r"\s*``(``,?\s+(and\s+)?``|[^`])*``", one) for one in clauses]
    return [name for one in leading if one for name in re.findall(r"``([^`]+)``", one[0])]


def public_tables() -> set[str]:
    """Name the public functions that return one table."""
    homes = (analysis, dependency, dispute, dossier, ledger, rulings, timeline)
    things = {name: getattr(home, name) for home in homes for name in home.__all__}
    functions = {name: one for name, one in things.items() if inspect.isfunction(one)}
    return {
        name
        for name, one in functions.items()
        if str(inspect.signature(one).return_annotation) == "pd.DataFrame"
    }


def test_every_public_table_is_made(made: list[tuple[str, str, pd.DataFrame]]) -> None:
    """A new function that returns a table fails here until it is called above."""
    assert public_tables() <= {name for name, _, _ in made}


def test_every_column_of_a_docstring_is_in_the_table(
    made: list[tuple[str, str, pd.DataFrame]],
) -> None:
    said = [(name, column) for name, doc, table in made for column in listed(doc)]
    tables = {name: set(table) for name, _, table in made}
    assert len({name for name, _ in said}) > 0.8 * len(made), "few docstrings were read"
    assert [(name, column) for name, column in said if column not in tables[name]] == []


def test_what_a_docstring_lists_is_read_as_it_stands() -> None:
    doc = "Returns\n-------\nDataFrame\n    One:\n\n    - ``a``, ``b``: ``yes`` or\n      ``no``; "
    assert listed(f"{doc}``c``, as ``d``: more;\n    - ``e`` and\n      ``f``.\n\nRaises") == [
        *"abcef"
    ]
