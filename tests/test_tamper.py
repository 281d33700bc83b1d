"""Each way of tampering with a notebook is caught, but for one that does no harm."""

from __future__ import annotations

import functools

import nbformat
import pytest
from notebook_rules import Notebook
from support import ROOT
from tamper import HARMLESS, WAYS, NoPlaceError, caught_by, tampered

NAMES = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]


@functools.cache
def read(name: str) -> Notebook:
    notebook: Notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    return notebook


@pytest.mark.parametrize("name", NAMES)
def test_what_is_stored_is_caught_by_nothing(name: str) -> None:
    assert caught_by(read(name), read(name), name) == []


@pytest.mark.parametrize("way", WAYS)
def test_each_way_is_caught(way: str) -> None:
    name = "3_tender_timeline"
    caught = caught_by(tampered(read(name), way), read(name), name)
    assert bool(caught) != (way == HARMLESS)


def test_the_list_is_whole_and_no_way_is_idle() -> None:
    good = read(NAMES[0])
    assert len(WAYS) >= 27
    for way in WAYS:
        try:
            assert tampered(good, way) != good, way
        except NoPlaceError:
            assert "résumé" in way


def test_a_notebook_without_a_place_is_named() -> None:
    words = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("No number.")])
    with pytest.raises(NoPlaceError):
        tampered(words, "a digit in a table")
