"""``dossier.toml``: what a dossier is about, whose sides it is on, how far words are widened."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from analysis.dossier.tables import CONTROL, DossierError, Problem, quoted, read_bytes
from analysis.dossier.what_if import WhatIf, read_what_if
from analysis.language.answers import Tolerances
from analysis.language.shares import accepted_share

ABOUT = "dossier.toml"
_SHA256 = re.compile(r"([0-9a-f]{64})?")
_LONGEST = 50_000  # bytes: what a person writes, and not so much that reading it takes for ever


@dataclass(frozen=True)
class About:
    """What ``dossier.toml`` says of a dossier."""

    title: str
    supplier: str
    customer: str
    currency: str
    language: str
    main_source: str
    main_source_sha256: str
    reference_date: date
    collected: date
    tolerances: Tolerances = field(default_factory=Tolerances)
    authors: str = ""
    licence: str = ""
    contact: str = ""  # where to report an error
    address: str = ""  # where the site will stand, https://…; previews of links need it
    what_if: WhatIf = field(default_factory=WhatIf)


def read_about(path: Path) -> About:
    """Read ``dossier.toml``."""
    data = read_bytes(path, "a file dossier.toml with title, supplier, customer, …")
    if len(data) > _LONGEST:
        found = f"{len(data):,} bytes"
        raise DossierError([Problem(path.name, None, None, found, f"at most {_LONGEST:,} bytes")])
    try:
        given = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # of bytes, of TOML, of numbers without end
        raise DossierError([Problem(path.name, None, None, f"no TOML ({error})", "TOML")]) from None
    return about_of(given)


def about_of(given: Mapping[str, Any]) -> About:
    """Check the keys of ``dossier.toml``, and make an `About` of them."""
    given = dict(given)
    widths = given.pop("tolerances", {})
    what_if, more = read_what_if(given.pop("what_if", {}))
    problems = _key_problems(given, _ABOUT_TYPES | _OPTIONAL, _ABOUT_TYPES)
    problems += (
        _key_problems(widths, _TOLERANCE_TYPES, ())
        if isinstance(widths, dict)
        else [Problem(ABOUT, None, "tolerances", quoted(_say(widths)), "a section [tolerances]")]
    )
    problems += more
    if problems:
        raise DossierError(problems)
    return About(**given, tolerances=Tolerances(**widths), what_if=what_if)


_ABOUT_TYPES: dict[str, tuple[type, ...]] = {
    "title": (str,),
    "supplier": (str,),
    "customer": (str,),
    "currency": (str,),
    "language": (str,),
    "main_source": (str,),
    "main_source_sha256": (str,),
    "reference_date": (date,),
    "collected": (date,),
}
_OPTIONAL: dict[str, tuple[type, ...]] = {
    "authors": (str,),
    "licence": (str,),
    "contact": (str,),
    "address": (str,),
}
_TOLERANCE_TYPES: dict[str, tuple[type, ...]] = {
    "number": (int, float),
    "number_about": (int, float),
    "day": (int,),
    "month": (int,),
    "year": (int,),
}


_SHARES = ("number", "number_about")


def _key_problems(
    given: Mapping[str, object], types: Mapping[str, tuple[type, ...]], needed: Iterable[str]
) -> list[Problem]:
    """Compare the keys of a TOML section with those it may and must have."""
    problems = [
        Problem(ABOUT, None, key, "nothing", "a value") for key in needed if key not in given
    ]
    for key, value in given.items():
        if key not in types:
            problems.append(Problem(ABOUT, None, quoted(key), "an unknown key", ", ".join(types)))
        elif type(value) not in types[key]:
            accepted = {str: "text in quotes", date: "a day such as 2022-03-21"}.get(types[key][0])
            problems.append(Problem(ABOUT, None, key, quoted(_say(value)), accepted or "a number"))
        elif key == "title" and not str(value).strip():
            problems.append(Problem(ABOUT, None, key, "nothing", "what the dossier is called"))
        elif key == "main_source_sha256" and not _SHA256.fullmatch(str(value)):
            accepted = "64 digits of a SHA-256, or nothing"
            problems.append(Problem(ABOUT, None, key, quoted(str(value)), accepted))
        elif key == "customer" and value == given.get("supplier"):
            problems.append(Problem(ABOUT, None, key, quoted(str(value)), "not the supplier again"))
        elif isinstance(value, str) and CONTROL.search(value):
            accepted = "text without control characters"
            problems.append(Problem(ABOUT, None, key, quoted(value), accepted))
        elif isinstance(value, (int, float)) and not 0 <= value < 3660:
            problems.append(Problem(ABOUT, None, key, _say(value)[:80], "a number from 0 up"))
        elif key in _SHARES and isinstance(value, (int, float)) and value >= 1:
            problems.append(Problem(ABOUT, None, key, _say(value)[:80], accepted_share(str(value))))
    return problems


def _say(value: object) -> str:
    """Show a value in a message; Python has no words for a number of thousands of digits."""
    try:
        return str(value)
    except ValueError:
        return "a number of thousands of digits"
