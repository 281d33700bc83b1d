"""Buyers and suppliers by their names: where there is no number, and for people to read."""

from __future__ import annotations

import re
from typing import Literal

import pandas as pd

from analysis.ledger.cells import is_nothing, plain

_WORKING = {  # columns within this module
    "worse": "a name that is broken or that of a budget",
}

Role = Literal["supplier", "customer"]
# Signs of a legal form say nothing about which firm it is.
_FORMS = re.compile(
    r"\b(sas|sasu|sa|sarl|eurl|sci|scop|snc|scs|sca|gie|ste|societe|ets|etablissements?"
    r"|association|asso|ltd|gmbh|bv|nv|inc)\b"
)
_BUDGET = re.compile(r"^(budg(et)?\b|bp\b)|\bbudget (principal|annexe|general)\b")
_BROKEN = re.compile("\ufffd|Ã.|Â.|â€")
LEAST_LIKENESS = 95
Shelves = dict[tuple[tuple[str, ...], int], dict[str, str]]  # names, with their words in order


def is_budget_line(name: str) -> bool:
    """Return whether a buyer's name is only that of a budget.

    Examples
    --------
    >>> is_budget_line("BUDGET PRINCIPAL"), is_budget_line("Ville de Lyon")
    (True, False)
    """
    return bool(_BUDGET.search(plain(name)))


def identify(ledger: pd.DataFrame) -> pd.DataFrame:
    """Know suppliers and customers without number by their name.

    A name belongs to the number under which the ledger has it, if it is one number alone and the
    names are alike (95 of 100 by ``rapidfuzz.fuzz.token_sort_ratio``, accents, case and legal form
    aside, all digits the same). Otherwise names that are alike are one party of their own. A
    placeholder and the name of a budget are nobody's.

    Parameters
    ----------
    ledger : DataFrame
        Columns ``supplier``, ``customer`` (text, empty where there is no number) and, where names
        are to be used, ``supplier_name``, ``customer_name``.

    Returns
    -------
    DataFrame
        The ledger with its columns (``amount``, ``period``, ``supplier_name``,
        ``customer_name`` …), and:

        - ``supplier``, ``customer``: filled (``name: …`` without number);
        - ``supplier_by``, ``customer_by``: ``number``, ``name``, or empty.

    Raises
    ------
    ImportError
        If the optional extra "purchases" is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [
    ...     ["900000005", "Alpha SAS"],
    ...     ["", "ALPHA"],
    ...     ["", "Béta"],
    ...     ["", "beta sarl"],
    ...     ["", ""],
    ... ]
    >>> ledger = pd.DataFrame(rows, columns=["supplier", "supplier_name"])
    >>> identify(ledger.assign(customer="c"))["supplier"].tolist()
    ['900000005', '900000005', 'name: beta', 'name: beta', '']
    """
    found = ledger.copy()
    roles: tuple[Role, ...] = ("supplier", "customer")
    for role in roles:
        known = found[role].fillna("").astype(str)
        found[role], found[f"{role}_by"] = known, known.ne("").map({True: "number", False: ""})
        if f"{role}_name" in found:
            name = found[f"{role}_name"].fillna("").astype(str)
            name = name.map({each: _core(each) for each in name.unique()})
            named = _match(known, name)
            found[role] = named
            found.loc[known.eq("") & named.ne(""), f"{role}_by"] = "name"
    found.attrs = ledger.attrs
    return found


def _core(name: str) -> str:
    """Keep of a name what tells one firm from another."""
    if is_nothing(name) or is_budget_line(name):
        return ""
    folded = plain(name)
    return " ".join(_FORMS.sub(" ", folded).split()) or folded


def _match(known: pd.Series, name: pd.Series) -> pd.Series:
    """Fill the missing numbers by the names."""
    numbered = pd.DataFrame({"name": name, "number": known})[known.ne("") & name.ne("")]
    numbers = {core: set(group) for core, group in numbered.groupby("name")["number"]}
    lacking = sorted(set(name[known.eq("") & name.ne("")]))
    parties: dict[str, str] = {}
    shelves: Shelves = {}
    for core in numbers:
        shelves.setdefault(_shelf(core), {})[core] = _in_order(core)
    for core in lacking:
        alike = _alike(core, shelves)
        shelves.setdefault(_shelf(core), {})[core] = _in_order(core)
        candidates = set().union(*(numbers.get(other) or {parties[other]} for other in alike))
        parties[core] = candidates.pop() if len(candidates) == 1 else f"name: {core}"
    return known.where(known.ne(""), name.map(lambda core: parties.get(core, "")))


def _shelf(core: str) -> tuple[tuple[str, ...], int]:
    """Say where a name is kept: names that are alike have the same digits and about one length."""
    return tuple(re.findall(r"\d+", core)), len(core)


def _alike(core: str, shelves: Shelves) -> list[str]:
    """List the names that are alike."""
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        raise ImportError("to match names, install the optional extra 'purchases'") from None
    digits, length = _shelf(core)
    # Likeness is twice the letters in common, of a hundred of the two lengths: no other is enough.
    part = LEAST_LIKENESS / (200 - LEAST_LIKENESS)
    found = []
    for each in range(int(length * part), int(length / part) + 2):
        # `token_sort_ratio` is the ratio of the words in order: here each is put in order once.
        found += process.extract(
            _in_order(core), shelves.get((digits, each), {}), scorer=fuzz.ratio,
            score_cutoff=LEAST_LIKENESS, limit=None,
        )  # fmt: skip
    return [other for _, _, other in found]


def _in_order(core: str) -> str:
    """Put the words of a name in the order of letters."""
    return " ".join(sorted(core.split()))


def names_to_show(ledger: pd.DataFrame, role: Role) -> dict[str, str]:
    """Choose a name to show for each supplier or customer.

    Parameters
    ----------
    ledger : DataFrame
        With the column of the role and, for names, ``…_name``.
    role : {"supplier", "customer"}
        Whose names.

    Returns
    -------
    dict
        By number, the name given most often that is neither broken nor that of a budget, if there
        is one; without any name, the number itself.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["BUDGET PRINCIPAL", "BUDGET PRINCIPAL", "Ville d'Exemple"]
    >>> names_to_show(pd.DataFrame({"customer": "1", "customer_name": names}), "customer")
    {'1': "Ville d'Exemple"}
    """
    if f"{role}_name" not in ledger:
        return {str(number): str(number) for number in ledger[role].dropna().unique()}
    names = pd.DataFrame({"number": ledger[role], "name": ledger[f"{role}_name"]}).dropna()
    counts = names[names["name"] != ""].value_counts().reset_index(name="count")
    counts["worse"] = [
        is_budget_line(name) or bool(_BROKEN.search(name)) for name in counts["name"]
    ]
    counts = counts.sort_values(
        ["number", "worse", "count", "name"], ascending=[True, True, False, True]
    )
    best = counts.drop_duplicates("number").set_index("number")["name"]
    return {str(number): str(best.get(number, number)) for number in names["number"].unique()}
