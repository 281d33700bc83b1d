"""The report site, read by a browser from disk: quiet, local, linked, accessible, harmless."""

from __future__ import annotations

import doctest
import hashlib
import html
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import combining, normalize
from urllib.parse import quote, unquote, urlsplit

import numpy as np
import pandas as pd
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Dialog, Page, expect
from support import HOUSE, REAL, ROOT, TEMPLATE, replace_in

import analysis
from analysis.dispute.article import check_article
from analysis.dossier import Dossier, load
from analysis.ledger.purchases import read_purchases
from analysis.site.build import build_site
from analysis.site.notebooks import TOKEN, Notebook, printed, read
from analysis.site.render import TEXTS
from analysis.site.replay import StaleNotebookError, replay

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MEGABYTE = 1_000_000
MOVES = """
window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.moved += e.value)))
  .observe({type: "layout-shift", buffered: true});
"""
# no style sheet asked for a second time, which from disk is refused
AXE: dict[str, object] = {"resultTypes": ["violations"], "preload": False}
# Contrast takes axe several times as long as all other rules, and is a matter of style alone.
CONTRAST = AXE | {"runOnly": ["color-contrast"]}
OTHERS = AXE | {"rules": {"color-contrast": {"enabled": False}}}
LOOKS = (("light", 1280), ("light", 390), ("dark", 390), ("dark", 1280))
FILTERED = ["evidence.html#side=court", "evidence.html#sort=speaker&topic=notice"]
ALIKE = ["section.source", "article.question", "section.entry", "tr", "details.group"]
ALIKE += ["article.card", ".event"]
# axe is slow on thousands of places that are alike: of each group it gets four
FEWER_PARTS = """(kinds) => {
for (const alike of kinds)
  for (const group of new Set([...document.querySelectorAll(alike)].map((e) => e.parentElement)))
    [...group.querySelectorAll(`:scope > ${alike}:not([hidden])`)]
      .slice(4).forEach((e) => e.remove());
}"""
# What a rule of a style sheet may ask for: parts that do not differ in it have one look.
STYLED = ["class", "role", "type", "hidden", "open", "aria-pressed", "aria-current", "data-set"]
STYLED += ["fill"]
# Contrast is looked at in the first two parts of each look, with what is in them and around them.
TWO_OF_A_LOOK = """([kinds, styled]) => {
const made = (e) => e.tagName + styled.map((name) => e.getAttribute(name));
const around = (e) => (e ? around(e.parentElement) + made(e) : "");
const within = (e) => [...new Set([...e.querySelectorAll("*")].map(made))].sort().join();
for (const alike of kinds) {
  const seen = {};
  for (const part of document.querySelectorAll(alike)) {
    const look = around(part) + within(part);
    seen[look] = (seen[look] ?? 0) + 1;
    if (seen[look] > 2) part.remove();
  }
}
}"""
SMALL = ["main li", "main p", "dl > div", "pre span"]

Pages = dict[str, BeautifulSoup]


@dataclass
class Visit:
    """What a browser saw on a page."""

    page: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    moved: float = 0
    width: int = 0


@pytest.fixture(scope="module")
def dossiers() -> dict[str, Dossier]:
    """Load all dossiers, as the site's pages name them."""
    return {"" if path == REAL else f"-{path.name}": load(path) for path in HOUSE}


def watch(page: Page, visit: Visit) -> None:
    """Note what a page says and asks for."""

    def refuse(dialog: Dialog) -> None:
        visit.said.append(dialog.message)
        dialog.dismiss()

    page.on("console", lambda m: visit.said.append(m.text) if m.type != "log" else None)
    page.on("pageerror", lambda error: visit.said.append(str(error)))
    page.on("dialog", refuse)
    page.on("request", lambda request: visit.asked.append(request.url))


