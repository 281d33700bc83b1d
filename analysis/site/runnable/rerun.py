"""A notebook rerun cell by cell, in a browser or anywhere: what each cell shows, and what differs.

The outputs are compared with the stored ones and drawn by the same templates as the stored page.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import copy
import io
import json
import linecache
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd
from markupsafe import Markup

import analysis
from analysis.figures.tables import show_table
from analysis.site.blocks import Picture, Table, size_of
from analysis.site.links import Link, Links
from analysis.site.notebooks import Cell, Notebook, is_shown, read
from analysis.site.outputs import blocks_of
from analysis.site.render import render, stored_html
from analysis.site.runnable import display

PNG = "image/png"
Values = dict[str, Any]


@dataclass
class Captured(io.TextIOBase):
    """What a cell shows: as a notebook stores it, and as a page shows it."""

    cell: Cell
    links: Links
    outputs: list[dict[str, Any]] = field(default_factory=list)
    items: list[Table | Picture | Markup] = field(default_factory=list)
    table: Table | None = None  # about to be shown

    def write(self, text: str) -> int:
        """Take what a cell prints."""
        if self.outputs and self.outputs[-1]["output_type"] == "stream":
            self.outputs[-1]["text"] += text
        elif text:
            self.outputs.append({"output_type": "stream", "name": "stdout", "text": text})
        return len(text)

    def show(self, bundle: display.Bundle, kind: str = "display_data") -> None:
        """Take what a cell displays, or the value that ends it."""
        output = {"output_type": kind, "data": bundle[0]}
        self.outputs.append(output)
        if is_shown(output):
            self.items.append(self.table or self._item(*bundle))
        self.table = None

    def _item(self, data: dict[str, Any], notes: dict[str, Any]) -> Picture | Markup:
        """Return what a page shows of a value that is no table of ours."""
        if PNG in data:
            png = base64.b64decode(data[PNG])
            alt = notes.get(PNG, {}).get("alt", "")
            return Picture(alt, png, *size_of(png), self.cell.lang)
        if "text/html" in data:
            return stored_html(data["text/html"], self.links)
        return Markup('<pre class="printed">{}</pre>').format(data.get("text/plain", ""))

    def drawn(self) -> str:
        """Return HTML."""
        cell = replace(self.cell, outputs=self.outputs)
        blocks = list(blocks_of(cell, iter(self.items), self.links))
        return render("outputs.html", self.links, blocks=blocks)


class Session:
    """A notebook that is being rerun, with its values as they stood before each cell.

    Parameters
    ----------
    notebook : Notebook
        As it is stored.
    links : Links
        The ids that become links.
    """

    def __init__(self, notebook: Notebook, links: Links) -> None:
        self.cells = {cell.id: cell for cell in notebook.cells}
        self.links = links
        self.values: Values = {"__name__": "__main__"}
        self.before: dict[str, Values] = {}

    def run(self, cell_id: str, source: str) -> dict[str, Any]:
        """Run a cell on the values that stand, or stood when it was run before.

        Returns
        -------
        dict
            ``html`` of its outputs; ``differs``, which of its texts are not the stored ones;
            ``error``, or ""; ``seconds``.
        """
        cell, started = self.cells[cell_id], time.perf_counter()
        self._forget_after(cell_id)
        self.values = _kept(self.before.setdefault(cell_id, _kept(self.values)))
        error = ""
        with self._capturing(cell) as captured:
            try:
                _execute(source, self.values, captured)
            except Exception as raised:
                error = _said(raised)
        return {
            "html": captured.drawn(),
            "differs": differences(cell.outputs, captured.outputs),
            "error": error,
            "seconds": round(time.perf_counter() - started, 2),
        }

    def _forget_after(self, cell_id: str) -> None:
        """Forget how the values stood before later cells: this one may change them."""
        later = list(self.cells)[list(self.cells).index(cell_id) + 1 :]
        for own in later:
            self.before.pop(own, None)

    @contextlib.contextmanager
    def _capturing(self, cell: Cell) -> Iterator[Captured]:
        """Take all that a cell prints and displays."""
        self.captured = Captured(cell, self.links)
        with (
            patch.multiple(analysis, create=True, show_table=self._show_table),
            display.standing_in(self._show),
            contextlib.redirect_stdout(self.captured),
        ):
            yield self.captured

    def _show(self, bundle: display.Bundle) -> None:
        """Take what the cell at work displays, in whichever cell the function was named."""
        self.captured.show(bundle)

    def _show_table(
        self, table: pd.DataFrame, caption: str = "", *, columns: list[str] | None = None
    ) -> None:
        """Take a table as a table, too."""
        shown = table if columns is None else table[columns]
        heads = {name: name for name in shown.columns}
        self.captured.table = Table(caption or self.captured.cell.heading, shown, heads)
        show_table(table, caption, columns=columns)


def _execute(source: str, values: Values, captured: Captured) -> None:
    """Run a cell's code, and show the value of the expression that ends it."""
    name = f"<{captured.cell.id}>"
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    tree = ast.parse(source, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), values)
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), name, "eval"), values)
        if value is not None and not source.rstrip().endswith(";"):
            captured.show(display.bundle_of(value), "execute_result")


