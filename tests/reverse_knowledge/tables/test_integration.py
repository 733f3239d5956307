"""Mini cases, counted by hand on two firms and two rows, and for the study."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from crosscase.study import Study
from reverse_knowledge.tables import integration

CELLS = pd.DataFrame(
    [
        ("c1", "low", "Levels", "Low level", "Tasks", "Huawei", "generic", "tasks", "Low/H"),
        ("c2", "low", "Levels", "Low level", "Tasks", "ZTE", "case-specific", "ERP", "Low/Z"),
        ("c3", "new", "Steps", "Step 2", "Renew", "Huawei", "case-specific", "NGN", "New/H"),
        ("c4", "new", "Steps", "Step 2", "Renew", "ZTE", "case-specific", "3G", "New/Z"),
    ],
    columns=[
        "cell_id", "row_id", "group", "level_or_step", "sub_mechanism", "case_id", "specificity",
        "content", "locator",
    ],
)  # fmt: skip
CELLS["locator"] = "Table 3, " + CELLS["locator"]


@pytest.fixture
def small() -> Any:
    """Two statements on a cell of Huawei, one on a cell of ZTE; five facts."""
    evidence = pd.DataFrame(
        {
            "evidence_id": ["v1", "v2", "v3"],
            "locator": ["Table 3, New/H", "Table 3, New/H", "Table 3, Low/Z"],
            "case_id": ["Huawei", "Huawei", "ZTE"],
        }
    )
    at = ["Table 3, New/H", "Table 3, New/H", "Table 3, Low/Z", "Table 3, Low/Z", "s4"]
    facts = pd.DataFrame(
        {
            "fact_id": ["f1", "f2", "f3", "f4", "f5"],
            "case_id": ["Huawei", "Huawei", "ZTE", "ZTE", "ZTE"],
            "fact": ["ngn", "gsm_period", "sale", "undated", "elsewhere"],
            "locator": at,
            "value_number": [50.0, None, 2001.0, 3.0, 1.0],
            "value_text": ["countries", "all", "unit sold", "systems", "first"],
            "unit": ["countries", None, "year", "count", "count"],
            "qualifier": ["more than", None, None, None, None],
            "year": [1998, 1991, 2001, None, 1999],
            "year_end": [2008, 2000, None, None, None],
        }
    ).astype({"year": "Int64", "year_end": "Int64"})
    abbreviations = pd.DataFrame(
        {
            "abbreviation": ["GSM", "ERP", "DM"],
            "expansion": ["Global System", "Planning", "Market"],
            "locator": ["note", "note", "s1"],
        }
    )
    return SimpleNamespace(
        integration=CELLS, evidence=evidence, case_facts=facts, abbreviations=abbreviations
    )


def test_mini_cases_stand_side_by_side_with_their_kind(small: Any) -> None:
    found = integration.mini_cases(small)
    assert found.table.columns.tolist() == [
        "level_or_step", "group", "sub_mechanism", "huawei", "huawei_kind", "zte", "zte_kind",
    ]  # fmt: skip
    assert found.table.to_numpy().tolist() == [
        ["Low level", "Levels", "Tasks", "tasks", "generic", "ERP", "case-specific"],
        ["Step 2", "Steps", "Renew", "NGN", "case-specific", "3G", "case-specific"],
    ]
    assert found.evidence == {
        ("Low level", "huawei"): ["c1"],
        ("Low level", "zte"): ["c2", "v3"],
        ("Step 2", "huawei"): ["c3", "v1", "v2"],
        ("Step 2", "zte"): ["c4"],
    }
    assert found.names == {
        "sub_mechanism": "What",
        "huawei": "Huawei mini cases",
        "huawei_kind": "Kind (Huawei)",
        "zte": "ZTE mini cases",
        "zte_kind": "Kind (ZTE)",
    }


def test_abbreviations_of_a_place_are_one_line(small: Any) -> None:
    assert integration.abbreviations(small, "note") == "GSM: Global System; ERP: Planning"


def test_cells_are_counted_by_firm_and_kind() -> None:
    found = integration.cells_by_kind(CELLS, include_generic=True)
    assert found.table.to_dict("index") == {
        "Huawei": {"case-specific": 1, "generic": 1},
        "ZTE": {"case-specific": 2, "generic": 0},
    }
    assert (found.table.index.name, found.table.columns.name) == ("firm", None)
    assert found.evidence == ["c1", "c2", "c3", "c4"]


def test_generic_cells_can_be_left_out() -> None:
    found = integration.cells_by_kind(CELLS, include_generic=False)
    assert found.table.columns.tolist() == ["case-specific"]
    assert found.evidence == ["c2", "c3", "c4"]


def test_events_are_dated_facts_of_the_table_with_their_numbers(small: Any) -> None:
    found = integration.dated_events(small)
    assert found.to_numpy().tolist() == [
        ["f1", "Huawei: new", 1998, 2008, "more than 50 countries"],
        ["f3", "ZTE: low", 2001, 2001, "unit sold"],
    ]
    assert found.columns.tolist() == ["fact_id", "lane", "year_start", "year_end", "label"]


def test_numbers_are_counted(small: Any) -> None:
    numbers = integration.numbers(CELLS, integration.dated_events(small))
    assert {key: number.value for key, number in numbers.items()} == {
        "n_integration_cells": 4,
        "n_integration_cells_generic": 1,
        "n_integration_cells_specific": 3,
        "n_integration_events_dated": 2,
    }
    assert numbers["n_integration_cells"].title == "integration cells of Table 3"


def test_the_study_dates_six_events_and_huaweis_release_lies_within_its_renewal(
    flagship: Study,
) -> None:
    events = integration.dated_events(flagship).set_index("lane")
    assert len(events) == 6
    assert events.index.str.startswith("Huawei").sum() == 5
    renew, release = events.loc["Huawei: renew"], events.loc["Huawei: release"]
    assert renew["year_start"] < release["year_start"] < renew["year_end"]
    assert integration.mini_cases(flagship).table.shape == (5, 7)
    kinds = integration.cells_by_kind(flagship.integration, include_generic=True).table
    assert kinds.to_numpy().tolist() == [[3, 2], [5, 0]]
