"""The page "What if?": what its sliders start from, its tables, and what its script is given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from markupsafe import Markup

from analysis.dependency.asked import (
    N_DRAWS,
    choices,
    even_steps,
    figures_asked,
    inputs_asked,
)
from analysis.dependency.reconciliation import Answer
from analysis.dependency.shocks import OUTCOMES as UNITS
from analysis.dossier import Dossier
from analysis.figures.explore import explore_loss
from analysis.language.answers import read_date
from analysis.language.phrasebook import counted, unfilled, word
from analysis.language.prose import Style, read_sections
from analysis.language.words import say_month
from analysis.rulings.ceiling import MONTHS
from analysis.rulings.table import NEW_TEXT
from analysis.site.links import Links
from analysis.site.notebooks import Notebook
from analysis.site.pages import Page, page_in
from analysis.site.render import TEXTS
from analysis.site.whatif_due import Due, due_of
from analysis.site.whatif_rows import (
    Row,
    Slider,
    Start,
    Threshold,
    Ticked,
    first_days,
    rows_of,
    settings_of,
    sliders_of,
    starts_of,
    thresholds_of,
    ticked,
)
from analysis.site.whatif_words import (
    BREAKS,
    OUTCOMES,
    Figures,
    Texts,
    customer_words,
    loss_words,
    notice_words,
    people_words,
)

_WORKING = {  # keys within this module
    "$schema": "the version that a chart is written for",
    "params": "the sliders of a chart",
    "bind": "what a slider looks like",
}

FILE = "what-if.html"
_PHRASES = {  # of the phrasebook, under names without spaces, which French pages change
    "percent": "{amount} %",
    "per": "{money} a {period}",
    "most": "at most {number}",
    "never": "never",
    "least": "at least {number}",
    "range": "{low} to {high}",
    "any": "any number",
    "months": "{number} months",
    "then": "; ",
    "days": "{first} to {last}",
    "spans": "{start} to {end}",
    "of": "{who}: {answer}",
}
# an input of the model, with its two ends, as code sets it
_SUPPOSED = re.compile(r"""["']customer_share["']\s*:\s*\(""")
_COUNTED = ("persons", "months", "years")


@dataclass(frozen=True)
class WhatIfPage:
    """What the template shows and the script is given; parts that a dossier has not are empty."""

    texts: Texts
    contents: list[tuple[str, str]]
    rerun: str  # where a notebook sets what it supposes
    setting: tuple[float, float]
    loss: dict[str, str]
    rows: list[list[Row]]
    settings: list[tuple[str, str, str]]
    figures: list[tuple[str, str, list[Ticked]]]
    believe: list[str]
    people: list[str]
    sliders: list[Slider]
    starts: list[Start]
    days: tuple[str, str]
    notice: list[str]
    due: Due | None
    typed: str
    customers: list[str]
    thresholds: list[Threshold]
    data: Markup
    chart: Markup | None


def what_if_page(
    dossier: Dossier, folder: Path, links: Links, notebooks: Iterable[Notebook] = ()
) -> Page:
    """Write the page in the dossier's language."""
    what = what_if(dossier, folder, rerun_at(notebooks, folder.resolve().name))
    given = {"what": what, "n_draws": N_DRAWS}
    title = what.texts.filled("title")
    return page_in(dossier.lang, FILE, title, "what-if.html", links, given)


def rerun_at(notebooks: Iterable[Notebook], dossier: str) -> str:
    """Return the address of the cell in which a notebook supposes the customer's share, if any."""
    for book in notebooks:
        for cell in book.cells:
            if cell.code and book.names(dossier) >= 0 and _SUPPOSED.search(cell.source):
                return f"{book.name}.html#{cell.id}"
    return ""


def what_if(dossier: Dossier, folder: Path, rerun: str = "") -> WhatIfPage:
    """Put the page together in the dossier's language."""
    texts = texts_of(dossier)
    figures = figures_of(dossier)
    answers = figures.answers
    share = _usual(answers.get("customer_share", []), unknown=0.5)
    lost = _usual(answers.get("part_lost", []), unknown=1)
    inputs = inputs_asked(dossier)
    starts = list(starts_of(dossier))
    days = first_days(starts)
    due = due_of(dossier, folder, texts)
    parts = {
        "loss": "customer_share" in answers,
        "believe": "customer_share" in answers and len(answers) > 1,
        "people": inputs is not None,
        "notice": True,
        "customers": True,
    }
    typed = f"{texts.names['customer']} {100 * share:.4g} %"
    return WhatIfPage(
        texts=texts,
        contents=[(id_, texts.filled(f"{id_}-title")) for id_, there in parts.items() if there],
        rerun=rerun,
        setting=(share, lost),
        loss=loss_words(texts, figures, share, lost) if "customer_share" in answers else {},
        rows=rows_of(figures, share, lost),
        settings=settings_of(texts, answers),
        figures=[(role, figures.labels[role], ticked(figures, role)) for role in answers],
        believe=[texts.filled("believe-none")],
        people=people_words(texts, inputs, {}) if inputs is not None else [],
        sliders=list(sliders_of(texts, inputs)),
        starts=starts,
        days=days,
        notice=notice_words(texts, read_date(days[0]), read_date(days[1])),
        due=due,
        typed=typed,
        customers=customer_words(texts, typed, False),
        thresholds=list(thresholds_of(dossier, share)),
        data=_data(texts, figures, inputs, due),
        chart=_chart(dossier) if "customer_share" in answers else None,
    )


def texts_of(dossier: Dossier) -> Texts:
    """Read the page's texts in the dossier's language."""
    lang = dossier.lang
    file = TEXTS / ("what_if.md" if lang == "en" else f"what_if.{lang}.md")
    sides = dossier.parties.set_index("side")["label"]
    names = {"customer": sides[dossier.about.customer], "supplier": sides[dossier.about.supplier]}
    return Texts(_sections(file), names, Style(lang, dossier.about.currency))


@cache
def _sections(file: Path) -> dict[str, str]:
    """Read a file of texts, once."""
    return read_sections(file)


def figures_of(dossier: Dossier) -> Figures:
    """Collect the published figures, and name them in the page's language."""
    asked, answers = dossier.about.what_if, figures_asked(dossier)
    questions = dossier.questions.set_index("question_id")
    speakers = dossier.claims.set_index("claim_id")["speaker"]
    ids = {role: getattr(asked, role) for role in answers}
    return Figures(
        answers,
        labels={role: questions.loc[own, "label"] for role, own in ids.items()},
        units={role: questions.loc[own, "unit"] for role, own in ids.items()},
        who={
            role: [", ".join(sorted(set(speakers[answer.claims]))) for answer in given]
            for role, given in answers.items()
        },
    )


def _usual(answers: Sequence[Answer], unknown: float) -> float:
    """Return the number that most claims give, to the hundredth; ``unknown`` if nobody does."""
    stated = [answer for answer in answers if np.isfinite(answer.value)]
    most = max(stated, key=lambda answer: len(answer.claims), default=None)
    return round(most.value, 2) if most else unknown


def _data(texts: Texts, figures: Figures, inputs: pd.DataFrame | None, due: Due | None) -> Markup:
    """Write what the script computes with; texts and numbers, no markup."""
    lang = texts.style.lang
    count = choices(figures.answers) if "customer_share" in figures.answers else None
    rows = pd.DataFrame() if inputs is None else inputs.sort_values("name", kind="stable")
    given = {
        "lang": lang,
        "currency": texts.style.currency,
        "texts": texts.sections,
        "names": texts.names,
        "phrases": {name: unfilled(lang, one) for name, one in _PHRASES.items()},
        "counted": {one: [counted(lang, n, one) for n in (1, 2)] for one in _COUNTED},
        "year": word(lang, "year"),
        "months": [say_month(2000, month, lang).split()[0] for month in range(1, 13)],
        "breaks": BREAKS,
        "figures": {
            role: {
                "label": figures.labels[role],
                "unit": figures.units[role],
                "answers": [
                    [a.words, *map(_finite, a.ends), who]
                    for a, who in zip(answers, figures.who[role], strict=True)
                ],
            }
            for role, answers in figures.answers.items()
        },
        "count": count and [count.n_all, count.n_possible],
        "inputs": [
            {"name": row.name, "low": row.low, "high": row.high, "unit": row.unit}
            for row in rows.itertuples(index=False)
        ],
        "steps": even_steps(len(rows)).tolist() if len(rows) else [],
        "draws": N_DRAWS,
        "outcomes": {
            name: [*how, UNITS[name].replace("money", texts.style.currency)]
            for name, how in OUTCOMES.items()
        },
        "ceiling": MONTHS,
        "law": NEW_TEXT,
        "due": due.each if due else {},
    }
    return _json(given)


def _chart(dossier: Dossier) -> Markup:
    """Describe the chart of the loss; the page has sliders of its own."""
    chart = explore_loss(dossier).to_dict()
    del chart["$schema"]  # the page's newer Vega-Lite draws it as well
    for param in chart["params"]:
        del param["bind"]
    return _json(chart | {"background": "transparent"})


def _json(given: object) -> Markup:
    """Write what a script reads."""
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("<", "\\u003c"))  # so that nothing in it ends the script


def _finite(end: float) -> float | None:
    """Write an open end as nothing."""
    return float(end) if np.isfinite(end) else None
