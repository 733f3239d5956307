"""The table of three mechanisms, by hand and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.study import Study
from reverse_knowledge.figures import circulation
from reverse_knowledge.tables import mechanisms

THREE = ("learning", "sharing", "integration")
ROWS = ("sub_mechanisms", "main_contents", "role_of_subsidiaries", "role_of_headquarters")


@pytest.fixture
def cells() -> pd.DataFrame:
    """Four rows with a cell for each mechanism, and three that run over all of them."""
    wide = {
        "supporting_mechanism": "one; two",
        "developed_market_background": "ground",
        "internationalisation": "drive",
    }
    rows = [(1, "supporting_mechanism", "all", "one; two")]
    rows += [(at, row, m, f"{row} {m}") for at, row in enumerate(ROWS, 2) for m in THREE]
    rows += [(at, row, "all", wide[row]) for at, row in enumerate(list(wide)[1:], 6)]
    table = pd.DataFrame(rows, columns=["row", "row_id", "mechanism", "content"])
    return table.assign(
        row_label=table["row_id"].str.upper(),
        cell_id=[f"c{at}" for at in range(len(table))],
        spanning=table["mechanism"] == "all",
    )


def test_the_table_stands_as_printed(cells: pd.DataFrame) -> None:
    found = mechanisms.side_by_side(cells)
    assert found.table.columns.tolist() == ["all", *THREE]
    assert found.table.index.tolist()[:2] == ["SUPPORTING_MECHANISM", "SUB_MECHANISMS"]
    assert found.table.index.tolist()[-1] == "INTERNATIONALISATION"
    assert found.table.loc["SUB_MECHANISMS", "sharing"] == "sub_mechanisms sharing"
    assert pd.isna(found.table.loc["SUB_MECHANISMS", "all"])
    assert isinstance(found.evidence, dict)
    assert found.evidence["SUPPORTING_MECHANISM", "all"] == ["c0"]
    assert len(found.evidence) == len(cells)


def test_the_circle_tells_roles_or_contents(cells: pd.DataFrame) -> None:
    roles = mechanisms.circle(cells, show_roles=True)
    assert roles["mechanisms"][1] == (
        "sub_mechanisms sharing",
        "Subsidiaries: role_of_subsidiaries sharing\nHeadquarters: role_of_headquarters sharing",
    )
    contents = mechanisms.circle(cells, show_roles=False)
    assert contents["mechanisms"][2] == ("sub_mechanisms integration", "main_contents integration")
    assert contents["support"] == ("Supporting mechanism", "one; two")
    assert contents["background"] == ("Developed market background", "ground")
    assert contents["driver"] == ("Internationalisation", "drive")


def test_the_circle_can_be_drawn(cells: pd.DataFrame) -> None:
    parts = mechanisms.circle(cells, show_roles=True)
    figure = circulation.draw_circulation(**parts, evidence=cells["cell_id"])
    assert len(figure.axes[0].texts) > 5


def test_statements_are_counted_by_mechanism() -> None:
    belong = pd.DataFrame({"proposition_id": ["P", "Q"], "mechanism": ["sharing", "learning"]})
    rows = [("e1", "P", "firm"), ("e2", "P", "blanket"), ("e3", "Q", "firm"), ("e4", "P", "firm")]
    evidence = pd.DataFrame(rows, columns=["evidence_id", "proposition_id", "specificity"])
    found = mechanisms.statements(evidence, belong)
    assert found.table.index.tolist() == list(THREE)
    assert found.table.to_numpy().tolist() == [[1, 0, 0], [2, 0, 1], [0, 0, 0]]
    assert isinstance(found.evidence, dict)
    assert found.evidence["sharing", "firm"] == ["e1", "e4"]
    assert found.names == {"firm": "Firm-specific"}


def test_numbers_for_the_text(cells: pd.DataFrame) -> None:
    found = mechanisms.numbers(cells)
    assert {key: number.value for key, number in found.items()} == {
        "n_mechanisms": 3,
        "n_mechanism_cells": 15,
        "n_mechanism_rows_spanning": 3,
        "n_support_systems": 2,
    }
    assert found["n_mechanism_cells"].title == "mechanism cells of Table 5"


def test_the_mechanisms_of_the_study(flagship: Study) -> None:
    cells = flagship.mechanisms
    assert mechanisms.side_by_side(cells).table.notna().sum().sum() == 15
    assert mechanisms.numbers(cells)["n_support_systems"].value == 5
    counts = mechanisms.statements(flagship.evidence, flagship.propositions).table
    assert counts.to_numpy().tolist() == [[50, 28, 78], [23, 12, 42], [22, 6, 22]]
