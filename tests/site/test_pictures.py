"""Pictures on a telephone: how large their letters are on the pages, measured in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support import HOUSE, TEMPLATE

from analysis.dossier import load
from analysis.figures.style import DPI, SMALL
from analysis.site.report import write_report

LEAST, PHONE = 11, 360  # pixels
# How much larger or smaller than drawn each picture for telephones is shown.
SCALES = """
[...document.querySelectorAll("picture")].filter((one) => one.querySelector("source"))
  .map((one) => one.querySelector("img")).map((image) => {
    image.loading = "eager";
    return image.getBoundingClientRect().width / image.naturalWidth;
  })
"""
LETTERS = """
[...document.querySelectorAll("main svg text")].filter((one) => one.checkVisibility())
  .map((one) => {
  const drawn = one.getBoundingClientRect(), own = one.getBBox();
  return parseFloat(getComputedStyle(one).fontSize) * drawn.height / own.height;
})
"""


def letters(page: Page) -> list[float]:
    """Return the height of the smallest letters of each picture for telephones on the page."""
    page.wait_for_load_state("load")
    narrow = page.locator("picture source").count()
    scales = page.evaluate(SCALES)
    assert len(scales) == narrow
    return [SMALL / 72 * DPI * scale for scale in scales]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Open a browser as wide as a small telephone."""
    page = browser.new_page(viewport={"width": PHONE, "height": 800})
    yield page
    page.close()


def test_key_figures_can_be_read_on_a_telephone(phone: Page, site: Path) -> None:
    found = {}
    for path in sorted(site.rglob("*.html")):
        phone.goto(path.as_uri())
        found[path.relative_to(site).as_posix()] = letters(phone)
    assert sum(map(len, found.values())) >= 3
    assert {name: all_ for name, all_ in found.items() if min(all_, default=LEAST) < LEAST} == {}


@pytest.mark.parametrize("folder", [TEMPLATE, *HOUSE], ids=lambda folder: folder.name)
def test_the_report_s_figures_too(phone: Page, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(write_report(load(folder)), encoding="utf-8")
    phone.goto(path.as_uri())
    found = letters(phone)
    assert found or folder.name == "satcoms-orange"  # of which no figure has a narrow version
    assert min(found, default=LEAST) >= LEAST
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE


@pytest.mark.parametrize("name", ["index.html", "fr/index.html", "what-if.html", "fr/what-if.html"])
def test_letters_of_charts_on_a_page_too(phone: Page, site: Path, name: str) -> None:
    phone.goto((site / name).as_uri())
    if "what-if" in name:
        phone.wait_for_selector("#loss-chart svg")
    found = phone.evaluate(LETTERS)
    assert ("what-if" in name) == bool(found)
    assert min(found, default=LEAST) >= LEAST


@pytest.mark.parametrize("name", ["what-if.html", "fr/what-if.html"])
@pytest.mark.parametrize("width", [1280, PHONE])
def test_the_chart_s_labels_are_whole_and_its_scales_meet(
    browser: Browser, site: Path, name: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((site / name).as_uri())
    drawing = page.locator("#loss-chart svg")
    frame = drawing.evaluate("(one) => one.getBoundingClientRect().toJSON()")
    texts = page.locator("#loss-chart svg text")
    boxes = texts.evaluate_all("all => all.map((one) => one.getBoundingClientRect().toJSON())")
    assert len(boxes) > 20
    assert all(frame["left"] <= box["left"] and box["right"] <= frame["right"] for box in boxes)
    assert not any("…" in text for text in texts.all_text_contents())
    zeros = texts.filter(has_text="0%").evaluate_all(
        "all => all.filter((one) => one.textContent === '0%')"
        ".map((one) => Math.round(one.getBoundingClientRect().left))"
    )
    assert len(zeros) == 3
    assert max(zeros) - min(zeros) <= 1
    page.close()
