"""A self-contained HTML page: tables, figures and texts of a dossier, all of it escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd
from matplotlib.axes import Axes

from analysis.figures import picture, reading

# Nothing is asked of any other host, and no script would run: the browser is told so too.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 60rem; margin: 2rem auto;
       padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; margin-top: 2em; }
h1 { margin-top: 0; }
table { border-collapse: collapse; font-size: 0.85rem; margin: 1rem 0; }
caption { text-align: left; font-weight: bold; padding-bottom: 0.3rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0;
         border-bottom: 1px solid #ddd; overflow-wrap: anywhere; min-width: 4rem; }
img { max-width: 100%; height: auto; }
figure { margin: 1.5rem 0; }
figcaption { font-size: 0.85rem; color: #555; }
.scroll { overflow-x: auto; }
"""


def write_page(title: str, body: Iterable[str]) -> str:
    """Put HTML fragments into a page."""
    name = escape(title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{name}</h1>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def heading(text: str, level: int = 2) -> str:
    """Write a heading."""
    return f"<h{level}>{escape(text)}</h{level}>"


def paragraph(text: str) -> str:
    """Write a paragraph."""
    return f"<p>{escape(text)}</p>"


def listing(table: pd.DataFrame, caption: str, columns: Mapping[str, str]) -> str:
    """Write some columns of a table, under the names given; those without content are left out."""
    if table.empty:
        return paragraph(f"{caption}: none.")
    cells = {column: [_cell(cell) for cell in table[column]] for column in columns}
    shown = [column for column in columns if any(cells[column])]
    head = "".join(f'<th scope="col">{escape(columns[column])}</th>' for column in shown)
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n"
        for row in zip(*(cells[column] for column in shown), strict=True)
    )
    return (
        f'<div class="scroll"><table><caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>"
    )


def figure(ax: Axes) -> str:
    """Write a figure with its reading beneath, which is its alternative text too."""
    words = escape(reading(ax))
    data = b64encode(picture(ax)).decode()
    return (
        f'<figure><img alt="{words}" src="data:image/png;base64,{data}">'
        f"<figcaption>{words}</figcaption></figure>"
    )


def _cell(cell: object) -> str:
    """Write a cell: lists as words, addresses as links."""
    if isinstance(cell, (list, tuple)):
        return escape(", ".join(map(str, cell)))
    if isinstance(cell, float):
        return f"{cell:,.4g}" if cell == cell else ""
    text = escape(str(cell))
    if text.startswith(("https://", "http://")):
        return f'<a rel="noopener noreferrer" href="{text}">{text}</a>'
    return text
