"""Which unknown drives the outcome of a simulated shock."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.dependency.shocks import OUTCOMES, Values, checked_inputs, run_model, seeded

_WORKING = {  # columns within this module
    "S1": "SALib's first-order index",
    "ST": "SALib's total index",
}


def sensitivity(
    inputs: pd.DataFrame, outcome: str, *, rng: np.random.Generator | int, n: int = 2048
) -> pd.DataFrame:
    """Measure how far each input drives a result.

    Two measures. The tornado moves one input from its low to its high end with all others in the
    middle. Sobol's indices share out the variance of the result over all draws: ``first`` is what
    would go if the input were known, ``total`` what would stay if it alone were unknown.

    Parameters
    ----------
    inputs : DataFrame
        As `analysis.shock_inputs` returns it.
    outcome : str
        A column of `analysis.simulate`.
    rng : numpy.random.Generator or int
        The only source of chance, or a seed for one.
    n : int, optional
        Base sample for Sobol's indices, a power of two.

    Returns
    -------
    DataFrame
        One row per input, the widest swing first:

        - ``name``, ``basis`` (if the inputs have it);
        - ``at_low``, ``at_high``: the result at the ends of the input;
        - ``middle``: the result with all inputs in the middle;
        - ``swing``: between the two ends, in the unit of the result;
        - ``first``, ``total``: Sobol's indices.

    Raises
    ------
    ValueError
        If there is no such outcome, the inputs are wrong, or n is no power of two.

    References
    ----------
    Saltelli, A. et al. (2010). Variance based sensitivity analysis of model output. Computer
    Physics Communications 181(2), 259-270.

    Examples
    --------
    >>> ends = [("turnover", 100, 120), ("customer_share", 0.6, 0.75), ("part_lost", 0.65, 0.65)]
    >>> ends += [("new_business", 0, 0), ("headcount", 1000, 1100), ("labour_weight", 1, 1)]
    >>> ends += [("transferred", 0, 100), ("departures", 0, 0), ("growth_elsewhere", 0.1, 0.1)]
    >>> ends += [("target_share", 0.3, 0.3)]
    >>> inputs = pd.DataFrame(ends, columns=["name", "low", "high"]).assign(shape="uniform")
    >>> table = sensitivity(inputs, "without_work", rng=1, n=64)
    >>> table[["name", "at_low", "at_high", "swing"]].round(1).head(3)
                 name  at_low  at_high  swing
    0  customer_share   359.5    461.9  102.4
    1     transferred   460.7    360.7  100.0
    2       headcount   388.8    432.6   43.9
    """
    checked = checked_inputs(inputs)
    if outcome not in OUTCOMES:
        raise ValueError(f"no outcome {outcome!r}; accepted: {', '.join(OUTCOMES)}")
    if n < 1 or n & (n - 1):
        raise ValueError(f"n is {n}; Sobol's sequence wants a power of two, for example 2048")
    size = len(checked)
    ranks = np.full((size, 2 * size + 1), 0.5)
    ranks[range(size), range(size)] = 0
    ranks[range(size), range(size, 2 * size)] = 1
    results = run_model(checked, ranks)[outcome].to_numpy()
    first, total = _sobol(checked, outcome, seeded(rng), n)
    table = checked.assign(
        at_low=results[:size],
        at_high=results[size:-1],
        middle=results[-1],
        first=first,
        total=total,
    )
    moved = table["at_high"] != table["at_low"]  # infinite ends may be equal
    table["swing"] = (table["at_high"] - table["at_low"].where(moved)).abs().where(moved, 0.0)
    table = table.sort_values(
        ["swing", "name"], ascending=[False, True], kind="stable", ignore_index=True
    )
    shown = ["name", "basis", "at_low", "at_high", "middle", "swing", "first", "total"]
    return table[[column for column in shown if column in table]]


def _sobol(
    inputs: pd.DataFrame, outcome: str, rng: np.random.Generator, n: int
) -> tuple[Values, Values]:
    """Compute Sobol's first-order and total indices with SALib, on ranks."""
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling

    size = len(inputs)
    problem = {"num_vars": size, "names": inputs["name"].tolist(), "bounds": [[0, 1]] * size}
    ranks = sampling.sample(problem, n, calc_second_order=False, seed=rng)
    results = run_model(inputs, ranks.T)[outcome].to_numpy()
    if np.ptp(results) == 0 or not np.isfinite(results).all():
        unknown = np.zeros(size) if np.isfinite(results).all() else np.full(size, np.nan)
        return unknown, unknown
    # SALib draws from numpy's global generator unless the seed is a number other than zero
    seed = int(rng.integers(1, 2**31))
    found = analysis.analyze(problem, results, calc_second_order=False, seed=seed)
    return found["S1"], found["ST"]
