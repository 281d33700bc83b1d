"""The whole compendium as one research object crate: data, notebooks, library, how it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import analysis
from analysis.dossier import Dossier, load
from analysis.dossier.about import ABOUT
from analysis.exchange.crate import METADATA, file_of, graph_of, licence_of, people_of

FILE = "compendium.zip"
_CITATION = "CITATION.cff"  # lies where the compendium begins
_ROOT = (
    "README.md",
    _CITATION,
    "LICENSE",
    "LICENSE-DATA",
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "requirements-read.lock",
    "environment.yml",
)
# Not by `mimetypes`, which asks the machine.
_MEDIA = {
    ".cff": "application/yaml",
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".mo": "application/x-gettext-translation",
    ".png": "image/png",
    ".po": "text/x-gettext-translation",
    ".py": "text/x-python",
    ".svg": "image/svg+xml",
    ".toml": "application/toml",
    ".typed": "text/plain",
}
_TABLES = (".csv", ".md", ".toml", ".json")
_PACKED = "datapackage.json"
_PACKAGE = {"@id": "https://specs.frictionlessdata.io/data-package/"}
_PYTHON = {"@id": "https://www.python.org/", "@type": "ComputerLanguage", "name": "Python"}
_MIT = {"@id": "https://spdx.org/licenses/MIT", "@type": "CreativeWork", "name": "MIT"}
Files = dict[str, Path]  # where a file stands in the crate: where it lies


def to_compendium(folder: Path, notebooks: Path) -> bytes:
    """Pack a dossier, the data beside it, the notebooks on it and the library as a zipped RO-Crate.

    Parameters
    ----------
    folder : Path
        The dossier.
    notebooks : Path
        The notebooks that speak of it.

    Returns
    -------
    bytes
        A zip archive, the same for the same files.

    References
    ----------
    P. Sefton et al., *RO-Crate Metadata Specification 1.1*, https://w3id.org/ro/crate/1.1
    """
    folder, notebooks = folder.resolve(), notebooks.resolve()
    home = _home(folder)
    parts = {
        "": {name: home / name for name in _ROOT if (home / name).is_file()},
        **dict(_data(folder, home)),
        "notebooks/": _in(notebooks, "notebooks/", [".ipynb", ".png"])
        | _in(notebooks / "texts", "notebooks/texts/", [".md"]),
        "analysis/": _in(Path(analysis.__file__).parent, "analysis/", _MEDIA, deep=True),
    }
    files = {path: file for part in parts.values() for path, file in part.items()}
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as crate:
        written = {METADATA: _metadata(load(folder), parts).encode()}
        written |= {path: file.read_bytes() for path, file in files.items()}
        for path, data in written.items():
            crate.writestr(ZipInfo(path, (2000, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)
    return packed.getvalue()


def _home(folder: Path) -> Path:
    """Return the folder where the compendium begins: with its citation, or the dossier's own."""
    above = (folder, folder.parent, folder.parent.parent)
    return next((one for one in above if (one / _CITATION).is_file()), folder)


def _data(folder: Path, home: Path) -> Iterator[tuple[str, Files]]:
    """Yield the dossier, and the tables and data packages beside it in its compendium."""
    if home == folder:
        yield "data/", _in(folder, "data/", _TABLES)
        return
    yield "data/", _in(folder.parent, "data/", _TABLES)
    for one in _listed(folder.parent):
        if one == folder or any((one / name).is_file() for name in (ABOUT, _PACKED)):
            yield f"data/{one.name}/", _in(one, f"data/{one.name}/", _TABLES)


def _in(folder: Path, name: str, endings: Iterable[str], *, deep: bool = False) -> Files:
    """Return the files of a folder that have one of the endings, by where they stand."""
    accepted = set(endings)
    found = folder.rglob("*") if deep else _listed(folder)
    return {
        name + path.relative_to(folder).as_posix(): path
        for path in sorted(found)
        if path.suffix in accepted and path.is_file() and "__pycache__" not in path.parts
    }


def _listed(folder: Path) -> list[Path]:
    """List a folder by name, without what is hidden or leads elsewhere."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if path.name[0] != "." and not path.is_symlink())


def _metadata(dossier: Dossier, parts: dict[str, Files]) -> str:
    """Describe the crate, its folders, each file, who made it and how."""
    about, licence, people = dossier.about, licence_of(dossier.about), people_of(dossier.about)
    folders = [_folder(name, files) for name, files in parts.items() if name]
    files = [
        file_of(path, file.stat().st_size, _MEDIA.get(file.suffix, "text/plain"), "")
        | {"name": path.rpartition("/")[2]}
        for part in parts.values()
        for path, file in part.items()
    ]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": f"{len(dossier.claims)} claims from {len(dossier.sources)} sources, the "
        "notebooks that read them, and the library that these use.",
        "datePublished": about.collected.isoformat(),
        "license": {"@id": licence["@id"]},
        "hasPart": [{"@id": part["@id"]} for part in [*folders, *files]],
        "mentions": {"@id": "#made"},
    }
    if people:
        root["author"] = {"@id": "#authors"}
    return graph_of([root, licence, *people, *folders, *files, _made(folders), _PYTHON, _MIT])


def _folder(name: str, files: Files) -> dict[str, Any]:
    """Describe a folder."""
    told: dict[str, Any] = {"@id": name, "@type": "Dataset", "name": name.rstrip("/")}
    told["hasPart"] = [{"@id": path} for path in files]
    if f"{name}{_PACKED}" in files:
        told["conformsTo"] = _PACKAGE
    if name == "analysis/":
        told |= {"@type": ["Dataset", "SoftwareSourceCode"], "version": analysis.__version__}
        told |= {"license": {"@id": _MIT["@id"]}, "programmingLanguage": {"@id": _PYTHON["@id"]}}
    return told


def _made(folders: list[dict[str, Any]]) -> dict[str, Any]:
    """Say how the outputs in the notebooks and the site come from the data."""
    data = [{"@id": f["@id"]} for f in folders if f["@id"].startswith("data/")]
    return {
        "@id": "#made",
        "@type": "CreateAction",
        "name": "Running the notebooks",
        "description": "The library reads the data; the notebooks ask it, and hold its answers.",
        "object": data,
        "instrument": {"@id": "analysis/"},
        "result": {"@id": "notebooks/"},
    }
