"""The standard parts of any dossier: who, what is disputed, when, how long, what does not fit.

Each part is a section of blocks; a site spreads them over pages, a report puts them on one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pandas as pd

from analysis.dispute.positions import positions
from analysis.dispute.standing import standing
from analysis.dossier import Dossier
from analysis.figures import plot_chronology, plot_notice, plot_positions
from analysis.language.answers import Kind, to_day
from analysis.language.phrasebook import message, phrase, plural
from analysis.language.words import say_day, say_months, say_number
from analysis.site.blocks import Block, Section, Table, Text, drawn
from analysis.site.links import tongues
from analysis.site.words import Say, words
from analysis.timeline.chronology import conflicts
from analysis.timeline.events import between, events
from analysis.timeline.notice import notice

Progress = Callable[[str], None]
_MOST_CONFLICTS = 12  # a reader of a page looks at no more
_MOST_DRAWN = 150  # lines of a figure; longer ones are read as the table
_MOST_PICTURES = 12  # of a section; what comes after them is read as tables


def opening(dossier: Dossier) -> Section:
    """Return who the parties are, what started the inquiry, and what the dossier holds."""
    lang, say, about = dossier.lang, words(dossier.lang), dossier.about
    parties = dossier.parties.set_index("side")
    claims, sources = dossier.claims, dossier.sources
    asked = claims["question_id"].nunique()
    who = {
        role: parties.loc[side, "label"] + _in_brackets(parties.loc[side, "who"])
        for role, side in (
            (say("The supplier"), about.supplier),
            (say("The customer"), about.customer),
        )
    }
    return Section(
        say("Who, and from what?"),
        "who",
        [
            *(Text(say("{role}: {who}.", role=role, who=names)) for role, names in who.items()),
            Text(_main_source(dossier)),
            Text(
                say(
                    "This dossier holds {claims} by named speakers, on {questions}, in {sources}. "
                    "It was collected by {day}.",
                    claims=plural(lang, "{n} claim", "{n} claims", len(claims)),
                    questions=plural(lang, "{n} question", "{n} questions", asked),
                    sources=plural(
                        lang, "{n} published source", "{n} published sources", len(sources)
                    ),
                    day=say_day(_day(about.collected), lang),
                )
            ),
            Text(_read(sources["read"], say)),
        ],
    )


def disputed(dossier: Dossier, listed: bool = True) -> Section:
    """Draw what the sides dispute, and list what each side answers."""
    say, lang = words(dossier.lang), dossier.lang
    table = positions(dossier)
    quarrels = table[table["disputed"] > 0]
    title = say("What do the sides dispute?")
    blocks: list[Block] = []
    if 0 < len(quarrels) <= _MOST_DRAWN:
        brief = {name: quarrels[name].map(partial(_brief, size)) for name, size in _ROOM.items()}
        blocks.append(drawn(plot_positions(quarrels.assign(**brief), title=title, lang=lang), lang))
    if listed:
        blocks.append(Table("What each side answers", table, _POSITIONS))
    return Section(title, "disputed", blocks)


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


def happened(dossier: Dossier, listed: bool = True) -> Section:
    """Draw the events that have a first and a last day, and list all."""
    say, lang = words(dossier.lang), dossier.lang
    table = events(dossier)
    blocks: list[Block] = []
    bounded = table[["earliest", "latest"]].notna().all(axis=1)
    if 0 < bounded.sum() <= _MOST_DRAWN:
        title = say("The events, as dated by those who speak")
        blocks.append(drawn(plot_chronology(table, title=title, lang=lang), lang))
    if listed:
        blocks.append(Table("The events, in their order", table, _EVENTS))
    return Section(say("What happened when?"), "events", blocks)


def how_long(dossier: Dossier) -> Section:
    """Return each length that the dossier asks for: as computed from dates, and as stated."""
    asked = dossier.questions[dossier.questions["kind"] == Kind.DURATION].query(
        "from_question != ''"
    )
    parts = [
        _length(dossier, row, drawn_too=number < _MOST_PICTURES)
        for number, row in enumerate(asked.to_dict("records"))
    ]
    title = phrase(dossier.lang, "How long was the notice?")
    return Section(title, "lengths", sections=[part for part in parts if part])


def _length(dossier: Dossier, question: dict[str, str], drawn_too: bool) -> Section | None:
    """Return one length by each side's dates, beside what was said of it."""
    say, lang = words(dossier.lang), dossier.lang
    start, end = question["from_question"], question["to_question"]
    own = dossier.claims["scope"] == ""
    dated = set(dossier.claims["question_id"][own])
    if end not in dated:
        return None
    table = notice(dossier, end=end, starts=[start])
    if table.empty:
        return None
    blocks: list[Block] = []
    label = question["label"]
    ends = table[["start_low", "start_high", "end_low", "end_high"]]
    if drawn_too and ends.notna().all(axis=1).any():
        blocks.append(drawn(plot_notice(table, title=label, lang=lang), lang))
    caption = say("{question}: by each side’s own account", question=label)
    blocks.append(Table(caption, table, _heads(_NOTICE, say)))
    spans = between(dossier, start, end) if start in dated else table[:0]
    if len(spans):
        caption = say("{question}: between the dates, whoever gave them", question=label)
        blocks.append(Table(caption, _in_months(spans, lang), _heads(_LENGTH, say)))
    return Section(question["text"], f"length-{question['question_id']}", blocks)


