"""The dispute as an argument map: Argdown, which its editor draws and others convert."""

from __future__ import annotations

import re
from typing import Any

from analysis.dispute.standing import AGAINST, standing
from analysis.dossier.dossier import Dossier
from analysis.language.answers import Kind


def to_argdown(dossier: Dossier) -> str:
    """Write the yes-no questions as Argdown: each a statement, what is said for and against it.

    ``yes`` supports the statement, ``no`` attacks it, and ``partly`` does both. Each claim is an
    argument with its speaker; reposts, which have no voice, are left out. A question on which sides
    contradict each other has the tag ``#contested``.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    str

    References
    ----------
    Argdown syntax: https://argdown.org/syntax/

    Examples
    --------
    >>> from analysis import example
    >>> lines = to_argdown(example()).splitlines()
    >>> print(*(line for line in lines if line.startswith("[Quality")))
    [Quality was the reason]: Was poor quality the reason for the end? #contested
    """
    head = ["===", f"title: {_quoted(dossier.about.title)}", "===", ""]
    claims = dossier.wide
    claims = claims[(claims["kind"] == Kind.YES_NO) & (claims["voice"] != "")]
    table = standing(dossier)
    contested = set(table.loc[table["standing"].isin(AGAINST), "question_id"])
    lines = []
    for topic, group in claims.groupby("topic", sort=False):
        lines += ["", f"# {_plain(str(topic))}", ""]
        for question_id, said in group.groupby("question_id", sort=False):
            first = said.iloc[0]
            tag = " #contested" if question_id in contested else ""
            title = _name(f"{first['label']}")
            lines.append(f"[{title}]: {_plain(first['text'])}{tag}")
            lines += [line for claim in said.to_dict("records") for line in _argument(claim)]
            lines.append("")
    return "\n".join([*head, *lines]).rstrip("\n") + "\n"


def _argument(claim: dict[str, Any]) -> list[str]:
    """Write a claim as an argument for or against the statement above it."""
    scope = f" ({_plain(claim['scope'])})" if claim["scope"] else ""
    told = f"{_plain(claim['speaker'])}{scope}: {_plain(claim['statement'])}"
    signs = {"yes": "+", "no": "-", "partly": "+-"}[claim["answer"]]
    name = _name(claim["claim_id"])
    text = f"<{name}>: {told}"
    return [f"  {sign} {text if place == 0 else f'<{name}>'}" for place, sign in enumerate(signs)]


def _quoted(text: str) -> str:
    """Write a text as YAML does in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(text: str) -> str:
    """Write text so that Argdown takes none of it for marks."""
    return re.sub(r"([\[\]<>{}*_#@|\\])", r"\\\1", " ".join(text.split()))


def _name(text: str) -> str:
    """Write a title, which brackets must not end."""
    return re.sub(r"[\[\]<>]", " ", " ".join(text.split())).strip()
