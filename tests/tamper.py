"""Tamper with a notebook in each way of a list, and name the tests that catch it.

No cell is run for it. What nbval would find is found by nbval's own comparison of the outputs that
are stored with those that the same code gave when the notebook was stored: nbval itself, in
`make test`, holds the two to be the same.

Usage: python tests/tamper.py [NOTEBOOK …]
"""

from __future__ import annotations

import ast
import base64
import copy
import io
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from nbval.plugin import IPyNbCell, coalesce_streams, nocolors
from notebook_rules import (
    Cell,
    Notebook,
    cells_kept,
    code_cells,
    faults,
    numbers_without_output,
    prose_faults,
    source,
)
from PIL import Image
from prose_guard import ROOT

from analysis.language.prose import read_sections

HARMLESS = "a comment"
_SKIPPED = ("metadata", "traceback", "prompt_number", "output_type", "name", "execution_count")


class NoPlaceError(LookupError):
    """The notebook has nothing that could be tampered with so."""


# --- the tests that may catch it --------------------------------------------------------------


def caught_by(tampered: Notebook, good: Notebook, name: str) -> list[str]:
    """Name the tests that fail on a tampered notebook."""
    texts = ROOT / "notebooks" / "texts"
    prose = (read_sections(texts / f"{name}{end}.md") for end in ("", ".fr"))
    kept = tomllib.loads((ROOT / "tests" / "notebook_cells.toml").read_text(encoding="utf-8"))
    judges: dict[str, bool] = {
        "nbval": _differs(tampered, good),
        "test_a_notebook_keeps_the_rules": any(faults(tampered)),
        "test_live_prose_keeps_the_rules": any(prose_faults(tampered, *prose)),
        "test_a_notebook_keeps_its_cells": cells_kept(tampered) != kept[name],
        "test_every_number_in_the_prose_stands_in_an_output": any(numbers_without_output(tampered)),
    }
    return [test for test, fails in judges.items() if fails]


def _differs(tampered: Notebook, good: Notebook) -> bool:
    """Tell whether nbval finds other outputs than the code gave, or a cell that was never run."""
    given = {_meaning(cell): cell["outputs"] for cell in code_cells(good)}
    return any(
        (source(cell).strip() and cell["execution_count"] is None)
        or not _same(given[_meaning(cell)], cell["outputs"])
        for cell in code_cells(tampered)
    )


def _meaning(cell: Cell) -> str:
    """Return what a cell's code does, whatever its comments."""
    return ast.unparse(ast.parse(source(cell)))


def _same(given: list[Any], stored: list[Any]) -> bool:
    """Compare outputs as nbval does, pictures included (`conftest.py`)."""
    item = SimpleNamespace(
        parent=SimpleNamespace(skip_compare=_SKIPPED),
        colors=nocolors,
        sanitize=lambda text: text,
        format_output_compare=lambda *differing: None,
    )
    one, other = (coalesce_streams(nbformat.from_dict(copy.deepcopy(o))) for o in (given, stored))
    return bool(IPyNbCell.compare_outputs(item, one, other))


# --- ways of tampering ------------------------------------------------------------------------


def _outputs(notebook: Notebook) -> list[Any]:
    return [output for cell in code_cells(notebook) for output in cell["outputs"]]


New = str | Callable[[re.Match[str]], str]


def _next_digit(found: re.Match[str]) -> str:
    """Change the digit that ends what was found."""
    return found.group()[:-1] + str((int(found.group()[-1]) + 1) % 10)


def _changed(text: str, old: str, new: New = _next_digit) -> str:
    """Replace the first place that fits a pattern."""
    changed, count = re.subn(old, new, text, count=1)
    if not count:
        raise NoPlaceError(old)
    return changed


