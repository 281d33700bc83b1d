"""Exercises: chosen for what they compare, answered by the library."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support import HOUSE, TEMPLATE

import analysis
from analysis.dossier import Dossier, load
from analysis.site.build import build_site
from analysis.site.evidence import claims_of
from analysis.site.questions import questions_of
from analysis.site.teach import Exercise, exercises_of


def exercises(dossier: Dossier) -> dict[str, Exercise]:
    """Set the exercises of a dossier."""
    claims = claims_of(dossier)
    found = exercises_of(dossier, questions_of(dossier, claims), claims)
    return {exercise.kind: exercise for exercise in found}


def test_answers_are_the_library_s(dossier: Dossier) -> None:
    found = exercises(dossier)
    judged = analysis.standing(dossier).set_index(["question_id", "scope", "answer"])
    (question,) = {claim.question_id for claim in found["standing"].claims}
    for solution in found["standing"].solutions:
        answer, standing = solution.found.split(": ")
        row = judged.loc[question, "", answer]
        assert (standing, solution.claims) == (row["standing"], row["claims"])
    (question,) = {claim.question_id for claim in found["camps"].claims}
    camps = analysis.camps(dossier, question, scope="")
    assert [s.claims for s in found["camps"].solutions] == camps["claims"].tolist()
    assert (camps["gap"] > 0).any()


def test_where_no_length_is_asked_for_it_is_that_between_the_best_dated_events(
    small: Callable[..., Dossier],
) -> None:
    said = [("told", "a"), ("told", "b"), ("letter", "a"), ("end", "a"), ("end", "b")]
    days = {"told": "2021-01-04", "letter": "2021-06-01", "end": "2022-01-04"}
    claims = [{"question_id": q, "speaker": who, "answer": days[q]} for q, who in said]
    asked = [{"question_id": q, "kind": "date", "label": q.title()} for q in days]
    length = exercises(small(claims, asked))["length"]
    assert length.question == "Told – End"
    assert [solution.found for solution in length.solutions] == ["12.0 months"]


def test_a_length_that_is_asked_for_comes_first(small: Callable[..., Dossier]) -> None:
    days = {"told": "2021-01-04", "letter": "2021-06-01", "end": "2022-01-04"}
    claims = [{"question_id": q, "speaker": "a", "answer": day} for q, day in days.items()]
    asked = [{"question_id": q, "kind": "date", "label": q.title()} for q in days]
    ends = {"from_question": "letter", "to_question": "end"}
    asked += [{"question_id": "n", "kind": "duration", "text": "How long was it?"} | ends]
    assert exercises(small(claims, asked))["length"].question == "How long was it?"


@pytest.mark.parametrize("folder", [*HOUSE, TEMPLATE], ids=lambda folder: folder.name)
def test_any_dossier_with_a_story_can_be_taught(
    folder: Path, site_of: Callable[[Path], Path]
) -> None:
    page = site_of(folder) / "teach.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    found = exercises(load(folder))
    assert len(soup.select(".exercise")) == len(found) >= 2
    for part, exercise in zip(soup.select(".exercise"), found.values(), strict=True):
        assert exercise.question in part.get_text()
        assert len(part.select(".material li")) == len(exercise.claims)
        assert len(part.select("details:not([open]) li")) == len(exercise.solutions)
        cited = {own for solution in exercise.solutions for own in solution.claims}
        assert cited >= {claim.id for claim in exercise.claims}
    licence = load(folder).about.licence
    assert (licence or "names no licence") in soup.select("#copy")[0].get_text()


def test_the_story_takes_as_long_to_read_as_its_words(tmp_path: Path) -> None:
    site = build_site(TEMPLATE, tmp_path / "site").parent
    soup = BeautifulSoup((site / "teach.html").read_text(encoding="utf-8"), "html.parser")
    said = soup.select_one("a[href='index.html']:-soup-contains('story')")
    assert said is not None
    assert said.parent is not None
    words, minutes = map(int, re.findall(r"\d+", said.parent.get_text()))
    assert words % 10 == 0
    assert words / 120 - 0.1 <= minutes <= words / 120 + 1.1
    assert "What came when" in soup.get_text()  # its events are dated


def test_without_a_story_there_is_no_such_page(tmp_path: Path) -> None:
    case = tmp_path / "case"
    case.mkdir()
    for path in TEMPLATE.glob("*"):
        if path.is_file() and path.name != "story.md":
            (case / path.name).write_bytes(path.read_bytes())
    site = build_site(case, tmp_path / "site").parent
    assert not (site / "teach.html").exists()
    assert (site / "timeline.html").exists()
    home = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser")
    heads = [head.get_text(strip=True) for head in home.select("main h2")]
    wanted = ["What do the sides dispute?", "What happened when?", "How long was the notice?"]
    assert [head for head in heads if head in wanted] == wanted
