"""`crosscase export-qda STUDY OUT`: write a study as a coded project."""

from __future__ import annotations

import argparse
import json

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("study", help="folder of the study")
    parser.add_argument("out", help="X.qdpx (project), X.qdc (codebook), or a folder for both")
    parser.add_argument(
        "--imported-only",
        action="store_true",
        help="leave out the study's own evidence; write imported codings alone",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Write the files and print their names."""
    from crosscase.refi import export_study
    from crosscase.study import Study

    study = Study.open(arguments.study)
    project, written = export_study(study, arguments.out, with_evidence=not arguments.imported_only)
    if arguments.json:
        names = [path.as_posix() for path in written]
        print(json.dumps({"counts": project.counts, "written": names}, indent=1))
        return 0
    for path in written:
        print(f"{path.as_posix()}: {project.summary}")
    return 0
