"""Every figure: a table in, the matplotlib axes out."""

from analysis.figures.answers import plot_answers, plot_sources
from analysis.figures.cases import plot_cases
from analysis.figures.dispute import plot_positions, plot_standing
from analysis.figures.house import reading, show
from analysis.figures.timeline import plot_chronology, plot_lanes, plot_notice
from analysis.figures.zones import plot_tiles

__all__ = [
    "plot_answers",
    "plot_cases",
    "plot_chronology",
    "plot_lanes",
    "plot_notice",
    "plot_positions",
    "plot_sources",
    "plot_standing",
    "plot_tiles",
    "reading",
    "show",
]
