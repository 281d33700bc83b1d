"""Every figure: a table in, the matplotlib axes out."""

from analysis.figures.answers import plot_answers, plot_sources
from analysis.figures.house import reading, show

__all__ = ["plot_answers", "plot_sources", "reading", "show"]
