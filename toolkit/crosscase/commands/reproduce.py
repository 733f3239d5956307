"""`crosscase reproduce`: run the notebooks, regenerate the exhibits, render the paper; or check."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from crosscase.errors import UsageError

__all__ = ["add_arguments", "run"]

_SHOWN = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("study", nargs="?", help="folder of the study (default: here)")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="ID", help="exhibits or notebooks to regenerate"
    )
    parser.add_argument(
        "-p", "--parameter", action="append", default=[], metavar="NAME=VALUE",
        help="a notebook parameter; may be given several times",
    )  # fmt: skip
    parser.add_argument("--out", metavar="DIR", help="write here instead of the baseline")
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="notebooks at the same time")
    parser.add_argument("--scheduler", metavar="ADDR", help="address of a Dask scheduler")
    parser.add_argument("--force", action="store_true", help="run also what is unchanged")
    parser.add_argument(
        "--check", action="store_true",
        help="regenerate in a scratch folder and compare with the committed exhibits",
    )  # fmt: skip
    parser.add_argument("--rtol", type=float, default=1e-9, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Reproduce the study, or check that it reproduces."""
    parameters = _parameters(arguments.parameter)
    if arguments.check:
        if parameters or arguments.out:
            raise UsageError("--check compares the default run with the baseline: no -p, no --out")
        return _check(arguments)
    from crosscase.reproduction.pipeline import reproduce

    outcome = reproduce(
        arguments.study, only=arguments.only, parameters=parameters, out=arguments.out,
        jobs=arguments.jobs, scheduler=arguments.scheduler, force=arguments.force,
    )  # fmt: skip
    print(f"{len(outcome.executed)} run, {len(outcome.reused)} unchanged", file=sys.stderr)
    print(f"exhibits: {_short(outcome.exhibits)}")
    for path in outcome.documents:
        print(f"{path.suffix[1:]}: {_short(path)}")
    if parameters and not arguments.out:
        print("the baseline is as it was; compare with: crosscase diff paper/exhibits "
              f"{_short(outcome.exhibits)}", file=sys.stderr)  # fmt: skip
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from crosscase.exhibits.publishing import compare
    from crosscase.reproduction.pipeline import BASELINE, reproduce
    from crosscase.study import find_root

    root = find_root(arguments.study)
    scratch = root / "build" / "check"
    shutil.rmtree(scratch, ignore_errors=True)
    outcome = reproduce(
        root, only=arguments.only, out=scratch, jobs=arguments.jobs,
        scheduler=arguments.scheduler, force=True,
    )  # fmt: skip
    found = compare(root / BASELINE, outcome.exhibits, rtol=arguments.rtol)
    for difference in found[:_SHOWN]:
        print(difference)
    if len(found) > _SHOWN:
        print(f"... and {len(found) - _SHOWN} more")
    if found:
        many = f"{len(found)} difference{'s' if len(found) > 1 else ''}"
        print(f"{many} from {BASELINE.as_posix()}; regenerated in {_short(outcome.exhibits)}")
        return 1
    runs = len(outcome.executed)
    print(f"reproduced: {runs} notebook runs, every exhibit, number and verdict as committed")
    return 0


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: give a whole number of at least 1")
    return int(text)


def _parameters(given: list[str]) -> dict[str, str]:
    pairs = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name.strip().isidentifier():
            raise UsageError(f"-p {item}: give NAME=VALUE, e.g. -p include_blanket=false")
        pairs[name.strip()] = value
    return pairs


def _short(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return os.fspath(path)
