"""What happened when, in which order, and how long the notice was."""

from analysis.timeline.chronology import ConflictError, conflicts
from analysis.timeline.events import events, length, order
from analysis.timeline.money import price_missing_notice
from analysis.timeline.notice import notice
from analysis.timeline.tightening import outvoted, tighten

__all__ = [
    "ConflictError",
    "conflicts",
    "events",
    "length",
    "notice",
    "price_missing_notice",
    "order",
    "outvoted",
    "tighten",
]
