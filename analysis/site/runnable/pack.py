"""Pack what a browser needs into scripts, since a page in a folder may read nothing else.

A part is a script that says which files it holds, and holds them in one compressed text.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.dossier.saving import save_file
from analysis.site.runnable.parts import COMPILED_APART, PACKED, Cache, MissingPartError

SITE_PACKAGES = "/lib/python3.12/site-packages"
LIBRARIES = "/usr/lib"  # where a library that several packages share is looked for
WASM, STDLIB, LOCK = "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"
IN_NODE = ("pyodide.asm.js", "pyodide.mjs", "package.json", WASM, STDLIB, LOCK)
HERE = Path(__file__).parent
# not read when a package is used
_NEEDLESS = re.compile(
    r"(^|/)(tests?|testing/tests|sample_data|_pyinstaller|lib2to3|ensurepip|idlelib)/"
    r"|fonts/(afm|pdfcorefonts|ttf/(?!DejaVu))"  # looking through all of them takes a second
    r"|\.(pyi|h|c|cpp|pxd|pyx|a|f90)$|(^|/)[^/]*\.data/|/dist-info/RECORD$"
)


def part_script(name: str, files: Mapping[str, bytes]) -> str:
    """Write files as a script that hands them over by their paths.

    >>> part_script("words", {"/a": b"one", "/b": b"two"})[:57]
    'PARTS["words"] = {"files": [["/a", 3], ["/b", 3]], "data"'
    """
    data = gzip.compress(b"".join(files.values()), 9, mtime=0)
    held = {
        "files": [[path, len(content)] for path, content in files.items()],
        "data": base64.b64encode(data).decode(),
    }
    return f"PARTS[{json.dumps(name)}] = {json.dumps(held)};\n"


def text_script(name: str, text: str) -> str:
    """Write a text as a script that hands it over."""
    return f"PARTS[{json.dumps(name)}] = {json.dumps(text)};\n"


def pack_parts(cache: Cache) -> None:
    """Compile and pack everything in the cache but what a site adds of its own.

    Raises
    ------
    MissingPartError
        If the files cannot be compiled.
    """
    cache.part("").parent.mkdir(exist_ok=True)
    engine = "\n".join(cache.core(f).decode() for f in ("pyodide.asm.js", "pyodide.js"))
    _write(cache, "engine", text_script("engine", engine))
    for part in PACKED[1:]:
        _write(cache, part, part_script(part, _core(cache) if part == "core" else _of(cache, part)))


def _write(cache: Cache, part: str, script: str) -> None:
    """Save a packed part."""
    save_file(cache.part(part), script)


def _core(cache: Cache) -> dict[str, bytes]:
    """Return Python itself, with its own modules compiled."""
    with zipfile.ZipFile(io.BytesIO(cache.core(STDLIB))) as given:
        modules = {name: given.read(name) for name in given.namelist() if _needed(name)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:  # not compressed: the part is, as a whole
        for name, content in compiled(cache, modules).items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    lock = {"info": json.loads(cache.core(LOCK))["info"], "packages": {}}  # none by its name
    return {WASM: cache.core(WASM), STDLIB: packed.getvalue(), LOCK: json.dumps(lock).encode()}


def _of(cache: Cache, part: str) -> dict[str, bytes]:
    """Return the files of a part's packages by their places, with their modules compiled."""
    found: dict[str, bytes] = {}
    for path, _ in cache.files(part):
        found |= _contents(path)
    python = {name: content for name, content in found.items() if not name.startswith("/")}
    libraries = {name: content for name, content in found.items() if name.startswith("/")}
    return libraries | {f"{SITE_PACKAGES}/{n}": c for n, c in compiled(cache, python).items()}


def _contents(path: Path) -> dict[str, bytes]:
    """Read what is of use in a package."""
    apart = path.name.lower().startswith(COMPILED_APART)
    with zipfile.ZipFile(path) as given:
        names = [n for n in given.namelist() if _needed(n) and not (apart and n.endswith(".so"))]
        place = "" if path.suffix == ".whl" else f"{LIBRARIES}/"
        return {place + name: given.read(name) for name in names}


def _needed(name: str) -> bool:
    """Return whether a file is of use to a reader."""
    return not name.endswith("/") and not _NEEDLESS.search(name)


def compiled(cache: Cache, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Compile Python files with the very Python that will run them.

    Raises
    ------
    MissingPartError
        If Node.js, which comes with npm, cannot run it.
    """
    with tempfile.TemporaryDirectory() as folder:
        core, work = Path(folder) / "core", Path(folder) / "work"
        core.mkdir()
        for name in IN_NODE:
            (core / name).write_bytes(cache.core(name))
        for name, content in files.items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_bytes(content)
        command = ["node", str(HERE / "compile.mjs"), str(core), str(work)]
        try:
            subprocess.run(command, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise MissingPartError(f"compiling by node: {error}") from None
        return dict(_read(work))


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder by their paths in it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
