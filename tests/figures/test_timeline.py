"""Figures of time and of zones: what they draw, and that nothing overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from analysis.columns import in_days
from analysis.dossier.dossier import Dossier
from analysis.figures import alt_text, plot_chronology, plot_lanes, plot_notice, plot_tiles
from analysis.figures.marks import label_time
from analysis.timeline.events import events
from analysis.timeline.notice import notice


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close the figures of a test."""
    yield
    plt.close("all")


def label_boxes(ax: Axes) -> list[Bbox]:
    """Give where the labels stand once the figure is drawn, and check that none is cut."""
    figure = ax.get_figure()
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
    for box in boxes:
        assert figure.bbox.x0 <= box.x0
        assert box.x1 <= figure.bbox.x1
    return boxes


def overlapping(boxes: list[Bbox]) -> int:
    """Count pairs of labels that stand on one another by more than a pixel."""
    shrunk = [box.padded(-1) for box in boxes]
    return sum(a.overlaps(b) for i, a in enumerate(shrunk) for b in shrunk[:i])


def test_no_label_of_the_chronology_is_cut_or_covered(dossier: Dossier) -> None:
    table = events(dossier)
    ax = plot_chronology(table, title="All")
    assert overlapping(label_boxes(ax)) == 0
    drawn = table[table["latest"].notna()]
    assert alt_text(ax).startswith(f"{len(drawn)} events from 1973 to 2025")
    texts = [text.get_text() for text in ax.texts]
    assert all(any(text.startswith(label) for text in texts) for label in drawn["label"])
    assert min(float(text.get_fontsize()) for text in ax.texts) >= 7.5


def test_what_is_not_drawn_is_named(dossier: Dossier) -> None:
    table = events(dossier)
    lost = table.loc[~table["latest"].notna(), "label"].tolist()
    assert lost == ["Third lot awarded"]
    for ax in (plot_chronology(table, title="All"), plot_lanes(table, title="All")):
        figure = ax.get_figure()
        assert isinstance(figure, Figure)
        below = " ".join(figure.get_supxlabel().split())
        assert below.endswith("no source gives a first and a last day: Third lot awarded.")
        assert not any("Third lot" in text.get_text() for text in ax.texts)
    with pytest.raises(ValueError, match="no row has a first and a last day"):
        plot_chronology(table[table["label"].isin(lost)], title="None")


def test_no_label_of_the_lanes_is_cut_or_covered(dossier: Dossier) -> None:
    table = events(dossier)
    recent = table[table["earliest"] > "2017-12-01"]
    ax = plot_lanes(recent, title="Lanes")
    assert len(label_boxes(ax)) == recent["latest"].notna().sum()
    assert overlapping(label_boxes(ax)) == 0
    assert [tick.get_text() for tick in ax.get_yticklabels()] == [*recent["topic"].unique()]


def test_the_notice_is_drawn_from_its_start_to_the_end(dossier: Dossier) -> None:
    table = notice(dossier, end="d-ictr-end", starts=["d-told-end", "d-notice-letter"])
    ax = plot_notice(table, marks={"18 months": 18}, title="Notice")
    assert overlapping(label_boxes(ax)) == 0
    solid = [line.get_xdata() for line in ax.lines if line.get_alpha() is None]
    for row, ends in zip(in_days(table).itertuples(), solid, strict=False):
        assert np.asarray(ends).tolist() == [row.start_high, row.end_low]
    assert "Courts: Formal notice of the end, 28 April 2020: 23.1 months" in alt_text(ax)


def test_an_axis_of_days_names_none_beyond_its_ends() -> None:
    _, ax = plt.subplots()
    ax.set_xlim(0.5, 3.5)
    label_time(ax, 0.5, 3.5, "en")
    names = [tick.get_text() for tick in ax.get_xticklabels()]
    assert names == ["2 Jan\n1970", "3 Jan\n1970", "4 Jan\n1970"]
    assert ax.get_xlim() == (0.5, 3.5)  # which a tick beyond an end would widen


@pytest.mark.parametrize("length", [9, 15, 45, 80, 130])
def test_the_days_named_in_a_month_are_equally_far_apart(length: int) -> None:
    _, ax = plt.subplots()
    label_time(ax, 0, length, "en")
    days = [np.datetime64(int(day), "D") for day in ax.get_xticks()]
    gaps = {b - a for a, b in pairwise(days) if a.astype("M8[M]") == b.astype("M8[M]")}
    assert len(gaps) == 1


def test_a_shared_zone_is_split_and_named() -> None:
    table = pd.DataFrame(
        {"name": ["A", "B"], "row": [0, 1], "column": [0, 1], "winners": [["X"], ["X", "Y"]]}
    )
    ax = plot_tiles(table, title="Zones")
    assert len(ax.patches) == 3
    assert alt_text(ax) == "X: A, B; Y: B. Split: B."
    assert [text.get_text() for text in ax.texts] == ["A", "X", "B", "X / Y"]
