"""The figure of decisions: every one is drawn, bounds as bounds, each with its page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from support import ROOT, figure_of

import analysis


@pytest.fixture(scope="module")
def rulings() -> pd.DataFrame:
    table: pd.DataFrame = analysis.read_rulings(ROOT / "data" / "rulings")
    return table


@pytest.fixture
def drawn(rulings: pd.DataFrame) -> Iterator[Axes]:
    yield analysis.plot.rulings(rulings, years=49, marks={"letter": 23.1, "told": 4.4}, title="T")
    plt.close("all")


def test_every_decision_with_both_numbers_is_drawn(drawn: Axes, rulings: pd.DataFrame) -> None:
    both = rulings[np.isfinite(rulings["relation_high"]) & rulings["due_low"].notna()]
    both = both[np.isfinite(both["relation_low"])]
    marks = {line.get_gid(): line for line in drawn.lines if line.get_gid()}
    assert set(marks) == set(both["ruling_id"])
    for row in both.itertuples():
        bound = "v" if np.isinf(row.due_low) else "^" if np.isinf(row.due_high) else "o"
        assert marks[row.ruling_id].get_marker() == bound
        assert marks[row.ruling_id].get_url() == row.url


def test_no_two_numbers_hide_each_other(drawn: Axes) -> None:
    dots = [(*np.ravel(line.get_xydata()),) for line in drawn.lines if line.get_marker() == "o"]
    assert len(dots) == len(set(dots))


def test_in_svg_each_point_leads_to_its_page(drawn: Axes, rulings: pd.DataFrame) -> None:
    data = io.BytesIO()
    figure_of(drawn).savefig(data, format="svg")
    text = data.getvalue().decode()
    url = rulings.set_index("ruling_id").loc["tcom-lille-2015-06-23-satcoms", "url"]
    assert f'xlink:href="{url}"' in text


def test_the_case_and_the_ceiling_are_named(drawn: Axes) -> None:
    texts = [text.get_text() for text in drawn.texts]
    assert "letter: 23.1" in texts
    assert "18 months are enough for breaks\nsince 26 April 2019" in texts
    assert "not drawn at random" in figure_of(drawn).get_supxlabel()
    assert "49 years; letter: 23.1; told: 4.4" in analysis.plot.alt_text(drawn)


@pytest.mark.parametrize("years", [3, 30, 49, 70])
def test_long_names_stay_within_the_picture(rulings: pd.DataFrame, years: float) -> None:
    marks = {
        "Formal notice of the end, 28 April 2020": 23.1,
        "Loss of the contracts announced": 1.5,
    }
    ax = analysis.plot.rulings(rulings, years=years, marks=marks, title="T")
    figure = figure_of(ax)
    figure.draw_without_rendering()
    whole = figure.bbox
    boxes = [text.get_window_extent() for text in ax.texts[-3:]]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    for text in ax.texts:
        box = text.get_window_extent()
        assert whole.x0 <= box.x0
        assert box.x1 <= whole.x1
        assert box.y0 >= ax.get_window_extent().y0
    assert ax.get_window_extent().width > 0.8 * whole.width
    plt.close("all")


def test_a_case_without_starts_is_drawn(rulings: pd.DataFrame) -> None:
    ax = analysis.plot.rulings(rulings, years=12.5, marks={}, title="T")
    assert analysis.plot.alt_text(ax).endswith("The case: 12.5 years.")
    plt.close("all")
