"""The eighteen months of the law: which text is in force, and on which day they have run.

Article L. 442-1 II of the commercial code: whoever gave eighteen months cannot be held liable for a
notice that is too short. It came with ordinance 2019-359 of 24 April 2019, in force on 26 April
2019; the text in force on the day of the break governs (CA Paris, 20 December 2023, 21/10951).

Months are counted as article 641 of the code of civil procedure counts them: to the day of the last
month that bears the same number, and where there is none to the last day of that month. The article
is written for time limits in court. We know of no court that says how it counts a notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.language.answers import date_of, to_day
from analysis.language.months import add_months
from analysis.rulings.table import NEW_TEXT

MONTHS = 18
SOURCES = {
    "ordinance": "https://www.doctrine.fr/l/texts/ordonnances/JORFTEXT000038410002",
    "day of the break": "http://blog.selinsky-avocats.com/categories/droit-de-la-distribution-11007/articles/le-preavis-des-ruptures-anterieures-au-25-avril-2019-nest-pas-limite-par-larticle-l442-1-ii-du-code-de-commerce-888.htm",
    "counting": "https://www.doctrine.fr/l/texts/codes/LEGITEXT000006070716/articles/LEGIARTI000006411002",
}


@dataclass(frozen=True)
class Ceiling:
    """Eighteen months from a start: whether they count, when they have run, and what hangs on it.

    ``rounded``: the last month has no day of the start's number, so its last day was taken.
    """

    start: date
    applies: bool
    runs_out: date
    rounded: bool

    def reached(self, end: str | date) -> bool:
        """Return whether a notice up to a day is eighteen months or more."""
        return to_day(end) >= to_day(self.runs_out)


def notice_ceiling(start: str | date) -> Ceiling:
    """Count eighteen months from the day on which the notice starts.

    Parameters
    ----------
    start : str or date
        The day of the notice, which is the day of the break.

    Returns
    -------
    Ceiling
        ``applies`` (from 26 April 2019 on), ``runs_out`` (the last day of the eighteen months),
        ``rounded`` (the day hangs on the rule for short months) and ``reached(end)``.

    References
    ----------
    Code of civil procedure, article 641, second paragraph; commercial code, article L. 442-1 II.

    Examples
    --------
    >>> eighteen = notice_ceiling("2020-04-28")
    >>> eighteen.applies, eighteen.runs_out.isoformat(), eighteen.reached("2022-03-31")
    (True, '2021-10-28', True)
    >>> notice_ceiling("2020-08-31").runs_out.isoformat(), notice_ceiling("2020-08-31").rounded
    ('2022-02-28', True)
    """
    first = to_day(start)
    last = date_of(float(add_months(np.array(first), np.array(MONTHS))))
    begun = date_of(first)
    return Ceiling(begun, first >= NEW_TEXT, last, last.day != begun.day)
