"""One page on the suppliers of a ledger to look at first, and on what could not be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.ledger.names import names_to_show
from analysis.ledger.screening import left_out, screen

_WORKING = {  # columns within this module
    "top_customer_name": "name of the largest customer",
}

SHOWN = 12
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def write_screen_report(ledger: pd.DataFrame, title: str, **thresholds: float) -> str:
    """Write the page on who depends on one buyer, as far as the ledger shows.

    Parameters
    ----------
    ledger : DataFrame
        As `read_purchases` or `read_decp` gives it.
    title : str
        What the page is about: the name of the file, say.
    **thresholds
        Those of `screen`.

    Returns
    -------
    str
        One HTML page that needs nothing else.

    Raises
    ------
    ValueError
        As `screen` does.

    Examples
    --------
    >>> from analysis.ledger.decp import EXAMPLE, read_decp
    >>> page = write_screen_report(read_decp(EXAMPLE), "decp", min_purchases=2)
    >>> "Alpha SAS" in page
    True
    """
    found = screen_with_names(ledger, **thresholds)
    counts = left_out(ledger)
    counts = counts[counts["n_rows"] > 0]
    page = _TEMPLATES.get_template("screen.html.jinja").render(
        title=title,
        suppliers=[_said(row) for row in found.head(SHOWN).to_dict("records")],
        more=max(0, len(found) - SHOWN),
        counts=counts.to_dict("records"),
        thresholds=thresholds,
        rows=len(ledger),
        n_suppliers=ledger.loc[ledger["supplier"] != "", "supplier"].nunique(),
        n_customers=ledger.loc[ledger["customer"] != "", "customer"].nunique(),
        **_totals(ledger, counts),
    )
    return page + "\n"


def screen_with_names(ledger: pd.DataFrame, **thresholds: Any) -> pd.DataFrame:
    """Screen a ledger, with the names of suppliers and customers after their numbers."""
    found = screen(ledger, **thresholds)
    for place, column, role in ((2, "supplier", "supplier"), (4, "top_customer", "customer")):
        names = names_to_show(ledger, role)  # type: ignore[arg-type]
        found.insert(place, f"{column}_name", [names.get(one, one) for one in found[column]])
    return found


def _totals(ledger: pd.DataFrame, counts: pd.DataFrame) -> dict[str, object]:
    """Return how much of the total has no part in the page, and for how many rows nobody knows."""
    total, lost = float(ledger["amount"].clip(lower=0).sum()), float(counts["amount"].sum())
    nameless = float(ledger.loc[ledger["customer"].isin(["", None]), "amount"].sum())
    is_open = counts["reason"].str.contains("amount") & ~counts["reason"].str.contains("net")
    without = int(counts.loc[is_open, "n_rows"].sum())
    return {
        "total": f"{total:,.0f}",
        "lost": f"{lost:,.0f}",
        "lost_share": f"{100 * lost / total:.2g} %" if total > 0 else "nothing to be a share of",
        "nameless": f"{nameless:,.0f}",
        "without_amount": without,
    }


def _said(row: dict[str, Any]) -> dict[str, str]:
    """Format one supplier's row in words."""
    low, high = row["top_share_low"], row["top_share_high"]
    share = _percent(row["top_share"])
    is_wide = high - low >= 0.005
    buys = f"{row['n_purchases']} purchases by {row['n_customers']} buyers"
    months = row.get("n_months")
    over = f" over {months:.0f} months" if months is not None and months == months else ""
    return {
        "rank": str(row["rank"]),
        "supplier": str(row["supplier_name"]),
        "number": str(row["supplier"]),
        "customer": str(row["top_customer_name"]),
        "top_share": f"{share} (from {_percent(low)} to {_percent(high)})" if is_wide else share,
        "total": f"{row['total']:,.0f}",
        "why": f"{buys}{over}",
    }


def _percent(share: float) -> str:
    """Format a share; what is not quite nothing or all is not said to be."""
    if share != round(share) and not 0.005 <= share < 0.995:
        return "under 1 %" if share < 0.5 else "over 99 %"
    return f"{100 * share:.0f} %"
