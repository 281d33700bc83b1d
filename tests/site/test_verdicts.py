"""The article page says which verdicts rest on one source, and what would settle the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup

import analysis
from analysis.dispute.article import check_article
from analysis.dossier import Dossier
from analysis.dossier.example import EXAMPLE
from analysis.dossier.translations import in_language
from analysis.site.article import Statement, statements_of
from analysis.site.evidence import claims_of
from analysis.site.verdicts import hanging_of


def statements(dossier: Dossier, lang: str) -> dict[str, Statement]:
    shown = in_language(dossier, lang)
    found = statements_of(shown, claims_of(shown), hanging_of(dossier))
    return {statement.claim.id: statement for statement in found}


def test_a_source_named_alone_changes_the_verdict() -> None:
    dossier = analysis.example()
    main = dossier.about.main_source
    named = {own: s for own, s in statements(dossier, "en").items() if s.hangs_on}
    assert set(named) == {"gazette-c1", "gazette-c2", "gazette-c6"}
    for own, statement in named.items():
        for source, then in statement.hangs_on.items():
            less = check_article(dossier.without(sources=source), main).set_index("claim_id")
            assert less.loc[own, "now"] == then != statement.now


def test_what_would_settle_is_said_of_contested_statements_alone(dossier: Dossier) -> None:
    for lang in ("en", "fr"):
        every = statements(dossier, lang).values()
        assert any(s.settled_by for s in every)
        assert {s.now for s in every if s.settled_by} == {"contested"}
    said = statements(dossier, "fr")["francebleu-2022-03-21-s08"].settled_by
    assert said.replace("\N{NO-BREAK SPACE}", " ") == (
        "« oui » ou « en partie » dit par Scopelec ; "
        "« non » ou « en partie » dit par Orange ; une constatation d’un tribunal"
    )


def test_the_page_says_it(site_of: Callable[[Path], Path]) -> None:
    page = site_of(EXAMPLE) / "article.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    lines = [" ".join(line.text.split()) for line in soup.select("#gazette-c2 .hangs")]
    assert lines == [
        "This verdict rests on one other source: Example Weekly, about May 2024. Without it, the "
        "verdict would be “one side's word”.",
        "What would settle it: “yes” or “partly” from Example Works; “no” or “partly” from Example "
        "Telecom; a finding by a court.",
    ]
    assert not soup.select("#gazette-c3 .hangs")


def test_without_statements_nothing_hangs(small: Callable[..., Dossier]) -> None:
    assert hanging_of(small([{"answer": "0.5", "source_id": "weekly"}])) == {}


def test_a_statement_is_not_its_own_witness() -> None:
    every = statements(analysis.example(), "en")
    assert all(own not in statement.same for own, statement in every.items())
