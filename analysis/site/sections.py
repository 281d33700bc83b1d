"""The standard parts of any dossier: who, what is disputed, when, how long, what does not fit.

Each part is a section of blocks; a site spreads them over pages, a report puts them on one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pandas as pd

from analysis.dispute.positions import positions
from analysis.dispute.standing import standing
from analysis.dossier import Dossier, translate
from analysis.figures import plot_chronology, plot_notice, plot_positions
from analysis.language.answers import to_day
from analysis.language.words import say_day, say_months, say_number
from analysis.site.blocks import Block, Section, Table, Text, drawn
from analysis.timeline.chronology import conflicts
from analysis.timeline.events import between, events
from analysis.timeline.notice import notice

Say = Callable[[str], None]
_MOST_CONFLICTS = 12  # a reader of a page looks at no more


def opening(dossier: Dossier) -> Section:
    """Say who the parties are, what started the inquiry, and what the dossier holds."""
    about, parties = dossier.about, dossier.parties.set_index("side")
    claims, sources = dossier.claims, dossier.sources
    who = {
        role: parties.loc[side, "label"] + _in_brackets(parties.loc[side, "who"])
        for role, side in (("The supplier", about.supplier), ("The customer", about.customer))
    }
    return Section(
        "Who, and from what?",
        "who",
        [
            *(Text(f"{role}: {words}.") for role, words in who.items()),
            Text(_main_source(dossier)),
            Text(
                f"This dossier holds {_count(len(claims), 'claim')} by named speakers, on "
                f"{_count(claims['question_id'].nunique(), 'question')}, in "
                f"{_count(len(sources), 'published source')}. It was collected by "
                f"{say_day(_day(about.collected))}."
            ),
            Text(_read(sources["read"])),
        ],
    )


def disputed(dossier: Dossier, lang: str = "en", listed: bool = True) -> Section:
    """Draw what the sides dispute, and list what each side answers."""
    table = positions(dossier)
    quarrels = table[table["disputed"] > 0]
    blocks: list[Block] = []
    if len(quarrels):
        shown = translate(quarrels, dossier, lang)
        brief = {name: shown[name].map(partial(_brief, size)) for name, size in _ROOM.items()}
        title = _WORDS[lang]["disputed"]
        blocks.append(drawn(plot_positions(shown.assign(**brief), title=title, lang=lang), lang))
    if listed:
        blocks.append(Table("What each side answers", table, _POSITIONS))
    return Section(_WORDS[lang]["disputed"], "disputed", blocks)


def rests_on(dossier: Dossier) -> Section:
    """List what each answer to a yes-no question rests on."""
    labels = dossier.questions.set_index("question_id")["label"]
    table = standing(dossier)
    table = table.assign(label=table["question_id"].map(labels))
    return Section(
        "What does each answer rest on?",
        "standing",
        [Table("The standing of each answer", table, _STANDING)],
    )


def happened(dossier: Dossier, lang: str = "en", listed: bool = True) -> Section:
    """Draw the events that have a first and a last day, and list all."""
    table = translate(events(dossier), dossier, lang)
    blocks: list[Block] = []
    if np.isfinite(table[["earliest", "latest"]]).all(axis=1).any():
        title = _WORDS[lang]["events"]
        blocks.append(drawn(plot_chronology(table, title=title, lang=lang), lang))
    if listed:
        blocks.append(Table("The events, in their order", table, _EVENTS))
    return Section(_WORDS[lang]["happened"], "events", blocks)


def how_long(dossier: Dossier) -> Section:
    """Give each length that the dossier asks for: as computed from dates, and as stated."""
    asked = dossier.questions.query("kind == 'duration' and from_question != ''")
    parts = [_length(dossier, row) for row in asked.to_dict("records")]
    return Section("How long was the notice?", "lengths", sections=[part for part in parts if part])


def _length(dossier: Dossier, question: dict[str, str]) -> Section | None:
    """Give one length by each side's dates, beside what was said of it."""
    start, end = question["from_question"], question["to_question"]
    own = dossier.claims["scope"] == ""
    dated = set(dossier.claims["question_id"][own])
    if end not in dated:
        return None
    table = notice(dossier, end=end, starts=[start])
    if table.empty:
        return None
    blocks: list[Block] = []
    if np.isfinite(table[["low", "high", "end_low", "end_high"]]).all(axis=None):
        blocks.append(drawn(plot_notice(table, marks={}, title=question["label"])))
    blocks.append(Table("By each side's own account", table, _NOTICE))
    spans = between(dossier, start, end) if start in dated else table[:0]
    if len(spans):
        blocks.append(Table("Between the dates, whoever gave them", _in_months(spans), _LENGTH))
    return Section(question["text"], f"length-{question['question_id']}", blocks)


