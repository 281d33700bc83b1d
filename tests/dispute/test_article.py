"""One source checked statement by statement; figures among their camps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import Rows, small_tables

from analysis.dispute.article import agreement, check_article
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier, make_dossier

Small = Callable[..., Dossier]


def share(answer: str, speaker: str, **more: str) -> dict[str, str]:
    return {"answer": answer, "speaker": speaker, "side": "press", **more}


@pytest.mark.parametrize(
    ("others", "place"),
    [
        ([], "no other voice"),
        ([share("0.75", "A")], "no other voice"),
        ([share("0.75", "B")], "others agree"),
        ([share("0.5", "B")], "stands alone"),
        ([share("0.5", "B"), share("0.74", "C")], "most often given"),
        ([share("0.75", "D"), share("0.5", "B"), share("0.5", "C"), share("0.5", "E")],
         "less often given"),
        ([share("0.75", "D"), share("0.5", "B"), share("0.5", "C")], "most often given"),
        ([share("0.5", "B", period="2019")], "no other voice"),
        ([share("0.5", "B", scope="north")], "no other voice"),
    ],
)  # fmt: skip
def test_the_place_of_a_figure(small: Small, others: Rows, place: str) -> None:
    mine = share("0.75", "A", source_id="mine", period="2021")
    checked = check_article(
        small([mine, *({"source_id": "o"} | other for other in others)]), "mine"
    )
    assert checked["now"].tolist() == [place]


def test_what_changed_since_the_day(about: About) -> None:
    asked = [
        {"question_id": "q", "kind": "yes-no", "yes_favours": "buyer"},
        {"question_id": "n", "kind": "quantity", "unit": "share"},
    ]
    said: Rows = [
        {"answer": "yes", "source_id": "mine"},
        {"answer": "no", "side": "union", "source_id": "before"},
        {"answer": "yes", "side": "court", "source_id": "after"},
        {"answer": "no", "side": "seller", "source_id": "after"},
        {"question_id": "n", "answer": "0.75", "source_id": "mine"},
        {"question_id": "n", "answer": "0.5", "side": "union", "source_id": "after"},
    ]
    tables = small_tables(said, asked)
    dates = {"before": "2022-03-01", "mine": "2022-03-21", "after": "2022-03-22", "paper": "2022"}
    tables["sources"]["published"] = tables["sources"]["source_id"].map(dates)
    checked = check_article(make_dossier(about, tables), "mine").set_index("claim_id")
    assert checked.loc["c1", ["then", "now"]].tolist() == ["contested", "found by a court"]
    assert checked.loc["c1", "changed_by"] == ["c3"]
    assert checked.loc["c5", ["then", "now"]].tolist() == ["no other voice", "stands alone"]
    assert checked.loc["c5", "changed_by"] == ["c6"]
    assert checked.loc["c5", "others"] == ["50 % (1)"]


def test_a_standing_that_did_not_change_names_no_cause(small: Small) -> None:
    checked = check_article(small([share("0.75", "A"), share("0.5", "B", source_id="o")]), "paper")
    assert checked["changed_by"].tolist() == [[]]


def test_a_source_that_answers_twice(small: Small) -> None:
    said = [share("36/72", "A"), share("72", "A"), share("72", "A", scope="north")]
    months = [{"question_id": "q", "kind": "quantity", "unit": "months"}]
    checked = check_article(small(said, months), "paper").set_index("claim_id")["differs"]
    assert checked.to_dict() == {"c1": ["c2"], "c2": ["c1"], "c3": []}


def test_an_unknown_source_is_refused(dossier: Dossier) -> None:
    with pytest.raises(ValueError, match="francebleu-2022-03-21"):
        check_article(dossier, "francebleu-2022-03-22")


def test_the_article_of_the_real_dossier(dossier: Dossier) -> None:
    checked = check_article(dossier, dossier.about.main_source).set_index("claim_id")
    assert len(checked) == 33
    own = "francebleu-2022-03-21-s"
    assert checked.loc[f"{own}13", ["then", "now"]].tolist() == ["one side's word", "contested"]
    assert "tf1info-2022-04-c01" in checked.loc[f"{own}13", "changed_by"]
    assert checked.loc[f"{own}07", "now"] == "most often given"
    assert checked.loc[f"{own}25", "differs"] == [f"{own}31"]
    before = set(dossier.as_of(dossier.about.reference_date).claims["claim_id"])
    assert not before & {one for ids in checked["changed_by"] for one in ids}


def test_compare_figures(small: Small) -> None:
    said = [
        share("0.75", "A"),
        share("0.74/0.80", "B", source_id="o"),
        share("0.5", "C", source_id="o"),
        share("0.3", "D", scope="north"),
    ]
    row = agreement(small(said), "paper").iloc[0]
    assert len(agreement(small(said))) == 1
    assert (row["n_voices"], row["n_camps"], row["alone"]) == (3, 2, ["C"])
    assert row["largest"] == "75 % or 74 % to 80 % (2)"
    assert row["place"] == "most often given"
    assert agreement(small(said))["place"].tolist() == [""]


def test_then_is_the_last_day_on_which_the_source_may_have_been_published(about: About) -> None:
    """What came out in its month may have come before it: it counts."""
    asked: Rows = [{"question_id": "q", "kind": "yes-no", "yes_favours": "buyer"}]
    said: Rows = [
        {"answer": "yes", "source_id": "mine"},
        {"answer": "no", "side": "union", "source_id": "same-month"},
    ]
    tables = small_tables(said, asked)
    dates = {"mine": "2022-03", "same-month": "2022-03-20", "paper": "2022"}
    tables["sources"]["published"] = tables["sources"]["source_id"].map(dates)
    checked = check_article(make_dossier(about, tables), "mine")
    assert checked["then"].tolist() == ["contested"]
