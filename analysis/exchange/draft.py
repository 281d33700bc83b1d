"""A story to start from: each question with what each side says, in the dossier's own ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from analysis.dossier.dossier import Dossier
from analysis.exchange.starter import ends_of_notice

_WORKING = {  # columns within this module
    "span": "how far apart the ends of an answer are",
}

_MOST = 4  # questions a section
_TOP = """\
The story of the case, for the first page of its site: a draft, to be put into your own words. No
number is typed here: a line under "values" says where each comes from, and a claim in brackets
becomes a note. README.md in this folder says which values and formats there are.
"""
_SECTIONS = (
    ("figures", "The figures", ("quantity",)),
    ("what-happened", "What happened", ("date", "duration")),
    ("disputed", "What is disputed", ("yes-no",)),
)


def to_story(dossier: Dossier) -> str:
    """Write a draft of a dossier's story, as ``story.md`` holds it.

    Each question in use stands with the most exact answer of each side: first figures, then events
    and lengths, then what can be answered by yes or no. A chart compares the lengths of the notice.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    str
        Named sections; to be changed by hand.

    Examples
    --------
    >>> from analysis import example
    >>> [line for line in to_story(example()).splitlines() if line.startswith("## ")][:4]
    ['## values', '## who', '## figures', '## what-happened']
    """
    heard = _heard(dossier)
    sides = dossier.parties.set_index("side")["label"]
    supplier, customer = (sides[side] for side in (dossier.about.supplier, dossier.about.customer))
    chart = _chart(dossier, heard)
    parts = [_part("who", "Who they are", [f"{supplier} supplied {customer}."])]
    for name, title, kinds in _SECTIONS:
        told = list(_told(dossier, heard[heard["kind"].isin(kinds)]))
        told += ["[chart-notice]"] if chart and name == "what-happened" else []
        parts += [_part(name, title, told)] if told else []
    parts += ["\n".join(["## chart-notice", "months: Months of notice", *chart])] if chart else []
    values = [f"{slot} = said {own}" for own, slot in _slots(heard).items()]
    first = ["\n".join(["## values", *values])] if values else []
    return "\n\n".join([_TOP.rstrip(), *first, *parts]) + "\n"


def _part(name: str, title: str, paragraphs: list[str]) -> str:
    """Write a section of the story."""
    return f"## {name}\n{title}\n" + "\n\n".join(paragraphs)


def _heard(dossier: Dossier) -> pd.DataFrame:
    """Return the most exact answer of each side to each of the first questions of a kind."""
    claims = dossier.claims[dossier.claims["scope"] == ""]
    claims = claims.assign(span=claims["high"] - claims["low"])
    claims = claims.sort_values(["span", "published_by", "claim_id"], kind="stable")
    first = claims.drop_duplicates(["question_id", "side"])
    asked = dossier.questions[dossier.questions["question_id"].isin(first["question_id"])]
    asked = asked.groupby("kind", sort=False).head(_MOST).reset_index(drop=True)
    order = dict(zip(asked["question_id"], asked.index, strict=True))
    kept = first[first["question_id"].isin(order)]
    return kept.sort_values("question_id", key=lambda ids: ids.map(order), kind="stable")


def _slots(heard: pd.DataFrame) -> dict[str, str]:
    """Name the value of each claim after its question and side, in the letters of a slot."""
    slots: dict[str, str] = {}
    for claim in heard.itertuples():
        name = re.sub(r"\W", "_", f"{claim.question_id}_{claim.side}")
        while name in slots.values():
            name += "_"
        slots[str(claim.claim_id)] = name
    return slots


def _told(dossier: Dossier, heard: pd.DataFrame) -> Iterator[str]:
    """Yield each question with what each side says, a paragraph each."""
    texts, slots = _texts(dossier), _slots(heard)
    for question_id, claims in heard.groupby("question_id", sort=False):
        said = [
            f"{_plain(claim.speaker)} {'found' if claim.side == 'court' else 'says'}: "
            f"{{{slots[claim.claim_id]}}}. [c:{claim.claim_id}]"
            for claim in claims.itertuples()
        ]
        yield "\n".join([texts[question_id], *said])


def _chart(dossier: Dossier, heard: pd.DataFrame) -> list[str]:
    """Return the bars of a chart: the notice by each side's dates, and as speakers count it."""
    ends = ends_of_notice(dossier)
    if ends is None:
        return []
    labels = dossier.parties.set_index("side")["label"]
    begun, ended = (heard[heard["question_id"] == event] for event in ends)
    bars = [
        f"By the date of {_plain(labels[claim.side])} = between {claim.claim_id} {last}"
        for claim in begun.itertuples()
        for last in ended["claim_id"].head(1)
    ]
    questions = dossier.questions.set_index("question_id")[["from_question", "to_question"]]
    asked = [own for own, *of in questions.itertuples() if tuple(of) == ends]
    counted = heard[heard["question_id"].isin(asked)]
    counts = dict(zip(counted["speaker"], counted["claim_id"], strict=True))
    return bars + [f"As {_plain(who)} says = answer {own}" for who, own in counts.items()]


def _texts(dossier: Dossier) -> dict[str, str]:
    """Return the text of each question, safe in a story."""
    questions = dossier.questions
    return dict(zip(questions["question_id"], map(_plain, questions["text"]), strict=True))


def _plain(text: str) -> str:
    """Write a text of the dossier so that it opens no slot, mark or heading, and sets no value."""
    return re.sub(r"\s+", " ", text).translate(str.maketrans("{}[]", "()()")).replace(" = ", " is ")
