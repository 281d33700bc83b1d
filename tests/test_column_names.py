"""A column misspelt in any module is found: every name is in the contract, or the module's own."""

from __future__ import annotations

import ast
import random
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from column_names import keys, uses
from support import REAL, ROOT

from analysis.columns import COLUMNS
from analysis.dossier.schemas import SCHEMAS

_OF_NOTEBOOKS = ("replay.py", "rerun.py")  # their keys are those of a notebook's JSON
MODULES = [
    path
    for path in sorted((ROOT / "analysis").glob("**/*.py"))
    if "import pandas as pd" in path.read_text(encoding="utf-8") and path.name not in _OF_NOTEBOOKS
]
_DATA = ROOT / "data"
_FILES = [*REAL.glob("*.csv"), *_DATA.glob("*.csv"), _DATA / "rulings" / "rulings.csv"]
CODED = {name for file in _FILES for name in pd.read_csv(file, nrows=0).columns}


def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def working(text: str) -> set[str]:
    """Return the columns that a module declares for itself."""
    declared = [
        node.value
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_WORKING"
    ]
    return {name for value in declared for name in ast.literal_eval(value)}


@cache
def handed_on(text: str) -> frozenset[str]:
    """Return the columns that the modules declare from which a module takes functions."""
    imported = re.findall(r"^from (analysis[.\w]+) import", text, re.MULTILINE)
    paths = [ROOT / f"{name.replace('.', '/')}.py" for name in imported]
    return frozenset().union(*(working(source(path)) for path in paths if path.exists()))


def misspelt(text: str) -> set[str]:
    """Return the names of columns that nobody declares.

    A dictionary of whose keys at least two in three are columns is a row; other keys are its own.
    """
    groups = set(re.findall(r"\(\?P<(\w+)>", text))
    known = COLUMNS.keys() | CODED | SCHEMAS.keys() | working(text) | handed_on(text) | groups
    tree = ast.parse(text)
    used, own = {name for name, _ in uses(tree)}, set[str]()
    for names in ({name for name, _ in one} for one in keys(tree)):
        is_row = 3 * len(names & known) >= 2 * len(names)
        used, own = (used | names, own) if is_row else (used, own | names)
    return used - known - own


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_column_is_in_the_contract_or_declared(path: Path) -> None:
    text = source(path)
    assert misspelt(text) == set()
    tree = ast.parse(text)
    used = {name for found in (uses(tree), *keys(tree)) for name, _ in found}
    assert working(text) <= used, "declared, but used nowhere"
    assert not working(text) & COLUMNS.keys(), "a column of the contract means one thing"


def spelt_wrong(name: str, chance: random.Random) -> str:
    """Drop, double or swap letters of a name."""
    place = chance.randrange(len(name) - 1)
    return chance.choice([
        name[:place] + name[place + 1 :],
        name[:place] + name[place] + name[place:],
        name[:place] + name[place + 1] + name[place] + name[place + 2 :],
    ])  # fmt: skip


def changes(count: int) -> list[tuple[Path, str, int, str]]:
    """Choose columns anywhere in the library, and misspell each."""
    chance = random.Random(22)
    places = [
        (path, name, line)
        for path in MODULES
        for name, line in sorted(set(uses(ast.parse(source(path)))))
        if len(name) > 3 and re.search(rf"""["']{name}["']""", source(path).split("\n")[line - 1])
    ]
    chosen = []
    for path, name, line in chance.sample(places, count):
        wrong = spelt_wrong(name, chance)
        chosen.append((path, name, line, wrong if wrong != name else f"{name}s"))
    return chosen


@pytest.mark.parametrize(("path", "name", "line", "wrong"), changes(40))
def test_a_misspelt_column_is_found(path: Path, name: str, line: int, wrong: str) -> None:
    lines = source(path).split("\n")
    lines[line - 1] = re.sub(rf"""(["']){name}(["'])""", rf"\g<1>{wrong}\g<2>", lines[line - 1])
    assert wrong in misspelt("\n".join(lines))