def _said(raised: Exception) -> str:
    """Format what went wrong, and on which line of the cell."""
    if isinstance(raised, SyntaxError):
        return f"Line {raised.lineno}: {type(raised).__name__}: {raised.msg}"
    frames = traceback.extract_tb(raised.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename.startswith("<")]
    where = f"Line {lines[0]}: " if lines else ""
    return where + "".join(traceback.format_exception_only(raised)).strip()


def _kept(values: Values) -> Values:
    """Copy the values of a notebook, so that a later cell does not change them for an earlier."""
    return {name: _copied(value) for name, value in values.items()}


def _copied(value: Any) -> Any:
    """Copy what cells change in place; a table is copied by pandas when it is written to."""
    if isinstance(value, (pd.DataFrame, pd.Series)):
        return value.copy(deep=False)
    if isinstance(value, (dict, list, set)):
        return copy.copy(value)
    return copy.deepcopy(value) if isinstance(value, np.random.Generator) else value


def differences(stored: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[str]:
    r"""Format which texts of a cell are not the stored ones; pixels are not compared.

    >>> text = {"output_type": "stream", "name": "stdout", "text": "one\ntwo"}
    >>> differences([text], [text | {"text": "one\n2"}])
    ["stream: stored 'two', now '2'"]
    """
    before, after = _texts(stored), _texts(now)
    if [kind for kind, _ in before] != [kind for kind, _ in after]:
        return [f"stored {_kinds(before)}, now {_kinds(after)}"]
    return [
        f"{kind}: {_where(old, new)}"
        for (kind, old), (_, new) in zip(before, after, strict=True)
        if old != new
    ]


def _texts(outputs: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the texts of outputs with their kinds."""
    found = []
    for output in outputs:
        given = output.get("data") or {"stream": output.get("text", "")}
        for kind, text in sorted(given.items()):
            found.append((kind, "" if kind == PNG else "".join(text)))
    return found


def _kinds(texts: list[tuple[str, str]]) -> str:
    """Name the kinds of outputs."""
    return ", ".join(kind for kind, _ in texts) or "nothing"


def _where(old: str, new: str) -> str:
    """Show the first line that differs."""
    pairs = zip_longest(old.splitlines(), new.splitlines(), fillvalue="")
    first = next((pair for pair in pairs if pair[0] != pair[1]), (old, new))
    return f"stored {first[0]!r}, now {first[1]!r}"


def start(notebook: Path, links: Path) -> Session:
    """Begin to rerun a stored notebook, with its links as the site wrote them."""
    known = json.loads(links.read_text(encoding="utf-8"))
    return Session(read(notebook), Links({own: Link(*given) for own, given in known.items()}))
