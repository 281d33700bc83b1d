"""What several tests are given: the real dossier, a copy of it, and small ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from support import REAL, Rows, small_tables

import analysis
from analysis.dossier.about import About, read_about
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.dossier.what_if import WhatIf

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

# The same examples on every machine, however slow it is.
SLOW = [HealthCheck.too_slow]
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=SLOW)
settings.load_profile("same")


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """Give the real dossier."""
    loaded: Dossier = analysis.load(REAL)
    return loaded


@pytest.fixture(scope="session")
def about() -> About:
    """Say what the small dossiers are about."""
    real = read_about(REAL / "dossier.toml")
    fields = {**vars(real), "supplier": "seller", "customer": "buyer", "main_source": "paper"}
    fields["what_if"] = WhatIf()
    return About(**fields)


@pytest.fixture(scope="session")
def small(about: About) -> Callable[..., Dossier]:
    """Make small dossiers of claims and questions."""

    def make(claims: Rows, questions: Rows | None = None, **more: pd.DataFrame) -> Dossier:
        return make_dossier(about, small_tables(claims, questions, **more))

    return make


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the real dossier to a folder where it may be spoilt."""
    for path in REAL.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; closed with the module, since it holds the thread's event loop."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the site is not looked at")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()
