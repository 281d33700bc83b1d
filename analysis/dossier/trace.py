"""The way back from any result to who said it, where and when."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.dossier.dossier import Dossier, as_list, in_numbers
from analysis.language.words import say_answer


def explain(dossier: Dossier, claim_ids: str | Iterable[str]) -> pd.DataFrame:
    """List who made each claim, where, when and in what words.

    Parameters
    ----------
    dossier : Dossier
    claim_ids : str or iterable of str
        One id, or ids from a column ``claims`` of any result; a whole column of lists is taken too.

    Returns
    -------
    DataFrame
        One row per claim, in the order given, each once:

        - ``claim_id``, ``question_id``, ``speaker``, ``side``;
        - ``words``: the answer;
        - ``publisher``, ``published`` (EDTF);
        - ``statement``, ``quote``, ``note``, ``url``.

    Raises
    ------
    ValueError
        If the dossier has no such claim.

    Examples
    --------
    >>> from analysis import example
    >>> explain(example(), "weekly-c3")["words"].item()
    '3 July 2023'
    """
    ids = _flat(claim_ids)
    places = dossier.derived(_places)
    if not all(one in places for one in ids):
        dossier.select(claim_id=ids)  # raises, and names the nearest
    claims = dossier.wide.iloc[[places[one] for one in ids]]
    answers = zip(claims["answer"], claims["kind"], claims["unit"], strict=True)
    words = [say_answer(*answer, dossier.lang) for answer in answers]
    claims = claims.assign(words=pd.array(words, dtype="str"))
    return claims[_COLUMNS].reset_index(drop=True)


def _places(dossier: Dossier) -> dict[str, int]:
    """Number the claims by id; use it as ``dossier.derived``."""
    return {claim_id: place for place, claim_id in enumerate(dossier.claims["claim_id"].tolist())}


def cite(dossier: Dossier, claim_ids: str | Iterable[str]) -> pd.DataFrame:
    """List the sources of some claims, for the end of a notebook.

    Parameters
    ----------
    dossier : Dossier
    claim_ids : str or iterable of str
        One claim id, several, or a column of lists of them.

    Returns
    -------
    DataFrame
        One row per source, by date of publication:

        - ``source_id``, ``publisher``, ``title``;
        - ``published``: EDTF;
        - ``read``: how much of it was read;
        - ``claims``: ids of the given claims that it holds, a list;
        - ``url``.

    Raises
    ------
    ValueError
        If the dossier has no such claim.

    Examples
    --------
    >>> from analysis import example
    >>> cite(example(), "ruling-c1")["published"].item()
    '2024-06-10'
    """
    claims = dossier.select(claim_id=_flat(claim_ids))
    used: dict[str, list[str]] = {}
    for source_id, claim_id in zip(claims["source_id"], claims["claim_id"], strict=True):
        used.setdefault(source_id, []).append(claim_id)
    table = in_numbers(dossier, "sources")
    table = table[table["source_id"].isin(list(used))]
    table = table.assign(claims=[used[source_id] for source_id in table["source_id"]])
    table = table.sort_values(["published_low", "source_id"], kind="stable", ignore_index=True)
    return table[["source_id", "publisher", "title", "published", "read", "claims", "url"]]


_COLUMNS = [
    "claim_id",
    "question_id",
    "speaker",
    "side",
    "words",
    "publisher",
    "published",
    "statement",
    "quote",
    "note",
    "url",
]


def _flat(ids: str | Iterable[str] | Iterable[list[str]]) -> list[str]:
    """Take an id, ids, or lists of ids, as one list without repetition."""
    given = as_list(ids)  # type: ignore[arg-type]
    return list(dict.fromkeys(one for part in given for one in as_list(part)))
