"""Make nbval strict: compare pictures byte for byte, and refuse cells that were never run.

Its kernels are sealed, as those of `make report` are.
"""

from __future__ import annotations

import os

import pytest

PICTURES = ("image/png", "image/jpeg")


def pytest_configure(config: pytest.Config) -> None:
    """Let nothing outside have a say in the kernels that nbval starts; workers inherit that."""
    if not config.getoption("nbval", default=False) or hasattr(config, "workerinput"):
        return
    from analysis.site.kernel import seal

    sealing = seal()
    environment = sealing.__enter__()
    config.add_cleanup(lambda: sealing.__exit__(None, None, None))
    del environment["TMPDIR"]  # where this process keeps the files of tests
    for name in [*os.environ]:
        if name not in environment and name not in ("TMPDIR", "PYTEST_CURRENT_TEST"):
            del os.environ[name]
    os.environ.update(environment)


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


@pytest.fixture(autouse=True)
def _folder_of_its_own(request: pytest.FixtureRequest) -> None:
    """Run the example of a docstring in an empty folder: some write files."""
    node = request.node
    if isinstance(node, pytest.DoctestItem) and node.path.suffix == ".py":
        request.getfixturevalue("monkeypatch").chdir(request.getfixturevalue("tmp_path"))
