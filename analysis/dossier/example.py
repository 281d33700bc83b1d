"""The fictitious dossiers that come with the library: an example, and a template to start from."""

from __future__ import annotations

from pathlib import Path

from analysis.dossier.dossier import Dossier, load

HERE = Path(__file__).parent
TEMPLATE, EXAMPLE = HERE / "template", HERE / "example_case"


def example() -> Dossier:
    """Load the dossier that comes with the library.

    Everything in it is fictitious; it has some of each table that a dossier may have.

    Returns
    -------
    Dossier

    Examples
    --------
    >>> example().question("q-share")["unit"]
    'share'
    """
    return load(EXAMPLE)
