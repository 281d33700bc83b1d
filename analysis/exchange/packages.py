"""``datapackage.json``: what the files of a dossier hold, for programs that read data packages."""

from __future__ import annotations

from analysis.dossier.about import About
from analysis.dossier.checks import Check
from analysis.dossier.dossier import Dossier
from analysis.dossier.rules import LINKS
from analysis.dossier.schemas import FILES, OPTIONAL, REQUIRED, SCHEMAS, UNIQUE, stored_columns
from analysis.exchange.text import filled, slug, write_json

# The licences that packages know by name: how a dossier may write it, its name, its address.
_LICENCES = (
    ("CC BY 4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC BY-SA 4.0", "CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    ("CC0 1.0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
)


def to_datapackage(dossier: Dossier) -> str:
    """Write the Frictionless Data Package of a dossier: its files, columns, keys and links.

    It is made from the same schemas and rules that `analysis.load` checks. What it cannot express
    (the grammar of answers, the twelve words of a quote) only `load` checks. An optional table
    without rows is left out. The version is the day by which all had been collected.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    str
        JSON, to be kept as ``datapackage.json`` in the dossier's folder.

    References
    ----------
    Frictionless Data, Data Package and Table Schema: https://specs.frictionlessdata.io/

    Examples
    --------
    >>> import json
    >>> from analysis import example
    >>> package = json.loads(to_datapackage(example()))
    >>> package["resources"][0]["path"], package["resources"][0]["schema"]["primaryKey"]
    ('sources.csv', 'source_id')
    """
    present = [name for name in SCHEMAS if name in REQUIRED or len(dossier.table(name))]
    about = dossier.about
    package = filled(
        profile="tabular-data-package",
        name=slug(about.title),
        title=about.title,
        description=about.licence,
        homepage=about.address,
        version="{}.{}.{}".format(*about.collected.timetuple()[:3]),
        created=f"{about.collected.isoformat()}T00:00:00Z",
        licenses=_licences(about),
        contributors=[{"title": about.authors, "role": "author"}] if about.authors else [],
        sources=_sources(dossier),
        resources=[_resource(dossier, name, present) for name in present],
    )
    return write_json(package)


def _licences(about: About) -> list[dict[str, str]]:
    """Name the licence as packages do, if the dossier's words name one of theirs, or an address."""
    words = about.licence.replace("-", " ")
    for written, name, address in _LICENCES:
        if written.replace("-", " ") in words or address in about.licence:
            return [{"name": name, "path": address, "title": about.licence}]
    given = {"path": about.licence, "title": about.licence}
    return [given] if about.licence.startswith("http") else []


def _sources(dossier: Dossier) -> list[dict[str, object]]:
    """List what the claims were read in, by publisher and title, with the address."""
    rows = dossier.sources[["publisher", "title", "url"]].itertuples(index=False)
    return [filled(title=f"{row.publisher}: {row.title}", path=row.url) for row in rows]


def _resource(dossier: Dossier, name: str, present: list[str]) -> dict[str, object]:
    """Describe one file."""
    checks = SCHEMAS[name].columns | OPTIONAL.get(name, {})
    columns = stored_columns(name, dossier.table(name))
    links = [link for link in LINKS if link.table == name and link.home in present]
    schema = filled(
        fields=[_field(column, checks.get(column, [])) for column in columns],
        missingValues=[""],
        primaryKey=UNIQUE.get(name),
        foreignKeys=[
            {"fields": link.column, "reference": {"resource": link.home, "fields": link.key}}
            for link in links
        ],
    )
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": FILES[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: str, checks: list[Check]) -> dict[str, object]:
    """Describe one column by the checks that it must pass."""
    constraints: dict[str, object] = {}
    for check in checks:
        if check.pattern:
            constraints["pattern"] = check.pattern
        if check.words:
            constraints["enum"] = list(check.words)
    if not all(check.fits("") for check in checks):
        constraints["required"] = True
    return filled(name=column, type="string", constraints=constraints)
