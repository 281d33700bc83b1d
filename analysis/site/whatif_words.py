"""The sentences beside the sliders, from the library's own numbers.

`static/what-if.js` says the same in the browser; the tests hold the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dependency.asked import N_DRAWS, Answers, Counted, believe, contradicted, even_draws
from analysis.dependency.concentration import hhi_bounds
from analysis.dependency.inputs import suppose
from analysis.dependency.intervals import Interval
from analysis.dependency.reconciliation import ROLES
from analysis.dependency.shocks import summarize
from analysis.language.months import add_months, months_between
from analysis.language.phrasebook import phrase
from analysis.language.prose import Style, fill, slots
from analysis.language.words import say_number, say_numbers
from analysis.rulings.ceiling import MONTHS
from analysis.rulings.table import NEW_TEXT

_WORKING = {  # keys within this module
    "all": "slot of a text",
}

Days = tuple[float, float]  # first and last day that may be meant
_NUMBER = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?)(%?)")
BREAKS = {
    "loss_share = customer_share × part_lost": "breaks-parts",
    "loss_share = loss_amount / turnover": "breaks-amount",
    "customer_share × part_lost = loss_amount / turnover": "breaks-both",
}
OUTCOMES = {  # the sentence of each outcome, and the slot that it fills
    "without_work": ("people-idle", "idle"),
    "months_to_target": ("people-months", "months"),
    "share_after": ("people-after", "after"),
    "loss_amount": ("people-lost", "turnover"),
}


@dataclass(frozen=True)
class Texts:
    """The page's texts in one language, and the names that any of them may use."""

    sections: Mapping[str, str]
    names: Mapping[str, str]
    style: Style

    def filled(self, section: str, **values: object) -> str:
        """Fill a section."""
        text = self.sections[section]
        own = {name: self.names[name] for name in slots(text) if name in self.names}
        return fill(text, own | values, style=self.style)

    def number(self, value: float, unit: str) -> str:
        """Format a number in the page's language."""
        return say_number(value, unit, self.style.lang)

    def listed(self, named: Mapping[str, list[str]]) -> str:
        """List some answers to each of some figures."""
        lang = self.style.lang
        each = [
            phrase(lang, "{who}: {answer}", who=k, answer=", ".join(v)) for k, v in named.items()
        ]
        return phrase(lang, "; ").join(each)


@dataclass(frozen=True)
class Figures:
    """Published figures, with their names and units in the page's language."""

    answers: Answers
    labels: Mapping[str, str]
    units: Mapping[str, str]
    who: Mapping[str, list[str]]  # who gave each answer

    def named(self, places: Mapping[str, list[int]]) -> dict[str, list[str]]:
        """Return the words of some answers under the names of their figures."""
        return {
            self.labels[role]: [self.answers[role][place].words for place in found]
            for role, found in places.items()
            if found
        }

    def sourced(self, places: Mapping[str, list[int]]) -> dict[str, list[str]]:
        """Return the words of some answers, each with who gave it."""
        return {
            self.labels[role]: [
                f"{self.answers[role][place].words} ({self.who[role][place]})" for place in found
            ]
            for role, found in places.items()
            if found
        }


def loss_words(texts: Texts, figures: Figures, share: float, lost: float) -> dict[str, str]:
    """Format what a share and a part lost make, and what was published otherwise."""
    against = contradicted(figures.answers, share, lost)
    found = sum(map(len, against.values()))
    told = {"n": found, "list": texts.listed(figures.named(against))}
    told["all"] = sum(len(figures.answers[role]) for role in against)
    return {
        "loss": texts.number(share * lost, "share"),
        "loss-result": texts.filled("loss-result", share=share, lost=lost, loss=share * lost),
        "loss-against": texts.filled("loss-against", **told)
        if found
        else texts.filled("loss-fits"),
    }


def belief_words(
    texts: Texts, figures: Figures, count: Counted, picks: Mapping[str, int]
) -> list[str]:
    """Format what follows from the answers ticked so far, a sentence each."""
    if not picks:
        return [texts.filled("believe-none")]
    belief = believe(figures.answers, picks)
    ending = (
        [texts.filled("believe-count", all=count.n_all, possible=count.n_possible)]
        if len(picks) == len(figures.answers)
        else []
    )
    if belief.breaks:
        broken = [texts.filled(BREAKS[one]) for one in belief.breaks]
        return [texts.filled("believe-clash"), *broken, *ending]
    follow = [
        texts.filled("believe-then", what=figures.labels[role], range=_range(texts, ends, unit))
        for role, unit in figures.units.items()
        if role not in picks and (ends := belief.left[role]) != _widest(role)
    ]
    against = texts.listed(figures.sourced(belief.against))
    told = [texts.filled("believe-against", list=against)] if against else []
    return [texts.filled("believe-hold"), *follow, *told, *ending]


