"""What the sliders' page lists: the starts of the notice, as one types them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import replace_in

import analysis
from analysis.dossier.example import EXAMPLE
from analysis.site.whatif_rows import starts_of


@pytest.mark.parametrize("answer", ["1000-01-01~", "2999~", "../2023"])
def test_a_start_that_cannot_be_typed_is_named_and_left_open(answer: str, tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(EXAMPLE, case)
    replace_in(case / "claims.csv", {",2023-11,": f",{answer},"})
    starts = [one for one in starts_of(analysis.load(case)) if "gazette-c3" in one.claims]
    assert starts
    assert {(one.start, one.end) for one in starts} == {("", "")}


@pytest.mark.parametrize("day", ["1000-01-01", "2999-12-31"])
def test_the_first_and_the_last_day_that_can_be_typed_are(day: str, tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(EXAMPLE, case)
    replace_in(case / "claims.csv", {",2023-11,": f",{day},"})
    starts = [one for one in starts_of(analysis.load(case)) if "gazette-c3" in one.claims]
    assert day in {one.start for one in starts}
