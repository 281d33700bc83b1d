"""A buyer's own table of purchases, in its own words, as a ledger."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.ledger.cells import amount_of, company, day_of, is_nothing, plain, year_of
from analysis.ledger.decp import read_decp
from analysis.ledger.decp_files import DAMAGED, form_of, separator_of
from analysis.ledger.names import identify
from analysis.ledger.register import one_register

# What the columns are called, best first, as `plain` writes it.
WORDS = {
    "supplier": "supplier number,supplier id,vendor id,vendor number,supplier siret,supplier siren"
    ",siret fournisseur,siren fournisseur,numero fournisseur,n fournisseur,code fournisseur"
    ",titulaire id,supplier code,vendor code",
    "supplier_name": "supplier name,vendor name,supplier,vendor,nom fournisseur"
    ",nom du fournisseur,fournisseur,titulaire,titulaire denominationsociale,tiers,prestataire"
    ",raison sociale",
    "customer": "customer,buyer,acheteur,acheteur id,client,buying unit,business unit,entity"
    ",entite,company,societe,department,direction,service,site,cost centre,cost center"
    ",centre de cout",
    "amount": "amount,amount net,net amount,amount excl tax,montant ht,montant hors taxe,montant"
    ",total ht,total,value,spend,prix,price,amount eur,montant eur",
    "date": "date,invoice date,order date,posting date,contract date,date facture"
    ",date de facture,date commande,date de commande,date notification,datenotification,jour"
    ",day,year,annee",
    "contract": "contract,contract id,contract number,order number,order id,purchase order"
    ",invoice number,invoice id,n contrat,numero contrat,n commande,numero commande,n facture"
    ",numero facture,marche,commande,facture",
}
_NEEDED = ("supplier_name", "customer", "amount")
_SHEETS = (".xlsx", ".xlsm")
_OLD_SHEET, _UTF16 = b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")


def read_purchases(path: str | Path, columns: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Read a table of purchases as a ledger, its columns found by their names or as told.

    Parameters
    ----------
    path : str or Path
        CSV (commas, semicolons or tabs; UTF-8 or Windows-1252), a spreadsheet (.xlsx), Parquet, or
        a file of French public contracts, which `read_decp` reads.
    columns : mapping of str, optional
        Which column is what, where the names do not say it: keys ``supplier`` (a number),
        ``supplier_name``, ``customer``, ``amount``, ``date``, ``contract``.

    Returns
    -------
    DataFrame
        One row per purchase, each contract once:

        - ``supplier``: its number, or ``name: …`` without; ``supplier_name``;
        - ``customer``, ``customer_name``;
        - ``supplier_by``, ``customer_by``: how each is known, by number or name;
        - ``amount``, ``amount_low``, ``amount_high``;
        - ``date``; ``period``: the year;
        - ``contract``: if there is one.

    Raises
    ------
    ValueError
        If a column cannot be found, naming those there are and how to say which it is.
    ImportError
        If the optional extra "purchases", or "ledger" for Parquet, is not installed.

    Examples
    --------
    >>> import os, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "purchases.csv")
    >>> rows = ["Fournisseur;Direction;Montant HT", "Alpha SAS;Nord;1 200,50"]
    >>> _ = path.write_text(os.linesep.join(rows))
    >>> read_purchases(path)[["supplier", "customer", "amount"]]
          supplier customer  amount
    0  name: alpha     Nord  1200.5
    """
    path = Path(path)
    if path.suffix.lower() not in (*_SHEETS, ".parquet") and _is_decp(path):
        return identify(read_decp(path))
    table = _table(path)
    chosen = _choose(path.name, [str(name) for name in table.columns], dict(columns or {}))
    cells = {role: table[name] for role, name in chosen.items()}
    ledger = pd.DataFrame(index=table.index)
    kinds = cells.get("supplier", pd.Series("", table.index))
    ledger["supplier"] = [company("", code) for code in kinds.map(_text)]
    for role in ("supplier_name", "customer"):
        ledger[role] = cells.get(role, kinds).map(_text)
    ledger["customer_name"] = ledger["customer"]
    ledger["amount"] = cells["amount"].map(amount_of).astype(float)
    ledger["amount_low"], ledger["amount_high"] = ledger["amount"], ledger["amount"]
    if "date" in cells:
        ledger["date"] = cells["date"].map(_text).map(day_of)
        ledger["period"] = cells["date"].map(_text).map(year_of).astype("Int64")
    if "contract" in cells:
        ledger["contract"] = cells["contract"].map(_text)
    found = identify(ledger)
    return (
        one_register([found])
        if _is_register(found)
        else found.drop(columns="contract", errors="ignore")
    )


