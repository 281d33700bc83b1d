"""One source checked statement by statement: how each stood on its day, and how it stands now."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pandas as pd

from analysis.dispute.camps import by_case, camps_among, camps_by_case
from analysis.dispute.standing import judge, weigh
from analysis.dossier.comparison import count_voices
from analysis.dossier.dossier import Dossier, in_numbers
from analysis.language.answers import Kind
from analysis.language.phrasebook import phrase, plural
from analysis.language.words import say_answer

_WORKING = {  # columns within this module
    "of": "the statement that a claim meets",
    "n": "place of a claim among all",
}


class Place(StrEnum):
    """Where a figure or a date stands among the camps of comparable answers."""

    NO_OTHER_VOICE = "no other voice"
    AGREED = "agreed"
    MOST_OFTEN_GIVEN = "most often given"
    LESS_OFTEN_GIVEN = "less often given"
    STANDS_ALONE = "stands alone"
    KNOWN_FROM_A_COPY = "known from a copy"


_CASE = ["question_id", "scope"]
_CHECK = [
    "claim_id",
    "statement",
    "speaker",
    "side",
    *_CASE,
    "question",
    "kind",
    "answer",
    "words",
    "then",
    "now",
    "changed_by",
    "why",
    "others",
    "differs",
    "claims",
]


def check_article(dossier: Dossier, source_id: str) -> pd.DataFrame:
    """Check each statement of a source against all the others, as of its day and as of today.

    A yes-no statement has the `standing` of its answer among the claims that it meets: those on its
    question and scope, of a time that overlaps its own. A figure or date has its place among the
    camps of comparable answers that can all be true (see `agreement`).

    Parameters
    ----------
    dossier : Dossier
    source_id : str
        The source to check.

    Returns
    -------
    DataFrame
        One row per claim of the source, by its id:

        - ``claim_id``, ``statement``, ``speaker``, ``side``, ``question_id``, ``scope``;
        - ``question``: what is judged, which may be narrower than the statement; ``kind``: of the
          question: a standing judges yes and no, a place among camps the others;
        - ``answer``: as coded; ``words``: the same for readers;
        - ``then``, ``now``: standing or place by the end of its day of publication, and with all
          that was collected;
        - ``changed_by``: claims published since that make the present standing, if it changed;
        - ``why``: the present one, in a sentence;
        - ``others``: answers of other comparable camps, in words, with their voices;
        - ``differs``: claims of the same source that answer the same question in other words;
        - ``claims``: all that the present standing rests on.

    Raises
    ------
    ValueError
        If the dossier has no such source.

    Examples
    --------
    >>> from analysis import example
    >>> table = check_article(example(), "gazette-2024-05-02")
    >>> len(table)
    11
    """
    own = dossier.select(source_id=source_id).sort_values("claim_id", kind="stable")
    claims = in_numbers(dossier, "claims").loc[own.index]
    source = dossier.sources.set_index("source_id").loc[source_id]
    past = dossier.as_of(source["published_high"])
    figures = [by_case(camps_among(_on(state, claims), state)) for state in (past, dossier)]
    answers = _standing_of_each([past, dossier], claims)
    then, now = (
        _judged(claims, camps, standings, dossier.lang)
        for camps, standings in zip(figures, answers, strict=True)
    )
    table = claims.reset_index(drop=True).assign(
        question=claims["question_id"].map(_texts(dossier)).to_numpy(),
        words=_in_words(claims, dossier),
        then=then["standing"],
        now=now["standing"],
        why=now["why"],
        others=now["others"],
        claims=now["claims"],
        differs=_differing(claims),
    )
    old = set(past.claims["claim_id"])
    table["changed_by"] = [
        [one for one in deciding if one not in old] if before != after else []
        for before, after, deciding in zip(
            table["then"], table["now"], now["deciding"], strict=True
        )
    ]
    return table[_CHECK]


def _on(dossier: Dossier, statements: pd.DataFrame) -> pd.DataFrame:
    """Return the claims on the questions of some statements."""
    claims = in_numbers(dossier, "claims")
    return claims[claims["question_id"].isin(statements["question_id"])]


def agreement(dossier: Dossier, source_id: str = "") -> pd.DataFrame:
    """Return how far the answers to each question of figures or dates agree, and who stands alone.

    Parameters
    ----------
    dossier : Dossier
    source_id : str, optional
        A source whose place among the camps to say.

    Returns
    -------
    DataFrame
        One row per question (not yes-no) and scope answered by two voices or more:

        - ``question_id``, ``scope``, ``n_voices``;
        - ``n_camps``: the most camps that meet in time;
        - ``largest``: what the camp with most voices answers, and how many they are; all camps
          that have as many;
        - ``alone``: speakers with an answer that no other voice can agree with and some comparable
          one excludes;
        - ``place``: of the source's figures: ``no other voice``, ``others agree``, ``most often
          given``, ``less often given``, ``stands alone``, ``known from a copy``, or nothing;
        - ``claims``.

        Voices of one side count each. The largest camp is the one most repeated, not the one most
        likely right.

    Raises
    ------
    ValueError
        If the dossier has no such source.

    Examples
    --------
    >>> from analysis import example
    >>> table = agreement(example(), "gazette-2024-05-02")
    >>> table.set_index("question_id").loc["d-notice", "n_camps"].item()
    2
    """
    if source_id:
        dossier.select(source_id=source_id)  # raises if there is none
    claims = in_numbers(dossier, "claims")
    cases = by_case(claims.loc[claims["kind"] != Kind.YES_NO, _FIGURE])
    place = {name: n for n, name in enumerate(dict.fromkeys(name for name, _ in cases))}
    every = dossier.derived(camps_by_case)
    rows = [
        _compare(every[case], cases[case], source_id)
        for case in sorted(cases, key=lambda case: (place[case[0]], case[1]))
        if count_voices(cases[case]) >= 2
    ]
    return pd.DataFrame(rows, columns=_COMPARED)


_COMPARED = [*_CASE, "n_voices", "n_camps", "largest", "alone", "place", "claims"]
_FIGURE = ["claim_id", *_CASE, "source_id", "voice", "period_low", "period_high"]


def _compare(group: list[Any], members: list[Any], source_id: str) -> dict[str, object]:
    """Make a row of `agreement` from the camps and the claims of one question and scope."""
    homes = _homes(group)
    places = [_standing(*_sides_of(group, homes, claim))[0] for claim in members]
    spoken = [camp for camp in group if camp.n_voices > 0]
    most = max(camp.n_voices for camp in spoken)
    largest = [camp.words for camp in spoken if camp.n_voices == most]
    alone = {
        claim.voice
        for claim, place in zip(members, places, strict=True)
        if place == Place.STANDS_ALONE
    }
    own = [p for claim, p in zip(members, places, strict=True) if claim.source_id == source_id]
    return {
        "question_id": group[0].question_id,
        "scope": group[0].scope,
        "n_voices": count_voices(members),
        "n_camps": max(sum(_share_a_day(one, camp) for one in spoken) for camp in spoken),
        "largest": f"{'; '.join(largest)} ({most}{' each' if len(largest) > 1 else ''})",
        "alone": sorted(alone - {""}),
        "place": ", ".join(dict.fromkeys(own)),
        "claims": [claim.claim_id for claim in members],
    }


def _share_a_day(one: Any, other: Any) -> bool:
    """Return whether the periods of two claims or camps have a day in common."""
    return bool(one.period_low <= other.period_high and one.period_high >= other.period_low)


def _homes(group: list[Any]) -> dict[str, set[int]]:
    """Name for each claim the camps that it stands in."""
    homes: dict[str, set[int]] = {}
    for number, camp in enumerate(group):
        for claim in camp.claims:
            homes.setdefault(claim, set()).add(number)
    return homes


def _sides_of(
    group: list[Any], homes: dict[str, set[int]], claim: Any
) -> tuple[list[Any], list[Any]]:
    """Return the camps that a claim stands in, and the other ones of its time with a voice."""
    own = homes[claim.claim_id]
    rivals = [
        camp
        for number, camp in enumerate(group)
        if number not in own and camp.n_voices > 0 and _share_a_day(camp, claim)
    ]
    return [camp for number, camp in enumerate(group) if number in own], rivals


def _standing(own: list[Any], rivals: list[Any]) -> tuple[str, int, int]:
    """Return where a figure stands, and the voices of its largest camp and its largest rival.

    >>> from types import SimpleNamespace as Camp
    >>> _standing([Camp(n_voices=1)], [Camp(n_voices=3)])
    ('stands alone', 1, 3)
    """
    together = max(camp.n_voices for camp in own)
    against = max((camp.n_voices for camp in rivals), default=0)
    if not together:
        place = Place.KNOWN_FROM_A_COPY
    elif not against:
        place = Place.AGREED if together > 1 else Place.NO_OTHER_VOICE
    elif together < 2:
        place = Place.STANDS_ALONE
    else:
        place = Place.MOST_OFTEN_GIVEN if together >= against else Place.LESS_OFTEN_GIVEN
    return str(place), together, against


def _judged(
    statements: pd.DataFrame,
    figures: dict[tuple[str, str], list[Any]],
    answers: dict[tuple[str, str], Any],
    lang: str,
) -> pd.DataFrame:
    """Return standing, why, others, deciding and claims for each statement, in one state."""
    rows: list[tuple[Any, ...]] = []
    for claim in statements.itertuples():
        if claim.kind == Kind.YES_NO:
            row = answers[claim.claim_id, claim.answer]
            both = [*row.claims, *row.against]
            rows.append((row.standing, row.why, [], row.deciding, both))
        else:
            rows.append(_place(figures[claim.question_id, claim.scope], claim, lang))
    return pd.DataFrame(rows, columns=_JUDGED)


_JUDGED = ["standing", "why", "others", "deciding", "claims"]


def _standing_of_each(
    dossiers: list[Dossier], statements: pd.DataFrame
) -> list[dict[tuple[str, str], Any]]:
    """Judge the answer of each yes-no statement among the claims that it meets, in each state.

    The states of a dossier, as of one day and as of another, have the same questions and sides.
    """
    states = [_met(_on(dossier, statements), statements) for dossier in dossiers]
    met = pd.concat(states, keys=range(len(states)))
    # Each statement, in each state, makes a case of its own: in the place of the scope it stands.
    state = met.index.get_level_values(0).astype(str)
    met = met.assign(scope=state + " " + met["of"]).reset_index(drop=True)
    judged = judge(weigh(met, dossiers[-1]), dossiers[-1])
    answers: list[dict[tuple[str, str], Any]] = [{} for _ in dossiers]
    for row in judged.itertuples():
        state, statement = row.scope.split(" ", 1)
        answers[int(state)][statement, row.answer] = row
    return answers


def _met(claims: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Pair each yes-no statement with the claims of its case and time; ``of`` is the statement."""
    rows = by_case(claims[[*_CASE, "period_low", "period_high"]].assign(n=range(len(claims))))
    pairs = [
        (own.claim_id, row.n)
        for own in statements[statements["kind"] == Kind.YES_NO].itertuples()
        for row in rows.get((own.question_id, own.scope), [])
        if _share_a_day(own, row)
    ]
    which = [n for _, n in pairs]
    return claims.iloc[which].assign(of=pd.array([of for of, _ in pairs], dtype="str"))


