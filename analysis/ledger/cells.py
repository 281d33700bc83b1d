"""What single cells of procurement files mean: numbers of firms, amounts, days, yes and no."""

from __future__ import annotations

import datetime
import functools
import math
import re
import unicodedata
from decimal import Decimal

# Contracts notified in another year are slips of the keyboard: 0218, 2921 and 5021 occur.
YEARS = range(1990, 2050)
_FRENCH = ("SIRET", "SIREN", "")
_NO = ("non", "n", "no", "0", "false", "faux", "f", "falsch")
# What stands where nothing is known, after `plain`.
_NOTHING = {
    "",
    "none",
    "null",
    "nil",
    "nan",
    "na",
    "n a",
    "n c",
    "n d",
    "n r",
    "nc",
    "nd",
    "nr",
    "ns",
    "inx",
    "inx none",
    "inconnu",
    "inconnue",
    "unknown",
    "undefined",
    "anonyme",
    "sans",
    "sans objet",
    "neant",
    "non communique",
    "non communiquee",
    "non renseigne",
    "non renseignee",
    "non disponible",
    "non defini",
    "a completer",
    "a definir",
    "confidentiel",
    "cdl",
    "titulaire",
    "id",
    "test",
    "sans suite",
    "pas de candidat",
    "infructueux",
    "test titulaire",
    "numero inconnu",
    "not available",
    "not applicable",
    "tbd",
    "aucun",
    "vide",
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janv january janvier",
            "fev feb fevr fevrier february",
            "mars mar march",
            "avr apr avril april",
            "mai may",
            "juin jun june",
            "juil jul juillet july",
            "aout aug august",
            "sept sep septembre september",
            "oct octobre october",
            "nov novembre november",
            "dec decembre december",
        ),
        start=1,
    )
    for name in [*names.split(), *(["jan"] if number == 1 else [])]
}


# Amounts that only fill their field: eight to twelve nines, and 1, 2, 3, 4, 5, 6 and so on. More
# nines are no amount at all.
PLACEHOLDERS = (
    *(float("9" * count) for count in range(8, 13)),
    *(float("123456789"[:count]) for count in range(6, 10)),
    *(1234.56, 12345.67, 123456.78, 1234567.89),
)


