"""`crosscase validate [STUDY] [--json]`: every problem in the data at once."""

from __future__ import annotations

import argparse
import json

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("study", nargs="?", help="folder of the study (default: here)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Print each problem as ``file:row:column: …``; return 1 if there is any."""
    from crosscase.study import Study, find_root

    rows, problems = Study.validate(arguments.study)
    root = find_root(arguments.study)
    if not problems and (root / "data" / "features").is_dir():
        from crosscase.keywords.feature_files import problems as feature_problems

        problems = feature_problems(root)
    if not problems and "coders" in rows:
        from crosscase.study.codings import coding_problems

        problems = coding_problems(Study.open(root))
    if arguments.json:
        listed = [problem.as_dict() for problem in problems]
        print(json.dumps({"valid": not problems, "tables": rows, "problems": listed}, indent=1))
        return 1 if problems else 0
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in {len(rows)} tables")
        return 1
    print(f"valid: {len(rows)} tables, {sum(rows.values())} rows")
    return 0
