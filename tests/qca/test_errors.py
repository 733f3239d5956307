"""One test for each message, and the command's exit codes."""

from __future__ import annotations

import json
import time

import pandas as pd
import pytest

from crosscase import qca
from crosscase.cli import main
from crosscase.errors import DataError, ParameterError

GOOD = pd.DataFrame(
    {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]}, index=["a", "b", "c", "d"]
)


def build(data=GOOD, **options):
    return qca.truth_table(data, **{"outcome": "Y", "conditions": "A,B", **options})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"A": [1, 1.5, 0, 0]}, r"column 'A' has scores outside \[0, 1\].*1.5 \(case b\)"),
        ({"A": [1, -1, 0, 0]}, r"column 'A' has scores outside \[0, 1\].*-1 \(case b\)"),
        ({"A": [2, 0.5, 0, 0]}, r"column 'A' has levels.*2 \(case a\) beside 0.5 \(case b\)"),
        ({"A": [720, 3, 0, 0]}, r"column 'A' .*too high to be levels: 720 \(case a\)"),
        ({"A": [1, None, 0, 0]}, "column 'A' has missing values in case b"),
        ({"A": ["1", "high", "0", "0"]}, r"column 'A' .*not numbers: 'high' \(case b\)"),
        ({"Y": [1, 1, 1, 1]}, "outcome 'Y' is 1 in all 4 cases"),
        ({"Y": [2, 1, 0, 0]}, r"outcome 'Y' .*2 \(case a\).*name the level to explain, as Y\[2\]"),
        ({"Y": [1.5, 1, 0, 0]}, r"outcome 'Y' .*1.5 \(case a\).*calibrate"),
    ],
)
def test_bad_scores(change, message):
    with pytest.raises(DataError, match=message):
        build(GOOD.assign(**change))


def test_duplicate_case_names():
    with pytest.raises(DataError, match="case names are not distinct: 'a'"):
        build(GOOD.set_axis(["a", "a", "c", "d"]))


def test_no_cases():
    with pytest.raises(DataError, match="no cases"):
        build(GOOD.iloc[:0])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"conditions": "A,Q"}, "no column 'Q'; the data have A, B, Y"),
        ({"outcome": "Z"}, "no column 'Z'"),
        ({"outcome": "Y[3]"}, "no case at level 3; it has 0, 1"),
        ({"outcome": "Y*A"}, "outcome 'Y[*]A' is not understood"),
        ({"conditions": "A"}, "at least two conditions, not 1"),
        ({"conditions": "A,A"}, "'A' is named twice"),
        ({"conditions": "A,Y"}, "both outcome and condition"),
        ({"incl_cut": 1.2}, "incl_cut is 1.2"),
        ({"incl_cut": (0.5, 0.8)}, "lower inclusion cut 0.8 is above"),
        ({"incl_cut": (1, 0.8, 0.5)}, "incl_cut has 3 values"),
        ({"pri_cut": -0.1}, "pri_cut is -0.1"),
        ({"n_cut": 0}, "n_cut is 0"),
        ({"sort_by": "size"}, "sort_by names 'size'"),
        ({"cases": "name"}, "no column 'name' for cases"),
    ],
)
def test_bad_options(options, message):
    with pytest.raises(ParameterError, match=message):
        build(**options)


