"""Published figures that must fit one another, against a search for values that do."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.dependency.intervals import Interval
from analysis.dependency.reconciliation import ROLES, implications, narrow, reconcile
from analysis.dossier.dossier import Dossier

QUESTIONS = {
    "customer_share": "q-orange-share",
    "part_lost": "q-contracts-lost",
    "loss_share": "q-loss-share",
    "turnover": "q-turnover",
    "loss_amount": "q-loss-amount",
}
positive = st.floats(0.05, 1)
intervals = st.tuples(positive, positive).map(lambda ends: Interval(min(ends), max(ends)))
five = st.tuples(intervals, intervals, intervals, intervals, intervals)


@settings(max_examples=60)
@given(five, st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_any_true_figures_survive(figures: tuple[Interval, ...], ranks: list[float]) -> None:
    # pick values, compute what must follow, widen the intervals so that they hold it
    share, lost, turnover = (
        at.low + rank * (at.high - at.low)
        for at, rank in zip((figures[0], figures[1], figures[3]), ranks, strict=True)
    )
    truth = share, lost, share * lost, turnover, share * lost * turnover
    held = [Interval(min(i.low, t), max(i.high, t)) for i, t in zip(figures, truth, strict=True)]
    narrowed = narrow(*held)
    assert narrowed is not None
    for left, value, given_ in zip(narrowed, truth, held, strict=True):
        assert left.low - 1e-9 <= value <= left.high + 1e-9
        assert given_.low - 1e-9 <= left.low <= left.high + 2e-9 <= given_.high + 3e-9


@settings(max_examples=60)
@given(five)
def test_every_end_that_is_left_is_reached(figures: tuple[Interval, ...]) -> None:
    narrowed = narrow(*figures)
    assume(narrowed is not None)
    assert narrowed is not None
    share, lost, loss, turnover, amount = narrowed
    for fixed in share:  # a share at its end leaves a part lost, a loss, a turnover, an amount
        assert not lost.meet(loss.over(Interval(fixed, fixed))).low > lost.high + 1e-9
    for fixed in loss:
        point = Interval(fixed * (1 - 1e-12), fixed * (1 + 1e-12))
        assert narrow(share, lost, point, turnover, amount) is not None


@settings(max_examples=40)
@given(five)
def test_nothing_is_refused_that_a_grid_can_find(figures: tuple[Interval, ...]) -> None:
    if narrow(*figures) is not None:
        return
    share, lost, loss, turnover, amount = (np.linspace(*interval, 9) for interval in figures)
    for s, p in product(share, lost):
        if not loss[0] <= s * p <= loss[-1]:
            continue
        amounts = s * p * turnover
        assert not ((amounts >= amount[0]) & (amounts <= amount[-1])).any()


def test_zero_and_open_ends() -> None:
    anything = Interval(0, np.inf)
    unknown = Interval(0, 1)
    narrowed = narrow(
        unknown, Interval(0.65, 0.65), unknown, Interval(400, 500), Interval(150, np.inf)
    )
    assert narrowed is not None
    assert narrowed[2] == Interval(0.3, 0.65)
    assert narrowed[0].low == pytest.approx(0.3 / 0.65)
    assert narrowed[4] == Interval(150, 325)
    assert narrow(unknown, unknown, unknown, anything, anything) is not None
    none_lost = narrow(unknown, Interval(0, 0), unknown, anything, anything)
    assert none_lost is not None
    assert none_lost[2] == Interval(0, 0)
    assert none_lost[4] == Interval(0, 0)


def test_the_example_of_the_dossier(dossier: Dossier) -> None:
    table = reconcile(dossier, **QUESTIONS, period="2020/2021")
    assert len(table) == np.prod([table[role].nunique() for role in ROLES])
    both = (table["customer_share"] == "75 %") & (table["loss_share"] == "40 %")
    assert not table.loc[both, "possible"].any()
    assert not table.loc[table["loss_share"] == "75 %", "possible"].any()
    possible = table[table["possible"]]
    assert (table["breaks"].map(len) == 0).tolist() == table["possible"].tolist()
    for role in ROLES:
        assert (possible[f"{role}_low"] <= possible[f"{role}_high"] + 1e-9).all()
        assert table.loc[~table["possible"], f"{role}_low"].isna().all()


def test_what_two_figures_imply_for_a_third(dossier: Dossier) -> None:
    table = implications(dossier, **QUESTIONS, period="2020/2021").set_index("known")
    share = table.loc["40 % / 65 %"]
    assert (share["implies"], round(share["value"], 4)) == ("customer_share", 0.6154)
    assert "75 %" in share["differ"]
    assert "65 %" in share["agree"]
    loss = table.loc["75 % × 65 %"]
    assert loss["value"] == pytest.approx(0.4875)
    assert loss["agree"] == ["about 50 %"]
    assert "at least 65 % × 65 %" not in table.index  # which only a copy says
    stated = table[table["stated"]]
    assert {"40 % / 65 %", "75 % × 65 %"} <= set(stated.index)
    assert not stated.index.str.contains(" to |about|at least|at most").any()
    others = table.drop(stated.index).reset_index()
    assert others["known"].str.contains(" to |about|at least|at most").all()
    signs = {
        known.replace(one, "").replace(other, "")
        for known, one, other in table.reset_index()[["known", "first_answer", "second_answer"]]
        .to_numpy()
        .tolist()
    }
    assert signs == {" × ", " / "}


def test_roles_come_from_the_arguments_alone(small: Callable[..., Dossier]) -> None:
    answers = {"s": "0.5", "p": "0.5", "l": "0.25", "t": "100", "a": "25"}
    asked = [
        {"question_id": q, "kind": "quantity", "unit": "share" if q in "spl" else "EUR/year"}
        for q in answers
    ]
    dossier = small(
        [{"question_id": q, "answer": a, "period": "2020"} for q, a in answers.items()], asked
    )
    roles = dict(zip(ROLES, answers, strict=True))
    table = reconcile(dossier, **roles, period="2020")
    assert table["possible"].tolist() == [True]
    assert table["claims"].tolist() == [["c1", "c2", "c3", "c4", "c5"]]
    with pytest.raises(ValueError, match="no claim on t"):
        reconcile(dossier, **roles, period="2021")


_OWN = "customer_share", "loss_share", "turnover", "loss_amount"


@pytest.fixture
def lost_all(small: Callable[..., Dossier]) -> Dossier:
    """A case in which everything was lost, so that nobody published which part."""
    questions = [
        *({"question_id": q, "kind": "quantity", "unit": "share"} for q in _OWN[:2]),
        *({"question_id": q, "kind": "quantity", "unit": "EUR/year"} for q in _OWN[2:]),
    ]
    answers = dict(zip(_OWN, ("0.4", "0.55", "100000000", "40000000"), strict=True))
    claims = [
        {"question_id": question, "answer": answer, "period": "2020"}
        for question, answer in answers.items()
    ]
    return small(claims, questions)


def test_a_number_may_stand_for_a_question(lost_all: Dossier) -> None:
    asked = {role: role for role in _OWN}
    (row,) = reconcile(lost_all, part_lost=1.0, **asked, period="2020").to_dict("records")
    assert (row["part_lost"], row["possible"]) == ("100 %", False)
    assert row["breaks"] == [
        "loss_share = customer_share × part_lost",
        "loss_share = loss_amount / turnover",
    ]
    followed = implications(lost_all, part_lost=1, **asked, period="2020").set_index("known")
    assert followed.loc["40 % × 100 %", "words"] == "40 %"


def test_what_is_not_given_may_be_anything(lost_all: Dossier) -> None:
    known: dict[str, Any] = {"customer_share": "customer_share", "part_lost": 1.0}
    (row,) = reconcile(lost_all, **known, loss_amount="loss_amount", turnover=1e8).to_dict(
        "records"
    )
    assert (row["loss_share"], row["possible"]) == ("", True)
    assert (row["loss_share_low"], row["loss_share_high"]) == pytest.approx((0.39, 0.41))
    followed = implications(lost_all, **known, turnover="turnover", period="2020")
    assert followed[["known", "implies", "words", "agree", "differ"]].to_dict("records") == [
        {
            "known": "40 % × 100 %",
            "implies": "loss_share",
            "words": "40 %",
            "agree": [],
            "differ": [],
        }
    ]


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        (
            {"customer_share": 0.4, "part_lost": 75, "loss_share": "loss_share"},
            "part_lost is 75; accepted: from 0 to 1",
        ),
        (
            {"customer_share": "customer_share", "part_lost": 1.0},
            "too few figures to test any; accepted: customer_share, part_lost",
        ),
        (
            {"loss_share": 0.4, "turnover": "turnover", "loss_amount": 4e7},
            "say which by period",
        ),
        (
            {"loss_share": 0.4, "turnover": -1, "loss_amount": 4e7},
            "turnover is -1; accepted: not below 0",
        ),
        (
            {"customer_share": "loss_share", "part_lost": "turnover", "loss_share": 0.4},
            "part_lost: 'turnover' is asked in",
        ),
    ],
)
def test_figures_that_say_nothing_are_refused(
    lost_all: Dossier, given_: dict[str, str | float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        reconcile(lost_all, **given_)  # type: ignore[arg-type]
