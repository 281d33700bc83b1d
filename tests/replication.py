"""Write the README that data editors of journals ask for: every number and list from the files.

Usage: python tests/replication.py > REPLICATION.md
"""

from __future__ import annotations

import ast
import csv
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from support import HOUSE, ROOT

from analysis.site.notebooks import Cell, Notebook, read

PACKAGES = [*sorted(HOUSE), ROOT / "data" / "rulings"]
_CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>", re.DOTALL)
_SEED = re.compile(r"default_rng\((\d+)\)")
_KINDS = {"image/png": ("figure", "svg"), "text/html": ("table", "csv")}
_PROVENANCE = ("folder", "sources", "with an address", "read at their beginning only")
Row = Sequence[object]


def replication() -> str:
    """Fill the template."""
    books = [read(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    made = [row for book in books for row in outputs_of(book)]
    kinds = [row[1] for row in made]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = _versions()
    values = {
        "n_dossiers": len(HOUSE),
        "n_rulings": len(_rows(ROOT / "data" / "rulings" / "rulings.csv")),
        "n_notebooks": len(books),
        "n_figures": kinds.count("figure"),
        "n_tables": kinds.count("table"),
        "n_texts": kinds.count("text"),
        "provenance": _table(_PROVENANCE, _provenance()),
        "licences": "".join(f"- `{folder}`: {words}\n" for folder, words in _licences()),
        "datasets": _table(("file", "rows", "columns"), _datasets()),
        "python": ", ".join(_pythons()),
        "n_packages": len(versions),
        "software": _table(("package", "version"), _main(project["dependencies"], versions)),
        "machine": _paragraph("On a busy machine"),
        "seeds": _table(("notebook", "cell", "seed"), _seeds(books)),
        "programs": _table(("program", "what it does"), _programs(books)),
        "commands": f"```\n{_commands()}\n```",
        "outputs": _table(("output", "what", "under the heading", "notebook", "cell"), made),
        "references": "\n".join(f"- {one}" for one in _references()),
    }
    return (ROOT / "tests" / "replication.md").read_text(encoding="utf-8").format(**values)


def outputs_of(book: Notebook) -> Iterator[Row]:
    """Give a row for each figure, table and told text of a notebook, in order."""
    for cell in book.cells:
        seen = dict.fromkeys(_KINDS, 0)
        for output in cell.outputs:
            data = output.get("data", {})
            for kind in (kind for kind in _KINDS if kind in data):
                seen[kind] += 1
                yield _output(book, cell, kind, seen[kind], data)
            if "text/markdown" in data:
                yield "text", "text", _cell(cell.heading), book.path.name, f"`{cell.id}`"


def _output(book: Notebook, cell: Cell, kind: str, nth: int, data: dict[str, Any]) -> Row:
    """Name a figure or a table as the site names its download."""
    what, ending = _KINDS[kind]
    file = f"{book.name}-{cell.id}{f'-{nth}' if nth > 1 else ''}.{ending}"
    caption = _CAPTION.search("".join(data.get("text/html", "")))
    heading = _cell(caption[1] if caption else cell.heading)
    return f"`{file}`", what, heading, book.path.name, f"`{cell.id}`"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


def _table(heads: Row, rows: Iterable[Row] = ()) -> str:
    """Write a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _provenance() -> Iterator[Row]:
    for folder in PACKAGES:
        rows = _rows(folder / "sources.csv")
        begun = sum(row["read"] == "beginning only" for row in rows)
        yield f"`{_name(folder)}`", len(rows), sum(bool(row["url"]) for row in rows), begun


def _licences() -> Iterator[tuple[str, str]]:
    """Give the licence of each data package, as it names it."""
    for folder in PACKAGES:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        words = [f"[{one['name']}]({one['path']})" for one in package["licenses"]]
        yield _name(folder), ", ".join(words)


def _datasets() -> Iterator[Row]:
    for path in sorted((ROOT / "data").rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        yield f"`{_name(path)}`", len(rows), len(header)


def _versions() -> dict[str, str]:
    """Give the versions that the lock for reading holds; a package may differ between Pythons."""
    lock = (ROOT / "requirements-read.lock").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^ ;\\]+)", lock, re.MULTILINE):
        found.setdefault(name.lower(), []).append(version)
    return {name: " or ".join(versions) for name, versions in found.items()}


def _pythons() -> list[str]:
    """Name the versions of Python that the README names."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first, last = re.findall(r"on Python 3\.(\d+) to 3\.(\d+)", text)[0]
    return [f"3.{minor}" for minor in range(int(first), int(last) + 1)]


def _main(dependencies: list[str], versions: dict[str, str]) -> Iterator[Row]:
    for one in dependencies:
        name = re.split(r"[<>=~\[]", one)[0]
        yield name, versions[name.lower()]


def _paragraph(begins: str) -> str:
    """Give the paragraph of the README that begins so."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return begins + text.partition(begins)[2].partition("\n\n")[0]


def _commands() -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return text.partition("Without `make`")[2].split("```")[1].strip()


def _seeds(books: list[Notebook]) -> Iterator[Row]:
    for book in books:
        for cell in book.cells:
            if cell.code:
                for seed in dict.fromkeys(_SEED.findall(cell.source)):
                    yield book.path.name, f"`{cell.id}`", seed


def _programs(books: list[Notebook]) -> Iterator[Row]:
    for book in books:
        yield f"`{_name(book.path)}`", f"{book.title} Makes its figures, tables and texts."
    for path in sorted((ROOT / "analysis").glob("*/__init__.py")):
        words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        yield f"`{_name(path.parent)}/`", words.splitlines()[0]
    yield "`analysis/site/execute.py`", "Runs the notebooks, and compares what they store."
    yield "`tests/`", "Holds the above to what it says."


def _references() -> Iterator[str]:
    """Give the main source, the compendium, and where all other sources are."""
    rows = {row["source_id"]: row for row in _rows(HOUSE[-1] / "sources.csv")}
    about = tomllib.loads((HOUSE[-1] / "dossier.toml").read_text(encoding="utf-8"))
    main = rows[about["main_source"]]
    yield f"{main['publisher']}: {main['title']}. {main['published']}. <{main['url']}>"
    yield "This compendium: [CITATION.cff](CITATION.cff)."
    for folder in PACKAGES:
        name = _name(folder)
        count = len(_rows(folder / "sources.csv"))
        yield f"The {count} sources of `{name}`: [sources.csv]({name}/sources.csv)."
    yield "Software: the packages above, by the names and versions in the lock."


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(replication())
