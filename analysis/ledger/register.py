"""Several ledgers as one register, in which each contract counts once."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

TWICE = "a contract that is there twice"


def one_register(ledgers: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put ledgers together, each contract of a supplier once.

    Files of `read_decp` are better read together, as ``read_decp([...])``, which keeps the version
    that was published last. Here the first row counts.

    Parameters
    ----------
    ledgers : sequence of DataFrame
        Each with ``contract`` and ``supplier``. Rows without contract are all kept.

    Returns
    -------
    DataFrame
        The rows in the order given, with their columns (``contract``, ``supplier``, ``customer``,
        ``amount``, ``period`` …); `left_out` counts those that were there before.

    Raises
    ------
    ValueError
        If a ledger has no column ``contract``.

    Examples
    --------
    >>> import pandas as pd
    >>> ledger = pd.DataFrame({"contract": ["k1"], "supplier": ["s"], "amount": [5]})
    >>> one_register([ledger, ledger])
      contract supplier  amount
    0       k1        s       5
    """
    for ledger in ledgers:
        if "contract" not in ledger:
            raise ValueError("ledger: no column 'contract'; accepted: an id for each contract")
    rows = pd.concat([ledger.assign() for ledger in ledgers], ignore_index=True)
    known = rows["contract"].notna() & (rows["contract"] != "")
    again = rows.duplicated(["contract", "supplier"]) & known
    unread: dict[str, int] = {}
    for ledger in ledgers:
        for reason, count in ledger.attrs.get("left_out", {}).items():
            unread[reason] = unread.get(reason, 0) + count
    found = rows[~again].reset_index(drop=True)
    found.attrs["left_out"] = unread | ({TWICE: int(again.sum())} if again.any() else {})
    return found
