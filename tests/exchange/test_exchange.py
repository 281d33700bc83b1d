"""Exports, each read back by a parser of its format."""

from __future__ import annotations

import io
import json
import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import frictionless
import icalendar
import numpy as np
import openpyxl
import pandas as pd
import pytest
import rdflib
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from rocrate.rocrate import ROCrate
from support import HOUSE, TEMPLATE, table

import analysis
from analysis.dispute.camps import camps
from analysis.dossier.dossier import Dossier
from analysis.dossier.schemas import SCHEMAS
from analysis.exchange.argument import to_argdown
from analysis.exchange.chronology import _fold, _text
from analysis.exchange.crate import METADATA, to_crate
from analysis.exchange.references import _latex, to_ris
from analysis.exchange.text import slug
from analysis.exchange.workbook import to_workbook
from analysis.language.answers import to_day
from analysis.language.words import say_days

FOLDERS = [TEMPLATE, *HOUSE]
NASTY = 'Cost & 100% of $5_000 #1 {a} \\input{x} ~^ "q", <b>é</b>; 😀'


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def any_dossier(request: pytest.FixtureRequest) -> Dossier:
    """Give each dossier in turn."""
    loaded: Dossier = analysis.load(request.param)
    return loaded


@pytest.fixture
def nasty(small: Callable[..., Dossier]) -> Dossier:
    """Make a dossier whose texts are code in some format, and whose dates are of every form."""
    dates = ["2021", "2021-07", "2021-07-23~", "2021-07/2022", "2021-07/..", "../2022-02-03"]
    rows = [
        {
            **{"source_id": f"s{n}", "publisher": NASTY, "title": NASTY, "author": NASTY},
            **{"published": day, "kind": "press", "read": "full text", "date_basis": NASTY},
            "url": "https://example.org/a_b%20{c}#d&e~f",
        }
        for n, day in enumerate(dates)
    ]
    paper = {**rows[0], "source_id": "paper", "published": "2022-03-21"}
    claims = [
        {"question_id": "d", "answer": day, "source_id": f"s{n}", "statement": NASTY}
        for n, day in enumerate(dates)
    ]
    asked = [{"question_id": "d", "kind": "date", "label": NASTY, "text": NASTY, "topic": NASTY}]
    return small(claims, asked, sources=table("sources", [paper, *rows]))


# schema.org, vocabulary 29: the properties that each type has, of those that are used here.
THING = {"@id", "@type", "identifier", "name", "description", "url", "alternateName"}
WORK = THING | {"text", "author", "publisher", "datePublished", "inLanguage", "about", "keywords"}
WORK |= {"temporalCoverage", "isBasedOn", "isPartOf", "archivedAt", "creator", "license"}
WORK |= {"usageInfo", "dateModified", "isAccessibleForFree"}
PROPERTIES: dict[str | None, set[str]] = {
    "Claim": WORK | {"appearance"},
    **{"CreativeWork": WORK, "Question": WORK, "Quotation": WORK, "Dataset": WORK},
    "DefinedTerm": THING | {"inDefinedTermSet"},
    "Organization": THING,
    "Person": THING | {"jobTitle"},
    None: {"@id", "name"},  # a reference, or a thing that is only named
}


def nodes(value: object) -> list[dict[str, Any]]:
    """List the objects of a JSON document."""
    if isinstance(value, list):
        return [node for one in value for node in nodes(one)]
    if isinstance(value, dict):
        return [value, *(node for one in value.values() for node in nodes(one))]
    return []


def test_claims_are_schema_org(any_dossier: Dossier) -> None:
    document = json.loads(analysis.exchange.to_jsonld(any_dossier))
    assert document["@context"] == "https://schema.org"
    graph = document["@graph"]
    for node in nodes(graph):
        assert node.keys() <= PROPERTIES[node.get("@type")], node
        assert all(value not in ("", None, [], {}) for value in node.values())
    known = {node["@id"] for node in graph}
    assert len(known) == len(graph)
    assert {node["@id"] for node in nodes(graph) if "@id" in node} == known  # no loose end
    claims = [node for node in graph if node.get("@type") == "Claim"]
    assert [node["text"] for node in claims] == any_dossier.claims["statement"].tolist()
    names = {node["@id"]: node["name"] for node in graph if "name" in node}
    said = [names[node["author"]["@id"]] for node in claims]
    assert said == any_dossier.claims["speaker"].tolist()  # who speaks twice is one node
    dataset = next(node for node in graph if node.get("@type") == "Dataset")
    assert 50 <= len(dataset["description"]) <= 5000  # what Google's search for data sets asks
    for node in graph:
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", node.get("datePublished", "2022"))


