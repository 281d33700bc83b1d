"""Every picture by its name: ``analysis.plot.answers(table)``; a table in, the Axes out."""

from analysis.figures.answers import plot_answers as answers
from analysis.figures.cases import plot_cases as cases
from analysis.figures.chronology import plot_chronology as chronology
from analysis.figures.dependency import plot_reconciliation as reconciliation
from analysis.figures.dispute import plot_positions as positions
from analysis.figures.dispute import plot_standing as standing
from analysis.figures.history import plot_over_time as over_time
from analysis.figures.lanes import plot_lanes as lanes
from analysis.figures.notice import plot_notice as notice
from analysis.figures.rulings import plot_rulings as rulings
from analysis.figures.shocks import plot_outcomes as outcomes
from analysis.figures.shocks import plot_sensitivity as sensitivity
from analysis.figures.sources import plot_sources as sources
from analysis.figures.style import alt_text
from analysis.figures.zones import plot_tiles as tiles

__all__ = [
    "alt_text",
    "answers",
    "cases",
    "chronology",
    "lanes",
    "notice",
    "outcomes",
    "over_time",
    "positions",
    "reconciliation",
    "rulings",
    "sensitivity",
    "sources",
    "standing",
    "tiles",
]
