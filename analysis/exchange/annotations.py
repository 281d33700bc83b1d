"""Annotations from Hypothesis: a passage with its address becomes a draft of a claim.

A draft has no answer, speaker or side yet, unless a tag names a question or a side of the dossier:
who speaks, and what that amounts to, only a reader can say. `check` lists what is still to fill.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from analysis.dossier.schemas import QUOTE_WORDS
from analysis.exchange.text import digest, slug
from analysis.language.text import words_of

Row = dict[str, str]


def is_hypothesis(document: object) -> bool:
    """Return annotations from references, which are JSON too."""
    listed = _annotations(document)
    return bool(listed) and all("uri" in one and "target" in one for one in listed)


def read_annotations(document: object) -> tuple[list[Row], Counter[str]]:
    """Read annotations; give rows of ``claims.csv`` with ``url`` and ``title`` of their page.

    A passage of more than twelve words is cut to the first twelve.
    """
    rows, left = [], Counter[str]()
    for one in _annotations(document):
        passage = _passage(one)
        quote = first_words(passage)
        if not passage and not one.get("text"):
            left["annotations without a passage or a text"] += 1
            continue
        if quote != passage:
            left[f"words of passages after the first {QUOTE_WORDS}"] += 1
        title = (one.get("document") or {}).get("title") or [""]
        rows.append(
            {
                "claim_id": f"note-{slug(str(one.get('id') or digest(one['uri'] + passage)))}",
                "statement": " ".join(str(one.get("text", "")).split()),
                "quote": quote,
                "note": "draft; tags: " + (", ".join(one.get("tags", [])) or "none"),
                "tags": "\n".join(one.get("tags", [])),
                "url": one["uri"],
                "title": str(title[0] if isinstance(title, list) else title),
                "publisher": urlsplit(one["uri"]).hostname or "",
                "accessed": str(one.get("created", ""))[:10],
            }
        )
    return rows, left


def first_words(passage: str) -> str:
    """Cut a passage to the number of words that a quote may have.

    >>> first_words("one two three four five six seven eight nine ten eleven twelve thirteen")
    'one two three four five six seven eight nine ten eleven twelve'
    """
    parts = passage.split()
    while len(words_of(" ".join(parts))) > QUOTE_WORDS:
        parts.pop()
    return " ".join(parts)


def _annotations(document: Any) -> list[dict[str, Any]]:
    """List the annotations of an export or of an answer of the interface."""
    if isinstance(document, dict):
        document = document.get("annotations", document.get("rows", []))
    return [one for one in document if isinstance(one, dict)] if isinstance(document, list) else []


def _passage(annotation: dict[str, Any]) -> str:
    """Return the words that are marked."""
    exact = [
        selector.get("exact", "")
        for target in annotation.get("target", [])
        for selector in target.get("selector", [])
        if selector.get("type") == "TextQuoteSelector"
    ]
    return re.sub(r"\s+", " ", " … ".join(filter(None, exact))).strip()
