"""A dossier: questions, and the answers that named speakers gave in published sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, cast

import numpy as np
import pandas as pd

from analysis.columns import in_days, with_dates
from analysis.dossier.about import ABOUT, About, read_about
from analysis.dossier.files import folder_of, homes_of_tables, listing, read_home
from analysis.dossier.rules import READERS, answer_problems, kinds_of, link_problems
from analysis.dossier.schemas import (
    FILES,
    KINDS,
    SCHEMAS,
    Side,
    SourceKind,
    columns_of,
    table_problems,
)
from analysis.dossier.speakers import voices
from analysis.dossier.tables import DossierError, Problem
from analysis.language.answers import as_day, parse_dates, to_day
from analysis.language.phrasebook import counted
from analysis.language.text import one_spelling, same_text_key
from analysis.language.words import say_days

T = TypeVar("T")
_SELECTABLE = [*columns_of("claims"), "kind", "topic", "body", "voice"]


@dataclass(frozen=True, eq=False, repr=False)
class Dossier:
    """A validated dossier; make one with `load`.

    The tables are handed out as copies: changing one never changes the dossier.
    """

    about: About
    _tables: Mapping[str, pd.DataFrame]
    spellings: tuple[str, ...] = ()  # of speakers, as the tables have them
    lang: str = "en"  # of its words; see `in_language`
    _derived: dict[Callable[[Dossier], object], object] = field(default_factory=dict, init=False)
    _shown: dict[str, pd.DataFrame] = field(default_factory=dict, init=False)  # tables with dates

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tables", MappingProxyType(dict(self._tables)))

    def __reduce__(
        self,
    ) -> tuple[type[Dossier], tuple[About, dict[str, pd.DataFrame], tuple[str, ...], str]]:
        """Pickle and copy the tables as they are; they have been checked."""
        return Dossier, (self.about, dict(self._tables), self.spellings, self.lang)

    def table(self, name: str) -> pd.DataFrame:
        """Return any table of the dossier by name; an optional one that it lacks is empty."""
        if name not in SCHEMAS:
            raise ValueError(f"no table {name!r}; accepted: {', '.join(SCHEMAS)}")
        return self._dated(name).copy(deep=False)

    def _dated(self, name: str) -> pd.DataFrame:
        """Return a table with days as dates, made once."""
        if name not in self._shown:
            self._shown[name] = with_dates(in_numbers(self, name))
        return self._shown[name]

    @property
    def sources(self) -> pd.DataFrame:
        """One row per source, with the dates ``published_low`` and ``published_high``."""
        return self.table("sources")

    @property
    def questions(self) -> pd.DataFrame:
        """One row per question."""
        return self.table("questions")

    @property
    def claims(self) -> pd.DataFrame:
        """One row per claim, with the question's ``kind`` and what the claim's words amount to.

        ``low`` and ``high``: the answer as an interval (numbers in the question's unit, dates in
        days since 1970-01-01, NaN for yes-no). ``period_low`` and ``period_high``: dates that it
        speaks of, NaT where open; where it states none, of all time on an event and of the day of
        saying on a state. ``published_by``: the date by which it had certainly been published.
        ``speaker``: in one
        spelling. ``body``: the body that the speaker speaks for, else the speaker. ``voice``: the
        body, or nothing in a repost, which has no voice.
        """
        return self.table("claims")

    @property
    def wide(self) -> pd.DataFrame:
        """The claims with what the other tables say of each; joined once for each dossier.

        `claims` and, of the question, ``unit``, ``label``, ``text`` and ``topic``; of the source,
        ``publisher``, ``published`` (EDTF) and ``url``; of the side, ``side_label`` and ``colour``.
        """
        return self._dated("wide").copy(deep=False)

    @cached_property
    def _asked(self) -> pd.DataFrame:
        return self._tables["questions"].set_index("question_id", drop=False)

    @cached_property
    def _wide(self) -> pd.DataFrame:
        claims = self._tables["claims"]
        question = self._tables["questions"].set_index("question_id")
        source = self._tables["sources"].set_index("source_id")
        side = self._tables["parties"].set_index("side").rename(columns={"label": "side_label"})
        return (
            claims.join(question[["unit", "label", "text", "topic"]], on="question_id")
            .join(source[["publisher", "published", "url"]], on="source_id")
            .join(side[["side_label", "colour"]], on="side")
        )

    @property
    def parties(self) -> pd.DataFrame:
        """One row per side, with the ``colour`` that it keeps in every figure."""
        return self.table("parties")

    @property
    def order(self) -> pd.DataFrame:
        """Orders of events that hold by their nature."""
        return self.table("order")

    def question(self, question_id: str, *, kinds: str | Iterable[str] = KINDS) -> pd.Series[str]:
        """Return the row of one question.

        Parameters
        ----------
        question_id : str
        kinds : str or iterable of str, optional
            Kinds of questions that are accepted: of ``yes-no``, ``quantity``, ``date`` and
            ``duration``; all if not given.

        Returns
        -------
        Series of str
            A row of `questions`.

        Raises
        ------
        ValueError
            If the dossier has no such question (the nearest ids are named), or it is of another
            kind.
        """
        if question_id not in self._asked.index:
            _known(question_id, self._tables["questions"]["question_id"], "question")
        row: pd.Series[str] = self._asked.loc[question_id].copy()
        accepted = as_list(kinds)
        if row["kind"] not in accepted:
            raise ValueError(
                f"{question_id!r} is a {row['kind']} question; accepted: "
                f"a {' or '.join(accepted)} question"
            )
        return row

    def select(self, **wanted: str | Iterable[str]) -> pd.DataFrame:
        """Return the claims whose columns hold the wanted values.

        Parameters
        ----------
        **wanted : str or iterable of str
            A column of ``claims.csv``, ``kind``, ``topic`` or ``voice``, and the value or values
            wanted in it.

        Returns
        -------
        DataFrame
            Rows of `claims`.

        Raises
        ------
        ValueError
            If there is no such column to select by, or the dossier has no such value: for a
            question, source or side none in its tables, else none in its claims.

        Examples
        --------
        >>> from analysis import example
        >>> dossier = example()
        >>> dossier.select(claim_id="weekly-c3")["answer"].item()
        '2023-07-03'
        """
        claims, wide = self.claims, self._wide
        keep = pd.Series(True, index=claims.index)
        for column, values in wanted.items():
            if column not in _SELECTABLE:
                near = get_close_matches(column, _SELECTABLE, n=3) or _SELECTABLE
                raise ValueError(f"no column {column!r} to select by; accepted: {', '.join(near)}")
            cells, values = wide[column], as_list(values)
            if column in ("speaker", "body", "voice"):  # one name, however spelt
                cells = cells.map(same_text_key)
                values = [same_text_key(value) for value in values]
            vocabulary = self._vocabulary(column, cells)
            listed = set(vocabulary)
            for value in values:
                if value not in listed:
                    _known(value, vocabulary, column)
            keep &= cells.isin(values)
        return claims[keep]

    def as_of(self, when: str | date) -> Dossier:
        """Keep what had certainly been published by the end of a day.

        Parameters
        ----------
        when : str or date
            The day, for example ``"2022-03-21"``, or a month or a year, whose last day counts. A
            ``datetime`` or a pandas ``Timestamp`` counts as its day.

        Returns
        -------
        Dossier
            With fewer sources and claims; questions, parties and orders stay.

        Raises
        ------
        ValueError
            If this is no day.

        Examples
        --------
        >>> from analysis import example
        >>> dossier = example()
        >>> len(dossier.as_of("2024-05").claims) == len(dossier.as_of("2024-05-31").claims)
        True
        """
        day = as_day(when)
        sources, claims = self._tables["sources"], self._tables["claims"]
        return self._with(
            sources=sources[sources["published_high"] <= day],
            claims=claims[claims["published_by"] <= day],
        )

    def without(
        self,
        *,
        claims: str | Iterable[str] = (),
        sources: str | Iterable[str] = (),
        sides: str | Iterable[str] = (),
    ) -> Dossier:
        """Suppose that some claims, sources or sides had never been heard.

        Parameters
        ----------
        claims, sources, sides : str or iterable of str
            Ids. With a source go its claims; with a side go the claims of its speakers.

        Returns
        -------
        Dossier
            With fewer claims and sources; questions, parties and orders stay.

        Raises
        ------
        ValueError
            If the dossier has no such id.

        Examples
        --------
        >>> from analysis import example
        >>> dossier = example()
        >>> len(dossier.claims) - len(dossier.without(sides="press").claims)
        4
        """
        gone = {
            "claim_id": as_list(claims),
            "source_id": as_list(sources),
            "side": as_list(sides),
        }
        table, papers = self._tables["claims"], self._tables["sources"]
        for column, ids in gone.items():
            vocabulary = self._vocabulary(column, table[column])
            for one in set(ids) - set(vocabulary):
                _known(one, vocabulary, column)
        kept = ~pd.concat([table[column].isin(ids) for column, ids in gone.items()], axis=1).any(
            axis=1
        )
        zones = self._tables["zones"]
        return self._with(
            sources=papers[~papers["source_id"].isin(gone["source_id"])],
            claims=table[kept],
            zones=zones[~zones["claim_id"].isin(table.loc[~kept, "claim_id"])],
        )

    def supposing(self, claims: pd.DataFrame) -> Dossier:
        """Suppose that some more claims had been made; rows of `claims`, blank where not given."""
        more = pd.concat([self._tables["claims"], in_days(claims)], ignore_index=True)
        text = more.select_dtypes(include=["object", "str"]).columns
        return self._with(claims=more.fillna(dict.fromkeys(text, "")))

    def derived(self, make: Callable[[Dossier], T]) -> T:
        """Return what a function makes of this dossier, made once: the tables never change.

        Whoever hands the result on hands on a copy.
        """
        if make not in self._derived:
            self._derived[make] = make(self)
        return cast(T, self._derived[make])

    def _with(self, **tables: pd.DataFrame) -> Dossier:
        """Replace some tables by subsets of themselves."""
        return replace(self, _tables={**self._tables, **tables})

    def _vocabulary(self, column: str, cells: pd.Series[str]) -> pd.Series[str]:
        """Return the values known for a column: the dossier's own ids, else the values in use."""
        home = {"question_id": "questions", "source_id": "sources", "side": "parties"}.get(column)
        return self._tables[home][column] if home else cells

    def _counts(self) -> dict[str, str]:
        """Count what a reader wants to know first."""
        claims, sources = self._tables["claims"], self._tables["sources"]
        sides = claims["side"].value_counts()
        days, latest = sources["published_low"], sources["published_high"].max()
        labels = self._tables["parties"].set_index("side")["label"]
        published = say_days(days.min(), days.max()) if len(days) else "nothing"
        if latest > days.max():
            published += f", some perhaps later, until {say_days(latest, latest)}"
        return {
            "claims": f"{len(claims)} on {_so_many(claims['question_id'], 'questions')}",
            "sources": f"{len(sources)} by {_so_many(sources['publisher'], 'publishers')}",
            "sides": ", ".join(f"{labels[side]} {n}" for side, n in sides.items()) or "none",
            "published": published,
        }

    def __repr__(self) -> str:
        counts = (f"{name}: {words}" for name, words in self._counts().items())
        return "\n  ".join([f"Dossier: {self.about.title}", *counts])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th>{escape(name)}</th><td>{escape(words)}</td></tr>"
            for name, words in self._counts().items()
        )
        return f"<table><caption>{escape(self.about.title)}</caption>{rows}</table>"


