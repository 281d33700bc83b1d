"""The French procurement data in its forms: each contract once, whoever holds it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT

from analysis.ledger.decp import EXAMPLE, read_decp
from analysis.ledger.screening import left_out, profile_suppliers

DATA = ROOT / "tests" / "data"
FORMS = [
    EXAMPLE,
    *(DATA / name for name in ("decp-2022.json", "decp-table-v1.csv", "decp-table-v2.csv")),
]
HEADER = "id,acheteur.id,dateNotification,datePublicationDonnees,montant,titulaire.id"


def contract(**fields: object) -> dict[str, object]:
    """Make a contract of 2019; a field given as None is left out."""
    made = {
        "id": "1",
        "acheteur": {"id": "10000000100011"},
        "dateNotification": "2020-01-01",
        "datePublicationDonnees": "2020-01-02",
        "montant": 100,
        "titulaires": [{"typeIdentifiant": "SIRET", "id": "90000000500015"}],
    } | fields
    return {name: value for name, value in made.items() if value is not None}


def write(folder: Path, *contracts: object) -> Path:
    path = folder / "decp.json"
    path.write_text(json.dumps({"marches": contracts}), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_ledger(form: str) -> None:
    found = read_decp(DATA / form)
    assert found["supplier"].tolist() == [
        *("900000005", "900000002", "900000005", "900000002", "900000004", "900000005")
    ]
    assert found["customer"].tolist() == ["100000001"] * 3 + ["100000002"] * 3
    assert found["amount"].tolist() == [50000.01, 50000, 60000, 45000, 45000, 25000.5]
    assert found["holders"].tolist() == [2, 2, 1, 2, 2, 1]


@pytest.mark.parametrize("form", FORMS)
def test_the_parts_add_up_to_each_contract_counted_once(form: str) -> None:
    found = read_decp(DATA / form)
    parts = found.groupby("contract")["amount"].sum().round(2)
    assert parts.tolist() == [100000.01, 60000, 90000, 25000.5]
    once = found.drop_duplicates("contract")["contract_amount"]
    assert found["amount"].sum() == pytest.approx(once.sum(), abs=0.001)
    assert found["contract_amount"].sum() > 1.5 * once.sum()  # what counting twice would give


def test_names_are_there_in_the_forms_that_have_them() -> None:
    old, new = read_decp(EXAMPLE), read_decp(DATA / "decp-2022.json")
    assert old["supplier_name"].tolist()[4] == "Delta SA"  # who came in by an amendment
    assert old["customer_name"].tolist()[0] == "Ville d'Exemple"
    assert set(new["supplier_name"]) | set(new["customer_name"]) == {""}


def test_the_period_is_the_year_of_notification() -> None:
    found = read_decp(DATA / "decp-2022.json")
    assert found["period"].tolist() == [2020, 2020, 2020, 2021, 2021, 2021]
    assert found["date"].tolist()[2] == "2020-06-15"  # that of the award, though amended since


def test_single_objects_are_read_as_lists() -> None:
    found = read_decp(DATA / "decp-2022-example-form.json")
    whole = read_decp(DATA / "decp-2022.json")
    assert found.loc[0].equals(whole.loc[2])
    assert len(found) == 1


def test_a_ledger_of_contracts_can_be_profiled() -> None:
    found = profile_suppliers(read_decp(EXAMPLE)).set_index("supplier")
    alpha = found.loc["900000005"]
    assert alpha["top_customer"] == "100000001"
    assert alpha["top_share"] == pytest.approx(110000.01 / 135000.51)
    counts = left_out(read_decp(EXAMPLE)).set_index("reason")["n_rows"]
    assert counts[counts > 0].to_dict() == {
        "concession: the buyer does not pay it": 1,
        "an earlier version of a contract": 1,
    }


@settings(max_examples=60, deadline=None)
@given(cents=st.integers(-(10**13), 10**13), count=st.integers(1, 12))
def test_parts_differ_by_a_cent_at_most_and_lose_none(
    cents: int, count: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    holders = [{"typeIdentifiant": "SIRET", "id": f"9{n:08d}00011"} for n in range(count)]
    given_ = contract(montant=cents / 100, titulaires=holders)
    found = read_decp(write(tmp_path_factory.getbasetemp(), given_))
    parts = [round(part * 100) for part in found["amount"]]
    assert sum(parts) == cents
    assert max(parts) - min(parts) <= 1
    assert len(parts) == count


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_a_contract_published_again_counts_as_last_published(tmp_path: Path, order: slice) -> None:
    versions = [
        contract(montant=1, datePublicationDonnees="2020-02-01"),
        contract(montant=2, datePublicationDonnees="2020-03-01"),
    ]
    assert read_decp(write(tmp_path, *versions[order]))["amount"].tolist() == [2]


def test_contracts_without_id_or_buyer_are_kept_apart(tmp_path: Path) -> None:
    found = read_decp(write(tmp_path, *[contract(id=None)] * 2, *[contract(acheteur={})] * 2))
    assert found["contract"].nunique() == 4
    assert left_out(found)["n_rows"].sum() == 0
    assert profile_suppliers(found)[["total", "unnamed"]].to_numpy().tolist() == [[400, 200]]


@pytest.mark.parametrize("holders", [None, [], [{"titulaire": None}]])
def test_a_contract_without_holder_stays_to_be_counted(tmp_path: Path, holders: object) -> None:
    found = read_decp(write(tmp_path, contract(titulaires=holders)))
    assert found[["supplier", "amount", "holders"]].to_numpy().tolist() == [["", 100, 0]]
    assert left_out(found).set_index("reason")["amount"]["no supplier"] == 100


def test_a_holder_without_id_keeps_its_part(tmp_path: Path) -> None:
    holders = [{"id": "90000000500015"}, {"denominationSociale": "Unknown"}]
    found = read_decp(write(tmp_path, contract(titulaires=holders)))
    assert found["supplier"].tolist() == ["900000005", ""]
    assert found["amount"].tolist() == [50, 50]


@pytest.mark.parametrize(
    ("amount", "read"),
    [("21 800,10", 21800.1), (12, 12), ("1e3", 1000), ("CDL", None), (None, None), (True, None)],
)
def test_amounts_written_as_text(tmp_path: Path, amount: object, read: float | None) -> None:
    found = read_decp(write(tmp_path, contract(montant=amount)))["amount"]
    assert found.dropna().tolist() == ([] if read is None else [read])


@pytest.mark.parametrize(
    ("kind", "code", "supplier"),
    [
        ("SIRET", "900 000 005 00015", "900000005"),
        ("SIREN", "900000005", "900000005"),
        ("TVA", "FR12900000005", "900000005"),
        ("TVA", "DE900000003", "TVA DE900000003"),
        ("HORS-UE", "CH-1", "HORS-UE CH-1"),
        ("SIRET", "unknown", ""),
        ("SIRET", "ABC-1", "ABC-1"),
        (None, 90000000500015, "900000005"),
    ],
)
def test_establishments_are_put_together_as_companies(
    tmp_path: Path, kind: object, code: object, supplier: str
) -> None:
    holders = [{"typeIdentifiant": kind, "id": code}]
    found = read_decp(write(tmp_path, contract(titulaires=holders)))
    assert found["supplier"].tolist() == [supplier]


def test_a_year_that_is_not_one_is_missing(tmp_path: Path) -> None:
    found = read_decp(write(tmp_path, contract(dateNotification="month 02 of 2020")))
    assert found["period"].isna().all()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"contracts": []}', "found keys 'contracts'"),
        ('{"marches": [', "accepted: JSON with"),
        ('{"marches": ["one"]}', "found 'one' for a 'marche'"),
        ('{"marches": [{"acheteur": "one"}]}', "found {'acheteur': 'one'} for a 'marche'"),
        ('{"marches": ' + "[" * 100_000, "accepted: JSON with"),
        ("", "found no column id, acheteur_id"),
        ("id,montant\n1,2\n", "found no column acheteur_id, datenotification, titulaire_id"),
        (HEADER + "\n1,2,3\n", "found 3 cells in line 2; accepted: 6"),
        (HEADER + '\n"' + "x" * 200_000, "field larger than field limit"),
    ],
)
def test_another_file_is_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"other\.txt: .*{message}"):
        read_decp(path)


def test_another_encoding_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes((HEADER + "\nMarché").encode("cp1252"))
    with pytest.raises(ValueError, match=r"latin\.csv: .*in UTF-8"):
        read_decp(path)


def test_a_table_without_current_rows_marked_counts_the_last_published(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    rows = [
        "1,10000000100011,2020-01-01,2020-01-02,100,90000000500015",
        "1,10000000100011,2020-05-01,2020-05-02,120,90000000500015",
        "",
        "1,10000000100011,2020-05-01,2020-05-02,120,90000000200013",
        ",10000000100011,2020-05-01,2020-05-02,7,",
    ]
    path.write_text("\ufeff" + "\n".join([HEADER, *rows]), encoding="utf-8")
    found = read_decp(path)
    assert found["amount"].tolist() == [60, 60, 7]
    assert found["holders"].tolist() == [2, 2, 0]
