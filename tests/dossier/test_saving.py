"""Files and folders are written whole: on a full disk, killed at any moment, two at once."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import ROOT, TEMPLATE

from analysis.cli import main
from analysis.dossier.saving import MANIFEST, built_folder, refuse_own, save_file, save_files

LIBRARY = ROOT / "analysis"
# What fills a folder that is still beside its place, or one of a process's own.
IN_WORK = {
    LIBRARY / name
    for name in (
        *("dossier/saving.py", "exchange/beginning.py", "site/build.py"),
        *("site/kernel.py", "site/runnable/attach.py", "site/runnable/pack.py"),
    )
}
WRITING = {"write_text", "write_bytes", "copytree", "copyfile", "copy2", "move", "rmtree"}
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and limits of a process")


@pytest.mark.parametrize("path", sorted({*LIBRARY.rglob("*.py")} - IN_WORK), ids=lambda p: p.stem)
def test_every_other_module_writes_by_this_one(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        said, name = [ast.unparse(argument) for argument in node.args], node.func.attr
        assert name not in WRITING, f"{path}:{node.lineno}"
        assert name != "open" or not any(w in said for w in ("'w'", "'wb'", "'a'")), path
        assert name != "to_csv" or not said, f"{path}:{node.lineno}"
        assert ast.unparse(node.func) != "nbformat.write", path


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script of Python with the library of this checkout."""
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# From now on no file may grow beyond some bytes: what a full disk does, for one process.
FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from analysis.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
raise SystemExit(main(sys.argv[2:]))
"""


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Begin a dossier in an empty folder."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "case"]) == 0
    return tmp_path / "case"


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@posix
@pytest.mark.parametrize(
    "words",
    [
        ["new", "other"],
        ["report", "case", "-o", "made"],
        ["export", "case", "-f", "jsonld", "-o", "made"],
        ["site", "case", "-o", "built"],
        ["test", "case"],
        ["import", "case", "taken.csv"],
        ["compare", "case", "second.csv", "-o", "made"],
    ],
    ids=lambda words: words[0],
)
def test_a_full_disk_costs_nothing_that_was_there(words: list[str], case: Path) -> None:
    folder = case.parent
    (folder / "made").write_text("an earlier one", encoding="utf-8")
    (folder / "built").mkdir()
    (folder / "built" / MANIFEST).write_text('["index.html"]', encoding="utf-8")
    (folder / "built" / "index.html").write_text("an earlier one", encoding="utf-8")
    rows = (case / "claims.csv").read_text(encoding="utf-8")
    (folder / "second.csv").write_text(rows.replace(",0.6~,", ",0.5~,"), encoding="utf-8")
    (folder / "taken.csv").write_text(rows.replace("weekly-c3", "weekly-c99"), encoding="utf-8")
    before = contents(folder)
    done = run(FULL, "10", *words)
    assert done.returncode == 1, done.stdout
    assert "File too large" in done.stderr
    assert "None" not in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(folder) == before
    assert not (folder / "other").exists()


# Ends the process without a further word at its n-th step of writing; 0 if it ended by itself.
KILL = """
import os, sys
from pathlib import Path
from analysis.cli import main
from analysis.dossier.saving import built_folder, save_files

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}

def kill(at):
    left = [at]
    def hook(event, arguments):
        writes = event != "open" or isinstance(arguments[1], str) and set(arguments[1]) & set("wxa")
        if event in STEPS and writes:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
    sys.addaudithook(hook)

def build(folder):
    with built_folder(folder) as made:
        (made / "static").mkdir()
        for name in ("index.html", "static/site.js", "new.html"):
            (made / name).write_text("new " * 9)

def act(what, folder):
    if what == "build":
        build(folder)
    elif what == "files":
        save_files({folder / "one": "new one", folder / "two": "new two"})
    else:
        main([what, *map(str, (folder / "case", folder / "taken.csv")[: 1 + (what == "import")])])

what, folder, at = sys.argv[1], Path(sys.argv[2]), 0
while True:
    copy = folder / str(at)
    __import__("shutil").copytree(folder / "start", copy)
    child = os.fork()
    if child == 0:
        sys.stdout = open(os.devnull, "w")
        kill(at)
        act(what, copy)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
    at += 1
