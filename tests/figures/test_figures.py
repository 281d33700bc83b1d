"""Figures: what they draw, and that the same data give the same picture."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from PIL import Image
from support import across, bars, figure_of

import analysis
from analysis.dossier.dossier import Dossier
from analysis.figures.style import WIDTH, indexed, picture


@pytest.fixture(autouse=True)
def close() -> Iterator[None]:
    """Close what a test drew."""
    yield
    plt.close("all")


def pixels(ax: Axes) -> str:
    figure = ax.get_figure()
    assert isinstance(figure, Figure)
    data = io.BytesIO()
    figure.savefig(data, format="png", metadata={"Software": None})
    return hashlib.sha256(data.getvalue()).hexdigest()


def share(dossier: Dossier, ax: Axes | None = None) -> Axes:
    table = analysis.answers_to(dossier, "q-orange-share")
    return analysis.plot.answers(table, title="Shares", ax=ax)


def test_a_figure_says_what_it_shows(dossier: Dossier) -> None:
    reading = analysis.plot.alt_text(share(dossier))
    assert reading.startswith("What share of Scopelec's activity (turnover) came from Orange")
    assert "8 answers. Those that can all be true: 40 % (1); 50 % (1); " in reading
    assert "about 66.7 %, 65 %, at least 65 % (3)" in reading
    assert "camp" not in reading


def test_a_figure_has_its_title_its_source_and_the_page_width(dossier: Dossier) -> None:
    figure = share(dossier).get_figure()
    assert isinstance(figure, Figure)
    assert figure.get_suptitle() == "Shares"
    assert figure.get_supxlabel().startswith("8 answers; shaded: values that")
    assert figure.get_figwidth() == WIDTH


def test_every_answer_is_drawn_where_it_lies_in_its_side_s_colour(dossier: Dossier) -> None:
    table = analysis.answers_to(dossier, "q-orange-share")
    bars = {to_hex(line.get_color()) for line in share(dossier).lines}
    assert {colour.lower() for colour in table["colour"]} <= bars
    drawn = [np.asarray(line.get_xdata()) for line in share(dossier).lines]
    for row in table[table["high"] < 1].itertuples():
        assert any(x[0] == row.low and x[-1] == row.high for x in drawn if len(x) == 2)


def test_days_close_together_are_named_once_each(dossier: Dossier) -> None:
    table = analysis.answers_to(dossier, "d-lyon-ruling")
    ax = analysis.plot.answers(table, title="The ruling")
    figure = ax.get_figure()
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()
    low, high = ax.get_xlim()
    named = [t.get_text() for t in ax.get_xticklabels() if low <= t.get_position()[0] <= high]
    assert named == ["30 Mar\n2022", "31 Mar\n2022"]


@pytest.mark.parametrize(("answer", "arrow"), [("0.5/..", ">"), ("../0.5", "<")])
def test_an_open_end_has_room_and_an_arrow(
    small: Callable[..., Dossier], answer: str, arrow: str
) -> None:
    table = analysis.answers_to(small([{"answer": answer}, {"answer": "0.1/0.5"}]), "q")
    ax = analysis.plot.answers(table, title="Open")
    left, right = ax.get_xlim()
    heads = [line for line in ax.lines if line.get_marker() == arrow]
    edge = right if arrow == ">" else left
    assert [across(head) for head in heads] == [[edge]]
    y = heads[0].get_ydata()[0]  # type: ignore[index]
    bars = [across(line) for line in ax.lines if line.get_ydata()[0] == y]  # type: ignore[index]
    length = max(map(max, bars)) - min(map(min, bars))
    assert length > 0.14 * (right - left)
    # full for a good part of it, before it fades
    full = next(line for line in ax.lines if line.get_ydata()[0] == y)  # type: ignore[index]
    assert full.get_alpha() is None
    assert across(full)[1] - across(full)[0] > 0.5 * length


def test_a_figure_that_ends_a_cell_shows_itself(dossier: Dossier) -> None:
    from IPython.core.formatters import DisplayFormatter

    ax = share(dossier)
    assert not plt.get_fignums()  # or the notebook would show it again
    data, metadata = DisplayFormatter().format(ax)
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == analysis.plot.alt_text(ax)
    assert metadata["image/png"] == {"width": 700, "alt": analysis.plot.alt_text(ax)}


def test_a_figure_can_be_drawn_on_the_caller_s_axes(dossier: Dossier) -> None:
    _, ax = plt.subplots()
    assert share(dossier, ax=ax) is ax


def test_the_same_data_give_the_same_picture(dossier: Dossier) -> None:
    assert pixels(share(dossier)) == pixels(share(dossier))


def test_the_reader_s_own_settings_do_not_matter(dossier: Dossier) -> None:
    before = pixels(share(dossier))
    with plt.rc_context({"font.size": 20, "axes.spines.top": True, "text.color": "red"}):
        assert pixels(share(dossier)) == before


HOSTILE: dict[Any, Any] = {
    "axes.grid": True,
    "axes.facecolor": "pink",
    "axes.linewidth": 5,
    "axes.labelpad": 30,
    "axes.xmargin": 0.4,
    "figure.constrained_layout.w_pad": 0.9,
    "figure.dpi": 40,
    "grid.alpha": 0.2,
    "lines.antialiased": False,
    "path.sketch": (3, 100, 10),
    "savefig.bbox": "tight",
    "savefig.dpi": 31,
    "savefig.transparent": True,
    "text.antialiased": False,
    "text.hinting": "none",
    "text.usetex": True,
    "xtick.direction": "in",
    "xtick.labelsize": 25,
    "xtick.major.size": 20,
}


@pytest.fixture(scope="module")
def plain(dossier: Dossier) -> bytes:
    """Draw a picture under the settings that Matplotlib comes with."""
    return picture(share(dossier))


@pytest.mark.parametrize("key", HOSTILE)
def test_no_setting_of_matplotlib_changes_a_stored_picture(
    key: Any, dossier: Dossier, plain: bytes
) -> None:
    with plt.rc_context({key: HOSTILE[key]}):
        assert picture(share(dossier)) == plain


def test_sources_are_counted_by_month(dossier: Dossier) -> None:
    ax = analysis.plot.sources(dossier.sources, title="Sources")
    drawn = sum(bar.get_height() for bar in bars(ax))
    assert f"{drawn:.0f} sources by month" in figure_of(ax).get_supxlabel()
    reposts = (dossier.sources["kind"] == "repost").sum()
    assert f"repost {reposts}" in analysis.plot.alt_text(ax)


def test_every_side_has_its_own_colour(dossier: Dossier) -> None:
    colours = dossier.parties.set_index("side")["colour"]
    assert colours.is_unique
    assert colours["court"] == "#000000"
    assert colours[dossier.about.customer] != colours[dossier.about.supplier]


def test_a_figure_shows_itself_with_its_alternative_text(dossier: Dossier) -> None:
    ax = share(dossier)
    data, _ = ax._repr_mimebundle_()  # type: ignore[attr-defined]
    assert data["text/plain"] == analysis.plot.alt_text(ax)
    png = base64.b64decode(data["image/png"])
    assert png.startswith(b"\x89PNG")
    assert b"Software" not in png
    assert not plt.get_fignums()


def test_few_dots_of_a_colour_keep_it() -> None:
    rng = np.random.default_rng(1)
    noise = rng.integers(0, 256, (60, 400, 3)).astype("uint8")  # too many colours
    noise[:, :40], noise[:, 40:80] = (213, 94, 0), (156, 106, 0)  # two topics of a chronology
    noise[0, 200:] = 255
    small = np.asarray(indexed(Image.fromarray(noise)).convert("RGB"))
    assert (small[:, :40] == (213, 94, 0)).all()
    assert (small[:, 40:80] == (156, 106, 0)).all()
    assert (small[0, 200:] == 255).all()


def test_show_table_escapes_and_cuts_nothing(
    small: Callable[..., Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    statement = "<script>alert(1)</script> " + "word " * 40
    claims = small([{"answer": "1", "statement": statement}]).claims
    analysis.show_table(claims, "A <b>caption</b>", columns=["claim_id", "statement"])
    html, text = shown[0]["text/html"], shown[0]["text/plain"]
    assert "<script>" not in html
    assert ">A &lt;b&gt;caption&lt;/b&gt;</caption>" in html
    assert statement.strip() in text
    assert html.count("<th") == 3  # thead and two columns


def test_a_table_has_words_at_the_left_numbers_at_the_right_and_links(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    address = "https://www.example.org/a/long/address?with=a&sign=%22"
    table = pd.DataFrame({
        "Paper": ["Weekly", None], "Voices": [1200, 3], "Share": [0.5, np.nan],
        "Address": [address, "javascript:alert(1)"], "Names": [["A", "B"], ["C"]],
        "Year": [2022, 2023], "Sold": [18_000_000.0, 0.12345],
    })  # fmt: skip
    analysis.show_table(table)
    html, text = shown[0]["text/html"], shown[0]["text/plain"]
    assert '<th style="text-align: left">Paper</th>' in html
    for number in ("1,200", "2022", "18,000,000", "0.1235"):
        assert f'<td style="text-align: right">{number}</td>' in html
    assert '<td style="text-align: right"></td>' in html  # nothing, not "nan"
    assert f'<a href="{address.replace("&", "&amp;")}">example.<wbr>org</a>' in html
    assert html.count("<a ") == 1
    assert "A, B" in html
    assert address in text


@pytest.mark.parametrize(
    "name", ["events", "notice", "camps", "answers_to", "tighten", "over_time"]
)
def test_a_table_that_is_shown_has_dates_for_days(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    dossier = analysis.example()
    aside = [*analysis.timeline.outvoted(dossier), *dossier.select(kind="duration")["claim_id"]]
    table = {
        "events": lambda: analysis.events(dossier),
        "notice": lambda: analysis.notice(dossier, end="d-end", starts="d-notice"),
        "camps": lambda: analysis.camps(dossier, "d-notice"),
        "answers_to": lambda: analysis.answers_to(dossier, "d-notice"),
        "tighten": lambda: analysis.tighten(dossier, without=aside),
        "over_time": lambda: analysis.over_time(dossier, "q-revenue"),
    }[name]()
    analysis.show_table(table)
    text = shown[0]["text/plain"]
    assert re.search(r"\b20\d\d-\d\d-\d\d\b", text)
    assert not re.search(r"(?<![\d,])1\d[,.]?\d\d\d(?![\d,])", text), "a day as a number"