def in_numbers(dossier: Dossier, name: str) -> pd.DataFrame:
    """Return a table, or ``wide``, as the library reckons: days as numbers, infinite where open."""
    table = dossier._wide if name == "wide" else dossier._tables[name]
    return table.copy(deep=False)


def load(folder: str | Path) -> Dossier:
    """Load and check a dossier.

    Parameters
    ----------
    folder : str or Path
        The folder that holds ``dossier.toml`` and the tables, or any file in it; see its
        ``README.md``, the codebook. A table is a CSV file; where there is none, the first sheet of
        a workbook of its name (``claims.xlsx``, ``claims.ods``), or the sheet ``claims`` of
        ``dossier.xlsx`` or ``dossier.ods``.

    Returns
    -------
    Dossier

    Raises
    ------
    DossierError
        Listing every problem with its file, row, column, what was found and what is accepted.

    Examples
    --------
    >>> from analysis.dossier.example import EXAMPLE
    >>> dossier = load(EXAMPLE)
    >>> dossier.question("q-share")["unit"]
    'share'
    """
    folder = folder_of(Path(folder))
    present = listing(folder)
    strays = [name for name in present if name.lower().endswith(".csv") and name[0] not in ".~"]
    problems = [
        Problem(name, None, None, "a table that no dossier has", ", ".join(FILES.values()))
        for name in strays
        if name not in FILES.values()
    ]
    about, tables = None, {}
    try:
        about = read_about(folder / ABOUT)
    except DossierError as error:
        problems += error.problems
    homes = homes_of_tables(folder, present)
    for name, home in homes.items():
        try:
            tables[name] = read_home(home, name)
        except DossierError as error:
            problems += error.problems
            if error.table is not None:
                tables[name] = error.table
    try:
        return make_dossier(about, tables, problems)
    except DossierError as error:
        files = {FILES[name]: str(home) for name, home in homes.items()}
        named = [replace(p, file=files.get(p.file, p.file)) for p in error.problems]
        raise DossierError(named) from None


