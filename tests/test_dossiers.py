"""Every dossier of the repository passes the same tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from support import HOUSE, ROOT

import analysis
from analysis.dossier.comparison import voiced
from analysis.dossier.dossier import Dossier
from analysis.dossier.schemas import QUOTE_WORDS
from analysis.language.answers import to_date

FOLDERS = HOUSE

# A function that any dossier, or any question of one, can be given: add it here.
OF_A_DOSSIER: list[Callable[[Dossier], pd.DataFrame]] = [
    analysis.conflicts,
    analysis.events,
    analysis.dispute.independence,
    analysis.positions,
    analysis.standing,
]
OF_A_QUESTION: list[Callable[[Dossier, str], pd.DataFrame]] = [analysis.camps]


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture(scope="module")
def any_dossier(folder: Path) -> Dossier:
    loaded: Dossier = analysis.load(folder)
    return loaded


def test_there_are_four() -> None:
    names = {folder.name for folder in FOLDERS}
    assert names >= {"gms-psa-renault", "imagination-apple", "satcoms-orange", "scopelec-orange"}


def test_it_says_what_it_holds(any_dossier: Dossier) -> None:
    claims = any_dossier.claims
    assert any_dossier.about.title in repr(any_dossier)
    assert f"{len(claims)} on {claims['question_id'].nunique()} questions" in repr(any_dossier)
    assert any_dossier._repr_html_().startswith("<table><caption>")


def test_it_has_a_codebook_that_fits(folder: Path, any_dossier: Dossier) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# Codebook")
    asked = set(any_dossier.questions["question_id"])
    for word in text.split("`")[1::2]:
        if word.startswith(("q-", "d-", "p-", "dur-")) and word not in {"q-", "d-", "p-", "dur-"}:
            assert word in asked, word


def test_its_sides_are_heard_on_both_ends(any_dossier: Dossier) -> None:
    about, heard = any_dossier.about, set(any_dossier.claims["side"])
    assert about.customer in heard
    assert heard - {about.customer, "court", "press"}, "nobody answers the customer"


def test_each_claim_has_its_source_and_each_source_a_claim(any_dossier: Dossier) -> None:
    assert set(any_dossier.claims["source_id"]) == set(any_dossier.sources["source_id"])


def test_each_question_is_answered(any_dossier: Dossier) -> None:
    assert set(any_dossier.claims["question_id"]) == set(any_dossier.questions["question_id"])


def test_each_source_can_be_found_and_dated(any_dossier: Dossier) -> None:
    sources = any_dossier.sources
    assert (sources["url"] != "").all()
    assert (sources["date_basis"] != "").all()
    assert (sources["published_low"] <= sources["published_high"]).all()
    last = sources["published_high"].map(to_date).max()
    assert last <= any_dossier.about.collected


def test_quotes_are_fragments_and_statements_are_sentences(any_dossier: Dossier) -> None:
    claims = any_dossier.claims
    assert claims["quote"].str.split().str.len().max() <= QUOTE_WORDS
    assert claims["statement"].str.endswith((".", "?", ")")).all()
    assert not (claims["statement"] == claims["quote"]).any()


def test_an_answer_is_an_interval(any_dossier: Dossier) -> None:
    claims = any_dossier.claims[any_dossier.claims["kind"] != "yes-no"]
    assert (claims["low"] <= claims["high"]).all()
    shares = claims[claims["question_id"].map(_units(any_dossier)) == "share"]
    assert shares["low"].where(shares["low"] != -float("inf"), 0).between(-1.1, 1.1).all()


def test_time_only_adds_claims(any_dossier: Dossier) -> None:
    days = sorted(any_dossier.claims["published_by"].unique())
    days = [days[i] for i in sorted({0, len(days) // 3, len(days) // 2, -1 % len(days)})]
    before: set[str] = set()
    for day in days:
        known = any_dossier.as_of(day)
        now = set(known.claims["claim_id"])
        assert before < now
        assert set(known.claims["source_id"]) == set(known.sources["source_id"])
        before = now
    assert before == set(any_dossier.claims["claim_id"])


def test_corrections_name_what_exists(any_dossier: Dossier) -> None:
    known = set(any_dossier.claims["claim_id"]) | set(any_dossier.questions["question_id"])
    known |= set(any_dossier.sources["source_id"]) | set(any_dossier.parties["side"])
    known |= set(any_dossier.table("law")["rule_id"]) | {"order", "names", "market", "audit"}
    ledger = any_dossier.table("corrections")
    dropped = set(ledger["claim_id"][ledger["new"] == "(dropped)"])
    assert not dropped & known
    assert set(ledger["claim_id"]) <= known | dropped


def test_every_claim_can_be_explained(any_dossier: Dossier) -> None:
    ids = any_dossier.claims["claim_id"]
    table = analysis.explain(any_dossier, ids)
    assert table["claim_id"].tolist() == ids.tolist()
    assert (table["words"] != "").all()
    assert (table["url"] != "").all()


@pytest.mark.parametrize("function", OF_A_QUESTION, ids=lambda f: f.__name__)
def test_every_question_can_be_given(
    any_dossier: Dossier, function: Callable[[Dossier, str], pd.DataFrame]
) -> None:
    claims = any_dossier.claims
    for question_id, asked in claims.groupby("question_id"):
        table = function(any_dossier, str(question_id))
        named = {claim_id for ids in table["claims"] for claim_id in ids}
        assert named == set(asked["claim_id"])


@pytest.mark.parametrize("function", OF_A_DOSSIER, ids=lambda f: f.__name__)
def test_every_dossier_can_be_given(
    any_dossier: Dossier, function: Callable[[Dossier], pd.DataFrame]
) -> None:
    table = function(any_dossier)
    named = {claim_id for ids in table["claims"] for claim_id in ids}
    assert named <= set(any_dossier.claims["claim_id"])


def test_notice_runs_from_any_event_to_the_last(any_dossier: Dossier) -> None:
    events = analysis.events(any_dossier)["question_id"].tolist()
    starts = events[::8]
    table = analysis.notice(any_dossier, end=events[-1], starts=starts)
    heard = voiced(any_dossier.claims)["question_id"]
    assert set(table["start"]) == set(starts) & set(heard)  # a copy dates no notice
    assert (table["months_low"] <= table["months_high"]).all()


def test_nothing_is_known_before_the_first_source(any_dossier: Dossier) -> None:
    before = any_dossier.as_of("1900-01-01")
    for function in OF_A_DOSSIER:
        table = function(before)
        assert not [claim_id for ids in table["claims"] for claim_id in ids]


def test_a_public_name_stays_what_it_is() -> None:
    for _ in range(2):
        for name in analysis.__all__:
            is_module = isinstance(getattr(analysis, name), type(analysis))
            assert is_module == (name == "plot"), name


# --- the cases side by side -------------------------------------------------------------------

PAIRS = ("customer_share", "relation_months", "customer_months", "supplier_months")


@pytest.fixture(scope="module")
def cases() -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / "comparables.csv", keep_default_na=False, dtype=str)


def test_each_case_has_a_row_with_sources(cases: pd.DataFrame) -> None:
    assert len(cases) == 18
    assert cases["case_id"].is_unique
    assert {"cirrus-apple", "ezentis-telefonica"} <= set(cases["case_id"])
    addresses = cases["sources"].str.split().explode()
    assert addresses.str.match(r"https?://\S+$").all()
    for column in ("supplier", "customer", "country", "year", "outcome", "notes"):
        assert (cases[column] != "").all(), column
    assert set(cases["dropped"]) == {"yes", "partly", "no", "disputed", ""}


@pytest.mark.parametrize("pair", PAIRS)
def test_ranges_of_cases_are_ranges(cases: pd.DataFrame, pair: str) -> None:
    low, high = (pd.to_numeric(cases[f"{pair}_{end}"]) for end in ("low", "high"))
    both = low.notna() & high.notna()
    assert both.any()
    assert (low[both] <= high[both]).all()
    assert (low.dropna() >= 0).all()
    if pair == "customer_share":
        assert (high.dropna() <= 1).all()


def test_cases_with_a_dossier_carry_its_name_and_share(cases: pd.DataFrame) -> None:
    rows = cases.set_index("case_id")
    for folder in FOLDERS:
        if folder.name in rows.index:
            claims = analysis.load(folder).select(question_id="q-share")
            row = rows.loc[folder.name]
            assert claims["low"].min() <= float(row["customer_share_high"])
            assert claims["high"].max() >= float(row["customer_share_low"])
    assert sum(folder.name in rows.index for folder in FOLDERS) == 3


def _units(dossier: Dossier) -> pd.Series[str]:
    """Unit of each question."""
    units: pd.Series[str] = dossier.questions.set_index("question_id")["unit"]
    return units
