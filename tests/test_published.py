"""The different answers published to a question."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.dossier import Dossier
from analysis.published import published_answers


def test_the_same_answer_is_listed_once_with_all_who_gave_it(
    small: Callable[..., Dossier],
) -> None:
    answers = [("0.5", "A"), ("0.4~", "B"), ("0.5", "C"), ("0.6/..", "A")]
    dossier = small([{"answer": answer, "speaker": who} for answer, who in answers])
    table = published_answers(dossier, "q")
    assert table["answer"].tolist() == ["about 40 %", "50 %", "at least 60 %"]
    assert table["speakers"].tolist() == [["B"], ["A", "C"], ["A"]]
    assert table["claims"].tolist() == [["c2"], ["c1", "c3"], ["c4"]]
    assert table["value"].tolist()[:2] == [0.4, 0.5]
    assert np.isnan(table["value"][2])
    assert table[["low", "high"]].to_numpy()[0] == pytest.approx([0.36, 0.44])


def test_only_the_scope_and_period_that_were_asked_for(small: Callable[..., Dossier]) -> None:
    dossier = small(
        [
            {"answer": "0.1", "period": "2019"},
            {"answer": "0.2", "period": "2020"},
            {"answer": "0.3"},
            {"answer": "0.4", "scope": "north"},
        ]
    )
    assert published_answers(dossier, "q", period="2020/2021")["claims"].tolist() == [["c2"]]
    assert published_answers(dossier, "q", scope="north")["answer"].tolist() == ["40 %"]
    with pytest.raises(ValueError, match="no claim on q with scope 'south'"):
        published_answers(dossier, "q", scope="south")
