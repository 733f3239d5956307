"""Cases from frames and files: names of cases, default conditions, and what is no such file."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.qca.case_data import read_columns, scores_of

from .lipset import good


@pytest.fixture
def written(tmp_path):
    """Write a text to a file and return its path."""

    def write(text: str, encoding: str = "utf-8") -> Path:
        (tmp_path / "data.csv").write_text(text, encoding=encoding, newline="")
        return tmp_path / "data.csv"

    return write


# -- frames -----------------------------------------------------------------------------------


def test_the_index_names_the_cases():
    assert scores_of(good(), "Y", None, None).cases == ("a", "b", "c", "d")
    assert scores_of(good().reset_index(drop=True), "Y", None, None).cases == ("1", "2", "3", "4")
    assert scores_of(good().set_axis([7, 8, 9, 3]), "Y", None, None).cases == ("7", "8", "9", "3")


def test_a_column_names_the_cases():
    data = good().assign(who=["p", "q", "r", "s"])
    scores = scores_of(data, "Y", None, "who")
    assert scores.cases == ("p", "q", "r", "s")
    assert scores.words.conditions == ("A", "B")


def test_conditions_are_given_or_every_other_column():
    data = good().assign(C=[0, 1, 1, 0])
    assert scores_of(data, "~Y", None, None).words.conditions == ("A", "B", "C")
    assert scores_of(data, "C", None, None).words.conditions == ("A", "B", "Y")
    assert scores_of(data, "Y", "C, A", None).words.conditions == ("C", "A")
    assert scores_of(data, "Y", ["B", "C"], None).words.conditions == ("B", "C")
    assert scores_of(data, "Y", "A", None, fewest=1).words.conditions == ("A",)
    with pytest.raises(ParameterError, match="at least two conditions, not 1"):
        scores_of(data, "Y", "A", None)


def test_columns_of_several_types():
    data = good().assign(A=[True, True, False, False], B=["1", "0", "1", "0"])
    scores = scores_of(data, "Y", None, None)
    assert scores.values.tolist() == [[1, 1], [1, 0], [0, 1], [0, 0]]
    numbered = good().rename(columns={"A": 1})
    assert scores_of(numbered, "Y", "1,B", None).words.conditions == ("1", "B")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([[1, 2]], "data is a list; give a pandas DataFrame or the path of a CSV file"),
        (good()[["A", "A", "B", "Y"]], "the data have two columns named 'A'; rename one"),
    ],
)
def test_frames_that_are_refused(data, message):
    with pytest.raises(ParameterError, match=message):
        scores_of(data, "Y", None, None)


def test_a_column_of_names_that_is_not_there():
    message = "no column 'name' for cases [(]--id[)]; the data have A, B, Y$"
    with pytest.raises(ParameterError, match=message):
        scores_of(good(), "Y", None, "name")


# -- files ------------------------------------------------------------------------------------


def test_a_file_is_read_as_text(written):
    path = written("A, B ,Y\n 1,0 ,x y\n\n,,\n0,1,\n")
    assert read_columns(path) == {"A": ["1", "0"], "B": ["0", "1"], "Y": ["x y", ""]}
    assert read_columns(str(path)) == read_columns(path)


def test_quotes_line_ends_and_a_byte_order_mark(written):
    path = written('\ufeff"A","B, b"\r\n1,"2 ""two"""\r\n')
    assert read_columns(path) == {"A": ["1"], "B, b": ['2 "two"']}


def test_of_several_columns_without_a_name_the_first_is_kept(written):
    assert read_columns(written(",A,\nx,1,2\n")) == {"": ["x"], "A": ["1"]}


