"""Evidence to matrix, matrix to judged claims."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.comparison.claims import Claim, Rule, make_claims
from crosscase.comparison.evidence import complete, from_wide
from crosscase.comparison.support_matrix import support_matrix
from crosscase.comparison.verdicts import judge, tally, votes
from crosscase.errors import DataError, ParameterError

CASES = ["a", "b", "c", "d"]


def evidence() -> pd.DataFrame:
    rows = [
        # id, case, proposition, stance, specificity, type, source, informant, locator
        ("e1", "a", "P", 1, "firm", "interview", "s1", "i1", "s1¶1"),
        ("e2", "a", "P", 1, "blanket", "authors", "s1", None, "s5¶9"),
        ("e3", "b", "P", 1, "joint", "document", "s1", None, "s5¶2"),
        ("e4", "c", "P", 1, "joint", "document", "s1", None, "s5¶2"),
        ("e5", "c", "P", -1, "firm", "document", "s2", None, "s2¶1"),
        ("e6", "d", "P", -1, "firm", "document", "s2", None, "s2¶2"),
        ("e7", "b", "Q", 1, "blanket", "authors", "s1", None, "s5¶9"),
    ]
    columns = "evidence_id case_id proposition_id stance specificity evidence_type source_id"
    return pd.DataFrame(rows, columns=[*columns.split(), "informant_id", "locator"])


def test_states_and_counts():
    matrix = support_matrix(evidence(), cases=CASES)
    assert matrix.state["P"].tolist() == ["supports", "supports", "mixed", "contradicts"]
    assert matrix.state["Q"].tolist() == ["silent", "supports", "silent", "silent"]
    assert matrix.wide("basis").loc["b"].tolist() == ["joint", "blanket"]
    assert matrix.evidence_ids("c", "P") == ("e4", "e5")
    cell = matrix.table.set_index(["case_id", "proposition_id"]).loc[("a", "P")]
    assert (cell.supports, cell.supports_firm, cell.supports_joint, cell.supports_blanket) == (
        2,
        1,
        0,
        1,
    )
    assert cell.net == 2


def test_each_filter_leaves_out_what_it_names():
    def state(**options):
        return support_matrix(evidence(), cases=CASES, propositions=["P", "Q"], **options).state

    assert (state(include_blanket=False)["Q"] == "silent").all()
    assert state(include_joint=False)["P"].tolist()[1:3] == ["silent", "contradicts"]
    assert state(evidence_types=["interview"])["P"].tolist() == ["supports"] + ["silent"] * 3
    assert state(sources=["s2"])["P"].tolist() == ["silent", "silent", "contradicts", "contradicts"]
    assert state(without={"evidence_id": "e5"})["P"].tolist()[2] == "supports"


def test_axes_keep_their_order_and_unseen_labels_are_silent():
    matrix = support_matrix(evidence(), cases=["d", "z", "a"], propositions=["Q", "P"])
    assert matrix.cases == ("d", "z", "a")
    assert matrix.state.loc["z"].tolist() == ["silent", "silent"]
    assert len(matrix.rows) == 3


def test_axes_may_be_tables():
    frame = pd.DataFrame({"case_id": ["d", "a"], "name": ["D", "A"]})
    assert support_matrix(evidence(), cases=frame).cases == ("d", "a")


def test_nothing_is_mutated():
    before = evidence()
    after = evidence()
    support_matrix(after, include_blanket=False)
    pd.testing.assert_frame_equal(before, after)


def test_repr_and_html_show_the_same_numbers():
    matrix = support_matrix(evidence())
    assert "4 cases × 2 propositions, 7 rows" in repr(matrix)
    assert "4 cases × 2 propositions, 7 rows" in matrix._repr_html_()


@given(st.permutations(range(7)))
def test_order_of_rows_does_not_matter(order):
    shuffled = evidence().iloc[list(order)]
    pd.testing.assert_frame_equal(support_matrix(shuffled).table, support_matrix(evidence()).table)


@given(
    st.lists(
        st.tuples(st.sampled_from(CASES), st.sampled_from("PQ"), st.sampled_from([1, -1])),
        max_size=30,
    )
)
def test_counts_are_the_rows(rows):
    frame = pd.DataFrame(rows, columns=["case_id", "proposition_id", "stance"])
    frame["stance"] = frame["stance"].astype(int)
    matrix = support_matrix(frame, cases=CASES, propositions=["P", "Q"])
    assert matrix.counts.sum() == len(rows)
    for case, proposition, stance in set(rows):
        cell = matrix.counts[CASES.index(case), "PQ".index(proposition)]
        assert cell[int(stance < 0)].sum() == rows.count((case, proposition, stance))


# -- rules and claims -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conflict", "min_net", "expected"),
    [
        ("net", 0, [1, 0, -1, 1, 0]),
        ("net", 2, [0, 0, 0, 1, 0]),
        ("lenient", 0, [1, 1, 1, 1, 0]),
        ("severe", 0, [-1, -1, -1, 1, 0]),
    ],
)
def test_votes(conflict, min_net, expected):
    # two against one, one each, one against two, two alone, silent
    weight_for = np.array([2.0, 1, 1, 2, 0])
    weight_against = np.array([1.0, 1, 2, 0, 0])
    rule = Rule(conflict=conflict, min_net=min_net)
    assert votes(weight_for, weight_against, rule).tolist() == expected


@pytest.mark.parametrize(
    ("share", "n", "required"),
    [(1, 6, 6), (0.5, 5, 3), (2 / 3, 6, 4), (0.01, 3, 1), (0.1 + 0.2, 10, 3)],
)
def test_required_share_is_rounded_up_without_float_dust(share, n, required):
    assert Rule(min_share=share).required(n) == required


def wide(values: dict[str, float | None]) -> pd.DataFrame:
    return from_wide(pd.DataFrame({"P": pd.Series(values, dtype=float)}))


def verdict(values, claim):
    return judge(support_matrix(wide(values), cases=list(values), propositions=["P"]), claim)


def test_a_silent_case_under_each_rule():
    values = {"a": 1, "b": 1, "c": None}
    found = {}
    for silent in ("strict", "best", "worst", "ignore"):
        claim = Claim("x", "P", ("a", "b", "c"), rule=Rule(silent=silent))
        found[silent] = verdict(values, claim).holds["x"]
    assert found == {"strict": False, "best": True, "worst": False, "ignore": True}


def test_worst_silence_counts_against_where_opposition_is_limited():
    values = {"a": 1, "b": 1, "c": None}
    claim = Claim("x", "P", ("a", "b", "c"), rule=Rule(min_share=0.5, max_against=0))
    assert verdict(values, claim).holds["x"] is True
    assert verdict(values, claim.under(silent="worst")).holds["x"] is False


def test_all_silent_cannot_be_decided_unless_silence_is_coded():
    values = {"a": None, "b": None}
    claim = Claim("x", "P", ("a", "b"))
    assert verdict(values, claim).holds["x"] is None
    assert verdict(values, claim.under(silent="ignore")).holds["x"] is None
    assert verdict(values, claim.under(silent="best")).holds["x"] is True
    assert verdict(values, claim.under(silent="worst")).holds["x"] is False


def test_absence_is_shown_by_contradiction():
    claim = Claim("x", "P", absent_in=("c", "d"))
    assert verdict({"c": -1, "d": -1}, claim).holds["x"] is True
    assert verdict({"c": -1, "d": 1}, claim).holds["x"] is False
    assert verdict({"c": -1, "d": None}, claim).holds["x"] is False
    assert verdict({"c": None, "d": None}, claim).holds["x"] is None
    unrefuted = claim.under(absence="unrefuted")
    assert verdict({"c": -1, "d": None}, unrefuted).holds["x"] is True
    assert verdict({"c": None, "d": None}, unrefuted).holds["x"] is True
    assert verdict({"c": 1, "d": None}, unrefuted).holds["x"] is False


def test_a_claim_of_contrast_needs_both_groups():
    claim = Claim("x", "P", ("a", "b"), ("c",))
    assert verdict({"a": 1, "b": 1, "c": -1}, claim).holds["x"] is True
    assert verdict({"a": 1, "b": 1, "c": 1}, claim).holds["x"] is False
    assert verdict({"a": 1, "b": 1, "c": None}, claim).holds["x"] is None
    # One group that fails settles it, whatever the silent one would say.
    assert verdict({"a": 1, "b": -1, "c": None}, claim).holds["x"] is False


def test_joint_and_blanket_weights():
    matrix = support_matrix(evidence(), cases=CASES, propositions=["P", "Q"])
    claim = Claim("x", "P", ("a", "b"))
    assert judge(matrix, claim).holds["x"] is True
    assert judge(matrix, claim.under(joint_weight=0)).holds["x"] is False
    assert judge(matrix, claim.under(joint_weight=0.5, min_net=1)).holds["x"] is False
    blanket = Claim("q", "Q", ("a", "b"))
    assert judge(matrix, blanket.under(blanket_weight=0)).holds["q"] is None


def test_leaving_out_by_weight_and_by_filter_agree():
    for specificity in ("joint", "blanket"):
        filtered = support_matrix(
            evidence(),
            cases=CASES,
            propositions=["P", "Q"],
            **{f"include_{specificity}": False},
        )
        rule = Rule(**{f"{specificity}_weight": 0})
        weighed = support_matrix(evidence(), cases=CASES, propositions=["P", "Q"]).weighed(rule)
        for one, other in zip(filtered.weighed(Rule()), weighed, strict=True):
            np.testing.assert_allclose(one, other)


def test_verdict_rows_name_cases_margin_and_evidence():
    row = judge(
        support_matrix(evidence(), cases=CASES), Claim("x", "P", ("a", "b", "c"))
    ).table.iloc[0]
    assert row.cases_for == ("a", "b")
    assert row.cases_undecided == ("c",)
    assert (row.required, row.margin, row.silent) == (3, -1, 0)
    assert row.evidence_ids == ("e1", "e2", "e3", "e4", "e5")


@given(
    st.lists(st.sampled_from([1, -1, None]), min_size=1, max_size=6),
    st.sampled_from(["strict", "best", "worst", "ignore"]),
    st.sampled_from([0.3, 0.5, 0.75, 1.0]),
)
def test_adding_support_never_breaks_a_claim_of_presence(values, silent, share):
    cases = [f"c{i}" for i in range(len(values))]
    claim = Claim("x", "P", tuple(cases), rule=Rule(silent=silent, min_share=share))
    before = verdict(dict(zip(cases, values, strict=True)), claim).holds["x"]
    if before:
        for i, value in enumerate(values):
            if value == -1:
                changed = [*values[:i], 1, *values[i + 1 :]]
                after = verdict(dict(zip(cases, changed, strict=True)), claim).holds["x"]
                assert after is True


def test_tally_over_many_matrices_agrees_with_one_at_a_time():
    rng = np.random.default_rng(1)
    claim = Claim("x", "P", ("a", "b"), ("c",), rule=Rule(min_share=0.5, max_against=1))
    for_, against = rng.integers(0, 3, (2, 200, 3)).astype(float)
    many = tally(claim, for_, against)
    for i in range(200):
        one = tally(claim, for_[i], against[i])
        assert (one.slack, one.holds) == (many.slack[i], many.holds[i])


def test_claims_for_groups():
    made = make_claims(
        ["P", "Q"], present={"base": ["a"], "check": ["b", "c"]}, absent={"failed": "d"}
    )
    assert [c.id for c in made][:3] == ["P/base", "P/check", "P/failed"]
    assert made[2].absent_in == ("d",)


# -- errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stance": [0]}, "evidence e01: stance is '0'; allowed: 1"),
        ({"specificity": ["vague"]}, "specificity is 'vague'; allowed: firm, joint or blanket"),
        ({"case_id": [None]}, "case_id is empty"),
        ({"proposition_id": [None]}, "proposition_id is empty"),
    ],
)
def test_bad_rows_are_named(change, message):
    good = {"case_id": ["a"], "proposition_id": ["P"], "stance": [1]}
    with pytest.raises(DataError, match=message):
        complete(pd.DataFrame(good | change))


def test_missing_column_and_repeated_id():
    with pytest.raises(DataError, match="no column 'stance'"):
        complete(pd.DataFrame({"case_id": [], "proposition_id": []}))
    twice = pd.DataFrame(
        {"evidence_id": ["e", "e"], "case_id": "a", "proposition_id": "P", "stance": 1}
    )
    with pytest.raises(DataError, match="'e' stands twice"):
        complete(twice)


def test_zero_in_a_wide_table_is_refused():
    with pytest.raises(DataError, match="cell a, P is 0"):
        from_wide(pd.DataFrame({"P": [0]}, index=["a"]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sources": ["nowhere"]}, "no evidence has source_id 'nowhere'; allowed: s1, s2"),
        ({"evidence_types": ["rumour"]}, "evidence_type 'rumour'"),
        ({"without": {"colour": "red"}}, "no column 'colour'"),
        ({"cases": ["a", "a"]}, "has a label twice"),
    ],
)
def test_filters_that_name_nothing(options, message):
    with pytest.raises(ParameterError, match=message):
        support_matrix(evidence(), **options)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Rule(min_share=0), "min_share is 0"),
        (lambda: Rule(silent="maybe"), "silent is 'maybe'"),
        (lambda: Rule(conflict="x"), "conflict is 'x'"),
        (lambda: Rule(absence="x"), "absence is 'x'"),
        (lambda: Rule(joint_weight=-1), "joint_weight is -1"),
        (lambda: Claim("x", "P"), "names no case"),
        (lambda: Claim("x", "P", ("a",), ("a",)), "'a' is in present_in and absent_in"),
        (lambda: Claim("x", "P", ("a",), rule=Rule(min_cases=2)), "min_cases is 2"),
        (lambda: make_claims(["P"]), "no group of cases"),
        (
            lambda: make_claims(["P"], present={"x": ["a"]}, absent={"x": ["b"]}),
            "names must differ",
        ),
    ],
)
def test_bad_rules_and_claims(make, message):
    with pytest.raises(ParameterError, match=message):
        make()


def test_claims_about_what_the_matrix_lacks():
    matrix = support_matrix(evidence())
    with pytest.raises(ParameterError, match="no case 'z'; allowed: a, b, c, d"):
        judge(matrix, Claim("x", "P", ("z",)))
    with pytest.raises(ParameterError, match="no proposition 'Z'"):
        judge(matrix, Claim("x", "Z", ("a",)))
    with pytest.raises(ParameterError, match="no column 'colour'"):
        matrix.wide("colour")
    with pytest.raises(ParameterError, match="no cell a, Z"):
        matrix.evidence_ids("a", "Z")
