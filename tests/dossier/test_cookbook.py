"""Each answer of the cookbook is read as it says, from the rows that it shows."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from support import TEMPLATE

from analysis.dispute.standing import standing
from analysis.dossier.dossier import Dossier, load
from analysis.dossier.suppose import from_tables
from analysis.dossier.what_if import WhatIf
from analysis.language.words import say_days, say_numbers

GUIDE = (TEMPLATE / "cookbook.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^### (.+?)\n(.+?)(?=^##|\Z)", GUIDE, re.MULTILINE | re.DOTALL)
CODED = [(title, text) for title, text in SECTIONS if "\n| " in text]
Rows = list[dict[str, str]]


def tables_of(text: str) -> list[Rows]:
    """Read the tables of a section."""
    found = []
    for block in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        lines = [[c.strip() for c in line.strip("|").split("|")] for line in block.splitlines()]
        found.append([dict(zip(lines[0], line, strict=True)) for line in lines[2:]])
    return found


def asked(row: dict[str, str]) -> dict[str, str]:
    """Say which question a row answers."""
    named = row.get("question_id") or row.get("question") or "q"
    kind = "yes-no" if "question" in row else row.get("kind", "quantity")
    measured = {"quantity": row.get("unit", "share"), "duration": "months"}.get(kind, "")
    return {
        **{"question_id": named, "kind": kind, "unit": measured, "topic": "t", "label": named},
        **{"text": f"{named}?", "time": "event" if kind in ("yes-no", "quantity") else ""},
        **{"yes_favours": "works" if kind == "yes-no" else "", "definition": ""},
        **{name: row.get(name, "") for name in ("from_question", "to_question")},
    }


def coded(text: str) -> Dossier:
    """Make a dossier of the rows of a section, the rest filled in as a coder would."""
    given = {key: rows for rows in tables_of(text) for key in [_table(rows)]}
    claims = [
        {
            **{"claim_id": f"c{n}", "question_id": asked(row)["question_id"]},
            **{"source_id": row.get("source_id", "daily"), "side": row.get("side", "works")},
            **{"speaker": row.get("speaker", "Example Works"), "answer": row["answer"]},
            **{"statement": row.get("statement") or "Said so.", "note": row.get("note", "")},
            **{"period": row.get("period", ""), "scope": "", "quote": "", "paragraph": ""},
        }
        for n, row in enumerate(given["claims"])
    ]
    questions = [asked(row) for row in given["claims"]]
    questions += [asked({"question_id": name, "kind": "date"}) for name in ("d-told", "d-end")]
    old = load(TEMPLATE)
    kinds = {"daily": "press", "weekly": "press", "copy": "repost", "ruling": "court"}
    blank = dict.fromkeys(old.sources.columns[:10], "")
    sources = [
        blank
        | {"source_id": name, "publisher": name, "title": "T", "kind": kind}
        | {"published": "2024-05-02", "read": "full text"}
        for name, kind in kinds.items()
    ]
    more = {name: pd.DataFrame(rows) for name, rows in given.items() if name != "claims"}
    return from_tables(
        replace(old.about, main_source="daily", what_if=WhatIf()),
        sources=pd.DataFrame(sources),
        questions=pd.DataFrame(questions).drop_duplicates("question_id"),
        claims=pd.DataFrame(claims),
        parties=old.parties,
        **more,
    )


def _table(rows: Rows) -> str:
    """Say which table some rows belong to."""
    return next(
        name
        for name, column in (("claims", "answer"), ("speakers", "body"), ("reviews", "reviews"))
        if column in rows[0]
    )


def read_as(dossier: Dossier) -> str:
    """Say what the answers are read as."""
    units = dossier.questions.set_index("question_id")["unit"]
    said = []
    for row in dossier.claims.itertuples():
        if row.kind == "date":
            words = say_days(row.low, row.high)
        else:
            words = say_numbers(row.low, row.high, units[row.question_id])
        period = f", of {say_days(row.period_low, row.period_high)}" if row.period else ""
        said.append(words + period)
    return "; ".join(said)


def voices(dossier: Dossier) -> str:
    """Count the voices of each side."""
    heard = dossier.claims[dossier.claims["voice"] != ""].drop_duplicates("voice")
    counts = heard["side"].value_counts().sort_index()
    return ", ".join(f"{count} of {side}" for side, count in counts.items())


@pytest.mark.parametrize(("title", "text"), CODED, ids=[title for title, _ in CODED])
def test_an_answer_is_read_as_the_cookbook_says(title: str, text: str) -> None:
    dossier = coded(text)
    lines = re.findall(r"^(?:Read as|Voices|Standing of \w+): .+$", text, re.MULTILINE)
    assert lines, title
    for line in re.sub(r"\. (?=Standing)", ".\n", "\n".join(lines)).splitlines():
        what, _, said = line.rstrip(".").partition(": ")
        if what == "Read as":
            assert said == read_as(dossier)
        elif what == "Voices":
            assert said == voices(dossier)
        else:
            table = standing(dossier).set_index("answer")
            assert said == table.loc[what.split()[-1], "standing"]


def test_there_are_thirty_answers() -> None:
    assert len(SECTIONS) >= 30
    assert len(CODED) >= len(SECTIONS) - 1  # "no comment" is no row


@pytest.mark.parametrize(
    ("kind", "unit", "answer"),
    [
        *[("quantity", "share", "1/3"), ("date", "", "196X"), ("quantity", "EUR", "53.6 million")],
        ("quantity", "EUR million", "53.6"),
    ],
)
def test_what_the_cookbook_calls_refused_is(kind: str, unit: str, answer: str) -> None:
    rows = f"| kind | unit | answer |\n| --- | --- | --- |\n| {kind} | {unit} | {answer} |\n"
    with pytest.raises(ValueError, match="accepted"):
        coded(rows)
