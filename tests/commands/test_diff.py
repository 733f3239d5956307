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
    assert (done.code, done.out, done.err) == (0, "the same\n", "")
    done = call("diff", exhibits, exhibits, "--json")
    assert (done.code, done.document) == (0, {"same": True, "differences": []})


def test_each_difference_is_printed_and_exits_with_1(
    exhibits: Path, other: Path, call: Call
) -> None:
    done = call("diff", exhibits, other)
    assert (done.code, done.err) == (1, "")
    assert "counts [Firm B, share]: 0.25 -> 0.26" in done.out
    done = call("diff", exhibits, other, "--json")
    assert done.code == 1
    assert not done.document["same"]
    (found,) = done.document["differences"]
    assert (found["exhibit"], found["old"], found["new"]) == ("counts", "0.25", "0.26")


def test_flipped_verdicts_are_counted(exhibits: Path, other: Path, call: Call) -> None:
    path = other / "verdicts.json"
    path.write_text(path.read_text().replace('"holds"', '"not shown"'))
    done = call("diff", exhibits, other)
    assert "P1/base: holds -> not shown" in done.out.splitlines()[0]
    assert done.out.endswith("2 differences, 1 verdicts flipped\n")
    shutil.copy(exhibits / "counts.csv", other / "counts.csv")
    path.write_text(path.read_text().replace('"fails"', '"mixed"'))
    assert call("diff", exhibits, other).out.endswith("2 differences, 2 verdicts flipped\n")


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