def test_complete_table_too_long():
    data = pd.DataFrame([[0] * 18, [1] * 18], columns=[f"C{i}" for i in range(17)] + ["Y"])
    with pytest.raises(ParameterError, match="has 131072 rows, more than 65536"):
        qca.truth_table(data, outcome="Y", complete=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dir_exp": "A=1"}, "dir_exp needs include='[?]'"),
        ({"include": "?", "dir_exp": "Q=1"}, "'Q' is not a condition"),
        ({"include": "?", "dir_exp": "A=7"}, "'A' has no level 7; its levels are 0 to 1"),
        ({"include": "?", "dir_exp": "A=high"}, "dir_exp of 'A' is 'high'"),
        ({"include": "?", "dir_exp": "A=1,A=0"}, "names condition 'A' twice"),
        ({"include": "?", "dir_exp": "A=1.5"}, "dir_exp of 'A' is '1.5'"),
        ({"include": "?", "dir_exp": "A,A*B"}, "expects 'A' by itself and within 'A[*]B'"),
        ({"include": "?", "dir_exp": "A*B=1"}, "dir_exp A[*]B=1 is not understood"),
        ({"include": "?", "dir_exp": "1,1,1"}, "3 entries for 2 conditions"),
        ({"include": "!"}, "include is '!'"),
        ({"include": "?", "exclude": 99}, "exclude names row 99; rows go from 1 to 4"),
        ({"include": "?", "exclude": "A**"}, "is not a literal|names no"),
        ({"cap": 0}, "cap is 0"),
    ],
)
def test_bad_minimisation(options, message):
    if options.get("exclude") == "A**":
        options = {**options, "exclude": "A*[1]"}
    with pytest.raises(ParameterError, match=message):
        qca.minimize(build(), **options)


def test_not_a_frame():
    with pytest.raises(ParameterError, match="give a pandas DataFrame"):
        build([[1, 2]])


def test_model_number():
    with pytest.raises(ParameterError, match="model is 9; models go from 1 to 1"):
        qca.minimize(build()).expression(9)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "needs thresholds"),
        ({"thresholds": (1, 2)}, "three thresholds"),
        ({"thresholds": (1, 3, 2)}, "not in order"),
        ({"thresholds": (1, 2, 3, 4, 5, 4)}, "not in order"),
        ({"thresholds": {"e": 1, "c": 2, "x": 3}}, "thresholds has keys"),
        ({"thresholds": (1, 2, 3), "idm": 0.4}, "idm is 0.4"),
        ({"thresholds": (1, 2, 3), "below": 0}, "must be positive"),
        ({"thresholds": (2, 1), "type": "crisp"}, "rising order"),
        ({"type": "fussy"}, "type is 'fussy'"),
        ({"method": "magic"}, "method is 'magic'"),
        ({"method": "indirect", "thresholds": (1, 2)}, "takes logarithms"),
    ],
)
def test_bad_calibration(options, message):
    with pytest.raises(ParameterError, match=message):
        qca.calibrate([-1.0, 0, 1, 3], **options)


def test_calibration_of_missing_scores():
    with pytest.raises(DataError, match="missing or not numbers at 1"):
        qca.calibrate([1.0, float("nan")], thresholds=(1, 2, 3))


def test_warnings_of_one_half():
    with pytest.warns(UserWarning, match="exactly 0.5, neither in nor out"):
        qca.calibrate([1.0, 2, 3], thresholds=(1, 2, 3))
    with pytest.warns(UserWarning, match="1 case of exactly 0.5 in a fuzzy condition.*: b;"):
        table = build(GOOD.assign(A=[0.9, 0.5, 0.2, 0.1]))
    assert sum(row.n for row in table.rows) == 3


def test_thresholds_asked_for():
    with pytest.raises(ParameterError, match="with 2 distinct scores it may go from 1 to 1"):
        qca.find_thresholds([1, 1, 2], n=2)


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


@pytest.mark.parametrize("name", ["OUT", "n", "incl", "PRI", "cases"])
def test_condition_named_as_a_column_of_the_truth_table(name):
    with pytest.raises(ParameterError, match=f"condition '{name}' has the name of a truth table"):
        build(GOOD.rename(columns={"A": name}), conditions=f"{name},B")


def test_condition_with_a_sign_in_its_name():
    with pytest.raises(ParameterError, match=r"column 'A\+' has a sign that terms are written"):
        build(GOOD.rename(columns={"A": "A+"}), conditions="A+,B")


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