@pytest.fixture(scope="module")
def visits(browser: Browser, site: Path) -> list[Visit]:
    """Visit every page, and have axe-core look at it, light and dark, at a desk and a phone."""
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    return [look(browser, site, name) for name in [*pages, *FILTERED]]


def look(browser: Browser, site: Path, name: str) -> Visit:
    """Visit one page."""
    visit = Visit(name)
    page = browser.new_page()
    watch(page, visit)
    page.add_init_script(MOVES)
    page.goto(f"{site.as_uri()}/{name}")
    visit.moved = page.evaluate("window.moved")
    page.set_viewport_size({"width": 360, "height": 844})
    visit.width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1280, "height": 720})
    visit.violations += found_by_axe(page, name)
    page.close()
    return visit


def found_by_axe(page: Page, name: str) -> list[str]:
    """Have axe look at a page: at its contrast in each look, and at all else at both widths."""
    found = []

    def run(scheme: str, width: int, rules: dict[str, object]) -> None:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 844})
        for one in Axe(axe_script="true").run(page, options=rules).response["violations"]:
            places = [node["target"] for node in one["nodes"][:3]]
            found.append(f"{name}, {scheme}, {width}: {one['id']} at {places}")

    page.evaluate(Axe().axe_script)
    page.evaluate(FEWER_PARTS, ALIKE)
    for scheme, width in LOOKS[::2]:
        run(scheme, width, OTHERS)
    page.evaluate(TWO_OF_A_LOOK, [[*ALIKE, *SMALL], STYLED])
    for scheme, width in LOOKS:
        run(scheme, width, CONTRAST)
    return found


def test_no_page_complains(visits: list[Visit]) -> None:
    assert [(v.page, v.said) for v in visits if v.said] == []


def test_no_request_leaves_the_folder(visits: list[Visit], site: Path) -> None:
    home = site.as_uri() + "/"
    assert [url for v in visits for url in v.asked if not url.startswith((home, "data:"))] == []


def test_parts_of_one_look_are_told_by_all_that_styles_ask_for(site: Path) -> None:
    sheets = [path.read_text(encoding="utf-8") for path in (site / "static").glob("*.css")]
    asked = {name for sheet in sheets for name in re.findall(r"\[([a-z-]+)", sheet)}
    for rule in re.findall(r"^.*\[(?:id|href).*$", "\n".join(sheets), re.MULTILINE):
        assert not re.search("color|background|opacity|font", rule), rule  # capitals and widths
    assert asked - {"id", "href"} <= set(STYLED)


def test_axe_finds_nothing(visits: list[Visit]) -> None:
    assert [line for v in visits for line in v.violations] == []


def test_pages_paint_without_jumps(visits: list[Visit]) -> None:
    assert [(v.page, v.moved) for v in visits if v.moved > 0.1] == []


@pytest.mark.parametrize("name", ["index.html", "evidence.html", "sources.html"])
def test_slow_machines_see_no_jumps_either(browser: Browser, site: Path, name: str) -> None:
    page = browser.new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(MOVES)
    page.goto((site / name).as_uri())
    assert page.evaluate("window.moved") < 0.1
    page.close()


def test_pages_fit_a_phone(visits: list[Visit]) -> None:
    assert [(v.page, v.width) for v in visits if v.width > 360] == []


def test_pages_are_light(visits: list[Visit], site: Path) -> None:
    for visit in visits:
        files = {unquote(urlsplit(url).path) for url in visit.asked if url.startswith("file:")}
        weight = sum(Path(file).stat().st_size for file in files)
        assert weight < 2 * MEGABYTE, visit.page


