"""Kill `make report` at twenty random moments, and look whether anything that was good is lost.

It works on a clone of the checkout with an environment of its own: some twenty minutes in all.
It goes on until twenty were killed: a run that ended before does not count. Every second run has a
notebook to store anew; every run has an older site to replace, in which a file of the user's lies.
After a kill each file must be the old one or the new one, whole. After every fourth run the report
is made to the end.

Usage: python tests/kill_report.py [CLONE-THAT-MAY-BE-SPOILT]
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from support import ROOT

SEED = 20261126
TIMES = 20
MINE = ("CNAME", b"example.org")  # a file of the user's in the site
Files = dict[str, bytes]


class Clone:
    """A checkout that was built once: its notebooks, its site, and an older state of both."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.finish()  # which sets up the environment
        self.seconds = self.finish()
        (folder / "site" / MINE[0]).write_bytes(MINE[1])
        self.site, self.books = self.read("site"), self.read("notebooks")
        name = min(name for name in self.books if name.endswith(".ipynb"))
        stale = json.loads(self.books[name])
        shown = next(c for c in reversed(stale["cells"]) if c.get("outputs"))
        shown["outputs"] = shown["outputs"][:-1]
        self.stale = {name: json.dumps(stale, indent=1).encode()}
        owned = json.loads(self.site["files.json"])
        self.older = {
            "index.html": b"an older home",
            "gone.html": b"an older page",
            "files.json": json.dumps(sorted([*owned, "gone.html"])).encode(),
        }

    def read(self, name: str) -> Files:
        """Read all files of a folder."""
        top = self.folder / name
        paths = (path for path in sorted(top.rglob("*")) if path.is_file())
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in paths}

    def start(self) -> subprocess.Popen[bytes]:
        """Start `make report`, with all that it starts in a group of its own."""
        given = {k: v for k, v in os.environ.items() if k != "PYTHONPATH" and k[:4] != "MAKE"}
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            ["make", "report"], cwd=self.folder, env=given, stdout=quiet, stderr=quiet,
            start_new_session=True,
        )  # fmt: skip

    def finish(self) -> float:
        """Make the report to its end; once more if it stored a notebook. Return the seconds."""
        for _ in range(2):
            begun = time.perf_counter()
            if self.start().wait() == 0:
                return time.perf_counter() - begun
        raise SystemExit("make report does not succeed")

    def age(self, stale: bool) -> None:
        """Put an older site in place, and a notebook that is to be stored anew."""
        for name, content in self.older.items():
            (self.folder / "site" / name).write_bytes(content)
        for name, content in (self.books | (self.stale if stale else {})).items():
            (self.folder / "notebooks" / name).write_bytes(content)

    def lost(self) -> list[str]:
        """Name each file that is neither the old one nor the new one."""
        site, books = self.read("site"), self.read("notebooks")
        json.loads(site["files.json"])
        return [
            *(n for n, c in self.books.items() if books.get(n) not in (c, self.stale.get(n, c))),
            *(
                name
                for name, content in self.site.items()
                if name != "files.json"
                and site.get(name) not in (content, self.older.get(name, content))
            ),
        ]


def kill_at_random(clone: Clone) -> int:
    """Kill the report again and again; print what each kill left; return how many lost a file."""
    chance, nth, killed, spoilt = random.Random(SEED), 0, 0, 0
    while killed < TIMES:
        nth += 1
        clone.age(stale=nth % 2 == 0)
        after = chance.uniform(0, clone.seconds)
        process = clone.start()
        time.sleep(after)
        ended = process.poll() is not None  # as when a notebook was stored anew
        if not ended:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
        lost = clone.lost()
        spoilt += bool(lost)
        said = "lost: " + ", ".join(lost) if lost else "nothing lost"
        print(f"{nth}: {'ended before' if ended else 'killed after'} {after:.1f} s, {said}")
        if nth % 4 == 0:
            clone.finish()
            same = clone.read("site") == clone.site and clone.read("notebooks") == clone.books
            spoilt += not same
            print(f"   then made to the end: {'every file as it was' if same else 'NOT as it was'}")
        sys.stdout.flush()
    return spoilt


def main(given: str | None = None) -> int:
    """Clone the checkout, build it once, and kill."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(given) if given else Path(folder) / "clone"
        if not given:
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        built = Clone(clone)
        print(f"make report takes {built.seconds:.0f} s; seed {SEED}")
        spoilt = kill_at_random(built)
    print(f"{TIMES} kills, {spoilt} of them cost a good file")
    return 1 if spoilt else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
