"""Shares from 0 to 1, and what others were meant to be."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.language.shares import accepted_share, check_share, outside


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("40", "40 % is written 0.4"),
        ("60~", "about 60 % is written 0.6~"),
        ("33.5~", "about 33.5 % is written 0.335~"),
        ("60 %", "60 % is written 0.6"),
        ("60\u00a0%", "60 % is written 0.6"),
        ("0,6", "0,6 is written 0.6"),
        ("1,0", "1,0 is written 1"),
        ("1.5", "1.5 % is written 0.015"),
        ("40/45", "40 % to 45 % is written 0.4/0.45"),
        ("50/..", "50 % to any is written 0.5/.."),
        ("1/3", "1/3 is a range from 1 to 3; the fraction is written 0.333~"),
        ("2/3", "2/3 is a range from 2 to 3; the fraction is written 0.667~"),
        ("3/4", "3/4 is a range from 3 to 4; the fraction is written 0.75~"),
        ("0.4/45", "40 % to 45 % is written 0.4/0.45"),
        ("100", "100 % is written 1"),
    ],
)
def test_what_was_probably_meant(found: str, meant: str) -> None:
    assert accepted_share(found) == f"a share from 0 to 1 ({meant})"


@pytest.mark.parametrize("found", ["250", "most", "1/2/3", "-0.4", "..", ""])
def test_nothing_is_guessed_where_nothing_can_be(found: str) -> None:
    assert "written" not in accepted_share(found) or found == ".."


def test_bounds() -> None:
    assert outside([0, 1, 0.5, np.nan, np.inf]).tolist() == [False] * 5
    assert outside([-0.1, 1.01]).tolist() == [True, True]
    assert outside([-1, 2], "change").tolist() == [False, False]
    assert outside([-1.1, 40], "change").tolist() == [True, True]
    with pytest.raises(ValueError, match=r"part_lost is 65; accepted: .*65 % is written 0.65"):
        check_share("part_lost", [0.5, 65])
