"""The report site, read by a browser from disk: quiet, local, linked, accessible, harmless."""

from __future__ import annotations

import doctest
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright
from support import REAL, ROOT, table

from analysis import load
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.site.build import build
from analysis.site.downloads import Downloads, StaleNotebookError
from analysis.site.notebooks import read
from analysis.site.pages import TEXTS

# Sphinx and its extensions warn each other of what they will change
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::PendingDeprecationWarning"
)
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
MEGABYTE = 1_000_000
MOVES = """
window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.moved += e.value)))
  .observe({type: "layout-shift", buffered: true});
"""
# the theme's buttons fade into their colours
SETTLED = "Promise.allSettled(document.getAnimations().map((fading) => fading.finished))"
# no style sheet asked for a second time, which from disk is refused
AXE = {"resultTypes": ["violations"], "preload": False}
# axe is slow on thousands of places that are alike: of each it gets some
FEWER_ROWS = {"evidence.html": "#side=court"}
FEWER_PARTS = (
    "document.querySelectorAll('section.source:nth-of-type(n+4)').forEach((s) => s.remove())"
)

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
def dossiers(dossier: Dossier) -> dict[str, Dossier]:
    """Load all dossiers, the main one first."""
    others = sorted(path.parent for path in (ROOT / "data").glob("*/dossier.toml"))
    return {REAL.name: dossier} | {path.name: load(path) for path in others if path != REAL}


