"""What courts held due: decisions on abrupt breaks, the nearest ones, and how loose the link is."""

from analysis.rulings.ceiling import notice_ceiling
from analysis.rulings.due import due_given
from analysis.rulings.nearest import comparable
from analysis.rulings.sensitivity import due_sensitivity
from analysis.rulings.table import read_rulings

__all__ = ["comparable", "due_given", "due_sensitivity", "notice_ceiling", "read_rulings"]
