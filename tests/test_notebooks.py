"""The committed notebooks can be trusted and reviewed; nbval itself runs beside this."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from notebook_rules import (
    MOST_BYTES,
    Notebook,
    code_cells,
    faults,
    numbers_without_output,
    prose_faults,
    source,
)
from support import ROOT

from analysis.language.prose import read_sections

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def test_there_are_notebooks_and_nothing_else() -> None:
    assert len(NOTEBOOKS) >= 3
    listed = subprocess.run(
        ["git", "ls-files", "notebooks"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    tracked = listed.stdout.split()
    tracked = [name for name in tracked if not name.startswith("notebooks/texts/")]
    known = [*(f"notebooks/{path.name}" for path in NOTEBOOKS), "notebooks/notice.png"]
    assert not tracked or tracked == known  # the picture is the README's


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_the_rules(path: Path) -> None:
    assert list(faults(read(path))) == []
    assert path.stat().st_size < MOST_BYTES


TOLD = [path for path in NOTEBOOKS if (path.parent / "texts" / f"{path.stem}.md").exists()]


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_live_prose_keeps_the_rules(path: Path) -> None:
    texts = read_sections(path.parent / "texts" / f"{path.stem}.md")
    french = path.parent / "texts" / f"{path.stem}.fr.md"
    told = read_sections(french) if french.exists() else {}
    assert list(prose_faults(read(path), texts, told)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_number_in_the_prose_stands_in_an_output(path: Path) -> None:
    assert numbers_without_output(read(path)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_claim_named_in_the_prose_exists(path: Path, dossier: object) -> None:
    known = set(dossier.claims["claim_id"]) | set(dossier.questions["question_id"])  # type: ignore[attr-defined]
    known |= set(dossier.sources["source_id"])  # type: ignore[attr-defined]
    for cell in read(path)["cells"]:
        if cell["cell_type"] == "markdown":
            named = [word for word in source(cell).split("`")[1::2] if word.count("-") >= 3]
            assert set(named) <= known


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


def test_a_number_in_prose_that_no_output_holds_is_caught() -> None:
    notebook = copy.deepcopy(read(NOTEBOOKS[0]))
    prose = "From 98,765 on 31 February 1066, `12345` aside, to 0.98765 and 98 765,4."
    notebook["cells"].append({"cell_type": "markdown", "source": prose})
    notebook["cells"].append({"cell_type": "markdown", "source": "**Résumé.** Soit 98 765,4."})
    assert numbers_without_output(notebook) == [
        *("31 February 1066", "98,765", "0.98765", "98", "98,765.4")
    ]


# --- nbval, made strict by the root conftest.py -----------------------------------------------

CELLS = ["print('a line')", "import analysis\nimport pandas as pd", "FIGURE", "1 + 1"]
FIGURE = """\
sources = analysis.load(DATA).sources
analysis.plot.sources(sources, title="Sources")"""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    """Run a small notebook with text and a figure."""
    data = repr(str(ROOT / "data" / "scopelec-orange"))
    cells = [text.replace("FIGURE", FIGURE).replace("DATA", data) for text in CELLS]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
    NotebookClient(notebook, kernel_name="python3", record_timing=False).execute()
    run: Notebook = json.loads(nbformat.writes(notebook))
    return run


def change_text(notebook: Notebook) -> None:
    notebook["cells"][0]["outputs"][0]["text"] = ["another line\n"]


def change_picture(notebook: Notebook) -> None:
    data = notebook["cells"][2]["outputs"][0]["data"]
    data["image/png"] = data["image/png"][:-40] + "A" * 36 + data["image/png"][-4:]


def drop_picture(notebook: Notebook) -> None:
    notebook["cells"][2]["outputs"][0]["data"].pop("image/png")


def test_nbval_passes_the_good_and_fails_each_tampered_notebook(
    good: Notebook, tmp_path: Path
) -> None:
    tamperings = {
        "good": lambda notebook: None,
        "text": change_text,
        "picture": change_picture,
        "no_picture": drop_picture,
        "stripped": strip,
    }
    for name, tamper in tamperings.items():
        notebook = copy.deepcopy(good)
        tamper(notebook)
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    shutil.copy(ROOT / "conftest.py", tmp_path)
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--nbval", "--nbval-current-env", "."]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    failed = {
        line.split("::")[0].split()[-1]
        for line in run.stdout.splitlines()
        if line.startswith("FAILED")
    }
    assert failed == {f"{name}.ipynb" for name in tamperings if name != "good"}, run.stdout