def _place(
    group: list[Any], claim: Any, lang: str
) -> tuple[str, str, list[str], list[str], list[str]]:
    """Return where a figure stands among the camps of its question and scope."""
    own, rivals = _sides_of(group, _homes(group), claim)
    place, together, against = _standing(own, rivals)
    others = [f"{camp.words} ({camp.n_voices})" for camp in rivals]
    ids = list(dict.fromkeys(one for camp in (*own, *rivals) for one in camp.claims))
    return place, _why(together, against, lang), others, ids, ids


def _why(together: int, against: int, lang: str = "en") -> str:
    """Format how many voices a figure has, and how many at most agree on another one.

    >>> _why(1, 3), _why(2, 0)
    ('1 voice says so; 3 voices agree on another answer.', '2 voices agree; none says otherwise.')
    """
    own = plural(lang, "{n} voice says so", "{n} voices agree", together)
    other = plural(lang, "{n} voice says otherwise", "{n} voices agree on another answer", against)
    said = own if together else phrase(lang, "No voice, only a copy, says so")
    rest = other if against else phrase(lang, "none says otherwise")
    return phrase(lang, "{said}; {other}.", said=said, other=rest)


def _texts(dossier: Dossier) -> dict[str, str]:
    """Return the text of each question."""
    questions = dossier.questions
    return dict(zip(questions["question_id"], questions["text"], strict=True))


def _in_words(claims: pd.DataFrame, dossier: Dossier) -> list[str]:
    """Format the answers in words, with their units."""
    units = claims["question_id"].map(dossier.questions.set_index("question_id")["unit"])
    cells = zip(claims["answer"], claims["kind"], units, strict=True)
    return [say_answer(*cell, dossier.lang) for cell in cells]


def _differing(claims: pd.DataFrame) -> list[list[str]]:
    """List for each claim those of the same source that answer its question in other words."""
    cases = by_case(claims[[*_CASE, "claim_id", "answer"]])
    return [
        [
            other.claim_id
            for other in cases[one.question_id, one.scope]
            if other.answer != one.answer
        ]
        for one in claims.itertuples()
    ]
