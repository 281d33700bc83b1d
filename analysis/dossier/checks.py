"""What a cell of a table may hold: a test of its text, and what is accepted in a user's words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """A test of a cell: whether it ``fits``, and in words what is ``accepted``.

    Where a pattern or a list of words is all there is to it, data packages name that too.
    """

    fits: Callable[[str], bool]
    accepted: str
    pattern: str = ""
    words: tuple[str, ...] = ()

    def misfits(self, cells: set[str]) -> set[str]:
        """Return the texts that do not fit."""
        return {cell for cell in cells if not self.fits(cell)}


@dataclass(frozen=True)
class Schema:
    """The columns of a table, all of them text, each with its checks."""

    columns: dict[str, list[Check]]


def matches(pattern: str, accepted: str) -> Check:
    r"""Accept what a regular expression matches.

    >>> matches(r"\A[0-9]+\Z", "a whole number").fits("12")
    True
    """
    found = re.compile(pattern).match
    return Check(lambda cell: found(cell) is not None, accepted, pattern=pattern)


def one_of(*words: str) -> Check:
    """Accept the listed words only.

    >>> one_of("yes", "").accepted
    'yes, nothing'
    """
    accepted = ", ".join(word or "nothing" for word in words)
    return Check(frozenset(words).__contains__, accepted, words=words)
