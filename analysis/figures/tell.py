"""Paragraphs in notebooks whose numbers are filled in and whose facts are cited."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

from analysis.dossier import Dossier, explain
from analysis.language.phrasebook import phrase
from analysis.language.prose import Style, fill, read_sections
from analysis.language.words import say_answer

LANGUAGES = ("en", "fr")
RESUME = "**Résumé.**"


def tell(dossier: Dossier, texts: str | Path) -> Callable[..., None]:
    """Read the texts of a notebook, and return what shows a section of them.

    Parameters
    ----------
    dossier : Dossier
        What the claim marks of the texts speak of.
    texts : str or Path
        The file of the texts without its ending: ``texts/3_time`` stands for
        ``texts/3_time.md`` and, if there is one, ``texts/3_time.fr.md``.

    Returns
    -------
    callable
        Called with the name of a section and its values, it shows the section as Markdown. Where
        the French file has a section of that name, its text follows, from the same values.

    Raises
    ------
    ValueError
        If there is no such file or section, a slot has no value, or a value has no slot.
    """
    _sections(Path(texts))  # complains at once
    return partial(_show, dossier, Path(texts))


def _show(dossier: Dossier, texts: Path, section: str, /, **values: object) -> None:
    """Show a section as Markdown."""
    from IPython import display

    text = told(dossier, texts, section, **values)
    display.display({"text/markdown": text, "text/plain": text}, raw=True)


def told(dossier: Dossier, texts: Path, section: str, /, **values: object) -> str:
    """Return a section in Markdown, filled; in French too where that is written."""
    found = _sections(texts)
    if section not in found["en"]:
        raise ValueError(
            f"{texts.name}.md has no section {section!r}; accepted: {', '.join(found['en'])}"
        )
    parts = [
        _filled(dossier, texts, section, lang, found[lang][section], values)
        for lang in LANGUAGES
        if section in found[lang]
    ]
    return f"\n\n{RESUME} ".join(parts)


def _filled(
    dossier: Dossier, texts: Path, section: str, lang: str, text: str, values: dict[str, object]
) -> str:
    """Fill one section in one language; a fault names the file and the section."""
    style = Style(lang, dossier.about.currency)
    try:
        return fill(text, values, partial(citation, dossier, lang=lang), style)
    except ValueError as error:
        ending = ".md" if lang == "en" else f".{lang}.md"
        raise ValueError(f"{texts.name}{ending}, section {section!r}: {error}") from None


def _sections(texts: Path) -> dict[str, dict[str, str]]:
    """Read the sections in each language."""
    english = texts.with_name(f"{texts.name}.md")
    if not english.exists():
        raise ValueError(f"no file {english}")
    french = texts.with_name(f"{texts.name}.fr.md")
    found = {"en": read_sections(english), "fr": read_sections(french) if french.exists() else {}}
    strange = set(found["fr"]) - set(found["en"])
    if strange:
        raise ValueError(f"{french.name}: section {sorted(strange)[0]!r} is not in {english.name}")
    return found


def citation(dossier: Dossier, claim_ids: list[str], lang: str = "en") -> str:
    """Cite claims in Markdown: who said it and when, with a link to the source.

    The claim's id is the link's title, so that the site can lead to the claim itself. What one
    speaker says twice in a source is cited once, and then as said again.
    """
    rows = explain(dossier, claim_ids).to_dict("records")
    cited: dict[str, list[str]] = {}
    for row in rows:
        words = _named(row, lang)
        again = cited.setdefault(f"{words} {row['url']}", [])
        again.append(_linked(phrase(lang, "again") if again else words, row))
    return "(" + "; ".join(link for links in cited.values() for link in links) + ")"


def _named(row: dict[str, str], lang: str) -> str:
    """Name one claim: the speaker, where it was printed if that is someone else, and the day."""
    named = row["speaker"]
    speaker, publisher = _plain(named), _plain(row["publisher"])
    if publisher not in speaker and speaker not in publisher:
        named += f", {row['publisher']}"
    words = f"{named}, {say_answer(row['published'], 'date', '', lang)}"
    return words.replace("[", "(").replace("]", ")")


def _plain(name: str) -> str:
    """Write a name without accents and capitals, which publishers use as they like."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def _linked(words: str, row: dict[str, str]) -> str:
    """Link words to the source of a claim, if it has an address."""
    if not row["url"].startswith(("https://", "http://")):
        return words
    return f'[{words}](<{row["url"]}> "{row["claim_id"]}")'
