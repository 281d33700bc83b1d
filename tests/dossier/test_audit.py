"""How often the coding erred, as the samples that were read again tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scipy.stats import binomtest
from support import table

import analysis
from analysis.dossier.dossier import Dossier


def test_the_intervals_are_wilson_s(dossier: Dossier) -> None:
    """Beside SciPy's, for each sample and both shares."""
    for row in analysis.dossier.audit_errors(dossier).itertuples():
        for hits, low, high in (
            (row.n_wrong, row.wrong_low, row.wrong_high),
            (row.n_faulty, row.faulty_low, row.faulty_high),
        ):
            known = binomtest(hits, row.n_read).proportion_ci(method="wilson")
            assert (low, high) == pytest.approx((known.low, known.high), abs=1e-6)


def test_disputed_questions_were_coded_worse_than_random_ones(dossier: Dossier) -> None:
    rows = analysis.dossier.audit_errors(dossier).set_index("sample")
    random = rows.loc[["first random", "second random"], ["n_wrong", "n_read"]].sum()
    disputed = rows.loc["disputed"]
    assert disputed["n_read"] == 80
    assert f"{100 * disputed['wrong']:.1f}" == "8.8"
    assert disputed["wrong"] > random["n_wrong"] / random["n_read"]


def test_what_was_not_found_again_counts_in_no_share(small: Callable[..., Dossier]) -> None:
    verdicts = [("a", "ok"), ("a", "wrong"), ("a", "not found"), ("b", "not found")]
    rows = [{"claim_id": "c1", "sample": s, "verdict": v} for s, v in verdicts]
    dossier = small([{"answer": "0.5"}], audit=table("audit", rows))
    found = analysis.dossier.audit_errors(dossier).set_index("sample")
    assert found.loc["a", ["n_drawn", "n_read", "n_wrong"]].tolist() == [3, 2, 1]
    assert found.loc["a", "wrong"] == 0.5
    assert found.loc["b", ["wrong", "wrong_low", "wrong_high"]].isna().all()


def test_a_dossier_without_an_audit_has_no_rows(small: Callable[..., Dossier]) -> None:
    assert analysis.dossier.audit_errors(small([{"answer": "0.5"}])).empty
