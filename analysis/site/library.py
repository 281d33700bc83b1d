"""The library's reference: every public name with its docstring, by the folder it lives in."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

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
    """Return all public functions and classes by folder: those at the top first, then the rest."""
    return [_room(home) for home in analysis._FOLDERS]


def _room(home: str) -> Room:
    """List what one folder, or the module of pictures, hands on."""
    module = import_module(f"analysis.{home}")
    names = [
        name
        for name in module.__all__
        if callable(getattr(module, name)) and not name.startswith("plot_")  # see analysis.plot
    ]
    names.sort(key=lambda name: (name not in analysis.__all__, name))
    title = (inspect.getdoc(module) or "").partition("\n")[0].replace("`", "")
    return Room(home, title, [_entry(module, home, name) for name in names])


def _entry(module: ModuleType, home: str, name: str) -> Entry:
    """Read one docstring."""
    thing = getattr(module, name)
    at_top = analysis._HOME.get(name) == home
    text = inspect.getdoc(thing) or ""
    _, _, example = text.partition("\nExamples\n--------\n")
    full = name if at_top else f"{home}.{name}"
    return Entry(full, _signature(thing), parse(text, DocstringStyle.NUMPYDOC), example.strip())


def _signature(thing: object) -> str:
    """Write how a function is called, without its types; exceptions are not called by readers."""
    if isinstance(thing, type) and issubclass(thing, BaseException):
        return ""
    signature = inspect.signature(thing)  # type: ignore[arg-type]
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    return str(signature.replace(parameters=bare, return_annotation=signature.empty))
