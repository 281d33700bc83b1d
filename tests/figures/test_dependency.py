"""The figures of dependency: what they draw and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from support import across, bars

import analysis
from analysis.dossier.dossier import Dossier


@pytest.fixture(autouse=True)
def close() -> Iterator[None]:
    """Close what a test drew."""
    yield
    plt.close("all")


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def rows(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def test_the_plane_shows_what_each_claim_needs(dossier: Dossier) -> None:
    questions = ("q-orange-share", "q-contracts-lost", "q-loss-share")
    tables = [analysis.published_answers(dossier, question) for question in questions]
    ax = analysis.plot.reconciliation(*tables, title="Plane")
    assert {"48.75 %", "61.5 %", "curves: share of turnover lost"} <= set(texts(ax))
    upright = {round(float(np.ravel(line.get_xdata())[0]), 3) for line in ax.lines}
    assert {0.4, 0.5, 0.65, 0.667, 0.75, 0.8} <= upright
    assert "75 % × 65 % = 48.75 %" in analysis.plot.alt_text(ax)
    assert "40 % needs 61.5 %" in analysis.plot.alt_text(ax)


def test_numbers_over_time_are_all_drawn_forecasts_hollow(dossier: Dossier) -> None:
    table = analysis.over_time(dossier, "q-turnover", forecasts=("forecast", "target"))
    ax = analysis.plot.over_time(table, unit="EUR/year", title="Turnover", source="claims")
    marks = [line for line in ax.lines if line.get_marker() == "o" and len(across(line)) == 1]
    assert len(marks) == len(table)
    hollow = [m for m in marks if to_hex(m.get_markerfacecolor()) == "#ffffff"]
    assert len(hollow) == (~table["firm"]).sum() > 0
    legend = ax.get_legend()
    assert legend is not None
    labels = [text.get_text() for text in legend.get_texts()]
    assert labels[-1] == "hollow: forecast or target"
    assert "the first EUR 80m a year (2009)" in analysis.plot.alt_text(ax)


def test_a_figure_over_time_says_what_it_cannot_draw(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "0.4", "period": "2021"}, {"answer": "0.8"}, {"answer": "0.9"}])
    table = analysis.over_time(dossier, "q")
    for lang, said in (
        ("en", "2 numbers without a date are not drawn."),
        ("fr", "2 chiffres sans date ne sont pas tracés."),
    ):
        ax = analysis.plot.over_time(table, unit="share", title="Share", source="claims", lang=lang)
        assert analysis.plot.alt_text(ax).endswith(said)


def test_one_series_needs_no_legend(dossier: Dossier) -> None:
    table = analysis.dependency.market_series(dossier, "ftth_lines_added", quarterly=True)
    table = table[table["firm"]]
    ax = analysis.plot.over_time(table, unit="lines", title="Market", source="Arcep")
    assert ax.get_legend() is None
    ticks = [label.get_text() for label in ax.get_xticklabels()]
    assert len(ticks) <= 12


def test_the_tornado_leaves_out_what_moves_nothing() -> None:
    table = pd.DataFrame(
        {
            "name": ["part_lost", "turnover"], "basis": ["fact", "fact"], "at_low": [100.0, 300.0],
            "at_high": [500.0, 300.0], "middle": 300.0, "swing": [400.0, 0.0],
            "first": [1.0, 0.0], "total": [1.0, 0.0],
        }
    )  # fmt: skip
    ax = analysis.plot.sensitivity(table, unit="persons", title="Tornado")
    assert rows(ax) == ["part lost (fact): Sobol total 1.00"]
    assert [bar.get_width() for bar in bars(ax)] == [-200, 200]
    assert "turnover" not in analysis.plot.alt_text(ax)


def test_a_tornado_in_which_nothing_moves_says_so() -> None:
    table = pd.DataFrame({
        "name": ["part_lost", "turnover"], "basis": "fact", "at_low": 0.0, "at_high": 0.0,
        "middle": 0.0, "swing": 0.0, "first": np.nan, "total": np.nan,
    })  # fmt: skip
    for lang, words in (
        ("en", "No input moves the result: it stays at 0 persons."),
        ("fr", "Aucune entrée ne déplace le résultat\u00a0: il reste à 0 personne."),
    ):
        ax = analysis.plot.sensitivity(table, unit="persons", title="Tornado", lang=lang)
        assert texts(ax) == [words]
        assert analysis.plot.alt_text(ax) == words
        assert analysis.figures.picture(ax).startswith(b"\x89PNG")


def test_outcomes_are_drawn_to_their_ends_and_open_ones_to_the_edge() -> None:
    table = pd.DataFrame(
        {
            "label": ["simulated", "said"], "low": [100.0, 780.0], "high": [900.0, np.inf],
            "value": [500.0, 800.0], "words": ["500 (100 to 900)", "at least 800"],
            "basis": ["simulated", "published"],
        }
    )  # fmt: skip
    ax = analysis.plot.outcomes(table, unit="persons", title="Outcomes")
    assert rows(ax) == ["simulated: 500 (100 to 900)", "said: at least 800"]
    ranges = [across(line) for line in ax.lines if len(across(line)) == 2]
    assert [100, 900] in ranges
    assert min(ends[0] for ends in ranges[1:]) == 780
    assert max(ends[1] for ends in ranges) == ax.get_xlim()[1] > 900
    assert analysis.plot.alt_text(ax).endswith("said: at least 800 (published).")


def test_a_shown_figure_is_small_and_never_varies(dossier: Dossier) -> None:
    from analysis.figures.style import _small_png

    table = analysis.over_time(dossier, "q-turnover")
    pictures = []
    for _ in range(2):
        ax = analysis.plot.over_time(table, unit="EUR/year", title="Turnover", source="claims")
        figure = ax.get_figure()
        assert isinstance(figure, Figure)
        pictures.append(_small_png(figure))
    assert pictures[0] == pictures[1]
    assert len(pictures[0]) < 100_000
