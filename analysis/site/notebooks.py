"""A stored notebook, read and never run: its title, its first cell, the ids that it names."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any

RESUME = "**Résumé.**"
FRENCH = "fr"  # the tag of cells whose figure is labelled in French
TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
HEADING = re.compile(r"^#{1,3} +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """A cell: its text and outputs, and the heading that it stands under."""

    id: str
    code: bool
    source: str
    outputs: list[dict[str, Any]]
    tags: list[str]
    heading: str

    @property
    def lang(self) -> str:
        """Language of the cell's figure."""
        return FRENCH if FRENCH in self.tags else "en"

    @property
    def seen(self) -> str:
        """All that a reader sees of the cell, without pixels."""
        return "\n".join([self.source, *map(printed, self.outputs)])


@dataclass(frozen=True)
class Notebook:
    """A stored notebook of Jupyter's format 4."""

    path: Path
    cells: list[Cell]

    @property
    def name(self) -> str:
        """Name of the notebook's page, without its ending."""
        return self.path.stem

    @property
    def number(self) -> str:
        """Place of the notebook in the reading order."""
        return self.name.partition("_")[0]

    @cached_property
    def title(self) -> str:
        """Heading of the first cell, or the name where it has none."""
        found = HEADING.search(self._opening[0])
        return found.group(1) if found else self.name

    @property
    def answer(self) -> str:
        """Markdown of the first cell between the title and the summary in French."""
        parts = self._opening[1:] or self._told
        return "\n\n".join(takewhile(lambda part: not part.startswith(RESUME), parts))

    @property
    def resume(self) -> str:
        """Markdown of the summary in French, without its label."""
        parts = self._opening[1:] or self._told
        french = dropwhile(lambda part: not part.startswith(RESUME), parts)
        return "\n\n".join(french).removeprefix(RESUME).strip()

    @property
    def headings(self) -> list[tuple[str, str]]:
        """Ids and headings of the cells that open a part, the title aside."""
        places = {cell.heading: cell.id for cell in reversed(self.cells) if cell.heading}
        return [(places[head], head) for head in reversed(places) if head != self.title]

    def names(self, dossier: str) -> int:
        """Return where the notebook's code first names a dossier's folder; -1 if it never does."""
        code = "\n".join(cell.source for cell in self.cells if cell.code)
        found = re.search(rf"""[/"']{re.escape(dossier)}["'/]""", code)
        return found.start() if found else -1

    def named(self, known: Container[str]) -> Iterator[tuple[str, Cell]]:
        """Yield each known id that a cell names, with the cell."""
        for cell in self.cells:
            tokens = dict.fromkeys(TOKEN.findall(cell.seen))
            yield from ((token, cell) for token in tokens if token in known)

    @property
    def _told(self) -> list[str]:
        """Paragraphs of the first text that the code tells."""
        told = (o["data"]["text/markdown"] for c in self.cells for o in c.outputs if is_told(o))
        return re.split(r"\n\s*\n", _text(next(told, "")).strip())

    @property
    def _opening(self) -> list[str]:
        """Paragraphs of the first cell."""
        return re.split(r"\n\s*\n", self.cells[0].source.strip()) if self.cells else [""]


def read(path: Path) -> Notebook:
    """Read a notebook as it is stored.

    Raises
    ------
    ValueError
        If the file is no notebook of format 4.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: found no notebook ({error})") from None
    if stored.get("nbformat") != 4:
        raise ValueError(f"{path}: found format {stored.get('nbformat')}; accepted: 4")
    cells, heading = [], ""
    for number, given in enumerate(stored["cells"], start=1):
        source = _text(given["source"])
        code = given["cell_type"] == "code"
        heads = [] if code else HEADING.findall(source)
        heading = heads[0] if heads else heading
        cells.append(
            Cell(
                id=given.get("id", f"cell-{number}"),
                code=code,
                source=source,
                outputs=given.get("outputs", []),
                tags=given["metadata"].get("tags", []),
                heading=heading,
            )
        )
    return Notebook(path, cells)


def is_told(output: dict[str, Any]) -> bool:
    """Return whether an output is a text in Markdown."""
    return "text/markdown" in output.get("data", {})


def is_shown(output: dict[str, Any]) -> bool:
    """Return whether an output is a table, text or figure that the cell shows by itself."""
    figure = "image/png" in output.get("data", {})
    return output["output_type"] == "display_data" or (
        output["output_type"] == "execute_result" and figure
    )


def printed(output: dict[str, Any]) -> str:
    """Return the plain text of an output."""
    return _text(output.get("text") or output.get("data", {}).get("text/plain", ""))


def _text(source: str | list[str]) -> str:
    """Join a text that may be stored line by line."""
    return source if isinstance(source, str) else "".join(source)
