"""Run tests on a changed copy of the checkout, many times and quickly.

The process that starts has loaded the large libraries, and nothing of ours. For each run it forks;
the child reads the library and the tests from a copy of the checkout, in which one place differs.
"""

from __future__ import annotations

import compileall
import cProfile
import importlib
import json
import multiprocessing
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path
from py_compile import PycInvalidationMode
from types import CodeType
from typing import NamedTuple

import pytest
from mutant_sites import Mutant

for _name in (
    *("altair", "bs4", "docstring_parser", "hypothesis", "IPython", "jinja2", "markdown_it"),
    *("matplotlib.pyplot", "narwhals", "nbformat", "nbval.plugin", "networkx", "numpy", "openpyxl"),
    *("pandas", "PIL.Image", "playwright.sync_api", "pygments.lexers", "SALib", "scipy.stats"),
):
    importlib.import_module(_name)  # once, for all runs

ROOT = Path(__file__).resolve().parent.parent
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", ".hypothesis", "__pycache__", ".runnable")
_OURS = [ROOT, ROOT / "tests", ROOT / "benchmarks"]  # what a child must not import from
_MEMORY = 6 << 30  # bytes that a run may ask for

Function = tuple[str, int]  # its file and its first line


class Job(NamedTuple):
    """What to give to pytest, on the library as it is or with one change."""

    arguments: tuple[str, ...]
    limit: float = 900.0  # seconds of the processor, after which it hangs
    mutant: Mutant | None = None


class Result(NamedTuple):
    """How tests ended (passed, failed or hung), what they needed, ran and printed."""

    outcome: str
    seconds: float
    ran: frozenset[Function]
    printed: str


def copy_checkout(folder: Path) -> Path:
    """Copy the checkout into a folder, with its library compiled once for all runs."""
    copy = folder / "copy"
    shutil.copytree(ROOT, copy, ignore=_LEFT_OUT)
    mode = PycInvalidationMode.CHECKED_HASH  # a change is seen, however soon it is written
    compileall.compile_dir(copy / "analysis", quiet=1, invalidation_mode=mode)
    return copy


class _WithoutBrowser:
    """Leave out the tests that look at pages in a browser: it takes too long for each change."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that ask for no browser."""
        items[:] = [one for one in items if "browser" not in getattr(one, "fixturenames", ())]


def _bound(limit: float) -> None:
    """Let a run end at its time limit, and not take all memory."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 5))


def _test(job: Job, copy: Path) -> None:
    """Run the tests of a job in a copy, and leave word of them beside it."""
    os.setsid()  # what the tests start ends with them
    _bound(job.limit)
    output = os.open(copy.parent / "output", os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(copy)
    os.environ |= {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.dont_write_bytecode = True
    sys.path[:] = [str(copy), *(one for one in sys.path if Path(one) not in _OURS)]
    options = ["-x", "-q", "-p", "no:cacheprovider", f"--basetemp={copy.parent / 'files'}"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # plugins are loaded already
    options += ["-o", "python_functions=test_*"]  # of a module of the library, examples alone
    profile = cProfile.Profile(builtins=False)
    if job.mutant is None:
        profile.enable()
    code = pytest.main([*options, *job.arguments], [_WithoutBrowser()])
    profile.disable()
    codes = [one.code for one in profile.getstats() if isinstance(one.code, CodeType)]
    ran = {
        (str(Path(code.co_filename).relative_to(copy)), code.co_firstlineno)
        for code in codes
        if Path(code.co_filename).is_relative_to(copy)
    }
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(one.ru_utime + one.ru_stime for one in used)
    told = {"code": int(code), "seconds": seconds, "ran": sorted(ran)}
    (copy.parent / "told.json").write_text(json.dumps(told), encoding="utf-8")
    os._exit(0)


class _Run:
    """A job that runs in a copy."""

    def __init__(self, job: Job, copy: Path) -> None:
        """Make the change of a job, and start its tests."""
        self.job, self.copy, self.text = job, copy, ""
        if job.mutant is not None:
            path = copy / job.mutant.file
            self.text = path.read_text(encoding="utf-8")
            path.write_text(job.mutant.apply(self.text), encoding="utf-8")
        (copy.parent / "told.json").unlink(missing_ok=True)
        self.until = time.monotonic() + 60 + 15 * job.limit
        self.process = multiprocessing.get_context("fork").Process(target=_test, args=(job, copy))
        self.process.start()

    def end(self) -> Result:
        """End what still runs, take the change back, and give how the tests ended."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.join()
        if self.job.mutant is not None:
            (self.copy / self.job.mutant.file).write_text(self.text, encoding="utf-8")
        printed = (self.copy.parent / "output").read_text(encoding="utf-8", errors="replace")
        told = self.copy.parent / "told.json"
        if not told.exists():
            stopped = self.process.exitcode in (-signal.SIGXCPU, -signal.SIGKILL)
            return Result("hung" if stopped else "failed", self.job.limit, frozenset(), printed)
        said = json.loads(told.read_text(encoding="utf-8"))
        outcome = "passed" if said["code"] in (0, 5) else "failed"  # 5: there is no test in it
        ran = frozenset((file, line) for file, line in said["ran"])
        return Result(outcome, said["seconds"], ran, printed)


def run_all(jobs: Iterable[Job], copies: list[Path]) -> Iterator[tuple[Job, Result]]:
    """Run jobs, one in each copy at a time, and give each with its result as it ends."""
    waiting, free = list(jobs)[::-1], [*copies]
    running: list[_Run] = []
    while waiting or running:
        while waiting and free:
            running.append(_Run(waiting.pop(), free.pop()))
        wait([run.process.sentinel for run in running], timeout=5)
        for run in [*running]:
            if not run.process.is_alive() or time.monotonic() > run.until:
                running.remove(run)
                yield run.job, run.end()
                free.append(run.copy)
