"""The standing of answers to yes-no questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import SIDES, Rows, small_tables

from analysis.columns import in_days
from analysis.dispute.standing import Standing, helped_by, standing
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier, make_dossier

Small = Callable[..., Dossier]
ASKED = [{"question_id": "q", "kind": "yes-no", "yes_favours": "buyer"}]
ALONE = "one side's word"
ACROSS = {"buyer": "seller", "seller": "buyer"}


def claim(side: str, answer: str, **more: str) -> dict[str, str]:
    return {"side": side, "answer": answer, **more}


def rungs(dossier: Dossier, **options: bool) -> dict[str, str]:
    judged = standing(dossier, **options)
    return dict(zip(judged["answer"], judged["standing"], strict=True))


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (
            [claim("court", "yes"), claim("seller", "no")],
            {"yes": "found by a court", "no": "contested"},
        ),
        ([claim("seller", "yes")], {"yes": "conceded"}),
        ([claim("buyer", "no")], {"no": "conceded"}),
        ([claim("buyer", "yes")], {"yes": "one side's word"}),
        ([claim("seller", "no")], {"no": "one side's word"}),
        ([claim("buyer", "partly")], {"partly": "conceded"}),
        ([claim("seller", "partly")], {"partly": "conceded"}),
        ([claim("union", "partly")], {"partly": "one side's word"}),
        ([claim("union", "yes"), claim("union", "no")], dict.fromkeys(("yes", "no"), ALONE)),
        ([claim("buyer", "yes"), claim("union", "partly")], {"yes": ALONE, "partly": ALONE}),
        ([claim("buyer", "yes"), claim("union", "no")], dict.fromkeys(("yes", "no"), "contested")),
        ([claim("buyer", "yes"), claim("union", "yes")], {"yes": "corroborated"}),
        ([claim("buyer", "yes"), claim("press", "yes")], {"yes": "one side's word"}),
        ([claim("buyer", "yes"), claim("press", "no")], {"yes": ALONE, "no": "contested"}),
        ([claim("press", "yes"), claim("press", "no")], {"yes": "press only", "no": "press only"}),
        # A side that says both does not contest what the press prints beside its own word.
        (
            [claim("union", "yes"), claim("press", "yes"), claim("union", "no")],
            {"yes": "one side's word", "no": "one side's word"},
        ),
    ],
)  # fmt: skip
def test_each_rung(small: Small, claims: Rows, expected: dict[str, str]) -> None:
    assert rungs(small(claims, ASKED)) == expected


@pytest.mark.parametrize("apart", [{"scope": "north"}, {"period": "2020"}])
def test_only_comparable_answers_meet(small: Small, apart: dict[str, str]) -> None:
    denied = small([claim("buyer", "yes", period="2022"), claim("union", "no", **apart)], ASKED)
    assert set(standing(denied)["standing"]) == {"one side's word"}
    assert standing(denied)["against"].map(len).sum() == 0
    shared = small([claim("buyer", "yes", period="2022"), claim("union", "yes", **apart)], ASKED)
    assert set(standing(shared)["standing"]) == {"one side's word"}


def test_periods_that_share_one_day_meet(small: Small) -> None:
    dossier = small(
        [
            claim("buyer", "yes", period="2020-01-01/2020-06-30"),
            claim("union", "no", period="2020-06-30/2021-01-01"),
        ],
        ASKED,
    )
    assert rungs(dossier) == {"yes": "contested", "no": "contested"}


def test_nobody_concedes_where_nobody_is_favoured(small: Small) -> None:
    dossier = small(
        [claim("seller", "yes"), claim("buyer", "no")], [ASKED[0] | {"yes_favours": ""}]
    )
    assert set(standing(dossier)["standing"]) == {"contested"}


def test_a_third_party_that_is_favoured_concedes_by_its_no_alone(small: Small) -> None:
    favoured = [ASKED[0] | {"yes_favours": "union"}]
    assert rungs(small([claim("union", "no")], favoured)) == {"no": "conceded"}
    assert rungs(small([claim("seller", "yes")], favoured)) == {"yes": "one side's word"}


def test_helped_by(about: About) -> None:
    assert helped_by("yes", "buyer", about) == "buyer"
    assert helped_by("no", "buyer", about) == "seller"
    assert helped_by("no", "union", about) == helped_by("partly", "buyer", about) == ""


def test_the_lists_and_the_sentence(small: Small) -> None:
    judged = standing(
        small([claim("buyer", "yes"), claim("press", "no"), claim("union", "no")], ASKED)
    ).set_index("answer")
    assert judged.loc["yes", "claims"] == judged.loc["no", "against"] == ["c1"]
    assert judged.loc["yes", "against"] == ["c2", "c3"]
    assert judged.loc["yes", "deciding"] == ["c3"]
    assert judged.loc["yes", "why"] == "Said by: Buyer. Denied by: Union."
    assert judged.loc["no", "sides"] == ["press", "union"]


def test_reposts_decide_nothing_unless_asked(about: About) -> None:
    tables = small_tables([claim("union", "yes", speaker="copy", source_id="copy")], ASKED)
    tables["sources"]["kind"] = "repost"
    dossier = make_dossier(about, tables)
    assert rungs(dossier) == {"yes": "known from a copy"}
    assert standing(dossier)["n_voices"].tolist() == [0]
    assert rungs(dossier, reposts_count=True) == {"yes": "one side's word"}


def test_options(small: Small) -> None:
    person = small([claim("seller", "yes", speaker="A manager")], ASKED)
    assert rungs(person) == {"yes": "conceded"}
    assert rungs(person, firm_only=True) == {"yes": "one side's word"}
    firm = small([claim("seller", "yes", speaker="Seller")], ASKED)
    assert rungs(firm, firm_only=True) == {"yes": "conceded"}
    printed = small([claim("union", "yes"), claim("press", "no")], ASKED)
    assert rungs(printed, press_counts=True) == {"yes": "contested", "no": "contested"}


def test_a_dossier_without_yes_no_claims_gives_no_row(small: Small) -> None:
    judged = standing(small([claim("buyer", "0.5")]))
    assert judged.empty
    assert "standing" in judged


PERIODS = ("", "2020", "2021", "2020/2021", "2021/..")
CLAIMS = st.lists(
    st.fixed_dictionaries(
        {
            "side": st.sampled_from(SIDES),
            "speaker": st.sampled_from(("A", "B", "C")),
            "answer": st.sampled_from(("yes", "no", "partly")),
            "period": st.sampled_from(PERIODS),
            "scope": st.sampled_from(("", "north")),
            "question_id": st.sampled_from(("q", "r", "s", "t")),
            "source_id": st.sampled_from(("paper", "late", "copy")),
        }
    ),
    min_size=1,
    max_size=36,
)
FAVOURS = {"q": "buyer", "r": "", "s": "seller", "t": "union"}
# Few examples of many claims: most of the time goes into checking each dossier.
FEW = settings(max_examples=6, deadline=None)


def build(about: About, claims: Rows, favours: dict[str, str] = FAVOURS) -> Dossier:
    asked = [ASKED[0] | {"question_id": q, "yes_favours": side} for q, side in favours.items()]
    tables = small_tables(claims, asked)
    dates = {"paper": "2021-05-01", "late": "2022", "copy": "2021-06"}
    tables["sources"]["published"] = tables["sources"]["source_id"].map(dates)
    return make_dossier(about, tables)


Claims = list[dict[str, Any]]
OPPOSITE = {"yes": "no", "no": "yes"}


def listed_by_hand(claims: Claims, case: tuple[str, str], answer: str) -> tuple[Claims, Claims]:
    """List the claims that give an answer, and those of the opposite one that meet them in time."""
    of_case = [c for c in claims if (c["question_id"], c["scope"]) == case]
    mine = [c for c in of_case if c["answer"] == answer]
    other = [c for c in of_case if c["answer"] == OPPOSITE.get(answer)]
    return mine, [c for c in other if any(overlap(c, one) for one in mine)]


def overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return bool(a["period_low"] <= b["period_high"] and b["period_low"] <= a["period_high"])


def by_hand(mine: Claims, other: Claims, claims: Claims, favoured: str) -> str:
    """Judge one answer by comparing every pair of claims; here no court reviews another."""
    case = mine[0]["question_id"], mine[0]["scope"]
    rulings = [c for c in claims if c["side"] == "court" and (c["question_id"], c["scope"]) == case]
    found = [c for c in mine if c["side"] == "court"]
    sided = [c for c in mine if c["side"] != "press"]

    def meet(a: dict[str, Any], b: dict[str, Any]) -> bool:
        return overlap(a, b) and a["side"] != b["side"]

    helped = {"yes": favoured, "no": ACROSS.get(favoured, "")}
    hurt = {side for answer, side in helped.items() if answer != mine[0]["answer"]} - {""}
    if any(overlap(a, b) for a in found for b in rulings if a["answer"] != b["answer"]):
        return "courts differ"
    if found:
        return "found by a court"
    if any(c["side"] in hurt for c in mine):
        return "conceded"
    if any(meet(a, b) for a in sided or mine for b in other if b["side"] != "press"):
        return "contested"
    if any(meet(a, b) for a in sided for b in sided):
        return "corroborated"
    return "one side's word" if sided else "press only"


def test_courts_that_find_partly_and_yes_are_named_by_each_other(about: About) -> None:
    given = {"question_id": "q", "scope": "", "side": "court", "period": "", "source_id": "paper"}
    claims = [
        {**given, "speaker": "A", "answer": "yes"},
        {**given, "speaker": "B", "answer": "partly"},
    ]
    judged = standing(build(about, claims))
    assert judged["standing"].tolist() == ["courts differ", "courts differ"]
    assert [set(ids) for ids in judged["deciding"]] == [{"c1", "c2"}, {"c1", "c2"}]
    assert judged["against"].tolist() == [[], []]


@settings(max_examples=40, deadline=None)
@given(CLAIMS)
def test_every_standing_follows_by_hand_from_the_claims(about: About, claims: Rows) -> None:
    """The oracle takes nothing from the result but which answer is asked for."""
    dossier = build(about, claims)
    facts = in_days(dossier.claims).to_dict("records")
    judged = standing(dossier)
    assert judged["claims"].map(len).sum() == len(claims)
    for row in judged.itertuples():
        mine, other = listed_by_hand(facts, (row.question_id, row.scope), row.answer)
        assert row.claims == [c["claim_id"] for c in mine]
        assert row.against == [c["claim_id"] for c in other]
        assert row.standing == by_hand(mine, other, facts, FAVOURS[row.question_id])
        ruled = [
            c["claim_id"]
            for c in facts
            if (c["question_id"], c["scope"]) == (row.question_id, row.scope)
            and c["side"] == "court"
        ]
        assert set(row.deciding) <= {*row.claims, *row.against, *ruled}
        assert row.deciding


@FEW
@given(CLAIMS, st.data())
def test_a_side_that_repeats_itself_changes_nothing(
    about: About, claims: Rows, data: st.DataObject
) -> None:
    again = {**data.draw(st.sampled_from(claims)), "speaker": data.draw(st.sampled_from("ABCDE"))}
    keys = ["question_id", "scope", "answer"]
    before = standing(build(about, claims)).set_index(keys)["standing"]
    after = standing(build(about, [*claims, again])).set_index(keys)["standing"]
    pd.testing.assert_series_equal(before, after)


@FEW
@given(CLAIMS, st.data())
def test_a_court_that_joins_lifts_the_answer_to_found(
    about: About, claims: Rows, data: st.DataObject
) -> None:
    joined = {**data.draw(st.sampled_from(claims)), "side": "court"}
    judged = standing(build(about, [*claims, joined]))
    row = judged.set_index(["question_id", "scope", "answer"]).loc[
        (joined["question_id"], joined["scope"], joined["answer"])
    ]
    assert row["standing"] == "found by a court"


@FEW
@given(CLAIMS, st.sampled_from(("paper", "late", "copy")))
def test_removing_a_source_never_creates_a_claim(about: About, claims: Rows, gone: str) -> None:
    left = [(f"c{n}", c) for n, c in enumerate(claims, start=1) if c["source_id"] != gone]
    if not left:
        return
    before = standing(build(about, claims))
    after = standing(build(about, [{**c, "claim_id": key} for key, c in left]))
    had = before.set_index(["question_id", "scope", "answer"])
    for row in after.itertuples():
        old = had.loc[row.question_id, row.scope, row.answer]
        assert set(row.claims) <= set(old["claims"])
        assert set(row.against) <= set(old["against"])


@FEW
@given(CLAIMS)
def test_swapping_the_two_parties_swaps_the_sides_and_nothing_else(
    about: About, claims: Rows
) -> None:
    swapped = [{**c, "side": ACROSS.get(c["side"], c["side"])} for c in claims]
    before = standing(build(about, claims))
    favours = {question: ACROSS.get(side, side) for question, side in FAVOURS.items()}
    after = standing(build(about, swapped, favours))
    assert before["standing"].tolist() == after["standing"].tolist()
    assert before["deciding"].tolist() == after["deciding"].tolist()
    renamed = [sorted(ACROSS.get(side, side) for side in sides) for sides in before["sides"]]
    assert renamed == after["sides"].tolist()


@FEW
@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_does_not_matter(about: About, claims: Rows, chance: Any) -> None:
    named = [{**c, "claim_id": f"c{n}"} for n, c in enumerate(claims)]
    before = standing(build(about, named))
    chance.shuffle(named)
    after = standing(build(about, named))
    assert before[["standing", "why", "n_voices"]].equals(after[["standing", "why", "n_voices"]])
    assert before["claims"].map(set).tolist() == after["claims"].map(set).tolist()


@FEW
@given(CLAIMS)
def test_later_days_keep_every_claim(about: About, claims: Rows) -> None:
    dossier = build(about, claims)
    kept: set[str] = set()
    for day in ("2021-04-30", "2021-06-30", "2022-12-31"):
        judged = standing(dossier.as_of(day))
        now = {one for ids in judged["claims"] for one in ids}
        assert kept <= now
        kept = now
    assert kept == set(dossier.claims["claim_id"])


def test_the_standings_of_the_real_dossier(dossier: Dossier) -> None:
    judged = standing(dossier).set_index(["question_id", "scope", "answer"])["standing"]
    assert judged["p-letter-clear", "", "yes"] == "found by a court"
    assert judged["p-notice-sufficient", "", "no"] == "contested"
    assert judged["p-abrupt", "", "yes"] == "contested"
    assert judged["p-work-difficult", "", "yes"] == "conceded"
    assert judged["p-price-reason", "", "yes"] == "corroborated"
    assert judged["p-warned-2018", "", "yes"] == "one side's word"
    assert judged["p-rival-won", "Occitanie", "yes"] == "press only"
    assert set(judged) <= set(Standing)
