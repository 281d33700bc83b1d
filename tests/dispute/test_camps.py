"""Camps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

import analysis
from analysis.columns import in_days, with_dates
from analysis.dispute.camps import answers_to, camps, camps_among
from analysis.dispute.overlaps import maximal_overlaps
from analysis.dispute.positions import independence
from analysis.dispute.standing import standing
from analysis.dossier.dossier import Dossier

END = st.integers(-6, 6).map(float) | st.sampled_from([-np.inf, np.inf])
INTERVALS = st.lists(
    st.tuples(END, END).map(lambda ends: (min(ends), max(ends))).filter(lambda i: i[0] != np.inf),
    max_size=12,
)


def test_of_answers_given_as_often_the_most_exact_comes_first(
    small: Callable[..., Dossier],
) -> None:
    rows = [{"answer": "0.7/0.8", "speaker": "a"}, {"answer": "0.75", "speaker": "b"}]
    assert camps(small(rows), "q")["words"].tolist() == ["75 % or 70 % to 80 %"]
    rows += [{"answer": "0.7/0.8", "speaker": "c"}]
    assert camps(small(rows), "q")["words"].tolist() == ["70 % to 80 % or 75 %"]


def all_pairs(boxes: list[list[tuple[float, float]]]) -> set[frozenset[int]]:
    """Find the camps the slow way: maximal cliques of the graph of pairs that meet."""
    graph = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_edges_from(
        (i, j)
        for i in range(len(boxes))
        for j in range(i)
        if all(max(a[0], b[0]) <= min(a[1], b[1]) for a, b in zip(boxes[i], boxes[j], strict=True))
    )
    return {frozenset(clique) for clique in nx.find_cliques(graph)}


@given(INTERVALS)
def test_the_sweep_finds_what_all_pairs_find(intervals: list[tuple[float, float]]) -> None:
    low = np.array([i[0] for i in intervals])
    high = np.array([i[1] for i in intervals])
    found = list(maximal_overlaps(low, high))
    assert {frozenset(o.members) for o in found} == all_pairs([[i] for i in intervals])
    for overlap in found:
        members = list(overlap.members)
        assert (overlap.low, overlap.high) == (low[members].max(), high[members].min())
        assert overlap.low <= overlap.high
    assert all(a.high < b.low for a, b in pairwise(found))


COUNTED = [{"question_id": "q", "kind": "quantity", "unit": "persons"}]
YEARS = st.integers(2018, 2022)
PERIODS = st.just("") | st.tuples(YEARS, YEARS).map(lambda y: f"{min(y)}/{max(y)}")
ANSWERS = st.integers(1, 4).map(str) | st.tuples(st.integers(1, 4), st.integers(0, 3)).map(
    lambda a: f"{a[0]}/{a[0] + a[1]}"
)


@settings(max_examples=40)
@given(rows=st.lists(st.tuples(ANSWERS, PERIODS), min_size=1, max_size=8))
def test_camps_are_the_maximal_sets_of_comparable_answers(
    small: Callable[..., Dossier], rows: list[tuple[str, str]]
) -> None:
    said = [
        {"answer": answer, "period": period, "speaker": f"speaker {number}"}
        for number, (answer, period) in enumerate(rows)
    ]
    dossier = small(said, COUNTED)
    claims = dossier.claims
    boxes = in_days(claims)[["low", "high", "period_low", "period_high"]].to_numpy().tolist()
    expected = all_pairs([[(b[0], b[1]), (b[2], b[3])] for b in boxes])
    ids = claims["claim_id"].tolist()
    found = camps(dossier, "q")["claims"]
    assert {frozenset(ids[i] for i in camp) for camp in expected} == set(map(frozenset, found))
    assert len(found) == len(expected)


def test_scopes_are_never_mixed(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "1"}, {"answer": "1", "scope": "north"}])
    assert camps(dossier, "q")["claims"].tolist() == [["c1"], ["c2"]]
    assert camps(dossier, "q", scope="north")["claims"].tolist() == [["c2"]]
    with pytest.raises(ValueError, match="no scope 'south'; accepted: '', 'north'"):
        camps(dossier, "q", scope="south")


def test_only_the_asked_period_counts(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "1", "period": "2020"}, {"answer": "2", "period": "2021"}], COUNTED)
    assert camps(dossier, "q", period="2021")["claims"].tolist() == [["c2"]]
    assert camps(dossier, "q")["gap"].isna().all()  # other periods: neither agree nor conflict


def test_the_gap_between_camps(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "1"}, {"answer": "1.02"}, {"answer": "2"}], COUNTED)
    found = camps(dossier, "q")
    assert found["claims"].tolist() == [["c1", "c2"], ["c3"]]
    assert found["gap"].iloc[1] == pytest.approx(2 * 0.975 - 1.025)
    assert found["words"].tolist() == ["1 person or 1.02 persons", "2 persons"]


def test_an_answer_can_side_with_two_camps(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "1"}, {"answer": "2"}, {"answer": "1/.."}], COUNTED)
    assert camps(dossier, "q")["claims"].tolist() == [["c1", "c3"], ["c2", "c3"]]


def test_yes_no_answers_form_a_camp_each(small: Callable[..., Dossier]) -> None:
    question = [{"question_id": "q", "kind": "yes-no"}]
    rows = [
        {"answer": "no", "side": "buyer"},
        {"answer": "yes", "side": "seller", "speaker": "A"},
        {"answer": "yes", "side": "union", "speaker": "B"},
        {"answer": "yes", "side": "union", "speaker": "B"},
    ]
    found = camps(small(rows, question), "q")
    assert found["words"].tolist() == ["no", "yes"]
    assert found["n_voices"].tolist() == [1, 2]
    assert found["sides"].tolist() == [["buyer"], ["seller", "union"]]


def test_the_lyon_ruling_has_two_dates(dossier: Dossier) -> None:
    found = camps(dossier, "d-lyon-ruling")
    assert found["words"].tolist() == ["30 March 2022", "31 March 2022"]
    assert found["gap"].iloc[1] == 1


def test_answers_are_listed_with_their_camp(dossier: Dossier) -> None:
    table = answers_to(dossier, "q-orange-share")
    assert table["claim_id"].is_unique
    assert table["low"].is_monotonic_increasing
    row = table.set_index("claim_id").loc["francebleu-2022-03-21-s07"]
    assert (row["who"], row["words"]) == ("France Bleu Occitanie", "75 %")
    assert row["low"] <= row["camp_low"] <= row["camp_high"] <= row["high"]
    relayed = table.set_index("claim_id").loc["aujlafrance-foppiani-c01", "who"]
    assert relayed.startswith("Thomas Foppiani (Aujourd'hui la France")


@settings(max_examples=40)
@given(rows=st.lists(st.tuples(st.sampled_from("ab"), ANSWERS, PERIODS), min_size=1, max_size=8))
def test_the_camps_of_all_questions_are_those_of_each(
    small: Callable[..., Dossier], rows: list[tuple[str, str, str]]
) -> None:
    questions = [{**COUNTED[0], "question_id": name} for name in "ab"]
    cells = [{"question_id": q, "answer": a, "period": p} for q, a, p in rows]
    dossier = small(cells, questions)
    for name in "ab":
        own = dossier.claims[dossier.claims["question_id"] == name]
        if len(own):
            among = with_dates(camps_among(in_days(own), dossier))
            pd.testing.assert_frame_equal(camps(dossier, name), among)


def test_changing_a_result_changes_nothing_that_is_kept(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "1"}], COUNTED)
    camps(dossier, "q")["claims"].iloc[0].append("another")
    assert camps(dossier, "q")["claims"].tolist() == [["c1"]]
    independence(dossier)["claims"].iloc[0].append("another")
    assert independence(dossier)["claims"].tolist() == [["c1"]]
    asked = [{"question_id": "q", "kind": "yes-no"}]
    judged = small([{"answer": "yes"}], asked)
    standing(judged)["claims"].iloc[0].append("another")
    assert standing(judged)["claims"].tolist() == [["c1"]]


def counted_camps(dossier: Dossier) -> list[tuple[float, float, int]]:
    table = camps(dossier, "q")
    return list(zip(table["low"], table["high"], table["n_voices"], strict=True))


SPOKEN = st.tuples(st.integers(0, 8), st.integers(0, 4), st.sampled_from("abc"))


@settings(max_examples=60)
@given(st.lists(SPOKEN, min_size=1, max_size=6), st.integers(0, 5), st.integers(0, 9))
def test_a_weaker_answer_of_the_same_voice_changes_no_count(
    small: Callable[..., Dossier], said: list[tuple[int, int, str]], which: int, more: int
) -> None:
    asked = [{"question_id": "q", "kind": "quantity", "unit": "EUR"}]
    rows = [
        {"answer": f"{low}/{low + length}", "speaker": speaker} for low, length, speaker in said
    ]
    low, length, speaker = said[which % len(said)]
    weaker = {"answer": f"{low}/{low + length + 1 + more}", "speaker": speaker}
    before, after = small(rows, asked), small([*rows, weaker], asked)
    assert counted_camps(before) == counted_camps(after)
    weak = f"c{len(rows) + 1}"
    listed = camps(after, "q")["claims"]
    assert any(weak in claims for claims in listed)


def test_a_weaker_answer_of_another_time_is_heard(small: Callable[..., Dossier]) -> None:
    rows = [
        {"answer": "0.4", "speaker": "a", "period": "2020"},
        {"answer": "0.3/0.5", "speaker": "a", "period": "2021"},
        {"answer": "0.5", "speaker": "b", "period": "2021"},
    ]
    table = camps(small(rows), "q").set_index("words")
    assert table["n_voices"].sort_index().tolist() == [1, 2]


def test_answers_of_other_scopes_are_counted(small: Callable[..., Dossier]) -> None:
    rows = [{"answer": "0.4"}, {"answer": "0.5", "scope": "north"}, {"answer": "0.6"}]
    table = answers_to(small(rows), "q")
    assert (len(table), table.attrs["n_elsewhere"]) == (2, 1)
    assert answers_to(small(rows), "q", scope="north").attrs["n_elsewhere"] == 2
    drawn = analysis.plot.answers(table, title="Shares").figure.findobj(Text)
    said = " ".join(text.get_text() for text in drawn if isinstance(text, Text))
    assert "1 answer of another scope is not drawn." in " ".join(said.split())


def test_an_answer_in_two_camps_is_shown_in_the_larger(small: Callable[..., Dossier]) -> None:
    said = [("0.4/0.6", "A"), ("0.4", "B"), ("0.6", "C"), ("0.6", "D")]
    dossier = small([{"answer": answer, "speaker": who} for answer, who in said])
    table = answers_to(dossier, "q").set_index("claim_id")
    assert table.loc["c1", "camp"] == table.loc["c3", "camp"] == table.loc["c4", "camp"]
    assert table.loc["c1", "camp"] != table.loc["c2", "camp"]


def test_a_gap_is_measured_to_the_nearest_camp_below(small: Callable[..., Dossier]) -> None:
    table = camps(small([{"answer": answer} for answer in ("0.2", "0.5", "0.9")]), "q")
    nearest = table["low"].to_numpy()[1:] - table["high"].to_numpy()[:-1]
    assert np.isnan(table["gap"][0])
    assert table["gap"].tolist()[1:] == nearest.tolist()
