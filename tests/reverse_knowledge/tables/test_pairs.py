"""Tables on pairs of firms and on their expected pattern, counted by hand, and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.comparison import (
    SupportMatrix,
    expect,
    expected_pattern,
    from_wide,
    match,
    paired_cases,
    support_matrix,
)
from crosscase.results import Table
from crosscase.study import Study
from reverse_knowledge.tables import pairs, recoded_outcomes

# x and y succeed, z fails; of y nothing is said on Q.
HELD = pd.DataFrame({"P": [1.0, 1.0, -1.0], "Q": [1.0, None, 1.0]}, index=list("xyz"))
SUCCESS = pd.Series({"x": 1, "y": 1, "z": 0})
CASES = pd.DataFrame({"case_id": list("xyz"), "industry": ["cars", "ships", "cars"]})


@pytest.fixture(scope="module")
def matrix() -> SupportMatrix:
    rows = from_wide(HELD).assign(evidence_id=["xP", "xQ", "yP", "zP", "zQ"])
    return support_matrix(rows, list("xyz"), ["P", "Q"])


@pytest.fixture(scope="module")
def compared() -> pd.DataFrame:
    return pairs.compared(HELD, SUCCESS, CASES)


def cells(shown: Table) -> dict[tuple[object, str], list[str]]:
    assert isinstance(shown.evidence, dict)
    return shown.evidence


def test_profiles_have_signs_and_how_much_is_known(matrix: SupportMatrix) -> None:
    shown = pairs.profiles(paired_cases.profiles(matrix), matrix)
    assert shown.table.reset_index().to_numpy().tolist() == [
        ["x", "+", "+", 2],
        ["y", "+", "", 1],
        ["z", "−", "+", 2],
    ]
    assert list(shown.table) == ["P", "Q", "known"]
    assert shown.table.index.name == "firm"
    assert shown.evidence.loc["z", "Q"] == ("zQ",)  # type: ignore[union-attr]


def test_pairs_know_their_industry_and_stand_in_order(
    compared: pd.DataFrame, matrix: SupportMatrix
) -> None:
    shown = pairs.every_pair(compared, matrix)
    table = shown.table[["pair", "known", "same", "similarity", "outcomes", "industry"]]
    assert table.to_numpy().tolist() == [
        ["x – z", 2, 1, 0.5, "different", "same"],
        ["y – z", 1, 0, 0.0, "different", "other"],
        ["x – y", 1, 1, 1.0, "same", "other"],
    ]
    assert shown.table.columns.tolist() == [
        *["pair", "known", "same", "differ", "silent"],
        *["similarity", "outcomes", "differing", "industry"],
    ]
    assert shown.table["differing"].tolist() == [("P",), ("P",), ()]
    assert shown.evidence == {
        ("x – z", "similarity"): ["xP", "xQ", "zP", "zQ"],
        ("y – z", "similarity"): ["yP", "zP", "zQ"],
        ("x – y", "similarity"): ["xP", "xQ", "yP"],
    }
    assert shown.digits == 2


def test_pairs_for_a_closer_look_leave_out_those_that_agree(compared: pd.DataFrame) -> None:
    chosen = pairs.candidates(compared)
    assert chosen[["pair", "kind"]].to_numpy().tolist() == [
        ["x – z", "most similar, different outcome"],
        ["x – y", "most different, same outcome"],
        ["x – z", "same industry, different outcome"],
    ]
    shown = pairs.selected(chosen)
    assert shown.table["pair"].tolist() == ["x – z", "x – z"]
    assert set(shown.names) <= set(shown.table)
    assert pairs.left_out(chosen).startswith("Pairs that share the outcome and agree")
    assert pairs.left_out(chosen.drop(index=1)) == ""
    # A pair that shares the outcome and parts in something is shown, and nothing is left out.
    parting = chosen.assign(similarity=[1.0, 0.5, 1.0])
    assert pairs.selected(parting).table["pair"].tolist() == ["x – z", "x – y", "x – z"]
    assert pairs.left_out(parting) == ""


def test_pattern_carries_the_evidence_on_each_proposition(matrix: SupportMatrix) -> None:
    found = match(HELD, expect(SUCCESS, HELD.columns))
    shown = pairs.pattern(found, matrix)
    assert shown.table["matches"].tolist() == [3, 1]
    assert shown.table["mismatches"].tolist() == [0, 1]
    assert shown.evidence == {
        ("P", "matches"): ["xP", "yP", "zP"],
        ("Q", "matches"): ["xQ", "zQ"],
    }
    assert set(shown.names) < set(shown.table)


def test_choices_of_failures_are_told_best_first() -> None:
    tried = expected_pattern.relabel(HELD, SUCCESS)
    shown = pairs.best_choices(tried)
    # z: all match but Q of z; y: P of y and of z do not; x: P and Q of x and P of z do not.
    assert shown.table["without"].tolist() == [("z",), ("y",), ("x",)]
    assert shown.table["net"].tolist() == [3, 1, -1]
    assert pairs.as_good_as_own(tried) == 1
    assert pairs.as_good_as_own(tried.assign(own=[False, True, False])) == 2
    many = pd.concat([tried] * 3, ignore_index=True)
    assert len(pairs.best_choices(many).table) == 8


def test_fisher_s_test_with_what_it_counts(matrix: SupportMatrix) -> None:
    shown = pairs.fisher_tests(HELD, SUCCESS, matrix)
    assert shown.table.to_dict("records") == [
        {
            "proposition": "P",
            "with_1": 2,
            "without_1": 0,
            "with_0": 0,
            "without_0": 1,
            "silent": 0,
            "p": pytest.approx(1 / 3),
            "least": pytest.approx(1 / 3),
        },
        {
            "proposition": "Q",
            "with_1": 1,
            "without_1": 0,
            "with_0": 1,
            "without_0": 0,
            "silent": 1,
            "p": 1.0,
            "least": pytest.approx(1 / 2),
        },
    ]
    assert cells(shown)["Q", "p"] == ["xQ", "zQ"]
    assert set(shown.names) < set(shown.table)


def test_least_p_with_the_failures_as_they_are_and_as_one() -> None:
    four = pd.Series([1, 1, 0, 0])
    assert pairs.least_p(four) == (pytest.approx(1 / 6), pytest.approx(1 / 3))
    assert pairs.least_p(pd.Series([1, 1])) == (1.0, 1.0)


def test_what_cases_can_show_is_told_with_its_counts(compared: pd.DataFrame) -> None:
    found = match(HELD, expect(SUCCESS, HELD.columns))
    lines = pairs.what_cases_can_show(found, compared, SUCCESS).split("\n")
    assert len(lines) == 4
    assert all(line.startswith("- They can") for line in lines)
    assert "1 of 5 cells that speak are contrary" in lines[0]
    assert "of 1 pairs with the same outcome 0 part" in lines[1]
    assert "probability of 0.333, and of 0.333 if" in lines[2]
    assert lines[3].endswith("silent: 1 of 6 cells.")


def test_denials_of_the_study_s_failures_stand_once_each(flagship: Study) -> None:
    shown = pairs.statements_that_deny(flagship, ["TCL", "SAIC"])
    assert shown.table["no"].tolist() == list(range(1, 8))
    assert set(shown.table["firms"]) == {"TCL; SAIC"}
    assert shown.table["propositions"].iloc[-1] == "APA4-1; APA4-2"
    assert sum(map(len, cells(shown).values())) == 16
    assert list(cells(shown)) == [(no, "statement") for no in range(1, 8)]
    alone = pairs.statements_that_deny(flagship, ["SAIC"])
    assert set(alone.table["firms"]) == {"SAIC"}


def test_numbers_of_the_study(flagship: Study) -> None:
    success = recoded_outcomes.outcomes(flagship, ["stated"])["stated"]
    held = paired_cases.profiles(support_matrix(flagship))
    numbers = pairs.numbers(
        match(held, expect(success, held.columns)),
        pairs.compared(held, success, flagship.cases),
        expected_pattern.relabel(held, success),
        pairs.statements_that_deny(flagship, ["TCL", "SAIC"]),
        success,
    )
    assert {key: number.value for key, number in numbers.items()} == {
        "pairs_p_smallest": pytest.approx(1 / 28),
        "pairs_p_smallest_one_failure": pytest.approx(1 / 7),
        "pairs_n": 28,
        "pairs_n_same_outcome_apart": 0,
        "pattern_n_matches": 43,
        "pattern_n_mismatches": 2,
        "pattern_n_silent": 19,
        "pattern_n_relabellings": 28,
        "pattern_n_relabellings_as_good": 1,
        "pairs_n_denying_statements": 7,
    }
    assert numbers["pairs_p_smallest"].digits == 4
    assert numbers["pairs_n_same_outcome_apart"].title == "pairs same outcome apart"
    assert numbers["pattern_n_silent"].title == "silent"
