"""The notice gap in money."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.timeline.money import price_missing_notice

GIVEN = pd.DataFrame(
    {"label": ["letter", "loss"], "months_low": [20.0, 3.0], "months_high": [24.0, 5.0]}
)


def test_the_published_worked_example() -> None:
    given = pd.DataFrame({"months_low": [3.0], "months_high": [3.0]})
    gap = price_missing_notice(given, required=[12], yearly=500_000, margin=0.35).iloc[0]
    assert gap["missing_low"] == gap["missing_high"] == 9
    assert gap["amount_low"] == gap["amount_high"] == pytest.approx(131_250)


def test_each_start_meets_each_required_length() -> None:
    gap = price_missing_notice(GIVEN, required=[6, 18], yearly=1200, margin=0.5)
    assert gap["label"].tolist() == ["letter", "letter", "loss", "loss"]
    assert gap["required"].tolist() == [6, 18, 6, 18]
    assert gap["missing_low"].tolist() == [0, 0, 1, 13]  # notice long enough leaves nothing missing
    assert gap["missing_high"].tolist() == [0, 0, 3, 15]
    assert gap["amount_high"].tolist() == [0, 0, 150, 750]


def test_assumptions_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="share from 0 to 1"):
        price_missing_notice(GIVEN, required=[18], yearly=1200, margin=35)
    with pytest.raises(ValueError, match="zero or more"):
        price_missing_notice(GIVEN, required=[-1], yearly=1200, margin=0.35)
    with pytest.raises(ValueError, match="zero or more"):
        price_missing_notice(GIVEN, required=[1], yearly=-5, margin=0.35)
