"""What archives and reviewers look for is there, and says what holds."""

from __future__ import annotations

import re
import tomllib

import yaml
from sbom import bill
from support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_changes_name_this_version_and_its_day() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == PROJECT["version"]
    assert f"## {PROJECT['version']}, {citation['date-released']}" in text


def test_the_citation_gives_no_address_that_does_not_stand() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert not {"url", "repository-code", "repository", "doi"} & citation.keys()


def test_contributing_begins_with_ten_lines() -> None:
    lines = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    assert [line.split(".")[0] for line in lines[2:12]] == [str(n) for n in range(1, 11)]
    assert lines[12] == ""
    assert max(map(len, lines)) <= 110


def test_the_plain_commands_are_those_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    makefile = re.sub(r" --quiet| --no-compile", "", makefile)  # which change no result
    plain = README.partition("Without `make`")[2].split("```")[1]
    for words in (
        "install --require-hashes -r",
        "install --no-deps --no-build-isolation -e .",
        "-m analysis.site.execute notebooks",
        "site data/scopelec-orange --notebooks notebooks --output site",
        "--nbval --nbval-current-env",
    ):
        assert words in plain, words
        assert words in makefile, words
    for lock in re.findall(r"requirements\S*\.lock", plain):
        assert (ROOT / lock).exists()


def test_the_data_are_said_to_be_available() -> None:
    told = README.partition("## Data availability")[2].partition("\n## ")[0]
    for word in ("`data/`", "CC BY 4.0", "`sources.csv`", "codecheck.yml"):
        assert word in told


def test_the_bill_of_materials_has_every_package_of_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    made = bill(lock)
    found = [f"{one['name']}=={one['version']}" for one in made["components"]]
    assert found == re.findall(r"^[^\s=]+==[^\s;]+", lock, re.MULTILINE)
    refs = [one["bom-ref"] for one in made["components"]]
    assert len(set(refs)) == len(refs) > 100
    assert made["metadata"]["component"]["licenses"] == [{"license": {"id": "MIT"}}]
