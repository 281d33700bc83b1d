"""One record of a procurement file read as a contract, whatever the form of the file."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

from analysis.ledger.cells import (
    amount_of,
    company,
    day_of,
    is_current,
    is_nothing,
    number_of_firm,
    plain,
    text_of,
)
from analysis.ledger.decp_files import MISFIT

CONCESSION = "concession: the buyer does not pay it"
EARLIER = "an earlier version of a contract"
OTHER_FILE = "a contract that another file has too"
NO_RECORD = "not a record of a contract"
UNREAD = (CONCESSION, EARLIER, OTHER_FILE, NO_RECORD, MISFIT)
_CHANGED = ("Notification", "Signature", "PublicationDonnees")
_ABOUT = ("typeidentifiant", "denominationsociale")
_NAMES = ("id", "denominationsociale", "nom")
_CONCEDED = ("autoriteconcedante", "concessionnaires", "valeurglobale", "autoriteconcedante_id")


@dataclass(slots=True)
class Contract:
    """A contract as one record gives it: who bought, from whom, when, for how much."""

    number: str
    buyer: str
    buyer_name: str
    date: str
    published: str
    subject: str
    framework: bool
    awarded: float
    amount: float
    holders: dict[tuple[str, str], str]  # by company, or by name where there is no number
    first_holders: frozenset[tuple[str, str]]
    amended: bool
    source: int = 0
    records: int = 1


def read_record(kind: str, record: object) -> Contract | str:
    """Read a record as a contract, or say why it is none.

    Examples
    --------
    >>> read_record("contrat-concession", {"id": "1"})
    'concession: the buyer does not pay it'
    >>> read_record("", {"id": "1", "acheteur.id": "10000000100011", "montant": "5,50"}).amount
    5.5
    """
    if kind == MISFIT:
        return MISFIT
    if not isinstance(record, dict):
        return NO_RECORD
    wrapped = _objects(record, kind or "marche")
    if not wrapped or not wrapped[0]:
        return NO_RECORD
    fields = {str(name).lower().replace(".", "_"): held for name, held in wrapped[0].items()}
    if _is_concession(kind, fields):
        return CONCESSION
    if not is_current(text_of(fields.get("donneesactuelles"))):
        return EARLIER
    found = _contract(fields)
    return found if any((found.number, found.buyer, found.holders)) else NO_RECORD


def _is_concession(kind: str, fields: dict[str, Any]) -> bool:
    """Return whether a record is of a concession, by its kind, its nature or its own fields."""
    says = f"{kind} {text_of(fields.get('_type', fields.get('type')))}"
    nature = plain(text_of(fields.get("nature")))
    if "concession" in plain(says) or nature.startswith(("concession", "delegation de service")):
        return True
    return not _party(fields)[0] and any(fields.get(name) for name in _CONCEDED)


def _contract(fields: dict[str, Any]) -> Contract:
    """Read the award and its amendments in the order of their days."""
    changes = _objects(fields.get("modifications"), "modification")
    changes.sort(key=_day_of_change)
    awarded = amount_of(fields.get("montant"))
    first = holders = _holders(fields)
    amount = awarded
    for change in changes:
        amended = amount_of(change.get("montant"))
        amount = amount if math.isnan(amended) else amended
        holders = _holders({name.lower(): held for name, held in change.items()}) or holders
    buyer, name = _party(fields)
    number = text_of(fields.get("id"))
    return Contract(
        number="" if is_nothing(number) and not number.isdigit() else number,
        buyer=buyer,
        buyer_name=name,
        date=text_of(fields.get("datenotification")),
        published=day_of(fields.get("datepublicationdonnees")),
        subject=plain(text_of(fields.get("objet"))),
        framework=_is_framework(fields),
        awarded=awarded,
        amount=amount,
        holders=holders,
        first_holders=frozenset(first),
        amended=bool(changes),
    )


def _is_framework(fields: dict[str, Any]) -> bool:
    """Return whether the amount is the maximum of a framework agreement."""
    techniques = fields.get("techniques") or ""  # an object of a list, or a text
    return "accord cadre" in plain(f"{text_of(fields.get('nature'))} {techniques}")


def _day_of_change(change: dict[str, Any]) -> str:
    """Return the day of an amendment, or that on which it was published."""
    days = (day_of(change.get(f"date{name}Modification")) for name in _CHANGED)
    return next(filter(None, days), "")


def _party(fields: dict[str, Any]) -> tuple[str, str]:
    """Return the buyer's number, as it is whole, and the buyer's name."""
    flat = {"id": fields.get("acheteur_id"), "nom": fields.get("acheteur_nom")}
    party = next(iter(_objects(fields.get("acheteur"), "acheteur")), flat)
    code, name = text_of(party.get("id")), text_of(party.get("nom"))
    return ("" if is_nothing(code) else number_of_firm(code)), "" if is_nothing(name) else name


def _holders(fields: dict[str, Any]) -> dict[tuple[str, str], str]:
    """List the companies that hold a contract, each once, with the name given first."""
    found = _objects(fields.get("titulaires") or fields.get("titulaire"), "titulaire")
    for end in ("", *(f"_{nth}" for nth in range(2, 10))):
        if text := text_of(fields.get(f"titulaire_id{end}")):
            found.append({"id": text} | {n: fields.get(f"titulaire_{n}{end}") for n in _ABOUT})
        elif text := text_of(fields.get(f"titulaire_denominationsociale{end}")):
            found.append({"denominationsociale": text})
    holders: dict[tuple[str, str], str] = {}
    for nth, holder in enumerate(found):
        about = {name.lower(): text_of(held) for name, held in holder.items()}
        code = company(about.get("typeidentifiant", ""), about.get("id", ""))
        name = about.get("denominationsociale") or about.get("nom", "")
        name = "" if is_nothing(name) else name
        if code or any(about.get(field) for field in _NAMES):
            holders.setdefault((code, "" if code else name or f"#{nth}"), name)
    return holders if any(code or name for (code, _), name in holders.items()) else {}


def _objects(value: object, key: str) -> list[dict[str, Any]]:
    """List the objects, however they are wrapped: in a list, each under its key, or one alone.

    A text may hold them as JSON, or be the number of a firm; any other text is nothing.
    """
    if isinstance(value, list):
        return [found for item in value for found in _objects(item, key)]
    if isinstance(value, dict):
        return _objects(value[key], key) if key in value else [value]
    text = text_of(value)
    if text[:1] in ("[", "{"):
        try:
            return _objects(json.loads(text), key)
        except (json.JSONDecodeError, RecursionError):
            return []
    return [{"id": text}] if number_of_firm(text).isdigit() else []
