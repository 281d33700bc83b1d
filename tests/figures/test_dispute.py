"""Figures of the dispute."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from analysis.dispute.positions import positions, standing_over_time
from analysis.dossier.dossier import Dossier
from analysis.figures import alt_text, plot_positions, plot_standing

DAYS = ["2021-12-31", "2022-03-21", "2022-12-31"]


def cells(ax: Axes) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


@pytest.fixture(autouse=True)
def close() -> object:
    """Close what a test drew."""
    yield
    plt.close("all")


def test_positions_are_drawn_one_cell_each(dossier: Dossier) -> None:
    table = positions(dossier)
    table = table[table["topic"] == "notice"]
    ax = plot_positions(table, title="T")
    assert len(cells(ax)) == len(table)
    for label in table["label"].unique():
        assert label in words(ax)
    # The side's colour frames its cell, and fills it only for a yes.
    for cell, row in zip(cells(ax), table.itertuples(), strict=True):
        assert to_hex(cell.get_edgecolor()).upper() == row.colour
        filled = to_hex(cell.get_facecolor()).upper() == row.colour
        assert filled == (row.answer == "yes")
    columns = [tick.get_text() for tick in ax.get_xticklabels()]
    assert sorted(columns) == sorted(table["who"].unique())


def test_a_scope_is_named(dossier: Dossier) -> None:
    table = positions(dossier)
    ax = plot_positions(table[table["question_id"] == "p-won-elsewhere"], title="T")
    assert "Scopelec won zones elsewhere (South-East)" in words(ax)
    assert alt_text(ax) == "2 questions by 1 side. On none does one side say yes and another no."


def test_standing_is_drawn_day_by_day(dossier: Dossier) -> None:
    told = standing_over_time(dossier, DAYS)
    told = told[told["question_id"].isin(["p-letter-clear", "p-foreseeable"])]
    ax = plot_standing(told, title="T")
    assert len(cells(ax)) == len(told.drop_duplicates(["day", "question_id", "scope"]))
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    assert labels[0] == "The April 2020 letter was clear notice"
    assert " yes" in words(ax)
    assert "1 found by a court, 1 contested" in alt_text(ax)


def test_figures_take_the_axes_given(dossier: Dossier) -> None:
    given = plt.subplots()[1]
    assert plot_positions(positions(dossier), title="T", ax=given) is given
