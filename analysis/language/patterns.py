"""The forms of phrases for dates: a table of patterns, each with its reading and an example.

A pattern is written with the names of word lists in braces. These phrases name days by themselves;
what stands before them ("by", "between") is read by `analysis.language.phrases`.
"""

from __future__ import annotations

from analysis.language import counting, readings
from analysis.language.days import Read
from analysis.language.fragments import any_of, filled, unnamed
from analysis.language.vocabulary import EVE, NEAR, WEEKDAYS

_WITHIN_MONTH = (
    f"{any_of(WEEKDAYS)}|semaine|week-end|weekend|week end|week|quinzaine|half|moitie|jour|day"
)
# What counts from another event: refused, not read.
_OTHER_DAY = (
    r"(?:le lendemain|lendemain|(?:the )?(?:next|following) day|the day after|(?:le )?jour "
    r"(?:suivant|d'apres|precedent|d'avant)|(?:la |the )?(?:semaine|mois|annee) "
    r"(?:suivante?|d'apres|precedente?|d'avant)"
    r"|(?:the )?(?:following|previous|same) (?:day|week|month|year)"
    r"|{LENGTH} (?:earlier|later|beforehand|afterwards|plus tot|plus tard|auparavant)"
    r"|{WEEKDAY} (?:suivant|d'apres|precedent)"
    r"|(?:{DAY} )?{MONTH} (?:de la meme annee|de cette annee-la|of (?:the same|that) year))"
)
# The first that fits counts; the longer stand before those that they begin with.
SIMPLE: tuple[tuple[str, Read, str], ...] = tuple(
    (filled(pattern), read, example)
    for pattern, read, example in (
        (rf"(?:{any_of(EVE)})(?: au soir)?", counting.eve, "la veille"),
        (_OTHER_DAY, counting.from_another_day, ""),
        (
            r"(?:(?:ce |this )?{WEEKDAY},? (?:le |the )?)?{DAY} (?:of )?{ANYMONTH}"
            r"(?:,? {OFYEAR}| {LAST})?{TIME}",
            readings.named_day,
            "le 18 mars dernier",
        ),
        (
            r"{ENMONTH} {DAY} ?(?:-|to|through|and|until|till) ?(?P<last>[0-3]?[0-9])"
            r"(?:st|nd|rd|th)?(?!-)(?:,? {OFYEAR})?",
            readings.named_days,
            "July 13 to 15",
        ),
        (
            r"(?:(?:this )?{WEEKDAY},? )?{ENMONTH} {DAY}(?:,? {OFYEAR})?",
            readings.named_day,
            "March 18, 2022",
        ),
        (
            r"{YEAR}(?P<iso>-)(?P<one>[0-9]{2})-(?P<two>[0-9]{2})",
            readings.numeric_day,
            "2022-03-18",
        ),
        (
            r"(?P<one>[0-3]?[0-9])[/.](?P<two>[0-3]?[0-9])[/.]{YEAR}",
            readings.numeric_day,
            "18/03/2022",
        ),
        (r"{WEEKDAY},? (?:le |the )?[0-3]?[0-9](?:st|nd|rd|th)?", counting.which_month, ""),
        (
            rf"{{RANK}} (?P<what>{_WITHIN_MONTH}) {{OF}}(?:(?:mois|month) (?:de |d'|of ))?{{MONTH}}"
            r"(?: {OFYEAR})?",
            readings.part_of_month,
            "la seconde quinzaine de mars 2022",
        ),
        (
            rf"{{RANK}} (?P<what>{_WITHIN_MONTH}) {{OF}}(?P<that_month>ce mois|mois dernier"
            r"|mois prochain|this month|last month|next month)",
            readings.part_of_month,
            "the first Monday of next month",
        ),
        (rf"(?!last|derni){{RANK}} (?:{any_of(WEEKDAYS)})(?! [0-9])", counting.which_month, ""),
        (
            r"{PART}[ -]{OFTHE}?(?:(?:mois|month) (?:de |d'|of ))?{ANYMONTH}(?: {OFYEAR}| {LAST})?",
            readings.named_month,
            "mi-novembre",
        ),
        (
            r"{THIS} (?:(?:mois|month) (?:de |d'|of ))?{MONTH}",
            readings.named_month,
            "this March",
        ),
        (r"{MONTH}(?: {OFYEAR}| {LAST})?", readings.named_month, "depuis juillet dernier"),
        (r"{ANYMONTH} {OFYEAR}", readings.named_month, "Nov. 2021"),
        (r"{ENLAST} {ANYMONTH}", readings.named_month, "last July"),
        (
            # "The last quarter" is that of a year only where the year follows.
            r"(?!(?:last|derniere?) \w+\b(?! (?:of|de|d'|in|en|[12]|this|last|next|cette|l'an)))"
            r"{RANK} (?P<fraction>semestre|trimestre|half|quarter|moitie)"
            r"(?: {OF}?(?:l'annee )?{OFYEAR}| of the year| de l'annee)?",
            readings.fraction_of_year,
            "au cours du premier semestre 2021",
        ),
        (r"(?P<fraction>[qtsh])(?P<rank>[1-4])[ -]?{OFYEAR}", readings.fraction_of_year, "Q1 2022"),
        (
            r"(?:l'|d'|au |the |in the |in |en )?{SEASON} "
            r"(?:{OFYEAR}(?P<to_year>[-/][0-9]{2,4})?|{LAST})",
            readings.season,
            "à l'été 2021",
        ),
        (r"{THIS} {SEASON}", readings.season, "cet été"),
        (r"{ENLAST} {SEASON}", readings.season, "last summer"),
        (r"(?:l'|d'|au |the |in the |in |en ){SEASON}", readings.season, "au printemps"),
        (
            r"(?:(?:les )?annees |the (?=[0-9]+'?s))(?P<decade>(?:1[89]|20)?[0-9]0)'?s?"
            r"(?! ?(?:a|et|-|and|to) ?[0-9])",
            readings.decade,
            "dans les années 1990",
        ),
        (r"(?:l'annee |annee |the year )?{YEAR}", readings.whole_year, "depuis 2018"),
        (r"{THIS} {WEEKEND}", counting.weekend, "ce week-end"),
        (r"{WEEKEND} {LAST}", counting.weekend, "le week-end dernier"),
        (r"{ENLAST} {WEEKEND}", counting.weekend, "last weekend"),
        (
            r"{WEEKDAY},? (?:de |of )?(?:la )?(?P<week>cette semaine|semaine derniere"
            r"|semaine passee|semaine prochaine|this week|last week|next week)",
            counting.weekday_of_week,
            "lundi de la semaine prochaine",
        ),
        (r"{WEEKDAY} en (?P<weeks>huit|quinze|8|15)", counting.weekday, "lundi en huit"),
        (r"(?:{THIS} )?{WEEKDAY}{TIME}(?: {LAST})?", counting.weekday, "vendredi soir"),
        (r"{ENLAST} {WEEKDAY}{TIME}", counting.weekday, "last Friday"),
        (
            r"(?:les |ces |the )?{NUMBER} {LASTS} {UNITS}",
            counting.last_units,
            "les trois derniers mois",
        ),
        (
            r"(?:the |these )?{ENLAST} {NUMBER} {UNITS}",
            counting.last_units,
            "the last three months",
        ),
        (r"(?P<relative>derniere?|prochaine?) {UNIT}(?! (?:de|du|d'))", counting.last_units,
         "la dernière semaine"),
        (r"{THIS} {UNIT}", counting.relative_unit, "cette année"),
        (r"{UNIT} {LAST}", counting.relative_unit, "l'an dernier"),
        (r"{ENLAST} {UNIT}", counting.relative_unit, "last month"),
        (
            r"(?:ces |les |the |these )?(?:derniers|dernieres|prochains|prochaines|last|next|past"
            r"|recent|coming|these|ces|quelques|a few|several|plusieurs) (?:few )?(?:jours|days"
            r"|semaines|weeks|mois|months|annees|ans|years|decennies|decades)(?: ago)?",
            counting.how_many,
            "",
        ),
        (r"(?P<near>{NEARS})(?: (?:au )?(?:matin|midi|apres-midi|soir|morning|afternoon|evening"
         r"|night))?".replace("{NEARS}", any_of(NEAR)), counting.near_day, "hier"),
        (
            r"(?:il y a|il ya|voici|voila|depuis|since|for) {ABOUT}{LENGTH}",
            counting.ago,
            "il y a 18 mois",
        ),
        (r"{ABOUT}{LENGTH} ago", counting.ago, "18 months ago"),
        (r"a fortnight ago", counting.fortnight, "a fortnight ago"),
        (r"(?:dans|in) {ABOUT}{LENGTH}(?:'? time)?", counting.ahead_of, "dans trois mois"),
        (r"{LENGTH} from now", counting.ahead_of, "three months from now"),
        (
            r"(?:d'ici(?: a)?|sous|within(?: the)?(?: next)?|dans les) {LENGTH}"
            r"(?! (?:of|de|from|apres|after|avant|before|suivant))",
            counting.within,
            "d'ici trois mois",
        ),
        (
            r"(?:(?:jusqu'|jusques )?a ce jour|to date|until now|so far)",
            counting.up_to_now,
            "à ce jour",
        ),
        (
            r"{PART}[ -](?:de |d'|of )?(?P<this>du |la |l'|the )?{UNIT}"
            r"(?! (?:derni|pass|proch|[0-9]))",
            counting.current_part,
            "fin d'année",
        ),
    )
)  # fmt: skip


# The first that fits at a place of a text is the longest there.
CORE = "|".join(unnamed(pattern) for pattern, _, _ in SIMPLE)
# A day or a month that the next one completes: "les 17 et 18 mars", "de mars à mai 2022".
INCOMPLETE = unnamed(
    filled(r"(?:(?:{WEEKDAY} )?{DAY}(?: {ANYMONTH})?|(?:{PART}[ -]{OFTHE}?)?{MONTH})")
)
_PARTED = {
    *(readings.fraction_of_year, readings.season, counting.relative_unit, readings.whole_year),
    *(readings.decade,),
}
# Of what there is a beginning, a middle and an end, besides months, which have their own pattern.
PARTED = "|".join(unnamed(pattern) for pattern, read, _ in SIMPLE if read in _PARTED)
