"""Solutions of truth table rows: which rows each kind may use, what is excluded, what is told."""

from __future__ import annotations

import math

import pytest

from crosscase.errors import ParameterError
from crosscase.qca.engine.configurations import Row, row_number
from crosscase.qca.engine.intermediate import MOST_PAIRS
from crosscase.qca.engine.literals import Vocabulary
from crosscase.qca.engine.solutions import FoundModels, solutions_of

from .charts import hard_rows

AB = Vocabulary(("A", "B"), (2, 2))
ABC = Vocabulary(("A", "B", "C"), (2, 2, 2))


def rows(words, **codes):
    """Rows by their values: r101="1" is A*~B*C with the outcome."""
    found = []
    for name, out in codes.items():
        values = tuple(map(int, name[1:]))
        number = row_number(values, words.levels)
        found.append(Row(number, values, out, 1, math.nan, math.nan, (name,)))
    return found


def solve(words=AB, options=None, **codes):
    return solutions_of(rows(words, **codes), words, **(options or {}))


def models(words=AB, options=None, **codes):
    found = solve(words, options, **codes)
    return [" + ".join(words.model(model)) for model in found.models]


TABLE = {"r11": "1", "r10": "C", "r00": "0"}
"""Positive A*B, contradictory A*~B, negative ~A*~B, and ~A*B a remainder."""


@pytest.mark.parametrize(
    ("include", "kind", "wanted"),
    [
        (None, "conservative", ["A*B"]),
        ("", "conservative", ["A*B"]),
        ("none", "conservative", ["A*B"]),
        ("?", "parsimonious", ["B"]),
        ("remainders", "parsimonious", ["B"]),
        ("C", "conservative", ["A"]),
        ("?,C", "parsimonious", ["A", "B"]),
        (" ? , C ", "parsimonious", ["A", "B"]),
        (["C", "remainders"], "parsimonious", ["A", "B"]),
        (("?",), "parsimonious", ["B"]),
    ],
)
def test_what_may_be_used(include, kind, wanted):
    assert sorted(models(options={"include": include}, **TABLE)) == wanted
    assert solve(options={"include": include}, **TABLE).kind == kind


def test_contradictory_rows_are_negative_unless_included():
    assert models(r11="1", r10="C", r01="C", r00="C") == ["A*B"]
    assert models(options={"include": "?"}, r11="1", r10="C", r01="C", r00="C") == ["A*B"]
    found = solve(options={"include": "?,C"}, r11="1", r10="C", r01="C", r00="C")
    assert found.models == ()


@pytest.mark.parametrize(
    ("exclude", "wanted"),
    [
        (None, ["A"]),
        ([], ["A"]),
        (6, ["A*~C", "B"]),
        ("6", ["A*~C", "B"]),
        ([6, 3, "4"], ["A*B", "A*~C"]),
        ("A*~B*C", ["A*~C", "B"]),
        ("A*~B*C + ~A", ["A*B", "A*~C"]),
        (["A*C", "~A*B"], ["A*B", "A*~C"]),
        ("A", ["A*~C", "B"]),
        (2, ["A"]),
        (8, ["A*~C"]),
        ("8", ["A*~C"]),
    ],
)
def test_exclusions(exclude, wanted):
    """Positive 111, 110 and 100, negative 000: A, for which 101 (row 6) is assumed.

    Without it B stands for 111 and 110, and assumes 010 and 011 (rows 3 and 4). An expression
    means remainders alone; row 8, which is positive, is meant by its number.
    """
    codes = {"r111": "1", "r110": "1", "r100": "1", "r000": "0"}
    found = models(ABC, {"include": "?", "exclude": exclude}, **codes)
    assert found == [" + ".join(wanted)]


def test_a_row_excluded_by_its_number_counts_as_negative():
    codes = {"r111": "1", "r110": "C", "r100": "1", "r000": "0"}
    found = solve(ABC, {"exclude": [8, 7, 1, 5]}, **codes)
    assert [row.out for row in found.rows] == ["0"] * 4
    assert found.notes == ("no row has OUT = 1, so there is no model",)
    remainder = solve(ABC, {"exclude": 8}, r111="?", r100="1", r000="0")
    assert [row.out for row in remainder.rows] == ["?", "1", "0"]


