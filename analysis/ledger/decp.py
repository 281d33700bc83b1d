"""Reading French public procurement data (DECP) as a ledger of suppliers and public buyers.

The JSON and XML of the orders of 22 March 2019 and of 22 December 2022 are read (also as its
publisher's own example has it, with single objects in place of lists), and the table of
decp-table-schema, versions 1 and 2. Each file is read as a stream.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import ijson
import pandas as pd

from analysis.ledger.cells import company, day_of, is_placeholder, year_of
from analysis.ledger.decp_contract import (
    CONCESSION,
    EARLIER,
    OTHER_FILE,
    UNREAD,
    Contract,
    read_record,
)
from analysis.ledger.decp_files import (
    ACCEPTED,
    UNREADABLE,
    Record,
    form_of,
    json_records,
    table_records,
    whole_json_records,
    xml_records,
)

_PLACEHOLDER, _IMPOSSIBLE = "placeholder amount", "impossible amount"
_COLUMNS = [
    "contract",
    "supplier",
    "supplier_name",
    "customer",
    "customer_name",
    "date",
    "period",
    "amount",
    "holders",
    "contract_amount",
    "amount_low",
    "amount_high",
    "basis",
    "set_aside",
    "date_given",
]
_LARGEST = 1e12
# In the form of 2019 an id is the year, the buyer's own number, and a count of the amendments.
_COUNTED_ID = re.compile(r"((?:19|20)\d\d.+)(\d\d)")
EXAMPLE = Path(__file__).parent / "example-decp.json"  # fictitious, comes with the library


def read_decp(path: str | Path | Sequence[str | Path]) -> pd.DataFrame:
    """Read one or several files of French public contracts as one ledger.

    A contract counts once, whatever the number of files and versions, as last published, with its
    last amended amount and holders. Two ids that differ in the count of amendments alone are one
    contract if day, subject and holders of the award are the same. Its amount is that of the award,
    a maximum for a framework agreement; it is not what was paid. The data do not say how several
    holders share it: **it is assumed that they have equal parts** (to the cent; what is left over
    goes to the first), and ``amount_low`` and ``amount_high`` say what is possible. Establishments
    are put together as companies: the first nine digits of a SIRET, or of a French VAT number.

    Nothing is dropped in silence. A contract without holder, buyer or amount stays, and what is not
    a contract to be counted (a concession, an earlier version) is counted by `left_out`: contracts
    read and records left out add up to ``attrs["records"]``.

    Parameters
    ----------
    path : str, Path or a sequence of them
        JSON, XML or a table as CSV (commas, semicolons or tabs), in UTF-8, or an archive (.zip) of
        one such file. Of a table, the rows that ``donneesActuelles`` says are no longer current are
        ignored.

    Returns
    -------
    DataFrame
        One row per contract and holder, in the order of the files:

        - ``contract``: the buyer's SIRET and the contract's id;
        - ``supplier``, ``supplier_name``, ``customer``, ``customer_name``: names are empty in the
          form of 2022;
        - ``date``: of notification, of the amendment in a table; empty if it cannot be; ``period``:
          its year; ``date_given``: as in the file;
        - ``amount``: the holder's part, in EUR without tax;
        - ``amount_low``, ``amount_high``: between which that part lies;
        - ``contract_amount``: EUR without tax, as given;
        - ``holders``: their number;
        - ``basis``: ``award``, ``framework maximum``, or ``maximum given several times``: the same
          maximum stands in several contracts of the buyer and day, so it may be one;
        - ``set_aside``: why the amount given is none, or empty.

    Raises
    ------
    ValueError
        If a file is in none of these forms, naming what was found and what is accepted.

    See Also
    --------
    left_out : counts what was not read, by its reason.

    References
    ----------
    https://github.com/139bercy/format-commande-publique and
    https://github.com/ColinMaudry/decp-table-schema

    Examples
    --------
    >>> ledger = read_decp(EXAMPLE)
    >>> ledger[["supplier_name", "customer_name", "amount", "holders"]].head(2)
      supplier_name    customer_name    amount  holders
    0     Alpha SAS  Ville d'Exemple  50000.01        2
    1     Bêta SARL  Ville d'Exemple  50000.00        2
    >>> len(read_decp([EXAMPLE] * 2)) == len(ledger)
    True
    """
    paths = [path] if isinstance(path, (str, Path)) else path
    register = _Register()
    for nth, one in enumerate(map(Path, paths)):
        register.read(one, nth)
    contracts = register.contracts()
    repeated = _repeated_maxima(contracts)
    rows = [row for contract in contracts for row in _rows(contract, repeated)]
    ledger = pd.DataFrame(rows, columns=_COLUMNS).astype({"period": "Int64"} | _FLOATS)
    ledger.attrs["records"] = register.seen
    ledger.attrs["left_out"] = {why: register.unread[why] for why in UNREAD if register.unread[why]}
    return ledger


_FLOATS = dict.fromkeys(("amount", "contract_amount", "amount_low", "amount_high"), float)


@dataclass
class _Register:
    """Contracts, each once as last published, and the count of what else was there."""

    kept: dict[tuple[str, str], Contract] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)
    seen: int = 0

    def read(self, path: Path, source: int) -> None:
        """Take all records of a file."""
        try:
            form = form_of(path)
            readers = {"json": json_records, "xml": xml_records, "table": table_records}
            before = dict(self.kept), self.unread.copy(), self.seen
            try:
                self._take_all(readers[form](path), source, form)
            except ijson.JSONError:
                self.kept, self.unread, self.seen = before
                self._take_all(whole_json_records(path), source, form)
        except UNREADABLE as error:
            found = f"{path.name}: found {error}; accepted: {ACCEPTED}, in UTF-8"
            raise ValueError(found) from None
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from None

    def _take_all(self, records: Iterator[Record], source: int, form: str) -> None:
        """Take the records of one file, which must hold one that is of a contract."""
        others, is_one = "", False
        for kind, record in records:
            self.seen += 1
            contract = read_record(kind, record)
            if isinstance(contract, str):
                self.unread[contract] += 1
                is_one = is_one or contract in (CONCESSION, EARLIER)
                others = others or (str(record) if kind else f"found {record!r} for a 'marche'")
            else:
                is_one, contract.source = True, source
                self._take(contract, form == "table")
        if others and not is_one:
            raise ValueError(others if ";" in others else f"{others}; accepted: {ACCEPTED}")

    def _take(self, new: Contract, is_row: bool) -> None:
        """Keep a contract as last published, and as given last if on the same day."""
        whole = new.number and new.buyer
        key = new.buyer, new.number if whole else f"{new.number}#{self.seen}"
        new.number = key[1]
        old = self.kept.get(key)
        if old is None:
            self.kept[key] = new
        elif is_row and (old.published, old.source) == (new.published, new.source):
            new.holders = old.holders | new.holders
            new.records += old.records
            self.kept[key] = new
        elif new.published >= old.published:
            self._pass_over(old, new)
            self.kept[key] = new
        else:
            self._pass_over(new, old)

    def _pass_over(self, contract: Contract, kept: Contract) -> None:
        why = EARLIER if contract.source == kept.source else OTHER_FILE
        self.unread[why] += contract.records

    def contracts(self) -> list[Contract]:
        """Return the contracts, those once whose ids differ in the count of amendments alone."""
        chains: dict[tuple[object, ...], list[Contract]] = {}
        for contract in self.kept.values():
            if (found := _COUNTED_ID.fullmatch(contract.number)) and contract.buyer:
                award = day_of(contract.date), contract.subject, contract.first_holders
                chains.setdefault((contract.buyer, found[1], *award), []).append(contract)
        for chain in chains.values():
            chain.sort(key=lambda one: one.number)
            for earlier, later in itertools.pairwise(chain):
                if later.amended or chain[0].number.endswith("00"):
                    self._pass_over(earlier, later)
                    del self.kept[earlier.buyer, earlier.number]
        return list(self.kept.values())


def _repeated_maxima(contracts: list[Contract]) -> set[int]:
    """Find the framework agreements whose maximum stands whole in several contracts."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for contract in contracts:
        if contract.framework and contract.amount > 0:
            when = day_of(contract.date) or contract.subject
            key = contract.buyer, when, contract.amount
            groups.setdefault(key, []).append(id(contract))
    return {one for group in groups.values() if len(group) > 1 for one in group}


