"""The command line: what a newcomer types, and types wrongly."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
import yaml
from nbclient import NotebookClient
from support import ROOT, replace_in

import analysis
from analysis.__main__ import run as run_command
from analysis.cli import main
from analysis.dossier.example import TEMPLATE
from analysis.dossier.schemas import FILES, OPTIONAL, SCHEMAS
from analysis.exchange import FORMATS
from analysis.site.values import values_of


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Start a dossier."""
    assert main(["new", str(tmp_path / "my-case")]) == 0
    return tmp_path / "my-case"


def run(
    *arguments: str, where: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments],
        cwd=where,
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )


def test_a_new_dossier_loads_and_has_all_kinds_of_questions(case: Path) -> None:
    dossier = analysis.load(case)
    assert sorted(dossier.questions["kind"].unique()) == ["date", "duration", "quantity", "yes-no"]
    assert "fictitious" in dossier.about.title
    assert dossier.sources["url"].str.startswith("https://example.org/").all()


def test_check_says_what_a_good_dossier_holds(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(case)]) == 0
    assert "claims: 8 on 5 questions" in capsys.readouterr().out


def test_new_never_overwrites(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (case / "claims.csv").write_text("mine", encoding="utf-8")
    assert main(["new", str(case)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert (case / "claims.csv").read_text(encoding="utf-8") == "mine"


def test_check_lists_all_problems_and_writes_nothing(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in(case / "claims.csv", {",0.6~,": ",most,", ",2023-07-03,": ",2023-02-30,"})
    replace_in(case / "dossier.toml", {'"EUR"': "12"})
    before = {path: path.read_bytes() for path in case.parent.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert main(["check", str(case)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 problems in the dossier:"
    assert lines[1].startswith("claims.csv, row 2, column answer: found 'most'; accepted: a share")
    assert lines[2].startswith("claims.csv, row 7, column answer: found '2023-02-30'; accepted: ")
    assert lines[3] == "dossier.toml, column currency: found '12'; accepted: text in quotes"
    assert before == {path: path.read_bytes() for path in case.parent.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", ["check", "report", "site", "export"])
def test_a_wrong_folder_is_a_message(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--format", "bibtex"] if command == "export" else []
    assert main([command, "nowhere", *more]) == 1
    said = capsys.readouterr()
    assert "nowhere: found no such folder; accepted: a dossier's folder" in said.out + said.err


@pytest.mark.parametrize(
    "arguments", [[], ["chek", "x"], ["check"], ["export", "x"], ["export", "x", "-f", "word"]]
)
def test_a_wrong_command_line_is_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: dossier")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["new", "-h"], ["report", "--help"], ["--version"]]
)
def test_help_is_status_0(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    assert capsys.readouterr().out


def test_report_is_written_where_asked(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = case.parent / "page.html"
    capsys.readouterr()
    assert main(["report", str(case), "--output", str(page)]) == 0
    said = capsys.readouterr()
    assert said.out.strip() == str(page)
    assert "What do the sides dispute?" in said.err  # progress
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_site_is_written_where_asked(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["site", str(case), "-o", str(case.parent / "out")]) == 0
    said = capsys.readouterr()
    assert said.out.strip() == str(case.parent / "out" / "index.html")
    assert "The site is built" in said.err
    for name in ("index", "evidence", "sources"):
        assert (case.parent / "out" / f"{name}.html").exists()


def test_site_names_what_it_will_not_replace(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["site", str(case), "-o", str(case)]) == 1
    assert "holds something else than an earlier build" in capsys.readouterr().err
    (case / "none").mkdir()
    none = ["--notebooks", str(case / "none")]
    assert main(["site", str(case), *none, "-o", str(case / "out")]) == 1
    assert "holds no notebook" in capsys.readouterr().err


def test_a_stray_module_of_the_same_name_is_not_run(tmp_path: Path) -> None:
    """The installed command runs the library, wherever it is called."""
    (tmp_path / "analysis.py").write_text("raise SystemExit('stray')", encoding="utf-8")
    command = Path(sys.executable).with_name("dossier")
    done = subprocess.run(
        [command, "new", "case"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, "stray" in done.stderr) == (0, False)
    assert (tmp_path / "case" / "dossier.toml").exists()


def test_report_asks_for_its_folder_first(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(case), "-o", str(case / "no" / "page.html")]) == 1
    assert "no folder" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_a_message(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(case), "-f", "bibtex", "-o", str(case)]) == 1
    assert "Is a directory" in capsys.readouterr().err


@pytest.mark.parametrize("name", FORMATS)
def test_export_writes_what_the_function_gives(name: str, case: Path) -> None:
    file = case.parent / "exported"
    assert main(["export", str(case), "--format", name, "--output", str(file)]) == 0
    held = FORMATS[name](analysis.load(case))
    assert file.read_bytes() == (held.encode() if isinstance(held, str) else held)


def test_the_process_keeps_its_manners(tmp_path: Path) -> None:
    new = run("new", "ça", where=tmp_path, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (new.returncode, new.stderr.count(b"Traceback")) == (0, 0)
    text = run("export", "ça", "-f", "icalendar", where=tmp_path, LC_ALL="C").stdout
    assert text == str(FORMATS["icalendar"](analysis.load(tmp_path / "ça"))).encode()
    bad = run("check", "nowhere", where=tmp_path)
    assert (bad.returncode, bad.stderr) == (1, b"")
    assert run("chek").returncode == 2


def test_a_reader_that_leaves_early_is_no_error() -> None:
    script = f"{sys.executable} -m analysis export data/scopelec-orange -f jsonld | head -1"
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, check=True)
    assert done.stderr == b""


def test_the_codebook_of_the_template_names_every_file_and_column() -> None:
    text = (TEMPLATE / "README.md").read_text(encoding="utf-8")
    for path in TEMPLATE.glob("*.csv"):
        name = next(name for name, file in FILES.items() if file == path.name)
        section = text.partition(f"## {path.name}")[2].partition("\n## ")[0]
        assert section, path.name
        rows = [
            line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| ")
        ]
        assert rows[2:] == [*SCHEMAS[name].columns, *OPTIONAL.get(name, {})]


def test_a_new_case_is_whole(capsys: pytest.CaptureFixture[str], case: Path) -> None:
    names = {path.name for path in case.iterdir()}
    assert {"start.ipynb", "story.md", "CITATION.cff", "LICENSE", "cookbook.md"} <= names
    cited = yaml.safe_load((case / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    book = nbformat.read(case / "start.ipynb", as_version=4)
    nbformat.validate(book)
    code = "\n".join(cell["source"] for cell in book["cells"] if cell["cell_type"] == "code")
    assert 'start, end = "d-notice", "d-end"' in code
    assert 'question = "q-share"' in code
    assert main(["new", str(case.parent / "other")]) == 0
    assert f"dossier check {case.parent / 'other'}" in capsys.readouterr().err


def test_a_new_case_may_be_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--empty", str(tmp_path / "mine")]) == 0
    said = capsys.readouterr().err
    for step in ("import", "check", "export", "-f notebook", "-f story", "test", "site"):
        assert step in said
    for path in (tmp_path / "mine").glob("*.csv"):
        rest = path.read_text(encoding="utf-8").splitlines()[1:]
        assert [line.split(",")[0] for line in rest] == (
            ["court", "press"] if path.name == "parties.csv" else []
        )


def test_new_leaves_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> str:
        raise OSError(28, "No space left on device", "start.ipynb")

    monkeypatch.setattr("analysis.exchange.beginning.to_notebook", fail)
    assert main(["new", str(tmp_path / "mine")]) == 1
    assert list(tmp_path.iterdir()) == []


def test_several_folders_are_checked_at_once(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["check", str(case / "claims.csv"), str(case)]) == 0
    assert capsys.readouterr().out.count("claims: 8 on 5 questions") == 2
    assert main(["check", "nowhere", str(case)]) == 1
    said = capsys.readouterr().out
    assert "found no such folder" in said
    assert "claims: 8 on 5 questions" in said


def test_check_names_the_faults_of_a_story(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace_in(case / "story.md", {"when d-notice": "when gazette-c3", "[c:gazette-c1]": "[c:x]"})
    assert main(["check", str(case)]) == 1
    assert "'gazette-c3' is a claim; for that write: answer CLAIM" in capsys.readouterr().out
    replace_in(case / "story.md", {"when gazette-c3": "answer gazette-c3"})
    assert main(["check", str(case)]) == 1
    assert "the story cites 'x', which is no claim" in capsys.readouterr().out


def test_the_codebook_names_values_that_there_are(case: Path) -> None:
    text = (case / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`name = ([a-z]+ ?[A-Za-z ]*)`", text)
    dossier = analysis.load(case)
    ids = {"CLAIM": "gazette-c4", "EVENT": "d-notice", "period CLAIM": "period gazette-c1"}
    for line in (one.replace("EVENT EVENT", "EVENT d-end") for one in named):
        filled = re.sub("period CLAIM|CLAIM|EVENT", lambda found: ids[found[0]], line)
        assert values_of(dossier, f"name = {filled}", "story.md")
    assert len(named) == 10


def test_the_numbers_of_a_story_are_held(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (case / "start.ipynb").unlink()
    assert main(["test", str(case)]) == 0
    assert "holds the 4 numbers" in capsys.readouterr().out
    assert main(["test", str(case)]) == 0
    assert "all 4 numbers are as held" in capsys.readouterr().out
    replace_in(case / "claims.csv", {",0.6~,": ",0.5~,"})
    assert main(["test", str(case)]) == 1
    assert "share was 0.6 to 0.6, is 0.5 to 0.5" in capsys.readouterr().out
    assert main(["test", "--accept", str(case)]) == 0
    assert main(["test", str(case)]) == 0
    replace_in(case / "story.md", {"{share:share}": "{shore:share}"})
    assert main(["test", str(case)]) == 1
    assert "shore" in capsys.readouterr().out


def test_the_notebooks_of_a_case_are_run(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["test", str(case)]) == 0
    assert "start.ipynb: runs; run it in JupyterLab" in capsys.readouterr().out
    book = nbformat.read(case / "start.ipynb", as_version=4)
    NotebookClient(book, resources={"metadata": {"path": str(case)}}).execute()
    nbformat.write(book, case / "start.ipynb")
    assert main(["test", str(case)]) == 0
    assert "shows what it stored" in capsys.readouterr().out
    replace_in(case / "claims.csv", {",0.6~,": ",0.5~,"})
    assert main(["test", "--accept", str(case)]) == 1
    assert "not as stored" in capsys.readouterr().out


def test_import_and_compare_say_what_they_did(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = case.parent / "sources.json"
    assert main(["export", str(TEMPLATE), "-f", "csl-json", "-o", str(sources)]) == 0
    capsys.readouterr()
    assert main(["import", str(case), str(sources)]) == 0
    assert "'weekly-2024-05' is there already" in capsys.readouterr().out
    table = case.parent / "second.csv"
    table.write_bytes((case / "claims.csv").read_bytes())
    replace_in(table, {",0.6~,": ",0.5~,"})
    output = case.parent / "differences.csv"
    assert main(["compare", str(case), str(table), "-o", str(output)]) == 0
    assert "1 differences to settle" not in capsys.readouterr().out
    assert output.read_text(encoding="utf-8-sig").splitlines()[1].startswith("gazette-c1,answer")


def test_a_missing_extra_is_named(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("openpyxl", "rispy"):
        monkeypatch.setitem(sys.modules, name, None)
    file = case.parent / "z.ris"
    file.write_text("TY  - NEWS\nER  - \n", encoding="utf-8")
    for arguments in (["export", str(case), "-f", "xlsx"], ["import", str(case), str(file)]):
        capsys.readouterr()
        assert main(arguments) == 1
        assert "scopelec-orange-compendium[exchange]" in capsys.readouterr().err


def test_ctrl_c_while_libraries_are_read_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stopped(ModuleType):
        def __getattr__(self, name: str) -> None:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "analysis.cli", Stopped("analysis.cli"))
    assert run_command() == 1
    assert capsys.readouterr().err == "dossier: stopped; nothing was written\n"


def test_a_folder_is_of_decisions_only_if_it_holds_their_table(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (case / "dossier.toml").unlink()
    assert main(["check", str(case)]) == 1
    assert "dossier.toml" in capsys.readouterr().out
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "rulings.csv").write_text("ruling_id\n", encoding="utf-8")
    assert main(["check", str(tmp_path / "decisions")]) == 1
    assert "dossier.toml" not in capsys.readouterr().out
