"""The records of a procurement file, one by one, whatever its form: JSON, XML or a table.

Nothing is judged here, and no file is held in memory whole. A record of a table has one holder, so
that several of them may be one contract.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import ijson
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from ijson.common import ObjectBuilder

ACCEPTED = 'JSON with "marches", XML with the same, or a table of decp-table-schema'
KINDS = ("marche", "contrat-concession", "contratConcession")
MISFIT = "a row with other cells than the header"
LONGEST_CELL = 131_072  # a quote that is never closed would swallow the rest of the file
# What a damaged archive raises, or a workbook, which is one. A RuntimeError asks for a password, or
# knows no way to unpack.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError)
UNREADABLE = (
    *(UnicodeDecodeError, json.JSONDecodeError, csv.Error, RecursionError, ParseError),
    *(DefusedXmlException, *DAMAGED),
)
_TOP = ("marches", "contrats-concession", "contratsConcession")
_RECORDS = {"item": ""} | {
    place: kind
    for top in _TOP
    for place, kind in [
        (f"{top}.item", "" if top == "marches" else KINDS[1]),
        *((f"{top}.{kind}{item}", kind) for kind in KINDS for item in ("", ".item")),
    ]
}
_NEEDED = ("id", "acheteur_id", "datenotification", "montant", "titulaire_id")
_STARTS, _ENDS = ("start_map", "start_array"), ("end_map", "end_array")
_MARK = b"\xef\xbb\xbf"

Record = tuple[str, object]  # its kind, where the file says it, and what it holds


@contextmanager
def open_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file, or the one file of an archive, after its byte-order mark."""
    with path.open("rb") as file:
        if file.read(4) == b"PK\x03\x04":
            with zipfile.ZipFile(file) as archive:
                names = [name for name in archive.namelist() if not name.endswith("/")]
                if len(names) != 1:
                    raise ValueError(f"found {len(names)} files in the archive; accepted: one")
                with archive.open(names[0]) as inner:
                    yield _after_mark(inner)
        else:
            file.seek(0)
            yield _after_mark(file)


def _after_mark(stream: IO[bytes]) -> IO[bytes]:
    """Step over a byte-order mark."""
    if stream.read(3) != _MARK:
        stream.seek(0)
    return stream


def form_of(path: Path) -> str:
    """Return the form of a file, by its first sign."""
    with open_file(path) as file:
        start = file.read(4096).lstrip()[:1]
    return {b"{": "json", b"[": "json", b"<": "xml"}.get(start, "table")


def json_records(path: Path) -> Iterator[Record]:
    """Read the records of JSON as a stream."""
    keys: list[str] = []  # where in the file, a key for each object or list that is open
    tops: set[str] = set()
    others: set[str] = set()
    with open_file(path) as file:
        events = ijson.basic_parse(file, use_float=True)
        for event, value in events:
            if event == "map_key":
                keys[-1] = value
                tops |= {value} if len(keys) == 1 else set()
                others |= {value} if len(keys) == 2 and keys[0] in _TOP else set()
            elif event in _ENDS:
                keys.pop()
            elif (kind := _RECORDS.get(".".join(keys))) is not None and (
                event != "start_array" or keys[-1] == "item"
            ):
                yield kind, _built(event, events) if event in _STARTS else value
            elif event in _STARTS:
                keys.append("item" if event == "start_array" else "")
                tops |= {"marches"} if keys == ["item"] else set()
                _check_depth(len(keys))
    _check_tops(tops)
    _check_kinds(others)


def _built(start: str, events: Iterator[tuple[str, Any]]) -> object:
    """Build an object or a list of which the start has been read."""
    builder, depth = ObjectBuilder(), 1
    builder.event(start, None)
    while depth:
        event, value = next(events)
        builder.event(event, value)
        depth += (event in _STARTS) - (event in _ENDS)
        _check_depth(depth)
    return builder.value


