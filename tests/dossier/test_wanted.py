"""Where a dossier is wanted, anything else is refused in one message."""

from __future__ import annotations

import inspect
import pickle
from operator import attrgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analysis
from analysis.dossier.example import EXAMPLE
from analysis.dossier.wanted import wants_dossier

ASKING = [name for name in analysis.__all__ if wants_dossier(getattr(analysis, name))]
ROOMS = [
    f"{room}.{name}"
    for room in ("dossier", "dispute", "dependency", "timeline", "exchange", "figures")
    for name in getattr(analysis, room).__all__
    if wants_dossier(getattr(getattr(analysis, room), name))
]


def call(name: str, given: Any, *, named: bool) -> Any:
    """Call a function with something in place of the dossier, and anything for the rest."""
    function = attrgetter(name)(analysis)
    needed = {
        p.name: "x"
        for p in inspect.signature(function).parameters.values()
        if (p.default is p.empty or p.name == "dossier") and p.kind is not p.VAR_KEYWORD
    }
    place = list(needed).index("dossier")
    if named:
        return function(**needed | {"dossier": given})
    return function(
        *list(needed.values())[:place], given, **dict(list(needed.items())[place + 1 :])
    )


def test_most_public_functions_take_a_dossier() -> None:
    assert len(ASKING) > 20
    assert {"camps", "export", "tell", "explore_loss", "case_of"} <= set(ASKING)
    assert {"timeline.notice", "dispute.rests_on", "exchange.to_ris"} <= set(ROOMS)


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("name", [*ASKING, *ROOMS])
def test_a_path_is_named_with_what_loads_it(name: str, named: bool) -> None:
    for path in ("data/my-case", Path("data/my-case")):
        with pytest.raises(TypeError) as told:
            call(name, path, named=named)
        own = name.rpartition(".")[2]
        assert str(told.value) == (
            f"{own} wants a dossier, found 'data/my-case'; accepted: analysis.load('data/my-case')"
        )


@pytest.mark.parametrize("given", [None, pd.DataFrame(), 3])
def test_anything_else_is_named_by_its_type(given: object) -> None:
    with pytest.raises(TypeError, match=f"found a {type(given).__name__}; accepted: what analysis"):
        call("standing", given, named=False)


def test_what_is_missing_is_still_pythons_to_say() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'dossier'"):
        analysis.camps(question_id="q")  # type: ignore[call-arg]


def test_the_functions_keep_their_names_and_can_be_sent_to_another_process() -> None:
    dossier = analysis.load(EXAMPLE)
    for name in [*ASKING, *ROOMS]:
        function = attrgetter(name)(analysis)
        assert name.endswith(function.__name__)
        assert inspect.getdoc(function)
        assert pickle.loads(pickle.dumps(function)) is function
    sent = pickle.loads(pickle.dumps((analysis.standing, dossier)))
    pd.testing.assert_frame_equal(sent[0](sent[1]), analysis.standing(dossier))
