"""What documents can place: exhibits, numbers, and the rows behind them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crosscase.exhibits.folder import ExhibitFolder
from crosscase.paper.contents import document_data
from crosscase.study.study import Study


@pytest.fixture
def opened(study: Path) -> Study:
    return Study.open(study)


def test_a_table_comes_with_headings_cells_and_their_evidence(
    opened: Study, exhibits: ExhibitFolder
) -> None:
    table = document_data(opened, exhibits.path)["exhibits"]["counts"]
    assert table["header"] == ["Case", "Rows", "First seen"]
    assert table["rows"] == [["firm_a", "2", "2023"], ["firm_b", "2", ""]]
    assert table["align"] == ["left", "right", "left"]
    assert table["cells"] == [[[], ["ev-001"], []], [[], ["ev-004"], []]]
    assert table["ids"] == ["ev-001", "ev-004"]
    assert len(table["widths"]) == 3
    assert table["landscape"] is False
    said = {key: table[key] for key in ("id", "kind", "title", "note", "source", "notebook")}
    assert said == {
        "id": "counts",
        "kind": "table",
        "title": "Rows of each case",
        "note": "Counted *by hand*.",
        "source": "main: Table 1",
        "notebook": "01_compare_cases",
    }


def test_widths_follow_headings_and_kinds_of_columns(
    opened: Study, exhibits: ExhibitFolder
) -> None:
    facts = exhibits.facts("counts")
    before = document_data(opened, exhibits.path)["exhibits"]["counts"]["widths"]
    exhibits.write({**facts, "labels": {"rows": "Internationalisation"}}, b"case_id,rows\na,2\n")
    after = document_data(opened, exhibits.path)["exhibits"]["counts"]["widths"]
    assert after[1] > 2 * before[1]


def test_a_number_is_not_broken_where_a_text_is(opened: Study, exhibits: ExhibitFolder) -> None:
    content = f"rows,words\n1 234 567 890 123 456 789 012,{'many words ' * 90}\n".encode()
    widths = {}
    for numeric in ("rows", "none"):
        exhibits.write({**exhibits.facts("counts"), "numeric": [numeric]}, content)
        widths[numeric] = document_data(opened, exhibits.path)["exhibits"]["counts"]["widths"][0]
    assert widths["rows"] > 2 * widths["none"]


def test_a_folder_may_be_given_from_where_one_stands(
    opened: Study, exhibits: ExhibitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(exhibits.path.parent)
    assert document_data(opened, "exhibits") == document_data(opened, exhibits.path)


def test_widths_and_pages_given_in_an_exhibit_are_not_looked_at(
    opened: Study, exhibits: ExhibitFolder
) -> None:
    before = document_data(opened, exhibits.path)
    facts = exhibits.facts("counts")
    content = exhibits.file("counts").read_bytes()
    exhibits.write({**facts, "widths": [1, 2, 30], "landscape": True}, content)
    assert document_data(opened, exhibits.path) == before


def test_a_figure_comes_with_its_file_and_size(opened: Study, exhibits: ExhibitFolder) -> None:
    figure = document_data(opened, exhibits.path)["exhibits"]["drawing"]
    assert figure["svg"] == str(exhibits.path.resolve() / "drawing.svg")
    assert figure["width_in"] == 1.0
    assert figure["order"] == 1
    assert figure["ids"] == []


def test_a_text_comes_as_markdown(opened: Study, exhibits: ExhibitFolder) -> None:
    assert document_data(opened, exhibits.path)["exhibits"]["story"]["text"] == "It *went* so.\n"


def test_numbers_come_as_published_and_verdicts_are_no_exhibits(
    opened: Study, exhibits: ExhibitFolder
) -> None:
    data = document_data(opened, exhibits.path)
    assert data["numbers"] == exhibits.numbers
    assert sorted(data["exhibits"]) == ["counts", "drawing", "story"]


def test_the_rows_behind_tables_and_numbers_are_told(
    opened: Study, exhibits: ExhibitFolder
) -> None:
    evidence = document_data(opened, exhibits.path)["evidence"]
    assert list(evidence) == ["ev-001", "ev-002", "ev-004"]
    assert evidence["ev-001"] == [
        "interviews interview 1 ¶12",
        "Replace this row: what the source says in your own words",
    ]


def test_a_row_without_words_is_told_by_its_table(opened: Study, exhibits: ExhibitFolder) -> None:
    exhibits.write_merged(numbers={"firms": {"text": "1", "evidence": ["firm_c"]}})
    evidence = document_data(opened, exhibits.path)["evidence"]
    assert evidence["firm_c"][1] == "cases"


def test_all_is_plain_json(opened: Study, exhibits: ExhibitFolder) -> None:
    data = document_data(opened, str(exhibits.path))
    assert json.loads(json.dumps(data)) == data
