"""Specifications run in order, in one process and in several."""

from __future__ import annotations

import os
import sys

import numpy as np
import pytest

from crosscase.errors import ParameterError
from crosscase.robustness.specifications import run


def judged(a: int, b: int) -> dict[str, bool | None]:
    return {"sum": a + b > 10, "open": None}


def whose(a: int) -> dict[str, bool | None]:
    return {f"process {os.getpid()}": a > 0}


SPECS = [(a, b) for a in range(20) for b in (0, 5)]


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_verdicts_come_in_the_order_of_the_specifications(jobs: int) -> None:
    found = list(run(judged, ["a", "b"], SPECS, jobs=jobs, progress=False))
    assert found == [{"sum": a + b > 10, "open": None} for a, b in SPECS]


def test_names_tell_which_value_is_which() -> None:
    assert next(run(judged, ["b", "a"], [(0, 11)]))["sum"] is True
    only = list(run(lambda a, b: {"x": a > b}, ["b", "a"], [(1, 2), (2, 1)]))
    assert only == [{"x": True}, {"x": False}]
    for values in [(1,), (1, 2, 3)]:
        with pytest.raises(ValueError, match="argument 2 is"):
            list(run(lambda a, b: {"x": True}, ["a", "b"], [values]))


def test_verdicts_are_plain() -> None:
    found = list(run(lambda a: {"x": a}, ["a"], [(np.True_,), (0,), (None,)]))
    assert [next(iter(one.values())) for one in found] == [True, False, None]
    assert [type(one["x"]) for one in found[:2]] == [bool, bool]


def test_one_process_is_this_one_and_several_are_others() -> None:
    own = f"process {os.getpid()}"
    assert {name for one in run(whose, ["a"], [(1,)] * 9) for name in one} == {own}
    assert own not in {name for one in run(whose, ["a"], [(1,)] * 9, jobs=2) for name in one}
    # One specification is not worth another process.
    assert list(run(whose, ["a"], [(1,)], jobs=2)) == [{own: True}]


def test_a_bar_where_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for jobs in (1, 2):
        list(run(judged, ["a", "b"], SPECS, jobs=jobs, progress=True))
        shown = capsys.readouterr().err
        assert "multiverse: 100%" in shown
        assert "40/40" in shown
        assert "spec/s" in shown
    list(run(judged, ["a", "b"], SPECS, progress=False))
    # Nor where nobody looks.
    list(run(judged, ["a", "b"], SPECS))
    assert capsys.readouterr().err == ""


def test_a_bar_on_a_terminal_unless_it_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    list(run(judged, ["a", "b"], SPECS, progress=False))
    assert capsys.readouterr().err == ""
    list(run(judged, ["a", "b"], SPECS))
    assert "multiverse: 100%" in capsys.readouterr().err


def test_what_cannot_be_sent_to_other_processes() -> None:
    with pytest.raises(ParameterError, match=r"cannot be sent to other processes \(.*; define it"):
        list(run(lambda a: {"x": True}, ["a"], [(1,), (2,), (3,)], jobs=2))
