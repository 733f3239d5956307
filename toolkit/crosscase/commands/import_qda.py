"""`crosscase import-qda FILE --study DIR`: bring in a coded project."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

__all__ = ["add_arguments", "run"]

_SHOWN = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", help="a REFI-QDA project (.qdpx, .qde) or codebook (.qdc)")
    parser.add_argument("--study", help="folder of the study (default: here)")
    parser.add_argument("--name", help="short name for the project (default: from the file's name)")
    parser.add_argument("--dry-run", action="store_true", help="read and check, write nothing")
    parser.add_argument(
        "--allow-missing",
        action="store_true",
        help="import although texts are missing; their codings stay without a check sum",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Read the project; unless it is a dry run, write it into the study."""
    from crosscase.errors import DataError
    from crosscase.refi import read_project

    project = read_project(arguments.file)
    for warning in project.warnings[:_SHOWN]:
        print(f"crosscase import-qda: {warning}", file=sys.stderr)
    if len(project.warnings) > _SHOWN:
        rest = len(project.warnings) - _SHOWN
        print(f"crosscase import-qda: … and {rest} more such remarks", file=sys.stderr)
    written: list[str] = []
    if not arguments.dry_run:
        missing = [s.name for s in project.sources if s.missing and s.kind != "note"]
        if missing and not arguments.allow_missing:
            raise DataError(
                f"{arguments.file}: the texts of {len(missing)} sources are missing "
                f"({', '.join(missing[:_SHOWN])}{', …' if len(missing) > _SHOWN else ''}); "
                "export the project with its sources, or add --allow-missing. "
                "Nothing was written"
            )
        from crosscase.refi import import_project

        name = arguments.name or _short_name(Path(arguments.file).stem)
        written = import_project(project, arguments.study, project_id=name)
    if arguments.json:
        print(json.dumps(project.as_dict(), ensure_ascii=False, indent=1))
        return 0
    print(project.title)
    print(f"positions: {project.positions}")
    if written:
        tables = [name for name in written if name.startswith("data/")]
        texts = len([name for name in written if name.startswith("private/")])
        print(f"written: {', '.join(tables)}; {texts} files of text under private/")
    return 0


def _short_name(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", stem.casefold()).strip("_") or "project"
