"""Make nbval strict: compare pictures byte for byte, and refuse cells that were never run."""

from __future__ import annotations

import pytest

PICTURES = ("image/png", "image/jpeg")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Change what nbval would pass over in silence."""
    for item in items:
        cell, notebook = getattr(item, "cell", None), item.parent
        if cell is None or notebook is None or not hasattr(notebook, "skip_compare"):
            continue
        notebook.skip_compare = tuple(k for k in notebook.skip_compare if k not in PICTURES)
        if cell.source.strip() and cell.execution_count is None:
            item.runtest = refuse  # type: ignore[method-assign]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests measured, whichever process ran them."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "figures":
                terminalreporter.write_line(str(value))


def refuse() -> None:
    """Fail a cell that has no stored outputs to compare with."""
    pytest.fail("stored without being run: nbval would compare nothing", pytrace=False)
