"""A case made up for tests: a Zotero library, a BibTeX file and a spreadsheet.

Nothing in it is true: no firm, paper, court, date or figure.
"""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import Workbook

TITLE = "A case made up for a test: Brightwater Cabling and Northline"
ABOUT = {
    '"A fictitious case, to be replaced by yours"': f'"{TITLE}"',
    '"works"': '"brightwater"',
    '"telecom"': '"northline"',
    '"gazette-2024-05-02"': '"exampleton-gazette-2018-02-12"',
    "reference_date = 2024-05-02": "reference_date = 2018-02-12",
    "collected = 2024-06-30": "collected = 2019-01-31",
    'authors = ""': 'authors = "Made up for a test"',
    'licence = ""': 'licence = "https://creativecommons.org/licenses/by/4.0/"',
    '# customer_share = "q-share"': 'customer_share = "q-share"',
    '# end = "d-end"': 'end = "d-end"',
    '# starts = ["d-notice"]': 'starts = ["d-told"]',
}
_PAPER, _WEEKLY = "https://example.org/gazette/cabling", "https://example.org/weekly/northline"
_RULING, _UNION = "https://example.org/court/2018-41", "https://example.org/union/cabling"
_RADIO, _FIRM = "https://example.org/radio/interview", "https://example.org/brightwater/note"


def _item(
    key: str, kind: str, title: str, where: str, day: list[int], url: str
) -> dict[str, object]:
    """Make an item as Zotero exports it in CSL JSON."""
    return {
        "id": f"http://zotero.org/users/local/made-up/items/{key}",
        "type": kind,
        "title": title,
        "container-title": where,
        "URL": url,
        "language": "en",
        "issued": {"date-parts": [day]},
        "accessed": {"date-parts": [[2019, 1, 12]]},
    }


ZOTERO = [
    _item("AAAA1111", "article-newspaper", "Cabling firm loses its main customer (made up)",
          "Exampleton Gazette", [2018, 2, 12], _PAPER),
    _item("BBBB2222", "article-magazine", "Northline explains itself (made up)",
          "Example Weekly", [2018, 3], _WEEKLY),
    _item("CCCC3333", "legal_case", "Brightwater v Northline (made up)",
          "Exampleton Court", [2018, 11, 5], _RULING),
    _item("DDDD4444", "broadcast", "Morning interview (made up)",
          "Radio Example", [2018, 2, 14], _RADIO),
]  # fmt: skip
BIBTEX = f"""\
@misc{{union-2018-02,
  title = {{Ninety jobs at stake (made up)}},
  howpublished = {{Example Union}},
  date = {{2018-02-20}},
  url = {{{_UNION}}},
  language = {{en}},
  keywords = {{union, full text}},
}}

@misc{{brightwater-2018-01,
  title = {{To our staff (made up)}},
  howpublished = {{Brightwater Cabling}},
  date = {{2018-01-30}},
  url = {{{_FIRM}}},
  language = {{en}},
  keywords = {{communique, full text}},
}}
"""
# What a reference manager does not know, and `check` asks for.
READ = {_PAPER: "full text", _WEEKLY: "beginning only", _RULING: "full text", _RADIO: "full text"}

PARTIES = [
    ("side", "label", "who"),
    ("brightwater", "Brightwater", "Brightwater Cabling (made up)"),
    ("northline", "Northline", "Northline Telecom (made up)"),
    ("union", "Union", "the Example Union (made up)"),
]
_Q = ("question_id", "kind", "time", "topic", "label", "text", "unit", "yes_favours",
      "definition", "from_question", "to_question")  # fmt: skip
