"""Time of judging every answer, beside comparing every claim with every other.

Usage: python benchmarks/bench_standing.py
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.columns import in_days
from analysis.dispute.standing import standing
from analysis.dossier.about import read_about
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.dossier.schemas import columns_of

SIZES = 4_000, 20_000, 100_000
A_QUESTION = 20  # claims
SAMPLE = 1_000  # claims compared with all others at the largest sizes; the time is scaled up
ABOUT = Path(__file__).parent.parent / "data" / "scopelec-orange" / "dossier.toml"


def draw(count: int, chance: np.random.Generator) -> Dossier:
    """Make a dossier of random claims."""
    about = read_about(ABOUT)
    sides = [about.customer, about.supplier, "union", "court", "press", "state"]
    asked = [f"q{number}" for number in range(count // A_QUESTION)]
    claims = {
        "claim_id": [f"c{number}" for number in range(count)],
        "question_id": chance.choice(asked, count),
        "source_id": about.main_source,
        "speaker": chance.choice([f"speaker {number}" for number in range(200)], count),
        "side": chance.choice(sides, count, p=[0.25, 0.25, 0.15, 0.05, 0.2, 0.1]),
        "answer": chance.choice(["yes", "no", "partly"], count),
        "period": chance.choice(["", "2020", "2021", "2022", "2021/2022"], count),
        "statement": "Said so.",
    }
    questions = {
        "question_id": asked,
        "kind": "yes-no",
        "time": "event",
        "topic": "t",
        "label": "Asked",
        "text": "Is it so?",
        "yes_favours": about.customer,
    }
    source = {"source_id": about.main_source, "publisher": "P", "title": "T", "published": "2022"}
    return make_dossier(
        about,
        {
            "sources": fill("sources", {**source, "kind": "press", "read": "full text"}, 1),
            "questions": fill("questions", questions, len(asked)),
            "claims": fill("claims", claims, count),
            "parties": fill("parties", {"side": sides, "label": sides}, 6),
        },
    )


def fill(name: str, cells: Mapping[str, object], rows: int) -> pd.DataFrame:
    """Make a table of text, empty where nothing is given."""
    return pd.DataFrame(cells, range(rows), columns_of(name)).fillna("").astype("str")


def compare_all(dossier: Dossier, some: np.ndarray) -> int:
    """Count the opposites that meet, comparing each of some claims with every claim."""
    claims = in_days(dossier.claims)
    question = pd.factorize(claims["question_id"])[0]
    answer = claims["answer"].map({"yes": 1, "no": -1, "partly": 0}).to_numpy()
    low, high = claims["period_low"].to_numpy(), claims["period_high"].to_numpy()
    found = 0
    for one in some:
        same = (question == question[one]) & (answer * answer[one] == -1)
        found += bool((same & (low <= high[one]) & (high >= low[one])).any())
    return found


def main() -> None:
    """Print a line for each size."""
    print(f"{'claims':>8} {'questions':>9} {'standing':>9} {'a claim':>9} {'all pairs':>10} ratio")
    for count in SIZES:
        dossier = draw(count, np.random.default_rng(7))
        started = time.perf_counter()
        judged = standing(dossier)
        ours = time.perf_counter() - started
        some = np.arange(min(count, SAMPLE))
        started = time.perf_counter()
        found = compare_all(dossier, some)
        theirs = (time.perf_counter() - started) * count / len(some)
        opposed = {one for ids in judged["against"] for one in ids}
        assert found == sum(f"c{one}" in opposed for one in some), "the two ways differ"
        print(
            f"{count:>8,} {count // A_QUESTION:>9,} {ours:>7.2f} s {1e6 * ours / count:>6.0f} µs "
            f"{theirs:>8.1f} s {theirs / ours:>5.0f}"
        )
    print(f"All pairs: measured on {SAMPLE:,} claims against all, and scaled to all of them.")


if __name__ == "__main__":
    main()
