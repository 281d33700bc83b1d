"""Who speaks: one speaker however spelt, the body that a person speaks for, courts above courts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analysis.dossier.schemas import FILES, Side
from analysis.dossier.tables import Problem, quoted
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
    said = Counter(same_typography(name) for name in claims["speaker"])
    spelling: dict[str, str] = {}
    for name in sorted(said, key=lambda one: (-said[one], one)):
        spelling.setdefault(same_text_key(name), name)
    bodies = {
        same_text_key(row.speaker): spelling.get(same_text_key(row.body), same_typography(row.body))
        for row in speakers.itertuples()
    }
    keys = claims["speaker"].map(same_text_key)
    speaker = keys.map(spelling).astype("str")
    body = keys.map(bodies).where(keys.isin(list(bodies)), speaker).astype("str")
    return pd.DataFrame({"speaker": speaker, "body": body, "voice": body.mask(copied, "")})


def reviewed_by(reviews: pd.DataFrame) -> dict[str, set[str]]:
    """Name for each court, by key, those that may review it, directly or through others.

    >>> rows = [("Appeal", "High Court"), ("Supreme Court", "Appeal")]
    >>> above = reviewed_by(pd.DataFrame(rows, columns=["court", "reviews"]))
    >>> sorted(above["high court"])
    ['appeal', 'supreme court']
    """
    direct: dict[str, set[str]] = {}
    for row in reviews.itertuples():
        direct.setdefault(same_text_key(row.reviews), set()).add(same_text_key(row.court))
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
    everyone = set(claims["speaker"].map(same_text_key))
    problems: list[Problem] = []
    if "speakers" in tables:
        problems += _body_problems(tables["speakers"], everyone)
    if "reviews" in tables:
        courts = set(claims.loc[claims["side"] == Side.COURT, "speaker"].map(same_text_key))
        problems += _review_problems(tables["reviews"], courts)
    return problems


def _body_problems(speakers: pd.DataFrame, everyone: set[str]) -> list[Problem]:
    """List speakers that do not speak, those named twice, and bodies that have a body."""
    keys = speakers["speaker"].map(same_text_key)
    chained = speakers["body"].map(same_text_key).isin(keys) & (speakers["body"] != "")
    return [
        *_named("speakers", speakers.loc[~keys.isin(everyone), "speaker"], _OF_CLAIMS),
        *_named("speakers", speakers.loc[keys.duplicated(), "speaker"], "each only once"),
        *_named("speakers", speakers.loc[chained, "body"], "a body that speaks for itself"),
    ]


def _review_problems(reviews: pd.DataFrame, courts: set[str]) -> list[Problem]:
    """List courts that are none here, and courts that come to review themselves."""
    problems = []
    for column in ("court", "reviews"):
        unknown = reviews[~reviews[column].map(same_text_key).isin(courts)]
        problems += _named("reviews", unknown[column], f"{_OF_CLAIMS} of the side court")
    above = reviewed_by(reviews)
    itself = {court for court, courts_above in above.items() if court in courts_above}
    circle = reviews[reviews["court"].map(same_text_key).isin(itself)]
    accepted = "a court that no court below it reviews"
    return problems + _named("reviews", circle["court"], accepted)


_OF_CLAIMS = "a speaker of claims.csv"


def _named(name: str, cells: pd.Series[str], accepted: str) -> list[Problem]:
    """Make one problem of each filled cell; the schema names the empty ones."""
    return [
        Problem(FILES[name], int(str(row)), str(cells.name), quoted(cell), accepted)
        for row, cell in cells.items()
        if cell
    ]


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
