"""Each table as CSV and each figure as SVG, by running the notebooks' code once more.

The pages show what the notebooks store. The files are made by the same code, and what it shows is
compared with what is stored: a notebook that its code no longer bears out stops the build.
"""

from __future__ import annotations

import base64
import contextlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import IPython.display
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import analysis
from analysis.figures.style import STYLE
from analysis.site.notebooks import Notebook

# No date and no version: the same data give the same file.
SVG: Any = {"format": "svg", "metadata": {"Date": None, "Creator": None}}


class StaleNotebookError(ValueError):
    """A notebook stores something else than its code shows."""


@dataclass
class Downloads:
    """Files made from the notebooks: their names by cell, in the order in which they are shown."""

    folder: Path
    tables: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    figures: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, notebook: Notebook) -> None:
        """Run a notebook's code and keep the tables and figures that it shows."""
        scope: dict[str, object] = {"__name__": "__main__"}
        with contextlib.chdir(notebook.path.parent):
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    self._run(notebook, cell, scope)
        (self.folder / notebook.path.name).write_bytes(notebook.path.read_bytes())

    def _run(self, notebook: Notebook, cell: Any, scope: dict[str, object]) -> None:
        """Run one cell, keep what it shows, and compare it with what is stored."""
        shown: list[tuple[str, str]] = []
        place = notebook.name, cell.id

        def show(ax: Axes) -> None:
            show_figure(ax)  # first: a second drawing may move things by a hair
            self._save(self.figures, place, ".svg", lambda path: _save_svg(ax, path))

        def show_table(table: pd.DataFrame, *args: str, columns: Any = None, **more: str) -> None:
            given = table if columns is None else table[columns]
            self._save(self.tables, place, ".csv", lambda path: _save_csv(given, path))
            show_html(table, *args, columns=columns, **more)

        def display(what: Any, **_: object) -> None:
            shown.append(_bundle(what))

        show_figure, show_html = analysis.show, analysis.show_table
        with (
            patch.multiple(analysis, create=True, show=show, show_table=show_table),
            patch.object(IPython.display, "display", display),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            exec(compile(cell.source, f"{notebook.path.name}:{cell.id}", "exec"), scope)
        if shown != _stored(cell):
            raise StaleNotebookError(
                f"{notebook.path.name}, {cell.id}: what is stored is not what the code shows; "
                "run the notebook again and save it"
            )

    def _save(
        self,
        kept: dict[tuple[str, str], list[str]],
        place: tuple[str, str],
        ending: str,
        save: Callable[[Path], None],
    ) -> None:
        """Save a file under the name of its cell, numbered where a cell shows several."""
        names = kept.setdefault(place, [])
        number = f"-{len(names) + 1}" if names else ""
        names.append(f"{'-'.join(place)}{number}{ending}")
        save((self.folder / names[-1]).absolute())


def _save_svg(ax: Axes, path: Path) -> None:
    """Save a figure as it is shown, drawn by lines instead of pixels."""
    figure = ax.get_figure()
    assert isinstance(figure, Figure)
    with plt.rc_context(STYLE):
        figure.savefig(path, **SVG)


def _save_csv(table: pd.DataFrame, path: Path) -> None:
    """Save a table with its numbers uncut and its lists as words."""
    words = table.map(lambda cell: " ".join(map(str, cell)) if isinstance(cell, list) else cell)
    # a byte-order mark, by which spreadsheets know that accents are UTF-8
    words.to_csv(path, index=False, encoding="utf-8-sig")


def _bundle(what: Any) -> tuple[str, str]:
    """Name the kind of something displayed, and give its content as notebooks store it."""
    if isinstance(what, IPython.display.Image):
        return "image/png", base64.b64encode(what.data).decode()
    return "text/html", what["text/html"]


def _stored(cell: Any) -> list[tuple[str, str]]:
    """Give the tables and figures that a cell stores, in their order."""
    bundles = [out.data for out in cell.outputs if out.output_type == "display_data"]
    return [
        ("image/png", data["image/png"].replace("\n", ""))
        if "image/png" in data
        else ("text/html", data["text/html"])
        for data in bundles
    ]
