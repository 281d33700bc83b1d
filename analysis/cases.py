"""Cases side by side: suppliers that depend on one customer, and the notice that each side tells.

The table has one row per case; any dossier gives a row of it, so that a reader's own case can stand
among the others. These cases are few and were not drawn at random, so no general rule follows from
them. Ranges are two columns: ``dependency`` stands for ``dependency_low`` and ``dependency_high``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.dossier.comparison import claims_on, speaking, voiced
from analysis.dossier.dossier import Dossier
from analysis.dossier.tables import DossierError, Problem, quoted, read_table
from analysis.language.shares import accepted_share, outside
from analysis.timeline.events import between
from analysis.timeline.notice import notice

__all__ = ["case_of", "rank_agreement", "read_cases"]

MOST_CASES = 8  # 40,320 orders; more would take minutes

RANGES = ("dependency", "relation_months", "customer_months", "supplier_months")
_NUMBERS = [f"{name}_{end}" for name in RANGES for end in ("low", "high")]
COLUMNS = [
    *("case_id", "supplier", "customer", "country", "year"),
    *_NUMBERS,
    *("dropped", "outcome", "sources", "notes"),
]

Pairs = tuple[str, str] | Iterable[tuple[str, str]]


def read_cases(path: str | Path) -> pd.DataFrame:
    """Read a table of cases.

    Parameters
    ----------
    path : str or Path
        A CSV file with the columns of ``comparables.csv``; see the README beside it.

    Returns
    -------
    DataFrame
        One row per case; numbers are NaN where blank:

        - ``case_id``, ``supplier``, ``customer``, ``country``, ``year``;
        - ``dependency_low``, ``dependency_high``: share, 0 to 1;
        - ``relation_months_low``, ``relation_months_high``: length of the relation;
        - ``customer_months_low``, ``customer_months_high``: notice by the customer's account;
        - ``supplier_months_low``, ``supplier_months_high``: notice by the supplier's;
        - ``dropped``, ``outcome``, ``notes``;
        - ``sources``: addresses, a list.

    Raises
    ------
    DossierError
        Naming each cell that is no number or no share, and each pair whose ends are reversed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "cases.csv"
    ...     row = ["mine", "Works", "Telecom", "France", "2024", "0.4", "0.5", *[""] * 10]
    ...     _ = path.write_text(chr(10).join([",".join(COLUMNS), ",".join(row)]))
    ...     read_cases(path)[["case_id", "dependency_low", "dependency_high"]]
      case_id  dependency_low  dependency_high
    0    mine             0.4              0.5
    """
    path = Path(path)
    try:
        table = read_table(path, COLUMNS)
    except DossierError as error:
        raise DossierError(error.problems, "the table of cases") from None
    numbers = table[_NUMBERS].replace("", np.nan).apply(pd.to_numeric, errors="coerce")
    bad = numbers.isna() & (table[_NUMBERS] != "")
    problems = [
        Problem(path.name, int(str(row)), column, quoted(table.loc[row, column]), "a number")
        for column in _NUMBERS
        for row in table.index[bad[column]]
    ]
    for name in RANGES:
        low, high = numbers[f"{name}_low"], numbers[f"{name}_high"]
        for row in table.index[low > high]:
            found = f"{low[row]} above {high[row]}"
            problems.append(Problem(path.name, int(str(row)), f"{name}_low", found, "low first"))
    for column in _NUMBERS[:2]:
        for row in numbers.index[outside(numbers[column])]:
            found = table.loc[row, column]
            accepted = accepted_share(found)
            problems.append(Problem(path.name, int(str(row)), column, quoted(found), accepted))
    if problems:
        raise DossierError(problems, "the table of cases")
    table = table.assign(**numbers, sources=table["sources"].str.split())
    return table.reset_index(drop=True)


def case_of(
    dossier: Dossier,
    case_id: str,
    *,
    share: str,
    relation: tuple[str, str] | None = None,
    customer: Pairs = (),
    supplier: Pairs = (),
    dropped: str = "",
) -> pd.DataFrame:
    """Make a dossier a row of the table of cases.

    Parameters
    ----------
    dossier : Dossier
    case_id : str
        Name of the case.
    share : str
        The question on the customer's share of the supplier's revenue.
    relation : pair of str, optional
        Date questions of the start and the end of the relation.
    customer, supplier : iterable of pairs of str
        Date questions of the start and the end of the notice, as either side counts it. A side's
        own date for the start is taken; where it gives none, everybody's, which ``notes`` says.
    dropped : str, optional
        ``yes``, ``partly``, ``no``, ``disputed`` or nothing: the one thing that is judged here.

    Returns
    -------
    DataFrame
        One row, with the columns of `read_cases`. All answers of the question's own scope count, so
        that a range holds them all. Reposts count only where nobody else speaks of the share.

    Raises
    ------
    ValueError
        If the dossier has no such question.

    Examples
    --------
    >>> from analysis import example
    >>> row = case_of(
    ...     example(),
    ...     "works-telecom",
    ...     share="q-share",
    ...     customer=[("d-notice", "d-end")],
    ...     supplier=[("d-notice", "d-end")],
    ... )
    >>> row[["customer_months_low", "customer_months_high"]].round(1).to_numpy().tolist()
    [[9.0, 11.0]]
    """
    about, labels = dossier.about, dossier.parties.set_index("side")["label"]
    shares = speaking(claims_on(dossier, share))
    copied = "" if len(voiced(shares)) or shares.empty else " The share is known from a copy alone."
    row = {
        "case_id": case_id,
        "supplier": labels[about.supplier],
        "customer": labels[about.customer],
        "country": "",
        "year": str(about.reference_date.year),
        "dropped": dropped,
        "outcome": "",
        "notes": f"From the dossier “{about.title}”.{copied}",
        "sources": sorted(set(dossier.sources["url"])),
        **_ends("dependency", shares["low"].clip(lower=0), shares["high"].clip(upper=1)),
    }
    if relation is not None:
        spans = between(dossier, *relation)
        row |= _ends("relation_months", spans["months_low"], spans["months_high"])
    for name, side, pairs in (
        ("customer_months", about.customer, customer),
        ("supplier_months", about.supplier, supplier),
    ):
        spans = _told(dossier, side, pairs)
        if len(spans) > 1 and not spans.attrs["own"]:
            row["notes"] += f" {labels[side]} dated no start: {name} counts from others' dates."
        row |= _ends(name, spans["months_low"], spans["months_high"])
    return pd.DataFrame([row], columns=COLUMNS)


@dataclass(frozen=True)
class Agreement:
    """How alike two quantities rank some cases, and how often chance alone ranks them so."""

    cases: int
    correlation: float
    by_chance: float


def rank_agreement(cases: pd.DataFrame, first: str, second: str) -> Agreement:
    """Compare the order of cases by one quantity with that by another, against chance.

    Of a range its middle counts; a case that lacks either quantity is left out.

    Parameters
    ----------
    cases : DataFrame
        As `read_cases` returns it.
    first, second : str
        Two of ``dependency``, ``relation_months``, ``customer_months``, ``supplier_months``.

    Returns
    -------
    Agreement
        ``cases`` (their number), ``correlation`` (Spearman's, -1 to 1; NaN if all rank alike) and
        ``by_chance``: the share of all orders of the cases that correlate at least as strongly, in
        either direction.

    Raises
    ------
    ValueError
        If the table has no such quantity, or fewer than two cases or more than eight have both.

    References
    ----------
    Spearman, C. (1904), The proof and measurement of association between two things, American
    Journal of Psychology 15.

    Examples
    --------
    >>> import pandas as pd
    >>> cases = pd.DataFrame(
    ...     {
    ...         "dependency_low": [0.3, 0.5, 0.8],
    ...         "dependency_high": [0.3, 0.5, 0.9],
    ...         "supplier_months_low": [12, 6, 3],
    ...         "supplier_months_high": [12, 8, 3],
    ...     }
    ... )
    >>> agreement = rank_agreement(cases, "dependency", "supplier_months")
    >>> agreement.cases, round(agreement.correlation, 2), round(agreement.by_chance, 2)
    (3, -1.0, 0.33)
    """
    for name in (first, second):
        if not {f"{name}_low", f"{name}_high"} <= set(cases):
            raise ValueError(f"the cases have no {name!r}; accepted: {', '.join(RANGES)}")
    middles = pd.DataFrame(
        {name: cases[[f"{name}_low", f"{name}_high"]].mean(axis=1) for name in (first, second)}
    ).dropna()
    if not 2 <= len(middles) <= MOST_CASES:
        raise ValueError(f"{len(middles)} cases have both; accepted: 2 to {MOST_CASES}")
    x, y = (ranks - ranks.mean() for ranks in middles.rank().to_numpy().T)
    size = np.sqrt((x @ x) * (y @ y))
    if not size:
        return Agreement(len(middles), np.nan, 1.0)
    products = np.array(list(permutations(y))) @ x
    as_strong = np.abs(products) >= abs(x @ y) - 1e-9
    return Agreement(len(middles), float(x @ y / size), float(as_strong.mean()))


def _told(dossier: Dossier, side: str, pairs: Pairs) -> pd.DataFrame:
    """Measure the notice that a side counts from each start to its end."""
    found = [pd.DataFrame({"months_low": [np.nan], "months_high": [np.nan]})]
    told = False
    for start, end in _pairs(pairs):
        spans = notice(dossier, end=end, starts=[start])
        own = spans[spans["side"] == side]
        told |= len(own) > 0
        found.append((own if len(own) else spans)[["months_low", "months_high"]])
    table = pd.concat(found, ignore_index=True)
    table.attrs["own"] = told  # whether the side dates a start itself
    return table


def _pairs(given: Pairs) -> list[tuple[str, str]]:
    """Return one pair or several as a list of pairs."""
    pairs: list[Any] = list(given)
    return [(pairs[0], pairs[1])] if pairs and isinstance(pairs[0], str) else pairs


def _ends(name: str, low: pd.Series[float], high: pd.Series[float]) -> dict[str, float]:
    """Return the lowest and the highest end; an unbounded one is blank."""
    ends = {f"{name}_low": low.min(), f"{name}_high": high.max()}
    return {column: end if np.isfinite(end) else np.nan for column, end in ends.items()}
