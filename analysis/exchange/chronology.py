"""The chronology in calendars and timelines, with its uncertainty in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

from analysis.dispute.camps import camps_by_case
from analysis.dossier.dossier import Dossier
from analysis.exchange.text import digest, filled, slug, write_json
from analysis.language.answers import Kind, to_date
from analysis.language.words import say_days


@dataclass(frozen=True)
class Entry:
    """An event as one camp dates it; ``first`` and ``last`` are the days to draw it on."""

    key: str
    name: str
    topic: str
    first: date
    last: date
    words: str
    account: str


def to_icalendar(dossier: Dossier) -> str:
    r"""Write the events as a calendar, one entry for each camp's date.

    An entry is an all-day one from the earliest to the latest possible day: nothing says that the
    event lasted so long, and the summary gives the date in words. Where one end is open, the entry
    stands on the day that is known and the words say "until" or "from … on".

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    str
        iCalendar with CRLF line ends, folded at 75 octets.

    References
    ----------
    RFC 5545, Internet Calendaring and Scheduling Core Object Specification (iCalendar), 2009.

    Examples
    --------
    >>> from analysis import example
    >>> lines = to_icalendar(example()).split("\r\n")
    >>> print(*(line for line in lines if "Notice sent" in line), sep="\n")
    SUMMARY:Notice sent: 3 July 2023 (1 of 2 accounts)
    SUMMARY:Notice sent: November 2023 (2 of 2 accounts)
    """
    about = dossier.about
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//analysis//chronology//EN"]
    lines += [f"NAME:{_text(about.title)}", f"X-WR-CALNAME:{_text(about.title)}"]
    for entry in _entries(dossier):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.key}@{slug(about.title)}",
            # No clock: the stamp is the day on which the sources were collected.
            f"DTSTAMP:{about.collected:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{_compact(entry.first)}",
            f"DTEND;VALUE=DATE:{_compact(entry.last + timedelta(days=1))}",
            f"SUMMARY:{_text(entry.name)}: {_text(entry.words)}",
            f"DESCRIPTION:{_text(entry.account)}",
            f"CATEGORIES:{_text(entry.topic)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def to_timelinejs(dossier: Dossier) -> str:
    """Write the events for TimelineJS, one slide for each camp's date, the date in words.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    str
        JSON. Texts are escaped: TimelineJS takes them for HTML.

    References
    ----------
    Knight Lab, TimelineJS JSON data format: https://timeline.knightlab.com/docs/json-format.html

    Examples
    --------
    >>> import json
    >>> from analysis import example
    >>> timeline = json.loads(to_timelinejs(example()))
    >>> timeline["events"][0]["display_date"]
    '3 July 2023 (1 of 2 accounts)'
    """
    events = [
        filled(
            unique_id=entry.key,
            start_date=_parts(entry.first),
            end_date=_parts(entry.last) if entry.last > entry.first else None,
            display_date=escape(entry.words),
            group=escape(entry.topic),
            text={"headline": escape(entry.name), "text": escape(entry.account)},
        )
        for entry in _entries(dossier)
    ]
    title = {"text": {"headline": escape(dossier.about.title)}}
    return write_json({"title": title, "events": events})


def _entries(dossier: Dossier) -> list[Entry]:
    """Return what the camps of each date question say, in order of time."""
    dated = dossier.questions[dossier.questions["kind"] == Kind.DATE]
    asked = {row["question_id"]: row for row in dated.to_dict("records")}
    entries = [
        entry
        for (question_id, scope), found in dossier.derived(camps_by_case).items()
        if question_id in asked
        for entry in _accounts(asked[question_id], scope, found)
    ]
    return sorted(entries, key=lambda entry: (entry.first, entry.last, entry.key))


def _accounts(question: Mapping[str, str], scope: str, found: list[Any]) -> Iterator[Entry]:
    """Yield one entry for each camp of a date question, of one scope."""
    for number, camp in enumerate(found, start=1):
        days = [day for end in (camp.low, camp.high) if (day := to_date(end))]
        among = f" ({number} of {len(found)} accounts)" if len(found) > 1 else ""
        yield Entry(
            key=_key(question["question_id"], scope, number),
            name=question["label"] + (f" ({scope})" if scope else ""),
            topic=question["topic"],
            first=days[0],
            last=days[-1],
            words=say_days(camp.low, camp.high) + among,
            account=f"According to {', '.join(camp.speakers)}: {camp.words}. "
            f"Claims: {', '.join(camp.claims)}.",
        )


def _key(question_id: str, scope: str, number: int) -> str:
    """Name an account by an id that no other has; two scopes may differ in a sign that slugs lose.

    >>> _key("q-award", "lot n° 1", 2), _key("q-award", "", 1)
    ('q-award-lot-n-1-a9163c64-2', 'q-award-1')
    """
    among = f"{slug(scope)}-{digest(scope)}-" if scope else ""
    return f"{question_id}-{among}{number}"


def _text(text: str) -> str:
    """Escape a text as RFC 5545, 3.3.11, asks."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _fold(line: str) -> str:
    """Break a line after 75 octets at most (RFC 5545, 3.1), never within a character."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 75:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces)


def _compact(day: date) -> str:
    """Write a day as iCalendar does; not by strftime, which shortens early years."""
    return day.isoformat().replace("-", "")


def _parts(day: date) -> dict[str, int]:
    """Write a day as TimelineJS does."""
    return {"year": day.year, "month": day.month, "day": day.day}
