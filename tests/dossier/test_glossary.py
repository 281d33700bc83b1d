"""The glossary: words in two languages, and clear errors for bad rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import HOUSE, REAL

import analysis
from analysis.dispute.standing import Standing
from analysis.dossier.glossary import glossary, read_terms, term_id

HEAD = "term,term_fr,meaning,meaning_fr\n"


PLACES = ("others agree", "most often given", "less often given", "stands alone", "no other voice")


def test_every_standing_and_place_is_explained() -> None:
    assert {term_id(name) for name in (*Standing, *PLACES)} <= {word.id for word in glossary()}


def test_the_words_of_a_case_come_after_those_of_the_library() -> None:
    words = [word.term for word in glossary(analysis.load(REAL))]
    house = [word.term for word in glossary()]
    assert words[: len(house)] == house
    assert {"safeguard", "receivership", "ICTR"} <= set(words[len(house) :])


@pytest.mark.parametrize("folder", HOUSE, ids=lambda folder: folder.name)
def test_every_case_has_a_glossary(folder: Path) -> None:
    words = glossary(analysis.load(folder))
    assert len({word.id for word in words}) == len(words) >= len(glossary())


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("claim,,An answer.,Réponse.\n", r"row 2, column term_fr: found an empty cell"),
        ("a,b,An answer.,\n", r"row 2, column meaning_fr: found an empty cell"),
        ("a,b,c,d\na,e,f,g\n", r"row 3, column term: found 'a' again \(first in row 2\)"),
        (f"a,b,{'word ' * 26},d\n", r"row 2, column meaning: .* sentences of at most 25 words"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, rows: str, fault: str) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(analysis.DossierError, match="glossary.csv, " + fault):
        read_terms(path)


def test_a_word_of_the_library_is_not_explained_again(tmp_path: Path) -> None:
    for path in REAL.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "glossary.csv").write_text(HEAD + "Claim,x,y,z\n", encoding="utf-8")
    with pytest.raises(analysis.DossierError, match="found 'Claim'"):
        glossary(analysis.load(tmp_path))
