"""Re-execute every notebook in place, and fail if an output is not the stored one.

Usage: python -m analysis.site.execute NOTEBOOK-OR-FOLDER …
"""

from __future__ import annotations

import asyncio
import atexit
import copy
import io
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from analysis.dossier.saving import save_file
from analysis.site.kernel import OwnKernel, local, seal

AT_ONCE = 2  # a kernel waits on one core most of the time


async def execute(path: Path, turn: asyncio.Semaphore, environment: dict[str, str]) -> list[str]:
    """Run one notebook, store it if anything changed, and name what changed.

    A notebook that fails or that complains on standard error is not stored.
    """
    async with turn:
        started = time.perf_counter()
        notebook = nbformat.read(path, as_version=4)
        stored = copy.deepcopy(notebook.cells)
        with tempfile.TemporaryDirectory() as folder:
            client = NotebookClient(
                notebook,
                kernel_name="python3",
                kernel_manager_class=OwnKernel,
                resources={"metadata": {"path": str(path.parent)}},
                record_timing=False,
                coalesce_streams=True,
                timeout=300,
                shutdown_kernel="immediate",  # it has nothing to save, and no last words
                config=local(folder),
            )
            try:
                await client.async_execute(env=environment)
            except CellExecutionError as error:
                return [f"{path.name}: not stored: {error}"]
            except DeadKernelError:
                task = asyncio.current_task()
                if task is not None and task.cancelling():  # Ctrl-C: nbclient takes it for a death
                    raise asyncio.CancelledError from None
                return [f"{path.name}: not stored: its kernel died"]
            finally:
                atexit.unregister(client._cleanup_kernel)  # which nbclient leaves if it is stopped
        if complaints := list(_complaints(notebook)):
            return [f"{path.name}: not stored: {said}" for said in complaints]
        first = not any(cell.get("execution_count") for cell in stored)
        changed = [
            f"{path.name}: cell {number} ({now['id']}) gives other outputs than the stored ones"
            for number, (before, now) in enumerate(zip(stored, notebook.cells, strict=True), 1)
            if now != before and not first  # a first run has nothing to compare with
        ]
        if changed or first:
            save_file(path, nbformat.writes(notebook) + "\n")
        count = f"{len(changed)} cell{'' if len(changed) == 1 else 's'} changed"
        verdict = count if changed else "same outputs"
        print(f"  {path.name}: {verdict} ({time.perf_counter() - started:.0f} s)", flush=True)
        return changed


def _complaints(notebook: nbformat.NotebookNode) -> Iterator[str]:
    """Yield what the cells of a notebook wrote to standard error."""
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                yield f"cell {number} ({cell['id']}) complains:\n{output['text'].strip()}"


async def execute_all(paths: list[Path]) -> list[str]:
    """Run the notebooks, two at a time, in kernels that nothing outside has a say in."""
    turn = asyncio.Semaphore(AT_ONCE)
    with seal() as environment:
        runs = (execute(path, turn, environment) for path in paths)
        return [line for lines in await asyncio.gather(*runs) for line in lines]


def _loop() -> asyncio.AbstractEventLoop:
    """Make an event loop in which Ctrl-C ends the run.

    nbclient would end one kernel of those that run, and go on with the next notebook.
    """

    def refuse(*given: object) -> None:
        raise NotImplementedError

    loop = asyncio.new_event_loop()
    loop.add_signal_handler = refuse  # type: ignore[method-assign, assignment]
    return loop


def main(names: list[str]) -> int:
    """Run the notebooks named, or all of a folder; say whether the stored outputs still hold."""
    given = [Path(name).resolve() for name in names]
    paths = [
        n for path in given for n in (sorted(path.glob("*.ipynb")) if path.is_dir() else [path])
    ]
    if not paths:
        print(f"no notebook in {', '.join(map(str, given)) or 'no folder'}", file=sys.stderr)
        return 1
    print(f"Executing {len(paths)} notebook{'' if len(paths) == 1 else 's'} …", flush=True)
    try:
        with asyncio.Runner(loop_factory=_loop) as runner:
            changed = runner.run(execute_all(paths))
    except KeyboardInterrupt:
        print("stopped; each notebook is as it was, or whole as it is now", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'the notebooks'}: {error.strerror}", file=sys.stderr)
        return 1
    if changed:
        print("\n".join(["", *changed]), file=sys.stderr)
        if any(": not stored: " not in line for line in changed):
            print(
                "\nNew outputs are stored. Look at what changed (git diff); if it is right, commit "
                "it and run again.",
                file=sys.stderr,
            )
    return 1 if changed else 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # some locales have no "…"
    raise SystemExit(main(sys.argv[1:]))