def _in_months(table: pd.DataFrame) -> pd.DataFrame:
    """Say each length in months."""
    months = [
        say_months(low, high)
        for low, high in zip(table["months_low"], table["months_high"], strict=True)
    ]
    return table.assign(months=months)


def excluding(dossier: Dossier) -> Section:
    """Give the smallest sets of claims about dates and lengths that cannot all be true."""
    table = conflicts(dossier).sort_values("gap", ascending=False, kind="stable")
    shown = table.head(_MOST_CONFLICTS)
    blocks: list[Block] = [Table("Claims that cannot all be true", shown, _CONFLICTS)]
    if not table.attrs["complete"] or len(shown) < len(table):
        blocks.append(Text("There are more such sets; those that are furthest apart are shown."))
    return Section("Which claims about time exclude one another?", "conflicts", blocks)


def _main_source(dossier: Dossier) -> str:
    """Say which article started the inquiry."""
    about = dossier.about
    day = say_day(_day(about.reference_date))
    found = dossier.sources[dossier.sources["source_id"] == about.main_source]
    if found.empty:  # as of a day before it appeared
        return f"The inquiry began with an article of {day}."
    source = found.iloc[0]
    return f"The inquiry began with “{source['title']}” ({source['publisher']}, {day})."


def _read(read: pd.Series[str]) -> str:
    """Say how much of the sources was read."""
    begun = int((read == "beginning only").sum())
    if not begun:
        return "Every source was read whole."
    return f"Of the sources, {begun} of {len(read)} were read at their beginning only."


def _day(when: object) -> float:
    """Return a calendar day as days since 1970-01-01."""
    return to_day(str(when))


def _count(number: int, noun: str) -> str:
    """Say how many there are of something."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _in_brackets(words: str) -> str:
    """Add what is said of a party, where the dossier says it."""
    return f" ({words})" if words else ""


def _brief(size: int, text: str) -> str:
    """Cut a text that is no label, so that a figure keeps room; the table below has it whole."""
    return text if len(text) <= size else text[: size - 1] + "…"


def tolerances(dossier: Dossier) -> str:
    """Say how far words are widened."""
    widths = dossier.about.tolerances
    return (
        f"A stated number is widened by {say_number(widths.number, 'share')} of itself, an "
        f"approximate one by {say_number(widths.number_about, 'share')}. An approximate day is "
        f"widened by {widths.day} days, a month by {widths.month}, a year by {widths.year}."
    )


def parts(dossier: Dossier, say: Say) -> Iterator[Section]:
    """Yield the standard parts in the order of reading."""
    for number, part in enumerate(_PARTS, start=1):
        section = part(dossier)
        say(f"{number}/{len(_PARTS)} {section.title}")
        yield section


_PARTS: tuple[Callable[[Dossier], Section], ...] = (
    opening,
    disputed,
    rests_on,
    happened,
    how_long,
    excluding,
)
_WORDS = {
    "en": {
        "disputed": "What do the sides dispute?",
        "happened": "What happened when?",
        "events": "The events, as dated by those who speak",
    },
    "fr": {
        "disputed": "Sur quoi les parties s’opposent-elles ?",
        "happened": "Que s’est-il passé, et quand ?",
        "events": "Les événements, datés par ceux qui parlent",
    },
}
_ROOM = {"topic": 40, "label": 50, "scope": 20, "who": 25}
_POSITIONS = {
    "topic": "Topic",
    "label": "Question",
    "scope": "Of what",
    "who": "Who says so",
    "answer": "Answer",
    "voices": "Speakers",
    "claims": "Claims",
}
_STANDING = {
    "label": "Question",
    "scope": "Of what",
    "answer": "Answer",
    "standing": "Standing",
    "why": "Why",
    "claims": "Who says so",
    "against": "Who says otherwise",
}
_EVENTS = {
    "label": "Event",
    "when": "When",
    "voices": "Speakers",
    "claims": "Claims",
}
_NOTICE = {
    "who": "Who dates it so",
    "when": "Start",
    "months": "Length",
    "claims": "Claims",
}
_LENGTH = {"from_when": "Start", "to_when": "End", "months": "Length", "claims": "Claims"}
_CONFLICTS = {"words": "Who says what", "gap": "Days apart", "claims": "Claims"}
