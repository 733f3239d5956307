"""Reading tables against schemas: one clear message for each fault, all faults at once."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from crosscase.cli import main
from crosscase.study import Study
from crosscase.study.reading import foreign_problems, key_columns, nearest, read_table


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def only_problem(folder: Path) -> str:
    _, problems = Study.validate(folder)
    assert len(problems) == 1, [str(p) for p in problems]
    return str(problems[0])


def test_missing_file(study_folder: Path) -> None:
    (study_folder / "data" / "sources.csv").unlink()
    assert only_problem(study_folder).startswith("data/sources.csv: the file is missing; put")


def test_wrong_type_names_line_column_value_and_mend(study_folder: Path) -> None:
    change(
        study_folder / "data/evidence.csv",
        ",1,firm,interview,a_manager,2024",
        ",1,firm,interview,a_manager,late",
    )
    assert only_problem(study_folder) == (
        "data/evidence.csv:2:year: not of type year: 'late'; a year of four digits, e.g. 2013"
    )


def test_unknown_level_lists_the_levels_and_the_nearest(study_folder: Path) -> None:
    change(study_folder / "data/evidence.csv", "1,firm,interview", "1,firms,interview")
    assert only_problem(study_folder) == (
        "data/evidence.csv:2:specificity: a level that is not allowed: 'firms'; "
        "allowed: firm, joint, blanket (did you mean 'firm'?)"
    )


def test_unknown_proposition(study_folder: Path) -> None:
    change(study_folder / "data/evidence.csv", "firm_b,P2", "firm_b,P7")
    message = only_problem(study_folder)
    assert message.startswith(
        "data/evidence.csv:5:proposition_id: no such id in data/propositions.csv"
    )
    assert "'P7'" in message
    assert "known: P1, P2" in message


def test_duplicate_id_names_both_lines(study_folder: Path) -> None:
    change(study_folder / "data/evidence.csv", "ev-004", "ev-002")
    assert only_problem(study_folder) == (
        "data/evidence.csv:5:evidence_id: a duplicate: 'ev-002'; "
        "the same stands on line 3; ids are given once"
    )


def test_broken_encoding_names_line_and_byte(study_folder: Path) -> None:
    path = study_folder / "data/cases.csv"
    path.write_bytes(path.read_bytes().replace(b"Firm B", b"Firm \xe9"))
    first = Study.validate(study_folder)[1][0]
    assert str(first) == (
        "data/cases.csv:3: a byte that is not UTF-8: '0xe9'; save the file as UTF-8"
    )


def test_empty_table(study_folder: Path) -> None:
    path = study_folder / "data/evidence.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert only_problem(study_folder) == (
        "data/evidence.csv:1: the table is empty; give at least one row"
    )


def test_empty_file(study_folder: Path) -> None:
    (study_folder / "data/evidence.csv").write_text("", encoding="utf-8")
    assert "the file is empty" in only_problem(study_folder)


def test_missing_and_unknown_column(study_folder: Path) -> None:
    change(study_folder / "data/cases.csv", "role", "rolle")
    messages = [str(p) for p in Study.validate(study_folder)[1]]
    assert messages[0].startswith("data/cases.csv:1:role: the column is missing")
    assert "an unknown column: 'rolle'" in messages[1]
    assert "did you mean 'role'?" in messages[1]


def test_a_row_with_a_loose_comma(study_folder: Path) -> None:
    change(study_folder / "data/cases.csv", "Firm B,base", "Firm B, Inc.,base")
    message = str(Study.validate(study_folder)[1][0])
    assert message.startswith("data/cases.csv:3: the row has 4 cells, the header has 3")


def test_required_value(study_folder: Path) -> None:
    change(study_folder / "data/cases.csv", "Firm B", "")
    assert only_problem(study_folder) == "data/cases.csv:3:name: a value is required: ''; text"


def test_lines_count_cells_that_run_over_lines(study_folder: Path) -> None:
    path = study_folder / "data/sources.csv"
    path.write_text(
        'source_id,title,kind\ninterviews,"two\nlines",interview\nreports,R,pamphlet\n',
        encoding="utf-8",
    )
    assert only_problem(study_folder).startswith("data/sources.csv:4:kind:")


def test_every_fault_is_told_at_once(
    study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(study_folder / "data/evidence.csv", "ev-004", "ev-002")
    change(study_folder / "data/evidence.csv", "firm_c,P1", "firm_x,P9")
    assert main(["validate", str(study_folder)]) == 1
    out = capsys.readouterr().out
    assert out.count("data/evidence.csv:") == 3
    assert out.strip().endswith("3 problems in 4 tables")


def test_validate_json(study_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(study_folder), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["valid"] is True
    assert document["tables"]["evidence"] == 5


def test_the_studys_own_data_are_valid(root: Path) -> None:
    rows, problems = Study.validate(root)
    assert [str(p) for p in problems] == []
    assert rows["cases"] == 8
    assert rows["propositions"] == 8


def test_frictionless_agrees_that_the_template_is_valid(study_folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(study_folder / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["message"])


FIELDS = {
    "n": {"type": "integer"},
    "y": {"type": "year"},
    "x": {"type": "number", "constraints": {"minimum": 0, "maximum": 10}},
    "b": {"type": "boolean"},
    "d": {"type": "date"},
    "m": {"type": "yearmonth"},
    "s": {"type": "string", "constraints": {"pattern": "[a-z]+[0-9]?"}},
    "free": {"type": "string"},
}


def read(
    tmp_path: Path, text: str, fields: dict[str, dict], **schema: object
) -> tuple[pd.DataFrame, list[str]]:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8", newline="")
    listed = [{"name": name, **field} for name, field in fields.items()]
    table, problems = read_table(path, {"fields": listed, **schema}, shown="t.csv")
    return table, [str(problem) for problem in problems]


def test_every_type_is_read_and_empty_cells_are_missing(tmp_path: Path) -> None:
    text = "n,y,x,b,d,m,s,free\n +3 ,2013, 4.5,TRUE,2013-02-28,2013-12,a1, as is \n,,,,,,,\n"
    table, problems = read(tmp_path, text, FIELDS)
    assert problems == []
    assert table.iloc[0].tolist() == [3, 2013, 4.5, True, "2013-02-28", "2013-12", "a1", " as is "]
    assert table.iloc[1].isna().all()
    kinds = [str(kind) for kind in table.dtypes]
    assert kinds == ["Int64", "Int64", "float64", "boolean", "str", "str", "str", "str"]


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("n", "3.0", "not of type integer: '3.0'; a whole number, e.g. 12"),
        ("n", "1e3", "not of type integer: '1e3'"),
        ("y", "13", "not of type year: '13'"),
        ("y", "02013", "not of type year: '02013'"),
        ("x", "1,5", "not of type number: '1,5'; a number with a decimal point"),
        ("x", "nan", "not of type number: 'nan'"),
        ("x", "-0.1", "too small: '-0.1'; at least 0"),
        ("x", "10.1", "too large: '10.1'; at most 10"),
        ("b", "yes", "not of type boolean: 'yes'; true or false"),
        ("d", "2013-02-30", "not of type date: '2013-02-30'"),
        ("d", "2013-2-3", "not of type date: '2013-2-3'"),
        ("m", "2013-13", "not of type yearmonth: '2013-13'; a month as YYYY-MM"),
        ("s", "a12", "not of the right form: 'a12'; it must match [a-z]+[0-9]?"),
    ],
)
def test_a_cell_of_the_wrong_type_or_out_of_range(
    tmp_path: Path, column: str, cell: str, told: str
) -> None:
    quoted = f'"{cell}"'
    _, problems = read(tmp_path, f"{column}\n{quoted}\n", {column: FIELDS[column]})
    assert len(problems) == 1
    assert problems[0].startswith(f"t.csv:2:{column}: {told}")


def test_numbers_on_the_bounds_and_false_are_allowed(tmp_path: Path) -> None:
    table, problems = read(tmp_path, "x,b\n0,false\n10,False\n", {k: FIELDS[k] for k in "xb"})
    assert problems == []
    assert table.x.tolist() == [0, 10]
    assert table.b.tolist() == [False, False]


def test_a_cell_that_cannot_be_read_is_missing_in_the_table(tmp_path: Path) -> None:
    table, problems = read(tmp_path, "n\n1\nx\n3\n", {"n": FIELDS["n"]})
    assert len(problems) == 1
    assert table.n.isna().tolist() == [False, True, False]


def test_an_unknown_type_is_a_fault_of_the_package(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a\n1\n", {"a": {"type": "colour"}})
    assert problems == [
        "data/datapackage.json:a: an unknown type: 'colour'; "
        "integer, year, number, boolean, date, yearmonth, string"
    ]


def test_an_empty_line_is_no_row_and_counts_as_a_line(tmp_path: Path) -> None:
    table, problems = read(tmp_path, "n\n1\n\nx\n", {"n": FIELDS["n"]})
    assert len(table) == 2
    assert [told.split(": ")[0] for told in problems] == ["t.csv:4:n"]


def test_names_in_the_header_may_have_spaces_around_them(tmp_path: Path) -> None:
    table, problems = read(tmp_path, " a ,b \nx,y\n", {"a": {}, "b": {}})
    assert problems == []
    assert table.iloc[0].tolist() == ["x", "y"]


def test_a_missing_column_is_told_once_and_not_in_each_row(tmp_path: Path) -> None:
    fields = {"a": {}, "b": {"constraints": {"required": True}}}
    assert read(tmp_path, "a\nx\ny\n", fields)[1] == [
        "t.csv:1:b: the column is missing; columns: a, b"
    ]


def test_a_column_twice_in_the_header(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a,a\n1,2\n", {"a": {}})
    assert problems == ["t.csv:1:a: the column stands twice in the header"]


def test_a_short_row_leaves_its_last_cells_missing(tmp_path: Path) -> None:
    fields = {"a": {}, "b": {"constraints": {"required": True}}}
    table, problems = read(tmp_path, "a,b\n1\n2,3\n", fields)
    assert problems[0].startswith("t.csv:2: the row has 1 cells, the header has 2")
    assert table.a.tolist() == ["1", "2"]
    assert table.b.isna().tolist() == [True, False]


def test_a_quote_that_does_not_close_names_its_line(tmp_path: Path) -> None:
    _, problems = read(tmp_path, 'a\nx\n"y" z\n', {"a": {}})
    assert problems[0].startswith("t.csv:3: the row cannot be read (")


def test_levels_few_and_many(tmp_path: Path) -> None:
    few = {"a": {"type": "integer", "constraints": {"enum": [1, -1]}}}
    assert read(tmp_path, "a\n1\n-1\n+1\n", few)[1] == []
    text = {"a": {"type": "integer", "constraints": {"enum": ["1", "-1"]}}}
    assert read(tmp_path, "a\n1\n-1\n", text)[1] == []
    told = "t.csv:2:a: a level that is not allowed: '0'; allowed: 1, -1"
    assert read(tmp_path, "a\n0\n", few)[1] == [told]
    many = {"a": {"constraints": {"enum": [f"level{i:02d}" for i in range(12)]}}}
    assert "allowed: level00, level01" in read(tmp_path, "a\nx\n", many)[1][0]
    more = {"a": {"constraints": {"enum": [f"level{i:02d}" for i in range(13)]}}}
    (near,) = read(tmp_path, "a\nlevel9\n", more)[1]
    head, _, listed = near.partition("13 levels are allowed, such as: ")
    assert head == "t.csv:2:a: a level that is not allowed: 'level9'; "
    assert listed.split(", ")[0] == "level09"
    assert len(listed.split(", ")) == 6
    (far,) = read(tmp_path, "a\nzzz\n", more)[1]
    odd = {"a": {"constraints": {"enum": [*more["a"]["constraints"]["enum"], "interview"]}}}
    (some,) = read(tmp_path, "a\nint\n", odd)[1]
    assert some.endswith("'int'; 14 levels are allowed, such as: interview")
    assert far.endswith("such as: level00, level01, level02, level03, level04, level05")


def test_values_that_are_given_once(tmp_path: Path) -> None:
    once = {"a": {"constraints": {"unique": True}}, "b": {}}
    (told,) = read(tmp_path, "a,b\nx,1\ny,1\nx,2\n,3\n,4\n", once)[1]
    assert told == "t.csv:4:a: a duplicate: 'x'; the same stands on line 2; ids are given once"
    # The key is a unique column: told once, not twice.
    assert len(read(tmp_path, "a,b\nx,1\nx,2\n", once, primaryKey="a")[1]) == 1
    key, again = read(tmp_path, "a,b\nx,1\nx,2\nx,3\n", {"a": {}, "b": {}}, primaryKey="a")[1]
    assert key.startswith("t.csv:3:a: a duplicate: 'x'; the same stands on line 2")
    assert again.startswith("t.csv:4:a: a duplicate: 'x'; the same stands on line 2")


def test_composite_keys_count_their_empty_parts(tmp_path: Path) -> None:
    both = {"a": {}, "b": {}}
    text = "a,b\nx,1\nx,2\n,1\nx,1\n,1\n,\n,\n"
    told = read(tmp_path, text, both, primaryKey=["a", "b"])[1]
    assert [line.split(";")[0] for line in told] == [
        "t.csv:5:a+b: a duplicate: 'x, 1'",
        "t.csv:6:a+b: a duplicate: 'nan, 1'",
    ]
    assert read(tmp_path, "a,b\nx,1\n", both, primaryKey=["a", "c"])[1] == []
    unique = {"a": {"constraints": {"unique": True}}, "b": {}}
    assert len(read(tmp_path, "a,b\nx,1\nx,1\n", unique, primaryKey=["a", "b"])[1]) == 2


def test_an_empty_table_may_be_allowed(tmp_path: Path) -> None:
    assert read(tmp_path, "a\n", {"a": {}}, mayBeEmpty=True)[1] == []
    assert len(read(tmp_path, "a\n", {"a": {}})[1]) == 1
    assert len(read(tmp_path, "b\n", {"a": {}})[1]) == 2  # the header alone is told of


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    table, problems = read(tmp_path, "\ufeffa\n1\n", {"a": {}})
    assert problems == []
    assert table.columns.tolist() == ["a"]


def link(fields: object, other: str, theirs: object) -> dict[str, object]:
    return {"fields": fields, "reference": {"resource": other, "fields": theirs}}


def foreign(table: pd.DataFrame, links: list[dict], **others: pd.DataFrame) -> list[str]:
    table.attrs["lines"] = list(range(2, len(table) + 2))
    entry = {"name": "t", "path": "t.csv", "schema": {"foreignKeys": links}}
    return [str(problem) for problem in foreign_problems(entry, {"t": table, **others})]


def test_an_id_that_the_other_table_lacks() -> None:
    ours = pd.DataFrame({"case": ["a", None, "c1"]})
    theirs = pd.DataFrame({"id": [f"c{i}" for i in range(2, 12)]})
    (first, second) = foreign(ours, [link("case", "cases", "id")], cases=theirs)
    assert first.startswith("data/t.csv:2:case: no such id in data/cases.csv, column id: 'a'; ")
    assert first.endswith("known: c10, c11, c2, c3, c4, c5, c6, c7, …")
    assert second.endswith("(did you mean 'c11'?)")
    assert second.startswith("data/t.csv:4:case:")
    few = foreign(ours, [link("case", "cases", "id")], cases=theirs.head(8))
    assert few[0].endswith("known: c2, c3, c4, c5, c6, c7, c8, c9")


def test_keys_of_several_columns_and_of_the_table_itself() -> None:
    ours = pd.DataFrame({"a": ["x", "x", "y"], "b": ["1", "2", None], "up": ["y", "z", None]})
    theirs = pd.DataFrame({"p": ["x"], "q": ["1"]})
    (told,) = foreign(ours, [link(["a", "b"], "o", ["p", "q"])], o=theirs)
    assert told.startswith("data/t.csv:3:a+b: no such id in data/o.csv, column p, q: 'x, 2'")
    (own,) = foreign(ours, [link("up", "", "a")])
    assert own.startswith("data/t.csv:3:up: no such id in data/t.csv, column a: 'z'")


def test_a_link_that_cannot_be_followed_is_not_told_twice() -> None:
    ours = pd.DataFrame({"a": ["x"]})
    empty = pd.DataFrame({"p": []})
    assert foreign(ours, [link("a", "absent", "p")]) == []
    assert foreign(ours, [link("a", "o", "q")], o=pd.DataFrame({"p": ["y"]})) == []
    assert foreign(ours, [link("a", "o", "p")], o=empty) == []
    assert foreign(ours, [link("z", "o", "p")], o=pd.DataFrame({"p": ["y"]})) == []


def test_hints_name_what_is_near() -> None:
    assert nearest("evidense", ["cases", "evidence"]) == " (did you mean 'evidence'?)"
    assert nearest("xyz", ["cases", "evidence"]) == ""
    assert nearest("evil", ["evidence"]) == ""  # half of the letters
    assert key_columns("a") == ["a"]
    assert key_columns(["a", "b"]) == ["a", "b"]
    assert key_columns(None) == []
