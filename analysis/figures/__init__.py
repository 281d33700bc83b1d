"""Every figure: a table in, the matplotlib axes out."""

from analysis.figures.answers import plot_answers, plot_sources
from analysis.figures.dispute import plot_positions, plot_standing
from analysis.figures.house import reading, show

__all__ = [
    "plot_answers",
    "plot_positions",
    "plot_sources",
    "plot_standing",
    "reading",
    "show",
]