def _in_months(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return each length in months."""
    months = [
        say_months(low, high, lang)
        for low, high in zip(table["months_low"], table["months_high"], strict=True)
    ]
    return table.assign(months=months)


def excluding(dossier: Dossier) -> Section:
    """Return the smallest sets of claims about dates and lengths that cannot all be true."""
    table = conflicts(dossier).sort_values("gap_days", ascending=False, kind="stable")
    shown = table.head(_MOST_CONFLICTS)
    blocks: list[Block] = [Table("Claims that cannot all be true", shown, _CONFLICTS)]
    if not table.attrs["complete"] or len(shown) < len(table):
        blocks.append(Text("There are more such sets; those that are furthest apart are shown."))
    return Section("Which claims about time exclude one another?", "conflicts", blocks)


def _main_source(dossier: Dossier) -> str:
    """Format which article started the inquiry."""
    say, about = words(dossier.lang), dossier.about
    day = say_day(_day(about.reference_date), dossier.lang)
    found = dossier.sources[dossier.sources["source_id"] == about.main_source]
    if found.empty:  # as of a day before it appeared
        return say("The inquiry began with an article of {day}.", day=day)
    source = found.iloc[0]
    if tongues(dossier)(source["title"]) != dossier.lang:  # its title is ours
        where = source["publisher"]
        return say(
            "The inquiry began with an article ({publisher}, {day}).", publisher=where, day=day
        )
    return say(
        "The inquiry began with “{title}” ({publisher}, {day}).",
        title=source["title"],
        publisher=source["publisher"],
        day=day,
    )


def _read(read: pd.Series[str], say: Say) -> str:
    """Format how much of the sources was read."""
    begun = int((read == "beginning only").sum())
    if not begun:
        return say("Every source was read whole.")
    return say(
        "Sources read at their beginning only: {begun} of {all}.",
        begun=begun,
        all=len(read),
    )


def _day(when: object) -> float:
    """Return a calendar day as days since 1970-01-01."""
    return to_day(str(when))


def _heads(heads: dict[str, str], say: Say) -> dict[str, str]:
    """Format the heads of a table."""
    return {column: say(head) for column, head in heads.items()}


def _in_brackets(words: str) -> str:
    """Add what is said of a party, where the dossier says it."""
    return f" ({words})" if words else ""


def _brief(size: int, text: str) -> str:
    """Cut a text that is no label, so that a figure keeps room; the table below has it whole."""
    return text if len(text) <= size else text[: size - 1] + "…"


def tolerances(dossier: Dossier) -> str:
    """Format how far words are widened."""
    widths = dossier.about.tolerances
    return (
        f"A stated number is widened by {say_number(widths.number, 'share')} of itself, an "
        f"approximate one by {say_number(widths.number_about, 'share')}. An approximate day is "
        f"widened by {widths.day} days, a month by {widths.month}, a year by {widths.year}."
    )


def parts(dossier: Dossier, progress: Progress) -> Iterator[Section]:
    """Yield the standard parts in the order of reading."""
    for number, part in enumerate(_PARTS, start=1):
        section = part(dossier)
        progress(f"{number}/{len(_PARTS)} {section.title}")
        yield section


_PARTS: tuple[Callable[[Dossier], Section], ...] = (
    opening,
    disputed,
    rests_on,
    happened,
    how_long,
    excluding,
)
_ROOM = {"topic": 40, "label": 50, "scope": 20, "who": 25}
_POSITIONS = {
    "topic": "Topic",
    "label": "Question",
    "scope": "Of what",
    "who": "Who says so",
    "answer": "Answer",
    "n_voices": "Speakers",
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
    "n_voices": "Speakers",
    "claims": "Claims",
}
_NOTICE = {
    "who": message("Who dates it so"),
    "when": message("Start"),
    "months": message("Length"),
    "claims": message("Claims"),
}
_LENGTH = {
    "from_when": message("Start"),
    "to_when": message("End"),
    "months": message("Length"),
    "claims": message("Claims"),
}
_CONFLICTS = {"words": "Who says what", "gap_days": "Days apart", "claims": "Claims"}
