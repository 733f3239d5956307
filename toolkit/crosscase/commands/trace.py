"""`crosscase trace`: from an exhibit, a cell or a number to evidence, sources and locators."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from crosscase.errors import UsageError

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("exhibit", nargs="?", help="id of the exhibit")
    parser.add_argument("--row", help="text of the first column, or the row's number from 1")
    parser.add_argument("--column", help="name of the column")
    parser.add_argument("--number", metavar="KEY", help="an inline number or a verdict")
    parser.add_argument("--study", help="folder of the study (default: here)")
    parser.add_argument("--exhibits", metavar="DIR", help="other exhibits than paper/exhibits")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Print the chain from the exhibit to the evidence."""
    if (arguments.exhibit is None) == (arguments.number is None):
        raise UsageError("give an exhibit id, or --number KEY")
    from crosscase.exhibits import BASELINE, evidence_rows, trace
    from crosscase.study import Study

    study = Study.open(arguments.study)
    folder = Path(arguments.exhibits) if arguments.exhibits else study.root / BASELINE
    found = trace(
        folder, arguments.exhibit or "", row=arguments.row, column=arguments.column,
        number=arguments.number,
    )  # fmt: skip
    rows = evidence_rows(study, found["evidence"])
    if arguments.json:
        print(json.dumps({**found, "evidence_rows": rows}, indent=1, ensure_ascii=False))
    else:
        _print(found, rows)
    return 0


def _print(found: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    for key in ("exhibit", "number", "claim", "check", "title", "row", "column", "value", "text",
                "verdict", "sentence", "source", "notebook"):  # fmt: skip
        if found.get(key) not in (None, ""):
            print(f"{key:<11} {found[key]}")
    values = ", ".join(f"{k}={v!r}" for k, v in found.get("parameters", {}).items())
    if values:
        print(f"{'parameters':<11} {values}")
    for name, sha in found.get("inputs", {}).items():
        print(f"{'input':<11} {name}  sha256 {sha[:12]}")
    if not found["evidence"]:
        print(f"{'evidence':<11} none recorded: computed from the inputs as a whole")
    for row in rows:
        source = f"{row.get('source_id', '')} {row.get('locator', '')}".strip()
        text = row.get("statement") or row.get("finding") or row.get("value_text") or row["table"]
        print(f"{'evidence':<11} {row['id']}  [{source}]  {text}")
