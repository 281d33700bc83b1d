"""The story of a dossier: `story.md`, a text whose numbers and charts come from claims.

The file has named sections (see `analysis.language.prose`). The section ``values`` says, a line
each, what the slots hold; ``chart-…`` says what a chart shows; every other section is a part of the
story, its first line the heading. ``story.fr.md`` has the same sections in French, from the same
values::

    ## values
    letter = when d-notice
    notice = months d-notice d-end
    share = answer gazette-c1

    ## what-happened
    What happened
    The letter came on {letter:days}, {notice:months} before the end. [c:weekly-c3]
    [chart-notice]

    ## chart-notice
    months: Months of notice, by what counts as the start
    The letter = months d-notice d-end
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from analysis.dossier import Dossier
from analysis.language.prose import Style, fill, read_sections, say, slots
from analysis.site.values import Value, ends_of, values_of

_CHART = re.compile(r"^\[(chart-[\w-]+)\]$", re.MULTILINE)


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: what it stands for, its ends in percent of the chart's width, its value."""

    label: str
    sure: float
    possible: float
    words: str


@dataclass(frozen=True)
class Chart:
    """A few bars under a title."""

    title: str
    bars: list[Bar]


@dataclass(frozen=True)
class Chapter:
    """A part of the story: its heading, and its paragraphs and charts in order."""

    id: str
    title: str
    parts: list[str | Chart]


def story_of(dossier: Dossier, folder: Path, lang: str = "en") -> list[Chapter]:
    """Read the story of a dossier, filled; an empty list if it has none in the language.

    Raises
    ------
    ValueError
        If a value, chart or slot is at fault; the file and the section are named.
    """
    english = folder / "story.md"
    path = english if lang == "en" else folder / f"story.{lang}.md"
    if not path.exists() or not english.exists():
        return []
    sections = read_sections(path)
    dossier = replace(dossier, lang=lang)
    values = values_of(dossier, read_sections(english).get("values", ""), english.name)
    style = Style(lang, dossier.about.currency)
    chapters, used = [], set()
    for name, text in sections.items():
        if name == "values" or name.startswith("chart-"):
            continue
        used |= slots(text)
        chapters.append(_chapter(dossier, name, text, sections, values, style, path.name))
    unused = set(values) - used
    if unused:
        raise ValueError(f"{path.name}: a value without a slot: {', '.join(sorted(unused))}")
    return chapters


def faults_of(dossier: Dossier, folder: Path) -> list[str]:
    """List what keeps the stories of a dossier from being told."""
    faults = []
    for lang in ("en", "fr"):
        try:
            story_of(dossier, folder, lang)
        except (OSError, ValueError) as error:
            faults += [line for line in str(error).splitlines() if line not in faults]
    return faults


def _chapter(
    dossier: Dossier,
    name: str,
    text: str,
    sections: Mapping[str, str],
    values: Mapping[str, Value],
    style: Style,
    file: str,
) -> Chapter:
    """Fill one part of the story."""
    title, _, body = text.partition("\n")
    parts: list[str | Chart] = []
    known = set(dossier.claims["claim_id"])

    def keep(ids: list[str]) -> str:
        strange = [own for own in ids if own not in known]
        if strange:
            raise ValueError(f"the story cites {strange[0]!r}, which is no claim of the dossier")
        return f"[c:{' '.join(ids)}]"

    try:
        for piece in _CHART.split(body):
            if piece in sections:
                parts.append(_chart(dossier, sections[piece], style, file))
            elif piece.strip():
                own = {slot: values[slot] for slot in slots(piece) if slot in values}
                # claim marks stay: the page makes notes of them
                parts.append(fill(piece.strip(), own, keep, style))
    except ValueError as error:
        raise ValueError(f"{file}, section {name!r}: {error}") from None
    return Chapter(name, title.strip(), parts)


def _chart(dossier: Dossier, text: str, style: Style, file: str) -> Chart:
    """Compute the bars of a chart; its first line is the format of its values, then the title."""
    first, _, lines = text.partition("\n")
    form, _, title = first.partition(": ")
    ends = {name: ends_of(value) for name, value in values_of(dossier, lines, file).items()}
    finite = [end for pair in ends.values() for end in pair if np.isfinite(end)]
    top = max(finite, default=1) * 1.02 or 1
    bars = [
        Bar(
            label,
            _percent(low, top),
            _percent(high, top),
            say((low, high), form, style),
        )
        for label, (low, high) in ends.items()
    ]
    return Chart(title, bars)


def _percent(end: float, top: float) -> float:
    """Place an end of a bar; what has no bound fills the chart, or none of it."""
    return round(100 * min(max(end / top, 0), 1), 1)
