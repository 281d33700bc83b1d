"""What is given where a dossier is wanted: anything else, such as its path, is named at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import isfunction, signature
from os import PathLike
from typing import Any

from analysis.dossier.dossier import Dossier


def wants_dossier(function: Callable[..., Any]) -> bool:
    """Return whether a public name is a function that takes a dossier."""
    return isfunction(function) and "dossier" in signature(function).parameters


def refusing_others(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of a dossier that refuses anything else in its place, in one message.

    Examples
    --------
    >>> import analysis
    >>> analysis.camps("my-case", "q-share")
    Traceback (most recent call last):
    TypeError: camps wants a dossier, found 'my-case'; accepted: analysis.load('my-case')
    """
    place = list(signature(function).parameters).index("dossier")

    @wraps(function)
    def checked(*args: Any, **named: Any) -> Any:
        given = args[place : place + 1] or [named[key] for key in ("dossier",) if key in named]
        for one in given:
            if not isinstance(one, Dossier):
                raise TypeError(f"{function.__name__} wants a dossier, found {_found(one)}")
        return function(*args, **named)

    checked.__module__ = "analysis"  # where pickle finds it
    return checked


def _found(given: object) -> str:
    """Say what was given, and what is accepted in its place."""
    if isinstance(given, (str, PathLike)):
        path = repr(str(given))
        return f"{path}; accepted: analysis.load({path})"
    return f"a {type(given).__name__}; accepted: what analysis.load returns"
