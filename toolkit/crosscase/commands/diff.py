"""`crosscase diff OLD NEW`: what differs between two exhibit folders, flipped verdicts first."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("old", help="a folder of exhibits")
    parser.add_argument("new", help="another one")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--rtol", type=_tolerance, default=1e-9, help="relative tolerance (1e-9)")
    parser.add_argument("--atol", type=_tolerance, default=0.0, help="absolute tolerance (0)")


def run(arguments: argparse.Namespace) -> int:
    """Print the differences; return 1 if there is any."""
    from crosscase.exhibits import compare

    found = compare(arguments.old, arguments.new, rtol=arguments.rtol, atol=arguments.atol)
    if arguments.json:
        document = {"same": not found, "differences": [asdict(item) for item in found]}
        print(json.dumps(document, indent=1, ensure_ascii=False))
    else:
        for item in found:
            print(item)
        flipped = sum(item.kind == "verdict" for item in found)
        print(f"{len(found)} differences, {flipped} verdicts flipped" if found else "the same")
    return 1 if found else 0


def _tolerance(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r}: give a number of at least 0, e.g. 1e-6")
    return value
