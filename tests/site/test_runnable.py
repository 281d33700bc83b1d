"""Notebooks rerun cell by cell, the parts that a browser needs, a reader's own dossier."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, TEMPLATE, damaged

from analysis import cli
from analysis.site.build import POLICY, build_site
from analysis.site.links import Links
from analysis.site.notebooks import read
from analysis.site.runnable import attach, driver, fill, parts
from analysis.site.runnable.driver import answering
from analysis.site.runnable.later import LATER, Later, PartNeeded
from analysis.site.runnable.own import judge
from analysis.site.runnable.pack import part_script
from analysis.site.runnable.parts import Cache, MissingPartError, locked, require
from analysis.site.runnable.rerun import Session

STORED = ROOT / "notebooks" / "1_dispute.ipynb"
NOW = "import pandas as pd\nimport analysis"


def session(*sources: str, outputs: dict[int, list[dict[str, Any]]] | None = None) -> Session:
    """Open a notebook of a few cells."""
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": source}
        | {"outputs": (outputs or {}).get(n, [])}
        for n, source in enumerate(sources)
    ]
    made = {"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    path = Path(os.environ["MADE"]) / "made.ipynb"
    path.write_text(json.dumps(made), encoding="utf-8")
    return Session(read(path), Links({}))


@pytest.fixture(autouse=True)
def _made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give notebooks made here a folder."""
    monkeypatch.setenv("MADE", str(tmp_path))


# The rerun


def test_a_stored_notebook_gives_its_stored_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(STORED.parent)
    book = read(STORED)
    rerun = Session(book, Links({}))
    answers = {cell.id: rerun.run(cell.id, cell.source) for cell in book.cells if cell.code}
    assert {name: a for name, a in answers.items() if a["differs"] or a["error"]} == {}
    assert sum(a["html"].count("<img") for a in answers.values()) == 2
    assert "IPython" not in sys.modules or hasattr(sys.modules["IPython"], "__version__")


def test_text_table_and_picture_follow_a_value() -> None:
    code = (
        f"{NOW}\nfrom analysis.figures.style import axes, finish\nax = axes(None, 2)\n"
        "ax.bar([0], [share])\n"
        "ax = finish(ax, title='t', source='s', reading=f'a bar of {share}')\n"
        "analysis.show_table(pd.DataFrame({'share': [share]}), 'Shares')\n"
        "print('It was', share)\nax"
    )
    rerun = session("share = 5", code)
    first, second = (
        [rerun.run(own, source) for own, source in (("c0", f"share = {n}"), ("c1", code))][1]
        for n in (5, 7)
    )
    assert "It was 5" in first["html"]
    assert "<td>5</td>" in first["html"]
    for words in ("It was 7", "<td>7</td>", 'alt="a bar of 7"'):
        assert words in second["html"]
    pictures = [re.findall(r"data:image/png;base64,[^\"]+", a["html"]) for a in (first, second)]
    assert pictures[0] != pictures[1]
    assert [len(found) for found in pictures] == [1, 1]


def test_what_differs_from_the_stored_output_is_named() -> None:
    stored = [{"output_type": "stream", "name": "stdout", "text": ["one\n", "two\n"]}]
    rerun = session("print('one')\nprint('two')", outputs={0: stored})
    assert rerun.run("c0", "print('one')\nprint('two')")["differs"] == []
    assert rerun.run("c0", "print('one')\nprint('three')")["differs"] == [
        "stream: stored 'two', now 'three'"
    ]
    assert rerun.run("c0", "pass")["differs"] == ["stored stream, now nothing"]


@pytest.mark.parametrize(
    ("made", "changed", "shown"),
    [
        ("x = [1]", "x.append(2)", "x"),
        ("x = {'a': 1}", "x['b'] = 2", "x"),
        ("import pandas as pd\nx = pd.DataFrame({'a': [1]})", "x['b'] = 2", "list(x.columns)"),
        ("import pandas as pd\nx = pd.Series([1, 2])", "x.iloc[0] = 9", "list(x)"),
        ("import numpy as np\nx = np.random.default_rng(1)", "pass", "x.integers(1000)"),
    ],
)
def test_a_cell_run_again_finds_the_values_as_they_stood(
    made: str, changed: str, shown: str
) -> None:
    rerun = session(made, shown, changed)
    rerun.run("c0", made)
    before = rerun.run("c1", shown)["html"]
    rerun.run("c2", changed)
    assert rerun.run("c1", shown)["html"] == before


