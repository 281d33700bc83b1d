"""Eighteen months, counted as article 641 of the code of civil procedure counts them."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

import pytest

import analysis
from analysis.rulings.ceiling import MONTHS

FIRST, LAST = date(2018, 1, 1), date(2026, 9, 29)
DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]


def by_the_article(start: date) -> tuple[date, bool]:
    """The day of the same number in the last month, or that month's last day."""
    years, month = divmod(start.month - 1 + MONTHS, 12)
    year, month = start.year + years, month + 1
    longest = calendar.monthrange(year, month)[1]
    return date(year, month, min(start.day, longest)), start.day > longest


@pytest.mark.parametrize(
    ("start", "runs_out", "rounded"),
    [
        ("2020-04-28", "2021-10-28", False),
        ("2020-08-29", "2022-02-28", True),
        ("2020-08-28", "2022-02-28", False),
        ("2022-08-29", "2024-02-29", False),
        ("2021-10-31", "2023-04-30", True),
    ],
)
def test_the_last_day_counts_where_the_month_is_too_short(
    start: str, runs_out: str, rounded: bool
) -> None:
    eighteen = analysis.notice_ceiling(start)
    assert eighteen.runs_out == date.fromisoformat(runs_out)
    assert eighteen.rounded is rounded


def test_every_day_is_counted_so_and_the_rounded_ones_are_flagged(
    record_property: Callable[[str, object], None],
) -> None:
    flagged = 0
    for start in DAYS:
        eighteen = analysis.notice_ceiling(start)
        assert (eighteen.runs_out, eighteen.rounded) == by_the_article(start)
        flagged += eighteen.rounded
    assert 0 < flagged < len(DAYS) / 40
    record_property(
        "figures",
        f"eighteen months: {flagged} of {len(DAYS):,} starts ({FIRST} to {LAST}) hang on the rule "
        "for short months",
    )


def test_it_applies_from_26_april_2019_on() -> None:
    assert not analysis.notice_ceiling("2019-04-25").applies
    assert analysis.notice_ceiling("2019-04-26").applies


def test_a_day_less_is_not_eighteen_months() -> None:
    eighteen = analysis.notice_ceiling("2020-09-30")
    assert eighteen.reached("2022-03-30")
    assert not eighteen.reached(date(2022, 3, 29))


def test_a_start_that_is_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        analysis.notice_ceiling("2020-02-30")
