"""Texts whose numbers are filled in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.language.prose import Style, fill, number_words, read_sections, say, slots


@pytest.mark.parametrize(
    ("value", "form", "english", "french"),
    [
        (0.75, "share", "75 %", "75 %"),
        ((0.5, 0.65), "share", "50 % to 65 %", "50 % à 65 %"),
        (150e6, "money", "EUR 150m", "150 M€"),
        (23.1, "months", "23.1 months", "23,1 mois"),
        ("2020-04-28", "day", "28 April 2020", "28 avril 2020"),
        (date(2022, 4, 1), "day", "1 April 2022", "1er avril 2022"),
        (pd.Timestamp("2022-04-01"), "day", "1 April 2022", "1er avril 2022"),
        (("2021-07-01", "2021-07-31"), "days", "July 2021", "juillet 2021"),
        (1234, "number", "1,234", "1\u202f234"),
        (1, "sale/sales", "1 sale", "1 sale"),
        (0, "vente/ventes", "0 ventes", "0 vente"),
        (1.5, "mois/moiss", "1.5 moiss", "1,5 mois"),
        (3, "word sale/sales", "three sales", "trois sales"),
        (13, "word sale/sales", "13 sales", "13 sales"),
        (1732, "~number", "1,700", "1\u202f700"),
        ((36.4, 1732), "~number", "36 to 1,700", "36 à 1\u202f700"),
        ("as it is", "text", "as it is", "as it is"),
    ],
)
def test_formats(value: object, form: str, english: str, french: str) -> None:
    assert say(value, form, Style("en")) == english
    assert say(value, form, Style("fr")).replace("\u00a0", " ") == french


def test_words_follow_a_value() -> None:
    text = "It was {more?longer/shorter} than the law’s {due:number}."
    assert fill(text, {"more": True, "due": 18}).startswith("It was longer than")
    assert fill(text, {"more": False, "due": 18}).startswith("It was shorter than")


@pytest.mark.parametrize(
    ("text", "values", "fault"),
    [
        ("{a:number}", {}, "a slot without a value: a"),
        ("{a:number}", {"a": 1, "b": 2}, "a value without a slot: b"),
        ("{a}", {"a": 1}, "slot {a}: 1 is no text"),
        ("{a?x/y}", {"a": "yes"}, "neither true nor false"),
        ("{a:share}", {"a": (1, 2, 3)}, "slot {a:share}"),
        ("{a:day}", {"a": "soon"}, "slot {a:day}"),
    ],
)
def test_faults_name_the_slot(text: str, values: dict[str, object], fault: str) -> None:
    with pytest.raises(ValueError, match=fault.replace("{", r"\{").replace("}", r"\}")):
        fill(text, values)


def test_claim_marks_are_cited_together() -> None:
    told = fill("So it was. [c:one, two] And [c:three]", {}, lambda ids: "+".join(ids))
    assert told == "So it was. one+two And three"


def test_sections_have_names_and_texts(tmp_path: Path) -> None:
    path = tmp_path / "t.md"
    path.write_text(
        "Words before.\n\n## one\n\nFirst {a:number}.\n\nMore.\n\n## two\nSecond.\n",
        encoding="utf-8",
    )
    assert read_sections(path) == {"one": "First {a:number}.\n\nMore.", "two": "Second."}
    assert slots(read_sections(path)["one"]) == {"a"}
    path.write_text("## one\nx\n## one\ny\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"t\.md: section 'one' is given twice"):
        read_sections(path)
    path.write_text("## one\n\n## two\ny\n", encoding="utf-8")
    with pytest.raises(ValueError, match="'one' is without text"):
        read_sections(path)


def test_number_words_are_known() -> None:
    assert number_words("en")[3] == "three"
    assert number_words("fr")[12] == "douze"
