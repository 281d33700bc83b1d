"""What the pages of a site take from notebooks and texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.site.links import Link, Links
from analysis.site.notebooks import read
from analysis.site.pages import notebook_page
from analysis.site.render import _environment, markdown, render, stored_html
from analysis.site.replay import Shown
from analysis.site.sections import _read
from analysis.site.words import words

LINKS = Links({"paper-c1": Link("evidence.html#claim-paper-c1", "Said so.", "Buyer, 2022")})


def write(path: Path, cells: list[dict[str, Any]]) -> Path:
    """Write a notebook of some cells."""
    whole = [
        {"id": f"c{n}", "metadata": {}, "execution_count": 1, "outputs": []} | cell
        for n, cell in enumerate(cells)
    ]
    path.write_text(json.dumps({"nbformat": 4, "cells": whole}), encoding="utf-8")
    return path


def told(text: str) -> dict[str, Any]:
    """Make the output of a text that was told."""
    data = {"text/markdown": text, "text/plain": text}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def test_a_told_answer_opens_the_notebook_in_both_languages(tmp_path: Path) -> None:
    text = 'It was so. ([Buyer](<https://x.org/a> "paper-c1"))\n\n**Résumé.** C’était ainsi.'
    path = write(
        tmp_path / "1_case.ipynb",
        [
            {"cell_type": "markdown", "source": "# Was it so?"},
            {"cell_type": "code", "source": ["tell('answer')"], "outputs": [told(text)]},
        ],
    )
    book = read(path)
    assert book.title == "Was it so?"
    assert book.answer.startswith("It was so.")
    assert book.resume == "C’était ainsi."
    assert [claim for claim, _ in book.named({"paper-c1"})] == ["paper-c1"]
    page = notebook_page(book, {"1_case": {"c1": Shown()}}, LINKS)
    html = "".join(str(block) for part in page.given["parts_of"] for block in part.blocks)
    assert '<a href="evidence.html#claim-paper-c1" title="Said so.">Buyer</a>' in html
    assert '<p lang="fr"><strong>Résumé.</strong>' in html


def test_markdown_shows_markup_and_links_ids() -> None:
    html = markdown("<b>no</b> see paper-c1 and `paper-c1`, paper-c12", LINKS)
    assert "&lt;b&gt;no" in html
    assert html.count('href="evidence.html#claim-paper-c1"') == 2
    assert "paper-c12" in html


def test_a_share_stays_on_the_line_of_its_number() -> None:
    assert "86\u00a0% of it" in markdown("From 75 %, 86 % of it", LINKS)


@pytest.mark.parametrize("begun", [1, 2])
def test_one_source_or_several_were_read_in_part(begun: int) -> None:
    read = pd.Series(["beginning only"] * begun + ["full text"])
    assert _read(read, words("en")).endswith(f"beginning only: {begun} of {begun + 1}.")


@pytest.mark.parametrize(
    ("publisher", "who"),
    [("Le Monde (copy)", "Le Monde (copy)"), ("La Tribune", "Le Monde, La Tribune")],
)
def test_a_publisher_that_names_the_speaker_is_enough(publisher: str, who: str) -> None:
    template = '{% import "parts.html" as parts %}{{ parts.who(claim) }}'
    claim = {"speaker": "Le Monde", "publisher": publisher}
    assert _environment().from_string(template).render(claim=claim) == who


def test_stored_tables_lose_scripts_and_styles_not_words() -> None:
    stored = (
        "<style>td {color: red}</style><script>alert(1)</script>"
        '<table style="color: red"><tr><td>a &lt; b, paper-c1</td></tr></table>'
    )
    html = stored_html(stored, LINKS)
    assert "alert" not in html
    assert "color" not in html
    assert "a &lt; b, <a" in html


def test_a_template_escapes_what_it_is_given() -> None:
    html = render(
        "report.html",
        LINKS,
        title="<script>",
        description='"x"',
        policy="p",
        style="",
        sections=[],
        questions=[],
        claims=[],
        sources=[],
        tolerances="",
    )
    assert "<script>" not in html
    assert "&#34;x&#34;" in html
