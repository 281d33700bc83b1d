"""The signature of each public name says what it takes and gives."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pytest
from support import ROOT

import analysis

HOMES = [analysis, *(getattr(analysis, name) for name in analysis._FOLDERS)]


def signed() -> Iterator[tuple[str, object]]:
    """Give each public function, class and method, with its name."""
    for home in HOMES:
        for name in getattr(home, "__all__", ()):
            thing = getattr(home, name)
            yield f"{home.__name__}.{name}", thing
            if inspect.isclass(thing):
                methods = inspect.getmembers(thing, inspect.isfunction)
                yield from ((f"{name}.{one}", made) for one, made in methods if one[0] != "_")


@pytest.mark.parametrize(("name", "thing"), list(signed()))
def test_nothing_public_is_of_any_type(name: str, thing: object) -> None:
    """An alias of numpy, such as ``ArrayLike``, stands for itself."""
    written = {part: str(kind) for part, kind in getattr(thing, "__annotations__", {}).items()}
    assert not [part for part, kind in written.items() if re.search(r"\bAny\b", kind)], name
    if inspect.isfunction(thing):
        taken = {part for part in inspect.signature(thing).parameters if part != "self"}
        assert written.keys() >= taken | {"return"}, name


def test_options_of_a_view_have_names() -> None:
    """After the dossier and the question, everything is given by its name."""
    for name in ("answers_to", "camps", "notice", "over_time", "published_answers", "tighten"):
        parameters = inspect.signature(getattr(analysis, name)).parameters.values()
        placed = [one.name for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
        assert placed[0] == "dossier"
        assert placed[1:] in ([], ["question_id"]), name


def test_each_name_at_the_top_is_used_in_a_notebook_or_a_guide() -> None:
    guides = [ROOT / "README.md", ROOT / "analysis" / "README.md", ROOT / "data" / "README.md"]
    files = [*(ROOT / "notebooks").glob("*.ipynb"), *guides]
    text = " ".join(path.read_text(encoding="utf-8") for path in files)
    assert [name for name in analysis.__all__ if not re.search(rf"\b{name}\b", text)] == []
