"""Text that is not UTF-8: read as Windows-1252 where it is that, refused where it is another."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import HOUSE

from analysis.dossier.encodings import as_windows_1252
from analysis.dossier.tables import DossierError, read_table

TEXTS = [
    "Société d’Exemple",
    "La société a été informée à l’été",
    "« Nous étions prêts »",
    "déjà là : où est le contrat ?",
    "Hervé, maître d’œuvre",
    "Noël",
    "Le bâtiment de la forêt",
    "façon naïve",
    "un cœur",
    "œuvre",
    "étude",
]
OTHERS = ["mac_roman", "cp850", "cp437", "cp858"]


OWN = [  # texts with a sign that the encoding has, and writes in its own way
    (text, encoding)
    for encoding in OTHERS
    for text in TEXTS
    if not text.encode(encoding, "ignore").isascii()
]


@pytest.mark.parametrize(("text", "encoding"), OWN)
def test_an_old_macintosh_and_dos_are_refused(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    with pytest.raises(ValueError, match=r"neither UTF-8 nor Windows-1252|can't decode"):
        as_windows_1252(data)


@pytest.mark.parametrize("text", ["un cœur", "œuvre", "12 €", "maître d'œuvre, 5 €"])
def test_latin_9_is_refused_where_it_differs(text: str) -> None:
    with pytest.raises(ValueError, match="neither UTF-8 nor Windows-1252"):
        as_windows_1252(text.encode("iso8859-15"))


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "“Je suis là”, dit-il… Non ; “oui”.",
        "salarié·e·s, TouléCo et ToulÉco",
        "Paris–Lyon, n° 12, 5 m², £550m, 20 ‰, 12 €, 1½, Orange™",
        "ARIANE À L’ÉTAT ; l’Élysée, C’EST ÇA, CŒUR, Œuvre",
        "…puis “Škoda” et Žižek",
        "it ended — and began again…",
    ],
)
def test_windows_1252_is_read(text: str) -> None:
    assert as_windows_1252(text.encode("cp1252")) == text


@pytest.mark.parametrize("folder", HOUSE, ids=lambda folder: folder.name)
def test_the_words_of_the_house_pass_as_windows_1252(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        data = path.read_text(encoding="utf-8").encode("cp1252", "ignore")
        assert as_windows_1252(data) == data.decode("cp1252")


@pytest.mark.parametrize("encoding", OTHERS)
def test_the_message_names_the_file_and_what_to_do(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes("speaker,answer\nSociété d'Exemple,1\n".encode(encoding))
    with pytest.raises(DossierError, match=r"claims\.csv.*accepted: text saved as CSV UTF-8"):
        read_table(path, ["speaker", "answer"])
