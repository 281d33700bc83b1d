"""What several tests share: where things are, and small dossiers made of text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from analysis.dossier.schemas import columns_of

ROOT = Path(__file__).parent.parent
REAL = ROOT / "data" / "scopelec-orange"
# The house's own dossiers by name: a case that someone puts beside them is not judged here.
HOUSE = [
    ROOT / "data" / name
    for name in ("gms-psa-renault", "imagination-apple", "satcoms-orange", "scopelec-orange")
]
TEMPLATE = ROOT / "analysis" / "dossier" / "template"
SHARED = ROOT.parent / "shared"
# A user's matplotlibrc that would change every figure.
HOSTILE = """axes.grid: True
axes.facecolor: pink
axes.linewidth: 5
xtick.direction: in
xtick.labelsize: 25
savefig.bbox: tight
savefig.dpi: 31
text.usetex: True
lines.antialiased: False
path.sketch: 3, 100, 10
"""

Rows = list[dict[str, str]]


def table(name: str, rows: Rows) -> pd.DataFrame:
    """Make a table of text; columns that a row leaves out are empty."""
    frame = pd.DataFrame(rows, columns=columns_of(name), dtype="str").fillna("")
    return frame.set_index(frame.index + 2)


def small_tables(
    claims: Rows, questions: Rows | None = None, **more: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Make the tables of a small dossier; what a claim leaves out is filled in."""
    filled = [
        {
            "claim_id": f"c{number}",
            "question_id": "q",
            "source_id": "paper",
            "speaker": claim.get("side", "buyer"),
            "side": "buyer",
            "statement": "Said so.",
        }
        | claim
        for number, claim in enumerate(claims, start=1)
    ]
    asked = questions or [{"question_id": "q", "kind": "quantity", "unit": "share"}]
    usual = {"topic": "t", "label": "Asked", "text": "What?"}
    asked = [usual | {"time": TIME.get(q["kind"], "")} | q for q in asked]
    source = {"title": "T", "published": "2022-03-21", "kind": "press", "read": "full text"}
    papers = sorted({claim["source_id"] for claim in filled} | {"paper"})
    return {
        "sources": table("sources", [source | {"source_id": p, "publisher": p} for p in papers]),
        "questions": table("questions", asked),
        "claims": table("claims", filled),
        "parties": table("parties", [{"side": s, "label": s.title()} for s in SIDES]),
    } | more


TIME = {"yes-no": "event", "quantity": "event"}
SIDES = ("buyer", "seller", "union", "court", "press")


def replace_in(path: Path, changes: Mapping[str, str]) -> None:
    """Replace text in a file; each piece must be there."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def figure_of(ax: Axes) -> Figure:
    """Give the figure that some axes belong to."""
    figure = ax.get_figure()
    assert isinstance(figure, Figure)
    return figure


def bars(ax: Axes) -> list[Rectangle]:
    """Give the bars drawn on some axes."""
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def across(line: Line2D) -> list[float]:
    """Give the horizontal positions of a line's points."""
    positions: list[float] = np.asarray(line.get_xdata(), dtype=float).tolist()
    return positions


def damaged(archive: bytes, member: str) -> bytes:
    """Spoil the packed bytes of a file in a zip, whose table of contents stays sound."""
    with zipfile.ZipFile(io.BytesIO(archive)) as given:
        start = given.getinfo(member).header_offset + 30 + len(member) + 4
    return (
        archive[:start]
        + bytes(255 - byte for byte in archive[start : start + 12])
        + archive[start + 12 :]
    )
