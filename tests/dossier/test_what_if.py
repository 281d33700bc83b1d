"""``[what_if]`` of ``dossier.toml``: read, and each fault named by its key."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import HOUSE, TEMPLATE, replace_in

from analysis.dependency.shocks import ARGUMENTS
from analysis.dossier import DossierError, load
from analysis.dossier.what_if import ASSUMED, Assumed, WhatIf, read_what_if


def test_the_names_of_assumptions_are_those_of_the_model() -> None:
    assert set(ASSUMED) == set(ARGUMENTS)


@pytest.mark.parametrize("folder", [TEMPLATE, *HOUSE], ids=lambda folder: folder.name)
def test_the_houses_dossiers_name_their_questions(folder: Path) -> None:
    assert load(folder).about.what_if.customer_share


def test_nothing_asked_is_nothing_wrong() -> None:
    assert read_what_if({}) == (WhatIf(), [])


def test_an_assumption_has_its_ends_and_its_reasons() -> None:
    rows = {"departures": [0, 0.5, "Some leave."], "headcount": [-3, 1e14, "So many.", "Tant."]}
    asked, problems = read_what_if({"customer_share": "q", "starts": ["d", "e"], "assume": rows})
    assert problems == []
    assert (asked.customer_share, asked.starts) == ("q", ("d", "e"))
    assert dict(asked.assume) == {
        "departures": Assumed(0.0, 0.5, "Some leave.", ""),
        "headcount": Assumed(-3.0, 1e14, "So many.", "Tant."),
    }


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (3, "what_if:"),
        ({"shares": "q"}, "'shares'"),
        ({"share": 3}, "share"),
        ({"share": "a\u0000b"}, "share"),
        ({"starts": "d-told"}, "starts"),
        ({"starts": [1]}, "starts"),
        ({"thresholds": "x"}, "thresholds"),
        ({"assume": []}, "assume"),
        ({"assume": {"departure": [0, 1, "why"]}}, "assume"),
        ({"assume": {"departures": [0, 1]}}, "assume"),
        ({"assume": {"departures": [2, 1, "why"]}}, "assume"),
        ({"assume": {"departures": [0, float("nan"), "why"]}}, "assume"),
        ({"assume": {"departures": [0, float("inf"), "why"]}}, "assume"),
        ({"assume": {"departures": [0, True, "why"]}}, "assume"),
    ],
)
def test_what_does_not_fit_is_named(given: object, place: str) -> None:
    asked, problems = read_what_if(given)
    assert asked == WhatIf()
    (problem,) = problems
    assert place.strip("':") in str(problem)
    assert "accepted: " in str(problem)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            'customer_share = "q-orange-share"',
            'customer_share = "q-x"',
            "what_if.customer_share: found 'q-x'",
        ),
        ('end = "d-ictr-end"', 'end = "q-turnover"', "what_if.end: found 'q-turnover'"),
        ('"d-shortlist"', '"d-nothing"', "what_if.starts: found 'd-nothing'"),
        ('alert = "buyer_alert_25_30"', 'alert = "ceiling_18_months"', "what_if.alert: found"),
    ],
)
def test_a_question_that_the_dossier_has_not_is_named(
    copy: Path, old: str, new: str, found: str
) -> None:
    replace_in(copy / "dossier.toml", {old: new})
    with pytest.raises(DossierError) as raised:
        load(copy)
    (problem,) = raised.value.problems
    assert found in str(problem)
