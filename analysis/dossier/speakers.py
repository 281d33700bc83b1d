"""Who speaks: one speaker however spelt, the body that a person speaks for, courts above courts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import compress

import numpy as np
import pandas as pd

from analysis.dossier.schemas import FILES, Side, cell_problems
from analysis.dossier.tables import Problem
from analysis.language.text import same_text_key, same_typography

_SHORTEST = 6  # letters; shorter names are too often alike by chance


def voices(claims: pd.DataFrame, speakers: pd.DataFrame, copied: np.ndarray) -> pd.DataFrame:
    """Return who speaks in each claim, and which voice that is.

    Parameters
    ----------
    claims, speakers : DataFrame
        As read from ``claims.csv`` and ``speakers.csv``.
    copied : array of bool
        Which claims stand in a repost.

    Returns
    -------
    DataFrame
        One row per claim: ``speaker`` (in its most frequent spelling, typography made alike),
        ``body`` (that the speaker speaks for, else the speaker) and ``voice`` (the body, or nothing
        in a repost).
    """
    names = claims["speaker"].tolist()
    said: Counter[str] = Counter()
    for name, count in Counter(names).items():
        said[same_typography(name)] += count
    spelling: dict[str, str] = {}
    for name in sorted(said, key=lambda one: (-said[one], one)):
        spelling.setdefault(same_text_key(name), name)
    listed = zip(speakers["speaker"].tolist(), speakers["body"].tolist(), strict=True)
    bodies = {
        same_text_key(name): spelling.get(same_text_key(body), same_typography(body))
        for name, body in listed
    }
    keys = [same_text_key(name) for name in names]
    speaker = [spelling[key] for key in keys]
    body = [bodies.get(key, one) for key, one in zip(keys, speaker, strict=True)]
    voice = ["" if copy else one for copy, one in zip(copied.tolist(), body, strict=True)]
    who = {"speaker": speaker, "body": body, "voice": voice}
    return pd.DataFrame(who, index=claims.index, dtype="str")


def reviewed_by(reviews: pd.DataFrame) -> dict[str, set[str]]:
    """Name for each court, by key, those that may review it, directly or through others.

    >>> rows = [("Appeal", "High Court"), ("Supreme Court", "Appeal")]
    >>> above = reviewed_by(pd.DataFrame(rows, columns=["court", "reviews"]))
    >>> sorted(above["high court"])
    ['appeal', 'supreme court']
    """
    direct: dict[str, set[str]] = {}
    for court, below in zip(reviews["court"].tolist(), reviews["reviews"].tolist(), strict=True):
        direct.setdefault(same_text_key(below), set()).add(same_text_key(court))
    above = {}
    for court in direct:
        found: set[str] = set()
        waiting = list(direct[court])
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += direct.get(one, ())
        above[court] = found
    return above


def speaker_problems(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """List bodies and courts that nobody in the dossier is, and courts that review themselves."""
    claims = tables["claims"]
    names, sides = claims["speaker"].tolist(), claims["side"].tolist()
    problems: list[Problem] = []
    if "speakers" in tables:
        problems += _body_problems(tables["speakers"], set(map(same_text_key, names)))
    if "reviews" in tables:
        spoken = zip(names, sides, strict=True)
        courts = {same_text_key(name) for name, side in spoken if side == Side.COURT}
        problems += _review_problems(tables["reviews"], courts)
    return problems


def _body_problems(speakers: pd.DataFrame, everyone: set[str]) -> list[Problem]:
    """List speakers that do not speak, those named twice, and bodies that have a body."""
    keys = [same_text_key(name) for name in speakers["speaker"].tolist()]
    bodies = [same_text_key(name) for name in speakers["body"].tolist()]
    again = [key in keys[:place] for place, key in enumerate(keys)]
    strange = [key not in everyone for key in keys]
    chained = [key in keys for key in bodies]
    return [
        *_named("speakers", speakers["speaker"], strange, _OF_CLAIMS),
        *_named("speakers", speakers["speaker"], again, "each only once"),
        *_named("speakers", speakers["body"], chained, "a body that speaks for itself"),
    ]


def _review_problems(reviews: pd.DataFrame, courts: set[str]) -> list[Problem]:
    """List courts that are none here, and courts that come to review themselves."""
    above = reviewed_by(reviews)
    keys = {
        column: [same_text_key(name) for name in reviews[column].tolist()]
        for column in ("court", "reviews")
    }
    problems: list[Problem] = []
    for column, own in keys.items():
        unknown = [key not in courts for key in own]
        problems += _named("reviews", reviews[column], unknown, f"{_OF_CLAIMS} of the side court")
    circle = [key in above.get(key, ()) for key in keys["court"]]
    accepted = "a court that no court below it reviews"
    return problems + _named("reviews", reviews["court"], circle, accepted)


_OF_CLAIMS = "a speaker of claims.csv"


def _named(name: str, cells: pd.Series[str], which: Iterable[bool], accepted: str) -> list[Problem]:
    """Make one problem of each of some cells that is filled; the schema names the empty ones."""
    rows = compress(zip(cells.index.tolist(), cells.tolist(), strict=True), which)
    filled = [(row, cell) for row, cell in rows if cell]
    return cell_problems(FILES[name], str(cells.name), filled, accepted)


def near_spellings(names: Iterable[str]) -> list[list[str]]:
    """Group names that are probably one: alike but for typography, accents, case or one letter.

    Names with different numbers are different, and so are short ones that differ by a letter.

    Parameters
    ----------
    names : iterable of str
        Speakers as the tables spell them.

    Returns
    -------
    list of list of str
        Two spellings or more each, in order.

    Examples
    --------
    >>> near_spellings(["Hélène Dupré", "Helene Dupré", "Union 44", "Union 45", "Works"])
    [['Helene Dupré', 'Hélène Dupré']]
    """
    homes: dict[str, set[str]] = {}
    for name in set(names):
        bare = _bare(name)
        homes.setdefault(bare, set()).add(name)
        if len(bare) >= _SHORTEST:
            # Two names that differ by one letter are the same with one letter left out.
            for place in range(len(bare)):
                if not bare[place].isdigit():
                    homes.setdefault(bare[:place] + bare[place + 1 :], set()).add(name)
    groups = {tuple(sorted(group)) for group in homes.values() if len(group) > 1}
    return [list(group) for group in sorted(groups) if not _within_another(group, groups)]


def _within_another(group: tuple[str, ...], groups: set[tuple[str, ...]]) -> bool:
    """Return whether all names of a group stand in a larger one."""
    return any(set(group) < set(other) for other in groups)


def _bare(name: str) -> str:
    """Leave only the letters and digits of a name, without accents."""
    plain = unicodedata.normalize("NFKD", same_text_key(name))
    return "".join(sign for sign in plain if sign.isalnum())
