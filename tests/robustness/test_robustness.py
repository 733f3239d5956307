"""Robustness checks on small constructed evidence, with values that can be counted by hand."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase import robustness as rb
from crosscase.comparison.claims import Claim, Rule, make_claims
from crosscase.comparison.evidence import complete, from_wide
from crosscase.comparison.support_matrix import support_matrix
from crosscase.comparison.verdicts import judge
from crosscase.errors import DataError, ParameterError
from crosscase.robustness.claim_cells import claim_cells

SUCCESSES = ("s1", "s2", "s3", "s4", "s5", "s6")
FAILURES = ("f1", "f2")


def evidence() -> pd.DataFrame:
    """P: two firm interviews, a joint sentence on b and c, a blanket one; b is denied once."""
    rows = [
        ("e1", "a", "P", 1, "firm", "interview", "main", "i1", "¶1", "one"),
        ("e2", "a", "P", 1, "firm", "interview", "main", "i2", "¶1", "two"),
        ("e3", "b", "P", 1, "joint", "document", "main", None, "¶2", "both"),
        ("e4", "c", "P", 1, "joint", "document", "main", None, "¶2", "both"),
        ("e5", "b", "P", 1, "blanket", "authors", "main", None, "¶9", "all"),
        ("e6", "d", "P", 1, "blanket", "authors", "main", None, "¶9", "all"),
        ("e7", "f", "P", -1, "firm", "document", "other", None, "¶3", "not"),
        ("e8", "f", "P", 1, "blanket", "authors", "main", None, "¶9", "all"),
        ("e9", "f", "P", -1, "firm", "document", "other", None, "¶4", "nor"),
    ]
    columns = "evidence_id case_id proposition_id stance specificity evidence_type source_id"
    extra = ["informant_id", "locator", "statement"]
    return pd.DataFrame(rows, columns=[*columns.split(), *extra])


ALL = Claim("P/all", "P", ("a", "b", "c", "d"))
FAILED = Claim("P/failed", "P", absent_in=("f",))


# -- leave one out ----------------------------------------------------------------------------


def test_leave_one_sentence_out_finds_the_joint_sentence():
    check = rb.leave_one_out(evidence(), ALL, unit="sentence")
    fallen = check.table.loc[check.table["falls"], "left_out"].tolist()
    # Without the joint sentence c is silent; without the blanket one d is.
    assert fallen == ["main ¶2 (e3)", "main ¶9 (e5)"]
    assert check.holds is False
    assert check.statistic == check.margin == -1
    assert "leaving out any one of main ¶2 (e3) and main ¶9 (e5) makes it fall" in check.sentence


def test_leave_one_informant_out():
    check = rb.leave_one_out(evidence(), Claim("P/a", "P", ("a",)), unit="informant")
    assert check.holds is True
    assert check.table["left_out"].tolist() == ["i1", "i2"]
    assert "any one of the 2 informants" in check.sentence


def test_leave_one_passage_out_takes_both_interviews():
    check = rb.leave_one_out(evidence(), Claim("P/a", "P", ("a",)), unit="passage")
    assert check.holds is False
    assert "All of it rests on one passage, main ¶1." in check.sentence


def test_leave_one_case_out_shrinks_the_group():
    check = rb.leave_one_out(evidence(), ALL, unit="case")
    assert check.holds is True
    assert (check.table["required"] == 3).all()
    alone = rb.leave_one_out(evidence(), Claim("P/a", "P", ("a",)), unit="case")
    assert alone.holds is False


def test_leave_one_case_out_with_a_count_instead_of_a_share():
    check = rb.leave_one_out(evidence(), ALL.under(min_cases=4), unit="case")
    assert check.holds is False
    assert check.table["falls"].all()


def test_a_claim_that_fails_is_not_decided_and_says_what_it_lacks():
    claim = Claim("P/x", "P", ("a", "f"))
    check = rb.leave_one_out(evidence(), claim, unit="case")
    assert check.holds is None
    assert "it would hold without f" in check.sentence


def test_no_unit_of_that_kind():
    check = rb.leave_one_out(evidence(), Claim("P/d", "P", ("d",)), unit="informant")
    assert check.holds is None
    assert "No informant is named" in check.sentence


def test_removals_are_what_judging_the_rest_gives():
    for row in rb.leave_one_out(evidence(), ALL, unit="evidence").table.itertuples():
        rest = evidence()[evidence()["evidence_id"] != row.left_out]
        again = judge(support_matrix(rest, ALL.cases, ["P"]), ALL).table.iloc[0]
        assert (again["verdict"], again["margin"]) == (row.verdict, row.margin)


# -- bounds on silence ------------------------------------------------------------------------


def test_silence_bounds_by_hand():
    table = rb.silence_bounds(evidence(), ALL).table.set_index("coding")
    assert table["votes_for"].to_dict() == {
        "worst": 1,
        "strict": 1,
        "with joint": 3,
        "with joint and blanket": 4,
        "silent cases left out": 4,
        "best": 4,
    }
    assert table.loc["worst", "votes_against"] == 3


def test_silence_bounds_three_ways():
    blanket = rb.silence_bounds(evidence(), ALL)
    assert blanket.holds is None
    assert "hangs on blanket statements" in blanket.sentence
    firm = rb.silence_bounds(evidence(), Claim("P/a", "P", ("a",)))
    assert firm.holds is True
    denied = rb.silence_bounds(evidence(), Claim("P/f", "P", ("f",)))
    assert denied.holds is False
    assert "f speak against it" in denied.sentence


def test_silence_of_a_failed_case_bounds_absence():
    claim = Claim("P/z", "P", absent_in=("f", "z"))
    table = rb.silence_bounds(evidence(), claim).table.set_index("coding")
    assert table.loc["best", "verdict"] == "holds"
    assert table.loc["strict", "verdict"] == "fails"


# -- contradictions ---------------------------------------------------------------------------


def test_blanket_against_specific_with_both_places():
    check = rb.contradictions(evidence(), FAILED)
    assert check.holds is False
    assert check.statistic == 2
    row = check.table.iloc[0]
    assert (row.supporting_locator, row.contradicting_locator) == ("main ¶9", "other ¶3")
    assert check.table["blanket_against_specific"].all()
    assert "e8 (main ¶9, blanket) says of f what e7 (other ¶3, firm) denies" in check.sentence


def test_related_propositions_contradict_too():
    rows = pd.DataFrame(
        {
            "case_id": ["t", "t"],
            "proposition_id": ["HUB", "SPOKE"],
            "stance": [1, -1],
            "specificity": ["blanket", "joint"],
        }
    )
    claim = Claim("HUB/t", "HUB", ("t",))
    assert rb.contradictions(rows, claim).holds is True
    related = rb.contradictions(rows, claim, related={"HUB": ["SPOKE"]})
    assert related.holds is False
    assert related.table["contradicting_proposition"].tolist() == ["SPOKE"]


# -- fragility --------------------------------------------------------------------------------


def test_fragility_by_hand():
    # a has two supporting rows: one flip ties it. b has two as well; c and d have one each.
    found = rb.fewest_flips(evidence(), ALL)
    assert found.size == 1
    a_and_b = rb.fewest_flips(evidence(), Claim("x", "P", ("a", "b"), rule=Rule(min_share=0.5)))
    assert a_and_b.size == 2
    one_sided = rb.fewest_flips(evidence(), Claim("x", "P", ("a",), rule=Rule(conflict="lenient")))
    assert one_sided.size == 2
    dropped = rb.fewest_flips(evidence(), Claim("x", "P", ("a",)), move="drop")
    assert dropped.size == 2


def test_fragility_of_absence():
    # Two denials against one blanket support: one flip turns the case.
    found = rb.fewest_flips(evidence(), FAILED)
    assert found.size == 1
    assert found.rows in {("e7",), ("e9",)}


def test_one_sentence_may_bear_several_cases():
    rows = evidence()
    claim = Claim("x", "P", ("b", "c", "d"), rule=Rule(min_share=0.3))
    by_row = rb.fewest_flips(rows, claim)
    by_sentence = rb.fewest_flips(rows, claim, unit="sentence")
    assert (by_row.size, by_sentence.size) == (3, 2)


def test_claims_that_cannot_fall_or_never_stood():
    best = Claim("x", "P", ("a",), rule=Rule(silent="best"))
    drop = rb.fragility(evidence(), best, move="drop")
    assert math.isinf(drop.statistic)
    assert drop.holds is True
    assert drop.sentence == "No set of dropped codings makes x fall."
    never = rb.fragility(evidence(), Claim("x", "P", ("f",)))
    assert never.holds is None


def brute_force(rows, claim, unit, move):
    cells = claim_cells(rows, claim)
    column = {"coding": "evidence_id", "sentence": "sentence", "cell": "case_id"}[unit]
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
    max_size=9,
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
@settings(max_examples=300, deadline=None)
def test_fewest_flips_equals_trying_every_set(rows, how, silent, conflict, limits, groups, absence):
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
    found = rb.fewest_flips(frame, claim, unit=unit, move=move)
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


def test_one_sentence_that_speaks_both_ways_in_a_cell():
    # Struck out whole, it leaves the case silent, although its two codings weigh the same.
    rows = pd.DataFrame({"case_id": "a", "proposition_id": "P", "stance": [1, -1], "locator": "¶1"})
    claim = Claim("x", "P", absent_in=("a",), rule=Rule(conflict="severe"))
    assert rb.fewest_flips(rows, claim, unit="sentence", move="drop").size == 1


def test_search_that_is_cut_short_says_so():
    rows = pd.DataFrame(
        {
            "case_id": ["a", "b"] * 12,
            "proposition_id": "P",
            "stance": 1,
            "source_id": "s",
            "locator": [f"¶{i // 2}" for i in range(24)],
            "specificity": ["firm", "joint"] * 12,
        }
    )
    found = rb.fewest_flips(rows, Claim("x", "P", ("a", "b")), unit="sentence", most_sets=2)
    assert not found.proven
    full = rb.fewest_flips(rows, Claim("x", "P", ("a", "b")), unit="sentence")
    assert full.size == 6
    assert full.proven


# -- miscoding --------------------------------------------------------------------------------


def test_miscoding_equals_its_exact_probability():
    rows = from_wide(pd.DataFrame({"P": [1, 1, 1]}, index=["a", "b", "c"]))
    claim = Claim("x", "P", ("a", "b", "c"))
    table = rb.miscoding(rows, claim, rates=(0.0, 0.1, 1.0), draws=40_000).table
    held = table.set_index("rate")["held"]
    assert held[0.0] == 1.0
    assert held[1.0] == 0.0
    assert held[0.1] == pytest.approx(0.9**3, abs=0.01)
    assert held[0.05] == pytest.approx(0.95**3, abs=0.01)


def test_miscoding_is_seeded_and_falls_with_the_rate():
    one = rb.miscoding(evidence(), ALL, seed=5)
    other = rb.miscoding(evidence(), ALL, seed=5)
    pd.testing.assert_frame_equal(one.table, other.table)
    assert one.table["held"].is_monotonic_decreasing


# -- outcomes and design ----------------------------------------------------------------------


def contrast() -> tuple[pd.DataFrame, Claim]:
    values = dict.fromkeys(SUCCESSES, 1) | dict.fromkeys(FAILURES, -1)
    rows = from_wide(pd.DataFrame({"P": pd.Series(values)}))
    return rows, Claim("P/contrast", "P", SUCCESSES, FAILURES)


def test_smallest_p_of_six_and_two():
    assert rb.smallest_p(6, 2) == pytest.approx(1 / 28)
    assert round(rb.smallest_p(6, 2), 4) == 0.0357
    assert rb.smallest_p(4, 4, alternative="two-sided") == pytest.approx(2 / 70)


def test_perfect_separation_reaches_the_smallest_p():
    rows, claim = contrast()
    check = rb.design_limits(rows, claim)
    assert check.holds is True
    assert check.statistic == pytest.approx(1 / 28)
    assert "1/28 = 0.0357" in check.sentence


def test_eight_claims_cannot_be_told_apart_by_this_design():
    rows, claim = contrast()
    check = rb.design_limits(rows, claim, tests=8)
    assert check.holds is None
    assert "cannot reach it; 2 more failures, at least" in check.sentence


def test_silent_cases_can_leave_a_design_that_decides_nothing():
    rows, claim = contrast()
    check = rb.design_limits(rows[~rows["case_id"].isin(["s1", "s2", "s3"])], claim)
    assert check.statistic == pytest.approx(rb.smallest_p(3, 2))
    assert check.holds is None
    assert "Even a perfect result on 5 cases could reach 0.1000 only" in check.sentence


def test_cases_needed_are_the_fewest():
    table = rb.cases_needed(6, 2, tests=8).set_index("way")
    assert table.loc["more failures", "added"] == 2
    assert rb.smallest_p(6, 4) <= 0.05 / 8 < rb.smallest_p(6, 3)
    assert table.loc["more successes", "added"] == 11
    assert rb.smallest_p(17, 2) <= 0.05 / 8 < rb.smallest_p(16, 2)
    none = rb.cases_needed(6, 0).set_index("way")
    assert math.isnan(none.loc["more successes", "added"])
    assert rb.cases_needed(6, 2)["added"].tolist() == [0, 0, 0]


def test_exact_tests_on_the_lady_tasting_tea():
    # Fisher 1935: three of four cups right, one-sided p = 17/70 = 0.2429.
    said = pd.Series([1, 1, 1, 0, 1, 0, 0, 0], index=list("abcdefgh"))
    true = pd.Series([1, 1, 1, 1, 0, 0, 0, 0], index=list("abcdefgh"))
    table = rb.exact_tests(said, true).set_index("test")
    assert table.loc["Fisher", "p_greater"] == pytest.approx(17 / 70)
    assert table.loc["permutation", "p_greater"] == pytest.approx(17 / 70)
    assert table.loc["Fisher", "p_two_sided"] == pytest.approx(34 / 70)


@given(st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=2, max_size=8))
@settings(max_examples=50, deadline=None)
def test_permutation_test_equals_scipy(pairs):
    from scipy.stats import permutation_test

    x = np.array([p[0] for p in pairs], dtype=float)
    y = np.array([p[1] for p in pairs])
    if min(y.sum(), (~y).sum()) < 2:
        return
    names = [f"c{i}" for i in range(len(x))]
    found = rb.exact_tests(pd.Series(x, names), pd.Series(y.astype(float), names))
    expected = permutation_test(
        (x[y], x[~y]), lambda a, b: a.mean() - b.mean(), alternative="greater", n_resamples=10**6
    )
    row = found.set_index("test").loc["permutation"]
    assert row["p_greater"] == pytest.approx(expected.pvalue)


def test_silent_cases_are_left_out_of_the_tests():
    rows, claim = contrast()
    check = rb.design_limits(rows[rows["case_id"] != "s1"], claim)
    assert check.table.loc[0, "n"] == 7
    assert "s1 left out as silent" in check.sentence


def test_outcome_recoding():
    rows, claim = contrast()
    outcomes = pd.DataFrame(
        {"early": [1] * 6 + [0] * 2, "late": [1] * 8, "unrated": [1] * 6 + [None, 0]},
        index=[*SUCCESSES, *FAILURES],
    )
    check = rb.outcome_recoding(rows, claim, outcomes)
    assert check.table["verdict"].tolist() == ["holds", "fails", "holds"]
    assert check.holds is False
    assert check.statistic == pytest.approx(2 / 3)
    assert check.table["recoded"].tolist() == [(), ("f1", "f2"), ("f1",)]
    assert check.table["p_fisher"].iloc[0] == pytest.approx(1 / 28)
    assert "not under late (f1 and f2 recoded)" in check.sentence


def test_negative_cases():
    rows, claim = contrast()
    outcome = dict.fromkeys(SUCCESSES, 1) | dict.fromkeys(FAILURES, 0)
    assert rb.negative_cases(rows, claim, outcome).holds is True
    deviant = rb.negative_cases(rows, claim, outcome | {"s1": 0})
    assert deviant.holds is False
    assert "present all the same in s1" in deviant.sentence
    none = rb.negative_cases(rows, claim, dict.fromkeys(SUCCESSES, 1))
    assert none.holds is None
    kinds = rb.negative_cases(rows, claim, outcome).table["kind"]
    assert kinds.tolist() == ["typical"] * 6 + ["negative: absent without the outcome"] * 2


# -- saturation -------------------------------------------------------------------------------


def test_saturation_by_the_published_procedure():
    check = rb.saturation([4, 3, 2, 1, 1, 0, 0, 0])
    assert check.holds is True
    assert check.table["run"].tolist()[:2] == ["4+2", "5+2"]
    assert check.table["ratio"].tolist()[:2] == pytest.approx([0.10, 0.0])
    assert "reached at 5+2 interviews: interviews 6 to 7 bring 0 new codes" in check.sentence


def test_saturation_that_is_not_reached_or_cannot_be_told():
    assert rb.saturation([4, 3, 2, 1, 1, 1, 1, 1]).holds is False
    short = rb.saturation([4, 3, 2, 1, 0])
    assert short.holds is None
    assert "need 6" in short.sentence


def test_theme_probability():
    assert round(rb.probability_of_theme(0.1, 29, mentions=2), 4) == 0.8011
    assert rb.interviews_needed(0.1, mentions=2) == 29
    # One mention: 1 - (1 - p)^n >= power.
    assert rb.interviews_needed(0.05) == math.ceil(math.log(0.2) / math.log(0.95))


def test_codes_by_interview():
    rows = pd.DataFrame(
        {"interview_id": ["x", "x", "y", "y", "z"], "code": ["a", "b", "b", "c", None]}
    )
    table = rb.codes_by_interview(rows, order=["x", "y", "z"])
    assert table["new_codes"].tolist() == [2, 1, 0]
    assert table["cumulative_codes"].tolist() == [2, 3, 3]


# -- triangulation, circularity, rivals, agreement, studies, weights --------------------------


def test_triangulation():
    check = rb.triangulation(evidence(), ALL)
    assert check.holds is True
    assert check.statistic == 2
    only = rb.triangulation(evidence(), Claim("P/a", "P", ("a",)))
    assert only.holds is False
    authors = rb.triangulation(evidence(), Claim("P/d", "P", ("d",)))
    assert authors.statistic == 0
    assert "does not count as an independent" in authors.sentence
    each = rb.triangulation(evidence(), ALL, in_each_case=True)
    assert each.holds is False
    assert each.table.set_index("case_id")["kinds"].to_dict() == {"a": 1, "b": 1, "c": 1, "d": 0}


def test_triangulation_of_an_absence_counts_denials():
    check = rb.triangulation(evidence(), FAILED, by="source_id", minimum=1)
    assert check.evidence == ("e7", "e9")
    assert check.statistic == 1


def test_circularity():
    words = pd.DataFrame(
        {
            "keyword": ["hub", "spoke", "gatekeeper"],
            "proposition_id": ["P", "P", "Q"],
            "count_findings": [4, 0, 0],
            "count_theory": [2, 3, 0],
        }
    )
    whole = rb.circularity(words, "all")
    assert whole.statistic == pytest.approx(1 / 3)
    assert whole.table["theory_only"].tolist() == [False, True, False]
    assert rb.circularity(words, "P", proposition="P").holds is True
    assert rb.circularity(words, "R", proposition="R").holds is None


def test_rivals():
    likelihoods = pd.DataFrame(
        {"learning": [0.9, 0.9, 0.8], "luck": [0.1, 0.2, 0.8], "state": [0.3, 0.3, 0.0]},
        index=["e1", "e2", "e3"],
    )
    check = rb.rivals(likelihoods, "H", favoured="learning")
    assert check.statistic == pytest.approx(10 * math.log10(0.81 / 0.02))
    assert check.holds is True
    table = check.table.set_index("hypothesis")
    assert table["posterior"].sum() == pytest.approx(1)
    assert table.loc["state", "refuted_by"] == ("e3",)
    assert table.loc["learning", "posterior"] == pytest.approx(0.648 / (0.648 + 0.016))
    worse = rb.rivals(likelihoods, "H", favoured="luck")
    assert worse.holds is False
    assert "luck trails its best rival (learning" in worse.sentence


def test_coder_agreement():
    good = {"A": "aabbccaabbccaabbcc", "B": "aabbccaabbccaabbcc"}
    assert rb.coder_agreement(good).holds is True
    assert rb.coder_agreement({"A": "abab" * 5, "B": "baba" * 5}).holds is False
    undefined = rb.coder_agreement({"A": "aaa", "B": "aaa"})
    assert undefined.holds is None
    assert "not defined" in undefined.sentence
    listed = rb.coder_agreement(good | {"B": "abbbccaabbccaabbcc"}, coefficient="ac1")
    assert listed.evidence == ("1",)


def studies(values: str) -> pd.DataFrame:
    words = {"+": "supports", "-": "opposes", "0": "extends"}
    return pd.DataFrame(
        {
            "study_id": [f"s{i}" for i in range(len(values))],
            "proposition_id": "P",
            "relation": [words[v] for v in values],
        }
    )


@pytest.mark.parametrize(
    ("values", "holds"),
    [("++++++++", True), ("++++++", None), ("+-", False), ("000", None), ("+++++0", None)],
)
def test_prior_studies(values, holds):
    check = rb.prior_studies(studies(values), "P")
    assert check.holds is holds


def test_six_studies_hang_on_each_of_them():
    # 6 of 6: p = 2/64 = 0.031; 5 of 5: p = 2/32 = 0.0625.
    check = rb.prior_studies(studies("++++++"), "P")
    assert check.statistic == pytest.approx(2 / 32)
    assert "leaving one study out raises p to 0.0625" in check.sentence


def test_file_drawer():
    assert rb.file_drawer([1.014] * 94, "P").holds is True
    assert rb.file_drawer([2.0], "P").holds is False
    assert rb.file_drawer([math.nan], "P").holds is None


def test_weight_of_evidence():
    strong = pd.DataFrame({"test_id": ["gun"], "p_e_h": [0.6], "p_e_not_h": [0.001]})
    check = rb.weight_of_evidence(strong, "H")
    assert check.holds is True
    assert "thanks to gun" in check.sentence
    weak = pd.DataFrame({"p_e_h": [0.5], "p_e_not_h": [0.4]})
    assert rb.weight_of_evidence(weak, "H").holds is False


# -- multiverse -------------------------------------------------------------------------------


def test_multiverse_shares_and_importance_of_a_known_function():
    def analysis(a, b, c):
        return {"A": a == 1, "a or b": a == 1 or b == 1, "never": False, "open": None}

    found = rb.multiverse(analysis, {"a": [0, 1], "b": [0, 1], "c": [1, 2, 3]})
    table = found.table.set_index("claim")
    assert table["share"].to_dict() == {"A": 0.5, "a or b": 0.75, "never": 0.0, "open": 0.0}
    assert table.loc["open", "undecided"] == 12
    assert table.loc["never", "matters_most"] == ""
    index = found.importance.set_index(["claim", "parameter"])
    assert index.loc[("A", "a"), "total"] == pytest.approx(1)
    # a or b: variance 3/16, means over the other 1/2 and 1, so first order (1/16)/(3/16); the
    # mean variance along a is (1/4)/2, so the total index is (1/8)/(3/16).
    assert index.loc[("a or b", "a"), "first_order"] == pytest.approx(1 / 3)
    assert index.loc[("a or b", "a"), "total"] == pytest.approx(2 / 3)
    assert index.loc[("a or b", "c"), "total"] == 0
    assert found.check("open").holds is None
    assert found.by_level("A").set_index(["parameter", "level"])["share"].loc[("a", "1")] == 1.0


PARAMETERS = {
    "include_joint": [True, False],
    "include_blanket": [True, False],
    "silent": ["strict", "best", "ignore"],
    "min_share": [1.0, 0.5],
    "without": [None, ("informant_id", "i1")],
    "without_case": [None, "d"],
}


def test_multiverse_of_the_matrix_equals_judging_each_specification():
    made = [ALL, FAILED]
    found = rb.multiverse(rb.MatrixAnalysis(evidence(), made), PARAMETERS)
    assert len(found.specifications) == 96
    for spec in found.specifications.iloc[::7].to_dict("records"):
        rows = evidence()
        if spec["without"]:
            rows = rows[rows["informant_id"] != "i1"]
        cases = tuple(c for c in ALL.cases if c != spec["without_case"])
        matrix = support_matrix(
            rows,
            [*cases, "f"],
            ["P"],
            include_joint=spec["include_joint"],
            include_blanket=spec["include_blanket"],
        )
        rule = Rule(silent=spec["silent"], min_share=spec["min_share"])
        again = judge(matrix, [Claim("P/all", "P", cases, rule=rule),
                               Claim("P/failed", "P", absent_in=("f",), rule=rule)])  # fmt: skip
        assert again.table["verdict"].tolist() == [spec["P/all"], spec["P/failed"]]


def test_multiverse_in_two_processes_gives_the_same():
    made = [ALL, FAILED]
    one = rb.multiverse(rb.MatrixAnalysis(evidence(), made), PARAMETERS)
    two = rb.multiverse(rb.MatrixAnalysis(evidence(), made), PARAMETERS, jobs=2)
    pd.testing.assert_frame_equal(one.specifications, two.specifications)
    pd.testing.assert_frame_equal(one.importance, two.importance)


def test_multiverse_over_outcomes_and_codings():
    rows, claim = contrast()
    outcomes = pd.DataFrame(
        {"early": [1] * 6 + [0] * 2, "late": [1] * 8}, index=[*SUCCESSES, *FAILURES]
    )
    flipped = rows.assign(stance=-rows["stance"])
    analysis = rb.MatrixAnalysis({"pass 1": rows, "pass 2": flipped}, [claim], outcomes)
    found = rb.multiverse(analysis, {"outcome": ["early", "late"], "coding": ["pass 1", "pass 2"]})
    assert found.specifications["P/contrast"].tolist() == ["holds", "fails", "fails", "fails"]


# -- dossier ----------------------------------------------------------------------------------


def test_dossier_table_pages_and_markdown():
    made = [ALL, FAILED]
    checks = [check for claim in made for check in rb.standard_checks(evidence(), claim)]
    dossier = rb.dossier(checks)
    assert dossier.table.shape == (2, 12)
    assert dossier.table.loc["P/all", "all the evidence"] == "holds (+0)"
    assert dossier.verdicts.loc["P/failed", "contradictions"] == "fails"
    assert len(dossier.long) == 24
    page = dossier.page("P/all", text=ALL.text)
    assert page.startswith("## P/all\n\nP is seen in a, b, c and d.\n\nOf 12 checks, ")
    assert page.count("\n- **") == 12
    document = dossier.markdown(made)
    assert document.count("\n## ") == 2
    assert document.count("\n| P/") == 2


def test_every_check_says_all_that_it_must():
    for claim in (ALL, FAILED, Claim("P/f", "P", ("f",)), Claim("P/z", "P", ("z",))):
        for check in rb.standard_checks(evidence(), claim):
            assert check.sentence.endswith(".")
            assert "  " not in check.sentence
            assert check.reference
            assert isinstance(check.table, pd.DataFrame)
            assert check.verdict in ("holds", "fails", "cannot be decided")
            if check.holds:
                assert check.margin >= 0


def test_public_names_are_functions():
    assert callable(rb.leave_one_out)
    assert callable(rb.multiverse)
    assert sorted(rb.__all__) == rb.__all__


# -- errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: rb.leave_one_out(evidence(), ALL, unit="x"), ParameterError, "unit is 'x'"),
        (lambda: rb.leave_one_out(evidence(), Claim("x", "Z", ("a",))), ParameterError, "'Z'"),
        (lambda: rb.fragility(evidence(), ALL, unit="x"), ParameterError, "unit is 'x'"),
        (lambda: rb.fragility(evidence(), ALL, move="x"), ParameterError, "move is 'x'"),
        (lambda: rb.miscoding(evidence(), ALL, rate=2), ParameterError, "is 2.0"),
        (lambda: rb.miscoding(evidence(), ALL, move="x"), ParameterError, "move is 'x'"),
        (lambda: rb.miscoding(evidence(), ALL, draws=0), ParameterError, "draws is 0"),
        (lambda: rb.design_limits(evidence(), ALL), ParameterError, "has one group of cases"),
        (lambda: rb.smallest_p(-1, 2), ParameterError, "none may be negative"),
        (lambda: rb.smallest_p(1, 2, alternative="x"), ParameterError, "alternative is 'x'"),
        (lambda: rb.cases_needed(1, 2, alpha=0), ParameterError, "alpha 0"),
        (lambda: rb.exact_tests({"a": 1}, {"a": 2}), DataError, "outcome of a is 2.0"),
        (lambda: rb.exact_tests({"a": 1}, {"b": 1}), DataError, "no case has both"),
        (
            lambda: rb.exact_tests(
                {str(i): float(i) for i in range(40)}, {str(i): i % 2 for i in range(40)}
            ),
            DataError,
            "too many for an exact test",
        ),
        (
            lambda: rb.outcome_recoding(evidence(), ALL, pd.DataFrame({"x": [1]}, index=["a"])),
            DataError,
            "no row for 'b'",
        ),
        (
            lambda: rb.outcome_recoding(
                evidence(), ALL, pd.DataFrame({"x": [2, 1, 1, 1]}, index=list("abcd"))
            ),
            DataError,
            "outcome of a under 'x' is 2.0",
        ),
        (lambda: rb.negative_cases(evidence(), ALL, {"a": 3}), DataError, "outcome of a is 3.0"),
        (lambda: rb.negative_cases(evidence(), ALL, {}), DataError, "no case has an outcome"),
        (lambda: rb.saturation([1], base=0), ParameterError, "base 0"),
        (lambda: rb.saturation([1, -1]), DataError, "negative count"),
        (lambda: rb.saturation([0, 0, 0, 0, 1, 1]), DataError, "no base"),
        (lambda: rb.probability_of_theme(2, 3), ParameterError, "prevalence 2"),
        (lambda: rb.interviews_needed(0), ParameterError, "prevalence 0"),
        (lambda: rb.codes_by_interview(pd.DataFrame()), DataError, "no column 'interview_id'"),
        (lambda: rb.triangulation(evidence(), ALL, by="x"), ParameterError, "no column 'x'"),
        (lambda: rb.triangulation(evidence(), ALL, minimum=0), ParameterError, "minimum is 0"),
        (lambda: rb.circularity(pd.DataFrame(), "x"), DataError, "no column 'keyword'"),
        (
            lambda: rb.circularity(pd.DataFrame(), "x", minimum_share=2),
            ParameterError,
            "minimum_share is 2",
        ),
        (
            lambda: rb.rivals(pd.DataFrame({"a": [1.0]}), "x", favoured="b"),
            ParameterError,
            "favoured is 'b'",
        ),
        (lambda: rb.scoreboard(pd.DataFrame({"a": [1.0]})), DataError, "at least 2"),
        (
            lambda: rb.scoreboard(pd.DataFrame({"a": [2.0], "b": [1.0]})),
            DataError,
            "likelihood of 0 under 'a' is 2.0",
        ),
        (
            lambda: rb.scoreboard(pd.DataFrame({"a": [0.0], "b": [0.0]})),
            DataError,
            "every hypothesis is refuted",
        ),
        (
            lambda: rb.scoreboard(pd.DataFrame({"a": [0.1], "b": [0.2]}), priors={"a": 1.0}),
            ParameterError,
            "priors must be above 0",
        ),
        (
            lambda: rb.coder_agreement({"A": "ab", "B": "ab"}, coefficient="x"),
            ParameterError,
            "coefficient is 'x'",
        ),
        (lambda: rb.dossier([]), DataError, "no check is given"),
        (
            lambda: rb.dossier([rb.leave_one_out(evidence(), ALL)] * 2),
            DataError,
            "made twice for 'P/all'",
        ),
        (
            lambda: rb.dossier([rb.leave_one_out(evidence(), ALL)]).page("x"),
            ParameterError,
            "no claim 'x'; allowed: P/all",
        ),
        (lambda: rb.multiverse(dict, {}), ParameterError, "no parameter is given"),
        (lambda: rb.multiverse(dict, {"a": []}), ParameterError, "'a' has no value"),
        (
            lambda: rb.multiverse(dict, {str(i): [0, 1] for i in range(30)}),
            ParameterError,
            "specifications are too many",
        ),
        (
            lambda: rb.multiverse(rb.MatrixAnalysis(evidence(), [ALL]), {"colour": [1]}),
            ParameterError,
            "'colour' is unknown",
        ),
        (
            lambda: rb.multiverse(rb.MatrixAnalysis(evidence(), [ALL]), {"outcome": ["x"]}),
            ParameterError,
            "needs a table of outcomes",
        ),
        (
            lambda: rb.multiverse(lambda a: {str(a): True}, {"a": [1, 2]}),
            DataError,
            "other claims",
        ),
        (lambda: rb.multiverse(lambda a: {"a": True}, {"a": [1]}), DataError, "rename one"),
        (
            lambda: rb.multiverse(lambda a: {"x": True}, {"a": [1, 2, 3]}, jobs=2),
            ParameterError,
            "use jobs=1",
        ),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_claims_of_groups_run_through_all_standard_checks():
    made = make_claims(["P"], present={"some": ["a", "b"]}, absent={"failed": ["f"]})
    for claim in made:
        assert len(rb.standard_checks(evidence(), claim)) == 12
