"""French figures: every phrase has its translation, and nothing English is left in the picture."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import phrases
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from support import HOUSE, ROOT, replace_in, small_tables, table

import analysis
from analysis import figures
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.dossier.translations import in_language, original
from analysis.language.phrasebook import LANGUAGES
from analysis.language.words import MONTHS, short_month

FOLDERS = HOUSE
FRENCH = {
    english: french
    for entry in phrases.stored("fr")
    if entry.id
    for english, french in zip(phrases.english(entry), phrases.translated(entry), strict=True)
}
SPACED = ":;?!%"  # French puts a no-break space before each of them


@pytest.fixture(autouse=True)
def close() -> Iterator[None]:
    """Close what a test drew."""
    yield
    plt.close("all")


# The library's own words


@pytest.mark.parametrize(
    ("number", "unit", "english", "french"),
    [
        (1, "persons", "1 person", "1 personne"),
        (0, "persons", "0 persons", "0 personne"),
        (1.5, "persons", "1.5 persons", "1,5 personne"),
        (2, "persons", "2 persons", "2 personnes"),
        (1, "months", "1 month", "1 mois"),
        (1, "days", "1 day", "1 jour"),
        (1, "factories", "1 factory", "1 factorie"),
        (0.4, "EUR/hour", "EUR 0.4 an hour", "0,4\u00a0€ par hour"),
        (1, "EUR/year", "EUR 1 a year", "1\u00a0€ par an"),
    ],
)
def test_what_is_counted_agrees_with_its_number(
    number: float, unit: str, english: str, french: str
) -> None:
    assert analysis.language.say_number(number, unit) == english
    assert analysis.language.say_number(number, unit, "fr") == french


def test_another_language_is_refused_by_name(dossier: Dossier) -> None:
    answers = analysis.answers_to(dossier, "q-orange-share")
    refused = "no language 'de'; accepted: 'en', 'fr'"
    with pytest.raises(ValueError, match=refused):
        analysis.dossier.in_language(dossier, "de")
    with pytest.raises(ValueError, match=refused):
        analysis.plot.answers(answers, title="", lang="de")
    with pytest.raises(ValueError, match=refused):
        analysis.language.say_number(1, "persons", "de")


@pytest.mark.parametrize(
    ("answer", "kind", "unit", "french"),
    [
        ("0.8~", "quantity", "share", "environ 80\u00a0%"),
        ("1300/1500", "quantity", "persons", "1\u202f300 personnes à 1\u202f500 personnes"),
        ("1000/..", "quantity", "lots", "au moins 1\u202f000 lots"),
        ("../150000000", "quantity", "EUR", "au plus 150\u00a0M€"),
        ("1200000000", "quantity", "CHF/year", "1,2\u00a0Md CHF par an"),
        ("500", "quantity", "CHF", "500\u00a0CHF"),
        ("2021-07", "date", "", "juillet 2021"),
        ("2021-08-01", "date", "", "1er août 2021"),
        ("2021-07-02/2021-08-31", "date", "", "du 2 juillet au 31 août 2021"),
        ("../2021-07-02", "date", "", "2 juillet 2021 ou plus tôt"),
        ("2021-07-02/..", "date", "", "2 juillet 2021 ou plus tard"),
        ("2018", "date", "", "2018"),
        ("23", "duration", "months", "23 mois"),
        ("partly", "yes-no", "", "en partie"),
    ],
)
def test_answers_are_said_in_french(answer: str, kind: str, unit: str, french: str) -> None:
    assert analysis.language.say_answer(answer, kind, unit, "fr") == french


# A dossier's own words


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_dossiers_have_their_french(folder: Path) -> None:
    dossier = analysis.load(folder)
    given = dossier.table("translations")
    shown = {*dossier.parties["label"], *dossier.questions[["label", "text", "topic"]].stack()}
    assert shown <= set(given["text"])
    french = " ".join(given["translation"])
    assert "'" not in french
    assert all(french[i - 1] == "\u00a0" for i, sign in enumerate(french) if sign in SPACED)
    asked = given[given["text"].isin(dossier.questions["text"])]
    assert asked["translation"].str.endswith("?").all()
    assert given["translation"][given["text"].isin(dossier.questions["label"])].is_unique


def test_a_translation_changes_words_alone(dossier: Dossier) -> None:
    french = in_language(dossier, "fr")
    english, other = (analysis.events(one) for one in (dossier, french))
    differs = [name for name in english if not english[name].equals(other[name])]
    assert differs == ["label", "topic", "when"]
    assert analysis.events(in_language(dossier, "en")).equals(english)
    assert original(french, other["topic"]) == english["topic"].tolist()


def test_every_table_of_a_french_dossier_speaks_french(dossier: Dossier) -> None:
    french, made_up = in_language(dossier, "fr"), in_language(analysis.example(), "fr")
    aside = ["gazette-c3", "gazette-c5"]  # which the others exclude
    tables = (
        analysis.answers_to(french, "d-loss-known"),
        analysis.published_answers(french, "q-orange-share"),
        analysis.over_time(french, "q-turnover"),
        analysis.explain(french, french.claims["claim_id"].head(50)),
        analysis.tighten(made_up, without=aside),
        analysis.notice(french, end="d-ictr-end", starts=["d-loss-known"]),
    )
    told = [table[[*{"words", "when", "months"} & {*table}]] for table in tables]
    said = " ".join(str(cell) for table in told for cell in table.to_numpy().ravel())
    english = "|".join(["about", "or later", "months", *(set(MONTHS) - {"May"})])
    assert "environ" in said
    assert re.findall(rf"\b(?:{english})\b", said) == []


def test_a_scope_is_chosen_by_its_words_in_the_files(dossier: Dossier) -> None:
    french = in_language(dossier, "fr")
    asked = dossier.select(kind="quantity")
    pairs = asked.loc[asked["scope"] != "", ["question_id", "scope"]].drop_duplicates()
    assert len(pairs) > 3
    for question_id, scope in pairs.itertuples(index=False):
        for ask in (analysis.camps, analysis.answers_to, analysis.published_answers):
            own, other = (ask(one, question_id, scope=scope) for one in (dossier, french))
            assert len(own) == len(other) > 0
    own, other = (
        analysis.over_time(one, "q-turnover", forecasts=("forecast", "target"))
        for one in (dossier, french)
    )
    assert own["firm"].equals(other["firm"])
    assert not own["firm"].all()


def test_a_broken_toml_is_named_and_not_its_translations(copy: Path) -> None:
    (copy / "dossier.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(analysis.DossierError) as caught:
        analysis.load(copy)
    assert {problem.file for problem in caught.value.problems} == {"dossier.toml"}


def test_what_has_no_translation_stays(small: Callable[..., Dossier]) -> None:
    dossier = small([{"answer": "0.5"}])
    with pytest.warns(UserWarning, match=r"no 'fr' for 'Asked', 'What\?'.*: left as they are"):
        french = in_language(dossier, "fr")
    assert french.questions.equals(dossier.questions)


def test_a_broken_file_of_translations_is_explained(dossier: Dossier) -> None:
    rows = [
        {"language": "fr", "text": "Asked", "translation": "Demandé"},
        {"language": "de", "text": "t", "translation": "t"},
        {"language": "fr", "text": "Asked", "translation": "Posé"},
        {"language": "fr", "text": "Aked", "translation": "Demandé"},
        {"language": "fr", "text": "What?", "translation": ""},
    ]
    tables = small_tables([{"answer": "0.5"}], translations=table("translations", rows))
    with pytest.raises(analysis.DossierError) as raised:
        make_dossier(dossier.about, tables)
    told = [str(p) for p in raised.value.problems if p.file == "translations.csv"]
    assert told == [
        "translations.csv, row 3, column language: found 'de'; accepted: fr",
        "translations.csv, row 4, column text: found 'Asked' again (first in row 2); "
        "accepted: each only once",
        "translations.csv, row 5, column text: found 'Aked'; accepted: a cell of: label or who in "
        "parties.csv; label or text or topic or unit or definition in questions.csv; scope or "
        "statement or speaker in claims.csv; publisher or title in sources.csv; title or "
        "authors or licence or contact in dossier.toml",
        "translations.csv, row 6, column translation: found an empty cell; accepted: a filled cell",
    ]


# Every figure


def plots(dossier: Dossier) -> dict[str, Callable[[str], Axes]]:
    """Give each figure of the library as drawn in a language, from the real dossier."""
    spoken = {lang: in_language(dossier, lang) for lang in LANGUAGES}

    def positions(lang: str) -> pd.DataFrame:
        table = analysis.positions(spoken[lang])
        return table[table["disputed"] > 0]

    def notices(lang: str) -> pd.DataFrame:
        starts = ["d-notice-letter", "d-loss-known"]
        return analysis.notice(spoken[lang], end="d-ictr-end", starts=starts)

    def turnover(lang: str) -> pd.DataFrame:
        return analysis.over_time(spoken[lang], "q-turnover", forecasts=("forecast", "target"))

    def outcomes(lang: str) -> pd.DataFrame:
        claims = {"Emploi": "latribune-2022-03-21-c02", "Licenciements": "france3-2022-04-15-c4"}
        said = analysis.values_of(dossier, claims, lang)
        draws = pd.DataFrame({"without_work": np.arange(900.0, 1100.0), "months_to_target": np.inf})
        simulated = analysis.summarize(draws, "EUR", lang).rename(columns={"median": "value"})
        simulated = simulated.assign(label=["Calcul", "Jamais"], basis="simulated").iloc[:1]
        return pd.concat([simulated, said], ignore_index=True)

    drivers = pd.DataFrame(
        {
            "name": ["customer_share", "departures"], "basis": ["fact", "assumption"],
            "at_low": [10.0, 20.0], "at_high": [40.0, 30.0], "middle": 25.0, "swing": [30.0, 10.0],
            "total": [0.9, 0.1],
        }
    )  # fmt: skip
    winners = [["Sade"], ["Sade", "S30"]]
    zones = pd.DataFrame({"name": ["Lot", "Gers"], "row": 0, "column": [0, 1], "winners": winners})
    days = ["2022-01-31", "2022-06-30"]
    three = [
        analysis.published_answers(dossier, q)
        for q in ("q-orange-share", "q-contracts-lost", "q-loss-share")
    ]
    cases = analysis.read_cases(ROOT / "data" / "comparables.csv")
    rulings = analysis.read_rulings(ROOT / "data" / "rulings")
    return {
        "plot_answers": lambda la: figures.plot_answers(
            analysis.answers_to(spoken[la], "q-orange-share"), title="T", lang=la
        ),
        "plot_answers, dates": lambda la: figures.plot_answers(
            analysis.answers_to(spoken[la], "d-loss-known"), title="T", lang=la
        ),
        "plot_cases": lambda la: figures.plot_cases(cases, title="T", lang=la),
        "plot_chronology": lambda la: figures.plot_chronology(
            analysis.events(spoken[la]), title="T", lang=la
        ),
        "plot_lanes": lambda la: figures.plot_lanes(
            analysis.events(spoken[la]), title="T", lang=la
        ),
        "plot_notice": lambda la: figures.plot_notice(
            notices(la), marks={"18": 18}, title="T", lang=la
        ),
        "plot_outcomes": lambda la: figures.plot_outcomes(
            outcomes(la), unit="persons", title="T", lang=la
        ),
        "plot_over_time": lambda la: figures.plot_over_time(
            turnover(la), unit="EUR/year", title="T", source="S", lang=la
        ),
        "plot_positions": lambda la: figures.plot_positions(positions(la), title="T", lang=la),
        "plot_reconciliation": lambda la: figures.plot_reconciliation(*three, title="T", lang=la),
        "plot_rulings": lambda la: figures.plot_rulings(
            rulings, years=49, marks={"18": 18.5}, title="T", lang=la
        ),
        "plot_sensitivity": lambda la: figures.plot_sensitivity(
            drivers, unit="persons", title="T", lang=la
        ),
        "plot_sources": lambda la: figures.plot_sources(dossier.sources, title="T", lang=la),
        "plot_standing": lambda la: figures.plot_standing(
            analysis.standing_over_time(spoken[la], days), title="T", lang=la
        ),
        "plot_tiles": lambda la: figures.plot_tiles(zones, title="T", lang=la),
    }


NAMES = [
    *("plot_answers", "plot_answers, dates", "plot_cases", "plot_chronology", "plot_lanes"),
    *("plot_notice", "plot_outcomes", "plot_over_time", "plot_positions", "plot_reconciliation"),
    *("plot_rulings", "plot_sensitivity", "plot_sources", "plot_standing", "plot_tiles"),
]


@pytest.fixture(scope="module")
def drawn(dossier: Dossier) -> dict[str, Callable[[str], Axes]]:
    """Draw each figure once in each language."""
    return {name: cache(draw) for name, draw in plots(dossier).items()}


def test_every_figure_of_the_library_is_tried() -> None:
    tried = {name.partition(",")[0] for name in NAMES}
    assert tried == {name for name in figures.__all__ if name.startswith("plot_")}


def written(ax: Axes) -> list[str]:
    """Give everything that a figure writes, and its reading."""
    figure = ax.get_figure()
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()  # which writes the tick labels
    texts = [text.get_text() for text in figure.findobj(Text)]
    return [" ".join(text.split()) for text in [*texts, figures.alt_text(ax)] if text.strip()]


def stands_in(text: str, whole: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", whole) is not None


@pytest.mark.parametrize("name", NAMES)
def test_no_english_is_left_in_a_french_figure(
    name: str, drawn: dict[str, Callable[[str], Axes]], dossier: Dossier
) -> None:
    given = dossier.table("translations")
    translated = {**FRENCH, **dict(zip(given["text"], given["translation"], strict=True))}
    english, french = ("\n".join(written(drawn[name](lang))) for lang in LANGUAGES)
    # words that French has too tell nothing
    telling = [text for text in translated if text not in " ".join(translated.values())]
    telling += [*MONTHS, *(short_month(number) for number in range(1, 13))]
    used = [text for text in telling if stands_in(text, english)]
    assert used
    assert [text for text in used if stands_in(text, french)] == []
    assert not set("{}") & set(french)


@pytest.mark.parametrize("name", NAMES)
def test_french_figures_draw_the_same_marks(
    name: str, drawn: dict[str, Callable[[str], Axes]]
) -> None:
    english, french = (drawn[name](lang) for lang in LANGUAGES)
    assert len(english.lines) == len(french.lines)
    for one, other in zip(english.lines, french.lines, strict=True):
        # a longer label makes its row higher, and moves no mark along the axis
        assert np.array_equal(one.get_xdata(), other.get_xdata(), equal_nan=True)
    assert len(english.patches) == len(french.patches)


def test_translations_follow_a_change_of_the_dossier(tmp_path: Path) -> None:
    shutil.copytree(FOLDERS[0], tmp_path / "case")
    label = analysis.load(FOLDERS[0]).questions["label"].iloc[0]
    replace_in(tmp_path / "case" / "questions.csv", {label: "Another label"})
    with pytest.raises(analysis.DossierError, match=r"translations.csv, row \d+, column text"):
        analysis.load(tmp_path / "case")
