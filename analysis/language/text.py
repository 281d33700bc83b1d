"""When two texts are the same to a reader, however a keyboard or spreadsheet writes them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Typography that programs change by themselves without changing a word.
_ALIKE = str.maketrans(
    dict.fromkeys("’‘ʼʹ′＇`´", "'")
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # which nobody sees: dropped
)


def same_typography(text: str) -> str:
    """Make apostrophes, quotation marks, dashes, accents and blanks alike; no letter changes.

    An accent may be part of its letter or a mark after it (NFC, NFD); a run of blanks of any kind
    is one space.

    >>> same_typography("Cour  d’appel"), same_typography("e\u0301lu\u00a0: non")
    ("Cour d'appel", 'élu : non')
    """
    return " ".join(unicodedata.normalize("NFC", text.translate(_ALIKE)).split())


@lru_cache(maxsize=100_000)  # a dossier names its speakers again and again
def same_text_key(text: str) -> str:
    """Give a key that is equal for texts that differ in typography or case alone.

    Letters stay what they are: ``é`` is not ``e``, and another name is another name.

    >>> same_text_key("COUR d’Appel") == same_text_key("Cour d'appel")
    True
    >>> same_text_key("Mézard") == same_text_key("Mezard")
    False
    """
    return same_typography(same_typography(text).casefold())
