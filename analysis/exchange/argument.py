"""The dispute as an argument map: Argdown, which its editor draws and others convert."""

from __future__ import annotations

import re
from typing import Any

from analysis.dispute.standing import AGAINST, standing
from analysis.dossier.dossier import Dossier, in_numbers
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
    claims = in_numbers(dossier, "wide")
    claims = claims[(claims["kind"] == Kind.YES_NO) & (claims["voice"] != "")]
    table = standing(dossier)
    contested = set(table.loc[table["standing"].isin(AGAINST), "question_id"])
    topics: dict[str, dict[str, list[Row]]] = {}
    for claim in claims.to_dict("records"):
        asked = topics.setdefault(claim["topic"], {})
        asked.setdefault(claim["question_id"], []).append({str(k): v for k, v in claim.items()})
    lines = []
    for topic, questions in topics.items():
        lines += ["", f"# {_plain(topic)}", ""]
        for question_id, said in questions.items():
            tag = " #contested" if question_id in contested else ""
            lines.append(f"[{_name(said[0]['label'])}]: {_plain(said[0]['text'])}{tag}")
            lines += [line for claim in said for line in _argument(claim)]
            lines.append("")
    return "\n".join([*head, *lines]).rstrip("\n") + "\n"


Row = dict[str, Any]


def _argument(claim: Row) -> list[str]:
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
