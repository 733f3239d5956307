"""Publishing, comparing and tracing exhibits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

import crosscase as cc
from crosscase.cli import main
from crosscase.errors import DataError, ParameterError
from crosscase.exhibits import compare, trace
from crosscase.results import Table
from crosscase.robustness.check import Check


@pytest.fixture
def folder(study_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = study_folder / "out"
    monkeypatch.setenv("CROSSCASE_EXHIBITS", str(place))
    return place


TABLE = pd.DataFrame({"case": ["a", "b"], "incl": [0.66, 0.4861], "n": [3, 4]})


def check(verdict: bool | None, statistic: float = 0.5) -> Check:
    return Check(
        "leave one out", "P1", verdict, statistic, 0.4, statistic - 0.4, TABLE, "A sentence.",
        "Somebody 2020, p. 1", ("ev-001",),
    )  # fmt: skip


def test_a_table_is_written_as_its_reader_sees_it(folder: Path) -> None:
    cc.publish("t", TABLE, title="A table")
    assert (folder / "t.csv").read_text(encoding="utf-8") == ("case,incl,n\na,0.660,3\nb,0.486,4\n")
    facts = json.loads((folder / "t.json").read_text(encoding="utf-8"))
    assert facts["numeric"] == ["incl", "n"]


def test_an_index_with_labels_becomes_the_first_column(folder: Path) -> None:
    cc.publish("t", TABLE.set_index("case"), title="A table")
    assert (folder / "t.csv").read_text(encoding="utf-8").startswith("case,incl,n\na,")


def test_text_and_html_show_the_same_numbers(folder: Path) -> None:
    shown = cc.publish("t", TABLE, title="A table")._repr_mimebundle_()
    for number in ("0.660", "0.486"):
        assert number in shown["text/plain"]
        assert number in shown["text/html"]


def test_a_notebook_gets_the_same_bytes_twice(folder: Path) -> None:
    first = cc.publish("t", TABLE, title="A table")._repr_mimebundle_()
    assert cc.publish("t", TABLE, title="A table")._repr_mimebundle_() == first


def test_a_figure_is_the_same_bytes_twice(folder: Path) -> None:
    def draw() -> bytes:
        figure = Figure(figsize=(3, 2))
        axes = figure.subplots()
        axes.plot([1, 2], [3, 4], label="x")
        axes.legend()
        cc.publish("f", figure, title="A figure")
        return (folder / "f.svg").read_bytes()

    first = draw()
    assert draw() == first
    assert b"<dc:date>" not in first


def test_evidence_by_cell_is_kept_sorted(folder: Path) -> None:
    cc.publish("t", TABLE, title="T", evidence={("b", "n"): ["ev-2", "ev-1"], ("a", "n"): []})
    facts = json.loads((folder / "t.json").read_text(encoding="utf-8"))
    assert facts["evidence"] == {"all": ["ev-1", "ev-2"], "cells": {"b": {"n": ["ev-1", "ev-2"]}}}


def test_a_column_may_be_named_item(folder: Path) -> None:
    assert cc.publish("t", pd.DataFrame({"item": [1]}), title="T").kind == "table"


def test_one_id_is_one_id_and_not_its_letters(folder: Path) -> None:
    cc.publish("t", TABLE, title="T", evidence={("a", "n"): "ev-1"})
    facts = json.loads((folder / "t.json").read_text(encoding="utf-8"))
    assert facts["evidence"]["all"] == ["ev-1"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cc.publish("Bad id", TABLE, title="T"), r"exhibit id 'Bad id': use lower-case"),
        (lambda: cc.publish("t", TABLE), r"exhibit 't': give a title"),
        (
            lambda: cc.publish("t", object(), title="T"),
            r"cannot publish a object; give a DataFrame",
        ),
        (lambda: cc.publish("t", True, title="T"), r"True is no number"),
        (lambda: cc.publish("n", float("nan")), r"number 'n' is nan; only finite"),
        (
            lambda: cc.publish("t", Table(TABLE, names={"x": "X"}), title="T"),
            r"a heading for the column 'x', which the table does not have; its columns: case, incl, n",
        ),
        (
            lambda: cc.publish("t", TABLE, title="T", evidence={("z", "n"): ["e"]}),
            r"evidence for the cell \('z', 'n'\), which the table lacks",
        ),
        (lambda: cc.publish("t", [check(True), check(False)], title="T"), r"two verdicts on"),
    ],
)
def test_faults_of_publishing(folder: Path, call, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        call()


def two(reproduced: Path, tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(reproduced / "paper" / "exhibits", old)
    shutil.copytree(old, new)
    return old, new


def test_the_same_folders_do_not_differ(reproduced: Path, tmp_path: Path) -> None:
    assert compare(*two(reproduced, tmp_path)) == []


def test_a_changed_cell_is_named_by_row_and_column(reproduced: Path, tmp_path: Path) -> None:
    old, new = two(reproduced, tmp_path)
    path = new / "evidence_matrix.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    row, column = table.iloc[1, 0], table.columns[2]
    before = table.iloc[1, 2]
    table.iloc[1, 2] = "9"
    table.to_csv(path, index=False, lineterminator="\n")
    found = [d for d in compare(old, new) if d.kind == "cell"]
    assert [(d.column, d.old, d.new) for d in found] == [(column, before, "9")]
    assert found[0].row.startswith(row)


def test_numbers_within_the_tolerance_are_the_same(reproduced: Path, tmp_path: Path) -> None:
    old, new = two(reproduced, tmp_path)
    numbers = json.loads((new / "numbers.json").read_text(encoding="utf-8"))
    numbers["evidence_rows"]["value"] = 5.0000001
    (new / "numbers.json").write_text(json.dumps(numbers), encoding="utf-8")
    assert compare(old, new, rtol=1e-6) == []
    assert [str(d) for d in compare(old, new)] == ["number: evidence_rows [value]: 5 -> 5.0000001"]


def test_a_flipped_verdict_comes_first(reproduced: Path, tmp_path: Path) -> None:
    old, new = two(reproduced, tmp_path)
    entry = {"verdict": "holds", "statistic": 1.0, "threshold": 0.5, "margin": 0.5}
    (old / "verdicts.json").write_text(json.dumps({"P1 / x": entry}), encoding="utf-8")
    entry["verdict"] = "fails"
    (new / "verdicts.json").write_text(json.dumps({"P1 / x": entry}), encoding="utf-8")
    (new / "numbers.json").write_text("{}", encoding="utf-8")
    assert str(compare(old, new)[0]) == "verdict: P1 / x: holds -> fails"


def test_no_exhibits_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path), str(tmp_path)]) == 1
    assert "no exhibits there" in capsys.readouterr().err


def test_diff_prints_one_json_document(
    reproduced: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = two(reproduced, tmp_path)
    (new / "numbers.json").write_text("{}", encoding="utf-8")
    assert main(["diff", str(old), str(new), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["same"] is False
    assert document["differences"][0]["kind"] == "removed"


def test_trace_reaches_the_evidence_of_a_cell(reproduced: Path) -> None:
    number = trace(reproduced, number="evidence_rows")
    assert number["evidence"] == [f"ev-00{n}" for n in range(1, 6)]
    assert number["notebook"] == "01_compare_cases"


def test_trace_on_the_command_line_prints_locators(
    reproduced: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", "--number", "evidence_rows", "--study", str(reproduced)]) == 0
    out = capsys.readouterr().out
    assert "[interviews interview 1 ¶12]" in out
    assert main(["trace", "--number", "evidence_rows", "--study", str(reproduced), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["evidence_rows"][0]["locator"] == "interview 1 ¶12"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"exhibit": "nothing"}, r"no exhibit 'nothing'; there are: evidence_matrix"),
        ({"number": "nothing"}, r"no number 'nothing'; there are: evidence_rows"),
        ({"exhibit": "evidence_matrix", "row": "99"}, r"has no row '99'"),
        ({"exhibit": "evidence_matrix", "column": "x"}, r"has no column 'x'; columns:"),
    ],
)
def test_faults_of_tracing(reproduced: Path, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(DataError, match=message):
        trace(reproduced, **arguments)
