"""The whole compendium as a research object crate, read by the parser of that format."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from rocrate.rocrate import ROCrate
from support import HOUSE, REAL, ROOT, TEMPLATE

import analysis
from analysis.site.build import build_site
from analysis.site.compendium import to_compendium

NOTEBOOKS = ROOT / "notebooks"


@pytest.fixture(scope="module")
def packed() -> bytes:
    return to_compendium(REAL, NOTEBOOKS)


@pytest.fixture(scope="module")
def unpacked(packed: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crate")
    with ZipFile(BytesIO(packed)) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def crate(unpacked: Path) -> ROCrate:
    return ROCrate(str(unpacked))


def test_the_crate_names_licence_authors_and_how_it_is_made(crate: ROCrate) -> None:
    about = analysis.load(REAL).about
    assert crate.name == about.title
    assert crate.root_dataset["license"]["name"] == about.licence
    assert crate.root_dataset["author"]["name"] == about.authors
    made = crate.root_dataset["mentions"]
    assert made.type == "CreateAction"
    assert made["instrument"].id == "analysis/"
    assert made["result"].id == "notebooks/"
    assert {f"data/{folder.name}/" for folder in HOUSE} <= {one.id for one in made["object"]}
    assert crate.dereference("analysis/")["license"]["name"] == "MIT"


def test_every_file_is_described_and_every_description_has_its_file(
    crate: ROCrate, unpacked: Path
) -> None:
    files = {p.relative_to(unpacked).as_posix() for p in unpacked.rglob("*") if p.is_file()}
    named = {entity.id for entity in crate.get_entities() if "File" in entity.type}
    assert named == files - {"ro-crate-metadata.json"}
    for entity in crate.get_entities():
        if "File" in entity.type:
            assert int(entity["contentSize"]) == (unpacked / entity.id).stat().st_size
    described = json.loads((unpacked / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    ids = [entity["@id"] for entity in described["@graph"]]
    assert len(ids) == len(set(ids))


def test_it_holds_data_notebooks_and_library(unpacked: Path) -> None:
    for folder in HOUSE:
        shipped = analysis.load(unpacked / "data" / folder.name)
        assert len(shipped.claims) == len(analysis.load(folder).claims)
        assert (unpacked / "data" / folder.name / "datapackage.json").is_file()
    assert (unpacked / "data" / "rulings" / "rulings.csv").is_file()
    for kind, where in (("*.ipynb", ""), ("*.md", "texts")):
        ours = sorted(path.name for path in (NOTEBOOKS / where).glob(kind))
        assert sorted(p.name for p in (unpacked / "notebooks" / where).glob(kind)) == ours
    for path in (ROOT / "analysis").rglob("*.py"):
        assert (unpacked / path.relative_to(ROOT)).read_bytes() == path.read_bytes()
    assert (unpacked / "CITATION.cff").is_file()


def test_the_same_files_give_the_same_bytes(packed: bytes) -> None:
    assert to_compendium(REAL, NOTEBOOKS) == packed


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Start a case beside files that are nobody's business."""
    shutil.copytree(TEMPLATE, tmp_path / "my-case")
    (tmp_path / "my-case" / "CITATION.cff").write_text("cff-version: 1.2.0\n", encoding="utf-8")
    (tmp_path / "my-case" / ".secret.csv").write_text("private", encoding="utf-8")
    (tmp_path / "diary.csv").write_text("private", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "dossier.toml").write_text("private", encoding="utf-8")
    shutil.copy(NOTEBOOKS / "1_dispute.ipynb", tmp_path / "my-case" / "one.ipynb")
    return tmp_path / "my-case"


def test_a_case_of_ones_own_takes_its_own_files_alone(own: Path) -> None:
    with ZipFile(BytesIO(to_compendium(own, own))) as archive:
        names = archive.namelist()
        data = [archive.read(name) for name in names if not name.startswith("analysis/")]
    assert not [one for one in data if one == b"private"]
    assert [name for name in names if name.startswith("notebooks/")] == ["notebooks/one.ipynb"]
    assert {"CITATION.cff", "data/claims.csv", "data/dossier.toml"} <= set(names)


def test_the_site_offers_it_where_it_has_notebooks(
    own: Path, site_of: Callable[[Path], Path], tmp_path: Path
) -> None:
    plain = site_of(TEMPLATE)
    assert not (plain / "downloads" / "compendium.zip").exists()
    assert "compendium.zip" not in (plain / "about.html").read_text(encoding="utf-8")
    empty = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (own / "one.ipynb").write_text(json.dumps(empty), encoding="utf-8")
    build_site(own, tmp_path / "site", own)
    assert (tmp_path / "site" / "downloads" / "compendium.zip").exists()
    assert "downloads/compendium.zip" in (tmp_path / "site" / "about.html").read_text("utf-8")
