"""The evidence browser: all claims in one table, and all sources with their claims."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd

from analysis.language.answers import to_date
from analysis.dossier.dossier import Dossier
from analysis.language.words import say_days
from analysis.site.links import Shelf, Use, say

COLUMNS = "Published", "Speaker", "Question", "Answer", "Statement", "Source", "Used in"
SCRIPTS = "".join(
    f'<script src="_static/{path}" defer></script>\n'
    for path in ("vendor/datatables/dataTables.min.js", "evidence.js")
)


def claims_html(shelf: Shelf, uses: dict[str, list[Use]]) -> str:
    """Write the filters and the table of all claims."""
    claims = _whole(shelf.dossier)
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    rows = "\n".join(_claim_row(row, uses[row.claim_id], shelf) for row in claims.itertuples())
    return (
        f"{_filters(shelf, claims)}\n"
        f'<table id="claims"><caption>All {len(claims)} claims of the dossier</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n"
        f"{SCRIPTS}"
    )


def sources_html(shelf: Shelf) -> dict[str, str]:
    """Write all sources with their claims, by the year in which each had appeared."""
    dossier = shelf.dossier
    claims = dict(iter(_whole(dossier).groupby("source_id", sort=False)))
    sources = dossier.sources.sort_values(["published_low", "source_id"])
    none = claims.get("", pd.DataFrame())
    years: dict[str, str] = {}
    for row in sources.itertuples():
        day = to_date(row.published_low)
        year = str(day.year) if day else "Undated"
        years[year] = years.get(year, "") + _source_part(
            row, claims.get(row.source_id, none), shelf
        )
    return years


def _whole(dossier: Dossier) -> pd.DataFrame:
    """Join claims with their questions, sources and parties, by date of publication."""
    questions = dossier.questions[["question_id", "topic", "label", "text", "unit"]]
    sources = dossier.sources[
        ["source_id", "publisher", "kind", "published", "published_low", "published_high"]
    ].rename(columns={"kind": "outlet"})
    parties = dossier.parties[["side", "label", "colour"]].rename(columns={"label": "side_label"})
    whole = dossier.claims.merge(questions, on="question_id").merge(sources, on="source_id")
    return whole.merge(parties, on="side").sort_values(
        ["published_low", "source_id", "claim_id"], ignore_index=True
    )


def _claim_row(row: pd.Series, uses: list[Use], shelf: Shelf) -> str:
    """Write the row of one claim; its id is the claim's permanent address."""
    data = {
        "side": row.side, "topic": row.topic, "question": row.question_id, "kind": row.kind,
        "outlet": row.outlet, "source": row.source_id,
        "from": _iso(row.published_low), "to": _iso(row.published_high),
    }  # fmt: skip
    source = f"{shelf.sources_page}#source-{escape(row.source_id)}"
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    cells = (
        (escape(say(row.published, "date")), row.published_low),
        (f'{escape(row.speaker)}<br>{_side(row)}', None),
        (f'<a href="#question={escape(row.question_id)}">{escape(row.label)}</a>'
         f'<br><span class="minor">{escape(row.topic)}</span>', None),
        (escape(say(row.answer, row.kind, row.unit)), None),
        (_statement(row, shelf.dossier), None),
        (f'<a href="{source}">{escape(row.publisher)}</a>', None),
        (_used_in(uses), len(uses)),
    )  # fmt: skip
    filled = "".join(
        f'<td data-label="{name}"' + (f' data-order="{order}"' if order is not None else "")
        + f">{html}</td>"
        for name, (html, order) in zip(COLUMNS, cells, strict=True)
    )  # fmt: skip
    return f'<tr id="claim-{escape(row.claim_id)}"{attributes}>{filled}</tr>'


def _statement(row: pd.Series, dossier: Dossier) -> str:
    """Write what was said, the quote, what it refers to, and the claim's own address."""
    parts = [escape(row.statement)]
    if row.quote:
        parts.append(f'<q lang="{escape(dossier.about.language)}">{escape(row.quote)}</q>')
    details = [escape(text) for text in (row.scope, _period(row), row.note) if text]
    if details:
        parts.append(f'<span class="minor">{"; ".join(details)}</span>')
    own = escape(row.claim_id)
    parts.append(
        f'<a class="claim-id" href="#claim-{own}" title="This claim’s own address">{own}</a>'
    )
    return "<br>".join(parts)


