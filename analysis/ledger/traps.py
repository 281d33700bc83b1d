"""What misleads in real registers of purchases, put into a made-up one."""

from __future__ import annotations

import numpy as np
import pandas as pd

_FIRST_YEAR = 2019
_FILLERS = (999_999_999, 99_999_999)


def set_traps(ledger: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Put into a ledger what real registers have, at rates that are stated.

    Parameters
    ----------
    ledger : DataFrame
        Columns ``supplier``, ``customer``, ``period`` (1, 2, 3) and ``amount``.
    rng : numpy.random.Generator
        The source of all chance.

    Returns
    -------
    DataFrame
        The rows with ``contract``, ``date``, ``customer_name``, ``amount_low``, ``amount_high`` and
        ``basis``. One row in 5,000 (one at least) has an amount that only fills its field; one in
        50 has no date or one of the year 218; one in 200 has no customer; one in 100 is a maximum
        that three suppliers are given whole; one in 50 stands twice, at the end. One customer in
        ten is called "BUDGET PRINCIPAL".

    Examples
    --------
    >>> rows = pd.DataFrame({"supplier": "s", "customer": "c", "period": 1, "amount": [5] * 100})
    >>> len(set_traps(rows, np.random.default_rng(1)))
    102
    """
    rows = ledger.reset_index(drop=True)
    rows["contract"] = [f"K{nth:08d}" for nth in range(len(rows))]
    rows["date"] = _days(rows["period"].to_numpy(), rng)
    rows["customer_name"] = _names(rows["customer"])
    rows["basis"] = "award"
    _give_maxima(rows, _draw(rows, 100, rng))
    rows.loc[_draw(rows, 200, rng), ["customer", "customer_name"]] = ""
    fillers = _draw(rows, 5000, rng)
    values = rng.choice(_FILLERS, len(fillers))
    for column in ("amount", "amount_low", "amount_high"):
        rows.loc[fillers, column] = values
    again = rows.loc[_draw(rows, 50, rng)]
    return pd.concat([rows, again], ignore_index=True)


def _draw(rows: pd.DataFrame, one_in: int, rng: np.random.Generator) -> np.ndarray:
    """Draw different rows, one at least."""
    drawn: np.ndarray = rng.choice(len(rows), max(1, len(rows) // one_in), replace=False)
    return drawn


def _days(period: np.ndarray, rng: np.random.Generator) -> list[str]:
    """Draw a day of each period's year, and for one in 50 none or one that cannot be."""
    month, day = rng.integers(1, 13, len(period)), rng.integers(1, 29, len(period))
    year = _FIRST_YEAR - 1 + period
    lost = rng.random(len(period)) < 0.02
    early = lost & (rng.random(len(period)) < 0.1)
    year = np.where(early, 218, year)
    days = [f"{y:04d}-{m:02d}-{d:02d}" for y, m, d in zip(year, month, day, strict=True)]
    return [
        "" if gone and not first else text
        for text, gone, first in zip(days, lost, early, strict=True)
    ]


def _names(customer: pd.Series) -> pd.Series:
    """Name customers, every tenth after its budget."""
    tenth = customer.str[-1] == "0"
    names: pd.Series = ("Buyer " + customer).mask(tenth, "BUDGET PRINCIPAL")
    return names


def _give_maxima(rows: pd.DataFrame, drawn: np.ndarray) -> None:
    """Assign one contract's whole maximum to the suppliers of two more, in the buyer's name."""
    rows["amount_low"], rows["amount_high"] = rows["amount"], rows["amount"]
    groups = drawn[: len(drawn) // 3 * 3].reshape(-1, 3)
    for column in ("customer", "customer_name", "period", "date", "amount", "amount_high"):
        values = rows[column].to_numpy()[groups[:, 0]]
        rows.loc[groups.ravel(), column] = np.repeat(values, 3)
    rows.loc[groups.ravel(), "amount_low"] = 0
    rows.loc[groups.ravel(), "basis"] = "maximum given several times"
