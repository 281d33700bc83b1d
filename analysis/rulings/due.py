"""What courts held due for a relation of so many years: a loose link, with its honest width.

The months due follow a log-normal law whose middle grows with a power of the years, never falls
with them, and is fitted to numbers and bounds alike (maximum likelihood with censored answers).
The range is that of one more decision, not of the middle.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import log_ndtr, stdtrit

from analysis.language.answers import to_day
from analysis.language.phrasebook import message, phrase
from analysis.language.words import say_number
from analysis.rulings.ceiling import MONTHS
from analysis.rulings.table import NEW_TEXT

_WORKING = {  # columns within this module
    "years": "length of the relation",
    "exact": "both are numbers, no bounds",
}

LEVEL = 0.8
FEWEST = 12  # decisions with a number of months; with fewer the range says nothing
MAY_NOT_SAY = (  # in English; `due_given` says them in French too
    message(
        "That this is a rule, or what a court will hold: the decisions are not drawn at random."
    ),
    message(
        "What dependence, exclusivity, investments or the trade's usage add: too few decisions say."
    ),
    message(
        "That a row is an authority: most pages were read in part, and later fates are often "
        "unknown."
    ),
)


@dataclass(frozen=True)
class Due:
    """What the decisions held due for a length, and what may and may not be said of it."""

    relation_years: float
    low: float
    middle: float
    high: float
    level: float
    n_numbers: int
    n_bounds: int
    ceiling: float
    may_say: str
    may_not_say: tuple[str, ...]


@dataclass(frozen=True)
class _Fit:
    """The fitted law: log months = start + slope · log years, and its spread."""

    start: float
    slope: float
    spread: float
    log_years: np.ndarray
    n_numbers: int

    def ends(self, years: float, level: float) -> tuple[float, float, float]:
        """Return the low end, the middle and the high end for one more decision."""
        x = np.log(years)
        middle = self.start + self.slope * x
        away = self.log_years - self.log_years.mean()
        unsure = 1 + 1 / self.n_numbers + (x - self.log_years.mean()) ** 2 / (away @ away)
        free = self.n_numbers - 2
        half = stdtrit(free, (1 + level) / 2) * self.spread * np.sqrt(unsure)
        low, mid, high = np.exp([middle - half, middle, middle + half])
        return float(low), float(mid), float(high)


def due_given(
    rulings: pd.DataFrame,
    relation_years: float,
    *,
    broken: str | None = None,
    level: float = LEVEL,
    lang: str = "en",
) -> Due:
    """Return what the decisions held due for a relation of so many years.

    Parameters
    ----------
    rulings : DataFrame
        As `read_rulings` gives them; those with a length and months due, or a bound, count.
    relation_years : float
        Length of the relation in years.
    broken : str, optional
        Day of the break: from 26 April 2019 on, eighteen months are enough.
    level : float, optional
        Share of further decisions that the range is to hold.
    lang : str, optional
        ``"en"`` or ``"fr"``, of what may and may not be said.

    Returns
    -------
    Due
        ``low``, ``middle``, ``high`` (months), ``n_numbers`` and ``n_bounds`` (decisions behind
        them), ``ceiling`` (months, NaN where none applies or no day is given), ``may_say`` and
        ``may_not_say``.

    Raises
    ------
    ValueError
        If no decision is of such a length, or too few give months.

    References
    ----------
    Tobin, J. (1958), Estimation of relationships for limited dependent variables, Econometrica 26;
    for answers known as intervals: Turnbull, B. (1976), Journal of the Royal Statistical Society B
    38.

    Examples
    --------
    >>> from analysis.rulings.table import EXAMPLE, read_rulings
    >>> due = due_given(read_rulings(EXAMPLE), 20, broken="2020-04-28")
    >>> due.low < due.ceiling < due.high, due.ceiling
    (True, 18.0)
    """
    return due_each(rulings, [relation_years], broken=broken, level=level, lang=lang)[0]


def due_each(
    rulings: pd.DataFrame,
    lengths: Iterable[float],
    *,
    broken: str | None = None,
    level: float = LEVEL,
    lang: str = "en",
) -> list[Due]:
    """Return the same for several lengths, from one fit."""
    known = with_both(rulings)
    fit = _fitted(known)
    capped = broken is not None and to_day(broken) >= NEW_TEXT
    ceiling = float(MONTHS) if capped else np.nan
    return [_due(known, fit, years, ceiling, level, lang) for years in lengths]


def _due(
    known: pd.DataFrame, fit: _Fit, relation_years: float, ceiling: float, level: float, lang: str
) -> Due:
    """Return what one length makes of the fit."""
    shortest, longest = reach(known)
    if not shortest <= relation_years <= longest:
        accepted = f"{say_number(shortest, '')} to {say_number(longest, 'years')}"
        raise ValueError(
            f"no decision for {say_number(relation_years, 'years')}; accepted: {accepted}"
        )
    low, middle, high = fit.ends(relation_years, level)
    bounds = len(known) - fit.n_numbers
    return Due(
        *(relation_years, low, middle, high, level, fit.n_numbers, bounds),
        ceiling=ceiling,
        may_say=phrase(
            lang,
            "We know {numbers} published decisions that give both years and months, and {bounds} "
            "that give a bound. A curve fitted to them puts what is due for {years} at about "
            "{middle}. Of every ten further decisions of that kind, about {tenths} would lie from "
            "{low} to {high}.",
            numbers=fit.n_numbers,
            bounds=bounds,
            tenths=round(10 * level),
            years=say_number(relation_years, "years", lang),
            middle=_rounded(middle, "months", lang),
            low=_rounded(low, "", lang),
            high=_rounded(high, "months", lang),
        ),
        may_not_say=tuple(phrase(lang, sentence) for sentence in MAY_NOT_SAY),
    )


def _rounded(months: float, unit: str, lang: str) -> str:
    """Format a number that is estimated to two digits."""
    return say_number(float(f"{months:.2g}"), unit, lang)


def reach(known: pd.DataFrame) -> tuple[float, float]:
    """Return the shortest and the longest relation of which there is a decision."""
    return float(known["years"].min()), float(known["years"].max())


def with_both(rulings: pd.DataFrame) -> pd.DataFrame:
    """Keep decisions with a length and months due or a bound; ``years`` is the middle length."""
    length = rulings[["relation_low", "relation_high"]]
    years = length.mean(axis=1)
    kept = np.isfinite(length).all(axis=1) & (years > 0) & rulings["due_low"].notna()
    known = rulings.assign(years=years, exact=rulings["due_low"] == rulings["due_high"])[kept]
    numbers = int(known["exact"].sum())
    if numbers < FEWEST:
        raise ValueError(f"{numbers} decisions give years and months; accepted: {FEWEST} or more")
    return known


def _fitted(known: pd.DataFrame) -> _Fit:
    """Fit the law to numbers and bounds by maximum likelihood; the slope is never negative."""
    x = np.log(known["years"].to_numpy())
    exact = known["exact"].to_numpy()
    with np.errstate(divide="ignore"):  # nothing due at least, or at most, is an open end
        low = np.log(np.maximum(known["due_low"].to_numpy(), 0))
        high = np.log(known["due_high"].to_numpy())

    def surprise(law: np.ndarray) -> float:
        start, slope, log_spread = law
        below, above = ((end - start - slope * x) / np.exp(log_spread) for end in (low, high))
        numbers = -0.5 * (above[exact] ** 2 + np.log(2 * np.pi)) - log_spread
        upper, lower = log_ndtr(above[~exact]), log_ndtr(below[~exact])
        return -float(numbers.sum() + (upper + np.log1p(-np.exp(lower - upper))).sum())

    best = minimize(
        surprise, [1.0, 0.5, -0.5], method="L-BFGS-B", bounds=[(None, None), (0, None), (-4, 3)]
    )
    start, slope, log_spread = best.x
    n = int(exact.sum())
    return _Fit(start, slope, np.exp(log_spread) * np.sqrt(n / (n - 2)), x, n)
