"""The suppliers of a ledger profiled on each engine, beside SQL and polars written by hand.

Each run is a child process that reads a Parquet file and makes the profile, three times over (the
best counts; PySpark twice, the largest ledger once). Time is from opening the file to the result in
pandas, without imports; cpu is what the child used, over all threads, which other work on the
machine disturbs less (Spark works in another process). Peak memory is that of the child and all its
own children, start included.
The file holds a ledger of `generate_ledger` and copies of it with other suppliers. Linux only.

    python benchmarks/bench_ledger.py                          10 million rows
    python benchmarks/bench_ledger.py --rows 500_000           a quick run
    python benchmarks/bench_ledger.py --largest 100_000_000    DuckDB alone, on so many rows
    python benchmarks/bench_ledger.py --big 1_000_000_000      beyond one machine's memory: DuckDB
        under 8 GiB on pieces of Parquet, and a tenth of the rows on clusters of two local workers
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.ledger.generator import generate_ledger
from analysis.ledger.screening import profile_parts, profile_suppliers

BASE = 5600  # suppliers of the ledger that is copied: about half a million rows
PAGE = 4096
PIECE = 50_000_000  # rows of a file, where there are several; a fifth of it for clusters
LIMIT = 6  # GiB that DuckDB is told to hold; what it needs besides stays under 8 in all
BY_HAND = """
with pairs as (
    select supplier, customer, sum(amount)::double as spend
    from ledger where supplier is not null and customer is not null
    group by supplier, customer having spend > 0
)
select supplier, arg_max(customer, spend) as top_customer, max(spend) / sum(spend) as top_share,
    sum(spend * spend) / sum(spend) ^ 2 as hhi, count(*) as n_customers, max(spend) as top_amount,
    sum(spend) as total
from pairs group by supplier order by supplier
"""


def with_pandas(path: str) -> pd.DataFrame:
    """Read the file whole."""
    return profile_suppliers(pd.read_parquet(path))


def with_polars(path: str) -> pd.DataFrame:
    """Scan the file."""
    import polars as pl

    return profile_suppliers(pl.scan_parquet(path))


def with_duckdb(path: str) -> pd.DataFrame:
    """Scan the file."""
    import duckdb

    return profile_suppliers(duckdb.read_parquet(path))


def with_dask(path: str) -> pd.DataFrame:
    """Read the file in parts."""
    import dask.dataframe as dd

    return profile_suppliers(dd.read_parquet(path))


def with_pyspark(path: str) -> pd.DataFrame:
    """Start Spark on this machine alone, if it has not been, and scan the file."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "8",
    }
    session = SparkSession.builder.master("local[*]").config(map=settings).getOrCreate()
    return profile_suppliers(session.read.parquet(path))


def with_dask_cluster(path: str) -> pd.DataFrame:
    """Start a cluster of two workers here, each a process of its own, and read piece by piece.

    Read at once, the pairs of supplier and customer meet in one worker, which runs out of memory.
    """
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    sizes = {"n_workers": 2, "threads_per_worker": 1, "memory_limit": "5GiB"}
    with LocalCluster(dashboard_address=None, **sizes) as cluster, Client(cluster):
        return profile_parts(dd.read_parquet(file) for file in sorted(Path(path).glob("*/*")))


def with_spark_cluster(path: str) -> pd.DataFrame:
    """Start a master and two workers here, each a process of its own, and read the pieces."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.executor.memory": "3g",
        "spark.pyspark.python": sys.executable,
        "spark.sql.shuffle.partitions": "32",
        "spark.ui.enabled": "false",
    }
    master = SparkSession.builder.master("local-cluster[2,1,4096]")
    session = master.config(map=settings).getOrCreate()
    try:
        return profile_suppliers(session.read.parquet(path))
    finally:
        session.stop()


def sql_by_hand(path: str) -> pd.DataFrame:
    """Say the same in SQL."""
    import duckdb

    ledger = duckdb.read_parquet(path)
    found: pd.DataFrame = ledger.query("ledger", BY_HAND).df()
    return found


def polars_by_hand(path: str) -> pd.DataFrame:
    """Say the same in polars."""
    import polars as pl

    spend = pl.col("spend")
    pairs = pl.scan_parquet(path).drop_nulls(["supplier", "customer"])
    pairs = pairs.group_by("supplier", "customer").agg(pl.col("amount").sum().alias("spend"))
    found = (
        pairs.filter(spend > 0)
        .with_columns(spend.cast(pl.Float64))
        .group_by("supplier")
        .agg(
            pl.col("customer").get(spend.arg_max()).alias("top_customer"),
            (spend.max() / spend.sum()).alias("top_share"),
            ((spend * spend).sum() / spend.sum() ** 2).alias("hhi"),
            pl.len().alias("n_customers"),
            spend.max().alias("top_amount"),
            spend.sum().alias("total"),
        )
        .sort("supplier")
    )
    frame: pd.DataFrame = found.collect().to_pandas()
    return frame


WAYS: dict[str, tuple[str, Callable[[str], pd.DataFrame]]] = {
    "SQL by hand": ("duckdb", sql_by_hand),
    "duckdb": ("duckdb", with_duckdb),
    "polars by hand": ("polars", polars_by_hand),
    "polars": ("polars", with_polars),
    "pandas": ("pyarrow", with_pandas),
    "dask": ("dask", with_dask),
    "pyspark": ("pyspark", with_pyspark),
    "dask cluster": ("distributed", with_dask_cluster),
    "spark cluster": ("pyspark", with_spark_cluster),
}
CLUSTERS = ("dask cluster", "spark cluster")


def make_file(rows: int, folder: Path) -> Path:
    """Write about so many rows, each row's copies one after another."""
    import duckdb

    base, _ = generate_ledger(BASE, rng=np.random.default_rng(1), n_dependents=56)
    copies, path = max(1, round(rows / len(base))), folder / f"{rows}.parquet"
    part = min(1.0, rows / len(base))
    duckdb.from_df(base.iloc[: round(part * len(base))]).query(
        "base",
        f"copy (select supplier || '-' || unnest(range({copies})) as supplier, customer, period, "
        f"amount from base) to '{path}' (format parquet)",
    )
    return path


