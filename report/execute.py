"""Re-execute every notebook in place, and fail if an output is not the stored one.

Usage: python -m report.execute [NOTEBOOK …]
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
# Kernels listen to this machine only, where it can: no open port, no warning about one.
LOCAL = Config({} if sys.platform == "win32" else {"KernelManager": {"transport": "ipc"}})
AT_ONCE = 2  # a kernel waits on one core most of the time


async def execute(path: Path, turn: asyncio.Semaphore) -> list[str]:
    """Run one notebook, store it if anything changed, and name what changed."""
    async with turn:
        started = time.perf_counter()
        notebook = nbformat.read(path, as_version=4)
        stored = [cell.get("outputs", []) for cell in notebook.cells]
        counts = [cell.get("execution_count") for cell in notebook.cells]
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
            record_timing=False,
            coalesce_streams=True,
            timeout=300,
            config=LOCAL,
        )
        try:
            await client.async_execute()
        except CellExecutionError as error:
            return [f"{path.name}: {error}"]
        changed = [
            f"{path.name}: cell {number} ({cell['id']}) gives other outputs than the stored ones"
            for number, cell in enumerate(notebook.cells, start=1)
            if cell.get("outputs", []) != stored[number - 1]
            or cell.get("execution_count") != counts[number - 1]
        ]
        if changed:
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
    """Run the named notebooks, or all, and say whether the stored outputs still hold."""
    paths = [Path(name).resolve() for name in names] or sorted(NOTEBOOKS.glob("*.ipynb"))
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
