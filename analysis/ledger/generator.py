"""A made-up ledger, drawn by rules that are stated, to try the screening of suppliers on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.ledger.traps import set_traps

_GROUPS = 60  # a supplier has at most one customer of each group, so never one of them twice
_PERIODS = 3
_PARTS = 2 * _PERIODS


def generate_ledger(
    n_suppliers: int, *, rng: np.random.Generator | int, n_dependents: int = 10, traps: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw a ledger with a known number of suppliers that depend on one customer.

    Every number is made up. A supplier's sales are Pareto distributed (exponent 1.2, from 100 000).
    It has 4 to 60 customers, their number Pareto distributed too (exponent 1, cut at 60), at most
    one from each of 60 groups, of which some are drawn far more often (the cube of a uniform
    number). The amounts of its customers fall as 1, 1/2, 1/3, …, so the top one has at most 48 %
    (that is with four customers). A dependent supplier is drawn alike, but its first customer has
    75 % to 95 % (uniform). Each customer buys twice in each of three periods, the six parts in
    proportion to exponential numbers; amounts are whole. About 90 rows a supplier.

    With `traps` the rows get what real registers have, after all other draws: one row in 5,000 an
    amount that only fills its field (999,999,999 or 99,999,999), one in 50 stands twice, one in 50
    has no date or one of the year 218, one in 200 no customer, and one in 100 is a maximum that
    three suppliers are given whole. One customer in ten is called "BUDGET PRINCIPAL".

    Parameters
    ----------
    n_suppliers : int
        Number of suppliers, the dependent ones included.
    rng : numpy.random.Generator or int
        The source of all chance.
    n_dependents : int, optional
        Number of suppliers that depend on one customer.
    traps : bool, optional
        Whether to add what misleads in real registers.

    Returns
    -------
    ledger : DataFrame
        ``supplier``, ``customer`` (text), ``period`` (1 to 3), ``amount`` (whole numbers), in
        random order. With `traps` also ``contract``, ``date`` (text, periods as 2019 to 2021),
        ``customer_name``, ``amount_low``, ``amount_high`` and ``basis``, as in `read_decp`.
    planted : DataFrame
        The answer: ``supplier``, ``customer`` and ``top_share`` (before amounts are made whole) of
        each dependent one, in order of the suppliers.

    Raises
    ------
    ValueError
        If there is no supplier, there are more dependent ones than there are, or ``rng`` is no
        seed.

    Examples
    --------
    >>> import numpy as np
    >>> ledger, planted = generate_ledger(50, rng=np.random.default_rng(7), n_dependents=2)
    >>> ledger["supplier"].nunique(), len(planted), bool(planted["top_share"].min() >= 0.75)
    (50, 2, True)
    """
    if n_suppliers < 1 or not 0 <= n_dependents <= n_suppliers:
        found = f"found {n_dependents} dependents of {n_suppliers} suppliers"
        raise ValueError(f"{found}; accepted: at least one supplier, and no more dependents")
    seed = isinstance(rng, (int, np.integer)) and rng >= 0
    if not seed and not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng is {rng!r}; accepted: a whole number, 0 or more, or a Generator")
    rng = np.random.default_rng(rng)
    sales = 1e5 * (1 + rng.pareto(1.2, n_suppliers))
    count = np.minimum(4 * (1 + rng.pareto(1.0, n_suppliers)), _GROUPS).astype(int)
    share = np.full(n_suppliers, np.nan)
    dependent = rng.choice(n_suppliers, n_dependents, replace=False)
    share[dependent] = rng.uniform(0.75, 0.95, n_dependents)
    supplier = np.repeat(np.arange(n_suppliers), count)
    nth = np.arange(len(supplier)) - np.repeat(np.cumsum(count) - count, count)
    customer = _draw_customers(supplier, nth, n_suppliers, rng)
    names = {"supplier": _name("S", supplier), "customer": _name("C", customer)}
    pairs = pd.DataFrame(names, dtype="str")
    amounts = _draw_amounts(sales[supplier] * _split(supplier, nth, share), rng)
    order = rng.permutation(amounts.size)
    ledger = pairs.iloc[order // _PARTS].reset_index(drop=True)
    ledger["period"], ledger["amount"] = order % _PERIODS + 1, amounts.ravel()[order]
    if traps:
        ledger = set_traps(ledger, rng)
    pairs["top_share"] = share[supplier]
    planted = pairs[(nth == 0) & pairs["top_share"].notna()]
    return ledger, planted.reset_index(drop=True)


def _draw_customers(
    supplier: np.ndarray, nth: np.ndarray, n_suppliers: int, rng: np.random.Generator
) -> np.ndarray:
    """Draw distinct customers for each supplier, one a group, a few of a group far more often."""
    shift = rng.integers(_GROUPS, size=n_suppliers)
    group = (shift[supplier] + nth) % _GROUPS
    size = n_suppliers // 20 + 1
    member = np.floor(size * rng.random(len(nth)) ** 3).astype(int)
    drawn: np.ndarray = _GROUPS * member + group
    return drawn


def _split(supplier: np.ndarray, nth: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Split each supplier's sales as 1, 1/2, 1/3, …, after the first customer's share if set."""
    planted = ~np.isnan(share[supplier])
    weight = np.where(planted & (nth == 0), 0.0, 1 / (nth + 1))
    weight /= np.bincount(supplier, weight)[supplier]
    rest = np.where(planted, 1 - share[supplier], 1.0)
    split: np.ndarray = np.where(planted & (nth == 0), share[supplier], weight * rest)
    return split


def _draw_amounts(spend: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Cut what each customer spends into whole parts of random sizes, none of them nothing."""
    parts = rng.exponential(size=(len(spend), _PARTS)) + 0.01
    parts *= (spend / parts.sum(axis=1))[:, np.newaxis]
    amounts: np.ndarray = np.maximum(np.rint(parts), 1).astype("int64")
    return amounts


def _name(letter: str, numbers: np.ndarray) -> np.ndarray:
    """Name things by their numbers: S0000000 and so on."""
    names = np.array([f"{letter}{number:07d}" for number in range(numbers.max() + 1)], dtype=object)
    named: np.ndarray = names[numbers]
    return named
