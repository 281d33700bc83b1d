"""The folders of the library rest on one another downwards only, as its README says."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from support import ROOT

import analysis

LIBRARY = ROOT / "analysis"
README = (LIBRARY / "README.md").read_text(encoding="utf-8")
# A row of the README's table: | `folder/` | what it answers | `what/`, `it/` may import |
MAY_IMPORT = {
    name: set(re.findall(r"`(\w+)", may))
    for name, may in re.findall(r"^\| `(\w+)(?:/|\.py)` \|[^|]*\|([^|]*)\|", README, re.MULTILINE)
}
MODULES = sorted(LIBRARY.rglob("*.py"))


def room(path: Path) -> str:
    """Give the folder of a module, or its own name if it stands at the top."""
    parts = path.relative_to(LIBRARY).parts
    return parts[0] if len(parts) > 1 else path.stem


def imports(path: Path) -> set[str]:
    """Give the modules of the library that a module imports, wherever in it."""
    named = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            named |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
    return {name for name in named if name and name.startswith("analysis.")}


def file_of(name: str) -> Path | None:
    """Find the file of a module's name; names within a module have none."""
    path = ROOT / name.replace(".", "/")
    if path.with_suffix(".py").exists():
        return path.with_suffix(".py")
    return path / "__init__.py" if (path / "__init__.py").exists() else None


def test_the_readme_names_every_folder() -> None:
    rooms = {room(path) for path in MODULES} - {"__init__", "__main__"}
    assert rooms == set(MAY_IMPORT)


def test_the_top_holds_few_files() -> None:
    assert len([path for path in LIBRARY.iterdir() if path.suffix == ".py"]) <= 6


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(LIBRARY)))
def test_no_module_imports_one_above_it(path: Path) -> None:
    own = room(path)
    if own in ("__init__", "__main__"):
        return
    rooms = {name.split(".")[1] for name in imports(path)} & set(MAY_IMPORT)
    assert rooms - {own} <= MAY_IMPORT[own]


def test_no_module_takes_names_from_the_top() -> None:
    """What is lazily loaded there would hide an import."""
    for path in {*MODULES} - {LIBRARY / "__init__.py"}:
        text = path.read_text(encoding="utf-8")
        taken = re.findall(r"^\s*from analysis import (.*)$", text, re.MULTILINE)
        assert set(taken) <= {"__version__"}, path


def test_the_imports_run_in_no_circle() -> None:
    graph = {
        path: {target for name in imports(path) if (target := file_of(name)) and target != path}
        for path in MODULES
        if path.name != "__init__.py"
    }
    order = list(TopologicalSorter(graph).static_order())
    assert set(graph) <= set(order)


def test_every_public_name_is_handed_on_by_its_folder() -> None:
    homes = set(analysis._HOME.values())
    for home in homes:
        module = __import__(f"analysis.{home}", fromlist=["__all__"])
        own = {name for name, where in analysis._HOME.items() if where == home}
        assert own <= set(module.__all__), home


def test_editors_see_the_names_that_are_loaded() -> None:
    """The imports that type checkers read say the same as the names that are looked up."""
    text = (LIBRARY / "__init__.py").read_text(encoding="utf-8")
    seen = re.findall(r"^    from (analysis\S*) import (\w+) as \2$", text, re.MULTILINE)
    homes = {name: where.split(".")[1] for where, name in seen if where != "analysis"}
    assert homes == analysis._HOME
    assert {name for where, name in seen if where == "analysis"} == {*analysis._FOLDERS} - {"cases"}
    assert 35 <= len(analysis.__all__) <= 46