@pytest.fixture(scope="module")
def site(dossiers: dict[str, Dossier], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the real site once."""
    return build(dossiers, NOTEBOOKS, tmp_path_factory.mktemp("built") / "site").parent


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; closed with this module, since it holds the thread's event loop."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the site is not looked at")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


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
    """Visit every page once, at a desk, and have axe-core look at it."""
    return [look(browser, site, path.name) for path in sorted(site.glob("*.html"))]


def look(browser: Browser, site: Path, name: str, scheme: str = "light") -> Visit:
    """Visit one page."""
    visit = Visit(name)
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    watch(page, visit)
    page.add_init_script(MOVES)
    page.goto((site / name).as_uri() + FEWER_ROWS.get(name, ""))
    page.evaluate(FEWER_PARTS)
    page.evaluate(SETTLED)
    for found in Axe().run(page, options=AXE).response["violations"]:
        if found["impact"] in ("serious", "critical"):
            places = [node["target"] for node in found["nodes"][:3]]
            visit.violations.append(f"{name}: {found['id']} at {places}")
    visit.moved = page.evaluate("window.moved")
    page.set_viewport_size({"width": 390, "height": 844})
    visit.width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    return visit


def test_no_page_complains(visits: list[Visit]) -> None:
    assert [(v.page, v.said) for v in visits if v.said] == []


def test_no_request_leaves_the_folder(visits: list[Visit], site: Path) -> None:
    home = site.as_uri() + "/"
    assert [url for v in visits for url in v.asked if not url.startswith((home, "data:"))] == []


def test_axe_finds_nothing_serious(visits: list[Visit]) -> None:
    assert [line for v in visits for line in v.violations] == []


def test_dark_pages_have_contrast_too(browser: Browser, site: Path) -> None:
    names = ("index.html", "evidence.html", f"{NOTEBOOKS[0].stem}.html")
    assert [look(browser, site, name, "dark").violations for name in names] == [[], [], []]


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
    assert [(v.page, v.width) for v in visits if v.width > 390] == []


def test_pages_are_light(visits: list[Visit], site: Path) -> None:
    for visit in visits:
        files = {unquote(urlsplit(url).path) for url in visit.asked if url.startswith("file:")}
        weight = sum(Path(file).stat().st_size for file in files)
        assert weight < (3 if visit.page == "evidence.html" else 2) * MEGABYTE, visit.page


@pytest.mark.parametrize("word", ["préavis", "notice"])
def test_search_finds(browser: Browser, site: Path, word: str) -> None:
    page = browser.new_page()
    page.goto(f"{(site / 'search.html').as_uri()}?q={word}")
    # the results come one by one
    page.wait_for_selector("#search-results li a[href*='evidence.html']")
    page.close()


def test_filtering_counts_as_pandas_does(browser: Browser, site: Path, dossier: Dossier) -> None:
    wanted = dossier.select(side="orange", topic="notice")
    page = browser.new_page()
    page.goto((site / "evidence.html").as_uri())
    assert page.locator("#claims tbody tr").count() == len(dossier.claims)
    page.select_option("select[name=side]", "orange")
    page.select_option("select[name=topic]", "notice")
    ids = page.locator("#claims tbody tr").evaluate_all("rows => rows.map((row) => row.id)")
    assert sorted(ids) == sorted("claim-" + wanted["claim_id"])
    assert page.inner_text("#shown").startswith(f"{len(wanted)} of ")
    page.click("#claims th:has-text('Speaker')")
    expect(page).to_have_url(re.compile("#side=orange&topic=notice&sort=speaker$"))
    shared = browser.new_page()
    shared.goto(page.url)
    assert shared.inner_text("#claims tbody") == page.inner_text("#claims tbody")
    shared.close()
    page.close()


def test_dates_filter_by_what_may_be(browser: Browser, site: Path, dossier: Dossier) -> None:
    sources = dossier.sources.set_index("source_id").reindex(dossier.claims["source_id"])
    days = [(pd.Timestamp(day) - pd.Timestamp(0)).days for day in ("2022-03-01", "2022-03-31")]
    wanted = (sources["published_high"] >= days[0]) & (sources["published_low"] <= days[1])
    page = browser.new_page()
    page.goto((site / "evidence.html").as_uri() + "#from=2022-03-01&to=2022-03-31")
    assert page.locator("#claims tbody tr").count() == wanted.sum() > 0
    page.close()


def test_a_claims_address_scrolls_to_it(browser: Browser, site: Path, dossier: Dossier) -> None:
    claim = dossier.sources.merge(dossier.claims, on="source_id")["claim_id"].iloc[-9]
    page = browser.new_page()
    page.goto(f"{(site / 'evidence.html').as_uri()}#side=court")
    page.goto(f"{(site / 'evidence.html').as_uri()}#claim-{claim}")
    expect(page.locator(f"[id='claim-{claim}']")).to_be_in_viewport()
    assert page.evaluate("scrollY") > 1000
    expect(page).to_have_url(re.compile(f"#claim-{claim}$"))
    page.close()


def test_all_code_opens_and_folds_by_keyboard(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / f"{NOTEBOOKS[0].stem}.html").as_uri())
    code = page.locator("div.cell details")
    assert code.count() == page.locator("div.cell details:not([open])").count() > 0
    page.focus("#code-switch")
    page.keyboard.press("Enter")
    assert page.locator("div.cell details[open]").count() == code.count()
    page.close()


# Without a browser


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    """Parse every page of the real site."""
    return soups(site)


def soups(site: Path) -> Pages:
    """Parse every page."""
    return {
        path.name: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(site.glob("*.html"))
    }


def test_every_link_and_anchor_resolves(
    site: Path, pages: Pages, dossiers: dict[str, Dossier]
) -> None:
    anchors = {name: {tag["id"] for tag in soup.select("[id]")} for name, soup in pages.items()}
    views = {f"question={q}" for d in dossiers.values() for q in d.questions["question_id"]}
    broken = []
    for name, soup in pages.items():
        for tag in soup.select("[href], [src]"):
            address = urlsplit(str(tag.get("href") or tag.get("src")))
            if address.scheme in ("http", "https", "data"):
                assert tag.name == "a" or address.scheme == "data", tag
                continue
            target = unquote(address.path) or name
            known = anchors.get(target, set()) | (views if target.startswith("evidence") else set())
            if not (site / target).exists() or address.fragment not in {"", *known}:
                broken.append(f"{name}: {address.geturl()}")
    assert broken == []


def test_every_claim_and_source_has_its_place(site: Path, pages: Pages, dossier: Dossier) -> None:
    for name, prefix, ids in (
        ("evidence.html", "claim-", dossier.claims["claim_id"]),
        ("sources.html", "source-", dossier.sources["source_id"]),
    ):
        anchors = {tag["id"] for tag in pages[name].select("[id]")}
        assert set(prefix + ids) <= anchors


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
            for row in pages["evidence.html"].select("#claims tbody tr")
            if row.select(f"a[href^='{path.stem}.html#']")
        }
        assert there == back <= known


def test_figures_have_readings_and_files(site: Path, pages: Pages) -> None:
    for name, soup in pages.items():
        assert all(image.get("alt") for image in soup.select("img")), name
    for path in NOTEBOOKS:
        shown = pages[f"{path.stem}.html"].select("figure")
        stored = read(path).figures
        assert [figure.select("img")[0]["alt"] for figure in shown] == [f.reading for f in stored]
        files = [site / str(figure.select(".download")[0]["href"]) for figure in shown]
        assert all(file.suffix == ".svg" and file.stat().st_size > 1000 for file in files)


def test_tables_have_heads_captions_and_files(site: Path, pages: Pages) -> None:
    for path in NOTEBOOKS:
        for part in pages[f"{path.stem}.html"].select(".cell_output .table-scroll"):
            assert part.caption is not None
            assert part.caption.get_text(strip=True)
            assert all(head["scope"] for head in part.select("th"))
            if part.table is not None and part.table.thead:
                link = part.find_next_sibling("a", class_="download")
                assert link is not None, part.caption
                rows = pd.read_csv(site / str(link["href"]))
                assert len(rows) == len(part.select("tbody tr"))


def test_the_first_page_says_what_the_notebooks_say(site: Path, pages: Pages) -> None:
    landing = pages["index.html"].get_text(" ")
    for path in NOTEBOOKS[:3]:
        assert read(path).title in landing
    french = pages["francais.html"]
    assert french.html is not None
    assert french.html["lang"] == "fr"
    assert len(french.select("article h2")) == len(NOTEBOOKS) + 1
    stored = [figure for path in NOTEBOOKS for figure in read(path).figures]
    readings = [figure.reading for figure in stored if figure.lang == "fr"]
    assert len(readings) == 3
    assert [image["alt"] for image in french.select("figure img")] == readings
    drawn = pages[f"{NOTEBOOKS[-1].stem}.html"].select("figure[lang=fr] img")
    assert [image["alt"] for image in drawn] == readings


def test_a_stale_notebook_stops_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (tmp_path / "data").symlink_to(ROOT / "data")
    stored = nbformat.read(NOTEBOOKS[0], as_version=4)
    shown = [out for c in stored.cells for out in c.get("outputs", []) if "data" in out]
    tables = [
        out for out in shown if "text/html" in out.data and out.output_type != "execute_result"
    ]
    tables[0].data["text/html"] = tables[0].data["text/html"].replace("<td>", "<td>No. ", 1)
    nbformat.write(stored, folder / "1.ipynb")
    with pytest.raises(StaleNotebookError, match="is not what the code shows"):
        Downloads(tmp_path).add(read(folder / "1.ipynb"))


def test_the_examples_of_the_reuse_guide_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    tried = doctest.testfile(str(TEXTS / "reuse.md"), module_relative=False)
    assert tried.failed == 0 < tried.attempted


def test_another_folder_is_never_replaced(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(ValueError, match="something else than an earlier build"):
        build({"real": dossier}, [], tmp_path)
    assert (tmp_path / "letters.txt").exists()


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`]]--></td></table>{{7*7}}"


@pytest.fixture
def hostile(about: About) -> Dossier:
    """Make a dossier that tries to run a script wherever it is shown."""
    address = "https://example.org/\"onmouseover=alert(3)'><script>alert(4)</script>"
    source = {"source_id": "s", "published": "2022", "read": "full text", "kind": "press"}
    source |= dict.fromkeys(("publisher", "title", "author", "date_basis", "language"), EVIL)
    claim = {"claim_id": "c", "question_id": "q", "source_id": "s", "side": "buyer"}
    claim |= dict.fromkeys(("speaker", "scope", "statement", "note"), EVIL)
    question = {"question_id": "q", "kind": "quantity", "time": "event", "unit": EVIL}
    question |= {"topic": EVIL}
    return make_dossier(
        About(**{**vars(about), "title": EVIL, "language": EVIL, "main_source": "s"}),
        {
            "sources": table("sources", [source | {"url": address}]),
            "questions": table("questions", [question | {"label": EVIL, "text": EVIL}]),
            "claims": table("claims", [claim | {"answer": "1", "quote": EVIL}]),
            "parties": table(
                "parties",
                [{"side": s, "label": EVIL} for s in ("buyer", "seller", "court", "press")],
            ),
        },
    )


def test_a_hostile_dossier_runs_nothing(browser: Browser, hostile: Dossier, tmp_path: Path) -> None:
    site = build({"hostile": hostile}, [], tmp_path / "site").parent
    for name in ("index.html", "evidence.html", "sources.html", "search.html"):
        visit = Visit(name)
        page = browser.new_page()
        watch(page, visit)
        page.goto((site / name).as_uri() + ("?q=script" if name == "search.html" else ""))
        page.wait_for_timeout(300)
        assert visit.said == [], name
        assert page.locator("[onerror], [onmouseover], img[src=x]").count() == 0, name
        page.close()
    assert "alert(1)" in soups(site)["evidence.html"].select("#claims tbody")[0].get_text()