@pytest.mark.parametrize(
    ("text", "cases", "conditions"),
    [
        (",A,B,Y\nx,1,1,1\ny,0,0,0\n", ("x", "y"), ("A", "B")),
        ("who,A,B,Y\nx,1,1,1\ny,0,0,0\n", ("x", "y"), ("A", "B")),
        ("who,A,B,Y\n7,1,1,1\ny,0,0,0\n", ("7", "y"), ("A", "B")),
        (",A,B,Y\n7,1,1,1\n8,0,0,0\n", ("7", "8"), ("A", "B")),
        ("A,B,Y\n1,1,1\n0,0,0\n", ("1", "2"), ("A", "B")),
        ("A,B,Y\nTrue,1,1\nfalse,0,0\n", ("1", "2"), ("A", "B")),
        ("C,A,B,Y\n0.5,1,1,1\n1e0,0,0,0\n", ("1", "2"), ("C", "A", "B")),
        ("Y,A,B\n1,1,1\n0,0,0\n", ("1", "2"), ("A", "B")),
    ],
)
@pytest.mark.filterwarnings("ignore:1 case of exactly 0.5")
def test_a_first_column_of_text_names_the_cases(written, text, cases, conditions):
    scores = scores_of(written(text), "Y", None, None)
    assert scores.cases == cases
    assert scores.words.conditions == conditions


def test_a_column_that_is_used_names_no_cases(written):
    """A first column of text that is asked for as a condition is a mistake, not names."""
    path = written("A,B,C,Y\nhigh,1,1,1\n0,0,0,0\n")
    with pytest.raises(DataError, match="column 'A' has values that are not numbers: 'high'"):
        scores_of(path, "Y", "A,B", None)
    assert scores_of(path, "Y", "B,C", None).cases == ("high", "0")
    assert scores_of(path, "Y", "B,C", "C").cases == ("1", "0")


@pytest.mark.parametrize("text", ["NA,1,1\n0,0,0\n", "nan,1,1\n0,0,0\n", ",1,1\n0,0,0\n"])
def test_a_first_column_with_gaps_is_no_column_of_names(written, text):
    with pytest.raises(DataError, match="column 'A' has missing values in case 1"):
        scores_of(written("A,B,Y\n" + text), "Y", None, None)


def test_columns_without_a_name_are_no_conditions(written):
    scores = scores_of(written("A,B,Y,\n1,1,1,x\n0,0,0,y\n"), "Y", None, None)
    assert scores.words.conditions == ("A", "B")
    with pytest.raises(ParameterError, match=r"the data have A, B, Y$"):
        scores_of(written("A,B,Y,\n1,1,1,x\n0,0,0,y\n"), "Y", None, "name")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "data.csv is empty; give a header and one case a row"),
        ("\n , \n", "data.csv is empty"),
        ("A,B,Y\n", "data.csv has a header and no cases; give one case a row"),
        ("A,B,Y\n1,1,1\n1,1\n", "data.csv: record 3 has 2 cells, the header 3"),
        ("A,B,Y\n1,1,1,1\n", "data.csv: record 2 has 4 cells, the header 3"),
        (
            "F,B,C,D,E,A,F,B,C,D,E,A\n" + "1," * 11 + "1\n",
            "data.csv has two columns named 'A'; rename one",
        ),
        ("A;B;Y\n1;1;1\n", "data.csv is separated by semicolons; save it with commas"),
        ("A\tB\tY\n1\t1\t1\n", "data.csv is separated by tabs; save it with commas"),
    ],
)
def test_files_that_are_refused(written, text, message):
    with pytest.raises(DataError, match=message):
        read_columns(written(text))


def test_a_file_of_one_column_is_a_file(written):
    assert read_columns(written("A\n1\n")) == {"A": ["1"]}


def test_other_encodings_are_told(written):
    with pytest.raises(DataError, match=r"data\.csv is not a CSV file in UTF-8: 'utf-8' codec"):
        read_columns(written("Länd,A\nx,1\n", encoding="latin-1"))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(DataError, match=r"none\.csv: No such file"):
        read_columns(tmp_path / "none.csv")


def test_frames_and_files_give_the_same(written):
    scores = scores_of(good(), "~Y", None, None)
    path = written(good().to_csv())
    read = scores_of(path, "~Y", None, None)
    assert (read.cases, read.words, read.fuzzy, read.outcome) == (
        scores.cases, scores.words, scores.fuzzy, scores.outcome,
    )  # fmt: skip
    assert read.values.tolist() == scores.values.tolist()
