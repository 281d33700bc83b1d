"""The catalogue: every phrase of the code has its translation, and every translation its phrase."""

from __future__ import annotations

import re
from string import Formatter

import phrases
import pytest
from phrases import english, of_pages, translated
from support import ROOT

from analysis.dependency.shocks import ARGUMENTS
from analysis.dispute.standing import Standing
from analysis.dossier.glossary import glossary
from analysis.language.phrasebook import CODES, LANGUAGES, message, phrase, plural, unfilled, word

SAID = phrases.said()
FRENCH = phrases.stored("fr")
PLURALS = [entry.id for entry in SAID if isinstance(entry.id, tuple)]
SPACED = ":;?!%"  # French puts a no-break space before each of them
PLACES = ("others agree", "most often given", "less often given", "stands alone", "no other voice")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("lang", phrases.OTHERS)
def test_every_phrase_has_its_translation_and_every_translation_its_phrase(lang: str) -> None:
    """`make phrases` brings the catalogue up to date."""
    said, translated = ({str(e.id) for e in c if e.id} for c in (SAID, phrases.stored(lang)))
    assert len(said) > 300
    assert said == translated
    assert list(phrases.unfinished(phrases.stored(lang))) == []


@pytest.mark.parametrize("lang", phrases.OTHERS)
def test_what_gettext_reads_is_what_translators_edit(lang: str) -> None:
    """`make phrases` compiles the catalogue."""
    assert phrases.file_of(lang, ".mo").read_bytes() == phrases.compiled(phrases.stored(lang))
    assert phrases.file_of(lang, ".po").read_bytes() == phrases.written(phrases.stored(lang))


def test_each_kind_of_place_where_a_phrase_stands_is_seen() -> None:
    found = {str(entry.id): {file for file, _ in entry.locations} for entry in SAID if entry.id}
    assert "analysis/figures/cases.py" in found[" and "]
    assert "analysis/site/templates/parts.html" in found["Table as CSV"]
    assert "analysis/site/build.py" in found["What if?"]  # kept in a table
    assert "analysis/site/templates/parts.html" in found["('{n} claim', '{n} claims')"]


def test_a_phrase_that_was_changed_counts_as_missing_until_someone_looks() -> None:
    catalogue, changed = phrases.stored("fr"), phrases.said()
    catalogue.delete("Skip to the text")
    assert catalogue.get("Nothing in this dossier.") is not None
    changed.delete("Nothing in this dossier.")
    changed.add("Nothing in this one dossier.")
    catalogue.update(changed)
    assert set(phrases.unfinished(catalogue)) == {
        "Skip to the text",
        "Nothing in this one dossier.",
    }


def test_both_languages_have_the_same_places() -> None:
    for entry in FRENCH:
        if entry.id:
            wanted = places(english(entry)[-1])
            assert [places(text) for text in translated(entry)] == [wanted] * len(
                translated(entry)
            ), entry.id


def test_what_french_needs_stands_in_each_text() -> None:
    for entry in FRENCH:
        for text in translated(entry) if entry.id else ():
            assert "'" not in text
            assert "|" not in text
    for text in ("{count} ({share}; {low} to {high})", "“{quote}”", "{amount} %"):
        said = unfilled("fr", text)
        assert all(said[i - 1] == "\u00a0" for i, sign in enumerate(said) if sign in SPACED)


def test_sentences_of_the_pages_are_short() -> None:
    texts = [
        text
        for entry in FRENCH
        if entry.id and of_pages(entry)
        for text in (*english(entry), *translated(entry))
    ]
    sentences = [one for text in texts for one in re.split(r"(?<=[.!?])\s+", text)]
    assert len(sentences) > 300
    assert [one for one in sentences if len(one.split(" ")) > 25] == []


def test_every_word_that_tables_hold_is_known() -> None:
    inputs = {name.replace("_", " ") for name in ARGUMENTS}
    codes = {"yes", "no", "partly", "mixed", "fact", "assumption", "simulated", "published"}
    kinds = {"press", "union", "communique", "court", "parliament", "other", "repost"}
    assert {*Standing, *inputs, *codes, *kinds} <= set(CODES)


def test_a_standing_or_place_has_one_name_in_figures_pages_and_glossary() -> None:
    terms = {term.term: term.term_fr for term in glossary()}
    shown = [*Standing, *PLACES]
    assert {one: word("fr", one) for one in shown} == {one: terms[one] for one in shown}


@pytest.mark.parametrize(("one", "several"), PLURALS)
def test_every_phrase_that_counts_reads_well_for_one_and_for_several(
    one: str, several: str
) -> None:
    given = dict.fromkeys(places(several), 0) | {"stayed": 0}
    del given["n"]
    for lang in LANGUAGES:
        said = [plural(lang, one, several, n, **given) for n in (0, 1, 2, 1000)]
        assert all(re.search(rf"\b{n}\b", text) for n, text in zip("012", said, strict=False))
        assert said[0].replace("0", "2", 1) == said[2] if lang == "en" else True
        assert said[0].replace("0", "1", 1) == said[1] if lang == "fr" else True
    assert plural("en", one, several, 1000, **given).count("1,000") == 1
    assert plural("fr", one, several, 1000, **given).count("1\u202f000") == 1
    assert re.search(r"\b1 \w+s\b(?<!1 was)", plural("en", one, several, 1, **given)) is None


def test_a_word_that_the_library_does_not_know_stays() -> None:
    assert word("fr", "Toulouse") == "Toulouse"
    assert word("fr", "") == word("en", "") == ""


def test_no_phrase_is_left_in_english() -> None:
    with pytest.raises(KeyError, match="no such phrase"):
        phrase("fr", message("no such phrase"))
    with pytest.raises(KeyError, match="one such"):
        plural("fr", "one such", "some such", 2)


def test_the_catalogues_are_in_the_library() -> None:
    """So that a wheel and the browser's copy hold them."""
    assert phrases.file_of("fr", ".mo").is_relative_to(ROOT / "analysis")
