"""The sentences of the page of sliders, by worked cases; a browser's are held to them elsewhere."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

import analysis
from analysis.dependency.asked import choices
from analysis.site.questions import _ends
from analysis.site.whatif import figures_of, texts_of
from analysis.site.whatif_rows import _is_dated
from analysis.site.whatif_words import Texts, belief_words, customer_words, read_shares


@pytest.fixture(scope="module")
def texts() -> Texts:
    return texts_of(analysis.example())


@pytest.mark.parametrize(
    ("typed", "largest_is_known", "said"),
    [
        ("30", False, True),
        ("30", True, False),
        ("60", False, False),  # the rest is less than that customer
        ("40\n10", False, True),
        ("50\n10", False, False),
        ("60\n40", False, False),
    ],
)
def test_a_larger_customer_is_spoken_of_where_there_may_be_one(
    texts: Texts, typed: str, largest_is_known: bool, said: bool
) -> None:
    words = customer_words(texts, typed, largest_is_known)
    assert (texts.sections["customers-larger"] in words) is said


def test_customers_are_read_a_line_each_and_a_fault_names_its_line(texts: Texts) -> None:
    assert read_shares(texts, "Orange 62,5 %\n\nFirm B; 20\n5; 2.5") == pytest.approx(
        [0.625, 0.2, 0.05, 0.025]
    )
    assert read_shares(texts, "0\n100") == [1.0]
    for typed, line in (("nobody", "1"), ("30\nnobody", "2"), ("30\n\n120", "3")):
        with pytest.raises(ValueError, match=line):
            read_shares(texts, typed)


def test_an_event_is_dated_by_a_date_or_by_a_length_from_it() -> None:
    dossier = analysis.example()
    events = dossier.questions.query("kind == 'date'")["question_id"]
    assert all(_is_dated(dossier, event) for event in events)
    first = events.iloc[0]
    lengths = dossier.questions.query("from_question == @first")["question_id"]
    claims = dossier.claims
    dates = claims.loc[claims["question_id"] == first, "claim_id"].tolist()
    both = claims.loc[claims["question_id"].isin([first, *lengths]), "claim_id"].tolist()
    assert _is_dated(dossier.without(claims=dates), first) is (len(both) > len(dates))
    assert not _is_dated(dossier.without(claims=both), first)


@pytest.mark.parametrize(
    ("answers", "first", "last"),
    [
        ([(-np.inf, np.inf)], 0, 1),  # nothing to draw to scale
        ([(2, 4), (3, 10)], 2, 10),
        ([(2, np.inf)], 2, None),  # room for what has no end
        ([(-np.inf, 8), (6, 8)], None, 8),
    ],
)
def test_a_scale_runs_from_the_least_to_the_greatest_answer(
    answers: list[tuple[float, float]], first: float | None, last: float | None
) -> None:
    low, high = _ends([SimpleNamespace(low=a, high=b) for a, b in answers])
    finite = [end for pair in answers for end in pair if np.isfinite(end)]
    assert low == first if first is not None else low < min(finite)
    assert high == last if last is not None else high > max(finite)


def test_what_a_belief_leaves_open_is_not_said_to_follow(texts: Texts) -> None:
    """Of a turnover alone no share follows; the amount that was lost is not above it."""
    figures = figures_of(analysis.example())
    said = " ".join(belief_words(texts, figures, choices(figures.answers), {"turnover": 0}))
    shares = [role for role, unit in figures.units.items() if unit == "share"]
    assert len(shares) == 3
    assert not any(figures.labels[role] in said for role in shares)
    assert figures.labels["loss_amount"] in said