QUESTIONS = [
    _Q,
    ("q-share", "quantity", "state", "dependence", "Customer's share",
     "What share of Brightwater's revenue came from Northline?", "share", "", "", "", ""),
    ("q-staff", "quantity", "state", "dependence", "Staff",
     "How many people did Brightwater employ?", "persons", "", "", "", ""),
    ("q-jobs", "quantity", "event", "dependence", "Jobs at stake",
     "How many jobs were at stake?", "persons", "", "", "", ""),
    ("p-written", "yes-no", "event", "notice", "Told in writing",
     "Was Brightwater told of the end in writing?", "", "northline", "", "", ""),
    ("p-quality", "yes-no", "event", "quality", "Quality was the reason",
     "Was poor quality the reason for the end?", "", "northline", "", "", ""),
    ("p-surprise", "yes-no", "event", "notice", "It came as a surprise",
     "Did the end come as a surprise?", "", "brightwater", "", "", ""),
    ("d-start", "date", "", "relation", "Work begins",
     "When did Brightwater begin to work for Northline?", "", "", "", "", ""),
    ("d-told", "date", "", "notice", "Brightwater is told",
     "When was Brightwater told of the end?", "", "", "", "", ""),
    ("d-end", "date", "", "notice", "Contract ends",
     "When did the contract end?", "", "", "", "", ""),
    ("dur-notice", "duration", "", "notice", "From notice to end",
     "How many months lay between the notice and the end?", "months", "", "", "d-told", "d-end"),
]  # fmt: skip
_C = ("question_id", "url", "speaker", "side", "answer", "period", "statement", "quote")
CLAIMS: list[tuple[object, ...]] = [
    _C,
    ("q-share", _PAPER, "Brightwater", "brightwater", "0.667~", "2017",
     "About two thirds of revenue came from Northline.", "two thirds of what we earn"),
    ("q-share", _WEEKLY, "Northline", "northline", "../0.5", "2017",
     "Northline stood for less than half of Brightwater's revenue.", ""),
    ("q-share", _RULING, "Exampleton Court", "court", 0.62, "2017",
     "The court reckons with 62 %.", ""),
    ("q-staff", _PAPER, "Exampleton Gazette", "press", 140, "2018-02",
     "The firm employs 140 people.", ""),
    ("q-staff", _UNION, "Example Union", "union", "150~", "2018-02",
     "Some 150 people work there.", ""),
    ("q-jobs", _UNION, "Example Union", "union", 90, "", "Ninety jobs are at stake.",
     "ninety jobs at stake"),
    ("q-jobs", _PAPER, "Brightwater", "brightwater", "80/100", "", "80 to 100 jobs may go.", ""),
    ("q-jobs", _RADIO, "Brightwater", "brightwater", "90~", "", "It may be ninety.", ""),
    ("p-written", _PAPER, "Brightwater", "brightwater", "no", "", "Nothing was written.", ""),
    ("p-written", _WEEKLY, "Northline", "northline", "yes", "", "A letter was sent.", ""),
    ("p-written", _RULING, "Exampleton Court", "court", "yes", "",
     "The court found that a letter was sent.", ""),
    ("p-quality", _WEEKLY, "Northline", "northline", "yes", "", "Faults led to the end.", ""),
    ("p-quality", _PAPER, "Brightwater", "brightwater", "no", "", "Quality was never the point.",
     "never about quality"),
    ("p-quality", _UNION, "Example Union", "union", "no", "", "Price decided, not quality.", ""),
    ("p-surprise", _RADIO, "Brightwater", "brightwater", "yes", "", "Nobody saw it coming.", ""),
    ("p-surprise", _FIRM, "Brightwater", "brightwater", "yes", "", "The news surprised us.", ""),
    ("p-surprise", _WEEKLY, "Northline", "northline", "no", "", "The end had been announced.", ""),
    ("d-start", _PAPER, "Exampleton Gazette", "press", 2009, "", "They began in 2009.", ""),
    ("d-start", _FIRM, "Brightwater", "brightwater", "2009-04", "", "It began in April 2009.", ""),
    ("d-told", _PAPER, "Brightwater", "brightwater", "2017-11", "",
     "The firm was told in November 2017.", ""),
    ("d-told", _WEEKLY, "Northline", "northline", "2017-06-15", "",
     "Northline dates its letter to 15 June 2017.", ""),
    ("d-told", _RULING, "Exampleton Court", "court", "2017-06-19", "",
     "The letter arrived on 19 June 2017.", ""),
    ("d-end", _PAPER, "Exampleton Gazette", "press", "2018-03-31", "",
     "The contract ends on 31 March 2018.", ""),
    ("d-end", _RULING, "Exampleton Court", "court", "2018-03-31", "",
     "The contract ended on 31 March 2018.", ""),
    ("dur-notice", _WEEKLY, "Northline", "northline", 9, "", "Northline counts nine months.", ""),
]  # fmt: skip
STORY = """\
The story of a case made up for a test.

## values
share = answer exampleton-gazette-2018-02-12-c1
court = answer exampleton-court-2018-11-05-c1
length = months d-told d-end
stated = answer example-weekly-2018-03-c6

## who
Who they are
Brightwater worked for Northline. By its own account {share:share} of its revenue came from there;
the court reckons with {court:share}. [c:exampleton-gazette-2018-02-12-c1
exampleton-court-2018-11-05-c1]

## notice
How long the notice was
By the dates it was {length:months}. The customer says {stated:months}.
[c:example-weekly-2018-03-c6]

[chart-notice]

## chart-notice
months: Months of notice
By the dates = months d-told d-end
As the customer says = answer example-weekly-2018-03-c6
"""


def write_files(folder: Path) -> dict[str, Path]:
    """Write the three files that a person starts from."""
    files = {name: folder / name for name in ("zotero.json", "library.bib", "coding.xlsx")}
    files["zotero.json"].write_text(json.dumps(ZOTERO), encoding="utf-8")
    files["library.bib"].write_text(BIBTEX, encoding="utf-8")
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("parties", PARTIES), ("questions", QUESTIONS), ("claims", CLAIMS)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(files["coding.xlsx"])
    return files
