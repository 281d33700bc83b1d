"""The fictitious dossier that comes with the library, an example and a template."""

from __future__ import annotations

from pathlib import Path

from analysis.dossier.dossier import Dossier, load

TEMPLATE = Path(__file__).parent / "template"


def example() -> Dossier:
    """Load the dossier that comes with the library.

    Everything in it is fictitious. `dossier new` on the command line writes a copy to start from.

    Returns
    -------
    Dossier

    Examples
    --------
    >>> example().question("q-share")["unit"]
    'share'
    """
    return load(TEMPLATE)