def make_pieces(rows: int, folder: Path, piece: int = PIECE) -> Path:
    """Write about so many rows as files of a folder, each with suppliers of its own."""
    import duckdb

    base, _ = generate_ledger(BASE, rng=np.random.default_rng(1), n_dependents=56)
    pieces, where = max(1, rows // piece), folder / f"{rows}"
    copies = max(1, round(rows / len(base) / pieces))
    for nth in range(pieces):
        (where / f"piece={nth}").mkdir(parents=True)
        first = nth * copies
        duckdb.from_df(base).query(
            "base",
            f"copy (select supplier || '-' || unnest(range({first}, {first + copies})) as supplier,"
            f" customer, period, amount from base) to '{where}/piece={nth}/ledger.parquet'",
        )
    return where


def duckdb_in_parts(path: str) -> pd.DataFrame:
    """Profile the suppliers of one file after another."""
    import duckdb

    return profile_parts(duckdb.read_parquet(str(file)) for file in sorted(Path(path).glob("*/*")))


def sql_in_parts(path: str) -> pd.DataFrame:
    """Say the same in SQL, one file after another."""
    found = pd.concat([sql_by_hand(str(file)) for file in sorted(Path(path).glob("*/*"))])
    return found.sort_values("supplier", ignore_index=True, kind="stable")


PARTS = {"SQL in parts": sql_in_parts, "duckdb in parts": duckdb_in_parts}
WAYS |= {way: ("duckdb", profile) for way, profile in PARTS.items()}


def limit_duckdb(path: Path) -> None:
    """Let DuckDB hold so much, and put the rest beside the file, until it has ended."""
    import duckdb

    duckdb.sql(f"set memory_limit = '{LIMIT}GiB'")
    duckdb.sql(f"set temp_directory = '{path.parent / 'spilled'}'")
    duckdb.sql("set preserve_insertion_order = false")


def run_child(way: str, path: str, times: int) -> None:
    """Measure in this process, and print what was found as the last line."""
    module, profile = WAYS[way]
    importlib.import_module(module)
    if Path(path).is_dir() and module == "duckdb":
        limit_duckdb(Path(path))
        path = path if way in PARTS else f"{path}/*/*.parquet"
    seconds, cpu = [], []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        found = profile(path)
        seconds.append(time.perf_counter() - start)
        cpu.append(time.process_time() - busy)
    answer = [len(found), *found[["n_customers", "total", "top_share", "hhi"]].sum().tolist()]
    print(json.dumps({"seconds": min(seconds), "cpu": min(cpu), "answer": answer}))


def measure(way: str, path: Path, times: int) -> dict[str, Any]:
    """Run a child, and watch the memory of its whole family."""
    command = [sys.executable, "-W", "ignore", __file__, "--child", way]
    command += ["--file", str(path), "--times", str(times)]
    with tempfile.TemporaryFile("w+") as errors:
        child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=path.parent
        )
        peak = 0
        while child.poll() is None:
            peak = max(peak, family_memory(child.pid))
            time.sleep(0.05)
        text = child.stdout.read() if child.stdout else ""
        if child.returncode:
            errors.seek(0)
            why = (errors.read().strip().splitlines() or ["killed"])[-1]
            return {"error": f"stopped ({child.returncode}): {why[:160]}", "peak": peak}
    found: dict[str, Any] = json.loads(text.splitlines()[-1])
    return found | {"peak": peak}


