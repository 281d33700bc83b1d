"""Change the library in 200 places, one at a time, and see that a test fails each time.

The places are drawn over all modules by a seed; the changes named in ``mutants.toml``, where a
reader's number is decided, are made as well. Each is made in a copy. There the tests run that run
the changed function: first its own and the quickest, then the notebooks, then all others. A change
that lives names a test that is missing, or is one that nobody could see: those are listed in
``mutants.toml``, each with the reason.

Usage: python tests/mutants.py [SEED [NUMBER]]
"""

from __future__ import annotations

import ast
import hashlib
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from mutant_runs import ROOT, Job, copy_checkout, run_all
from mutant_sites import Mutant, mutants, owner_of

SEED, NUMBER = 20261126, 200
WRITTEN = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text(encoding="utf-8"))
NOTEBOOKS = ("--nbval", "--nbval-current-env", "notebooks")
# Not run for each change: they make environments, start a browser, or test this program.
LEFT_OUT = {"test_environment", "test_makefile", "test_mutants", "test_runnable_browser"}
KILLED, BY_TIME = "killed", "killed by its time limit"
BY_NOTEBOOKS = "killed by the notebooks, and by no quick test"
ALIVE, UNSEEN = "ALIVE", "seen by nobody"
# Seconds of tests that are run before the notebooks, and after them, the quickest first: a change
# that only what takes longer would notice counts as alive.
_QUICK, _REST = 30.0, 240.0


class Baseline(NamedTuple):
    """The tests of the unchanged library: what each file or folder of them needs, and runs."""

    seconds: dict[str, float]
    ran: dict[str, frozenset[tuple[str, int]]]  # the functions: file and first line


def read(file: str) -> str:
    """Give the text of a file of the checkout."""
    return (ROOT / file).read_text(encoding="utf-8")


def modules() -> list[str]:
    """Give the modules of the library."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "analysis").rglob("*.py"))


def drawn(seed: int, number: int) -> list[Mutant]:
    """Draw changes of the library by lot; a change of one line moves the lots of no other."""
    lots = []
    for file in modules():
        text, before = read(file), Counter[str]()
        for mutant in mutants(file, text):
            name = f"{seed} {file} {mutant.source(text)} {mutant.kind} {mutant.change(text)}"
            before[name] += 1
            lots.append((hashlib.sha256(f"{name} {before[name]}".encode()).digest(), mutant))
    return [mutant for _, mutant in sorted(lots)[:number]]


def named() -> list[Mutant]:
    """Give the changes that are named one by one."""
    made = []
    for one in WRITTEN["named"]:
        text = read(one["file"])
        start = text.index(one["old"])
        line = text[:start].count("\n") + 1
        around = [
            owner_of(node)
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
        ]
        place = (line, one["wrong"], max(around, default=0))
        made.append(Mutant(one["file"], start, start + len(one["old"]), one["new"], *place))
    return made


def is_unseen(mutant: Mutant) -> bool:
    """Tell whether a change is listed as one that nobody could see."""
    text = read(mutant.file)
    here = (mutant.file, mutant.source(text), mutant.change(text))
    return any(here == (one["file"], one["line"], one["change"]) for one in WRITTEN["unseen"])


def test_files() -> list[str]:
    """Give the files of tests, and the folders of the library: their docstrings hold examples."""
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path.stem not in LEFT_OUT]
    rooms = [path for path in (ROOT / "analysis").iterdir() if path.suffix in ("", ".py")]
    paths = [*tests, *(path for path in rooms if not path.name.startswith("__"))]
    return sorted(str(path.relative_to(ROOT)) for path in paths)


def measure(arguments: list[tuple[str, ...]], copies: list[Path]) -> Baseline:
    """Run the tests on the unchanged library: they must pass."""
    measured = Baseline({}, {})
    for job, result in run_all([Job(one) for one in arguments], copies):
        if result.outcome != "passed":
            sys.exit(f"{job.arguments} fails without any change:\n{result.printed[-3000:]}")
        name = job.arguments[-1]
        measured.seconds[name], measured.ran[name] = result.seconds, result.ran
    return measured


def dotted(file: str) -> str:
    """Give the name by which a module is imported."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def users(file: str) -> set[str]:
    """Give a module and those that import it."""
    return {file, *(one for one in modules() if f"from {dotted(file)} import" in read(one))}


