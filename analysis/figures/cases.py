"""A figure of the cases side by side."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import uncertain_bar
from analysis.figures.style import FAINT, INK, SMALL, axes, finish, styled
from analysis.language.phrasebook import digits, message, phrase, plural, word
from analysis.language.words import say_number

_ACCOUNTS = {"customer": "#D55E00", "supplier": "#0072B2"}  # as in the figures of one dossier
_BY = {
    "customer": message("{months} by customer"),
    "supplier": message("{months} by supplier"),
}
_STAYED = "#00805E"  # dark enough for small letters
_SHARE = "customer_share_low", "customer_share_high"
_MONTHS = [f"{account}_months_{end}" for account in _ACCOUNTS for end in ("low", "high")]
_PLAIN = {"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none"}  # hides the grid behind words
_ACCOUNTS_AT = {"en": (0.56, 0.81), "fr": (0.56, 0.75)}  # right of the words before them
_GAP = 1.12  # where the months start, right of the shares, which run from 0 to 1


class _Case(NamedTuple):
    case_id: str
    supplier: str
    customer: str
    dropped: str
    customer_share_low: float
    customer_share_high: float
    customer_months_low: float
    customer_months_high: float
    supplier_months_low: float
    supplier_months_high: float

    def share(self) -> tuple[float, float]:
        """Return the customer's share of revenue; NaN where an end is not known."""
        return self.customer_share_low, self.customer_share_high

    def months(self, account: str) -> tuple[float, float]:
        """Return the notice as the customer or the supplier tells it."""
        if account == "customer":
            return self.customer_months_low, self.customer_months_high
        return self.supplier_months_low, self.supplier_months_high


@styled
def plot_cases(
    table: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw dependency beside notice, one line per case, the most dependent first.

    At the left the customer's share of the supplier's revenue; at the right the notice, as the
    customer and as the supplier tell it, each from its shortest to its longest.

    Parameters
    ----------
    table : DataFrame
        As `analysis.read_cases` or `analysis.case_of` returns it: ``case_id``, ``supplier``,
        ``customer``, ``dropped``, the low and high end of ``customer_share`` (a share),
        ``customer_months`` and ``supplier_months``; cases with neither a share nor a notice are
        left out.
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
        If the table is another one, or no case gives a share or a notice.

    Examples
    --------
    >>> from analysis import case_of, example, notice
    >>> from analysis.figures import alt_text
    >>> dossier = example()
    >>> sent = notice(dossier, end="d-end", starts="d-notice")
    >>> row = case_of(dossier, "mine", customer_share="q-share", customer=sent, supplier=sent)
    >>> print(alt_text(plot_cases(row, title="One case")))
    Notice in months: Example Works 9.0 to 11.0 by customer and 5.0 to 6.0 by supplier.
    """
    check_table(table, _Case, "plot.cases", "`analysis.read_cases` or `analysis.case_of`")
    shown = _in_order(table)
    if shown.empty:
        raise ValueError("nothing to draw: no case gives a share or a notice")
    ax = axes(ax, height=1.7 + 0.34 * len(shown))
    _draw(ax, rows_of(shown, _Case), _longest(shown), lang)
    return finish(
        ax,
        title=title,
        source=_caption(len(shown), len(table), lang),
        reading=_alt(shown, lang),
    )


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Put the most dependent first and those without a share last; drop what shows nothing."""
    shown = table[table[[*_SHARE, *_MONTHS]].notna().any(axis=1)]
    middle = (shown["customer_share_low"].fillna(0) + shown["customer_share_high"].fillna(1)) / 2
    middle = middle.mask(shown[[*_SHARE]].isna().all(axis=1))
    keys = pd.DataFrame({"middle": -middle, "case_id": shown["case_id"]})
    order = keys.sort_values(["middle", "case_id"], kind="stable", na_position="last").index
    return shown.loc[order]


def _longest(shown: pd.DataFrame) -> float:
    """Return how many months the scale of the notice must have room for, in whole years."""
    longest = shown[[f"{account}_months_high" for account in _ACCOUNTS]].max().max()
    return float(12 * np.ceil(max(longest, 1) / 12)) if longest == longest else 12.0


def _draw(ax: Axes, cases: list[_Case], longest: float, lang: str) -> None:
    """Draw a line for each case, and both scales."""
    for y, case in enumerate(cases):
        _write_name(ax, y, case, lang)
        _draw_share(ax, y, case, lang)
        _draw_notice(ax, y, case, longest, lang)
    _set_frame(ax, len(cases), lang)
    _set_scales(ax, longest, lang)


def _write_name(ax: Axes, y: float, case: _Case, lang: str) -> None:
    """Name the case above its line."""
    stayed = case.dropped == "no"
    text = f"{case.supplier} / {case.customer}"
    if stayed:
        text = phrase(lang, "{case}: not dropped", case=text)
    ax.text(
        0, y - 0.2, text, va="bottom", fontsize=8.5, bbox=_PLAIN, color=_STAYED if stayed else INK
    )


def _draw_share(ax: Axes, y: float, case: _Case, lang: str) -> None:
    """Draw the range of the share as a bar, and as a dot where it is one number."""
    low, high = case.share()
    if np.isnan(low) and np.isnan(high):
        words = phrase(lang, "share not known")
        ax.text(0, y, words, va="center", fontsize=SMALL, color=FAINT, bbox=_PLAIN)
        return
    colour = _STAYED if case.dropped == "no" else FAINT
    ends = np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=np.inf)
    uncertain_bar(ax, y, ends, (0, 1), colour, width=5)


