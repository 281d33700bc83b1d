"""The picture for previews of links: of the size asked for, and the same bytes every time."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from support import HOUSE, TEMPLATE, replace_in

import analysis
from analysis.dossier.dossier import Dossier
from analysis.site.build import build_site
from analysis.site.preview import preview
from analysis.site.story import story_of


@pytest.mark.parametrize("folder", [*HOUSE, TEMPLATE], ids=lambda folder: folder.name)
def test_each_site_has_a_picture(folder: Path) -> None:
    dossier = analysis.load(folder)
    png = preview(dossier, story_of(dossier, folder))
    assert Image.open(io.BytesIO(png)).size == (1200, 630)
    assert png == preview(dossier, story_of(dossier, folder))
    assert png != preview(dossier, [])


def test_long_and_strange_titles_are_drawn(dossier: Dossier) -> None:
    about = dataclasses.replace(dossier.about, title="$x^{2$ \\frac: " + "word " * 200)
    strange = dataclasses.replace(dossier, about=about)
    assert Image.open(io.BytesIO(preview(strange, []))).size == (1200, 630)


def test_pages_name_the_picture_and_the_address(tmp_path: Path) -> None:
    case = tmp_path / "case"
    case.mkdir()
    for path in TEMPLATE.glob("*"):
        if path.is_file():
            (case / path.name).write_bytes(path.read_bytes())
    replace_in(case / "dossier.toml", {'address = ""': 'address = "https://example.org/case"'})
    site = build_site(case, tmp_path / "site").parent
    soup = BeautifulSoup((site / "article.html").read_text(encoding="utf-8"), "html.parser")
    meta = {str(tag["property"]): str(tag["content"]) for tag in soup.select("meta[property]")}
    assert meta["og:image"] == "https://example.org/case/static/preview.png"
    assert meta["og:url"] == "https://example.org/case/article.html"
    assert (site / "static" / "preview.png").exists()
    assert (site / "static" / "icon.svg").exists()


def test_the_first_page_is_described_by_its_story(site: Path) -> None:
    soup = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser")
    described = str(soup.select("meta[name=description]")[0]["content"])
    assert described.startswith("Scopelec, of Sorèze")
    assert "[" not in described
