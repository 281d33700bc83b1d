"""The tables and figures of a notebook, by running its code once more.

A notebook stores what its tables and figures look like, not what is in them. The same code is run
again, and what it shows is compared with what is stored: a notebook that its code no longer bears
out stops the build.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import io
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pandas as pd
from matplotlib.axes import Axes

import analysis
from analysis.figures.style import alt_text, narrow_picture, picture
from analysis.site.blocks import Picture, size_of, svg_of
from analysis.site.notebooks import Cell, Notebook, is_shown


class StaleNotebookError(ValueError):
    """A notebook stores something else than its code shows."""


@dataclass
class Shown:
    """What a cell shows: tables with their captions, and pictures with their SVG, in order."""

    items: list[tuple[str, pd.DataFrame] | tuple[Picture, bytes]] = field(default_factory=list)
    stored: list[tuple[str, str]] = field(default_factory=list)


def replay(notebook: Notebook) -> dict[str, Shown]:
    """Run a notebook's code, and return what each cell shows, by the cell's id.

    Raises
    ------
    StaleNotebookError
        If a cell shows something else than the notebook stores.
    """
    scope: dict[str, object] = {"__name__": "__main__"}
    with contextlib.chdir(notebook.path.parent):
        return {cell.id: _run(notebook, cell, scope) for cell in notebook.cells if cell.code}


def _run(notebook: Notebook, cell: Cell, scope: dict[str, object]) -> Shown:
    """Run one cell, keep what it shows, and compare it with what is stored."""
    import IPython.display

    shown = Shown()
    show_html = analysis.show_table

    def show_table(
        table: pd.DataFrame, caption: str = "", *, columns: list[str] | None = None
    ) -> None:
        shown.items.append((caption, table if columns is None else table[columns]))
        show_html(table, caption, columns=columns)

    def display(what: Any, **_: object) -> None:
        shown.stored.append(_bundle(what))

    with (
        patch.object(analysis, "show_table", show_table),
        patch.object(IPython.display, "display", display),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        value = _execute(cell.source, f"{notebook.path.name}:{cell.id}", scope)
        if isinstance(value, Axes):  # a figure that ends its cell shows itself
            _draw(value, shown, cell.lang)
    if shown.stored != _stored(cell):
        raise StaleNotebookError(
            f"{notebook.path.name}, {cell.id}: what is stored is not what the code shows; "
            "run the notebook again and save it"
        )
    return shown


def _draw(ax: Axes, shown: Shown, lang: str) -> None:
    """Keep a figure as its notebook stores it, and as SVG."""
    alt, png = alt_text(ax), picture(ax)  # first: a second drawing may move things by a hair
    shown.stored.append(("image/png", base64.b64encode(png).decode()))
    narrow, svg = narrow_picture(ax), svg_of(ax)
    linked = b'xlink:href="http' in svg
    shown.items.append((Picture(alt, png, *size_of(png), lang, "", narrow, linked), svg))


def _execute(source: str, name: str, scope: dict[str, object]) -> object:
    """Run a cell, and return the value of the expression that ends it, if one does."""
    tree = ast.parse(source, name)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, name, "exec"), scope)
        return None
    tree.body.pop()
    exec(compile(tree, name, "exec"), scope)
    value: object = eval(compile(ast.Expression(last.value), name, "eval"), scope)
    return value


def _bundle(what: Any) -> tuple[str, str]:
    """Name the kind of something displayed, and return its content as notebooks store it."""
    data = getattr(what, "data", None)
    if isinstance(data, bytes):
        return "image/png", base64.b64encode(data).decode()
    kind = next(kind for kind in _KINDS if kind in what)
    return kind, what[kind]


def _stored(cell: Cell) -> list[tuple[str, str]]:
    """Return the tables and figures that a cell stores, in their order."""
    bundles = [out["data"] for out in cell.outputs if is_shown(out)]
    kinds = (next(kind for kind in _KINDS if kind in data) for data in bundles)
    return [
        (kind, "".join(data[kind]).replace("\n", "" if kind == "image/png" else "\n"))
        for kind, data in zip(kinds, bundles, strict=True)
    ]


_KINDS = ("image/png", "text/html", "text/markdown")
