"""What figures say in words of their own, in each language that they speak."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from numbers import Integral
from pathlib import Path

LANGUAGES = ("en", "fr")


def known(lang: str) -> str:
    """Raise on a language that figures do not speak."""
    if lang not in LANGUAGES:
        raise ValueError(f"no language {lang!r}; accepted: {', '.join(map(repr, LANGUAGES))}")
    return lang


def phrase(lang: str, english: str, **values: object) -> str:
    """Return a phrase of the library, with values in its places.

    A place for a whole number may hold the words that follow it, for one and for several.

    >>> phrase("fr", "at least {number}", number=3)
    'au moins 3'
    >>> [phrase("en", "{count:camp|camps}", count=count) for count in (0, 1, 2)]
    ['0 camps', '1 camp', '2 camps']
    """
    return filled(lang, english if known(lang) == "en" else FRENCH[english], **values)


def filled(lang: str, text: str, **values: object) -> str:
    """Put values into the places of a text, whole numbers with what they count.

    >>> filled("fr", "{count:camp|camps}", count=0)
    '0 camp'
    """
    return text.format(
        **{
            name: _Count(value, lang) if isinstance(value, Integral) else value
            for name, value in values.items()
        }
    )


def is_one(number: float, lang: str) -> bool:
    """Return whether a language puts what is counted in the singular: French does below two."""
    return number == 1 if known(lang) == "en" else abs(number) < 2


class _Count:
    """A whole number that is followed by what it counts."""

    def __init__(self, number: Integral, lang: str) -> None:
        self.number, self.lang = int(number), lang

    def __format__(self, words: str) -> str:
        one, _, several = words.partition("|")
        counted = one if is_one(self.number, self.lang) else several
        return f"{self.number} {counted}".rstrip()


def word(lang: str, english: str) -> str:
    """Return a word that data may hold; one that the library does not know stays as it is.

    >>> word("fr", "months"), word("fr", "Lyon")
    ('mois', 'Lyon')
    """
    return english if known(lang) == "en" else FRENCH.get(english, english)


def counted(lang: str, number: float, plural: str) -> str:
    """Return the word for what is counted, which data hold in the plural, as the number wants it.

    >>> counted("en", 1, "persons"), counted("en", 1.5, "factories"), counted("fr", 1.5, "days")
    ('person', 'factories', 'jour')
    """
    name = word(lang, plural)
    if not is_one(number, lang) or " " in name or name in _INVARIABLE:
        return name
    if lang == "en" and name.endswith("ies"):
        return f"{name.removesuffix('ies')}y"
    return name.removesuffix("s")


_INVARIABLE = {"mois", "series", "premises", "means", "headquarters"}

# {name} marks a place to fill, the same places in both languages, and {name:one|several} a number
# with what it counts. In the French, ~ stands for a no-break space, as it goes before : ; ? and %.
_FRENCH = {
    # numbers
    "{amount} %": "{amount}~%",
    "{money} a {period}": "{money} par {period}",
    "{money} an {period}": "{money} par {period}",
    "at most {number}": "au plus {number}",
    "at least {number}": "au moins {number}",
    "{low} to {high}": "{low} à {high}",
    "about {answer}": "environ {answer}",
    "any number": "un nombre quelconque",
    "any number of months": "un nombre quelconque de mois",
    "{number} months": "{number}~mois",
    "never": "jamais",
    "month": "mois",
    "year": "an",
    "days": "jours",
    "months": "mois",
    "years": "ans",
    "persons": "personnes",
    # days
    "no day": "aucun jour",
    "any day": "un jour quelconque",
    "until {day}": "jusqu’au {day}",
    "from {day} on": "à partir du {day}",
    "from {month} on": "dès {month}",
    "{first} to {last}": "du {first} au {last}",
    "{start} to {end}": "de {start} à {end}",
    # lists
    " or ": " ou ",
    " and ": " et ",
    "; ": "~; ",
    "none": "aucun",
    "{who}: {answer}": "{who}~: {answer}",
    # answers, and what they rest on
    "yes": "oui",
    "no": "non",
    "partly": "en partie",
    "in part": "en partie",
    "mixed": "divers",
    # why an answer has its standing
    "Found by: {courts}.": "Constaté par~: {courts}.",
    " Reversed, at least in part: {courts}.": " Infirmé, au moins en partie~: {courts}.",
    "Courts differ, the later first: {courts}.": (
        "Les tribunaux divergent, le plus récent d’abord~: {courts}."
    ),
    "Found by: {own}. Reversed in part by: {others}.": (
        "Constaté par~: {own}. Infirmé en partie par~: {others}."
    ),
    "Found by: {own}. Reversed by: {others}.": "Constaté par~: {own}. Infirmé par~: {others}.",
    "Said against its own interest by: {who}.": "Dit contre son propre intérêt par~: {who}.",
    "Said by: {who}. Denied by: {others}.": "Dit par~: {who}. Contredit par~: {others}.",
    "the press alone": "la presse seule",
    "Said by: {who}. Denied by no side.": "Dit par~: {who}. Aucune partie ne le contredit.",
    "Said by: {who}, each of another time.": "Dit par~: {who}, chacun d’un autre moment.",
    "Said by: {who} alone.": "Dit par~: {who} seulement.",
    "Said by no side, only by the press.": "Aucune partie ne le dit, seulement la presse.",
    "Known from a copy alone, which is no voice: {who}.": (
        "Connu par une copie seule, qui n’est pas une voix~: {who}."
    ),
    " The opposite is said by: {who}.": " Disent le contraire~: {who}.",
    "{count:voice says so|voices agree}": "{count:voix le dit|voix concordent}",
    "{count:voice says otherwise|voices agree on another answer}": (
        "{count:voix dit autre chose|voix s’accordent sur une autre réponse}"
    ),
    "No voice, only a copy, says so": "Aucune voix, seule une copie le dit",
    "none says otherwise": "aucune ne dit autre chose",
    "{said}; {other}.": "{said}~; {other}.",
    # samples of an audit
    "random": "tirage au sort",
    "first random": "premier tirage au sort",
    "second random": "second tirage au sort",
    "disputed": "questions disputées",
    # kinds of sources
    "sources": "sources",
    "press": "presse",
    "court": "justice",
    "union": "syndicat",
    "communique": "communiqué",
    "parliament": "parlement",
    "other": "autre",
    "repost": "reprise",
    # answers and sources
    "{count:answer|answers}; shaded: values that answers share which can all be true.": (
        "{count:réponse|réponses}~; en grisé, les valeurs communes à des réponses compatibles."
    ),
    " Only the first {shown} of {all} lines are drawn.": (
        " Seules les {shown} premières lignes sur {all} sont dessinées."
    ),
    "{question} {count:answer|answers}. Those that can all be true: {answers}.": (
        "{question} {count:réponse|réponses}. Celles qui peuvent toutes être vraies~: {answers}."
    ),
    "{count:source|sources} by month. Not drawn: {earlier} earlier, {later} later, {undated} not "
    "dated to the month.": (
        "{count:source|sources} par mois. Hors figure~: {earlier:antérieure|antérieures}, "
        "{later:postérieure|postérieures}, {undated} sans mois connu."
    ),
    "{count:source|sources}; most in {month} ({most}). By kind: {kinds}.": (
        "{count:source|sources}~; le plus en {month} ({most}). Par genre~: {kinds}."
    ),
    # the dispute
    "Full: yes; framed: no; pale: partly, or several answers (mixed); a number: so many "
    "speakers.": (
        "Plein~: oui~; cadre~: non~; pâle~: en partie, ou plusieurs réponses (divers)~; un "
        "chiffre~: autant de voix."
    ),
    "{count:question|questions} by {sides:side|sides}. On {disputed} some side says yes and some "
    "side no: {names}.": (
        "{count:question|questions}, {sides:partie|parties}. Sur {disputed}, une partie dit oui et "
        "une autre non~: {names}."
    ),
    "{count:question|questions} by {sides:side|sides}. On none does one side say yes and another "
    "no.": (
        "{count:question|questions}, {sides:partie|parties}. Sur aucune une partie ne dit oui et "
        "une autre non."
    ),
    "Cell: how the best founded answer stood on the day where it begins; at the right: that "
    "answer, unless contested; white: nothing yet.": (
        "Case~: le statut de la réponse la mieux établie, le jour où la case commence~; à droite~: "
        "cette réponse, si elle n’est pas contestée~; blanc~: rien encore."
    ),
    "{answer} (reversed: {earlier})": "{answer} (infirmé~: {earlier})",
    "{count:question|questions}. At first: {first}. At the end: {last}.": (
        "{count:question|questions}. D’abord~: {first}. Enfin~: {last}."
    ),
    # time
    "{who}: {event}, {when}: {months}": "{who}~: {event}, {when}~: {months}",
    "{who}: {event}, {when}, counted back: {months}": (
        "{who}~: {event}, {when}, par décompte~: {months}"
    ),
    " Counted back: the speaker gave months, from which the start follows.": (
        " Par décompte~: la personne a donné des mois, dont le début se déduit."
    ),
    "{when}: {months}": "{when}~: {months}",
    "{when}, counted back: {months}": "{when}, par décompte~: {months}",
    "{who}: {event}": "{who}~: {event}",
    "{count:answer|answers}; pale are the days on which the notice may have begun or ended.": (
        "{count:réponse|réponses}~; en pâle, les jours où le préavis a pu commencer ou finir."
    ),
    "Notice by start. {lines}.": "Préavis selon son début. {lines}.",
    "{count:event|events}; dot: one day; bar: days left open; several under one name: sources that "
    "disagree.": (
        "{count:événement|événements}~; point~: un jour~; trait~: jours possibles~; plusieurs sous "
        "un même nom~: sources en désaccord."
    ),
    "{events:event|events}, {answers:answer|answers}; dot: one day; bar: days left open; dotted: "
    "sources that disagree; //: nothing begins.": (
        "{events:événement|événements}, {answers:réponse|réponses}~; point~: un jour~; trait~: "
        "jours possibles~; pointillé~: sources en désaccord~; //~: rien ne commence."
    ),
    "{events:event|events} in {year}.": "{events:événement|événements} en {year}.",
    "{events:event|events} from {first} to {last}; the fullest year is {fullest}.": (
        "{events:événement|événements} de {first} à {last}~; l’année la plus remplie est {fullest}."
    ),
    " The sources disagree on {disputed}: {names}.": (
        " Les sources se contredisent sur {disputed}~: {names}."
    ),
    " The sources disagree on none.": " Les sources ne se contredisent sur aucun.",
    "{number:date|dates} given": "{number:date donnée|dates données}",
    " Not drawn, since no source gives a first and a last day: {names}.": (
        " Hors figure, faute d’un premier et d’un dernier jour~: {names}."
    ),
    # zones
    "A rough map: one tile a zone.": "Carte schématique~: une case par zone.",
    "A rough map: one tile a zone; of a tile in several colours the source does not say which part "
    "is whose.": (
        "Carte schématique~: une case par zone~; d’une case de plusieurs couleurs, la source ne "
        "dit pas quelle partie est à qui."
    ),
    ". Split: {names}.": ". Partagé~: {names}.",
    # dependency
    "customer's share of turnover (dashed: as published)": (
        "part du client dans le chiffre d’affaires (tirets~: publiée)"
    ),
    "part of its contracts lost (grey: as published)": (
        "part de ses contrats perdue (gris~: publiée)"
    ),
    "Dot: the loss that a published share and part lost make; diamond: the share that a "
    "published loss would need; bands: tolerances.": (
        "Point~: la perte que font une part et une fraction publiées~; losange~: la part qu’il "
        "faudrait à une perte publiée~; bandes~: tolérances."
    ),
    "curves: share of turnover lost": "courbes~: part du chiffre d’affaires perdue",
    "{loss} needs {share}": "{loss} exige {share}",
    "With {part} of the contracts lost, the published shares amount to these losses of turnover: "
    "{amounts}; a loss of {needs}.": (
        "Avec {part} des contrats perdus, les parts publiées donnent ces pertes de chiffre "
        "d’affaires~: {amounts}~; une perte de {needs}."
    ),
    # numbers over time
    "hollow: {what}": "cercle vide~: {what}",
    "forecast or target": "prévision ou objectif",
    "derived": "déduit",
    "{series}: 1 number, {first}": "{series}~: 1 chiffre, {first}",
    "{series}: {count:number|numbers}, the first {first}, the last {last}, the highest {most}": (
        "{series}~: {count:chiffre|chiffres}, le premier {first}, le dernier {last}, le plus haut "
        "{most}"
    ),
    "{count:answer of another scope is|answers of other scopes are} not drawn.": (
        "{count:réponse d’une autre portée n’est pas tracée|"
        "réponses d’autres portées ne sont pas tracées}."
    ),
    "{count:number without a date is|numbers without a date are} not drawn.": (
        "{count:chiffre sans date n’est pas tracé|chiffres sans date ne sont pas tracés}."
    ),
    "{numbers:number|numbers}, none firm.": "{numbers:chiffre|chiffres}, aucun ferme.",
    "other: {names}": "autres~: {names}",
    # the shock
    "turnover": "chiffre d’affaires",
    "customer share": "part du client",
    "part lost": "part perdue",
    "new business": "nouvelles affaires",
    "headcount": "effectif",
    "labour weight": "poids du travail",
    "transferred": "salariés repris",
    "departures": "départs",
    "growth elsewhere": "croissance ailleurs",
    "target share": "part visée",
    "fact": "fait",
    "assumption": "hypothèse",
    "simulated": "simulé",
    "published": "publié",
    "{name} ({basis}): Sobol total {total}": "{name} ({basis})~: indice total de Sobol {total}",
    "Light: the input at its low end, dark: at its high end, all others in the middle; Sobol "
    "total: its part of what is uncertain.": (
        "Clair~: l’entrée à sa borne basse, foncé~: à sa borne haute, les autres au milieu~; "
        "indice total de Sobol~: sa part de l’incertitude."
    ),
    "No input moves the result: it stays at {middle}.": (
        "Aucune entrée ne déplace le résultat~: il reste à {middle}."
    ),
    "{middle} in the middle. What moves it, widest first, with Sobol's total index: {drivers}.": (
        "{middle} au milieu. Ce qui fait varier, du plus au moins, avec l’indice total de Sobol~: "
        "{drivers}."
    ),
    "{label}: {words} ({basis})": "{label}~: {words} ({basis})",
    "Blue: simulated, the middle draw and nine draws in ten; black: published, with the "
    "tolerance.": (
        "Bleu~: simulé, le tirage médian et neuf tirages sur dix~; noir~: publié, avec la "
        "tolérance."
    ),
    # cases side by side
    "{case}: not dropped": "{case}~: pas de rupture",
    "share not known": "part inconnue",
    "no notice in the sources": "pas de préavis dans les sources",
    "customer's share of revenue": "part du client dans le CA",
    "notice in months, says the": "préavis en mois, selon le",
    "customer": "client",
    "supplier": "fournisseur",
    "{months} by customer": "{months} selon le client",
    "{months} by supplier": "{months} selon le fournisseur",
    "{shown} of {cases:case|cases}; the others give neither a share nor a notice. A faded end is "
    "open. Green: the customer did not leave.": (
        "{shown} sur {cases:cas|cas}~; les autres ne donnent ni part ni préavis. Un bout estompé "
        "est ouvert. Vert~: le client n’est pas parti."
    ),
    "Notice in months: {accounts}.": "Préavis en mois~: {accounts}.",
    " {silent:more case gives|more cases give} a share but no notice; in {stayed} of them the "
    "customer did not leave.": (
        " {silent:autre cas donne|autres cas donnent} une part mais pas de préavis~; dans {stayed} "
        "d’entre eux, le client n’est pas parti."
    ),
    # a citation of the same speaker in the same source
    "again": "de nouveau",
    "the article": "l’article",
    "copy": "copie",
    # what courts held due
    "We know {numbers} published decisions that give both years and months, and {bounds} that give "
    "a bound. A curve fitted to them puts what is due for {years} at about {middle}. Of every ten "
    "further decisions of that kind, about {tenths} would lie from {low} to {high}.": (
        "Nous connaissons {numbers} décisions publiées qui donnent les années et les mois, et "
        "{bounds} qui donnent une borne. Une courbe ajustée à celles-ci situe le préavis dû après "
        "{years} à environ {middle}. Sur dix autres du même genre, environ {tenths} se situeraient "
        "de {low} à {high}."
    ),
    "That this is a rule, or what a court will hold: the decisions are not drawn at random.": (
        "Que c’est une règle, ou ce qu’un juge dira~: les décisions ne sont pas tirées au hasard."
    ),
    "What dependence, exclusivity, investments or the trade's usage add: too few decisions say.": (
        "Ce qu’ajoutent la dépendance, l’exclusivité, les investissements ou les usages~: trop peu "
        "de décisions le disent."
    ),
    "That a row is an authority: most pages were read in part, and later fates are often "
    "unknown.": (
        "Qu’une ligne fait autorité~: la plupart des pages n’ont été lues qu’en partie, et la "
        "suite est souvent inconnue."
    ),
    "length of the relation in years": "durée de la relation, en années",
    "months of notice held due": "mois de préavis jugés dus",
    "{count} months are enough for breaks since 26 April 2019": (
        "{count} mois suffisent pour une rupture depuis le 26 avril 2019"
    ),
    "{shown} of {count} decisions, not drawn at random; dot: months held due; arrow: a bound, up "
    "or down; hollow: from a list without the facts; bar: length in doubt.": (
        "{shown} décisions sur {count}, non tirées au hasard~; point~: mois jugés dus~; flèche~: "
        "une borne, vers le haut ou le bas~; vide~: tiré d’une liste sans les faits~; trait~: "
        "durée incertaine."
    ),
    " Red: broken since 26 April 2019.": " Rouge~: rupture depuis le 26 avril 2019.",
    "{numbers} decisions with both numbers, {least} to {most} years and {months}, and {bounds} "
    "bounds. Longer relations go with more months, loosely. The case: {case}.": (
        "{numbers} décisions ont les deux chiffres, de {least} à {most} ans et {months}~; {bounds} "
        "donnent une borne. Aux relations plus longues, plus de mois, sans règle nette. Le cas~: "
        "{case}."
    ),
}
STANDINGS = (
    *("found by a court", "courts differ", "reversed in part", "reversed", "conceded"),
    *("contested", "corroborated", "one side's word", "press only", "known from a copy"),
)


def _in_glossary(names: Iterable[str]) -> dict[str, str]:
    """Read what the glossary calls these in French, so that each has one name everywhere."""
    with Path(__file__).with_name("glossary.csv").open(encoding="utf-8", newline="") as file:
        french = {row["term"]: row["term_fr"] for row in csv.DictReader(file)}
    return {name: french[name] for name in names}


FRENCH = {english: french.replace("~", "\u00a0") for english, french in _FRENCH.items()}
FRENCH |= _in_glossary(STANDINGS)
