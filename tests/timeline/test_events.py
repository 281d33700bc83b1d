"""Events, their order, lengths between them, notice."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from support import Rows

from analysis.columns import in_days
from analysis.dossier.dossier import Dossier
from analysis.timeline.events import between, came_before, events
from analysis.timeline.notice import notice

EVENTS: Rows = [
    {"question_id": f"d-{name}", "kind": "date", "label": name.title()}
    for name in ("told", "letter", "end", "undated")
]
LENGTHS: Rows = [
    {
        "question_id": "l-notice", "kind": "duration", "unit": "months",
        "from_question": "d-letter", "to_question": "d-end",
    }
]  # fmt: skip


def answer(event: str, answer: str, side: str = "buyer", **more: str) -> dict[str, str]:
    return {"question_id": event, "answer": answer, "side": side, **more}


@pytest.fixture
def case(small: Callable[..., Dossier]) -> Dossier:
    """Give a dossier of four events, one of them in dispute and one undated."""
    return small(
        [
            answer("d-told", "2020-01"),
            answer("d-told", "2020", "seller"),
            answer("d-letter", "2021-01-31"),
            answer("d-letter", "2021-06-30", "seller"),
            answer("d-letter", "2010", scope="planned"),
            answer("d-end", "2022-02-28/2022-03-31", "court"),
            answer("l-notice", "12"),
        ],
        [*EVENTS, *LENGTHS],
    )


def test_events_stand_with_their_camps_from_the_first(case: Dossier) -> None:
    table = events(case).set_index("question_id")
    assert table.index.tolist() == ["d-undated", "d-told", "d-letter", "d-end"]
    assert table["when"].tolist() == [
        "any day",
        "January 2020",
        "31 January 2021 or 30 June 2021",
        "28 February to 31 March 2022",
    ]
    assert table["n_camps"].tolist() == [0, 1, 2, 1]
    assert table["n_voices"].tolist() == [0, 2, 2, 1]
    assert table.loc["d-letter", "claims"] == ["c3", "c4"]  # not the one of another scope
    assert table.loc["d-letter", "earliest"] == pd.Timestamp("2021-01-31")
    assert table.loc["d-letter", "latest"] == pd.Timestamp("2021-06-30")
    assert table.loc["d-undated", "bounds"] == [(pd.NaT, pd.NaT)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("d-told", "d-letter", "certain"),
        ("d-letter", "d-told", "impossible"),
        ("d-undated", "d-end", "possible"),
        ("d-end", "d-undated", "possible"),
        ("d-letter", "d-letter", "impossible"),  # one day, whichever it was
    ],
)
def test_order_has_three_values(case: Dossier, first: str, second: str, expected: str) -> None:
    assert came_before(case, first, second) == expected


def test_of_two_events_on_one_day_neither_comes_first(small: Callable[..., Dossier]) -> None:
    day = small([answer("d-told", "2021-05-01"), answer("d-end", "2021-05-01")], EVENTS)
    assert (
        came_before(day, "d-told", "d-end") == came_before(day, "d-end", "d-told") == "impossible"
    )
    touching = small([answer("d-told", "2021-05"), answer("d-end", "2021-05-31")], EVENTS)
    assert came_before(touching, "d-told", "d-end") == "possible"
    assert came_before(touching, "d-end", "d-told") == "impossible"


def test_a_length_is_measured_for_each_pair_of_camps(case: Dossier) -> None:
    table = between(case, "d-letter", "d-end")
    assert table["from_when"].tolist() == ["31 January 2021", "30 June 2021"]
    assert table["days_low"].tolist() == [393, 243]
    assert table["days_high"].tolist() == [424, 274]
    assert table["months_low"].tolist() == [13, 8]  # 28 February ends the month
    assert table["months_high"].tolist() == pytest.approx([14, 9 + 1 / 31])
    assert table["claims"].tolist() == [["c3", "c6"], ["c4", "c6"]]


def test_a_reversed_length_is_negative_and_an_open_one_open(case: Dossier) -> None:
    back = between(case, "d-end", "d-letter")
    there = between(case, "d-letter", "d-end")
    assert back["months_high"].tolist() == [-months for months in there["months_low"]]
    assert between(case, "d-undated", "d-end")[["days_low", "months_high"]].iloc[0].tolist() == [
        -np.inf,
        np.inf,
    ]


def test_notice_is_measured_side_by_side_and_through_lengths(case: Dossier) -> None:
    table = notice(case, end="d-end", starts=["d-told", "d-letter"])
    assert table[["start", "side", "basis"]].to_numpy().tolist() == [
        ["d-told", "buyer", "date"],
        ["d-told", "seller", "date"],
        ["d-letter", "buyer", "date"],
        ["d-letter", "buyer", "duration"],
        ["d-letter", "seller", "date"],
    ]
    assert table["claims"].tolist() == [["c1"], ["c2"], ["c3"], ["c7"], ["c4"]]
    # the seller said "2020" only: its notice is as uncertain as its own words
    assert table.loc[1, "start_low"] == pd.Timestamp("2020-01-01")
    assert table.loc[1, "start_high"] == pd.Timestamp("2020-12-31")
    assert table.loc[2, ["months_low", "months_high"]].tolist() == pytest.approx([13, 14])
    twelve = table.loc[3, ["months_low", "months_high"]].tolist()
    assert twelve == pytest.approx([12 * 0.975, 12 * 1.025])  # as said, whatever day it ended


def test_an_undated_start_gives_no_row_but_an_unknown_one_is_refused(case: Dossier) -> None:
    assert notice(case, end="d-end", starts=["d-undated"]).empty
    assert notice(case, end="d-end", starts=[]).empty
    with pytest.raises(ValueError, match="no question 'd-nothing'"):
        notice(case, end="d-end", starts=["d-nothing"])
    with pytest.raises(ValueError, match="is a duration question"):
        between(case, "l-notice", "d-end")


def test_dates_do_not_move_with_the_time_zone(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    try:
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Paris"):
            monkeypatch.setitem(os.environ, "TZ", zone)
            time.tzset()
            found.append(between(dossier, "d-notice-letter", "d-ictr-end"))
    finally:
        monkeypatch.undo()
        time.tzset()
    for other in found[1:]:
        pd.testing.assert_frame_equal(found[0], other)
    assert found[0][["from_when", "to_when"]].iloc[0].tolist() == ["28 April 2020", "31 March 2022"]


def test_the_notice_of_the_real_dossier(dossier: Dossier) -> None:
    table = notice(dossier, end="d-ictr-end", starts=["d-notice-letter", "d-loss-known"])
    found = table.groupby(["side", "when"])["months"].first()
    assert found["court", "28 April 2020"] == "23.1 months"
    assert found["scopelec", "11 to 20 November 2021"] == "4.4 to 4.6 months"
    assert found["orange", "5 July to 8 August 2020"] == "19.7 to 20.8 months"


NOTICE = [
    *({"question_id": q, "kind": "date"} for q in ("d-told", "d-end", "d-interview")),
    {
        "question_id": "l-notice",
        "kind": "duration",
        "unit": "months",
        "from_question": "d-told",
        "to_question": "d-end",
    },
    {
        "question_id": "l-ago",
        "kind": "duration",
        "unit": "months",
        "from_question": "d-told",
        "to_question": "d-interview",
    },
]


@pytest.mark.parametrize(
    "ends",
    [
        [],
        ["2024-04-30"],
        ["2024-04-30", "2024-12-31"],
        ["2024"],
        ["2023/2025"],
        ["2024-04-30/..", "../2022"],
    ],
)
@pytest.mark.parametrize(
    ("said", "months"), [("10~", (9, 11)), ("15/24", (14.625, 24.6)), ("18/..", (17.55, np.inf))]
)
def test_a_stated_length_is_the_length_whatever_the_days_of_the_end(
    small: Callable[..., Dossier], ends: list[str], said: str, months: tuple[float, float]
) -> None:
    claims = [{"question_id": "l-notice", "answer": said}]
    claims += [{"question_id": "d-end", "answer": end, "speaker": end} for end in ends]
    table = notice(small(claims, NOTICE), end="d-end", starts=["d-told"])
    assert table["basis"].tolist() == ["duration"] * max(1, len(ends))
    for row in in_days(table).itertuples():
        assert (row.months_low, row.months_high) == pytest.approx(months)
        assert row.start_low <= row.start_high


def test_a_length_to_another_event_dates_the_start(small: Callable[..., Dossier]) -> None:
    claims = [
        {"question_id": "l-ago", "answer": "6"},
        {"question_id": "d-interview", "answer": "2023-07-01"},
        {"question_id": "d-end", "answer": "2023-12-31"},
        {"question_id": "d-end", "answer": "2024-12-31", "speaker": "Other"},
    ]
    table = notice(small(claims, NOTICE), end="d-end", starts=["d-told"])
    assert table["months_low"].round().tolist() == [12, 24]


def test_an_event_is_not_measured_from_itself(case: Dossier) -> None:
    with pytest.raises(ValueError, match="'d-end' is both start and end"):
        between(case, "d-end", "d-end")
    with pytest.raises(ValueError, match="'d-end' is both start and end"):
        notice(case, end="d-end", starts=["d-told", "d-end"])
