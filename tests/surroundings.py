"""Run all notebooks in nine surroundings that are out to show in them, and compare every byte.

Each run is `make report`'s own, on a copy of the checkout. It takes some minutes, so that
`make test` does it with one short notebook (`test_kernel.py`). The last surrounding is another user
of the machine: only root can start it, with a Python that every user may read.

Usage: python tests/surroundings.py [PYTHON-OF-ANOTHER-USER]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from support import HOSTILE, ROOT

NOBODY = "65534"


@dataclass(frozen=True)
class Surrounding:
    """What one run has that others have not."""

    what: str
    environment: dict[str, str] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    folder: str = "plain"
    user: str = ""


def surroundings(own: Path) -> list[Surrounding]:
    """List the surroundings; what they need is written into a folder."""
    settings, long = own / "matplotlibrc", own / ("x" * 150)
    settings.write_text(HOSTILE, encoding="utf-8")
    long.mkdir()
    made = [
        Surrounding("as usual"),
        Surrounding("HOME unset", lacks=("HOME",)),
        Surrounding("HOME read-only", {"HOME": "/proc"}),  # for root too
        Surrounding("a hostile matplotlibrc", {"MATPLOTLIBRC": str(settings), "MPLBACKEND": "svg"}),
        Surrounding("blanks, accents, an apostrophe", folder="o'dir é ü x/pröj/a b"),
        Surrounding("in C", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
        Surrounding("TMPDIR of 150 characters", {"TMPDIR": str(long)}),
    ]
    if turkish := _turkish(own):
        made.insert(-2, Surrounding("in tr_TR", turkish))
    if os.name == "posix" and os.getuid() == 0:
        home = {"HOME": "/nonexistent", "USER": "nobody"}
        made.append(Surrounding("as another user", home, user=NOBODY))
    return made


def _turkish(own: Path) -> dict[str, str]:
    """Make the Turkish locale, in which the capital of i is no I; nothing if it cannot be made."""
    name = "tr_TR.UTF-8"
    command = ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(own / name)]
    if shutil.which("localedef") is None:
        return {}
    subprocess.run(command, capture_output=True, check=False)  # a warning is status 1
    return {"LOCPATH": str(own), "LC_ALL": name} if (own / name).is_dir() else {}


def run(one: Surrounding, own: Path, python: str) -> tuple[bool, str]:
    """Run the notebooks of a copy; tell whether they are the checkout's, and what was said."""
    copy = own / one.folder
    for name in ("analysis", "data", "notebooks"):
        shutil.copytree(ROOT / name, copy / name, dirs_exist_ok=True)
    if "matplotlibrc" in one.what:
        shutil.copy(own / "matplotlibrc", copy / "notebooks")
    given = {name: value for name, value in os.environ.items() if name not in one.lacks}
    given |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)} | one.environment
    command = [sys.executable, "-m", "analysis.site.execute", "notebooks"]
    if one.user:
        for path in (own, *own.rglob("*")):
            if not path.is_symlink():
                os.chown(path, int(one.user), int(one.user))
        command = ["setpriv", f"--reuid={one.user}", f"--regid={one.user}", "--clear-groups"]
        command += [python, "-m", "analysis.site.execute", "notebooks"]
    done = subprocess.run(
        command, cwd=copy, env=given, capture_output=True, encoding="utf-8", errors="replace"
    )
    return done.returncode == 0 and not differing(copy), done.stdout + done.stderr


def differing(copy: Path) -> list[str]:
    """Name the notebooks of a copy that are not, byte for byte, those of the checkout."""
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    return [p.name for p in paths if (copy / "notebooks" / p.name).read_bytes() != p.read_bytes()]


def main(python: str = sys.executable) -> int:
    """Print a verdict for each surrounding."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for one in surroundings(Path(folder)):
            same, said = run(one, Path(folder), python)
            failed += not same
            count = len(list((ROOT / "notebooks").glob("*.ipynb")))
            print(f"{one.what}: {f'{count} notebooks, every byte the same' if same else said}")
            sys.stdout.flush()
        if not _turkish(Path(folder)):
            print("tr_TR: not tried, for lack of localedef or of its source")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
