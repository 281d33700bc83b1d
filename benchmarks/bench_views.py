"""Growth of every view of a dossier, and the notebooks beside empty ones.

The main dossier is taken many times over. Each copy has questions, sources and claims of its own,
so that the number of claims to a question stays what it is in a real case.

Usage: python benchmarks/bench_views.py [the most claims, 100000 if not given]
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from math import log
from pathlib import Path

import nbformat
import pandas as pd
from views import VIEWS

import analysis
from analysis.dossier.about import read_about
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.dossier.schemas import FILES, columns_of
from analysis.dossier.tables import read_table
from analysis.site.build import build_site

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "data" / "scopelec-orange"
COPIES = 1, 16, 160
OWN = {  # columns whose ids each copy has of its own
    "sources": ["source_id"],
    "questions": ["question_id", "from_question", "to_question"],
    "claims": ["claim_id", "question_id", "source_id"],
    "order": ["earlier", "later"],
}


def grow(copies: int) -> Dossier:
    """Make a dossier of so many copies of the main one."""
    tables = {
        name: read_table(FOLDER / file, columns_of(name))
        for name, file in FILES.items()
        if (FOLDER / file).exists()
    }
    for name, columns in OWN.items():
        several = [_renamed(tables[name], columns, number) for number in range(copies)]
        tables[name] = pd.concat(several, ignore_index=True)
    return make_dossier(read_about(FOLDER / "dossier.toml"), tables)


def _renamed(table: pd.DataFrame, columns: list[str], number: int) -> pd.DataFrame:
    """Give a copy its own ids; the first keeps those that it has."""
    if number == 0:
        return table
    return table.assign(
        **{c: table[c].where(table[c] == "", f"x{number}-" + table[c]) for c in columns}
    )


def seconds(view: Callable[[Dossier], object], dossier: Dossier) -> float:
    """Time one call, in seconds of the processor: other work on the machine counts little."""
    started = time.process_time()
    view(dossier)
    return time.process_time() - started


def first_load() -> None:
    """Print what the first load of a process takes, with and without the import of pandas."""
    code = (
        "import time{first}; t = time.process_time(); import analysis; analysis.load({folder!r}); "
    )
    for said, first in (("imports included", ""), ("pandas imported before", ", pandas")):
        run = code.format(first=first, folder=str(FOLDER)) + "print(time.process_time() - t)"
        taken = subprocess.run(
            [sys.executable, "-c", run], cwd=ROOT, check=True, capture_output=True, text=True
        )
        print(f"load in a new process, {said}: {float(taken.stdout):.3f} s")


def site(dossier: Dossier) -> None:
    """Print what a site of a dossier takes, without notebooks."""
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"
        packed = analysis.export(dossier, "ro-crate")  # which unpacks to a dossier
        assert isinstance(packed, bytes)
        zipfile.ZipFile(io.BytesIO(packed)).extractall(case)
        taken = seconds(lambda _: build_site(case, Path(folder) / "site"), dossier)
    print(f"a site of {len(dossier.claims):,} claims: {taken:.0f} s of the processor")


def main(most: float) -> None:
    """Print a line a view: first and second call at each size, and how time grows with claims.

    The exponent is that of each step from one size to the next, by the first call.
    """
    started = time.process_time()
    dossiers = [analysis.load(FOLDER)]
    first = time.process_time() - started
    again = seconds(lambda _: analysis.load(FOLDER), dossiers[0])
    print(f"load: first {first:.3f} s, second {again:.3f} s")
    each = len(dossiers[0].claims)
    dossiers += [grow(copies) for copies in COPIES[1:] if copies * each <= 1.2 * most]
    sizes = [len(dossier.claims) for dossier in dossiers]
    heads = [f"{f'{size:,} claims':>19}" for size in sizes]
    print(f"{'seconds, 1st and 2nd':20}", *heads, "  exponents")
    for name, view in VIEWS.items():
        times = [(seconds(view, dossier), seconds(view, dossier)) for dossier in dossiers]
        cells = [f"{one:>9.3f} {two:>9.3f}" for one, two in times]
        growth = [
            log(times[n][0] / times[n - 1][0]) / log(sizes[n] / sizes[n - 1])
            for n in range(1, len(sizes))
        ]
        print(f"{name:20}", *cells, *(f"{power:>6.2f}" for power in growth), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory, with all these dossiers at once: {peak:,.0f} MiB")
    site(dossiers[min(1, len(dossiers) - 1)])


def notebooks() -> None:
    """Print how much longer the notebooks take under nbval than as many that only import."""
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    with tempfile.TemporaryDirectory() as folder:
        cell = nbformat.v4.new_code_cell("import matplotlib.pyplot\nimport pandas")
        cell.execution_count = 1
        for path in paths:
            empty = nbformat.v4.new_notebook(cells=[cell])
            nbformat.write(empty, Path(folder) / path.name)
        floor = _under_nbval(Path(folder))
    whole = _under_nbval(ROOT / "notebooks")
    print(f"{len(paths)} notebooks under nbval: {whole:.1f} s of the processor")
    print(f"as many that only import pandas and pyplot: {floor:.1f} s; ratio {whole / floor:.2f}")


def _under_nbval(folder: Path) -> float:
    """Run notebooks under nbval, and count the seconds of the processor, kernels included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env"]
    subprocess.run([sys.executable, *command, folder], cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    notebooks()
    first_load()
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1e5)
