"""Text that is not UTF-8: Windows-1252 is read, what only looks like it is refused.

Every byte means something in Windows-1252, so a file of an old Macintosh or of DOS decodes without
an error, to "SociŽtŽ" or "Soci‚t‚" for "Société". What no writer of French or English would set
gives it away.
"""

from __future__ import annotations

import re

_LETTER = r"[^\W\d_]"
_SMALL_OR_DIGIT = r"[a-z0-9ß-öø-ÿ]"
# Signs that no word has inside. Not here: ’ and - join words, · and / stand in "salarié·e·s".
_IN_NO_WORD = "€‚„…†‡‰‹‘“”•™›¡¢£¥§©ª«¬®±³µ¶¹º»¼½¾×÷"
_GIVEAWAYS = (
    re.compile(rf"{_SMALL_OR_DIGIT}(?!É[a-z])[ŠŒŽŸÀ-ÖØ-Þ]"),  # Ž for é, Õ for ’ (Macintosh)
    re.compile(rf"{_LETTER}[{_IN_NO_WORD}]{_LETTER}"),  # ‚ for é, … for à (DOS), ½ for œ (8859-15)
    re.compile(rf"{_LETTER}[‚„‡]"),  # a word that ends in é, ç or ä (DOS)
    re.compile(r"(?<!\w)(?:‚[a-z]|Ž(?![aeiouyAEIOUY])|Ï[a-z]|[¼½¾][a-z]{2}|€a\b)"),  # or begins so
    re.compile(r"[ƒˆ˜¤¦¨¯´¸]"),  # accents without a letter; ¤ for € (8859-15)
    re.compile(r"(?<!\w)(?:[ÇÈÊËÐÑÕÛ](?!\w)|[®·])"),  # « » — À € alone (Macintosh, DOS)
)
# DOS writes … for à: between two words, where no other accent shows what the text is.
_ELLIPSIS, _ACCENT = re.compile(r"(?<=[a-z] )…(?= [a-z])"), re.compile("[À-ÖØ-öø-ÿ]")


def as_windows_1252(data: bytes) -> str:
    """Decode Windows-1252, and refuse what reads like another encoding taken for it.

    Parameters
    ----------
    data : bytes
        Text in one byte a character.

    Returns
    -------
    str

    Raises
    ------
    UnicodeDecodeError
        If a byte is none of Windows-1252.
    ValueError
        If the text holds what no writer sets; the message shows it.

    Examples
    --------
    >>> as_windows_1252("Société, 12 €".encode("cp1252"))
    'Société, 12 €'
    >>> as_windows_1252("Société".encode("mac_roman"))
    Traceback (most recent call last):
    ValueError: text in an encoding that is neither UTF-8 nor Windows-1252 ('SociŽ')
    """
    text = data.decode("cp1252")
    for giveaway in _GIVEAWAYS if _ACCENT.search(text) else (*_GIVEAWAYS, _ELLIPSIS):
        found = giveaway.search(text)
        if found:
            start = found.start()
            before = re.search(r"\w*\Z", text[max(0, start - 20) : start])
            seen = (before[0] if before else "") + found[0]
            raise ValueError(
                f"text in an encoding that is neither UTF-8 nor Windows-1252 ({seen!r})"
            )
    return text
