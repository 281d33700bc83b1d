"""The page of sliders says in a browser what the library says: by mouse, keyboard and address."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, CDPSession, Page, expect
from support import HOUSE, REAL, TEMPLATE

from analysis.dependency.asked import choices, inputs_asked
from analysis.dossier import Dossier, load
from analysis.dossier.translations import in_language
from analysis.language.answers import read_date
from analysis.language.prose import read_sections, slots
from analysis.language.words import say_number
from analysis.rulings import due_given, notice_ceiling, read_rulings
from analysis.site.build import Site, write_page
from analysis.site.links import Shelf, links_of
from analysis.site.render import STATIC, TEXTS
from analysis.site.whatif import WhatIfPage, figures_of, texts_of, what_if_page
from analysis.site.whatif_due import RULINGS
from analysis.site.whatif_words import (
    belief_words,
    customer_words,
    loss_words,
    notice_words,
    people_words,
)

SETTINGS = 50
SET = """([name, value]) => {
  const field = document.querySelector(`[name="${name}"]`);
  field.value = value;
  field.dispatchEvent(new Event("input", {bubbles: true}));
}"""
SAID = "[...document.querySelectorAll('[data-say=NAME] p')].map((p) => p.textContent)"
NAMES = ("article 641", "article L. 442-1", "article L. 442-1")  # names that have digits


FILES = {"en": "what-if.html", "fr": "fr/what-if.html"}


@dataclass(frozen=True)
class Case:
    """A dossier in each language, its pages, and where they were written."""

    dossiers: dict[str, Dossier]
    whats: dict[str, WhatIfPage]
    folder: Path


def write(folder: Path, to: Path) -> Case:
    """Write the pages of a dossier's sliders and nothing else."""
    shutil.copytree(STATIC, to / "static")
    (to / "fr").mkdir()
    shelf = Shelf(folder.name, load(folder))
    dossiers = {lang: in_language(shelf.dossier, lang) for lang in FILES}
    pages = [
        what_if_page(dossier, folder, links_of([replace(shelf, dossier=dossier)]))
        for dossier in dossiers.values()
    ]
    for page in pages:
        write_page(to, page, pages, Site(folder, [shelf], [], {}))
    assert [page.file for page in pages] == list(FILES.values())
    return Case(dossiers, {page.lang: page.given["what"] for page in pages}, to)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Write the pages of the real dossier once."""
    return write(REAL, tmp_path_factory.mktemp("what") / "if")


@pytest.fixture(params=list(FILES))
def lang(request: pytest.FixtureRequest) -> str:
    """Give each language."""
    return str(request.param)


@pytest.fixture
def page(browser: Browser, case: Case, lang: str) -> Iterator[Page]:
    """Open the page in a language; whatever it complains of fails the test."""
    said: list[str] = []
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((case.folder / FILES[lang]).as_uri())
    yield page
    context.close()
    assert said == []


def said(page: Page, name: str) -> list[str]:
    """Read the sentences of one question, with plain spaces."""
    found: list[str] = page.evaluate(SAID.replace("NAME", name))
    return [plain(one) for one in found]


def plain(text: str) -> str:
    """Write a text with plain spaces."""
    return text.replace("\u00a0", " ")


def plainly(texts: list[str]) -> list[str]:
    """Write some texts with plain spaces."""
    return [plain(text) for text in texts]


# What a browser says is what the library says


def test_the_loss_is_the_librarys(page: Page, case: Case, lang: str) -> None:
    texts, figures, random = (
        texts_of(case.dossiers[lang]),
        figures_of(case.dossiers[lang]),
        Random(1),
    )
    for _ in range(SETTINGS):
        share, lost = (round(random.uniform(0, 1), 2) for _ in range(2))
        for name, value in (("share", share), ("lost", lost)):
            page.evaluate(SET, [name, str(value)])
        wanted = loss_words(texts, figures, share, lost)
        assert plain(page.inner_text("[data-value=loss]")) == plain(wanted["loss"])
        assert said(page, "loss-result") == plainly([wanted["loss-result"], wanted["loss-against"]])


def test_what_one_believes_is_the_librarys(page: Page, case: Case, lang: str) -> None:
    texts, figures, random = (
        texts_of(case.dossiers[lang]),
        figures_of(case.dossiers[lang]),
        Random(2),
    )
    count = choices(figures.answers)
    for turn in range(SETTINGS):
        roles = random.sample(list(figures.answers), 5 if turn % 5 == 0 else random.randint(1, 5))
        picks = {role: random.randrange(len(figures.answers[role])) for role in roles}
        for role in figures.answers:
            value = str(picks.get(role, ""))
            page.check(f"[name=pick-{role}][value='{value}']")
        assert said(page, "believe") == plainly(belief_words(texts, figures, count, picks))


def test_the_people_are_the_librarys(page: Page, case: Case, lang: str) -> None:
    texts, inputs, random = (
        texts_of(case.dossiers[lang]),
        inputs_asked(case.dossiers[lang]),
        Random(3),
    )
    assert inputs is not None
    names = sorted(inputs["name"])
    for _ in range(SETTINGS):
        chosen = random.sample(names, random.randint(1, len(names)))
        page.click("#reset")
        supposed = {}
        for name in chosen:
            field = page.locator(f"[name={name}]")
            least, most = (float(field.get_attribute(end) or "") for end in ("min", "max"))
            page.evaluate(SET, [name, str(random.uniform(least, most))])
            supposed[name] = float(field.input_value())
        assert said(page, "people") == plainly(people_words(texts, inputs, supposed)), supposed


def test_the_notice_is_the_librarys(page: Page, case: Case, lang: str) -> None:
    texts, random = texts_of(case.dossiers[lang]), Random(4)
    for _ in range(SETTINGS):
        start, end = (any_days(random, years) for years in ((2015, 2021), (2018, 2024)))
        page.fill("[name=from]", start)
        page.fill("[name=to]", end)
        assert said(page, "notice") == plainly(
            notice_words(texts, read_date(start), read_date(end))
        ), (start, end)


def any_days(random: Random, years: tuple[int, int]) -> str:
    """Give a day, a month, a year or a range, month ends among them."""
    year, month = random.randint(*years), random.randint(1, 12)
    day = random.choice([1, 28, 30, 31, random.randint(1, 28)])
    day = min(day, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1])
    forms = [
        f"{year}-{month:02}-{day:02}",
        f"{year}-{month:02}",
        f"{year}",
        f"{year}/{year + 1}",
        f"{year}/{year + 1}-02",
        f"{year}-{month:02}/{year}-12",
        f"{year}-{month:02}-01/{year}-{month:02}-{day:02}",
        f"{year}-{month:02}-{day:02}/{year}-12-31",
    ]
    return random.choice([forms[0], forms[0], forms[0], *forms])


def test_what_was_due_is_the_librarys(page: Page, case: Case, lang: str) -> None:
    rulings, random = read_rulings(REAL.parent / RULINGS), Random(5)
    due = case.whats[lang].due
    assert due is not None
    for _ in range(SETTINGS):
        years = random.randint(*due.years[1:])
        page.evaluate(SET, ["years", str(years)])
        if _ % 10 == 0:  # the fit takes a while
            assert due.each[years][0] == due_given(rulings, years, lang=lang).may_say
        assert said(page, "due") == plainly([due.each[years][0]])
        shown = page.locator("[data-ruling]:visible").evaluate_all(
            "all => all.map((one) => one.dataset.ruling)"
        )
        assert sorted(shown) == sorted(due.each[years][1])


def test_the_customers_are_the_librarys(page: Page, case: Case, lang: str) -> None:
    texts, random = texts_of(case.dossiers[lang]), Random(6)
    for _ in range(SETTINGS):
        typed, largest = any_customers(random), random.random() < 0.5
        page.fill("[name=customers]", typed)
        page.set_checked("[name=largest]", largest)
        assert said(page, "customers") == plainly(customer_words(texts, typed, largest)), typed


def any_customers(random: Random) -> str:
    """Type some customers, now and then too many or in the wrong form."""
    shares = [random.uniform(0, 1.3 / size) for size in [random.randint(1, 8)] for _ in range(size)]
    forms = ("{:.0f}", "{:.1f} %", "Firm, {:.2f}%", "Firm B; {:.0f}")
    lines = [random.choice(forms).format(100 * share) for share in shares]
    lines += random.sample(["", "nobody", "0.5", "33,3 %", "120", "-3", "5; 5; 5", "2, 3"], 1)
    return "\n".join(random.sample(lines, len(lines)))


@pytest.mark.parametrize(
    ("typed", "section"),
    [
        ("", "customers-none"),
        ("Orange", "customers-unread"),
        ("120", "customers-outside"),
        ("0.75", "customers-small"),
        ("60\n60", "customers-over"),
    ],
)
def test_what_is_no_share_is_refused_in_words(
    browser: Browser, case: Case, typed: str, section: str
) -> None:
    texts = texts_of(case.dossiers["en"])
    (refused,) = customer_words(texts, typed, False)
    assert refused.split("{")[0].startswith(texts.sections[section].split("{")[0])
    assert ("75" in refused) == (typed == "0.75")


def test_the_ceiling_is_that_of_the_law(case: Case) -> None:
    texts, random = texts_of(case.dossiers["en"]), Random(7)
    for _ in range(200):
        start = f"{random.randint(2019, 2023)}-05-{random.randint(1, 31):02}"
        end = f"{random.randint(2020, 2025)}-11-{random.randint(1, 30):02}"
        sentences = " ".join(notice_words(texts, read_date(start), read_date(end)))
        if "That limit holds for breaks" not in sentences:
            reached = notice_ceiling(start).reached(end)
            assert ("18 months or more" in sentences) == reached, (start, end)


@pytest.mark.parametrize(("start", "older"), [("2019-04-25", True), ("2019-04-26", False)])
def test_the_ceiling_is_in_force_from_its_day_on(case: Case, start: str, older: bool) -> None:
    texts = texts_of(case.dossiers["en"])
    words = " ".join(notice_words(texts, read_date(start), read_date("2021-01-01")))
    assert ("That limit holds for breaks from 26 April 2019 on." in words) is older


# The chart, the address, the keyboard


def test_the_chart_computes_the_librarys_loss(page: Page, case: Case, lang: str) -> None:
    random = Random(8)
    for _ in range(SETTINGS):
        share, lost = (round(random.uniform(0, 1), 2) for _ in range(2))
        for name, value in (("share", share), ("lost", lost)):
            page.evaluate(SET, [name, str(value)])
        wanted = plain(say_number(share * lost, "share", lang))
        expect(
            page.locator("#loss-chart svg").get_by_text(wanted, exact=True).first
        ).to_be_visible()


def test_an_address_brings_the_settings_back(browser: Browser, case: Case) -> None:
    start = (case.folder / "what-if.html").as_uri()
    page = browser.new_page()
    page.goto(start + "#share=0.6&lost=0.5")
    assert page.inner_text("[data-value=loss]") == "30 %"
    page.goto(start)
    assert page.inner_text("[data-value=loss]") == "48.75 %"
    page.check("[name=pick-customer_share][value='1']")
    page.fill("[name=from]", "2021-07")
    page.fill("[name=customers]", "A 40\nB 20")
    page.check("[name=largest]")
    page.focus("[name=departures]")
    page.keyboard.press("ArrowRight")
    page.focus("#years")
    page.keyboard.press("ArrowLeft")
    names = ("believe", "people", "notice", "due", "customers")
    before = [said(page, name) for name in names]
    other = browser.new_page()
    other.goto(page.url)
    assert [said(other, name) for name in names] == before
    other.click("#reset")
    assert "#" not in other.url
    assert said(other, "believe") == ["You have ticked nothing yet."]
    other.close()
    page.close()


@pytest.mark.parametrize(
    "address", ["share=%zz", "share=9&lost=x", "pick-customer_share=99", "%", "from="]
)
def test_a_broken_address_breaks_nothing(browser: Browser, case: Case, address: str) -> None:
    page, faults = browser.new_page(), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((case.folder / "what-if.html").as_uri() + "#" + address)
    assert page.inner_text("[data-value=loss]").endswith(" %")
    assert len(said(page, "people")) == 5
    assert faults == []
    page.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until a field has the focus."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("(one) => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"the keyboard never comes to {selector}")


def test_the_keyboard_does_all_four(page: Page) -> None:
    def moved(name: str, *keys: str) -> bool:
        before = said(page, name)
        for key in keys:
            page.keyboard.press(key)
        return said(page, name) != before

    tab_to(page, "#share")
    assert moved("loss-result", "ArrowLeft", "ArrowLeft")
    tab_to(page, "[name^=pick-customer_share]")
    assert moved("believe", "ArrowDown")
    tab_to(page, "[name=headcount]")
    assert moved("people", "ArrowRight")
    tab_to(page, "[data-free]")
    assert moved("people", "Enter")
    tab_to(page, "[name=from]")
    page.keyboard.press("Control+A")
    page.keyboard.type("2021-07")
    tab_to(page, "[data-start]")
    assert moved("notice", "Enter")
    tab_to(page, "#years")
    assert moved("due", "ArrowLeft", "ArrowLeft")
    tab_to(page, "[name=customers]")
    assert moved("customers", "Control+A", "4", "0", "Enter", "5")
    tab_to(page, "[name=largest]")
    assert moved("customers", "Space")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, case: Case, lang: str, scheme: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(
        (case.folder / FILES[lang]).as_uri() + "#share=0.6&headcount=3800&pick-customer_share=1"
    )
    page.wait_for_selector("#loss-chart svg")
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    faults = [
        (one["id"], [n["target"] for n in one["nodes"][:2]]) for one in found.response["violations"]
    ]
    assert faults == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


MOVE = """async ([name, value]) => {
  const field = document.querySelector(`[name="${name}"]`);
  field.value = value;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  await new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  }));
}"""
SLOWER = 4  # times, than the processor that runs the tests: a telephone's


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("share", ("0.31", "0.62", "0.53", "0.44", "0.71")),
        ("headcount", ("3800", "3900", "4000", "3700", "3600")),
        ("years", ("12", "20", "30", "40", "50")),
        ("from", ("2018", "2019-02", "2020", "2021-07-01", "2017")),
        ("customers", ("50", "40\n20", "75", "30\n30\n30", "10")),
    ],
)
def test_a_move_is_told_within_a_tenth_of_a_second_on_a_slow_processor(
    browser: Browser, case: Case, name: str, values: tuple[str, ...]
) -> None:
    page = browser.new_page()
    page.goto((case.folder / "what-if.html").as_uri())
    page.wait_for_selector("#loss-chart svg")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # of the page's own work
    seconds = [worked(session)]
    for value in values:
        page.evaluate(MOVE, [name, value])
        seconds.append(worked(session))
    page.close()
    assert seconds[-1] > seconds[0]
    assert SLOWER * min(after - before for before, after in pairwise(seconds)) < 0.1


def worked(session: CDPSession) -> float:
    """Return for how many seconds a processor has worked for a page's script and drawing."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")


