"""Large and hostile dossiers end in an answer or in one clear error, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import TEMPLATE, replace_in

import analysis
from analysis.cli import main
from analysis.dossier.dossier import load
from analysis.dossier.files import listing
from analysis.dossier.tables import DossierError

SOON = 10.0  # seconds of work; quadratic work on what is tried here takes minutes


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Copy the template to where it may be spoilt."""
    for path in TEMPLATE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def lines_of(case: Path) -> list[str]:
    return (case / "claims.csv").read_text(encoding="utf-8").splitlines()


def columns(case: Path) -> None:
    header, *rows = lines_of(case)
    more = "".join(f",u{n}" for n in range(100_000))
    (case / "claims.csv").write_text("\n".join([header + more, *rows]), encoding="utf-8")


def own_columns(case: Path) -> None:
    header, *rows = lines_of(case)
    more = "".join(f",x_u{n}" for n in range(100_000))
    (case / "claims.csv").write_text("\n".join([header + more, *rows]), encoding="utf-8")


def some_columns(case: Path) -> None:
    header, *rows = lines_of(case)
    more = "".join(f",u{n}" for n in range(1000))
    (case / "claims.csv").write_text("\n".join([header + more, *rows]), encoding="utf-8")


def repeated(case: Path) -> None:
    lines = lines_of(case)
    (case / "claims.csv").write_text("\n".join([*lines, *[lines[1]] * 30_000]), encoding="utf-8")


def endless(case: Path) -> None:
    lines = lines_of(case)
    (case / "claims.csv").write_text("\n".join([*lines, *[lines[1]] * 200_001]), encoding="utf-8")


def deep_key(case: Path) -> None:
    text = (case / "dossier.toml").read_text(encoding="utf-8")
    (case / "dossier.toml").write_text(".".join("a" * 100_000) + " = 1\n" + text, encoding="utf-8")


def long_cell(case: Path) -> None:
    lines = lines_of(case)
    (case / "claims.csv").write_text(
        "\n".join([*lines, lines[1] + "x" * 10_000_000]), encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (columns, "claims.csv, row 1: found 100,012 columns; accepted: at most 2,000 columns"),
        (own_columns, "found 100,012 columns"),
        (some_columns, "and 958 more"),
        (endless, "claims.csv: found a table without an end; accepted: a table of at most 200,000"),
        (repeated, "and 29,950 more"),
        (deep_key, " bytes; accepted: at most 50,000 bytes"),
        (long_cell, "row 10: found a cell without an end; accepted: at most 131,072 characters"),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_it_is_refused_soon_and_in_few_words(
    spoil: Callable[[Path], None], said: str, case: Path
) -> None:
    spoil(case)
    begun = time.process_time()  # whatever else the machine does
    with pytest.raises(DossierError) as error:
        load(case)
    assert time.process_time() - begun < SOON
    assert said in str(error.value)
    assert len(str(error.value).splitlines()) <= 52
    assert len(error.value.problems) in (1, 1008, 30_000)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"\n\n", "an empty file"),
        (b"c1,q,paper,Me\n", "a first row with none of the columns"),
        ("claim_id,question_id,source_id,speaker\n".encode("utf-16-le"), "UTF-16 text, or no text"),
    ],
)
def test_what_is_no_table_is_one_problem(data: bytes, found: str, case: Path) -> None:
    (case / "claims.csv").write_bytes(data)
    with pytest.raises(DossierError) as error:
        load(case)
    assert [problem.found for problem in error.value.problems if "claims" in problem.file] == [
        found
    ]


@pytest.mark.parametrize("sign", ["\u200b", "\u00a0\u200b", "\ufeff"])
def test_a_name_that_shows_nothing_is_none(sign: str, case: Path) -> None:
    replace_in(case / "sources.csv", {"Example Gazette": sign})
    with pytest.raises(DossierError, match=r"column publisher: .*a filled cell"):
        load(case)


