"""The different answers published to a question."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from support import small_tables

from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.dossier.published import over_time, published_answers, ratio_by_year, values_of


def test_the_same_answer_is_listed_once_with_all_who_gave_it(
    small: Callable[..., Dossier],
) -> None:
    answers = [("0.5", "A"), ("0.4~", "B"), ("0.5", "C"), ("0.6/..", "A")]
    dossier = small([{"answer": answer, "speaker": who} for answer, who in answers])
    table = published_answers(dossier, "q")
    assert table["words"].tolist() == ["about 40 %", "50 %", "at least 60 %"]
    assert table["speakers"].tolist() == [["B"], ["A", "C"], ["A"]]
    assert table["claims"].tolist() == [["c2"], ["c1", "c3"], ["c4"]]
    assert table["value"].tolist()[:2] == [0.4, 0.5]
    assert np.isnan(table["value"][2])
    assert table[["low", "high"]].to_numpy()[0] == pytest.approx([0.36, 0.44])


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("463850001", "463949999"), "463,900,000 persons"),
        (("0.33331", "0.33334"), "0.3333 persons"),
        (("1234.4", "1234.2", "1233.6"), "1,234 persons"),
        (("0.00012341", "0.00012344"), "0.0001234 persons"),
        (("12345.1/20000.1", "12345.4/20000.4"), "12,345 persons to 20,000 persons"),
        (("1000.1/..", "1000.4/.."), "at least 1,000 persons"),
    ],
)
def test_what_rounds_to_one_answer_is_held_whole(
    small: Callable[..., Dossier], answers: tuple[str, ...], said: str
) -> None:
    unit = "EUR" if answers[0].startswith("4638") else "persons"
    question = [{"question_id": "q", "kind": "quantity", "unit": unit}]
    tables = []
    for ordered in (answers, answers[::-1]):
        dossier = small([{"answer": answer} for answer in ordered], question)
        table = published_answers(dossier, "q")
        assert table["words"].tolist() == ["EUR 463.9m" if unit == "EUR" else said]
        assert table["low"][0] == dossier.claims["low"].min()
        assert table["high"][0] == dossier.claims["high"].max()
        tables.append(table[["words", "value", "low", "high"]])
    assert tables[0].equals(tables[1])


def test_only_the_scope_and_period_that_were_asked_for(small: Callable[..., Dossier]) -> None:
    dossier = small(
        [
            {"answer": "0.1", "period": "2019"},
            {"answer": "0.2", "period": "2020"},
            {"answer": "0.3"},
            {"answer": "0.4", "scope": "north"},
        ]
    )
    # What happened once and is told without a period may be of any time.
    told = published_answers(dossier, "q", period="2020/2021")["claims"].tolist()
    assert told == [["c2"], ["c3"]]
    assert published_answers(dossier, "q", scope="north")["words"].tolist() == ["40 %"]
    with pytest.raises(ValueError, match="no claim on q with scope 'south'"):
        published_answers(dossier, "q", scope="south")


def test_claims_are_left_out_on_request(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "0.1"}, {"answer": "0.2"}])
    assert published_answers(dossier, "q", without=["c1"])["claims"].tolist() == [["c2"]]


def test_numbers_over_time_keep_conflicts_forecasts_and_open_ends(
    small: Callable[..., Dossier],
) -> None:
    dossier = small(
        [
            {"answer": "0.4", "period": "2021"},
            {"answer": "0.3/0.5", "period": "2020"},
            {"answer": "0.9", "period": "2020", "scope": "forecast"},
            {"answer": "0.6/..", "period": "2020"},
            {"answer": "0.7", "period": "2020", "scope": "north"},
            {"answer": "0.8"},
        ]
    )
    table = over_time(dossier, "q", forecasts=("forecast",))
    assert table["claim_id"].tolist() == ["c2", "c4", "c3", "c1"]
    assert table["value"].tolist() == [0.4, 0.6, 0.9, 0.4]
    assert table["firm"].tolist() == [True, True, False, True]
    assert table["high"].tolist()[1] == np.inf
    assert table.attrs["undated"] == ["c6"]
    said = over_time(dossier, "q", by="published")
    assert set(said["period_low"]) == {pd.Timestamp("2022-03-21")}
    assert said["claim_id"].tolist() == ["c1", "c2", "c4", "c6"]
    assert said.attrs["undated"] == []
    with pytest.raises(ValueError, match="by is 'year'"):
        over_time(dossier, "q", by="year")


def test_a_ratio_is_as_wide_as_what_was_published(small: Callable[..., Dossier]) -> None:
    rows = [("q", "100", "2020"), ("q", "120", "2020"), ("p", "10", "2020-06"), ("p", "12", "2020")]
    rows += [("q", "200", "2021"), ("p", "20", "2022"), ("q", "500", "2020/2021")]
    asked = [{"question_id": q, "kind": "quantity", "unit": "EUR"} for q in "qp"]
    claims = [dict(zip(("question_id", "answer", "period"), row, strict=True)) for row in rows]
    table = ratio_by_year(small(claims, asked), "q", "p")
    assert table["year"].tolist() == [2020]
    assert table[["low", "high"]].to_numpy().tolist() == [[pytest.approx(100 / 12), 12]]
    assert table["claims"].tolist() == [["c1", "c2", "c4", "c3"]]


def test_single_claims_are_taken_as_said(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "0.4~"}, {"answer": "0.2/0.3"}, {"answer": "../0.8"}])
    table = values_of(dossier, {"last": "c3", "first": "c1", "second": "c2"})
    assert table["label"].tolist() == ["last", "first", "second"]
    assert table["value"].tolist() == [0.8, 0.4, 0.25]
    assert table["low"].tolist()[0] == -np.inf
    assert table["words"].tolist() == ["at most 80 %", "about 40 %", "20 % to 30 %"]
    assert table["claims"].tolist() == [["c3"], ["c1"], ["c2"]]
    with pytest.raises(ValueError, match="no claim_id 'c9'"):
        values_of(dossier, {"x": "c9"})


def test_a_source_dated_to_two_months_is_not_dated_to_the_month(
    about: About,
) -> None:
    tables = small_tables([{"answer": "0.4", "source_id": s} for s in ("one", "two")])
    dates = {"one": "2022-03", "two": "2022-03/2022-04", "paper": "2022"}
    tables["sources"]["published"] = tables["sources"]["source_id"].map(dates)
    table = over_time(make_dossier(about, tables), "q", by="published")
    assert table["claim_id"].tolist() == ["c1"]


def test_numbers_in_the_same_words_have_their_middle_for_value(
    small: Callable[..., Dossier],
) -> None:
    dossier = small([{"answer": "0.33330"}, {"answer": "0.33334"}])
    row = published_answers(dossier, "q").iloc[0]
    assert row["value"] == pytest.approx(0.33332, abs=1e-9)
    assert row["claims"] == ["c1", "c2"]