def test_answers_in_linked_data_are_in_words(dossier: Dossier) -> None:
    graph = json.loads(analysis.exchange.to_jsonld(dossier))["@graph"]
    claims = {node["identifier"]: node for node in graph if node.get("@type") == "Claim"}
    claim = dossier.select(question_id="q-orange-share", answer="0.8~").iloc[0]
    assert claims[claim["claim_id"]]["description"].endswith(": about 80 %")


def test_bibtex_is_read_back(any_dossier: Dossier) -> None:
    library = parse_string(analysis.exchange.to_bibtex(any_dossier))
    assert not library.failed_blocks
    sources = any_dossier.sources.set_index("source_id")
    assert [entry.key for entry in library.entries] == sources.index.tolist()
    for entry in library.entries:
        row = sources.loc[entry.key]
        assert entry.entry_type == "misc"  # which every style and parser knows
        assert entry["date"] == row["published"]
        assert entry.fields_dict.keys() >= {"title", "howpublished", "keywords"}
        if "year" in entry.fields_dict:
            assert row["published"].startswith(entry["year"])


def test_bibtex_gives_the_texts_back(nasty: Dossier) -> None:
    text = analysis.exchange.to_bibtex(nasty)
    plain = parse_string(text)
    assert not plain.failed_blocks
    assert len(plain.entries) == 7
    assert plain.entries[0]["url"] == "https://example.org/a_b%20%7Bc%7D#d&e~f"
    decoded = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    # This decoder drops all braces, and gives ^ as the accent by itself.
    expected = NASTY.translate({ord("{"): None, ord("}"): None, ord("^"): "ˆ"})
    assert {entry["title"] for entry in decoded.entries} == {f"[{expected}]"}
    assert "\\input{" not in text
    years = {entry.key: entry.fields_dict.get("year") for entry in plain.entries}
    assert {key: year.value if year else None for key, year in years.items()} == {
        **{"paper": "2022", "s0": "2021", "s1": "2021", "s2": "2021"},
        **{"s3": None, "s4": None, "s5": None},
    }


@given(st.text(st.characters(exclude_categories=["C", "Z"])))
@settings(max_examples=200, deadline=None)
def test_latex_braces_always_pair(text: str) -> None:
    written = _latex(text)
    depth = 0
    for sign in written:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"(?<!\\)[&%$#_~^]", written)


# citation-style-language/schema, csl-data.json 1.0: of its types and variables those used here.
CSL_TYPES = {"webpage", "document", "article-newspaper", "legal_case", "hearing"}
CSL_TEXTS = {"id", "type", "title", "publisher", "container-title", "language", "URL", "annote"}
CSL_TEXTS |= {"archive"}


def test_csl_json_is_as_its_schema_says(any_dossier: Dossier) -> None:
    items = json.loads(analysis.exchange.to_csl_json(any_dossier))
    assert [item["id"] for item in items] == any_dossier.sources["source_id"].tolist()
    for item in items:
        assert item["type"] in CSL_TYPES
        assert item.keys() <= CSL_TEXTS | {"author", "issued", "accessed", "custom"}
        assert all(isinstance(item[key], str) for key in item.keys() & CSL_TEXTS)
        assert all(
            name.keys() in ({"literal"}, {"family", "given"}) for name in item.get("author", [])
        )


def test_csl_dates_are_no_more_exact_than_the_source(nasty: Dossier) -> None:
    items = json.loads(analysis.exchange.to_csl_json(nasty))
    assert [item["issued"] for item in items] == [
        {"date-parts": [[2022, 3, 21]]},
        {"date-parts": [[2021]]},
        {"date-parts": [[2021, 7]]},
        {"date-parts": [[2021, 7, 23]], "circa": True},
        {"date-parts": [[2021, 7], [2022]]},
        {"literal": "1 July 2021 or later"},
        {"literal": "3 February 2022 or earlier"},
    ]