def _change_output(
    kinds: tuple[str, ...], old: str, new: New = _next_digit
) -> Callable[[Notebook], None]:
    """Change the same words in every kind of one output, the first that holds them."""

    def tamper(notebook: Notebook) -> None:
        for output in _outputs(notebook):
            data = output.get("data", {})
            texts = {kind: "".join(data[kind]) for kind in kinds if kind in data}
            if texts and all(re.search(old, text) for text in texts.values()):
                data |= {kind: _changed(text, old, new) for kind, text in texts.items()}
                return
        raise NoPlaceError(old)

    return tamper


_TOLD = ("text/markdown", "text/plain")


def _change_told(old: str, new: New = _next_digit) -> Callable[[Notebook], None]:
    return _change_output(_TOLD, old, new)


def _change_pixel(notebook: Notebook) -> None:
    data = _first_picture(notebook)["data"]
    picture = Image.open(io.BytesIO(base64.b64decode("".join(data["image/png"]))))
    picture.putpixel((9, 9), 0 if isinstance(picture.getpixel((9, 9)), int) else (1, 2, 3))
    made = io.BytesIO()
    picture.save(made, "PNG")
    data["image/png"] = base64.b64encode(made.getvalue()).decode()


def _first_picture(notebook: Notebook) -> Any:
    found = [o for o in _outputs(notebook) if "image/png" in o.get("data", {})]
    if not found:
        raise NoPlaceError("a picture")
    return found[0]


def _change_alt(notebook: Notebook) -> None:
    shown = _first_picture(notebook)["metadata"]["image/png"]
    shown["alt"] = _changed(shown["alt"], r"\d")


def _change_alt_and_reading(notebook: Notebook) -> None:
    _change_alt(notebook)
    data = _first_picture(notebook)["data"]
    data["text/plain"] = _changed("".join(data["text/plain"]), r"\d")


def _places(notebook: Notebook) -> list[int]:
    """Give the places of the cells of code that show something."""
    cells = enumerate(notebook["cells"])
    return [place for place, cell in cells if cell["cell_type"] == "code" and cell["outputs"]]


def _reorder(notebook: Notebook) -> None:
    one, other, *_ = _places(notebook)
    cells = notebook["cells"]
    cells[one], cells[other] = cells[other], cells[one]


def _renumber(notebook: Notebook) -> None:
    for number, cell in enumerate(code_cells(notebook), 1):
        cell["execution_count"] = number
        for output in cell["outputs"]:
            if "execution_count" in output:
                output["execution_count"] = number


def _reorder_and_renumber(notebook: Notebook) -> None:
    _reorder(notebook)
    _renumber(notebook)


def _change_counts(notebook: Notebook) -> None:
    code_cells(notebook)[2]["execution_count"] = 33


def _strip(notebook: Notebook) -> None:
    for cell in code_cells(notebook):
        cell["outputs"], cell["execution_count"] = [], None


def _strip_one(notebook: Notebook) -> None:
    notebook["cells"][_places(notebook)[2]].update(outputs=[], execution_count=None)


def _drop_output(notebook: Notebook) -> None:
    notebook["cells"][_places(notebook)[2]]["outputs"].pop()


def _add(kind: str, **fields: Any) -> Callable[[Notebook], None]:
    def tamper(notebook: Notebook) -> None:
        added = {"output_type": kind, **copy.deepcopy(fields)}
        notebook["cells"][_places(notebook)[0]]["outputs"].append(added)

    return tamper


def _show(kind: str, text: str) -> Callable[[Notebook], None]:
    return _add("display_data", data={kind: text}, metadata={})


def _swap_sources(notebook: Notebook) -> None:
    one, other = (notebook["cells"][place] for place in _places(notebook)[:2])
    one["source"], other["source"] = other["source"], one["source"]


def _delete_last(notebook: Notebook) -> None:
    del notebook["cells"][_places(notebook)[-1]]


