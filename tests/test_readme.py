"""The README says what the notebooks say."""

from __future__ import annotations

import base64
import json
import re

import pytest
from notebook_rules import Notebook, code_cells, numbers_without_output
from support import ROOT

import analysis
from analysis.dossier.dossier import Dossier

README = (ROOT / "README.md").read_text(encoding="utf-8")
FINDINGS = re.findall(
    r"^\d\. \*\*\[[^]]+\]\((\S+)\)\*\*((?:.|\n)*?)(?=^\d\. |^Then)", README, re.MULTILINE
)


def read(name: str) -> Notebook:
    notebook: Notebook = json.loads((ROOT / name).read_text(encoding="utf-8"))
    return notebook


@pytest.mark.parametrize(("name", "text"), FINDINGS, ids=[name for name, _ in FINDINGS])
def test_the_numbers_of_each_finding_stand_in_its_notebook(name: str, text: str) -> None:
    notebook = read(name)
    words = " ".join(text.split())
    finding = [{"cell_type": "markdown", "source": words}]
    assert re.search(r"\d", words)
    assert numbers_without_output({"cells": [*code_cells(notebook), *finding]}) == []


def test_there_are_three_findings() -> None:
    assert len(FINDINGS) == 3


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


def test_the_limits_are_as_counted(dossier: Dossier) -> None:
    begun = (dossier.sources["read"] == "beginning only").sum()
    words = " ".join(README.split())
    assert f"{begun} of {len(dossier.sources)} were read at their beginning only" in words
    assert f"against {len(dossier.sources)} published sources" in words


def test_the_error_rates_are_as_counted(dossier: Dossier) -> None:
    words = " ".join(README.split())
    rows = {str(row.sample): row for row in analysis.dossier.audit_errors(dossier).itertuples()}
    said = {
        name: f"({100 * row.wrong:.1f} %; {100 * row.wrong_low:.1f} to {100 * row.wrong_high:.1f} %"
        for name, row in rows.items()
    }
    first, second, disputed = rows.values()
    assert f"Of {first.n_read} claims drawn at random and read again {first.n_wrong} were" in words
    assert f"{said['first random']} with 95 % confidence) and {first.n_faulty} had some" in words
    assert f"{second.n_wrong} of {second.n_read} was wrong {said['second random']})" in words
    assert f"Of the {disputed.n_read} claims on the questions" in words
    assert f"{disputed.n_wrong} were wrong {said['disputed']})" in words


def test_the_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`?make (\w[\w-]*)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
