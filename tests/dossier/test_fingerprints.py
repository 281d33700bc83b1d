"""No cell of anything coded changes without its line in the ledger of corrections."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from support import HOUSE, ROOT

from analysis.cli import main
from analysis.dossier.fingerprints import LEDGER, RECORD, changes, record
from analysis.dossier.schemas import FILES
from analysis.dossier.tables import DossierError

RULINGS = ROOT / "data" / "rulings"
HEADER = "claim_id,field,old,new,why\n"
TEXTS = ("translations.csv", "glossary.csv")
Rows = list[dict[str, str]]


@pytest.mark.parametrize("folder", [*HOUSE, RULINGS], ids=lambda folder: folder.name)
def test_everything_coded_is_as_recorded(folder: Path) -> None:
    """If this fails: a line in CORRECTIONS.csv for each cell, then `dossier check --record`."""
    found = changes(folder)
    assert found is not None
    assert [str(problem) for problem in found.unexplained] == []
    assert found.n_unrecorded == 0


def rows_of(path: Path) -> Rows:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def write(path: Path, rows: Rows) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def add_line(folder: Path, *cells: str) -> None:
    path = folder / LEDGER
    held = path.read_text(encoding="utf-8") if path.exists() else HEADER
    path.write_text(held + ",".join(f'"{cell}"' for cell in cells) + "\n", encoding="utf-8")


@pytest.fixture(params=[HOUSE[-1], RULINGS], ids=["dossier", "rulings"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Copy a recorded folder to where it may be spoilt."""
    shutil.copytree(request.param, tmp_path / "kept")
    return tmp_path / "kept"


def test_a_change_of_any_cell_of_any_column_is_seen(kept: Path) -> None:
    tried = 0
    for path in sorted(kept.glob("*.csv")):
        rows = rows_of(path)
        for nth, column in enumerate(rows[0]):
            row = rows[nth * 7 % len(rows)]
            before = row[column]
            row[column] = f"{before}." if before else "x"
            write(path, rows)
            if path.name in TEXTS:
                found = changes(kept)
                assert found is not None
                assert found.n_unrecorded == 1, column
            else:
                with pytest.raises(DossierError) as refused:
                    record(kept)
                assert refused.value.problems, f"{path.name}, {column}"
            row[column] = before
            tried += 1
        write(path, rows)
    assert tried > 20
    assert changes(kept) is not None


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Begin a dossier and record it."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "case"]) == 0
    assert main(["check", "case"]) == 0
    assert not (tmp_path / "case" / RECORD).exists()
    assert main(["check", "--record", "case"]) == 0
    return tmp_path / "case"


def change(folder: Path, file: str, nth: int, **cells: str) -> dict[str, str]:
    """Change cells of a row; give it as it was."""
    rows = rows_of(folder / file)
    before = dict(rows[nth])
    rows[nth] |= cells
    write(folder / file, rows)
    return before


def test_a_change_is_accepted_once_it_has_its_line(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = change(case, "claims.csv", 0, side="press", note="looked at again")
    capsys.readouterr()
    assert main(["check", "--record", "case"]) == 1
    said = capsys.readouterr().out
    assert f"claims.csv: found another row {before['claim_id']!r} than was recorded" in said
    add_line(case, before["claim_id"], "side", before["side"], "press", "the paper's own word")
    assert main(["check", "case"]) == 1  # the note has no line yet
    add_line(case, before["claim_id"], "note", before["note"], "looked at again", "told")
    assert main(["check", "case"]) == 0
    assert "note: not in fingerprints.json yet: 3" in capsys.readouterr().out
    assert main(["check", "--record", "case"]) == 0
    assert main(["check", "case"]) == 0
    assert "yet" not in capsys.readouterr().out.rpartition("recorded")[2]


def test_a_line_that_says_something_else_explains_nothing(case: Path) -> None:
    before = change(case, "claims.csv", 0, speaker="Someone Else")
    add_line(case, before["claim_id"], "speaker", "Another", "Someone Else", "wrong before")
    assert main(["check", "case"]) == 1
    add_line(case, before["claim_id"], "side", before["side"], "press", "wrong field")
    assert main(["check", "case"]) == 1


def test_the_name_of_a_person_need_not_be_told_again(case: Path) -> None:
    before = change(case, "claims.csv", 0, speaker="A fitter, Lyon")
    add_line(case, before["claim_id"], "speaker", "(a name)", "A fitter, Lyon", "speaks for nobody")
    assert main(["check", "case"]) == 0


def test_a_row_that_goes_needs_a_line_and_a_new_one_does_not(case: Path) -> None:
    rows = rows_of(case / "claims.csv")
    gone = rows.pop()
    write(case / "claims.csv", [*rows, {**rows[0], "claim_id": "new-c1"}])
    found = changes(case)
    assert found is not None
    assert [problem.found for problem in found.unexplained] == [f"no more row {gone['claim_id']!r}"]
    add_line(case, gone["claim_id"], "claim_id", gone["claim_id"], "(dropped)", "said twice")
    found = changes(case)
    assert found is not None
    assert (found.unexplained, found.n_unrecorded) == ([], 2)  # the new row, and the line


def test_a_table_without_ids_is_named_in_the_ledger(case: Path) -> None:
    before = change(case, "order.csv", 0, why="another reason")
    assert main(["check", "case"]) == 1
    add_line(case, "order", "why", before["why"], "another reason", "clearer")
    assert main(["check", "case"]) == 0


def test_the_order_of_rows_and_columns_is_free(case: Path) -> None:
    for name in ("claims", "sources", "order"):
        path = case / FILES[name]
        rows = rows_of(path)[::-1]
        write(path, [dict(reversed(row.items())) for row in rows])
    found = changes(case)
    assert found is not None
    assert (found.unexplained, found.n_unrecorded) == ([], 0)


def test_a_recorded_line_of_the_ledger_stays(case: Path) -> None:
    before = change(case, "claims.csv", 0, note="one")
    add_line(case, before["claim_id"], "note", before["note"], "one", "told")
    assert main(["check", "--record", "case"]) == 0
    path = case / LEDGER
    path.write_text(
        path.read_text(encoding="utf-8").replace('"told"', '"told otherwise"'), encoding="utf-8"
    )
    with pytest.raises(DossierError, match="a recorded line that changed or went"):
        record(case)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"claims.csv": {}}'])
def test_a_broken_record_is_named(text: str, case: Path) -> None:
    (case / RECORD).write_text(text, encoding="utf-8")
    with pytest.raises(DossierError, match=r"fingerprints\.json: found no record"):
        changes(case)


def test_the_record_can_be_read_and_compared(case: Path) -> None:
    held = json.loads((case / RECORD).read_text(encoding="utf-8"))
    assert list(held["claims.csv"]) == [row["claim_id"] for row in rows_of(case / "claims.csv")]
    assert len((case / RECORD).read_text(encoding="utf-8").splitlines()) > len(held["claims.csv"])
