"""`crosscase import-qda FILE --study DIR`: bring in a coded project."""

from __future__ import annotations

import argparse
import json
import sys

from crosscase.wording import counted

__all__ = ["add_arguments", "run"]

_SHOWN = 8  # warnings; --json has them all


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
    from crosscase.refi import import_project, read_project

    project = read_project(arguments.file)
    for warning in project.warnings[:_SHOWN]:
        print(f"crosscase import-qda: {warning}", file=sys.stderr)
    if len(project.warnings) > _SHOWN:
        rest = len(project.warnings) - _SHOWN
        print(f"crosscase import-qda: … and {rest} more (--json has them all)", file=sys.stderr)
    written: list[str] = []
    if not arguments.dry_run:
        written = import_project(
            project, arguments.study, project_id=arguments.name,
            allow_missing=arguments.allow_missing,
        )  # fmt: skip
    if arguments.json:
        print(json.dumps(project.as_dict(), ensure_ascii=False, indent=1))
        return 0
    print(project.title)
    print(f"positions: {project.positions}")
    if written:
        tables = [name for name in written if name.startswith("data/")]
        private = counted(len([n for n in written if n.startswith("private/")]), "file")
        print(f"written: {', '.join(tables)}; {private} under private/")
    return 0
