"""No order of rows is left to chance: ties are told apart by a second key, or stay in place."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT

SOURCES = sorted((ROOT / "analysis").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code_of(path: Path) -> str:
    """Return a module, or the code of a notebook."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    cells = json.loads(text)["cells"]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")


def chance_orders(code: str) -> Iterator[str]:
    """Yield the sorts whose ties may come in any order."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        given = {word.arg: word.value for word in node.keywords}
        kind = given.get("kind")
        stable = isinstance(kind, ast.Constant) and kind.value == "stable"
        if node.func.attr == "sort_values":
            by = given.get("by", node.args[0] if node.args else None)
            several = isinstance(by, (ast.List, ast.Tuple)) and len(by.elts) > 1
            if not (stable or several):
                yield ast.unparse(node)
        elif node.func.attr == "argsort" and not stable:
            yield ast.unparse(node)


@pytest.mark.parametrize("path", SOURCES + NOTEBOOKS, ids=lambda p: str(p.relative_to(ROOT)))
def test_ties_are_never_left_to_chance(path: Path) -> None:
    assert list(chance_orders(code_of(path))) == []


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("t.sort_values('a')", 1),
        ("t.sort_values(keys)", 1),
        ("t.sort_values(['a'])", 1),
        ("t.sort_values(by='a', kind='quicksort')", 1),
        ("np.argsort(x)", 1),
        ("s.sort_values()", 1),
        ("t.sort_values('a', kind='stable')", 0),
        ("t.sort_values(['a', 'b'])", 0),
        ("np.argsort(x, kind='stable')", 0),
    ],
)
def test_the_reading_sees_an_unstable_sort(code: str, left: int) -> None:
    assert len(list(chance_orders(code))) == left
