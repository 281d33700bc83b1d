"""Sources as references: BibTeX and CSL JSON, which Zotero and others import."""

from __future__ import annotations

import re
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
    r"""Write the sources as BibTeX (``@online``), the key of each being its ``source_id``.

    ``date`` is the date of publication in EDTF, which biblatex reads; ``year`` is added for older
    styles where it is beyond doubt. Authors stand as printed: names are not taken apart.

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
    @online{gazette-2024-05-02
    """
    return "\n".join(_entry(row) for row in dossier.sources.to_dict("records"))


def to_csl_json(dossier: Dossier) -> str:
    """Write the sources as CSL JSON, the ``id`` of each being its ``source_id``.

    A date of publication that is a range is one there too, ``~`` is ``circa``; one with an open end
    stands in words (``literal``).

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
    return write_json([_item(row) for row in dossier.sources.to_dict("records")])


def _entry(row: Row) -> str:
    """Write one BibTeX entry."""
    low, high = _stated_days(row["published"])
    fields = filled(
        author=f"{{{_latex(row['author'])}}}" if row["author"] else "",
        title=f"{{{_latex(row['title'])}}}",
        organization=f"{{{_latex(row['publisher'])}}}",
        date=row["published"],
        year=str(low.year) if low and high and low.year == high.year else "",
        url=re.sub(r"[{}\\]", lambda sign: _NOT_IN_ADDRESS[sign[0]], row["url"]),
        note=_latex(_note(row)),
    )
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items()]
    return f"@online{{{row['source_id']},\n{''.join(lines)}}}\n"


def _latex(text: str) -> str:
    """Write text so that LaTeX prints it and runs none of it."""
    return "".join(_LATEX.get(sign, sign) for sign in " ".join(text.split()))


def _item(row: Row) -> Row:
    """Write one CSL item."""
    return filled(
        id=row["source_id"],
        type="webpage" if row["url"] else "document",
        title=row["title"],
        author=[{"literal": row["author"]}] if row["author"] else [],
        publisher=row["publisher"],
        issued=_issued(row["published"]),
        language=row["language"],
        URL=row["url"],
        note=_note(row),
    )


def _note(row: Row) -> str:
    """Say what kind of source it is, and how its date is known."""
    return "; ".join(
        part for part in (row["kind"], row["date_basis"] and f"date: {row['date_basis']}") if part
    )


def _issued(published: str) -> Row:
    """Write a date of publication as CSL does, no more exact than it is."""
    if ".." in published:
        return {"literal": say_answer(published, "date")}
    ends = [end.rstrip("~").split("-") for end in published.split("/")]
    parts = [[int(part) for part in end] for end in ends]
    return {"date-parts": parts} | ({"circa": True} if "~" in published else {})


def _stated_days(published: str) -> tuple[date | None, date | None]:
    """Give the first and last day of a date as it is stated."""
    low, high = read_date(published)
    return to_date(low), to_date(high)
