"""The values of a story: what each line says of a number, and how it comes from the dossier.

===============================  ==============================================================
``answer CLAIM``                 the number or days that a claim states
``period CLAIM``                 the time that a claim speaks of
``range CLAIM …``                from the lowest to the highest of what some claims state
``product CLAIM …``              what some claims state, multiplied
``between CLAIM CLAIM``          the months from the days of one claim to those of another
``when EVENT``                   the days that most speakers give for an event
``months EVENT EVENT``           the months between two events, over all that is said of them
``law RULE``                     the number of a row of ``law.csv``
``count TABLE``                  the claims, questions in use or sources
``count sources HOW``            the sources read so far, as ``beginning only``
``disputed``                     the questions on which sides oppose one another
``wrong SAMPLE``                 the claims found wrong in a sample that was read again
``reread SAMPLE``                the claims of that sample that were read again
===============================  ==============================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.columns import in_days
from analysis.dispute.camps import camps
from analysis.dispute.positions import positions
from analysis.dossier import Dossier, audit_errors, law_value
from analysis.language.answers import EXACT, Kind, parse_dates, parse_numbers
from analysis.language.months import months_between
from analysis.timeline.events import between

Value = tuple[float, float] | float
_LINE = re.compile(r"^(?P<name>.+?) = (?P<what>\w+)(?P<rest>(?: \S+)*)$")


def values_of(dossier: Dossier, text: str, file: str) -> dict[str, Value]:
    """Compute the values that a section defines, one line per value.

    Raises
    ------
    ValueError
        If a line is none, or cannot be computed; the file and the line are named.
    """
    values: dict[str, Value] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _LINE.match(line)
        if not found or found["what"] not in _KINDS:
            raise ValueError(
                f"{file}: found {line!r}; accepted: name = {' | '.join(_KINDS)} and its ids"
            )
        try:
            values[found["name"]] = _KINDS[found["what"]](dossier, found["rest"].split())
        except (TypeError, ValueError, IndexError) as error:
            raise ValueError(f"{file}: {line!r}: {error}") from None
    return values


def _answer(dossier: Dossier, given: list[str]) -> Value:
    """Return the number or days that a claim states, without tolerance."""
    (claim_id,) = given
    claim = dossier.select(claim_id=claim_id).iloc[0]
    parse = parse_dates if claim["kind"] == Kind.DATE else parse_numbers
    ends = parse(pd.Series([claim["answer"].replace("~", "")]), EXACT).iloc[0]
    return float(ends["low"]), float(ends["high"])


def _when(dossier: Dossier, given: list[str]) -> Value:
    """Return the days that most speakers give for an event."""
    (question_id,) = given
    found = in_days(camps(dossier, question_id))
    own = found[found["scope"] == ""]
    found = own if len(own) else found  # the question's own scope, where it has one
    best = found.sort_values("n_voices", ascending=False, kind="stable").iloc[0]
    return float(best["low"]), float(best["high"])


def _months(dossier: Dossier, given: list[str]) -> Value:
    """Return the months between two events, over all that is said of their dates."""
    start, end = given
    table = between(dossier, start, end)
    return float(table["months_low"].min()), float(table["months_high"].max())


def _product(dossier: Dossier, given: list[str]) -> Value:
    """Multiply what some claims state."""
    low = high = 1.0
    for claim_id in given:
        ends = ends_of(_answer(dossier, [claim_id]))
        low, high = low * ends[0], high * ends[1]
    return low, high


def _count(dossier: Dossier, given: list[str]) -> Value:
    """Count the claims, questions or sources; or the sources read so far."""
    name, *read = given
    if name == "questions":
        return float(dossier.claims["question_id"].nunique())
    table = dossier.table(name)
    return float(len(table) if not read else (table["read"] == " ".join(read)).sum())


def _period(dossier: Dossier, given: list[str]) -> Value:
    """Return the days that a claim speaks of, as it states them."""
    (claim_id,) = given
    period = dossier.select(claim_id=claim_id).iloc[0]["period"]
    if not period:
        raise ValueError(f"{claim_id!r} states no period")
    ends = parse_dates(pd.Series([period.replace("~", "")]), EXACT).iloc[0]
    return float(ends["low"]), float(ends["high"])


def _range(dossier: Dossier, given: list[str]) -> Value:
    """Return the lowest and the highest of what some claims state."""
    ends = [ends_of(_answer(dossier, [claim_id])) for claim_id in given]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _between(dossier: Dossier, given: list[str]) -> Value:
    """Return the fewest and the most months between the days that two claims state."""
    start, end = (ends_of(_answer(dossier, [claim_id])) for claim_id in given)
    starts, ends = np.array([start[1], start[0]]), np.array(end)
    fewest, most = months_between(starts, ends)
    return float(fewest), float(most)


def _law(dossier: Dossier, given: list[str]) -> Value:
    """Return the number of a row of the law."""
    (rule_id,) = given
    found = law_value(dossier, rule_id)
    return found.low, found.high


def _disputed(dossier: Dossier, given: list[str]) -> Value:
    """Count the questions on which sides oppose one another."""
    if given:
        raise ValueError("'disputed' takes no ids")
    table = positions(dossier)
    return float(table.loc[table["disputed"] > 0, "question_id"].nunique())


def _audited(dossier: Dossier, given: list[str], column: str) -> Value:
    """Return a count of a sample that was read again."""
    table = audit_errors(dossier).set_index("sample")
    sample = " ".join(given)
    if sample not in table.index:
        raise ValueError(f"no sample {sample!r}; known: {', '.join(table.index) or 'none'}")
    return float(table.loc[sample, column])


def _wrong(dossier: Dossier, given: list[str]) -> Value:
    """Count the claims found wrong in a sample."""
    return _audited(dossier, given, "n_wrong")


def _reread(dossier: Dossier, given: list[str]) -> Value:
    """Count the claims of a sample that were read again."""
    return _audited(dossier, given, "n_read")


_KINDS: dict[str, Callable[[Dossier, list[str]], Value]] = {
    "answer": _answer,
    "period": _period,
    "range": _range,
    "product": _product,
    "between": _between,
    "when": _when,
    "months": _months,
    "law": _law,
    "count": _count,
    "disputed": _disputed,
    "wrong": _wrong,
    "reread": _reread,
}


def ends_of(value: Value) -> tuple[float, float]:
    """Return a value as two ends."""
    return value if isinstance(value, tuple) else (value, value)
