"""Fingerprints of everything coded, so that no cell changes without its line in the ledger.

A dossier that was never recorded has none, and nothing is asked of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.dossier.about import ABOUT
from analysis.dossier.files import folder_of, homes_of_tables, listing, read_home
from analysis.dossier.saving import save_file
from analysis.dossier.schemas import FILES, columns_of
from analysis.dossier.tables import DossierError, Problem, quoted, read_bytes, read_raw

RECORD = "fingerprints.json"
LEDGER = FILES["corrections"]
DROPPED = "(dropped)"
_KEYS = {
    "claims.csv": "claim_id",
    "questions.csv": "question_id",
    "sources.csv": "source_id",
    "parties.csv": "side",
    "law.csv": "rule_id",
    "rulings.csv": "ruling_id",
}
# Words for readers and settings: a change is seen, but it corrects nothing that was coded.
_TEXTS = (FILES["translations"], FILES["glossary"], ABOUT)

Row = dict[str, str]
# Of each file: a fingerprint for each id, or one for each row, or one for all of it.
Prints = dict[str, dict[str, str] | list[str] | str]


@dataclass(frozen=True)
class _Coded:
    """What a folder holds now: the rows of each table, the ledger, and the record of it all."""

    tables: dict[str, list[Row]]
    ledger: list[Row]
    prints: Prints


@dataclass(frozen=True)
class Changes:
    """What differs from the record: what lacks its line in the ledger, and how much is new."""

    unexplained: list[Problem]
    n_unrecorded: int


def fingerprint(row: Mapping[str, str]) -> str:
    """Return ten digits that change with any cell; an empty cell is none.

    Examples
    --------
    >>> one = fingerprint({"claim_id": "c1", "side": "press", "note": ""})
    >>> one == fingerprint({"side": "press", "claim_id": "c1"})
    True
    >>> one == fingerprint({"claim_id": "c1", "side": "court"})
    False
    """
    cells = sorted((column, cell) for column, cell in row.items() if cell)
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:10]


def changes(folder: Path) -> Changes | None:
    """Compare a folder with its record; nothing if there is no record.

    Parameters
    ----------
    folder : Path
        A dossier's folder, or one of other tables, such as those of decisions.

    Returns
    -------
    Changes or None

    Raises
    ------
    DossierError
        If the record or a table cannot be read.
    """
    folder = folder_of(folder)
    if not (folder / RECORD).exists():
        return None
    old, now = _recorded(folder), _coded(folder)
    new_lines, problems = _new_lines(old, now)
    for file, was in old.items():
        problems += _unexplained(file, was, now, new_lines)
    return Changes(problems, sum(_unrecorded(old.get(f), is_) for f, is_ in now.prints.items()))


def record(folder: Path) -> int:
    """Write the fingerprints of everything coded; return of how many rows.

    Raises
    ------
    DossierError
        If something changed since the last record and has no line in the ledger.
    """
    folder = folder_of(folder)
    differing = changes(folder)
    if differing and differing.unexplained:
        raise DossierError(differing.unexplained, f"what differs from {RECORD}")
    now = _coded(folder)
    save_file(folder / RECORD, json.dumps(now.prints, indent=0, ensure_ascii=False) + "\n")
    return sum(len(rows) for rows in now.tables.values())


def _coded(folder: Path) -> _Coded:
    """Read everything that is coded in a folder."""
    tables = dict(_tables(folder))
    ledger = tables.pop(LEDGER, [])
    prints: Prints = {LEDGER: [fingerprint(line) for line in ledger]}
    for file, rows in tables.items():
        prints[file] = _prints(file, rows)
    if (folder / ABOUT).exists():
        prints[ABOUT] = hashlib.sha256(read_bytes(folder / ABOUT, "a file")).hexdigest()[:10]
    return _Coded(tables, ledger, prints)


def _tables(folder: Path) -> Iterator[tuple[str, list[Row]]]:
    """Yield the tables of a dossier, or the CSV files of another folder, with their rows."""
    present = listing(folder)
    if ABOUT in present:
        for name, home in homes_of_tables(folder, present).items():
            yield FILES[name], read_home(home, name).to_dict("records")
        return
    for file in present:
        if file.endswith(".csv"):
            header, *rows = read_raw(folder / file, columns_of("corrections")) or [[]]
            yield file, [dict(zip(header, row, strict=False)) for row in rows if any(row)]


def _prints(file: str, rows: Sequence[Row]) -> dict[str, str] | list[str] | str:
    """Return the fingerprints of a table."""
    if file in _KEYS:
        return {row[_KEYS[file]]: fingerprint(row) for row in rows}
    each = sorted(map(fingerprint, rows))
    return fingerprint({"rows": " ".join(each)}) if file in _TEXTS else each


def _recorded(folder: Path) -> Prints:
    """Read the record of a folder."""
    try:
        held: Any = json.loads(read_bytes(folder / RECORD, "a record"))
        if isinstance(held, dict) and isinstance(held.get(LEDGER), list):
            return held
    except ValueError as error:
        if isinstance(error, DossierError):
            raise
    found = Problem(RECORD, None, None, "no record", "what dossier check --record writes")
    raise DossierError([found])


def _new_lines(old: Prints, now: _Coded) -> tuple[list[Row], list[Problem]]:
    """Return the lines that the ledger has gained; those that were recorded stay as they are."""
    held = list(old[LEDGER])
    if list(now.prints[LEDGER])[: len(held)] == held:
        return now.ledger[len(held) :], []
    accepted = "the recorded lines as they were, and new ones below them"
    return [], [Problem(LEDGER, None, None, "a recorded line that changed or went", accepted)]


def _unexplained(
    file: str, was: dict[str, str] | list[str] | str, now: _Coded, lines: Sequence[Row]
) -> Iterator[Problem]:
    """Yield what changed in a table and has no line in the ledger."""
    if isinstance(was, dict):
        rows = {row[_KEYS[file]]: row for row in now.tables.get(file, [])}
        for key, held in was.items():
            own = [line for line in lines if line["claim_id"] == key]
            if not _explains(own, rows.get(key), held):
                yield Problem(file, None, None, *_changed(key, key in rows))
    elif isinstance(was, list) and file != LEDGER:
        name = file.removesuffix(".csv")
        lost = (Counter(was) - Counter(now.prints.get(file, []))).total()
        if lost > sum(line["claim_id"] == name for line in lines):
            found = f"{lost} row{'' if lost == 1 else 's'} that changed or went"
            accepted = f"a line in {LEDGER} for each, with {name!r} as its claim_id"
            yield Problem(file, None, None, found, accepted)


def _changed(key: str, there: bool) -> tuple[str, str]:
    """Say of a row that it changed or went, and what is accepted."""
    if there:
        return f"another row {quoted(key)} than was recorded", (
            f"a line in {LEDGER} for each cell that changed, with what stood there and stands now"
        )
    return f"no more row {quoted(key)}", f"a line in {LEDGER} with {DROPPED!r} under new"


def _explains(lines: Sequence[Row], row: Row | None, held: str) -> bool:
    """Return whether the lines of the ledger, taken back, lead to what was recorded."""
    if row is None:
        return any(line["new"] == DROPPED for line in lines)
    before = dict(row)
    for line in reversed(lines):
        if before.get(line["field"], "") == line["new"]:
            before[line["field"]] = line["old"]
    # what was a person's name is not told again: such a line is taken at its word
    untold = any(line["old"].startswith("(") for line in lines)
    return untold or fingerprint(before) == held


def _unrecorded(
    was: dict[str, str] | list[str] | str | None, now: dict[str, str] | list[str] | str
) -> int:
    """Count the rows of a table, or the tables of texts, that are not as recorded."""
    if isinstance(now, str):
        return int(was != now)
    each = now.items() if isinstance(now, dict) else now
    held = was.items() if isinstance(was, dict) else was
    return (Counter(each) - Counter(held or ())).total()