def _delete_middle(notebook: Notebook) -> None:
    places = _places(notebook)
    del notebook["cells"][places[len(places) // 2]]
    _renumber(notebook)


def _delete_markdown(notebook: Notebook) -> None:
    cells = enumerate(notebook["cells"])
    del notebook["cells"][[n for n, cell in cells if cell["cell_type"] == "markdown"][2]]


def _empty_limits(notebook: Notebook) -> None:
    heading = "## What this cannot show"
    place = next(n for n, cell in enumerate(notebook["cells"]) if heading in source(cell))
    cell = notebook["cells"][place]
    if source(cell).strip() == heading:  # its text is told by the next cell
        notebook["cells"][place + 1]["outputs"] = []
    cell["source"] = heading + "\n" + ("\n## Sources" if "## Sources" in source(cell) else "")


def _comment(words: str) -> Callable[[Notebook], None]:
    def tamper(notebook: Notebook) -> None:
        cell = notebook["cells"][_places(notebook)[1]]
        cell["source"] = f"# {words}\n{source(cell)}"

    return tamper


def _tag(notebook: Notebook) -> None:
    notebook["cells"][_places(notebook)[1]]["metadata"]["tags"] = ["nbval-skip"]


WAYS: dict[str, Callable[[Notebook], None]] = {
    "a digit in what is told": _change_told(r"\d"),
    "a digit in plain text": _change_output(("text/plain",), r"\d"),
    "a digit in a table": _change_output(("text/html",), r"<td[^>]*>[^<]*\d"),
    "a pixel": _change_pixel,
    "alternative text": _change_alt,
    "alternative text and the reading": _change_alt_and_reading,
    "cells in another order": _reorder,
    "cells in another order, numbered anew": _reorder_and_renumber,
    "the count of a cell": _change_counts,
    "all outputs gone": _strip,
    "the outputs of one cell gone": _strip_one,
    "one output gone": _drop_output,
    "a decimal in the answer": _change_told(r"\d[.,]\d"),
    "a decimal in the résumé": _change_told(r"(?s)Résumé.*?\d,\d"),
    "a warning stored": _add("stream", name="stderr", text="careful"),
    "code exchanged between cells": _swap_sources,
    "HTML added": _show("text/html", "<b>28</b>"),
    "JavaScript added": _show("application/javascript", "alert(1)"),
    "a script added": _show("text/html", "<script>alert(1)</script>"),
    "the last cell of code deleted": _delete_last,
    "a cell of code deleted, the rest numbered anew": _delete_middle,
    "a cell of words deleted": _delete_markdown,
    "the limits emptied": _empty_limits,
    "more for less": _change_told(r"\b(?:more|most|later|not)\b", "less"),
    "a whole number in the résumé": _change_told(r"(?s)Résumé.*?\d(?= )"),
    "number words exchanged": _change_told(
        r"(?i)(?s)\b(one|two|three|four|five|six|seven|eight|nine)\b"
        r"(.*?)\b(?!\1\b)(one|two|three|four|five|six|seven|eight|nine)\b",
        r"\3\2\1",
    ),
    HARMLESS: _comment("as in the article"),
    # beyond the list: what lets nbval pass a cell over
    "a comment that lets nbval skip the cell": _comment("NBVAL_SKIP"),
    "a tag that lets nbval skip the cell": _tag,
}


def tampered(good: Notebook, way: str) -> Notebook:
    """Return a copy of a notebook, tampered with in one way.

    Raises
    ------
    NoPlaceError
        If the notebook has nothing of the kind.
    """
    notebook = copy.deepcopy(good)
    WAYS[way](notebook)
    return notebook


def main(names: list[str]) -> int:
    """Print which tests catch each way; fail if one that does harm is not caught."""
    paths = [Path(name) for name in names] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    missed = 0
    for path in paths:
        good = nbformat.read(path, as_version=4)
        print(f"{path.stem}")
        for way in WAYS:
            try:
                tests = caught_by(tampered(good, way), good, path.stem)
            except NoPlaceError:
                print(f"  {way}: no such place")
                continue
            missed += not tests and way != HARMLESS
            print(f"  {way}: {', '.join(tests) or 'NOT CAUGHT'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
