"""What a committed notebook must be, beyond what nbval compares."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from statistics import median, quantiles
from textwrap import fill
from typing import Any

from nbval.plugin import find_comment_markers, find_metadata_tags
from prose_guard import LONGEST, ROOT, sentences, typed_numbers

from analysis.language.words import MONTHS

MOST_BYTES = 900_000
CELLS = range(25, 46)
LAST_SECTIONS = ["What this cannot show", "Sources"]
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
_PATH = re.compile(r"(?<![\w:/])(?:/(?:home|root|work|tmp|Users|usr|opt|mnt)/|[A-Z]:\\)")
_DATE = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}\b")
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,]\d)")
_NOT_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|https?://\S+|^\s*\d+\. ", re.MULTILINE)

Notebook = dict[str, Any]
Cell = dict[str, Any]


def source(cell: Cell) -> str:
    """Give a cell's text."""
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def code_cells(notebook: Notebook) -> list[Cell]:
    """Give the code cells."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def headings(notebook: Notebook) -> list[str]:
    """Give the headings below the title."""
    prose = "\n".join(source(c) for c in notebook["cells"] if c["cell_type"] == "markdown")
    return re.findall(r"^##+ +(.+?) *$", prose, re.MULTILINE)


def told_texts(notebook: Notebook) -> list[str]:
    """Give the texts that the code tells, in their order."""
    return [
        text if isinstance(text, str) else "".join(text)
        for cell in code_cells(notebook)
        for output in cell["outputs"]
        if (text := output.get("data", {}).get("text/markdown"))
    ]


def output_text(notebook: Notebook) -> str:
    """Give everything that the notebook printed or showed as text."""
    parts = []
    for output in (o for cell in code_cells(notebook) for o in cell["outputs"]):
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        parts.append(text if isinstance(text, str) else "".join(text))
    return "\n".join(parts).replace("\u00a0", " ").replace("\u202f", " ")


def faults(notebook: Notebook) -> Iterator[str]:
    """Say what is wrong with a notebook as it is stored."""
    yield from _execution_faults(notebook)
    yield from _form_faults(notebook)
    yield from _shape_faults(notebook)


def _execution_faults(notebook: Notebook) -> Iterator[str]:
    """Find what nbval would pass over, or what changes from one machine to the next."""
    if notebook["metadata"].get("kernelspec", {}).get("name") != "python3":
        yield "the kernelspec is not python3"
    counts = [cell["execution_count"] for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"the cells were not run once each in order: {counts}"
    for cell in code_cells(notebook):
        kinds = [o["output_type"] for o in cell["outputs"]]
        names = [o.get("name") for o in cell["outputs"]]
        if "error" in kinds:
            yield f"{cell['id']}: a stored error"
        if "stderr" in names:
            yield f"{cell['id']}: a stored warning"
        if source(cell).rstrip().endswith(";"):
            yield f"{cell['id']}: a trailing semicolon, which nbval does not honour"
        if "execution" in cell["metadata"]:
            yield f"{cell['id']}: times of execution in the metadata"
        if [*find_comment_markers(source(cell)), *find_metadata_tags(cell["metadata"])]:
            yield f"{cell['id']}: a mark that lets nbval pass over it"
        yield from _picture_faults(cell)
    text = output_text(notebook)
    if _ADDRESS.search(text):
        yield "a memory address in an output"
    if _PATH.search(text):
        yield "an absolute path in an output"


def _picture_faults(cell: Cell) -> Iterator[str]:
    """Find pictures without words that stand for them, or with others than those nbval compares."""
    for output in cell["outputs"]:
        if "image/png" not in output.get("data", {}):
            continue
        reading = "".join(output["data"].get("text/plain", ""))
        alt = output["metadata"].get("image/png", {}).get("alt")
        if not alt:
            yield f"{cell['id']}: a figure without its reading"
        elif alt != reading:
            yield f"{cell['id']}: a figure whose alternative text is not its reading"


def _form_faults(notebook: Notebook) -> Iterator[str]:
    """Find breaches of the form: what stands first, last and in the headings."""
    first = source(notebook["cells"][0])
    told = [*told_texts(notebook), ""][0]
    if not first.startswith("# ") or "**Résumé.**" not in first + told:
        yield "the first cell is not the title, or no answer and résumé open the notebook"
    titles = headings(notebook)
    if titles[-2:] != LAST_SECTIONS:
        yield f"the last sections are {titles[-2:]}"
    for title in titles[:-2]:
        if not title.rstrip("*_ ").endswith("?"):
            yield f"a heading that does not ask: {title}"
    for cell in code_cells(notebook):
        if re.search(r"^\s*(def|class|async def) |^[%!]", source(cell), re.MULTILINE):
            yield f"{cell['id']}: a definition or a magic"
        for module in re.findall(r"^\s*(?:import|from) (\w+)", source(cell), re.MULTILINE):
            if module not in {"analysis", "pandas", "numpy"}:
                yield f"{cell['id']}: imports {module}"


def _shape_faults(notebook: Notebook) -> Iterator[str]:
    """Find a notebook that is too long, or cells that are."""
    if len(notebook["cells"]) not in CELLS:
        yield f"{len(notebook['cells'])} cells"
    lines = [len(source(cell).splitlines()) for cell in code_cells(notebook)]
    if median(lines) > 5 or quantiles(lines, n=10)[-1] > 12 or max(lines) > 25:
        yield f"code cells of {sorted(lines)} lines"
    ids = [cell["id"] for cell in notebook["cells"]]
    if len(set(ids)) < len(ids):
        yield "cell ids that repeat"


def numbers_without_output(notebook: Notebook) -> list[str]:
    """List the numbers and dates of the prose that no output of the notebook holds."""
    printed = output_text(notebook)
    missing = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            english, _, french = source(cell).partition("**Résumé.**")
            for text in (english, _in_english_digits(french)):
                missing += [token for token in _tokens(text) if not _stands(token, printed)]
    return missing


def _in_english_digits(text: str) -> str:
    """Write the numbers of a French text as the outputs do: 23,1 as 23.1 and 1 049 as 1,049."""
    text = re.sub(r"(?<=\d),(?=\d)", ".", text.replace("\u00a0", " ").replace("\u202f", " "))
    return re.sub(r"(?<=\d) (?=\d{3}\b)", ",", text)


def _tokens(text: str) -> list[str]:
    """Give the dates and the numbers of a text; digits in code, links and ids do not count."""
    text = _NOT_PROSE.sub(" ", text.replace("\u00a0", " ").replace("\u202f", " "))
    return _DATE.findall(text) + _NUMBER.findall(_DATE.sub(" ", text))


def _stands(token: str, printed: str) -> bool:
    """Tell whether a token stands in the outputs as a whole number, not as part of another."""
    return bool(re.search(rf"(?<![\d.,]){re.escape(token)}(?!\d|[.,]\d)", printed))


# --- live prose: notebooks whose texts stand beside them ---------------------------------------

MOST_WORDS, MIDDLE = 1200, 16
FEWEST_LIMITS = 20  # words that say what a notebook cannot show


def prose_faults(
    notebook: Notebook, texts: dict[str, str], french: dict[str, str]
) -> Iterator[str]:
    """Say what is wrong with a notebook's prose: typed numbers, long sentences, unused sections."""
    typed = [source(c) for c in notebook["cells"] if c["cell_type"] == "markdown"]
    for place, text in [
        *((f"Markdown cell {n}", text) for n, text in enumerate(typed, 1)),
        *((f"section {name}", text) for name, text in texts.items()),
        *((f"section {name} in French", text) for name, text in french.items()),
    ]:
        numbers = typed_numbers(text)
        if numbers:
            yield f"{place}: typed numbers {numbers}"
    said = [one for text in [*typed, *told_texts(notebook)] for one in sentences(text)]
    for sentence in said:
        if len(sentence.split()) > LONGEST:
            yield f"{len(sentence.split())} words: {sentence}"
    words = sum(len(sentence.split()) for sentence in said)
    if words > MOST_WORDS:
        yield f"{words} words of prose"
    lengths = [len(sentence.split()) for sentence in said]
    if lengths and median(lengths) > MIDDLE:
        yield f"a middle sentence of {median(lengths)} words"
    code = "\n".join(map(source, code_cells(notebook)))
    told_names = set(re.findall(r"""\btell\(\s*["']([\w-]+)["']""", code))
    if told_names != set(texts):
        yield f"sections told and written differ: {sorted(told_names ^ set(texts))}"
    yield from _section_faults(notebook)
    for output in (o for cell in code_cells(notebook) for o in cell["outputs"]):
        printed = "".join(output.get("text", ""))
        if re.search(r"\{'|: True|: False|\b-0\b", printed):
            yield f"a dictionary or a truth value in sight: {printed[:60]!r}"