def test_an_excluded_expression_spares_contradictions_that_may_be_used():
    codes = {"r11": "1", "r10": "C", "r00": "0"}
    assert models(options={"include": "?,C", "exclude": "A"}, **codes) == ["B", "A"]
    assert models(options={"include": "?", "exclude": "~A*B"}, **codes) == ["A*B"]


INTERMEDIATE = {"r101": "1", "r000": "0", "r011": "0", "r001": "0"}


@pytest.mark.parametrize(
    ("dir_exp", "wanted"),
    [
        ("B", "A*C"),
        ("B,C", "A*C"),
        ("B*C", "A"),
        ("~B*C", "A*~B*C"),
        ("~B", "A*~B*C"),
        ("", "A*~B*C"),
        ({"C": 0, "B": 1}, "A"),
    ],
)
def test_intermediate_models(dir_exp, wanted):
    """A*~B*C observed, A alone parsimonious."""
    options = {"include": "?", "dir_exp": dir_exp}
    found = solve(ABC, options, **INTERMEDIATE)
    assert found.kind == "intermediate"
    assert [" + ".join(ABC.model(model)) for model in found.models] == [wanted]
    assert len(found.pairs) == 1
    assert (found.size, found.bound, found.complete, found.notes) == (1, 1, True, ())


def test_exclusions_hold_for_intermediate_models_too():
    """With A*C excluded, A*~C*B... and A*~C are not between; A*~B*~C is neither."""
    options = {"include": "?", "dir_exp": "B", "exclude": "A*B"}
    assert models(ABC, options, **INTERMEDIATE) == ["A*~B*C"]


def test_each_pair_has_its_models_and_all_are_listed_once():
    """A*B alone against ~A*~B: A or B. Expected A drops nothing of A*B, whichever is kept."""
    found = solve(options={"include": "?", "dir_exp": "A,B"}, r11="1", r00="0")
    assert [pair.parsimonious for pair in found.pairs] == [((-1, 1),), ((1, -1),)]
    assert found.models == (((1, 1),),)
    assert [prime.cube for prime in found.primes] == [(1, 1)]
    other = solve(options={"include": "?", "dir_exp": "~A,~B"}, r11="1", r00="0")
    assert other.models == (((-1, 1),), ((1, -1),))
    assert [prime.cube for prime in other.primes] == [(-1, 1), (1, -1)]
    assert repr(other) == "FoundModels(intermediate: 2 models of 1)"


def test_size_is_that_of_the_smallest_of_all_pairs():
    """Positive 00 01 11 and 10 of three: both ways around the ring, two terms each."""
    ring = {"r000": "1", "r001": "1", "r011": "1", "r111": "1", "r110": "1", "r100": "1"}
    found = solve(ABC, {"include": "?", "dir_exp": "A"}, **ring, r010="0", r101="0")
    assert (len(found.models), found.size, found.bound) == (2, 3, 3)
    assert len(found.pairs) == 4


def test_models_of_the_pairs_may_differ_in_size():
    """A + D leaves A*B + D, while A + C, nearer to the conservative model, leaves three terms."""
    words = Vocabulary(("A", "B", "C", "D"), (2,) * 4)
    codes = dict.fromkeys(["r0111", "r1001", "r1100", "r1101", "r1111"], "1")
    found = solve(words, {"include": "?", "dir_exp": "~A,B,C"}, **codes, r0100="0")
    assert [words.model(pair.parsimonious) for pair in found.pairs] == [("A", "D"), ("A", "C")]
    assert [[words.model(model) for model in pair.models] for pair in found.pairs] == [
        [("A*B", "D")],
        [("A*B", "A*D", "B*C*D")],
    ]
    assert (found.size, found.bound) == (2, 2)


def test_notes_of_all_charts_are_told_once():
    ring = {"r000": "1", "r001": "1", "r011": "1", "r111": "1", "r110": "1", "r100": "1"}
    found = solve(ABC, {"include": "?", "dir_exp": "A", "cap": 1}, **ring, r010="0", r101="0")
    assert not found.complete
    assert found.notes == ("the list of models stops at 1; there are more (raise cap to see them)",)


def test_beyond_the_most_pairs_it_is_told():
    """Three positive rows, each told from 0 by any of its own 22 conditions: 22 ** 3 models."""
    words = Vocabulary(tuple(f"C{n}" for n in range(66)), (2,) * 66)
    codes = {f"r{'0' * 22 * n}{'1' * 22}{'0' * 22 * (2 - n)}": "1" for n in range(3)}
    options = {"include": "?", "dir_exp": "C0", "cap": 20_000}
    found = solve(words, options, **codes, **{f"r{'0' * 66}": "0"})
    assert len(found.pairs) == MOST_PAIRS
    assert found.notes == ("worked through 10000 pairs of models; there are more",)
    assert not found.complete


