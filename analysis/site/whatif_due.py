"""What courts held due, as the page "What if?" shows it: by length, and decision by decision."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.dossier import Dossier
from analysis.language.answers import Kind
from analysis.language.words import say_answer
from analysis.rulings import comparable, read_rulings
from analysis.rulings.due import due_each, reach, with_both
from analysis.site.whatif_words import Texts
from analysis.timeline.events import between

RULINGS = "rulings"  # the folder of decisions beside the dossiers
NEAREST = 6


@dataclass(frozen=True)
class Decision:
    """A decision of a court in a line, with its address."""

    id: str
    name: str
    words: str
    url: str


@dataclass(frozen=True)
class Due:
    """What courts held due, for each whole number of years: a sentence and the nearest."""

    lead: str
    each: dict[int, tuple[str, list[str]]]
    years: tuple[int, int, int]  # the dossier's own, the shortest, the longest
    decisions: list[Decision]
    may_not_say: tuple[str, ...]


def due_of(dossier: Dossier, folder: Path, texts: Texts) -> Due | None:
    """Return what courts held due, if there is a table of decisions beside the dossier."""
    place = folder.resolve().parent / RULINGS
    if not place.exists():
        return None
    rulings = with_both(read_rulings(place))
    shortest, longest = int(np.ceil(reach(rulings)[0])), int(np.floor(reach(rulings)[1]))
    lengths = range(shortest, longest + 1)
    found = due_each(rulings, lengths, lang=texts.style.lang)
    near = [comparable(rulings, years, count=NEAREST)["ruling_id"].tolist() for years in lengths]
    each = {years: (one.may_say, ids) for years, one, ids in zip(lengths, found, near, strict=True)}
    own = min(max(_own_years(dossier), shortest), longest)
    shown = {one for ids in near for one in ids}
    decisions = _decisions(texts, rulings, shown)
    lead = texts.filled("due-lead", n=len(rulings))
    return Due(lead, each, (own, shortest, longest), decisions, found[0].may_not_say)


def _decisions(texts: Texts, rulings: pd.DataFrame, shown: set[str]) -> list[Decision]:
    """Put each decision into one line, the longest relation first."""
    lang = texts.style.lang
    table = rulings[rulings["ruling_id"].isin(shown)]
    table = table.sort_values(["years", "ruling_id"], ascending=[False, True], kind="stable")
    return [
        Decision(
            row.ruling_id,
            _named(row, lang),
            texts.filled(
                "due-row",
                relation=say_answer(row.relation_years, Kind.QUANTITY, "years", lang),
                due=say_answer(row.notice_due_months, Kind.QUANTITY, "months", lang),
            ),
            row.url,
        )
        for row in table.itertuples()
    ]


def _named(ruling: Any, lang: str) -> str:
    """Name a decision: the court and the day, and the parties where the page names them."""
    court = "" if ruling.court.startswith("(") else ruling.court
    parts = [court, say_answer(ruling.date, "date", "", lang) if ruling.date else ""]
    name = ", ".join(part for part in parts if part) or ruling.publisher
    parties = " / ".join(who for who in (ruling.supplier, ruling.customer) if who)
    return f"{name} ({parties})" if parties else name


def _own_years(dossier: Dossier) -> int:
    """Return the whole years of the dossier's relation; ten if it does not say."""
    asked = dossier.about.what_if
    dated = set(dossier.claims["question_id"])
    if {asked.relation, asked.end} <= dated:
        months = between(dossier, asked.relation, asked.end)["months_low"].min()
        if np.isfinite(months):
            return int(months // 12)
    return 10
