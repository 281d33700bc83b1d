"""Four real registers of early 2019, and ten slices of them, beside an independent count.

Nothing of these files is in the repository: the tests are skipped where they are not at hand.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support import ROOT

from analysis.ledger.decp import read_decp
from analysis.ledger.screening import left_out, profile_suppliers, screen

FOLDERS = [parent / "shared" / "purchases" for parent in ROOT.parents]
FOLDER = next((folder for folder in FOLDERS if folder.is_dir()), None)
pytestmark = pytest.mark.skipif(FOLDER is None, reason="../shared/purchases is not at hand")
FILES = sorted(FOLDER.glob("*.zip")) if FOLDER else []
FILLERS = {99_999_999, 999_999_999, 123_456.78}
# publisher and year of notification; the form in which the slice is written for the test
SLICES = [
    *(("aife", "2018", "2019"), ("aife", "2019", "2022"), ("aife", "", "xml")),
    *(("pes", "2016", "table"), ("pes", "2018", "table"), ("pes", "2019", "2022")),
    *(("e-march", "2018", "xml"), ("e-march", "2019", "list")),
    *(("publics.info", "2018", "2022"), ("publics.info", "2019", "table")),
]

Records = list[dict[str, Any]]


def records_of(path: Path) -> Records:
    """Read the records with nothing but the standard library."""
    with zipfile.ZipFile(path) as archive:
        data = json.loads(archive.read(archive.namelist()[0]).decode("utf-8-sig"))
    found: Records = data["marches"]
    return found


def is_concession(record: dict[str, Any]) -> bool:
    return bool(record["_type"] == "Contrat de concession")


def buyer_of(record: dict[str, Any]) -> str:
    """Give the buyer's number; one record of the 10,657 has none, some have zeros alone."""
    return str(record.get("acheteur", {}).get("id", "")) if has_buyer(record) else ""


def has_buyer(record: dict[str, Any]) -> bool:
    return bool(record.get("acheteur", {}).get("id", "").strip("0"))


def firm(kind: str, code: str) -> str:
    """Name a French firm by its nine digits, and any other by what is given."""
    code = "".join(code.split()).upper()
    if code[:2] == "FR" and len(code) == 13 and code[4:].isdigit():
        return code[4:]
    if code.isdigit() and (kind in ("SIRET", "SIREN") or (kind[:3] == "TVA" and len(code) == 14)):
        code = code.zfill(14) if len(code) in (12, 13) else code
        return code[:9] if len(code) == 14 else code.zfill(9)
    return f"{kind} {code}"


def last_amount(record: dict[str, Any]) -> float:
    changes = sorted(record["modifications"], key=when_changed)
    amounts = [change["montant"] for change in changes if change.get("montant") is not None]
    return float([record["montant"], *amounts][-1])


def when_changed(change: dict[str, Any]) -> str:
    days = ("dateNotificationModification", "dateSignatureModification")
    days += ("datePublicationDonneesModification",)  # type: ignore[assignment]
    return next((change[day][:10] for day in days if change.get(day)), "")


def last_holders(record: dict[str, Any]) -> list[tuple[str, str]]:
    holders = record.get("titulaires") or []
    for change in sorted(record["modifications"], key=when_changed):
        holders = change.get("titulaires") or holders
    return [(h.get("typeIdentifiant") or "", h.get("id") or "") for h in holders]


def once(records: Records) -> list[dict[str, Any]]:
    """Keep each contract once: the version published last, then the last of its amendments."""
    kept: dict[tuple[str, str], dict[str, Any]] = {}
    for nth, record in enumerate(records):
        if is_concession(record):
            continue
        key = buyer_of(record), record["id"] if has_buyer(record) else f"#{nth}"
        day = (record.get("datePublicationDonnees") or "")[:10]
        if key not in kept or day >= (kept[key].get("datePublicationDonnees") or "")[:10]:
            kept[key] = record
    groups: dict[tuple[object, ...], list[dict[str, Any]]] = {}
    for (buyer, number), record in kept.items():  # a number for each, if only by its place
        words = "".join(c for c in (record.get("objet") or "").casefold() if c.isalnum())
        firms = frozenset(h.get("id") for h in record.get("titulaires") or [])
        counts = number[:2] in ("19", "20") and len(number) > 6 and number[-2:].isdigit()
        stem = number[:-2] if counts and number[:4].isdigit() else number + "!"
        day = (record.get("dateNotification") or "")[:10]
        groups.setdefault((buyer, stem, day, words, firms), []).append(record)
    final = []
    for versions in groups.values():
        versions.sort(key=lambda record: record["id"])
        starts = versions[0]["id"].endswith("00")
        for nth, record in enumerate(versions):
            later = versions[nth + 1 : nth + 2]
            if not later or not (starts or later[0]["modifications"]):
                final.append(record)
    return final


@pytest.fixture(scope="module")
def everything() -> pd.DataFrame:
    return read_decp(FILES)


