"""`crosscase new DIR`: a new study that runs at once."""

from __future__ import annotations

import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dir", help="folder to make; it must not exist, or be empty")


def run(arguments: argparse.Namespace) -> int:
    """Make the study and say how to go on."""
    from crosscase.study.making import new_study

    target = new_study(arguments.dir)
    print(f"{target}: a study with data/, notebooks/ and paper/")
    print(f"try:  crosscase reproduce {target}")
    return 0
