"""Thousands of spoilt dossiers: each loads to what its files say, or is one explained error.

The seed is fixed, so that every run tries the same cases. A file that was not spoilt is read and
checked once only; otherwise `analysis.load` runs as it is.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

import analysis.dossier
from analysis.about import About
from analysis.dossier import Dossier, DossierError, load
from analysis.schemas import FILES, columns_of
from analysis.tables import Problem
from tests.conftest import ROOT
from tests.mutations import MARK, plain_table, plain_toml, spoil

SEED = 20220321
FOLDERS = [ROOT / "analysis" / "template", *sorted(p.parent for p in ROOT.glob("data/*/*.toml"))]
CASES = {"scopelec-orange": 500}
OTHERS = 800  # smaller dossiers, quicker to load

_watched: list[tuple[str, str]] = []
_watching = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note what the process does to files and others while a dossier is loaded."""
    if not _watching:
        return
    if event == "open":
        _watched.append((f"open {arguments[1]}", str(arguments[0])))
    elif event in ("compile", "exec"):
        if MARK in repr(arguments[0]):
            _watched.append((event, MARK))
    elif event.startswith(("subprocess.", "socket.", "shutil.", "os.", "webbrowser.", "ctypes.")):
        if event not in ("os.listdir", "os.scandir", "os.walk"):
            _watched.append((event, repr(arguments)[:200]))


sys.addaudithook(_watch)


@contextmanager
def watched(folder: Path) -> Iterator[None]:
    """Fail if anything but reading within the folder happens."""
    global _watching
    _watched.clear()
    _watching = True
    try:
        yield
    finally:
        _watching = False
    allowed = str(folder.resolve()) + os.sep
    strange = [
        (event, what)
        for event, what in _watched
        if event not in ("open r", "open rb") or not os.path.realpath(what).startswith(allowed)
    ]
    assert not strange


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], dict[str, bytes]]:
    """Remember the work on files that are as they were; give the files of a dossier."""

    def remember(folder: Path) -> dict[str, bytes]:
        module = analysis.dossier
        read, check, make = module.read_table, module.table_problems, module.make_dossier
        whole = load(folder)
        tables = {file: read(folder / file, columns_of(n)) for n, file in _present(folder)}

        def read_again(path: Path, columns: list[str]) -> pd.DataFrame:
            table = read(path, columns)
            known = tables.get(path.name)
            return known if known is not None and table.equals(known) else table

        def check_again(name: str, table: pd.DataFrame) -> list[Problem]:
            return [] if table is tables.get(FILES[name]) else check(name, table)

        def make_again(
            about: About | None, given: Mapping[str, pd.DataFrame], problems: list[Problem]
        ) -> Dossier:
            same = {FILES[name]: id(table) for name, table in given.items()}
            if same == {file: id(table) for file, table in tables.items()} and about == whole.about:
                if not problems:
                    return whole
            return make(about, given, problems)

        monkeypatch.setattr(module, "read_table", read_again)
        monkeypatch.setattr(module, "table_problems", check_again)
        monkeypatch.setattr(module, "make_dossier", make_again)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

    return remember


def _present(folder: Path) -> list[tuple[str, str]]:
    """Give the tables that a dossier has, with their files."""
    return [(name, file) for name, file in FILES.items() if (folder / file).exists()]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_spoilt_file_loads_as_it_reads_or_is_explained(
    folder: Path,
    tmp_path: Path,
    quick: Callable[[Path], dict[str, bytes]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = quick(folder)
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    names = [name for name in files if name == "dossier.toml" or name in FILES.values()]
    chance, outcomes = random.Random(SEED), Counter[str]()
    for case in range(CASES.get(folder.name, OTHERS)):
        name = chance.choice(names)
        data = spoil(name, files[name], chance)
        (tmp_path / name).write_bytes(data)
        try:
            outcomes[_outcome(tmp_path, name, data)] += 1
        except BaseException:
            print(f"case {case}: {name}, {data[:2000]!r}")
            raise
        (tmp_path / name).write_bytes(files[name])
    assert min(outcomes.values()) > 50  # neither outcome is rare
    with capsys.disabled():
        counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
        print(f"\n  fuzz {folder.name}: {outcomes.total()} cases: {counts}", end="")


def _outcome(folder: Path, name: str, data: bytes) -> str:
    """Load a dossier of which one file is spoilt, and compare it with a plain reading."""
    try:
        with watched(folder):
            loaded = load(folder)
    except DossierError as error:
        for problem in error.problems:
            assert problem.file in os.listdir(folder)
            assert problem.found
            assert problem.accepted
            assert problem.row is None or problem.row >= 1
        assert error.problems
        return "explained"
    if name == "dossier.toml":
        _compare_about(loaded.about, plain_toml(data))
    for table, file in _present(folder):
        if file == name:
            columns = columns_of(table)
            assert loaded.table(table)[columns].to_numpy().tolist() == plain_table(data, columns)
    assert f"<script>{MARK}" not in loaded._repr_html_()
    return "loaded"


def _compare_about(about: About, given: dict[str, object]) -> None:
    """Compare what was read with the keys and values of the file."""
    widths = given.pop("tolerances", {})
    assert isinstance(widths, dict)
    assert given == {key: value for key, value in vars(about).items() if key != "tolerances"}
    assert widths.items() <= vars(about.tolerances).items()
