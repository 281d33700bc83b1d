"""The tables of the page "What if?": published answers, inputs of the model, starts, thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.columns import in_days
from analysis.dependency.asked import contradicted
from analysis.dependency.reconciliation import Answer
from analysis.dependency.shocks import SHARES
from analysis.dossier import Dossier, law_value
from analysis.language.answers import FIRST_DAY, LAST_DAY, read_date, to_date
from analysis.language.words import say_numbers
from analysis.site.whatif_words import Figures, Texts, place_of
from analysis.timeline.notice import notice


@dataclass(frozen=True)
class Row:
    """A published answer: the figure and its place, its words, who said so, whether it fits."""

    role: str
    label: str
    place: int
    words: str
    claims: list[str]
    fits: bool


@dataclass(frozen=True)
class Slider:
    """An input of the model: its name, range in words, reason and claims, and its slider."""

    name: str
    label: str
    words: str
    why: str
    claims: list[str]
    least: float
    most: float
    step: float
    middle: float


@dataclass(frozen=True)
class Start:
    """A start of the notice as somebody dates it."""

    label: str
    who: str
    when: str
    months: str
    claims: list[str]
    start: str  # as one types it; empty if an end is open
    end: str


@dataclass(frozen=True)
class Ticked:
    """A published answer that one may believe, and who gave it."""

    words: str
    who: str


@dataclass(frozen=True)
class Threshold:
    """A share that a rule or guide names, and where the typed share lies beside it."""

    low: float
    high: float
    words: str
    mark: str
    rule: str
    url: str


def rows_of(figures: Figures, share: float, lost: float) -> list[list[Row]]:
    """List the published answers figure by figure, each with whether the setting fits it."""
    against = contradicted(figures.answers, share, lost)
    return [
        [
            Row(role, figures.labels[role], place, answer.words, answer.claims, place not in wrong)
            for place, answer in enumerate(figures.answers[role])
        ]
        for role, wrong in against.items()
    ]


def ticked(figures: Figures, role: str) -> list[Ticked]:
    """List the answers to a figure that one may believe."""
    pairs = zip(figures.answers[role], figures.who[role], strict=True)
    return [Ticked(answer.words, who) for answer, who in pairs]


def settings_of(texts: Texts, answers: Mapping[str, list[Answer]]) -> list[tuple[str, str, str]]:
    """Multiply each published share by each published part lost, for readers without a script."""
    pairs = [
        (one, other)
        for one in answers.get("customer_share", [])
        for other in answers.get("part_lost", [])
        if np.isfinite(one.value * other.value)
    ]
    return [(a.words, b.words, texts.number(a.value * b.value, "share")) for a, b in pairs]


def sliders_of(texts: Texts, inputs: pd.DataFrame | None) -> Iterator[Slider]:
    """Yield a slider for each input of the model."""
    if inputs is None:
        return
    for row in inputs.itertuples():
        why = row.why or texts.filled(f"why-{row.name}")
        words = say_numbers(row.low, row.high, row.unit, texts.style.lang)
        name, middle = str(row.name), float(f"{(row.low + row.high) / 2:.3g}")
        label, ends = texts.filled(f"input-{name}"), scale_of(name, float(row.high))
        yield Slider(name, label, words, why, row.claims, *ends, middle)


def scale_of(name: str, high: float) -> tuple[float, float, float]:
    """Add to a slider its ends and step: shares by the hundredth, others by about a hundredth."""
    if name in SHARES:
        return (0.0, 1.0, 0.01)
    step = float(10.0 ** (np.floor(np.log10(high)) - 2)) if high > 0 else 1.0
    return (step if name == "turnover" else 0.0, float(np.ceil(1.5 * high / step) * step), step)


def starts_of(dossier: Dossier) -> Iterator[Start]:
    """List the starts of the notice that the dossier names, as each side dates them."""
    asked, claims = dossier.about.what_if, dossier.claims
    dated = [one for one in asked.starts if _is_dated(dossier, one)]
    if not asked.end or not dated or not (claims["question_id"] == asked.end).any():
        return
    for row in in_days(notice(dossier, end=asked.end, starts=dated)).itertuples():
        ends = [row.start_low, row.start_high, row.end_low, row.end_high]
        can_be_typed = min(ends) >= FIRST_DAY and max(ends) <= LAST_DAY
        yield Start(
            label=str(row.label),
            who=str(row.who),
            when=str(row.when),
            months=str(row.months),
            claims=row.claims,
            start=typed_days(row.start_low, row.start_high) if can_be_typed else "",
            end=typed_days(row.end_low, row.end_high) if can_be_typed else "",
        )


def _is_dated(dossier: Dossier, event: str) -> bool:
    """Return whether somebody dates an event, or gives a length from it."""
    questions = dossier.questions
    lengths = questions.loc[questions["from_question"] == event, "question_id"]
    return bool(dossier.claims["question_id"].isin([event, *lengths]).any())


def first_days(starts: Sequence[Start]) -> tuple[str, str]:
    """Choose the start and end to begin with: a start that is a day, if there is one."""
    sound = [one for one in starts if one.start]
    days = [one for one in sound if len(one.start) == len("2020-04-28")]
    return next(((one.start, one.end) for one in [*days, *sound]), ("2020", "2022"))


def typed_days(low: float, high: float) -> str:
    """Write days as one types them: a day, a month, a year, or two with a stroke between.

    >>> typed_days(0, 30), typed_days(0, 364), typed_days(0, 1)
    ('1970-01', '1970', '1970-01-01/1970-01-02')
    """
    first, last = to_date(low), to_date(high)
    if first is None or last is None:
        raise ValueError("days with an open end")
    for short in (str(first), str(first)[:7], str(first)[:4]):
        if read_date(short) == (low, high):
            return short
    return f"{first}/{last}"


def thresholds_of(dossier: Dossier, share: float) -> Iterator[Threshold]:
    """List the shares that rules and guides name, and where a share lies beside each."""
    rules = dossier.table("law").set_index("rule_id")
    for rule in dossier.about.what_if.thresholds:
        if rule not in rules.index:
            continue  # the table is optional
        low, high = law_value(dossier, rule)[:2]
        row = rules.loc[rule]
        yield Threshold(
            low=low,
            high=high,
            words=say_numbers(low, high, "share", dossier.lang),
            mark=place_of(share, low, high),
            rule=row["rule"],
            url=row["source_url"],
        )
