"""The story of a dossier: filled, cited, and never with a number of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from support import REAL, TEMPLATE, replace_in

import analysis
from analysis.dossier import Dossier
from analysis.language.prose import Style, say
from analysis.site.evidence import claims_of
from analysis.site.links import Shelf, links_of
from analysis.site.pages import Told, told_story
from analysis.site.story import Chart, story_of
from analysis.site.values import values_of


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Copy the fictitious dossier."""
    shutil.copytree(TEMPLATE, tmp_path / "case")
    return tmp_path / "case"


def told(folder: Path) -> Told:
    """Fill the story of a folder."""
    dossier: Dossier = analysis.load(folder)
    found = told_story(dossier, folder, claims_of(dossier), links_of([Shelf("case", dossier)]))
    assert found is not None
    return found


def test_values_come_from_claims(case: Path) -> None:
    before = story_of(analysis.load(case), case)
    assert "60 % of its revenue" in str(before[0].parts[0])
    replace_in(case / "claims.csv", {",0.6~,": ",0.55~,"})
    after = story_of(analysis.load(case), case)
    assert "55 % of its revenue" in str(after[0].parts[0])


def test_charts_are_computed(case: Path) -> None:
    chart = next(
        p for c in story_of(analysis.load(case), case) for p in c.parts if isinstance(p, Chart)
    )
    dates, said = chart.bars
    assert said.words == "10.0 months"
    assert dates.sure < said.sure == said.possible <= 100
    assert dates.possible > dates.sure


def test_claims_become_notes_in_their_order(case: Path) -> None:
    story = told(case)
    assert [claim.id for claim in story.notes][:3] == ["gazette-c1", "weekly-c3", "gazette-c3"]
    first = str(story.chapters[0][2][0])
    assert first.count('href="#note-1"') == 1
    assert "[c:" not in first


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{share:share}", "{shore:share}", "a slot without a value: shore"),
        ("{share:share}", "some", "a value without a slot: share"),
        ("answer gazette-c1", "answer nobody", "no claim_id 'nobody'"),
        ("when d-notice", "sometime d-notice", "accepted: name = answer | said | period"),
        ("[c:gazette-c1]", "[c:nobody]", "the story cites 'nobody'"),
    ],
)
def test_faults_are_named(case: Path, old: str, new: str, fault: str) -> None:
    replace_in(case / "story.md", {old: new})
    with pytest.raises(ValueError, match=fault.replace("|", r"\|")):
        told(case)


def test_a_dossier_without_a_story_has_none(case: Path) -> None:
    (case / "story.md").unlink()
    assert story_of(analysis.load(case), case) == []
    assert story_of(analysis.load(TEMPLATE), TEMPLATE, "fr") == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("answer weekly-c1", "0.4 to 0.45"),
        ("period gazette-c1", "19,358 to 19,722"),  # the days of 2023
        ("range gazette-c1 weekly-c1", "0.4 to 0.6"),
        ("between weekly-c3 gazette-c4", "9.9"),
        ("product gazette-c1 weekly-c1", "0.24 to 0.27"),
        ("disputed", "1"),
        ("count claims", "8"),
    ],
)
def test_each_kind_of_value_is_computed(line: str, words: str) -> None:
    found = values_of(analysis.load(TEMPLATE), f"value = {line}", "story.md")["value"]
    assert say(found, "number", Style()) == words


def test_values_of_the_law_and_the_audit_are_read() -> None:
    lines = [
        "law = law ceiling_18_months",
        "wrong = wrong first random",
        "read = reread first random",
    ]
    found = values_of(analysis.load(REAL), "\n".join(lines), "story.md")
    audit = pd.read_csv(REAL / "audit.csv").query("sample == 'first random'")
    rule = pd.read_csv(REAL / "law.csv").set_index("rule_id").loc["ceiling_18_months", "value"]
    assert found["law"] == (float(rule), float(rule))
    assert found["wrong"] == (audit["verdict"] == "wrong").sum()
    assert found["read"] == (audit["verdict"] != "not found").sum()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("law nothing", "no rule 'nothing'"),
        ("wrong nothing", "no sample 'nothing'; known: none"),
        ("disputed p-one", "accepted: name = disputed"),
        ("months d-notice d-end works", "accepted: name = months EVENT EVENT"),
        ("when gazette-c3", "'gazette-c3' is a claim; for that write: answer CLAIM"),
        ("months gazette-c3 gazette-c4", "is a claim; for that write: between CLAIM CLAIM"),
        ("answer d-notice", "'d-notice' is a question; for that write: when EVENT"),
        ("period weekly-c3", "period"),
        ("between weekly-c3", "accepted: name = between CLAIM CLAIM"),
    ],
)
def test_values_that_cannot_be_computed_are_named(line: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault) as caught:
        values_of(analysis.load(TEMPLATE), f"value = {line}", "story.md")
    assert f"'value = {line}'" in str(caught.value)


def test_all_faults_of_the_values_are_listed_at_once() -> None:
    lines = "a = when gazette-c3\nb = answer nobody\nc = answer weekly-c4"
    with pytest.raises(ValueError, match="write: answer CLAIM") as caught:
        values_of(analysis.load(TEMPLATE), lines, "story.md")
    assert len(str(caught.value).splitlines()) == 2


def test_what_a_claim_said_keeps_its_about(case: Path) -> None:
    replace_in(
        case / "story.md", {"stated = answer": "stated = said", "{stated:months}": "{stated}"}
    )
    parts = story_of(analysis.load(case), case)[1].parts
    assert "the customer says about 10 months." in str(parts[0])
    replace_in(case / "story.md", {"says = answer": "says = said"})
    with pytest.raises(ValueError, match="'about 10 months' is text, and no number for a chart"):
        story_of(analysis.load(case), case)


@pytest.fixture(scope="module")
def built(site: Path) -> dict[str, BeautifulSoup]:
    """Parse the pages."""
    return {
        path.relative_to(site).with_suffix("").as_posix(): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in site.rglob("*.html")
    }


def test_the_story_is_told_in_both_languages(built: dict[str, BeautifulSoup]) -> None:
    english, french = built["index"], built["fr/index"]
    parts = [part["id"] for part in english.select("main > section[id]")]
    assert parts[0] == "who"
    assert [part["id"] for part in french.select("main > section[id]")][:6] == parts[:6]
    assert len(english.select("figure.chart")) == len(french.select("figure.chart")) == 3
    assert len(french.select("#notes li")) == len(english.select("#notes li"))


def test_standings_lead_to_their_meaning(built: dict[str, BeautifulSoup]) -> None:
    explained = {str(word["id"]) for word in built["glossary"].select(".glossary > div")}
    for page, chip in (("questions", "a.standing"), ("article", "a.chip")):
        links = {str(link["href"]) for link in built[page].select(chip)}
        assert links
        assert {link.removeprefix("glossary.html#") for link in links} <= explained
    menu = [str(link["href"]) for link in built["index"].select("header.top a")]
    assert "glossary.html" in menu


def test_the_glossary_can_be_searched(site: Path) -> None:
    entries = (site / "static" / "entries.js").read_text(encoding="utf-8")
    assert "glossary.html#safeguard" in entries
    assert "redressement judiciaire" in entries
