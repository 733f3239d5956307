"""Names of literals, terms and expectations, written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.errors import ParameterError
from crosscase.qca.engine.literals import Vocabulary, parse_outcome, split_names

CRISP = Vocabulary(("A", "B", "C"), (2, 2, 2))
MIXED = Vocabulary(("A", "B", "long name"), (3, 2, 4))


@pytest.mark.parametrize("words", [CRISP, MIXED])
@given(data=st.data())
def test_terms_are_read_as_they_are_written(words, data):
    cube = data.draw(st.tuples(*[st.integers(-1, n - 1) for n in words.levels]))
    assert words.cube(words.term(cube)) == cube


def test_literals_are_written_with_levels_where_there_are_more_than_two():
    assert [CRISP.literal(1, v) for v in (0, 1)] == ["~B", "B"]
    assert [MIXED.literal(1, v) for v in (0, 1)] == ["B[0]", "B[1]"]
    assert CRISP.term((-1, -1, -1)) == "1"
    assert (CRISP.multi_value, MIXED.multi_value) == (False, True)


def test_models_are_sorted_by_name():
    assert CRISP.model([(-1, 1, -1), (1, -1, 0)]) == ("A*~C", "B")
    models = [[(-1, 1, -1)], [(1, -1, -1), (-1, -1, 0)]]
    assert CRISP.ordered(models) == [
        [("A", (1, -1, -1)), ("~C", (-1, -1, 0))],
        [("B", (-1, 1, -1))],
    ]


def test_cubes_of_another_length_are_refused():
    for words in (CRISP, MIXED):
        with pytest.raises(ValueError, match="zip"):
            words.term((1, 0))
    with pytest.raises(ValueError, match="zip"):
        Vocabulary(("A", "B"), (3,)).term((0, 0))


def test_names_are_split_and_stripped():
    assert split_names(" A ,, B b,") == ["A", "B b"]
    assert split_names(["A ", "", "B,C"]) == ["A", "B,C"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Y", ("Y", False, ())),
        (" ~ Y ", ("Y", True, ())),
        ("Y[0]", ("Y", False, (0,))),
        ("~Y{1; 2}", ("Y", True, (1, 2))),
        ("Y [1 2]", ("Y", False, (1, 2))),
        ("two words", ("two words", False, ())),
    ],
)
def test_outcomes(text, wanted):
    assert parse_outcome(text) == wanted


@pytest.mark.parametrize("text", ["", "Y*A", "Y+A", "Y[x]", "~~Y", "Y[1", "[1]"])
def test_outcomes_that_are_not_understood(text):
    with pytest.raises(ParameterError, match="is not understood; write a column as Y, ~Y or Y"):
        parse_outcome(text)


@pytest.mark.parametrize(
    ("words", "term", "cube"),
    [
        (CRISP, "A*~B", (1, 0, -1)),
        (CRISP, " C * ~ A ", (0, -1, 1)),
        (CRISP, "A{0}*B[1]", (0, 1, -1)),
        (CRISP, "A*A", (1, -1, -1)),
        (CRISP, "1", (-1, -1, -1)),
        (CRISP, " 1 ", (-1, -1, -1)),
        (MIXED, "A[2]*long name{3}", (2, -1, 3)),
        (MIXED, "~B[0]", (-1, 1, -1)),
        (MIXED, "~A[0,1]", (2, -1, -1)),
        (Vocabulary(("1", "B"), (2, 2)), "1", (1, -1)),
    ],
)
def test_terms_that_are_read(words, term, cube):
    assert words.cube(term) == cube


@pytest.mark.parametrize(
    ("words", "term", "message"),
    [
        (CRISP, "A*~A", "term 'A[*]~A' takes more than one level of 'A'; a term has one of each"),
        (MIXED, "~A[0]", "takes more than one level of 'A'"),
        (MIXED, "A[0,1]", "takes more than one level of 'A'"),
        (CRISP, "A*", "'' is not a literal; write A, ~A or A"),
        (CRISP, "A*[1]", "is not a literal"),
        (CRISP, "D", "'D' is not a condition; the conditions are A, B, C"),
        (MIXED, "A[3]", "condition 'A' has no level 3; its levels are 0 to 2"),
        (CRISP, "A[2]", "condition 'A' has no level 2; its levels are 0 to 1"),
    ],
)
def test_terms_that_are_refused(words, term, message):
    with pytest.raises(ParameterError, match=message):
        words.cube(term)


def test_sums_of_products():
    assert CRISP.cubes("A*~B + C") == [(1, 0, -1), (-1, -1, 1)]
    assert CRISP.cubes(["A", "B*C"]) == [(1, -1, -1), (-1, 1, 1)]


def test_a_negated_level_is_every_other_level():
    assert MIXED.literal_levels("~A[1]") == (0, (0, 2))
    assert MIXED.literal_levels("long name[1;3]") == (2, (1, 3))
    assert MIXED.literal_levels("B") == (1, (1,))
    assert CRISP.literal_levels("~C") == (2, (0,))


@pytest.mark.parametrize(
    ("words", "dir_exp", "wanted"),
    [
        (CRISP, None, {}),
        (CRISP, "", {}),
        (CRISP, "A=1,B=0", {0: (1,), 1: (0,)}),
        (CRISP, "A, ~B", {0: (1,), 1: (0,)}),
        (CRISP, "A + ~B", {0: (1,), 1: (0,)}),
        (CRISP, "1,-,0", {0: (1,), 2: (0,)}),
        (CRISP, ["-", 1, "0"], {1: (1,), 2: (0,)}),
        (CRISP, ["A", "C=0"], {0: (1,), 2: (0,)}),
        (CRISP, [], {}),
        (CRISP, {"A": 1, "B": "-", "C": None}, {0: (1,)}),
        (CRISP, {"A": " ", "B": 0.0}, {1: (0,)}),
        (CRISP, "A=-, B = 1", {1: (1,)}),
        (CRISP, "A*B, C", {2: (1,)}),
        (MIXED, "A=1;2,B{0}", {0: (1, 2), 1: (0,)}),
        (MIXED, "A=2|0", {0: (0, 2)}),
        (MIXED, "A=2/0", {0: (0, 2)}),
        (MIXED, "A[0,2], B", {0: (0, 2), 1: (1,)}),
        (MIXED, "~A[1]", {0: (0, 2)}),
        (MIXED, "1;2,-,3", {0: (1, 2), 2: (3,)}),
        (MIXED, {"A": [2, 1]}, {0: (1, 2)}),
        (MIXED, {"A": (0,), "B": {1}}, {0: (0,), 1: (1,)}),
        (MIXED, {"A[1]": True}, {0: (1,)}),
    ],
)
def test_expectations(words, dir_exp, wanted):
    assert words.expectations(dir_exp) == wanted


@pytest.mark.parametrize(
    ("dir_exp", "message"),
    [
        ("Q=1", "'Q' is not a condition; the conditions are A, B, long name"),
        ({"Q": "-"}, "'Q' is not a condition"),
        ("A=7", "condition 'A' has no level 7; its levels are 0 to 2"),
        ("A=0;7", "condition 'A' has no level 7"),
        ("A=-1", "condition 'A' has no level -1"),
        ("A=high", "dir_exp of 'A' is 'high'; give a level [(]0, 1, ...[)], several as 1;2, or -"),
        ("A=1.5", "dir_exp of 'A' is '1.5'"),
        ("A=inf", "dir_exp of 'A' is 'inf'"),
        ({"A": [1, 0.5]}, r"dir_exp of 'A' is \[1, 0.5\]"),
        ("A=1,A=0", "dir_exp names condition 'A' twice"),
        ("B,~B", "dir_exp names condition 'B' twice"),
        ("A=1,B=0,1", "'1' is not a condition"),
        ("1,1", "dir_exp has 2 entries for 3 conditions; give one for each, or name them as A=1"),
    ],
)
def test_expectations_that_are_refused(dir_exp, message):
    with pytest.raises(ParameterError, match=message):
        MIXED.expectations(dir_exp)


def test_products_are_expected_together():
    assert CRISP.conjunctions("A,~B*C") == ((-1, 0, 1),)
    assert CRISP.conjunctions("A,B=0") == ()
    assert CRISP.conjunctions("A*B + ~B*C") == ((1, 1, -1), (-1, 0, 1))
    assert CRISP.conjunctions(None) == ()


@pytest.mark.parametrize(
    ("dir_exp", "message"),
    [
        ("A,A*B", "dir_exp expects 'A' by itself and within 'A[*]B'; keep one of the two"),
        ("C*B,B=0", "dir_exp expects 'B' by itself and within 'C[*]B'"),
        ("A*B=1", "dir_exp A[*]B=1 is not understood; write A[*]~B"),
        ("A*Q", "'Q' is not a condition"),
    ],
)
def test_products_that_are_refused(dir_exp, message):
    with pytest.raises(ParameterError, match=message):
        CRISP.conjunctions(dir_exp)
