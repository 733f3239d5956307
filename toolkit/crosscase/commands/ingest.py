"""`crosscase ingest FILE… --study DIR`: texts to paragraphs and extracted features."""

from __future__ import annotations

import argparse
import json
import sys

from crosscase.errors import ParameterError, UsageError

__all__ = ["add_arguments", "run"]

# What a parameter of `ingest` is called here.
_OPTIONS = {"source_ids": "--source-id", "jobs": "--jobs"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="txt, md, docx, html or pdf")
    parser.add_argument("--study", default=".", help="folder of the study (default: here)")
    parser.add_argument(
        "--source-id",
        nargs="+",
        metavar="ID",
        help="an id for each file, in their order (default: as in data/sources.csv, else from "
        "the file's name)",
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="files read at once")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if features differ"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Read the files, write or check the features, report; return 1 if a file failed."""
    from crosscase.keywords import ingest

    try:
        found = ingest(
            arguments.files,
            study=arguments.study,
            source_ids=arguments.source_id,
            check=arguments.check,
            jobs=arguments.jobs,
            progress=sys.stderr.isatty(),
        )
    except ParameterError as error:
        first, _, rest = str(error).partition(" ")
        raise UsageError(f"{_OPTIONS.get(first, first)} {rest}") from None
    for report in found.reports:
        print(report, file=sys.stderr if arguments.json else sys.stdout)
    if arguments.json:
        files = [report.as_dict() for report in found.reports]
        document = {"study": arguments.study, "failed": len(found.failed), "files": files}
        print(json.dumps(document, indent=1, ensure_ascii=False))
    elif found.failed:
        print(f"{len(found.failed)} of {len(found.reports)} files failed", file=sys.stderr)
    return 1 if found.failed else 0
