"""Courts above courts: what is reversed, in part or whole, and where courts differ."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from support import Rows, small_tables, table

import analysis
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier, make_dossier

ASKED = [{"question_id": "q", "kind": "yes-no", "yes_favours": "buyer"}]
DATES = {"first": "2022-04-15", "above": "2022-06-24", "last": "2023-03-01", "paper": "2022-01-01"}
ROWS = [
    {"court": "Court of Appeal", "reviews": "High Court"},
    {"court": "Supreme Court", "reviews": "Court of Appeal"},
]
COURTS = {"first": "High Court", "above": "Court of Appeal", "last": "Supreme Court"}


def ruled(answers: dict[str, str], *more: dict[str, str]) -> Rows:
    """Let the courts answer, each in its own source."""
    return [
        *(
            {"answer": answer, "side": "court", "speaker": COURTS[source], "source_id": source}
            for source, answer in answers.items()
        ),
        *more,
    ]


def case(about: About, said: Rows, reviews: Rows | None = None) -> Dossier:
    """Make a dossier with all the courts that speak in it."""
    speaking = {claim["speaker"] for claim in said if "speaker" in claim}
    rows = [row for row in (ROWS if reviews is None else reviews) if set(row.values()) <= speaking]
    tables = small_tables(said, ASKED, reviews=table("reviews", rows))
    tables["sources"]["published"] = tables["sources"]["source_id"].map(DATES)
    return make_dossier(about, tables)


def judged(dossier: Dossier) -> dict[str, str]:
    rows = analysis.standing(dossier)
    return dict(zip(rows["answer"], rows["standing"], strict=True))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"first": "no", "above": "yes"}, {"no": "reversed", "yes": "found by a court"}),
        ({"first": "yes", "above": "no"}, {"yes": "reversed", "no": "found by a court"}),
        ({"first": "no", "above": "no"}, {"no": "found by a court"}),
        ({"first": "no", "above": "partly"},
         {"no": "reversed in part", "partly": "found by a court"}),
        ({"first": "partly", "above": "yes"},
         {"partly": "reversed in part", "yes": "found by a court"}),
        # the last court restores what the first had found
        ({"first": "no", "above": "yes", "last": "no"},
         {"no": "found by a court", "yes": "reversed"}),
        ({"first": "no", "above": "yes", "last": "yes"},
         {"no": "reversed", "yes": "found by a court"}),
        ({"above": "yes"}, {"yes": "found by a court"}),
    ],
)  # fmt: skip
def test_the_later_court_stands(
    about: About, answers: dict[str, str], expected: dict[str, str]
) -> None:
    assert judged(case(about, ruled(answers))) == expected


def test_a_high_court_reversed_on_appeal(about: About) -> None:
    """A High Court holds "no", the party that lost says so too; the appeal holds "yes"."""
    seller = {"answer": "no", "side": "seller", "source_id": "above"}
    dossier = case(about, ruled({"first": "no", "above": "yes"}, seller))
    rows = analysis.standing(dossier).set_index("answer")
    assert rows["standing"].to_dict() == {"no": "reversed", "yes": "found by a court"}
    assert rows.loc["no", "why"].startswith(
        "Found by: High Court. Reversed by: Court of Appeal (yes)."
    )
    assert rows.loc["yes", "why"].startswith(
        "Found by: Court of Appeal. Reversed, at least in part: High Court (no)."
    )
    assert set(rows.loc["no", "deciding"]) == {"c1", "c2"}
    days = ["2022-04-14", "2022-04-15", "2022-06-23", "2022-06-24"]
    told = analysis.standing_over_time(dossier, days)
    best = analysis.dispute.strongest(told).set_index("day")
    assert best["answer"].to_dict() == {"2022-04-15": "no", "2022-06-23": "no", "2022-06-24": "yes"}
    assert best["reversed"].tolist() == ["", "", "no"]
    ax = analysis.plot.standing(told, title="T")
    assert "yes (reversed: no)" in [text.get_text().strip() for text in ax.texts]
    ax = analysis.plot.standing(told, title="T", lang="fr")
    assert "oui (infirmé\u00a0: non)" in [text.get_text().strip() for text in ax.texts]
    plt.close("all")
    checked = analysis.check_article(dossier, "first")
    assert checked[["then", "now"]].to_numpy().tolist() == [["found by a court", "reversed"]]
    assert "c2" in checked["changed_by"][0]


def test_a_summary_order_confirmed_in_part(about: About) -> None:
    dossier = case(about, ruled({"first": "yes", "above": "partly"}))
    rows = analysis.standing(dossier).set_index("answer")
    assert rows.loc["yes", "standing"] == "reversed in part"
    assert rows.loc["yes", "why"] == (
        "Found by: High Court. Reversed in part by: Court of Appeal (partly)."
    )
    best = analysis.dispute.strongest(analysis.standing(dossier)).iloc[0]
    assert (best["answer"], best["reversed"]) == ("partly", "yes, in part")


@pytest.mark.parametrize(
    "answers", [("yes", "no"), ("no", "yes"), ("yes", "partly"), ("partly", "no")]
)
def test_courts_that_differ_without_a_review_are_never_both_found(
    about: About, answers: tuple[str, str]
) -> None:
    dossier = case(about, ruled(dict(zip(("first", "above"), answers, strict=True))), reviews=[])
    rows = analysis.standing(dossier)
    assert set(rows["standing"]) == {"courts differ"}
    names = f"Court of Appeal ({answers[1]}), High Court ({answers[0]})"
    why = f"Courts differ, the later first: {names}."
    assert all(reason.startswith(why) for reason in rows["why"])
    best = analysis.dispute.strongest(rows)
    assert len(best) == 1
    assert " or " in best["answer"][0]


@pytest.mark.parametrize("apart", [{"scope": "north"}, {"period": "2019"}])
def test_courts_that_speak_of_different_things_do_not_differ(
    about: About, apart: dict[str, str]
) -> None:
    said = ruled({"first": "no", "above": "yes"})
    said[0] |= apart
    said[1] |= {"period": "2021"}
    assert set(analysis.standing(case(about, said))["standing"]) == {"found by a court"}


def test_a_copy_of_a_judgment_reverses_nothing(about: About) -> None:
    dossier = case(about, ruled({"first": "no", "above": "yes"}))
    sources = dossier.sources.assign(
        kind=["repost" if s == "above" else "press" for s in dossier.sources["source_id"]]
    )
    tables = {
        name: dossier.table(name).iloc[:, :n]
        for name, n in (("questions", 11), ("claims", 12), ("parties", 3), ("reviews", 3))
    }
    again = make_dossier(about, {**tables, "sources": sources.iloc[:, :10]})
    assert judged(again) == {"no": "found by a court", "yes": "known from a copy"}


def test_the_review_takes_effect_when_it_is_published(about: About) -> None:
    dossier = case(about, ruled({"first": "no", "above": "yes"}))
    assert judged(dossier.as_of("2022-06-23")) == {"no": "found by a court"}
    assert judged(dossier.as_of("2022-06-24"))["no"] == "reversed"


def test_a_tie_is_said_and_does_not_depend_on_the_alphabet(about: About) -> None:
    swap = {"yes": "no", "no": "yes"}
    sided: Rows = [
        {"answer": a, "side": "union", "speaker": s}
        for a, s in (("yes", "A"), ("yes", "B"), ("no", "C"))
    ]
    for said in (sided, [claim | {"answer": swap[claim["answer"]]} for claim in sided]):
        best = analysis.dispute.strongest(analysis.standing(case(about, said))).iloc[0]
        assert best["answer"] == "yes or no"
        assert best["standing"] == "one side's word"
        assert best["voices"] == 3
        assert set(best["claims"]) == {"c1", "c2", "c3"}
    assert isinstance(
        analysis.dispute.strongest(analysis.standing(case(about, sided))), pd.DataFrame
    )
