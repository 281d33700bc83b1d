"""Ways to spoil the files of a dossier, each with what a plain reading of the result holds."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Sequence
from random import Random

Rows = list[list[str]]
MARK = "pwned-by-content"

HOSTILE = (
    *("", " ", "\u00a0", "0", "-1", "+1", "1e5", "0,75", "1 300", "9" * 19, "0." + "3" * 400),
    *("nan", "NA", "None", "inf", "TRUE", "YES", "yes", "oui", "partly", "..", "../..", "/", "~"),
    *("٣", "²", "0x10", "1_000", "5/3", "2021-02-30", "2021-13", "30/02/2021", "juil-21", "44378"),
    *("0000", "0999", "3000", "2999-12-31", "2999/..", "../1000", "2022-06-31~", "2035"),
    *(f'=HYPERLINK("http://{MARK}.invalid";"x")', f"=cmd|'/C {MARK}'!A0", "@SUM(1+1)", "-2+3"),
    *(f"<script>{MARK}</script>", f'"><img src=x onerror={MARK}>', "&lt;", "<!--", "]]>"),
    *(f"__import__('os').system('{MARK}')", f"{{{{{MARK}}}}}", f"${{{MARK}}}", "$\\frac{1}{", "%s"),
    *("../../etc/passwd", "/etc/passwd", "C:\\x\\y", "file:///etc/passwd", "javascript:alert(1)"),
    *("http://x/ y", "https://x/\"onload='1", "\ufeff", "\u202eabc", "\u200b", "e\u0301", "😀"),
    *(
        "a\nb",
        "a\r\nb",
        "a,b",
        "a;b",
        "a\tb",
        'a"b',
        "'",
        "\\",
        "\x00",
        "a\x1b[31m",
        "\x7f",
        "\x85",
    ),
    *("court", "press", "x" * 5000, "mot " * 13, "x" * 200_000),
)
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-32", "cp850")


def split(data: bytes) -> Rows:
    """Read a good file of a dossier."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def join(
    rows: Rows, separator: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL
) -> str:
    """Write rows as CSV."""
    text = io.StringIO(newline="")
    # A line end in a cell is quoted whatever the line end of the file.
    writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows(rows)
    return text.getvalue()


def spoil_cells(rows: Rows, random: Random) -> None:
    """Write something unexpected into one to three cells."""
    for _ in range(random.choice([1, 1, 1, 3])):
        row = random.choice(rows[1:] or rows)
        if row:
            row[random.randrange(len(row))] = random.choice(HOSTILE)


def spoil_column(rows: Rows, random: Random) -> None:
    """Drop, double, rename, empty or swap columns."""
    if not rows[0]:
        return
    place, other = random.randrange(len(rows[0])), random.randrange(len(rows[0]))
    act = random.choice(["drop", "double", "rename", "empty", "swap cells", "swap columns", "add"])
    if act == "rename":
        rows[0][place] = random.choice([*HOSTILE, rows[0][other]])
    for number, row in enumerate(rows):
        if len(row) <= max(place, other):
            continue
        if act == "drop":
            del row[place]
        elif act == "double":
            row.insert(other, row[place])
        elif act == "empty" and number:
            row[place] = ""
        elif act == "add":
            row.insert(other, "" if number == 0 else random.choice(["", "", "", "x"]))
        elif act == "swap columns" or (act == "swap cells" and number):
            row[place], row[other] = row[other], row[place]


def spoil_rows(rows: Rows, random: Random) -> None:
    """Drop, double, swap, cut, lengthen or blank rows, the header among them."""
    place, other = random.randrange(len(rows)), random.randrange(len(rows))
    act = random.choice(["drop", "double", "swap", "cut", "lengthen", "blank", "none", "repeat"])
    if act == "drop":
        del rows[place]
    elif act == "double":
        rows.insert(other, list(rows[place]))
    elif act == "swap":
        rows[place], rows[other] = rows[other], rows[place]
    elif act == "cut":
        del rows[place][random.randrange(len(rows[place]) + 1) :]
    elif act == "lengthen":
        rows[place].append(random.choice(["", "x"]))
    elif act == "blank":
        rows.insert(place, random.choice([[], [""], [" ", ""], [""] * len(rows[0])]))
    elif act == "none":
        del rows[1:]
    else:
        rows.extend([list(row) for row in rows[1:]])


def spoil_form(rows: Rows, random: Random) -> bytes:
    """Write the same rows as some program might."""
    separator = random.choice([",", ";", "\t", "|"])
    end = random.choice(["\n", "\r\n", "\r"])
    quoting = random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    if random.random() < 0.2:
        rows = [[f" {cell}  " for cell in row] for row in rows]
    if random.random() < 0.2:
        rows = [*rows, *([[""] * len(rows[0])] * 3), []]
    text = join(rows, separator, end, quoting)
    if random.random() < 0.1:
        text = f"sep={separator}{end}{text}"
    return text.encode(random.choice(ENCODINGS), errors=random.choice(["replace", "ignore"]))


