"""What the writers of text files share."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256


def write_json(content: object) -> str:
    """Write JSON as a person would read it, with one line end at its end."""
    text = io.StringIO()  # written piece by piece: a list of all pieces weighs ten times the text
    json.dump(content, text, ensure_ascii=False, indent=2, allow_nan=False)
    return text.getvalue() + "\n"


def write_graph(context: str, nodes: Iterable[object]) -> str:
    """Write JSON-LD with a node a line: laid out in full, 100,000 claims take ten seconds more."""
    lines = ",\n".join(json.dumps(node, ensure_ascii=False, allow_nan=False) for node in nodes)
    return f'{{"@context": {json.dumps(context)}, "@graph": [\n{lines}\n]}}\n'


@lru_cache(maxsize=100_000)  # many claims have one speaker, and one scope
def slug(title: str) -> str:
    """Make a name for files and addresses of a title, of the letters that any of them takes.

    Letters of other scripts are lost to it; a digest of the title then keeps two titles apart.

    >>> slug("Électricité & Cie: the end, 2022"), slug("Αθήνα 2022")
    ('electricite-cie-the-end-2022', '2022-d6df0a21')
    """
    whole = unicodedata.normalize("NFKD", title)
    plain = whole.encode("ascii", "ignore").decode()
    lost = any(sign.isalnum() and not sign.isascii() for sign in whole)
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join([*words, digest(title)] if lost else words) or "dossier"


@lru_cache(maxsize=100_000)
def digest(text: str) -> str:
    """Return eight signs that tell a text from others, the same on every machine."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def filled(**fields: object) -> dict[str, object]:
    """Keep the fields that hold something."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}
