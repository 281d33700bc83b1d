"""What verdicts hang on: by rounds as by leaving out one at a time; and what would settle."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import analysis
from analysis.dispute.article import check_article
from analysis.dispute.hanging import rests_on, to_settle
from analysis.dispute.standing import standing
from analysis.dossier.dossier import Dossier
from analysis.dossier.suppose import leave_one_out

PAPER = "gazette-2024-05-02"


@pytest.mark.parametrize("part", ["claims", "sources"])
def test_rounds_find_what_one_at_a_time_finds(part: str) -> None:
    dossier = analysis.example()
    usual = check_article(dossier, PAPER).set_index("claim_id")["now"]
    found = rests_on(dossier, PAPER).set_index("claim_id")

    def verdicts(state: Dossier) -> dict[str, str]:
        return dict(check_article(state, PAPER).set_index("claim_id")["now"])

    others = leave_one_out(dossier, verdicts, parts=part)  # type: ignore[arg-type]
    own = {PAPER, *dossier.select(source_id=PAPER)["claim_id"]}
    others = others[~others["left_out"].isin(own)]
    for claim_id, verdict in usual.items():
        wanted = [row.left_out for row in others.itertuples() if row.result[claim_id] != verdict]
        assert sorted(found.loc[claim_id, part]) == sorted(wanted), claim_id


def test_real_verdicts_that_hang_on_one_source_do(dossier: Dossier) -> None:
    source = dossier.about.main_source
    found = rests_on(dossier, source)
    assert found["now"].tolist() == check_article(dossier, source)["now"].tolist()
    hanging = found[found["sources"].map(len) > 0]
    assert len(hanging) > 3
    row = hanging.iloc[0]
    less = check_article(dossier.without(sources=row["sources"][:1]), source)
    verdict = less.set_index("claim_id").loc[row["claim_id"], "now"]
    assert verdict == row["changes"][row["sources"][0]] != row["now"]


ASKED = [{"question_id": "p", "kind": "yes-no", "yes_favours": "seller"}]


def contested(small: Callable[..., Dossier]) -> Dossier:
    claims = [
        {"question_id": "p", "answer": "yes", "side": "seller"},
        {"question_id": "p", "answer": "no", "side": "buyer"},
    ]
    return small(claims, ASKED)


def test_what_would_settle_does(small: Callable[..., Dossier]) -> None:
    made = contested(small)
    found = to_settle(made)
    assert set(found["now"]) == {"contested"}
    by_whom = {row.ask: (row.answers, row.then) for row in found.itertuples()}
    assert by_whom == {
        "Seller": (["no", "partly"], "conceded"),
        "Buyer": (["yes", "partly"], "conceded"),
        "Court": (["yes", "no", "partly"], "found by a court"),
    }
    claims = [
        {"question_id": "p", "answer": "yes", "side": "seller"},
        {"question_id": "p", "answer": "no", "side": "buyer"},
        {"question_id": "p", "answer": "no", "side": "seller", "speaker": "its chief"},
    ]
    told = standing(small(claims, ASKED)).set_index("answer")
    assert told.loc["no", "standing"] == "conceded"  # the list is right


def test_what_is_not_contested_is_not_asked(small: Callable[..., Dossier]) -> None:
    assert to_settle(small([{"question_id": "p", "answer": "yes"}], ASKED)).empty


def test_the_dossier_stays_as_it_was(small: Callable[..., Dossier]) -> None:
    made = contested(small)
    to_settle(made)
    assert len(made.claims) == 2


def test_a_verdict_hangs_on_a_court_that_found_otherwise(small: Callable[..., Dossier]) -> None:
    claims = [
        {"question_id": "p", "answer": "partly", "side": "court", "source_id": "own"},
        {"question_id": "p", "answer": "no", "side": "court", "source_id": "other"},
        {"question_id": "p", "answer": "yes", "side": "buyer", "source_id": "third"},
    ]
    (row,) = rests_on(small(claims, ASKED), "own").itertuples()
    assert (row.now, row.claims, row.sources) == ("courts differ", ["c2"], ["other"])
    assert row.changes == {"c2": "found by a court", "other": "found by a court"}
