"""What a notebook's cell shows, as blocks of a page: texts, tables, pictures, printed lines."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from analysis.site.blocks import Picture, Table
from analysis.site.links import Links
from analysis.site.notebooks import FRENCH, RESUME, Cell, is_shown, is_told, printed
from analysis.site.render import markdown, stored_html


def in_its_language(html: Markup) -> Markup:
    """Mark the summary in French as French."""
    opening = markdown(RESUME, Links({})).removeprefix("<p>").removesuffix("</p>\n")
    return html.replace(f"<p>{opening}", Markup('<p lang="{}">').format(FRENCH) + opening)


def blocks_of(
    cell: Cell, items: Iterator[Table | Picture | Markup], links: Links
) -> Iterator[Table | Picture | Markup]:
    """Yield what a cell shows, in the order in which it is stored."""
    alt = ""
    for output in cell.outputs:
        text = printed(output).strip()
        if is_told(output):
            yield in_its_language(markdown(text, links))
        elif is_shown(output):
            item = next(items)
            alt = item.alt if isinstance(item, Picture) else ""
            yield item
        elif "text/html" in output.get("data", {}):
            yield stored_html("".join(output["data"]["text/html"]), links)
        elif text and text != alt:  # a figure's own words stand under it already
            yield Markup('<pre class="printed">{}</pre>').format(links.text(text))
