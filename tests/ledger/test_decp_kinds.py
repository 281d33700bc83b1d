"""Procurement files as they really are: no record stops a file, and none is lost unsaid."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ledger.cells import (
    amount_of,
    company,
    day_of,
    is_current,
    is_placeholder,
    year_of,
)
from analysis.ledger.decp import read_decp
from analysis.ledger.screening import change_over_time, left_out, profile_suppliers, screen

BUYER, NEXT = "10000000100011", "10000000200019"
FIRM, OTHER = "90000000500015", "90000000200013"
HOLDER = {"typeIdentifiant": "SIRET", "id": FIRM}
COLUMNS = [
    *("id", "acheteur_id", "dateNotification", "datePublicationDonnees", "montant"),
    *("titulaire_id", "titulaire_typeIdentifiant", "donneesActuelles"),
]


def contract(**fields: object) -> dict[str, Any]:
    """Make a contract of 2019; "..." for a field leaves it out."""
    made = {
        "id": "202000100",
        "acheteur": {"id": BUYER},
        "dateNotification": "2020-01-15",
        "datePublicationDonnees": "2020-02-01",
        "montant": 90000,
        "titulaires": [HOLDER],
    } | fields
    return {name: value for name, value in made.items() if value is not ...}


GOOD = contract(id="2")


def write(folder: Path, *records: object, name: str = "decp.json") -> Path:
    path = folder / name
    path.write_text(json.dumps({"marches": records}), encoding="utf-8")
    return path


def write_table(folder: Path, *rows: str, columns: list[str] = COLUMNS, sign: str = ";") -> Path:
    path = folder / "table.csv"
    path.write_text("\n".join([sign.join(columns), *rows]) + "\n", encoding="utf-8")
    return path


def unread(ledger: pd.DataFrame) -> dict[str, int]:
    found: dict[str, int] = ledger.attrs["left_out"]
    assert left_out(ledger).set_index("reason").loc[list(found), "n_rows"].to_dict() == found
    return found


# --- the number of a firm --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "code", "supplier"),
    [
        ("SIRET", 5650171100115, "056501711"),
        ("SIRET", "05650171100115", "056501711"),
        ("SIRET", "5650171100115", "056501711"),
        ("SIRET", 90000000500015.0, "900000005"),
        ("SIRET", "90000000500015.0", "900000005"),
        ("SIRET", "90000000500015,00", "900000005"),
        ("SIRET", "9.0000000500015E13", "900000005"),
        ("SIRET", "9,0000000500015E+13", "900000005"),
        ("SIRET", "9.000000050001E+13", "900000005"),
        ("SIRET", 450002300028, "004500023"),
        ("SIRET", "450002300028.00", "004500023"),
        ("SIREN", 56501711, "056501711"),
        ("SIRET", "900\u00a0000\u202f005 00015", "900000005"),
        ("SIRET", "900.000.005.00015", "900000005"),
        ("SIRET", "'90000000500015", "900000005"),
        ("SIRET", "9,00000E+13", ""),
        ("SIRET", "9.00E+13", ""),
        ("SIRET", "9E13", ""),
        ("SIRET", "9.0000000E+13", ""),
        ("SIRET", "6.9E+12", ""),
        ("siret", FIRM, "900000005"),
        (None, FIRM, "900000005"),
        ("TVA", "fr 12 900000005", "900000005"),
        ("TVA_INTRACOMMUNAUTAIRE", "BE0428821954", "TVA_INTRACOMMUNAUTAIRE BE0428821954"),
        ("TAHITI", "587857001", "TAHITI 587857001"),
    ],
)
def test_a_firm_is_one_firm_however_its_number_is_written(
    tmp_path: Path, kind: object, code: object, supplier: str
) -> None:
    path = write(tmp_path, contract(titulaires=[{"typeIdentifiant": kind, "id": code}]))
    assert read_decp(path)["supplier"].tolist() == [supplier]


@pytest.mark.parametrize(
    "code", ["10000000100011", 10000000100011, 10000000100011.0, "1.0000000100011E13"]
)
def test_a_buyer_is_one_buyer_however_its_number_is_written(tmp_path: Path, code: object) -> None:
    found = read_decp(write(tmp_path, contract(acheteur={"id": code})))
    assert found["customer"].tolist() == ["100000001"]
    assert found["contract"].tolist() == [BUYER + "202000100"]


def test_two_firms_whose_numbers_were_rounded_are_not_one(tmp_path: Path) -> None:
    rows = [f"{n};{BUYER};2020-01-15;2020-02-01;{n}0000;9,00000E+13;SIRET;oui" for n in (1, 2)]
    found = read_decp(write_table(tmp_path, *rows))
    assert left_out(found).set_index("reason").loc["no supplier"].tolist() == [2, 30000]


# --- ids that count their amendments ---------------------------------------------------------


def change(amount: float, day: str) -> dict[str, object]:
    return {"montant": amount, "dateNotificationModification": day}


TWO = [90000] * 2
CHANGE = change(5, "2021-01-01")


@pytest.mark.parametrize(
    ("versions", "amounts"),
    [
        # by the order of 2019: a new id whose last two characters count
        ([{"id": "2018M00500"}, {"id": "2018M00501", "modifications": [CHANGE]}], [5]),
        ([{"id": "2018M00501", "modifications": [CHANGE]}, {"id": "2018M00500"}], [5]),
        ([{"id": "2018M00500"}, {"id": "2018M00501", "montant": 7}], [7]),
        ([{"id": f"2018M0050{n}", "montant": n} for n in range(4)], [3]),
        (
            [{"id": f"2018M0050{n}", "modifications": [change(n, "2021-01-01")]} for n in (1, 2)],
            [2],
        ),
        (
            [
                {"id": "2018M00509", "montant": 1, "modifications": [CHANGE]},
                {"id": "2018M00510", "modifications": [change(6, "2021-02-01")]},
            ],
            [6],
        ),
        # by the other rule: the same id again, with more amendments
        ([{"modifications": []}, {"modifications": [change(8, "2021-01-01")]}], [8]),
        # not one contract: another day, another holder, another subject, or no count at all
        ([{"id": "2018M00500"}, {"id": "2018M00501", "dateNotification": "2020-03-01"}], TWO),
        ([{"id": "2018M00500"}, {"id": "2018M00501", "titulaires": [{"id": OTHER}]}], TWO),
        ([{"id": "2018M00500", "objet": "lot 1"}, {"id": "2018M00501", "objet": "lot 2"}], TWO),
        ([{"id": "2018C18080"}, {"id": "2018C18081"}], TWO),
        ([{"id": "2018J1228"}, {"id": "2018J1230"}], TWO),
        ([{"id": "1"}, {"id": "2"}], TWO),
        ([{"id": "202000100"}, {"id": "202000200"}], TWO),
        ([{"id": "2018M00500"}, {"id": "2018M00501", "acheteur": {"id": NEXT}}], TWO),
    ],
)
def test_amended_contracts_count_once_by_either_rule(
    tmp_path: Path, versions: list[dict[str, object]], amounts: list[float]
) -> None:
    found = read_decp(write(tmp_path, *(contract(**version) for version in versions)))
    assert found["amount"].tolist() == amounts
    earlier = len(versions) - len(amounts)
    assert unread(found) == ({"an earlier version of a contract": earlier} if earlier else {})


def test_amendments_count_in_the_order_of_their_days(tmp_path: Path) -> None:
    days = ["10/03/2021", "2021-02-01", "15 avril 2020"]
    changes = [change(n, day) for n, day in enumerate(days)]
    found = read_decp(write(tmp_path, contract(modifications=changes)))
    assert found["amount"].tolist() == [0]


# --- records that do not fit -----------------------------------------------------------------

ODD: list[dict[str, object]] = [
    {"acheteur": "", "_type": "Contrat de concession", "autoriteConcedante": {"id": BUYER}},
    {"modifications": ""},
    {"modifications": None},
    {"modifications": "none"},
    {"modifications": [""]},
    {"modifications": [{"modification": {"titulaires": [{"titulaire": "id"}]}}]},
    {"modifications": json.dumps([change(90000, "2021-01-01")])},
    {"modifications": [None, 3, {"modification": None}]},
    {"titulaires": ""},
    {"titulaires": "INX None"},
    {"titulaires": [None]},
    {"titulaires": ["", {"titulaire": ""}]},
    {"titulaires": {"titulaire": [{"titulaire": HOLDER}]}},
    {"titulaires": FIRM},
    {"titulaires": 3.5},
    {"acheteur": ""},
    {"acheteur": None},
    {"acheteur": []},
    {"acheteur": "unknown"},
    {"acheteur": {"id": {"id": 3}}},
    {"montant": {"montant": 3}},
    {"montant": ["90000"]},
    {"dateNotification": 20200115},
    {"dateNotification": ["2020-01-15"]},
    {"id": {"a": 1}},
    {"datePublicationDonnees": False},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_one_odd_record_costs_no_other(tmp_path: Path, odd: dict[str, object]) -> None:
    found = read_decp(write(tmp_path, contract(**odd), GOOD))
    good = found[found["contract"] == BUYER + "2"]
    assert good[["supplier", "customer", "amount"]].to_numpy().tolist() == [
        ["900000005", "100000001", 90000]
    ]
    assert found["contract"].nunique() + sum(unread(found).values()) == 2


@pytest.mark.parametrize("other", ["one", 3, None, [], {}, {"x": 1}, {"marche": ""}])
def test_what_is_no_record_is_counted(tmp_path: Path, other: object) -> None:
    found = read_decp(write(tmp_path, GOOD, other))
    assert len(found) == 1
    assert unread(found) == {"not a record of a contract": 1}


@pytest.mark.parametrize(
    "flat",
    [
        {"acheteur": ..., "acheteur.id": BUYER},
        {"acheteur": ..., "acheteur_id": BUYER, "acheteur_nom": "Ville"},
        {"acheteur": None, "acheteur.id": int(BUYER)},
        {"acheteur": BUYER},
        {"acheteur": {"acheteur": {"id": BUYER}}},
        {"acheteur": [{"id": BUYER}]},
        {"acheteur": ..., "ACHETEUR.ID": BUYER},
        {"titulaires": ..., "titulaire.id": FIRM, "titulaire.typeIdentifiant": "SIRET"},
        {"titulaires": ..., "titulaire_id": FIRM},
    ],
)
def test_flat_fields_are_read_as_nested_ones(tmp_path: Path, flat: dict[str, object]) -> None:
    found = read_decp(write(tmp_path, contract(**flat), GOOD))
    assert found["customer"].tolist() == ["100000001"] * 2
    assert found["supplier"].tolist() == ["900000005"] * 2
    assert found["amount"].sum() == 180000


@pytest.mark.parametrize(
    "place",
    [
        *("", "NC", "nc", "N/C", "N/A", "null", "None", "INX None", "inconnu", "non communiqué"),
        *("Non renseigné", "00000000000000", "99999999999999", "XXXXXXXXXXXXXX", "-", "0", "CDL"),
        *("sans objet", "unknown", "12345678900000", None, {}, [], True),
    ],
)
def test_a_placeholder_is_no_holder(tmp_path: Path, place: object) -> None:
    holders = [{"typeIdentifiant": "SIRET", "id": place, "denominationSociale": place}]
    found = read_decp(write(tmp_path, contract(titulaires=holders)))
    assert found[["supplier", "supplier_name", "amount"]].to_numpy().tolist() == [["", "", 90000]]
    assert profile_suppliers(found).empty


@pytest.mark.parametrize(
    "concession",
    [
        {"_type": "Contrat de concession", "autoriteConcedante": {"id": BUYER}},
        {"_type": "Contrat de concession", "acheteur": {"id": BUYER}},
        {"nature": "Concession de service public"},
        {"nature": "DÉLÉGATION DE SERVICE PUBLIC"},
        {"acheteur": ..., "valeurGlobale": 5, "concessionnaires": [HOLDER]},
        {"acheteur": "", "autoriteConcedante": {"id": BUYER}},
    ],
)
def test_concessions_are_counted_and_not_bought(
    tmp_path: Path, concession: dict[str, object]
) -> None:
    found = read_decp(write(tmp_path, contract(**concession), GOOD))
    assert found["amount"].tolist() == [90000]
    assert unread(found) == {"concession: the buyer does not pay it": 1}


def test_concessions_in_a_table_are_counted(tmp_path: Path) -> None:
    columns = [*COLUMNS, "nature"]
    rows = [
        f"1;{BUYER};2020-01-15;2020-02-01;9;{FIRM};SIRET;oui;Marché",
        f"2;{BUYER};2020-01-15;2020-02-01;9;{FIRM};SIRET;oui;Concession de travaux",
        f"3;;2020-01-15;2020-02-01;9;{FIRM};SIRET;oui;Délégation de service public",
    ]
    found = read_decp(write_table(tmp_path, *rows, columns=columns))
    assert len(found) == 1
    assert unread(found) == {"concession: the buyer does not pay it": 2}


def test_several_holders_in_a_row_of_a_table(tmp_path: Path) -> None:
    columns = ["id", "acheteur.id", "dateNotification", "datePublicationDonnees", "montant"]
    for nth in (1, 2, 3):
        columns += [f"titulaire_id_{nth}", f"titulaire_denominationSociale_{nth}"]
    row = f"1;{BUYER};2020-01-15;2020-02-01;90000;{FIRM};Alpha;{OTHER};Beta;;"
    found = read_decp(write_table(tmp_path, row, columns=columns))
    assert found["supplier"].tolist() == ["900000005", "900000002"]
    assert found["supplier_name"].tolist() == ["Alpha", "Beta"]
    assert found["amount"].tolist() == [45000, 45000]


# --- yes and no ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        *(("VRAI", "FAUX"), ("true", "false"), ("TRUE", "FALSE"), ("1.0", "0.0"), ("1", "0")),
        *(("1,0", "0,0"), ("yes", "no"), ("Oui", "Non"), ("O", "N"), ("Y", "n")),
        *(("WAHR", "FALSCH"), ("t", "f"), (" vrai ", " faux ")),
    ],
)
def test_a_row_is_current_in_every_writing(tmp_path: Path, yes: str, no: str) -> None:
    rows = [
        f"1;{BUYER};2020-01-15;2020-02-01;90000;{FIRM};SIRET;{yes}",
        f"2;{BUYER};2020-01-15;2020-02-01;50000;{FIRM};SIRET;{yes}",
        f"2;{BUYER};2020-01-15;2020-03-01;40000;{FIRM};SIRET;{no}",
    ]
    found = read_decp(write_table(tmp_path, *rows))
    assert found["amount"].tolist() == [90000, 50000]
    assert unread(found) == {"an earlier version of a contract": 1}


def test_what_is_neither_yes_nor_no_is_kept() -> None:
    assert is_current("peut-être")


# --- days ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "day"),
    [
        *(("2019-03-15", "2019-03-15"), ("2019-03-15T10:00:00Z", "2019-03-15")),
        *(("2018-12-17+01:00", "2018-12-17"), ("2019/3/5", "2019-03-05"), (20190315, "2019-03-15")),
        *(("15/03/2019", "2019-03-15"), ("15.03.2019", "2019-03-15"), ("5-3-2019", "2019-03-05")),
        *(("15/03/2019 08:30", "2019-03-15"), ("15/03/19", "2019-03-15"), (43539, "2019-03-15")),
        *(("03/15/2019", "2019-03-15"), ("15 mars 2019", "2019-03-15")),
        *(
            ("1er août 2019", "2019-08-01"),
            ("3 févr. 2019", "2019-02-03"),
            ("le 14 Décembre 2020", "2020-12-14"),
        ),
        *(("March 15, 2019", "2019-03-15"), ("15 March 2019", "2019-03-15")),
        ("Jan. 3rd 2020", "2020-01-03"),
        *(("0218-09-11", ""), ("0002-11-30", ""), ("5021-02-18", ""), ("2921-11-19", "")),
        *(("2022-02-31", ""), ("31/04/2020", ""), ("2019-13-01", ""), ("2019-00-10", "")),
        *(("1900-01-01", ""), ("9999-12-31", ""), ("", ""), (None, ""), ("soon", ""), ("2019", "")),
    ],
)
def test_days_are_read_or_are_none(given: object, day: str) -> None:
    assert day_of(given) == day


@pytest.mark.parametrize(
    "day", ["0002-11-30", "5021-02-18", "2022-02-31", "0218-09-11", "30/02/2020", "2921-11-19"]
)
def test_a_day_that_cannot_be_has_no_period(tmp_path: Path, day: str) -> None:
    found = read_decp(write(tmp_path, contract(dateNotification=day), GOOD))
    assert found["date"].tolist() == ["", "2020-01-15"]
    assert found["date_given"].tolist() == [day, "2020-01-15"]
    counts = left_out(found, per_period=True).set_index("reason")["n_rows"]
    assert counts["no period"] == 1
    assert change_over_time(found)["period_first"].tolist() == [2020]


def test_a_month_or_a_year_alone_is_a_period() -> None:
    assert [year_of(text) for text in ("2019", "2019-03", "0219", 2020)] == [2019, 2019, None, 2020]


# --- amounts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        *(("21 800,10", 21800.1), ("1.234,50", 1234.5), ("1,234.50", 1234.5), ("85 €", 85)),
        *(
            ("12 EUR", 12),
            ("1e3", 1000),
            ("1,234,567", 1234567),
            ("-5,5", -5.5),
            ("1'000.5", 1000.5),
        ),
    ],
)
def test_amounts_as_text(given: str, amount: float) -> None:
    assert amount_of(given) == amount


@pytest.mark.parametrize(
    "filler",
    [999_999_999, 99_999_999, "99999999", 9_999_999_999, 123456.78, 123456789, 1e13, -2e12],
)
def test_an_amount_that_fills_its_field_is_set_aside(tmp_path: Path, filler: object) -> None:
    both = [{"id": FIRM}, {"id": OTHER}]
    records = [contract(id=str(n)) for n in range(3)]
    found = read_decp(write(tmp_path, *records, contract(montant=filler, titulaires=both)))
    assert found["set_aside"].ne("").sum() == 2
    assert found["contract_amount"].iloc[-1] == float(filler)  # type: ignore[arg-type]
    assert screen(found)["total"].tolist() == [270000]
    counts = left_out(found).set_index("reason")["n_rows"]
    assert counts[found["set_aside"].iloc[-1]] == 2


# --- several holders, maxima -----------------------------------------------------------------


def test_a_joint_contract_bounds_the_share(tmp_path: Path) -> None:
    both = [{"id": FIRM}, {"id": OTHER}]
    other = {"id": NEXT}
    records = [contract(montant=50), contract(id="3", montant=100, titulaires=both, acheteur=other)]
    found = profile_suppliers(read_decp(write(tmp_path, *records))).set_index("supplier")
    row = found.loc["900000005"]
    assert (row["top_share"], row["top_share_low"], row["top_share_high"]) == (0.5, 1 / 3, 1)


def test_an_amount_that_is_missing_leaves_the_share_open(tmp_path: Path) -> None:
    other = {"id": NEXT}
    records = [contract(montant=80), contract(id="3", montant=None, acheteur=other)]
    row = profile_suppliers(read_decp(write(tmp_path, *records))).iloc[0]
    assert (row["top_share"], row["top_share_low"], row["top_share_high"]) == (1, 0, 1)


def test_a_maximum_that_stands_in_several_contracts_is_said(tmp_path: Path) -> None:
    records = [
        contract(id=f"{n}", nature="Accord-cadre", montant=200, titulaires=[{"id": firm}])
        for n, firm in enumerate([FIRM, OTHER])
    ]
    alone = contract(id="9", techniques={"technique": ["Accord-cadre"]}, montant=300)
    found = read_decp(write(tmp_path, *records, alone))
    assert found["basis"].tolist() == ["maximum given several times"] * 2 + ["framework maximum"]
    assert found["amount_low"].tolist() == [0, 0, 300]
    assert found["amount_high"].tolist() == [200, 200, 300]


# --- a customer without name -----------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(
    amounts=st.lists(st.integers(1, 1000), min_size=1, max_size=6),
    hidden=st.sets(st.integers(0, 5), max_size=6),
)
def test_a_name_taken_away_never_raises_a_share_and_the_interval_holds_it(
    amounts: list[int], hidden: set[int]
) -> None:
    names = [f"c{nth}" for nth in range(len(amounts))]
    table = pd.DataFrame({"supplier": "s", "customer": names, "amount": amounts})
    whole = profile_suppliers(table)
    table.loc[[n for n in hidden if n < len(amounts)], "customer"] = ""
    found = profile_suppliers(table)
    if found.empty:
        assert left_out(table).set_index("reason")["amount"]["no customer"] == sum(amounts)
        return
    row, true = found.iloc[0], whole.iloc[0]
    assert row["total"] == true["total"]
    assert row["top_share"] <= true["top_share"]
    assert row["top_share_low"] <= true["top_share"] <= row["top_share_high"] + 1e-12


# --- every record read or counted, in every form ---------------------------------------------

RECORD = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["1", "2", "2018M00500", "2018M00501", "", None, 7]),
        "acheteur": st.sampled_from([{"id": BUYER}, {"id": NEXT}, "", None, {}]),
        "dateNotification": st.sampled_from(["2020-01-15", "0218-01-01", "", None]),
        "datePublicationDonnees": st.sampled_from(["2020-02-01", "2020-03-01", "", None]),
        "montant": st.sampled_from([1, "2,5", None, "NC", 999999999, -3]),
        "titulaires": st.sampled_from(
            [[HOLDER], [], "", None, [{"id": "NC"}], [HOLDER, {"id": OTHER}]]
        ),
        "_type": st.sampled_from(["Marché", "Contrat de concession", None]),
        "modifications": st.sampled_from([[], "", None, [CHANGE]]),
    }
)
FILES = st.lists(
    st.lists(st.one_of(RECORD, st.sampled_from([None, 3, "x", {}])), max_size=8),
    min_size=1,
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(files=FILES)
def test_contracts_read_and_records_left_out_are_all_records(
    files: list[list[Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("files")
    files = [[*records, GOOD] for records in files]
    paths = [write(folder, *records, name=f"{n}.json") for n, records in enumerate(files)]
    found = read_decp(paths)
    assert found.attrs["records"] == sum(map(len, files))
    assert found["contract"].nunique() + sum(unread(found).values()) == found.attrs["records"]
    profile = profile_suppliers(found)
    rest = left_out(found)
    assert profile["total"].sum() + rest["amount"].sum() == pytest.approx(found["amount"].sum())


ROWS = st.lists(
    st.tuples(
        st.sampled_from("123"),
        st.sampled_from(["2020-02-01", "2020-03-01", ""]),
        st.sampled_from([FIRM, OTHER, "", "NC"]),
        st.sampled_from(["oui", "non", ""]),
    ),
    max_size=9,
)


@settings(max_examples=30, deadline=None)
@given(rows=ROWS)
def test_all_rows_of_a_table_are_read_or_counted(
    rows: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = [f"{n};{BUYER};2020-01-15;{day};5;{firm};SIRET;{now}" for n, day, firm, now in rows]
    found = read_decp(write_table(tmp_path_factory.mktemp("table"), *lines))
    last = {
        number: max(r[1] for r in rows if r[0] == number and r[3] != "non")
        for number in {r[0] for r in rows if r[3] != "non"}
    }
    read = [r for r in rows if r[3] != "non" and r[1] == last[r[0]]]
    assert found["contract"].nunique() == len(last)
    assert len(read) + sum(unread(found).values()) == len(rows) == found.attrs["records"]


def as_xml(records: list[dict[str, Any]]) -> str:
    def element(name: str, value: object) -> str:
        if isinstance(value, list):
            inner = "".join(element(name.rstrip("s"), item) for item in value)
        elif isinstance(value, dict):
            inner = "".join(element(key, held) for key, held in value.items())
        else:
            inner = escape(str(value))
        return f"<{name}>{inner}</{name}>"

    return "<marches>" + "".join(element("marche", record) for record in records) + "</marches>"


def as_table(records: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for record in records:
        for holder in record["titulaires"]:
            cells = [record["id"], record["acheteur"]["id"], record["dateNotification"]]
            cells += [record["datePublicationDonnees"], record["montant"], holder["id"]]
            writer.writerow([*cells, "SIRET", "oui"])
    return text.getvalue()


MANY = [
    contract(id=f"{n}", montant=1000 + n, titulaires=[HOLDER, {"id": OTHER}][: 1 + n % 2])
    for n in range(7)
]
FORMS = {
    "list": json.dumps(MANY),
    "2019": json.dumps({"marches": MANY}),
    "2022": json.dumps({"marches": {"marche": MANY}}),
    "wrapped": json.dumps({"marches": {"marche": [{"marche": record} for record in MANY]}}),
    "NaN elsewhere": json.dumps({"marches": [*MANY, contract(montant=float("nan"))]}),
    "xml": '<?xml version="1.0" encoding="UTF-8"?>\n' + as_xml(MANY),
    "xml with a namespace": as_xml(MANY).replace("<marches>", '<marches xmlns="urn:x">'),
    "table": as_table(MANY),
    "sep": "sep=,\n" + as_table(MANY),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("packed", [False, True])
def test_every_form_holds_the_same_contracts(
    tmp_path: Path, form: str, mark: str, packed: bool
) -> None:
    path, data = tmp_path / "file", (mark + FORMS[form]).encode()
    if packed:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("decp", data)
    else:
        path.write_bytes(data)
    found = read_decp(path).dropna(subset="amount")
    expected = read_decp(write(tmp_path, *MANY))
    pd.testing.assert_frame_equal(found, expected, check_like=False)


def test_both_kinds_in_a_file_of_2022(tmp_path: Path) -> None:
    path = tmp_path / "decp.json"
    held = {"marche": [GOOD], "contrat-concession": [{"id": "7"}, {"id": "8"}]}
    path.write_text(json.dumps({"marches": held}), encoding="utf-8")
    found = read_decp(path)
    assert len(found) == 1
    assert unread(found) == {"concession: the buyer does not pay it": 2}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<contracts/>", "found an element 'contracts'"),
        ("<marches><marche>", "accepted: JSON with"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><marches>&a;</marches>', "accepted: JSON with"),
        ('{"marches": ["one", 2]}', "found 'one' for a 'marche'; accepted"),
        ('{"other": NaN}', "found keys 'other'"),
        ('{"marches": {"market": [{"id": "1"}]}}', "found 'market' in 'marches'"),
        ('{"marches": {"market": [NaN]}}', "found 'market' in 'marches'"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"other\.txt: .*{message}"):
        read_decp(path)


def test_an_archive_of_two_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "{}")
        archive.writestr("b", "{}")
    with pytest.raises(ValueError, match=r"two\.zip: found 2 files"):
        read_decp(path)


# --- several files ---------------------------------------------------------------------------


def test_a_contract_in_two_files_counts_once_whatever_their_order(tmp_path: Path) -> None:
    one = write(tmp_path, contract(), GOOD, name="one.json")
    two = write(tmp_path, contract(montant=5, datePublicationDonnees="2020-05-01"), name="two.json")
    for paths in ([one, two], [two, one]):
        found = read_decp(paths)
        assert sorted(found["amount"]) == [5, 90000]
        assert unread(found) == {"a contract that another file has too": 1}


def test_company_of_a_placeholder_kind() -> None:
    assert company("NC", FIRM) == "900000005"


def test_a_large_file_is_read_as_a_stream(tmp_path: Path) -> None:
    """Ten megabytes of text that no result keeps, in far less memory than they take."""
    import tracemalloc

    path = tmp_path / "large.json"
    record = json.dumps(contract(objet="x" * 10_000, datePublicationDonnees="2020-02-01"))
    with path.open("w", encoding="utf-8") as file:
        file.write('{"marches": [' + ",".join([record] * 1000) + "]}")
    tracemalloc.start()
    found = read_decp(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 1
    assert path.stat().st_size > 10e6
    assert peak < 4e6


def test_which_amounts_only_fill_their_field() -> None:
    nines = [float("9" * count) for count in range(1, 20)]
    assert [n for n, one in enumerate(nines, 1) if is_placeholder(one)] == [8, 9, 10, 11, 12]
    rising = [float("1234567890"[:count]) for count in range(1, 11)]
    assert [n for n, one in enumerate(rising, 1) if is_placeholder(one)] == [6, 7, 8, 9]
    cents = [1234.56, 12345.67, 123456.78, 1234567.89, 12.34, 123.45]
    assert [is_placeholder(one) for one in cents] == [True] * 4 + [False] * 2