def read_calendar(text: str) -> list[dict[str, Any]]:
    """Read the events of a calendar."""
    calendar: Any = icalendar.Calendar.from_ical(text)
    assert calendar["version"] == "2.0"
    return [
        {
            **{"start": event.decoded("dtstart"), "end": event.decoded("dtend")},
            **{"summary": str(event["summary"]), "uid": str(event["uid"])},
            **{"text": str(event["description"]), "topic": event["categories"].cats[0]},
        }
        for event in calendar.walk("VEVENT")
    ]


def test_the_calendar_is_read_back(any_dossier: Dossier) -> None:
    text = analysis.exchange.to_icalendar(any_dossier)
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in text.encode().replace(b"\r\n", b"")
    found = read_calendar(text)
    assert len({event["uid"] for event in found}) == len(found)
    dated = any_dossier.questions.query("kind == 'date'")
    expected = [
        camp
        for question_id in dated["question_id"]
        for camp in camps(any_dossier, question_id)["claims"]
    ]
    said = [event["text"].partition("Claims: ")[2].rstrip(".").split(", ") for event in found]
    assert sorted(said) == sorted(expected)  # each camp once
    for event in found:
        assert event["start"] < event["end"]  # whole days: the end is the day after
        last = event["end"] - timedelta(days=1)
        exact = say_days(to_day(event["start"]), to_day(last))
        words = event["summary"]
        assert exact in words or f"{exact} or later" in words or f"{exact} or earlier" in words


SCOPES = [
    *("", "lot 1", "lot-1", "Lot 1", "lot n° 1", "été", "ete", "Αθήνα", "Σπάρτη", "東京", "京都"),
    *("Київ", "القاهرة", "😀", "🎉", "a/b", "a b", "!", "?"),
]


def test_ids_of_a_calendar_are_unique_in_any_script(small: Callable[..., Dossier]) -> None:
    question = {"kind": "date", "topic": "t", "label": "Event", "text": "When?"}
    asked = [question | {"question_id": name} for name in ("q", "q-1", "q-lot-1")]
    days = ("2021-01-01", "2022-01-01")
    claims = [
        {"question_id": one["question_id"], "answer": day, "scope": scope}
        for one in asked
        for scope in SCOPES
        for day in days
    ]
    calendar = analysis.exchange.to_icalendar(small(claims, asked))
    ids = [str(e["UID"]) for e in icalendar.Calendar.from_ical(calendar).walk("VEVENT")]
    assert len(set(ids)) == len(ids) == len(claims)
    assert all(one.isascii() for one in ids)


@pytest.mark.parametrize("titles", [("Αθήνα", "Σπάρτη"), ("東京 2022", "京都 2022"), ("Ж", "Щ")])
def test_titles_in_other_scripts_are_told_apart(titles: tuple[str, str]) -> None:
    one, other = map(slug, titles)
    assert one != other
    assert re.fullmatch(r"[a-z0-9-]+", one)