print(at)
"""


def killed_at_each_step(what: str, folder: Path) -> list[Path]:
    """Do something again and again, killed one step later each time; give the folders it left."""
    done = run(KILL, what, str(folder))
    assert done.returncode == 0, done.stderr
    steps = int(done.stdout)
    assert steps >= 4
    return [folder / str(step) for step in range(steps + 1)]


@posix
def test_a_kill_at_any_step_of_a_build_leaves_whole_files_and_the_user_s(tmp_path: Path) -> None:
    start = tmp_path / "start"
    old = {"index.html": "old", "static/site.js": "old", "gone/page.html": "old"}
    own = {"CNAME": "example.org", ".git/HEAD": "ref", "static/mine.css": "mine"}
    for name, text in {**old, **own, MANIFEST: json.dumps(sorted(old))}.items():
        (start / name).parent.mkdir(parents=True, exist_ok=True)
        (start / name).write_text(text, encoding="utf-8")
    new = dict.fromkeys(["index.html", "static/site.js", "new.html"], "new " * 9)
    for left in killed_at_each_step("build", tmp_path):
        held = {name: text.decode() for name, text in contents(left).items()}
        assert held.items() >= own.items(), left
        for name in ("index.html", "static/site.js"):
            assert held[name] in (old[name], new[name]), left
        json.loads(held[MANIFEST])
        build(left, new)
        again = {n: t.decode() for n, t in contents(left).items() if not n.endswith(".part")}
        assert again == {**new, **own, MANIFEST: json.dumps(sorted(new), indent=1) + "\n"}, left


@posix
def test_a_kill_at_any_step_leaves_each_file_old_or_new(tmp_path: Path) -> None:
    (tmp_path / "start").mkdir()
    for name in ("one", "two"):
        (tmp_path / "start" / name).write_text(f"old {name}", encoding="utf-8")
    for left in killed_at_each_step("files", tmp_path):
        for name in ("one", "two"):
            assert (left / name).read_text(encoding="utf-8") in (f"old {name}", f"new {name}"), left


@posix
def test_a_kill_at_any_step_leaves_a_whole_new_dossier_or_none(tmp_path: Path) -> None:
    (tmp_path / "start").mkdir()
    for left in killed_at_each_step("new", tmp_path):
        if (left / "case").exists():
            assert main(["check", str(left / "case")]) == 0
        else:
            assert main(["new", str(left / "case")]) == 0


@posix
def test_an_import_that_was_killed_can_be_repeated(tmp_path: Path) -> None:
    start = tmp_path / "start"
    assert main(["new", str(start / "case")]) == 0
    (start / "taken.csv").write_text(
        "claim_id,question_id,source_id,publisher,title,published,kind,read,"
        "speaker,side,answer,statement\n"
        "n1,q-share,new-paper,New Paper,A title,2023-05-02,press,full text,"
        "New Paper,press,0.5,Half of it.\n",
        encoding="utf-8",
    )
    wanted = None
    for left in reversed(killed_at_each_step("import", tmp_path)):
        assert main(["check", str(left / "case")]) == 0, left
        assert main(["import", str(left / "case"), str(left / "taken.csv")]) == 0
        held = {n: t for n, t in contents(left / "case").items() if n.endswith(".csv")}
        wanted = wanted or held
        assert held == wanted, left
    assert wanted is not None
    assert b"new-paper" in wanted["sources.csv"]
    assert b"n1,q-share" in wanted["claims.csv"]


def build(folder: Path, texts: dict[str, str]) -> None:
    """Build a folder of some files."""
    with built_folder(folder) as made:
        for name, text in texts.items():
            (made / name).parent.mkdir(exist_ok=True)
            (made / name).write_text(text, encoding="utf-8")


def test_two_builds_at_once_end_in_one_good_folder(tmp_path: Path) -> None:
    with built_folder(tmp_path / "site") as first, built_folder(tmp_path / "site") as second:
        for made in (first, second):
            (made / "index.html").write_text("same", encoding="utf-8")
    assert contents(tmp_path / "site").keys() == {"index.html", MANIFEST}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_file_of_the_user_s_in_the_way_is_kept(tmp_path: Path) -> None:
    build(tmp_path / "site", {"index.html": "built"})
    (tmp_path / "site" / "new.html").write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match=r"new\.html is in the way"):
        build(tmp_path / "site", {"index.html": "built again", "new.html": "built"})
    assert contents(tmp_path / "site")["new.html"] == b"mine"
    assert contents(tmp_path / "site")["index.html"] == b"built"


def test_a_manifest_deletes_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MANIFEST).write_text('["../letter", "/etc/hostname", 3]', encoding="utf-8")
    build(tmp_path / "site", {"index.html": "built"})
    assert (tmp_path / "letter").read_text(encoding="utf-8") == "mine"


def test_links_stay_links(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "page").symlink_to(tmp_path / "real" / "page.html")
    build(tmp_path / "link", {"index.html": "built"})
    (tmp_path / "real" / "page.html").write_text("old", encoding="utf-8")
    save_file(tmp_path / "page", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "page").is_symlink()
    assert contents(tmp_path / "real").keys() == {"index.html", "page.html", MANIFEST}
    assert (tmp_path / "real" / "page.html").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(("hours", "stays"), [(23.9, True), (24.1, False)])
def test_what_a_killed_run_left_is_cleared_away_after_a_day(
    hours: float, stays: bool, tmp_path: Path
) -> None:
    left = tmp_path / ".building-x"
    left.mkdir()
    then = time.time() - hours * 3600
    os.utime(left, (then, then))
    build(tmp_path / "site", {"index.html": "built"})
    assert left.exists() is stays


@posix
def test_a_file_keeps_its_rights_and_a_device_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    save_files({path: "new", Path("/dev/null"): "gone"})
    assert path.stat().st_mode & 0o777 == 0o640
    assert Path("/dev/null").is_char_device()
    with pytest.raises(OSError, match="directory") as error:
        save_file(tmp_path, "text")
    assert error.value.filename == str(tmp_path)


@pytest.mark.parametrize("name", ["claims.csv", "dossier.toml", "CORRECTIONS.csv"])
def test_no_output_goes_over_a_file_of_a_dossier(
    name: str, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(case)
    for words in (["export", "case", "-f", "csl-json"], ["report", "case"]):
        assert main([*words, "-o", str(case / name)]) == 1
        assert f"{name}: found a file of the dossier" in capsys.readouterr().err
    assert contents(case) == before


def test_no_output_goes_over_what_was_read(tmp_path: Path) -> None:
    bought = tmp_path / "bought.csv"
    bought.write_bytes((ROOT / "data" / "purchases.csv").read_bytes())
    assert main(["screen", str(bought), "-o", str(tmp_path / "bought.html")]) == 1
    assert bought.read_bytes() == (ROOT / "data" / "purchases.csv").read_bytes()
    assert not (tmp_path / "bought.html").exists()
    refuse_own(tmp_path / "other.csv", bought)


def test_the_template_is_left_as_it_is() -> None:
    """A name that is a dossier's in a folder that is none is the user's to choose."""
    refuse_own(TEMPLATE.parent / "claims.csv")
