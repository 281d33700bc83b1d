"""Exports, read by the tools that the formats are made for: Argdown's parser, and TimelineJS.

Both come from npm: `npm install --no-save @argdown/core @knight-lab/timelinejs`, in this folder or
in one above it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import HOUSE, TEMPLATE

import analysis
from analysis.exchange.argument import to_argdown
from analysis.exchange.chronology import to_timelinejs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
FOLDERS = [TEMPLATE, *HOUSE]
_PAGE = """<!doctype html><link rel="stylesheet" href="{home}/css/timeline.css">
<script src="{home}/js/timeline.js"></script><div id="drawn" style="height: 600px"></div>"""
_DRAW = """given => {
  window.drawn = new TL.Timeline("drawn", given, { script_path: given.home });
  return new Promise(done => drawn.on("loaded", () => done(drawn.config.messages)));
}"""


def package(name: str) -> Path:
    """Return the folder of a package of npm; without it there is nothing to test with."""
    for folder in HERE.parents:
        if (folder / "node_modules" / name).exists():
            return folder / "node_modules" / name
    pytest.skip(f"npm install --no-save {name}")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_argdown_reads_its_maps(folder: Path, tmp_path: Path) -> None:
    package("@argdown/core")
    if not shutil.which("node"):
        pytest.skip("no Node.js on this machine")
    dossier = analysis.load(folder)
    (tmp_path / "map.argdown").write_text(to_argdown(dossier), encoding="utf-8")
    command = ["node", str(HERE / "argdown.mjs"), str(tmp_path / "map.argdown")]
    read = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    heard = dossier.claims[(dossier.claims["kind"] == "yes-no") & (dossier.claims["voice"] != "")]
    assert read["errors"] == 0
    assert sorted(read["arguments"]) == sorted(heard["claim_id"])
    assert len(read["statements"]) == heard["question_id"].nunique()
    assert read["relations"] == len(heard) + (heard["answer"] == "partly").sum()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_timelinejs_draws_its_timelines(folder: Path, tmp_path: Path, browser: Browser) -> None:
    home = (package("@knight-lab/timelinejs") / "dist").as_uri()
    (tmp_path / "page.html").write_text(_PAGE.format(home=home), encoding="utf-8")
    timeline = json.loads(to_timelinejs(analysis.load(folder)))
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    said = page.evaluate(_DRAW, timeline | {"home": f"{home}/js"})
    slides = page.locator(".tl-slide").count()
    page.close()
    assert said == {"errors": [], "warnings": []}
    assert slides == len(timeline["events"]) + 1  # and one of the title