def test_a_calendar_keeps_texts_and_open_ends(small: Callable[..., Dossier]) -> None:
    claims = [
        {"question_id": "d", "answer": "2021-07-23/..", "speaker": NASTY},
        {"question_id": "d", "answer": "../2020", "speaker": "a\nb\\nc"},
    ]
    asked = [{"question_id": "d", "kind": "date", "label": NASTY, "topic": NASTY}]
    until, since = read_calendar(analysis.exchange.to_icalendar(small(claims, asked)))
    assert since["summary"] == f"{NASTY}: 23 July 2021 or later (2 of 2 accounts)"
    assert (since["start"], since["end"]) == (date(2021, 7, 23), date(2021, 7, 24))
    assert until["summary"] == f"{NASTY}: 31 December 2020 or earlier (1 of 2 accounts)"
    assert (until["start"], until["end"]) == (date(2020, 12, 31), date(2021, 1, 1))
    assert since["topic"] == NASTY
    assert f"According to {NASTY}:" in since["text"]
    assert "According to a b\\nc:" in until["text"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
@settings(max_examples=200, deadline=None)
def test_folding_loses_nothing(text: str) -> None:
    line = f"SUMMARY:{_text(text)}"
    folded = _fold(line)
    pieces = folded.encode().split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    for piece in pieces:
        piece.decode()  # no character is cut
    assert folded.replace("\r\n ", "") == line


def test_timelinejs_has_its_fields(any_dossier: Dossier) -> None:
    timeline = json.loads(analysis.exchange.to_timelinejs(any_dossier))
    assert timeline.keys() == {"title", "events"}
    calendar = read_calendar(analysis.exchange.to_icalendar(any_dossier))
    assert len(timeline["events"]) == len(calendar)
    for slide, event in zip(timeline["events"], calendar, strict=True):
        fields = {"unique_id", "start_date", "display_date", "group", "text"}
        assert fields <= slide.keys() <= fields | {"end_date"}
        start = date(**slide["start_date"])
        end = date(**slide.get("end_date", slide["start_date"]))
        assert (start, end + timedelta(days=1)) == (event["start"], event["end"])
        assert slide["text"].keys() == {"headline", "text"}


def test_timelinejs_texts_hold_no_markup(nasty: Dossier) -> None:
    text = analysis.exchange.to_timelinejs(nasty)
    assert "<" not in text
    assert "&lt;b&gt;é" in text


@pytest.mark.parametrize("folder", FOLDERS[1:], ids=lambda folder: folder.name)
def test_the_data_package_is_the_generated_one_and_valid(folder: Path) -> None:
    written = (folder / "datapackage.json").read_text(encoding="utf-8")
    assert written == analysis.exchange.to_datapackage(analysis.load(folder))
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    paths = {resource["path"] for resource in json.loads(written)["resources"]}
    assert paths == {path.name for path in folder.glob("*.csv")}


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("claims.csv", ",weekly-2024-05,", ",nowhere,", "foreign-key"),
        ("claims.csv", ",works,", ",nobody,", "foreign-key"),
        ("questions.csv", ",quantity,", ",amount,", "constraint-error"),
        ("sources.csv", "https://", "ftp://", "constraint-error"),
        ("parties.csv", "works,Example Works", "works,", "constraint-error"),
        ("claims.csv", "weekly-c1,", "gazette-c1,", "primary-key"),
    ],
)
def test_the_data_package_refuses_what_load_refuses(
    file: str, old: str, new: str, error: str, tmp_path: Path
) -> None:
    folder = FOLDERS[0]
    package = analysis.exchange.to_datapackage(analysis.load(folder))
    (tmp_path / "datapackage.json").write_text(package, encoding="utf-8")
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / file).read_text(encoding="utf-8")
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert error in {kind for (kind,) in report.flatten(["type"])}
    with pytest.raises(analysis.DossierError, match=file):
        analysis.load(tmp_path)


def test_a_dossier_without_claims_can_be_exported(small: Callable[..., Dossier]) -> None:
    empty = small([{"answer": "0.5"}]).as_of("1999-01-01")
    assert isinstance(empty.claims, pd.DataFrame)
    assert json.loads(analysis.exchange.to_csl_json(empty)) == []
    assert analysis.exchange.to_bibtex(empty) == to_ris(empty) == ""
    assert len(to_crate(empty)) > 0
    assert read_calendar(analysis.exchange.to_icalendar(empty)) == []
    assert json.loads(analysis.exchange.to_timelinejs(empty))["events"] == []


def test_ris_is_read_back(any_dossier: Dossier) -> None:
    records = rispy.loads(to_ris(any_dossier))
    sources = any_dossier.sources
    assert [record["id"] for record in records] == sources["source_id"].tolist()
    assert [record.get("urls", [""])[0] for record in records] == sources["url"].tolist()
    assert not any("unknown_tag" in record for record in records)


