"""The one way to write a file or a folder: beside, flushed to the disk, then moved into place.

A full disk or a killed run never costs the earlier good file, and never leaves half a new one.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from analysis.dossier.about import ABOUT
from analysis.dossier.schemas import FILES
from analysis.dossier.tables import DossierError, Problem

MANIFEST = "files.json"  # names all that a build owns in its folder
PART = ".part"  # how the name of a file ends that is being written
_WORK = ".building-"
_LEFT = 24 * 60 * 60  # seconds after which the work of a killed run is cleared away


def save_file(path: Path, content: str | bytes) -> None:
    """Write a file, all of it or nothing; a link to a file stays a link.

    Parameters
    ----------
    path : Path
    content : str or bytes
        Text is written as UTF-8, its line ends as they are.

    Raises
    ------
    OSError
        Naming the file, which is then as it was.

    Examples
    --------
    >>> from pathlib import Path
    >>> save_file(Path("said.txt"), "Four months.")
    >>> Path("said.txt").read_text()
    'Four months.'
    """
    save_files({path: content})


def save_files(contents: Mapping[Path, str | bytes]) -> None:
    """Write several files: all are written beside their places before the first is moved.

    Raises
    ------
    OSError
        Naming the file that could not be written.
    """
    staged: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            data = content.encode() if isinstance(content, str) else content
            with _naming(path):
                _stage(path.resolve() if path.is_symlink() else path, data, staged)
        for path, beside in staged.items():
            with _naming(path):
                beside.replace(path)
    finally:
        for beside in staged.values():
            beside.unlink(missing_ok=True)


def _stage(path: Path, data: bytes, staged: dict[Path, Path]) -> None:
    """Write beside a path; straight into a device or a pipe, which is no file to be replaced."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    beside = path.with_name(f".{secrets.token_hex(8)}{PART}")
    staged[path] = beside
    with beside.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, beside)


@contextmanager
def _naming(path: Path, beside: str = "") -> Iterator[None]:
    """Let an error name what was to be written, not what lies beside it for the time being."""
    try:
        yield
    except OSError as error:
        if not str(error.filename or beside).startswith(beside):
            raise  # of another file, which it names
        raise OSError(error.errno, error.strerror, str(path)) from None


def refuse_own(path: Path, *inputs: Path) -> None:
    """Raise rather than write over a table of a dossier, or over a file that was read.

    Raises
    ------
    DossierError
        Naming the file.
    """
    target = path.resolve()
    own = target.name in (*FILES.values(), ABOUT) and (target.parent / ABOUT).exists()
    if own or target in [one.resolve() for one in inputs]:
        found = "a file of the dossier" if own else "the file that was read"
        accepted = "another name to write to; nothing was changed"
        raise DossierError([Problem(str(path), None, None, found, accepted)], "the output")


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to fill; it becomes ``folder``, which must not be there yet."""
    with _beside(folder) as work:
        made = work / "new"
        made.mkdir()
        yield made
        for path in made.rglob("*"):
            _flush(path)
        made.rename(folder)


@contextmanager
def built_folder(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to build in; what was built then replaces what an earlier build left.

    Files are moved in one by one, each whole. A manifest names what the build owns. Whatever else
    lies in the folder, such as ``.git`` or ``CNAME``, is the user's and stays.

    Parameters
    ----------
    folder : Path
        The folder to build into, or a link to it.

    Yields
    ------
    Path
        The empty folder.

    Raises
    ------
    ValueError
        If the folder holds files and no build made any, or a file of the user's is in the way.

    Examples
    --------
    >>> from pathlib import Path
    >>> for text in ("old", "new"):
    ...     with built_folder(Path("built")) as made:
    ...         _ = (made / "page.html").write_text(text)
    >>> sorted(path.name for path in Path("built").iterdir())
    ['files.json', 'page.html']
    """
    folder = folder.resolve()
    refuse_others(folder)
    with _beside(folder) as work:
        made = work / folder.name
        made.mkdir()
        yield made
        _move_in(made, folder)


def refuse_others(folder: Path) -> None:
    """Raise on a folder in which there is something, but nothing that a build made.

    What is hidden, such as ``.git``, and ``CNAME`` are no one's reason: sites are published so.
    """
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; name a folder")
    names = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    strange = [name for name in names if not name.startswith(".") and name != "CNAME"]
    if strange and MANIFEST not in names:
        raise ValueError(
            f"{folder} holds something else than an earlier build ({strange[0]}); "
            "move it away, or name another folder"
        )


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Yield a folder for work on the same disk; clear away what killed runs left there long ago."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f"{_WORK}*"):
        if left.stat().st_mtime < time.time() - _LEFT:
            shutil.rmtree(left, ignore_errors=True)
    made = tempfile.TemporaryDirectory(dir=folder.parent, prefix=_WORK)
    with made as work, _naming(folder, work):
        yield Path(work)


def _move_in(made: Path, folder: Path) -> None:
    """Move what was built into its folder, then delete what only the earlier build had.

    While that lasts the manifest names the files of both, so that a killed run can be repeated.
    """
    old = _owned(folder)
    new = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    for name in sorted(new - old):
        if (folder / name).exists():
            raise ValueError(f"{folder / name} is in the way, and no build made it; move it away")
    folder.mkdir(exist_ok=True)
    _write_manifest(folder, old | new)
    for name in sorted(new):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _place(made / name, target)
    for name in sorted(old - new):
        (folder / name).unlink(missing_ok=True)
        _clear(folder / name, folder)
    _write_manifest(folder, new)


def _owned(folder: Path) -> set[str]:
    """Name the files that an earlier build left in a folder; none that lie outside it."""
    try:
        names = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {str(name) for name in names if (folder / name).resolve().is_relative_to(folder)}
    except (OSError, ValueError, TypeError):
        return set()


def _write_manifest(folder: Path, names: set[str]) -> None:
    """Write which files of a folder are the build's."""
    save_file(folder / MANIFEST, json.dumps(sorted(names), indent=1) + "\n")


def _place(source: Path, target: Path) -> None:
    """Move a file; onto another disk, as where the folder is a mounted one, by writing it there."""
    _flush(source)
    try:
        source.replace(target)
    except OSError:
        save_file(target, source.read_bytes())


def _flush(path: Path) -> None:
    """Wait until a file is on the disk."""
    if path.is_file():
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def _clear(path: Path, folder: Path) -> None:
    """Remove the folders that a deleted file leaves empty; a killed run may have begun that."""
    for parent in path.parents:
        if parent == folder or (parent.exists() and any(parent.iterdir())):
            return
        if parent.exists():
            parent.rmdir()
