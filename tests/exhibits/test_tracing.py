"""From an exhibit, a cell or a number back to what it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.errors import DataError
from crosscase.exhibits import evidence_rows, trace
from crosscase.exhibits.folder import ExhibitFolder
from crosscase.study import Study

TABLE = b"case,share,n\na,0.50,1\nb,0.25,2\n7,0.75,3\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "x"
    monkeypatch.setenv("CROSSCASE_EXHIBITS", str(place))
    monkeypatch.setattr("crosscase.exhibits.folder.reads", lambda: {"data/b.csv": "ee"})
    monkeypatch.setenv("CROSSCASE_NOTEBOOK", "01_a")
    monkeypatch.setenv("CROSSCASE_PARAMETERS", '{"p": 1}')
    held = ExhibitFolder(place)
    cells = {"a": {"n": ["e2", "e1"], "share": ["e1"]}, "b": {"n": ["e3"]}}
    evidence = {"all": ["e1", "e2", "e3"], "cells": cells}
    facts = {"id": "t", "title": "T", "source": "S", "labels": {"n": "Number"}}
    held.write({**facts, "kind": "table", "evidence": evidence}, TABLE)
    held.write(
        {**facts, "id": "f", "kind": "figure", "evidence": {"all": ["e9"], "cells": {}}}, b""
    )
    held.write_merged(
        numbers={"k": {"value": 3, "evidence": ["e1"], "notebook": "01_a"}, "b": {}},
        verdicts={"P / x": {"verdict": "holds", "evidence": ["e3"]}},
        manifest={"runs": {"01_a": {"parameters": {"p": 1}, "inputs": {"data/a.csv": "ff"}}}},
    )
    return place


def test_an_exhibit_names_its_run_and_all_its_evidence(folder: Path) -> None:
    assert trace(folder, "t") == {
        "exhibit": "t", "kind": "table", "title": "T", "notebook": "01_a",
        "parameters": {"p": 1}, "inputs": {"data/b.csv": "ee"}, "source": "S",
        "evidence": ["e1", "e2", "e3"],
    }  # fmt: skip
    assert trace(folder, "f")["evidence"] == ["e9"]


@pytest.mark.parametrize(
    ("row", "column", "evidence", "value"),
    [
        ("a", "n", ["e1", "e2"], "1"),
        ("1", "n", ["e1", "e2"], "1"),
        ("2", "Number", ["e3"], "2"),
        ("3", "n", [], "3"),
        ("7", "share", [], "0.75"),
        ("a", None, ["e1", "e2"], None),
        (None, "n", ["e1", "e2", "e3"], None),
        (None, "share", ["e1"], None),
    ],
)
def test_a_cell_a_row_or_a_column(
    folder: Path, row: str | None, column: str | None, evidence: list[str], value: str | None
) -> None:
    found = trace(folder, "t", row=row, column=column)
    assert found["evidence"] == evidence
    assert found["value"] == value
    assert found["column"] in (None, "n", "share")


def test_a_number_and_a_verdict_bring_their_run(folder: Path) -> None:
    assert trace(folder, number="k") == {
        "number": "k", "value": 3, "evidence": ["e1"], "notebook": "01_a",
        "parameters": {"p": 1}, "inputs": {"data/a.csv": "ff"},
    }  # fmt: skip
    assert trace(folder, number="P / x")["evidence"] == ["e3"]
    assert trace(folder, number="b") == {"number": "b"}


def test_a_number_of_a_notebook_that_runs_several_times(folder: Path) -> None:
    runs = {
        f"10_b--{case}": {
            "notebook": "10_b",
            "parameters": {"case": case, "top": 20, "words": ["x", "y"], **more},
            "inputs": {f"data/{case}.csv": case, "data/all.csv": "aa"},
        }
        for case, more in (("south", {}), ("north", {"only": 1}))
    }
    numbers = {"k": {"value": 3, "notebook": "10_b"}}
    ExhibitFolder(folder).write_merged(numbers=numbers, manifest={"runs": runs})
    found = trace(folder, number="k")
    assert found == {
        "number": "k", "value": 3, "notebook": "10_b",
        "parameters": {"top": 20, "words": ["x", "y"]},
        "inputs": {"data/all.csv": "aa", "data/north.csv": "north", "data/south.csv": "south"},
    }  # fmt: skip
    assert list(found["inputs"]) == ["data/all.csv", "data/north.csv", "data/south.csv"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"exhibit": "nothing"}, r"no exhibit 'nothing'; there are: f, t"),
        ({"number": "nothing"}, r"no number 'nothing'; there are: b, k"),
        ({"exhibit": "f", "row": "1"}, r"exhibit 'f' is a figure; only tables have cells"),
        ({"exhibit": "t", "row": "x"}, r"exhibit 't' has no row 'x'; rows: a, b, 7, or 1 to 3"),
        ({"exhibit": "t", "row": "0"}, r"has no row '0'"),
        ({"exhibit": "t", "row": "4"}, r"has no row '4'"),
        (
            {"exhibit": "t", "column": "x"},
            r"exhibit 't' has no column 'x'; columns: case, share, n",
        ),
    ],
)
def test_what_is_not_there(folder: Path, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(DataError, match=message):
        trace(folder, **arguments)


def test_of_many_rows_twenty_are_listed(folder: Path) -> None:
    facts = ExhibitFolder(folder).facts("t")
    rows = "".join(f"row{at:02d},0,0\n" for at in range(1, 22))
    ExhibitFolder(folder).write(facts, f"case,share,n\n{rows}".encode())
    listed = ", ".join(f"row{at:02d}" for at in range(1, 21))
    with pytest.raises(DataError, match=rf"rows: {listed}, or 1 to 21$"):
        trace(folder, "t", row="x")
    assert trace(folder, "t", row="21", column="case")["value"] == "row21"


def test_rows_behind_ids_are_plain(study_folder: Path) -> None:
    rows = evidence_rows(Study.open(study_folder), ["firm_a", "unknown", "ev-004"])
    assert [(row["id"], row["table"]) for row in rows] == [
        ("firm_a", "cases"), ("ev-004", "evidence"),
    ]  # fmt: skip
    assert rows[1]["stance"] == -1
    assert rows[1]["locator"] == "interview 2 ¶9"