def _period(row: pd.Series) -> str:
    """Say which time a claim refers to, where it says so."""
    return f"for {say_days(row.period_low, row.period_high)}" if row.period else ""


def _side(row: pd.Series) -> str:
    """Write a side's name with its colour beside it."""
    dot = f'<span class="dot" style="background:{escape(row.colour)}"></span>'
    return f'<span class="minor">{dot}{escape(row.side_label)}</span>'


def _used_in(uses: list[Use]) -> str:
    """Write links to the notebooks' cells that name a claim."""
    return "<br>".join(
        f'<a href="{escape(use.href)}" title="{escape(use.notebook.title)}">'
        f"{use.notebook.number}, {escape(use.cell_id.replace('-', ' '))}</a>"
        for use in uses
    )


def _filters(shelf: Shelf, claims: pd.DataFrame) -> str:
    """Write the form that filters the table; each choice is one that some claim has."""
    parties = shelf.dossier.parties
    parties = parties[parties["side"].isin(claims["side"])]
    questions = claims[["question_id", "label"]].drop_duplicates().sort_values("label")
    sources = claims[["source_id", "publisher"]].drop_duplicates().sort_values("source_id")
    named = [f"{row.source_id} ({row.publisher})" for row in sources.itertuples()]
    return "\n".join(
        [
            '<form id="filters" aria-label="Filter the claims">',
            _select("side", "Side", zip(parties["side"], parties["label"], strict=True)),
            _select("topic", "Topic", _same(claims["topic"])),
            _select("question", "Question", questions.itertuples(index=False)),
            _select("kind", "Kind of answer", _same(claims["kind"])),
            _select("outlet", "Kind of source", _same(claims["outlet"])),
            _select("source", "Source", zip(sources["source_id"], named, strict=True)),
            '<label>Published from <input type="date" name="from"></label>',
            '<label>to <input type="date" name="to"></label>',
            '<label>Words <input type="search" name="words"></label>',
            '<button type="reset">Show all</button>',
            f'<a href="downloads/claims{shelf.suffix}.csv" download>All claims as CSV</a>',
            "</form>",
            f'<p id="shown" role="status">{len(claims)} of {len(claims)} claims</p>',
        ]
    )


def _select(name: str, label: str, choices: Iterable[tuple[str, str]]) -> str:
    """Write one drop-down list."""
    options = "".join(f'<option value="{escape(v)}">{escape(w)}</option>' for v, w in choices)
    choice = f'<select name="{name}"><option value="">all</option>{options}</select>'
    return f"<label>{label} {choice}</label>"


def _same(values: pd.Series[str]) -> list[tuple[str, str]]:
    """Offer values under their own names."""
    return [(value, value) for value in sorted(values.unique())]


def _source_part(row: pd.Series, claims: pd.DataFrame, shelf: Shelf) -> str:
    """Write what is known of one source, and its claims."""
    basis = f" ({escape(row.date_basis)})" if row.date_basis else ""
    facts = {
        "Published": escape(say(row.published, "date")) + basis,
        "By": escape(", ".join(filter(None, (row.author, row.publisher)))),
        "Kind": escape(", ".join(filter(None, (row.kind, row.language)))),
        "What was read": escape(row.read),
        "Address": _address(row.url),
    }
    terms = "".join(f"<div><dt>{name}</dt><dd>{html}</dd></div>" for name, html in facts.items())
    items = "".join(
        f'<li><a href="{shelf.claims_page}#claim-{escape(c.claim_id)}">{escape(c.speaker)}</a>: '
        f"{escape(c.statement)}</li>"
        for c in claims.itertuples()
    )
    own, heading = escape(row.source_id), escape(f"{row.publisher}: {row.title}")
    return (
        f'<section class="source" id="source-{own}"><h3>{heading} '
        f'<a class="claim-id" href="#source-{own}">{own}</a></h3>'
        f"<dl>{terms}</dl><ul>{items}</ul></section>\n"
    )


def _address(url: str) -> str:
    """Write a source's address as a link that tells the site nothing of the reader."""
    shown = escape(url)
    return f'<a href="{shown}" rel="noreferrer noopener">{shown}</a>' if url else "none known"


def _iso(day: float) -> str:
    """Write a day as 2022-03-21, or nothing where it is open."""
    when = to_date(day)
    return when.isoformat() if when else ""
