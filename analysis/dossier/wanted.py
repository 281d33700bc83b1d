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


def refusing_others(function: Callable[..., Any], home: str = "analysis") -> Callable[..., Any]:
    """Return a function of a dossier that refuses anything else in its place, in one message.

    ``home`` is the module that hands it on, where pickle finds it.

    Examples
    --------
    >>> import analysis
    >>> analysis.camps("my-case", "q-share")
    Traceback (most recent call last):
    TypeError: camps wants a dossier, found 'my-case'; accepted: analysis.load('my-case')
    """
    parameters = signature(function).parameters
    place, without = list(parameters).index("dossier"), parameters["dossier"].default

    @wraps(function)
    def checked(*args: Any, **named: Any) -> Any:
        given = args[place : place + 1] or [named[key] for key in ("dossier",) if key in named]
        for one in given:
            if not isinstance(one, Dossier) and one is not without:
                raise TypeError(f"{function.__name__} wants a dossier, found {_found(one)}")
        return function(*args, **named)

    checked.__module__ = home
    return checked


def guard(room: dict[str, Any]) -> None:
    """Let the public functions of a room refuse anything but a dossier where they want one.

    The functions are those of ``__all__``; inside the library the unguarded ones are called.

    Examples
    --------
    >>> from analysis import timeline
    >>> timeline.events("my-case")
    Traceback (most recent call last):
    TypeError: events wants a dossier, found 'my-case'; accepted: analysis.load('my-case')
    """
    for name in room["__all__"]:
        if wants_dossier(room[name]):
            room[name] = refusing_others(room[name], room["__name__"])


def _found(given: object) -> str:
    """Say what was given, and what is accepted in its place."""
    if isinstance(given, (str, PathLike)):
        path = repr(str(given))
        return f"{path}; accepted: analysis.load({path})"
    return f"a {type(given).__name__}; accepted: what analysis.load returns"
