"""How much a supplier depends on one customer, and what a loss would do."""

from analysis.dependency.concentration import (
    effective_customers,
    hhi,
    hhi_bounds,
    hhi_normalized,
    top_share,
)
from analysis.dependency.drivers import sensitivity
from analysis.dependency.inputs import shock_inputs, suppose
from analysis.dependency.market import market_series
from analysis.dependency.reconciliation import implications, reconcile
from analysis.dependency.shocks import shock, simulate, summarize
from analysis.dossier.wanted import guard

__all__ = [
    "effective_customers",
    "hhi",
    "hhi_bounds",
    "hhi_normalized",
    "implications",
    "market_series",
    "reconcile",
    "sensitivity",
    "shock",
    "shock_inputs",
    "simulate",
    "summarize",
    "suppose",
    "top_share",
]

guard(globals())
