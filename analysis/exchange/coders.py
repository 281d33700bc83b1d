"""Two coders of one dossier: how far they agree beyond chance, and what they have to settle."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from analysis.dossier.dossier import Dossier, load
from analysis.dossier.schemas import KINDS, SCHEMAS, columns_of, stored_columns
from analysis.dossier.suppose import from_tables
from analysis.dossier.tables import read_table
from analysis.language.answers import Kind

_WORKING = {  # columns within this module
    "level": "level of measurement",
    "n_claims": "claims compared",
    "n_same": "of them coded alike",
    "alpha": "Krippendorff's alpha",
    "alpha_low": "its interval",
    "alpha_high": "its interval",
    "second": "as the second coder has it",
    "question_id_2": "the second coder's question",
}

# What two coders may see differently in the same sentence.
Level = Literal["nominal", "interval"]
FIELDS = ("question_id", "speaker", "side", "answer", "period", "scope")
_DRAWS, _SEED = 1000, 20220321  # a fixed seed: the same codings give the same interval
_TABLE = ["kind", "level", "n_claims", "n_same", "alpha", "alpha_low", "alpha_high"]


def second_coding(first: Dossier, path: Path) -> Dossier:
    """Load the coding of a second person: a folder, or another file of claims on the same sources.

    Raises
    ------
    DossierError
        If it cannot be used.
    """
    if path.is_dir():
        return load(path)
    tables = {name: first.table(name) for name in SCHEMAS if name != "claims"}
    tables = {name: table[stored_columns(name, table)] for name, table in tables.items()}
    of_claims = ("names", "zones", "audit", "speakers", "translations", "reviews")
    tables = {name: table for name, table in tables.items() if name not in of_claims}
    return from_tables(first.about, claims=read_table(path, columns_of("claims")), **tables)


def coder_agreement(first: Dossier, second: Dossier) -> pd.DataFrame:
    """Measure how far two coders agree beyond chance, by kind of question.

    Claims are matched by their id; those that only one coder has, or that the two put to different
    questions, are no part of it (`differences` lists them). Answers are compared as what they are
    read as: yes-no answers and quantities as the same or not (nominal), dates and durations by the
    distance of their middles in days or months (interval); an open-ended one has no middle and is
    left out. The question itself is compared too, over all claims that both have.

    Parameters
    ----------
    first, second : Dossier
        The same sources and questions, coded by two people.

    Returns
    -------
    DataFrame
        One row for the choice of question and one per kind of question: ``kind``, ``level`` of
        measurement, ``n_claims``, ``n_same`` (coded alike), ``alpha`` (Krippendorff's; 1 is full
        agreement, 0 what chance gives, NaN if all answers are one), ``alpha_low`` and
        ``alpha_high`` (95 %, from 1,000 draws of the claims with replacement).

    References
    ----------
    K. Krippendorff, *Content Analysis*, 4th ed., 2018, chapter 12; A. F. Hayes and
    K. Krippendorff, "Answering the call for a standard reliability measure for coding data",
    *Communication Methods and Measures* 1, 2007.

    Examples
    --------
    >>> from analysis import example
    >>> table = coder_agreement(example(), example())
    >>> bool((table["n_same"] == table["n_claims"]).all())
    True
    """
    pairs = _pairs(first, second)
    codes = pd.factorize(pd.concat([pairs["question_id"], pairs["question_id_2"]]))[0]
    rows = [_row("question", "nominal", codes.reshape(2, -1).astype(float))]
    same_question = pairs[pairs["question_id"] == pairs["question_id_2"]]
    for kind in KINDS:
        group = same_question[same_question["kind"] == kind]
        level: Level = "interval" if kind in (Kind.DATE, Kind.DURATION) else "nominal"
        if len(group):
            rows.append(_row(kind, level, _ratings(group, level)))
    return pd.DataFrame(rows, columns=_TABLE)


def differences(first: Dossier, second: Dossier) -> pd.DataFrame:
    """List what two coders coded differently, for them to settle.

    Parameters
    ----------
    first, second : Dossier

    Returns
    -------
    DataFrame
        One row per claim and field: ``claim_id``, ``field``, ``first``, ``second``, ``statement``.
        A claim that one of them has not is a row with the field ``claim``.

    Examples
    --------
    >>> from analysis import example
    >>> len(differences(example(), example().without(claims="gazette-c1")))
    1
    """
    ids = [*dict.fromkeys([*first.claims["claim_id"], *second.claims["claim_id"]])]
    codings = [dossier.claims.set_index("claim_id").reindex(ids) for dossier in (first, second)]
    coded = [coding["statement"].notna() for coding in codings]
    one, other = (
        coding[[*FIELDS]].where(coded[0] & coded[1], axis=0).fillna("") for coding in codings
    )
    for fields, has in zip((one, other), coded, strict=True):
        fields.insert(0, "claim", has.map({True: "coded", False: "not coded"}))
    row, field = np.nonzero((one != other).to_numpy())
    found = {
        "claim_id": np.array(ids, dtype=object)[row],
        "field": one.columns.to_numpy()[field],
        "first": one.to_numpy()[row, field],
        "second": other.to_numpy()[row, field],
        "statement": codings[0]["statement"].fillna(codings[1]["statement"]).to_numpy()[row],
    }
    return pd.DataFrame(found)


def alpha(ratings: np.ndarray, level: Level) -> float:
    """Compute Krippendorff's alpha of two coders who both rated every unit.

    One minus the disagreement observed, over that of two values drawn from all without looking. It
    is counted value by value: the package ``krippendorff`` makes a table of all pairs of values for
    each unit, which for 100,000 claims weighs terabytes. The tests compare the two.

    Parameters
    ----------
    ratings : array of float
        A row for each of the two coders, a column per unit; nominal values are 0, 1, 2, …
    level : {"nominal", "interval"}

    Returns
    -------
    float
        NaN where fewer than two different values occur: chance then says nothing.

    Examples
    --------
    >>> one, other = [0, 1, 1, 2], [0, 1, 2, 2]
    >>> round(alpha(np.array([one, other], float), "nominal"), 3)
    0.667
    """
    values, (one, other) = ratings.ravel(), ratings
    if len(values) == 0 or np.ptp(values) == 0:
        return float("nan")
    if level == "interval":
        observed, by_chance = ((one - other) ** 2).mean(), 2 * values.var(ddof=1)
    else:
        counts = np.bincount(values.astype(int))
        alike = (counts * (counts - 1.0)).sum() / (len(values) * (len(values) - 1.0))
        observed, by_chance = (one != other).mean(), 1 - alike
    return float(1 - observed / by_chance)


def _pairs(first: Dossier, second: Dossier) -> pd.DataFrame:
    """Put the claims that both have side by side."""
    return first.claims.merge(second.claims, on="claim_id", suffixes=("", "_2"))


def _ratings(group: pd.DataFrame, level: str) -> np.ndarray:
    """Return a row of values for each coder."""
    if level == "interval":
        middles = [(group[f"low{end}"] + group[f"high{end}"]) / 2 for end in ("", "_2")]
        values = np.array([middle.to_numpy(float) for middle in middles])
        return np.where(np.isfinite(values), values, np.nan)
    read = [_as_read(group, end) for end in ("", "_2")]
    codes = {value: float(place) for place, value in enumerate(dict.fromkeys(read[0] + read[1]))}
    return np.array([[codes[value] for value in values] for values in read])


def _as_read(group: pd.DataFrame, end: str) -> list[object]:
    """Return what each answer is read as: "0.5" and "0.50" are one, "yes" is itself."""
    columns = [group[f"{name}{end}"] for name in ("answer", "low", "high")]
    return [a if np.isnan(low) else (low, high) for a, low, high in zip(*columns, strict=True)]


def _row(kind: str, level: Level, ratings: np.ndarray) -> tuple[object, ...]:
    """Measure one kind of question."""
    both = ~np.isnan(ratings).any(axis=0)
    ratings = ratings[:, both]
    count = ratings.shape[1]
    same = int((ratings[0] == ratings[1]).sum())
    rng = np.random.default_rng(_SEED)
    draws = _DRAWS if count else 0
    drawn = [alpha(ratings[:, rng.integers(count, size=count)], level) for _ in range(draws)]
    known = [value for value in drawn if not np.isnan(value)]
    low, high = np.quantile(known, [0.025, 0.975]) if known else (np.nan, np.nan)
    return (kind, level, count, same, alpha(ratings, level), float(low), float(high))
