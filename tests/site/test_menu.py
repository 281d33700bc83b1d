"""The menu: short on every page, in both languages, and its further pages one key away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support import HOUSE

ROWS = {1280: 1, 390: 3, 360: 3}
TOPS = """
new Set([...document.querySelectorAll("header.top :is(a, summary)")]
  .filter((one) => one.checkVisibility())
  .map((one) => Math.round(one.getBoundingClientRect().top / 12))).size
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page at a desk."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    yield page
    page.close()


@pytest.mark.parametrize("name", ["index.html", "about.html", "fr/index.html", "fr/glossary.html"])
def test_the_menu_is_short(page: Page, site: Path, name: str) -> None:
    page.goto((site / name).as_uri())
    for width, rows in ROWS.items():
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOPS) <= rows, width


@pytest.mark.parametrize(("name", "more"), [("index.html", "More"), ("fr/index.html", "Plus")])
def test_keys_alone_open_and_close_the_further_pages(
    page: Page, site: Path, name: str, more: str
) -> None:
    page.goto((site / name).as_uri())
    banner = page.get_by_role("banner")
    further, glossary = banner.get_by_text(more), banner.locator("a[href='glossary.html']")
    expect(glossary).to_be_hidden()
    while not further.evaluate("(one) => one === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(glossary).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(glossary).to_be_hidden()
    assert further.evaluate("(one) => one === document.activeElement")
    page.keyboard.press("Enter")
    n_links = banner.locator(".further a").count()
    for _ in range(n_links + 1):
        page.keyboard.press("Tab")
    expect(glossary).to_be_hidden()


def test_the_further_pages_lead_on_without_a_script(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.get_by_role("banner").get_by_text("More").click()
    page.get_by_role("banner").get_by_role("link", name="About").click()
    expect(page.locator("h1")).to_have_text("About this work")
    context.close()


@pytest.mark.parametrize("name", ["index.html", "sources.html", "fr/about.html"])
def test_the_menu_names_every_page_and_marks_the_one_open(
    page: Page, site: Path, name: str
) -> None:
    page.goto((site / name).as_uri())
    links = page.locator("header.top li a").evaluate_all("all => all.map((one) => one.href)")
    others = tuple(f"-{folder.name}" for folder in HOUSE)  # cases that the notebooks lead to
    own = {path.name for path in site.glob("*.html") if not path.stem.endswith(others)}
    assert {Path(link).name for link in links} >= own
    assert page.locator("header.top [aria-current]").count() == 1
