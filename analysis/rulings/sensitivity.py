"""How far the months, and the link between years and months, rest on some of the decisions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.rulings.due import LEVEL, MAY_NOT_SAY, due_given, reach, with_both
from analysis.rulings.table import LISTS

DRAWS = 2000


def due_sensitivity(
    rulings: pd.DataFrame, relation_years: float, *, level: float = LEVEL
) -> pd.DataFrame:
    """Show how far the answer and the link rest on some of the decisions.

    Parameters
    ----------
    rulings : DataFrame
        As `read_rulings` gives them.
    relation_years : float
        Length of the relation in years.
    level : float, optional
        Share of further decisions that the range is to hold.

    Returns
    -------
    DataFrame
        One row per choice of decisions:

        - ``kept``: which ones, in words;
        - ``n_numbers``, ``n_bounds``;
        - ``low``, ``middle``, ``high``: months; NaN where none of those kept is of such a length;
        - ``correlation``, ``correlation_low``, ``correlation_high``: Spearman's, of those with both
          numbers, with its bootstrap range of 95 % (percentiles of 2,000 draws of rows).

        What may not be said is in ``.attrs["may_not_say"]``.

    Raises
    ------
    ValueError
        If no decision is of such a length, or too few give months.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993), An Introduction to the Bootstrap, chapter 13.

    Examples
    --------
    >>> from analysis.rulings.table import EXAMPLE, read_rulings
    >>> table = due_sensitivity(read_rulings(EXAMPLE), 20)
    >>> table["kept"].tolist()[:2], bool((table["correlation_low"] > 0).all())
    (['all', 'without the two lists'], True)
    """
    summary = rulings["court"].str.contains("référé")
    choices = {
        "all": rulings["status"].notna(),
        "without the two lists": rulings["kind"] != LISTS,
        "without quashed decisions": rulings["status"] != "quashed",
        "without summary proceedings": ~summary,
        "numbers only, no bounds": rulings["due_low"] == rulings["due_high"],
    }
    due_given(rulings, relation_years)  # which refuses what no choice can answer
    rows = []
    for kept, chosen in choices.items():
        known = with_both(rulings[chosen])
        shortest, longest = reach(known)
        inside = shortest <= relation_years <= longest
        months = due_given(rulings[chosen], relation_years, level=level) if inside else None
        numbers = int(known["exact"].sum())
        row = {"kept": kept, "n_numbers": numbers, "n_bounds": len(known) - numbers}
        row |= {end: getattr(months, end, np.nan) for end in ("low", "middle", "high")}
        rows.append(row | rank_link(rulings[chosen]))
    table = pd.DataFrame(rows)
    table.attrs["may_not_say"] = MAY_NOT_SAY
    return table


def rank_link(rulings: pd.DataFrame) -> dict[str, float]:
    """Correlate the ranks of years and months, where both are numbers, and bootstrap it."""
    known = with_both(rulings)
    pairs = known.loc[known["exact"], ["years", "due_low"]].to_numpy()
    drawn = np.random.default_rng(0).integers(0, len(pairs), (DRAWS, len(pairs)))
    low, high = np.quantile(_spearman(pairs[drawn]), [0.025, 0.975])
    (all_rows,) = _spearman(pairs[np.newaxis])
    return {
        "correlation": float(all_rows),
        "correlation_low": float(low),
        "correlation_high": float(high),
    }


def _spearman(pairs: np.ndarray) -> np.ndarray:
    """Correlate ranks within each of many samples; ``pairs`` is samples by rows by two."""
    samples, rows, _ = pairs.shape
    columns = pd.DataFrame(pairs.transpose(1, 0, 2).reshape(rows, -1))
    ranks = columns.rank().to_numpy().reshape(rows, samples, 2).transpose(1, 0, 2)
    ranks = ranks - ranks.mean(axis=1, keepdims=True)
    products = (ranks[..., 0] * ranks[..., 1]).sum(axis=1)
    sizes = np.sqrt((ranks**2).sum(axis=1).prod(axis=1))
    correlations: np.ndarray = products / sizes
    return correlations
