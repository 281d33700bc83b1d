"""No view calls pandas once a claim or question: it works on whole columns."""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from types import CodeType

import pytest
from views import VIEWS

from analysis.dossier.dossier import Dossier

OF_PANDAS = ("pandas/core/frame.py", "pandas/core/series.py", "pandas/core/generic.py")


def calls(view: Callable[[Dossier], object], dossier: Dossier) -> int:
    """Count the calls of pandas' tables and columns in one run, nothing worked out before."""
    profile = cProfile.Profile()
    profile.runcall(view, dossier.as_of("2100"))
    return sum(
        entry.callcount
        for entry in profile.getstats()
        if isinstance(entry.code, CodeType)
        and entry.code.co_name != "<genexpr>"  # which hand on cells of a column, not columns
        and entry.code.co_filename.replace("\\", "/").endswith(OF_PANDAS)
    )


# All but those that need answers of a later day.
@pytest.mark.parametrize("name", sorted(VIEWS.keys() - {"reconcile", "implications"}))
def test_calls_do_not_grow_with_the_claims(name: str, dossier: Dossier) -> None:
    some = dossier.as_of("2022-03-21")
    assert len(dossier.claims) > 1.5 * len(some.claims)
    few, many = (calls(VIEWS[name], one) for one in (some, dossier))
    assert many <= 1.2 * few + 10
