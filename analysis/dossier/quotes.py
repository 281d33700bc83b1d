"""Check quotes against the text of their source, which the reader supplies."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum

import pandas as pd

from analysis.dossier.dossier import Dossier
from analysis.language.text import as_typed

# Accents that belong to no letter of their own: a word goes on with them.
_IN_WORD = r"[\w\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"


class Verdict(StrEnum):
    """Whether a quote was found where it should be."""

    FOUND = "found"
    NOT_FOUND = "not found"
    AMBIGUOUS = "ambiguous"
    WRONG_PARAGRAPH = "wrong paragraph"


def verify_quotes(dossier: Dossier, source_id: str, text: str) -> pd.DataFrame:
    """Look up each quote of a source in the source's text.

    Apostrophes, quotation marks, dashes and spaces are first written in one way (`as_typed`);
    nothing else is: a changed letter, and a lost accent, is a changed quote.

    Parameters
    ----------
    dossier : Dossier
    source_id : str
        The source whose claims are checked.
    text : str
        The source's text, paragraphs separated by blank lines.

    Returns
    -------
    DataFrame
        One row per quote:

        - ``claim_id``, ``quote``;
        - ``paragraph``: as stated, or nothing;
        - ``found_in``: paragraphs, counted from 1, a list;
        - ``verdict``: ``found``, ``not found``, ``ambiguous`` or ``wrong paragraph``;
        - ``nearest``: the passage most like it, unless found.

    Raises
    ------
    ValueError
        If the dossier has no such source.

    Examples
    --------
    >>> from analysis import example
    >>> text = "She spoke of sixty per cent."
    >>> verify_quotes(example(), "gazette-2024-05-02", text)[["claim_id", "verdict"]]
         claim_id    verdict
    0  gazette-c1  not found
    """
    claims = dossier.select(source_id=source_id)
    paragraphs = _paragraphs(text)
    rows = [
        {"claim_id": c.claim_id, "quote": c.quote, "paragraph": c.paragraph}
        | _verdict(as_typed(c.quote), c.paragraph, paragraphs)
        for c in claims[claims["quote"] != ""].itertuples()
    ]
    return pd.DataFrame(
        rows, columns=["claim_id", "quote", "paragraph", "found_in", "verdict", "nearest"]
    )


def _paragraphs(text: str) -> list[str]:
    """Split a text at its blank lines, whatever its line ends, and make its typography alike."""
    lines = "\n".join(text.strip().splitlines())
    return [as_typed(part) for part in re.split(r"\n\s*\n", lines)]


def _verdict(quote: str, stated: str, paragraphs: list[str]) -> dict[str, object]:
    """Look up one quote."""
    hits = [n for n, part in enumerate(paragraphs, start=1) for _ in range(_count(quote, part))]
    if len(hits) == 1 and stated in ("", str(hits[0])):
        return {"found_in": hits, "verdict": str(Verdict.FOUND), "nearest": ""}
    where = Verdict.AMBIGUOUS if len(hits) > 1 else Verdict.WRONG_PARAGRAPH
    verdict = str(where if hits else Verdict.NOT_FOUND)
    return {"found_in": hits, "verdict": verdict, "nearest": _nearest(quote, paragraphs)}


def _count(quote: str, text: str) -> int:
    """Count the places where the quote stands as whole words."""
    return len(re.findall(rf"(?<!{_IN_WORD}){re.escape(quote)}(?!{_IN_WORD})", text))


def _nearest(quote: str, paragraphs: list[str]) -> str:
    """Find the run of as many words that is most like the quote."""
    size = len(quote.split())
    runs = (
        (number, " ".join(words[start : start + size]))
        for number, words in enumerate((part.split() for part in paragraphs), start=1)
        for start in range(max(1, len(words) - size + 1))
    )
    number, best = max(runs, key=lambda run: SequenceMatcher(None, quote, run[1]).ratio())
    return f"paragraph {number}: {best}"
