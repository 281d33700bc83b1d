"""What changes the library in 200 places finds the places, and tells what lives from what dies."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from mutant_runs import Job, run_all
from mutant_sites import Mutant, mutants
from mutants import ALIVE, BY_TIME, KILLED, WRITTEN, drawn, named, read, report

LIBRARY = '''"""Éléments."""
def is_old(year: int, limit: int = 1900) -> bool:
    return not year >= limit

def first(names: list[str]) -> str:
    """Give the first by the alphabet."""
    return sorted(names)[0]

def count(number: int) -> int:
    while number > 0:
        number = number - 1
    return number
'''
TESTS = """from small import count, first, is_old
def test_small() -> None:
    assert is_old(1800) and not is_old(2000)
    assert first(["b", "a"]) == "a"
    assert count(3) == 0
"""


def changes(text: str) -> list[str]:
    """Give what each change makes of what."""
    return [one.change(text) for one in mutants("small.py", text)]


def test_each_place_is_found() -> None:
    assert changes(LIBRARY) == [
        "1900 → 1901",
        "not year >= limit → (year >= limit)",
        "year >= limit → (year < limit)",
        "year >= limit → (year > limit)",
        "sorted(names) → (sorted(names, reverse=True))",
        "0 → 1",
        "number > 0 → (number <= 0)",
        "number > 0 → (number >= 0)",
        "0 → 1",
        "number - 1 → (number + 1)",
        "1 → 2",
    ]


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("x = a[1:]", "1 → "),
        ("x = max(a)", "max → min"),
        ("x = table.first()", "first → last"),
        ("x = a and b", "a and b → (a or b)"),
        ("x = a is None", "a is None → (a is not None)"),
        ("x = 0.5", "0.5 → 0.55"),
        ("x = t.sort_values('a')", "t.sort_values('a') → (t.sort_values('a', ascending=False))"),
    ],
)
def test_each_kind_of_change_is_made(line: str, change: str) -> None:
    assert change in changes(line)


@pytest.mark.parametrize(
    "line", ["x: Literal[1]", "assert x > 1", "x = f'{1}'", "@keep(1)\nclass A:\n    pass"]
)
def test_what_has_no_result_is_left_alone(line: str) -> None:
    assert changes(line) == []


def test_every_change_leaves_python() -> None:
    for one in drawn(1, 40):
        text = read(one.file)
        assert ast.dump(ast.parse(one.apply(text))) != ast.dump(ast.parse(text))


def test_what_lives_is_told_from_what_dies_and_what_hangs(tmp_path: Path) -> None:
    copy = tmp_path / "one" / "copy"
    copy.mkdir(parents=True)
    (copy / "small.py").write_text(LIBRARY, encoding="utf-8")
    (copy / "test_small.py").write_text(TESTS, encoding="utf-8")
    (copy / "pytest.ini").write_text("[pytest]\npythonpath = .\n", encoding="utf-8")
    expected: dict[str | None, str] = {
        "1900 → 1901": "passed",  # no test asks for the year 1900
        "year >= limit → (year < limit)": "failed",
        "number - 1 → (number + 1)": "hung",
    }
    made = [one for one in mutants("small.py", LIBRARY) if one.change(LIBRARY) in expected]
    jobs = [Job(("test_small.py",)), *(Job(("test_small.py",), 2, one) for one in made)]
    ends = {
        job.mutant and job.mutant.change(LIBRARY): result.outcome
        for job, result in run_all(jobs, [copy])
    }
    assert ends == {None: "passed"} | expected
    assert (copy / "small.py").read_text(encoding="utf-8") == LIBRARY


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    assert drawn(1, 30) == drawn(1, 40)[:30]
    assert len({*drawn(1, 30), *drawn(2, 30)}) > 50


def test_each_change_that_is_named_fits_one_place_of_the_library() -> None:
    for one in WRITTEN["named"]:
        assert read(one["file"]).count(one["old"]) == 1, one["wrong"]
    for mutant in named():
        text = read(mutant.file)
        assert ast.dump(ast.parse(mutant.apply(text))) != ast.dump(ast.parse(text))


def test_each_change_that_nobody_sees_can_be_made_and_says_why() -> None:
    for one in WRITTEN["unseen"]:
        text = read(one["file"])
        made = {(m.source(text), m.change(text)) for m in mutants(one["file"], text)}
        assert (one["line"], one["change"]) in made
        assert len(one["why"].split()) > 3


def test_the_share_counts_what_lives_and_leaves_out_what_nobody_sees() -> None:
    (one, two, *_), (three, *_) = drawn(1, 4)[:2], drawn(2, 1)
    ends: dict[Mutant, str] = {one: KILLED, two: ALIVE, three: BY_TIME}
    lines = list(report(ends))
    assert "killed: 2 of 3, 66.7%" in lines
    assert any(line.startswith(f"{ALIVE}: {two.file}:{two.line}") for line in lines)