def test_references_are_printed_by_a_citation_processor(any_dossier: Dossier) -> None:
    """A style prints each source: the title in brackets, where the work bears another."""
    items = json.loads(analysis.exchange.to_csl_json(any_dossier))
    for item in items:  # citeproc-py fails on a range within one year, whoever wrote it
        item["issued"] = item["issued"] | {"date-parts": item["issued"].get("date-parts", [])[:1]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that it does not know, such as custom
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        book = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            book.register(Citation([CitationItem(item["id"])]))
        printed = [str(entry) for entry in book.bibliography()]
    assert len(printed) == len(items)
    for entry, row in zip(book.items, any_dossier.sources.itertuples(), strict=True):
        assert row.source_id.lower() == entry.key
    assert not any("date:" in text for text in printed)  # no working note


def test_linked_data_are_triples(any_dossier: Dossier) -> None:
    document = json.loads(analysis.exchange.to_jsonld(any_dossier))
    document["@context"] = {"@vocab": "https://schema.org/"}  # the published one, without a network
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of rdflib, about itself
        graph = rdflib.Graph().parse(
            data=json.dumps(document), format="json-ld", base="https://x.org/"
        )
    of_type = list(graph.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/Claim")))
    assert len(of_type) == len(any_dossier.claims)
    authors = set(graph.objects(None, rdflib.URIRef("https://schema.org/author")))
    assert authors
    assert not any(isinstance(author, rdflib.BNode) for author in authors)


def test_the_crate_is_read_and_is_a_dossier(any_dossier: Dossier, tmp_path: Path) -> None:
    with ZipFile(io.BytesIO(to_crate(any_dossier))) as packed:
        packed.extractall(tmp_path)
    crate = ROCrate(str(tmp_path))
    assert crate.name == any_dossier.about.title
    there = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()}
    assert {entity.id for entity in crate.data_entities} == there - {METADATA}
    loaded = analysis.load(tmp_path)
    assert loaded.about == any_dossier.about
    assert all(loaded.table(name).equals(any_dossier.table(name)) for name in SCHEMAS)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_binary_formats_have_no_clock(dossier: Dossier) -> None:
    assert to_crate(dossier) == to_crate(dossier)
    assert to_workbook(dossier) == to_workbook(dossier)


def test_the_workbook_has_the_numbers_as_read(any_dossier: Dossier) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(any_dossier)))
    head, *rows = book["claims"].iter_rows(values_only=True)
    table = pd.DataFrame(rows, columns=[str(cell) for cell in head])
    claims = any_dossier.claims
    assert table["claim_id"].tolist() == claims["claim_id"].tolist()
    numbers = claims["kind"].isin(["quantity", "duration"]) & np.isfinite(claims["low"])
    written = table.loc[numbers, "x_low"].astype(float).tolist()
    assert written == pytest.approx(claims.loc[numbers, "low"].tolist(), rel=1e-14)
    days = (claims["kind"] == "date") & np.isfinite(claims["high"])
    assert [to_day(day) for day in table.loc[days, "x_high"]] == claims.loc[days, "high"].tolist()


def test_no_cell_of_the_workbook_is_a_formula(small: Callable[..., Dossier]) -> None:
    made = small([{"answer": "0.5", "statement": "=1+1"}])
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(made)))
    cells = [cell for row in book["claims"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_the_argument_map_has_each_voice(any_dossier: Dossier) -> None:
    text = to_argdown(any_dossier)
    claims = any_dossier.claims
    heard = claims[(claims["kind"] == "yes-no") & (claims["voice"] != "")]
    signs = {"yes": ["+"], "no": ["-"], "partly": ["+", "-"]}
    found = re.findall(r"^  ([+-]) <([^>]+)>", text, re.MULTILINE)
    wanted = [(sign, row.claim_id) for row in heard.itertuples() for sign in signs[row.answer]]
    assert sorted(found) == sorted(wanted)


def test_an_unknown_format_is_refused(dossier: Dossier) -> None:
    with pytest.raises(ValueError, match="no format 'word'; accepted: argdown, bibtex"):
        analysis.export(dossier, "word")


@pytest.mark.parametrize("folder", FOLDERS[1:], ids=lambda folder: folder.name)
def test_each_package_says_whose_it_is_and_what_may_be_done(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    dossier = analysis.load(folder)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["contributors"] == [{"title": dossier.about.authors, "role": "author"}]
    assert [one["path"] for one in package["sources"]] == dossier.sources["url"].tolist()
    day = dossier.about.collected
    assert package["version"] == f"{day.year}.{day.month}.{day.day}"


@pytest.mark.parametrize(
    ("licence", "found"),
    [
        ("CC-BY-4.0", ["CC-BY-4.0"]),
        ("https://creativecommons.org/publicdomain/zero/1.0/", ["CC0-1.0"]),
        ("https://example.org/terms", [None]),
        ("Ask us.", None),
    ],
)
def test_a_licence_is_named_where_packages_know_it(
    licence: str, found: list[str | None] | None, dossier: Dossier
) -> None:
    other = replace(dossier, about=replace(dossier.about, licence=licence))
    package = json.loads(analysis.exchange.to_datapackage(other))
    named = package.get("licenses")
    assert (named and [one.get("name") for one in named]) == found
