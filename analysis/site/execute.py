"""Re-execute every notebook in place, and fail if an output is not the stored one.

Usage: python -m analysis.site.execute NOTEBOOK-OR-FOLDER …
"""

from __future__ import annotations

import asyncio
import copy
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

AT_ONCE = 2  # a kernel waits on one core most of the time


def local(folder: str) -> Config:
    """Let a kernel listen in a folder of this machine where it can, not on an open port."""
    sockets = {"transport": "ipc", "ip": f"{folder}/kernel"}
    return Config({} if sys.platform == "win32" else {"KernelManager": sockets})


async def execute(path: Path, turn: asyncio.Semaphore) -> list[str]:
    """Run one notebook, store it if anything changed, and name what changed."""
    async with turn:
        started = time.perf_counter()
        notebook = nbformat.read(path, as_version=4)
        stored = copy.deepcopy(notebook.cells)
        with tempfile.TemporaryDirectory() as folder:
            client = NotebookClient(
                notebook,
                kernel_name="python3",
                resources={"metadata": {"path": str(path.parent)}},
                record_timing=False,
                coalesce_streams=True,
                timeout=300,
                config=local(folder),
            )
            try:
                await client.async_execute()
            except CellExecutionError as error:
                return [f"{path.name}: {error}"]
        first = not any(cell.get("execution_count") for cell in stored)
        changed = [
            f"{path.name}: cell {number} ({now['id']}) gives other outputs than the stored ones"
            for number, (before, now) in enumerate(zip(stored, notebook.cells, strict=True), 1)
            if now != before and not first  # a first run has nothing to compare with
        ]
        if changed or first:
            nbformat.write(notebook, path)
        verdict = f"{len(changed)} cells changed" if changed else "same outputs"
        print(f"  {path.name}: {verdict} ({time.perf_counter() - started:.0f} s)", flush=True)
        return changed


async def execute_all(paths: list[Path]) -> list[str]:
    """Run the notebooks, two at a time."""
    turn = asyncio.Semaphore(AT_ONCE)
    return [
        line for lines in await asyncio.gather(*(execute(p, turn) for p in paths)) for line in lines
    ]


def main(names: list[str]) -> int:
    """Run the notebooks named, or all of a folder; say whether the stored outputs still hold."""
    given = [Path(name).resolve() for name in names]
    paths = [
        n for path in given for n in (sorted(path.glob("*.ipynb")) if path.is_dir() else [path])
    ]
    print(f"Executing {len(paths)} notebooks …", flush=True)
    changed = asyncio.run(execute_all(paths))
    if changed:
        print("\n".join(["", *changed]), file=sys.stderr)
        print(
            "\nThe new outputs are stored. Look at what changed (git diff); if it is right, commit "
            "it and run again.",
            file=sys.stderr,
        )
    return 1 if changed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
