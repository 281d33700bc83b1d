"""Change one line of the library where a reader's number is decided, and see that a test fails.

Each change is made in a copy, and the tests of that module run on it. One that lives names a test
that is missing.

Usage: python tests/mutate_code.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from support import ROOT


class Mutation(NamedTuple):
    """What would be wrong, where, and which tests should see it; or why nobody could."""

    wrong: str
    file: str
    old: str
    new: str
    tests: str
    unseen: str = ""


MUTATIONS = [
    Mutation(
        "of two equal camps the last stays",
        "analysis/dispute/camps.py",
        "members == sets[r] and r < number",
        "members == sets[r] and r > number",
        "tests/dispute/test_camps.py",
        "both have the same members, and so the same row",
    ),
    Mutation(
        "an answer in several camps is shown in the smallest",
        "analysis/dispute/camps.py",
        'found.sort_values("n_voices", kind="stable")',
        'found.sort_values("n_voices", ascending=False, kind="stable")',
        "tests/dispute/test_camps.py",
    ),
    Mutation(
        "a gap is measured to the farthest camp below",
        "analysis/dispute/camps.py",
        "high[own][below].max()",
        "high[own][below].min()",
        "tests/dispute/test_camps.py",
    ),
    Mutation(
        "a case counts shares of every scope",
        "analysis/cases.py",
        "speaking(claims_on(dossier, customer_share))",
        "speaking(claims_on(dossier, customer_share, scope=None))",
        "tests/test_cases.py",
    ),
    Mutation(
        "a tie counts as in a smaller camp",
        "analysis/dispute/article.py",
        "together >= against",
        "together > against",
        "tests/dispute/test_article.py",
    ),
    Mutation(
        "an article is judged as of the first day that it may have been published",
        "analysis/dispute/article.py",
        'source["published_high"]',
        'source["published_low"]',
        "tests/dispute/test_article.py",
    ),
    Mutation(
        "of equally strong answers only the voices of the first count",
        "analysis/dispute/positions.py",
        '"n_voices": sum(row["n_voices"] for row in rows)',
        '"n_voices": rows[0]["n_voices"]',
        "tests/dispute/test_positions.py",
    ),
    Mutation(
        "of two camps with as many voices the one with fewer claims stays",
        "analysis/timeline/tightening.py",
        "-len(heard.intersection(camp.claims))",
        "len(heard.intersection(camp.claims))",
        "tests/timeline/test_chronology.py",
    ),
    Mutation(
        "two events on one day come one before the other",
        "analysis/timeline/events.py",
        "if a.latest < b.earliest:",
        "if a.latest <= b.earliest:",
        "tests/timeline/test_events.py",
    ),
    Mutation(
        "missing notice is priced by the wrong end",
        "analysis/timeline/money.py",
        '(("low", "months_high"), ("high", "months_low"))',
        '(("low", "months_low"), ("high", "months_high"))',
        "tests/timeline/test_money.py",
    ),
    Mutation(
        "the range holds eight draws in ten",
        "analysis/dependency/shocks.py",
        "[0.05, 0.5, 0.95]",
        "[0.1, 0.5, 0.9]",
        "tests/dependency/test_shocks.py",
    ),
    Mutation(
        "the remainder is cut into customers of half the size",
        "analysis/dependency/concentration.py",
        "low + full * cap**2",
        "low + full * cap**2 / 2",
        "tests/dependency/test_concentration.py",
    ),
    Mutation(
        "a source dated to two months is dated to the month",
        "analysis/dossier/published.py",
        "longest = 31 if",
        "longest = 62 if",
        "tests/dossier/test_published.py",
    ),
    Mutation(
        "of numbers in the same words the greatest is the value",
        "analysis/dossier/published.py",
        "min(values) / 2 + max(values) / 2",
        "max(values)",
        "tests/dossier/test_published.py",
    ),
    Mutation(
        "an open range has the other end for its value",
        "analysis/dossier/published.py",
        "said.replace([np.inf, -np.inf], np.nan).mean(axis=1)",
        "said.mean(axis=1)",
        "tests/dossier/test_published.py",
    ),
    Mutation(
        "what is supposed is not marked so",
        "analysis/dependency/inputs.py",
        'str(Basis.ASSUMPTION), "supposed"',
        'str(Basis.ASSUMPTION), ""',
        "tests/dependency/test_inputs.py",
    ),
    Mutation(
        "a notice is drawn without its length",
        "analysis/figures/cases.py",
        "_GAP + ends[0] / longest, _GAP + ends[1] / longest",
        "_GAP + ends[0] / longest, _GAP + ends[0] / longest",
        "tests/test_cases.py",
    ),
    Mutation(
        "the tolerance of a number over time is not drawn",
        "analysis/figures/history.py",
        "ax.plot([middle] * 2, ends,",
        "ax.plot([middle] * 2, [row.value] * 2,",
        "tests/figures/test_every_plot.py tests/figures/test_dependency.py",
    ),
    Mutation(
        "what is simulated and what is published have one colour",
        "analysis/figures/shocks.py",
        '_MORE if row.basis == "simulated" else INK',
        "INK",
        "tests/figures/test_every_plot.py tests/figures/test_dependency.py",
    ),
]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", ".hypothesis", "__pycache__", ".runnable")


def lives(mutation: Mutation, copy: Path) -> bool:
    """Make a change in a copy, run its tests and those of its docstrings, and take it back."""
    path = copy / mutation.file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "-p",
            "no:cacheprovider",
            *mutation.tests.split(),
            path,
        ],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )
    path.write_text(text, encoding="utf-8")
    return done.returncode == 0


def main() -> int:
    """Print which changes are caught."""
    alive = 0
    seen = [mutation for mutation in MUTATIONS if not mutation.unseen]
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        for mutation in seen:
            alive += (living := lives(mutation, copy))
            print(f"{'ALIVE ' if living else 'caught'} {mutation.wrong}", flush=True)
    print(f"{len(seen) - alive} of {len(seen)} caught")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
