"""Paragraphs in notebooks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support import table

import analysis
from analysis.dossier import Dossier
from analysis.figures.tell import citation, told


@pytest.fixture
def example() -> Dossier:
    """Load the fictitious dossier."""
    return analysis.example()


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Write a text in both languages."""
    (tmp_path / "t.md").write_text(
        "## answer\nIt was {length:months} [c:weekly-c4].\n\n## more\nNo value.\n",
        encoding="utf-8",
    )
    (tmp_path / "t.fr.md").write_text("## answer\nC’était {length:months}.\n", encoding="utf-8")
    return tmp_path / "t"


def test_both_languages_take_the_same_values(example: Dossier, texts: Path) -> None:
    text = told(example, texts, "answer", length=(9.5, 10.0))
    english, french = text.split("\n\n**Résumé.** ")
    assert english.startswith("It was 9.5 to 10.0 months [(Example Weekly, May 2024)](<https:")
    assert french.replace("\u00a0", " ") == "C’était 9,5 à 10,0 mois."
    assert told(example, texts, "more") == "No value."


def test_a_citation_leads_to_the_source_and_holds_the_id(example: Dossier) -> None:
    text = citation(example, ["gazette-c1", "weekly-c4"])
    first, second = text.split(") [")
    assert first.startswith("[(the article;](<https://example.org/gazette/works> ")
    assert first.endswith(' "Example Works, Example Gazette, 2 May 2024 [gazette-c1]"')
    assert second.endswith('[weekly-c4]")')
    assert citation(example, ["gazette-c1"], "fr").startswith("[(l’article)](<")
    with pytest.raises(ValueError, match="no claim_id 'nobody'"):
        citation(example, ["nobody"])


def test_what_a_speaker_says_twice_in_a_source_is_cited_once(
    small: Callable[..., Dossier],
) -> None:
    paper = {"source_id": "paper", "publisher": "eve mur (radio)", "title": "T", "kind": "union"}
    paper |= {"published": "2022-03-21", "read": "full text", "url": "https://x.org/a"}
    said = [{"speaker": "Ève Mür"}, {"speaker": "Ève Mür"}, {"speaker": 'O. "The" [Other]'}]
    claims = [{"answer": f"0.{n}"} | one for n, one in enumerate(said, start=1)]
    dossier = small(claims, sources=table("sources", [paper]))
    text = citation(dossier, ["c1", "c2", "c3"])
    # and a publisher that is the speaker, but for capitals and accents, is not named beside it
    assert text == (
        '[(eve mur, March 2022;](<https://x.org/a> "Ève Mür, 21 March 2022 [c1]") '
        '[again;](<https://x.org/a> "Ève Mür, 21 March 2022 [c2]") '
        "[again)](<https://x.org/a> \"O. 'The' [Other], eve mur [radio], 21 March 2022 [c3]\")"
    )
    assert '[de nouveau)](<https://x.org/a> "' in citation(dossier, ["c1", "c2"], "fr")


@pytest.mark.parametrize(
    ("published", "english", "french"),
    [
        ("2022-03-21", "March 2022", "mars 2022"),
        ("2022-03-27/2022-03-28", "March 2022", "mars 2022"),
        ("2022-03/2022-05", "2022", "2022"),
        ("2022-03-21/..", "March 2022 or later", "mars 2022 ou plus tard"),
        ("../2022-03-21", "21 March 2022 or earlier", "21 mars 2022 ou plus tôt"),
    ],
)
def test_a_citation_names_the_month_where_it_is_known(
    small: Callable[..., Dossier], published: str, english: str, french: str
) -> None:
    paper = {"source_id": "paper", "publisher": "Paper", "title": "T", "kind": "union"}
    paper |= {"published": published, "read": "full text", "url": "https://x.org/a"}
    dossier = small([{"answer": "0.1"}], sources=table("sources", [paper]))
    assert citation(dossier, ["c1"]).startswith(f"[(Paper, {english})](")
    plain = citation(dossier, ["c1"], "fr").replace("\u00a0", " ")
    assert plain.startswith(f"[(Paper, {french})](")


def test_faults_name_file_and_section(example: Dossier, texts: Path) -> None:
    with pytest.raises(ValueError, match=r"t\.md has no section 'x'; accepted: answer, more"):
        told(example, texts, "x")
    with pytest.raises(ValueError, match=r"t\.md, section 'answer': a slot without a value"):
        told(example, texts, "answer")
    (texts.parent / "t.fr.md").write_text("## answer\nSans valeur.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"t\.fr\.md, section 'answer': a value without a slot"):
        told(example, texts, "answer", length=1.0)
    (texts.parent / "t.fr.md").write_text("## autre\nSans valeur.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"'autre' is not in t\.md"):
        analysis.tell(example, texts)
    with pytest.raises(ValueError, match="no file"):
        analysis.tell(example, texts.parent / "none")


def test_it_is_shown_as_markdown(
    example: Dossier, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[dict[str, str]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    analysis.tell(example, texts)("more")
    assert shown == [{"text/markdown": "No value.", "text/plain": "No value."}]


def test_a_citation_says_that_a_page_is_a_copy(small: Callable[..., Dossier]) -> None:
    paper = {"source_id": "paper", "publisher": "Paper (reposted by Blog)", "title": "T"}
    paper |= {"published": "2022-03-21", "read": "full text", "url": "https://x.org/a"}
    dossier = small([{"answer": "0.1"}], sources=table("sources", [paper | {"kind": "repost"}]))
    assert citation(dossier, ["c1"]).startswith("[(Paper, copy, March 2022)](")
    assert "reposted by Blog" in citation(dossier, ["c1"])
    dossier = small([{"answer": "0.1"}], sources=table("sources", [paper | {"kind": "union"}]))
    assert citation(dossier, ["c1"], "fr").startswith("[(Paper, mars")
