"""The same ledger gives the same result on pandas, polars, DuckDB, Dask and PySpark."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import pytest

from analysis.ledger.generator import generate_ledger
from analysis.ledger.screening import change_over_time, left_out, profile_suppliers, screen

pytestmark = [
    pytest.mark.filterwarnings("ignore:Dask support is moving out:FutureWarning"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning"),
]
WHY = "the optional extra 'ledger' is not installed"
COLUMNS = ["supplier", "customer", "amount", "period"]
Rows = list[tuple[Any, ...]]
Engine = Callable[[Rows], Any]

AWKWARD: Rows = [
    *(("s", "a", 0.1, "2020"), ("s", "a", 0.2, "2020"), ("s", "b", 0.3, "2020")),
    *(("s", "a", 5.0, "2021"), ("s", "c", 5.0, "2021"), ("s", "c", -5.0, "2022")),
    *(("t", "9", 21800.1, "2020"), ("t", "10", 21800.1, "2020"), ("t", "", 7.0, "2020")),
    *(("é", "Zoé", 0.125, "2020"), ("é", "ä", 0.13, "2020"), ("e", "z", 0.005, "2022")),
    *(("", "a", 2.0, "2020"), (None, "a", 3.0, "2020"), ("t", None, 4.0, "2020")),
    *(("u", "a", None, "2020"), ("u", "a", float("nan"), "2020"), ("u", "a", 1e300, "2020")),
    *(("u", "a", float("inf"), "2020"), ("u", "b", -1.5, "2020"), ("u", "b", 1.5, None)),
    *(("v", "a", 0.0, "2020"), ("w", "a", 1e9 + 0.005, "2020"), ("w", "b", 1e9, "2021")),
]


def pandas_frame(rows: Rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def arrow_table(rows: Rows) -> Any:
    pa = pytest.importorskip("pyarrow", reason=WHY)
    return pa.Table.from_pylist([dict(zip(COLUMNS, row, strict=True)) for row in rows])


def polars_lazy(rows: Rows) -> Any:
    return pytest.importorskip("polars", reason=WHY).from_arrow(arrow_table(rows)).lazy()


def polars_eager(rows: Rows) -> Any:
    return pytest.importorskip("polars", reason=WHY).from_arrow(arrow_table(rows))


def duckdb_relation(rows: Rows) -> Any:
    return pytest.importorskip("duckdb", reason=WHY).connect().from_arrow(arrow_table(rows))


def dask_frame(rows: Rows) -> Any:
    frames = pytest.importorskip("dask.dataframe", reason=WHY)
    return frames.from_pandas(arrow_table(rows).to_pandas(), npartitions=2)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Start Spark on this machine alone, without its web page."""
    sql = pytest.importorskip("pyspark.sql", reason=WHY)
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("PySpark needs Java")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.log.level": "ERROR",
    }
    with pytest.MonkeyPatch.context() as patch:
        # its workers would else be whatever python3 is first on the path
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        yield session
        session.stop()


def spark_frame(spark: Any, rows: Rows) -> Any:
    types = pytest.importorskip("pyspark.sql.types", reason=WHY)
    kinds = {str: types.StringType(), float: types.DoubleType(), int: types.LongType()}
    kinds |= {Decimal: types.DecimalType(18, 2)}
    samples = [
        next(cell for cell in column if cell is not None) for column in zip(*rows, strict=True)
    ]
    fields = zip(COLUMNS, samples, strict=True)
    schema = types.StructType([types.StructField(n, kinds[type(s)]) for n, s in fields])
    return spark.createDataFrame(rows, schema)