def family_memory(pid: int) -> int:
    """Sum the resident memory in bytes of a process and its children."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) * PAGE
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [
            c for task in tasks for c in (task / "children").read_text(encoding="utf-8").split()
        ]
    except OSError:  # it has just ended
        return 0
    return own + sum(family_memory(int(child)) for child in children)


def report(rows: int, folder: Path) -> None:
    """Measure every way on one ledger, and hold the answers together."""
    path = make_file(rows, folder)
    print(f"\n{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB of Parquet")
    print(f"{'':16}{'seconds':>9}{'cpu s':>8}{'peak MB':>9}{'to by hand':>13}{'in cpu':>8}")
    hand: dict[str, tuple[float, float]] = {}
    answer = None
    for way, (module, _) in (
        (way, of) for way, of in WAYS.items() if way not in (*CLUSTERS, *PARTS)
    ):
        if importlib.util.find_spec(module) is None:
            print(f"{way:16} not installed")
            continue
        found = measure(way, path, 2 if way == "pyspark" else 3)
        if "error" in found:
            print(f"{way:16} {found['error']}")
            continue
        times = found["seconds"], found["cpu"]
        answer = answer or found["answer"]
        assert np.allclose(found["answer"], answer, rtol=1e-9), f"{way} differs"
        hand |= {module: times} if "by hand" in way else {}
        ratios = [a / b for a, b in zip(times, hand[module], strict=True)] if module in hand else []
        cpu = f"{times[1]:8.2f}" if way != "pyspark" else f"{'':8}"
        line = f"{way:16}{times[0]:9.2f}{cpu}{found['peak'] / 1e6:9,.0f}"
        print(line + "".join(f"{r:{w}.2f}" for r, w in zip(ratios, (13, 8), strict=False)))
    path.unlink()


def report_largest(rows: int, folder: Path) -> None:
    """Measure DuckDB on a large ledger: ours, and SQL by hand."""
    start = time.perf_counter()
    path = make_file(rows, folder)
    size, took = path.stat().st_size / 1e9, time.perf_counter() - start
    print(f"\n{rows:,} rows, {size:.1f} GB of Parquet, made in {took:.0f} s", flush=True)
    for way in ("duckdb", "SQL by hand"):
        found = measure(way, path, 1)
        took_it = (
            found["error"]
            if "error" in found
            else f"{found['seconds']:.1f} s, cpu {found['cpu']:.1f} s"
        )
        print(f"{way:16}{took_it}, peak {found['peak'] / 1e9:.1f} GB", flush=True)
    path.unlink()


def report_big(rows: int, folder: Path) -> None:
    """Measure DuckDB under a limit of memory, and clusters of two on a tenth of the rows.

    The first way of each is SQL by hand, to which the others must be equal. A way that fails stops
    the whole; one whose engine is not installed is left out.
    """
    for size, ways in ((rows // 10, ("SQL by hand", *CLUSTERS)), (rows, tuple(PARTS))):
        start = time.perf_counter()
        path = make_pieces(size, folder, PIECE if size == rows else PIECE // 5)
        written = sum(file.stat().st_size for file in path.glob("*/*")) / 1e9
        took = time.perf_counter() - start
        print(f"\n{size:,} rows, {written:.1f} GB in pieces, made in {took:.0f} s", flush=True)
        hand = measure_big(ways[0], path, {})
        for way in ways[1:]:
            if importlib.util.find_spec(WAYS[way][0]) is None:
                print(f"{way:16} not installed")
            else:
                measure_big(way, path, hand)
        shutil.rmtree(path)


def measure_big(way: str, path: Path, hand: dict[str, Any]) -> dict[str, Any]:
    """Measure a way once, hold its answer to the one by hand, and print a line."""
    found = measure(way, path, 1)
    if "error" in found:
        raise RuntimeError(f"{way} {found['error']}, peak {found['peak'] / 2**30:.1f} GiB")
    hand = hand or found
    assert np.allclose(found["answer"], hand["answer"], rtol=1e-9), f"{way} differs"
    line = f"{found['seconds']:.1f} s, {found['seconds'] / hand['seconds']:.2f} of by hand"
    if way not in CLUSTERS:  # their workers are processes of their own
        line += f", cpu {found['cpu']:.0f} s, {found['cpu'] / hand['cpu']:.2f} of by hand"
    print(f"{way:16}{line}, peak {found['peak'] / 2**30:.2f} GiB, equal", flush=True)
    return found


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--largest", type=int, nargs="+", default=[])
    parser.add_argument("--big", type=int)
    parser.add_argument("--child", choices=list(WAYS), help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    parser.add_argument("--times", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        run_child(given.child, given.file, given.times)
    elif importlib.util.find_spec("duckdb") is None:
        print("Not measured: the optional extra 'ledger' is not installed here.")
    else:
        with tempfile.TemporaryDirectory() as folder:
            if given.big:
                report_big(given.big, Path(folder))
                return
            for rows in given.largest:
                report_largest(rows, Path(folder))
            for share in (25, 5, 1) if not given.largest else ():
                report(given.rows // share, Path(folder))


if __name__ == "__main__":
    main()
