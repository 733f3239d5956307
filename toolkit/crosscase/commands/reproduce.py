"""`crosscase reproduce`: run the notebooks, regenerate the exhibits, render the paper; or check."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from crosscase.errors import UsageError
from crosscase.wording import counted

__all__ = ["add_arguments", "run"]

_SHOWN = 60  # differences: what a reader looks through; `crosscase diff` prints them all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add = parser.add_argument
    add("study", nargs="?", help="folder of the study (default: here)")
    add("--only", nargs="+", default=[], metavar="ID", help="exhibits or notebooks to regenerate")
    several = "a notebook parameter; may be given several times"
    add("-p", "--parameter", action="append", default=[], metavar="NAME=VALUE", help=several)
    add("--out", metavar="DIR", help="write here instead of the baseline")
    add("--jobs", type=_jobs, metavar="N", help="notebooks at the same time")
    add("--scheduler", metavar="ADDR", help="address of a Dask scheduler")
    add("--force", action="store_true", help="run also what is unchanged")
    check = "regenerate in a scratch folder and compare with the committed exhibits"
    add("--check", action="store_true", help=check)
    add("--rtol", type=float, default=1e-9, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Reproduce the study, or check that it reproduces."""
    parameters = _parameters(arguments.parameter)
    if arguments.check:
        if parameters or arguments.out:
            raise UsageError("--check compares the default run with the baseline: no -p, no --out")
        return _check(arguments)
    # Imported here: `crosscase --help` must not wait for pandas.
    from crosscase.reproduction import reproduce

    outcome = reproduce(
        arguments.study,
        only=arguments.only,
        parameters=parameters,
        out=arguments.out,
        jobs=arguments.jobs,
        scheduler=arguments.scheduler,
        force=arguments.force,
    )
    print(f"{len(outcome.executed)} run, {len(outcome.reused)} unchanged", file=sys.stderr)
    exhibits = _short(outcome.exhibits)
    print(f"exhibits: {exhibits}")
    for path in outcome.documents:
        print(f"{path.suffix[1:]}: {_short(path)}")
    if parameters and not arguments.out:
        how = f"crosscase diff paper/exhibits {exhibits}"
        print(f"the baseline is as it was; compare with: {how}", file=sys.stderr)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from crosscase.exhibits import BASELINE, compare
    from crosscase.reproduction import reproduce
    from crosscase.study import Study

    study = Study.open(arguments.study)
    scratch = study.root / "build" / "check"
    shutil.rmtree(scratch, ignore_errors=True)
    outcome = reproduce(
        study,
        only=arguments.only,
        out=scratch,
        jobs=arguments.jobs,
        scheduler=arguments.scheduler,
        force=True,
    )
    found = compare(study.root / BASELINE, outcome.exhibits, rtol=arguments.rtol)
    for difference in found[:_SHOWN]:
        print(difference)
    if len(found) > _SHOWN:
        print(f"... and {len(found) - _SHOWN} more")
    if found:
        many = counted(len(found), "difference")
        print(f"{many} from {BASELINE.as_posix()}; regenerated in {_short(outcome.exhibits)}")
        return 1
    runs = counted(len(outcome.executed), "notebook run")
    print(f"reproduced: {runs}, every exhibit, number and verdict as committed")
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
