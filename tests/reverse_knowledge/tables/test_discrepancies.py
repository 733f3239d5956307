"""Discrepancies and exhibits of sources, counted by hand on four rows each, and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.study import Study
from reverse_knowledge.tables import discrepancies

# In another order than they are listed.
PROPOSITIONS = pd.DataFrame({"proposition_id": ["Q", "P"], "order": [2, 1]})


@pytest.fixture
def found() -> pd.DataFrame:
    """Three of the main study, of which one bears on P and one on both; one of the thesis."""
    rows = [
        ("main-d01", "main", "term", "P"),
        ("main-d02", "main", "contradiction", "P; Q"),
        ("main-d03", "main", "term", None),
        ("thesis-d01", "thesis", "number", None),
    ]
    table = pd.DataFrame(rows, columns=["discrepancy_id", "source_id", "kind", "bears_on"])
    return table.assign(
        topic="t", statement_a="a", locator_a="s1", statement_b="b", locator_b="s2", handling="h"
    )


@pytest.fixture
def known() -> pd.DataFrame:
    rows = [
        ("main", "Table 1", "table", "yes"),
        ("main", "Figure 1", "figure", "no"),
        ("main", "Figure 2", "figure", "no"),
        ("thesis", "Figure 1", "figure", "partly"),
    ]
    table = pd.DataFrame(rows, columns=["source_id", "number", "kind", "recoverable"])
    return table.assign(title="a title", reason="why")


def test_discrepancies_are_listed_with_both_places(found: pd.DataFrame) -> None:
    listed = discrepancies.listed(found[1:], PROPOSITIONS)
    assert listed.table.columns.tolist() == [
        "discrepancy_id", "topic", "statement_a", "locator_a", "statement_b", "locator_b", "kind",
        "bears_on", "handling",
    ]  # fmt: skip
    assert listed.table.loc[0, "bears_on"] == "all eight"
    assert listed.table["bears_on"].isna().tolist() == [False, True, True]
    assert isinstance(listed.evidence, dict)
    assert listed.evidence["main-d02", "statement_b"] == ["main-d02"]
    assert len(listed.evidence) == 6
    assert discrepancies.listed(found, PROPOSITIONS).table.loc[0, "bears_on"] == "P"


def test_discrepancies_are_counted_by_kind_and_source(found: pd.DataFrame) -> None:
    counts = discrepancies.by_kind_and_source(found)
    assert counts.columns.tolist() == ["main study", "thesis", "blog post", "article"]
    assert counts.loc["term"].tolist() == [2, 0, 0, 0]
    assert counts.loc["number"].tolist() == [0, 1, 0, 0]
    assert counts.loc["attribution"].sum() == 0
    assert counts.to_numpy().sum() == 4


def test_a_discrepancy_counts_for_each_assumption(found: pd.DataFrame) -> None:
    bearing = discrepancies.bearing(found, PROPOSITIONS)
    assert bearing.table.index.tolist() == ["P", "Q"]
    assert bearing.table.loc["P"].tolist() == [1, 0, 0, 1, 0, 0]
    assert bearing.table.loc["Q"].tolist() == [1, 0, 0, 0, 0, 0]
    assert bearing.evidence == {
        ("P", "contradiction"): ["main-d02"],
        ("P", "term"): ["main-d01"],
        ("Q", "contradiction"): ["main-d02"],
    }


def test_exhibits_are_called_by_source_and_number(known: pd.DataFrame) -> None:
    listed = discrepancies.exhibits(known)
    assert listed.table["no"].tolist()[::3] == ["main Table 1", "thesis Figure 1"]
    assert listed.table.columns.tolist() == ["no", "title", "recoverable", "reason"]
    assert listed.names == {"no": "Source and number"}


def test_exhibits_are_counted_by_what_is_left(known: pd.DataFrame) -> None:
    table = discrepancies.recovered(known).table
    assert table.to_dict("index") == {
        "figures of the main study": {"yes": 0, "partly": 0, "no": 2},
        "figures of the thesis": {"yes": 0, "partly": 1, "no": 0},
        "tables of the main study": {"yes": 1, "partly": 0, "no": 0},
    }
    assert (table.index.name, table.columns.name) == ("what", None)


def test_numbers_for_the_text(found: pd.DataFrame, known: pd.DataFrame) -> None:
    numbers = discrepancies.numbers(found, known)
    assert {key: number.value for key, number in numbers.items()} == {
        "n_discrepancies": 4,
        "n_discrepancies_main": 3,
        "n_discrepancies_main_bearing": 2,
        "n_discrepancies_bearing": 2,
        "n_contradictions_main": 1,
        "n_source_exhibits": 4,
        "n_source_exhibits_yes": 1,
        "n_source_exhibits_partly": 1,
        "n_source_exhibits_no": 2,
    }


def test_the_discrepancies_of_the_study(flagship: Study) -> None:
    found = flagship.discrepancies
    counts = discrepancies.by_kind_and_source(found)
    assert counts.to_numpy().sum() == len(found) == 94
    assert counts.loc["contradiction"].tolist() == [8, 13, 1, 2]
    bearing = discrepancies.bearing(found, flagship.propositions).table
    assert (bearing["contradiction"] > 0).sum() == 6
    assert bearing["coverage"].min() >= 2
    recovered = discrepancies.recovered(flagship.exhibits_of_sources).table
    assert recovered.sum().tolist() == [17, 10, 3]
