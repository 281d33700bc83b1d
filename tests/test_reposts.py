"""A repost has no voice, in no view: leaving it out changes nothing that anything rests on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from support import HOUSE, TEMPLATE, Rows, small_tables

import analysis
from analysis.dependency.inputs import Fact
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier, make_dossier

FOLDERS = [*HOUSE, TEMPLATE]
ANSWER = ["question_id", "scope", "answer"]
ASKED = [{"question_id": "q", "kind": "yes-no", "yes_favours": "buyer"}]
DATED = [{"question_id": "d", "kind": "date"}]
Small = Callable[..., Dossier]


def without_reposts(dossier: Dossier) -> Dossier:
    """Leave out every repost and all that it says."""
    return dossier.without(sources=dossier.sources.query("kind == 'repost'")["source_id"])


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name, scope="module")
def pair(request: pytest.FixtureRequest) -> tuple[Dossier, Dossier]:
    dossier = analysis.load(request.param)
    return dossier, without_reposts(dossier)


def test_standing(pair: tuple[Dossier, Dossier]) -> None:
    columns = [*ANSWER, "standing", "why", "sides", "n_voices", "against", "deciding"]
    before, after = (analysis.standing(dossier) for dossier in pair)
    heard = before[before["standing"] != "known from a copy"]
    pd.testing.assert_frame_equal(heard[columns].reset_index(drop=True), after[columns])
    alone = before[before["standing"] == "known from a copy"]
    assert set(alone["n_voices"]) <= {0}
    assert not [*alone["sides"].sum(), *alone["against"].sum()] if len(alone) else True


def test_positions(pair: tuple[Dossier, Dossier]) -> None:
    columns = ["question_id", "scope", "side", "disputed", "answer", "n_voices"]
    order = ["question_id", "scope", "side"]
    before, after = (analysis.positions(d)[columns].sort_values(order) for d in pair)
    heard = before[before["n_voices"] > 0].reset_index(drop=True)
    pd.testing.assert_frame_equal(heard, after.reset_index(drop=True))


def test_camps(pair: tuple[Dossier, Dossier]) -> None:
    columns = ["scope", "period_low", "period_high", "low", "high", "gap", "n_voices", "sides"]
    for question in pair[0].questions["question_id"]:
        before, after = (analysis.camps(dossier, question) for dossier in pair)
        heard = before[before["n_voices"] > 0].reset_index(drop=True)
        pd.testing.assert_frame_equal(heard[columns], after[columns], check_dtype=False)
        assert (
            set(before["claims"].explode())
            == set(pair[0].claims.query("question_id == @question")["claim_id"])
            or before.empty
        )


def test_counts_of_voices(pair: tuple[Dossier, Dossier]) -> None:
    columns = ["question_id", "scope", "n_voices", "n_sides"]
    before, after = (analysis.dispute.independence(dossier) for dossier in pair)
    heard = before.loc[before["n_voices"] > 0, columns].reset_index(drop=True)
    pd.testing.assert_frame_equal(heard, after[columns], check_dtype=False)
    columns = ["question_id", "scope", "n_voices", "n_camps", "largest", "alone"]
    before, after = (
        analysis.dispute.agreement(d).sort_values(["question_id", "scope"], ignore_index=True)
        for d in pair
    )
    pd.testing.assert_frame_equal(before[columns[:4]], after[columns[:4]], check_dtype=False)
    assert before["alone"].tolist() == after["alone"].tolist()


def test_the_chronology(pair: tuple[Dossier, Dossier]) -> None:
    first, second = (analysis.conflicts(dossier) for dossier in pair)
    pd.testing.assert_frame_equal(first, second)
    assert analysis.timeline.outvoted(pair[0]) == analysis.timeline.outvoted(pair[1])
    events = [d.questions.query("kind == 'date'")["question_id"].tolist() for d in pair]
    for end in events[0][-2:]:
        starts = [event for event in events[0] if event != end]
        before, after = (analysis.notice(d, end=end, starts=starts) for d in pair)
        pd.testing.assert_frame_equal(before, after)
    aside = sorted({one for ids in first["claims"] for one in ids})  # enough to agree
    before, after = (analysis.tighten(d, without=aside) for d in pair)
    pd.testing.assert_frame_equal(before, after)


def copied(about: About, said: Rows, asked: Rows) -> Dossier:
    """Make a dossier whose source ``copy`` is a repost."""
    tables = small_tables(said, asked)
    tables["sources"].loc[tables["sources"]["source_id"].str.startswith("copy"), "kind"] = "repost"
    return make_dossier(about, tables)


def test_a_copied_ruling_does_not_outvote_the_ruling(about: About) -> None:
    rows = [
        ("2022-09-26", "court", "Court", "paper"),
        ("2022-09-27", "press", "Paper", "a"),
        ("2022-09-27", "press", "Copy", "copy"),
        ("2022-09-27", "court", "Court", "copy2"),
    ]
    names = ("answer", "side", "speaker", "source_id")
    said: Rows = [{"question_id": "d"} | dict(zip(names, row, strict=True)) for row in rows]
    assert analysis.timeline.outvoted(copied(about, said, DATED)) == ["c2"]
    assert analysis.timeline.outvoted(copied(about, said[:1] + said[2:], DATED)) == []


@pytest.mark.parametrize("side", ["court", "seller", "buyer", "union", "press"])
def test_an_answer_known_from_a_copy_settles_nothing(about: About, side: str) -> None:
    said: Rows = [
        {"answer": "yes", "side": "buyer"},
        {"answer": "no", "side": side, "speaker": "X", "source_id": "copy"},
    ]
    judged = analysis.standing(copied(about, said, ASKED)).set_index("answer")
    assert judged["standing"].to_dict() == {"no": "known from a copy", "yes": "one side's word"}
    assert judged.loc["no", ["n_voices", "claims"]].tolist() == [0, ["c2"]]
    assert judged.loc["no", "why"] == "Known from a copy alone, which is no voice: X."
    assert judged.loc["yes", "against"] == []
    told = analysis.positions(copied(about, said, ASKED))
    assert set(told["disputed"]) == {0}


def test_a_copy_is_listed_with_the_camp_that_it_can_side_with(about: About) -> None:
    said: Rows = [
        {"answer": "0.4"},
        {"answer": "0.4/0.5", "source_id": "copy", "speaker": "X"},
        {"answer": "0.7", "source_id": "copy", "speaker": "Y"},
    ]
    asked = [{"question_id": "q", "kind": "quantity", "unit": "share"}]
    dossier = copied(about, said, asked)
    found = analysis.camps(dossier, "q")
    assert found["n_voices"].tolist() == [1, 0]
    assert found["claims"].tolist() == [["c1", "c2"], ["c3"]]
    assert np.isnan(found["gap"]).all()
    told = analysis.published_answers(dossier, "q").set_index("words")["n_voices"]
    assert told.to_dict() == {"40 %": 1, "40 % to 50 %": 0, "70 %": 0}
    placed = analysis.check_article(dossier, "copy")["now"].tolist()
    assert placed == ["no other voice", "known from a copy"]


def test_an_event_that_only_a_copy_dates_is_shown_and_measures_nothing(about: About) -> None:
    said: Rows = [
        {"question_id": "d", "answer": "2021-01-01", "source_id": "copy"},
        {"question_id": "e", "answer": "2022-01-01"},
    ]
    dossier = copied(about, said, [*DATED, {"question_id": "e", "kind": "date"}])
    event = analysis.events(dossier).set_index("question_id").loc["d"]
    assert (event["when"], event["n_voices"], event["claims"]) == ("1 January 2021", 0, ["c1"])
    assert analysis.notice(dossier, end="e", starts=["d"]).empty
    assert analysis.came_before(dossier, "d", "e") == "possible"
    assert analysis.between(dossier, "d", "e")["n_voices"].tolist() == [0]


def test_a_simulation_takes_a_copy_only_where_nobody_else_speaks(about: About) -> None:
    said: Rows = [{"answer": "0.5"}, {"answer": "0.9", "source_id": "copy", "speaker": "X"}]
    asked = [{"question_id": "q", "kind": "quantity", "unit": "share"}]
    facts: dict[str, Fact] = {"customer_share": {"question_id": "q"}}
    ends = dict.fromkeys(("part_lost", "target_share"), (0.5, 0.5, "."))
    ends |= dict.fromkeys(("turnover", "headcount", "labour_weight"), (1, 1, "."))
    ends |= dict.fromkeys(
        ("new_business", "transferred", "departures", "growth_elsewhere"), (0, 0, ".")
    )
    inputs = analysis.shock_inputs(copied(about, said, asked), facts, ends).set_index("name")
    assert inputs.loc["customer_share", "high"] == pytest.approx(0.5125)
    inputs = analysis.shock_inputs(copied(about, said[1:], asked), facts, ends).set_index("name")
    assert inputs.loc["customer_share", "claims"] == ["c1"]
