"""Date answers read per second, beside the edtf package, on the same mix of forms.

edtf is so much slower that it reads a sample of the answers; rates are compared.
"""

from __future__ import annotations

import time
import warnings

import numpy as np
import pandas as pd

from analysis.language.answers import parse_dates

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

SAMPLE = 1000


def mixed_dates(count: int, rng: np.random.Generator) -> pd.Series[str]:
    """Make distinct days, months, years, approximate ones, closed and open intervals."""
    days = np.datetime64("1970-01-01") + rng.integers(-20_000, 20_000, count)
    text = pd.Series(np.datetime_as_string(days), dtype="str")
    form = rng.integers(0, 6, count)
    text = text.where(form != 1, text.str[:7]).where(form != 2, text.str[:4])
    text = text.where(form != 3, text + "~").where(form != 4, text + "/2099")
    return text.where(form != 5, text + "/..")


def main() -> None:
    """Print rates at three sizes."""
    rng = np.random.default_rng(2022)
    answers = mixed_dates(SAMPLE, rng)
    start = time.perf_counter()
    for text in answers:
        parsed = parse_edtf(text)
        parsed.lower_fuzzy(), parsed.upper_fuzzy()
    theirs = SAMPLE / (time.perf_counter() - start)
    print(f"edtf      {SAMPLE:>9,} answers {theirs:>12,.0f} a second")
    for size in (10_000, 100_000, 1_000_000):
        answers = mixed_dates(size, rng)
        start = time.perf_counter()
        parse_dates(answers)
        ours = size / (time.perf_counter() - start)
        print(f"analysis  {size:>9,} answers {ours:>12,.0f} a second  {ours / theirs:>6,.0f} times")


if __name__ == "__main__":
    main()
