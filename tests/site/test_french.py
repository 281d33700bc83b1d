"""The pages in French: wholly French, from the same data and templates, linked to one another."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pandas as pd
import phrases
import pytest
from bs4 import BeautifulSoup, Tag
from phrases import english, of_pages, translated
from support import REAL, ROOT, TEMPLATE

import analysis
from analysis.dispute.standing import Standing
from analysis.dossier import Dossier
from analysis.dossier.example import EXAMPLE
from analysis.dossier.translations import in_language, lacking
from analysis.language.phrasebook import word
from analysis.language.text import as_typed
from analysis.site.build import build_site
from analysis.site.words import words

SITE = ROOT / "analysis" / "site"
PAGES = ("index", "article", "questions", "glossary", "about", "search")
# templates of the pages that there are in French; the others are in English alone
SHARED = ("base", "parts", "home", "article", "questions", "glossary", "about", "search")
_OF_MACHINES = {"width", "device", "initial", "scale", "no", "referrer", "narrow"}
_OF_MACHINES |= {"hreflang", "lang", "en"}  # written by macros
_OF_MACHINES |= {"article", "summary", "large", "image", "static", "preview", "png"}  # for previews
_SEEN = ("title", "aria-label", "alt", "content", "placeholder")


# The catalogue


def test_a_phrase_without_french_stops_the_build() -> None:
    with pytest.raises(KeyError):
        words("fr")("No such phrase")


def bare_words(template: str) -> list[str]:
    """Give the words of a template that do not come from the catalogue."""
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template, flags=re.DOTALL)
    soup = BeautifulSoup(bare, "html.parser")
    texts = [soup.get_text(" ")]
    texts += [str(tag[name]) for tag in soup.find_all() for name in _SEEN if tag.get(name)]
    return re.findall(r"[^\W\d_]{2,}", " ".join(texts))


@pytest.mark.parametrize("name", SHARED)
def test_templates_hold_no_words_of_their_own(name: str) -> None:
    text = (SITE / "templates" / f"{name}.html").read_text(encoding="utf-8")
    assert set(bare_words(text)) <= _OF_MACHINES
    assert bare_words('<p title="{{ x }}">Word</p>') == ["Word"]


# The pages


@pytest.fixture(scope="module")
def french(dossier: Dossier) -> Dossier:
    """Put the real dossier into French."""
    return in_language(dossier, "fr")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Parse every page, by its place in the site's folder."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
    }


def test_each_page_has_its_twin(pages: dict[str, BeautifulSoup]) -> None:
    assert {name for name in pages if name.startswith("fr/")} == {
        f"fr/{p}.html"
        for p in (*PAGES, "what-if")  # which has tests of its own
    }
    for name in PAGES:
        english, french = pages[f"{name}.html"], pages[f"fr/{name}.html"]
        for soup, lang, other in ((english, "en", f"fr/{name}"), (french, "fr", f"../{name}")):
            assert soup.html is not None
            assert soup.html["lang"] == lang
            switch = soup.select("#language[data-same]")[0]
            assert switch["href"] == f"{other}.html"
            assert switch["lang"] != lang
        # so that the switch keeps the place
        ids = [{tag["id"] for tag in soup.select("main [id]")} for soup in (english, french)]
        assert ids[0] == ids[1], name
    assert pages["evidence.html"].select("#language")[0]["href"] == "fr/index.html"


def shown(soup: BeautifulSoup) -> str:
    """Give what a page says in its own language: its texts and what its tags say."""
    soup = BeautifulSoup(str(soup), "html.parser")
    for part in soup.select("body [lang=en], q, script"):
        part.decompose()
    named = [
        str(value)
        for tag in soup.find_all()
        for key, value in tag.attrs.items()
        if key in ("title", "aria-label", "alt", "content") or key.startswith("data-")
        if tag.name != "meta" or tag.get("name") == "description"
        if not key.startswith(("data-filter", "data-value", "data-standing", "data-side"))
        if key not in ("data-topic", "data-root")
    ]
    # no-break spaces stay
    return re.sub(r"[ \n\t]+", " ", " ".join([soup.get_text(" "), *named]))


@cache
def telling() -> list[str]:
    """Give the English of the interface, without its places, that is no French as well."""
    own = [entry for entry in phrases.stored("fr") if entry.id and of_pages(entry)]
    french = " ".join(text for entry in own for text in translated(entry)).lower()
    texts = [text for entry in own for text in english(entry)]
    pieces = {piece.strip(" .:;,()“”") for text in texts for piece in re.split(r"\{\w*\}", text)}
    found = {*pieces, *(one for one in Standing if word("fr", one) != one)}
    return sorted(
        piece
        for piece in found
        if re.search(r"[^\W\d_]{2}", piece) and not stands_in(piece.lower(), french)
    )


def stands_in(text: str, whole: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(text)}(?![\w-])", whole) is not None


def english_left(soup: BeautifulSoup) -> list[str]:
    """Give the English words of the interface that stand in a page in French."""
    text = shown(soup)
    return [piece for piece in telling() if stands_in(piece, text)]


@pytest.mark.parametrize("name", PAGES)
def test_no_english_word_of_the_interface_is_left(
    name: str, pages: dict[str, BeautifulSoup]
) -> None:
    assert english_left(pages[f"fr/{name}.html"]) == []
    assert len(english_left(pages[f"{name}.html"])) > 8  # they stand in the English page


def test_one_word_left_would_be_seen(pages: dict[str, BeautifulSoup]) -> None:
    page = str(pages["fr/glossary.html"])
    for form in ("<p>{}</p>", '<p title="{}"></p>', '<p data-words="{}"></p>'):
        left = "".join(form.format(piece) for piece in telling())
        found = BeautifulSoup(page.replace("</main>", f"{left}</main>"), "html.parser")
        assert english_left(found) == telling()
    marked = page.replace("</main>", f'<p lang="en">{telling()[0]}</p></main>')
    assert english_left(BeautifulSoup(marked, "html.parser")) == []


def test_no_day_is_said_in_english(pages: dict[str, BeautifulSoup]) -> None:
    months = "January February March April May June July August September October December"
    for name in PAGES:
        text = shown(pages[f"fr/{name}.html"])
        assert [month for month in months.split() if stands_in(month, text)] == [], name
        assert re.findall(r"\b\d{4}-\d\d-\d\d(?![\w-])(?<!-)\b ", text) == [], name


def test_signs_stay_with_their_word(pages: dict[str, BeautifulSoup]) -> None:
    for name in PAGES:
        text = shown(pages[f"fr/{name}.html"])
        assert re.findall(r".{9} [:;?!»%](?!\w)|« .{9}", text) == [], name
        # quotes stay as they are, in a line to cite as well
        own = re.sub("«[^»]*»|100%", "", text)
        assert re.findall(r"\w[;?!»%](?!\w).{5}", own) == [], name
        assert re.findall(r"(?<!\d)\d{1,3} \d{3}(?!\d)", own) == [], name


def test_every_link_and_anchor_resolves(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    anchors = {name: {tag["id"] for tag in soup.select("[id]")} for name, soup in pages.items()}
    for name, soup in pages.items():
        for tag in soup.select("[href], [src]"):
            address = urlsplit(str(tag.get("href") or tag.get("src")))
            if address.scheme:
                continue
            path = (site / name).parent / unquote(address.path) if address.path else site / name
            target = path.resolve().relative_to(site.resolve()).as_posix()
            assert path.exists(), f"{name}: {address.geturl()}"
            if address.fragment:
                assert unquote(address.fragment) in anchors[target], f"{name}: {address.geturl()}"


def test_links_to_english_pages_say_so(pages: dict[str, BeautifulSoup]) -> None:
    for name in PAGES:
        soup = pages[f"fr/{name}.html"]
        for link in soup.select("a[href*='.html']"):
            leaves = str(link["href"]).startswith("../")
            if not leaves or link.get("id") == "language":
                continue
            around = [str(link), *(str(p) for p in link.parents if p.name in ("p", "nav"))][:2]
            assert any("en anglais" in a.lower() or 'class="cite"' in a for a in around), link


def test_quotes_and_what_has_no_french_bear_their_language(
    pages: dict[str, BeautifulSoup], french: Dossier
) -> None:
    known = set(french.table("translations")["translation"])
    statements = french.claims.set_index("claim_id")["statement"]
    page = pages["fr/questions.html"]
    items = page.select("li[id^='said-']")
    assert len(items) == len(statements)
    for item in items:
        statement = statements[str(item["id"]).removeprefix("said-")]
        if statement not in known and statement in item.get_text():
            assert item.select("span[lang=en]"), item["id"]
    assert all(q["lang"] == french.about.language for q in page.select("q"))
    reasons = pages["fr/about.html"].select("#corrections tbody")
    assert [body["lang"] for body in reasons] == ["en"]


def test_the_article_is_told_in_french(pages: dict[str, BeautifulSoup], french: Dossier) -> None:
    cards = pages["fr/article.html"].select("article.card")
    own = french.select(source_id=french.about.main_source).set_index("claim_id")["statement"]
    assert len(cards) == len(own) == 33
    for card, twin in zip(cards, pages["article.html"].select("article.card"), strict=True):
        assert card["id"] == twin["id"]
        assert [card[f"data-{k}"] for k in ("standing", "side", "topic")] == [
            twin[f"data-{k}"] for k in ("standing", "side", "topic")
        ]
        heading = card.h2
        assert isinstance(heading, Tag)
        assert heading.get_text() == own[str(card["id"])]


# The translations


def test_the_statements_asked_for_have_their_french(dossier: Dossier) -> None:
    assert lacking(dossier, "fr") == []
    table = analysis.positions(dossier)
    disputed = table.loc[table["disputed"] > 0, "question_id"]
    wanted = dossier.claims[dossier.claims["question_id"].isin(disputed)]
    known = set(dossier.table("translations")["text"].map(as_typed))
    assert set(wanted["statement"].map(as_typed)) <= known


def numbers(text: str) -> list[str]:
    """Give the numbers of a text, however their thousands are parted."""
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[,.\u202f\u00a0 ](?=\d{3}(?!\d))", "", text)))


def test_a_translated_statement_has_the_numbers_of_its_original(dossier: Dossier) -> None:
    table = dossier.table("translations")
    statements = table[table["text"].isin(dossier.claims["statement"])]
    wrong = [
        row.text for row in statements.itertuples() if numbers(row.text) != numbers(row.translation)
    ]
    assert wrong == []
    assert len(statements) > 100


def test_what_is_computed_speaks_french_and_says_the_same(
    dossier: Dossier, french: Dossier
) -> None:
    english, other = analysis.standing(dossier), analysis.standing(french)
    same = ["question_id", "answer", "standing", "claims", "against"]
    pd.testing.assert_frame_equal(english[same], other[same])
    for reason in other["why"]:
        assert not re.search(r"\b(Said|Found|Denied|alone|the)\b", reason.replace("Mazars", ""))
    assert in_language(dossier, "en").claims.equals(dossier.claims)


def test_a_dossier_without_its_french_has_english_pages_alone(
    site_of: Callable[[Path], Path], tmp_path: Path
) -> None:
    site = site_of(TEMPLATE)
    assert not (site / "fr").exists()
    home = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser")
    assert not home.select("#language")
    assert (site_of(REAL) / "fr").exists()
    told: list[str] = []
    half = build_site(EXAMPLE, tmp_path / "half", progress=told.append).parent
    assert not (half / "fr").exists()
    n_missing = len(lacking(analysis.example(), "fr"))
    assert any(f"lacks {n_missing} of the texts" in line for line in told)
