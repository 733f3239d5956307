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
    file = schema.pop("path", f"{path.stem}.csv")
    entry = {"name": path.stem, "path": file, "profile": "tabular-data-resource"}
    return {**entry, "format": "csv", "encoding": "utf-8", **schema}


def main() -> None:
    """Write the data package."""
    entries = [resource(path) for path in sorted((DATA / "schemas").glob("*.json"))]
    text = json.dumps({**HEAD, "resources": entries}, indent=1, ensure_ascii=False)
    (DATA / "datapackage.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
