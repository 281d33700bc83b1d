"""Who says what, which answers can all be true, and what each rests on."""

from analysis.dispute.article import agreement, check_article
from analysis.dispute.camps import answers_to, camps
from analysis.dispute.hanging import rests_on, to_settle
from analysis.dispute.overlaps import maximal_overlaps
from analysis.dispute.positions import (
    independence,
    positions,
    standing_over_time,
    strongest,
    turning_points,
)
from analysis.dispute.standing import Standing, standing
from analysis.dossier.wanted import guard

__all__ = [
    "Standing",
    "agreement",
    "answers_to",
    "camps",
    "check_article",
    "independence",
    "maximal_overlaps",
    "positions",
    "rests_on",
    "standing",
    "standing_over_time",
    "strongest",
    "to_settle",
    "turning_points",
]

guard(globals())
