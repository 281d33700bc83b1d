"""Sources as references: BibTeX, CSL JSON and RIS, which Zotero and others import."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from analysis.dossier.dossier import Dossier
from analysis.exchange.text import filled, write_json
from analysis.language.answers import read_date, to_date
from analysis.language.words import say_answer

Row = dict[str, Any]

_LATEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    # Words, not \{ and \}: the braces of a BibTeX field must pair.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_NOT_IN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C"}


def to_bibtex(dossier: Dossier) -> str:
    r"""Write the sources as BibTeX (``@misc``), the key of each being its ``source_id``.

    The title is the work's own where ``original_title`` has it, and ours beside it in
    ``titleaddon``; else ours in brackets, which says that the work bears another. ``date`` is the
    date of publication in EDTF, which biblatex reads; ``year`` is added for older styles where it
    is beyond doubt. How the date is known, the kind of source and how much of it was read stand in
    ``annotation`` and ``keywords``, which no bibliography prints.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    str

    References
    ----------
    P. Kime, M. Wemheuer and P. Lehman, *The biblatex Package*, section 2.2.

    Examples
    --------
    >>> from analysis import example
    >>> print(to_bibtex(example()).split(",\n")[0])
    @misc{gazette-2024-05-02
    """
    bodies = _bodies(dossier)
    return "\n".join(_entry(row, bodies) for row in dossier.sources.to_dict("records"))


def to_csl_json(dossier: Dossier) -> str:
    """Write the sources as CSL JSON, the ``id`` of each being its ``source_id``.

    A date of publication that is a range is one there too, ``~`` is ``circa``; one with an open end
    stands in words (``literal``). Titles are as in `to_bibtex`. What CSL has no variable for stands
    in ``custom``, as it was coded.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    str

    References
    ----------
    Citation Style Language, CSL-JSON schema:
    https://github.com/citation-style-language/schema

    Examples
    --------
    >>> import json
    >>> from analysis import example
    >>> json.loads(to_csl_json(example()))[0]["issued"]
    {'date-parts': [[2024, 5, 2]]}
    """
    bodies = _bodies(dossier)
    return write_json([_item(row, bodies) for row in dossier.sources.to_dict("records")])


def to_ris(dossier: Dossier) -> str:
    r"""Write the sources as RIS, which every reference manager reads.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    str
        A date that is no single day stands in EDTF behind the fourth mark of ``DA``.

    References
    ----------
    Research Information Systems, *RIS format specifications*, 2011.

    Examples
    --------
    >>> from analysis import example
    >>> print(to_ris(example()).split("\r\n")[1])
    ID  - gazette-2024-05-02
    """
    bodies = _bodies(dossier)
    return "".join(_record(row, bodies) for row in dossier.sources.to_dict("records"))


# What the kinds of sources are called: in CSL, and in RIS.
_TYPES = {
    "press": ("article-newspaper", "NEWS"),
    "court": ("legal_case", "CASE"),
    "parliament": ("hearing", "HEAR"),
}


def _entry(row: Row, bodies: set[str]) -> str:
    """Write one BibTeX entry."""
    low, high = _stated_days(row["published"])
    author = _latex(row["author"])
    fields = filled(
        author=author if is_person(row["author"], bodies) else f"{{{author}}}" if author else "",
        title=f"{{{_latex(_own_title(row))}}}",
        titleaddon=_latex(row["title"]) if row.get("original_title") else "",
        howpublished=f"{{{_latex(row['publisher'])}}}",
        date=row["published"],
        year=str(low.year) if low and high and low.year == high.year else "",
        url=_address(row["url"]),
        urldate=row.get("accessed", ""),
        language=row["language"],
        archiveurl=_address(row.get("archive_url", "")),
        annotation=_latex(row["date_basis"]),
        keywords=f"{row['kind']}, {row['read']}",
    )
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items()]
    return f"@misc{{{row['source_id']},\n{''.join(lines)}}}\n"


def _address(url: str) -> str:
    """Write an address without the signs that would end a field of BibTeX."""
    return re.sub(r"[{}\\]", lambda sign: _NOT_IN_ADDRESS[sign[0]], url)


def _own_title(row: Row) -> str:
    """Return the title that a work bears; where it is not known, ours in brackets."""
    return row.get("original_title") or f"[{row['title']}]"


def _bodies(dossier: Dossier) -> set[str]:
    """Name what is no person: publishers, sides, and speakers that are bodies."""
    names, sources = dossier.table("names"), dossier.sources
    listed = names.loc[names["named_as"] == "body", "speaker"]
    return {*sources["publisher"], *dossier.parties["label"], *listed}


_PERSON = re.compile(r"[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){1,2}")
_OF_BODIES = re.compile(
    r"\b(Agen|Associat|Compan|Conseil|Département|Direction|Group|Minist|R[ée]daction|R[ée]gion|"
    r"Servi|Société|Syndicat|Union|(Cour|Court|La|Le|Les|Ltd|News|Office|SA|SAS|The|Works)\b)"
)


def is_person(author: str, bodies: Collection[str] = ()) -> bool:
    """Guess whether an author is a person, whose last word is then the family name.

    Two or three words that begin with a capital, none of which bodies bear.

    >>> is_person("Jane Doe"), is_person("Région Example"), is_person("BBC")
    (True, False, False)
    """
    if author in bodies or _OF_BODIES.search(author):
        return False
    return _PERSON.fullmatch(author) is not None


def _record(row: Row, bodies: set[str]) -> str:
    """Write one RIS record."""
    person = is_person(row["author"], bodies)
    given, _, family = row["author"].rpartition(" ")
    lines = [
        ("TY", _TYPES.get(row["kind"], ("", "ELEC"))[1]),
        ("ID", row["source_id"]),
        ("AU", f"{family}, {given}" if person else row["author"]),
        ("TI", _own_title(row)),
        ("TT", row["title"] if row.get("original_title") else ""),
        ("T2", row["publisher"]),
        ("DA", _ris_date(row["published"])),
        ("Y2", row.get("accessed", "").replace("-", "/")),
        ("LA", row["language"]),
        ("UR", row["url"]),
        ("C1", row.get("archive_url", "")),
        ("KW", row["kind"]),
        ("KW", row["read"]),
        ("N1", row["date_basis"]),
    ]
    text = "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value)
    return f"{text}ER  - \r\n\r\n"


def _ris_date(published: str) -> str:
    """Write a date as RIS does: ``YYYY/MM/DD/other``."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", published)
    if parts:
        return "/".join([*(part or "" for part in parts.groups()), ""])
    year = re.search(r"\d{4}", published)
    return f"{year[0] if year else ''}///{published}"


