"""The timeline in a browser: each event shows the claims that `events` names, and no others."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect
from support import HOUSE, TEMPLATE

import analysis
from analysis.dossier import Dossier, load

ASKED = random.Random(20220321)  # the same events on every machine
DAYS = ["2021-12-31", "2022-03-21", "2022-06-24"]


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """Open the timeline."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((site / "timeline.html").as_uri())
    page.wait_for_selector("#drawing svg")
    yield page
    page.close()


def named(dossier: Dossier) -> dict[str, set[str]]:
    """Return the claims of each event that has any."""
    table = analysis.events(dossier)
    return {
        f"event-{row['question_id']}": set(row["claims"])
        for row in table.to_dict("records")
        if row["claims"]
    }


def chosen(page: Page) -> set[str]:
    """Return the claims that the panel shows."""
    found = page.locator("#chosen li:not([hidden])").evaluate_all(
        "lines => lines.map((line) => line.dataset.claim)"
    )
    return set(found)


def first_tick(page: Page) -> str:
    """Return the first name on the scale."""
    return page.locator(".tick-name").first.text_content() or ""


def test_ten_events_show_their_claims(page: Page, dossier: Dossier) -> None:
    events = named(dossier)
    page.click("text=Everything")
    for event in ASKED.sample(sorted(events), 10):
        mark = page.locator(f"#drawing [data-event='{event}']")
        mark.hover()
        assert chosen(page) == events[event]
        mark.focus()
        assert chosen(page) == events[event]
        links = page.locator("#chosen li:not([hidden]) a[href^='evidence.html#claim-']")
        assert links.count() == len(events[event])
        page.click("#drawing .tick-name >> nth=0", force=True)  # lets go of it


def test_arrows_walk_through_all_events(page: Page, dossier: Dossier) -> None:
    events, walked = named(dossier), []
    page.locator("#drawing [tabindex='0']").focus()
    for _ in events:
        page.keyboard.press("ArrowLeft")
    for _ in events:
        walked.append(page.evaluate("document.activeElement.dataset.event"))
        assert chosen(page) == events[walked[-1]]
        page.keyboard.press("ArrowRight")
    assert walked == list(events)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#chosen') !== null")


@pytest.mark.parametrize("day", DAYS)
def test_as_of_a_day_is_what_the_library_knew(page: Page, dossier: Dossier, day: str) -> None:
    page.fill("[name=as-of]", day)
    events = named(dossier.as_of(day))
    shown = {
        str(item["id"]): {str(line["data-claim"]) for line in item.select("li:not([hidden])")}
        for item in BeautifulSoup(page.content(), "html.parser").select(".event:not([hidden])")
    }
    assert shown == events


def test_filters_and_the_view_stand_in_the_address(
    browser: Browser, page: Page, dossier: Dossier
) -> None:
    page.select_option("[name=side]", "orange")
    page.select_option("[name=topic]", "notice")
    page.select_option("[name=span]", "366")
    events = named(dossier).values()
    wanted = set(dossier.select(side="orange", topic="notice")["claim_id"]) & set().union(*events)
    shown = page.locator(".event:not([hidden]) li:not([hidden])").evaluate_all(
        "lines => lines.map((line) => line.dataset.claim)"
    )
    assert set(shown) == wanted
    other = browser.new_page(viewport=page.viewport_size)
    other.goto(page.url)
    assert other.inner_html("#drawing") == page.inner_html("#drawing")
    other.close()


def test_the_view_goes_from_half_a_century_to_a_week(page: Page) -> None:
    page.click("text=Everything")
    expect(page.locator("#shown")).to_have_text(re.compile(r"(\d+) of \1 events are in view"))
    assert first_tick(page) <= "1980"
    page.locator("#drawing [data-event='event-d-ictr-end']").focus()
    page.select_option("[name=span]", "7")
    assert first_tick(page).endswith("Mar 2022")
    expect(page.locator("#drawing")).to_contain_text("31 Mar 2022")
    for _ in range(20):
        page.click("text=Wider")
    assert first_tick(page) <= "1980"


TOUCHING = """
[...document.querySelectorAll("#drawing [data-event]")].flatMap((mark) => {
  const words = mark.querySelector("text").getBoundingClientRect();
  return [...mark.querySelectorAll(".span")].map((one) => one.getBoundingClientRect())
    .filter((one) => one.right > words.left - 2 && one.left < words.right + 2)
    .map(() => mark.getAttribute("aria-label"));
})
"""


@pytest.mark.parametrize("width", [1280, 390])
def test_no_name_touches_its_dots(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for closer in range(4):
        if closer:
            page.get_by_role("button", name="Closer").click()
        assert page.evaluate(TOUCHING) == []


def test_an_event_has_an_address(page: Page, site: Path, dossier: Dossier) -> None:
    page.goto((site / "timeline.html").as_uri() + "#event-d-notice-letter")
    assert chosen(page) == named(dossier)["event-d-notice-letter"]


@pytest.mark.parametrize("address", ["from=x&to=%", "event-nobody", "side=nobody", "%E0%A4"])
def test_a_broken_address_leaves_a_timeline(page: Page, site: Path, address: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("about:blank")
    page.goto((site / "timeline.html").as_uri() + "#" + address)
    page.wait_for_selector("#drawing svg")
    assert faults == []


# Without a browser


@pytest.mark.parametrize("folder", [*HOUSE, TEMPLATE], ids=lambda folder: folder.name)
def test_without_script_it_is_a_list(folder: Path, site_of: Callable[[Path], Path]) -> None:
    built = site_of(folder) / "timeline.html"
    soup = BeautifulSoup(built.read_text(encoding="utf-8"), "html.parser")
    dossier = load(folder)
    listed = {
        str(item["id"]): {str(d["data-claim"]) for d in item.select("[data-claim]:not([hidden])")}
        for item in soup.select(".event")
    }
    assert {event: claims for event, claims in listed.items() if claims} == named(dossier)
    assert len(listed) == len(analysis.events(dossier))
    differ = [item["id"] for item in soup.select(".event:has(.contested)")]
    table = analysis.events(dossier).query("n_camps > 1")
    assert differ == [f"event-{own}" for own in table["question_id"]]
