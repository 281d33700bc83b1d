"""What several tests are given: the real dossier, a copy of it, and small ones."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from support import REAL, ROOT, Rows, small_tables

import analysis
from analysis.dossier.about import About, read_about
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.dossier.what_if import WhatIf
from analysis.site.build import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

# What takes longest, the longest first: begun early, it leaves no process waiting at the end.
LONGEST = (
    *("tests/site/test_site.py", "tests/dossier/test_fuzz.py", "tests/site/test_whatif.py"),
    *("tests/ledger/test_decp_kinds.py", "tests/test_docstrings.py", "tests/test_cli.py"),
    *("tests/figures/test_every_plot.py", "tests/ledger/test_screening.py"),
    *("tests/site/test_event_list.py", "tests/dossier/test_saving.py", "tests/test_symmetries.py"),
    *("tests/figures/test_figures.py", "tests/rulings/test_due.py", "tests/site/test_readers.py"),
    *("tests/site/test_runnable.py", "tests/site/test_kernel.py", "tests/site/test_pictures.py"),
    *("notebooks/5_your_own_case.ipynb", "notebooks/4_what_happened_next.ipynb"),
)
assert all((ROOT / name).exists() for name in LONGEST), "a file moved: mend LONGEST"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first; `make test` gives each process one file after another."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(LONGEST)))


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


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that all processes of a run of the tests share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def built_once(site: Path, folder: Path, notebooks: Path | None = None) -> Path:
    """Build a site unless another test has: the first process builds, the others wait."""
    with site.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            build_site(folder, site, notebooks)
    return site


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """Give the folder of the real site with its notebooks, built once: to be read, not changed."""
    return built_once(shared / "site", REAL, ROOT / "notebooks")


@pytest.fixture(scope="session")
def site_of(shared: Path) -> Callable[[Path], Path]:
    """Give a dossier's site without notebooks, built once: to be read, not changed."""
    return lambda folder: built_once(shared / f"site-{folder.name}", folder)


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
