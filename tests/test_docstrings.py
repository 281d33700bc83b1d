"""The examples of public docstrings run where only the library is installed."""

from __future__ import annotations

import doctest
import inspect
import os
import re
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
        encoding="utf-8",
        check=True,
    )
    failed, tried = map(int, done.stdout.split()[-2:])
    assert failed == 0, done.stdout
    assert tried > 100


def test_public_names_are_typed(tmp_path: Path) -> None:
    """Mypy is asked as `make check` asks it, and so knows the library already."""
    names = ["camps", "standing", "notice", "explain", "plot.answers"]
    probes = "".join(f"reveal_type(analysis.{name})\n" for name in names)
    (tmp_path / "probe.py").write_text(f"import analysis\n{probes}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", tmp_path / "probe.py"],
        cwd=ROOT,
        env=os.environ | {"MYPYPATH": "."},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    revealed = re.findall(r"probe\.py:.*Revealed type is (.*)", done.stdout, re.MULTILINE)
    assert len(revealed) == len(names), done.stdout
    # pandas ships no types: what a function returns is a table to pyright, and nothing to mypy
    assert all(kind.startswith('"def (') for kind in revealed), done.stdout
    of_a_dossier = ["analysis.dossier.dossier.Dossier" in kind for kind in revealed]
    assert of_a_dossier == [name != "plot.answers" for name in names], done.stdout


def documented() -> dict[str, tuple[FunctionType, str]]:
    """Give each public function and its docstring, by name."""
    homes = [analysis, *(getattr(analysis, name) for name in analysis._FOLDERS)]
    things = {name: getattr(home, name) for home in homes for name in getattr(home, "__all__", ())}
    functions = {name: one for name, one in things.items() if isinstance(one, FunctionType)}
    return {name: (one, inspect.getdoc(one) or "") for name, one in functions.items()}


@pytest.mark.parametrize("name", sorted(documented()))
def test_each_public_function_shows_what_it_gives(name: str) -> None:
    _, text = documented()[name]
    examples = doctest.DocTestParser().get_examples(text)
    assert any(example.want.strip() for example in examples)


# What they return is said of another function, or is a row or a whole table of what is given.
PASSED_ON = {"case_of", "one_register", "profile_parts", "simulate", "suppose"}


@pytest.mark.parametrize("name", sorted(documented()))
def test_a_table_is_described_column_by_column(name: str) -> None:
    """In the list that pingouin has: a row is what, then a column or a pair a line."""
    function, text = documented()[name]
    if inspect.get_annotations(function).get("return") != "pd.DataFrame" or name in PASSED_ON:
        return
    returns = re.split(r"\n\w[\w ]+\n-{4,}\n", text.partition("Returns\n-------\n")[2])[0]
    assert re.search(r"^ +- (``\w+``|the columns|of each)", returns, re.MULTILINE), returns
    if name not in ("identify", "between"):
        assert re.search(r"One row (per|, )", returns), returns


def test_rows_are_counted_per_something() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "analysis").rglob("*.py")}
    found = {
        p.name: re.findall(r"[Oo]ne row (?:an?|for an?) \w+", text) for p, text in texts.items()
    }
    assert {name: rows for name, rows in found.items() if rows} == {}


QUAINT = (
    r'"""(?:Give|Say (?!once|that)|Tell|Refuse) |passed over|passes over|a row an? \w|a line each'
)


def test_the_usual_words_are_used() -> None:
    """Numpydoc's readers know Return, Format, Raise and Ignore, and one row per camp."""
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "analysis").rglob("*.py")}
    found = {path.name: re.findall(QUAINT, text) for path, text in texts.items()}
    assert {name: words for name, words in found.items() if words} == {}
