"""Plant small faults in a module, one at a time, and see which its tests let pass.

    python scripts/mutate.py crosscase.exhibits.compare [--most 60] [--seed 0] [--tests PATH ...]

A fault is one changed operator, constant, condition or argument. No file is touched: each fault
is compiled in memory, in a process forked from one that has the libraries loaded, and there the
module's own tests run (``tests/<folder>/test_<module>.py`` and its doctests) until one fails.
What survives is printed with its line; a test is missing there, or the line says nothing.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or,
    ast.Or: ast.And, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.FloorDiv: ast.Div,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "sum": "len"}


def faults(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    """Yield what could be wrong at one node: a word for it, and what stands there instead."""
    made = copy.deepcopy(node)
    if isinstance(made, ast.Compare | ast.BoolOp | ast.BinOp):
        operator = made.ops[0] if isinstance(made, ast.Compare) else made.op
        if type(operator) in SWAPS:
            other = SWAPS[type(operator)]()
            if isinstance(made, ast.Compare):
                made.ops[0] = other  # type: ignore[call-overload]
            else:
                made.op = other  # type: ignore[assignment]
            yield f"{type(operator).__name__} -> {type(other).__name__}", made
    elif isinstance(made, ast.UnaryOp) and isinstance(made.op, ast.Not):
        yield "not removed", made.operand
    elif isinstance(made, ast.Constant) and type(made.value) in (bool, int, float):
        value = not made.value if isinstance(made.value, bool) else made.value + 1
        yield f"{made.value} -> {value}", ast.Constant(value)
    elif isinstance(made, ast.Call):
        if isinstance(made.func, ast.Name) and made.func.id in NAMES:
            word = f"{made.func.id} -> {NAMES[made.func.id]}"
            made.func.id = NAMES[made.func.id]
            yield word, made
        for at, item in enumerate(node.keywords):  # type: ignore[attr-defined]
            if item.arg:
                less = copy.deepcopy(node)
                del less.keywords[at]  # type: ignore[attr-defined]
                yield f"argument {item.arg} left out", less
    elif isinstance(made, ast.If | ast.IfExp | ast.While):
        made.test = ast.Constant(False)
        yield "condition never true", made
    elif isinstance(made, ast.Raise | ast.AugAssign | ast.Expr) and not (
        isinstance(made, ast.Expr) and isinstance(made.value, ast.Constant)
    ):
        yield "statement left out", ast.Pass()


class _Planter(ast.NodeTransformer):
    """Put fault number `wanted` into a tree; outside annotations and docstrings."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.seen, self.told = wanted, -1, ""

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant("Any")
        for word, other in faults(node):
            self.seen += 1
            if self.seen == self.wanted and other is not None:
                self.told = f"{getattr(node, 'lineno', 0)}: {word}"
                return ast.copy_location(other, node)
        return self.generic_visit(node)


class _Loader(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Load one module from a tree in memory."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = name, path, tree

    def find_spec(self, name, path=None, target=None):  # type: ignore[no-untyped-def]
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)  # type: ignore[arg-type]

    def get_code(self, fullname):  # type: ignore[no-untyped-def]
        return compile(self.tree, str(self.path), "exec", dont_inherit=True)

    def get_source(self, fullname):  # type: ignore[no-untyped-def]
        return self.path.read_text(encoding="utf-8")

    def exec_module(self, module):  # type: ignore[no-untyped-def]
        exec(self.get_code(self.name), module.__dict__)


def _survives(name: str, path: Path, tree: ast.Module, tests: list[str], limit_s: int) -> bool:
    """Run the tests in a fork; True if all pass."""
    child = os.fork()
    if child == 0:
        signal.alarm(limit_s)
        with open(os.devnull, "w") as quiet, contextlib.redirect_stdout(quiet):
            os.dup2(quiet.fileno(), 1)
            os.dup2(quiet.fileno(), 2)
            sys.meta_path.insert(0, _Loader(name, path, tree))
            import pytest

            # Rewritten asserts would make pytest load a module that it is given by path itself.
            plain = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist"]
            code = pytest.main([*plain, *tests])
        os._exit(0 if code == 0 else 1)
    _, status = os.waitpid(child, 0)
    return status == 0


def main() -> int:
    """Plant faults and print those that survive."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("module")
    parser.add_argument("--tests", nargs="+")
    parser.add_argument("--most", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=int, default=120, help="limit for one fault")
    asked = parser.parse_args()
    path = ROOT / "toolkit" / (asked.module.replace(".", "/") + ".py")
    own = asked.module.split(".")[1:]
    mirror = ROOT / "tests" / "/".join(own[:-1]) / f"test_{own[-1]}.py"
    tests = asked.tests or [*([str(mirror)] if mirror.exists() else []), str(path)]
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT / "toolkit"))
    os.environ.setdefault("MPLBACKEND", "agg")
    # No test of a module needs a plugin, and nbval's takes a second to load, each time.
    os.environ.setdefault("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    import hypothesis  # noqa: F401
    import pandas  # noqa: F401
    import pytest  # noqa: F401
    import scipy.stats  # noqa: F401

    source = path.read_text(encoding="utf-8")
    counter = _Planter(-2)
    counter.visit(ast.parse(source))
    total = counter.seen + 1
    if not _survives(asked.module, path, ast.parse(source), tests, asked.seconds * 5):
        sys.exit(f"the tests of {asked.module} fail without a fault")
    numbers = sorted(random.Random(asked.seed).sample(range(total), min(asked.most, total)))
    began, alive = time.monotonic(), 0
    for number in numbers:
        planter = _Planter(number)
        tree = ast.fix_missing_locations(planter.visit(ast.parse(source)))
        if planter.told and _survives(asked.module, path, tree, tests, asked.seconds):
            alive += 1
            line = source.splitlines()[int(planter.told.split(":")[0]) - 1].strip()
            print(f"survived  {path.name}:{planter.told}   {line[:70]}", flush=True)
    found = f"{len(numbers) - alive} of {len(numbers)} faults found ({total} possible)"
    print(f"{asked.module}: {found}, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
