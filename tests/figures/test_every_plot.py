"""What holds for every figure: it draws all rows inside its axes, and says what it cannot draw."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox
from support import across, bars, figure_of

from analysis import figures
from analysis.figures import alt_text
from analysis.language.answers import to_day
from analysis.language.months import add_months
from analysis.language.words import say_days

NAMES = [name for name in figures.__all__ if name.startswith("plot_")]
MORE: dict[str, dict[str, Any]] = {
    "plot_notice": {"marks": {"18 months": 18}},
    "plot_rulings": {"years": 12, "marks": {"told": 6}},
    "plot_over_time": {"unit": "persons", "source": "S"},
    "plot_outcomes": {"unit": "persons"},
    "plot_sensitivity": {"unit": "persons"},
}


def draw(name: str, *tables: object, **more: Any) -> Axes:
    plot: Callable[..., Axes] = getattr(figures, name)
    tables = tables * 3 if name == "plot_reconciliation" and len(tables) == 1 else tables
    return plot(*tables, title="T", **MORE.get(name, {}) | more)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("table", [pd.DataFrame({"x": [1]}), pd.DataFrame(), None, "events"])
def test_a_wrong_table_is_refused_by_the_name_of_the_right_one(name: str, table: object) -> None:
    with pytest.raises(ValueError, match=rf"plot.{name[5:]} draws a table made by \S+.*; found"):
        draw(name, table)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_table_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="found no column") as raised:
        draw(name, pd.DataFrame())
    columns = re.search(r"found no column (.*), only none", str(raised.value))
    assert columns is not None
    empty = pd.DataFrame(columns=columns[1].split(", "))
    with pytest.raises(ValueError, match="nothing to draw: the table has no rows"):
        draw(name, empty)


def drawn_over(ax: Axes, y: float) -> tuple[float, float]:
    """Give from where to where something is drawn at a height."""
    lines = [line for line in ax.lines if np.allclose(heights(line), y, atol=1e-9)]
    return min(min(across(line)) for line in lines), max(max(across(line)) for line in lines)


def heights(line: Line2D) -> list[float]:
    values: list[float] = np.asarray(line.get_ydata(), dtype=float).tolist()
    return values


def assert_inside(ax: Axes) -> None:
    """Check that every line and bar that shows data lies inside the axes."""
    (left, right), (bottom, top) = sorted(ax.get_xlim()), sorted(ax.get_ylim())
    width, height = 1e-6 * (right - left), 1e-6 * (top - bottom)
    for line in ax.lines:
        if line.get_transform() == ax.transData and len(across(line)):
            assert left - width <= min(across(line)) <= max(across(line)) <= right + width
            assert bottom - height <= min(heights(line)) <= max(heights(line)) <= top + height


# From two weeks to sixty years, anywhere
days = st.tuples(
    st.integers(int(to_day("1950-01-01")), int(to_day("2030-01-01"))), st.integers(0, 22_000)
)
ends = st.tuples(st.integers(0, 1000), st.integers(0, 1000), st.booleans(), st.booleans())


def interval(given: tuple[int, int, bool, bool], scale: float = 1.0) -> tuple[float, float]:
    """Make an interval, open on one side at most."""
    low, high, open_low, open_high = given
    first, last = sorted((low * scale, high * scale))
    return (-np.inf if open_low and not open_high else first), (np.inf if open_high else last)


@given(rows=st.lists(ends, min_size=1, max_size=8), kind=st.sampled_from(["quantity", "date"]))
@settings(max_examples=25)
def test_every_answer_is_drawn(rows: list[tuple[int, int, bool, bool]], kind: str) -> None:
    bounds = [interval(row) for row in rows]
    answer = "2021" if kind == "date" else "1"
    table = pd.DataFrame(bounds, columns=["low", "high"]).assign(
        question_id="q", question="What?", kind=kind, unit="persons", who="A", colour="#123456",
        answer=answer, words=answer, camp=range(len(rows)), camp_low=[low for low, _ in bounds],
        camp_high=[high for _, high in bounds],
    )  # fmt: skip
    ax = draw("plot_answers", table)
    assert_inside(ax)
    left, right = ax.get_xlim()
    for y, (low, high) in enumerate(bounds):
        first, last = drawn_over(ax, y)
        if np.isinf(low) or np.isinf(high) or high - low >= 0.008 * (right - left):
            assert (first, last) == (max(low, left), min(high, right))
        else:
            assert first == last == (low + high) / 2
    assert len(ax.get_yticklabels()) == len(rows)


def events(rows: list[tuple[int, int]], topics: int = 3) -> pd.DataFrame:
    first = min(start for start, _ in rows)
    starts = [float(min(start, first + length)) for start, length in rows]
    bounds = [
        [(start, start + float(length % 900))]
        for start, (_, length) in zip(starts, rows, strict=True)
    ]
    return pd.DataFrame({
        "label": [f"Event {n}" for n in range(len(rows))],
        "topic": [f"topic {n % topics}" for n in range(len(rows))],
        "when": [say_days(*b[0]) for b in bounds],
        "earliest": [b[0][0] for b in bounds],
        "latest": [b[0][1] for b in bounds],
        "bounds": bounds,
        "n_camps": 1,
        "claims": [["c"]] * len(rows),
    })  # fmt: skip


@given(rows=st.lists(days, min_size=1, max_size=9), topics=st.integers(1, 9))
@settings(max_examples=15)
def test_every_event_is_drawn(rows: list[tuple[int, int]], topics: int) -> None:
    table = events(rows, topics)
    chronology = draw("plot_chronology", table)
    assert_inside(chronology)
    marks = [line for line in chronology.lines if len(across(line)) and max(heights(line)) >= 0]
    assert {height for line in marks for height in heights(line)} >= {*range(len(rows))}
    lanes = draw("plot_lanes", table)
    assert_inside(lanes)
    for ax in (chronology, lanes):
        texts = " ".join(text.get_text() for text in ax.texts)
        assert all(label in texts for label in table["label"])
    assert len({tuple(heights(line)) for line in lanes.lines}) <= len(rows)


@given(start=days, length=st.integers(14, 16_000))
@settings(max_examples=60)
def test_an_axis_of_time_names_four_to_ten_days(start: tuple[int, int], length: int) -> None:
    table = events([start]).assign(latest=float(start[0] + length), earliest=float(start[0]))
    table["bounds"] = [[(table["earliest"][0], table["latest"][0])]]
    ax = draw("plot_lanes", table)
    low, high = ax.get_xlim()
    shown = [tick for tick in ax.get_xticks() if low <= tick <= high]
    assert 4 <= len(shown) <= 10
    names = [label.get_text() for label in ax.get_xticklabels()]
    assert len(set(names)) == len(names)
    figure_of(ax).draw_without_rendering()
    boxes = [label.get_window_extent() for label in ax.get_xticklabels()]
    assert all(a.x1 < b.x0 for a, b in pairwise(boxes))


@given(
    rows=st.lists(st.tuples(st.integers(0, 900), st.integers(0, 60)), min_size=1, max_size=6),
    end=st.tuples(days, st.integers(0, 200)),
    months=st.integers(0, 40),
)
@settings(max_examples=25)
def test_the_notice_is_drawn_between_both_uncertain_ends(
    rows: list[tuple[int, int]], end: tuple[tuple[int, int], int], months: int
) -> None:
    end_low, end_high = float(end[0][0]), float(end[0][0] + end[1])
    table = pd.DataFrame({
        "label": "Told", "who": "A", "basis": "date", "colour": "#123456",
        "when": "1 May 2021", "months": "1 to 2 months",
        "start_low": [end_low - before - width for before, width in rows],
        "start_high": [end_low - before for before, width in rows],
        "end_low": end_low, "end_high": end_high, "months_low": 1.0, "months_high": 2.0,
        "claims": [["c"]] * len(rows),
    })  # fmt: skip
    for narrow in (False, True):
        ax = draw("plot_notice", table, marks={"mark": months}, narrow=narrow)
        assert_inside(ax)
        bars = sorted({y for line in ax.lines for y in heights(line)[:1] if is_level(line)})
        assert len(bars) == len(rows)
        for y, row in zip(bars, table.itertuples(), strict=True):
            assert drawn_over(ax, y) == (row.start_low, row.end_high)
            full = [line for line in ax.lines if heights(line)[0] == y and not line.get_alpha()]
            level = [across(line) for line in full if is_level(line)]
            assert level == [[row.start_high, row.end_low]]
        marked = {x for line in ax.lines if not is_level(line) for x in across(line)}
        for day in (end_low, end_high):
            assert float(add_months(np.array(day), np.array(-months))) in marked
        assert_no_label_crosses_a_line(ax)


def is_level(line: Line2D) -> bool:
    """Tell whether a line is drawn across."""
    return heights(line)[0] == heights(line)[-1]


def assert_no_label_crosses_a_line(ax: Axes) -> None:
    """Check that no words stand on a line or a bar, nor on one another."""
    figure_of(ax).draw_without_rendering()
    named = [*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels()]
    boxes = [text.get_window_extent().padded(-1) for text in named if text.get_text()]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    for line in ax.lines:
        path = ax.transData.transform(np.column_stack([across(line), heights(line)]))
        extent = Bbox([path.min(axis=0), path.max(axis=0)]).padded(0.5)
        assert not any(box.overlaps(extent) for box in boxes)


def test_a_fraction_of_a_month_is_no_mark() -> None:
    table = pd.DataFrame({
        "label": ["Told"], "who": "A", "basis": "date", "colour": "#123456",
        "when": "1 May 2021", "months": "3 months",
        "start_low": 0.0, "start_high": 1.0, "end_low": 99.0, "end_high": 99.0,
        "months_low": 3.0, "months_high": 3.0, "claims": [["c"]],
    })  # fmt: skip
    with pytest.raises(ValueError, match=r"found 16\.5 months for '16\.5'; accepted: whole months"):
        draw("plot_notice", table, marks={"16.5": 16.5})


@given(
    values=st.lists(st.floats(-1, 1).map(lambda x: round(x, 2)), min_size=1, max_size=12),
    series=st.integers(1, 9),
)
@settings(max_examples=25)
def test_every_number_over_time_is_drawn(values: list[float], series: int) -> None:
    table = pd.DataFrame({
        "value": values, "firm": True, "series": [f"s{n % series}" for n in range(len(values))],
        "period_low": [18_000.0 + 30 * n for n in range(len(values))],
        "period_high": [18_029.0 + 30 * n for n in range(len(values))],
    })  # fmt: skip
    ax = draw("plot_over_time", table, unit="share")
    assert_inside(ax)
    low, high = ax.get_ylim()
    assert low < high
    marks = [line for line in ax.lines if line.get_marker() == "o" and len(across(line))]
    assert [heights(line)[0] for line in marks] == values
    assert all(name in alt_text(ax) for name in table["series"])


@given(rows=st.lists(ends, min_size=1, max_size=6), sign=st.sampled_from([1.0, -1.0]))
@settings(max_examples=20)
def test_every_outcome_is_drawn(rows: list[tuple[int, int, bool, bool]], sign: float) -> None:
    bounds = [interval(row, sign) for row in rows]
    stated = [low if np.isfinite(low) else high for low, high in bounds]
    table = pd.DataFrame(bounds, columns=["low", "high"]).assign(
        label="L", value=stated, words="w", basis="simulated"
    )
    ax = draw("plot_outcomes", table)
    assert_inside(ax)
    left, right = ax.get_xlim()
    for y, (low, high) in enumerate(bounds):
        first, last = drawn_over(ax, y)
        assert first <= max(low, left) + 0.004 * (right - left)
        assert last >= min(high, right) - 0.004 * (right - left)


shares = st.lists(st.integers(1, 100).map(lambda n: n / 100), min_size=1, max_size=9)


@given(share=shares, lost=shares, loss=shares)
@settings(max_examples=20)
def test_every_share_and_loss_is_drawn(
    share: list[float], lost: list[float], loss: list[float]
) -> None:
    three = [
        pd.DataFrame({"value": v, "low": np.array(v) * 0.975, "high": np.array(v) * 1.025})
        for v in (share, lost, loss)
    ]
    ax = draw("plot_reconciliation", *three)
    crossings = {
        (across(line)[0], heights(line)[0]) for line in ax.lines if line.get_marker() == "o"
    }
    assert crossings == {(s, part) for s in share for part in lost}
    curves = [line for line in ax.lines if len(across(line)) == 200]
    assert len(curves) == len(set(loss))
    needs = [line for line in ax.lines if line.get_marker() == "D"]
    assert len(needs) == sum(v / part <= 1 for v in set(loss) for part in set(lost))
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    for line in ax.lines:
        if line.get_marker() in ("o", "D"):
            assert left <= across(line)[0] <= right
            assert bottom <= heights(line)[0] <= top
    for curve in curves:
        inside = [y for y in heights(curve) if bottom <= y <= top]
        assert inside


def test_what_is_no_share_is_refused() -> None:
    table = pd.DataFrame({"value": [40.0], "low": [39.0], "high": [41.0]})
    with pytest.raises(ValueError, match="draws shares; found 40; accepted: 0 to 1"):
        draw("plot_reconciliation", table)


@given(kinds=st.lists(st.sampled_from([f"kind {n}" for n in range(12)]), min_size=1, max_size=40))
@settings(max_examples=20)
def test_every_kind_of_source_is_drawn_the_rarest_together(kinds: list[str]) -> None:
    low = [18_000.0 + 20 * n for n in range(len(kinds))]
    table = pd.DataFrame({"published_low": low, "published_high": low, "kind": kinds})
    ax = draw("plot_sources", table)
    assert sum(bar.get_height() for bar in bars(ax)) == len(kinds)
    assert figure_of(ax).get_supxlabel().startswith(f"{len(kinds)} source")
    legend = ax.get_legend()
    assert legend is not None
    names = [text.get_text() for text in legend.get_texts()]
    assert len(names) == len(set(names)) == min(7, len(set(kinds)))
    assert ("other" in names) == (len(set(kinds)) > 7)


@pytest.mark.parametrize("years", [0, 4, 40])
def test_few_sources_are_drawn_too(years: int) -> None:
    low = [10_000.0, 10_000.0 + 365 * years]
    table = pd.DataFrame({"published_low": low, "published_high": low, "kind": "press"})
    ax = draw("plot_sources", table)
    below = figure_of(ax).get_supxlabel()
    drawn, earlier, later = (
        int(re.search(pattern, below)[1])  # type: ignore[index]
        for pattern in (r"^(\d+) source", r"(\d+) earlier", r"(\d+) later")
    )
    assert drawn == sum(bar.get_height() for bar in bars(ax)) > 0
    assert drawn + earlier + later == 2


def test_the_densest_years_lose_nothing_to_a_stray_tenth_before_them() -> None:
    dense = [10_000.0 + 20 * n for n in range(85)]
    stray, late = [6_000.0 + 300 * n for n in range(11)], [13_000.0 + 300 * n for n in range(4)]
    low = [*stray, *dense, *late]
    table = pd.DataFrame({"published_low": low, "published_high": low, "kind": "press"})
    below = figure_of(draw("plot_sources", table)).get_supxlabel()
    assert below.startswith("85 sources by month. Not drawn: 11 earlier, 4 later")


def test_two_sides_of_one_name_stand_beside_each_other() -> None:
    table = pd.DataFrame({
        "question_id": "p", "scope": "", "topic": "t", "label": "Was it so", "side": ["a", "b"],
        "who": "Firm", "colour": ["#D55E00", "#0072B2"], "answer": ["yes", "no"], "n_voices": 1,
        "disputed": 1,
    })  # fmt: skip
    ax = draw("plot_positions", table)
    assert len({bar.get_x() for bar in bars(ax)}) == 2
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["Firm", "Firm"]
    said = "On 1 some side says yes and some side no: Was it so."
    assert alt_text(ax) == f"1 question by 2 sides. {said}"


@pytest.mark.parametrize("holders", [1, 6, 9])
def test_holders_beyond_the_palette_share_a_grey(holders: int) -> None:
    names = [f"Firm {n}" for n in range(holders)]
    table = pd.DataFrame({
        "name": names, "row": 0, "column": range(holders), "winners": [[name] for name in names],
    })  # fmt: skip
    ax = draw("plot_tiles", table)
    colours = [patch.get_facecolor() for patch in ax.patches]
    assert len(colours) == holders
    assert len(set(colours)) == min(holders, 7)
    assert all(name in alt_text(ax) for name in names)


def test_readings_are_sentences_with_right_plurals() -> None:
    one = draw("plot_chronology", events([(19_000, 10)]))
    assert alt_text(one) == "1 event in 2022. The sources disagree on none."
    assert figure_of(one).get_supxlabel().startswith("1 event, 1 answer; ")


def test_years_without_an_event_are_marked_and_named() -> None:
    table = events([(0, 0), (11_000, 11_000)], topics=1)
    ax = draw("plot_chronology", table)
    texts = [text.get_text() for text in ax.texts]
    assert "//" in texts
    assert "1971–1999" in texts


def test_two_dates_of_one_event_are_joined_by_a_dotted_line() -> None:
    table = events([(18_000, 0), (18_900, 0)])
    table["bounds"] = [[(18_000.0, 18_000.0), (18_300.0, 18_300.0)], [(18_900.0, 18_900.0)]]
    table = table.assign(latest=[18_300.0, 18_900.0], n_camps=[2, 1])
    ax = draw("plot_chronology", table)
    (dotted,) = [line for line in ax.lines if line.get_linestyle() == ":"]
    first, last = (across(line)[0] for line in ax.lines if 0 in heights(line) and line != dotted)
    assert across(dotted) == [first, last]
    assert heights(dotted) == [0, 0]


def test_the_scales_of_the_cases_stand_right_below_the_last() -> None:
    table = pd.DataFrame({
        "case_id": ["a", "b"], "supplier": "S", "customer": "C", "dropped": "yes",
        "customer_share_low": 0.5, "customer_share_high": 0.6, "customer_months_low": 3.0,
        "customer_months_high": 6.0, "supplier_months_low": 1.0, "supplier_months_high": 2.0,
    })  # fmt: skip
    ax = draw("plot_cases", table)
    assert_inside(ax)
    ys = sorted({y for line in ax.lines for y in heights(line)})
    assert ax.get_ylim()[0] - ys[-1] < 1, "room for one more case, which is not there"


def test_the_tolerance_of_a_number_over_time_is_drawn() -> None:
    table = pd.DataFrame({
        "value": [0.5], "low": [0.48], "high": [0.53], "firm": True, "series": "S",
        "period_low": [18_000.0], "period_high": [18_029.0],
    })  # fmt: skip
    ax = draw("plot_over_time", table, unit="share")
    assert [0.48, 0.53] in [heights(line) for line in ax.lines]


def test_what_is_simulated_has_another_colour_than_what_is_published() -> None:
    table = pd.DataFrame({
        "low": [1.0, 1.0], "high": [3.0, 3.0], "value": [2.0, 2.0], "label": "L", "words": "w",
        "basis": ["simulated", "published"],
    })  # fmt: skip
    ax = draw("plot_outcomes", table)
    dots = [line.get_color() for line in ax.lines if line.get_marker() == "o"]
    assert len(set(dots)) == len(dots) == 2