def test_contracts_read_and_left_out_are_the_contracts_given(everything: pd.DataFrame) -> None:
    given = sum(len(records_of(path)) for path in FILES)
    assert given == 10657
    counts = left_out(everything).set_index("reason")["n_rows"]
    unread = counts[list(everything.attrs["left_out"])]
    assert everything["contract"].nunique() + unread.sum() == given
    concessions = sum(is_concession(record) for path in FILES for record in records_of(path))
    assert unread["concession: the buyer does not pay it"] == concessions == 32


def test_the_counts_of_the_data_are_those_of_the_files(everything: pd.DataFrame) -> None:
    found = pd.read_csv(ROOT / "data" / "purchases.csv").set_index("what")["count"]
    contracts = everything.drop_duplicates("contract")
    basis, profile = contracts["basis"].value_counts(), profile_suppliers(everything)
    three = screen(everything, min_customers=3)
    expected = {
        "records given": everything.attrs["records"],
        "contracts read": len(contracts),
        **everything.attrs["left_out"],
        "contracts without a holder": (contracts["holders"] == 0).sum(),
        "contracts with a placeholder amount": (contracts["set_aside"] != "").sum(),
        "contracts with a maximum given several times": basis["maximum given several times"],
        "contracts with another framework maximum": basis["framework maximum"],
        "contracts held by several firms": (contracts["holders"] > 1).sum(),
        "contracts without a date": (contracts["date_given"] == "").sum(),
        "contracts with a date that cannot be": (
            (contracts["date"] == "") & (contracts["date_given"] != "")
        ).sum(),
        "buyers": everything["customer"].replace("", None).nunique(),
        "suppliers with an amount": len(profile),
        "suppliers with one buyer": (profile["n_customers"] == 1).sum(),
        "suppliers with half of it from one buyer": len(screen(everything, min_purchases=1)),
        "the same with three contracts or more": len(screen(everything)),
        "the same with three buyers or more too": len(three),
        "of these surely at half or more": (three["top_share_low"] >= 0.5).sum(),
    }
    assert found.to_dict() == expected


def test_the_register_has_each_contract_once(everything: pd.DataFrame) -> None:
    expected = once([record for path in FILES for record in records_of(path)])
    assert everything["contract"].nunique() == len(expected)
    numbers = {buyer_of(one) + one["id"] for one in expected if has_buyer(one)}
    assert {one for one in everything["contract"] if "#" not in one} == numbers
    whole = everything.drop_duplicates("contract")["contract_amount"].sum()
    assert whole == pytest.approx(sum(map(last_amount, expected)), abs=0.01)


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_the_order_of_the_files_moves_no_share(everything: pd.DataFrame, order: slice) -> None:
    """But for contracts that two files give alike on one day, of which the last given counts."""
    found = read_decp(FILES[order])
    assert found.attrs["records"] == everything.attrs["records"]
    assert found["contract"].nunique() == everything["contract"].nunique()


def holder_rows(records: Records) -> Iterator[dict[str, object]]:
    """Give a row for each holder known by a French number, its part in whole cents."""
    for record in once(records):
        amount, holders = last_amount(record), []
        for kind, code in last_holders(record):
            holders += [firm(kind, code)] if firm(kind, code) not in holders else []
        cents = round(amount * 100)
        for nth, key in enumerate(holders):
            part = cents // len(holders) + (nth < cents % len(holders))
            yield {
                "supplier": key,
                "customer": buyer_of(record)[:9],
                "cents": 0 if amount in FILLERS else part,
                "day": (record.get("dateNotification") or "")[:10],
            }


def is_firm(number: str) -> bool:
    """Say whether a number is nine digits that are not all alike or in a row."""
    return number.isdigit() and len(set(number)) > 1 and not number.startswith("12345")


@pytest.mark.parametrize(("share", "purchases", "customers"), [(0.5, 3, 1), (0.7, 3, 3)])
def test_the_screening_equals_a_polars_query(
    everything: pd.DataFrame, share: float, purchases: int, customers: int
) -> None:
    pl = pytest.importorskip("polars", reason="the optional extra 'ledger' is not installed")
    records = [record for path in FILES for record in records_of(path)]
    rows = pl.DataFrame([*holder_rows(records)])
    pairs = rows.group_by("supplier", "customer").agg(pl.col("cents").sum(), seen=pl.len())
    pairs = pairs.filter(pl.col("cents") > 0)
    of_named = pl.col("cents").filter(pl.col("customer") != "")
    expected = (
        pairs.group_by("supplier")
        .agg(
            total=pl.col("cents").sum() / 100,
            share=of_named.max() / pl.col("cents").sum(),
            customers=of_named.len(),
            purchases=pl.col("seen").sum(),
        )
        .filter(
            pl.col("share") >= share,
            pl.col("purchases") >= purchases,
            pl.col("customers") >= customers,
        )
        .to_pandas()
        .set_index("supplier")
    )
    expected = expected[[is_firm(number) for number in expected.index]].sort_index()
    found = screen(everything, min_share=share, min_customers=customers).set_index("supplier")
    found = found[[is_firm(number) for number in found.index]].sort_index()
    assert len(expected) > 100
    assert found.index.tolist() == expected.index.tolist()
    assert found["n_customers"].tolist() == expected["customers"].tolist()
    assert found["n_purchases"].tolist() == expected["purchases"].tolist()
    assert found["total"].to_numpy() == pytest.approx(expected["total"].to_numpy(), abs=0.011)
    assert found["top_share"].to_numpy() == pytest.approx(expected["share"].to_numpy(), abs=1e-9)