def test_a_cell_after_a_changed_one_sees_the_change() -> None:
    rerun = session("x = 1", "print(x)")
    rerun.run("c0", "x = 1")
    rerun.run("c1", "print(x)")
    rerun.run("c0", "x = 2")
    assert "2" in rerun.run("c1", "print(x)")["html"]


def test_a_function_named_in_one_cell_shows_in_another() -> None:
    named = f"{NOW}\nshow = analysis.show_table\nfrom IPython.display import display"
    used = "show(pd.DataFrame({'a': [17]}), 'A table')\ndisplay(18)"
    rerun = session(named, used)
    rerun.run("c0", named)
    html = rerun.run("c1", used)["html"]
    assert "<td>17</td>" in html
    assert "18" in html


def test_an_error_names_its_line_and_leaves_what_was_printed() -> None:
    answer = session("").run("c0", "print('begun')\n1 / 0")
    assert answer["error"] == "Line 2: ZeroDivisionError: division by zero"
    assert "begun" in answer["html"]
    assert session("").run("c0", "x = (")["error"].startswith("Line 1: SyntaxError")


def test_texts_are_escaped() -> None:
    answer = session("").run("c0", "print('<script>1</script>')\n'<b onclick=1>'")
    assert "<script" not in answer["html"]
    assert "<b " not in answer["html"]


def test_an_import_asks_for_its_part_once() -> None:
    finder = Later()
    with pytest.raises(PartNeeded) as asked:
        finder.find_spec("scipy")
    assert asked.value.part == "models"
    finder.arrived("models")
    assert finder.find_spec("scipy") is None
    assert finder.find_spec("json") is None
    assert set(LATER.values()) <= set(parts.PACKED)


def test_what_lacks_a_part_answers_with_its_name() -> None:
    def lacking() -> dict[str, Any]:
        try:
            raise PartNeeded("models")
        except Exception:  # which library code does, and must not meet the request
            return {}

    assert json.loads(answering(lacking)()) == {"needs": "models"}
    assert set(driver.versions()) == {"Python", "pandas", "numpy", "matplotlib"}


# A reader's own dossier


def test_a_sound_dossier_gives_its_tables_and_figures(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "mine.zip", "w") as archive:
        for path in TEMPLATE.iterdir():
            archive.write(path, f"mine/{path.name}")
    found = judge(tmp_path)
    assert found["sound"]
    assert found["messages"]
    assert "<main" not in found["parts"]
    assert found["parts"].count("<table") > 3
    assert found["parts"].count("<img") > 1
    assert found["report"].startswith("<!DOCTYPE html>")


def test_a_broken_dossier_gives_the_messages_of_check(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for path in TEMPLATE.iterdir():
        (tmp_path / "mine" / path.name).write_bytes(path.read_bytes())
    claims = tmp_path / "mine" / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace(",yes,", ",perhaps,"), "utf-8")
    found = judge(tmp_path)
    assert not found["sound"]
    assert "claims.csv" in found["messages"]
    assert "perhaps" in found["messages"]
    assert "report" not in found


@pytest.mark.parametrize("name", ["notes.txt", "claims.csv", "mine.zip"])
def test_what_is_no_dossier_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"neither a table nor an archive")
    found = judge(tmp_path)
    assert not found["sound"]
    assert found["messages"]