def _check_depth(depth: int) -> None:
    """Raise on what would only be there to fill the memory."""
    if depth > 100:
        raise RecursionError("objects within objects, a hundred deep")


def whole_json_records(path: Path) -> Iterator[Record]:
    """Read JSON at once: what a stream refuses (NaN for a number), and what is wrong where."""
    with open_file(path) as file:
        data = json.loads(file.read().decode())
    if isinstance(data, list):
        yield from (("", item) for item in data)
        return
    _check_tops(set(data))
    for top in _TOP:
        held = data.get(top)
        groups = [("", held)]
        if isinstance(held, dict):
            _check_kinds(set(held))
            groups = [(kind, held[kind]) for kind in KINDS if kind in held]
        for kind, records in groups:
            kind = kind or ("" if top == "marches" else KINDS[1])
            found = records if isinstance(records, list) else [records]
            yield from ((kind, record) for record in found if record is not None)


def _check_tops(tops: set[Any]) -> None:
    """Raise on JSON that holds other things than contracts."""
    if not tops & set(_TOP):
        raise ValueError(f"found keys {', '.join(map(repr, sorted(tops)))}; accepted: {ACCEPTED}")


def _check_kinds(found: set[str]) -> None:
    """Raise on a file that has other things than contracts where the contracts should be."""
    if found and not found & set(KINDS):
        said = ", ".join(map(repr, sorted(found)))
        raise ValueError(f"found {said} in 'marches'; accepted: {', '.join(map(repr, KINDS))}")


def xml_records(path: Path) -> Iterator[Record]:
    """Read the records of XML as a stream."""
    seen, root = 0, None
    with open_file(path) as file:
        for event, element in iterparse(file, ("start", "end")):
            root = element if root is None else root
            name = _local(element)
            if event == "end" and name in KINDS:
                seen += 1
                yield name, _of_element(element)
                element.clear()
                root.clear()
    if not seen and (root is None or _local(root) not in _TOP):
        found = "nothing" if root is None else f"an element {_local(root)!r}"
        raise ValueError(f"found {found}; accepted: {ACCEPTED}")


def _local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _of_element(element: Any) -> object:
    """Read an element as JSON would hold it: repeated children as a list."""
    if len(element) == 0:
        return (element.text or "").strip()
    held: dict[str, Any] = {}
    for child in element:
        held.setdefault(_local(child), []).append(_of_element(child))
    return {name: values if len(values) > 1 else values[0] for name, values in held.items()}


def separator_of(header: str) -> str:
    """Return the sign that stands most often in the header of a table.

    >>> separator_of("name;amount, in euro;year")
    ';'
    """
    signs = (",", ";", "\t", "|")
    return max(signs, key=header.count)


def table_records(path: Path) -> Iterator[Record]:
    """Read the rows of a table, or say what is wrong with one that does not fit its header."""
    with open_file(path) as file, io.TextIOWrapper(file, "utf-8", newline="") as text:
        header = text.readline()
        if header.strip().lower().startswith("sep="):
            header = text.readline()
        lines = itertools.chain([header], text)
        csv.field_size_limit(LONGEST_CELL)  # of the process: other libraries lift it on import
        reader = csv.reader(lines, delimiter=separator_of(header))
        names = [name.strip().lower().replace(".", "_") for name in next(reader, [])]
        names = [name.replace("titulaires_", "titulaire_") for name in names]
        names = [name.removesuffix("_1") for name in names]
        missing = [name for name in _NEEDED if name not in names]
        if missing:
            raise ValueError(f"found no column {', '.join(missing)}; accepted: {ACCEPTED}")
        for row in reader:
            cells = [cell.strip() for cell in row]
            if len(cells) > len(names) and not any(cells[len(names) :]):
                cells = cells[: len(names)]
            if any(cells) and len(cells) == len(names):
                yield "", dict(zip(names, cells, strict=True))
            elif any(cells):
                found = f"found {len(cells)} cells in line {reader.line_num}"
                yield MISFIT, f"{found}; accepted: {len(names)}, as in the header"
