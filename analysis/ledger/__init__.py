"""Purchase ledgers of any size: who sells to whom, and which supplier depends on whom."""

from analysis.ledger.decp import read_decp
from analysis.ledger.generator import generate_ledger
from analysis.ledger.screening import change_over_time, left_out, profile_suppliers, screen

__all__ = [
    "change_over_time",
    "generate_ledger",
    "left_out",
    "profile_suppliers",
    "read_decp",
    "screen",
]
