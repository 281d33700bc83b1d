"""Standing: what an answer to a yes-no question rests on, by a ladder that is the same for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.dispute.courts import findings, weigh_rulings
from analysis.dispute.meetings import Coded, meetings
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier, in_numbers
from analysis.dossier.schemas import Side
from analysis.language.answers import Kind
from analysis.language.phrasebook import phrase, word
from analysis.language.text import same_text_key

_WORKING = {  # columns within this module
    "heard": "it has a voice: it is no copy",
    "counts": "its side counts for the standing",
    "acts": "it can be contested: a side gives it, or the press alone",
    "concedes": "it hurts the side that gives it",
    "opposes": "another side gives the opposite answer",
    "opposed": "a side that counts gives the opposite answer",
    "agrees": "another side that counts gives the same answer",
    "denies": "it meets a claim of the opposite answer",
    "mirror": "row of the opposite answer, -1 if nobody gives it",
}


class Standing(StrEnum):
    """What an answer rests on, from the strongest to the weakest; the first that applies."""

    FOUND_BY_A_COURT = "found by a court"
    COURTS_DIFFER = "courts differ"
    REVERSED_IN_PART = "reversed in part"
    REVERSED = "reversed"
    CONCEDED = "conceded"
    CONTESTED = "contested"
    CORROBORATED = "corroborated"
    ONE_SIDES_WORD = "one side's word"
    PRESS_ONLY = "press only"
    KNOWN_FROM_A_COPY = "known from a copy"


BY_COURTS = (Standing.COURTS_DIFFER, Standing.REVERSED_IN_PART, Standing.REVERSED)
AGAINST = (*BY_COURTS, Standing.CONTESTED)
Courts = dict[tuple[str, str], list[tuple[str, str, str, str]]]  # as `findings` gives them

_CASE = ["question_id", "scope"]
_ROW = [*_CASE, "answer"]
WEIGHED = [
    "claim_id",
    *_ROW,
    "side",
    "speaker",
    "body",
    "voice",
    "period_low",
    "period_high",
    "published_by",
]
_COLUMNS = [
    *_ROW,
    "standing",
    "why",
    "sides",
    "n_voices",
    "claims",
    "against",
    "deciding",
]


def standing(
    dossier: Dossier,
    *,
    press_counts: bool = False,
    firm_only: bool = False,
    reposts_count: bool = False,
) -> pd.DataFrame:
    """Judge every answer given to a yes-no question by what it rests on.

    The standing is the first that applies: *found by a court*; *courts differ*: courts of which
    none reviews the other found different answers; *reversed in part* or *reversed*: a court that
    reviews the finding answers otherwise (see ``reviews.csv``); *conceded*: given by the side that
    it hurts; *contested*: another side gives the opposite answer; *corroborated*: two or more sides
    give it; *one side's word*; *press only*; *known from a copy*.

    Claims meet when they share question and scope and their periods overlap; only then can they
    oppose or corroborate. ``yes`` and ``no`` are opposites; ``partly`` opposes neither. A ``yes``
    hurts the other party of the contract than the one that ``yes_favours``, a ``no`` hurts the one
    that it favours, and ``partly`` is short of what either would say for itself. Nobody concedes
    for another: employees do not concede for their firm. The press is no side: it neither contests
    nor corroborates, but a side may contest what the press alone says. A repost has no voice and
    decides nothing: an answer that only a copy gives is shown as *known from a copy*.

    One sort and a few look-ups: O(n log n) for n claims.

    Parameters
    ----------
    dossier : Dossier
    press_counts : bool
        Let the press count as one side.
    firm_only : bool
        Let only a party itself concede (a speaker named as the side's label), no person of it.
    reposts_count : bool
        Let what a repost prints count as if it were printed first.

    Returns
    -------
    DataFrame
        One row per question, scope and answer given:

        - ``question_id``, ``scope``, ``answer``;
        - ``standing``: a name of `Standing`;
        - ``why``: the reason, in a sentence;
        - ``sides``: a list;
        - ``n_voices``: distinct bodies that speak;
        - ``claims``: those that give the answer;
        - ``against``: those that meet them and give the opposite;
        - ``deciding``: the claims that make the standing: of the two lists, and what courts found
          otherwise on the same question (one may find "partly").

        Checked against the rules applied claim by claim, in plain Python.

    Examples
    --------
    >>> from analysis import example
    >>> table = standing(example()).set_index("question_id")
    >>> table[["answer", "standing"]].loc["p-quality"].to_numpy().tolist()
    [['no', 'contested'], ['partly', 'found by a court'], ['yes', 'contested']]
    """
    if not (press_counts or firm_only or reposts_count):
        return _own_copy(dossier.derived(usual_standing))
    claims = weigh(
        in_numbers(dossier, "claims"),
        dossier,
        press_counts=press_counts,
        firm_only=firm_only,
        reposts_count=reposts_count,
    )
    return judge(claims, dossier)


def usual_weights(dossier: Dossier) -> pd.DataFrame:
    """Weigh the claims by the usual rules; use it as ``dossier.derived``."""
    return weigh(in_numbers(dossier, "claims"), dossier)


def usual_standing(dossier: Dossier) -> pd.DataFrame:
    """Judge every answer by the usual rules; use it as ``dossier.derived``."""
    return judge(dossier.derived(usual_weights), dossier)


def _own_copy(table: pd.DataFrame) -> pd.DataFrame:
    """Copy a table with its lists, so that nobody changes what is kept."""
    lists = ("sides", "claims", "against", "deciding")
    return table.assign(**{name: table[name].map(list) for name in lists})


def judge(claims: pd.DataFrame, dossier: Dossier) -> pd.DataFrame:
    """Return the table of `standing` for claims that `weigh` has weighed."""
    table = claims[["row", *_ROW]].drop_duplicates("row").sort_values("row", kind="stable")
    table = table.reset_index(drop=True)
    heard = claims["heard"].to_numpy()
    said, voices = _listed(claims, "side", heard), _listed(claims, "voice", heard)
    against = _listed(claims, "claim_id", claims["denies"].to_numpy(), "mirror")
    table["sides"] = [sorted(set(said.get(row, ()))) for row in table.index]
    table["n_voices"] = [len(set(voices.get(row, ()))) for row in table.index]
    own = _listed(claims, "claim_id")
    table["claims"] = [own[row] for row in table.index]
    table["against"] = [against.get(row, []) for row in table.index]
    rungs = _rungs(claims)
    table["standing"] = standings = _highest(rungs, len(table))
    courts = findings(claims)
    cases = zip(*(table[name].tolist() for name in _ROW), standings, strict=True)
    table["deciding"] = [
        [*rungs[rung][row], *_of_other_courts(case, rung, courts)]
        for row, (*case, rung) in enumerate(cases)
    ]
    table["why"] = _reasons(table, claims, dossier, courts)
    return table[_COLUMNS]


Lists = dict[int, list[str]]


def _listed(
    claims: pd.DataFrame, column: str, which: np.ndarray | slice = slice(None), row: str = "row"
) -> Lists:
    """List for each row of the table the cells of some claims, in their order.

    Rows without any are left out: most are, and an empty list for each would cost more than all
    else. They stand in order if the claims do.
    """
    places, cells = (claims[name].to_numpy()[which].tolist() for name in (row, column))
    lists: defaultdict[int, list[str]] = defaultdict(list)
    for place, cell in zip(places, cells, strict=True):
        lists[place].append(cell)
    return dict(lists)


def helped_by(answer: str, favours: str, about: About) -> str:
    """Name the side that an answer helps, or nothing where the dossier does not say.

    >>> from analysis import example
    >>> helped_by("no", "telecom", example().about)
    'works'
    """
    if answer == "yes":
        return favours
    across = {about.customer: about.supplier, about.supplier: about.customer}
    return across.get(favours, "") if answer == "no" else ""


def weigh(
    claims: pd.DataFrame,
    dossier: Dossier,
    *,
    press_counts: bool = False,
    firm_only: bool = False,
    reposts_count: bool = False,
) -> pd.DataFrame:
    """Return for each yes-no claim what it may do: count, find, concede, oppose, agree, deny.

    ``row`` numbers the answers given, by question and scope, and ``mirror`` is the row of the
    opposite answer, -1 if nobody gives it.
    """
    claims = claims.loc[claims["kind"] == Kind.YES_NO, WEIGHED]
    voice = claims["body"] if reposts_count else claims["voice"]
    heard = (voice != "").to_numpy()
    counts = heard & (press_counts | (claims["side"] != Side.PRESS).to_numpy())
    coded = Coded.of(claims)
    row, mirror = _numbered(coded)
    spoken = np.bincount(row[counts], minlength=len(row)) > 0
    # Press claims act only if no side gives the same answer.
    acts = heard & (counts | ~spoken[row])
    side = pd.factorize(claims["side"])[0]
    claims = claims.assign(
        voice=voice,
        row=row,
        mirror=mirror,
        heard=heard,
        counts=counts,
        acts=acts,
        concedes=counts & _concedes(claims, voice, dossier, firm_only=firm_only),
        opposes=counts & _meets_other_side(mirror, row, side, coded.days, acts),
        opposed=_meets_other_side(mirror, row, side, coded.days, counts),
        agrees=counts & _meets_other_side(row, row, side, coded.days, counts),
        denies=heard & (meetings(mirror, coded.days, row[heard], coded.days[heard]) > 0),
    )
    ruling = counts & (claims["side"] == Side.COURT).to_numpy()
    courts = claims["speaker"][ruling].tolist()
    fates = weigh_rulings(coded.keep(ruling), courts, dossier.table("reviews"))
    for fate, which in fates.items():
        claims[fate] = np.full(len(claims), False)
        claims.loc[ruling, fate] = which
    return claims


def _numbered(coded: Coded) -> tuple[np.ndarray, np.ndarray]:
    """Number the answers of all cases, in order; and for each claim the row of the opposite."""
    rows, row = np.unique(coded.own, return_inverse=True)
    place = np.searchsorted(rows, coded.opposite)
    given = np.append(rows, -1)[place] == coded.opposite
    return row, np.where(given, place, -1)


def _concedes(
    claims: pd.DataFrame, voice: pd.Series[str], dossier: Dossier, *, firm_only: bool
) -> np.ndarray:
    """Return which claims are given by the side that they hurt; or only by that party itself."""
    hurts = _hurts_speaker(claims, dossier)
    if not firm_only:
        return hurts
    labels = dossier.parties.set_index("side")["label"].map(same_text_key)
    itself = voice.map(same_text_key) == claims["side"].map(labels)
    by_itself: np.ndarray = hurts & itself.to_numpy()
    return by_itself


def _hurts_speaker(claims: pd.DataFrame, dossier: Dossier) -> np.ndarray:
    """Return which claims fall short of what would help the side that makes them."""
    questions = dossier.questions
    favours = dict(zip(questions["question_id"], questions["yes_favours"], strict=True))
    helps = {
        (side, answer): helped_by(answer, side, dossier.about)
        for side in set(favours.values())
        for answer in ("yes", "no")
    }
    cells = (claims[name].tolist() for name in ("question_id", "side", "answer"))
    hurts = (
        any(answer != to and helps[favours[question], to] == side for to in ("yes", "no"))
        for question, side, answer in zip(*cells, strict=True)
    )
    return np.fromiter(hurts, bool, len(claims))


def _meets_other_side(
    wanted: np.ndarray, row: np.ndarray, side: np.ndarray, days: np.ndarray, others: np.ndarray
) -> np.ndarray:
    """Return which claims meet, of some others, one of another side whose answer is the wanted."""
    everyone = meetings(wanted, days, row[others], days[others])
    sides = side.max(initial=0) + 1
    of_side, its_side = wanted * sides + side, row * sides + side
    met: np.ndarray = everyone > meetings(of_side, days, its_side[others], days[others])
    return met


def _rungs(claims: pd.DataFrame) -> dict[str, Lists]:
    """List for each rung of the ladder, row by row, the claims that would put the answer on it."""
    disagreed = claims["row"].isin(claims.loc[claims["differs"], "row"])
    on_rung = {
        Standing.FOUND_BY_A_COURT: claims["found"] & ~disagreed,
        Standing.COURTS_DIFFER: claims["found"] & disagreed,
        Standing.REVERSED_IN_PART: claims["in_part"],
        Standing.REVERSED: claims["reversed"],
        Standing.CONCEDED: claims["concedes"],
        Standing.CONTESTED: claims["opposes"],
        Standing.CORROBORATED: claims["agrees"],
        Standing.ONE_SIDES_WORD: claims["counts"],
        Standing.PRESS_ONLY: claims["acts"] & ~claims["counts"],
        Standing.KNOWN_FROM_A_COPY: ~claims["heard"],
    }
    return {
        name.value: _listed(
            claims, "claim_id", flag.to_numpy(), "mirror" if name == Standing.CONTESTED else "row"
        )
        for name, flag in on_rung.items()
    }


def _highest(rungs: dict[str, Lists], count: int) -> list[str]:
    """Return the highest rung on which each row stands."""
    standings = [""] * count
    for rung in reversed(Standing):
        for row in rungs[rung].keys() - {-1}:
            standings[row] = rung.value
    return standings


def _of_other_courts(case: Sequence[str], rung: str, courts: Courts) -> list[str]:
    """Name the findings that bear on a standing beside those of the answer itself."""
    if rung not in BY_COURTS:
        return []
    question_id, scope, own = case
    rulings = courts[question_id, scope]
    return [claim for answer, _, fate, claim in rulings if answer != own and fate == "found"]


def _reasons(
    table: pd.DataFrame, claims: pd.DataFrame, dossier: Dossier, courts: Courts
) -> list[str]:
    """Return in one sentence why each answer has its standing."""
    parties = dossier.parties
    place = {side: n for n, side in enumerate(parties["side"])}
    label = dict(zip(parties["side"], parties["label"], strict=True))
    claims = claims.assign(place=claims["side"].map(place), label=claims["side"].map(label))
    claims = claims.sort_values(["place", "speaker"], kind="stable")
    who = {
        "conceding": _listed(claims, "label", claims["concedes"].to_numpy()),
        "sides": _listed(claims, "label", claims["counts"].to_numpy()),
        "opponents": _listed(claims, "label", claims["opposes"].to_numpy(), "mirror"),
        "deniers": _listed(claims, "label", claims["denies"].to_numpy(), "mirror"),
        "copied": _listed(claims, "speaker", ~claims["heard"].to_numpy()),
    }
    cases = zip(*(table[name].tolist() for name in (*_ROW, "standing")), strict=True)
    return [
        _reason(
            rung,
            {role: ", ".join(dict.fromkeys(lists.get(row, ()))) for role, lists in who.items()},
            _courts_on(case, courts, dossier.lang),
            dossier.lang,
        )
        for row, (*case, rung) in enumerate(cases)
    ]


def _courts_on(case: Sequence[str], courts: Courts, lang: str) -> dict[str, str]:
    """Name the courts that gave an answer, those whose other answer stands, and those reversed."""
    question_id, scope, own = case
    rulings = courts.get((question_id, scope), [])
    named = {
        "own": [court for answer, court, *_ in rulings if answer == own],
        "others": [
            f"{c} ({word(lang, a)})" for a, c, fate, _ in rulings if fate == "found" and a != own
        ],
        "reversed": [f"{c} ({word(lang, a)})" for a, c, fate, _ in rulings if fate != "found"],
        "all": [f"{c} ({word(lang, a)})" for a, c, fate, _ in rulings if fate == "found"],
    }
    return {name: ", ".join(dict.fromkeys(found)) for name, found in named.items()}


def _reason(rung: str, who: dict[str, str], courts: dict[str, str], lang: str) -> str:
    """Word the reason for a standing."""
    denied = who["deniers"] if rung not in (Standing.CONTESTED, Standing.KNOWN_FROM_A_COPY) else ""
    more = phrase(lang, " The opposite is said by: {who}.", who=denied) if denied else ""
    return _grounds(rung, who, courts, lang) + more


def _grounds(rung: str, who: dict[str, str], courts: dict[str, str], lang: str) -> str:
    """Word what puts an answer on its rung of the ladder."""
    if rung == Standing.FOUND_BY_A_COURT:
        found = phrase(lang, "Found by: {courts}.", courts=courts["own"])
        lost = courts["reversed"]
        return found + (
            phrase(lang, " Reversed, at least in part: {courts}.", courts=lost) if lost else ""
        )
    if rung == Standing.COURTS_DIFFER:
        return phrase(lang, "Courts differ, the later first: {courts}.", courts=courts["all"])
    if rung == Standing.REVERSED_IN_PART:
        return phrase(lang, "Found by: {own}. Reversed in part by: {others}.", **_two(courts))
    if rung == Standing.REVERSED:
        return phrase(lang, "Found by: {own}. Reversed by: {others}.", **_two(courts))
    if rung == Standing.CONCEDED:
        return phrase(lang, "Said against its own interest by: {who}.", who=who["conceding"])
    if rung == Standing.CONTESTED:
        said, others = who["sides"] or word(lang, "the press alone"), who["opponents"]
        return phrase(lang, "Said by: {who}. Denied by: {others}.", who=said, others=others)
    sides = who["sides"]
    if rung == Standing.CORROBORATED:
        return phrase(lang, "Said by: {who}. Denied by no side.", who=sides)
    if rung == Standing.ONE_SIDES_WORD:
        if "," in sides:
            return phrase(lang, "Said by: {who}, each of another time.", who=sides)
        return phrase(lang, "Said by: {who} alone.", who=sides)
    if rung == Standing.PRESS_ONLY:
        return phrase(lang, "Said by no side, only by the press.")
    return phrase(lang, "Known from a copy alone, which is no voice: {who}.", who=who["copied"])


def _two(courts: dict[str, str]) -> dict[str, str]:
    """Name the courts of a finding and those that answer otherwise."""
    return {name: courts[name] for name in ("own", "others")}
