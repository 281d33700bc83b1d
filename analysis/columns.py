"""What each column of the library's tables means, once: the contract between its functions.

A name means one thing wherever it stands. Codes and words are different columns: ``answer`` is what
was coded, ``words`` is what a reader sees. Numbers of things begin with ``n_``. An interval is two
columns that end in ``_low`` and ``_high``. Days are dates, NaT where open; a table of several
kinds of questions has days since 1970-01-01 among its numbers, and the words beside them. Inside,
the library reckons with days as whole numbers, infinite where open. The columns of the data files
are in their codebooks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

DAY = "date"
OF_THE_ROW = "number, in the unit of the row"


class Column(NamedTuple):
    """The type of a column's cells, with their unit, and what they mean."""

    kind: str
    meaning: str


def _ends(name: str, kind: str, meaning: str) -> dict[str, Column]:
    """Describe the two columns of an interval."""
    return {
        f"{name}_low": Column(kind, f"lower end of {meaning}"),
        f"{name}_high": Column(kind, f"upper end of {meaning}"),
    }


# What a number of a row is where the row answers a date question.
_OF_DATES = (
    "Of a date question: a date in a table of that question alone, "
    "days since 1970-01-01 in a table of several kinds"
)

COLUMNS: dict[str, Column] = {
    # claims and who gives them
    "answer": Column("text", "the answer as coded: yes, no, partly, a number, a range or a date"),
    "words": Column("text", "what a reader sees instead of the code or the number"),
    "low": Column(OF_THE_ROW, f"lower end, tolerance included; -inf if open. {_OF_DATES}"),
    "high": Column(OF_THE_ROW, f"upper end, tolerance included; inf if open. {_OF_DATES}"),
    "value": Column(OF_THE_ROW, "as said: the middle of a range"),
    "unit": Column("text", "unit of the row's numbers: share, months, persons, EUR, …"),
    "body": Column("text", "the firm, court or paper that a speaker speaks for"),
    "voice": Column("text", "the body, if this claim counts as its voice; empty for a copy"),
    "claims": Column("list", "ids of the claims that the row rests on"),
    "question": Column("text", "the question in words"),
    "kind": Column(
        "text", "of a question: yes-no, quantity, date, duration; of a source: press, …"
    ),
    "label": Column("text", "short name of what the row is about: a question, a side, a number"),
    "side_label": Column("text", "name of the speaker's side"),
    "who": Column("text", "who says so, by name"),
    "colour": Column("text", "colour of the side in every figure"),
    "series": Column("text", "whose numbers they are, or which measure"),
    "speakers": Column("list", "names of the speakers"),
    "sides": Column("list", "sides that speak"),
    "published_by": Column(DAY, "last day by which the claim was certainly published"),
    **_ends("published", DAY, "when the source was published"),
    **_ends("period", DAY, "the time that the answers speak of; open if of all time"),
    "day": Column("text, date", "the day as of which the row is judged"),
    "firm": Column("true or false", "of the question's own scope: no forecast, no target"),
    # camps: answers that can all be true
    "camp": Column("number", "number of the answer's camp, from 1"),
    **_ends("camp", OF_THE_ROW, f"the values that the camp shares. {_OF_DATES}"),
    "gap": Column(OF_THE_ROW, "distance to the nearest camp below; of dates in days"),
    "n_camps": Column("number", "camps of answers that cannot be true together"),
    "n_voices": Column("number", "distinct bodies that speak; copies are none"),
    "n_publishers": Column("number", "publishers that print it, copies included"),
    "n_sides": Column("number", "sides with a voice, the press left out"),
    "largest": Column("text", "what the camp with most voices answers, and how many they are"),
    "alone": Column("list", "speakers whose answer nobody else can share"),
    "place": Column("text", "where the main source's answer stands among the camps"),
    # standing
    "standing": Column("text", "a name of `Standing`: what the answer rests on"),
    "why": Column("text", "the reason, in a sentence"),
    "against": Column("list", "ids of the claims that meet it and give the opposite"),
    "deciding": Column("list", "ids of the claims that make the standing"),
    "reversed": Column("text", "answers that a court had found before another reversed them"),
    "disputed": Column("number", "sides on the weaker end of the dispute; 0 if there is none"),
    "then": Column("text", "standing or place by the day of publication"),
    "now": Column("text", "standing or place today"),
    "changed_by": Column("list", "ids of later claims that changed it"),
    "others": Column("list", "other answers in words, each with its voices"),
    "differs": Column("list", "ids of claims of the same source that answer otherwise"),
    "contested": Column("text, date", "first of the days on which the answer is contested"),
    "conceded": Column("text, date", "first of the days on which the answer is conceded"),
    "found by a court": Column("text, date", "first of the days on which a court has found it"),
    # events and lengths
    "earliest": Column(DAY, "first day that anyone gives; NaT if open, or nobody does"),
    "latest": Column(DAY, "last day that anyone gives; NaT if open, or nobody does"),
    "when": Column("text", "the dates in words"),
    "bounds": Column("list", "first and last day of each camp, pairs of dates; NaT if open"),
    "start": Column("text", "question id of the event that begins the length"),
    "end": Column("text", "question id of the event that ends it"),
    "from_when": Column("text", "dates of the start in words"),
    "to_when": Column("text", "dates of the end in words"),
    **_ends("start", DAY, "the start"),
    **_ends("end", DAY, "the end"),
    **_ends("days", "number, days", "the length"),
    **_ends("months", "number, months", "the length, as article 641 counts"),
    "months": Column("text", "the length in words"),
    "events": Column("list", "question ids of the events in conflict"),
    "gap_days": Column("number, days", "by how much the claims miss one another"),
    "complete": Column("true or false", "whether every smallest set was found"),
    **_ends("best", DAY, "the narrowest answer that any voice gives"),
    "gain": Column("number, days", "by how much all claims together are narrower"),
    "required": Column("number, months", "notice supposed to be due"),
    **_ends("missing", "number, months", "the notice that is missing"),
    "amount": Column("number, money", "of a purchase, as the ledger gives it"),
    **_ends("amount", "number, money", "the price of the missing notice"),
    "basis": Column("text", "date or duration; fact or assumption; published or simulated"),
    # dependency
    "customer_share": Column("text", "the customer's share of turnover, as published"),
    "part_lost": Column("text", "the part of the customer's work that was lost, as published"),
    "loss_share": Column("text", "the share of turnover that was lost, as published"),
    "turnover": Column("text", "turnover, as published"),
    **_ends("customer_share", "share", "the customer's share of turnover"),
    **_ends("part_lost", "share", "the part of the customer's work that was lost"),
    **_ends("loss_share", "share", "the share of turnover lost"),
    **_ends("turnover", "number, money", "turnover"),
    **_ends("loss_amount", "number, money", "the amount lost"),
    "possible": Column("true or false", "whether all answers of the row can be true"),
    "breaks": Column("list", "equations that no values within the answers satisfy"),
    "first_answer": Column("text", "the first of two published answers that are supposed"),
    "second_answer": Column("text", "the second of them"),
    "known": Column("text", "both with the sign between them"),
    "stated": Column("true or false", "whether both are single numbers, neither about nor open"),
    "single": Column("true or false", "a single number as said, neither approximate nor open"),
    "implies": Column("text", "which quantity follows from them"),
    "agree": Column("list", "published answers that fit what follows"),
    "differ": Column("list", "published answers that do not"),
    "name": Column("text", "name of an argument of the simulation, or of a zone"),
    "shape": Column("text", "how values are drawn between the ends: uniform"),
    "outcome": Column("text", "what is simulated, or how a case ended"),
    "median": Column(OF_THE_ROW, "half of the draws lie below"),
    "loss_amount": Column("number or text", "the amount lost: of a draw, or as published"),
    "turnover_after": Column("number, money", "turnover after the loss in a draw"),
    "share_after": Column("share", "the customer's share after the loss in a draw"),
    "work_for": Column("number, persons", "people whom the remaining work employs in a draw"),
    "without_work": Column("number, persons", "people without work in a draw"),
    "months_to_target": Column("number, months", "until the share falls to the target; may be inf"),
    "first": Column("share", "part of the variance that the input explains by itself"),
    "total": Column("share, or money", "part explained with all others; total sold by a supplier"),
    **_ends("at", "number, in the unit of the outcome", "the outcome, with the input at that end"),
    "middle": Column("number, in the unit of the outcome", "the fitted or middle value"),
    "swing": Column("number, in the unit of the outcome", "from the lower to the upper end"),
    "conflict": Column("true or false", "whether sources differ for the period"),
    "year": Column("number", "the year"),
    # supposing, and what would settle a question
    "left_out": Column("text", "id of the claim, source or side supposed away"),
    "result": Column("anything", "what a function gives without it"),
    "changed": Column("true or false", "whether that is another result"),
    "sources": Column("list", "sources that change the verdict; addresses of a case's sources"),
    "changes": Column("mapping", "the verdict without each of those claims and sources"),
    "text": Column("text", "the question in full"),
    "ask": Column("text", "label of the side, or of the court, to ask"),
    "answers": Column("list", "answers that would move the standing"),
    # quotes, phrases, audit
    "phrase": Column("text", "a date phrase within a quote"),
    "read_as": Column("text, date", "how the phrase is read"),
    "coded": Column("text, date", "how the claim is coded"),
    "fit": Column("text", "whether the two agree"),
    "found_in": Column("list", "paragraphs that hold the quote"),
    "verdict": Column("text", "whether the quote was found where it should be"),
    "nearest": Column("text", "the most similar place, if it was not"),
    "sample": Column("text", "which sample of claims was read again"),
    "n_drawn": Column("number", "claims drawn"),
    "n_read": Column("number", "of them read again against their source"),
    "n_wrong": Column("number", "of them whose statement was wrong"),
    "n_faulty": Column("number", "of them with any fault"),
    "wrong": Column("share", "of the claims read that were wrong"),
    **_ends("wrong", "share", "its 95 % interval"),
    "faulty": Column("share", "of the claims read that had any fault"),
    **_ends("faulty", "share", "its 95 % interval"),
    "row": Column("number", "row of the zone on the map of tiles"),
    "column": Column("number", "column of the zone on the map of tiles"),
    "winners": Column("list", "firms that won the zone"),
    # rulings and cases
    "parties": Column("text", "who stood against whom"),
    "relation": Column("text", "length of the relation in words"),
    **_ends("relation", "number, years", "the length of the relation"),
    **_ends("relation_months", "number, months", "the length of the relation"),
    "given": Column("text", "notice given, in words"),
    **_ends("given", "number, months", "the notice given"),
    "due": Column("text", "notice held due, in words"),
    **_ends("due", "number, months", "the notice held due"),
    "dependence": Column("text", "dependence on the customer, in words"),
    **_ends("dependence", "share", "the dependence on the customer"),
    **_ends("customer_months", "number, months", "the notice by the customer's account"),
    **_ends("supplier_months", "number, months", "the notice by the supplier's account"),
    **_ends("break", DAY, "the day of the break; NaT if open, or not known"),
    "distance": Column("number", "how far a decision is from what was asked; 0 is nearest"),
    "kept": Column("text", "which decisions are kept"),
    "correlation": Column("number", "rank correlation of relation and notice held due"),
    **_ends("correlation", "number", "its bootstrap interval"),
    "n_numbers": Column("number", "decisions with a number of months"),
    "n_bounds": Column("number", "decisions that give a bound only"),
    # purchases
    "contract": Column("text", "id of the contract: the number of its buyer, and its own"),
    "supplier_name": Column("text", "name of the supplier as given"),
    "customer_name": Column("text", "name of the customer as given"),
    "supplier_by": Column("text", "how the supplier is known: number, name"),
    "customer_by": Column("text", "how the customer is known: number, name"),
    "holders": Column("number", "holders of the contract"),
    "contract_amount": Column("number, money", "amount of the whole contract as given"),
    "set_aside": Column("text", "why the amount given is none"),
    "date": Column("text, date", "day of a purchase, or of a decision"),
    "date_given": Column("text", "the day as the file gives it"),
    "period": Column("text, or number", "the time spoken of, as coded; year of a purchase"),
    "rank": Column("number", "place in the list, 1 first"),
    "supplier": Column("text", "who sells, by number or name"),
    "customer": Column("text", "who buys, by number or name"),
    "top_customer": Column("text", "who bought most from the supplier"),
    "top_amount": Column("number, money", "what that customer bought"),
    "top_share": Column("share", "that customer's part of all that the supplier sold"),
    **_ends("top_share", "share", "that part, whatever the unnamed buyers are"),
    "hhi": Column("share", "sum of the squared shares of the customers: concentration"),
    "unnamed": Column("number, money", "sold to buyers without a name"),
    "n_customers": Column("number", "customers of the supplier"),
    "n_purchases": Column("number", "purchases from the supplier"),
    "n_months": Column("number", "months from the first purchase of the supplier to the last"),
    "n_periods": Column("number", "periods in which it sold"),
    "n_rows": Column("number", "rows of the ledger"),
    "reason": Column("text", "why rows were left out"),
    "period_first": Column("as in the ledger", "first period in which the supplier sold"),
    "period_last": Column("as in the ledger", "last period in which it sold"),
}

