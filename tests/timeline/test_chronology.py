"""Conflicts between claims, and the chronology tightened."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from support import Rows, table

from analysis.dossier.dossier import Dossier
from analysis.language.answers import to_day
from analysis.timeline.chronology import ConflictError, conflicts
from analysis.timeline.tightening import _distance, outvoted, tighten

QUESTIONS: Rows = [
    *({"question_id": f"d-{n}", "kind": "date", "label": n.title()} for n in ("a", "b", "c")),
    {
        "question_id": "l-ab", "kind": "duration", "unit": "months",
        "from_question": "d-a", "to_question": "d-b",
    },
]  # fmt: skip
ORDER = table("order", [{"earlier": "d-b", "later": "d-c", "why": "b makes c"}])


@pytest.fixture
def make(small: Callable[..., Dossier]) -> Callable[..., Dossier]:
    """Make a dossier of three events, a length and an order."""

    def build(*answers: tuple[str, str], sides: str = "") -> Dossier:
        rows = [{"question_id": question, "answer": answer} for question, answer in answers]
        for row, side in zip(rows, sides.split(), strict=False):
            row["side"] = side
        return small(rows, QUESTIONS, order=ORDER)

    return build


def test_nothing_in_conflict_is_an_empty_complete_table(make: Callable[..., Dossier]) -> None:
    found = conflicts(make(("d-a", "2021"), ("d-b", "2022")))
    assert found.empty
    assert found.columns.tolist() == ["events", "gap_days", "claims", "sides", "words", "complete"]
    assert found.attrs["complete"]
    assert conflicts(make()).empty


def test_a_conflict_is_told_in_the_words_of_its_claims(make: Callable[..., Dossier]) -> None:
    dossier = make(("d-a", "2021-01-01"), ("l-ab", "12"), ("d-b", "2021-06"), sides="union")
    row = conflicts(dossier).iloc[0]
    assert sorted(row["words"].rsplit(":", 1)[0].split("; ")) == [
        "buyer says 12 months from “A” to “B”",
        "buyer says June 2021 for “B”",
        "union says 1 January 2021 for “A”",
    ]
    assert row["words"].endswith(f"at least {row['gap_days']:.0f} days apart")
    assert row["events"] == ["d-a", "d-b"]
    assert row["sides"] == ["buyer", "union"]
    assert sorted(row["claims"]) == ["c1", "c2", "c3"]
    # 12 months less 2.5 % is 11.7, at the fewest 11 short months and 0.7 of 28 days
    assert row["gap_days"] == 334 + 19 - (to_day("2021-06-30") - to_day("2021-01-01"))


def test_an_order_is_taken_for_granted_and_named(make: Callable[..., Dossier]) -> None:
    found = conflicts(make(("d-b", "2022-01-02"), ("d-c", "2022-01-01")))
    assert found["gap_days"].tolist() == [1]
    assert (
        found["words"]
        .iloc[0]
        .endswith("“B” cannot come after “C” (b makes c): at least 1 day apart")
    )
    assert conflicts(make(("d-b", "2022-01-01"), ("d-c", "2022-01-01"))).empty  # the same day


def test_another_scope_is_another_matter(small: Callable[..., Dossier]) -> None:
    rows = [
        {"question_id": "d-a", "answer": "2021"},
        {"question_id": "d-a", "answer": "2023", "scope": "planned"},
    ]
    dossier = small(rows, QUESTIONS)
    assert conflicts(dossier).empty
    assert tighten(dossier).set_index("question_id").loc["d-a", "when"] == "2021"


def test_dropping_any_member_of_a_conflict_settles_it(dossier: Dossier) -> None:
    found = conflicts(dossier)
    assert found.attrs["complete"]
    assert found["gap_days"].is_monotonic_decreasing
    every = set(dossier.claims["claim_id"])
    kinds = found["events"].map(str)
    for members in found.loc[~kinds.duplicated(), "claims"]:
        keep = dossier.select(claim_id=members)["claim_id"].tolist()
        for member in keep:
            tighten(dossier, without=every - set(keep) | {member})
        with pytest.raises(ConflictError):
            tighten(dossier, without=every - set(keep))


def test_the_real_conflicts_are_found(dossier: Dossier) -> None:
    found = conflicts(dossier)
    events = {tuple(row) for row in found["events"]}
    assert ("d-goriaux-interview", "d-notice-letter") in events  # 18 months ago
    assert {("d-loss-known",), ("d-lyon-ruling",), ("d-receivership",)} <= events
    months = found[found["claims"].map(lambda ids: "latribune-2022-01-20-c02" in ids)]
    letter = months[months["claims"].map(lambda ids: "latribune-2022-03-27-c02" in ids)]
    assert letter["gap_days"].tolist() == [66]
    assert months["gap_days"].max() == 68


def test_bounds_named_are_few_and_say_so(dossier: Dossier) -> None:
    assert not conflicts(dossier, size=1).attrs["complete"]
    assert not conflicts(dossier, size=2)["complete"].any()
    assert conflicts(dossier)["complete"].all()
    few = conflicts(dossier, limit=3)
    assert (len(few), few.attrs["complete"]) == (3, False)


def test_claims_together_say_more_than_each(make: Callable[..., Dossier]) -> None:
    tight = tighten(make(("d-a", "2021"), ("l-ab", "6"), ("d-b", "2021-08"))).set_index(
        "question_id"
    )
    low, high = tight.loc["d-a", ["earliest", "latest"]]
    assert pd.Timestamp("2021-01-01") < low < high < pd.Timestamp("2021-12-31")
    assert tight.loc["d-a", "gain"] == 364 - (high - low).days
    assert set(tight.loc["d-a", "claims"]) == {"c2", "c3"}
    assert tight.loc["d-b", "gain"] == 0
    # nobody dates c, but b cannot come after it
    assert tight.loc["d-c", "earliest"] == pd.Timestamp("2021-08-01")
    assert tight.loc["d-c", "latest"] is pd.NaT
    assert tight.loc["d-c", "gain"] == 0
    assert tight.loc["d-c", "claims"] == ["c3"]


def test_an_inconsistent_chronology_is_refused_with_its_widest_conflict(
    make: Callable[..., Dossier],
) -> None:
    dossier = make(("d-a", "2021-01-01"), ("d-a", "2021-01-03"), ("d-a", "2021-01-09"))
    with pytest.raises(ConflictError, match=r"3 conflicts.*at least 8 days apart") as error:
        tighten(dossier)
    assert error.value.conflicts["gap_days"].tolist() == [8, 6, 2]
    assert tighten(dossier, without=["c1", "c3"]).set_index("question_id").loc["d-a", "when"] == (
        "3 January 2021"
    )
    with pytest.raises(ValueError, match="no claim_id 'c9'"):
        tighten(dossier, without=["c9"])


def test_the_outvoted_are_those_outside_the_camp_of_most_speakers(
    make: Callable[..., Dossier],
) -> None:
    dossier = make(
        ("d-a", "2021-01-01"), ("d-a", "2021-01-03"), ("d-a", "2021"), ("d-a", "2021-01-01"),
        ("d-b", "2022"), ("d-b", "2023"), sides="buyer seller press union court press",
    )  # fmt: skip
    assert outvoted(dossier) == ["c2", "c6"]  # of two equal camps the earlier stays
    repeated = make(
        ("d-a", "2021-01-01"),
        ("d-a", "2021-01-03"),
        ("d-a", "2021-01-03"),
        sides="buyer seller seller",
    )
    assert outvoted(repeated) == ["c1"]  # of two camps of one voice, the one with more claims stays
    assert outvoted(make()) == []


def test_the_real_chronology_is_consistent_once_claims_are_set_aside(dossier: Dossier) -> None:
    aside = outvoted(dossier)
    with pytest.raises(ConflictError):
        tighten(dossier, without=aside)  # 18 months before January 2022 is no date answer
    tight = tighten(dossier, without=[*aside, "latribune-2022-01-20-c02"])
    tight = tight.set_index("question_id")
    assert tight.loc["d-notice-letter", "when"] == "28 April 2020"
    assert tight.loc["d-tender-hearings", "gain"] > 0
    assert (tight["gain"] >= 0).all()


def test_lengths_said_in_round_months_can_be_given_more_room(dossier: Dossier) -> None:
    strict, wide = conflicts(dossier), conflicts(dossier, rounding=0.5)
    assert len(conflicts(dossier, rounding=1.0)) < len(wide) <= len(strict)
    months = wide[wide["claims"].map(lambda ids: "latribune-2022-01-20-c02" in ids)]
    assert 45 < months["gap_days"].max() < 68
    aside = [*outvoted(dossier), "latribune-2022-01-20-c02"]
    gain = tighten(dossier, without=aside, rounding=0.5).set_index("question_id")["gain"]
    assert gain["d-shortlist"] == 0


def chain(length: int, small: Callable[..., Dossier]) -> Dossier:
    """Make a case of so many lengths in a row, and two dates that they do not reach to."""
    dates: Rows = [{"question_id": f"d-{n}", "kind": "date"} for n in range(length + 1)]
    lengths: Rows = [
        {
            **{"question_id": f"l-{n}", "kind": "duration", "unit": "months"},
            **{"from_question": f"d-{n}", "to_question": f"d-{n + 1}"},
        }
        for n in range(length)
    ]
    said = [{"question_id": f"l-{n}", "answer": "1"} for n in range(length)]
    ends = {"d-0": "2020-01-01", f"d-{length}": "2025-01-01", "d-1": "2019/2024"}
    told = [{"question_id": event, "answer": day} for event, day in ends.items()]
    return small([*said, *told], [*dates, *lengths])


@pytest.mark.parametrize("length", [3, 4, 5, 9])
def test_a_conflict_of_many_claims_is_told_whole(
    length: int, small: Callable[..., Dossier]
) -> None:
    dossier = chain(length, small)
    found = conflicts(dossier)
    wanted = {f"c{n}" for n in range(1, length + 3)}  # all but the wide date
    assert [set(claims) for claims in found["claims"]] == [wanted]
    assert found.attrs["complete"] == (length + 2 <= 6)
    with pytest.raises(ConflictError, match=r"holds 1 conflict;.* says 1 month from") as told:
        tighten(dossier)
    assert told.value.conflicts["claims"].map(set).tolist() == [wanted]
    for claim in wanted:
        assert len(tighten(dossier, without=claim)) == length + 1


def test_camps_lie_as_far_apart_as_the_days_between_them() -> None:
    first, last = np.array([0.0, 5, 30]), np.array([10.0, 20, 40])
    assert _distance(first, last).tolist() == [20, 10, 30]  # those that share a day: nothing
