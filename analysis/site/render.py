"""HTML: every page is a template of `templates/`, filled and escaped here and nowhere else."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from analysis.dossier.glossary import term_id
from analysis.language.phrasebook import plural, with_spaces, word
from analysis.site.links import Links
from analysis.site.words import words

HERE = Path(__file__).parent
NOTE = "note"  # the title of a link to a note at the end of the page
STATIC, TEMPLATES, TEXTS = HERE / "static", HERE / "templates", HERE / "texts"
Given = dict[str, Links]  # what a rule for Markdown is given beside the text
_TAG = re.compile(r"(<[^>]*>)")
_STYLE = re.compile(r"""\sstyle=("[^"]*"|'[^']*')""")
_MACHINE = re.compile(r"<style.*?</style>|<script.*?</script>", re.DOTALL | re.IGNORECASE)


def render(template: str, links: Links, lang: str = "en", **given: object) -> str:
    """Fill a template.

    Parameters
    ----------
    template : str
        Name of a file in ``templates/``.
    links : Links
        The ids that become links on the page.
    lang : str, optional
        The language of the page's own words.
    **given
        What the template speaks of.

    Returns
    -------
    str
        HTML; every text is escaped but what is `Markup` already.
    """
    said = {"lang": lang, "say": words(lang), "plural": plural, "word": word}
    return _environment().get_template(template).render(links=links, **said, **given)


def markdown(text: str, links: Links) -> Markup:
    """Write Markdown as HTML: markup in it is shown, not obeyed, and ids become links."""
    return Markup(_parser().render(text, {"links": links}))


@cache
def _parser() -> MarkdownIt:
    """Make the parser of Markdown, once: it takes longer than most texts."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    rules = {"text": _plain, "link_open": _link, "code_inline": _code, "fence": _fence}
    for name, rule in rules.items():
        parser.add_render_rule(name, rule)
    return parser


def _plain(_: object, tokens: Sequence[Token], at: int, __: object, given: Given) -> str:
    """Write plain text; within a link it holds no further one."""
    types = [token.type for token in tokens[:at]]
    in_link = types.count("link_open") > types.count("link_close")
    text = tokens[at].content.replace(" %", "\u00a0%")  # a share stays on one line
    return str(escape(text) if in_link else given["links"].text(text))


def _link(_: object, tokens: Sequence[Token], at: int, __: object, given: Given) -> str:
    """Open a link."""
    # a citation's title ends with its claim's id: here it leads to the claim, not to the source
    href, title = (str(tokens[at].attrs.get(name, "")) for name in ("href", "title"))
    known = given["links"].known.get(title.rpartition("[")[2].rstrip("]"))
    if title == NOTE:
        return Markup('<a class="note" href="{}" role="doc-noteref">').format(href)
    if known:
        href, title = known.href, known.words
    return Markup('<a href="{}" title="{}">').format(href, title)


def _code(_: object, tokens: Sequence[Token], at: int, __: object, given: Given) -> str:
    """Write code within a line."""
    return f"<code>{given['links'].text(tokens[at].content)}</code>"


def _fence(_: object, tokens: Sequence[Token], at: int, __: object, given: Given) -> str:
    """Write a block of code."""
    source = tokens[at].content.rstrip() + "\n"  # doctest needs an empty line at the end
    python = tokens[at].info.strip() == "python"
    return python_code(source, given["links"]) if python else _block(source)


def python_code(source: str, links: Links) -> Markup:
    """Write Python with its syntax marked, and its ids linked."""
    marked = highlight(source, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True))
    return _block(stored_html(marked, links))


def _block(code: str | Markup) -> Markup:
    """Write a block of code, which the keyboard can scroll."""
    form = Markup('<div class="highlight"><pre tabindex="0"><code>{}</code></pre></div>\n')
    return form.format(code)


def stored_html(html: str, links: Links) -> Markup:
    """Take in what a notebook stores as HTML: without scripts and styles, with its ids linked."""
    pieces = _TAG.split(_MACHINE.sub("", html))
    # what stands between tags is escaped already
    return Markup("").join(
        Markup(_STYLE.sub("", piece)) if piece.startswith("<") else links.text(_unescaped(piece))
        for piece in pieces
    )


def french_spaces(html: str) -> Markup:
    """Keep the signs of a text in French on the line of their word; tags stay as they are.

    >>> print(french_spaces('<a title="a : b">« Oui » : non ?</a>').replace("\u00a0", "~"))
    <a title="a : b">«~Oui~»~: non~?</a>
    """
    pieces = _TAG.split(html)
    # what stands between tags is escaped already
    return Markup("").join(
        Markup(piece if piece.startswith("<") else with_spaces(piece)) for piece in pieces
    )


def _unescaped(text: str) -> str:
    """Return a text as it was before it became HTML."""
    return Markup(text).unescape()


def data_address(png: bytes) -> str:
    """Write a picture into an address, for a page that has no other files."""
    return "data:image/png;base64," + b64encode(png).decode()


@cache
def _environment() -> Environment:
    """Prepare the templates, once."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "cell": _cell,
        "data_address": data_address,
        "french_spaces": lambda text: french_spaces(escape(text)),
        "term_id": term_id,
    }
    environment.tests["many"] = lambda value: isinstance(value, (list, tuple))
    environment.tests["address"] = lambda value: str(value).startswith(("https://", "http://"))
    return environment


def _cell(value: object) -> str:
    """Write a value of a table in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:z,.4g}" if value == value else ""
    return "" if value is None else str(value)