_JUNK = (
    *(b"\x00", b'"', b",", b";", b"\n", b"\r", b"\xef\xbb\xbf", b"\xff", b"\xc3", b"\x81", b"\x1a"),
    *(b'"' * 7, b"\xed\xa0\x80", b"\n" * 50),
)


def spoil_bytes(data: bytes, random: Random) -> bytes:
    """Cut, flip, insert or double bytes anywhere."""
    place = random.randrange(len(data) + 1)
    other = min(len(data), place + random.randint(1, 300))
    junk = random.choice([*_JUNK, random.randbytes(random.randint(1, 20))])
    cuts = [
        data[:place],
        data[place:],
        data[:place] + data[other:],
        data[:place] + junk + data[place:],
        data[:place] + junk + data[place + len(junk) :],
        data[:other] + data[place:other] + data[other:],
        data.replace(b"\n", b""),
        data.replace(b'"', b""),
        data.replace("é".encode(), b"\xe9", 1),
        data[::-1],
        junk,
        b"",
    ]
    return random.choice(cuts)


TOML_VALUES = (
    *('""', '"x"', "1", "-1", "3660", "1.5", "nan", "inf", "true", "[]", "{}", "[[1]]", "{a = 1}"),
    *("2022-03-21", "2022-02-30", "2022-03-21T10:00:00Z", "10:00:00", "0001-01-01", "9999-12-31"),
    *('"""a\nb"""', '"\\u0000"', '"\\u001b[31m"', f"'<script>{MARK}</script>'", '"../../etc"'),
    *("0x" + "F" * 5000, "1" * 5000, "[" * 3000, '"' + "x" * 100_000 + '"', "", "=", "'"),
)


def spoil_toml(data: bytes, random: Random) -> bytes:
    """Change a value, a key or a line of ``dossier.toml``."""
    lines = data.decode().split("\n")
    place = random.choice([n for n, line in enumerate(lines) if "=" in line])
    key, _, value = lines[place].partition("=")
    act = random.choice(["value", "value", "key", "drop", "double", "add", "nest"])
    if act == "value":
        lines[place] = f"{key}= {random.choice(TOML_VALUES)}"
    elif act == "key":
        lines[place] = f"{random.choice(['x', 'a.b', '[x]', '', key.upper()])} ={value}"
    elif act == "drop":
        del lines[place]
    elif act == "double":
        lines.insert(place, lines[place])
    elif act == "add":
        lines.insert(
            0, random.choice(["x = 1", "[tolerances]", "tolerances = 3", "[[tolerances]]"])
        )
    else:
        lines.append("[tolerances.day]")
    encoding = random.choice(["utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16"])
    return random.choice(["\n", "\n", "\r\n"]).join(lines).encode(encoding, errors="replace")


def spoil_table(data: bytes, random: Random) -> bytes:
    """Spoil the content, the form or the bytes of a CSV file."""
    rows = split(data)
    spoil = random.choice([spoil_cells, spoil_cells, spoil_column, spoil_rows, None])
    if spoil is not None:
        spoil(rows, random)
    chance = random.random()
    if spoil is None or chance < 0.2:
        return spoil_form(rows or [[]], random)
    return spoil_bytes(join(rows).encode(), random) if chance < 0.3 else join(rows).encode()


def spoil(name: str, data: bytes, random: Random) -> bytes:
    """Spoil one file of a dossier."""
    ways: Sequence[Callable[[bytes, Random], bytes]] = (
        [spoil_toml, spoil_toml, spoil_bytes] if name.endswith(".toml") else [spoil_table]
    )
    return random.choice(ways)(data, random)


def plain_table(data: bytes, columns: Sequence[str]) -> Rows:
    """Read a CSV file by the standard library alone: the cells of the columns, row by row."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    if text.startswith("sep="):  # the hint for Excel, which spreadsheets do not show
        text = text.partition(text[5])[2].lstrip("\n")
    for separator in ",;\t|":
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        rows = [[cell.strip() for cell in row] for row in read]
        if rows and set(columns) <= set(rows[0]):
            places = [rows[0].index(column) for column in columns]
            return [[row[place] for place in places] for row in rows[1:] if any(row)]
    raise AssertionError("loaded, though no separator gives the columns")


def plain_toml(data: bytes) -> dict[str, object]:
    """Read TOML by the standard library alone."""
    return tomllib.loads(data.decode("utf-8-sig"))
