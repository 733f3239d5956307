"""What every check says of itself, alone and beside others."""

from __future__ import annotations

import ast
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from crosscase.errors import ParameterError
from crosscase.robustness.check import Check, held_against

ONE = Check(
    check="counting",
    claim="P/all",
    holds=True,
    statistic=2 / 3,
    threshold=0.5,
    margin=1 / 6,
    table=pd.DataFrame({"n": [1, 2]}),
    sentence="Two of three.",
    reference="Author (2000)",
    evidence=("e2", "e1"),
    measure="Share",
    digits=2,
)


def test_every_check_says_what_its_statistic_is(root: Path) -> None:
    modules = ((path, path.read_text("utf-8")) for path in (root / "toolkit").rglob("*.py"))
    calls = [
        (path.stem, call)
        for path, text in modules
        if "Check(" in text
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Check"
    ]
    assert len(calls) > 15
    assert [name for name, call in calls if "measure" not in {k.arg for k in call.keywords}] == []


@pytest.mark.parametrize(
    ("holds", "word"), [(True, "holds"), (False, "fails"), (None, "cannot be decided")]
)
def test_its_title_is_all_of_it_in_a_line(holds: bool | None, word: str) -> None:
    check = replace(ONE, holds=holds)
    assert check.verdict == word
    assert check.title == f"P/all, counting: {word}. Two of three."
    assert repr(check).startswith(check.title)


def test_what_a_check_need_not_say() -> None:
    check = Check("c", "x", True, 1, 0, 1, pd.DataFrame(), "S.", "A (2000)")
    assert (check.evidence, check.measure, check.digits) == ((), "Statistic", 3)


def test_one_check_published() -> None:
    shown = ONE._exhibit_()
    assert shown.content is ONE.table
    assert shown.evidence == ["e2", "e1"]
    assert shown.verdicts == {
        "P/all / counting": {
            "claim": "P/all",
            "check": "counting",
            "verdict": "holds",
            # To ten digits, as JSON holds them.
            "statistic": 0.6666666667,
            "threshold": 0.5,
            "margin": 0.1666666667,
            "sentence": "Two of three.",
            "reference": "Author (2000)",
            "evidence": ["e1", "e2"],
        }
    }


@pytest.mark.parametrize("none", [math.nan, math.inf, -math.inf, None, pd.NA, np.float64("nan")])
def test_what_is_no_number_is_published_as_none(none: float) -> None:
    check = replace(ONE, statistic=none, threshold=np.float64(3), margin=1)
    [entry] = check._exhibit_().verdicts.values()
    assert (entry["statistic"], entry["threshold"], entry["margin"]) == (None, 3, 1)
    assert type(entry["threshold"]) is float


def test_several_checks_published_together() -> None:
    other = replace(ONE, check="weighing", holds=False, measure="Weight", digits=1, evidence=())
    shown = Check._exhibit_of_all_([ONE, other])
    assert shown.content.to_dict("list") == {
        "claim": ["P/all", "P/all"],
        "verdict": ["holds", "fails"],
        "statistic": [2 / 3, 2 / 3],
        "threshold": [0.5, 0.5],
        "margin": [1 / 6, 1 / 6],
        "sentence": ["Two of three.", "Two of three."],
    }
    assert list(shown.verdicts) == ["P/all / counting", "P/all / weighing"]
    assert shown.headings == {
        "claim": "Claim",
        "verdict": "Verdict",
        # They measure different things.
        "statistic": "Statistic",
        "threshold": "Threshold",
        "margin": "Margin",
        "sentence": "In words",
    }
    assert shown.digits == 2
    assert shown.evidence == {("P/all", "verdict"): ("e2", "e1")}
    alike = Check._exhibit_of_all_([ONE, replace(ONE, claim="P/few")])
    assert alike.headings["statistic"] == "Share"


def test_one_check_twice_has_no_place_of_its_own() -> None:
    message = "two verdicts on 'P/all / counting'; publish each check once"
    with pytest.raises(ParameterError, match=message):
        Check._exhibit_of_all_([ONE, ONE])


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.5, 0.9, (True, 0.0)),
        (0.25, 0.5, (None, 0.25)),
        (0.0, 0.25, (False, -0.25)),
        (math.nan, math.nan, (None, 0.25)),
    ],
)
def test_an_interval_against_a_threshold(
    low: float, high: float, expected: tuple[bool | None, float]
) -> None:
    assert held_against(0.5, 0.75, low, high) == expected
