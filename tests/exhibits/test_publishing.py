"""Publishing: what a result says of itself, what is written, what is refused."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

import crosscase as cc
from crosscase.errors import ParameterError
from crosscase.results import Exhibit, Number, Table
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
    assert b"<svg" in first
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
            r"a heading for the column 'x', which the table does not have; its columns: case, incl",
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


def facts(folder: Path, id: str = "t") -> dict:
    return json.loads((folder / f"{id}.json").read_text(encoding="utf-8"))


def test_headings_come_from_the_result_then_the_schemas_then_the_names(folder: Path) -> None:
    table = pd.DataFrame({"case_id": ["a"], "n": [1], "informant_id": ["x"], "own_word": ["y"]})
    titles = cc.Study.open().titles()
    assert "case_id" in titles
    cc.publish("t", Table(table, names={"informant_id": "Voice"}), title="T")
    assert facts(folder)["labels"] == {
        "case_id": titles["case_id"], "n": "n", "informant_id": "Voice", "own_word": "Own word",
    }  # fmt: skip


def test_rows_of_a_study_table_have_its_titles_and_their_own_ids(folder: Path) -> None:
    study = cc.Study.open()
    rows = study.evidence[study.evidence["case_id"] == "firm_b"]
    shown = cc.publish("t", rows[["evidence_id", "statement"]], title="T")
    assert facts(folder)["evidence"] == {"all": ["ev-003", "ev-004"], "cells": {}}
    assert facts(folder)["labels"]["statement"] == study.titles("evidence")["statement"]
    assert list(shown.shown.columns) == list(facts(folder)["labels"].values())
    for changed in (
        rows[["statement"]],
        rows.assign(evidence_id=["ev-003", "ev-004 and others"]),
        rows.rename(columns={"evidence_id": "id"}),
    ):
        cc.publish("t", changed, title="T")
        assert facts(folder)["evidence"]["all"] == []


def test_a_table_s_own_title_of_a_column_comes_before_those_of_others(folder: Path) -> None:
    headings = {}
    cc.publish("t", cc.Study.open().cases[["case_id"]], title="T")
    assert facts(folder)["labels"]["case_id"] == "Case"
    package = folder.parent / "data" / "datapackage.json"
    text = package.read_text(encoding="utf-8")
    package.write_text(text.replace('"title": "Case"', '"title": "Firm"', 1), encoding="utf-8")
    study = cc.Study.open()
    for name in ("cases", "evidence"):
        cc.publish("t", study.table(name)[["case_id"]], title="T")
        headings[name] = facts(folder)["labels"]["case_id"]
    assert headings == {"cases": "Firm", "evidence": "Case"}
    cc.publish("t", pd.DataFrame({"case_id": ["firm_a"]}), title="T")
    assert facts(folder)["labels"]["case_id"] == "Case id"  # the tables do not agree


def test_rows_are_held_against_the_table_as_it_is_now(folder: Path) -> None:
    rows = cc.Study.open().cases
    cc.publish("t", rows, title="T")
    assert facts(folder)["evidence"]["all"] == ["firm_a", "firm_b", "firm_c"]
    path = folder.parent / "data" / "cases.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("firm_b", "firm_z"), encoding="utf-8")
    cc.publish("t", rows, title="T")
    assert facts(folder)["evidence"]["all"] == []
    path.unlink()
    cc.publish("t", rows, title="T")
    assert facts(folder)["evidence"]["all"] == []


def test_a_row_without_a_key_names_nothing(folder: Path) -> None:
    rows = cc.Study.open().evidence[["evidence_id", "statement"]].iloc[:2]
    longer = rows.reindex([0, 1, 2])
    longer.attrs = rows.attrs
    cc.publish("t", longer, title="T")
    assert facts(folder)["evidence"]["all"] == ["ev-001", "ev-002"]


def test_outside_a_study_names_are_headings_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSCASE_EXHIBITS", str(tmp_path / "x"))
    monkeypatch.setenv("CROSSCASE_STUDY", str(tmp_path))
    cc.publish("t", pd.DataFrame({"case_id": ["a"]}), title="T")
    assert facts(tmp_path / "x")["labels"] == {"case_id": "Case id"}


def test_a_result_brings_its_digits_and_evidence_and_both_can_be_replaced(folder: Path) -> None:
    result = Table(TABLE, digits={"incl": 1}, evidence=["e2", "e1"])
    cc.publish("t", result, title="T")
    assert (folder / "t.csv").read_text(encoding="utf-8") == "case,incl,n\na,0.7,3\nb,0.5,4\n"
    assert facts(folder)["evidence"] == {"all": ["e1", "e2"], "cells": {}}
    cc.publish("t", result, title="T", digits=0, evidence="e9")
    assert (folder / "t.csv").read_text(encoding="utf-8") == "case,incl,n\na,1,3\nb,0,4\n"
    assert facts(folder)["evidence"]["all"] == ["e9"]


def test_evidence_may_be_a_table_of_ids(folder: Path) -> None:
    ids = pd.DataFrame({"n": [["e2", "e1"], []]}, index=["a", "b"])
    cc.publish("t", TABLE, title="T", evidence=ids)
    assert facts(folder)["evidence"] == {"all": ["e1", "e2"], "cells": {"a": {"n": ["e1", "e2"]}}}


def test_anything_that_says_what_it_shows_can_be_published(folder: Path) -> None:
    class Own:
        def _exhibit_(self) -> Exhibit:
            return Exhibit("*text*", title="Own", evidence=["e"])

    shown = cc.publish("t", Own())
    assert (shown.kind, shown.title) == ("text", "Own")
    assert cc.publish("u", Own(), title="Mine", evidence=["f"]).title == "Mine"
    assert facts(folder, "u")["evidence"]["all"] == ["f"]
    assert (folder / "t.md").read_text(encoding="utf-8") == "*text*\n"
    assert facts(folder)["evidence"]["all"] == ["e"]
    assert shown._repr_mimebundle_() == {"text/plain": "t: Own", "text/markdown": "*text*"}


def test_numbers_keep_value_text_unit_and_evidence(folder: Path) -> None:
    shown = cc.publish("big", 12345, title="How many")
    assert repr(shown) == "big: How many = 12,345"
    cc.publish("share", Number(1 / 3, "Share", ["e2", "e1"], digits=2, unit="%"))
    cc.publish("mean", 2.5, digits=1)
    cc.publish("item", pd.Series([7]).iloc[0])
    part = json.loads((folder / "_part_session.json").read_text(encoding="utf-8"))["numbers"]
    assert part["big"] == {
        "value": 12345, "text": "12,345", "unit": "", "title": "How many", "evidence": [],
        "notebook": "",
    }  # fmt: skip
    assert part["share"]["value"] == 0.3333333333
    assert part["share"]["text"] == "0.33"
    assert (part["share"]["unit"], part["mean"]["unit"]) == ("%", "")
    assert part["share"]["evidence"] == ["e1", "e2"]
    assert (part["mean"]["text"], part["item"]["value"]) == ("2.5", 7)
    untitled = cc.publish("untitled", 1)
    assert repr(untitled) == "untitled: untitled = 1"
    with pytest.raises(dataclasses.FrozenInstanceError):
        untitled.title = "other"  # type: ignore[misc]


def test_a_check_writes_its_verdict_beside_its_table(folder: Path) -> None:
    cc.publish("t", check(True), title="T")
    part = json.loads((folder / "_part_session.json").read_text(encoding="utf-8"))
    assert part["exhibits"] == {"t": "t.csv"}
    entry = part["verdicts"]["P1 / leave one out"]
    assert (entry["verdict"], entry["statistic"], entry["margin"]) == ("holds", 0.5, 0.1)
    assert (entry["exhibit"], entry["evidence"]) == ("t", ["ev-001"])
    assert facts(folder)["evidence"]["all"] == ["ev-001"]


def test_several_checks_become_a_table_of_verdicts(folder: Path) -> None:
    other = dataclasses.replace(check(False), claim="P2", evidence=(), statistic=float("nan"))
    shown = cc.publish("t", [check(True), other], title="T")
    assert list(shown.shown.columns) == [
        "Claim", "Verdict", "Statistic", "Threshold", "Margin", "In words",
    ]  # fmt: skip
    assert shown.right == ("Statistic", "Threshold", "Margin")
    assert facts(folder)["evidence"]["cells"] == {"P1": {"verdict": ["ev-001"]}}
    part = json.loads((folder / "_part_session.json").read_text(encoding="utf-8"))
    assert part["verdicts"]["P2 / leave one out"]["statistic"] is None
    named = [dataclasses.replace(check(True), measure="Share", digits=1)]
    cc.publish("u", named, title="T")
    assert facts(folder, "u")["labels"]["statistic"] == "Share"
    assert "\nP1,holds,0.5,0.4," in (folder / "u.csv").read_text(encoding="utf-8")


def test_a_figure_keeps_its_size_and_the_evidence_it_carries(folder: Path) -> None:
    figure = Figure(figsize=(3.14159, 2))
    figure.evidence = ("e2", "e1")
    shown = cc.publish("f", figure, title="F", note="N", source="main: Figure 1")
    about = facts(folder, "f")
    assert (about["width_in"], about["height_in"], about["kind"]) == (3.142, 2.0, "figure")
    assert about["evidence"]["all"] == ["e1", "e2"]
    assert (about["note"], about["source"], about["title"]) == ("N", "main: Figure 1", "F")
    assert set(shown._repr_mimebundle_()) == {"text/plain", "image/png"}
    with pytest.raises(ParameterError, match=r"evidence by cell is for tables; give a list"):
        cc.publish("f", figure, title="F", evidence={("a", "b"): ["e"]})


def test_a_series_is_a_table_of_one_column(folder: Path) -> None:
    cc.publish("t", pd.Series([1, 2], index=["a", "b"], name="n"), title="T")
    assert (folder / "t.csv").read_text(encoding="utf-8") == "row,n\na,1\nb,2\n"


def test_the_shown_table_is_the_written_one(folder: Path) -> None:
    shown = cc.publish("t", TABLE, title="A table", note="Below.")
    assert repr(shown).splitlines() == [
        "t: A table",
        "Case  Incl n",
        "   a 0.660 3",
        "   b 0.486 4",
    ]
    html = shown._repr_mimebundle_()["text/html"]
    assert "A table" in html
    assert "Below." in html
    assert "Incl" in html


def test_a_long_table_is_written_whole_and_shown_in_part(folder: Path) -> None:
    shown = cc.publish("t", pd.DataFrame({"n": range(61)}), title="T", note="N.")
    assert len((folder / "t.csv").read_text(encoding="utf-8").splitlines()) == 62
    line = "… 12 of 61 rows, 1 of 1 columns; all in t.csv"
    assert repr(shown).splitlines()[-1] == line
    assert f"<p>{line} N.</p>" in shown._repr_mimebundle_()["text/html"]