def results(page: Page, site: Path, asked: str, file: str = "search.html") -> list[str]:
    """Search from the address, and return the addresses that were found."""
    page.goto(f"{(site / file).as_uri()}?q={quote(asked)}")
    page.wait_for_selector(".search-result")
    found: list[str] = page.locator(".search-result > a").evaluate_all(
        "links => links.map((link) => link.getAttribute('href'))"
    )
    return found


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("préavis", "preavis"),
        ("l'opérateur", "l’operateur"),
        ("75 %", "75%"),
        ("48.75", "48,75"),
        ("1973", "1973"),
        ("Foppiani", "foppiani"),
    ],
)
@pytest.mark.parametrize(("file", "home"), [("search.html", ""), ("fr/search.html", "../fr/")])
def test_search_finds_claims_first(
    browser: Browser, site: Path, asked: str, same: str, file: str, home: str
) -> None:
    page = browser.new_page()
    found = results(page, site, asked, file)
    claims = ["evidence" in href or "#said-" in href for href in found]
    if asked != "48.75":  # a product that the notebooks compute and nobody published
        assert claims[0]
        assert claims == sorted(claims, reverse=True)
        assert found[0].startswith(home)
    assert page.locator(".search-result mark").count() >= len(found[:1])
    assert results(page, site, same, file) == found
    page.close()