def make_dossier(
    about: About | None,
    tables: Mapping[str, pd.DataFrame],
    problems: Iterable[Problem] = (),
) -> Dossier:
    """Check tables of text and make a dossier of them.

    Parameters
    ----------
    about : About or None
        What ``dossier.toml`` says; None if it could not be read.
    tables : mapping of str to DataFrame
        ``sources``, ``questions``, ``claims``, ``parties`` and the optional tables, all text. The
        index of each is the row that messages name.
    problems : iterable of Problem
        Problems found before, to be listed with the rest.

    Returns
    -------
    Dossier

    Raises
    ------
    DossierError
        If there is any problem.
    """
    found = [*problems]
    tables = {name: _whole(name, table) for name, table in tables.items()}
    for name, table in tables.items():
        found += table_problems(name, table)
    found += link_problems(about, tables) + answer_problems(tables)
    if found or about is None:
        raise DossierError(sorted(found, key=lambda p: (p.file, p.row or 0, p.column or "")))
    whole = {
        name: tables[name].reset_index(drop=True) if name in tables else _empty(name)
        for name in SCHEMAS
    }
    whole["parties"] = whole["parties"].assign(colour=_colours(whole["parties"]["side"], about))
    whole["sources"] = _derive_sources(whole["sources"], about)
    spellings = tuple(sorted(set(whole["claims"]["speaker"])))
    whole["claims"] = _derive_claims(whole, about)
    return Dossier(about, whole, spellings)


