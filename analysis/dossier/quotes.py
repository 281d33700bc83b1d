"""Check quotes against the text of their source, which the reader supplies."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import pandas as pd

from analysis.dossier.dossier import Dossier

# Typography that printers vary without changing a word.
_ALIKE = str.maketrans(
    dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("“”„", '"') | dict.fromkeys("‐‑‒–—−", "-")
)
_GUILLEMETS = re.compile(r"«\s*|\s*»")  # French ones stand off from what they enclose


def verify_quotes(dossier: Dossier, source_id: str, text: str) -> pd.DataFrame:
    """Look up each quote of a source in the source's text.

    Apostrophes, quotation marks, dashes and spaces are made alike first; nothing else is: a
    changed letter is a changed quote.

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
        One row a quote: ``claim_id``, ``quote``, ``paragraph`` (stated, or ``""``), ``found_in``
        (list of paragraphs, counted from 1), ``verdict`` (``found``, ``not found``, ``ambiguous``
        or ``wrong paragraph``) and ``nearest`` (the passage most like it, unless found).

    Raises
    ------
    ValueError
        If the dossier has no such source.
    """
    claims = dossier.select(source_id=source_id)
    paragraphs = [_alike(part) for part in re.split(r"\n\s*\n", text.strip())]
    rows = [
        {"claim_id": c.claim_id, "quote": c.quote, "paragraph": c.paragraph}
        | _verdict(_alike(c.quote), c.paragraph, paragraphs)
        for c in claims[claims["quote"] != ""].itertuples()
    ]
    return pd.DataFrame(
        rows, columns=["claim_id", "quote", "paragraph", "found_in", "verdict", "nearest"]
    )


def _alike(text: str) -> str:
    """Make typography alike, and each run of blanks one space."""
    return " ".join(_GUILLEMETS.sub('"', text).translate(_ALIKE).split())


def _verdict(quote: str, stated: str, paragraphs: list[str]) -> dict[str, object]:
    """Look up one quote."""
    hits = [n for n, part in enumerate(paragraphs, start=1) for _ in range(_count(quote, part))]
    if len(hits) == 1 and stated in ("", str(hits[0])):
        return {"found_in": hits, "verdict": "found", "nearest": ""}
    verdict = "not found" if not hits else "ambiguous" if len(hits) > 1 else "wrong paragraph"
    return {"found_in": hits, "verdict": verdict, "nearest": _nearest(quote, paragraphs)}


def _count(quote: str, text: str) -> int:
    """Count the places where the quote stands as whole words."""
    return len(re.findall(rf"(?<!\w){re.escape(quote)}(?!\w)", text))


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
