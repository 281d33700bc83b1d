"""The README says what the notebooks say."""

from __future__ import annotations

import base64
import json
import re

import pytest
from notebook_rules import Notebook, code_cells, numbers_without_output
from prose_guard import typed_numbers
from readme_values import readme_values
from support import ROOT

from analysis.dossier.dossier import Dossier
from analysis.language.prose import fill, read_sections

README = (ROOT / "README.md").read_text(encoding="utf-8")
WORDS = " ".join(README.split())
SECTIONS = read_sections(ROOT / "tests" / "readme.md")


def read(name: str) -> Notebook:
    notebook: Notebook = json.loads((ROOT / name).read_text(encoding="utf-8"))
    return notebook


@pytest.fixture(scope="module")
def filled(dossier: Dossier) -> dict[str, str]:
    """Fill what the README should say from the data."""
    values = readme_values(dossier)
    return {name: " ".join(fill(text, values[name]).split()) for name, text in SECTIONS.items()}


@pytest.mark.parametrize("section", SECTIONS)
def test_the_readme_says_what_the_data_say(section: str, filled: dict[str, str]) -> None:
    assert filled[section] in WORDS


def test_the_opening_and_the_findings_hold_nothing_else(filled: dict[str, str]) -> None:
    found = WORDS.partition("## What it found ")[2].partition(" En français")[0]
    assert found == " ".join(filled[name] for name in ("who", "dependent", "notice", "then"))


@pytest.mark.parametrize(("section", "text"), SECTIONS.items(), ids=SECTIONS)
def test_no_number_is_typed(section: str, text: str) -> None:
    assert typed_numbers(text) == []


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("who", "1_dispute"),
        ("dependent", "2_dependency"),
        ("notice", "3_tender_timeline"),
    ],
)
def test_the_numbers_of_each_finding_stand_in_its_notebook(
    section: str, name: str, filled: dict[str, str]
) -> None:
    finding = [{"cell_type": "markdown", "source": filled[section].partition(". ")[2]}]
    shown = code_cells(read(f"notebooks/{name}.ipynb"))
    assert numbers_without_output({"cells": [*shown, *finding]}) == []


def test_the_figure_is_the_notebook_s_own() -> None:
    picture = (ROOT / "notebooks" / "notice.png").read_bytes()
    stored = [
        base64.b64decode(output["data"]["image/png"])
        for cell in code_cells(read("notebooks/3_tender_timeline.ipynb"))
        for output in cell["outputs"]
        if "image/png" in output.get("data", {})
    ]
    assert picture == stored[0]


def test_every_link_leads_to_a_file() -> None:
    for target in re.findall(r"\]\(([^)#]+)", README):
        assert (ROOT / target).exists(), target


def test_the_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`?make (\w[\w-]*)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
