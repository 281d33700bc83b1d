"""The stories of the house's dossiers: no number typed, short sentences, both languages alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from prose_guard import typed_numbers
from support import HOUSE, REAL

import analysis
from analysis.language.prose import MARK, read_sections, slots
from analysis.site.story import Chart, story_of

STORIES = sorted(path for folder in HOUSE for path in folder.glob("story*.md"))
LONG = 25  # words a sentence
_SENTENCE = re.compile(r"(?<=[.!?])(?<!L\.)\s+")


def lang_of(path: Path) -> str:
    """Tell the language of a story by its name."""
    return "fr" if path.name.endswith(".fr.md") else "en"


def prose_of(path: Path) -> dict[str, str]:
    """Give the sections that a reader reads, charts' titles and labels with them."""
    told = {}
    for name, text in read_sections(path).items():
        if name.startswith("chart-"):
            title, *bars = text.splitlines()
            labels = [bar.partition(" = ")[0] for bar in bars]
            told[name] = "\n".join([title.partition(": ")[2], *labels])
        elif name != "values":
            told[name] = re.sub(r"\[chart-[\w-]+\]", "", text)
    return told


def paragraphs(path: Path) -> list[str]:
    """Give the paragraphs of a story as a reader reads them, filled and without marks."""
    dossier = analysis.load(path.parent)
    parts = [
        part for chapter in story_of(dossier, path.parent, lang_of(path)) for part in chapter.parts
    ]
    # a no-break space holds one word together: 3 600 is one number
    return [
        re.sub(r"\s+", " ", MARK.sub("", part.replace("\u00a0", "~")))
        for part in parts
        if not isinstance(part, Chart)
    ]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_number_is_typed(path: Path) -> None:
    faults = {name: typed_numbers(text) for name, text in prose_of(path).items()}
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("path", STORIES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sentences_are_short(path: Path) -> None:
    sentences = [s for text in paragraphs(path) for s in _SENTENCE.split(text)]
    assert [s for s in sentences if len(s.split()) > LONG] == []


@pytest.mark.parametrize("folder", HOUSE, ids=lambda folder: folder.name)
def test_stories_have_their_length(folder: Path) -> None:
    words = sum(len(text.split()) for text in paragraphs(folder / "story.md"))
    fewest, most = (600, 900) if folder == REAL else (150, 250)
    assert fewest <= words <= most


def test_both_languages_say_the_same() -> None:
    english, french = (read_sections(REAL / name) for name in ("story.md", "story.fr.md"))
    parts = [name for name in english if name != "values"]
    assert list(french) == parts
    for name in parts:
        assert slots(french[name]) == slots(english[name])
        assert MARK.findall(" ".join(french[name].split())) == MARK.findall(
            " ".join(english[name].split())
        )
        if name.startswith("chart-"):
            values = [
                [line.partition(" = ")[2] for line in given[name].splitlines()[1:]]
                for given in (english, french)
            ]
            assert values[0] == values[1]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_fact_names_its_claim(path: Path) -> None:
    dossier = analysis.load(path.parent)
    known = set(dossier.claims["claim_id"])
    cited = {own for text in MARK.findall(path.read_text(encoding="utf-8")) for own in text.split()}
    assert cited
    assert cited <= known
