"""What stands in for IPython in a browser: values as notebooks store them."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

Bundle = tuple[dict[str, Any], dict[str, Any]]  # a value in several formats, and notes on them


class Image:
    """A picture."""

    def __init__(self, data: bytes, *, format: str, width: int, alt: str) -> None:
        self.data, self.alt, self.width = data, alt, width

    def __repr__(self) -> str:
        return "<IPython.core.display.Image object>"

    def _repr_mimebundle_(self) -> Bundle:
        data = {"image/png": base64.b64encode(self.data).decode(), "text/plain": repr(self)}
        return data, {"image/png": {"alt": self.alt, "width": self.width}}


def bundle_of(value: object) -> Bundle:
    """Return a value in all the formats that it offers.

    >>> bundle_of(3)
    ({'text/plain': '3'}, {})
    """
    offer = getattr(value, "_repr_mimebundle_", None)
    data, notes = offer() if offer else ({}, {})
    for kind, name in (("text/html", "_repr_html_"), ("text/markdown", "_repr_markdown_")):
        made = getattr(value, name, lambda: None)()
        data |= {} if made is None else {kind: made}
    return {"text/plain": repr(value), **data}, notes


@contextmanager
def standing_in(show: Callable[[Bundle], None]) -> Iterator[None]:
    """Let ``IPython.display.display`` hand what it is given to a function."""

    def display(value: Any, *, raw: bool = False) -> None:
        show((dict(value), {}) if raw else bundle_of(value))

    package, module = ModuleType("IPython"), ModuleType("IPython.display")
    vars(module).update(Image=Image, display=display)
    # matplotlib asks for the version, and whether a shell is at work
    vars(package).update(display=module, version_info=(9,), get_ipython=lambda: None)
    real = {name: sys.modules.pop(name, None) for name in (package.__name__, module.__name__)}
    sys.modules.update({package.__name__: package, module.__name__: module})
    try:
        yield
    finally:
        for name, known in real.items():
            del sys.modules[name]
            if known:
                sys.modules[name] = known
