"""The README for data editors says what the files say."""

from __future__ import annotations

import re

import pytest
from prose_guard import too_long, typed_numbers
from replication import outputs_of, replication
from support import ROOT

from analysis.site.notebooks import read

TEMPLATE = (ROOT / "tests" / "replication.md").read_text(encoding="utf-8")
WRITTEN = (ROOT / "REPLICATION.md").read_text(encoding="utf-8")


def test_it_is_the_generated_one() -> None:
    how = "python tests/replication.py > REPLICATION.md"
    assert replication() == WRITTEN, f"write it again: {how}"


def test_no_number_is_typed_and_no_sentence_is_long() -> None:
    text = re.sub(r"\{\w+\}", "", TEMPLATE)
    assert typed_numbers(text) == []
    assert too_long(text) == []


@pytest.mark.parametrize(
    "heading",
    [
        *("Overview", "Data availability and provenance", "Licences", "Datasets"),
        *("Computational requirements", "Software", "Memory, time and machine", "Randomness"),
        *("Programs", "Instructions to replicators", "Figures, tables and stated numbers"),
        "References",
    ],
)
def test_each_part_of_the_form_is_there_and_filled(heading: str) -> None:
    part = re.split(rf"^##+ {heading}$", WRITTEN, flags=re.MULTILINE)[1]
    own = re.split(r"^##+ ", part, flags=re.MULTILINE)[0] if part.strip()[:1] != "#" else part
    assert len(own.split()) > 8


def test_every_link_leads_to_a_file() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", WRITTEN):
        assert (ROOT / target).exists(), target


def test_every_output_of_every_notebook_is_listed() -> None:
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        rows = list(outputs_of(read(path)))
        assert {row[1] for row in rows} == {"figure", "table", "text"}
        for row in rows:
            assert f"| {' | '.join(map(str, row))} |" in WRITTEN
