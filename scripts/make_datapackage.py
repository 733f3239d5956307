"""Put table schemas together into the data packages of the study and of the template.

The study's tables are described in ``data/schemas/``, a file a table; those of the template that
``crosscase new`` copies, in ``toolkit/crosscase/study/schemas/``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from crosscase.study.known_tables import known_schema, known_tables, resource_entry

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
TEMPLATE_DATA = ROOT / "toolkit" / "crosscase" / "study" / "template" / "data"
HEAD = {
    "profile": "tabular-data-package",
    "name": "reverse-knowledge-acquisition",
    "title": "How Huawei and ZTE acquire knowledge in reverse: evidence, codes, facts",
    "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
}
TEMPLATE_HEAD = {
    "profile": "tabular-data-package",
    "name": "my-study",
    "title": "My comparative case study",
}


def entry(path: Path) -> dict[str, Any]:
    """Return the entry of the table that a file of ``data/schemas/`` describes."""
    found = sorted(DATA.rglob(f"{path.stem}.csv"))
    if len(found) != 1:
        raise SystemExit(f"data/schemas/{path.name}: {len(found)} files {path.stem}.csv in data/")
    schema = json.loads(path.read_text(encoding="utf-8"))
    return resource_entry(path.stem, schema, path=found[0].relative_to(DATA).as_posix())


def datapackage() -> str:
    """Return the text of the study's datapackage.json."""
    return _text(HEAD, [entry(path) for path in sorted((DATA / "schemas").glob("*.json"))])


def template_datapackage() -> str:
    """Return the text of the template's datapackage.json: the known tables that it has."""
    there = [name for name in known_tables() if (TEMPLATE_DATA / f"{name}.csv").is_file()]
    return _text(TEMPLATE_HEAD, [resource_entry(name, known_schema(name)) for name in there])


def _text(head: dict[str, Any], entries: list[dict[str, Any]]) -> str:
    return json.dumps({**head, "resources": entries}, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write both data packages."""
    (DATA / "datapackage.json").write_text(datapackage(), encoding="utf-8")
    (TEMPLATE_DATA / "datapackage.json").write_text(template_datapackage(), encoding="utf-8")


if __name__ == "__main__":
    main()
