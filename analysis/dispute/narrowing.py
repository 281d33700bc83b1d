"""Which answers are vague words for a narrower one of the same voice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

_AT_ONCE = 1 << 21  # pairs of answers that are compared together: some 100 MB


@dataclass(frozen=True)
class Boxes:
    """Claims as arrays: the case of each (its question and scope), its values and its days."""

    case: np.ndarray
    low: np.ndarray
    high: np.ndarray
    start: np.ndarray
    end: np.ndarray


def vaguer(boxes: Boxes, voices: np.ndarray) -> np.ndarray:
    """Return which answers hold a narrower one of the same voice on all their days.

    Who says October and 19 October says the 19th: the narrower one speaks for both. Equal answers
    are compared once, and only with those that start no earlier: what nobody narrows, as most, is
    found without comparing.

    Parameters
    ----------
    boxes : Boxes
        Of n claims.
    voices : array of str, shape (n,)

    Returns
    -------
    array of bool, shape (n,)

    Examples
    --------
    >>> days = np.array([[0.0, 30.0], [18.0, 18.0], [18.0, 18.0]]).T
    >>> said = Boxes(np.zeros(3, int), *days, np.zeros(3), np.zeros(3))
    >>> vaguer(said, np.array(["a", "a", "b"])).tolist()
    [True, False, False]
    """
    voice = pd.factorize(voices)[0]
    case, low, high, start, end = vars(boxes).values()
    order = np.lexsort((end, start, high, -low, voice, case))
    said = np.column_stack([case, voice, low, high, start, end]).astype(float)[order]
    new = _changes(said)
    given = said[new]  # the different answers
    first = _first_of_each(given[:, :2])
    low, high, start, end = given[:, 2:].T
    least = pd.Series(high).groupby(first).cummin().shift().to_numpy()
    here = np.arange(len(given))
    which = here[(here > first) & (least <= high)]
    holds = np.zeros(len(given), bool)
    for own, other in _pairs(which, first[which]):
        inside = (high[other] <= high[own]) & ((low[own] < low[other]) | (high[other] < high[own]))
        covered = (start[other] <= start[own]) & (end[own] <= end[other])
        holds[own[inside & covered]] = True
    vague = np.zeros(len(order), bool)
    vague[order] = holds[np.cumsum(new) - 1]
    return vague


def _changes(rows: np.ndarray) -> np.ndarray:
    """Return which rows of a sorted table differ from the row before."""
    changed: np.ndarray = np.append(True, (rows[1:] != rows[:-1]).any(axis=1))[: len(rows)]
    return changed


def _first_of_each(keys: np.ndarray) -> np.ndarray:
    """Return for each row of a sorted table the place of the first row with the same keys."""
    new = _changes(keys)
    starts: np.ndarray = np.flatnonzero(new)[np.cumsum(new) - 1]
    return starts


def _pairs(which: np.ndarray, first: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the pairs of each of some places with every place from a first one up to it.

    They come in parts, so that ten thousand answers of one voice need no more memory than a few.
    """
    count = which - first
    part = np.cumsum(count) // _AT_ONCE
    for some in np.split(np.arange(len(which)), np.flatnonzero(np.diff(part)) + 1):
        ends = np.cumsum(count[some])
        own = np.repeat(which[some], count[some])
        back = np.repeat(ends - which[some], count[some])
        yield own, np.arange(len(own)) - back
