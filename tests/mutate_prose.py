"""Change every digit and number word that a reader sees, one at a time, and count what is caught.

Nothing is run anew for a change: each is judged by the same comparison that the tests make, of what
a notebook stores with what its code shows, of the README with what the data say, and of every text
with the rule that no number is typed.

Usage: python tests/mutate_prose.py
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from prose_guard import ROOT, read_pages, read_templates, typed_numbers
from readme_values import readme_values
from support import HOUSE, REAL

import analysis
from analysis.language.prose import MARK, SLOT, fill, number_words, read_sections
from analysis.site.notebooks import read
from analysis.site.replay import replay

Text = tuple[str, str, str, Callable[[str], bool]]  # kind, place, text, and whether it is caught
_HIDDEN = re.compile(  # from a reader: slots and marks, addresses, code, numbers of lists
    rf"{SLOT.pattern}|{MARK.pattern}|\]\(<?[^)]*\)|`[^`]*`|<[^>]*>|^ *\d+\. |\[chart-[\w-]+\]",
    re.MULTILINE,
)
_NEXT = {"one": "two", "first": "second", "second": "third", "premier": "deuxième"}
_NEXT |= {"half": "third", "third": "half", "twice": "thrice", "both": "three"}
for _lang in ("en", "fr"):
    _row = number_words(_lang)[2:]
    _NEXT |= dict(zip(_row, [*_row[1:], _row[0]], strict=True))
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(_NEXT)})\b", re.IGNORECASE)


def changes(text: str) -> Iterator[tuple[str, str]]:
    """Give each change of one digit or number word: what was changed, and the whole text."""
    hidden = [found.span() for found in _HIDDEN.finditer(text)]
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        if any(low <= start < high for low, high in hidden):
            continue
        old = found.group()
        new = str((int(old) + 1) % 10) if old.isdigit() else _NEXT[old.lower()]
        yield f"{text[max(0, start - 20) : end + 10]!r}", text[:start] + new + text[end:]


def is_typed(text: str) -> bool:
    """Tell whether the rule against typed numbers catches a text."""
    return bool(typed_numbers(text))


def told_texts() -> Iterator[Text]:
    """Give what the code of the notebooks tells, beside what a new run tells."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for name, shown in replay(read(path)).items():
            for kind, text in shown.stored:
                if kind == "text/markdown":
                    yield "told outputs", f"{path.stem}, {name}", text, text.__ne__


def readme_texts() -> Iterator[Text]:
    """Give the parts of the README that are filled, beside what the data say."""
    dossier = analysis.load(REAL)
    sections, values = read_sections(ROOT / "tests" / "readme.md"), readme_values(dossier)
    words = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    for name, template in sections.items():
        said = " ".join(fill(template, values[name]).split())
        yield "README", name, words[words.index(said) :][: len(said)], said.__ne__


def written_texts() -> Iterator[Text]:
    """Give the texts that are written: Markdown cells, templates, stories, and the site's pages."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                place = f"{path.stem}, {cell['id']}"
                yield "Markdown cells", place, "".join(cell["source"]), is_typed
    for place, text in read_templates():
        yield "texts with slots", place, text, is_typed
    for path in sorted(path for folder in HOUSE for path in folder.glob("story*.md")):
        for name, text in read_sections(path).items():
            if name != "values":
                title, *bars = text.splitlines()
                labels = [title.partition(": ")[2], *(bar.partition(" = ")[0] for bar in bars)]
                seen = "\n".join(labels) if name.startswith("chart-") else text
                yield "stories", f"{path.parent.name}/{path.name}, {name}", seen, is_typed
    for place, text in read_pages():
        yield "page texts", place, text, is_typed


def judge(texts: Iterable[Text]) -> tuple[Counter[str], Counter[str], list[str]]:
    """Count the changes of each kind of text and those that are caught, and name the others."""
    made, caught, missed = Counter[str](), Counter[str](), list[str]()
    for kind, place, text, is_caught in texts:
        for what, changed in changes(text):
            made[kind] += 1
            if is_caught(changed):
                caught[kind] += 1
            else:
                missed.append(f"{place}: {what}")
    return made, caught, missed


def main() -> int:
    """Print how many changes are caught, and name the others."""
    made, caught, missed = judge(chain(told_texts(), readme_texts(), written_texts()))
    for kind in made:
        print(f"{kind}: {caught[kind]} of {made[kind]} changes caught")
    for one in missed:
        print(f"  not caught: {one}")
    print(f"in all: {caught.total()} of {made.total()}, {caught.total() / made.total():.1%}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
