"""The one rule of comparison: question, scope and time, for events and states."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import Rows, small_tables

import analysis
from analysis.columns import in_days
from analysis.dossier.about import About
from analysis.dossier.comparison import claims_on, of_other_times
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.dossier.tables import DossierError

Small = Callable[..., Dossier]
PERIODS = ("", "2020", "2021", "2021-06", "2020/2022", "2021/..")


def asked(time: str, kind: str = "yes-no") -> Rows:
    favours = "buyer" if kind == "yes-no" else ""
    return [
        {"question_id": "q", "kind": kind, "time": time, "unit": "share", "yes_favours": favours}
    ]


def dated(about: About, said: Rows, questions: Rows) -> Dossier:
    """Let the sources ``march`` and ``may`` appear in those months."""
    tables = small_tables(said, questions)
    days = {"march": "2022-03-21", "may": "2022-05", "paper": "2022-01-01"}
    tables["sources"]["published"] = tables["sources"]["source_id"].map(days)
    return make_dossier(about, tables)


OFFERS: Rows = [
    {"answer": "yes", "side": "buyer", "source_id": "march"},
    {"answer": "no", "side": "union", "source_id": "may"},
]


def test_two_offers_are_no_dispute_and_one_notice_is(about: About) -> None:
    offers = analysis.standing(dated(about, OFFERS, asked("state")))
    assert set(offers["standing"]) == {"one side's word"}
    assert set(analysis.positions(dated(about, OFFERS, asked("state")))["disputed"]) == {0}
    notice = analysis.standing(dated(about, OFFERS, asked("event")))
    assert set(notice["standing"]) == {"contested"}
    assert set(analysis.positions(dated(about, OFFERS, asked("event")))["disputed"]) == {1}


def test_a_claim_on_a_state_speaks_of_the_day_of_saying(about: About) -> None:
    said = dated(about, OFFERS, asked("state")).claims
    assert said.loc[0, ["period_low", "period_high"]].tolist() == [pd.Timestamp("2022-03-21")] * 2
    days = [pd.Timestamp("2022-05-01"), pd.Timestamp("2022-05-31")]
    assert said.loc[1, ["period_low", "period_high"]].tolist() == days
    told = dated(about, OFFERS, asked("event")).claims
    assert told[["period_low", "period_high"]].isna().all(axis=None)


def test_a_stated_period_counts_on_both(about: About) -> None:
    said = [claim | {"period": "2022-03/2022-05"} for claim in OFFERS]
    for time in ("event", "state"):
        dossier = dated(about, said, asked(time))
        assert set(analysis.standing(dossier)["standing"]) == {"contested"}
    apart = [OFFERS[0] | {"period": "2019"}, OFFERS[1] | {"period": "2020"}]
    for time in ("event", "state"):
        dossier = dated(about, apart, asked(time))
        assert set(analysis.standing(dossier)["standing"]) == {"one side's word"}


def test_every_view_follows_the_same_rule(about: About) -> None:
    said = [
        OFFERS[0] | {"answer": "0.4"},
        OFFERS[1] | {"answer": "0.7"},
        {"answer": "0.4", "side": "seller", "source_id": "may"},
    ]
    state, event = (dated(about, said, asked(time, "quantity")) for time in ("state", "event"))
    assert analysis.camps(state, "q")["n_voices"].tolist() == [1, 1, 1]
    assert analysis.camps(event, "q")["n_voices"].tolist() == [2, 1]
    assert analysis.dispute.independence(state)["n_voices"].tolist() == [1, 1, 1]
    assert analysis.check_article(state, "march")["now"].tolist() == ["no other voice"]
    assert analysis.check_article(event, "march")["now"].tolist() == ["most often given"]
    assert analysis.dispute.agreement(state).iloc[0]["n_camps"] == 2
    assert len(analysis.published_answers(state, "q", period="2022-03")) == 1
    assert len(analysis.published_answers(event, "q", period="2022-03")) == 2


def test_a_statement_is_judged_among_the_claims_that_it_meets(about: About) -> None:
    said: Rows = [
        {"answer": "no", "side": "buyer", "period": "2021", "source_id": "march"},
        {"answer": "no", "side": "buyer", "period": "2022", "source_id": "may"},
        {"answer": "yes", "side": "seller", "period": "2022", "source_id": "may"},
    ]
    questions = [asked("event")[0] | {"yes_favours": ""}]
    dossier = dated(about, said, questions)
    assert set(analysis.standing(dossier)["standing"]) == {"contested"}
    checked = analysis.check_article(dossier, "march").iloc[0]
    assert (checked["then"], checked["now"]) == ("one side's word", "one side's word")
    assert checked["question"] == "What?"


@pytest.mark.parametrize(
    ("kind", "time", "accepted"),
    [
        ("yes-no", "", "event or state"),
        ("quantity", "", "event or state"),
        ("quantity", "always", "event, state, nothing"),
        ("date", "state", "event, or nothing"),
        ("duration", "state", "event, or nothing"),
    ],
)
def test_a_missing_or_wrong_time_is_named(
    small: Small, kind: str, time: str, accepted: str
) -> None:
    with pytest.raises(DossierError, match=f"questions.csv, row 2, column time: .*{accepted}"):
        small([], [{"question_id": "q", "kind": kind, "time": time}])


SAID = st.lists(
    st.fixed_dictionaries({
        "answer": st.sampled_from(("yes", "no", "partly")),
        "side": st.sampled_from(("buyer", "seller", "union", "court", "press")),
        "period": st.sampled_from(PERIODS),
        "scope": st.sampled_from(("", "north")),
        "source_id": st.sampled_from(("march", "may", "paper")),
        "question_id": st.sampled_from(("q", "r")),
    }),
    min_size=1,
    max_size=16,
)  # fmt: skip
BOTH = [asked("event")[0], asked("state")[0] | {"question_id": "r"}]


@settings(max_examples=40)
@given(SAID)
def test_no_pair_is_disputed_that_standing_does_not_hold(about: About, said: Rows) -> None:
    dossier = dated(about, said, BOTH)
    judged, told = analysis.standing(dossier), analysis.positions(dossier)
    against = {
        (row.question_id, row.scope)
        for row in judged.itertuples()
        if row.standing in ("contested", "courts differ")
        or (row.standing == "found by a court" and row.against)
    }
    disputed = told[told["disputed"] > 0]
    assert set(zip(disputed["question_id"], disputed["scope"], strict=True)) <= against


def hand_disputed(claims: pd.DataFrame) -> int:
    """Count by every pair the sides on the weaker end that meet another side's opposite."""
    ends: dict[str, set[str]] = {"yes": set(), "no": set()}
    rows = in_days(claims[claims["side"] != "press"]).to_dict("records")
    for a, b in combinations(rows, 2):
        opposite = {a["answer"], b["answer"]} == {"yes", "no"} and a["side"] != b["side"]
        first, last = max(a["period_low"], b["period_low"]), min(a["period_high"], b["period_high"])
        if opposite and first <= last:
            for one in (a, b):
                ends[one["answer"]].add(one["side"])
    return min(map(len, ends.values()))


