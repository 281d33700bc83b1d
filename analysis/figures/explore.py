"""Charts with sliders, drawn by altair: they move on a page and in JupyterLab without a kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.dependency.asked import even_steps, figures_asked, inputs_asked
from analysis.dependency.reconciliation import Answer
from analysis.dossier.dossier import Dossier
from analysis.timeline.notice import notice

_WORKING = {  # columns within this module
    "one": "a single row, for a rule",
}

if TYPE_CHECKING:
    import altair as alt

WIDTH, STEP = 220, 18  # pixels: a chart and its labels fit a phone
LETTERS, _LETTER = 11, 6.8  # pixels: their height, and the width of one in a wide typeface
FITS, AGAINST, SETTING = "#2b6cb0", "#b8b2a6", "#b03a08"
N_DRAWS, N_BINS = 2000, 40
# What a slider of a model's input is called; the others keep their range.
_MOVED = {"customer_share": "Customer's share", "part_lost": "Part lost"}
_LAST_MONTH = 48
# Where the line of a setting stands among the published answers to a figure.
_SETTINGS = {
    "customer_share": "customer_share",
    "part_lost": "part_lost",
    "loss_share": "customer_share * part_lost",
}


def explore_loss(dossier: Dossier) -> alt.VConcatChart:
    """Draw the published shares, parts lost and losses beside a setting that two sliders move.

    Parameters
    ----------
    dossier : Dossier
        Its ``dossier.toml`` names the questions in the section ``[what_if]``.

    Returns
    -------
    altair.VConcatChart
        Bars from the low to the high end of each published answer, dark where the setting lies
        within. The parameters are ``customer_share`` and ``part_lost``; the loss is their product.

    Raises
    ------
    ValueError
        If the dossier names no question on the customer's share.

    Examples
    --------
    >>> from analysis import example
    >>> chart = explore_loss(example())
    >>> [param["name"] for param in chart.to_dict()["params"]]
    ['customer_share', 'part_lost']
    """
    import altair as alt

    _let_jupyterlab_draw()
    answers = figures_asked(dossier)
    if "customer_share" not in answers:
        raise ValueError(
            "no published share; accepted: a dossier with [what_if] customer_share = …"
        )
    labels = dossier.questions.set_index("question_id")["label"]
    asked = dossier.about.what_if
    named = {role: str(labels.get(getattr(asked, role), role)) for role in _SETTINGS}
    sliders = [
        alt.param(
            name=role, value=_first(answers.get(role, [])), bind=_range(0, 1, 0.01, named[role])
        )
        for role in _MOVED
    ]
    said = [answer.words for role in _SETTINGS for answer in answers.get(role, [])]
    room = _LETTER * max(map(len, said))  # the same beside all parts, so that their scales meet
    parts = [
        _beside(_ends(answers[role]), setting, named[role], dossier.lang, room)
        for role, setting in _SETTINGS.items()
        if role in answers
    ]
    return alt.vconcat(*parts, spacing=8).add_params(*sliders)


def _ends(answers: list[Answer]) -> pd.DataFrame:
    """Put published answers into a table."""
    rows = [(answer.words, answer.ends.low, answer.ends.high) for answer in answers]
    return pd.DataFrame(rows, columns=["answer", "low", "high"])


def _beside(rows: pd.DataFrame, setting: str, title: str, lang: str, room: float) -> alt.LayerChart:
    """Draw published intervals of shares, and a line at the setting with its number."""
    import altair as alt

    axis = alt.Axis(
        format="%", title=None, grid=False, values=[0, 0.25, 0.5, 0.75, 1], labelFontSize=LETTERS
    )
    x = alt.X("low:Q", scale=alt.Scale(domain=[0, 1]), axis=axis)
    fits = f"datum.low <= {setting} && {setting} <= datum.high"
    names = alt.Axis(title=None, labelFontSize=LETTERS, labelLimit=room, minExtent=room)
    base = alt.Chart(rows).encode(y=alt.Y("answer:N", sort=None, axis=names))
    bars = base.mark_bar(height=8, cornerRadius=2).encode(
        x=x,
        x2="high:Q",
        color=alt.condition(fits, alt.value(FITS), alt.value(AGAINST)),
        tooltip=alt.Tooltip("answer:N", title=title),
    )
    number = f"format(100 * ({setting}), '.4~r')"
    number = number if lang == "en" else f"replace({number}, '.', ',')"
    one = alt.Chart(pd.DataFrame({"one": [1]})).transform_calculate(
        setting=setting, words=f"{number} + '\u00a0%'"
    )
    line = one.mark_rule(color=SETTING, size=2).encode(x="setting:Q")
    text = one.mark_text(
        color=SETTING, baseline="bottom", dy=-2, fontSize=12, fontWeight="bold"
    ).encode(x="setting:Q", y=alt.value(0), text="words:N")
    size = len(rows) * STEP
    heading = alt.TitleParams(title, anchor="start", fontSize=12, offset=14)
    return alt.layer(bars, line, text).properties(width=WIDTH, height=size, title=heading)


def explore_people(dossier: Dossier) -> alt.LayerChart:
    """Draw how many people the model leaves without work, run by the chart itself.

    Parameters
    ----------
    dossier : Dossier
        Its ``dossier.toml`` names facts and assumptions in the section ``[what_if]``.

    Returns
    -------
    altair.LayerChart
        A histogram of the runs, and a line at the middle one. The parameters ``customer_share`` and
        ``part_lost`` fix two inputs; the others are spread evenly over their ranges.

    Raises
    ------
    ValueError
        If the dossier has not all inputs of the model.

    Examples
    --------
    >>> from analysis import example
    >>> [param["name"] for param in explore_people(example()).to_dict()["params"]]
    ['customer_share', 'part_lost']
    """
    import altair as alt

    _let_jupyterlab_draw()
    inputs = inputs_asked(dossier)
    if inputs is None:
        raise ValueError("not all inputs of the model; accepted: a dossier with [what_if]")
    rows = inputs.sort_values("name", kind="stable").set_index("name")
    sliders = [
        alt.param(
            name=name,
            value=round(float(rows.loc[name, ["low", "high"]].mean()), 2),
            bind=_range(0, 1, 0.01, label),
        )
        for name, label in _MOVED.items()
    ]
    runs = alt.Chart(alt.sequence(1, N_DRAWS + 1, as_="run"))
    for step, (name, row) in zip(even_steps(len(rows)), rows.iterrows(), strict=True):
        if name not in _MOVED:
            spread = f"{row['low']} + {row['high'] - row['low']} * ((datum.run * {step}) % 1)"
            runs = runs.transform_calculate(**{str(name): spread})
    runs = runs.transform_calculate(idle=_idle())
    most = float(rows.loc["headcount", "high"])
    runs = runs.transform_bin("from", "idle", bin=alt.Bin(step=most / N_BINS, extent=[0, most]))
    x = alt.X("from:Q", bin="binned", title="People without work")
    bars = runs.mark_bar(color=FITS).encode(x=x, x2="from_end", y=alt.Y("count():Q", axis=None))
    middle = runs.transform_aggregate(middle="median(idle)").transform_calculate(
        words="'about ' + format(datum.middle, ',.2~r')"
    )
    line = middle.mark_rule(color=SETTING, size=2).encode(x="middle:Q")
    text = middle.mark_text(color=SETTING, baseline="bottom", fontSize=12, fontWeight="bold")
    text = text.encode(x="middle:Q", y=alt.value(0), text="words:N")
    return alt.layer(bars, line, text).properties(width=WIDTH, height=120).add_params(*sliders)


def _idle() -> str:
    """Write the people without work of `analysis.dependency.shock` in the chart's own language."""
    lost = "customer_share * part_lost * datum.labour_weight"
    work_lost = f"datum.headcount * ({lost} - datum.new_business / datum.turnover)"
    idle = f"clamp({work_lost}, 0, datum.headcount) - datum.transferred - datum.departures"
    return f"max({idle}, 0)"


