"""The page of sliders: in a browser it says what the library says, by mouse, keyboard and address."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from support import REAL

from analysis.dependency.asked import choices, inputs_asked
from analysis.dossier import Dossier, load
from analysis.language.answers import read_date
from analysis.rulings import due_given, notice_ceiling, read_rulings
from analysis.site.build import Site, write_page
from analysis.site.links import Shelf, links_of
from analysis.site.render import STATIC
from analysis.site.whatif import (
    FILES,
    WhatIfPage,
    figures_of,
    texts_of,
    what_if_pages,
)
from analysis.site.whatif_due import RULINGS
from analysis.site.whatif_words import (
    belief_words,
    customer_words,
    loss_words,
    notice_words,
    people_words,
)

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SETTINGS = 50
SET = """([name, value]) => {
  const field = document.querySelector(`[name="${name}"]`);
  field.value = value;
  field.dispatchEvent(new Event("input", {bubbles: true}));
}"""
SAID = "[...document.querySelectorAll('[data-say=NAME] p')].map((p) => p.textContent)"
NAMES = ("article 641", "article L. 442-1", "article L. 442-1")  # names that have digits


@dataclass(frozen=True)
class Case:
    """A dossier, its pages, and where they were written."""

    dossier: Dossier
    whats: dict[str, WhatIfPage]
    folder: Path


def write(folder: Path, to: Path) -> Case:
    """Write the pages of a dossier's sliders and nothing else."""
    shutil.copytree(STATIC, to / "static")
    shelf = Shelf(folder.name, load(folder))
    made = list(what_if_pages(shelf.dossier, folder, links_of([shelf])))
    for page in made:
        write_page(to, page, made, Site(folder, [shelf], [], {}))
    return Case(shelf.dossier, {page.lang: page.given["what"] for page in made}, to)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Write the pages of the real dossier once."""
    return write(REAL, tmp_path_factory.mktemp("what") / "if")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium without a network; closed with this module."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the sliders are not moved")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


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
    texts, figures, random = texts_of(case.dossier, lang), figures_of(case.dossier, lang), Random(1)
    for _ in range(SETTINGS):
        share, lost = (round(random.uniform(0, 1), 2) for _ in range(2))
        for name, value in (("share", share), ("lost", lost)):
            page.evaluate(SET, [name, str(value)])
        wanted = loss_words(texts, figures, share, lost)
        assert plain(page.inner_text("[data-value=loss]")) == plain(wanted["loss"])
        assert said(page, "loss-result") == plainly([wanted["loss-result"], wanted["loss-against"]])


def test_what_one_believes_is_the_librarys(page: Page, case: Case, lang: str) -> None:
    texts, figures, random = texts_of(case.dossier, lang), figures_of(case.dossier, lang), Random(2)
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
        texts_of(case.dossier, lang),
        inputs_asked(case.dossier, lang),
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
    texts, random = texts_of(case.dossier, lang), Random(4)
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
        f"{year}/{year + 1}-02",
    ]
    return random.choice([forms[0], forms[0], *forms])


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
    texts, random = texts_of(case.dossier, lang), Random(6)
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
    texts = texts_of(case.dossier, "en")
    (refused,) = customer_words(texts, typed, False)
    assert refused.split("{")[0].startswith(texts.sections[section].split("{")[0])
    assert ("75" in refused) == (typed == "0.75")


def test_the_ceiling_is_that_of_the_law(case: Case) -> None:
    texts, random = texts_of(case.dossier, "en"), Random(7)
    for _ in range(200):
        start = f"{random.randint(2019, 2023)}-05-{random.randint(1, 31):02}"
        end = f"{random.randint(2020, 2025)}-11-{random.randint(1, 30):02}"
        sentences = " ".join(notice_words(texts, read_date(start), read_date(end)))
        if "before" not in sentences:
            reached = notice_ceiling(start).reached(end)
            assert ("18 months or more" in sentences) == reached, (start, end)
