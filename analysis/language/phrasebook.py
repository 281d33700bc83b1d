"""What figures say in words of their own, in each language that they speak."""

from __future__ import annotations

LANGUAGES = ("en", "fr")


def known(lang: str) -> str:
    """Refuse a language that figures do not speak."""
    if lang not in LANGUAGES:
        raise ValueError(f"no language {lang!r}; accepted: {', '.join(map(repr, LANGUAGES))}")
    return lang


def phrase(lang: str, english: str, **values: object) -> str:
    """Say a phrase of the library, with values in its places.

    >>> phrase("fr", "at least {number}", number=3)
    'au moins 3'
    """
    return (english if known(lang) == "en" else FRENCH[english]).format(**values)


def word(lang: str, english: str) -> str:
    """Say a word that data may hold; one that the library does not know stays as it is.

    >>> word("fr", "months"), word("fr", "Lyon")
    ('mois', 'Lyon')
    """
    return english if known(lang) == "en" else FRENCH.get(english, english)


# {name} marks a place to fill, the same places in both languages. In the French, ~ stands for a
# no-break space, as it goes before : ; ? and %.
_FRENCH = {
    # numbers
    "{amount} %": "{amount}~%",
    "{money} a {period}": "{money} par {period}",
    "at most {number}": "au plus {number}",
    "at least {number}": "au moins {number}",
    "{low} to {high}": "{low} à {high}",
    "about {answer}": "environ {answer}",
    "any number": "un nombre quelconque",
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
    "{first} to {last}": "du {first} au {last}",
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
    "found by a court": "retenu par un juge",
    "courts differ": "juges en désaccord",
    "reversed in part": "infirmé en partie",
    "reversed": "infirmé",
    "known from a copy": "connu par une copie seule",
    "conceded": "concédé",
    "contested": "contesté",
    "corroborated": "corroboré",
    "one side's word": "parole d’un seul camp",
    "press only": "presse seule",
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
    "{count} claims on {question}. Shaded: the values that a camp shares.": (
        "{count} déclarations sur {question}. Sur fond teinté~: les valeurs communes à un groupe."
    ),
    "{question} {count} answers form 1 camp: {answers}.": (
        "{question} {count} réponses forment un seul groupe~: {answers}."
    ),
    "{question} {count} answers form {camps} camps: {answers}.": (
        "{question} {count} réponses forment {camps} groupes~: {answers}."
    ),
    "{count} sources by month. Not drawn: {earlier} earlier, {later} later, {undated} not dated to "
    "the month.": (
        "{count} sources par mois. Hors figure~: {earlier} antérieures, {later} postérieures, "
        "{undated} sans mois connu."
    ),
    "{count} sources; most in {month} ({most}). By kind: {kinds}.": (
        "{count} sources~; le plus en {month} ({most}). Par genre~: {kinds}."
    ),
    # the dispute
    "Full: yes. Framed: no. Pale: partly, or several answers (mixed). A number: so many "
    "speakers.": (
        "Plein~: oui. Cadre~: non. Pâle~: en partie, ou plusieurs réponses (divers). Un chiffre~: "
        "autant de voix."
    ),
    "{count} questions by {sides} sides. On {disputed} some side says yes and some side no: "
    "{names}.": (
        "{count} questions, {sides} camps. Sur {disputed}, un camp dit oui et un autre non~: "
        "{names}."
    ),
    "Each cell: the answer that stands highest, by what had been published on the day where the "
    "cell begins. At the right: that answer, unless contested. White: nothing yet.": (
        "Chaque case~: la réponse la mieux établie, d’après ce qui était publié le jour où la case "
        "commence. À droite~: cette réponse, si elle n’est pas contestée. Blanc~: rien encore."
    ),
    "{answer} (reversed: {earlier})": "{answer} (infirmé~: {earlier})",
    "{count} questions from {first} to {last}.": (
        "{count} questions~: d’abord {first}~; enfin {last}."
    ),
    # time
    "{who}: {event}, {when}: {months}": "{who}~: {event}, {when}~: {months}",
    "{who}: {event}, length, {when}: {months}": "{who}~: {event}, durée, {when}~: {months}",
    "{count} answers. Pale: days on which the notice may have begun. “Length”: the speaker gave "
    "months, from which the start follows.": (
        "{count} réponses. Pâle~: jours où le préavis a pu commencer. «~Durée~»~: la personne a "
        "donné des mois, dont le début se déduit."
    ),
    "Notice by start. {lines}.": "Préavis selon son début. {lines}.",
    "{count} events. Pale ends: days in doubt. Several bars or dots under one name: sources that "
    "disagree.": (
        "{count} événements. Bouts pâles~: jours incertains. Plusieurs traits ou points sous un "
        "même nom~: sources en désaccord."
    ),
    "{events} events, {answers} answers. Dot: one day. Bar: days left open. Dotted: sources that "
    "disagree. A year is as wide as it is full of events.": (
        "{events} événements, {answers} réponses. Point~: un jour. Trait~: jours possibles. "
        "Pointillé~: sources en désaccord. Une année est d’autant plus large qu’elle est remplie."
    ),
    "{events} events from {first} to {last}; the fullest year is {fullest}; on {disputed} the "
    "sources disagree: {names}.": (
        "{events} événements de {first} à {last}~; l’année la plus remplie est {fullest}~; sur "
        "{disputed}, les sources se contredisent~: {names}."
    ),
    "{number} dates given": "{number} dates données",
    " Not drawn, since no source gives a first and a last day: {names}.": (
        " Hors figure, faute d’un premier et d’un dernier jour~: {names}."
    ),
    # zones
    "A rough map: one tile a zone. A tile in two colours is split between two firms; the source "
    "does not say where.": (
        "Carte schématique~: une case par zone. Une case de deux couleurs est partagée entre deux "
        "entreprises~; la source ne dit pas où."
    ),
    ". Split: {names}.": ". Partagé~: {names}.",
    # dependency
    "{share} of turnover lost": "{share} du CA perdus",
    "customer's share of turnover (dashed: as published)": (
        "part du client dans le chiffre d’affaires (tirets~: publiée)"
    ),
    "part of its contracts lost (grey: as published)": (
        "part de ses contrats perdue (gris~: publiée)"
    ),
    "Published answers; bands with their tolerances. Black: what a published share and part lost "
    "amount to. Diamond: the share that a published loss would need.": (
        "Réponses publiées~; bandes avec leur tolérance. Noir~: ce que donnent une part et une "
        "perte de contrats publiées. Losange~: la part qu’exigerait une perte publiée."
    ),
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
    "{series}: {count} numbers, the first {first}, the last {last}, the highest {most}": (
        "{series}~: {count} chiffres, le premier {first}, le dernier {last}, le plus haut {most}"
    ),
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
    "Light: the input at its low end; dark: at its high end; all others in the middle. Sobol "
    "total: the part of the variance that would stay if it alone were unknown.": (
        "Clair~: l’entrée à sa borne basse~; foncé~: à sa borne haute~; les autres au milieu. "
        "Indice total de Sobol~: la part de variance qui resterait si elle seule était inconnue."
    ),
    "{middle} in the middle. What moves it, widest first, with Sobol's total index: {drivers}.": (
        "{middle} au milieu. Ce qui fait varier, du plus au moins, avec l’indice total de Sobol~: "
        "{drivers}."
    ),
    "{label}: {words} ({basis})": "{label}~: {words} ({basis})",
    "Blue: simulated, the range that holds nine draws in ten and the middle one. Black: published, "
    "with the tolerance.": (
        "Bleu~: simulé, l’intervalle de neuf tirages sur dix et le tirage médian. Noir~: publié, "
        "avec la tolérance."
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
    "{shown} of {cases} cases; the others give neither a share nor a notice. A faded end is open. "
    "Green: the customer did not leave.": (
        "{shown} cas sur {cases}~; les autres ne donnent ni part ni préavis. Un bout estompé est "
        "ouvert. Vert~: le client n’est pas parti."
    ),
    "Notice in months: {accounts}. {silent} more cases give a share but no notice; in {stayed} of "
    "them the customer did not leave.": (
        "Préavis en mois~: {accounts}. {silent} autres cas donnent une part mais pas de préavis~; "
        "dans {stayed} d’entre eux, le client n’est pas parti."
    ),
}
FRENCH = {english: french.replace("~", "\u00a0") for english, french in _FRENCH.items()}