@pytest.mark.parametrize("sign", ["\u009b", "\u202e", "\u2066"])
def test_a_sign_that_turns_or_controls_is_refused(sign: str, case: Path) -> None:
    replace_in(case / "sources.csv", {"Example Gazette": f"Example {sign}Gazette"})
    with pytest.raises(DossierError, match=r"without control characters"):
        load(case)


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({'title = "': 'title = ""  # "'}, "title"),
        ({'customer = "telecom"': 'customer = "works"'}, "customer"),
        ({'main_source_sha256 = ""': 'main_source_sha256 = "zz"'}, "main_source_sha256"),
    ],
)
def test_settings_that_say_nothing_are_refused(
    changes: dict[str, str], column: str, case: Path
) -> None:
    replace_in(case / "dossier.toml", changes)
    with pytest.raises(DossierError, match=f"column {column}: found"):
        load(case)


def test_a_file_that_is_too_heavy_is_not_read(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.dossier.tables._HEAVIEST", 500)
    with pytest.raises(DossierError, match=r"claims.csv: found 1,\d+ bytes; accepted: at most 500"):
        load(case)


def test_a_folder_that_cannot_be_read_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(DossierError, match=r"a folder that cannot be read \(Permission denied\)"):
        listing(TEMPLATE)
    with pytest.raises(DossierError, match=r"a folder that cannot be read"):
        load(TEMPLATE)
    assert main(["check", str(TEMPLATE)]) == 1
    said = capsys.readouterr().out
    assert f"{TEMPLATE}: found a folder that cannot be read (Permission denied)" in said


def test_figures_draw_so_many_lines_and_say_so(case: Path) -> None:
    lines = lines_of(case)
    row = next(line for line in lines if ",q-share," in line)
    name = row.partition(",")[0]
    more = [row.replace(name, f"n{n}", 1).replace("0.6~", f"{n % 90 / 100}") for n in range(2000)]
    (case / "claims.csv").write_text("\n".join([*lines, *more]), encoding="utf-8")
    dossier = load(case)
    answers = analysis.answers_to(dossier, "q-share")
    ax = analysis.plot.answers(answers, title="Shares")
    figure = ax.get_figure()
    assert figure is not None
    said = figure.get_supxlabel().replace("\n", " ")
    assert f"Only the first 150 of {len(answers)} lines are drawn." in said
    assert len(ax.get_yticklabels()) == 150
    ax = analysis.plot.answers(answers, title="Parts", lang="fr")
    figure = ax.get_figure()
    assert figure is not None
    assert "Seules les 150 premières lignes sur" in figure.get_supxlabel().replace("\n", " ")


def test_a_span_of_a_thousand_years_has_names(case: Path) -> None:
    dates = {question for question, kind in _kinds(case) if kind == "date"}
    lines = lines_of(case)
    row = next(line for line in lines if line.split(",")[1] in dates)
    (case / "claims.csv").write_text(
        "\n".join([*lines, _dated(row, "1000-01-01~")]), encoding="utf-8"
    )
    events = analysis.events(load(case))
    assert analysis.plot.lanes(events, title="When").get_xticklabels()


def _kinds(case: Path) -> list[tuple[str, str]]:
    table = load(case).questions
    return list(zip(table["question_id"], table["kind"], strict=True))


def _dated(row: str, answer: str) -> str:
    cells = row.split(",")
    return ",".join(["old-c1", *cells[1:5], answer, *cells[6:]])


@pytest.mark.parametrize(("question", "answer"), [("q-share", "0.6~"), ("d-notice", "2023-11")])
def test_ten_thousand_answers_of_one_voice_make_camps_soon(
    question: str, answer: str, case: Path
) -> None:
    lines = lines_of(case)
    row = next(line for line in lines if f",{question}," in line and f",{answer}," in line)
    name = row.partition(",")[0]
    given = (f"0.{n:04d}" if question == "q-share" else _day(n) for n in range(1, 10_001))
    more = [
        row.replace(name, f"n{n}", 1).replace(f",{answer},", f",{one},")
        for n, one in enumerate(given)
    ]
    (case / "claims.csv").write_text("\n".join([*lines, *more]), encoding="utf-8")
    dossier = load(case)
    begun = time.process_time()
    assert len(analysis.camps(dossier, question)) > 80
    assert time.process_time() - begun < SOON


def _day(number: int) -> str:
    return f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