def test_search_says_when_it_finds_nothing(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{(site / 'search.html').as_uri()}?q=zzzyx")
    expect(page.locator("#found")).to_have_text("Nothing found for “zzzyx”.")
    page.fill("#search input", "Orange")
    expect(page.locator(".search-result").first).to_be_visible()
    page.close()


def test_the_search_index_is_light(site: Path) -> None:
    assert (site / "static" / "entries.js").stat().st_size < MEGABYTE


def shown(page: Page) -> list[str]:
    """Return the claims that the evidence shows: those of open groups and of closed ones."""
    ids: list[str] = page.evaluate("rows.filter((row) => row.fits).map((row) => row.item.id)")
    return ids


def test_filtering_counts_as_pandas_does(browser: Browser, site: Path, dossier: Dossier) -> None:
    wanted = dossier.select(side="orange", topic="notice")
    page = browser.new_page()
    page.goto((site / "evidence.html").as_uri())
    assert len(shown(page)) == page.locator("#claims li").count() == len(dossier.claims)
    page.select_option("select[name=side]", "orange")
    page.select_option("select[name=topic]", "notice")
    assert sorted(shown(page)) == sorted("claim-" + wanted["claim_id"])
    assert page.inner_text("#shown").startswith(f"{len(wanted)} of ")
    counts = page.locator(".group:not([hidden]) .count").all_text_contents()
    assert sum(int(count.partition(" /")[0]) for count in counts) == len(wanted)
    expect(page.locator("#claims li:visible")).to_have_count(len(wanted))
    assert len(wanted) < 40
    page.select_option("select[name=sort]", "-published")
    expect(page).to_have_url(re.compile("#side=orange&topic=notice&sort=-published$"))
    assert page.locator("#sorted li").count() == len(wanted)
    other = browser.new_page()
    other.goto(page.url)
    assert other.inner_text("#sorted") == page.inner_text("#sorted")
    other.close()
    page.close()


def test_choices_say_how_much_they_would_give(
    browser: Browser, site: Path, dossier: Dossier
) -> None:
    page = browser.new_page()
    page.goto((site / "evidence.html").as_uri() + "#side=court")
    page.focus("select[name=topic]")
    for option in page.locator("select[name=topic] option[data-words]").all():
        wanted = dossier.select(side="court", topic=str(option.get_attribute("value")))
        assert option.inner_text().endswith(f"({len(wanted)})")
        assert option.is_disabled() == wanted.empty
    page.close()


def test_a_claim_can_be_cited(browser: Browser, site: Path, dossier: Dossier) -> None:
    claim = dossier.claims.query("quote != ''").iloc[0]
    page = browser.new_page()
    page.goto((site / "evidence.html").as_uri() + f"#claim-{claim['claim_id']}")
    page.click(f"[id='claim-{claim['claim_id']}'] .cite")
    line = page.inner_text(".citation")
    for words in (claim["speaker"], claim["quote"], claim["claim_id"], dossier.about.title):
        assert words in line
    page.close()


def test_words_of_other_languages_find_claims(
    browser: Browser, site: Path, dossier: Dossier
) -> None:
    page = browser.new_page()
    page.goto((site / "evidence.html").as_uri() + "#words=zzzyx")
    assert shown(page) == []
    page.fill("[name=words]", "preavis suffisant")
    assert len(shown(page)) >= len(dossier.select(question_id="p-notice-sufficient")) > 0
    several = []
    for words in ("75 %", "75%", '"75 % of"'):
        page.fill("[name=words]", words)
        several.append(len(shown(page)))
    assert several[0] == several[1] > several[2] > 0
    page.close()


def test_dates_filter_by_what_may_be(browser: Browser, site: Path, dossier: Dossier) -> None:
    sources = dossier.sources.set_index("source_id").reindex(dossier.claims["source_id"])
    first, last = "2022-03-01", "2022-03-31"
    wanted = (sources["published_high"] >= first) & (sources["published_low"] <= last)
    page = browser.new_page()
    page.goto((site / "evidence.html").as_uri() + "#from=2022-03-01&to=2022-03-31")
    assert len(shown(page)) == wanted.sum() > 0
    page.close()


@pytest.mark.parametrize("words", ["R&D", "C++", "65%", "65 %", "l'opérateur", "a=b", "50%25"])
def test_words_in_the_address_are_decoded_once(
    browser: Browser, site: Path, dossier: Dossier, words: str
) -> None:
    page = browser.new_page()
    page.goto(f"{(site / 'evidence.html').as_uri()}#words={quote(words)}")
    assert page.input_value("[name=words]") == words
    found = shown(page)
    assert len(found) < len(dossier.claims)
    texts = page.evaluate("rows.filter((row) => row.fits).map(textOf)")
    assert all(part in text for text in texts for part in plain(words).split())
    page.close()


def plain(text: str) -> str:
    """Return a text as the filter compares it."""
    bare = "".join(c for c in normalize("NFD", text) if not combining(c))
    return re.sub(r"(\d)\s+%", r"\1%", bare.lower().replace("’", "'"))


@pytest.mark.parametrize("address", ["words=65%", "claim-x%ZZ", "%", "side=%E0%A4", "words=%zz%"])
def test_a_broken_address_never_hides_the_table(browser: Browser, site: Path, address: str) -> None:
    for name, ready in (("evidence.html", "#shown"), ("article.html", ".card")):
        visit, page = Visit(name), browser.new_page()
        watch(page, visit)
        page.goto(f"{(site / name).as_uri()}#{address}")
        page.wait_for_selector(ready)
        assert visit.said == []
        page.close()


def test_nothing_is_cut_off_on_paper(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 718, "height": 1000})  # A4 between its margins
    page.emulate_media(media="print")
    cut = []
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())
        wide = page.evaluate(
            "[...document.querySelectorAll('main *')].filter((e) => e.tagName !== 'CAPTION' &&"
            " e.getClientRects().length && e.getBoundingClientRect().right > 719)"
            ".map((e) => e.tagName).slice(0, 3)"
        )
        cut += [(path.name, wide)] if wide else []
    assert cut == []
    page.close()


def test_a_claims_address_scrolls_to_it(browser: Browser, site: Path, dossier: Dossier) -> None:
    claim = dossier.sources.merge(dossier.claims, on="source_id")["claim_id"].iloc[-9]
    page = browser.new_page()
    page.goto(f"{(site / 'evidence.html').as_uri()}#side=court")
    page.goto(f"{(site / 'evidence.html').as_uri()}#claim-{claim}")
    expect(page.locator(f"[id='claim-{claim}']")).to_be_in_viewport()
    assert page.evaluate("scrollY") > 500
    expect(page).to_have_url(re.compile(f"#claim-{claim}$"))
    page.close()


