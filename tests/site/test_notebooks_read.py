"""What of a notebook's outputs a page shows."""

from __future__ import annotations

import pytest

from analysis.site.notebooks import is_shown


@pytest.mark.parametrize(
    ("kind", "data", "shown"),
    [
        ("display_data", {"text/html": "<table>"}, True),
        ("display_data", {"image/png": "iVBOR"}, True),
        ("execute_result", {"image/png": "iVBOR"}, True),
        ("execute_result", {"text/plain": "12"}, False),
        ("stream", {}, False),
    ],
)
def test_what_a_cell_shows_by_itself_is_on_its_page(
    kind: str, data: dict[str, str], shown: bool
) -> None:
    assert is_shown({"output_type": kind, "data": data}) is shown
