"""Growth of every view of a dossier: the main one, and the same many times over.

Each copy has questions, sources and claims of its own, so that the number of claims to a question
stays what it is in a real case.

Usage: python benchmarks/bench_views.py [the most claims, 100000 if not given]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from math import log
from pathlib import Path

import pandas as pd

import analysis
from analysis.dossier.about import read_about
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.dossier.schemas import FILES, columns_of
from analysis.dossier.tables import read_table

FOLDER = Path(__file__).parent.parent / "data" / "scopelec-orange"
COPIES = 1, 16, 160
OWN = {  # columns whose ids each copy has of its own
    "sources": ["source_id"],
    "questions": ["question_id", "from_question", "to_question"],
    "claims": ["claim_id", "question_id", "source_id"],
    "order": ["earlier", "later"],
}
START, END, SHARE = "d-notice-letter", "d-ictr-end", "q-orange-share"
ASKED = {
    **{"share": SHARE, "lost": "q-contracts-lost", "loss": "q-loss-share"},
    **{"turnover": "q-turnover", "amount": "q-loss-amount", "period": "2020/2021"},
}
VIEWS: dict[str, Callable[[Dossier], object]] = {
    "standing": analysis.standing,
    "positions": analysis.positions,
    "camps": lambda dossier: analysis.camps(dossier, SHARE),
    "answers_to": lambda dossier: analysis.answers_to(dossier, SHARE),
    "independence": analysis.dispute.independence,
    "agreement": lambda dossier: analysis.dispute.agreement(dossier, dossier.about.main_source),
    "check_article": lambda dossier: analysis.check_article(dossier, dossier.about.main_source),
    "standing_over_time": lambda dossier: analysis.standing_over_time(dossier, ["2022-03-21"]),
    "events": analysis.events,
    "order": lambda dossier: analysis.came_before(dossier, START, END),
    "length": lambda dossier: analysis.between(dossier, START, END),
    "notice": lambda dossier: analysis.notice(dossier, end=END, starts=[START, "d-told-end"]),
    "outvoted": analysis.timeline.outvoted,
    "conflicts": analysis.conflicts,
    "explain": lambda dossier: analysis.explain(dossier, dossier.claims["claim_id"]),
    "cite": lambda dossier: analysis.cite(dossier, dossier.claims["claim_id"]),
    "check_phrases": analysis.dossier.check_phrases,
    "published_answers": lambda dossier: analysis.published_answers(dossier, SHARE),
    "over_time": lambda dossier: analysis.over_time(dossier, "q-turnover"),
    "reconcile": lambda dossier: analysis.reconcile(dossier, **ASKED),
    "implications": lambda dossier: analysis.dependency.implications(dossier, **ASKED),
}


def grow(copies: int) -> Dossier:
    """Make a dossier of so many copies of the main one."""
    tables = {
        name: read_table(FOLDER / file, columns_of(name))
        for name, file in FILES.items()
        if (FOLDER / file).exists()
    }
    for name, columns in OWN.items():
        several = [_renamed(tables[name], columns, number) for number in range(copies)]
        tables[name] = pd.concat(several, ignore_index=True)
    return make_dossier(read_about(FOLDER / "dossier.toml"), tables)


def _renamed(table: pd.DataFrame, columns: list[str], number: int) -> pd.DataFrame:
    """Give a copy its own ids; the first keeps those that it has."""
    if number == 0:
        return table
    return table.assign(
        **{c: table[c].where(table[c] == "", f"x{number}-" + table[c]) for c in columns}
    )


def seconds(view: Callable[[Dossier], object], dossier: Dossier) -> float:
    """Time one call, in seconds of the processor: other work on the machine counts little."""
    started = time.process_time()
    view(dossier)
    return time.process_time() - started


def main(most: float) -> None:
    """Print a line a view: first and second call at each size, and how time grows with claims."""
    started = time.process_time()
    dossiers = [analysis.load(FOLDER)]
    first = time.process_time() - started
    again = seconds(lambda _: analysis.load(FOLDER), dossiers[0])
    print(f"load: first {first:.3f} s, second {again:.3f} s")
    each = len(dossiers[0].claims)
    dossiers += [grow(copies) for copies in COPIES[1:] if copies * each <= 1.2 * most]
    sizes = [len(dossier.claims) for dossier in dossiers]
    heads = [f"{f'{size:,} claims':>19}" for size in sizes]
    print(f"{'seconds, 1st and 2nd':20}", *heads, "  exponent")
    for name, view in VIEWS.items():
        times = [(seconds(view, dossier), seconds(view, dossier)) for dossier in dossiers]
        cells = [f"{one:>9.3f} {two:>9.3f}" for one, two in times]
        growth = (
            [log(times[-1][0] / times[-2][0]) / log(sizes[-1] / sizes[-2])] if times[1:] else []
        )
        print(f"{name:20}", *cells, *(f"{power:>10.2f}" for power in growth), flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1e5)
