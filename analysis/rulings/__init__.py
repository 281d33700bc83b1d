"""What courts held due: decisions on abrupt breaks, the nearest ones, and how loose the link is."""

from analysis.rulings.ceiling import ceiling
from analysis.rulings.due import due_given, due_sensitivity
from analysis.rulings.nearest import comparable
from analysis.rulings.table import read_rulings

__all__ = ["ceiling", "comparable", "due_given", "due_sensitivity", "read_rulings"]
