"""How often the coding erred, where claims were read again against their sources."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.dossier.dossier import Dossier

_Z95 = 1.959964  # the standard normal's 97.5 % point: an interval of 95 %


def audit_errors(dossier: Dossier) -> pd.DataFrame:
    """Count what was wrong in each sample of claims that was read again against its sources.

    A claim whose page was not found again tells nothing and counts in no share. The intervals are
    Wilson's: they hold their 95 % for small shares of small samples, too.

    Parameters
    ----------
    dossier : Dossier
        Its ``audit.csv`` gives the verdicts; the columns are in the codebook.

    Returns
    -------
    DataFrame
        One row per sample, in the order of the table:

        - ``sample``;
        - ``n_drawn``, ``n_read``: found again and compared;
        - ``n_wrong``: of these; ``wrong`` with ``wrong_low`` and ``wrong_high``: share of those
          read, 0 to 1, and its interval; NaN of no claim;
        - ``n_faulty``: wrong, or right with a minor fault; ``faulty``, ``faulty_low``,
          ``faulty_high``.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22 (1927), 209-212.

    Examples
    --------
    >>> from analysis import example
    >>> table = audit_errors(example()).set_index("sample")
    >>> table.loc["random", ["n_read", "n_wrong"]].tolist()
    [4, 1]
    >>> round(table.loc["random", "wrong"], 3).item()
    0.25
    """
    audit = dossier.table("audit")
    counts = pd.DataFrame(
        {
            "n_drawn": audit["verdict"] != "",
            "n_read": audit["verdict"] != "not found",
            "n_wrong": audit["verdict"] == "wrong",
            "n_faulty": audit["verdict"].isin(["wrong", "minor"]),
        }
    )
    table = counts.groupby(audit["sample"], sort=False).sum().reset_index()
    for what in ("wrong", "faulty"):
        low, high = _wilson(table[f"n_{what}"], table["n_read"])
        share = table[f"n_{what}"] / table["n_read"]
        table = table.assign(**{what: share, f"{what}_low": low, f"{what}_high": high})
    return table[_COLUMNS]


_COLUMNS = [
    "sample",
    "n_drawn",
    "n_read",
    "n_wrong",
    "wrong",
    "wrong_low",
    "wrong_high",
    "n_faulty",
    "faulty",
    "faulty_low",
    "faulty_high",
]


def _wilson(hits: pd.Series[int], tries: pd.Series[int]) -> tuple[pd.Series, pd.Series]:
    """Return the ends of Wilson's interval of 95 % for each share of hits in tries."""
    share, grain = hits / tries, _Z95**2 / tries
    middle = (share + grain / 2) / (1 + grain)
    reach = np.sqrt(share * (1 - share) * grain + grain**2 / 4) / (1 + grain)
    return (middle - reach).clip(lower=0.0), (middle + reach).clip(upper=1.0)