def explore_notice(dossier: Dossier, months: float = 18) -> alt.LayerChart:
    """Draw the notice under each start that somebody named, beside a length that a slider moves.

    Parameters
    ----------
    dossier : Dossier
        Its ``dossier.toml`` names the starts and the end in the section ``[what_if]``.
    months : float, optional
        Where the slider begins: eighteen months are the limit of French law.

    Returns
    -------
    altair.LayerChart
        A bar a start and side, from the shortest to the longest length, dark where it surely
        reaches the parameter ``limit``.

    Raises
    ------
    ValueError
        If the dossier names no start and end.

    Examples
    --------
    >>> from analysis import example
    >>> [param["name"] for param in explore_notice(example()).to_dict()["params"]]
    ['limit']
    """
    import altair as alt

    _let_jupyterlab_draw()
    asked = dossier.about.what_if
    if not asked.end or not asked.starts:
        raise ValueError("no start and end; accepted: a dossier with [what_if] starts and end")
    table = notice(dossier, end=asked.end, starts=asked.starts)
    table = table[np.isfinite(table[["months_low", "months_high"]]).all(axis=1)]
    rows = table.assign(start=table["label"] + " (" + table["who"] + ", " + table["when"] + ")")
    rows = rows[["start", "months", "months_low", "months_high"]]
    slider = alt.param(name="limit", value=months, bind=_range(1, _LAST_MONTH, 1, "Months"))
    base = alt.Chart(rows).encode(
        y=alt.Y("start:N", sort=None, title=None),
        x=alt.X("months_low:Q", title="Months", scale=alt.Scale(zero=True)),
        color=alt.condition("datum.months_low >= limit", alt.value(FITS), alt.value(AGAINST)),
        tooltip=["start:N", "months:N"],
    )
    bars = base.mark_bar(height=8).encode(x2="months_high:Q")
    ticks = base.mark_tick(height=8, thickness=3)  # so that an exact length is seen
    one = alt.Chart(pd.DataFrame({"one": [1]})).transform_calculate(at="limit")
    line = one.mark_rule(color=SETTING, size=2).encode(x="at:Q")
    chart = alt.layer(bars, ticks, line).properties(width=WIDTH, height=len(rows) * STEP)
    wide: alt.LayerChart = chart.configure_axisY(labelLimit=340)
    return wide.add_params(slider)


def _let_jupyterlab_draw() -> None:
    """Hand charts to JupyterLab as data: what altair does by itself fetches a script from afar."""
    import altair as alt

    if alt.renderers.active == "default":
        alt.renderers.enable("mimetype")


def _first(answers: Any) -> float:
    """Return the number that most claims give; a half if nobody gives one."""
    stated = [answer for answer in answers if np.isfinite(answer.value)]
    most = max(stated, key=lambda answer: len(answer.claims), default=None)
    return round(float(most.value), 2) if most else 0.5


def _range(least: float, most: float, step: float, name: str) -> alt.BindRange:
    """Make a slider."""
    import altair as alt

    slider: alt.BindRange = alt.binding_range(min=least, max=most, step=step, name=f"{name} ")
    return slider