# Without a browser


def test_without_a_script_the_sentences_stand_there_and_a_table(case: Case) -> None:
    for lang, file in FILES.items():
        html = BeautifulSoup((case.folder / file).read_text(encoding="utf-8"), "html.parser")
        what = case.whats[lang]
        shown = html.select_one("[data-value=loss]")
        assert shown is not None
        assert plain(shown.text) == plain(what.loss["loss"])
        for name, sentences in (("people", what.people), ("notice", what.notice)):
            told = [plain(one.text) for one in html.select(f"[data-say={name}] p")]
            assert told == plainly(sentences)
        assert len(html.select("noscript tbody tr")) == len(what.settings) > 1


def test_a_slider_starts_at_the_published_figures(case: Case) -> None:
    what = case.whats["en"]
    assert what.setting == (0.75, 0.65)
    assert what.loss["loss"] == "48.75 %"


@pytest.mark.filterwarnings("ignore:translations.csv has no")  # the template has little French
@pytest.mark.parametrize("folder", [TEMPLATE, *HOUSE[:3]], ids=lambda folder: folder.name)
def test_parts_without_data_are_left_out(folder: Path, tmp_path: Path) -> None:
    case = write(folder, tmp_path / "if")
    html = BeautifulSoup((case.folder / "what-if.html").read_text(encoding="utf-8"), "html.parser")
    ids = {str(section["id"]) for section in html.select("main section")}
    assert ids >= {"loss", "notice", "customers"}
    assert "people" not in ids
    data = json.loads(html.select_one("#data").text)  # type: ignore[union-attr]
    assert data["inputs"] == []


def test_the_home_page_loads_none_of_it() -> None:
    for template in (STATIC.parent / "templates").glob("*.html"):
        if template.name != "what-if.html":
            assert "vega" not in template.read_text(encoding="utf-8"), template.name
    weight = sum(path.stat().st_size for path in STATIC.rglob("vega.js"))
    assert weight < 1_000_000


def test_both_languages_have_the_same_sections_and_slots() -> None:
    english, french = (read_sections(TEXTS / f"what_if{end}.md") for end in ("", ".fr"))
    assert list(english) == list(french)
    same = {name for name in english if slots(english[name]) == slots(french[name])}
    assert set(english) - same == set()


@pytest.mark.parametrize("end", ["", ".fr"])
def test_no_number_is_typed_and_sentences_are_short(end: str) -> None:
    for name, text in read_sections(TEXTS / f"what_if{end}.md").items():
        bare = re.sub(r"\{[^{}]*\}", "x", text)
        for known in NAMES:
            bare = bare.replace(known, "")
        assert not re.search(r"\d", bare), name
        assert all(len(one.split()) <= 25 for one in re.split(r"(?<=[.:?])\s", bare)), name