@settings(max_examples=40)
@given(SAID)
def test_disputed_by_hand(about: About, said: Rows) -> None:
    dossier = dated(about, said, BOTH)
    for case, rows in analysis.positions(dossier).groupby(["question_id", "scope"]):
        claims = dossier.claims.set_index(["question_id", "scope"]).loc[[case]]
        assert rows["disputed"].iloc[0] in (0, hand_disputed(claims))


NUMBERS = st.lists(
    st.fixed_dictionaries({
        "answer": st.sampled_from(("0.1", "0.2~", "0.3/0.5", "0.6/..", "0.9", "../0.15")),
        "speaker": st.sampled_from("ABC"),
        "period": st.sampled_from(PERIODS),
        "scope": st.sampled_from(("", "north")),
        "source_id": st.sampled_from(("march", "may")),
    }),
    min_size=1,
    max_size=12,
)  # fmt: skip


@settings(max_examples=40)
@given(NUMBERS, st.sampled_from(("event", "state")), st.sampled_from(PERIODS[1:]))
def test_answers_of_a_period_are_among_all_answers(
    about: About, said: Rows, time: str, period: str
) -> None:
    dossier = dated(about, said, asked(time, "quantity"))
    some, every = (claims_on(dossier, "q", period=p)["claim_id"] for p in (period, None))
    assert set(some) <= set(every) <= set(claims_on(dossier, "q", scope=None)["claim_id"])
    if len(some):
        listed = analysis.published_answers(dossier, "q", period=period)["claims"].explode()
        assert set(listed) == set(some)
        in_camps = analysis.camps(dossier, "q", scope="", period=period)["claims"].explode()
        assert set(in_camps) == set(some)


