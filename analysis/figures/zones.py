"""A map of tiles: one square a zone, coloured by who holds it."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from analysis.figures.check import check_table, rows_of
from analysis.figures.style import FAINT, SMALL, axes, colours_of, finish, styled
from analysis.language.phrasebook import phrase

_FILLS = "#A6CEE3", "#FDBF6F", "#B2DF8A", "#CAB2D6", "#FFFF99", "#F4B6B6"
_REST = "#D9D9D9"
_GAP = 0.04


class _Zone(NamedTuple):
    name: str
    row: int
    column: int
    winners: list[str]


@styled
def plot_tiles(
    table: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw zones as tiles of a rough map; a zone of several holders is split among them.

    Parameters
    ----------
    table : DataFrame
        One row per zone: ``name``, ``row`` and ``column`` (places in the grid, from 0, from the top
        left), ``winners`` (list of names). Holders beyond the sixth share a grey.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
        Which show themselves as a picture where they end a notebook's cell.

    Raises
    ------
    ValueError
        If the table is another one, or is empty.

    Examples
    --------
    >>> from analysis import example
    >>> from analysis.dossier import zone_winners
    >>> from analysis.figures import alt_text
    >>> print(alt_text(plot_tiles(zone_winners(example()), title="Two zones")))
    Example Rival: North, South; Example Works: South. Split: South.
    """
    check_table(table, _Zone, "plot.tiles", "hand, one row per zone")
    zones = rows_of(table, _Zone)
    rows, columns = max(z.row for z in zones) + 1, max(z.column for z in zones) + 1
    ax = axes(ax, height=1.1 + 0.72 * rows)
    _draw(ax, zones)
    ax.set_xlim(0, columns)
    ax.set_ylim(rows, 0)
    ax.set_axis_off()
    split = [zone.name for zone in zones if len(zone.winners) > 1]
    return finish(
        ax,
        title=title,
        source=_caption(bool(split), lang),
        reading=_alt(zones, split, lang),
    )


def _draw(ax: Axes, zones: list[_Zone]) -> None:
    """Draw a tile for each zone, with its name and its holders."""
    fills = colours_of((w for zone in zones for w in zone.winners), _FILLS)
    fills = {winner: _REST if fill == FAINT else fill for winner, fill in fills.items()}
    for zone in zones:
        _draw_tile(ax, zone.column, zone.row, [fills[winner] for winner in zone.winners])
        middle, held = zone.column + 0.5, " / ".join(zone.winners)
        ax.text(middle, zone.row + 0.4, zone.name, ha="center", va="center", fontsize=8.5)
        ax.text(
            middle, zone.row + 0.68, held, ha="center", va="center", fontsize=SMALL, style="italic"
        )


def _caption(split: bool, lang: str) -> str:
    """Say how to read the map."""
    if not split:
        return phrase(lang, "A rough map: one tile a zone.")
    return phrase(
        lang,
        "A rough map: one tile a zone; of a tile in several colours the source does not say which "
        "part is whose.",
    )


def _alt(zones: list[_Zone], split: list[str], lang: str) -> str:
    """Say who holds which zones, and which zones are split."""
    winners = dict.fromkeys(w for zone in zones for w in zone.winners)
    held_by = {w: [zone.name for zone in zones if w in zone.winners] for w in winners}
    held = phrase(lang, "; ").join(
        phrase(lang, "{who}: {answer}", who=winner, answer=", ".join(names))
        for winner, names in held_by.items()
    )
    if not split:
        return held + "."
    return held + phrase(lang, ". Split: {names}.", names=", ".join(split))


def _draw_tile(ax: Axes, column: int, row: int, fills: list[str]) -> None:
    """Draw a square in slanted stripes, one for each holder."""
    left, right, top, bottom = column + _GAP, column + 1 - _GAP, row + _GAP, row + 1 - _GAP
    step = (right - left) / len(fills)
    slant = 0.25 * step if len(fills) > 1 else 0.0
    for number, fill in enumerate(fills):
        a = left + number * step
        b = right if number == len(fills) - 1 else a + step
        lean_a = slant if number else 0.0
        lean_b = 0.0 if number == len(fills) - 1 else slant
        corners = [(a + lean_a, top), (b + lean_b, top), (b - lean_b, bottom), (a - lean_a, bottom)]
        ax.add_patch(Polygon(corners, closed=True, facecolor=fill, edgecolor="none"))
