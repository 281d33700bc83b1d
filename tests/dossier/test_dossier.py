"""Loading, checking and cutting a dossier."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from pathlib import Path

import counts
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import REAL, ROOT, replace_in

import analysis
from analysis.columns import in_days
from analysis.dossier.dossier import Dossier, _colours, load
from analysis.dossier.schemas import FILES, columns_of
from analysis.dossier.tables import DossierError
from analysis.language.answers import as_day, to_day


def rows_of(name: str) -> int:
    return len(pd.read_csv(REAL / name, dtype=str))


def test_the_real_dossier_loads_whole(dossier: Dossier) -> None:
    assert len(dossier.claims) == rows_of("claims.csv") == counts.CLAIMS
    assert len(dossier.questions) == rows_of("questions.csv") == counts.QUESTIONS
    assert len(dossier.sources) == rows_of("sources.csv") == counts.SOURCES
    assert len(dossier.table("law")) == rows_of("law.csv")
    assert len(dossier.table("market")) == rows_of("market.csv")


def test_every_answer_of_the_real_dossier_is_an_interval(dossier: Dossier) -> None:
    claims = dossier.claims
    measured = claims[claims["kind"] != "yes-no"]
    assert (measured["low"] <= measured["high"]).all()
    assert claims.loc[claims["kind"] == "yes-no", ["low", "high"]].isna().all(axis=None)
    periods = in_days(claims)
    assert (periods["period_low"] <= periods["period_high"]).all()


def test_the_figures_of_the_article_are_as_printed(dossier: Dossier) -> None:
    """Change one of these figures in ``claims.csv`` and this fails."""
    article = dossier.select(source_id=dossier.about.main_source).set_index("claim_id")["answer"]
    number = {key.rsplit("-", 1)[1]: answer for key, answer in article.items()}
    assert len(article) == 33
    assert {key: number[key] for key in ("s04", "s07", "s25", "s26", "s27", "s29", "s31")} == {
        "s04": "500",
        "s07": "0.75",
        "s25": "36/72",
        "s26": "200000000",
        "s27": "3000~",
        "s29": "2021-07",
        "s31": "72",
    }


def test_corrections_are_in_the_data(dossier: Dossier) -> None:
    """The last line on a field holds."""
    keys = {"claims": "claim_id", "questions": "question_id", "sources": "source_id"}
    keys |= {"parties": "side", "law": "rule_id"}
    rows = {
        row_id: row
        for name, key in keys.items()
        for row_id, row in dossier.table(name).set_index(key).iterrows()
    }
    ledger = dossier.table("corrections")
    for line in ledger.drop_duplicates(["claim_id", "field"], keep="last").itertuples():
        if line.new == "(dropped)":
            assert line.claim_id not in rows
        elif line.claim_id not in FILES:  # of a table without ids the line names the table
            assert rows[line.claim_id][line.field] == line.new


def test_a_repost_is_no_further_voice(dossier: Dossier) -> None:
    claims = dossier.claims.set_index("claim_id")
    assert claims.loc["alloforfait-2022-c02", "voice"] == ""
    assert claims.loc["lemonde-2022-03-18-copy-c01", ["voice", "body"]].tolist() == ["", "Le Monde"]
    reposts = dossier.sources.query("kind == 'repost'")["source_id"]
    assert {"theworldnews-2022-09-28", "cfecgc-2022-03-21"} <= set(reposts)


def test_what_was_collected_had_been_published(dossier: Dossier) -> None:
    """One source is dated ``2021-12/..``: unbounded, but not later than the day it was read."""
    collected = pd.Timestamp(dossier.about.collected)
    assert dossier.claims["published_by"].max() == collected
    assert len(dossier.as_of(dossier.about.collected).claims) == len(dossier.claims)


def test_as_of_keeps_only_what_had_certainly_appeared(dossier: Dossier) -> None:
    then = dossier.as_of("2022-03-21")
    assert (then.sources["published_high"] <= "2022-03-21").all()
    assert set(then.claims["source_id"]) <= set(then.sources["source_id"])
    assert "latribune-2022-03-18" not in set(then.sources["source_id"])  # 2022-03-18~
    assert dossier.about.main_source in set(then.sources["source_id"])
    assert len(then.questions) == len(dossier.questions)


@given(days=st.lists(st.dates(), min_size=2, max_size=2).map(sorted))
def test_as_of_grows_with_time(dossier: Dossier, days: list[object]) -> None:
    early, late = (set(dossier.as_of(str(day)).claims["claim_id"]) for day in days)
    assert early <= late


@pytest.mark.parametrize(
    "when",
    [
        "2022-03-31", "2022-03", date(2022, 3, 31), datetime(2022, 3, 31, 23, 59),
        pd.Timestamp("2022-03-31 12:00"), pd.Timestamp("2022-03-31", tz="Europe/Paris"),
    ],
)  # fmt: skip
def test_as_of_takes_what_people_use_for_a_day(dossier: Dossier, when: date) -> None:
    assert dossier.as_of(when).claims.equals(dossier.as_of("2022-03-31").claims)
    assert as_day(when) == to_day("2022-03-31")


@pytest.mark.parametrize(
    "when", ["22/10/1999", "2022-03-21~", "2022-02-30", "2022-13", "2022-00", "", pd.NaT, 19_000]
)
def test_what_is_no_day_is_refused_with_what_is(dossier: Dossier, when: date) -> None:
    with pytest.raises(ValueError, match=r"no day .*; accepted: 2022-03-21, or 2022-03 or 2022"):
        dossier.as_of(when)


def test_the_sides_of_a_case_have_colours_of_their_own(dossier: Dossier) -> None:
    names = ["press", "court", dossier.about.customer, dossier.about.supplier]
    names += [f"union {number}" for number in range(6)]
    colours = _colours(pd.Series(names), dossier.about)
    assert len(set(colours)) == len(names)
    more = _colours(pd.Series([*names, "one more"]), dossier.about)
    assert more == [*colours, colours[4]]  # no seventh colour can be told from the six


def test_a_question_is_its_row_of_the_table(dossier: Dossier) -> None:
    row = dossier.questions.iloc[-1]
    assert dossier.question(row["question_id"]).to_dict() == row.to_dict()


def test_a_question_of_another_kind_is_refused(dossier: Dossier) -> None:
    assert dossier.question("q-orange-share", kinds="quantity")["kind"] == "quantity"
    refused = "'q-orange-share' is a quantity question; accepted: a date or duration question"
    with pytest.raises(ValueError, match=refused):
        dossier.question("q-orange-share", kinds=("date", "duration"))


def test_the_wide_view_joins_each_claim_once(dossier: Dossier) -> None:
    wide = dossier.wide
    assert wide[dossier.claims.columns].equals(dossier.claims)
    sources = dossier.sources.set_index("source_id")
    parties = dossier.parties.set_index("side")
    for claim in wide.itertuples():
        assert claim.unit == dossier.question(claim.question_id)["unit"]
        assert claim.publisher == sources.loc[claim.source_id, "publisher"]
        assert claim.colour == parties.loc[claim.side, "colour"]
    wide["unit"] = "spoilt"
    assert "spoilt" not in set(dossier.wide["unit"])


def test_a_dossier_can_be_pickled_and_copied(dossier: Dossier) -> None:
    for other in (pickle.loads(pickle.dumps(dossier)), deepcopy(dossier)):
        assert repr(other) == repr(dossier)
        assert other.about == dossier.about
        assert other.wide.equals(dossier.wide)
        with pytest.raises(TypeError):
            other._tables["claims"] = pd.DataFrame()  # type: ignore[index]


def test_select_meets_all_conditions(dossier: Dossier) -> None:
    found = dossier.select(topic="notice", side=["orange", "court"])
    topics = dossier.questions.set_index("question_id")["topic"]
    assert set(found["side"]) == {"orange", "court"}
    assert set(found["question_id"].map(topics)) == {"notice"}
    by_hand = dossier.claims.query("side in ['orange', 'court']")
    assert len(found) == (by_hand["question_id"].map(topics) == "notice").sum() > 20


def test_select_helps_with_misspellings(dossier: Dossier) -> None:
    with pytest.raises(ValueError, match="q-orange-share"):
        dossier.select(question_id="q-orange-shar")
    with pytest.raises(ValueError, match=r"no side 'Orange'.*orange"):
        dossier.select(side="Orange")
    with pytest.raises(ValueError, match="no column 'colour'"):
        dossier.select(colour="red")
    with pytest.raises(ValueError, match="no question 'x'"):
        dossier.question("x")
    with pytest.raises(ValueError, match=r"no table 'claim'.*claims"):
        dossier.table("claim")


def test_a_side_without_claims_can_be_selected(dossier: Dossier) -> None:
    assert dossier.as_of("2012-01-01").select(side="orange").empty


def test_a_dossier_cannot_be_changed(dossier: Dossier) -> None:
    claims = dossier.claims
    claims["answer"] = "no"
    assert set(dossier.claims["answer"]) != {"no"}
    with pytest.raises(AttributeError):
        dossier.about = None  # type: ignore[misc, assignment]


def test_it_says_what_it_holds(dossier: Dossier) -> None:
    text, html = repr(dossier), dossier._repr_html_()
    held = f"{counts.CLAIMS} on {counts.QUESTIONS} questions", f"{counts.SOURCES} by"
    for words in (*held, f"Orange {counts.ORANGE_CLAIMS}", counts.SPAN):
        assert words in text
        assert words in html


def test_its_html_is_escaped(small: Callable[..., Dossier]) -> None:
    hostile = small([{"answer": "1"}])
    parties = hostile.parties.assign(label="<script>x</script>")
    assert "<script>" not in hostile._with(parties=parties)._repr_html_()


def test_importing_the_package_is_light() -> None:
    code = (
        "import sys, analysis; print({'matplotlib','scipy','networkx','pandas'} & set(sys.modules))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert printed.stdout == "set()\n"


def test_public_names_are_real() -> None:
    assert sorted(analysis.__all__) == analysis.__all__
    for name in analysis.__all__:
        assert getattr(analysis, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'standings'"):
        _ = analysis.standings


# --- broken dossiers -------------------------------------------------------------------------


def problems(folder: Path) -> list[str]:
    with pytest.raises(DossierError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


BROKEN = {
    "unknown source": (
        {"claims.csv": {",latribune-2022-01-20,": ",latribune-1922-01-20,"}},
        ["claims.csv, row 7, column source_id: found 'latribune-1922-01-20'; accepted: a source"],
    ),
    "unknown question": (
        {"claims.csv": {",d-relation-start,": ",d-relation,"}},
        ["claims.csv, row 2, column question_id: found 'd-relation'; accepted: a question_id"],
    ),
    "unknown side": (
        {"claims.csv": {",Le Monde,press,1973": ",Le Monde,presse,1973"}},
        ["claims.csv, row 2, column side: found 'presse'; accepted: a side of parties.csv"],
    ),
    "duplicate id": (
        {"claims.csv": {"livv-2022-06-24-c7,": "lemonde-2021-12-03-c07,"}},
        ["row 3, column claim_id: found 'lemonde-2021-12-03-c07' again (first in row 2)"],
    ),
    "date for a number": (
        {"claims.csv": {",0.8~,": ",2021-07-23,"}},
        ["column answer: found '2021-07-23'; accepted: a share from 0 to 1"],
    ),
    "decimal comma": (
        {"claims.csv": {",0.8~,": ',"0,8",'}},
        ["column answer: found '0,8'; accepted: a share from 0 to 1 (0,8 is written 0.8)"],
    ),
    "word for yes": (
        {"claims.csv": {",orange,yes,": ",orange,oui,"}},
        ["column answer: found 'oui'; accepted: yes, no, partly (a yes-no question)"],
    ),
    "impossible date": (
        {"claims.csv": {",2015-05-18,": ",2015-02-30,"}},
        ["claims.csv, row 4, column answer: found '2015-02-30'; accepted: 2021-07-23, 2021-07 or"],
    ),
    "impossible period": (
        {"claims.csv": {",0.8~,2021,": ",0.8~,2021-14,"}},
        ["column period: found '2021-14'; accepted: a date: 2021-07-23"],
    ),
    "13-word quote": (
        {"claims.csv": {"on avait des contrats depuis 2015": " ".join("abcdefghijklm")}},
        ["column quote: found 'a b c d e f g h i j k l m'; accepted: at most 12 words"],
    ),
    "duration without its events": (
        {"questions.csv": {",d-notice-letter,d-ictr-end": ",,d-ictr-sign"}},
        [
            "column from_question: found an empty cell; accepted: the question_id of a date",
            "column to_question: found 'd-ictr-sign'; accepted: the question_id of a date",
        ],
    ),
    "order of what is no event": (
        {"order.csv": {"d-ictr-signed,d-tender-launch": "q-turnover,d-tender-launch"}},
        ["order.csv, row 3, column earlier: found 'q-turnover'; accepted: the question_id of a"],
    ),
    "unknown kind": (
        {"questions.csv": {",yes-no,event,notice": ",maybe,event,notice"}},
        ["column kind: found 'maybe'; accepted: yes-no, quantity, date, duration"],
    ),
    "script for an address": (
        {"sources.csv": {"http://lejournal": "javascript:lejournal"}},
        ["column url: found 'javascript:lejournal", "accepted: an address http"],
    ),
    "empty statement": (
        {"claims.csv": {"The Scopelec group has been Orange's partner since 1973.": ""}},
        ["column statement: found an empty cell; accepted: a filled cell"],
    ),
    "unknown key": (
        {"dossier.toml": {"currency =": "curency ="}},
        ["dossier.toml, column 'curency': found an unknown key", "column currency: found nothing"],
    ),
    "no TOML": ({"dossier.toml": {"title =": "title ("}}, ["dossier.toml: found no TOML"]),
    "unknown supplier": (
        {"dossier.toml": {'supplier = "scopelec"': 'supplier = "acme"'}},
        ["dossier.toml, column supplier: found 'acme'; accepted: a side of parties.csv"],
    ),
    "text for a date": (
        {"dossier.toml": {"reference_date = 2022-03-21": 'reference_date = "yesterday"'}},
        ["column reference_date: found 'yesterday'; accepted: a day such as 2022-03-21"],
    ),
    "negative tolerance": (
        {"dossier.toml": {"number = 0.025": "number = -0.025"}},
        ["dossier.toml, column number: found -0.025; accepted: a number from 0 up"],
    ),
    "tolerances that are no section": (
        {"dossier.toml": {"[tolerances]": "[[tolerances]]"}},
        ["column tolerances: found", "accepted: a section [tolerances]"],
    ),
}


@pytest.mark.parametrize(("changes", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_dossier_is_explained(
    copy: Path, changes: dict[str, dict[str, str]], words: list[str]
) -> None:
    for file, replacements in changes.items():
        replace_in(copy / file, replacements)
    listed = "\n".join(problems(copy))
    for expected in words:
        assert expected in listed


def test_all_problems_are_listed_at_once(copy: Path) -> None:
    (copy / "sources.csv").unlink()
    replace_in(copy / "questions.csv", {"question_id,kind": "question,kind"})
    replace_in(copy / "claims.csv", {"claim_id,": "claim,"})
    replace_in(copy / "parties.csv", {"orange,Orange,": "orange,,"})
    replace_in(copy / "dossier.toml", {"title =": "titel ="})
    listed = problems(copy)
    assert [line.split(",")[0].split(":")[0] for line in listed] == [
        *("claims.csv", "claims.csv", "dossier.toml", "dossier.toml"),
        *("parties.csv", "questions.csv", "questions.csv", "sources.csv"),
    ]
    assert listed[-1].startswith(
        "sources.csv: found no such file; accepted: a file sources.csv with"
    )


def test_problems_of_content_and_of_links_come_together(copy: Path) -> None:
    replace_in(
        copy / "claims.csv",
        {",1973,": ",19733,", ",orange,2015,": ",oranje,2015,", ",press,": ",,"},
    )
    assert len(problems(copy)) >= 3


def test_no_folder() -> None:
    with pytest.raises(DossierError, match="nowhere: found no such folder"):
        load("nowhere")


def test_optional_tables_may_be_missing(copy: Path) -> None:
    for name in ("order", "law", "market", "zones", "names", "audit", "CORRECTIONS"):
        (copy / f"{name}.csv").unlink()
    thin = load(copy)
    assert thin.order.empty
    assert list(thin.table("law").columns) == columns_of("law")


# --- the codebook ----------------------------------------------------------------------------


def test_the_codebook_names_every_column(dossier: Dossier) -> None:
    codebook = (REAL / "README.md").read_text(encoding="utf-8")
    for file in sorted(REAL.glob("*.csv")):
        assert f"`{file.name}`" in codebook, file.name
        for column in pd.read_csv(file, nrows=0).columns:
            assert f"`{column}`" in codebook, (file.name, column)


def test_the_codebook_tells_the_audit_and_the_counts_as_they_are(dossier: Dossier) -> None:
    codebook = (REAL / "README.md").read_text(encoding="utf-8")
    for row in analysis.dossier.audit_errors(dossier).itertuples():
        line = next(line for line in codebook.splitlines() if line.startswith(f"| `{row.sample}`"))
        low, high = 100 * row.wrong_low, 100 * row.wrong_high
        assert line.split(" | ", 1)[1] == (
            f"{row.n_read} | {row.n_wrong} ({100 * row.wrong:.1f} %) | {low:.1f} to {high:.1f} % "
            f"| {row.n_faulty} ({100 * row.faulty:.1f} %) |"
        )
        if row.n_read < row.n_drawn:
            assert f"of {row.n_drawn}; {row.n_drawn - row.n_read} pages not found again" in line
    assert f"{len(dossier.claims)} claims on {len(dossier.questions)} questions" in codebook
    assert f"from {len(dossier.sources)} sources" in codebook
    partial = (dossier.sources["read"] == "beginning only").sum()
    assert f"{partial} of {len(dossier.sources)} sources" in codebook


def test_the_repository_holds_no_text_of_the_article() -> None:
    text = ROOT.parent / "shared" / "seed-article.txt"
    if not text.exists():
        pytest.skip("the article's text is not beside the repository")
    words = re.findall(r"\w+", text.read_text(encoding="utf-8"))
    runs = {" ".join(words[i : i + 14]) for i in range(len(words) - 13)}
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if path.is_file() and path.suffix in {".csv", ".md", ".py", ".ipynb", ".toml", ".json"}:
            ours = " ".join(re.findall(r"\w+", path.read_text(encoding="utf-8")))
            assert not [run for run in runs if run in ours], name


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("60~", "about 60 % is written 0.6~"),
        ("1.5", "1.5 % is written 0.015"),
        ("1/3", "the fraction is written 0.333~"),
        ("40", "40 % is written 0.4"),
        ("33~", "about 33 % is written 0.33~"),
        ("60 %", "60 % is written 0.6"),
        ("40/45", "40 % to 45 % is written 0.4/0.45"),
        ("0.6/60", "60 % to 60 % is written 0.6/0.6"),
        ("50/..", "50 % to any is written 0.5/.."),
        ("-0.2", "asked for in the unit change"),
    ],
)
def test_a_share_outside_0_to_1_is_refused(
    small: Callable[..., Dossier], answer: str, meant: str
) -> None:
    with pytest.raises(DossierError) as caught:
        small([{"answer": "0.6"}, {"answer": answer}])
    (problem,) = caught.value.problems
    assert (problem.file, problem.row, problem.column) == ("claims.csv", 3, "answer")
    assert meant in str(problem)


@pytest.mark.parametrize("answer", ["0", "1", "0.999", "1~", "0.4/1", "0.6/..", "../0.5"])
def test_a_share_within_0_to_1_is_taken(small: Callable[..., Dossier], answer: str) -> None:
    assert len(small([{"answer": answer}]).claims) == 1


def test_a_change_may_fall_and_rise(small: Callable[..., Dossier]) -> None:
    asked = [{"question_id": "q", "kind": "quantity", "unit": "change"}]
    for answer in ("-0.5~", "-0.48/-0.42", "../-0.5", "0.2", "2"):
        assert len(small([{"answer": answer}], asked).claims) == 1
    for answer in ("-40", "20", "-1.5"):
        with pytest.raises(DossierError, match="a change from -1 to 10"):
            small([{"answer": answer}], asked)


@pytest.mark.parametrize("key", ["number", "number_about"])
@pytest.mark.parametrize(("value", "meant"), [("2.5", "0.025"), ("10", "0.1"), ("1", "")])
def test_a_tolerance_is_a_share(copy: Path, key: str, value: str, meant: str) -> None:
    old = {"number": "number = 0.025", "number_about": "number_about = 0.10"}[key]
    replace_in(copy / "dossier.toml", {old: f"{key} = {value}"})
    with pytest.raises(
        DossierError, match=f"column {key}: found {value}; accepted: a share.*{meant}"
    ):
        analysis.load(copy)


@pytest.mark.parametrize(
    "other", ["zone d’Albi", "zone\u00a0d'Albi", "zone d'Al\u00adbi", "zone  d'Albi"]
)
def test_one_scope_however_typed(small: Callable[..., Dossier], other: str) -> None:
    claims = [{"answer": "0.4", "scope": "zone d'Albi"}, {"answer": "0.8", "scope": other}]
    dossier = small([*claims, {"answer": "0.5", "scope": "zone d'Albi"}])
    assert set(dossier.claims["scope"]) == {"zone d'Albi"}
    assert len(dossier.select(scope="zone d'Albi")) == 3


def test_another_letter_is_another_scope(small: Callable[..., Dossier]) -> None:
    claims = [{"answer": "0.4", "scope": "marche"}, {"answer": "0.8", "scope": "marché"}]
    assert set(small(claims).claims["scope"]) == {"marche", "marché"}


@pytest.mark.parametrize(
    ("quote", "fits"),
    [
        ("Nous avons perdu : plus de la moitié de nos contrats hier soir", True),
        ("« Nous avons perdu 65 % du contrat ; une catastrophe » a dit Jean", True),
        ("Nous avons perdu — plus de la moitié de nos contrats hier soir", True),
        ("Qui ? Nous ! Nous avons perdu la moitié de nos contrats hier", True),
        ("Nous avons perdu plus de la moitié de nos contrats hier soir déjà", False),
        ("Nous avons perdu—plus de la moitié de nos contrats—hier soir déjà", False),
    ],
)
def test_a_quote_has_twelve_words_whatever_its_signs(
    small: Callable[..., Dossier], quote: str, fits: bool
) -> None:
    if fits:
        assert small([{"answer": "0.5", "quote": quote}]).claims["quote"].tolist() == [quote]
        return
    with pytest.raises(DossierError, match=r"column quote: found .*; accepted: at most 12 words"):
        small([{"answer": "0.5", "quote": quote}])


def test_one_of_a_kind_is_said_as_one(small: Callable[..., Dossier]) -> None:
    said = repr(small([{"answer": "0.5"}]))
    assert "claims: 1 on 1 question\n" in said
    assert "sources: 1 by 1 publisher\n" in said