def tests_of(mutant: Mutant, measured: Baseline) -> list[str]:
    """Give the tests that run a changed function, those that name its module first, then the rest.

    A line of the module itself, such as a constant, is seen by what runs a function of the module
    or of one that imports it. What tests start as processes of their own is not measured: those
    that name the module run whatever they were seen to run.
    """
    ran = measured.ran.items()
    if mutant.owner:
        seeing = {file for file, seen in ran if (mutant.file, mutant.owner) in seen}
    else:
        near = users(mutant.file)
        seeing = {file for file, seen in ran if near & {one for one, _ in seen}}
    stem, name = Path(mutant.file).stem, dotted(mutant.file)
    own = {
        file
        for file in measured.seconds
        if file.endswith(f"/test_{stem}.py")
        or (file.startswith("tests/") and re.search(rf"\b{name}\b", read(file)))
    }
    seeing -= {NOTEBOOKS[-1]}  # their kernels are processes of their own
    quickest = sorted(own | seeing, key=lambda file: (file not in own, measured.seconds[file]))
    return [mutant.file, *quickest]


def rounds(mutant: Mutant, measured: Baseline) -> list[tuple[str, tuple[str, ...]]]:
    """Give what is run on a change until it is killed: quick tests, the notebooks, the rest."""
    quick, rest, left = list[str](), list[str](), [_QUICK, _REST]
    for file in tests_of(mutant, measured):
        needed = measured.seconds.get(file, 0.0)
        for part, chosen in enumerate((quick, rest)):
            if needed < left[part]:
                chosen.append(file)
                left[part] -= needed
                break
    return [(KILLED, tuple(quick)), (BY_NOTEBOOKS, NOTEBOOKS), (KILLED, tuple(rest))]


def judge(
    chosen: list[Mutant], measured: Baseline, copies: list[Path]
) -> Iterator[tuple[Mutant, str]]:
    """Give each change with what became of it, as soon as it is known."""
    yield from ((mutant, UNSEEN) for mutant in chosen if is_unseen(mutant))
    alive = {one: rounds(one, measured) for one in chosen if not is_unseen(one)}
    for number in range(3):
        jobs = []
        for mutant, each in alive.items():
            arguments = each[number][1]
            seconds = sum(measured.seconds.get(one, 0.0) for one in arguments)
            jobs += [Job(arguments, 20 + 3 * seconds, mutant)] if arguments else []
        for job, result in run_all(jobs, copies):
            if job.mutant is not None and result.outcome != "passed":
                way = alive.pop(job.mutant)[number][0]
                yield job.mutant, way if result.outcome == "failed" else BY_TIME
    yield from ((mutant, ALIVE) for mutant in alive)


def told(mutant: Mutant) -> str:
    """Say where a change is and what it changes."""
    return f"{mutant.file}:{mutant.line} {mutant.kind}: {mutant.change(read(mutant.file))}"


def shares(outcomes: dict[Mutant, str]) -> Iterator[str]:
    """Say by module, and in all, how many changes were killed."""
    made, killed = Counter[str](), Counter[str]()
    for mutant, outcome in outcomes.items():
        if outcome != UNSEEN:
            made[mutant.file] += 1
            killed[mutant.file] += outcome != ALIVE
    for file in sorted(made):
        yield f"{file}: {killed[file]} of {made[file]}"
    seen, unseen = made.total(), len(outcomes) - made.total()
    yield f"killed: {killed.total()} of {seen}, {killed.total() / seen:.1%}"
    yield f"with the {unseen} listed as seen by nobody: {killed.total() / len(outcomes):.1%}"


def report(outcomes: dict[Mutant, str]) -> Iterator[str]:
    """Give the lines that end a run: the shares, the ways, and every change that lives."""
    yield from shares(outcomes)
    for outcome, number in Counter(outcomes.values()).most_common():
        yield f"{outcome}: {number}"
    for way in (UNSEEN, BY_TIME, BY_NOTEBOOKS, ALIVE):
        yield from (f"{way}: {told(one)}" for one, found in outcomes.items() if found == way)


def main(seed: int = SEED, number: int = NUMBER) -> int:
    """Print which changes are caught, by module, and name the others."""
    by_name, by_lot = named(), drawn(seed, number)
    chosen = [*by_name, *by_lot]
    print(f"{len(by_name)} named changes, and {number} drawn by the seed {seed}", flush=True)
    with TemporaryDirectory() as folder:
        copies = [copy_checkout(Path(folder) / name) for name in ("one", "two")]
        measured = measure([*((file,) for file in test_files()), NOTEBOOKS], copies)
        print(f"all tests pass unchanged: {sum(measured.seconds.values()):.0f} seconds", flush=True)
        outcomes = dict[Mutant, str]()
        for mutant, outcome in judge(chosen, measured, copies):
            outcomes[mutant] = outcome
            print(f"{len(outcomes)}/{len(chosen)} {outcome}: {told(mutant)}", flush=True)
    print("", *report({one: outcomes[one] for one in by_lot}), sep="\n")
    seen = sum(outcomes[one] != ALIVE for one in by_name)
    print(f"besides, of the named changes: {seen} of {len(by_name)} killed")
    return int(ALIVE in outcomes.values())


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
