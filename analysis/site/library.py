"""The library's reference: every public name with its docstring, by the folder it lives in."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from importlib import import_module

from docstring_parser import Docstring, DocstringStyle, parse

import analysis


@dataclass(frozen=True)
class Entry:
    """A public name: how it is called, and what its docstring says."""

    name: str
    signature: str
    doc: Docstring
    example: str


@dataclass(frozen=True)
class Room:
    """A folder of the library, and the public names in it."""

    name: str
    title: str
    entries: list[Entry]


def rooms() -> list[Room]:
    """Return all public functions and classes by folder, in the order of the layers."""
    return [
        Room(home, _title(home), [_entry(name) for name in names if _documented(name)])
        for home, names in analysis._NAMES.items()
    ]


def _title(home: str) -> str:
    """Return the first line of a folder's docstring."""
    doc = inspect.getdoc(import_module(f"analysis.{home}")) or ""
    return doc.partition("\n")[0].replace("`", "")


def _documented(name: str) -> bool:
    """Tell functions and classes from constants."""
    return callable(getattr(analysis, name))


def _entry(name: str) -> Entry:
    """Read one docstring."""
    thing = getattr(analysis, name)
    text = inspect.getdoc(thing) or ""
    _, _, example = text.partition("\nExamples\n--------\n")
    return Entry(name, _signature(thing), parse(text, DocstringStyle.NUMPYDOC), example.strip())


def _signature(thing: object) -> str:
    """Write how a function is called, without its types; exceptions are not called by readers."""
    if isinstance(thing, type) and issubclass(thing, BaseException):
        return ""
    signature = inspect.signature(thing)  # type: ignore[arg-type]
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    return str(signature.replace(parameters=bare, return_annotation=signature.empty))
