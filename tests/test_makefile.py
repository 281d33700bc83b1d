"""An environment is never destroyed before its successor stands; a broken one is repaired.

A stand-in for Python makes environments at once; what is tested is what `make` does with them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

STAND_IN = """#!/bin/sh
case "$*" in
  "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo new > "$3/made" ;;
  *"pip"*"--require-hashes"*) test ! -e no-network || { echo "no network"; exit 1; } ;;
esac
"""
LOCKS = ("requirements-read.lock", "requirements.lock", "requirements-ledger.lock")

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="no make on this machine")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Make a checkout of the Makefile, its locks and a stand-in for Python."""
    # a machine in plain ASCII can make no folder of that name
    folder = tmp_path / ("o'dir é ü" if sys.getfilesystemencoding() == "utf-8" else "o'dir")
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    for name in LOCKS:
        (folder / name).write_text("one==1\n", encoding="utf-8")
    python = folder / "python"
    python.write_text(STAND_IN, encoding="utf-8")
    python.chmod(0o755)
    return folder


def make(folder: Path, target: str = ".venv/.ready") -> subprocess.CompletedProcess[str]:
    """Run make; its own settings, if a make runs the tests, do not count."""
    return subprocess.run(
        ["make", target, "PYTHON=./python"],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def mark(folder: Path) -> Path:
    """Mark the environment that stands, to know it again."""
    path = folder / ".venv" / "mark"
    path.write_text("the old one", encoding="utf-8")
    return path


def test_it_is_set_up_once_whatever_the_dates(checkout: Path) -> None:
    done = make(checkout)
    assert done.returncode == 0, done.stderr
    old = mark(checkout)
    for name in (*LOCKS, "pyproject.toml"):
        (checkout / name).touch()
    assert "Setting up" not in make(checkout).stdout
    assert old.exists()


@pytest.mark.parametrize("change", ["lock", "place", "python"])
def test_what_no_longer_fits_is_set_up_anew(change: str, checkout: Path) -> None:
    make(checkout)
    old = mark(checkout)
    if change == "lock":
        (checkout / LOCKS[0]).write_text("one==2\n", encoding="utf-8")
    elif change == "place":
        checkout = checkout.rename(checkout.with_name("moved"))
        old = checkout / ".venv" / "mark"
        assert old.exists()
    else:
        python = checkout / ".venv" / "bin" / "python"
        python.unlink()
        python.symlink_to("/none/python3")
    done = make(checkout)
    assert done.returncode == 0, done.stderr
    assert not old.exists()
    assert (checkout / ".venv" / ".ready").exists()
    assert not (checkout / ".venv.old").exists()


def test_the_old_one_comes_back_if_the_new_one_fails(checkout: Path) -> None:
    make(checkout)
    old = mark(checkout)
    (checkout / LOCKS[0]).write_text("one==2\n", encoding="utf-8")
    (checkout / "no-network").touch()
    done = make(checkout)
    assert done.returncode != 0
    assert ".venv is as it was before" in done.stdout
    assert old.exists()
    (checkout / "no-network").unlink()
    assert make(checkout).returncode == 0
    assert not old.exists()


def test_what_a_killed_set_up_left_is_mended(checkout: Path) -> None:
    """Half of the new one is there, and the old one stands aside."""
    make(checkout)
    mark(checkout)
    (checkout / ".venv").rename(checkout / ".venv.old")
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / "no-network").touch()
    assert make(checkout).returncode != 0
    assert (checkout / ".venv" / "mark").exists()
    (checkout / "no-network").unlink()
    (checkout / ".venv").rename(checkout / ".venv.old")
    (checkout / ".venv" / "bin").mkdir(parents=True)
    assert make(checkout).returncode == 0
    assert (checkout / ".venv" / "made").exists()
    assert not (checkout / ".venv.old").exists()


def test_the_tests_own_packages_come_on_top(checkout: Path) -> None:
    assert make(checkout, ".venv/.tests").returncode == 0
    old = mark(checkout)
    (checkout / LOCKS[1]).write_text("one==2\n", encoding="utf-8")
    assert "Adding what the tests" in make(checkout, ".venv/.tests").stdout
    assert old.exists()
    (checkout / LOCKS[0]).write_text("one==2\n", encoding="utf-8")
    done = make(checkout, ".venv/.tests").stdout
    assert done.index("Setting up") < done.index("Adding what the tests")
