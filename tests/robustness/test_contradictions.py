"""Contradictions between statements on one claim."""

from __future__ import annotations

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.robustness import contradiction_pairs, contradictions
from tests.robustness.small_study import ALL, FAILED, evidence, said


def hub(specificities: tuple[str, ...] = ("blanket", "joint")) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "case_id": "t",
            "proposition_id": ["HUB", "SPOKE"],
            "stance": [1, -1],
            "specificity": list(specificities),
        }
    )


def test_blanket_against_specific_with_both_places() -> None:
    check = contradictions(evidence(), FAILED)
    assert (check.holds, check.statistic, check.threshold, check.margin) == (False, 2, 0, -2)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "contradictions",
        "P/failed",
        "Pairs",
        0,
    )
    row = check.table.iloc[0]
    assert (row.supporting_locator, row.contradicting_locator) == ("main ¶9", "other ¶3")
    assert check.table["blanket_against_specific"].all()
    assert check.sentence == (
        "2 pairs of statements on P/failed contradict each other, in f, 2 of them a blanket "
        "statement against a specific one; for example e8 (main ¶9, blanket) says of f what e7 "
        "(other ¶3, firm) denies."
    )
    assert check.evidence == ("e7", "e8", "e9")


def test_statements_that_agree() -> None:
    check = contradictions(evidence(), ALL)
    assert (check.holds, check.statistic, check.margin) == (True, 0, 0)
    assert check.sentence == (
        "None of the 6 statements on P/all is contradicted by another on the same case."
    )


def test_no_statement_decides_nothing() -> None:
    check = contradictions(evidence(), Claim("P/z", "P", ("z",)))
    assert check.holds is None
    assert check.sentence == "There is no statement on P/z, so none can contradict another."


def test_other_cases_do_not_count() -> None:
    assert contradictions(said(a="+", b="+-"), Claim("x", "P", ("a",))).holds is True


def test_specific_statements_against_each_other() -> None:
    check = contradictions(said(b="+-", a="+-"), Claim("x", "P", ("a", "b")))
    assert check.sentence == (
        "2 pairs of statements on x contradict each other, in a and b, none of them a blanket "
        "statement against a specific one; for example e03 (unspecified, firm) says of a what e04 "
        "(unspecified, firm) denies."
    )


def test_the_example_is_a_blanket_statement_where_there_is_one() -> None:
    rows = said(a="+-", b="+-").assign(specificity=["firm", "firm", "blanket", "firm"])
    check = contradictions(rows, Claim("x", "P", ("a", "b")))
    assert "1 of them a blanket statement against a specific one; for example e03" in check.sentence


def test_related_propositions_contradict_too() -> None:
    claim = Claim("HUB/t", "HUB", ("t",))
    alone = contradictions(hub(), claim)
    assert (alone.holds, alone.evidence) == (True, ("e01",))
    related = contradictions(hub(), claim, related={"HUB": ["SPOKE"]})
    assert related.holds is False
    assert related.table["contradicting_proposition"].tolist() == ["SPOKE"]
    assert related.evidence == ("e01", "e02")
    assert related.sentence.endswith(
        "for example e01 (unspecified, blanket) claims it of t, of which e02 (unspecified, joint) "
        "denies SPOKE, which it needs."
    )


def test_a_quarrel_about_the_related_proposition_alone_is_not_the_claims() -> None:
    quarrel = said(t="+-").assign(proposition_id="SPOKE")
    rows = pd.concat([hub()[:1], quarrel], ignore_index=True).fillna({"specificity": "firm"})
    check = contradictions(rows, Claim("HUB/t", "HUB", ("t",)), related={"HUB": ["SPOKE"]})
    assert check.table[["supporting_id", "contradicting_id"]].to_numpy().tolist() == [
        ["e01", "e03"]
    ]
    assert check.table.index.tolist() == [0]
    assert check.table.columns.tolist() == contradiction_pairs(rows).columns.tolist()
