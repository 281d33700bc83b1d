"""When two texts are the same to a reader, however a keyboard or spreadsheet writes them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pandas as pd

# Typography that programs change by themselves without changing a word.
_ALIKE = str.maketrans(
    dict.fromkeys("’‘‛ʼʻʹ′‵＇ꞌ՚`´", "'")
    | dict.fromkeys("«»“”„‟‹›", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    # One sign for several letters.
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"…": "..."}
)
_AS_TYPED = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
# What nobody sees: soft hyphens with the line end after them, joiners, marks of direction.
_INVISIBLE = re.compile(r"\u00ad\s*|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
# French sets quotation marks and high punctuation off with a space, others do not.
_OPENING, _CLOSING = re.compile(r"(?<!\w)[«“„‟‹]\s*"), re.compile(r"\s*[»”›](?!\w)")
_HIGH = re.compile(r"\s+(?=[:;!?%])")
# A dash or an ellipsis parts words though no space stands there.
_BETWEEN_WORDS = re.compile(r"[\s—―…]+")


def same_typography(text: str) -> str:
    """Make apostrophes, quotation marks, dashes, accents and blanks alike; no letter changes.

    An accent may be part of its letter or a mark after it (NFC, NFD); a run of blanks of any kind
    is one space, and none stands within quotation marks or before ``: ; ! ? %``.

    >>> same_typography("Cour  d’appel"), same_typography("e\u0301lu\u00a0: « non »")
    ("Cour d'appel", 'élu: "non"')
    """
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    seen = _CLOSING.sub('"', _OPENING.sub('"', seen)).translate(_ALIKE)
    return unicodedata.normalize("NFC", _HIGH.sub("", " ".join(seen.split())))


@lru_cache(maxsize=100_000)  # a dossier names its speakers again and again
def same_text_key(text: str) -> str:
    """Return a key that is equal for texts that differ in typography or case alone.

    Letters stay what they are: ``é`` is not ``e``, and another name is another name.

    >>> same_text_key("COUR d’Appel") == same_text_key("Cour d'appel")
    True
    >>> same_text_key("Mézard") == same_text_key("Mezard")
    False
    """
    return same_typography(as_typed(text).casefold())


@lru_cache(maxsize=100_000)
def as_typed(text: str) -> str:
    """Make typography alike, and write ``œ`` as a keyboard without it does: to compare by.

    >>> as_typed("L’œuvre") == as_typed("L'oeuvre")
    True
    """
    return same_typography(text).translate(_AS_TYPED)


def one_spelling(texts: pd.Series[str]) -> pd.Series[str]:
    """Write texts that differ in typography alone as the most frequent of them is written.

    >>> one_spelling(pd.Series(["lot d’Albi", "lot d'Albi", "lot d’Albi"])).tolist()
    ['lot d’Albi', 'lot d’Albi', 'lot d’Albi']
    """
    keys = texts.map(as_typed)
    if keys.nunique() == texts.nunique():
        return texts
    counts = texts.value_counts()
    ordered = sorted(counts.index, key=lambda text: (-counts[text], text))
    chosen = {as_typed(text): text for text in reversed(ordered)}
    return keys.map(chosen).astype("str")


def words_of(text: str) -> list[str]:
    """List the words of a text; what has neither letter nor digit is punctuation, not a word.

    >>> words_of("Nous avons perdu : 65 % — hier")
    ['Nous', 'avons', 'perdu', '65', 'hier']
    """
    return [word for word in _BETWEEN_WORDS.split(text) if any(map(str.isalnum, word))]
