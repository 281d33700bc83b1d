"""The notebooks rerun in Chromium, from a folder and without network, cell by cell.

These need the cache that `make runnable` fills, and Chromium; where there is none, Node.js runs the
notebooks. What is lacking is said, and its tests are skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from support import REAL, ROOT, TEMPLATE, replace_in

from analysis.site.build import build_site
from analysis.site.notebooks import read
from analysis.site.runnable.pack import IN_NODE
from analysis.site.runnable.parts import DEFAULT, Cache

CACHE = ROOT / DEFAULT
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
# Cells whose texts differ in a browser, and why.
KNOWN: dict[tuple[str, str], str] = {}
PATIENCE = 600  # seconds, on a machine that has other things to do
Record = Callable[[str, object], None]
SHARE = '"customer_share": (*fits, "published answers differ")'

NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(not CACHE.exists(), reason="no cache: `make runnable` fills it")


@dataclass
class Opened:
    """A page of the site, with what it asked for and what its status said, each with its second."""

    page: Page
    asked: list[str] = field(default_factory=list)
    begun: float = 0

    def click(self, button: str) -> None:
        """Press a button, and start the clock."""
        self.begun = time.perf_counter()
        self.page.click(button)

    def until(self, expression: str) -> float:
        """Wait for something on the page, and return the seconds since the click."""
        while not self.page.evaluate(expression):  # asked from outside: the policy forbids eval
            assert time.perf_counter() - self.begun < PATIENCE, self.status
            self.page.wait_for_timeout(50)
        return time.perf_counter() - self.begun

    def done(self) -> float:
        """Wait for the end of a run."""
        return self.until("document.getElementById('runner').getAttribute('aria-busy') === 'false'")

    @property
    def status(self) -> str:
        """What the page says that it does."""
        return self.page.inner_text("#run-status")


CELLS = "[...document.querySelectorAll('.part')].map((part) => part.outerHTML)"
WATCH = """
window.heard = [];
addEventListener("DOMContentLoaded", () => {
  const status = document.getElementById("run-status");
  if (status) new MutationObserver(() => heard.push(status.textContent))
    .observe(status, { childList: true, characterData: true, subtree: true });
});
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site with what its pages need to run Python."""
    folder = tmp_path_factory.mktemp("built") / "site"
    said: list[str] = []
    build_site(REAL, folder, ROOT / "notebooks", said.append, CACHE)
    assert not [line for line in said if "will not run" in line]
    return folder


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Opened]:
    """Open a tab; whatever is asked of a host fails the test."""
    context = browser.new_context(offline=True)
    opened = Opened(context.new_page())
    opened.page.on("request", lambda request: opened.asked.append(request.url))
    opened.page.add_init_script(WATCH)
    yield opened
    home = site.as_uri() + "/"
    inside = (home, "data:", "blob:")
    assert [url for url in opened.asked if not url.startswith(inside)] == []
    context.close()


def open_page(visit: Opened, site: Path, name: str) -> None:
    """Open a page of the site."""
    visit.page.goto((site / f"{name}.html").as_uri())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_text_is_the_stored_one(
    visit: Opened, site: Path, path: Path, record_property: Record
) -> None:
    open_page(visit, site, path.stem)
    assert not [url for url in visit.asked if "tables" in url]  # nothing before the click
    visit.click("#run-here")
    first = visit.until("document.querySelectorAll('.part.same').length > 0")
    whole = visit.done()
    record_property("figures", f"{path.stem}: first cell {first:.1f} s, all {whole:.1f} s")
    notes = {
        part.get_attribute("id"): part.inner_text()
        for part in visit.page.query_selector_all(".part:is(.differs, .failed)")
    }
    assert {own: text for own, text in notes.items() if (path.stem, own) not in KNOWN} == {}
    cells = [cell for cell in read(path).cells if cell.code]
    assert visit.page.locator(".part.same").count() == len(cells)
    assert visit.status == f"All {len(cells)} cells have run. Every text is the stored one."
    heard = visit.page.evaluate("heard")
    assert sum(words.startswith("Starting: ") for words in heard) >= 6
    assert sum(words.startswith("Running cell ") for words in heard) >= len(cells)
    assert "pandas" in visit.page.inner_text("#run-versions")


@pytest.mark.skipif(CHROMIUM is not None, reason="Chromium is there, and runs them")
@pytest.mark.skipif(NODE is None, reason="no Chromium and no Node.js on this machine")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_text_is_the_stored_one_in_node(site: Path, path: Path, tmp_path: Path) -> None:
    for name in IN_NODE:
        (tmp_path / name).write_bytes(Cache(CACHE).core(name))
    script = Path(__file__).with_name("rerun.mjs")
    command = ["node", str(script), str(tmp_path), str(site), path.stem]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    answers = json.loads(printed.splitlines()[-1])
    assert len(answers) == sum(cell.code for cell in read(path).cells)
    found = {own: a for own, a in answers.items() if a["differs"] or a["error"]}
    assert {own for own in found if (path.stem, own) not in KNOWN} == set()


def test_text_table_and_picture_follow_an_assumption_and_go_back(
    visit: Opened, site: Path, record_property: Record
) -> None:
    name = next(path.stem for path in NOTEBOOKS if path.stem.startswith("2_"))
    open_page(visit, site, name)
    page = visit.page
    stored = page.evaluate(CELLS)
    visit.click("#run-here")
    visit.done()
    field = page.locator("details.code[open] textarea").first
    source = field.input_value()
    assert SHARE in source
    assert page.evaluate("scrollY") > 0  # the assumptions are in view
    before = {own: page.inner_html(f"#{own}") for own in shown(page)}
    field.fill(source.replace(SHARE, '"customer_share": (0.40, 0.50, "a reader\'s own")'))
    visit.click("#run-all")
    again = visit.done()
    record_property("figures", f"{name}: all cells after a change {again:.1f} s")
    after = {own: page.inner_html(f"#{own}") for own in shown(page)}
    changed = [own for own in before if before[own] != after[own]]
    differing = page.locator(".part.differs")
    assert differing.count() > 3
    assert "differ from the stored texts" in visit.status
    kinds = {kind: [o for o in changed if kind in after[o]] for kind in ("<img", "<table", "<p>")}
    assert all(kinds.values()), kinds
    page.click("#run-back")
    assert page.evaluate(CELLS) == stored
    assert page.is_visible("#run-here")
    assert page.is_hidden("#runner")


def shown(page: Page) -> list[str]:
    """Return the ids of the cells."""
    found: list[str] = page.eval_on_selector_all(".part:has(.source)", "all => all.map(e => e.id)")
    return found


def test_run_to_here_is_quick_and_an_error_stops(
    visit: Opened, site: Path, record_property: Record
) -> None:
    open_page(visit, site, NOTEBOOKS[0].stem)
    page = visit.page
    visit.click("#run-here")
    visit.done()
    page.click("#code-switch")
    last = page.locator(".part:has(.source)").last
    visit.click(f"#{last.get_attribute('id')} button:has-text('Run to here')")
    seconds = visit.done()
    record_property("figures", f"one call more: {seconds:.2f} s")
    last.locator("textarea").fill("print(len(dossier.claims))\nno_such_name")
    visit.click(f"#{last.get_attribute('id')} button:has-text('Run to here')")
    visit.done()
    assert last.locator(".run-note").inner_text().startswith("Line 2: NameError")
    assert "Stopped at an error" in visit.status


def test_it_can_be_stopped_and_begun_again(visit: Opened, site: Path) -> None:
    open_page(visit, site, NOTEBOOKS[0].stem)
    visit.click("#run-here")
    visit.until("document.querySelector('#run-status').textContent.includes('library')")
    visit.page.click("#run-stop")
    visit.done()
    assert visit.status.startswith("Stopped.")
    visit.click("#run-all")
    visit.until("document.querySelectorAll('.part.same').length > 0")
    visit.page.click("#run-back")
    assert visit.page.locator(".source").count() == 0


def test_a_folder_of_ones_own(
    visit: Opened, site: Path, tmp_path: Path, record_property: Record
) -> None:
    mine = shutil.copytree(TEMPLATE, tmp_path / "mine")
    open_page(visit, site, "your-dossier")
    page = visit.page
    replace_in(mine / "claims.csv", {",yes,": ",perhaps,"})
    visit.begun = time.perf_counter()
    page.set_input_files("#folder", mine)
    visit.until("document.getElementById('said').textContent.includes('perhaps')")
    assert "has problems" in visit.status
    assert page.locator("#report *").count() == 0
    replace_in(mine / "claims.csv", {",perhaps,": ",yes,"})
    visit.begun = time.perf_counter()
    page.set_input_files("#folder", mine)
    seconds = visit.until("document.querySelectorAll('#report table').length > 3")
    record_property("figures", f"a reader's own dossier, the second time: {seconds:.1f} s")
    assert page.locator("#report img").count() > 1
    assert "is sound" in visit.status
    assert page.get_attribute("#save", "href").startswith("blob:")  # type: ignore[union-attr]
    archive = shutil.make_archive(str(tmp_path / "mine"), "zip", tmp_path, "mine")
    page.evaluate("document.getElementById('report').replaceChildren()")
    page.set_input_files("#archive", archive)
    visit.until("document.querySelectorAll('#report table').length > 3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_for_everybody(visit: Opened, site: Path, scheme: str) -> None:
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for name in ("your-dossier", NOTEBOOKS[0].stem):
        open_page(visit, site, name)
        if name != "your-dossier":
            visit.page.click("#run-here")
            visit.page.click("#run-stop")
        options = {"resultTypes": ["violations"], "preload": False}
        found = Axe().run(visit.page, options=options).response["violations"]
        grave = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
        assert grave == [], name
        visit.page.set_viewport_size({"width": 390, "height": 844})
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
