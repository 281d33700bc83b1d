"""Positions, independent voices, and the dispute over time."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from support import Rows, small_tables

from analysis.dispute.positions import (
    independence,
    positions,
    standing_over_time,
    strongest,
    turning_points,
)
from analysis.dispute.standing import standing
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier, make_dossier

Small = Callable[..., Dossier]
ASKED = [{"question_id": "q", "kind": "yes-no", "yes_favours": "buyer"}]


def claim(side: str, answer: str, **more: str) -> dict[str, str]:
    return {"side": side, "answer": answer, **more}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [("yes", "yes"), ("no", "no"), ("partly", "partly"), ("yes no", "mixed"), ("yes yes", "yes")],
)
def test_a_side_s_answer(small: Small, answers: str, expected: str) -> None:
    told = positions(small([claim("buyer", answer) for answer in answers.split()], ASKED))
    assert told["answer"].tolist() == [expected]
    assert told["n_voices"].tolist() == [1]
    assert len(told["claims"][0]) == len(answers.split())


def test_disputed_counts_the_weaker_end(small: Small) -> None:
    said = [claim("buyer", "yes"), claim("court", "yes"), claim("seller", "no")]
    assert set(positions(small(said, ASKED))["disputed"]) == {1}
    assert set(positions(small([*said, claim("union", "no")], ASKED))["disputed"]) == {2}
    assert set(positions(small([*said[:2], claim("press", "no")], ASKED))["disputed"]) == {0}
    assert set(positions(small([said[0], claim("union", "partly")], ASKED))["disputed"]) == {0}


def test_the_most_disputed_come_first_within_a_topic(small: Small) -> None:
    asked = [
        {**ASKED[0], "question_id": q, "topic": t} for q, t in (("a", "x"), ("b", "y"), ("c", "x"))
    ]
    said = [
        *(claim("buyer", "yes", question_id=q) for q in "abc"),
        claim("seller", "no", question_id="c"),
    ]
    told = positions(small(said, asked))
    assert list(dict.fromkeys(told["question_id"])) == ["c", "a", "b"]
    assert told["side"].tolist()[:2] == ["buyer", "seller"]


def test_positions_account_for_every_yes_no_claim_once(dossier: Dossier) -> None:
    told = positions(dossier)
    ids = [one for claims in told["claims"] for one in claims]
    asked = dossier.claims[dossier.claims["kind"] == "yes-no"]
    assert sorted(ids) == sorted(asked["claim_id"])
    assert not told.duplicated(["question_id", "scope", "side"]).any()
    quality = told[told["question_id"] == "p-quality-deficient"].set_index("side")
    assert quality.loc["scopelec", "answer"] == "mixed"
    assert quality.loc["orange", "answer"] == "yes"


def test_a_speaker_in_three_outlets_is_one_voice(about: About) -> None:
    said = [claim("union", "yes", speaker="Ann", source_id=s) for s in ("a", "b", "c")]
    said += [claim("press", "yes", speaker="copy", source_id="copy")]
    tables = small_tables(said, ASKED)
    tables["sources"].loc[tables["sources"]["source_id"] == "copy", "kind"] = "repost"
    row = independence(make_dossier(about, tables)).iloc[0]
    assert (row["n_publishers"], row["n_voices"], row["n_sides"]) == (4, 1, 1)
    assert len(row["claims"]) == 4


def test_independence_covers_figures_by_camps(small: Small) -> None:
    said: Rows = [claim("buyer", "0.75"), claim("union", "0.74/0.80"), claim("press", "0.5")]
    table = independence(small(said))
    assert table["n_voices"].tolist() == [1, 2]
    assert table["n_sides"].tolist() == [0, 2]


def test_over_time(about: About) -> None:
    said = [
        claim("buyer", "yes", source_id="early"),
        claim("union", "no", source_id="late"),
        claim("court", "yes", source_id="last"),
    ]
    tables = small_tables(said, ASKED)
    dates = {"early": "2022-01-10", "late": "2022-02", "last": "2022-03-05", "paper": "2022-01-01"}
    tables["sources"]["published"] = tables["sources"]["source_id"].map(dates)
    dossier = make_dossier(about, tables)
    days = ["2022-01-09", "2022-01-10", "2022-02-27", "2022-02-28", "2022-03-05"]
    told = standing_over_time(dossier, days)
    assert strongest(told).set_index("day")["standing"].to_dict() == {
        "2022-01-10": "one side's word",
        "2022-02-27": "one side's word",
        "2022-02-28": "contested",
        "2022-03-05": "found by a court",
    }
    points = turning_points(told).iloc[0]
    assert points["contested"] == "2022-02-28"
    assert points["conceded"] == ""
    assert points["found by a court"] == "2022-03-05"


def test_strongest_takes_one_answer_a_question(dossier: Dossier) -> None:
    told = standing_over_time(dossier, ["2022-03-21", "2022-12-31"])
    best = strongest(told)
    assert not best.duplicated(["day", "question_id", "scope"]).any()
    assert len(best) == len(told.drop_duplicates(["day", "question_id", "scope"]))
    letter = best[best["question_id"] == "p-letter-clear"]
    assert letter["standing"].tolist() == ["found by a court"]


def test_nothing_said_gives_empty_tables(small: Small) -> None:
    figures = small([claim("buyer", "0.5")])
    assert positions(figures).empty
    assert isinstance(strongest(standing_over_time(figures, ["2023-01-01"])), pd.DataFrame)


def test_voices_of_equally_strong_answers_add_up(small: Small) -> None:
    said = [claim("buyer", "yes"), claim("seller", "no"), claim("union", "no")]
    asked = [{"question_id": "q", "kind": "yes-no", "yes_favours": ""}]
    best = strongest(standing(small(said, asked)))
    assert best[["answer", "n_voices"]].to_numpy().tolist() == [["yes or no", 3]]
