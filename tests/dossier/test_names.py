"""Private persons appear by role: every speaker is listed with what he or she is named as."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support import HOUSE, table

import analysis
from analysis.dossier.dossier import Dossier
from analysis.dossier.schemas import NAMED_AS


def listed(*rows: tuple[str, str]) -> dict[str, object]:
    return {
        "names": table("names", [{"speaker": s, "named_as": n} for s, n in rows]),
    }


def test_a_speaker_who_is_not_listed_is_named(small: Callable[..., Dossier]) -> None:
    claims = [{"answer": "0.5", "speaker": "Jane Doe"}, {"answer": "0.6", "speaker": "Buyer"}]
    with pytest.raises(analysis.DossierError, match=r"claims.csv, row 2, column speaker.*Jane Doe"):
        small(claims, **listed(("Buyer", "body")))


def test_newspapers_and_courts_need_no_line(small: Callable[..., Dossier]) -> None:
    claims = [{"answer": "0.5", "speaker": "Paper", "side": "press"}, {"answer": "0.6"}]
    assert len(small(claims, **listed(("buyer", "body"))).claims) == 2


def test_a_line_that_nobody_bears_is_named(small: Callable[..., Dossier]) -> None:
    with pytest.raises(analysis.DossierError, match=r"names.csv, row 3, column speaker.*gone"):
        small([{"answer": "0.5"}], **listed(("buyer", "body"), ("gone", "role")))


def test_only_an_office_makes_a_name_public(small: Callable[..., Dossier]) -> None:
    with pytest.raises(analysis.DossierError, match=r"names.csv, row 2, column named_as"):
        small([{"answer": "0.5"}], **listed(("buyer", "customer")))


@pytest.mark.parametrize("folder", HOUSE, ids=lambda folder: folder.name)
def test_every_dossier_of_the_house_lists_its_speakers(folder: Path) -> None:
    speakers = analysis.load(folder).table("names")
    assert set(speakers["named_as"]) <= set(NAMED_AS)
    assert not speakers.empty


def test_ordinary_people_are_not_named(dossier: Dossier) -> None:
    roles = dossier.table("names").query("named_as == 'role'")["speaker"]
    assert {"Site manager, Normandy", "Design-office employee, Sarthe"} <= set(roles)
    workers = dossier.claims.query("side == 'workers'")["speaker"]
    assert not workers.str.contains(r"\((?:site|design|employee)", regex=True).any()
