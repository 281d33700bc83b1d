"""Whether a case still says what it said: its story's numbers, and its notebooks' outputs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from analysis.dossier import load
from analysis.dossier.files import folder_of
from analysis.dossier.saving import save_file
from analysis.language.prose import read_sections
from analysis.site.story import story_of
from analysis.site.values import ends_of, values_of

HELD = "held.json"  # the story's numbers of the day on which they were accepted
_NEEDED = ("pytest", "nbval", "ipykernel")


@dataclass
class Held:
    """Whether all is as it was, and what there is to say of it."""

    good: bool = True
    said: list[str] = field(default_factory=list)


def story_holds(folder: Path, *, accept: bool = False) -> Held:
    """Compare the numbers of a story with those that were held.

    The first time, and with ``accept``, today's numbers are written to ``held.json``.

    Raises
    ------
    ValueError
        If a value or a slot of the story is at fault.
    """
    folder = folder_of(folder)
    dossier, file, page = load(folder), folder / HELD, folder / "story.md"
    if not page.exists():
        return Held(said=["no story.md: no numbers to hold"])
    story_of(dossier, folder)  # which names a slot without a value, and the reverse
    values = values_of(dossier, read_sections(page).get("values", ""), page.name)
    # Nine digits: the last ones of a float are no news.
    now = {name: [f"{end:.9g}" for end in ends_of(value)] for name, value in values.items()}
    if accept or not file.exists():
        save_file(file, json.dumps(now, indent=2) + "\n")
        return Held(said=[f"{HELD}: holds the {len(now)} numbers of story.md from now on"])
    return _compared(json.loads(file.read_text(encoding="utf-8")), now)


def _compared(old: dict[str, list[str]], now: dict[str, list[str]]) -> Held:
    """Return which numbers are no longer what they were."""
    changed = [name for name in now if old.get(name) != now[name]]
    said = [
        f"story.md: {name} was {' to '.join(old.get(name, ['not there']))}, "
        f"is {' to '.join(now[name])}"
        for name in changed
    ]
    said += [f"story.md: {name} is gone" for name in old if name not in now]
    if said:
        return Held(False, [*said, "If that is right: dossier test --accept"])
    return Held(said=[f"story.md: all {len(now)} numbers are as held"])


def notebooks_hold(folder: Path) -> Held:
    """Run the notebooks of a folder; compare what they show with what they stored.

    A notebook that was never run has nothing to compare: it is only run.

    Raises
    ------
    ValueError
        If the tools for it are not installed.
    """
    folder = folder_of(folder).resolve()
    books = sorted(folder.glob("*.ipynb"))
    if not books:
        return Held(said=["no notebook (*.ipynb) to run"])
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise ValueError(
            f"to run notebooks, {', '.join(missing)} is needed: "
            'pip install "scopelec-orange-compendium[notebooks]"'
        )
    held = Held()
    for book in books:
        how = "--nbval" if _was_run(book) else "--nbval-lax"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        command += ["--no-header", how, "--nbval-current-env", "-c", "/dev/null"]
        # no conftest.py of a folder above has a say
        command += ["--rootdir", str(folder), "--confcutdir", str(folder)]
        done = subprocess.run(
            [*command, book.name], cwd=folder, capture_output=True, text=True, check=False
        )
        held.good &= done.returncode == 0
        held.said += _said(book.name, done, how)
    return held


def _was_run(book: Path) -> bool:
    """Return whether a notebook holds the outputs of a run."""
    cells = json.loads(book.read_text(encoding="utf-8"))["cells"]
    return any(cell.get("execution_count") for cell in cells)


def _said(name: str, done: subprocess.CompletedProcess[str], how: str) -> list[str]:
    """Format how a run ended."""
    if done.returncode:
        return [f"{name}: not as stored, or it fails:", (done.stdout + done.stderr).strip()]
    if how == "--nbval":
        return [f"{name}: runs, and shows what it stored"]
    return [f"{name}: runs; run it in JupyterLab and save it, so that there is a result to compare"]