def packed(*names: str) -> bytes:
    """Pack a long file under each name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "a,b\n" * 1000)
    return made.getvalue()


@pytest.mark.parametrize(
    "archive",
    [
        damaged(packed("claims.csv"), "claims.csv"),
        packed("claims.csv")[:-30],
        packed("a", "a/b"),
        packed("n" * 300),
    ],
    ids=["damaged", "cut", "a file that is a folder", "a name too long"],
)
def test_an_archive_that_cannot_be_opened_is_said(tmp_path: Path, archive: bytes) -> None:
    (tmp_path / "mine.zip").write_bytes(archive)
    found = judge(tmp_path)
    assert not found["sound"]
    assert found["messages"].startswith("mine.zip: cannot be opened (")


# The cache


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    """Fill a cache with small files in place of the real ones."""
    made = Cache(tmp_path / "cache")
    made.part("").parent.mkdir(parents=True)
    for part in parts.PACKED:
        made.part(part).write_text(part_script(part, {"/x": b"1"}), encoding="utf-8")
    digests = {part: parts.sha256_of(made.part(part)) for part in parts.PACKED}
    text = json.dumps({"packages": {}, "parts": digests})
    (made.folder / parts.MANIFEST).write_text(text, encoding="utf-8")
    monkeypatch.setattr(parts, "PYODIDES", {})
    monkeypatch.setattr(parts, "OURS", {})
    return made


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    """Write a folder with one notebook."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# A notebook"},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": "x = 1", "outputs": []},
    ]
    made = {"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    (folder / "1_made.ipynb").write_text(json.dumps(made), encoding="utf-8")
    return folder


def built(tmp_path: Path, notebooks: Path, runnable: Path | None) -> tuple[Path, list[str]]:
    """Build a site, and return what was said meanwhile."""
    said: list[str] = []
    page = build_site(TEMPLATE, tmp_path / "site", notebooks, said.append, runnable)
    return page.parent, said


def test_a_whole_cache_gives_pages_that_run(tmp_path: Path, cache: Cache, notebooks: Path) -> None:
    site, _ = built(tmp_path, notebooks, cache.folder)
    page = (site / "1_made.html").read_text(encoding="utf-8")
    assert 'id="run-here"' in page
    assert "wasm-unsafe-eval" in page
    assert "worker-src blob:" in page
    own = (site / "your-dossier.html").read_text(encoding="utf-8")
    assert "webkitdirectory" in own
    for path in site.glob("*.html"):
        runs = path.name in ("1_made.html", "your-dossier.html")
        assert ("wasm-unsafe-eval" in path.read_text(encoding="utf-8")) == runs, path.name
    for part in ("project", "worker", "1_made", *parts.PACKED):
        assert (site / "runnable" / f"{part}.js").stat().st_size > 0


def test_the_usual_site_has_nothing_of_it(tmp_path: Path, notebooks: Path) -> None:
    site, _ = built(tmp_path, notebooks, None)
    page = (site / "1_made.html").read_text(encoding="utf-8")
    assert "run" not in re.sub(r"<main.*?</main>", "", page, flags=re.DOTALL).split("<title>")[0]
    assert 'id="run-here"' not in page
    assert POLICY.replace("'", "&#39;") in page
    assert not (site / "runnable").exists()
    assert not (site / "your-dossier.html").exists()


def spoil(cache: Cache, name: str) -> Path:
    """Change a packed part."""
    path = cache.part(name)
    path.write_text("// something else", encoding="utf-8")
    return path


def test_a_part_that_is_another_one_is_named_and_left_out(
    tmp_path: Path, cache: Cache, notebooks: Path
) -> None:
    path = spoil(cache, "tables")
    site, said = built(tmp_path, notebooks, cache.folder)
    [line] = [line for line in said if "will not run" in line]
    assert str(path) in line
    assert "is not the lock's" in line
    assert 'id="run-here"' not in (site / "1_made.html").read_text(encoding="utf-8")
    assert not (site / "runnable").exists()


def test_without_a_cache_the_site_does_without(tmp_path: Path, notebooks: Path) -> None:
    site, said = built(tmp_path, notebooks, tmp_path / "nowhere")
    assert any(str(tmp_path / "nowhere") in line and "make runnable" in line for line in said)
    assert not (site / "runnable").exists()


def test_a_package_is_accepted_by_its_sha256_alone(tmp_path: Path) -> None:
    path = tmp_path / "any-name.whl"
    path.write_bytes(b"content")
    require(path, "0" * 64, parts.sha256_of(path))
    with pytest.raises(MissingPartError, match=r"any-name\.whl.*is not the lock's"):
        require(path, "0" * 64)
    with pytest.raises(MissingPartError, match="no such file"):
        require(tmp_path / "none.whl", "0" * 64)


def test_the_core_is_the_one_that_is_named(tmp_path: Path) -> None:
    (tmp_path / parts.CORE).write_bytes(b"another archive")
    with pytest.raises(MissingPartError, match=re.escape(parts.CORE)):
        Cache(tmp_path).core("pyodide.js")


def test_every_package_of_ours_is_in_the_projects_lock() -> None:
    lock = ROOT / "requirements.lock"
    for names in parts.OURS.values():
        for name in names:
            line, accepted = locked(lock, name)
            assert line.startswith(f"{name}==")
            assert accepted
    with pytest.raises(MissingPartError, match="does not name"):
        locked(lock, "no-such-package")


def test_what_the_code_of_a_notebook_names_goes_along(tmp_path: Path) -> None:
    from analysis.site.build import _shelves

    books = [read(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    shelves = _shelves(ROOT / "data" / "scopelec-orange", books)
    found = dict(attach._beside(shelves, books))
    for place in ("data/scopelec-orange/claims.csv", "notebooks/texts/1_dispute.md"):
        assert found[f"/case/{place}"] == (ROOT / place).read_bytes()
    named = {
        m for b in books for c in b.cells for m in re.findall(r"\.\./(data/[\w/.-]+)", c.source)
    }
    for place in named:
        if (ROOT / place).exists():
            assert any(path.startswith(f"/case/{place}") for path in found), place
    assert all(path.startswith("/case/") for path in found)


def addresses(text: str) -> Iterator[str]:
    """Yield the addresses in a text."""
    yield from re.findall(r"https?://[^\s\"'`)>]+", text)


def test_no_host_is_named_to_fetch_from() -> None:
    home = ROOT / "analysis" / "site" / "runnable"
    sources = [p for p in home.rglob("*") if p.suffix in (".py", ".js", ".mjs", ".css")]
    texts = [*sources, ROOT / "Makefile"]
    named = {host for p in texts for host in addresses(p.read_text(encoding="utf-8"))}
    assert named <= {"https://folder.invalid/"}  # of no machine: the worker answers itself


def test_what_cannot_be_fetched_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingPartError, match=r"npm pack pyodide@0\.27\.7"):
        fill.fill(tmp_path / "cache", ROOT / "requirements.lock")


@pytest.mark.parametrize(("brought", "accepted"), [(b"right", True), (b"wrong", False)])
def test_a_wheel_is_taken_from_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, brought: bytes, accepted: bool
) -> None:
    monkeypatch.setattr(fill, "PYODIDES", {"tables": ("numpy",)})
    made = Cache(tmp_path)
    made.wheels.mkdir()
    wanted = {"numpy": ("numpy-2.whl", hashlib.sha256(b"right").hexdigest())}
    vars(made)["pyodides"] = wanted

    def pip(*words: str) -> None:
        with zipfile.ZipFile(Path(words[1]) / "mirror.whl", "w") as archive:
            archive.writestr("some/assets/numpy-2.whl", brought)

    monkeypatch.setattr(fill, "_pip", pip)
    if accepted:
        fill._bring_pyodides(made)
        assert (made.wheels / "numpy-2.whl").read_bytes() == b"right"
        monkeypatch.setattr(fill, "_pip", None)  # the second time nothing is fetched
        fill._bring_pyodides(made)
    else:
        with pytest.raises(MissingPartError, match=r"numpy-2\.whl.*is not the lock's"):
            fill._bring_pyodides(made)


def test_the_command_says_what_is_lacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["site", str(TEMPLATE), "--runnable"]) == 0
    assert ".runnable" in capsys.readouterr().err
    assert not list(tmp_path.glob("*-site/runnable"))


def test_what_is_in_the_cache_is_written_down_as_json(tmp_path: Path) -> None:
    fill._save(Cache(tmp_path), {"packages": {"one": "1"}})
    written = (tmp_path / parts.MANIFEST).read_text(encoding="utf-8")
    assert json.loads(written) == {"packages": {"one": "1"}}
    assert written.endswith("}\n")
