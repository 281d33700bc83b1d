"""Which page a reader switches to for the other language."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from analysis.site.build import _in_other_language

FILES = {"index.html", "about.html", "search.html", "fr/index.html", "fr/about.html"}


def page(name: str, lang: str = "en") -> Any:
    return SimpleNamespace(name=name, lang=lang, root="" if lang == "en" else "../")


@pytest.mark.parametrize(
    ("name", "lang", "other"),
    [
        ("about.html", "en", ("fr/about.html", True)),  # the same page
        ("search.html", "en", ("fr/index.html", False)),  # the first page, where it has no twin
        ("about.html", "fr", ("../about.html", True)),
    ],
)
def test_a_page_leads_to_its_twin_and_says_whether_it_is_one(
    name: str, lang: str, other: tuple[str, bool]
) -> None:
    assert _in_other_language(page(name, lang), FILES) == other


def test_without_pages_in_french_none_leads_there() -> None:
    assert _in_other_language(page("about.html"), {"index.html", "about.html"}) is None
