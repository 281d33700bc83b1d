"""One speaker is one voice, however spelt; bodies; courts above courts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from support import HOUSE, Rows, replace_in, small_tables, table

import analysis
from analysis.cli import main
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.dossier.speakers import near_spellings, reviewed_by
from analysis.dossier.tables import DossierError

Small = Callable[..., Dossier]
NO_BREAK = "Example\u00a0Works"
SPELLINGS = [
    "Élue d'Albi",
    "Élue d’Albi",
    "E\u0301lue d'Albi",
    "Élue\u00a0d'Albi",
    "Élue  d'Albi",
    "ÉLUE D'ALBI",
]


@pytest.mark.parametrize("other", SPELLINGS[1:])
def test_spellings_are_one_voice(small: Small, other: str) -> None:
    said = [{"answer": "0.6", "speaker": name} for name in (SPELLINGS[0], other)]
    found = analysis.camps(small(said), "q").iloc[0]
    assert found["voices"] == 1
    assert len(found["speakers"]) == 1


def test_other_letters_are_other_voices(small: Small) -> None:
    said = [{"answer": "0.6", "speaker": name} for name in ("Élue d'Albi", "Elue d'Albi")]
    assert analysis.camps(small(said), "q").iloc[0]["voices"] == 2


def test_a_speaker_is_found_however_spelt(small: Small) -> None:
    dossier = small([{"answer": "0.6", "speaker": SPELLINGS[0]}])
    for name in SPELLINGS:
        assert len(dossier.select(speaker=name)) == 1
    with pytest.raises(ValueError, match="no speaker"):
        dossier.select(speaker="Somebody else")


def test_a_body_is_one_voice_with_those_who_speak_for_it(small: Small) -> None:
    said = [{"answer": "0.6", "speaker": name} for name in ("Ann Chief", "Works", "Bob")]
    speaks = table("speakers", [{"speaker": "ann  chief", "body": "WORKS"}])
    found = analysis.camps(small(said, speakers=speaks), "q").iloc[0]
    assert found["voices"] == 2
    assert found["speakers"] == ["Ann Chief", "Bob", "Works"]  # each still said it


@pytest.mark.parametrize(
    ("row", "accepted"),
    [
        ({"speaker": "Nobody", "body": "Works"}, "a speaker of claims.csv"),
        ({"speaker": "Ann", "body": "Ann"}, "a body that speaks for itself"),
        ({"speaker": "Ann", "body": ""}, "a filled cell"),
    ],
)
def test_a_wrong_body_is_named(small: Small, row: dict[str, str], accepted: str) -> None:
    with pytest.raises(DossierError, match=accepted):
        small([{"answer": "0.6", "speaker": "Ann"}], speakers=table("speakers", [row]))


@pytest.mark.parametrize(
    ("row", "accepted"),
    [
        ({"court": "Ann", "reviews": "Judge"}, "a speaker of claims.csv of the side court"),
        ({"court": "Judge", "reviews": "High Court"}, "a speaker of claims.csv of the side court"),
        ({"court": "Judge", "reviews": "judge"}, "a court that no court below it reviews"),
    ],
)
def test_a_wrong_review_is_named(small: Small, row: dict[str, str], accepted: str) -> None:
    asked = [{"question_id": "q", "kind": "yes-no"}]
    said: Rows = [
        {"answer": "yes", "speaker": "Ann"},
        {"answer": "no", "speaker": "Judge", "side": "court"},
    ]
    with pytest.raises(DossierError, match=accepted):
        small(said, asked, reviews=table("reviews", [row]))


def test_courts_above_courts() -> None:
    rows = [("Appeal", "First"), ("Supreme", "Appeal"), ("Appeal", "Labour")]
    above = reviewed_by(pd.DataFrame(rows, columns=["court", "reviews"]))
    assert above == {
        "first": {"appeal", "supreme"},
        "appeal": {"supreme"},
        "labour": {"appeal", "supreme"},
    }


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (["Frédéric Mazars", "Frederic Mazars"], 1),
        (["Thomas Foppiani", "Thomas Fopiani"], 1),
        (["Thomas Foppiani", "Thomas Foppiany"], 1),
        (["CFE-CGC Orange", "CFE CGC Orange"], 1),
        (["Cour d’appel", "Cour d'appel"], 1),
        (["CGT FAPT 44", "CGT FAPT 45"], 0),
        (["Circet", "Spie"], 0),
        (["FO", "UO"], 0),
    ],
)
def test_near_spellings(names: list[str], groups: int) -> None:
    assert len(near_spellings(names)) == groups


def test_check_names_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", str(tmp_path / "case")])
    row = "gazette-2024-05-02,Example Works,works,no"
    replace_in(tmp_path / "case" / "claims.csv", {row: row.replace("Example Works", NO_BREAK)})
    capsys.readouterr()
    assert main(["check", str(tmp_path / "case")]) == 0
    assert "Example\\xa0Works" in capsys.readouterr().out


def respelt(name: str) -> str:
    """Spell a name with another apostrophe, decomposed, with a no-break space."""
    return unicodedata.normalize("NFD", name).replace("'", "’").replace(" ", "\u00a0")


def tables_of(dossier: Dossier) -> list[pd.DataFrame]:
    """Give what every view says of a dossier."""
    dates = dossier.questions.query("kind == 'date'")["question_id"].tolist()
    main_source = dossier.about.main_source
    return [
        analysis.standing(dossier),
        analysis.standing(dossier, firm_only=True),
        analysis.positions(dossier),
        analysis.dispute.independence(dossier),
        analysis.dispute.agreement(dossier, main_source),
        analysis.check_article(dossier, main_source),
        analysis.events(dossier),
        analysis.conflicts(dossier),
        analysis.notice(dossier, end=dates[-1], starts=dates[:-1]),
        pd.DataFrame({"aside": analysis.timeline.outvoted(dossier)}),
    ]


@pytest.mark.parametrize("folder", HOUSE, ids=lambda folder: folder.name)
def test_respelling_every_speaker_changes_no_table(folder: Path) -> None:
    dossier = analysis.load(folder)
    tables = raw_tables(dossier)
    claims = tables["claims"]
    again = make_dossier(dossier.about, tables | {"claims": claims.assign(
        speaker=claims["speaker"].map(respelt)
    )})  # fmt: skip
    # every second claim alone: two spellings of one name in one dossier
    half = claims["speaker"].where(claims.index % 2 == 0, claims["speaker"].map(respelt))
    mixed = make_dossier(dossier.about, tables | {"claims": claims.assign(speaker=half)})
    for before, after, some in zip(*map(tables_of, (dossier, again, mixed)), strict=True):
        pd.testing.assert_frame_equal(before, after)
        pd.testing.assert_frame_equal(before, some)


def raw_tables(dossier: Dossier) -> dict[str, pd.DataFrame]:
    """Give the tables of a dossier as text, as its files hold them."""
    from analysis.dossier.schemas import SCHEMAS, columns_of

    return {
        name: dossier.table(name)[columns_of(name)]
        for name in SCHEMAS
        if len(dossier.table(name)) or name in ("sources", "questions", "claims", "parties")
    }


def test_the_kinds_of_sources_are_a_closed_list(about: About) -> None:
    for kind in ("blog", "Press", "presse", "newspaper", ""):
        tables = small_tables([{"answer": "0.5"}])
        tables["sources"]["kind"] = kind
        with pytest.raises(DossierError, match=r"column kind: .*accepted: press, union"):
            make_dossier(about, tables)