def test_no_trap_moves_a_rank_unseen(everything: pd.DataFrame) -> None:
    profile = profile_suppliers(everything)
    # 1. amounts that fill their field are counted, and in no total
    fillers = everything[everything["contract_amount"].isin(FILLERS)]
    assert fillers["contract"].nunique() == 12
    counts = left_out(everything).set_index("reason")["n_rows"]
    assert counts["placeholder amount"] == len(fillers) == fillers["amount"].isna().sum()
    assert profile["total"].max() < 99_999_999 * 1.2
    # 2. a contract in two files counts once
    assert counts["a contract that another file has too"] >= 176
    assert not everything.duplicated(["contract", "supplier", "supplier_name"]).any()
    # 3. days that cannot be have no part in months or periods
    assert set(everything["period"].dropna()) == {2016, 2018, 2019}
    early = everything[everything["date_given"].str.startswith("0218")]
    assert len(early) == 2
    assert early["date"].eq("").all()
    # 4. a maximum given whole several times has no sure part in a share
    maxima = everything[everything["basis"] == "maximum given several times"]
    assert maxima["contract"].nunique() > 500
    assert maxima["amount_low"].dropna().eq(0).all()
    ranked = screen(everything, min_customers=2)
    assert ranked["top_share_low"].is_monotonic_decreasing
    # 5. buyers are known by number, whatever the name
    budgets = everything[everything["customer_name"].str.startswith("BUDGET PRINCIPAL")]
    assert budgets["customer"].nunique() == 7


@pytest.fixture(params=SLICES, ids="-".join)
def slice_of(request: pytest.FixtureRequest) -> tuple[Records, str]:
    publisher, year, form = request.param
    path = next(path for path in FILES if publisher in path.name)
    records = records_of(path)
    return [r for r in records if (r.get("dateNotification") or "")[:4] == year], form


def test_ten_slices_by_publisher_and_year(slice_of: tuple[Records, str], tmp_path: Path) -> None:
    records, form = slice_of
    found = read_decp(write_as(form, records, tmp_path))
    expected = once(records)
    whole = found.drop_duplicates("contract")["contract_amount"].sum()
    assert found["contract"].nunique() == len(expected) > 0
    assert whole == pytest.approx(sum(map(last_amount, expected)), abs=0.01)
    firms = {firm(kind, code) for one in expected for kind, code in last_holders(one)}
    nine = re.compile(r"\d{9}")
    assert {s for s in found["supplier"] if nine.fullmatch(s)} == {
        s for s in firms if nine.fullmatch(s) and is_firm(s)
    }
    assert found.attrs["records"] == sum(found.attrs["left_out"].values()) + count_read(
        found, form, records
    )


def count_read(found: pd.DataFrame, form: str, records: Records) -> int:
    """Count the records of the contracts that were read: of a table, its rows."""
    return len(found) if form == "table" else found["contract"].nunique()


def write_as(form: str, records: Records, folder: Path) -> Path:
    """Write records in one of the forms in which they are published."""
    path = folder / "slice"
    if form == "table":
        write_table(path, records)
    elif form == "xml":
        body = "".join(element("marche", record) for record in records)
        path.write_text(f"<marches>{body}</marches>", encoding="utf-8")
    else:
        held: object = records if form == "list" else {"marches": records}
        held = {"marches": {"marche": records}} if form == "2022" else held
        path.write_text(json.dumps(held), encoding="utf-8")
    return path


def element(name: str, value: object) -> str:
    from xml.sax.saxutils import escape

    if isinstance(value, dict):
        value = "".join(element(key, held) for key, held in value.items())
    elif isinstance(value, list):
        value = "".join(element(name.rstrip("s"), held) for held in value)
    else:
        value = escape("" if value is None else str(value))
    return f"<{name}>{value}</{name}>"


def write_table(path: Path, records: Records) -> None:
    """Write contracts without amendments as rows of a table, one a holder."""
    names = ("id", "acheteur.id", "objet", "dateNotification", "datePublicationDonnees", "montant")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*names, "nature", "titulaire.id", "titulaire.typeIdentifiant"])
        for record in once(records):
            flat = {"acheteur.id": buyer_of(record)} | record
            flat |= {"montant": last_amount(record)}
            cells = [flat.get(name) or 0 if name == "montant" else flat.get(name) for name in names]
            seen: set[str] = set()
            for kind, code in last_holders(record) or [("", "")]:
                if firm(kind, code) not in seen:
                    writer.writerow([*cells, record["nature"], code, kind])
                seen.add(firm(kind, code))
