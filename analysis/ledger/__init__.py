"""Purchase ledgers of any size: who sells to whom, and which supplier depends on whom."""

from analysis.ledger.decp import read_decp
from analysis.ledger.generator import generate_ledger
from analysis.ledger.names import identify, names_to_show
from analysis.ledger.purchases import read_purchases
from analysis.ledger.register import one_register
from analysis.ledger.screen_report import write_screen_report
from analysis.ledger.screening import (
    change_over_time,
    left_out,
    profile_parts,
    profile_suppliers,
    screen,
)

__all__ = [
    "change_over_time",
    "generate_ledger",
    "identify",
    "left_out",
    "names_to_show",
    "one_register",
    "profile_parts",
    "profile_suppliers",
    "read_decp",
    "read_purchases",
    "screen",
    "write_screen_report",
]
