"""Supposing claims, sources or sides away, and dossiers made of tables."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

import analysis
from analysis.dispute.standing import standing
from analysis.dossier.dossier import Dossier
from analysis.dossier.schemas import SCHEMAS
from analysis.dossier.suppose import from_tables, leave_one_out
from analysis.dossier.what_if import WhatIf


def same(one: Dossier, other: Dossier) -> bool:
    """Compare all tables."""
    return all(one.table(name).equals(other.table(name)) for name in SCHEMAS)


def test_what_is_supposed_away_is_gone(dossier: Dossier) -> None:
    source = dossier.claims["source_id"].iloc[0]
    less = dossier.without(sources=source)
    assert source not in set(less.sources["source_id"])
    assert len(less.claims) == (dossier.claims["source_id"] != source).sum()
    assert not (dossier.without(sides=["press", "court"]).claims["side"] == "press").any()
    assert same(dossier.without(), dossier)
    assert len(dossier.claims) > len(less.claims)  # the first stays as it was


def test_supposing_is_the_same_as_never_having_coded(dossier: Dossier) -> None:
    source = dossier.claims["source_id"].iloc[-1]
    tables = {
        name: dossier.table(name)
        for name in ("sources", "questions", "parties", "reviews", "speakers")
    }
    tables["sources"] = tables["sources"][tables["sources"]["source_id"] != source]
    claims = dossier.claims[dossier.claims["source_id"] != source]
    coded = from_tables(dossier.about, claims=claims, **tables)
    assert standing(coded).equals(standing(dossier.without(sources=source)))


def test_zones_of_a_lost_claim_are_lost(dossier: Dossier) -> None:
    one = dossier.table("zones")["claim_id"].iloc[0]
    assert one not in set(dossier.without(claims=one).table("zones")["claim_id"])


@pytest.mark.parametrize("part", ["claims", "sources", "sides"])
def test_an_unknown_id_is_refused(part: str, dossier: Dossier) -> None:
    with pytest.raises(ValueError, match="accepted, for example"):
        dossier.without(**{part: "nowhere"})


def test_tables_of_pandas_make_the_same_dossier(dossier: Dossier) -> None:
    assert same(from_tables(dossier.about, **{n: dossier.table(n) for n in SCHEMAS}), dossier)


def test_about_may_be_a_mapping(dossier: Dossier) -> None:
    of_file = set(vars(dossier.about)) - {"tolerances", "what_if"}
    about = {name: getattr(dossier.about, name) for name in of_file}
    tables = {name: dossier.table(name) for name in ("sources", "questions", "claims", "parties")}
    assert from_tables(about, **tables).about == replace(dossier.about, what_if=WhatIf())


def test_numbers_and_gaps_of_pandas_are_read_as_typed(small: Callable[..., Dossier]) -> None:
    old = small([{"answer": "0.5"}, {"answer": "0.6"}])
    claims = old.claims.assign(answer=[0.5, 0.6], paragraph=[3.0, float("nan")])
    names = ("sources", "questions", "parties")
    new = from_tables(old.about, claims=claims, **{name: old.table(name) for name in names})
    assert new.claims[["answer", "paragraph"]].to_numpy().tolist() == [["0.5", "3"], ["0.6", ""]]


def test_all_problems_of_tables_are_listed(dossier: Dossier) -> None:
    with pytest.raises(analysis.DossierError) as caught:
        from_tables(dossier.about, claims=pd.DataFrame({"claim_id": ["c"]}))
    files = {problem.file for problem in caught.value.problems}
    assert files == {"claims.csv", "parties.csv", "questions.csv", "sources.csv"}
    with pytest.raises(ValueError, match="no table 'claim'"):
        from_tables(dossier.about, claim=pd.DataFrame())


def test_each_is_left_out_once(small: Callable[..., Dossier]) -> None:
    claims = [
        {"question_id": "p", "answer": "yes", "side": "seller"},
        {"question_id": "p", "answer": "no", "side": "buyer", "source_id": "other"},
        {"question_id": "p", "answer": "no", "side": "buyer"},
    ]
    made = small(claims, [{"question_id": "p", "kind": "yes-no"}])

    def verdict(state: Dossier) -> str:
        return str(standing(state).set_index("answer").loc["yes", "standing"])

    table = leave_one_out(made, verdict)
    assert table["left_out"].tolist() == ["c1", "c2", "c3"]
    with pytest.raises(KeyError):
        verdict(made.without(claims="c1"))
    assert leave_one_out(made, verdict, parts="sides").set_index("left_out")[
        "changed"
    ].to_dict() == {"seller": True, "buyer": True}
    with pytest.raises(ValueError, match="no part 'claim'"):
        leave_one_out(made, verdict, parts="claim")  # type: ignore[arg-type]


def test_a_dossier_can_be_pickled(dossier: Dossier) -> None:
    assert same(pickle.loads(pickle.dumps(dossier)), dossier)


def test_what_has_no_translation_is_said(small: Callable[..., Dossier]) -> None:
    made = small([{"answer": "0.5"}])
    with pytest.warns(UserWarning, match="no 'fr' for 'Asked'"):
        analysis.dossier.in_language(made, "fr")
