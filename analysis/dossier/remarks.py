"""What is no fault of a dossier and yet worth a look, such as one speaker in two spellings."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.dossier.comparison import of_other_times
from analysis.dossier.dossier import Dossier
from analysis.dossier.speakers import near_spellings


def remarks(dossier: Dossier) -> Iterator[str]:
    """Yield what a person should look at, one line per remark.

    Examples
    --------
    >>> from analysis import example
    >>> all(line.startswith("note: ") for line in remarks(example()))
    True
    """
    for names in near_spellings(dossier.spellings):
        yield f"note: one speaker, or several? {'; '.join(map(repr, names))}"
    for claim in of_other_times(dossier).itertuples():
        yield f"note: {claim.claim_id} states no period; of its own day? {claim.statement}"
