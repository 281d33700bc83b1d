"""List the packages of a lock as a bill of materials, in the form of CycloneDX.

Usage: python tests/sbom.py requirements.lock > sbom.json
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_PACKAGE = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)(?: ; ([^\\\n]+))?", re.MULTILINE)


def bill(lock: str) -> dict[str, Any]:
    r"""Return the bill of a lock's packages, a version each; the lock holds their SHA-256.

    >>> made = bill("jinja2==3.1.6 \\\n    --hash=sha256:00\ncolorama==0.4.6 ; os == 'x' \\\n")
    >>> [(one["purl"], one.get("description")) for one in made["components"]]
    [('pkg:pypi/jinja2@3.1.6', None), ('pkg:pypi/colorama@0.4.6', "where os == 'x'")]
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = {"type": "application", "name": project["name"], "version": project["version"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own | {"licenses": [{"license": {"id": project["license"]}}]}},
        "components": [_component(*found) for found in _PACKAGE.findall(lock)],
    }


def _component(name: str, version: str, where: str) -> dict[str, str]:
    """Describe a package; two versions of one, for different Pythons, are two."""
    purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
    described = {"type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl}
    return described | ({"description": f"where {where.strip()}"} if where else {})


if __name__ == "__main__":
    print(json.dumps(bill(Path(sys.argv[1]).read_text(encoding="utf-8")), indent=1))
