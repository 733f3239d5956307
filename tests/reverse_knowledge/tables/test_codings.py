"""Three codings of the evidence, counted by hand and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.comparison import support_matrix
from crosscase.study import Study
from reverse_knowledge.tables.codings import compared, three_codings


class Small:
    """A study of five statements, three doubts on them, two on others, and a second coder."""

    def table(self, name: str) -> pd.DataFrame:
        doubts = [
            ("d1", "a", "P", "e1", -1, "s4"),  # the other way round
            ("d2", "a", "Q", "e2", 0, "s4"),  # no statement at all
            ("d3", "b", "P", None, 1, "s5"),  # one that was passed over
            ("d4", "z", "P", None, 1, "s5"),  # about a firm that is not looked at
            ("d5", "b", "R", None, 1, "s5"),  # about another assumption
            ("d6", "b", "Q", None, 0, "s5"),  # passed over either way
        ]
        names = ["doubt_id", "case_id", "proposition_id", "evidence_id", "other_stance", "locator"]
        second = [("u1", "P", 1), ("u1", "Q", 0), ("u2", "P", -1)]
        return {
            "doubts": pd.DataFrame(doubts, columns=names).assign(stance=0),
            "units": pd.DataFrame(
                {"unit_id": ["u1", "u2"], "locator": ["s4", "s5"], "case_id": ["a", "b"]}
            ),
            "pass_2": pd.DataFrame(second, columns=["unit_id", "proposition_id", "stance"]),
        }[name]


@pytest.fixture
def codings() -> dict[str, pd.DataFrame]:
    rows = [
        ("e1", "a", "P", 1, "s4"),
        ("e2", "a", "Q", 1, "s4"),
        ("e3", "b", "P", 1, "s5"),
        ("e4", "b", "Q", -1, "s5"),  # the second coder had no such cell
        ("e5", "b", "P", -1, "s6"),  # nor such a place
    ]
    columns = ["evidence_id", "case_id", "proposition_id", "stance", "locator"]
    matrix = support_matrix(pd.DataFrame(rows, columns=columns).assign(specificity="firm"))
    return three_codings(Small(), matrix)  # type: ignore[arg-type]


def stances(coded: pd.DataFrame) -> dict[str, int]:
    return dict(zip(coded["evidence_id"], coded["stance"], strict=True))


def test_doubts_are_read_the_other_way_and_what_was_passed_over_comes_in(
    codings: dict[str, pd.DataFrame],
) -> None:
    assert list(codings) == ["as coded", "other readings", "agreed"]
    assert stances(codings["as coded"]) == {"e1": 1, "e2": 1, "e3": 1, "e4": -1, "e5": -1}
    other = codings["other readings"]
    assert stances(other) == {"e1": -1, "e3": 1, "e4": -1, "e5": -1, "d3": 1}
    assert other["stance"].dtype == int
    assert other.index.is_unique
    came_in = other.set_index("evidence_id").loc["d3"]
    assert (came_in["specificity"], came_in["evidence_type"]) == ("joint", "authors")


def test_what_the_second_coder_judged_otherwise_is_left_out(
    codings: dict[str, pd.DataFrame],
) -> None:
    assert stances(codings["agreed"]) == {"e1": 1, "e4": -1, "e5": -1}


def test_codings_are_counted_against_the_first(codings: dict[str, pd.DataFrame]) -> None:
    shown = compared(codings)
    assert shown.table.set_index("coding").to_dict("index") == {
        "as coded": {"statements": 5, "as_coded": 5, "left_out": 0, "added": 0},
        "other readings": {"statements": 5, "as_coded": 3, "left_out": 1, "added": 1},
        "agreed": {"statements": 3, "as_coded": 3, "left_out": 2, "added": 0},
    }
    assert shown.evidence == ["e1", "e2", "e3", "e4", "e5"]


def test_codings_of_the_study(flagship: Study) -> None:
    shown = compared(three_codings(flagship, support_matrix(flagship)))
    counts = shown.table.set_index("coding")
    assert counts.loc["agreed", "left_out"] == 3
    assert counts.loc["other readings", ["left_out", "added"]].tolist() == [29, 15]
