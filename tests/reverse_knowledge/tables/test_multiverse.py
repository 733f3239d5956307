"""Tables on the crossing of choices, for a small one that can be counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.comparison import Claim, SupportMatrix, from_wide, support_matrix
from crosscase.robustness import MatrixAnalysis, Multiverse, multiverse
from reverse_knowledge.tables import multiverse as tables

CLAIMS = (
    Claim("P/base cases", "P", ("a", "b")),
    Claim("Q/base cases", "Q", ("a", "b")),
    Claim("P/all failures", "P", absent_in=("c",)),
    Claim("R/base cases", "R", ("a", "b")),
)


@pytest.fixture(scope="module")
def matrix() -> SupportMatrix:
    """P is seen in a and not known of b and c; Q is seen in both; of R nothing is said."""
    wide = pd.DataFrame({"P": [1, None, None], "Q": [1, 1, None]}, index=["a", "b", "c"])
    return support_matrix(from_wide(wide), ["a", "b", "c"], ["P", "Q", "R"])


@pytest.fixture(scope="module")
def found(matrix: SupportMatrix) -> Multiverse:
    levels = tables.levels(min_share=[1.0, 0.5], silent=["strict", "best"], conflict=["net"])
    return multiverse(MatrixAnalysis(matrix.rows, CLAIMS), levels)


def test_a_choice_of_the_usual_alone_is_no_choice() -> None:
    usual = tables.levels(min_share=[1.0], min_net=[0.0], without_case=[None])
    assert usual == {"min_share": [1.0]}
    asked = tables.levels(min_net=[1.0], without_case=[None, "ZTE"])
    assert asked == {"min_net": [1.0], "without_case": [None, "ZTE"]}


def test_levels_that_are_lists_become_tuples() -> None:
    kinds = tables.levels(evidence_types=(["interview"], ["interview", "document"]))
    assert kinds == {"evidence_types": [("interview",), ("interview", "document")]}


def test_shares_name_the_choice_that_matters_most(found: Multiverse, matrix: SupportMatrix) -> None:
    shown = tables.shares(found, CLAIMS, matrix)
    rows = shown.table.set_index("claim")
    # P needs both firms: it holds unless all are asked for and silence counts for nothing.
    assert rows["holds"].to_dict() == {
        "P/base cases": 3, "Q/base cases": 4, "P/all failures": 2, "R/base cases": 2,
    }  # fmt: skip
    assert rows["matters_most"].tolist() == ["min share", "", "silent", "silent"]
    assert shown.names["share"] == "Share held"
    # The failure is never spoken of: its absence is not shown, and never refuted.
    assert rows["fails"].tolist() == [0, 0, 0, 0]
    assert rows["undecided"].tolist() == [1, 0, 2, 2]
    assert shown.names["undecided"] == "Not shown or mixed"
    assert {key: list(ids) for key, ids in shown.evidence.items()} == {  # type: ignore[union-attr]
        ("P/base cases", "share"): ["a:P"],
        ("Q/base cases", "share"): ["a:Q", "b:Q"],
        ("P/all failures", "share"): [],
        ("R/base cases", "share"): [],
    }


def test_choices_are_ranked_by_their_part_in_the_variation(found: Multiverse) -> None:
    shown = tables.choices(found)
    assert shown.table.index.tolist() == ["silent", "min share", "conflict"]
    assert shown.table.index.name == "choice"
    # Of P in the base cases each has a part of 2/3; of the two others silence has all.
    assert shown.table["total"].round(3).tolist() == [0.667, 0.167, 0.0]
    assert shown.table["first_order"].round(3).tolist() == [0.583, 0.083, 0.0]
    assert shown.table["claims"].tolist() == [2, 1, 0]
    assert shown.names["claims"] == "Claims for which it matters most"
    assert shown.digits == 2


def test_numbers_count_specifications_and_claims(found: Multiverse) -> None:
    numbers = tables.numbers(found, found.checks(minimum=0.9))
    assert {key: number.value for key, number in numbers.items()} == {
        "n_specifications": 4,
        "n_multiverse_choices": 2,
        "n_claims_robust_multiverse": 1,
        "n_claims_most_holding": 4,
        "n_claims_least_holding": 1,
        "n_claims_hold_in_half": 2,
    }
    assert numbers["n_claims_hold_in_half"].title == "claims hold in half"


def test_mean_shares_by_group(found: Multiverse) -> None:
    shares = tables.group_shares(found)
    assert list(shares) == ["share_multiverse_base_cases", "share_multiverse_all_failures"]
    base, failures = shares.values()
    assert (base.value, failures.value) == (75.0, 50.0)
    assert (base.unit, base.digits) == ("percent", 0)
    assert base.title == "mean share of specifications in which the claims on base cases hold"
