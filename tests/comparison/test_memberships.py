"""From evidence to set membership: worked by hand, invariances, errors, the study's own rules."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.comparison.memberships import completions, score_conditions
from crosscase.comparison.scoring_schemes import Scheme, condition_set, schemes
from crosscase.comparison.support_matrix import support_matrix
from crosscase.errors import DataError, ParameterError

ROOT = Path(__file__).resolve().parents[2]


def evidence() -> pd.DataFrame:
    rows = [
        # id, case, proposition, code, stance, specificity
        ("e1", "a", "P", "x/up", 1, "firm"),
        ("e2", "a", "P", "x/down", 1, "joint"),
        ("e3", "a", "Q", "y", -1, "firm"),
        ("e4", "b", "P", "x/whole", -1, "joint"),
        ("e5", "b", "Q", "y", 1, "blanket"),
        ("e6", "c", "Q", "y", 1, "firm"),
        ("e7", "c", "Q", "y", -1, "firm"),
        ("e8", "c", "Q", "y", 1, "blanket"),
    ]
    columns = ["evidence_id", "case_id", "proposition_id", "code", "stance", "specificity"]
    return pd.DataFrame(rows, columns=columns)


def matrix():
    return support_matrix(evidence(), cases=["a", "b", "c", "d"])


def rules(**columns: str) -> pd.DataFrame:
    return pd.DataFrame([{"condition": "X", "propositions": "P", **columns}])


def scored(scheme: Scheme, **columns: str) -> list[float]:
    return score_conditions(matrix(), rules(**columns), scheme=scheme).wide["X"].tolist()


def same(found: list[float], wanted: list[float]) -> None:
    np.testing.assert_allclose(found, wanted, equal_nan=True)


nan = float("nan")


def test_silence_is_scored_as_the_scheme_says():
    # P: a +2, b -1, c and d silent.
    same(scored(Scheme("s", silent="absent")), [1, 0, 0, 0])
    same(scored(Scheme("s", silent="present")), [1, 0, 1, 1])
    same(scored(Scheme("s", silent="missing")), [1, 0, nan, nan])


def test_conflict_and_weights_decide_a_mixed_cell():
    # Q of c: firm +1, firm -1, blanket +1.
    q = {"propositions": "Q"}
    assert scored(Scheme("s"), **q)[2] == 1
    assert scored(Scheme("s", conflict="severe"), **q)[2] == 0
    assert scored(Scheme("s", blanket_weight=0, conflict="lenient"), **q)[2] == 1
    level = Scheme("s", blanket_weight=0, silent="missing")
    same(scored(level, **q), [0, nan, nan, nan])
    found = score_conditions(matrix(), rules(**q), scheme=level)
    assert found.state["X"].tolist() == ["contradicts", "silent", "mixed", "silent"]
    assert found.table["weight_for"].tolist() == [0, 0, 1, 0]
    assert found.table["weight_against"].tolist() == [1, 0, 1, 0]


def test_fuzzy_scores_follow_the_rule_of_succession():
    # a: firm 1 + joint 1/2 for: 2.5 / 3.5; b: 1/2 against: 1 / 2.5; silent: 1 / 3.
    scheme = Scheme("f", measure="fuzzy", joint_weight=0.5, blanket_weight=0.25)
    same(scored(scheme), [2.5 / 3.5, 1 / 2.5, 1 / 3, 1 / 3])
    # c on Q: 1.25 for, 1 against: 2.25 / 4.25.
    assert scored(scheme, propositions="Q")[2] == pytest.approx(2.25 / 4.25)


def test_codes_feed_a_condition_and_denial_of_the_whole_denies_the_part():
    known = Scheme("s", silent="missing")
    same(scored(known, codes="x/up"), [1, nan, nan, nan])
    same(scored(known, codes="x/up", codes_against="x/whole"), [1, 0, nan, nan])
    # Only contradicting rows of codes_against count: x/down supports.
    same(scored(known, codes="x/whole", codes_against="x/down"), [nan, 0, nan, nan])
    same(scored(known, codes="x"), [1, 0, nan, nan])
    # A code is not a prefix of another word.
    same(scored(known, codes="x/u"), [nan, nan, nan, nan])


def test_parts_are_pooled_or_all_or_any():
    known = Scheme("s", silent="missing", blanket_weight=0)
    both = {"propositions": "P; Q"}
    # a: +2 and -1; b: -1 and silent (blanket left out); c: silent and level; d: silent.
    same(scored(known, **both, combine="pool"), [1, 0, nan, nan])
    same(scored(known, **both, combine="all"), [0, 0, nan, nan])
    same(scored(known, **both, combine="any"), [1, nan, nan, nan])
    for how in ("all", "any"):
        same(scored(known, propositions="P", combine=how), [1, 0, nan, nan])


def test_every_score_names_the_evidence_that_counted():
    found = score_conditions(matrix(), rules(), scheme=Scheme("s", joint_weight=0))
    assert found.evidence["X"].tolist() == [("e1",), (), (), ()]
    assert found.state["X"].tolist() == ["supports", "silent", "silent", "silent"]
    assert found.silent_count == 3
    assert "3 cells silent" in repr(found)
    assert repr(found).split("\n")[0] in found._repr_html_()
    with pytest.raises(FrozenInstanceError):
        found.cases = ()


def test_a_case_with_an_empty_score_leaves_the_analysis():
    found = score_conditions(matrix(), rules(), scheme=Scheme("s", silent="missing"))
    outcome = pd.Series({"d": 0, "c": 1, "b": 0, "a": 1})
    assert found.with_outcome(outcome)["OUTCOME"].tolist() == [1, 0]
    assert found.wide.columns.tolist() == ["X"]
    assert found.with_outcome(outcome, name="Y").to_dict("index") == {
        "a": {"X": 1.0, "Y": 1.0},
        "b": {"X": 0.0, "Y": 0.0},
    }


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_and_rules_does_not_matter(random):
    rows = evidence().to_dict("records")
    random.shuffle(rows)
    two = pd.DataFrame({"condition": ["X", "Z"], "propositions": ["P", "P; Q"]})
    scheme = Scheme("f", measure="fuzzy", joint_weight=0.5)
    cases = ["a", "b", "c", "d"]
    shuffled = support_matrix(pd.DataFrame(rows), cases=cases)
    left = score_conditions(matrix(), two, scheme=scheme)
    right = score_conditions(shuffled, two[::-1], scheme=scheme)
    pd.testing.assert_frame_equal(left.wide, right.wide[["X", "Z"]])
    assert left.evidence.equals(right.evidence[["X", "Z"]])


def test_completions_fill_every_empty_cell_in_every_way():
    table = pd.DataFrame({"A": [1.0, nan], "B": [nan, 0.0]}, index=["a", "b"])
    filled = list(completions(table))
    assert len({tuple(t.to_numpy().ravel()) for t in filled}) == 4
    assert all(t.loc["a", "A"] == 1 and t.loc["b", "B"] == 0 for t in filled)
    assert table.isna().to_numpy().sum() == 2
    (only,) = completions(table.fillna(0))
    assert only.equals(table.fillna(0))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.DataFrame({"condition": ["X"]}), "no column 'propositions'"),
        (rules().iloc[:0], "have no row"),
        (pd.concat([rules(), rules()]), "condition 'X' has two scoring rules"),
        (rules(propositions="R"), "no proposition 'R'; allowed: P, Q"),
        (rules(propositions="P; S; R"), "no proposition 'S'; allowed: P, Q"),
        (rules(propositions=""), "no proposition ''"),
        (rules(combine="most"), "combine is 'most'; allowed: pool, all, any"),
    ],
)
def test_a_rule_says_what_is_wrong(table, message):
    with pytest.raises(DataError) as caught:
        score_conditions(matrix(), table, scheme=Scheme("s"))
    assert message in str(caught.value)


def test_codes_need_a_column_of_codes():
    bare = support_matrix(evidence().drop(columns="code"))
    with pytest.raises(DataError, match="the evidence has no column 'code'"):
        score_conditions(bare, rules(codes="x"), scheme=Scheme("s"))


def test_the_outcome_must_fit_the_cases():
    found = score_conditions(matrix(), rules(), scheme=Scheme("s"))
    with pytest.raises(DataError, match="the outcome has no row for 'b'"):
        found.with_outcome(pd.Series({"a": 1}))
    with pytest.raises(DataError, match="'X' is a condition already"):
        found.with_outcome(pd.Series(dict.fromkeys("abcd", 1)), name="X")


def test_too_many_empty_cells():
    with pytest.raises(ParameterError, match="2 empty cells can be filled in 2\\^2 ways"):
        list(completions(pd.DataFrame({"A": [nan, nan]}), cap=3))
    assert len(list(completions(pd.DataFrame({"A": [nan, nan]}), cap=4))) == 4
    many = pd.DataFrame({"A": [nan] * 17})
    with pytest.raises(ParameterError, match=r"2\^17 ways, more than 65536; take fewer"):
        next(completions(many))


def test_the_studys_rules_can_all_be_applied():
    data = {
        name: pd.read_csv(ROOT / "data" / f"{name}.csv")
        for name in ("evidence", "cases", "propositions", "scoring_rules", "scoring_schemes")
    }
    made = schemes(data["scoring_schemes"])
    counted = support_matrix(data["evidence"], data["cases"], data["propositions"])
    for name in dict.fromkeys(data["scoring_rules"]["condition_set"]):
        table = condition_set(data["scoring_rules"], name)
        for scheme in made.values():
            found = score_conditions(counted, table, scheme=scheme).wide
            assert found.shape == (8, len(table))
            assert not (found == 0.5).any(axis=None)
            if scheme.silent != "missing":
                assert found.notna().all(axis=None)


def test_every_code_of_a_rule_is_used_in_the_evidence():
    table = pd.read_csv(ROOT / "data/scoring_rules.csv").fillna("")
    codes = set(pd.read_csv(ROOT / "data/evidence.csv")["code"])
    for column in ("codes", "codes_against"):
        named = {part.strip() for cell in table[column] for part in cell.split(";")} - {""}
        assert named <= codes, named - codes
