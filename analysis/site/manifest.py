"""Which cell makes each figure, table and stated text: a manifest in the form of CODECHECK.

Nobody has checked the work by it yet, so that it names no checker and no certificate.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.site.notebooks import Notebook

MANIFEST = "codecheck.yml"
_HEAD = """\
# What a checker would compare: each output, the cell that makes it, and the SHA-256 of its bytes.
# To make all of them again: make report
version: https://codecheck.org.uk/spec/config/1.0
manifest:
"""


@dataclass(frozen=True)
class Made:
    """An output, and what made it."""

    file: str
    what: str  # "figure", "table" or "text"
    notebook: str
    cell: str
    content: bytes


def texts_of(notebook: Notebook) -> Iterator[Made]:
    """Yield the texts with numbers that a notebook's cells state, as they are stored."""
    for cell in notebook.cells:
        for output in cell.outputs:
            told = output.get("data", {}).get("text/markdown")
            if told is not None:
                text = "".join(told).encode()
                yield Made(notebook.path.name, "text", notebook.path.name, cell.id, text)


def codecheck(made: Iterable[Made]) -> str:
    """Write the manifest, as YAML.

    Examples
    --------
    >>> one = Made("1-share.csv", "table", "1_dispute.ipynb", "share", b"a,b")
    >>> print(codecheck([one]).partition("manifest:")[2].strip())
    - file: "1-share.csv"
        comment: "table of cell share in 1_dispute.ipynb"
        sha256: 1eb7c54d52831bbfe8942af0b1c56b7409523a59ed6ca99c1174fef7eb32c1b5
    """
    return _HEAD + "".join(
        f"  - file: {json.dumps(one.file, ensure_ascii=False)}\n"
        f'    comment: "{one.what} of cell {one.cell} in {one.notebook}"\n'
        f"    sha256: {hashlib.sha256(one.content).hexdigest()}\n"
        for one in made
    )