def _section_faults(notebook: Notebook) -> Iterator[str]:
    """Find sections that were emptied: without words, tables and figures below their heading."""
    for title, words, shown in _sections(notebook):
        if not words and not shown:
            yield f"nothing under {title!r}"
        if title == LAST_SECTIONS[0] and words < FEWEST_LIMITS:
            yield f"{words} words under {title!r}"


def _sections(notebook: Notebook) -> list[tuple[str, int, int]]:
    """Give each section's heading, its number of words, and of outputs that are no words."""
    found: list[tuple[str, int, int]] = []
    for cell in notebook["cells"]:
        is_code = cell["cell_type"] == "code"
        texts = told_texts({"cells": [cell]}) if is_code else [source(cell)]
        shown = len(cell["outputs"]) - len(texts) if is_code else 0
        if found:
            title, words, before = found[-1]
            above = "\n".join(re.split(r"^##+ ", text, flags=re.MULTILINE)[0] for text in texts)
            found[-1] = title, words + len(above.split()), before + shown
        if not is_code:
            parts = re.split(r"^##+ +(.+?) *$", source(cell), flags=re.MULTILINE)
            pairs = zip(parts[1::2], parts[2::2], strict=True)
            found += [(title, len(text.split()), 0) for title, text in pairs]
    return found


def cells_kept(notebook: Notebook) -> list[str]:
    """Name the cells that hold anything, in their order."""
    return [cell["id"] for cell in notebook["cells"] if source(cell).strip()]


def main() -> None:
    """Print the cells of every notebook, as `notebook_cells.toml` keeps them."""
    print("# The cells of each notebook in their order: one that is lost shows as a difference.")
    print("# Written by: python tests/notebook_rules.py > tests/notebook_cells.toml")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        ids = ", ".join(f'"{cell}"' for cell in cells_kept(json.loads(path.read_text("utf-8"))))
        print(f"\n{path.stem} = [\n{fill(ids, 96, break_on_hyphens=False)},\n]")


if __name__ == "__main__":
    main()
