"""Paragraphs in notebooks whose numbers are filled in and whose facts are cited."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

from analysis.dossier import Dossier, explain
from analysis.language.answers import read_date, to_date
from analysis.language.phrasebook import phrase
from analysis.language.prose import Style, fill, read_sections
from analysis.language.words import say_answer, say_month

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

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from analysis import example
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = chr(10).join(["## share", "", "About {part:share}."])
    ...     _ = (Path(folder) / "mine.md").write_text(text)
    ...     tell(example(), Path(folder) / "mine")("share", part=0.6)  # in a notebook: Markdown
    {'text/markdown': 'About 60 %.', 'text/plain': 'About 60 %.'}
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
    """Cite claims in Markdown: who printed it and in which month, with a link to the source.

    The main source is called the article. The link's title adds the speaker and the day, and ends
    with the claim's id, by which the site leads to the claim itself. What one source holds twice is
    named once, and then cited again.
    """
    cited: dict[str, list[tuple[str, dict[str, str]]]] = {}
    kinds = dossier.sources.set_index("source_id")["kind"]
    sources = dossier.claims.set_index("claim_id")["source_id"]
    main = dossier.about.main_source
    for row in explain(dossier, claim_ids).to_dict("records"):
        source = sources[row["claim_id"]]
        is_article = source == main and kinds[source] == "press"
        words = phrase(lang, "the article") if is_article else _printed(row, kinds[source], lang)
        again = cited.setdefault(f"{words} {row['url']}", [])
        again.append((phrase(lang, "again") if again else words, row))
    named = [one for group in cited.values() for one in group]
    # the brackets are part of the links, which no line break can part from them
    stop = "\N{NO-BREAK SPACE};" if lang == "fr" else ";"
    before, after = ["(", *[""] * (len(named) - 1)], [*[stop] * (len(named) - 1), ")"]
    links = zip(before, named, after, strict=True)
    return " ".join(_linked(f"{b}{words}{a}", row, lang) for b, (words, row), a in links)


def _printed(row: dict[str, str], kind: str, lang: str) -> str:
    """Name the publisher and the month; of a page "(reposted by …)" it says that it is a copy."""
    publisher = row["publisher"].partition(" (")[0]
    copy = [phrase(lang, "copy")] if kind == "repost" else []
    return ", ".join([publisher, *copy, _month(row["published"], lang)])


def _month(published: str, lang: str) -> str:
    """Name the month or the year of a publication, if all its possible days lie in one."""
    first, last = (to_date(end) for end in read_date(published))
    if last is None and first is not None:
        return phrase(lang, "{month} or later", month=say_month(first.year, first.month, lang))
    if first is None or last is None or first.year != last.year:
        return say_answer(published, "date", "", lang)
    return (
        say_month(first.year, first.month, lang) if first.month == last.month else str(first.year)
    )


def _linked(words: str, row: dict[str, str], lang: str) -> str:
    """Link words to the source of a claim, if it has an address."""
    if not row["url"].startswith(("https://", "http://")):
        return words
    words = words.translate(str.maketrans("[]", "()"))
    title = f"{_named(row, lang)} ({row['claim_id']})".translate(str.maketrans('()"', "[]'"))
    return f'[{words}](<{row["url"]}> "{title}")'


def _named(row: dict[str, str], lang: str) -> str:
    """Name one claim: the speaker, where it was printed if that is someone else, and the day."""
    named = row["speaker"]
    speaker, publisher = _plain(named), _plain(row["publisher"])
    if publisher not in speaker and speaker not in publisher:
        named += f", {row['publisher']}"
    return f"{named}, {say_answer(row['published'], 'date', '', lang)}"


def _plain(name: str) -> str:
    """Write a name without accents and capitals, which publishers use as they like."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))
