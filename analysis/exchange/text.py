"""What the writers of text files share."""

from __future__ import annotations

import json
import re
import unicodedata


def write_json(content: object) -> str:
    """Write JSON as a person would read it, with one line end at its end."""
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def slug(title: str) -> str:
    """Make a name for files and addresses of a title.

    >>> slug("Électricité & Cie: the end, 2022")
    'electricite-cie-the-end-2022'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "dossier"


def filled(**fields: object) -> dict[str, object]:
    """Keep the fields that hold something."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}
