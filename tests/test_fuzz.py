"""Thousands of spoilt dossiers: each loads to what its files say, or is one explained error.

The seed is fixed, so that every run tries the same cases. A file that was not spoilt is read and
checked once only; otherwise `analysis.load` runs as it is.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import sep
from pathlib import Path

import pandas as pd
import pytest
from mutations import MARK, plain_table, plain_toml, spoil
from support import ROOT

import analysis.dossier
from analysis.about import About
from analysis.dossier import Dossier, load, make_dossier
from analysis.rules import answer_problems
from analysis.schemas import FILES, columns_of, table_problems
from analysis.tables import DossierError, Problem, read_table

SEED = 20220321
FOLDERS = [ROOT / "analysis" / "template", *sorted(p.parent for p in ROOT.glob("data/*/*.toml"))]
CASES = {"scopelec-orange": 250}
OTHERS = 600  # smaller dossiers, quicker to load

_watched: list[tuple[str, str]] = []
_watching = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note what the process does to files and others while a dossier is loaded."""
    if not _watching:
        return
    if event == "open":
        _watched.append((f"open {arguments[1]}", str(arguments[0])))
    elif event in ("compile", "exec") and MARK in repr(arguments[0]):
        _watched.append((event, MARK))
    elif event.startswith(("subprocess.", "socket.", "shutil.", "os.", "webbrowser.", "ctypes.")):
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
    allowed = str(folder.resolve()) + sep
    strange = [
        (event, what)
        for event, what in _watched
        if event not in ("open r", "open rb", "os.listdir", "os.scandir")
        or not str(Path(what).resolve()).startswith(allowed)
    ]
    assert not strange


class Memory:
    """The work on files that are as they were, done once; what depends on the spoilt one is redone.

    It stands in for functions of `analysis.dossier`, so that `load` itself runs as it is.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.whole, self.spoilt = load(folder), ""
        self.files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
        self.tables = {
            name: read_table(folder / file, columns_of(name)) for name, file in _present(folder)
        }
        for work in (self.read_table, self.table_problems, self.answer_problems, self.make_dossier):
            monkeypatch.setattr(analysis.dossier, work.__name__, work)

    def read_table(self, path: Path, columns: list[str]) -> pd.DataFrame:
        """Read the spoilt file; give the same table if it reads the same."""
        known = next(self.tables[name] for name, file in FILES.items() if file == path.name)
        if path.name != self.spoilt:
            return known
        table = read_table(path, columns)
        return known if table.equals(known) else table

    def table_problems(self, name: str, table: pd.DataFrame) -> list[Problem]:
        """Check a table that is not as it was."""
        return [] if table is self.tables[name] else table_problems(name, table)

    def answer_problems(self, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
        """Check the answers if they or their questions are not as they were."""
        return [] if self._same(tables, "claims", "questions") else answer_problems(tables)

    def make_dossier(
        self, about: About | None, tables: Mapping[str, pd.DataFrame], problems: list[Problem]
    ) -> Dossier:
        """Make a dossier that is not as it was."""
        if not problems and about == self.whole.about and self._same(tables, *self.tables):
            return self.whole
        return make_dossier(about, tables, problems)

    def _same(self, tables: Mapping[str, pd.DataFrame], *names: str) -> bool:
        return all(tables.get(name) is self.tables[name] for name in names)


def _present(folder: Path) -> list[tuple[str, str]]:
    """Give the tables that a dossier has, with their files."""
    return [(name, file) for name, file in FILES.items() if (folder / file).exists()]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_spoilt_file_loads_as_it_reads_or_is_explained(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    memory = Memory(folder, monkeypatch)
    files = memory.files
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    names = [name for name in files if name == "dossier.toml" or name in FILES.values()]
    chance, outcomes = random.Random(SEED), Counter[str]()
    for case in range(CASES.get(folder.name, OTHERS)):
        memory.spoilt = name = chance.choice(names)
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
        return _explained(error, folder)
    if name == "dossier.toml":
        _compare_about(loaded.about, plain_toml(data))
    for table, file in _present(folder):
        if file == name:
            columns = columns_of(table)
            assert loaded.table(table)[columns].to_numpy().tolist() == plain_table(data, columns)
    assert f"<script>{MARK}" not in loaded._repr_html_()
    return "loaded"


def _explained(error: DossierError, folder: Path) -> str:
    """Check that an error says where, what and what instead."""
    assert error.problems
    for problem in error.problems:
        assert (folder / problem.file).exists()
        assert problem.found
        assert problem.accepted
        assert problem.row is None or problem.row >= 1
    return "explained"


def _compare_about(about: About, given: dict[str, object]) -> None:
    """Compare what was read with the keys and values of the file."""
    widths = given.pop("tolerances", {})
    assert isinstance(widths, dict)
    assert given == {key: value for key, value in vars(about).items() if key != "tolerances"}
    assert widths.items() <= vars(about.tolerances).items()
