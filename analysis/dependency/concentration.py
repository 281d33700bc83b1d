"""How concentrated a supplier's sales are, also when most of its customers are unknown.

Every function takes one supplier (a list of amounts or shares) or many (an array whose last axis
runs over the customers; rows of unequal length are filled up with NaN or 0) and gives a float or
one value for each supplier.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.language.shares import accepted_share, outside

Numbers = float | NDArray[np.float64]  # of one supplier, or one for each
_OVER = 1e-9  # shares that were rounded or added up may exceed one by this much


class Bounds(NamedTuple):
    """The two ends of an interval: floats, or arrays with one value for each supplier."""

    low: Numbers
    high: Numbers


def top_share(amounts: ArrayLike) -> Numbers:
    """Return the share of the largest customer.

    Parameters
    ----------
    amounts : array_like of float, shape (..., customers)
        Sales by customer, in any unit, or shares. NaN and 0 are no customer.

    Returns
    -------
    float or array of float, shape (...)
        From 0 to 1.

    Raises
    ------
    ValueError
        If an amount is negative or infinite, or a supplier has no sales.

    Examples
    --------
    >>> top_share([30, 30, 20, 20])
    0.3
    """
    sales = _amounts(amounts)
    return _plain(sales.max(axis=-1) / sales.sum(axis=-1))


def hhi(amounts: ArrayLike) -> Numbers:
    """Return the Herfindahl-Hirschman index, the sum of squared shares, on the scale 0 to 1.

    Parameters
    ----------
    amounts : array_like of float, shape (..., customers)
        Sales by customer, in any unit, or shares. NaN and 0 are no customer.

    Returns
    -------
    float or array of float, shape (...)
        1 for a single customer; times 10,000 on the scale of competition authorities.

    Raises
    ------
    ValueError
        If an amount is negative or infinite, or a supplier has no sales.

    References
    ----------
    Patatoukas, P. N. (2012). Customer-base concentration: implications for firm performance and
    capital markets. The Accounting Review 87(2), 363-392.

    Examples
    --------
    >>> hhi([30, 30, 20, 20])
    0.26
    >>> hhi([[0.5, 0.5, 0.0], [0.4, 0.3, 0.3]]).round(2).tolist()
    [0.5, 0.34]
    """
    sales = _amounts(amounts)
    shares = sales / sales.sum(axis=-1, keepdims=True)  # before squaring: no amount is too large
    return _plain(np.einsum("...i,...i->...", shares, shares))


def hhi_normalized(amounts: ArrayLike) -> Numbers:
    """Return the index rescaled so that customers of equal size give 0, whatever their number.

    Parameters
    ----------
    amounts : array_like of float, shape (..., customers)
        Sales by customer, in any unit, or shares. NaN and 0 are no customer.

    Returns
    -------
    float or array of float, shape (...)
        ``(hhi - 1/n) / (1 - 1/n)`` for n customers. For a single customer the formula is 0/0, and
        1 (fully concentrated) is returned.

    Raises
    ------
    ValueError
        If an amount is negative or infinite, or a supplier has no sales.

    Examples
    --------
    >>> hhi_normalized([50, 50]), hhi_normalized([100])
    (0.0, 1.0)
    """
    sales = _amounts(amounts)
    even = 1 / np.count_nonzero(sales, axis=-1)
    single = even == 1
    return _plain(np.where(single, 1.0, (hhi(sales) - even) / np.where(single, 1, 1 - even)))


def effective_customers(amounts: ArrayLike) -> Numbers:
    """Return the number of customers of equal size that would be as concentrated: ``1 / hhi``.

    Parameters
    ----------
    amounts : array_like of float, shape (..., customers)
        Sales by customer, in any unit, or shares. NaN and 0 are no customer.

    Returns
    -------
    float or array of float, shape (...)
        From 1 to the number of customers.

    Raises
    ------
    ValueError
        If an amount is negative or infinite, or a supplier has no sales.

    Examples
    --------
    >>> effective_customers([25, 25, 25, 25])
    4.0
    """
    return _plain(1 / np.asarray(hhi(amounts)))


def hhi_bounds(known_shares: ArrayLike, *, top_known: bool = False) -> Bounds:
    """Bound the Herfindahl-Hirschman index (0 to 1) when only some customers' shares are known.

    The known shares leave a remainder that is split in an unknown way. The bounds are exact: no
    narrower ones hold for every split.

    Parameters
    ----------
    known_shares : array_like of float, shape (..., known)
        Shares of total sales, 0 to 1. NaN and 0 are no customer; none known at all is allowed.
    top_known : bool, optional
        Whether the largest of all customers is among the known ones, so that no other is larger.

    Returns
    -------
    Bounds
        ``low``: the remainder split among ever more customers; with a remainder it is approached
        and never reached. ``high``: the remainder is one customer or, if `top_known`, as many
        customers of the largest known size as it holds and one for the rest.

    Raises
    ------
    ValueError
        If a share is not from 0 to 1, if shares add up to more than one by more than their rounding
        explains, or if `top_known` and there is a remainder but no known customer to be the
        largest.

    Notes
    -----
    A sum of squares grows when a larger part takes from a smaller one, which gives both ends. With
    `top_known` both ends grow with the top share: if that is only known to lie between two values,
    take ``low`` at the lower and ``high`` at the upper.

    Examples
    --------
    >>> hhi_bounds([0.75])
    Bounds(low=0.5625, high=0.625)
    >>> [round(end, 4) for end in hhi_bounds([0.4], top_known=True)]
    [0.16, 0.36]
    """
    shares = _shares(known_shares)
    low = np.einsum("...i,...i->...", shares, shares)
    rest = np.clip(1 - shares.sum(axis=-1), 0, None)
    rest = np.where(rest < _OVER, 0, rest)
    cap = shares.max(axis=-1, initial=0) if top_known else np.ones_like(rest)
    if (unknown := (cap == 0) & (rest > 0)).any():
        raise ValueError(f"{_which(unknown)}: top_known, but no customer is known")
    cap = np.where(cap == 0, 1, cap)
    full = np.floor(rest / cap)
    high = low + full * cap**2 + (rest - full * cap) ** 2
    return Bounds(_plain(low), _plain(high))


def _amounts(amounts: ArrayLike) -> np.ndarray:
    """Take sales by customer, without holes, refusing what is no sale."""
    sales = _filled(amounts)
    _refuse(~np.isfinite(sales) | (sales < 0), "an amount is negative or infinite")
    if (empty := ~(sales.sum(axis=-1) > 0)).any():
        raise ValueError(f"{_which(empty)}: no sales, so no shares")
    return sales


def _shares(known: ArrayLike) -> np.ndarray:
    """Take known shares, without holes, refusing what cannot be part of one whole."""
    shares = _filled(known)
    if (wrong := outside(shares)).any():
        found = f"{shares[wrong].flat[0]:g}"
        _refuse(wrong, f"{found} is no share; accepted: {accepted_share(found)}")
    total = shares.sum(axis=-1)
    if (over := total > 1 + _rounding(shares) + _OVER).any():
        worst = float(total[over].max())
        raise ValueError(
            f"{_which(over)}: shares add up to {worst:.6g}, more than 1 and more than rounding "
            "explains; accepted: parts of one whole"
        )
    return shares


def _rounding(shares: np.ndarray) -> np.ndarray:
    """Return how far above 1 shares may add up because each was rounded before it was published.

    Shares in whole per cent are off by up to 0.005 each, in tenths of it by up to 0.0005.
    """
    count = (shares > 0).sum(axis=-1)
    halves = np.zeros(count.shape)
    for digits in (3, 2):  # the coarser rounding that fits all of a supplier's shares
        fits = np.isclose(shares, shares.round(digits), rtol=0, atol=_OVER).all(axis=-1)
        halves = np.where(fits, 0.5 * 10.0**-digits, halves)
    spare: np.ndarray = halves * count
    return spare


def _filled(values: ArrayLike) -> np.ndarray:
    """Make an array of floats with 0 for NaN; a million rows without NaN are not copied."""
    array = np.asarray(values, dtype=float)
    if array.ndim == 0:
        raise ValueError("one number; a list of customers is wanted, for example [0.75]")
    return np.where(np.isnan(array), 0.0, array) if np.isnan(array).any() else array


def _refuse(bad: np.ndarray, why: str) -> None:
    """Raise for the suppliers that hold a bad value."""
    if bad.any():
        raise ValueError(f"{_which(bad.any(axis=-1))}: {why}")


def _which(bad: ArrayLike) -> str:
    """Name the first supplier concerned, by its row."""
    if np.ndim(bad) == 0:
        return "the supplier"
    rows = np.flatnonzero(bad)
    return f"supplier in row {rows[0]}" + (f" and {len(rows) - 1} more" if len(rows) > 1 else "")


def _plain(values: np.ndarray) -> Numbers:
    """Return one supplier's value as a float."""
    return float(values) if np.ndim(values) == 0 else values
