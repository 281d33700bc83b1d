"""Each question with all its answers side by side: in columns, or on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.dispute.camps import answers_to, camps
from analysis.dispute.standing import standing
from analysis.dossier import Dossier, translate
from analysis.language.phrasebook import word
from analysis.language.words import say_days, say_number
from analysis.site.blocks import Answer, Scale, Table
from analysis.site.evidence import Claim
from analysis.site.words import words

_OPEN = 0.15  # share of the scale that an answer without an end is drawn on, at the least
_NARROWEST = 0.8  # percent of the scale: an exact answer is still to be seen


@dataclass(frozen=True)
class Column:
    """The claims that give one answer to a yes-no question, and what that answer rests on."""

    answer: str  # in words
    standing: str  # as the glossary names it in English
    why: str
    claims: list[str]
    scope: str


@dataclass(frozen=True)
class Question:
    """A question, and its answers as they are to be shown."""

    id: str
    text: str
    label: str
    topic: str
    topic_words: str
    definition: str
    kind: str
    columns: list[Column]
    scales: list[Scale]
    camps: Table | None
    said: list[Claim]


def questions_of(dossier: Dossier, claims: Iterable[Claim]) -> list[Question]:
    """Return all questions that have an answer, with their answers side by side."""
    judged = standing(dossier)
    said: dict[str, list[Claim]] = {}
    for claim in claims:
        said.setdefault(claim.question_id, []).append(claim)
    asked = dossier.questions[dossier.questions["question_id"].isin(said)]
    topics = translate(asked[["topic"]], dossier, dossier.lang)["topic"]
    rows = _rows(asked.assign(topic_words=topics))
    return [_question(dossier, row, judged, said[row["question_id"]]) for row in rows]


def _question(
    dossier: Dossier, row: dict[str, str], judged: pd.DataFrame, said: list[Claim]
) -> Question:
    """Put one question together."""
    own = row["question_id"]
    yes_no = row["kind"] == "yes-no"
    found = None if yes_no else camps(dossier, own)
    return Question(
        id=own,
        text=row["text"],
        label=row["label"],
        topic=row["topic"],
        topic_words=row["topic_words"],
        definition=row["definition"],
        kind=row["kind"],
        columns=_columns(judged[judged["question_id"] == own], dossier.lang) if yes_no else [],
        scales=[] if found is None else list(_scales(dossier, row, found)),
        camps=None
        if found is None or not found["scope"].duplicated().any()
        else _groups(found, row, dossier.lang),
        said=said,
    )


def _columns(judged: pd.DataFrame, lang: str) -> list[Column]:
    """Return the answers to a yes-no question: yes, partly, no."""
    order = {"yes": 0, "partly": 1, "no": 2}
    rows = sorted(_rows(judged), key=lambda row: (row["scope"], order[row["answer"]]))
    return [
        Column(word(lang, row["answer"]), row["standing"], row["why"], row["claims"], row["scope"])
        for row in rows
    ]


def _scales(dossier: Dossier, row: dict[str, str], found: pd.DataFrame) -> Iterator[Scale]:
    """Yield one scale for each scope that a question was answered in."""
    for scope in sorted(found["scope"].unique()):
        answers = answers_to(dossier, row["question_id"], scope)
        first, last = _ends(answers)
        room = last - first
        left = answers["low"].clip(lower=first)
        right = answers["high"].clip(upper=last)
        # an answer without an end keeps some length, so that it can be seen to have none
        left = left.mask(np.isinf(answers["low"]), np.minimum(left, right - _OPEN * room))
        right = right.mask(np.isinf(answers["high"]), np.maximum(right, left + _OPEN * room))
        yield Scale(
            caption=row["label"] + (f" ({scope})" if scope else ""),
            first=_said(first, row, dossier.lang),
            last=_said(last, row, dossier.lang),
            answers=[
                Answer(
                    who=answer["who"],
                    words=answer["words"],
                    claim_id=answer["claim_id"],
                    colour=answer["colour"],
                    left=round(100 * (start - first) / room, 2),
                    width=round(max(100 * (end - start) / room, _NARROWEST), 2),
                    open_left=bool(np.isinf(answer["low"])),
                    open_right=bool(np.isinf(answer["high"])),
                )
                for answer, start, end in zip(_rows(answers), left, right, strict=True)
            ],
        )


def _ends(answers: pd.DataFrame) -> tuple[float, float]:
    """Choose the first and last value of a scale, with room for answers without an end."""
    values = answers[["low", "high"]].to_numpy(dtype=float)
    values = values[np.isfinite(values)]
    if not len(values):
        return 0.0, 1.0
    first, last = float(values.min()), float(values.max())
    margin = (last - first or abs(last) or 1.0) * _OPEN
    opens = np.isinf(answers["low"]).any(), np.isinf(answers["high"]).any()
    return first - margin * bool(opens[0]), last + margin * (bool(opens[1]) or first == last)


def _said(value: float, row: dict[str, str], lang: str) -> str:
    """Say a value at the end of a scale, without digits that say nothing."""
    if row["kind"] == "date":
        day = np.floor(value)
        return say_days(day, day, lang)
    rounded = float(f"{value:.3g}")
    return say_number(rounded, "months" if row["kind"] == "duration" else row["unit"], lang)


def _groups(found: pd.DataFrame, row: dict[str, str], lang: str) -> Table:
    """List the groups of answers that can all be true."""
    say = words(lang)
    when = [
        "" if np.isinf(low) and np.isinf(high) else say_days(low, high, lang)
        for low, high in zip(found["period_low"], found["period_high"], strict=True)
    ]
    heads = {
        "answer": say("Answers that can all be true"),
        "scope": say("Of what"),
        "period": say("When"),
        "voices": say("Speakers"),
        "claims": say("Claims"),
    }
    caption = say("Groups of answers: {question}", question=row["label"])
    return Table(caption, found.assign(period=when), heads)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table row by row."""
    rows: list[dict[str, Any]] = table.to_dict("records")
    return rows
