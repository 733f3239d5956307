"""Pairs of statements that say the contrary of one case."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.robustness import contradiction_pairs
from tests.robustness.small_study import evidence, said


def test_each_statement_for_is_paired_with_each_against_in_its_case_alone() -> None:
    table = contradiction_pairs(said(b="+--", a="-+", c="+"))
    pairs = table[["case_id", "supporting_id", "contradicting_id"]].to_numpy().tolist()
    assert pairs == [["a", "e05", "e04"], ["b", "e01", "e02"], ["b", "e01", "e03"]]
    assert table.index.tolist() == [0, 1, 2]


def test_places_are_source_and_locator_as_far_as_known() -> None:
    row = contradiction_pairs(evidence()).iloc[1]
    assert row.to_dict() == {
        "case_id": "f",
        "proposition_id": "P",
        "supporting_id": "e8",
        "supporting_specificity": "blanket",
        "supporting_locator": "main ¶9",
        "contradicting_id": "e9",
        "contradicting_proposition": "P",
        "contradicting_specificity": "firm",
        "contradicting_locator": "other ¶4",
        "blanket_against_specific": True,
    }
    unplaced = contradiction_pairs(evidence().assign(locator=None))
    assert unplaced["contradicting_locator"].tolist() == ["other", "other"]


@pytest.mark.parametrize(
    ("one", "other", "flagged"),
    [
        ("blanket", "firm", True),
        ("joint", "blanket", True),
        ("blanket", "blanket", False),
        ("joint", "firm", False),
    ],
)
def test_blanket_against_specific(one: str, other: str, flagged: bool) -> None:
    rows = said(a="+-").assign(specificity=[one, other])
    assert contradiction_pairs(rows)["blanket_against_specific"].tolist() == [flagged]


def test_denial_of_a_related_proposition() -> None:
    rows = said(a="+-+").assign(proposition_id=["HUB", "SPOKE", "OTHER"])
    assert contradiction_pairs(rows).empty
    table = contradiction_pairs(rows, related={"HUB": ["SPOKE"]})
    assert table["contradicting_proposition"].tolist() == ["SPOKE"]
    assert table["proposition_id"].tolist() == ["HUB"]


def test_no_pair_is_an_empty_table_with_its_columns() -> None:
    table = contradiction_pairs(said(a="+"))
    assert isinstance(table, pd.DataFrame)
    assert table.shape == (0, 10)
