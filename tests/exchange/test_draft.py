"""The draft of a story: it can be told as it stands, and every sentence names its claims."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support import HOUSE, TEMPLATE

import analysis
from analysis.dossier.dossier import Dossier
from analysis.exchange.draft import to_story
from analysis.language.prose import MARK, read_sections
from analysis.site.story import Chart, faults_of, story_of

FOLDERS = [TEMPLATE, *HOUSE]


def told(dossier: Dossier, folder: Path) -> list[str | Chart]:
    """Fill the draft of a dossier."""
    (folder / "story.md").write_text(to_story(dossier), encoding="utf-8")
    assert faults_of(dossier, folder) == []
    return [part for chapter in story_of(dossier, folder) for part in chapter.parts]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_draft_of_any_dossier_can_be_told(folder: Path, tmp_path: Path) -> None:
    dossier = analysis.load(folder)
    parts = told(dossier, tmp_path)
    said = [line for part in parts if isinstance(part, str) for line in part.splitlines()]
    assert all(MARK.search(line) for line in said if re.search(r" (says|found): ", line))
    assert not re.search(r"[0-9]", MARK.sub("", read_sections(tmp_path / "story.md")["who"]))


def test_each_side_has_its_word_and_the_chart_its_bars(tmp_path: Path) -> None:
    dossier = analysis.load(TEMPLATE)
    parts = told(dossier, tmp_path)
    text = "\n".join(part for part in parts if isinstance(part, str))
    assert "Example Works says: about 60 %. [c:gazette-c1]" in text
    assert "Example Telecom says: yes. [c:weekly-c2]" in text
    (chart,) = (part for part in parts if isinstance(part, Chart))
    assert [(bar.label, bar.words) for bar in chart.bars] == [
        ("By the date of Example Telecom", "9.9 months"),
        ("By the date of Example Works", "5.0 to 6.0 months"),
        ("As Example Telecom says", "10.0 months"),
    ]


def test_signs_of_the_dossier_open_no_slot(small: Callable[..., Dossier], tmp_path: Path) -> None:
    dossier = small([{"speaker": "A {b} [c:x] = d", "answer": "0.5"}])
    assert "A (b) (c:x) is d says: " in "\n".join(map(str, told(dossier, tmp_path)))


def test_a_dossier_without_claims_has_a_draft(
    small: Callable[..., Dossier], tmp_path: Path
) -> None:
    assert told(small([]), tmp_path) == ["Seller supplied Buyer."]