def _range(texts: Texts, ends: Interval, unit: str) -> str:
    """Format an interval; nought is no lower end of money."""
    low = -np.inf if ends.low == 0 and unit != "share" else ends.low
    return say_numbers(low, ends.high, unit, texts.style.lang)


def _widest(role: str) -> Interval:
    """Return all that a figure may be."""
    return Interval(0, 1 if role in ROLES[:3] else np.inf)


def people_words(texts: Texts, inputs: pd.DataFrame, supposed: Mapping[str, float]) -> list[str]:
    """Format what the model gives with some inputs supposed; a sentence each."""
    given = suppose(inputs, **supposed)
    draws = even_draws(given, N_DRAWS)
    table = summarize(draws, texts.style.currency, texts.style.lang)
    words_of = {row.outcome: row.words for row in table.itertuples()}
    target = given.set_index("name").loc["target_share"]
    ends = say_numbers(target["low"], target["high"], "share", texts.style.lang)
    words = [
        texts.filled(
            section, **{slot: words_of[outcome]} | ({"target": ends} if slot == "months" else {})
        )
        for outcome, (section, slot) in OUTCOMES.items()
    ]
    many = (
        texts.filled("people-supposed", n=len(supposed))
        if supposed
        else texts.filled("people-ranges")
    )
    return [*words, many]


def notice_words(texts: Texts, start: Days, end: Days) -> list[str]:
    """Format how long a notice was, and whether the limit of the law was reached, in sentences."""
    if start[0] > end[1]:
        return [texts.filled("notice-backwards")]
    months = months_between(np.array([start[1], start[0]]), np.array(end))
    reached = add_months(np.array(start), np.array(MONTHS))
    verdict = (
        "notice-reached"
        if reached[1] <= end[0]
        else "notice-short"
        if reached[0] > end[1]
        else "notice-open"
    )
    early = [texts.filled("notice-law", day=NEW_TEXT)] if start[0] < NEW_TEXT else []
    return [
        texts.filled("notice-result", start=start, end=end, months=(months[0], months[1])),
        texts.filled(verdict, ceiling=MONTHS),
        *early,
    ]


def customer_words(texts: Texts, typed: str, top_known: bool) -> list[str]:
    """Format how concentrated some shares are, and what is still to know, in sentences."""
    try:
        shares = read_shares(texts, typed)
    except ValueError as error:
        return [str(error)]
    if not shares:
        return [texts.filled("customers-none")]
    try:
        low, high = hhi_bounds(shares, top_known=top_known)
    except ValueError:
        return [texts.filled("customers-over", sum=float(sum(shares)))]
    rest = max(0.0, 1 - float(np.sum(shares)))
    still = ["customers-whole"]
    if rest > 1e-9:
        still = ["customers-rest"]
        still += ["customers-larger"] if not top_known and rest > max(shares) else []
    return [
        texts.filled("customers-largest", top=max(shares)),
        texts.filled("customers-index", index=(low, high), one=1),
        texts.filled("customers-even", even=(1 / high, 1 / low)),
        *(texts.filled(one, **{"rest": rest} if one == "customers-rest" else {}) for one in still),
        texts.filled("customers-know"),
    ]


def place_of(share: float, low: float, high: float) -> str:
    """Name the section that says where a share lies beside the ends of a rule."""
    return "above" if share > high else "below" if share < low else "between"


def read_shares(texts: Texts, typed: str) -> list[float]:
    """Read a customer a line: the number at its end, or several numbers, in per cent.

    Raises
    ------
    ValueError
        In the page's words, naming the line.
    """
    shares: list[float] = []
    signs = False
    for line, text in enumerate(typed.split("\n"), start=1):
        pieces = re.split(r"\s*;\s*|,?\s+", re.sub(r"\s+%", "%", text.strip()))
        pieces = [piece for piece in pieces if piece]
        if not pieces:
            continue
        found = [_NUMBER.fullmatch(piece) for piece in pieces]
        for number in found if all(found) else found[-1:]:
            if not number:
                raise ValueError(texts.filled("customers-unread", line=line, typed=text.strip()))
            share = float(number[1].replace(",", ".")) / 100
            if not 0 <= share <= 1:
                outside = {"line": line, "typed": text.strip(), "low": 0, "high": 100}
                raise ValueError(texts.filled("customers-outside", **outside))
            signs = signs or bool(number[2])
            shares.append(share)
    shares = [share for share in shares if share > 0]
    if shares and max(shares) <= 0.01 and not signs:
        top = max(shares)
        raise ValueError(
            texts.filled("customers-small", one=0.01, share=100 * top, percent=100 * (100 * top))
        )
    return shares