@pytest.mark.parametrize("options", [{}, {"include": "?"}, {"include": "?", "dir_exp": "A"}])
def test_without_a_positive_row_there_is_no_model(options):
    found = solve(options=options, r11="0", r10="C")
    assert found.models == found.primes == found.pairs == ()
    assert (found.size, found.bound, found.complete) == (0, 0, True)
    assert found.notes == ("no row has OUT = 1, so there is no model",)


@pytest.mark.parametrize("options", [{"include": "?"}, {"include": "?", "dir_exp": "A"}])
def test_without_a_negative_row_there_is_no_model(options):
    found = solve(options=options, r11="1", r10="1")
    assert found.models == ()
    assert found.notes == (
        "no row has OUT = 0, so every condition is minimised away and there is no model",
    )
    assert models(r11="1", r10="1") == ["A"]


def test_all_rows_positive():
    found = solve(r11="1", r10="1", r01="1", r00="1")
    assert found.models == ()
    assert "no row has OUT = 0" in found.notes[0]


def test_options_reach_the_minimisation():
    ring = {"r000": "1", "r001": "1", "r011": "1", "r111": "1", "r110": "1", "r100": "1"}
    assert len(solve(ABC, {}, **ring).models) == 2
    assert len(solve(ABC, {"all_sol": True}, **ring).models) == 5
    assert len(solve(ABC, {"cap": 1}, **ring).models) == 1
    codes = {"r111": "1", "r100": "1", "r000": "0", "r010": "0"}
    assert len(solve(ABC, {"include": "?"}, **codes).primes) == 2
    assert len(solve(ABC, {"include": "?", "row_dom": True}, **codes).primes) == 1


def test_the_limit_of_time_reaches_the_minimisation():
    ones, zeros = hard_rows()
    words = Vocabulary(tuple(f"C{n}" for n in range(27)), (2,) * 27)
    codes = {"".join(map(str, ("r", *row))): "1" for row in ones}
    codes |= {"".join(map(str, ("r", *row))): "0" for row in zeros}
    found = solve(words, {"include": "?", "time_limit_s": 0}, **codes)
    assert "not settled within 0 s" in found.notes[0]


def test_progress_is_told():
    told: list[str] = []
    options = {"include": "?", "dir_exp": "A", "progress": told.append}
    solve(options=options, r11="1", r00="0")
    assert told == [
        "conservative models",
        "parsimonious models",
        "intermediate models, pair 1 of 2",
        "intermediate models, pair 2 of 2",
    ]
    told.clear()
    solve(options={"progress": told.append}, r11="1", r00="0")
    assert told == ["conservative models"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"include": "!"}, "include is '!'; it may be None, '[?]' [(]remainders[)], 'C'"),
        ({"include": "?,X"}, "include is '[?],X'"),
        ({"dir_exp": "A=1"}, "dir_exp needs include='[?]': expectations judge remainders"),
        ({"dir_exp": "A=1", "include": "C"}, "dir_exp needs include='[?]'"),
        ({"include": "?", "dir_exp": "Q=1"}, "'Q' is not a condition"),
        ({"include": "?", "dir_exp": "A,A*B"}, "expects 'A' by itself and within"),
        ({"exclude": 5}, "exclude names row 5; rows go from 1 to 4"),
        ({"exclude": [1, "0"]}, "exclude names row 0; rows go from 1 to 4"),
        ({"exclude": "A*[1]"}, "is not a literal"),
        ({"cap": 0}, "cap is 0; give a whole number of at least 1"),
        ({"cap": 2.0}, "cap is 2.0"),
        ({"cap": True}, "cap is True"),
    ],
)
def test_options_that_are_refused(options, message):
    with pytest.raises(ParameterError, match=message):
        solve(options=options, r11="1", r00="0")


def test_a_result_is_told_in_a_line():
    assert repr(FoundModels("conservative", ())) == "FoundModels(conservative: 0 models of 0)"
    assert repr(solve(r11="1", r00="0")) == "FoundModels(conservative: 1 model of 1)"
