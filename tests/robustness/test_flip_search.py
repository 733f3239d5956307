"""The fewest changes that make a claim fall, against trying every set."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.comparison.claims import Claim, Rule
from crosscase.comparison.evidence import complete
from crosscase.errors import ParameterError
from crosscase.robustness import fewest_flips
from crosscase.robustness.claim_cells import claim_cells
from tests.robustness.small_study import ALL, FAILED, evidence, said

COLUMNS = {
    "coding": "evidence_id",
    "sentence": "sentence",
    "passage": "passage",
    "cell": "case_id",
}
A = Claim("x", "P", ("a",))


def joint(n: int) -> pd.DataFrame:
    """n sentences that each speak of a and of b."""
    return pd.DataFrame(
        {
            "case_id": ["a", "b"] * n,
            "proposition_id": "P",
            "stance": 1,
            "source_id": "s",
            "locator": [f"¶{i // 2 + 1}" for i in range(2 * n)],
            "specificity": ["firm", "joint"] * n,
        }
    )


def test_by_hand() -> None:
    # a has two supporting rows: one flip ties it. b has two as well; c and d have one each.
    assert fewest_flips(evidence(), ALL).size == 1
    two = fewest_flips(evidence(), Claim("x", "P", ("a", "b"), rule=Rule(min_share=0.5)))
    assert (two.size, two.units, two.rows) == (2, ("e1", "e3"), ("e1", "e3"))
    # The empty set and four single ones are excluded.
    assert (two.proven, two.method, two.excluded) == (True, "closed form by case", 5)
    assert fewest_flips(evidence(), A.under(conflict="lenient")).size == 2
    dropped = fewest_flips(evidence(), A, move="drop")
    assert (dropped.size, dropped.rows) == (2, ("e1", "e2"))


def test_what_one_change_is() -> None:
    # Two codings, two sentences, but one passage and one cell.
    units = {unit: fewest_flips(evidence(), A, unit=unit, move="drop").units for unit in COLUMNS}
    assert units == {
        "coding": ("e1", "e2"),
        "sentence": ("main ¶1 (e1)", "main ¶1 (e2)"),
        "passage": ("main ¶1",),
        "cell": ("a",),
    }
    assert fewest_flips(evidence(), A, unit="cell", move="drop").rows == ("e1", "e2")


def test_an_absence_falls_by_its_denials() -> None:
    # Two denials against one blanket support: one flip turns the case.
    found = fewest_flips(evidence(), FAILED)
    assert (found.size, found.excluded) == (1, 1)
    assert found.rows in {("e7",), ("e9",)}


def test_changes_that_can_only_help_are_not_tried() -> None:
    # Four against one: two flips. Of the four that harm no single one does, nor does none.
    found = fewest_flips(said(a="++++-"), A)
    assert (found.size, found.excluded) == (2, 1 + 4)


def test_a_claim_that_never_stood() -> None:
    found = fewest_flips(evidence(), Claim("x", "P", ("f",)))
    assert (found.size, found.units, found.rows, found.proven) == (0, (), (), True)
    assert (found.method, found.excluded) == ("the claim does not hold to begin with", 0)


def test_claims_that_cannot_fall() -> None:
    # Where silence counts for the claim, nothing is lost by striking out; all sets are excluded.
    found = fewest_flips(evidence(), A.under(silent="best"), move="drop")
    assert (found.size, found.units, found.rows, found.proven) == (math.inf, (), (), True)
    assert (found.method, found.excluded) == ("closed form by case", 2**2)
    both = Claim("x", "P", ("a", "b"), rule=Rule(silent="best"))
    found = fewest_flips(joint(3), both, unit="sentence", move="drop")
    assert (found.size, found.units, found.rows, found.proven) == (math.inf, (), (), True)
    assert (found.method, found.excluded) == ("exhaustive search by size", 2**3)


def test_one_sentence_may_bear_several_cases() -> None:
    claim = Claim("x", "P", ("b", "c", "d"), rule=Rule(min_share=0.3))
    by_row = fewest_flips(evidence(), claim)
    by_sentence = fewest_flips(evidence(), claim, unit="sentence")
    assert (by_row.size, by_sentence.size) == (3, 2)
    assert by_sentence.units == ("main ¶2 (e3)", "main ¶9 (e5)")
    assert by_sentence.rows == ("e3", "e4", "e5", "e6")


def test_one_sentence_that_speaks_both_ways_in_a_cell() -> None:
    # Struck out whole, it leaves the case silent, although its two codings weigh the same.
    rows = pd.DataFrame({"case_id": "a", "proposition_id": "P", "stance": [1, -1], "locator": "¶1"})
    claim = Claim("x", "P", absent_in=("a",), rule=Rule(conflict="severe"))
    assert fewest_flips(rows, claim, unit="sentence", move="drop").size == 1


def test_search_that_is_cut_short_says_so() -> None:
    # Twelve alike sentences are one choice of how many: five tried, the sixth ties both cases.
    claim = Claim("x", "P", ("a", "b"))
    full = fewest_flips(joint(12), claim, unit="sentence", most_sets=5)
    assert (full.size, full.proven, full.method) == (6, True, "exhaustive search by size")
    assert full.excluded == 1 + 12 + 66 + 220 + 495 + 792
    assert fewest_flips(joint(12), claim, unit="sentence") == full
    short = fewest_flips(joint(12), claim, unit="sentence", most_sets=4)
    assert (short.size, short.proven, short.units, short.rows) == (5, False, (), ())
    assert short.excluded == 1 + 12 + 66 + 220 + 495


def brute_force(rows: pd.DataFrame, claim: Claim, unit: str, move: str) -> float:
    cells = claim_cells(rows, claim)
    column = COLUMNS[unit]
    names = sorted(set(cells.rows[column]))
    if cells.tally().holds != 1:
        return 0
    for size in range(1, len(names) + 1):
        for chosen in itertools.combinations(names, size):
            hit = cells.rows[column].isin(chosen).to_numpy()
            if move == "flip":
                found = cells.tally(stance=np.where(hit, -cells.stance, cells.stance))
            else:
                found = cells.tally(use=~hit)
            if found.holds != 1:
                return size
    return math.inf


rows_of_evidence = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from([1, 1, 1, -1]),
        st.sampled_from(["firm", "joint", "blanket"]),
        st.sampled_from(["¶1", "¶2", "¶3", "¶4", "¶5", "¶6"]),
    ),
    min_size=1,
    max_size=8,
)


@given(
    rows_of_evidence,
    st.sampled_from(
        [
            ("coding", "flip"),
            ("coding", "drop"),
            ("sentence", "flip"),
            ("sentence", "drop"),
            ("cell", "flip"),
        ]
    ),
    st.sampled_from(["strict", "best", "worst", "ignore"]),
    st.sampled_from(["net", "lenient", "severe"]),
    st.sampled_from([(0.5, None, 0.5), (1.0, None, 1.0), (0.5, 1, 0.25), (0.3, 0, 1.0)]),
    st.sampled_from([(("a", "b", "c"), ()), (("a", "b"), ("c", "d")), ((), ("a", "b"))]),
    st.sampled_from(["shown", "unrefuted"]),
)
@settings(max_examples=50, deadline=None)
def test_equals_trying_every_set(rows, how, silent, conflict, limits, groups, absence):
    frame = pd.DataFrame(rows, columns=["case_id", "stance", "specificity", "locator"])
    frame = frame.assign(proposition_id="P", source_id="s")
    share, against, weight = limits
    rule = Rule(
        min_share=share,
        max_against=against,
        joint_weight=weight,
        silent=silent,
        conflict=conflict,
        absence=absence,
    )
    claim = Claim("x", "P", *groups, rule=rule)
    unit, move = how
    found = fewest_flips(frame, claim, unit=unit, move=move)
    assert found.size == brute_force(frame, claim, unit, move)
    if found.size and math.isfinite(found.size):
        hit = complete(frame)["evidence_id"].isin(found.rows)
        cells = claim_cells(frame, claim)
        used = cells.rows["evidence_id"].isin(set(complete(frame)["evidence_id"][hit])).to_numpy()
        if move == "flip":
            again = cells.tally(stance=np.where(used, -cells.stance, cells.stance))
        else:
            again = cells.tally(use=~used)
        assert again.holds != 1


@pytest.mark.parametrize("limits", [{"min_cases": 2}, {"min_cases": 1, "max_against": 0}])
def test_a_number_of_cases_instead_of_a_share(limits: dict[str, int]) -> None:
    claim = Claim("x", "P", ("a", "b", "c"), rule=Rule(**limits))  # type: ignore[arg-type]
    # By number two must fall silent or tie; the limit of none against is broken by one denial.
    rows = said(a="+", b="+", c="+++")
    assert fewest_flips(rows, claim).size == brute_force(rows, claim, "coding", "flip")
    dropped = fewest_flips(rows, claim, move="drop")
    assert dropped.size == brute_force(rows, claim, "coding", "drop")


def test_unknown_unit_and_move() -> None:
    allowed = "'coding', 'sentence', 'passage', 'cell'"
    with pytest.raises(ParameterError, match=f"unit is 'x'; allowed: {allowed}$"):
        fewest_flips(evidence(), ALL, unit="x")
    with pytest.raises(ParameterError, match=r"move is 'x'; allowed: 'flip', 'drop'$"):
        fewest_flips(evidence(), ALL, move="x")
