"""The versions of figures for a telephone: 330 pixels wide, and no letter under 11 pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text
from support import figure_of

from analysis.dispute.positions import positions
from analysis.dossier.dossier import Dossier
from analysis.dossier.published import published_answers
from analysis.figures import plot_notice, plot_positions, plot_reconciliation, plot_tiles
from analysis.figures.style import Picture, narrow_picture, picture
from analysis.timeline.notice import notice

LEAST = 11  # pixels


def draw_notice(dossier: Dossier, **more: Any) -> Axes:
    table = notice(dossier, end="d-ictr-end", starts=["d-told-end", "d-notice-letter"])
    return plot_notice(table, marks={"18 months": 18}, title=LONG, **more)


def draw_plane(dossier: Dossier, **more: Any) -> Axes:
    asked = "q-orange-share", "q-contracts-lost", "q-loss-share"
    three = [published_answers(dossier, question) for question in asked]
    named = "75 %", "65 %", "40 %"
    three = [one[one["words"] == name] for one, name in zip(three, named, strict=True)]
    return plot_reconciliation(*three, title=LONG, **more)


def draw_positions(dossier: Dossier, **more: Any) -> Axes:
    table = positions(dossier)
    return plot_positions(table[table["disputed"] > 0], title=LONG, **more)


LONG = "A title that is much too long for one line of a telephone, and even for two of them"
DRAW = [draw_notice, draw_plane, draw_positions]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("draw", DRAW)
def test_it_can_be_read_on_a_telephone(
    draw: Callable[..., Axes], lang: str, dossier: Dossier
) -> None:
    ax = draw(dossier, narrow=True, lang=lang)
    figure = figure_of(ax)
    figure.draw_without_rendering()
    assert figure.bbox.width == pytest.approx(330)
    words = written(ax)
    assert len(words) > 8
    for text in words:
        assert float(text.get_fontsize()) * figure.dpi / 72 >= LEAST, text.get_text()
        box = text.get_window_extent()
        assert box.x0 >= -2
        assert box.x1 <= figure.bbox.x1 + 2, text.get_text()
        assert box.y0 >= -2
        assert box.y1 <= figure.bbox.y1 + 2, text.get_text()
    plt.close("all")


def written(ax: Axes) -> list[Text]:
    """Give all words of a figure; ticks out of sight have labels too, which are not drawn."""
    words = [*figure_of(ax).texts, *ax.texts, ax.xaxis.label, ax.yaxis.label]
    for axis, limits in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
        labels = axis.get_ticklabels()
        places = [*axis.get_ticklocs()] * 2  # below and above, or left and right
        low, high = sorted(limits)
        words += [label for label, at in zip(labels, places, strict=False) if low <= at <= high]
    return [text for text in words if text.get_text().strip() and text.get_visible()]


@pytest.mark.parametrize("draw", DRAW)
def test_a_drawn_figure_can_be_drawn_again_for_a_telephone(
    draw: Callable[..., Axes], dossier: Dossier
) -> None:
    png = narrow_picture(draw(dossier))
    assert int.from_bytes(png[16:20], "big") == 660  # twice its size on the page
    assert png == picture(draw(dossier, narrow=True))
    plt.close("all")


def test_a_figure_without_such_a_version_has_none() -> None:
    zones = pd.DataFrame({"name": ["A"], "row": [0], "column": [0], "winners": [["X"]]})
    ax = plot_tiles(zones, title="Zones")
    assert isinstance(ax, Picture)
    assert narrow_picture(ax) == b""
    plt.close("all")


def test_so_many_sides_that_none_has_room_are_drawn_as_wide_as_ever(dossier: Dossier) -> None:
    table = positions(dossier)
    assert table["side"].nunique() > 6
    ax = plot_positions(table, title="All", narrow=True)
    assert figure_of(ax).bbox.width == pytest.approx(700)
    assert narrow_picture(ax) == b""
    plt.close("all")