def _rows(contract: Contract, repeated: set[int]) -> Iterator[tuple[object, ...]]:
    """Yield an equal part for each holder, so that the parts add up to the contract."""
    holders = contract.holders or {("", ""): ""}
    why = _PLACEHOLDER if is_placeholder(contract.amount) else ""
    why = _IMPOSSIBLE if abs(contract.amount) >= _LARGEST else why
    amount = math.nan if why else contract.amount
    is_one_of_several = id(contract) in repeated
    basis = "framework maximum" if contract.framework else "award"
    basis = "maximum given several times" if is_one_of_several else basis
    sure = len(holders) == 1 and not is_one_of_several
    parts = _parts(amount, len(holders))
    for ((supplier, _), name), part in zip(holders.items(), parts, strict=True):
        yield (
            *(contract.buyer + contract.number, supplier, name),
            *(company("SIRET", contract.buyer), contract.buyer_name, day_of(contract.date)),
            *(year_of(contract.date), part, len(contract.holders), contract.amount),
            *(part if sure else min(amount, 0.0), part if sure else max(amount, 0.0)),
            *(basis, why, contract.date),
        )


def _parts(amount: float, count: int) -> list[float]:
    """Split an amount into equal parts, to the cent; what is left over goes to the first ones."""
    if math.isnan(amount):
        return [math.nan] * count
    cents = round(amount * 100)
    return [(cents // count + (nth < cents % count)) / 100 for nth in range(count)]
