"""What losing part of a large customer's work does at first, and how sure one can be of it.

A first-order model: the lost work takes its share of turnover and of work for people at once, and
nothing else moves. Prices, cash, credit, confidence and the other customers' reactions are left
out, and a reader should expect what follows from them to be missed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.language.phrasebook import phrase
from analysis.language.shares import accepted_share, check_share, outside
from analysis.language.words import say_number, say_numbers

Values = NDArray[np.float64]
Numbers = float | Values
ARGUMENTS = {
    "turnover": "money/year",
    "customer_share": "share",
    "part_lost": "share",
    "new_business": "money/year",
    "headcount": "persons",
    "labour_weight": "",
    "transferred": "persons",
    "departures": "persons",
    "growth_elsewhere": "share",
    "target_share": "share",
}
SHARES = {
    **dict.fromkeys(("customer_share", "part_lost", "target_share"), "share"),
    "growth_elsewhere": "growth",
}
AMOUNTS = ("new_business", "headcount", "labour_weight", "transferred", "departures")
OUTCOMES = {
    "loss_amount": "money/year",
    "turnover_after": "money/year",
    "share_after": "share",
    "work_for": "persons",
    "without_work": "persons",
    "months_to_target": "months",
}


def shock(
    *,
    turnover: Numbers,
    customer_share: Numbers,
    part_lost: Numbers,
    new_business: Numbers,
    headcount: Numbers,
    labour_weight: Numbers,
    transferred: Numbers,
    departures: Numbers,
    growth_elsewhere: Numbers,
    target_share: Numbers,
) -> dict[str, Numbers]:
    """Work out the first effect of losing part of a customer's work.

    Parameters
    ----------
    turnover : float or array
        Turnover before the loss, in a currency a year.
    customer_share : float or array
        The customer's share of it, 0 to 1.
    part_lost : float or array
        The part of the customer's work that is lost, 0 to 1.
    new_business : float or array
        Business that the customer gives in its place, in the currency a year.
    headcount : float or array
        People employed before.
    labour_weight : float or array
        People needed for a million of the lost work, over people for a million of all work: above 1
        if the lost work employs more of the supplier's own people, below 1 if it employs fewer.
    transferred, departures : float or array
        People taken over by the winners, and people who leave by themselves.
    growth_elsewhere : float or array
        Yearly growth of turnover with all other customers: 0.1 is ten per cent.
    target_share : float or array
        The customer's share of turnover at which dependence would be bearable.

    Returns
    -------
    dict of str to float or array
        ``loss_amount`` and ``turnover_after`` (currency a year), ``share_after`` (the
        customer's), ``work_for`` and ``without_work`` (people; those without work have neither been
        transferred nor left), ``months_to_target`` (``inf`` if the share is above target and
        turnover with others does not grow).

    Raises
    ------
    ValueError
        If a share is not from 0 to 1, growth not from -1 to 1, or turnover not above 0.

    Examples
    --------
    >>> after = shock(
    ...     turnover=100.0,
    ...     customer_share=0.75,
    ...     part_lost=0.4,
    ...     new_business=0.0,
    ...     headcount=1000,
    ...     labour_weight=1.0,
    ...     transferred=100,
    ...     departures=50,
    ...     growth_elsewhere=0.1,
    ...     target_share=0.3,
    ... )
    >>> float(after["turnover_after"]), float(after["without_work"])
    (70.0, 150.0)
    >>> round(float(after["share_after"]), 3), round(float(after["months_to_target"]), 1)
    (0.643, 180.7)
    """
    check_share("customer_share", customer_share)
    check_share("part_lost", part_lost)
    check_share("target_share", target_share)
    check_share("growth_elsewhere", growth_elsewhere, "growth")
    if not (np.asarray(turnover, dtype=float) > 0).all():
        raise ValueError("turnover of nothing or less; accepted: more than 0")
    amounts = (new_business, headcount, labour_weight, transferred, departures)
    for name, amount in zip(AMOUNTS, amounts, strict=True):
        if (np.asarray(amount, dtype=float) < 0).any():
            raise ValueError(f"{name} is below nothing; accepted: 0 or more")
    bought = turnover * customer_share
    others = turnover * (1 - customer_share)
    lost = bought * part_lost
    kept = bought * (1 - part_lost) + new_business
    after = np.asarray(others + kept)
    people_per_turnover = headcount / turnover
    work_lost = (lost * labour_weight - new_business) * people_per_turnover
    work_for = np.clip(headcount - work_lost, 0, headcount)
    return {
        "loss_amount": lost,
        "turnover_after": others + kept,
        "share_after": np.divide(kept, after, out=np.zeros_like(after), where=after != 0),
        "work_for": work_for,
        "without_work": np.maximum(headcount - work_for - transferred - departures, 0),
        "months_to_target": _months(others, _needed(kept, target_share), growth_elsewhere),
    }


def simulate(inputs: pd.DataFrame, n: int, *, rng: np.random.Generator | int) -> pd.DataFrame:
    """Draw the inputs many times and work out the shock for each draw.

    Parameters
    ----------
    inputs : DataFrame
        As `analysis.shock_inputs` returns it: one row for each argument of `shock`.
    n : int
        Number of draws.
    rng : numpy.random.Generator or int
        The only source of chance: the same state, or seed, gives the same draws.

    Returns
    -------
    DataFrame
        One row per draw, with the columns of `shock`.

    Raises
    ------
    ValueError
        If an input is missing, unknown, stated twice or has no finite ends in order.

    Examples
    --------
    >>> inputs = pd.DataFrame(
    ...     [
    ...         ("turnover", 100, 120),
    ...         ("customer_share", 0.6, 0.75),
    ...         ("part_lost", 0.65, 0.65),
    ...         ("new_business", 0, 0),
    ...         ("headcount", 1000, 1100),
    ...         ("labour_weight", 1, 1),
    ...         ("transferred", 0, 100),
    ...         ("departures", 0, 0),
    ...         ("growth_elsewhere", 0.1, 0.1),
    ...         ("target_share", 0.3, 0.3),
    ...     ],
    ...     columns=["name", "low", "high"],
    ... ).assign(shape="uniform")
    >>> draws = simulate(inputs, 1000, rng=np.random.default_rng(7))
    >>> bool(draws["loss_amount"].between(39, 58.5).all())
    True
    """
    checked = checked_inputs(inputs)
    if not isinstance(n, int) or n < 1:
        raise ValueError(f"n is {n!r}; accepted: a number of draws, 1 or more")
    return run_model(checked, seeded(rng).random((len(checked), n)))


def seeded(rng: np.random.Generator | int) -> np.random.Generator:
    """Return a source of chance: the one given, or one that starts from a whole number.

    >>> float(seeded(7).random()) == float(seeded(np.random.default_rng(7)).random())
    True
    """
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, (int, np.integer)) and rng >= 0:
        return np.random.default_rng(rng)
    raise ValueError(f"rng is {rng!r}; accepted: a whole number, 0 or more, or a Generator")


def summarize(draws: pd.DataFrame, currency: str, lang: str = "en") -> pd.DataFrame:
    """Sum up draws: the middle one of each result, and the range that holds nine in ten.

    Parameters
    ----------
    draws : DataFrame
        As `simulate` returns it.
    currency : str
        For the column ``unit``, for example ``"EUR"``.
    lang : str, optional
        ``"en"`` or ``"fr"``, of the column ``words``.

    Returns
    -------
    DataFrame
        One row per result:

        - ``outcome``, ``unit``;
        - ``low``, ``median``, ``high``: 5th, 50th and 95th percentile, rounded to two significant
          digits, which is what the draws can bear;
        - ``words``.

    Examples
    --------
    >>> draws = pd.DataFrame({"work_for": range(101), "months_to_target": [np.inf] * 101})
    >>> summarize(draws, "EUR")[["outcome", "low", "median", "high", "words"]]
                outcome  low  median  high                                 words
    0          work_for  5.0    50.0  95.0  50 persons (5 persons to 95 persons)
    1  months_to_target  inf     inf   inf                         never (never)
    """
    # lower, no interpolation: the mean of a number and infinity is infinity
    table = draws.quantile([0.05, 0.5, 0.95], interpolation="lower").T.map(_two_digits)
    table.columns = pd.Index(["low", "median", "high"])
    table = table.rename_axis("outcome").reset_index()
    units = table["outcome"].map(OUTCOMES).str.replace("money", currency)
    table.insert(1, "unit", units)
    ends = zip(table["low"], table["median"], table["high"], units, strict=True)
    words = [_say_spread(*row, lang) for row in ends]
    return table.assign(words=words)


def checked_inputs(inputs: pd.DataFrame) -> pd.DataFrame:
    """Raise on an input table that `shock` cannot use, and order it by name."""
    names = inputs["name"].tolist()
    problems = [f"missing: {name}" for name in ARGUMENTS if name not in names]
    problems += [f"unknown: {name}" for name in names if name not in ARGUMENTS]
    problems += [
        f"stated twice: {name}" for name in sorted({n for n in names if names.count(n) > 1})
    ]
    ends = inputs[["low", "high"]].to_numpy(dtype=float)
    bad = ~np.isfinite(ends).all(axis=1) | (ends[:, 0] > ends[:, 1])
    problems += [f"no finite ends in order: {name}" for name in inputs["name"][bad]]
    problems += _share_problems(inputs[["low", "high"]].set_axis(names, axis=0))
    problems += [f"unknown shape: {s}" for s in sorted(set(inputs["shape"]) - set(SHAPES))]
    if problems:
        raise ValueError("inputs of the simulation, " + "; ".join(problems))
    return inputs.sort_values("name", kind="stable", ignore_index=True)


def _share_problems(ends: pd.DataFrame) -> list[str]:
    """List shares and growth that are none, amounts below nothing, and a turnover of nothing."""
    problems = [
        f"{name} is {value:g}, accepted: {accepted_share(f'{value:g}', SHARES[name])}"
        for name in SHARES
        if name in ends.index
        for value in dict.fromkeys(ends.loc[[name]].to_numpy(dtype=float).ravel().tolist())
        if outside(value, SHARES[name])
    ]
    low = ends["low"].astype(float)
    below = [name for name in AMOUNTS if name in ends.index and (low[[name]] < 0).any()]
    problems += [f"{name} is below nothing, accepted: 0 or more" for name in below]
    if "turnover" in ends.index and not (ends.loc[["turnover"], "low"].astype(float) > 0).all():
        problems.append("turnover of nothing or less, accepted: more than 0")
    return problems


def _uniform(ranks: Values) -> Values:
    """Any value between the ends is as likely as any other."""
    return ranks


def _triangle(ranks: Values) -> Values:
    """The middle is the likeliest value; the ends are not reached often."""
    half = np.minimum(ranks, 1 - ranks)
    rise: Values = np.sqrt(half / 2)
    return np.where(ranks < 0.5, rise, 1 - rise)


SHAPES = {"uniform": _uniform, "triangle": _triangle}


def run_model(inputs: pd.DataFrame, ranks: Values) -> pd.DataFrame:
    """Turn ranks from 0 to 1, one row per input, into values of the inputs and run the model."""
    values: Mapping[str, Values] = {
        row.name: row.low + (row.high - row.low) * SHAPES[row.shape](rank)
        for row, rank in zip(inputs.itertuples(index=False), ranks, strict=True)
    }
    return pd.DataFrame(shock(**values))


def _needed(kept: Numbers, target_share: Numbers) -> Values:
    """Work out the others' turnover beside which the customer has the target share."""
    beside = np.asarray(kept * (1 - np.asarray(target_share)), dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):  # beside a target of nothing, no end
        return np.where(beside > 0, np.divide(beside, target_share), 0.0)


def _months(others: Numbers, needed: Numbers, growth: Numbers) -> Values:
    """Count the months until the others' turnover, growing steadily, is what is needed."""
    with np.errstate(divide="ignore", invalid="ignore"):
        months = 12 * np.log(np.divide(needed, others)) / np.log1p(growth)
    return np.where(needed <= others, 0.0, np.where(growth > 0, months, np.inf))


def _say_spread(low: float, median: float, high: float, unit: str, lang: str) -> str:
    """Format the middle and the range; what is infinite never comes."""
    never = phrase(lang, "never")
    middle = never if np.isinf(median) else say_number(median, unit, lang)
    return f"{middle} ({never if np.isinf(low) else say_numbers(low, high, unit, lang)})"


def _two_digits(value: float) -> float:
    """Round to two significant digits."""
    return float(f"{value:.2g}")
