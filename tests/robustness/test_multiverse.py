"""All specifications crossed, on functions whose shares and indices are known."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.robustness import MatrixAnalysis, multiverse
from tests.robustness.small_study import ALL, FAILED, evidence


def analysis(a: int, b: int, c: int) -> dict[str, bool | None]:
    return {
        "never": False,
        "A": a == 1,
        "a or b": a == 1 or b == 1,
        "open": None,
        "half": None if b else a == 1,
        "always": True,
    }


FOUND = multiverse(analysis, {"a": [0, 1], "b": [0, 1], "c": [1, 2, 3]})


def test_shares_by_hand() -> None:
    table = FOUND.table.set_index("claim")
    assert table.index.tolist() == ["never", "A", "a or b", "open", "half", "always"]
    assert table.drop(columns="matters_most").to_numpy().tolist() == [
        [12, 0, 12, 0, 0],
        [12, 6, 6, 0, 0.5],
        [12, 9, 3, 0, 0.75],
        [12, 0, 0, 12, 0],
        [12, 3, 3, 6, 0.25],
        [12, 12, 0, 0, 1],
    ]
    assert table["matters_most"].tolist() == ["", "a", "a", "", "a", ""]
    assert FOUND.title == "12 specifications of 3 parameters, 6 claims"


def test_every_combination_in_order() -> None:
    table = FOUND.specifications
    assert table.columns.tolist()[:3] == ["a", "b", "c"]
    assert table[["a", "b", "c"]].to_numpy().tolist()[:4] == [
        [0, 0, 1],
        [0, 0, 2],
        [0, 0, 3],
        [0, 1, 1],
    ]
    assert table["half"].tolist()[::3] == [
        "fails",
        "not shown or mixed",
        "holds",
        "not shown or mixed",
    ]
    assert FOUND.parameters == {"a": [0, 1], "b": [0, 1], "c": [1, 2, 3]}


def test_levels_are_kept_as_they_are() -> None:
    found = multiverse(lambda a: {"x": a is None}, {"a": [1, None, 2.5]})
    assert found.specifications["a"].tolist() == [1, None, 2.5]


def test_importance_of_a_known_function() -> None:
    index = FOUND.importance.set_index(["claim", "parameter"])
    assert index.loc[("A", "a"), "total"] == pytest.approx(1)
    # a or b: variance 3/16, means over the other 1/2 and 1, so first order (1/16)/(3/16); the
    # mean variance along a is (1/4)/2, so the total index is (1/8)/(3/16).
    assert index.loc[("a or b", "a"), "first_order"] == pytest.approx(1 / 3)
    assert index.loc[("a or b", "a"), "total"] == pytest.approx(2 / 3)
    assert index.loc[("a or b", "c"), "total"] == 0


def test_shares_by_level() -> None:
    table = FOUND.by_level("half").set_index(["parameter", "level"])["share"]
    assert table.to_dict() == {
        ("a", "0"): 0,
        ("a", "1"): 0.5,
        ("b", "0"): 0.5,
        ("b", "1"): 0,
        ("c", "1"): 0.25,
        ("c", "2"): 0.25,
        ("c", "3"): 0.25,
    }


def test_levels_stand_in_their_own_order() -> None:
    found = multiverse(lambda a: {"x": a == "b"}, {"a": ["c", "b", "a"]})
    assert found.by_level("x")["level"].tolist() == ["c", "b", "a"]


def test_checks() -> None:
    verdicts = {check.claim: check.holds for check in FOUND.checks()}
    assert verdicts == {
        "never": False,
        "A": False,
        "a or b": False,
        "open": None,
        "half": False,
        "always": True,
    }
    check = FOUND.check("a or b", minimum=0.75)
    assert (check.holds, check.statistic, check.threshold, check.margin) == (True, 0.75, 0.75, 0)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "multiverse",
        "a or b",
        "Share held",
        3,
    )
    assert check.table["claim"].tolist() == ["a or b"] * 3
    assert check.table.columns.tolist() == FOUND.importance.columns.tolist()
    assert check.table.index.tolist() == [0, 1, 2]
    assert check.sentence == (
        "a or b holds in 75.0% of 12 specifications of 3 parameters (75% asked); what matters most "
        "is a: it holds in 50.0% with 0 and in 100.0% with 1."
    )
    assert [c.threshold for c in FOUND.checks(minimum=0.1)] == [0.1] * 6
    assert FOUND.check("A").margin == pytest.approx(-0.45)
    assert FOUND.check("A").threshold == 0.95


def test_sentences_of_claims_that_no_parameter_changes_and_that_are_open() -> None:
    assert FOUND.check("always").sentence == (
        "always holds in 100.0% of 12 specifications of 3 parameters (95% asked); no parameter "
        "changes that."
    )
    assert (
        "(95% asked), and is neither shown nor refuted in 50.0%; what matters most is a: it holds"
        in FOUND.check("half").sentence
    )


def test_the_progress_bar_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    multiverse(lambda a: {"x": a > 0}, {"a": [0, 1]}, progress=True)
    assert "multiverse: 100%" in capsys.readouterr().err


def test_two_processes_give_the_same() -> None:
    parameters = {"include_blanket": [True, False], "min_share": [1.0, 0.5]}
    one = multiverse(MatrixAnalysis(evidence(), [ALL, FAILED]), parameters)
    two = multiverse(MatrixAnalysis(evidence(), [ALL, FAILED]), parameters, jobs=2)
    pd.testing.assert_frame_equal(one.specifications, two.specifications)
    pd.testing.assert_frame_equal(one.importance, two.importance)


def test_more_processes_need_an_analysis_that_can_be_sent() -> None:
    with pytest.raises(ParameterError, match="use jobs=1"):
        multiverse(lambda a: {"x": True}, {"a": [1, 2, 3]}, jobs=2)


def test_parameters_that_cannot_be_crossed() -> None:
    with pytest.raises(ParameterError, match="no parameter is given; give a mapping of name to"):
        multiverse(dict, {})
    with pytest.raises(ParameterError, match="parameter 'b' has no value; give at least one"):
        multiverse(dict, {"a": [1], "b": []})
    with pytest.raises(ParameterError, match="'colour' is unknown"):
        multiverse(MatrixAnalysis(evidence(), [ALL]), {"colour": [1]})
    with pytest.raises(ParameterError, match="5,000,001 specifications are too many; leave out"):
        multiverse(dict, {"a": range(5_000_001)})
    # One less is not too many, and goes on to the next question.
    with pytest.raises(ParameterError, match="'colour' is unknown"):
        multiverse(MatrixAnalysis(evidence(), [ALL]), {"colour": range(5_000_000)})


def test_claims_that_change_or_bear_a_parameters_name() -> None:
    with pytest.raises(DataError, match=r"returned other claims under {'a': 2, 'b': 5}: \['2'\]"):
        multiverse(lambda a, b: {str(a): True}, {"a": [1, 2], "b": [5]})
    with pytest.raises(DataError, match="'b' is a parameter and a claim; rename one of them"):
        multiverse(lambda b: {"a": True, "b": True}, {"b": [1]})
    with pytest.raises(ParameterError, match="no claim 'x'; allowed: never, A, a or b, open"):
        FOUND.check("x")
