"""The library serves any dossier: its sources name nothing of the first one.

Precisely, over every module of `analysis/`:

- no party and no speaker of the first dossier stands anywhere, comments and docstrings included;
- no question id of it stands anywhere;
- no topic and no side of it, reserved ones aside, is a string of the code, since a string is how a
  case would be singled out (``topic == "…"``). Words of prose, names of the library's own functions
  and modules, and columns that the module's docstrings name in double backticks may coincide.

The doctest examples of a docstring that loads the first dossier are excepted.
"""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from support import REAL, ROOT

import analysis
from analysis.columns import COLUMNS
from analysis.dossier.dossier import Dossier

MODULES = sorted((ROOT / "analysis").rglob("*.py"))
# The last two are a kind of source and a value of `time` in any dossier.
RESERVED = {"court", "press", "other", "state"}
EXAMPLE = f'load("data/{REAL.name}")'


def names_of(dossier: Dossier) -> set[str]:
    """Parties and speakers that a generic library has no reason to name."""
    sides = dossier.parties.set_index("side")["label"]
    parties = [dossier.about.supplier, dossier.about.customer]
    proper = {speaker for speaker in dossier.claims["speaker"] if speaker[0].isupper()}
    return {*parties, *(sides[side] for side in parties), *proper}


def own_names() -> set[str]:
    """Names of the library's public functions and of its modules."""
    return {*analysis.__all__, *(path.stem for path in MODULES)}


def without_examples(text: str) -> str:
    """Blank the doctest examples of docstrings that load the first dossier."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            docstring = ast.get_docstring(node, clean=False) or ""
            if EXAMPLE in docstring:
                text = text.replace(docstring, _prose(docstring))
    return text


def _prose(docstring: str) -> str:
    """Give a docstring without its examples and what they print."""
    parts = doctest.DocTestParser().parse(docstring)
    return "".join(part for part in parts if isinstance(part, str))


def strings(text: str) -> Iterator[str]:
    """Give the strings of the code, docstrings excepted."""
    tree = ast.parse(text)
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


@cache
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    """Match any of some names as whole words, the longest first."""
    each = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    return re.compile(rf"(?<![\w-])(?:{each})(?![\w-])")


def found_in(text: str, dossier: Dossier) -> set[str]:
    """Give whatever of the dossier a module names."""
    text = without_examples(text)
    questions, sides = dossier.questions, dossier.parties["side"]
    named = {*names_of(dossier), *questions["question_id"]}
    found = set(_any_of(frozenset(named)).findall(text))
    words = {*questions["topic"], *sides} - RESERVED - own_names()
    columns = set(re.findall(r"``(\w+)``", text)) | set(COLUMNS)
    return found | (words & set(strings(text)) - columns)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT / "analysis")))
def test_no_module_names_the_first_dossier(path: Path, dossier: Dossier) -> None:
    assert found_in(path.read_text(encoding="utf-8"), dossier) == set()


def test_the_library_is_searched_whole() -> None:
    assert {"dossier.py", "camps.py", "style.py"} <= {path.name for path in MODULES}


def test_a_name_is_found_wherever_it_stands(dossier: Dossier) -> None:
    question = str(dossier.questions["question_id"].iloc[0])
    supplier = dossier.about.supplier
    for text in (
        f"# as {supplier} says\n",
        f'"""For {supplier}."""\n',
        f'SIDE = "{supplier}"\n',
        f'def f():\n    """>>> {supplier}\n"""\n',
    ):
        assert supplier in found_in(text, dossier)
    assert question in found_in(f'x = "{question}"\n', dossier)
    assert found_in('if topic == "jobs":\n    pass\n', dossier) == {"jobs"}
    assert found_in('"""Count jobs."""  # jobs\n', dossier) == set()


def test_examples_that_load_the_dossier_may_name_it(dossier: Dossier) -> None:
    question = str(dossier.questions["question_id"].iloc[0])
    example = f'    >>> camps({EXAMPLE}, "{question}")\n    {question}\n'
    assert found_in(f'def f():\n    """Do.\n\n{example}    """\n', dossier) == set()
    prose = f'def f():\n    """Do {question}.\n\n{example}    """\n'
    assert found_in(prose, dossier) == {question}
