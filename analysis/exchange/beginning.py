"""The folder of a new dossier: the template, a notebook, the cookbook, licence and citation."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.dossier.about import ABOUT
from analysis.dossier.dossier import Dossier, load
from analysis.dossier.example import TEMPLATE
from analysis.dossier.saving import new_folder
from analysis.dossier.schemas import FILES
from analysis.exchange.starter import to_notebook

_RESERVED = ("court,", "press,")
_LICENCE = """\
Replace this page by the licence of your choice. Until you do, it says:

The tables and texts in this folder are under the licence Creative Commons Attribution 4.0
International (https://creativecommons.org/licenses/by/4.0/). Quotes belong to their publishers.
"""


def begin(folder: Path, *, empty: bool = False) -> list[Path]:
    """Write the folder of a new dossier, all of it or nothing.

    Parameters
    ----------
    folder : Path
        A folder that is not there yet.
    empty : bool, optional
        Write the headers of the tables only, and no story and no notebook.

    Returns
    -------
    list of Path
        The files, in order of their names.

    Raises
    ------
    FileExistsError
        If there is something of that name.
    """
    if folder.exists():
        raise FileExistsError(f"{folder} exists already and was left as it is; name a new folder")
    with new_folder(folder) as made:
        for file in TEMPLATE.iterdir():
            (made / file.name).write_bytes(file.read_bytes())
        dossier = load(made)
        texts = {"CITATION.cff": citation_of(dossier), "LICENSE": _LICENCE}
        if empty:
            (made / "story.md").unlink()
            texts |= {ABOUT: _without_questions(made / ABOUT)}
            texts |= {
                name: _emptied(made / name) for name in FILES.values() if (made / name).exists()
            }
        else:
            texts |= {"start.ipynb": to_notebook(dossier)}
        for name, text in texts.items():
            (made / name).write_text(text, encoding="utf-8", newline="\n")
    return sorted(folder.iterdir())


def _without_questions(path: Path) -> str:
    """Return the settings with those that name a question turned into comments."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r'^(\w+ = \[?"[qd]-)', r"# \1", text, flags=re.MULTILINE)


def _emptied(path: Path) -> str:
    """Return the header of a table, and the sides whose names are reserved."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if line == lines[0] or line.startswith(_RESERVED))


def citation_of(dossier: Dossier) -> str:
    """Write how a dossier is to be cited, as CITATION.cff.

    Examples
    --------
    >>> from analysis import example
    >>> print(citation_of(example()).splitlines()[2])
    title: "A fictitious case: works and telecom"
    """
    about = dossier.about
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this dossier, please cite it as below.",
        f"title: {_quoted(about.title)}",
        "type: dataset",
        "authors:",
        f"  - name: {_quoted(about.authors or 'Put the names of the authors here')}",
        f"date-released: {about.collected.isoformat()}",
        "license: CC-BY-4.0",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Write a text as YAML does in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