def _draw_notice(ax: Axes, y: float, case: _Case, longest: float, lang: str) -> None:
    """Draw the notice under each account, or say that there is none."""
    told = False
    for account, colour in _ACCOUNTS.items():
        low, high = case.months(account)
        if np.isnan(low) and np.isnan(high):
            continue
        told = True
        shift = -0.1 if account == "customer" else 0.1
        ends = np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=np.inf)
        ends = _GAP + ends[0] / longest, _GAP + ends[1] / longest
        uncertain_bar(ax, y + shift, ends, (_GAP, _GAP + 1), colour, width=5)
    if not told:
        words = phrase(lang, "no notice in the sources")
        ax.text(_GAP, y, words, va="center", fontsize=SMALL, color=FAINT, bbox=_PLAIN)


def _set_scales(ax: Axes, longest: float, lang: str) -> None:
    """Write both scales below."""
    shares = [0, 0.25, 0.5, 0.75, 1]
    months = np.arange(0, longest + 1, 12 if longest <= 72 else 12 * np.ceil(longest / 72))
    ax.set_xticks(
        [*shares, *(_GAP + months / longest)],
        [*(say_number(s, "share", lang) for s in shares), *(f"{month:.0f}" for month in months)],
    )
    ax.grid(axis="x")


def _set_frame(ax: Axes, lines: int, lang: str) -> None:
    """Set the limits, and write above both scales what they measure."""
    ax.set_xlim(-0.02, _GAP + 1.04)
    ax.set_ylim(lines - 0.4, -1.15)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.text(0, -0.75, phrase(lang, "customer's share of revenue"), va="bottom", color=FAINT)
    ax.text(_GAP, -0.75, phrase(lang, "notice in months, says the"), va="bottom", color=FAINT)
    for (account, colour), x in zip(_ACCOUNTS.items(), _ACCOUNTS_AT[lang], strict=True):
        ax.text(_GAP + x, -0.75, "■", va="bottom", color=colour)
        ax.text(_GAP + x + 0.035, -0.75, word(lang, account), va="bottom", color=FAINT)


def _caption(shown: int, cases: int, lang: str) -> str:
    """Say how to read the figure, and how many cases it leaves out."""
    return phrase(
        lang,
        "{shown} of {cases}; the others give neither a share nor a notice. A faded end is open. "
        "Green: the customer did not leave.",
        shown=shown,
        cases=plural(lang, "{n} case", "{n} cases", cases),
    )


def _alt(shown: pd.DataFrame, lang: str) -> str:
    """Say how long the notice was in each case, and how many cases give none."""
    cases = rows_of(shown, _Case)
    told = [words for case in cases if (words := _by_account(case, lang))]
    silent = [case for case in cases if not _by_account(case, lang)]
    accounts = ", ".join(told) or phrase(lang, "none")
    said = phrase(lang, "Notice in months: {accounts}.", accounts=accounts)
    if not silent:
        return said
    return said + plural(
        lang,
        " {n} more case gives a share but no notice; in {stayed} of them the customer did not "
        "leave.",
        " {n} more cases give a share but no notice; in {stayed} of them the customer did not "
        "leave.",
        len(silent),
        stayed=sum(case.dropped == "no" for case in silent),
    )


def _by_account(case: _Case, lang: str) -> str:
    """Say how long the notice was by each account; nothing where there is none."""
    words = [
        phrase(lang, by, months=_span(*case.months(account), lang))
        for account, by in _BY.items()
        if not np.isnan(case.months(account)[0])
    ]
    return " ".join([case.supplier, phrase(lang, " and ").join(words)]) if words else ""


def _span(low: float, high: float, lang: str) -> str:
    """Format a range of months, to a tenth."""
    first, last = (digits(f"{end:z.1f}", lang) for end in (low, high))
    return first if first == last else phrase(lang, "{low} to {high}", low=first, high=last)
