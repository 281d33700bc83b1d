"""What the page in a browser calls: texts in, JSON out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, ParamSpec

from analysis.site.runnable.later import Later, PartNeeded

WORK = Path("/case")
SHOWN = ("pandas", "numpy", "matplotlib")
later = Later()
P = ParamSpec("P")
_running: list[Any] = []


def answering(call: Callable[P, dict[str, Any]]) -> Callable[P, str]:
    """Answer in JSON; where a part is lacking, with its name instead."""

    @wraps(call)
    def answer(*args: P.args, **kwargs: P.kwargs) -> str:
        try:
            return json.dumps(call(*args, **kwargs))
        except PartNeeded as needed:
            return json.dumps({"needs": needed.part})

    return answer


@answering
def begin() -> dict[str, Any]:
    """Get ready; return the versions that will be at work."""
    sys.meta_path.insert(0, later)
    return {"versions": versions()}


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that compute and draw."""
    found = {"Python": sys.version.split()[0]}
    for name in SHOWN:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # pragma: no cover
            continue
    return found


@answering
def open_notebook(name: str) -> dict[str, Any]:
    """Begin to rerun a notebook."""
    from analysis.site.runnable.rerun import start

    os.chdir(WORK / "notebooks")
    _running[:] = [start(Path(f"{name}.ipynb"), WORK / "links.json")]
    return {}


@answering
def run(cell_id: str, source: str) -> dict[str, Any]:
    """Run a cell of the notebook that is open."""
    found: dict[str, Any] = _running[0].run(cell_id, source)
    return found


@answering
def judge(folder: str) -> dict[str, Any]:
    """Check a reader's own dossier, and report on it if it is sound."""
    from analysis.site.runnable.own import judge

    return judge(Path(folder))


def arrived(part: str) -> None:
    """Let a part be imported."""
    later.arrived(part)
