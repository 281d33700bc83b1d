"""Cases side by side: suppliers that depend on one customer, and the notice that each side tells.

The table has one row per case; any dossier gives a row of it, so that a reader's own case can stand
among the others. These cases are few and were not drawn at random, so no general rule follows from
them. Ranges are two columns: ``customer_share`` stands for ``customer_share_low`` and
``customer_share_high``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.dossier.comparison import claims_on, speaking, voiced
from analysis.dossier.dossier import Dossier
from analysis.dossier.tables import DossierError, Problem, quoted, read_table
from analysis.language.shares import accepted_share, outside
from analysis.timeline.events import between

__all__ = ["case_of", "rank_agreement", "read_cases"]

MOST_CASES = 8  # 40,320 orders; more would take minutes

RANGES = ("customer_share", "relation_months", "customer_months", "supplier_months")
_NUMBERS = [f"{name}_{end}" for name in RANGES for end in ("low", "high")]
COLUMNS = [
    "case_id",
    "supplier",
    "customer",
    "country",
    "year",
    *_NUMBERS,
    "dropped",
    "outcome",
    "sources",
    "notes",
]
DROPPED = ("yes", "partly", "no", "disputed", "")
_NOTICE = ["start", "side", "months_low", "months_high"]  # of `analysis.notice`, what is read


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
        - ``customer_share_low``, ``customer_share_high``: share, 0 to 1;
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
    ...     read_cases(path)[["case_id", "customer_share_low", "customer_share_high"]]
      case_id  customer_share_low  customer_share_high
    0    mine                 0.4                  0.5
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
    customer_share: str,
    relation: tuple[str, str] | None = None,
    customer: pd.DataFrame | None = None,
    supplier: pd.DataFrame | None = None,
    dropped: str = "",
) -> pd.DataFrame:
    """Make a dossier a row of the table of cases.

    Parameters
    ----------
    dossier : Dossier
    case_id : str
        Name of the case.
    customer_share : str
        The question on the customer's share of the supplier's turnover.
    relation : pair of str, optional
        Date questions of the start and the end of the relation.
    customer, supplier : DataFrame, optional
        The notice from each start that either side counts from, as `analysis.notice` measures it.
        A side's own date for a start is taken; where it gives none, everybody's, which ``notes``
        says.
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
        If the dossier has no such question, ``relation`` is no pair, a table is none of
        `analysis.notice`, or ``dropped`` is another word.

    Examples
    --------
    >>> from analysis import example, notice
    >>> dossier = example()
    >>> sent = notice(dossier, end="d-end", starts="d-notice")
    >>> row = case_of(
    ...     dossier, "works-telecom", customer_share="q-share", customer=sent, supplier=sent
    ... )
    >>> row[["customer_months_low", "customer_months_high"]].round(1).to_numpy().tolist()
    [[9.0, 11.0]]
    """
    _check(relation, {"customer": customer, "supplier": supplier}, dropped)
    about, labels = dossier.about, dossier.parties.set_index("side")["label"]
    shares = speaking(claims_on(dossier, customer_share))
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
        **_ends("customer_share", shares["low"].clip(lower=0), shares["high"].clip(upper=1)),
    }
    if relation is not None:
        spans = between(dossier, *relation)
        row |= _ends("relation_months", spans["months_low"], spans["months_high"])
    for name, side, notices in (
        ("customer_months", about.customer, customer),
        ("supplier_months", about.supplier, supplier),
    ):
        spans = _told(notices, side)
        if len(spans) and not (spans["side"] == side).any():
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
        Two of ``customer_share``, ``relation_months``, ``customer_months``, ``supplier_months``.

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
    ...         "customer_share_low": [0.3, 0.5, 0.8],
    ...         "customer_share_high": [0.3, 0.5, 0.9],
    ...         "supplier_months_low": [12, 6, 3],
    ...         "supplier_months_high": [12, 8, 3],
    ...     }
    ... )
    >>> agreement = rank_agreement(cases, "customer_share", "supplier_months")
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


def _check(
    relation: tuple[str, str] | None, notices: dict[str, pd.DataFrame | None], dropped: str
) -> None:
    """Raise on what `case_of` cannot use."""
    match relation:
        case None | (str(), str()):
            pass
        case _:
            raise ValueError(
                f"relation: found {relation!r}; accepted: the date questions of its start and end"
            )
    for name, table in notices.items():
        if table is None or (isinstance(table, pd.DataFrame) and {*_NOTICE} <= set(table)):
            continue
        found = f"{', '.join(table)}" if isinstance(table, pd.DataFrame) else repr(table)
        raise ValueError(f"{name}: found {found}; accepted: a table of `analysis.notice`")
    if dropped not in DROPPED:
        raise ValueError(f"dropped: found {dropped!r}; accepted: {', '.join(DROPPED)} or nothing")


def _told(notices: pd.DataFrame | None, side: str) -> pd.DataFrame:
    """Take from each start the notice that a side counts; where it dates none, everybody's."""
    if notices is None:
        return pd.DataFrame(columns=_NOTICE)
    own = notices["side"] == side
    others = ~notices["start"].isin(notices.loc[own, "start"])
    return notices[own | others]


def _ends(name: str, low: pd.Series[float], high: pd.Series[float]) -> dict[str, float]:
    """Return the lowest and the highest end; an unbounded one is blank."""
    ends = {f"{name}_low": float(low.min()), f"{name}_high": float(high.max())}
    return {column: end if np.isfinite(end) else np.nan for column, end in ends.items()}
