"""Quotes against a text."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from typing import Literal

import pytest
from support import SHARED

from analysis.dossier.dossier import Dossier
from analysis.dossier.quotes import verify_quotes

TEXT = """The first words.

L’offre « était » trop\u00a0basse – dit-il.
Two lines. Two lines.
\t
The end."""


def check(small: Callable[..., Dossier], quote: str, paragraph: str = "") -> dict[str, object]:
    dossier = small([{"answer": "1", "quote": quote, "paragraph": paragraph}])
    row: dict[str, object] = verify_quotes(dossier, "paper", TEXT).iloc[0].to_dict()
    return row


def test_every_quote_of_the_article_stands_once_in_its_paragraph(dossier: Dossier) -> None:
    path = SHARED / "seed-article.txt"
    if not path.exists():
        pytest.skip("the article's text is not beside the repository")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == dossier.about.main_source_sha256
    found = verify_quotes(dossier, dossier.about.main_source, path.read_text(encoding="utf-8"))
    assert len(found) == 33
    assert set(found["verdict"]) == {"found"}
    assert [str(hits[0]) for hits in found["found_in"]] == found["paragraph"].tolist()
    assert set(found["nearest"]) == {""}


@pytest.mark.parametrize(
    "quote",
    [
        'L\'offre "était" trop basse',
        "L’offre « était »",
        "trop basse - dit-il",
        "dit-il. Two lines",
        "L’offre “ était ” trop",
        "L’of\u00adfre « était »",
        "L’oﬀre «était» trop",
    ],
)
def test_typography_does_not_matter(small: Callable[..., Dossier], quote: str) -> None:
    assert check(small, quote, "2")["verdict"] == "found"


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Orange licencie", "Hier Orange licencié par tous."),
        ("le marche", "perdu le marché"),
        ("a perdu", "à perdu"),
        ("un eleve", "un élève"),
        ("il a ete", "il a été"),
        ("un x", "un x\u030c dit"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_lost_accent_is_a_changed_quote(
    small: Callable[..., Dossier], quote: str, text: str, form: Literal["NFC", "NFD"]
) -> None:
    dossier = small([{"answer": "1", "quote": quote}])
    found = verify_quotes(dossier, "paper", unicodedata.normalize(form, text))
    assert found["verdict"].tolist() == ["not found"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_paragraphs_whatever_the_line_ends(small: Callable[..., Dossier], end: str) -> None:
    dossier = small([{"answer": "1", "quote": "two words", "paragraph": "2"}])
    found = verify_quotes(dossier, "paper", f"One.{end}{end}The two{end}words.")
    assert found["verdict"].tolist() == ["found"]


def test_a_changed_letter_is_reported_with_the_nearest_passage(
    small: Callable[..., Dossier],
) -> None:
    row = check(small, "trop bosse - dit-il")
    assert row["verdict"] == "not found"
    assert row["nearest"] == "paragraph 2: trop basse - dit-il."


def test_a_wrong_paragraph_is_reported(small: Callable[..., Dossier]) -> None:
    row = check(small, "first words", "2")
    assert (row["verdict"], row["found_in"]) == ("wrong paragraph", [1])
    assert row["nearest"] == "paragraph 1: first words."


def test_an_ambiguous_quote_is_reported(small: Callable[..., Dossier]) -> None:
    row = check(small, "Two lines.")
    assert (row["verdict"], row["found_in"]) == ("ambiguous", [2, 2])
    assert check(small, "The")["found_in"] == [1, 3]


def test_half_words_do_not_count(small: Callable[..., Dossier]) -> None:
    assert check(small, "he first")["verdict"] == "not found"


def test_a_text_too_short_for_the_quote(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "1", "quote": "a quote of some words"}])
    found = verify_quotes(dossier, "paper", "")
    assert found["verdict"].tolist() == ["not found"]


def test_claims_without_a_quote_are_passed_over(small: Callable[..., Dossier]) -> None:
    assert verify_quotes(small([{"answer": "1"}]), "paper", TEXT).empty


def test_an_unknown_source(dossier: Dossier) -> None:
    with pytest.raises(ValueError, match="no source_id 'lemonde'"):
        verify_quotes(dossier, "lemonde", TEXT)
