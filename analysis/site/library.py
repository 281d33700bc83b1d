"""The library's reference: every public function and class, by the module it lives in."""

from __future__ import annotations

import inspect
import sys

import analysis


def library_page(opening: str) -> str:
    """Write the reference page: one section a module, as its docstring names it."""
    homes: dict[str, list[str]] = {}
    for name in sorted(analysis.__all__, key=str.lower):
        thing = getattr(analysis, name)
        if callable(thing):
            homes.setdefault(thing.__module__, []).append(name)
    sections = [_section(module, names) for module, names in sorted(homes.items())]
    return "\n\n".join([opening, *sections])


def _section(module: str, names: list[str]) -> str:
    """Write the section of one module."""
    doc = inspect.getdoc(sys.modules[module]) or ""
    heading = doc.partition("\n")[0].strip().rstrip(".").replace("`", "")
    return "\n\n".join([f"## {heading}", *map(_entry, names)])


def _entry(name: str) -> str:
    """Write the directive that documents one public name."""
    thing = getattr(analysis, name)
    directive = "autofunction"
    if isinstance(thing, type):
        directive = "autoexception" if issubclass(thing, BaseException) else "autoclass"
    members = "\n   :members:" if directive == "autoclass" else ""
    return f"```{{eval-rst}}\n.. {directive}:: analysis.{name}{members}\n```"
