"""``[what_if]`` of ``dossier.toml``: which questions the sliders ask, and what they assume."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

import pandas as pd

from analysis.dossier.tables import CONTROL, Problem, quoted
from analysis.language.answers import Kind

_FILE, _SECTION = "dossier.toml", "what_if"
FIGURES = (
    "customer_share",
    "part_lost",
    "loss_share",
    "turnover",
    "loss_amount",
    "headcount",
    "transferred",
)
EVENTS = ("end", "relation")
ASSUMED = (  # what the model takes: the arguments of `analysis.dependency.shock`
    "turnover",
    "customer_share",
    "part_lost",
    "new_business",
    "headcount",
    "labour_weight",
    "transferred",
    "departures",
    "growth_elsewhere",
    "target_share",
)
_FORM = "[low end, high end, why], and why in French if wanted"


@dataclass(frozen=True)
class Assumed:
    """An assumption of a dossier's makers: its ends and the reason, in English and French."""

    low: float
    high: float
    why: str
    why_fr: str = ""


@dataclass(frozen=True)
class WhatIf:
    """Which questions the sliders ask; what a case has not is empty.

    ``customer_share``, ``part_lost``, ``loss_share``, ``turnover``, ``loss_amount``, ``headcount``
    and ``transferred`` are quantity questions, ``end``, ``relation`` and ``starts`` date questions:
    the end, the beginning of the relation, and what may be taken for the start of the notice.
    ``years`` and ``staffed`` are the time, in EDTF, of which turnover and people are meant.
    ``alert`` and ``thresholds`` are rows of ``law.csv`` with a share.
    """

    customer_share: str = ""
    part_lost: str = ""
    loss_share: str = ""
    turnover: str = ""
    loss_amount: str = ""
    headcount: str = ""
    transferred: str = ""
    end: str = ""
    relation: str = ""
    years: str = ""
    staffed: str = ""
    alert: str = ""
    thresholds: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    assume: tuple[tuple[str, Assumed], ...] = ()


def read_what_if(given: object) -> tuple[WhatIf, list[Problem]]:
    """Read the section; list what does not fit."""
    if not isinstance(given, Mapping):
        return WhatIf(), [_problem("", str(given), f"a section [{_SECTION}]")]
    problems, values = [], dict[str, object]()
    for key, value in given.items():
        read = _READERS.get(key)
        if read is None:
            problems.append(_problem(key, "an unknown key", ", ".join(_READERS)))
        elif (found := read(value)) is None:
            problems.append(_problem(key, quoted(str(value)[:80]), _ACCEPTED.get(key, _TEXT)))
        else:
            values[key] = found
    return (WhatIf(), problems) if problems else (WhatIf(**values), [])  # type: ignore[arg-type]


def what_if_problems(asked: WhatIf, tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    """List the questions and rules that a dossier has not."""
    if "questions" not in tables:
        return
    asked_of = (tables["questions"][name].tolist() for name in ("question_id", "kind"))
    kinds = dict(zip(*asked_of, strict=True))
    named = [(key, getattr(asked, key), Kind.QUANTITY) for key in FIGURES]
    named += [(key, getattr(asked, key), Kind.DATE) for key in EVENTS]
    named += [("starts", start, Kind.DATE) for start in asked.starts]
    for key, question, kind in named:
        if question and kinds.get(question) != kind:
            yield _problem(key, quoted(question), f"a {kind} question of questions.csv")
    law = tables.get("law")
    if law is None:  # the table is optional: without it the page has no thresholds
        return
    units = zip(law["rule_id"].tolist(), law["unit"].tolist(), strict=True)
    shares = {rule for rule, unit in units if unit == "share"}
    for key, rules in (("alert", (asked.alert,)), ("thresholds", asked.thresholds)):
        for rule in rules:
            if rule and rule not in shares:
                yield _problem(key, quoted(rule), "a rule_id of law.csv whose unit is share")


def _text(value: object) -> str | None:
    """Take a text."""
    return value if isinstance(value, str) and not CONTROL.search(value) else None


def _texts(value: object) -> tuple[str, ...] | None:
    """Take a list of texts."""
    texts = [_text(one) for one in value] if isinstance(value, list) else [None]
    return None if None in texts else tuple(filter(None, texts))


def _assumptions(value: object) -> tuple[tuple[str, Assumed], ...] | None:
    """Take the table of assumptions."""
    if not isinstance(value, Mapping):
        return None
    found = [(name, _assumed(row)) for name, row in value.items()]
    sound = tuple((name, row) for name, row in found if row is not None and name in ASSUMED)
    return sound if len(sound) == len(found) else None


def _assumed(row: object) -> Assumed | None:
    """Take one assumption."""
    if not isinstance(row, list) or len(row) not in (3, 4):
        return None
    ends, why = row[:2], [_text(one) for one in row[2:]]
    if None in why or any(type(end) not in (int, float) for end in ends):
        return None
    if not all(abs(end) < 1e15 for end in ends) or ends[0] > ends[1]:  # also what is no number
        return None
    return Assumed(float(ends[0]), float(ends[1]), *(words or "" for words in why))


def _problem(key: str, found: str, accepted: str) -> Problem:
    """Name one key."""
    return Problem(_FILE, None, f"{_SECTION}.{key}" if key else _SECTION, found, accepted)


_READERS = {field.name: _text for field in fields(WhatIf)} | {
    "starts": _texts,
    "thresholds": _texts,
    "assume": _assumptions,
}
_TEXT = "text in quotes"
_ACCEPTED = {
    "starts": "a list of question ids",
    "thresholds": "a list of rule_ids of law.csv",
    "assume": f"for each of {', '.join(ASSUMED)}: {_FORM}",
}
