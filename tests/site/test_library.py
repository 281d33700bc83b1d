"""The page of the library's functions: every room with its title, what is at the top first."""

from __future__ import annotations

import analysis
from analysis.site.library import rooms


def test_every_room_has_a_title_and_what_is_at_the_top_stands_first() -> None:
    for room in rooms():
        assert len(room.title.split()) > 2
        names = [entry.name for entry in room.entries]
        at_top = [name in analysis.__all__ for name in names]
        assert at_top == sorted(at_top, reverse=True)
        assert names[: sum(at_top)] == sorted(names[: sum(at_top)])
