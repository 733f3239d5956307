"""The command `crosscase qca`: truth table and solutions of a data table."""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from crosscase.errors import DataError, ParameterError, UsageError

__all__ = ["add_arguments", "run"]

_MOST_ASSUMPTIONS = 50_000
_MOST_ASSUMPTIONS_TOGETHER = 10_000_000
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
    from crosscase.qca.engine.scores import read_scores

    incl_cut, n_cut, pri_cut, cap = _numbers(arguments)
    columns, cases = _read(arguments)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        scores = read_scores(columns, cases, arguments.outcome, arguments.conditions)
    for warning in caught:
        _say(str(warning.message))
    if arguments.necessity:
        _show(_necessity(scores), arguments.json)
        return 0
    _show(_solutions(scores, arguments, incl_cut, n_cut, pri_cut, cap), arguments.json)
    return 0


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


def _read(arguments: argparse.Namespace) -> tuple[dict[str, list[str]], list[str]]:
    """Read the file; return its columns and the case names."""
    try:
        with open(arguments.data, encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if any(cell.strip() for cell in row)]
    except OSError as error:
        raise DataError(f"{arguments.data}: {error.strerror or error}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{arguments.data} is not a CSV file in UTF-8: {error}") from None
    if not rows:
        raise DataError(f"{arguments.data} is empty; give a header and one case a row")
    header, body = [name.strip() for name in rows[0]], rows[1:]
    for sign, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and sign in header[0]:
            raise DataError(f"{arguments.data} is separated by {word}; save it with commas")
    for number, row in enumerate(body, start=2):
        if len(row) != len(header):
            raise DataError(
                f"{arguments.data}: record {number} has {len(row)} cells, the header {len(header)}"
            )
    if not body:
        raise DataError(f"{arguments.data} has a header and no cases; give one case a row")
    columns: dict[str, list[str]] = {}
    for i, name in enumerate(header):
        columns.setdefault(name, [row[i].strip() for row in body])
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise DataError(f"{arguments.data} has two columns named {twice[0]!r}; rename one")
    return columns, _case_names(arguments, header, columns, len(body))


def _case_names(
    arguments: argparse.Namespace, header: list[str], columns: dict[str, list[str]], n: int
) -> list[str]:
    from crosscase.qca.engine.literals import parse_outcome, split_names

    if arguments.id is not None:
        if arguments.id not in columns:
            raise ParameterError(
                f"no column {arguments.id!r} for --id; the data have "
                f"{', '.join(name for name in header if name)}"
            )
        return columns[arguments.id]
    first = header[0]
    used = {*split_names(arguments.conditions), parse_outcome(arguments.outcome)[0]}
    if first not in used and (first == "" or not all(map(_is_number, columns[first]))):
        return columns[first]
    return [str(i + 1) for i in range(n)]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return text.lower() in {"", "na", "nan", "true", "false"}
    return True


def _necessity(scores: Any) -> dict[str, Any]:
    from crosscase.qca.engine.consistency import necessity_of_literals

    return {
        "necessity": [
            {"term": term, **{name: _plain(value) for name, value in fit._asdict().items()}}
            for term, fit in necessity_of_literals(scores)
        ]
    }


def _plain(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value


def _solutions(
    scores: Any,
    arguments: argparse.Namespace,
    incl_cut: list[float],
    n_cut: int,
    pri_cut: float,
    cap: int,
) -> dict[str, Any]:
    from crosscase.qca.engine.configurations import complete_rows, observed_rows
    from crosscase.qca.engine.consistency import model_fit

    words = scores.words
    if arguments.dir_exp is not None and arguments.include == "none":
        raise UsageError("--dir-exp needs --include remainders: expectations judge remainders")
    rows = observed_rows(scores, incl_cut=incl_cut, n_cut=n_cut, pri_cut=pri_cut)
    models = _models(rows, words, arguments, cap)
    named = sorted((words.model(cubes), cubes) for cubes in models)
    known: dict[Any, Any] = {}
    terms, solution = [], []
    for names, model in named:
        cubes = sorted(model, key=words.term)
        fits, whole = model_fit(scores, cubes, known)
        terms.append(
            [
                {"term": name, **{k: _plain(v) for k, v in fit._asdict().items()}}
                for name, fit in zip(names, fits, strict=True)
            ]
        )
        solution.append({k: _plain(v) for k, v in whole._asdict().items() if k != "covU"})
    shown = complete_rows(rows, words.levels) if arguments.complete else rows
    return {
        "truth_table": [
            {
                **dict(zip(words.conditions, row.values, strict=True)),
                "OUT": row.out,
                "n": row.n,
                "incl": _plain(row.incl),
                "PRI": _plain(row.pri),
                "cases": list(row.cases),
            }
            for row in shown
        ],
        "models": [list(names) for names, _cubes in named],
        "terms": terms,
        "solution": solution,
        "simplifying_assumptions": _assumptions(
            [model for _names, model in named] if arguments.include != "none" else [],
            rows,
            words,
        )
        or [[] for _model in named],
    }


def _assumptions(models: list[Any], rows: Any, words: Any) -> list[list[str]]:
    """Return the remainders that each model declares positive, as configurations."""
    from crosscase.qca.engine.configurations import row_values
    from crosscase.qca.engine.solve import (
        MOST_IN_MASKS,
        assumption_count,
        assumption_masks,
        assumption_rows,
        mask_rows,
    )

    ones, levels = [row.values for row in rows if row.out == "1"], words.levels
    few = math.prod(levels) <= MOST_IN_MASKS
    masks = assumption_masks(models, ones, levels) if few else []
    named: dict[int, str] = {}
    listed: list[list[str]] = []
    total = 0
    for number, model in enumerate(models):
        count = masks[number].bit_count() if few else assumption_count(model, ones, levels)
        total += count
        if count > _MOST_ASSUMPTIONS or total > _MOST_ASSUMPTIONS_TOGETHER:
            _say(f"model {number + 1} rests on {count} assumptions: too many to list")
            listed.append([])
        elif few:
            inside = mask_rows(masks[number])
            for row in inside:
                if row not in named:
                    named[row] = words.term(row_values(row, levels))
            listed.append([named[row] for row in inside])
        else:
            listed.append([words.term(row) for row in assumption_rows(model, ones, levels)])
    return listed


def _models(rows: Any, words: Any, arguments: argparse.Namespace, cap: int) -> Any:
    """Return the models, and tell of what is not there."""
    from crosscase.qca.engine.solve import solutions_of_rows

    kind = "conservative"
    if arguments.include == "remainders":
        kind = "parsimonious" if arguments.dir_exp is None else "intermediate"
    expected = words.expectations(arguments.dir_exp)
    together = words.conjunctions(arguments.dir_exp)
    with _progress() as tell:
        found = solutions_of_rows(
            rows,
            words.levels,
            kind,
            expected,
            together=together,
            all_sol=arguments.all_solutions,
            row_dom=arguments.row_dominance,
            cap=cap,
            progress=tell,
        )
    if found.word:
        _say(found.word)
    return found.models


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


def _show(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(result, ensure_ascii=False, allow_nan=False))
        return
    if "necessity" in result:
        print(_text(result["necessity"]))
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
