"""The committed notebooks can be trusted and reviewed; nbval itself runs beside this."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from notebook_rules import (
    MOST_BYTES,
    Notebook,
    cells_kept,
    code_cells,
    faults,
    numbers_without_output,
    prose_faults,
    source,
)
from prose_guard import read_pages, read_templates, too_long, typed_numbers
from support import REAL, ROOT

from analysis.language.prose import SLOT, read_sections

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def test_there_are_notebooks_and_nothing_else() -> None:
    assert len(NOTEBOOKS) >= 3
    listed = subprocess.run(
        ["git", "ls-files", "notebooks"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    tracked = listed.stdout.split()
    tracked = [name for name in tracked if not name.startswith("notebooks/texts/")]
    known = [*(f"notebooks/{path.name}" for path in NOTEBOOKS), "notebooks/notice.png"]
    assert not tracked or tracked == known  # the picture is the README's


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_the_rules(path: Path) -> None:
    assert list(faults(read(path))) == []
    assert path.stat().st_size < MOST_BYTES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_live_prose_keeps_the_rules(path: Path) -> None:
    assert list(prose_faults(read(path), *prose_of(path))) == []


def prose_of(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    texts = path.parent / "texts"
    english, french = (read_sections(texts / f"{path.stem}{end}.md") for end in ("", ".fr"))
    return english, french


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_its_cells(path: Path) -> None:
    kept = tomllib.loads((ROOT / "tests" / "notebook_cells.toml").read_text(encoding="utf-8"))
    assert cells_kept(read(path)) == kept[path.stem]


@pytest.mark.parametrize(("place", "text"), list(read_pages()), ids=dict(read_pages()))
def test_no_number_is_typed_in_a_page(place: str, text: str) -> None:
    assert typed_numbers(text) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_number_in_the_prose_stands_in_an_output(path: Path) -> None:
    assert numbers_without_output(read(path)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_claim_named_in_the_prose_exists(path: Path, dossier: object) -> None:
    known = set(dossier.claims["claim_id"]) | set(dossier.questions["question_id"])  # type: ignore[attr-defined]
    known |= set(dossier.sources["source_id"])  # type: ignore[attr-defined]
    for cell in read(path)["cells"]:
        if cell["cell_type"] == "markdown":
            named = re.findall(r"`([^`\s]+)`", source(cell))  # a block of code holds no id
            assert {word for word in named if word.count("-") >= 3} <= known


# --- the guard catches what nbval lets pass ---------------------------------------------------


def strip(notebook: Notebook) -> None:
    for cell in code_cells(notebook):
        cell["outputs"], cell["execution_count"] = [], None


def leave_one_unrun(notebook: Notebook) -> None:
    code_cells(notebook)[-1].update(outputs=[], execution_count=None)


def run_out_of_order(notebook: Notebook) -> None:
    first, second = code_cells(notebook)[:2]
    first["execution_count"], second["execution_count"] = 2, 1


def store(kind: str, **fields: object) -> Callable[[Notebook], None]:
    def add(notebook: Notebook) -> None:
        code_cells(notebook)[0]["outputs"].append({"output_type": kind, **fields})

    return add


def lose_a_reading(notebook: Notebook) -> None:
    for output in (o for cell in code_cells(notebook) for o in cell["outputs"]):
        output.get("metadata", {}).pop("image/png", None)


def end_with_semicolon(notebook: Notebook) -> None:
    code_cells(notebook)[0]["source"] = "x = 1;"


def change_kernel(notebook: Notebook) -> None:
    notebook["metadata"]["kernelspec"]["name"] = "my-env"


def define(notebook: Notebook) -> None:
    code_cells(notebook)[0]["source"] = "def f():\n    return 1"


def state(notebook: Notebook) -> None:
    notebook["cells"][1]["cell_type"], notebook["cells"][1]["source"] = "markdown", "## A statement"


TAMPERINGS: dict[str, tuple[Callable[[Notebook], None], str]] = {
    "stripped": (strip, "not run once each in order"),
    "unrun": (leave_one_unrun, "not run once each in order"),
    "out of order": (run_out_of_order, "not run once each in order"),
    "error": (store("error", ename="E", evalue="", traceback=[]), "a stored error"),
    "stderr": (store("stream", name="stderr", text="careful"), "a stored warning"),
    "address": (store("stream", name="stdout", text="<at 0x7f00dead>"), "a memory address"),
    "path": (store("stream", name="stdout", text="/home/me/x.csv"), "an absolute path"),
    "reading": (lose_a_reading, "without its reading"),
    "semicolon": (end_with_semicolon, "a trailing semicolon"),
    "kernel": (change_kernel, "kernelspec"),
    "definition": (define, "a definition"),
    "heading": (state, "does not ask"),
}


@pytest.mark.parametrize(("tamper", "words"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_the_guard_catches(tamper: Callable[[Notebook], None], words: str) -> None:
    notebook = copy.deepcopy(read(NOTEBOOKS[0]))
    tamper(notebook)
    assert words in "\n".join(faults(notebook))


def empty_the_limits(notebook: Notebook) -> None:
    for place, cell in enumerate(notebook["cells"]):
        if "## What this cannot show" in source(cell):
            cell["source"] = "## What this cannot show\n\nNothing.\n\n## Sources"
            told = notebook["cells"][place + 1]
            told.update(cell_type="markdown", source="")


def empty_a_question(notebook: Notebook) -> None:
    first = next(n for n, c in enumerate(notebook["cells"]) if source(c).startswith("## "))
    notebook["cells"][first]["source"] = source(notebook["cells"][first]).splitlines()[0]
    while not source(notebook["cells"][first + 1]).startswith("## "):
        del notebook["cells"][first + 1]


def type_a_number(notebook: Notebook) -> None:
    notebook["cells"][0]["source"] = "# Which two firms?"


def type_a_long_sentence(notebook: Notebook) -> None:
    notebook["cells"][0]["source"] = f"# Which?\n\n{'Word ' * 26}"


def lose_a_telling(notebook: Notebook) -> None:
    telling = [cell for cell in code_cells(notebook) if source(cell).startswith("tell(")]
    notebook["cells"].remove(telling[-1])


SPOILINGS: dict[str, tuple[Callable[[Notebook], None], str]] = {
    "no limits": (empty_the_limits, "words under 'What this cannot show'"),
    "an empty section": (empty_a_question, "nothing under"),
    "a number word": (type_a_number, "typed numbers ['two']"),
    "a long sentence": (type_a_long_sentence, "26 words"),
    "a section untold": (lose_a_telling, "sections told and written differ"),
}


@pytest.mark.parametrize(("spoil", "words"), SPOILINGS.values(), ids=SPOILINGS)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_guard_of_prose_catches(
    path: Path, spoil: Callable[[Notebook], None], words: str
) -> None:
    notebook = copy.deepcopy(read(path))
    spoil(notebook)
    assert words in "\n".join(prose_faults(notebook, *prose_of(path)))


def test_a_cell_that_is_lost_or_emptied_is_seen() -> None:
    notebook = read(NOTEBOOKS[0])
    whole = cells_kept(notebook)
    for place in range(len(notebook["cells"])):
        fewer = copy.deepcopy(notebook)
        del fewer["cells"][place]
        emptied = copy.deepcopy(notebook)
        emptied["cells"][place]["source"] = ""
        assert whole not in (cells_kept(fewer), cells_kept(emptied))


# Sections in which a comparison beside numbers is a source's own word, or holds by construction.
COMPARED = {
    "1_dispute.md": {"share", "change"},
    "4_what_happened_next.md": {"people", "promises", "first-wave", "turns"},
    "readme.md": {"dependent"},
}
_COMPARISON = re.compile(
    r"\b(more|less|above|below|higher|lower|fewer|longer|shorter|larger|smaller|no longer|plus de"
    r"|moins|davantage|supérieure?s?|inférieure?s?)\b",
    re.IGNORECASE,
)


def compared(text: str) -> list[str]:
    """List the sentences that compare two numbers in words that no value chooses."""
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n\n", text):
        slots = list(SLOT.finditer(sentence))
        numbers = [slot for slot in slots if slot[2] and slot[2] not in ("text", "day", "days")]
        chosen = any(slot[3] is not None for slot in slots)
        if len(numbers) > 1 and not chosen and _COMPARISON.search(SLOT.sub(" ", sentence)):
            found.append(sentence)
    return found


@pytest.mark.parametrize(("place", "text"), list(read_templates()), ids=dict(read_templates()))
def test_a_word_that_compares_follows_the_values(place: str, text: str) -> None:
    name, _, section = place.rpartition("/")[2].partition(", section ")
    assert section in COMPARED.get(name, set()) or compared(text) == []


def test_a_comparison_that_no_value_chooses_is_seen() -> None:
    assert compared("It had {a:number}, more than the {b:number} of May.")
    assert not compared("It had {a:number}, {up?more/less} than the {b:number} of May.")


def test_long_sentences_are_listed() -> None:
    assert too_long("Short enough. " + "word " * 26 + ".") == ["word " * 26 + "."]


def test_a_number_in_prose_that_no_output_holds_is_caught() -> None:
    notebook = copy.deepcopy(read(NOTEBOOKS[0]))
    prose = "From 98,765 on 31 February 1066, `12345` aside, to 0.98765 and 98 765,4."
    notebook["cells"].append({"cell_type": "markdown", "source": prose})
    notebook["cells"].append({"cell_type": "markdown", "source": "**Résumé.** Soit 98 765,4."})
    assert numbers_without_output(notebook) == [
        *("31 February 1066", "98,765", "0.98765", "98", "98,765.4")
    ]


# --- nbval, made strict by the root conftest.py -----------------------------------------------

LINE, SUM = "print('a line')", "1 + 1"
PICTURE = f"""\
sources = analysis.load({str(REAL)!r}).sources
analysis.plot.sources(sources, title="Sources")"""
Cell = dict[str, Any]


def change_text(cell: Cell) -> None:
    cell["outputs"][0]["text"] = ["another line\n"]


def change_picture(cell: Cell) -> None:
    data = cell["outputs"][0]["data"]
    data["image/png"] = data["image/png"][:-40] + "A" * 36 + data["image/png"][-4:]


def drop_picture(cell: Cell) -> None:
    cell["outputs"][0]["data"].pop("image/png")


def forget(cell: Cell) -> None:
    cell["outputs"], cell["execution_count"] = [], None


# The source of each cell, and what is done to what it stores.
CELLS: list[tuple[str, Callable[[Cell], None] | None]] = [
    ("import analysis", None),
    *((LINE, None), (LINE, change_text)),
    *((PICTURE, None), (PICTURE, change_picture), (PICTURE, drop_picture)),
    *((SUM, None), (SUM, forget)),
]


def test_nbval_passes_the_good_cells_and_fails_each_tampered_one(tmp_path: Path) -> None:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text, _ in CELLS])
    NotebookClient(made, kernel_name="python3", record_timing=False).execute()
    notebook: Notebook = json.loads(nbformat.writes(made))
    for cell, (_, tamper) in zip(notebook["cells"], CELLS, strict=True):
        if tamper is not None:
            tamper(cell)
    (tmp_path / "short.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    shutil.copy(ROOT / "conftest.py", tmp_path)
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--nbval", "--nbval-current-env", "."]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    ended = re.findall(r"^(PASSED|FAILED) short\.ipynb::Cell (\d+)", run.stdout, re.MULTILINE)
    assert {int(number): how for how, number in ended} == {
        number: "FAILED" if tamper else "PASSED" for number, (_, tamper) in enumerate(CELLS)
    }, run.stdout
