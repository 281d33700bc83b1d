"""Reading the French public procurement data (DECP) as a ledger of suppliers and public buyers.

Three forms are read: the JSON of the order of 22 March 2019, the JSON of the order of 22 December
2022 (also as its publisher's own example has it, with single objects in place of lists), and the
table of decp-table-schema, versions 1 and 2.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

_COLUMNS = [
    *("contract", "supplier", "supplier_name", "customer", "customer_name", "date", "period"),
    *("amount", "holders", "contract_amount"),
]
_NEEDED = ("id", "acheteur_id", "datenotification", "montant", "titulaire_id")
_PUBLISHED = "datepublicationdonnees"
_CURRENT = ("", "oui", "1", "true")
_FRENCH = ("SIRET", "SIREN", "")
_ACCEPTED = 'JSON with "marches", or a table of decp-table-schema'


@dataclass(frozen=True)
class _Contract:
    """A contract as last published: who bought, from whom, when, for how much."""

    number: str
    buyer: str
    buyer_name: str
    date: str
    published: str
    amount: float
    holders: dict[str, str]


def read_decp(path: str | Path) -> pd.DataFrame:
    """Read a file of French public contracts as a ledger.

    A contract counts once, as last published, with its last amended amount and holders. Its amount
    is that of the award, a maximum for a framework agreement; it is not what was paid. The data do
    not say how several holders share it: **it is assumed that they have equal parts** (to the cent;
    what is left over goes to the first). Establishments are put together as companies: the first
    nine digits of a SIRET, or of a French VAT number. Concessions are passed over, since the buyer
    does not pay them. A contract without holder or amount stays, for
    `left_out` to count.

    Parameters
    ----------
    path : str or Path
        A JSON file of 2019 or 2022, or a table as CSV (commas, semicolons or tabs). Of a table, the
        rows that ``donneesActuelles`` says are no longer current are passed over.

    Returns
    -------
    DataFrame
        One row a contract and holder, in the order of the file: ``contract`` (buyer's SIRET and the
        contract's id), ``supplier``, ``supplier_name``, ``customer``, ``customer_name`` (names are
        empty in the form of 2022), ``date`` (of notification, of the amendment in a table),
        ``period`` (its year), ``amount`` (EUR without tax: the holder's part), ``holders`` (their
        number), ``contract_amount`` (EUR without tax).

    Raises
    ------
    ValueError
        If the file is in none of these forms, naming what was found and what is accepted.

    References
    ----------
    https://github.com/139bercy/format-commande-publique and
    https://github.com/ColinMaudry/decp-table-schema

    Examples
    --------
    >>> ledger = read_decp("tests/data/decp-2019.json")
    >>> ledger[["supplier_name", "customer_name", "amount", "holders"]].head(2)
      supplier_name    customer_name    amount  holders
    0     Alpha SAS  Ville d'Exemple  50000.01        2
    1     Bêta SARL  Ville d'Exemple  50000.00        2
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        contracts = _from_json(text) if text.lstrip()[:1] == "{" else _from_table(text)
        latest = _latest(contracts)
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error, RecursionError) as error:
        raise ValueError(f"{path.name}: found {error}; accepted: {_ACCEPTED}, in UTF-8") from None
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from None
    rows = [row for contract in latest for row in _parts(contract)]
    return pd.DataFrame(rows, columns=_COLUMNS).astype({"period": "Int64", "amount": float})


def _latest(contracts: Iterable[_Contract]) -> list[_Contract]:
    """Keep each contract once: as last published, and as given last if on the same day."""
    kept: dict[tuple[str, str], _Contract] = {}
    for contract in contracts:
        key = contract.buyer, contract.number
        if key not in kept or contract.published >= kept[key].published:
            kept[key] = contract
    return list(kept.values())