def _is_register(ledger: pd.DataFrame) -> bool:
    """Return whether an id stands for a contract: one amount and buyer, not a line of several."""
    if "contract" not in ledger:
        return False
    known = ledger[ledger["contract"] != ""]
    rows = known.drop_duplicates(["contract", "supplier", "customer", "amount"])
    return not rows.duplicated(["contract", "supplier"]).any()


def _text(value: object) -> str:
    """Read a cell as text; a missing one, or what only holds its place, is empty."""
    text = "" if value is None or value != value else str(value).strip()
    return "" if is_nothing(text) else text.removesuffix(".0")


def _is_decp(path: Path) -> bool:
    """Return whether a file is of public contracts: JSON, XML, or a table with their columns."""
    try:
        form = form_of(path)
    except (*DAMAGED, ValueError):
        return True  # whose reader says what is wrong with the archive
    if form != "table":
        return True
    with path.open("rb") as file:
        header = file.readline().decode("utf-8", errors="replace").lower().replace(".", "_")
    return all(name in header for name in ("acheteur_id", "titulaire_id", "datenotification"))


def _table(path: Path) -> pd.DataFrame:
    """Read the cells, numbers as numbers where the file has such."""
    try:
        if path.suffix.lower() == ".parquet":
            return pd.read_parquet(path)
        if path.suffix.lower() in _SHEETS:
            return pd.read_excel(path, dtype=object, engine="openpyxl")
    except (*DAMAGED, KeyError, SyntaxError, TypeError) as error:  # its XML may be cut off too
        raise ValueError(f"{path.name}: found {error}; accepted: a spreadsheet (.xlsx)") from None
    except ImportError:
        extra = "ledger" if path.suffix.lower() == ".parquet" else "purchases"
        wanted = f"to read {path.suffix}, install the optional extra '{extra}'"
        raise ImportError(wanted) from None
    data = path.read_bytes()
    if data.startswith(_OLD_SHEET) or data.startswith(_UTF16):
        wanted = "CSV UTF-8, .xlsx or Parquet"
        raise ValueError(f"{path.name}: found an old spreadsheet or UTF-16; accepted: {wanted}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    header = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(header))
    rows = [row for row in reader if any(row)]
    width = len(rows[0]) if rows else 0
    for nth, row in enumerate(rows, start=1):
        if len(row) != width:
            found = f"{path.name}, row {nth}: found {len(row)} cells"
            raise ValueError(f"{found}; accepted: {width}, as in the header")
    return pd.DataFrame(rows[1:], columns=rows[0] if rows else None)


def _choose(file: str, names: list[str], told: dict[str, str]) -> dict[str, str]:
    """Return which column is what; what the caller says comes first."""
    for role, name in told.items():
        if role not in WORDS or name not in names:
            found = f"{file}: found no column {name!r} for {role!r}"
            raise ValueError(f"{found}; accepted: {', '.join(map(repr, names))}")
    folded = {plain(name): name for name in reversed(names)}
    chosen = dict(told)
    for role, words in WORDS.items():
        taken = set(chosen.values())
        hits = [folded[word] for word in words.split(",") if word in folded]
        if role not in chosen and hits and hits[0] not in taken:
            chosen[role] = hits[0]
    if "supplier" in chosen:
        chosen.setdefault("supplier_name", chosen["supplier"])
    missing = [role for role in _NEEDED if role not in chosen]
    if missing:
        options = " and ".join(f"--{role.removesuffix('_name')}" for role in missing)
        found = f"{file}: found no column for {', '.join(missing)} among {', '.join(names)}"
        raise ValueError(f"{found}; accepted: its name, told with {options}")
    return chosen
