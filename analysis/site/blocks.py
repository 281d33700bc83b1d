"""What a page is made of: sections of texts, tables, scales and pictures, not yet HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.style import STYLE, alt_text, narrow_picture, picture


@dataclass(frozen=True)
class Text:
    """A paragraph in plain words; ids in it become links."""

    words: str
    kind = "text"


@dataclass(frozen=True)
class Table:
    """Some columns of a table under heads in words; lists of claim ids become citations."""

    caption: str
    frame: pd.DataFrame
    heads: Mapping[str, str]  # column: its head
    file: str = ""  # name of the download that holds it, if there is one
    lang: str = ""  # of its cells, where it is not the page's
    kind = "table"

    @cached_property
    def columns(self) -> list[str]:
        """Columns that hold anything."""
        return [name for name in self.heads if any(map(filled, self.frame[name].tolist()))]

    @cached_property
    def rows(self) -> list[list[object]]:
        """Cells of the columns shown."""
        cells: list[list[object]] = self.frame[self.columns].to_numpy(dtype=object).tolist()
        return cells


@dataclass(frozen=True)
class Picture:
    """A figure: PNG at twice its size on the page, SVG, and the words that stand for it."""

    alt: str
    png: bytes
    width: int
    height: int
    lang: str = "en"
    file: str = ""  # name of the download that holds its SVG, if there is one
    narrow: bytes = b""  # PNG for a telephone, if there is one
    linked: bool = False  # whether marks in the SVG are links
    kind = "picture"


@dataclass(frozen=True)
class Answer:
    """One answer on a scale, and where it lies, in percent of the scale's width."""

    words: str
    claim_id: str
    colour: str
    left: float
    width: float
    open_left: bool = False
    open_right: bool = False


@dataclass(frozen=True)
class Scale:
    """All answers to a question side by side, on one scale from its first to its last value."""

    caption: str
    first: str
    last: str
    answers: list[Answer]
    kind = "scale"


Block = Text | Table | Picture | Scale


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading."""

    title: str
    id: str
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def filled(cell: object) -> bool:
    """Return whether a cell holds anything to show."""
    if isinstance(cell, (list, tuple)):
        return len(cell) > 0
    return not (cell is None or cell == "" or cell != cell)


def drawn(ax: Axes, lang: str = "en") -> Picture:
    """Take the picture of a figure, and close it."""
    alt = alt_text(ax)
    png = picture(ax)
    return Picture(alt, png, *size_of(png), lang, narrow=narrow_picture(ax))


def size_of(png: bytes) -> tuple[int, int]:
    """Return the width and height of a picture on the page; its file has twice the pixels."""
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    return width // 2, height // 2


def svg_of(ax: Axes) -> bytes:
    """Return a figure as SVG: no date and no version, so that the same data give the same file."""
    import io

    import matplotlib.pyplot as plt

    figure = ax.get_figure()
    assert isinstance(figure, Figure)
    data = io.BytesIO()
    with plt.rc_context(STYLE):
        figure.savefig(data, format="svg", metadata={"Date": None, "Creator": None})
    return data.getvalue()
