"""What every check says of itself."""

from __future__ import annotations

import ast
from pathlib import Path


def test_every_check_says_what_its_statistic_is(root: Path) -> None:
    calls = [
        (path.stem, call)
        for path in sorted((root / "toolkit").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Check"
    ]
    assert len(calls) > 15
    assert [name for name, call in calls if "measure" not in {k.arg for k in call.keywords}] == []
