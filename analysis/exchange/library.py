"""Sources from a reference manager: CSL JSON, BibTeX and RIS, as Zotero and others write them.

What a reference manager cannot know stays empty, for `check` to ask: how much of a source was read
(``read``), and its ``kind`` where the type of the reference does not tell. The title of a reference
is the work's own: it is kept as ``original_title``, and stands as ``title`` until somebody puts it
into their own words.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from analysis.dossier.schemas import SOURCES, columns_of, optional_columns
from analysis.exchange.text import slug
from analysis.language.answers import AnswerError, read_date

Row = dict[str, str]
COLUMNS = [*columns_of("sources"), *optional_columns("sources")]
_READ = ("full text", "whole page", "beginning only")
# Types of references that say what kind of source it is.
_KINDS = {
    **dict.fromkeys(("article-newspaper", "article-magazine", "broadcast"), "press"),
    "legal_case": "court",
    **dict.fromkeys(("NEWS", "MGZN"), "press"),
    "CASE": "court",
    "hearing": "parliament",
}
_ADDRESS = re.compile(r"https?://\S+")


def read_csl(text: str) -> tuple[list[Row], Counter[str]]:
    """Read CSL JSON; give rows of ``sources.csv``, and the fields that have no column there."""
    items = json.loads(text)
    left: Counter[str] = Counter()
    taken = {
        "id",
        "type",
        "title",
        "author",
        "publisher",
        "container-title",
        "issued",
        "accessed",
        "language",
        "URL",
        "custom",
        "archive",
        "keyword",
        "annote",
        "DOI",
    }
    rows = []
    for item in items if isinstance(items, list) else items["items"]:
        left.update(name for name in item if name not in taken)
        own = {k: str(v) for k, v in (item.get("custom") or {}).items()}
        names = [_name(one) for one in item.get("author", [])]
        rows.append(
            _row(
                key=str(item.get("id", "")),
                type=item.get("type", ""),
                title=item.get("title", ""),
                ours=own.get("title", ""),
                author=own.get("author") or ", ".join(names),
                publisher=item.get("container-title") or item.get("publisher", ""),
                published=own.get("published") or _csl_date(item.get("issued")),
                accessed=_csl_date(item.get("accessed")),
                language=item.get("language", ""),
                url=item.get("URL") or _doi(item.get("DOI", "")),
                archive=item.get("archive", ""),
                words=[own.get("kind", ""), own.get("read", "")],
                basis=item.get("annote", ""),
            )
        )
    return rows, left


def read_bibtex(text: str) -> tuple[list[Row], Counter[str]]:
    """Read BibTeX or biblatex; give rows of ``sources.csv``, and the fields without a column."""
    from bibtexparser import middlewares
    from bibtexparser.entrypoint import parse_string

    library = parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    verbatim = {entry.key: entry.fields_dict for entry in parse_string(text).entries}
    left: Counter[str] = Counter(["entries that cannot be read"] * len(library.failed_blocks))
    taken = {
        "author",
        "title",
        "titleaddon",
        "howpublished",
        "organization",
        "publisher",
        "journal",
        "journaltitle",
        "date",
        "year",
        "month",
        "url",
        "urldate",
        "language",
        "langid",
        "keywords",
        "annotation",
        "archiveurl",
        "doi",
    }
    rows = []
    for entry in library.entries:
        fields = {field.key.lower(): str(field.value).strip() for field in entry.fields}
        # A ~ in a date and a % in an address are no TeX.
        for name in {"date", "urldate", "url", "archiveurl"} & verbatim[entry.key].keys():
            fields[name] = str(verbatim[entry.key][name].value).strip()
        left.update(name for name in fields if name not in taken)
        publisher = ("howpublished", "organization", "journaltitle", "journal", "publisher")
        rows.append(
            _row(
                key=entry.key,
                type={"article": "", "legal": "legal_case", "jurisdiction": "legal_case"}.get(
                    entry.entry_type, ""
                ),
                title=fields.get("title", ""),
                ours=fields.get("titleaddon", ""),
                author=", ".join(map(_turned, re.split(r"\s+and\s+", fields.get("author", "")))),
                publisher=_first(fields, publisher),
                published=fields.get("date") or _month(fields),
                accessed=fields.get("urldate", ""),
                language=_first(fields, ("language", "langid")),
                url=fields.get("url") or _doi(fields.get("doi", "")),
                archive=fields.get("archiveurl", ""),
                words=re.split(r"[,;] *", fields.get("keywords", "")),
                basis=fields.get("annotation", ""),
            )
        )
    return rows, left


def read_ris(text: str) -> tuple[list[Row], Counter[str]]:
    """Read RIS; give rows of ``sources.csv``, and the fields without a column there."""
    import rispy

    left: Counter[str] = Counter()
    rows = []
    for item in rispy.loads(text):
        taken = {
            "type_of_reference",
            "id",
            "authors",
            "title",
            "primary_title",
            "secondary_title",
            "publisher",
            "date",
            "year",
            "publication_year",
            "urls",
            "language",
            "access_date",
            "keywords",
            "notes",
            "translated_title",
            "custom1",
            "doi",
            "journal_name",
        }
        left.update(name for name in item if name not in taken)
        rows.append(
            _row(
                key=item.get("id", ""),
                type=item.get("type_of_reference", ""),
                title=_first(item, ("title", "primary_title")),
                ours=item.get("translated_title", ""),
                author=", ".join(map(_turned, item.get("authors", []))),
                publisher=_first(item, ("secondary_title", "journal_name", "publisher")),
                published=_ris_date(_first(item, ("date", "year", "publication_year"))),
                accessed=_ris_date(item.get("access_date", "")),
                language=item.get("language", ""),
                url=_first({"url": (item.get("urls") or [""])[0]}, ("url",))
                or _doi(item.get("doi", "")),
                archive=item.get("custom1", ""),
                words=item.get("keywords", []),
                basis=" ".join(item.get("notes", [])),
            )
        )
    return rows, left


READERS: dict[str, Callable[[str], tuple[list[Row], Counter[str]]]] = {
    ".json": read_csl,
    ".bib": read_bibtex,
    ".ris": read_ris,
}


def _row(
    *,
    key: str,
    type: str,
    title: str,
    ours: str,
    author: str,
    publisher: str,
    published: str,
    accessed: str,
    language: str,
    url: str,
    archive: str,
    words: Iterable[str],
    basis: str,
) -> Row:
    """Make a row of ``sources.csv``; a title in brackets is ours, and the work's own unknown."""
    words = list(words)
    kind = next((w for w in words if w in SOURCES), _KINDS.get(type, ""))
    bare = re.fullmatch(r"\[(.*)\]", title, re.DOTALL)
    code = re.match(r"[a-z]{2,3}(-[A-Za-z0-9]+)*\Z", language)
    dated = published if _is_date(published) else ""
    return {
        "source_id": key if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", key) else "",
        "publisher": publisher,
        "title": bare[1] if bare else ours or title,
        "published": dated,
        "date_basis": basis
        or ("" if dated or not published else f"the library says {published!r}"),
        "author": author,
        "kind": kind,
        "language": language if code else "",
        "url": url,
        "read": next((w for w in words if w in _READ), ""),
        "original_title": "" if bare else title,
        "accessed": accessed if _is_date(accessed) else "",
        "archive_url": archive if _ADDRESS.fullmatch(archive) else "",
    }