@settings(max_examples=40)
@given(NUMBERS, st.sampled_from(("event", "state")))
def test_gaps_are_distances_between_rows_shown(about: About, said: Rows, time: str) -> None:
    found = in_days(analysis.camps(dated(about, said, asked(time, "quantity")), "q"))
    for row in found.itertuples():
        below = [
            row.low - other.high
            for other in found.itertuples()
            if other.scope == row.scope
            and other.high < row.low
            and other.period_low <= row.period_high
            and other.period_high >= row.period_low
        ]
        assert (row.gap == min(below)) if below else np.isnan(row.gap)


def test_a_case_takes_the_questions_own_scope(about: About) -> None:
    said: Rows = [{"answer": "0.5"}, {"answer": "0.1", "scope": "another firm"}]
    dossier = dated(about, said, asked("state", "quantity"))
    row = analysis.case_of(dossier, "x", customer_share="q").iloc[0]
    assert row[["customer_share_low", "customer_share_high"]].tolist() == pytest.approx(
        [0.4875, 0.5125]
    )


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("In 2019 the offer was enough.", True),
        ("The offer of 2024 will be enough.", True),
        ("Since 2019 and up to 2022 it was.", False),
        ("The offer of 2022 is enough.", False),
        ("The offer is enough for 20 people.", False),
        ("EUR 2.019 is enough.", False),
        ("It is enough.", False),
    ],
)
def test_words_of_another_year_are_named(about: About, words: str, named: bool) -> None:
    said = [OFFERS[0] | {"statement": words}]
    assert len(of_other_times(dated(about, said, asked("state")))) == int(named)
    assert of_other_times(dated(about, said, asked("event"))).empty
    stated = [said[0] | {"period": "2019"}]
    assert of_other_times(dated(about, stated, asked("state"))).empty


WRONG_KIND = {
    "answers_to": ("p-quality", "a yes-no question; accepted: a quantity or date or duration"),
    "over_time": ("d-end", "a date question; accepted: a quantity"),
    "published_answers": ("p-quality", "a yes-no question; accepted: a quantity"),
}


@pytest.mark.parametrize("name", WRONG_KIND)
def test_a_view_names_the_kind_of_question_that_it_wants(name: str) -> None:
    question, message = WRONG_KIND[name]
    view: Callable[..., object] = getattr(analysis, name)
    with pytest.raises(ValueError, match=f"'{question}' is {message}"):
        view(analysis.example(), question)


def test_an_unknown_source_or_an_answer_without_a_number_is_refused() -> None:
    dossier = analysis.example()
    with pytest.raises(ValueError, match="no source_id 'nope' in the dossier"):
        analysis.dispute.agreement(dossier, "nope")
    claim = dossier.select(kind="yes-no")["claim_id"].iloc[0]
    with pytest.raises(ValueError, match="answers a yes-no question; accepted: a number"):
        analysis.values_of(dossier, {"it": claim})
