"""Every figure: a table in, the matplotlib axes out."""

from analysis.figures.answers import plot_answers, plot_sources
from analysis.figures.house import picture, reading, show

__all__ = ["picture", "plot_answers", "plot_sources", "reading", "show"]