# Columns of whole numbers and years; a program may make 3.0 of a 3 beside an empty cell.
_WHOLE = {"claims": ("period", "paragraph"), "sources": ("published", "accessed")}
_SPOILT = re.compile(r"[0-9]+\.0")


def _whole(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Undo what pandas does to a column of whole numbers in which a cell is empty."""
    columns = [column for column in _WHOLE.get(name, ()) if column in table]
    spoilt = [c for c in columns if any(map(_SPOILT.fullmatch, table[c].tolist()))]
    cells = {c: table[c].str.replace(r"\A([0-9]+)\.0\Z", r"\1", regex=True) for c in spoilt}
    return table.assign(**cells) if cells else table


def _empty(name: str) -> pd.DataFrame:
    """Return an optional table that a dossier does not have."""
    return pd.DataFrame(columns=columns_of(name), dtype="str")


def _so_many(values: pd.Series[str], plural: str) -> str:
    """Count different values, with the word for them."""
    return f"{values.nunique()} {counted('en', values.nunique(), plural)}"


def as_list(values: str | Iterable[str]) -> list[str]:
    """Return one value or several as a list; a string is one value, not its letters.

    >>> as_list("d-end"), as_list(("d-told", "d-end"))
    (['d-end'], ['d-told', 'd-end'])
    """
    return [values] if isinstance(values, str) else list(values)


def _known(value: str, known: pd.Series[str], what: str) -> None:
    """Raise on a value that the dossier does not know, naming the nearest."""
    if not (known == value).any():
        near = get_close_matches(str(value), known.unique(), n=3) or sorted(known.unique())[:10]
        raise ValueError(
            f"no {what} {value!r} in the dossier; accepted, for example: {', '.join(near)}"
        )


# Okabe and Ito's and Tol's colours, which colour-blind readers can tell apart.
_CUSTOMER, _SUPPLIER, _COURT, _PRESS = "#D55E00", "#0072B2", "#000000", "#7F7F7F"
_OTHERS = "#009E73", "#56B4E9", "#CC79A7", "#882255", "#999933", "#B8B8B8"


def _colours(sides: pd.Series[str], about: About) -> list[str]:
    """Assign to each side the colour that it keeps in every figure, by its role."""
    roles: dict[str, str] = {Side.PRESS: _PRESS, Side.COURT: _COURT}
    roles |= {about.customer: _CUSTOMER, about.supplier: _SUPPLIER}
    others = [side for side in sides if side not in roles]
    roles |= {side: _OTHERS[i % len(_OTHERS)] for i, side in enumerate(others)}
    return [roles[side] for side in sides]


def _derive_sources(sources: pd.DataFrame, about: About) -> pd.DataFrame:
    """Add the days of publication; what was collected had been published by then."""
    days = parse_dates(sources["published"], about.tolerances)
    days["high"] = days["high"].clip(upper=to_day(about.collected))
    return sources.assign(published_low=days["low"], published_high=days["high"])


def _derive_claims(tables: Mapping[str, pd.DataFrame], about: About) -> pd.DataFrame:
    """Add what the claims' words amount to."""
    claims, sources = tables["claims"], tables["sources"]
    kinds = kinds_of(claims, tables["questions"])
    said = zip(kinds, claims["answer"].tolist(), strict=True)
    answers = [_ends(answer, kind, about) for kind, answer in said]
    low, high = np.array(answers, dtype=float).reshape(-1, 2).T
    place = pd.Index(sources["source_id"]).get_indexer(claims["source_id"])
    published = sources[["published_low", "published_high"]].to_numpy()[place]
    periods = _periods(claims, tables["questions"], published, about)
    copied = (sources["kind"] == SourceKind.REPOST).to_numpy()[place]
    who = voices(claims, tables["speakers"], copied)
    return claims.assign(
        kind=pd.array(kinds, dtype="str"),
        scope=one_spelling(claims["scope"]),
        low=low,
        high=high,
        period_low=periods[:, 0],
        period_high=periods[:, 1],
        published_by=published[:, 1],
        **who,
    )


def _ends(answer: str, kind: str, about: About) -> tuple[float, float]:
    """Return an answer as an interval; one to a yes-no question has no ends."""
    return READERS[kind](answer, about.tolerances) if kind in READERS else (np.nan, np.nan)


def _periods(
    claims: pd.DataFrame, questions: pd.DataFrame, published: np.ndarray, about: About
) -> np.ndarray:
    """Return the days that each claim speaks of: as stated, else by the kind of its question.

    What happened once is the same whenever it is told. What holds for a while is told of the day of
    telling, which lies somewhere in the days of publication.
    """
    stated = (claims["period"] != "").to_numpy()
    states = questions["question_id"][questions["time"] == "state"]
    of_its_day = claims["question_id"].isin(states).to_numpy()
    days = np.where(of_its_day[:, None], published, [-np.inf, np.inf])
    days[stated] = parse_dates(claims["period"][stated], about.tolerances)
    return days