ENGINES = {
    "pandas": pandas_frame,
    "polars": polars_lazy,
    "polars eager": polars_eager,
    "duckdb": duckdb_relation,
    "dask": dask_frame,
    "pyspark": None,
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Give each engine's way to make a table."""
    make = ENGINES[request.param]
    if make is None:
        session = request.getfixturevalue("spark")
        return lambda rows: spark_frame(session, rows)
    return make


def assert_same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Compare exactly, except for the last digits of sums of squares."""
    inexact = [name for name in expected if name.startswith("hhi")]
    pd.testing.assert_frame_equal(
        found.drop(columns=inexact), expected.drop(columns=inexact), check_exact=True
    )
    pd.testing.assert_frame_equal(found[inexact], expected[inexact], rtol=1e-13, atol=1e-15)


def check(engine: Engine, rows: Rows) -> None:
    """Compare every function with what it gives on pandas."""
    expected, found = pandas_frame(rows), engine(rows)
    for per_period in (False, True):
        assert_same(*(profile_suppliers(x, per_period=per_period) for x in (found, expected)))
        assert_same(*(left_out(x, per_period=per_period) for x in (found, expected)))
    assert_same(change_over_time(found), change_over_time(expected))
    assert_same(*(screen(x, min_share=0.5, min_total=1.0) for x in (found, expected)))


def test_an_awkward_ledger_is_read_alike(engine: Engine) -> None:
    check(engine, AWKWARD)


def test_ties_and_hundredths_are_as_stated(engine: Engine) -> None:
    found = profile_suppliers(engine(AWKWARD))
    assert found["supplier"].tolist() == ["e", "s", "t", "w", "é"]
    assert found["top_customer"].tolist() == ["z", "a", "10", "a", "Zoé"]
    assert found["total"].tolist()[:3] == [0.01, 5.6, 43611.2]  # what has no customer is in it
    assert found["n_customers"].tolist() == [1, 2, 2, 2, 2]


def test_whole_numbers_are_read_alike(engine: Engine) -> None:
    big = 2**31 - 1  # of which a sum leaves 32 bits
    rows = [(1, 20, big, 2020), (1, 20, big, 2021), (1, 3, 2 * big, 2020), (2, 3, -5, 2020)]
    check(engine, rows)
    assert profile_suppliers(engine(rows))["top_customer"].tolist() == [3]


def test_a_made_up_ledger_is_read_alike(engine: Engine) -> None:
    ledger, planted = generate_ledger(60, rng=np.random.default_rng(5), n_dependents=4)
    ledger = ledger.assign(amount=ledger["amount"] / 7)
    rows = [*zip(*(ledger[column].tolist() for column in COLUMNS), strict=True)]
    check(engine, rows)
    assert set(screen(engine(rows), min_share=0.7)["supplier"]) == set(planted["supplier"])


@pytest.mark.parametrize("name", ["polars", "duckdb", "pyspark"])
def test_decimal_amounts_are_read_as_numbers(name: str, request: pytest.FixtureRequest) -> None:
    make = ENGINES[name]
    rows = [("s", "a", Decimal("0.10"), 2020), ("s", "b", Decimal("0.25"), 2020)]
    table = make(rows) if make else spark_frame(request.getfixturevalue("spark"), rows)
    floats = [(*row[:2], float(row[2]), row[3]) for row in rows]
    assert_same(profile_suppliers(table), profile_suppliers(pandas_frame(floats)))


MORE = [
    "supplier",
    "customer",
    "amount",
    "period",
    "date",
    "amount_low",
    "amount_high",
    "set_aside",
]
REGISTER: Rows = [
    ("s", "a", 50.0, "1", "2020-01-31", 0.0, 100.0, ""),
    ("s", "b", 40.5, "1", "2021-03-01", 40.5, 40.5, ""),
    ("s", "", 5.0, "1", "", 5.0, 5.0, ""),
    ("s", "c", None, "1", "0218-01-01", None, None, "placeholder amount"),
    ("t", "a", 99_999_999.0, "1", "2020-01-01", 0.0, 0.0, ""),
    ("t", "a", 7.0, "1", "2020-01-01", 7.0, 7.0, None),
    ("t", "b", 1.0, "2", None, 1.0, 1.0, ""),
    ("u", None, 3.0, "1", "2020-01-01", 3.0, 3.0, ""),
    ("v", "a", 3.0, "1", "2020-01-01", 3.0, 3.0, "impossible amount"),
]


def test_bounds_days_and_what_is_set_aside_are_read_alike(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "COLUMNS", MORE)
    check(engine, REGISTER)
    found = profile_suppliers(engine(REGISTER)).set_index("supplier")
    assert found["n_months"].fillna(-1).tolist() == [14, 0]
    assert found["n_purchases"].tolist() == [3, 3]
    assert found[["top_share_low", "top_share_high"]].to_numpy().tolist() == [
        [0.0, 1.0],
        [0.875, 1.0],
    ]
    counts = left_out(engine(REGISTER)).set_index("reason")["n_rows"]
    assert counts[counts > 0].to_dict() == {
        "no customer": 1,
        "impossible amount": 1,
        "placeholder amount": 2,
    }


def test_a_missing_column_is_named(engine: Engine) -> None:
    kept = nw.from_native(engine(AWKWARD)).drop("customer").to_native()
    with pytest.raises(ValueError, match="no column 'customer'"):
        profile_suppliers(kept)


def test_duckdb_keeps_no_table_of_ours() -> None:
    connection = pytest.importorskip("duckdb", reason=WHY).connect()
    ledger, _ = generate_ledger(30, rng=np.random.default_rng(2))
    profile_suppliers(connection.from_df(ledger))
    assert connection.execute("show all tables").fetchall() == []


def test_many_threads_give_one_result() -> None:
    ledger, _ = generate_ledger(3000, rng=np.random.default_rng(8))
    pl = pytest.importorskip("polars", reason=WHY)
    duckdb = pytest.importorskip("duckdb", reason=WHY)
    expected = profile_suppliers(ledger)
    for _ in range(3):
        assert_same(profile_suppliers(pl.from_pandas(ledger)), expected)
        assert_same(profile_suppliers(duckdb.connect().from_df(ledger)), expected)
