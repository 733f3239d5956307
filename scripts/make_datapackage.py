"""Put the table schemas of ``data/schemas/`` together into ``data/datapackage.json``."""

from __future__ import annotations

import json
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
HEAD = {
    "profile": "tabular-data-package",
    "name": "reverse-knowledge-acquisition",
    "title": "How Huawei and ZTE acquire knowledge in reverse: evidence, codes, facts",
    "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
}


def resource(path: Path) -> dict[str, object]:
    """Return one table's entry."""
    schema = json.loads(path.read_text(encoding="utf-8"))
    found = sorted(DATA.rglob(f"{path.stem}.csv"))
    if len(found) != 1:
        raise SystemExit(f"data/schemas/{path.name}: {len(found)} files {path.stem}.csv in data/")
    file = found[0].relative_to(DATA).as_posix()
    entry = {"name": path.stem, "path": file, "profile": "tabular-data-resource"}
    return {**entry, "format": "csv", "encoding": "utf-8", **schema}


def datapackage() -> str:
    """Return the text of datapackage.json."""
    entries = [resource(path) for path in sorted((DATA / "schemas").glob("*.json"))]
    return json.dumps({**HEAD, "resources": entries}, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the data package."""
    (DATA / "datapackage.json").write_text(datapackage(), encoding="utf-8")


if __name__ == "__main__":
    main()
