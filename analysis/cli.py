"""The command line: start a dossier, check it, make a site or a page of it, take it elsewhere."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.dossier.tables import DossierError

if TYPE_CHECKING:
    from analysis.dossier import Dossier

WORD = "docx"  # the report, which is made of the site's parts
OK, PROBLEMS = 0, 1  # argparse itself ends with 2 on a wrong command line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line after the program's name; that of the process if not given.

    Returns
    -------
    int
        0 if all is well, 1 if the dossier or a file is at fault; a wrong command line ends the
        process with 2.
    """
    given = _parser().parse_args(arguments)
    try:
        status: int = given.run(given)
    except DossierError as error:
        return _complain(str(error))
    except ImportError as error:
        extra = 'pip install "scopelec-orange-compendium[exchange]"'
        return _complain(f"this needs the package {error.name}: {extra}")
    except KeyboardInterrupt:
        return _complain("stopped; nothing was written by halves")
    except BrokenPipeError:
        sys.stdout = None  # the reader, for example `head`, has left: nothing more to say
        return OK
    except OSError as error:
        return _complain(f"{error.filename or 'standard output'}: {error.strerror}")
    return status


def _parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    from analysis import __version__

    parser = argparse.ArgumentParser(prog="dossier", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(run: Callable[[argparse.Namespace], int], summary: str) -> argparse.ArgumentParser:
        name = run.__name__.rstrip("_")
        added = commands.add_parser(name, help=summary, description=summary)
        if run is check:
            added.add_argument(
                "folders", metavar="FOLDER", type=Path, nargs="+", help="or any file in it"
            )
            kept = "write fingerprints of all that is coded; from then on each change needs a line"
            added.add_argument("--record", action="store_true", help=f"{kept} in CORRECTIONS.csv")
        else:
            added.add_argument("folder", metavar="FOLDER", type=Path, help="the dossier's folder")
        added.set_defaults(run=run)
        return added

    begun = command(new, "write a commented template of a dossier into a new folder")
    begun.add_argument("--empty", action="store_true", help="without its made-up rows")
    command(check, "list all problems of dossiers, and what changed since the last record")
    tested = command(test, "run its notebooks, and compare the story's numbers with those held")
    tested.add_argument("--accept", action="store_true", help="hold the story's numbers of today")
    taken = command(import_, "add sources, tables or annotations of another tool; change no row")
    taken.add_argument(
        "file", metavar="FILE", type=Path, help=".json, .bib, .ris, .xlsx, .ods, .csv"
    )
    compared = command(compare, "say how far a second coder agrees, and list the differences")
    compared.add_argument(
        "second", metavar="SECOND", type=Path, help="a second dossier or claims.csv"
    )
    _output(compared, "FILE", "the differences as CSV: nowhere")
    made = command(site, "build a site: what stands, every claim, every source, a search")
    made.add_argument("--notebooks", type=Path, metavar="FOLDER", help="notebooks to take in")
    made.add_argument(
        "--runnable",
        type=Path,
        metavar="CACHE",
        nargs="?",
        const=".runnable",
        help="let the notebooks run in browsers, from this cache; default: .runnable",
    )
    _output(made, "FOLDER", "FOLDER-site here")
    _output(
        command(report, "write one HTML page with all of it"), "FILE", "FOLDER-report.html here"
    )
    exported = command(export_, "write the dossier in the format of another tool")
    exported.add_argument("--format", "-f", required=True, choices=_formats())
    _output(exported, "FILE", "standard output")
    _add_screen(commands)
    return parser


def _output(command: argparse.ArgumentParser, kind: str, default: str) -> None:
    """Let a command be told where to write."""
    command.add_argument("--output", "-o", type=Path, metavar=kind, help=f"default: {default}")


def _formats() -> Sequence[str]:
    """Return the names of the formats to write."""
    from analysis.exchange import FORMATS

    return sorted([*FORMATS, WORD])


def _add_screen(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command that takes a table of purchases instead of a dossier."""
    summary = "list the suppliers of a table of purchases that sell mostly to one buyer"
    command = commands.add_parser("screen", help=summary, description=summary)
    command.add_argument("file", metavar="FILE", type=Path, help="CSV, .xlsx, Parquet or DECP")
    for role in ("supplier", "supplier-number", "customer", "amount", "date", "contract"):
        command.add_argument(f"--{role}", metavar="COLUMN", help="which column it is")
    for name, kind, default in (
        ("share", float, 0.5),
        ("total", float, 0.0),
        ("purchases", int, 3),
        ("customers", int, 2),
        ("months", int, 0),
    ):
        command.add_argument(f"--min-{name}", type=kind, default=default, help=f"default {default}")
    command.add_argument(
        "--output", "-o", type=Path, metavar="FILE", help="default: FILE-screen.html here"
    )
    command.set_defaults(run=screen)


def new(given: argparse.Namespace) -> int:
    """Write the template; an existing folder is left as it is."""
    from analysis.exchange.beginning import begin

    folder = given.folder
    try:
        files = begin(folder, empty=given.empty)
    except FileExistsError as error:
        return _complain(str(error))
    for file in files:
        print(file)
    if given.empty:
        _say("Say in dossier.toml what it is about; README.md there is the codebook. Then:")
        _say(f"  dossier import {folder} FILE   (sources from Zotero, tables, annotations)")
        _say(f"  dossier check {folder}")
        _say(f"  dossier export {folder} -f notebook -o {folder / 'start.ipynb'}")
        _say(f"  dossier export {folder} -f story -o {folder / 'story.md'}")
        _say(f"  dossier test {folder}")
        _say(f"  dossier site {folder} --notebooks {folder}")
    else:
        _say("Replace the fictitious rows by yours; README.md there is the codebook. Then:")
        _say(f"  dossier check {folder}")
        _say(f"  dossier test {folder}")
        _say(f"  dossier site {folder}")
    return OK


def check(given: argparse.Namespace) -> int:
    """List all problems of some dossiers, or say what they hold."""
    several = len(given.folders) > 1
    found = max(_check_one(folder, f"{folder}: " if several else "") for folder in given.folders)
    if found == OK and given.record:
        from analysis.dossier.fingerprints import RECORD, record

        for folder in given.folders:
            print(f"{RECORD}: {record(folder)} rows of {folder} are recorded")
    return found


def _check_one(folder: Path, name: str = "") -> int:
    """List all problems of a dossier, or say what it holds."""
    from analysis.dossier import load
    from analysis.dossier.about import ABOUT
    from analysis.dossier.files import beside, folder_of, listing
    from analysis.dossier.fingerprints import RECORD, changes
    from analysis.dossier.remarks import remarks
    from analysis.rulings.table import FILES, read_rulings

    home = folder if folder.is_dir() else folder.parent
    try:
        present = listing(home) if home.is_dir() else []
        if FILES[0] in present and ABOUT not in present:
            said, noted = f"{len(read_rulings(home))} decisions", []
        else:
            dossier = load(folder)
            told = _faults_of_story(dossier, folder_of(folder))
            if told:
                print("\n".join(f"{name}{line}" for line in told))
                return PROBLEMS
            said = str(dossier)
            lying = beside(folder_of(folder), dossier.about.title)
            noted = [*(f"note: {words}" for words in lying), *remarks(dossier)]
        differing = changes(folder)
        if differing and differing.unexplained:
            raise DossierError(differing.unexplained, f"what differs from {RECORD}")
    except DossierError as error:
        print(f"{name}{error}")
        return PROBLEMS
    print(f"{name}{said}")
    for line in noted:
        print(line)
    if differing and differing.n_unrecorded:
        print(f"note: not in {RECORD} yet: {differing.n_unrecorded}; dossier check --record")
    return OK


def _faults_of_story(dossier: Dossier, folder: Path) -> list[str]:
    """List what is wrong with a dossier's story, if it has one."""
    if not any(folder.glob("story*.md")):
        return []
    from analysis.site.story import faults_of

    return faults_of(dossier, folder)


def test(given: argparse.Namespace) -> int:
    """Check the dossier, compare the story's numbers with those held, run the notebooks."""
    from analysis.site.holding import notebooks_hold, story_holds

    if _check_one(given.folder) == PROBLEMS:
        return PROBLEMS
    try:
        held = story_holds(given.folder, accept=given.accept)
        ran = notebooks_hold(given.folder)
    except ValueError as error:
        return _complain(str(error))
    for line in [*held.said, *ran.said]:
        print(line)
    return OK if held.good and ran.good else PROBLEMS


def import_(given: argparse.Namespace) -> int:
    """Add the rows of another tool's file."""
    from analysis.exchange.taking import import_into

    print(import_into(given.folder, given.file))
    _say(f"What a person has to fill in says: dossier check {given.folder}")
    return OK


def compare(given: argparse.Namespace) -> int:
    """Compare two codings of one dossier."""
    from analysis.dossier import load
    from analysis.dossier.offering import csv_of
    from analysis.exchange.coders import coder_agreement, differences, second_coding

    first = load(given.folder)
    second = second_coding(first, given.second)
    table = coder_agreement(first, second)
    print(table.to_string(index=False))
    found = differences(first, second)
    print(f"\n{len(found)} difference{'' if len(found) == 1 else 's'} to settle")
    if given.output:
        _save({given.output: csv_of(found)}, given.second)
        print(given.output)
    elif len(found):
        print(found.to_string(index=False))
    return OK


def site(given: argparse.Namespace) -> int:
    """Build the site."""
    from analysis.site.build import build_site

    output = given.output or Path(f"{given.folder.resolve().name}-site")
    if given.notebooks and not list(given.notebooks.glob("*.ipynb")):
        return _complain(f"{given.notebooks} holds no notebook (*.ipynb)")
    with _notes():
        try:
            page = build_site(given.folder, output, given.notebooks, _say, given.runnable)
        except DossierError:
            raise
        except ValueError as error:
            return _complain(str(error))
    _say("The site is built. Open:")
    print(page)
    return OK


def report(given: argparse.Namespace) -> int:
    """Write the report."""
    from analysis.dossier import load
    from analysis.site.report import write_report

    output = given.output or Path(f"{given.folder.resolve().name}-report.html")
    if not output.parent.is_dir():
        return _complain(f"no folder {output.parent} to write the report into")
    _say(f"reading {given.folder}")
    with _notes():
        dossier = load(given.folder)
        try:
            page = write_report(dossier, progress=_say)
        except ValueError as error:
            return _complain(str(error))
    _save({output: page})
    print(output)
    return OK


def export_(given: argparse.Namespace) -> int:
    """Write the dossier in another format."""
    from analysis.dossier import load
    from analysis.exchange import export
    from analysis.site.word import TooManyClaimsError, to_word

    dossier = load(given.folder)
    try:
        text = to_word(dossier) if given.format == WORD else export(dossier, given.format)
    except TooManyClaimsError as error:
        return _complain(str(error))
    if given.output is not None:
        _save({given.output: text})
    elif isinstance(text, bytes):
        if sys.stdout.isatty():
            return _complain(f"{given.format} is no text; name a file with --output")
        sys.stdout.buffer.write(text)
    else:
        sys.stdout.write(text)
    return OK


def screen(given: argparse.Namespace) -> int:
    """Write the page on a table of purchases, and all suppliers that were found as CSV."""
    from analysis.dossier.offering import csv_of
    from analysis.ledger.purchases import read_purchases
    from analysis.ledger.screen_report import screen_with_names, write_screen_report

    roles = {"supplier": "supplier_name", "supplier_number": "supplier"}
    told = {role: getattr(given, role) for role in _ROLES if getattr(given, role) is not None}
    minima = {f"min_{name}": getattr(given, f"min_{name}") for name in _MINIMA}
    output = given.output or Path(f"{given.file.stem}-screen.html")
    try:
        ledger = read_purchases(given.file, {roles.get(r, r): name for r, name in told.items()})
        page = write_screen_report(ledger, given.file.name, **minima)
        found = screen_with_names(ledger, **minima)
    except (ValueError, ImportError) as error:
        return _complain(str(error))
    _save({output: page, output.with_suffix(".csv"): csv_of(found)}, given.file)
    print(output, output.with_suffix(".csv"), sep="\n")
    return OK


_ROLES = ("supplier", "supplier_number", "customer", "amount", "date", "contract")
_MINIMA = ("share", "total", "purchases", "customers", "months")


def _save(contents: Mapping[Path, str | bytes], *read: Path) -> None:
    """Write what was made, but over no table of a dossier and over no file that was read."""
    from analysis.dossier.saving import refuse_own, save_files

    for path in contents:
        refuse_own(path, *read)
    save_files(contents)


@contextmanager
def _notes() -> Iterator[None]:
    """Say once what libraries warn of."""
    with warnings.catch_warnings(record=True) as caught:
        yield
    for message in dict.fromkeys(str(warning.message) for warning in caught):
        _say(f"note: {message}")


def _say(message: str) -> None:
    """Return the person, apart from the result."""
    print(message, file=sys.stderr, flush=True)


def _complain(message: str) -> int:
    """Return what went wrong without a traceback."""
    _say(f"dossier: {message}")
    return PROBLEMS
