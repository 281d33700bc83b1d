"""How the answers to a question are written: the ends of a scale, and of what time they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.dossier.dossier import Dossier
from analysis.site.evidence import claims_of
from analysis.site.questions import _said, questions_of


@pytest.mark.parametrize(
    ("kind", "unit", "said"),
    [("duration", "", "4.57 months"), ("quantity", "share", "457 %"), ("quantity", "", "4.57")],
)
def test_the_end_of_a_scale_has_its_own_unit(kind: str, unit: str, said: str) -> None:
    assert _said(4.5678, {"kind": kind, "unit": unit}, "en") == said


def test_an_answer_of_a_time_with_one_open_end_says_so(small: Callable[..., Dossier]) -> None:
    claims = [
        {"answer": "0.5", "speaker": "a", "period": "../2020"},
        {"answer": "0.7", "speaker": "b", "period": "2021"},
    ]
    made = small(claims)
    (question,) = questions_of(made, claims_of(made))
    assert question.camps is not None
    told = " ".join(map(str, question.camps.rows))
    assert "2020" in told
    assert "2021" in told


def test_an_answer_of_no_stated_time_has_none(small: Callable[..., Dossier]) -> None:
    made = small([{"answer": "0.5", "speaker": "a"}, {"answer": "0.7", "speaker": "b"}])
    (question,) = questions_of(made, claims_of(made))
    assert question.camps is not None
    assert "period" not in question.camps.columns  # a column that holds nothing is not shown
