"""The conda environment, the lock and the package's own bounds say the same."""

from __future__ import annotations

import asyncio
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from rattler import Channel, MatchSpec, Subdir, solve
from support import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", LOCK, re.MULTILINE))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA: dict[str, Any] = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
SPECS = [entry for entry in CONDA["dependencies"] if isinstance(entry, str)]
PINNED = dict(spec.split(" =") for spec in SPECS if " =" in spec)
ON_PYPI = {name.replace("_", "-"): version for name, version in PINNED.items()}


def names(requirements: list[str]) -> set[str]:
    """Give the bare names of some requirements."""
    return {re.split(r"[\[<>=~! ]", requirement)[0].lower() for requirement in requirements}


@pytest.mark.parametrize("lock", sorted(ROOT.glob("*.lock")), ids=lambda path: path.name)
def test_a_lock_has_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "http://" not in text
    assert "https://" not in text
    assert "--index" not in text
    assert all("--hash=sha256:" in entry for entry in entries(text))
    assert len(entries(text)) == len(re.findall(r"^\S+==", text, re.MULTILINE)) > 2


def entries(text: str) -> list[str]:
    """Give the packages of a lock with their hashes."""
    return re.split(r"\n(?=\S)", text.strip())


def test_reading_installs_some_of_what_the_tests_install_on_top() -> None:
    read = entries((ROOT / "requirements-read.lock").read_text(encoding="utf-8"))
    versions, of_all = (
        {re.split("[ ;]", entry)[0] for entry in some} for some in (read, entries(LOCK))
    )
    assert versions < of_all
    assert len(versions) < len(of_all) / 2
    needed = names(PROJECT["project"]["dependencies"]) | names(PROJECT["dependency-groups"]["read"])
    assert needed <= {entry.partition("==")[0].lower() for entry in read}
    assert names(PROJECT["dependency-groups"]["read"]) < names(
        PROJECT["dependency-groups"]["notebooks"]
    )


def test_conda_has_the_versions_of_the_lock() -> None:
    assert {name: LOCKED[name] for name in ON_PYPI} == ON_PYPI


def test_conda_has_what_the_library_and_the_notebooks_need() -> None:
    needed = names(PROJECT["project"]["dependencies"])
    needed |= names(PROJECT["dependency-groups"]["notebooks"])
    assert needed <= set(ON_PYPI)
    assert {"jupyterlab", "pandas", "matplotlib", "nbval"} <= set(PINNED)


def test_conda_asks_for_the_pythons_of_the_package() -> None:
    assert f"python {PROJECT['project']['requires-python']}" in SPECS
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]
    assert CONDA["dependencies"][-1] == {"pip": ["-e ."]}


@pytest.mark.parametrize("spec", SPECS)
def test_conda_itself_can_read_each_line(spec: str) -> None:
    assert MatchSpec(spec, strict=True).name.normalized == spec.split()[0]


def records(channel: Path, python: str) -> None:
    """Write a channel that offers the locked versions and one Python, and nothing else."""
    offered = {**PINNED, "python": python, "pip": "26.0"}
    packages = {
        f"{name}-{version}-0.conda": {
            **{"name": name, "version": version, "build": "0", "build_number": 0},
            **{"depends": [], "subdir": "noarch", "sha256": "0" * 64, "size": 0},
        }
        for name, version in offered.items()
    }
    folder = channel / "noarch"
    folder.mkdir(parents=True)
    index = {"info": {"subdir": "noarch"}, "packages": {}, "packages.conda": packages}
    (folder / "repodata.json").write_text(json.dumps(index), encoding="utf-8")


async def solved(channel: Path) -> dict[str, str]:
    """Let conda's solver choose from the channel."""
    chosen = await solve([Channel(channel.as_uri())], SPECS, platforms=[Subdir("noarch")])
    return {record.name.normalized: str(record.version) for record in chosen}


def test_the_solver_finds_the_locked_versions(tmp_path: Path) -> None:
    """Consistency with the lock is proven, not that conda-forge carries these builds."""
    records(tmp_path / "new", "3.13.0")
    chosen = asyncio.run(solved(tmp_path / "new"))
    assert chosen.items() >= {**PINNED, "python": "3.13.0"}.items()


def test_the_solver_refuses_an_unsupported_python(tmp_path: Path) -> None:
    records(tmp_path / "old", "3.10.0")
    with pytest.raises(Exception, match="python"):
        asyncio.run(solved(tmp_path / "old"))
