"""A buyer's own table: columns found, names matched, one page that hides nothing."""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import damaged

from analysis.cli import main
from analysis.ledger.names import identify, is_budget_line, names_to_show
from analysis.ledger.purchases import read_purchases
from analysis.ledger.register import one_register
from analysis.ledger.screen_report import screen_with_names, write_screen_report
from analysis.ledger.screening import left_out, profile_suppliers

fuzz = pytest.importorskip(
    "rapidfuzz.fuzz", reason="the optional extra 'purchases' is not installed"
)
ROWS = [
    ("Alpha SAS", "90000000500015", "Nord", "1 200,50", "15/03/2021", "C1"),
    ("ALPHA", "", "Nord", "800", "2021-04-15", "C2"),
    ("Alpha SAS", "90000000500015", "Sud", "100", "15 mai 2021", "C3"),
    ("Béta & Fils", "", "Nord", "50", "", "C4"),
    ("beta fils SARL", "", "Sud", "NC", "0218-01-01", "C5"),
    ("", "", "Sud", "70", "2021-06-01", "C6"),
    ("Alpha SAS", "90000000500015", "", "99,5", "2021-07-01", "C7"),
]
FRENCH = ["Fournisseur", "SIRET fournisseur", "Direction", "Montant HT", "Date facture", "Commande"]
ENGLISH = ["Vendor", "Vendor ID", "Business unit", "Net amount", "Invoice date", "Order number"]


def write_csv(folder: Path, names: list[str], sign: str = ";", encoding: str = "utf-8") -> Path:
    path = folder / "purchases.csv"
    lines = [sign.join(f'"{cell}"' for cell in row) for row in [tuple(names), *ROWS]]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def check(ledger: pd.DataFrame) -> None:
    assert ledger["supplier"].tolist() == [
        *("900000005", "900000005", "900000005", "name: beta fils", "name: beta fils", ""),
        "900000005",
    ]
    assert ledger["supplier_by"].tolist()[:4] == ["number", "name", "number", "name"]
    assert ledger["amount"].sum() == 1200.5 + 800 + 100 + 50 + 70 + 99.5
    assert ledger["date"].tolist()[2:5] == ["2021-05-15", "", ""]
    row = profile_suppliers(ledger).set_index("supplier").loc["900000005"]
    assert (row["top_customer"], row["total"], row["unnamed"]) == ("Nord", 2200, 99.5)
    assert row["top_share"] == pytest.approx(2000.5 / 2200)
    assert row["top_share_high"] == pytest.approx(2100 / 2200)
    assert row["n_months"] == 4


@pytest.mark.parametrize("names", [FRENCH, ENGLISH, [name.upper() for name in ENGLISH]])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_columns_of_a_table_are_found(
    tmp_path: Path, names: list[str], sign: str, encoding: str
) -> None:
    check(read_purchases(write_csv(tmp_path, names, sign, encoding)))


@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_a_spreadsheet_and_parquet_are_read_alike(tmp_path: Path, kind: str) -> None:
    pytest.importorskip({"xlsx": "openpyxl", "parquet": "pyarrow"}[kind])
    table, path = pd.DataFrame(ROWS, columns=FRENCH), tmp_path / f"purchases.{kind}"
    table.to_excel(path, index=False) if kind == "xlsx" else table.to_parquet(path)
    check(read_purchases(path))