def _latex(text: str) -> str:
    """Write text so that LaTeX prints it and runs none of it."""
    return "".join(_LATEX.get(sign, sign) for sign in " ".join(text.split()))


def _item(row: Row, bodies: set[str]) -> Row:
    """Write one CSL item."""
    usual = "webpage" if row["url"] else "document"
    csl_type = _TYPES.get(row["kind"], (usual, ""))[0]
    held = "container-title" if csl_type == "article-newspaper" else "publisher"
    own = ("title", "author", "published", "kind", "read")
    return filled(
        id=row["source_id"],
        type=csl_type,
        title=_own_title(row),
        author=[_name(row["author"], bodies)] if row["author"] else [],
        issued=_issued(row["published"]),
        accessed=_issued(row.get("accessed", "")),
        language=row["language"],
        URL=row["url"],
        archive=row.get("archive_url", ""),
        annote=row["date_basis"],
        custom=filled(**{name: row[name] for name in own}),
    ) | {held: row["publisher"]}


def _name(author: str, bodies: set[str]) -> Row:
    """Write an author as CSL does."""
    given, _, family = author.rpartition(" ")
    return {"family": family, "given": given} if is_person(author, bodies) else {"literal": author}


def _issued(published: str) -> Row:
    """Write a date of publication as CSL does, no more exact than it is."""
    if not published:
        return {}
    if ".." in published:
        return {"literal": say_answer(published, "date")}
    ends = [end.rstrip("~").split("-") for end in published.split("/")]
    parts = [[int(part) for part in end] for end in ends]
    return {"date-parts": parts} | ({"circa": True} if "~" in published else {})


def _stated_days(published: str) -> tuple[date | None, date | None]:
    """Return the first and last day of a date as it is stated."""
    low, high = read_date(published)
    return to_date(low), to_date(high)
