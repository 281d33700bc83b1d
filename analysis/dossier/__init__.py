"""A dossier: its tables, their rules, and where each answer was published."""

from analysis.dossier.audit import audit_errors
from analysis.dossier.dossier import Dossier, load
from analysis.dossier.example import example
from analysis.dossier.glossary import glossary
from analysis.dossier.phrase_check import check_phrases
from analysis.dossier.published import over_time, published_answers, ratio_by_year, values_of
from analysis.dossier.quotes import verify_quotes
from analysis.dossier.references import law_value, zone_winners
from analysis.dossier.suppose import from_tables, leave_one_out
from analysis.dossier.tables import DossierError
from analysis.dossier.trace import cite, explain
from analysis.dossier.translations import in_language

__all__ = [
    "Dossier",
    "DossierError",
    "audit_errors",
    "check_phrases",
    "cite",
    "example",
    "explain",
    "from_tables",
    "glossary",
    "in_language",
    "law_value",
    "leave_one_out",
    "load",
    "over_time",
    "published_answers",
    "ratio_by_year",
    "values_of",
    "verify_quotes",
    "zone_winners",
]
