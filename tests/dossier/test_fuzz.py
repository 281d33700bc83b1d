"""Thousands of spoilt dossiers: each loads to what its files say, or is one explained error.

The seed is fixed, so that every run tries the same cases. A file that was not spoilt is read and
checked once only; otherwise `analysis.load` runs as it is.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from os import mkfifo
from pathlib import Path

import pandas as pd
import pytest
from spoiling import MARK, plain_table, plain_toml, spoil
from support import HOUSE, TEMPLATE, replace_in

import analysis.dossier.dossier
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier, load, make_dossier
from analysis.dossier.files import Home, read_home
from analysis.dossier.rules import answer_problems
from analysis.dossier.schemas import FILES, columns_of, table_problems
from analysis.dossier.tables import DossierError, Problem

SEED = 20220321
FOLDERS = [TEMPLATE, *HOUSE]
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
        _watched.append((event, str(arguments[0]) if arguments else ""))


sys.addaudithook(_watch)


@pytest.fixture(autouse=True, scope="module")
def _warm() -> None:
    """Let Python read its own modules before it is watched."""
    load(FOLDERS[0])


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
    strange = [
        (event, what)
        for event, what in _watched
        if event not in ("open r", "open rb", "os.listdir", "os.scandir")
        or not Path(what).resolve().is_relative_to(folder.resolve())
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
            name: read_home(Home(folder / file), name) for name, file in _present(folder)
        }
        for work in (self.read_home, self.table_problems, self.answer_problems, self.make_dossier):
            monkeypatch.setattr(analysis.dossier.dossier, work.__name__, work)

    def read_home(self, home: Home, name: str) -> pd.DataFrame:
        """Read the spoilt file; give the same table if it reads the same."""
        known = self.tables[name]
        if home.path.name != self.spoilt:
            return known
        table = read_home(home, name)
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
    record_property: Callable[[str, object], None],
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
    counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    record_property("figures", f"fuzz {folder.name}: {outcomes.total()} cases: {counts}")


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
    widths, asked = given.pop("tolerances", {}), given.pop("what_if", {})
    assert isinstance(widths, dict)
    assert isinstance(asked, dict)
    told = {key: vars(about)[key] for key in vars(about).keys() - {"tolerances", "what_if"}}
    assert given.items() <= told.items()
    assert all(told[key] == "" for key in told.keys() - given.keys())
    assert widths.items() <= vars(about.tolerances).items()
    assumed = asked.pop("assume", {})
    for key, value in asked.items():
        assert vars(about.what_if)[key] == (tuple(value) if isinstance(value, list) else value)
    read = {name: [one.low, one.high, one.why, one.why_fr] for name, one in about.what_if.assume}
    assert read == {name: [*ends, ""][:4] for name, ends in assumed.items()}


def _pipe(path: Path, outside: Path) -> None:
    """Put a named pipe in place of a file: whoever reads it waits for ever."""
    path.unlink()
    mkfifo(path)


def _folder(path: Path, outside: Path) -> None:
    """Put a folder in place of a file."""
    path.unlink()
    path.mkdir()


def _link_out(path: Path, outside: Path) -> None:
    """Put a link to a good file elsewhere in place of a file."""
    outside.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(outside)


def _link_up(path: Path, outside: Path) -> None:
    """Put a link by a way through the parent folder in place of a file."""
    outside.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(Path("..") / outside.name)


def _link_to_device(path: Path, outside: Path) -> None:
    """Put a link to a file without end in place of a file."""
    path.unlink()
    path.symlink_to("/dev/zero")


def _link_in_a_circle(path: Path, outside: Path) -> None:
    """Put a link to itself in place of a file."""
    path.unlink()
    path.symlink_to(path.name)


def _broken_link(path: Path, outside: Path) -> None:
    """Put a link to nothing in place of a file."""
    path.unlink()
    path.symlink_to("nothing.txt")


def _other_case(path: Path, outside: Path) -> None:
    """Give a file a name of other letters."""
    path.rename(path.with_name(path.name.swapcase()))


def _misspelt(path: Path, outside: Path) -> None:
    """Give a file a name that is nearly right."""
    path.rename(path.with_name(f"{path.stem}s{path.suffix}"))


@pytest.mark.parametrize(
    "spoil_path",
    [
        *(_pipe, _folder, _link_out, _link_up, _link_to_device, _link_in_a_circle, _broken_link),
        *(_other_case, _misspelt),
    ],
)
@pytest.mark.parametrize("name", ["dossier.toml", "claims.csv", "order.csv"])
def test_a_spoilt_path_is_explained(
    name: str, spoil_path: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    for path in FOLDERS[0].iterdir():
        (inside / path.name).write_bytes(path.read_bytes())
    spoil_path(inside / name, tmp_path / "outside")
    with watched(inside), pytest.raises(DossierError) as caught:
        load(inside)
    assert all(problem.file.lower().startswith(name[:5]) for problem in caught.value.problems)


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    for path in FOLDERS[0].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "claims.csv").rename(tmp_path / "kept.txt")
    (tmp_path / "claims.csv").symlink_to("kept.txt")
    assert len(load(tmp_path).claims) == 8


def test_a_source_cannot_be_younger_than_the_collection(tmp_path: Path) -> None:
    for path in FOLDERS[0].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    replace_in(tmp_path / "sources.csv", {",2024-05-02,": ",2042-05-02,"})
    with pytest.raises(DossierError, match="row 2, column published: found '2042-05-02'"):
        load(tmp_path)


@pytest.mark.parametrize("folder", ["no\0where", "", "x" * 5000, "/dev/null", "~nobody/x"])
def test_a_folder_that_is_none_is_explained(folder: str, tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="found no such f"):
        load(folder or tmp_path)
