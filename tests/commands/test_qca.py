"""`crosscase qca`: truth table and solutions of a file, its messages and exit codes."""

from __future__ import annotations

import json
import time

import pandas as pd
import pytest

from crosscase.cli import main

GOOD = pd.DataFrame(
    {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]}, index=["a", "b", "c", "d"]
)


def write(path, data=GOOD):
    data.to_csv(path / "data.csv")
    return str(path / "data.csv")


BASE = ["--outcome", "Y", "--conditions", "A,B"]


def run(capsys, *arguments):
    code = main(["qca", *arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--outcome", "Y", "--conditions", "A,Q"], 1, "no column 'Q'"),
        ([*BASE, "--id", "name"], 1, "no column 'name' for cases (--id)"),
        ([*BASE, "--incl-cut", "high"], 2, "--incl-cut is 'high'"),
        ([*BASE, "--incl-cut", "1.5"], 2, "incl_cut is 1.5"),
        ([*BASE, "--n-cut", "0"], 2, "n_cut is 0"),
        ([*BASE, "--n-cut", "inf"], 2, "--n-cut is 'inf'"),
        ([*BASE, "--n-cut", "1.5"], 2, "n_cut is 1.5"),
        ([*BASE, "--cap", "0"], 2, "--cap is 0"),
        ([*BASE, "--dir-exp", "A=1"], 2, "--dir-exp needs --include remainders"),
        ([*BASE, "--include", "remainders", "--dir-exp", "Q=1"], 1, "'Q' is not a condition"),
        ([*BASE, "--include", "some"], 2, "invalid choice"),
        (["--outcome", "Y"], 2, "--conditions"),
    ],
)
def test_command_errors(tmp_path, capsys, arguments, code, message):
    got, out, err = run(capsys, write(tmp_path), *arguments, "--json")
    assert (got, out) == (code, "")
    assert message in err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("A,B,Y\n", "no cases"),
        ("A,B,Y\n1,1\n", "record 2 has 2 cells, the header 3"),
        ("A,A,B,Y\n1,1,1,1\n", "two columns named 'A'"),
        ("A,B,Y\n1,,1\n0,0,0\n", "column 'B' has missing values in case 1"),
        (";A;B;Y\nx;1;1;1\n", "separated by semicolons; save it with commas"),
        ("A\tB\tY\n1\t1\t1\n", "separated by tabs; save it with commas"),
        (",A,C,Y\nx,1,1,1\n", "no column 'B'; the data have A, C, Y"),
        (",A,B,Y\nx,1,1,1\nx,0,0,0\n", "case names are not distinct: 'x'"),
    ],
)
def test_bad_files(tmp_path, capsys, text, message):
    (tmp_path / "bad.csv").write_text(text)
    code, _out, err = run(capsys, str(tmp_path / "bad.csv"), *BASE)
    assert code == 1
    assert message in err


def test_every_missing_column_is_named_at_once(tmp_path, capsys):
    (tmp_path / "bad.csv").write_text(",A,B,Y\nx,NA,1,0\ny,1,,1\n")
    _code, _out, err = run(capsys, str(tmp_path / "bad.csv"), *BASE)
    assert "column 'A' has missing values in case x" in err
    assert "column 'B' has missing values in case y" in err


def test_odd_headers(tmp_path, capsys):
    """Byte order mark, numbers and blanks in names, and an empty last column."""
    text = '\ufeff"","1","B b",Y,""\nx,1,0,1,\ny,0,1,0,\n'
    (tmp_path / "odd.csv").write_text(text, encoding="utf-8")
    path = str(tmp_path / "odd.csv")
    _code, out, _err = run(capsys, path, "--outcome", "Y", "--conditions", "1,B b", "--json")
    found = json.loads(out)
    assert found["models"] == [["1*~B b"]]
    assert found["truth_table"][1]["cases"] == ["x"]


def test_progress_only_on_a_terminal(monkeypatch, capsys):
    from crosscase.commands import qca as command

    with command._progress() as tell:
        assert tell is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(command, "_SILENT_S", 0.1)
    with command._progress() as tell:
        tell("conservative models")
        time.sleep(0.7)
    assert "conservative models [00:0" in capsys.readouterr().err


def test_file_that_is_not_there(tmp_path, capsys):
    code, _out, err = run(capsys, str(tmp_path / "none.csv"), *BASE)
    assert code == 1
    assert "No such file" in err


def test_command_json(tmp_path, capsys):
    code, out, err = run(capsys, write(tmp_path), *BASE, "--include", "remainders", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "truth_table": [
            {"A": 0, "B": 0, "OUT": "0", "n": 1, "incl": 0.0, "PRI": 0.0, "cases": ["d"]},
            {"A": 0, "B": 1, "OUT": "0", "n": 1, "incl": 0.0, "PRI": 0.0, "cases": ["c"]},
            {"A": 1, "B": 0, "OUT": "1", "n": 1, "incl": 1.0, "PRI": 1.0, "cases": ["b"]},
            {"A": 1, "B": 1, "OUT": "1", "n": 1, "incl": 1.0, "PRI": 1.0, "cases": ["a"]},
        ],
        "models": [["A"]],
        "terms": [[{"term": "A", "inclS": 1.0, "PRI": 1.0, "covS": 1.0, "covU": None}]],
        "solution": [{"inclS": 1.0, "PRI": 1.0, "covS": 1.0}],
        "simplifying_assumptions": [[]],
    }


def test_command_text_and_necessity(tmp_path, capsys):
    code, out, _err = run(capsys, write(tmp_path), *BASE)
    assert code == 0
    assert "M1: A" in out
    code, out, _err = run(capsys, write(tmp_path), *BASE, "--necessity", "--json")
    rows = json.loads(out)["necessity"]
    assert [row["term"] for row in rows] == ["A", "~A", "B", "~B"]
    assert rows[0] == {"term": "A", "inclN": 1.0, "RoN": 1.0, "covN": 1.0}


def test_case_names_from_columns(tmp_path, capsys):
    (tmp_path / "d.csv").write_text("A,B,Y,name\n1,1,1,x\n0,0,0,y\n")
    _code, out, _err = run(capsys, str(tmp_path / "d.csv"), *BASE, "--json")
    assert [row["cases"] for row in json.loads(out)["truth_table"]] == [["2"], ["1"]]
    _code, out, _err = run(capsys, str(tmp_path / "d.csv"), *BASE, "--json", "--id", "name")
    assert [row["cases"] for row in json.loads(out)["truth_table"]] == [["y"], ["x"]]


def test_no_positive_row_is_no_error(tmp_path, capsys):
    data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 1, 0, 0], "Y": [1, 0, 1, 0]})
    code, out, err = run(capsys, write(tmp_path, data), *BASE, "--json")
    assert code == 0
    assert json.loads(out)["models"] == []
    assert "no row has OUT = 1" in err