def test_numbers_and_days_of_a_spreadsheet_stay_what_they_are(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    path = tmp_path / "purchases.xlsx"
    day = pd.Timestamp("2021-03-15")
    rows = {"supplier id": [56501711, 56501711], "customer": ["a", "b"], "amount": [1.5, 2]}
    pd.DataFrame({**rows, "date": [day, None]}).to_excel(path, index=False)
    found = read_purchases(path)
    assert found["supplier"].tolist() == ["056501711"] * 2
    assert found["date"].tolist() == ["2021-03-15", ""]
    assert found["amount"].tolist() == [1.5, 2]


def test_columns_are_asked_for_and_told(tmp_path: Path) -> None:
    path = write_csv(tmp_path, ["who", "number", "for whom", "how much", "when", "what"])
    with pytest.raises(ValueError, match="--supplier and --customer and --amount"):
        read_purchases(path)
    told = {"supplier_name": "who", "supplier": "number", "customer": "for whom"}
    check(read_purchases(path, told | {"amount": "how much", "date": "when"}))
    with pytest.raises(ValueError, match="no column 'whom' for 'customer'; accepted: 'who'"):
        read_purchases(path, {"customer": "whom"})


def test_a_row_that_does_not_fit_is_named(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("supplier,customer,amount\ns,c,5\ns,c\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"p\.csv, row 3: found 2 cells; accepted: 3"):
        read_purchases(path)


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("p.xlsx", b"no spreadsheet", "accepted: a spreadsheet"),
        ("p.xls", b"\xd0\xcf\x11\xe0rest", "found an old spreadsheet or UTF-16"),
        ("p.csv", "supplier,customer".encode("utf-16"), "found an old spreadsheet or UTF-16"),
        ("p.csv", b"", "found no column for"),
        ("p.json", b'{"x": 1}', "found keys 'x'"),
    ],
)
def test_another_file_is_refused_by_name(
    tmp_path: Path, name: str, data: bytes, found: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ValueError, match=found):
        read_purchases(path)


def test_orders_with_several_lines_are_not_taken_for_one(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("supplier,customer,amount,order number\ns,c,5,1\ns,c,6,1\n", encoding="utf-8")
    assert read_purchases(path)["amount"].tolist() == [5, 6]
    path.write_text("supplier,customer,amount,order number\ns,c,5,1\ns,c,5,1\n", encoding="utf-8")
    found = read_purchases(path)
    assert found["amount"].tolist() == [5]
    assert left_out(found).iloc[0].tolist() == ["a contract that is there twice", 1, 0]


def names(*pairs: tuple[str, str]) -> list[str]:
    table = pd.DataFrame(pairs, columns=["supplier", "supplier_name"]).assign(customer="c")
    found: list[str] = identify(table)["supplier"].tolist()
    return found


@pytest.mark.parametrize(
    ("name", "party"),
    [
        *(("CAFETERIA CARRE ROUGE", "1"), ("Association Cafétéria Carré Rouge", "1")),
        *(("carré rouge, cafeteria", "1"), ("Cafeteria Carre Rouges", "1")),
        *(("Cafeteria Carre Bleu", "name: cafeteria carre bleu"), ("Cafeteria", "name: cafeteria")),
        *(("Cafeteria Carre Rouge 2", "name: cafeteria carre rouge 2"), ("NC", ""), ("", "")),
        ("BUDGET PRINCIPAL", ""),
    ],
)
def test_a_name_finds_its_number_if_it_is_like_one_alone(name: str, party: str) -> None:
    assert names(("1", "Cafétéria Carré Rouge"), ("", name))[1] == party


def test_a_name_of_two_numbers_is_neither() -> None:
    found = names(("1", "Alpha"), ("2", "ALPHA SAS"), ("", "alpha"))
    assert found == ["1", "2", "name: alpha"]


@given(
    st.lists(st.sampled_from(["rhone", "telecom", "reseau", "nord", "12", "3"]), min_size=1),
    st.data(),
)
def test_two_names_are_one_party_if_they_are_alike(words: list[str], data: st.DataObject) -> None:
    """As `token_sort_ratio` has it, whatever names are passed over for their length or digits."""
    one = " ".join(words)
    place = data.draw(st.integers(0, len(one) - 1))
    other = one[:place] + data.draw(st.sampled_from(["", "x", "xy", " "])) + one[place + 1 :]
    ledger = pd.DataFrame({"supplier": "", "supplier_name": [one, other], "customer": "c"})
    folded = " ".join(other.split())
    alike = fuzz.token_sort_ratio(one, folded) >= 95
    alike &= re.findall(r"\d+", one) == re.findall(r"\d+", folded)
    assert (identify(ledger)["supplier"].nunique() == 1) == (alike and folded != "")


def test_a_number_is_never_changed_by_a_name() -> None:
    assert names(("1", "Alpha"), ("2", "Alpha")) == ["1", "2"]


def test_the_name_shown_is_neither_broken_nor_a_budget() -> None:
    shown = names_to_show(
        pd.DataFrame(
            {
                "customer": ["1", "1", "1", "2", "2", "2", "3"],
                "customer_name": [
                    *("BUDG.PRINC. X", "BUDGET PRINCIPAL", "Ville de X"),
                    *("D\ufffdpartement", "D\ufffdpartement", "Département"),
                    "",
                ],
            }
        ),
        "customer",
    )
    assert shown == {"1": "Ville de X", "2": "Département", "3": "3"}
    assert is_budget_line("Budget annexe eau")
    assert not is_budget_line("Budgetary Services Ltd")


def test_one_register_counts_a_contract_once_and_adds_what_was_left_out() -> None:
    one = pd.DataFrame({"contract": ["k", "l", ""], "supplier": ["s", "s", "s"]})
    one.attrs["left_out"] = {"a": 2}
    found = one_register([one, one])
    assert found["contract"].tolist() == ["k", "l", "", ""]
    assert found.attrs["left_out"] == {"a": 4, "a contract that is there twice": 2}
    with pytest.raises(ValueError, match="no column 'contract'"):
        one_register([one.drop(columns="contract")])


THRESHOLDS = {"min_purchases": 1, "min_customers": 1}


def test_the_page_says_who_why_and_what_could_not_be_read(tmp_path: Path) -> None:
    ledger = read_purchases(write_csv(tmp_path, FRENCH))
    page = write_screen_report(ledger, "a <b> & c", **THRESHOLDS)
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
    assert "Suppliers to look at first: a <b> & c" in text
    assert "Alpha SAS 900000005 Nord 91 % (from 91 % to 95 %) 2,200" in text
    assert "4 purchases by 2 buyers over 4 months" in text
    assert "Amounts that could be read add up to 2,320. Of these 70 (3 %) have no part" in text
    assert "1 rows have no amount that could be used" in text
    assert "100 went to buyers without a name" in text
    for sentence in re.findall(r"<(?:li|p)>([^<]*)</", page):
        assert all(len(one.split()) <= 25 for one in re.split(r"(?<=[.?!])\s", sentence)), sentence


def test_a_share_that_is_nearly_all_is_not_said_to_be_all() -> None:
    ledger = pd.DataFrame(
        {"supplier": "s", "customer": ["a", "b"], "amount": [999_999.0, 1.0], "customer_name": ""}
    )
    assert "over 99 %" in write_screen_report(ledger, "t", **THRESHOLDS)


def test_one_buyer_alone_is_said_to_show_nothing() -> None:
    ledger = pd.DataFrame({"supplier": ["s"], "customer": ["a"], "amount": [5]})
    page = write_screen_report(ledger, "t")
    assert "There is one buyer." in page


def test_the_command_writes_page_and_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write_csv(tmp_path, FRENCH)
    assert main(["screen", str(path), "--min-purchases", "1", "--min-customers", "1"]) == 0
    assert capsys.readouterr().out.split() == ["purchases-screen.html", "purchases-screen.csv"]
    found = pd.read_csv("purchases-screen.csv", dtype={"supplier": str})
    expected = screen_with_names(read_purchases(path), min_purchases=1)
    assert found["supplier"].tolist() == expected["supplier"].tolist()
    assert found["top_share"].tolist() == pytest.approx(expected["top_share"].tolist())


def test_the_command_takes_columns_and_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(tmp_path, ["who", "number", "for whom", "how much", "when", "what"])
    out = ["--output", str(tmp_path / "page.html")]
    assert main(["screen", str(path), *out]) == 1
    assert "told with --supplier" in capsys.readouterr().err
    told = ["--supplier", "who", "--customer", "for whom", "--amount", "how much"]
    assert main(["screen", str(path), *out, *told]) == 0
    assert main(["screen", str(path), *out, *told, "--min-share", "75"]) == 1
    assert "accepted: above 0 and up to 1" in capsys.readouterr().err
    assert main(["screen", str(tmp_path / "none.csv"), *out]) == 1
    assert "No such file" in capsys.readouterr().err


def test_a_damaged_workbook_is_said(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    path = tmp_path / "purchases.xlsx"
    pd.DataFrame(ROWS * 9, columns=ENGLISH).to_excel(path, index=False)
    sound, said = path.read_bytes(), r"^purchases\.xlsx: found .*; accepted: a spreadsheet"
    for member in ("xl/worksheets/sheet1.xml", "xl/workbook.xml"):
        with zipfile.ZipFile(io.BytesIO(sound)) as given:
            parts = {name: given.read(name) for name in given.namelist()}
        path.write_bytes(damaged(sound, member))
        with pytest.raises(ValueError, match=said):
            read_purchases(path)
        with zipfile.ZipFile(path, "w") as cut:
            for name, content in parts.items():
                cut.writestr(name, content[:90] if name == member else content)
        with pytest.raises(ValueError, match=said):
            read_purchases(path)


def test_a_damaged_archive_of_contracts_is_said(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("d.json", '{"marches": [' + ",".join(['{"id": "1"}'] * 500) + "]}")
    path = tmp_path / "d.zip"
    path.write_bytes(damaged(made.getvalue(), "d.json"))
    with pytest.raises(ValueError, match=r"^d\.zip: found .*; accepted: JSON"):
        read_purchases(path)
