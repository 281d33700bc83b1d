"""What the site takes from a stored notebook: its first cell, its figures, the ids it names."""

from __future__ import annotations

import base64
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

RESUME = "**Résumé.**"
FRENCH = "fr"  # the tag of cells whose figure is labelled in French
TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


@dataclass(frozen=True)
class Figure:
    """A figure stored in a notebook: its pixels, its reading and the language of both."""

    notebook: str
    cell_id: str
    png: bytes
    reading: str
    lang: str

    @property
    def file(self) -> str:
        """Name of the file that holds its pixels, where a page shows it outside its notebook."""
        return f"{self.notebook}-{self.cell_id}.png"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height on the page; the file has twice the pixels."""
        width, height = (int.from_bytes(self.png[at : at + 4], "big") for at in (16, 20))
        return width // 2, height // 2


@dataclass(frozen=True)
class Notebook:
    """A stored notebook, read and never run."""

    path: Path
    node: NotebookNode

    @property
    def name(self) -> str:
        """Name of the notebook's page, without its ending."""
        return self.path.stem

    @property
    def number(self) -> str:
        """Place of the notebook in the reading order."""
        return self.name.partition("_")[0]

    @property
    def cells(self) -> list[NotebookNode]:
        """All cells in their order."""
        return list(self.node.cells)

    @property
    def title(self) -> str:
        """Heading of the first cell."""
        return str(self._opening()[0].lstrip("# "))

    @property
    def answer(self) -> str:
        """Markdown of the first cell between the title and the summary in French."""
        given = takewhile(lambda part: not part.startswith(RESUME), self._opening()[1:])
        return "\n\n".join(given)

    @property
    def resume(self) -> str:
        """Markdown of the summary in French, without its label."""
        found = [p for p in self._opening() if p.startswith(RESUME)]
        return found[0].removeprefix(RESUME).strip() if found else ""

    @property
    def figures(self) -> list[Figure]:
        """All figures in their order."""
        return [
            Figure(self.name, cell.id, base64.b64decode(png), _reading(output), _language(cell))
            for cell in self.cells
            for output in cell.get("outputs", [])
            if (png := output.get("data", {}).get("image/png"))
        ]

    def loads(self, dossier: str) -> int:
        """Tell where a notebook first names a dossier's folder; -1 if it never does."""
        return "\n".join(cell.source for cell in self.cells).find(f"data/{dossier}")

    def named(self, known: Container[str]) -> Iterator[tuple[str, str]]:
        """Give each known id that a cell names, with the id of the cell."""
        for cell in self.cells:
            tokens = dict.fromkeys(TOKEN.findall(_text(cell)))
            yield from ((token, cell.id) for token in tokens if token in known)

    def _opening(self) -> list[str]:
        """Split the first cell into paragraphs."""
        return re.split(r"\n\s*\n", self.cells[0].source.strip())


def read(path: Path) -> Notebook:
    """Read a notebook as it is stored."""
    return Notebook(path, nbformat.read(path, as_version=4))


def _reading(output: NotebookNode) -> str:
    """Give the alternative text that was stored with a figure."""
    return str(output.metadata.get("image/png", {}).get("alt", ""))


def _language(cell: NotebookNode) -> str:
    """Give the language of a cell's figure."""
    return FRENCH if FRENCH in cell.metadata.get("tags", []) else "en"


def _text(cell: NotebookNode) -> str:
    """Give all that a reader sees of a cell, without pixels."""
    outputs = cell.get("outputs", [])
    seen = [out.get("text", "") or out.get("data", {}).get("text/plain", "") for out in outputs]
    return "\n".join([cell.source, *seen])
