"""What a browser needs to run the library, and which files are accepted for it.

Python for browsers is Pyodide. A file is accepted by its SHA-256 alone, whoever brought it: by that
in Pyodide's own lock, or by that in the project's lock for what Pyodide has not, or has too old.
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CORE = "pyodide-0.27.7.tgz"  # as npm names the package pyodide of this version
CORE_SHA256 = "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343"
MANIFEST = "cache.json"
DEFAULT = Path(".runnable")

# The parts that a page loads, each when it is needed, and the packages in them.
PYODIDES = {
    "tables": ("numpy", "python-dateutil", "six", "pytz"),
    "figures": (
        "matplotlib",
        "contourpy",
        "cycler",
        "fonttools",
        "kiwisolver",
        "packaging",
        "pillow",
        "pyparsing",
    ),
    "models": ("scipy", "openblas"),
}
OURS = {
    "tables": ("pandas",),
    "pages": ("jinja2", "markupsafe", "markdown-it-py", "mdurl", "pygments", "defusedxml"),
    "models": ("salib", "multiprocess", "dill"),
    "purchases": ("narwhals", "ijson"),
}
COMPILED_APART = ("markupsafe", "ijson")  # have no wheel for browsers: their Python alone is used
PACKED = ("engine", "core", "tables", "figures", "pages", "models", "purchases")


class MissingPartError(ValueError):
    """A file that a browser needs is not in the cache, or is another one."""


@dataclass(frozen=True)
class Cache:
    """A folder of files that a browser needs."""

    folder: Path

    @property
    def wheels(self) -> Path:
        """Where the packages are, as they were published."""
        return self.folder / "wheels"

    def part(self, name: str) -> Path:
        """Where a part is, packed for a page."""
        return self.folder / "parts" / f"{name}.js"

    def core(self, name: str) -> bytes:
        """Read a file of Pyodide's package.

        Raises
        ------
        MissingPartError
            If the package is not in the cache, or is not the one that is named here.
        """
        require(self.folder / CORE, CORE_SHA256)
        with tarfile.open(self.folder / CORE) as archive:
            found = archive.extractfile(f"package/{name}")
            assert found is not None
            return found.read()

    @cached_property
    def pyodides(self) -> dict[str, tuple[str, str]]:
        """Each package of Pyodide's lock: the name of its file and its SHA-256."""
        packages = json.loads(self.core("pyodide-lock.json"))["packages"]
        return {name: (row["file_name"], row["sha256"]) for name, row in packages.items()}

    @cached_property
    def manifest(self) -> dict[str, dict[str, str]]:
        """The SHA-256 of the project's own packages and of the packed parts, when it was filled."""
        path = self.folder / MANIFEST
        if not path.exists():
            raise MissingPartError(f"{path}: there is none")
        found: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def files(self, part: str) -> Iterator[tuple[Path, str]]:
        """Yield the packages of a part with the SHA-256 that each must have."""
        for name in PYODIDES.get(part, ()):
            file, sha256 = self.pyodides[name]
            yield self.wheels / file, sha256
        for name in OURS.get(part, ()):
            file, sha256 = self.manifest["packages"][name].split()
            yield self.wheels / file, sha256

    def check(self) -> None:
        """Complain of the first file that is missing, or is not the one it should be.

        Raises
        ------
        MissingPartError
            With the name of the file.
        """
        for part in PACKED:
            for path, sha256 in self.files(part):
                require(path, sha256)
            require(self.part(part), self.manifest["parts"][part])


def require(path: Path, *accepted: str) -> None:
    """Complain of a file that is not there, or whose SHA-256 is none of those accepted.

    Raises
    ------
    MissingPartError
        With the name of the file.
    """
    if not path.is_file():
        raise MissingPartError(f"{path}: there is no such file")
    found = sha256_of(path)
    if found not in accepted:
        raise MissingPartError(f"{path}: its SHA-256 {found} is not the lock's")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def locked(lock: Path, name: str) -> tuple[str, set[str]]:
    """Return the line of a package in the project's lock, and the SHA-256 of its files there."""
    text = lock.read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(name)}==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise MissingPartError(f"{lock}: it does not name {name}")
    return found.group(), set(re.findall(r"sha256:([0-9a-f]{64})", found.group()))