def _parts(contract: _Contract) -> Iterator[tuple[object, ...]]:
    """Give each holder an equal part, so that the parts add up to the contract."""
    holders = contract.holders or {"": ""}
    amount, count = contract.amount, len(holders)
    for nth, (supplier, name) in enumerate(holders.items()):
        part = math.nan
        if not math.isnan(amount):
            cents = round(amount * 100)
            part = (cents // count + (nth < cents % count)) / 100
        yield (
            *(contract.buyer + contract.number, supplier, name),
            *(_company("SIRET", contract.buyer), contract.buyer_name, contract.date),
            int(contract.date[:4]) if re.match(r"\d{4}-\d\d", contract.date) else None,
            *(part, len(contract.holders), amount),
        )


def _from_json(text: str) -> Iterator[_Contract]:
    """Read the contracts of either JSON form."""
    data = json.loads(text)
    if "marches" not in data:
        raise ValueError(f"found keys {', '.join(map(repr, data))}; accepted: {_ACCEPTED}")
    for nth, record in enumerate(_objects(data["marches"], "marche"), start=1):
        if "acheteur" in record:
            yield _from_record(record, nth)


def _from_record(record: dict[str, Any], nth: int) -> _Contract:
    """Read one contract, with its amendments in the order of their dates."""
    changes = _objects(record.get("modifications"), "modification")
    changes.sort(key=lambda change: _text(change.get("dateNotificationModification")))
    amount, holders = _number(record.get("montant")), _holders(record)
    for change in changes:
        amended = _number(change.get("montant"))
        amount = amount if math.isnan(amended) else amended
        holders = _holders(change) or holders
    party = next(iter(_objects(record["acheteur"], "acheteur")), {})
    buyer, number = _text(party.get("id")), _text(record.get("id"))
    return _Contract(
        *(_own(number, buyer, nth), buyer, _text(party.get("nom"))),
        *(_text(record.get("dateNotification"))[:10], _text(record.get("datePublicationDonnees"))),
        *(amount, holders),
    )


def _holders(record: dict[str, Any]) -> dict[str, str]:
    """List the companies that hold a contract, each once, with the name given first."""
    holders: dict[str, str] = {}
    for holder in _objects(record.get("titulaires"), "titulaire"):
        company = _company(_text(holder.get("typeIdentifiant")), _text(holder.get("id")))
        holders.setdefault(company, _text(holder.get("denominationSociale")))
    return holders


def _own(number: str, buyer: str, nth: int) -> str:
    """Keep a contract without id or buyer apart from every other by its place in the file."""
    return number if number and buyer else f"{number}#{nth}"


def _objects(value: object, key: str) -> list[dict[str, Any]]:
    """List the objects, however they are wrapped: in a list, each under its key, or one alone."""
    if value is None:
        return []
    if isinstance(value, list):
        return [found for item in value for found in _objects(item, key)]
    if not isinstance(value, dict):
        raise ValueError(f"found {value!r} for a {key!r}; accepted: an object or a list of them")
    return _objects(value[key], key) if key in value else [value]


def _from_table(text: str) -> Iterator[_Contract]:
    """Read the current rows of a table, of which a contract has one for each holder."""
    header = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    names = [name.strip().lower().replace(".", "_") for name in next(reader, [])]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise ValueError(f"found no column {', '.join(missing)}; accepted: {_ACCEPTED}")
    grouped: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for nth, row in enumerate(filter(any, reader), start=1):
        if len(row) != len(names):
            found = f"found {len(row)} cells in line {reader.line_num}"
            raise ValueError(f"{found}; accepted: {len(names)}, as in the header")
        record = dict(zip(names, map(str.strip, row), strict=True))
        if record.get("donneesactuelles", "").lower() in _CURRENT:
            buyer = record["acheteur_id"]
            version = (buyer, _own(record["id"], buyer, nth), record.get(_PUBLISHED, ""))
            grouped.setdefault(version, []).append(record)
    return itertools.starmap(_from_rows, grouped.items())


def _from_rows(version: tuple[str, str, str], rows: list[dict[str, str]]) -> _Contract:
    """Read one version of a contract from its rows, one a holder."""
    (buyer, number, published), last = version, rows[-1]
    holders: dict[str, str] = {}
    for row in rows:
        company = _company(row.get("titulaire_typeidentifiant", ""), row["titulaire_id"])
        holders.setdefault(company, row.get("titulaire_denominationsociale", ""))
    return _Contract(
        *(number, buyer, last.get("acheteur_nom", ""), last["datenotification"][:10], published),
        *(_number(last["montant"]), {} if [*holders] == [""] else holders),
    )


def _company(kind: str, code: str) -> str:
    """Name a company by its SIREN if the code holds one, else by the code and its kind."""
    code = re.sub(r"\s", "", code).upper()
    if kind.upper() in _FRENCH and re.fullmatch(r"\d{14}", code):
        return code[:9]
    if re.fullmatch(r"FR[0-9A-Z]{2}\d{9}", code):
        return code[4:]
    return code if kind.upper() in _FRENCH or not code else f"{kind} {code}"


def _text(value: object) -> str:
    """Read an id, a name or a date, which some files write as a number."""
    return "" if value is None or isinstance(value, (dict, list)) else str(value).strip()


def _number(value: object) -> float:
    """Read an amount, NaN if there is none; some files write it as text."""
    try:
        number = float(re.sub(r"\s", "", _text(value)).replace(",", "."))
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan
