"""The main source, statement by statement: what was said, and what else was published on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.dispute.article import check_article
from analysis.dispute.standing import standing
from analysis.dossier import Dossier
from analysis.dossier.schemas import Side
from analysis.language.answers import to_day
from analysis.language.phrasebook import phrase, word
from analysis.language.words import say_day
from analysis.site.evidence import Claim
from analysis.site.verdicts import Hanging
from analysis.site.words import words


@dataclass(frozen=True)
class Statement:
    """One statement of the source beside what stands of it."""

    number: int
    claim: Claim
    question: str  # as it was judged: the statement may say more
    then: str  # as the glossary names it in English, as is now
    now: str
    why: str
    same: list[str]  # other claims that give the same answer
    otherwise: list[str]
    others: str  # other figures and dates, in words
    changed_by: list[str]
    n_answers: int
    citation: str
    hangs_on: dict[str, str]  # source: the standing without it, where that alone changes it
    settled_by: str  # whose word would settle what is contested; or nothing

    @property
    def standing(self) -> str:
        """The present standing as a name of a style."""
        return self.now.replace(" ", "-").replace("'", "")


def statements_of(
    dossier: Dossier, claims: list[Claim], hanging: Mapping[str, Hanging]
) -> list[Statement]:
    """Return the statements of the main source in their order; none if it has no claims."""
    main = dossier.about.main_source
    if main not in set(dossier.claims["source_id"]):
        return []
    known = {claim.id: claim for claim in claims}
    counts = Counter(claim.question_id for claim in claims)
    questions = dossier.questions.set_index("question_id")["text"]
    judged = standing(dossier).set_index(["question_id", "scope", "answer"])
    answers = dossier.claims.set_index("claim_id")["answer"]
    statements = []
    for number, row in enumerate(check_article(dossier, main).to_dict("records"), start=1):
        own = row["claim_id"]
        place = (row["question_id"], row["scope"], answers[own])
        found = judged.loc[place] if place in judged.index else None
        rests = row["claims"] if found is None else found["claims"]
        statements.append(
            Statement(
                number=number,
                claim=known[own],
                question=questions[row["question_id"]],
                then=row["then"],
                now=row["now"],
                why=row["why"],
                same=[one for one in rests if one != own] if found is not None else [],
                otherwise=[] if found is None else found["against"],
                others=phrase(dossier.lang, "; ").join(row["others"]),
                changed_by=row["changed_by"],
                n_answers=counts[row["question_id"]],
                citation=_citation(dossier, known[own], row["now"]),
                hangs_on=hanging[own].sources,
                settled_by=_settled_by(dossier, hanging[own]),
            )
        )
    return statements


def _settled_by(dossier: Dossier, hanging: Hanging) -> str:
    """Say whose word would settle a contested statement."""
    say, lang = words(dossier.lang), dossier.lang
    labels = dossier.parties.set_index("side")["label"]
    told = []
    for side, answers in hanging.asks.items():
        given = phrase(lang, " or ").join(say("“{quote}”", quote=phrase(lang, a)) for a in answers)
        own = say("{answers} from {side}", answers=given, side=labels[side])
        told.append(say("a finding by a court") if side == Side.COURT else own)
    return phrase(lang, "; ").join(told)


def _citation(dossier: Dossier, claim: Claim, now: str) -> str:
    """Write a line to cite a statement by."""
    say, lang = words(dossier.lang), dossier.lang
    return say(
        "{speaker}, in {publisher}, {published}: {said} Standing: {now}. {title}, as collected by "
        "{day}, {id}.",
        speaker=claim.speaker,
        publisher=claim.publisher,
        published=claim.published,
        said=say("“{quote}”", quote=claim.quote) if claim.quote else claim.statement,
        now=word(lang, now),
        title=dossier.about.title,
        day=say_day(to_day(str(dossier.about.collected)), lang),
        id=claim.id,
    )
