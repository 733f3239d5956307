"""Rules, claims, and claims that a study declares."""

from __future__ import annotations

import io
from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest

from crosscase.comparison.claims import Claim, Rule, claims, make_claims, make_rule
from crosscase.errors import DataError, ParameterError
from crosscase.study import Study


@pytest.mark.parametrize(
    ("share", "n", "required"),
    [(1, 6, 6), (0.5, 5, 3), (2 / 3, 6, 4), (0.01, 3, 1), (0.1 + 0.2, 10, 3)],
)
def test_required_share_is_rounded_up_without_float_dust(share, n, required):
    assert Rule(min_share=share).required(n) == required


def test_claims_for_groups():
    made = make_claims(
        ["P", "Q"], present={"base": ["a"], "check": ["b", "c"]}, absent={"failed": "d"}
    )
    assert [c.id for c in made][:3] == ["P/base", "P/check", "P/failed"]
    assert made[2].absent_in == ("d",)
    assert made[1].text == "P is seen in the check cases (b and c)"
    assert made[2].text == "P is absent in the failed cases (d)"


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


def declared(study_folder, text: str) -> Study:
    """The template study with a table of claims."""
    study = Study.open(study_folder)
    table = pd.read_csv(io.StringIO(text), dtype={"cases": "str", "text": "str"})
    entry = {"name": "claims", "path": "claims.csv", "schema": {"fields": []}}
    package = {"resources": [*study.package["resources"], entry]}
    made = Study(study.root, package, {**study._tables, "claims": table})
    object.__setattr__(made, "_note", lambda path: None)
    return made


CLAIMS = """claim_id,proposition_id,group,expects,cases,min_share,silent,max_against,text
A,P1,base,present,,0.5,,,P1 is seen
B,P2,base,present,firm_b; firm_a,,best,2,
C,P1,base,present,,,,,
C,P1,failure,absent,,,,,
"""


def test_a_study_declares_its_claims(study_folder) -> None:
    a, b, c = claims(declared(study_folder, CLAIMS))
    assert (a.id, a.proposition, a.present_in) == ("A", "P1", ("firm_a", "firm_b"))
    assert a.text == "P1 is seen (firm_a, firm_b)"
    assert a.rule == Rule(min_share=0.5)
    assert b.present_in == ("firm_b", "firm_a")
    assert b.rule == Rule(silent="best", max_against=2)
    assert b.text == "P2 is seen in firm_b and firm_a"
    assert type(b.rule.max_against) is not np.float64
    assert (c.present_in, c.absent_in) == (("firm_a", "firm_b"), ("firm_c",))


def test_groups_cases_and_rules_can_be_chosen(study_folder) -> None:
    study = declared(study_folder, CLAIMS)
    assert [c.id for c in claims(study, groups=["failure"])] == ["C"]
    assert claims(study, groups=["failure"])[0].present_in == ()
    only = claims(study, cases=["firm_b", "firm_c"])
    assert [c.present_in for c in only] == [("firm_b",)] * 3
    assert [c.id for c in claims(study, cases=["firm_c"])] == ["C"]
    assert claims(study, cases=[]) == claims(study)
    assert {c.rule.min_share for c in claims(study, min_share=0.75)} == {0.75}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"groups": ["x"]}, r"no claim is about the group 'x'; groups: base and failure"),
        ({"cases": ["x"]}, r"the study has no case 'x'; cases: firm_a, firm_b and firm_c"),
        ({"share": 1}, r"a rule has no field 'share'; allowed: min_share, min_cases"),
        ({"min_share": 2}, r"min_share is 2; allowed: above 0, at most 1"),
    ],
)
def test_faults_of_a_choice(study_folder, options, message) -> None:
    with pytest.raises(ParameterError, match=message):
        claims(declared(study_folder, CLAIMS), **options)


def test_a_study_without_claims_says_where_to_declare_them(study_folder) -> None:
    with pytest.raises(DataError, match=r"no table 'claims'; declare them in data/claims.csv"):
        claims(Study.open(study_folder))


def test_a_role_that_no_case_has_leaves_the_claim_out(study_folder) -> None:
    text = "claim_id,proposition_id,group,expects\nA,P1,success,present\nB,P1,base,absent\n"
    assert [c.id for c in claims(declared(study_folder, text))] == ["B"]


def test_a_column_order_of_the_cases_is_the_order_in_a_claim(study_folder) -> None:
    study = declared(study_folder, CLAIMS)
    cases = study._tables["cases"].assign(order=[2, 1, 3])
    turned = Study(study.root, study.package, {**study._tables, "cases": cases})
    object.__setattr__(turned, "_note", lambda path: None)
    assert claims(turned)[0].present_in == ("firm_b", "firm_a")


def test_the_flagship_declares_three_claims_an_assumption(root) -> None:
    made = claims(Study.open(root).named())
    assert len(made) == 24
    assert made[1].id == "APA1/successes"
    assert made[1].text == "APA1 is seen in the successes (Lenovo, Zoomlion, Chery, Haier)"
    assert made[2].absent_in == ("TCL", "SAIC")


def test_a_claim_makes_its_sentence_and_its_signs() -> None:
    claim = Claim("x", "P", ["a", "b"], ["c"])
    assert claim.text == "P is seen in a and b and is absent in c"
    assert claim.cases == ("a", "b", "c")
    assert claim.signs.tolist() == [1, 1, -1]
    assert claim.under(min_share=0.5).rule.min_share == 0.5
    assert claim.rule.min_share == 1.0
    limited = Claim("x", "P", ("a",), rule=Rule(max_against=0))
    assert limited.under(silent="best").rule == Rule(max_against=0, silent="best")
    assert limited.under(silent="best").id == "x"
    assert Claim("x", "P", ("a",), text="own").text == "own"


def test_rules_and_claims_cannot_be_changed() -> None:
    claim = Claim("x", "P", ["a"])
    for made, name in ((claim, "present_in"), (claim.rule, "silent")):
        with pytest.raises(FrozenInstanceError):
            setattr(made, name, "best")


def test_a_rule_asks_for_all_cases_and_weighs_all_evidence_alike() -> None:
    asked = Rule(1.0, None, None, "strict", "net", 0.0, 1.0, 1.0, "shown")
    assert Rule() == Claim("x", "P", ("a",)).rule == asked
    (made,) = make_claims(["P"], present={"base": ["a"]}, rule=Rule(min_share=0.25))
    assert made.rule == Rule(min_share=0.25)


def test_a_rule_by_number_of_cases() -> None:
    assert Rule(min_cases=2).required(9) == 2
    assert Rule(min_cases=1, max_against=0).required(9) == 1
    assert make_rule(min_share=0.25).required(8) == 2
    assert Rule(joint_weight=0.5, blanket_weight=0.25).weights.tolist() == [1, 0.5, 0.25]
    both = Claim("x", "P", ("a", "b"), rule=Rule(min_cases=2))
    assert both.rule.min_cases == 2
    with pytest.raises(ParameterError, match=r"its group has 1 case\(s\); allowed: at most 1"):
        Claim("x", "P", ("a", "b"), ("c",), rule=Rule(min_cases=2))
    for name in ("min_cases", "max_against", "min_net", "joint_weight", "blanket_weight"):
        least = 1 if name == "min_cases" else 0
        assert getattr(Rule(**{name: least}), name) == least
        with pytest.raises(
            ParameterError, match=rf"{name} is {least - 1}; allowed: at least {least}"
        ):
            Rule(**{name: least - 1})
