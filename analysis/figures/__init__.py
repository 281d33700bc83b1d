"""Every figure: a table in, the matplotlib axes out."""

from analysis.dossier.wanted import guard
from analysis.figures.answers import plot_answers
from analysis.figures.cases import plot_cases
from analysis.figures.chronology import plot_chronology
from analysis.figures.dependency import plot_reconciliation
from analysis.figures.dispute import plot_positions, plot_standing
from analysis.figures.explore import explore_loss, explore_notice, explore_people
from analysis.figures.history import plot_over_time
from analysis.figures.lanes import plot_lanes
from analysis.figures.notice import plot_notice
from analysis.figures.rulings import plot_rulings
from analysis.figures.shocks import plot_outcomes, plot_sensitivity
from analysis.figures.sources import plot_sources
from analysis.figures.style import alt_text, picture
from analysis.figures.tables import show_table
from analysis.figures.tell import tell
from analysis.figures.zones import plot_tiles

__all__ = [
    "alt_text",
    "explore_loss",
    "explore_notice",
    "explore_people",
    "picture",
    "plot_answers",
    "plot_cases",
    "plot_chronology",
    "plot_lanes",
    "plot_notice",
    "plot_outcomes",
    "plot_over_time",
    "plot_positions",
    "plot_reconciliation",
    "plot_rulings",
    "plot_sensitivity",
    "plot_sources",
    "plot_standing",
    "plot_tiles",
    "show_table",
    "tell",
]

guard(globals())
