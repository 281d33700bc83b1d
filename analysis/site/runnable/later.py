"""Packages that a browser fetches when something first asks for them."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

LATER = {
    **dict.fromkeys(("scipy", "SALib", "multiprocess", "dill"), "models"),
    **dict.fromkeys(("narwhals", "ijson"), "purchases"),
}


class PartNeeded(BaseException):
    """An import waits for a part that is not there yet."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class Later(MetaPathFinder):
    """Ask for the part of a package, the first time that the package is imported."""

    def __init__(self) -> None:
        self.here: set[str] = set()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find nothing: the usual finders do, once the part is there."""
        part = LATER.get(name)
        if part is not None and part not in self.here:
            raise PartNeeded(part)
        return None

    def arrived(self, part: str) -> None:
        """Let a part be imported."""
        self.here.add(part)
        importlib.invalidate_caches()
