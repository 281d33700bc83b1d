"""Five readers with a question each: from the first page by what they see, clicks counted."""

from __future__ import annotations

import inspect
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import analysis
from analysis.dossier import Dossier
from analysis.language.words import say_number

MINUTE = 60
WIDTHS = (1280, 390)


class Reader:
    """A reader who clicks on what is to be seen, and whose clicks and seconds are counted."""

    def __init__(self, page: Page, note: Callable[[str, object], None]) -> None:
        self.page, self.note = page, note
        self.clicks, self.started = 0, time.monotonic()

    def click(self, what: Locator) -> None:
        """Click on something that can be seen."""
        what.scroll_into_view_if_needed()
        expect(what).to_be_visible()
        what.click()
        self.clicks += 1

    def link(self, words: str) -> None:
        """Follow a link by its words."""
        self.click(self.page.get_by_role("link", name=words).first)

    def menu(self, words: str) -> None:
        """Open the menu's further pages, and follow a link there."""
        self.click(self.page.get_by_role("banner").get_by_text("More"))
        self.click(self.page.get_by_role("banner").get_by_role("link", name=words, exact=True))

    def sees(self, *words: str) -> None:
        """Read words on the page."""
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

    def done(self, clicks: int) -> None:
        """Hold the reader to a minute, and to so many clicks at most; both are printed."""
        seconds = time.monotonic() - self.started
        (test,) = [f.function for f in inspect.stack() if f.function.startswith("test_")]
        width = (self.page.viewport_size or {"width": 0})["width"]
        self.note("figures", f"{test}, {width} px: {self.clicks} clicks, {seconds:.1f} s")
        assert self.clicks <= clicks
        assert seconds < MINUTE


@pytest.fixture(params=WIDTHS)
def reader(
    browser: Browser,
    site: Path,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> Iterator[Reader]:
    """Open the first page, at a desk and on a phone."""
    page = browser.new_page(viewport={"width": request.param, "height": 844})
    page.goto((site / "index.html").as_uri())
    yield Reader(page, record_property)
    page.close()


def test_a_journalist_asks_whether_a_sentence_is_solid(reader: Reader, dossier: Dossier) -> None:
    reader.link("The article, checked")
    reader.click(reader.page.get_by_role("button", name="dependency"))
    card = reader.page.locator(".card:visible").filter(has_text="75 %").first
    row = analysis.check_article(dossier, dossier.about.main_source).set_index("claim_id")
    own = str(card.get_attribute("id"))
    expect(card.locator(".chip")).to_have_text(row.loc[own, "now"])
    expect(card.locator("q").first).to_be_visible()
    reader.click(card.get_by_text("Cite this"))
    expect(card.locator(".citation")).to_contain_text(own)
    reader.done(clicks=3)


def test_a_journalist_searches_for_the_figure(reader: Reader) -> None:
    reader.link("Search")
    reader.page.get_by_role("searchbox").fill("75 %")
    first = reader.page.locator(".search-result").first
    expect(first.locator("mark").first).to_have_text("75 %")
    reader.click(first.get_by_role("link"))
    expect(reader.page.locator("li.arrived")).to_be_in_viewport(timeout=30_000)
    reader.click(reader.page.locator("li.arrived .cite"))
    expect(reader.page.locator("li.arrived .citation")).to_contain_text("75")
    reader.done(clicks=3)


def test_a_lawyer_counts_the_months(reader: Reader, dossier: Dossier) -> None:
    table = analysis.notice(dossier, end="d-ictr-end", starts=["d-notice-letter"])
    reader.menu("What stands")
    reader.sees(*table["months"])
    reader.link("Orange and Scopelec")
    reader.sees("L. 442-1", "months of notice cannot be held liable")
    reader.done(clicks=3)


def test_a_lawyer_reads_comparable_rulings(reader: Reader) -> None:
    reader.link("What if?")
    reader.link("How long was the notice?")
    reader.page.get_by_label("Notice given").fill("2021-07")
    expect(reader.page.locator("[data-say=notice]")).to_contain_text("July 2021")
    expect(reader.page.locator("#rulings li:not([hidden]) a").first).to_be_visible()
    reader.done(clicks=2)


def test_a_lawyer_finds_who_dates_the_letter(reader: Reader) -> None:
    reader.link("Timeline")
    reader.click(reader.page.locator("#drawing [data-event='event-d-notice-letter']"))
    expect(reader.page.locator("#chosen")).to_contain_text("Formal notice of the end")
    expect(reader.page.locator("#chosen li:not([hidden]) a").first).to_be_visible()
    reader.done(clicks=2)


def test_an_economist_supposes_a_share_of_60_percent(reader: Reader, dossier: Dossier) -> None:
    page = reader.page
    reader.link("What if?")
    share = page.get_by_role("slider", name="Share of turnover that came from Orange").first
    reader.click(share)
    for _ in range(100):  # as a reader does who watches the number beside the slider
        said = float(str(share.get_attribute("aria-valuetext")).removesuffix(" %"))
        if said == 60:
            break
        share.press("ArrowLeft" if said > 60 else "ArrowRight")
    lost = float(page.get_by_role("slider", name="Part of that work").first.input_value())
    loss = say_number(0.6 * lost, "share")
    expect(page.locator("[data-say=loss-result]")).to_contain_text(f"{loss} of turnover was lost")
    expect(page).to_have_url(re.compile("#share=0.6$"))
    reader.link("Open the cell to change")
    cell = page.locator(".part:target")
    expect(cell.get_by_text('"customer_share"').first).to_be_in_viewport()
    assert "fits" in cell.inner_text()
    expect(page.get_by_role("link", name="Download this notebook")).to_have_count(1)
    reader.done(clicks=3)


def test_a_buyer_finds_how_to_begin(reader: Reader) -> None:
    reader.link("A case of your own")
    reader.sees("dossier new")
    reader.done(clicks=1)


def test_a_buyer_types_customers_and_screens_a_table(reader: Reader) -> None:
    page = reader.page
    reader.link("What if?")
    reader.link("How far do you depend on your own customers?")
    box = page.get_by_role("textbox", name="Your customers")
    expect(box).to_be_in_viewport()
    reader.click(box)
    box.fill("Ours 60\nTheirs 20")
    expect(page.locator("[data-say=customers]")).to_contain_text("buys 60 % of what you sell")
    reader.link("Screen your suppliers")
    reader.sees("dossier screen purchases.csv", "One row a purchase")
    reader.done(clicks=4)


def test_a_buyer_comes_to_the_screening_at_once(reader: Reader) -> None:
    reader.menu("Screen your suppliers")
    reader.sees("dossier screen purchases.csv")
    reader.done(clicks=2)


def test_a_teacher_finds_story_exercise_and_licence(reader: Reader, dossier: Dossier) -> None:
    reader.link("Teach")
    reader.sees(dossier.about.licence, "Exercise 1")
    answer = reader.page.locator(".exercise details").first
    reader.click(answer.locator("summary"))
    expect(answer.locator("li").first).to_be_visible()
    reader.link("Read the story of the case")
    reader.sees("Who they are")
    reader.menu("Glossary")
    reader.sees("safeguard")
    reader.done(clicks=5)
