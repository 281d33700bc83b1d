"""The charts with sliders: what they show, and what they compute by themselves in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
from matplotlib.textpath import TextPath
from playwright.sync_api import Browser, Page, expect

import analysis
from analysis.dependency.asked import even_draws, figures_asked, inputs_asked
from analysis.dependency.inputs import suppose
from analysis.dossier import Dossier
from analysis.figures.explore import (
    LETTERS,
    N_DRAWS,
    explore_loss,
    explore_notice,
    explore_people,
)
from analysis.timeline.notice import notice

CHARTS: list[Callable[[Dossier], Any]] = [explore_loss, explore_people, explore_notice]


def rows_of(chart: Any) -> list[pd.DataFrame]:
    """Give the tables inside a chart."""
    return [pd.DataFrame(rows) for rows in chart.to_dict()["datasets"].values()]


@pytest.mark.parametrize("draw", CHARTS)
def test_jupyterlab_draws_it_without_a_kernel(dossier: Dossier, draw: Any) -> None:
    """The data stand in the output itself, in the version that JupyterLab has a renderer for."""
    shown, _ = draw(dossier)._repr_mimebundle_()
    (chart,) = [spec for kind, spec in shown.items() if kind == "application/vnd.vegalite.v5+json"]
    assert "http" not in str(chart.get("datasets"))
    assert "text/html" not in shown
    assert len(str(chart)) < 40_000


@pytest.mark.parametrize("draw", CHARTS)
def test_a_dossier_without_the_figures_is_refused(small: Callable[..., Dossier], draw: Any) -> None:
    with pytest.raises(ValueError, match=r"accepted: a dossier with \[what_if\]"):
        draw(small([{"answer": "0.5"}]))


def test_the_loss_shows_every_published_answer(dossier: Dossier) -> None:
    chart = explore_loss(dossier)
    shown = pd.concat([rows for rows in rows_of(chart) if "low" in rows])
    answers = figures_asked(dossier)
    wanted = [
        a.ends for role in ("customer_share", "part_lost", "loss_share") for a in answers[role]
    ]
    assert sorted(zip(shown["low"], shown["high"], strict=True)) == sorted(map(tuple, wanted))
    assert [param["value"] for param in chart.to_dict()["params"]] == [0.75, 0.65]


def test_no_answer_beside_the_loss_is_cut_short(dossier: Dossier) -> None:
    parts = explore_loss(dossier).to_dict()["vconcat"]
    axes = [part["layer"][0]["encoding"]["y"]["axis"] for part in parts]
    for rows in rows_of(explore_loss(dossier)):
        for words in rows.get("answer", []):
            width = TextPath((0, 0), words, size=LETTERS).get_extents().width
            assert all(width <= axis["labelLimit"] for axis in axes), words


def test_the_notice_shows_every_start(dossier: Dossier) -> None:
    asked = dossier.about.what_if
    table = notice(dossier, end=asked.end, starts=asked.starts)
    (shown,) = (rows for rows in rows_of(explore_notice(dossier)) if "months_low" in rows)
    assert shown["months_low"].tolist() == table["months_low"].tolist()
    assert shown["months"].tolist() == table["months"].tolist()


def opened(browser: Browser, chart: Any, folder: Path) -> Page:
    """Save a chart as a page of its own, and open it without a network."""
    pytest.importorskip("vl_convert", reason="no vl-convert: the charts are not moved")
    file = folder / "chart.html"
    chart.save(file, inline=True, embed_options={"renderer": "svg"})
    page = browser.new_context(offline=True).new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("svg text")
    return page


def move(page: Page, values: list[float]) -> None:
    """Move a chart's own sliders, in their order."""
    page.locator("input[type=range]").evaluate_all(
        """(fields, values) => fields.forEach((field, i) => {
          field.value = values[i];
          field.dispatchEvent(new Event("input", {bubbles: true}));
        })""",
        values,
    )


def test_the_loss_is_the_librarys(browser: Browser, dossier: Dossier, tmp_path: Path) -> None:
    page, random = opened(browser, explore_loss(dossier), tmp_path), Random(1)
    for _ in range(50):
        share, lost = (round(random.uniform(0, 1), 2) for _ in range(2))
        move(page, [share, lost])
        wanted = analysis.language.say_number(share * lost, "share").replace("\u00a0", " ")
        expect(page.locator("svg").get_by_text(wanted, exact=True).first).to_be_visible()
    page.close()


def test_the_people_are_the_librarys(browser: Browser, dossier: Dossier, tmp_path: Path) -> None:
    inputs = inputs_asked(dossier)
    assert inputs is not None
    page, random = opened(browser, explore_people(dossier), tmp_path), Random(2)
    for _ in range(50):
        share, lost = (round(random.uniform(0.3, 1), 2) for _ in range(2))
        move(page, [share, lost])
        draws = even_draws(suppose(inputs, customer_share=share, part_lost=lost), N_DRAWS)
        middle = float(f"{np.median(draws['without_work']):.2g}")
        wanted = f"about {middle:,.0f}"
        expect(page.locator("svg").get_by_text(wanted, exact=True)).to_be_visible()
    page.close()


def test_charts_are_drawn_alike_each_time(dossier: Dossier) -> None:
    for draw in CHARTS:
        assert draw(dossier).to_json() == draw(dossier).to_json()
    assert alt.__version__.startswith("5.")
