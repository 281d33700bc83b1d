"""The examples of public docstrings run where only the library is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import FunctionType

import pytest
from support import ROOT

import analysis

RUN = """
import doctest, analysis
from analysis import plot
folders = [getattr(analysis, name) for name in analysis._FOLDERS]
names = [(folder, name) for folder in folders for name in getattr(folder, "__all__", ())]
failed = tried = 0
for folder, name in names:
    thing = getattr(folder, name)
    for test in doctest.DocTestFinder(recurse=False).find(thing, name) if callable(thing) else []:
        result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
        failed, tried = failed + result.failed, tried + result.attempted
print(failed, tried)
"""


def test_public_examples_run_in_an_empty_folder(tmp_path: Path) -> None:
    """As after an installation: the package alone, no repository around it."""
    shutil.copytree(ROOT / "analysis", tmp_path / "installed" / "analysis")
    (tmp_path / "empty").mkdir()
    done = subprocess.run(
        [sys.executable, "-P", "-c", RUN],
        cwd=tmp_path / "empty",
        env=os.environ | {"PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=True,
    )
    failed, tried = map(int, done.stdout.split()[-2:])
    assert failed == 0, done.stdout
    assert tried > 100


def test_most_functions_show_an_example() -> None:
    functions = [
        thing
        for name in analysis._FOLDERS
        for thing in vars(getattr(analysis, name)).values()
        if isinstance(thing, FunctionType) and not thing.__name__.startswith("_")
    ]
    shown = [f for f in functions if ">>>" in (f.__doc__ or "")]
    assert len(shown) / len(functions) > 0.6


@pytest.mark.parametrize("name", ["camps", "standing", "notice", "explain", "plot.answers"])
def test_public_names_are_typed(name: str, tmp_path: Path) -> None:
    (tmp_path / "probe.py").write_text(f"import analysis\nreveal_type(analysis.{name})\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", "", "probe.py"],
        cwd=tmp_path,
        env=os.environ | {"MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    revealed = done.stdout.partition("Revealed type is ")[2].split("\n")[0]
    # pandas ships no types: what a function returns is a table to pyright, and nothing to mypy
    assert revealed.startswith('"def ('), done.stdout
    assert name == "plot.answers" or "analysis.dossier.dossier.Dossier" in revealed
