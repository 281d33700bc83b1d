"""What happened when, in which order, and how long the notice was."""

from analysis.dossier.wanted import guard
from analysis.timeline.chronology import ConflictError, conflicts
from analysis.timeline.events import between, came_before, events
from analysis.timeline.money import price_missing_notice
from analysis.timeline.notice import notice
from analysis.timeline.tightening import outvoted, tighten

__all__ = [
    "ConflictError",
    "between",
    "came_before",
    "conflicts",
    "events",
    "notice",
    "outvoted",
    "price_missing_notice",
    "tighten",
]

guard(globals())
