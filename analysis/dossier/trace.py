"""The way back from any result to who said it, where and when."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.dossier.dossier import Dossier
from analysis.language.words import say_answer


def explain(dossier: Dossier, claim_ids: Iterable[str]) -> pd.DataFrame:
    """Say of each claim who made it, where, when and in what words.

    Parameters
    ----------
    dossier : Dossier
    claim_ids : iterable of str
        Ids from a column ``claims`` of any result; a whole column of lists is taken too.

    Returns
    -------
    DataFrame
        One row a claim, in the order given, each once: ``claim_id``, ``question_id``, ``speaker``,
        ``side``, ``answer`` (in words), ``publisher``, ``published`` (EDTF), ``statement``,
        ``quote``, ``note``, ``url``.

    Raises
    ------
    ValueError
        If the dossier has no such claim.

    Examples
    --------
    >>> from analysis import load
    >>> explain(load("data/scopelec-orange"), ["caparis-2022-06-24-c04"])["answer"].item()
    '28 April 2020'
    """
    ids = list(dict.fromkeys(_flat(claim_ids)))
    claims = dossier.select(claim_id=ids).set_index("claim_id", drop=False).loc[ids]
    questions = dossier.questions.set_index("question_id")
    sources = dossier.sources.set_index("source_id").reindex(claims["source_id"])
    units = claims["question_id"].map(questions["unit"])
    words = [say_answer(*c) for c in zip(claims["answer"], claims["kind"], units, strict=True)]
    table = claims.assign(
        answer=words,
        publisher=sources["publisher"].to_numpy(),
        published=sources["published"].to_numpy(),
        url=sources["url"].to_numpy(),
    )
    return table[_COLUMNS].reset_index(drop=True)


def cite(dossier: Dossier, claim_ids: Iterable[str]) -> pd.DataFrame:
    """List the sources of some claims, for the end of a notebook.

    Parameters
    ----------
    dossier : Dossier
    claim_ids : iterable of str
        Claim ids, or a column of lists of them.

    Returns
    -------
    DataFrame
        One row a source, by date of publication: ``source_id``, ``publisher``, ``title``,
        ``published`` (EDTF), ``read`` (how much of it was read), ``claims`` (list), ``url``.

    Raises
    ------
    ValueError
        If the dossier has no such claim.
    """
    claims = dossier.select(claim_id=list(dict.fromkeys(_flat(claim_ids))))
    used = claims.groupby("source_id")["claim_id"].agg(list).rename("claims")
    table = dossier.sources.join(used, on="source_id", how="inner")
    table = table.sort_values(["published_low", "source_id"], ignore_index=True)
    return table[["source_id", "publisher", "title", "published", "read", "claims", "url"]]


_COLUMNS = [
    *("claim_id", "question_id", "speaker", "side", "answer", "publisher", "published"),
    *("statement", "quote", "note", "url"),
]


def _flat(ids: Iterable[str] | Iterable[list[str]]) -> list[str]:
    """Take ids, or lists of ids, as one list."""
    return [one for given in ids for one in ([given] if isinstance(given, str) else given)]