def test_statements_are_filtered_and_have_an_address(
    browser: Browser, site: Path, dossier: Dossier
) -> None:
    wanted = dossier.select(source_id=dossier.about.main_source, side="orange")
    page = browser.new_page()
    page.goto((site / "article.html").as_uri())
    page.click("[data-filter=side][data-value=orange]")
    assert page.locator(".card:visible").count() == len(wanted)
    assert page.inner_text("#shown").startswith(f"{len(wanted)} of ")
    expect(page).to_have_url(re.compile("#side=orange$"))
    own = wanted["claim_id"].iloc[-1]
    page.goto(f"{(site / 'article.html').as_uri()}#{own}")
    expect(page.locator(f"[id='{own}']")).to_be_in_viewport()
    page.close()


def test_all_code_opens_and_folds_by_keyboard(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / f"{NOTEBOOKS[0].stem}.html").as_uri())
    code = page.locator("details.code")
    assert code.count() == page.locator("details.code:not([open])").count() > 0
    page.focus("#code-switch")
    page.keyboard.press("Enter")
    assert page.locator("details.code[open]").count() == code.count()
    page.close()


# Without a browser


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    """Parse every page of the real site."""
    return soups(site)


def soups(site: Path) -> Pages:
    """Parse every page."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
    }


def test_every_link_and_anchor_resolves(site: Path, pages: Pages) -> None:
    anchors = {name: {tag["id"] for tag in soup.select("[id]")} for name, soup in pages.items()}
    broken = []
    for name, soup in pages.items():
        for tag in soup.select("[href], [src]"):
            address = urlsplit(str(tag.get("href") or tag.get("src")))
            if address.scheme in ("http", "https", "data"):
                assert tag.name == "a" or address.scheme == "data", tag
                continue
            home, way = (site / name).parent, unquote(address.path)
            path = (home / way).resolve() if way else site.resolve() / name
            target = path.relative_to(site.resolve()).as_posix()
            known = anchors.get(target, set())
            if not path.exists() or unquote(address.fragment) not in {"", *known}:
                broken.append(f"{name}: {address.geturl()}")
    assert broken == []


def test_no_page_has_scripts_or_styles_of_its_own(pages: Pages) -> None:
    for name, soup in pages.items():
        # data for a script is none itself
        own = "script:not([src]):not([type='application/json']), style, [style]"
        assert not soup.select(own), name
        handlers = [key for tag in soup.find_all() for key in tag.attrs if key.startswith("on")]
        assert handlers == [], name


def test_every_page_says_what_it_is(pages: Pages) -> None:
    for name, soup in pages.items():
        assert soup.title is not None, name
        assert soup.select("meta[name=description][content], link[rel=icon]"), name
        assert len(soup.select("h1")) == 1, name
        assert soup.select("footer"), name


def test_every_claim_question_and_source_has_its_place(
    pages: Pages, dossiers: dict[str, Dossier]
) -> None:
    for suffix, dossier in dossiers.items():
        for page, prefix, ids in (
            ("evidence", "claim-", dossier.claims["claim_id"]),
            ("questions", "question-", dossier.claims["question_id"]),
            ("sources", "source-", dossier.sources["source_id"]),
        ):
            anchors = {tag["id"] for tag in pages[f"{page}{suffix}.html"].select("[id]")}
            assert set(prefix + ids) <= anchors


def test_no_definition_speaks_in_ids(pages: Pages, dossiers: dict[str, Dossier]) -> None:
    for name, soup in pages.items():
        if not name.rpartition("/")[2].startswith("questions"):
            continue
        suffix = Path(name).stem.removeprefix("questions")
        ids = set(dossiers[suffix].questions["question_id"])
        for line in soup.select(".question > .minor"):
            assert not ids & set(TOKEN.findall(line.get_text())), line


def test_ids_lead_there_and_back(site: Path, pages: Pages, dossier: Dossier) -> None:
    known = set(dossier.claims["claim_id"])
    for path in NOTEBOOKS:
        page = pages[f"{path.stem}.html"]
        there = {
            str(a["href"]).partition("#claim-")[2]
            for a in page.select("a[href^='evidence.html#claim-']")
        }
        back = {
            str(row["id"]).removeprefix("claim-")
            for row in pages["evidence.html"].select("#claims li")
            if row.select(f"a[href^='{path.stem}.html#']")
        }
        assert there == back <= known


def stored_readings(notebook: Notebook) -> list[str]:
    """Return the alternative texts that a notebook stores with its pictures."""
    return [
        output["metadata"]["image/png"]["alt"]
        for cell in notebook.cells
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]


def test_the_article_stands_sentence_by_sentence(pages: Pages, dossier: Dossier) -> None:
    cards = pages["article.html"].select("article.card")
    table = check_article(dossier, dossier.about.main_source)
    assert [card["id"] for card in cards] == table["claim_id"].tolist()
    for card, row in zip(cards, table.to_dict("records"), strict=True):
        text = card.get_text(" ")
        assert row["statement"] in text
        assert card.select(".chip")[0].get_text() == row["now"]
        assert row["claim_id"] in card.select(".citation")[0].get_text()
    questions = dossier.questions.set_index("question_id")["text"]
    assert all(
        questions[question] in card.get_text(" ")
        for card, question in zip(cards, table["question_id"], strict=True)
    )


def test_the_about_page_says_how_often_we_err(site: Path, pages: Pages, dossier: Dossier) -> None:
    about = pages["about.html"].get_text(" ").replace("\u00a0", " ")
    for row in analysis.dossier.audit_errors(dossier).itertuples():
        assert str(row.sample) in about
        assert f"{row.n_wrong} ({100 * row.wrong:.1f} %;" in about
    assert f"{len(dossier.table('corrections'))} corrections have been made" in about
    listed = pages["about.html"].select("#corrections tbody tr")
    assert listed
    assert not any("_id" in row.get_text() for row in listed)
    assert any(row.select("a.cite") for row in listed)
    for wanted in (dossier.about.authors, dossier.about.licence, dossier.about.contact):
        assert wanted in about
    footer = pages["index.html"].select("footer")[0].get_text(" ")
    assert dossier.about.licence in footer
    with zipfile.ZipFile(site / "downloads" / "dossier.zip") as archive:
        assert archive.testzip() is None
        assert {"claims.csv", "corrections.csv", "sources.bib"} <= set(archive.namelist())


def test_figures_have_readings_and_files(site: Path, pages: Pages) -> None:
    for name, soup in pages.items():
        assert all(image.get("alt") for image in soup.select("img")), name
    for path in NOTEBOOKS:
        shown = pages[f"{path.stem}.html"].select("figure")
        assert [figure.select("img")[0]["alt"] for figure in shown] == stored_readings(read(path))
        files = [site / str(figure.select(".download")[0]["href"]) for figure in shown]
        assert all(file.suffix == ".svg" and file.stat().st_size > 1000 for file in files)
    for_telephones = [
        (site / name).parent / str(source["srcset"]).removesuffix(" 2x")
        for name, soup in pages.items()
        for source in soup.select("picture source")
        if not str(source["srcset"]).startswith("data:")
    ]
    assert len(for_telephones) >= 3
    assert all(file.read_bytes()[:4] == b"\x89PNG" for file in for_telephones)


def test_tables_have_heads_captions_and_files(site: Path, pages: Pages) -> None:
    for path in NOTEBOOKS:
        page = pages[f"{path.stem}.html"]
        stored = [
            output
            for cell in read(path).cells
            for output in cell.outputs
            if output["output_type"] == "display_data" and "text/html" in output["data"]
        ]
        parts = page.select(".output .scroll")
        assert len(parts) == len(stored)
        for part, output in zip(parts, stored, strict=True):
            assert part.caption is not None
            assert part.caption.get_text(strip=True)
            assert all(head["scope"] for head in part.select("th"))
            link = part.find_next_sibling("a", class_="download")
            assert link is not None, part.caption
            rows = pd.read_csv(site / str(link["href"]))
            assert len(rows) == len(part.select("tbody tr"))
            assert len(rows) <= printed(output).count("\n")


def test_the_first_page_says_what_the_notebooks_say(pages: Pages) -> None:
    landing = pages["index.html"].get_text(" ")
    for path in NOTEBOOKS:
        assert read(path).title in landing
    french = pages["fr/index.html"]
    assert [read(path).title in french.get_text(" ") for path in NOTEBOOKS] == [True] * 5
    assert all(read(path).resume.split()[0] in french.get_text(" ") for path in NOTEBOOKS)
    drawn = pages[f"{NOTEBOOKS[-1].stem}.html"].select("figure[lang=fr] img")
    assert len(drawn) == 3
    assert [i["alt"] for i in french.select("figure img")] == [i["alt"] for i in drawn]


def test_a_stale_notebook_stops_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copytree(NOTEBOOKS[0].parent / "texts", folder / "texts")
    (tmp_path / "data").symlink_to(ROOT / "data")
    shutil.copy(NOTEBOOKS[0], folder / "1.ipynb")
    replace_in(folder / "1.ipynb", {">Orange</td>": ">No Orange</td>"})
    with pytest.raises(StaleNotebookError, match="is not what the code shows"):
        replay(read(folder / "1.ipynb"))


@pytest.mark.parametrize("guide", ["own_case.md", "screen.md"])
def test_the_examples_of_the_guides_hold(guide: str) -> None:
    tried = doctest.testfile(str(TEXTS / guide), module_relative=False)
    assert tried.failed == 0 < tried.attempted


def test_the_table_of_the_guide_can_be_screened(tmp_path: Path) -> None:
    text = (TEXTS / "screen.md").read_text(encoding="utf-8")
    (tmp_path / "purchases.csv").write_text(
        re.findall(r"```text\n(Supplier.*?)```", text, re.S)[0], encoding="utf-8"
    )
    found = analysis.screen(read_purchases(tmp_path / "purchases.csv"), min_customers=2)
    assert found["top_share"].tolist() == [0.9]


def test_the_points_of_the_rulings_figure_lead_to_their_pages(site: Path) -> None:
    drawn = (site / "downloads" / "3_tender_timeline-due-figure.svg").read_text(encoding="utf-8")
    rulings = analysis.read_rulings(ROOT / "data" / "rulings")
    lengths = np.isfinite(rulings[["relation_low", "relation_high"]]).all(axis=1)
    both = rulings["due_low"].notna() & lengths
    others = rulings[both & ~rulings["supplier"].str.contains("Scopelec")]
    linked = set(re.findall(r'xlink:href="(http[^"]+)"', drawn))
    assert len(others) > 50
    assert {html.unescape(url) for url in linked} == set(others["url"])
    page = (site / "3_tender_timeline.html").read_text(encoding="utf-8")
    assert page.count("Enlarge: each point leads to its page") == 1


def test_the_manifest_names_the_cell_and_the_bytes_of_every_output(site: Path) -> None:
    folder = site / "downloads"
    held = yaml.safe_load((folder / "codecheck.yml").read_text(encoding="utf-8"))
    cells = {
        book.path.name: {cell.id: cell for cell in book.cells} for book in map(read, NOTEBOOKS)
    }
    named = set()
    for entry in held["manifest"]:
        [(what, cell, book)] = re.findall(r"(\w+) of cell (\S+) in (\S+)", entry["comment"])
        outputs = [out.get("data", {}) for out in cells[book][cell].outputs]
        if what == "text":
            texts = ["".join(data.get("text/markdown", "")).encode() for data in outputs]
            assert entry["sha256"] in [hashlib.sha256(text).hexdigest() for text in texts]
        else:
            content = (folder / entry["file"]).read_bytes()
            assert entry["sha256"] == hashlib.sha256(content).hexdigest()
            named.add(entry["file"])
    drawn = {path.name for path in folder.glob("*.svg")}
    assert drawn == {name for name in named if name.endswith(".svg")}
    assert len(drawn) >= 20
    assert not {"checker", "codechecker", "certificate"} & held.keys()


def test_another_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(ValueError, match="something else than an earlier build"):
        build_site(TEMPLATE, tmp_path)
    assert (tmp_path / "letters.txt").exists()


def test_a_file_of_the_reader_s_own_in_a_site_is_kept(
    site_of: Callable[[Path], Path], tmp_path: Path
) -> None:
    site = shutil.copytree(site_of(TEMPLATE), tmp_path / "site")
    before = {path: path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
    (site / "mine.txt").write_text("kept", encoding="utf-8")
    build_site(TEMPLATE, site)
    assert (site / "mine.txt").read_text(encoding="utf-8") == "kept"
    assert {path: path.read_bytes() for path in before} == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("folder", [TEMPLATE, *HOUSE], ids=lambda folder: folder.name)
def test_any_dossier_has_a_site(folder: Path, site_of: Callable[[Path], Path]) -> None:
    site = site_of(folder)
    pages, dossier = soups(site), load(folder)
    home = pages["index.html"].get_text(" ")
    parties = dossier.parties.set_index("side")
    told = (folder / "story.md").exists()
    for side in (dossier.about.supplier, dossier.about.customer):
        assert told or parties.loc[side, "label"] in home
        assert told or parties.loc[side, "who"] in home
    assert len(pages["evidence.html"].select("#claims li")) == len(dossier.claims)
    assert len(pages["sources.html"].select("section.source")) == len(dossier.sources)
    test_every_link_and_anchor_resolves(site, pages)


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`--></td></table>{{7*7}}"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Write a dossier that tries to run a script wherever it is shown."""
    folder = tmp_path / "hostile"
    shutil.copytree(TEMPLATE, folder)
    free = {
        "claims": ["speaker", "scope", "statement", "note", "quote"],
        "questions": ["label", "text", "topic", "definition"],
        "sources": ["publisher", "title", "author", "date_basis"],
        "parties": ["label", "who"],
        "order": ["why"],
    }
    for name, columns in free.items():
        rows = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        rows[columns] = EVIL
        if name == "sources":
            rows["url"] = "https://example.org/\"onmouseover=alert(3)'><script>alert(4)</script>"
        rows.to_csv(folder / f"{name}.csv", index=False)
    return folder


def test_a_hostile_dossier_runs_nothing(browser: Browser, hostile: Path, tmp_path: Path) -> None:
    site = build_site(hostile, tmp_path / "site").parent
    for name in sorted(path.name for path in site.glob("*.html")):
        visit = Visit(name)
        page = browser.new_page()
        watch(page, visit)
        page.goto((site / name).as_uri() + ("?q=script" if name == "search.html" else ""))
        page.wait_for_timeout(100)
        assert visit.said == [], name
        assert page.locator("[onerror], [onmouseover], img[src=x]").count() == 0, name
        page.close()
    assert "alert(1)" in soups(site)["evidence.html"].select("#claims")[0].get_text()


def test_the_reference_shows_no_mark_of_a_docstring(site: Path) -> None:
    page = BeautifulSoup((site / "library.html").read_text(encoding="utf-8"), "html.parser")
    for example in page.select("pre"):
        example.decompose()
    assert "`" not in page.get_text()
    returned = page.select_one('[id="camps"]')
    assert returned is not None
    columns = [item.get_text().split(":")[0] for item in returned.select("li")]
    assert columns[1] == "period_low, period_high"
