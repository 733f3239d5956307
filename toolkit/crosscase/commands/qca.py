"""The command `crosscase qca`: truth table and solutions of a data table."""

from __future__ import annotations

import argparse
import json
import math
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from crosscase.errors import ParameterError, UsageError

__all__ = ["add_arguments", "run"]

_MOST_IN_TEXT = 40
_SILENT_S = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("data", metavar="DATA.csv", help="a table, one case a row")
    parser.add_argument("--outcome", required=True, metavar="Y", help="Y, ~Y or Y[1]")
    parser.add_argument(
        "--conditions", required=True, metavar="A,B,C", help="columns, at least two"
    )
    parser.add_argument(
        "--incl-cut", default="1", metavar="CUT[,LOWER]", help="inclusion cut(s), default 1"
    )
    parser.add_argument("--n-cut", default="1", metavar="N", help="fewest cases of a row")
    parser.add_argument("--pri-cut", default="0", metavar="CUT", help="PRI cut, default 0")
    parser.add_argument(
        "--include",
        default="none",
        choices=["none", "remainders"],
        help="none: conservative solution; remainders: parsimonious (intermediate with --dir-exp)",
    )
    parser.add_argument(
        "--dir-exp",
        metavar="A=1,B=1",
        help="directional expectations; several levels as A=1;2, expected together as A*~B",
    )
    parser.add_argument("--id", metavar="COLUMN", help="column that names the cases")
    parser.add_argument("--necessity", action="store_true", help="necessity of each condition")
    parser.add_argument("--all-solutions", action="store_true", help="all irredundant models")
    parser.add_argument("--row-dominance", action="store_true", help="drop dominated implicants")
    parser.add_argument("--complete", action="store_true", help="list rows without cases too")
    parser.add_argument("--cap", default="10000", metavar="N", help="most models listed")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from crosscase.qca.analysis import analyse, necessity_as_dict

    incl_cut, n_cut, pri_cut, cap = _numbers(arguments)
    if arguments.dir_exp is not None and arguments.include == "none":
        raise UsageError("--dir-exp needs --include remainders: expectations judge remainders")
    what = {
        "outcome": arguments.outcome,
        "conditions": arguments.conditions,
        "cases": arguments.id,
    }
    with _told_warnings():
        if arguments.necessity:
            _show_necessity(necessity_as_dict(arguments.data, **what), arguments.json)
            return 0
        with _progress() as tell:
            found = analyse(
                arguments.data,
                **what,
                incl_cut=incl_cut,
                n_cut=n_cut,
                pri_cut=pri_cut,
                include=arguments.include,
                dir_exp=arguments.dir_exp,
                complete=arguments.complete,
                all_sol=arguments.all_solutions,
                row_dom=arguments.row_dominance,
                cap=cap,
                progress=tell,
            )
    for note in found.notes:
        _say(note)
    _show(found.as_dict(), arguments.json)
    return 0


@contextmanager
def _told_warnings() -> Iterator[None]:
    """Print warnings as notes of this command."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            yield
        finally:
            for warning in caught:
                _say(str(warning.message))


def _say(text: str) -> None:
    print(f"crosscase qca: {text}", file=sys.stderr)


def _numbers(arguments: argparse.Namespace) -> tuple[list[float], int, float, int]:
    def number(option: str, text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise UsageError(f"{option} is {text!r}; give a number")
        return value

    from crosscase.qca.engine.configurations import check_cuts

    incl_cut = [number("--incl-cut", part) for part in arguments.incl_cut.split(",")]
    n_cut = number("--n-cut", arguments.n_cut)
    pri_cut = number("--pri-cut", arguments.pri_cut)
    cap = number("--cap", arguments.cap)
    if cap < 1 or cap != int(cap):
        raise UsageError(f"--cap is {arguments.cap}; give a whole number of at least 1")
    try:
        check_cuts(incl_cut, n_cut, pri_cut)  # type: ignore[arg-type]
    except ParameterError as error:
        raise UsageError(str(error)) from None
    return incl_cut, int(n_cut), pri_cut, int(cap)


@contextmanager
def _progress() -> Iterator[Callable[[str], None] | None]:
    """Show on a terminal what is being worked on and for how long, from the second second on."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    done = threading.Event()
    form = "crosscase qca: {desc} [{elapsed}]"
    with tqdm(file=sys.stderr, delay=1e9, leave=False, bar_format=form) as bar:

        def tick() -> None:
            pause = float(_SILENT_S)
            while not done.wait(pause):
                bar.refresh()
                pause = 0.5

        ticker = threading.Thread(target=tick, daemon=True)
        ticker.start()
        try:
            yield lambda text: bar.set_description_str(text, refresh=False)
        finally:
            done.set()
            ticker.join()
            bar.clear()


def _show_necessity(result: dict[str, Any], as_json: bool) -> None:
    print(_json(result) if as_json else _text(result["necessity"]))


def _json(result: dict[str, Any]) -> str:
    return json.dumps(result, ensure_ascii=False, allow_nan=False)


def _show(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(_json(result))
        return
    table = [{**row, "cases": ",".join(row["cases"])} for row in result["truth_table"]]
    print(_text(table))
    for number, model in enumerate(result["models"]):
        print(f"\nM{number + 1}: {' + '.join(model)}")
        whole = {"term": "M" + str(number + 1), **result["solution"][number]}
        print(_text([*result["terms"][number], whole]))
        used = result["simplifying_assumptions"][number]
        if len(used) > _MOST_IN_TEXT:
            print(f"simplifying assumptions: {len(used)} (--json lists them)")
        elif used:
            print(f"simplifying assumptions: {', '.join(used)}")


def _text(rows: list[dict[str, Any]]) -> str:
    names = list(rows[0]) if rows else []

    def cell(value: Any) -> str:
        if value is None:
            return "-"
        return f"{value:.3f}" if isinstance(value, float) else str(value)

    lines = [names, *([cell(row.get(name)) for name in names] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(names))]
    left = {"term", "cases"}
    return "\n".join(
        "  ".join(
            text.ljust(width) if name in left else text.rjust(width)
            for text, width, name in zip(line, widths, names, strict=True)
        ).rstrip()
        for line in lines
    )