DAYS = tuple(name for name, column in COLUMNS.items() if column.kind == DAY)
ANSWERS = ("low", "high", "camp_low", "camp_high")  # dates in the table of one date question


def with_dates(table: pd.DataFrame, more: Iterable[str] = ()) -> pd.DataFrame:
    """Return a table as users get it: its days, and ``more`` of its columns, are dates.

    >>> with_dates(pd.DataFrame({"earliest": [0.0, -np.inf], "n_camps": [1, 0]}))
        earliest  n_camps
    0 1970-01-01        1
    1        NaT        0
    """
    dates: dict[str, Any] = {
        name: _dates(table[name].to_numpy(float)) for name in (*DAYS, *more) if name in table
    }
    if "bounds" in table:
        dates["bounds"] = _each_pair(table["bounds"], lambda ends: with_dates(ends, ends.columns))
    return table.assign(**dates)


def in_days(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table to reckon with: its dates are days since 1970-01-01, infinite where open.

    >>> in_days(with_dates(pd.DataFrame({"latest": [1.0, np.inf]})))["latest"].tolist()
    [1.0, inf]
    """
    days: dict[str, Any] = {
        str(name): _days(table[name].to_numpy(), -np.inf if str(name).endswith(_FIRST) else np.inf)
        for name in table.select_dtypes("datetime")
    }
    if "bounds" in table:
        days["bounds"] = _each_pair(table["bounds"], in_days)
    return table.assign(**days)


_FIRST = ("low", "earliest")  # how columns of the first of two days end


def _dates(days: np.ndarray) -> np.ndarray:
    """Turn days since 1970-01-01 into dates."""
    known = np.isfinite(days)
    dates = np.where(known, days, 0).astype("int64").astype("datetime64[D]")
    return np.where(known, dates, np.datetime64("NaT")).astype("datetime64[s]")


def _days(dates: np.ndarray, if_open: float) -> np.ndarray:
    """Turn dates into days since 1970-01-01."""
    return np.where(np.isnat(dates), if_open, dates.astype("datetime64[D]").astype(float))


def _each_pair(
    bounds: pd.Series[Any], turn: Callable[[pd.DataFrame], pd.DataFrame]
) -> list[list[tuple[Any, Any]]]:
    """Turn the ends of all pairs at once."""
    flat = pd.DataFrame([pair for pairs in bounds for pair in pairs], columns=["low", "high"])
    ends = turn(flat).itertuples(index=False, name=None)
    return [[next(ends) for _ in pairs] for pairs in bounds]
