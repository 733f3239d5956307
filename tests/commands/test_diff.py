"""`crosscase diff`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import Call


@pytest.fixture
def other(exhibits: Path, tmp_path: Path) -> Path:
    """A copy of the exhibits in which 0.25 has become 0.26."""
    folder = tmp_path / "other"
    shutil.copytree(exhibits, folder)
    path = folder / "counts.csv"
    path.write_text(path.read_text().replace("0.25", "0.26"))
    return folder


def test_the_same(exhibits: Path, call: Call) -> None:
    done = call("diff", exhibits, exhibits)
    told = "0 of 2 conclusions changed\nchanged beside them: nothing else\n"
    assert (done.code, done.out, done.err) == (0, told, "")
    done = call("diff", exhibits, exhibits, "--json")
    assert done.code == 0
    assert done.document == {
        "same": True, "claims": {"changed": [], "total": 2},
        "checks": [], "numbers": [], "tables": [], "figures": [], "texts": [], "other": [],
    }  # fmt: skip


def test_differences_are_counted_and_told_on_demand(
    exhibits: Path, other: Path, call: Call
) -> None:
    done = call("diff", exhibits, other)
    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines() == [
        "0 of 2 conclusions changed",
        "changed beside them: 1 table (cells: 1)",
        "each of them: --all",
    ]
    done = call("diff", exhibits, other, "--all")
    assert done.out.splitlines()[-1] == "cell: counts [Firm B, share]: 0.25 -> 0.26"
    done = call("diff", exhibits, other, "--json")
    assert done.code == 1
    assert not done.document["same"]
    cell = {"row": "Firm B", "column": "share", "old": "0.25", "new": "0.26"}
    assert done.document["tables"] == [{"exhibit": "counts", "cells": [cell]}]


def test_conclusions_come_first(exhibits: Path, other: Path, call: Call) -> None:
    path = other / "verdicts.json"
    path.write_text(path.read_text().replace('"holds"', '"not shown"'))
    done = call("diff", exhibits, other)
    assert done.out.splitlines()[:3] == [
        "1 of 2 conclusions changed",
        "  P1/base: holds -> not shown",
        "changed beside them: 1 table (cells: 1)",
    ]
    done = call("diff", exhibits, other, "--json")
    changed = [{"claim": "P1/base", "old": "holds", "new": "not shown"}]
    assert done.document["claims"] == {"changed": changed, "total": 2}
    path.write_text(path.read_text().replace('"fails"', '"mixed"'))
    assert call("diff", exhibits, other).out.startswith("2 of 2 conclusions changed\n")


def test_a_page_is_written(exhibits: Path, other: Path, tmp_path: Path, call: Call) -> None:
    page = tmp_path / "page.html"
    assert call("diff", exhibits, other, "--html", page).code == 1
    assert "<h1>0 of 2 conclusions changed</h1>" in page.read_text(encoding="utf-8")
    refused = call("diff", exhibits, other, "--html", tmp_path / "none" / "page.html")
    assert refused.code == 1
    assert f"{tmp_path / 'none' / 'page.html'}: cannot be written" in refused.err


# 0.26 differs from 0.25 by 0.01, which is 4 % of the old value.
@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--rtol", "0.05"], 0),
        (["--rtol", "0.03"], 1),
        (["--atol", "0.02"], 0),
        (["--atol", "0.005"], 1),
        (["--rtol", "0.02", "--atol", "0.006"], 0),
        (["--rtol", "0", "--atol", "0"], 1),
    ],
)
def test_tolerances(exhibits: Path, other: Path, call: Call, options: list[str], code: int) -> None:
    assert call("diff", exhibits, other, *options).code == code


@pytest.mark.parametrize("option", ["--rtol", "--atol"])
@pytest.mark.parametrize("value", ["-1", "inf", "nan", "much"])
def test_tolerances_that_are_none(exhibits: Path, call: Call, option: str, value: str) -> None:
    refused = call("diff", exhibits, exhibits, f"{option}={value}")
    assert (refused.code, refused.out) == (2, "")
    assert f"{option}: '{value}': give a number of at least 0, e.g. 1e-6" in refused.err


def test_a_folder_without_exhibits(exhibits: Path, tmp_path: Path, call: Call) -> None:
    (tmp_path / "empty").mkdir()
    refused = call("diff", exhibits, tmp_path / "empty", "--json")
    assert (refused.code, refused.out) == (1, "")
    assert f"crosscase diff: {tmp_path / 'empty'}: no exhibits there" in refused.err


def test_both_folders_are_needed(exhibits: Path, call: Call) -> None:
    refused = call("diff", exhibits)
    assert (refused.code, refused.out) == (2, "")
    assert "the following arguments are required: new" in refused.err
