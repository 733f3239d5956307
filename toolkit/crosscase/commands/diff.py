"""`crosscase diff OLD NEW`: what differs between two exhibit folders, conclusions first."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("old", help="a folder of exhibits")
    parser.add_argument("new", help="another one")
    parser.add_argument("--all", action="store_true", help="print every difference")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--html", metavar="FILE", help="write one page")
    parser.add_argument("--rtol", type=_tolerance, default=1e-9, help="relative tolerance (1e-9)")
    parser.add_argument("--atol", type=_tolerance, default=0.0, help="absolute tolerance (0)")


def run(arguments: argparse.Namespace) -> int:
    """Print the differences; return 1 if there is any."""
    from crosscase.errors import DataError
    from crosscase.exhibits import changes, changes_page

    found = changes(arguments.old, arguments.new, rtol=arguments.rtol, atol=arguments.atol)
    if arguments.html:
        page = changes_page(found, old=arguments.old, new=arguments.new)
        try:
            Path(arguments.html).write_text(page, encoding="utf-8")
        except OSError as error:
            raise DataError(f"{arguments.html}: cannot be written: {error.strerror}") from error
    if arguments.json:
        print(json.dumps(found.as_dict(), indent=1, ensure_ascii=False))
        return 1 if found.differences else 0
    print(found.headline)
    for item in found.of("conclusion"):
        print(f"  {item.exhibit}: {item.old} -> {item.new}")
    print(f"changed beside them: {found.rest}")
    others = [item for item in found.differences if item.kind != "conclusion"]
    if arguments.all:
        for item in others:
            print(item)
    elif others:
        print("each of them: --all")
    return 1 if found.differences else 0


def _tolerance(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r}: give a number of at least 0, e.g. 1e-6")
    return value
