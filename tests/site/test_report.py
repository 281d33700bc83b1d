"""The report: whole, self-contained, and nothing in it but text."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pandas as pd
import pytest
from support import HOUSE, TEMPLATE, small_tables

import analysis
import analysis.site.report
from analysis.cli import PROBLEMS, main
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.site.blocks import Table, Text
from analysis.site.report import write_report

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&{{7*7}} $\\frac{1}{ US$"


class Page(HTMLParser):
    """What a browser would make of a page."""

    VOID = ("meta", "img", "source", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element in its turn."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


@pytest.fixture(scope="module")
def template() -> Dossier:
    """Give the template's dossier."""
    loaded: Dossier = analysis.load(TEMPLATE)
    return loaded


@pytest.fixture(scope="module")
def page(template: Dossier) -> Page:
    """Read the template's report."""
    return Page(write_report(template))


def test_it_names_every_question_claim_and_source(page: Page, template: Dossier) -> None:
    assert page.open == []
    for text in [*template.questions["text"], *template.claims["claim_id"]]:
        assert text in page.text
    for text in template.sources["title"]:
        assert text in page.text
    assert "contested" in page.text
    assert "121 days" in page.text  # between the two dates given for the notice
    assert "Claims that cannot all be true" in page.text


def test_every_claim_stands_in_it_with_its_source(page: Page, template: Dossier) -> None:
    """A number leads to a claim, and the claim to its source, on the page itself."""
    places = {value for name, value in page.attributes if name == "id"}
    links = {value for name, value in page.attributes if name == "href"}
    for name, prefix, ids in (
        ("claims", "claim-", template.claims["claim_id"]),
        ("sources", "source-", template.sources["source_id"]),
        ("questions", "question-", template.claims["question_id"]),
    ):
        assert set(prefix + ids) <= places, name
        assert set("#" + prefix + ids) <= links, name
    for column in ("statement", "quote", "speaker"):
        assert all(text in page.text for text in template.claims[column])
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= places


def test_it_says_how_long_the_notice_was(page: Page) -> None:
    table = page.text.partition("by each side’s own account")[2]
    assert "Example Telecom" in table
    assert "months" in table
    assert "How many months lay between the notice and the end?" in page.text


def test_it_asks_nothing_of_any_host(page: Page) -> None:
    """Links are followed by the reader only; everything else is in the page."""
    loads = [
        value for name, value in page.attributes if name in ("src", "srcset", "data", "action")
    ]
    # the figures: what is disputed, the events, the notice; two of them for a telephone too
    assert len(loads) == 5
    assert all(value.startswith("data:image/png;base64,") for value in loads)
    links = [value for name, value in page.attributes if name == "href"]
    assert {link for link in links if not link.startswith("#")} == {
        "https://example.org/weekly/telecom",
        "https://example.org/gazette/works",
    }
    assert not page.tags & {"script", "link", "iframe", "object", "embed", "form", "base"}
    policy = [value for name, value in page.attributes if value.startswith("default-src")]
    assert policy == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]


def test_each_figure_has_its_reading(page: Page) -> None:
    readings = [value for name, value in page.attributes if name == "alt"]
    assert len(readings) == 3
    assert all(reading in page.text for reading in readings)


def test_it_is_the_same_each_time(template: Dossier) -> None:
    assert write_report(template) == write_report(template)


def test_it_says_how_far_it_is(template: Dossier) -> None:
    said: list[str] = []
    write_report(template, progress=said.append)
    assert said[0].startswith("1/6 ")
    assert said[5].startswith("6/6 ")
    assert said[6:] == ["questions, claims and sources"]


def test_hostile_texts_stay_texts(about: About) -> None:
    """Every free text of the dossier tries to be markup, or a formula."""
    about = About(**{**vars(about), "title": HOSTILE})
    claims = [
        {"question_id": question, "answer": answer, "side": side}
        | dict.fromkeys(["speaker", "scope", "statement", "note"], HOSTILE)
        for question, answers in {
            "q": ["1", "2/.."],
            "y": ["yes", "no"],
            "d": ["2021", "2020"],
        }.items()
        for answer, side in zip(answers, ["buyer", "seller"], strict=True)
    ]
    words = dict.fromkeys(["topic", "label", "text", "definition"], HOSTILE)
    questions = [
        {"question_id": "q", "kind": "quantity", "unit": HOSTILE, **words},
        {"question_id": "y", "kind": "yes-no", "yes_favours": "seller", **words},
        {"question_id": "d", "kind": "date", **words},
    ]
    tables = small_tables(claims, questions)
    for name, columns in {
        "sources": ["publisher", "title", "author"],
        "parties": ["label"],
    }.items():
        tables[name] = tables[name].assign(**dict.fromkeys(columns, HOSTILE))
    tables["sources"] = tables["sources"].assign(url="https://x/\"onmouseover='alert(3)'<b>")
    page = Page(write_report(make_dossier(about, tables)))
    assert page.open == []
    assert not page.tags & {"script", "b"}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert all(value.startswith("data:") for name, value in page.attributes if name == "src")
    assert page.text.count(HOSTILE) > 20


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("quantity", ["1000/..", "../500"]),
        ("quantity", ["0", "0"]),
        ("quantity", ["9" * 18, "-" + "9" * 18]),
        ("date", ["1000", "2999-12-31"]),
        ("date", ["2021-07/..", "../2020"]),
        ("date", ["2021-07/..", "2022-07/.."]),
        ("yes-no", ["partly", "yes"]),
    ],
)
def test_answers_at_the_edge_are_drawn(
    kind: str, answers: list[str], small: Callable[..., Dossier]
) -> None:
    claims = [{"answer": answer, "speaker": answer} for answer in answers]
    page = Page(write_report(small(claims, [{"question_id": "q", "kind": kind, "unit": "EUR"}])))
    assert page.open == []


def test_a_dossier_without_claims_has_a_report(small: Callable[..., Dossier]) -> None:
    questions = [{"question_id": k, "kind": k} for k in ("yes-no", "quantity", "date")]
    claims = [{"question_id": "quantity", "answer": "1"}]
    page = Page(write_report(small(claims, questions).as_of("1999-01-01")))
    assert "Sources: none." in page.text


def test_every_dossier_has_a_report_without_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its tables and words are looked at here; the figures have tests of their own."""
    monkeypatch.setattr("analysis.site.sections.drawn", lambda ax, lang="en": Text("A figure."))
    for path in HOUSE:
        dossier = analysis.load(path)
        page = Page(write_report(dossier))
        assert page.open == []
        missing = [c for c in dossier.claims["claim_id"] if c not in page.text]
        assert missing == []


def test_a_table_leaves_empty_columns_out() -> None:
    rows = pd.DataFrame({"a": ["x", ""], "b": ["", ""], "c": [[], ["1", "2"]]})
    block = Table("Rows", rows, {"a": "A", "b": "B", "c": "C"})
    assert block.columns == ["a", "c"]
    assert block.rows == [["x", []], ["", ["1", "2"]]]


def test_more_claims_than_a_page_can_hold_are_refused(
    template: Dossier, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(analysis.site.report, "MOST_CLAIMS", 5)
    with pytest.raises(ValueError, match=r"\A8 claims are too many for one page; accepted: at mo"):
        write_report(template)
    assert main(["report", str(TEMPLATE)]) == PROBLEMS
    assert "dossier site spreads them over pages" in capsys.readouterr().err