def plain(text: str) -> str:
    """Fold case, accents and signs away, to compare a name or a placeholder.

    Examples
    --------
    >>> plain("  Non-communiqué ")
    'non communique'
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+", letters.replace("œ", "oe").replace("æ", "ae")))


def text_of(value: object) -> str:
    """Read an id, a name or a date, which some files write as a number."""
    if value is None or isinstance(value, (bool, dict, list)):
        return ""
    whole = isinstance(value, (float, Decimal)) and value == value // 1
    return str(int(value)) if whole else str(value).strip()  # type: ignore[call-overload]


@functools.lru_cache(maxsize=100_000)
def is_nothing(text: str) -> bool:
    """Return whether a text only holds the place of one."""
    folded = plain(text)
    digits = folded.replace(" ", "")
    repeated = len(set(digits)) == 1 and (len(digits) > 2 or digits in "0x")
    return folded in _NOTHING or repeated or digits.startswith("123456789")


def number_of_firm(code: str) -> str:
    """Undo what spreadsheets and JSON do to a firm's number; nothing if it was rounded.

    Examples
    --------
    >>> number_of_firm("5650171100115"), number_of_firm("90000000500015.0")
    ('05650171100115', '90000000500015')
    >>> number_of_firm("9,00000E+13")
    ''
    """
    code = re.sub(r"[\s'’_=\"]", "", code).upper()
    if re.fullmatch(r"\d{1,3}([.-]\d{3}){2}([.-]?\d{5})?", code):
        code = re.sub(r"[.-]", "", code)
    code = re.sub(r"^(\d+)[.,]0*$", r"\1", code)
    if rounded := re.fullmatch(r"(\d)[.,]?(\d*)E\+?(\d+)", code):
        power = int(rounded[3])
        # A number cut to fewer digits than it has is that of many firms. One final zero is not
        # written by some programs, and is no loss.
        if power > 14 or not power - 1 <= len(rounded[2]) <= power:
            return ""
        code = (rounded[1] + rounded[2]).ljust(power + 1, "0")
    if re.fullmatch(r"\d{12,13}", code):  # zeros at the start were lost
        return code.zfill(14)
    return code.zfill(9) if re.fullmatch(r"\d{7,8}", code) else code


def company(kind: str, code: str) -> str:
    """Name a company by its SIREN if the code holds one, else by the code and its kind.

    Examples
    --------
    >>> company("SIRET", "900 000 005 00015"), company("TVA", "DE900000003"), company("", "NC")
    ('900000005', 'TVA DE900000003', '')
    """
    if is_nothing(code):
        return ""
    kind = "" if is_nothing(kind) else kind.upper()
    code = number_of_firm(code) if kind in _FRENCH else re.sub(r"\s", "", code).upper()
    if (kind in _FRENCH or kind.startswith("TVA")) and re.fullmatch(r"\d{14}", code):
        code = code[:9]
    elif re.fullmatch(r"FR[0-9A-Z]{2}\d{9}", code):
        code = code[4:]
    elif kind not in _FRENCH:
        return f"{kind} {code}"
    return "" if is_nothing(code) else code


def amount_of(value: object) -> float:
    """Read an amount, NaN if there is none; some files write it as text.

    Examples
    --------
    >>> amount_of("21 800,10"), amount_of("1.234,50 €"), amount_of("CDL")
    (21800.1, 1234.5, nan)
    """
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return float(value) if math.isfinite(value) else math.nan
    text = re.sub(r"[\s'’]|€|eur(os?)?$", "", text_of(value), flags=re.IGNORECASE)
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d*", text):
        text = text.replace(".", "")
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+\.\d*", text) or text.count(",") > 1:
        text = text.replace(",", "")
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def is_placeholder(amount: float) -> bool:
    """Return whether an amount only fills its field: eight to twelve nines, or 123456 and so on.

    Examples
    --------
    >>> is_placeholder(999_999_999), is_placeholder(123_456.78), is_placeholder(99_999)
    (True, True, False)
    >>> is_placeholder(999_999_999_999), is_placeholder(9_999_999_999_999)
    (True, False)
    """
    return amount in PLACEHOLDERS


def day_of(value: object) -> str:
    """Read a day as ``YYYY-MM-DD``; nothing if there is none, or none that can be.

    Days of other order than year, month, day are read as in France, the day first, unless the
    second number can only be a day.

    Examples
    --------
    >>> day_of("2018-12-17+01:00"), day_of("3 févr. 2019"), day_of("March 15, 2019")
    ('2018-12-17', '2019-02-03', '2019-03-15')
    >>> day_of("0218-09-11"), day_of("2022-02-31")
    ('', '')
    """
    parts = _parts_of(re.sub(r"(?<=\d)(?:T|\s)\d{1,2}:\d\d.*$", "", text_of(value)))
    try:
        year, month, day = parts
        return datetime.date(year, month, day).isoformat() if year in YEARS else ""
    except ValueError:
        return ""


def _parts_of(text: str) -> tuple[int, ...]:
    """Find year, month and day in a text; nothing if it has another form."""
    if found := re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)", text):
        first, second = int(found[1]), int(found[2])
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return year, *((first, second) if second > 12 else (second, first))
    if re.fullmatch(r"[3-6]\d{4}", text):  # as spreadsheets count days
        whole = datetime.date(1899, 12, 30) + datetime.timedelta(int(text))
        return whole.year, whole.month, whole.day
    words = [word for word in plain(text).split() if word not in ("le", "the", "of")]
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    numbers = [re.sub(r"(er|st|nd|rd|th)$", "", word) for word in words if word[0].isdigit()]
    days = [int(n) for n in numbers if n.isdecimal() and len(n) <= 2]
    years = [int(n) for n in numbers if n.isdecimal() and len(n) == 4]
    one_each = len(months) == len(days) == len(years) == 1
    return (years[0], months[0], days[0]) if one_each else ()


def year_of(value: object) -> int | None:
    """Read the year of a day, or of a month or year that stands without one.

    Examples
    --------
    >>> year_of("15/03/2019"), year_of("2019-03"), year_of("5021-02-18")
    (2019, 2019, None)
    """
    if day := day_of(value):
        return int(day[:4])
    found = re.fullmatch(r"(\d{4})(-\d\d)?", text_of(value))
    return int(found[1]) if found and int(found[1]) in YEARS else None


def is_current(text: str) -> bool:
    """Return whether a table calls a row current; a value that is neither yes nor no is kept.

    Examples
    --------
    >>> [is_current(text) for text in ("VRAI", "1.0", "oui", "FAUX", "0,0", "non")]
    [True, True, True, False, False, False]
    """
    return re.sub(r"[.,]0+$", "", text.strip().casefold()) not in _NO
