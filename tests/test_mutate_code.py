"""The list of changes that a test must catch still fits the library."""

from __future__ import annotations

import ast

from mutate_code import MUTATIONS
from support import ROOT


def test_each_change_is_of_one_place_and_leaves_python() -> None:
    for mutation in MUTATIONS:
        text = (ROOT / mutation.file).read_text(encoding="utf-8")
        assert text.count(mutation.old) == 1, mutation.wrong
        changed = text.replace(mutation.old, mutation.new)
        assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(text))
        assert all((ROOT / test).exists() for test in mutation.tests.split())
