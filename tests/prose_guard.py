"""What a text that readers see may hold: no typed number, no long sentence.

Run as a script it lists the sentences that are too long, with file and place, and fails if there
are any.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from analysis.language.prose import MARK, SLOT, number_words, read_sections

ROOT = Path(__file__).parent.parent
LONGEST = 25  # words a sentence
# Names with numbers in them, exactly as they are written.
NAMES = (
    *("article L. 442-1", "tier two", "level two", "CC BY 4.0", "notebook 2", "twelve words"),
    "second shock",
    "Solutions 30",
)
_MORE = (
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred hundreds thousand thousands million millions billion dozen "
    "dozens half halves third thirds quarter quarters twice thrice double triple second fourth "
    "fifth sixth tenth"
)
_MORE_FR = (
    "treize quatorze quinze seize vingt trente quarante cinquante soixante cent cents mille "
    "millions milliard milliards douzaine dizaine centaine millier milliers moitié tiers quart "
    "quarts double triple deuxième troisième quatrième"
)
# "one", "no", "un" and "aucun" count only beside other words: changed to another number, they show.
NUMBER_WORDS = (
    *(word for lang in ("en", "fr") for word in number_words(lang)[2:]),
    *_MORE.split(),
    *_MORE_FR.split(),
)
_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,]*")
_CODE = re.compile(r"```(?s:.*?)```|`[^`]*`|^(?: {4}|\t).*$", re.MULTILINE)
_LINK = re.compile(r"\]\([^)]*\)")
_NUMBERED = re.compile(r"^ *\d+\. ", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!L\.)(?<!no\.)\s+|\n\s*\n|\n\s*(?:[-*]|\d+\.)\s")
_SIGNS = re.compile(r"^#+ .*$|`[^`]*`|\]\([^)]*\)|[*_>\[\]]", re.MULTILINE)


def typed_numbers(text: str) -> list[str]:
    r"""List the numbers, in digits or in words, that stand in a text outside slots and code.

    The words that a slot chooses by a value are looked at too.

    >>> typed_numbers("It took {n:months}, not 18; article L. 442-1 and two firms.")
    ['18', 'two']
    >>> typed_numbers("Un tiers des lots, article L. 443-1.")
    ['tiers', '443', '1.']
    >>> typed_numbers("In a terminal:\n\n    head -5 names\n\nThe {more?three/other} first.")
    ['three']
    """
    bare = MARK.sub(" ", _CODE.sub(" ", text))
    bare = SLOT.sub(lambda slot: " ".join(slot.groups("")[2:]), bare)
    bare = _NUMBERED.sub(" ", _LINK.sub("] ", bare))
    for name in NAMES:
        bare = bare.replace(name, " ")
    found = _TOKEN.findall(bare)
    return [token for token in found if token[0].isdigit() or token.lower() in NUMBER_WORDS]


def sentences(text: str) -> list[str]:
    """Cut a text into sentences, without headings, marks and code; visible citations count."""
    parts = (" ".join(part.split()) for part in _SENTENCE.split(_SIGNS.sub(" ", text)))
    return [part for part in parts if len(part.split()) > 2]


def too_long(text: str) -> list[str]:
    """Give the sentences of a text that have too many words."""
    return [one for one in sentences(text) if len(one.split()) > LONGEST]


def read_texts(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Give each text that a reader sees, with its place: notebooks, their texts, page texts.

    Stories are judged by `test_stories.py`, once filled.
    """
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            place = f"{path.relative_to(root)}, cell {cell['id']}"
            if cell["cell_type"] == "markdown":
                yield place, "".join(cell["source"])
            for output in cell.get("outputs", []):
                yield place, "".join(output.get("data", {}).get("text/markdown", ""))


def read_templates(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Give each text with slots, with its place: of notebooks, and of the README."""
    texts = sorted((root / "notebooks" / "texts").glob("*.md"))
    for path in [*texts, root / "tests" / "readme.md"]:
        for name, text in read_sections(path).items():
            yield f"{path.relative_to(root)}, section {name}", text


def read_pages(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Give the words of the site's templates, without their code."""
    for path in sorted((root / "analysis" / "site" / "templates").glob("*.html")):
        text = re.sub(r"\{[{%#].*?[}%#]\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"<(script|style).*?</\1>", " ", text, flags=re.DOTALL)
        yield str(path.relative_to(root)), " ".join(re.sub(r"<[^>]*>", " ", text).split())


def main() -> int:
    """List the sentences that are too long."""
    found = [(place, one) for place, text in read_texts() for one in too_long(text)]
    for place, one in found:
        print(f"{place}: {len(one.split())} words: {one}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