def named(row: Mapping[str, str]) -> str:
    """Make a source an id of its publisher and day, for one that has none."""
    return slug("-".join(filter(None, (row["publisher"], row["published"].replace("/", "-")))))


def _is_date(text: str) -> bool:
    try:
        return bool(text) and bool(read_date(text))
    except AnswerError:
        return False


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return the first field that holds something."""
    return next((str(fields[name]) for name in names if fields.get(name)), "")


def _doi(doi: str) -> str:
    """Write a DOI as an address."""
    return f"https://doi.org/{doi}" if doi else ""


def _name(name: Mapping[str, str]) -> str:
    """Write a name of CSL as it is printed."""
    parts = ("given", "non-dropping-particle", "family")
    return name.get("literal") or " ".join(name[part] for part in parts if name.get(part))


def _turned(name: str) -> str:
    """Turn "Doe, Jane" round.

    >>> _turned("Doe, Jane"), _turned("Jane Doe")
    ('Jane Doe', 'Jane Doe')
    """
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else family


def _csl_date(value: Any) -> str:
    """Write a date of CSL in EDTF, or as it stands."""
    if not value:
        return ""
    if "date-parts" not in value:
        return str(value.get("raw") or value.get("literal") or "")
    ends = ["-".join(f"{int(part):02}" for part in end if part) for end in value["date-parts"]]
    about = "~" if value.get("circa") else ""  # of the whole: each end of a range has its mark
    return "/".join(f"{end}{about}" for end in ends)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _month(fields: Mapping[str, str]) -> str:
    """Write the year and month of classic BibTeX in EDTF."""
    month = fields.get("month", "")[:3].lower()
    number = f"{_MONTHS.index(month) + 1:02}" if month in _MONTHS else month.zfill(2)
    return fields.get("year", "") + (f"-{number}" if month and fields.get("year") else "")


def _ris_date(text: str) -> str:
    """Write a date of RIS, ``YYYY/MM/DD/other``, in EDTF; what stands under other counts first.

    >>> _ris_date("2024/05//"), _ris_date("2024/05//2024-05~"), _ris_date("2024/5/2")
    ('2024-05', '2024-05~', '2024-05-02')
    """
    year, month, day, other = ([*text.split("/", 3), "", "", ""])[:4]
    if _is_date(other):
        return other
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
