"""A reader's own dossier, checked and reported on where the reader is."""

from __future__ import annotations

import contextlib
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

from analysis.dossier import DossierError, load
from analysis.dossier.about import ABOUT
from analysis.dossier.remarks import remarks
from analysis.site.report import write_report

# An archive that is cut, damaged, locked or oddly packed, or holds a name that no file can have.
_UNOPENED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
_MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)


def judge(folder: Path) -> dict[str, Any]:
    """Check the dossier in a folder, and write the report on it if it is sound.

    Parameters
    ----------
    folder : Path
        What the reader gave: the dossier's files, a folder that holds them, or a zip of either.

    Returns
    -------
    dict
        ``messages`` as the command ``check`` gives them, ``sound``, and if it is: the ``report`` as
        a page of its own, and its ``parts`` for the page that shows it.
    """
    for archive in folder.glob("*.zip"):
        try:
            with zipfile.ZipFile(archive) as given:
                given.extractall(folder)  # which leaves out what would lead out of the folder
        except _UNOPENED as error:
            return {"messages": f"{archive.name}: cannot be opened ({error})", "sound": False}
        archive.unlink()
    place = _dossier_in(folder)
    with contextlib.chdir(place.parent):  # the messages name files as the reader knows them
        try:
            dossier = load(place.name)
        except DossierError as error:
            return {"messages": str(error), "sound": False}
    page = write_report(dossier)
    main = _MAIN.search(page)
    return {
        "messages": "\n".join([str(dossier), *remarks(dossier)]),
        "sound": True,
        "report": page,
        "parts": main.group(1) if main else "",
    }


def _dossier_in(folder: Path) -> Path:
    """Find the folder that holds the dossier: the highest one that says what it is about."""
    named = sorted(folder.rglob(ABOUT), key=lambda path: (len(path.parts), path))
    tables = sorted(folder.rglob("*.csv"), key=lambda path: (len(path.parts), path))
    return next((path.parent for path in [*named, *tables]), folder)
