"""Readings of silence and their numbers, on four cases that can be read by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.comparison import Claim, Rule
from crosscase.robustness import Check, silence_bounds
from reverse_knowledge.tables import silence

# a shows P, f denies it, tied does both, and z is silent.
ROWS = pd.DataFrame(
    {"case_id": ["a", "f", "tied", "tied"], "proposition_id": "P", "stance": [1, -1, 1, -1]}
)
CLAIMS = (
    Claim("P/open", "P", ("a", "z")),
    Claim("P/two of three", "P", ("a", "f", "z"), rule=Rule(min_share=2 / 3)),
    Claim("P/denied", "P", ("f",)),
    Claim("P/tied", "P", ("tied",)),
    Claim("P/seen", "P", ("a",)),
)


@pytest.fixture(scope="module")
def bounds() -> list[Check]:
    return [silence_bounds(ROWS, claim) for claim in CLAIMS]


def test_each_reading_has_one_of_four_verdicts(bounds: list[Check]) -> None:
    shown = silence.readings(bounds)
    assert shown.table.columns.tolist() == [
        "Worst", "Firm alone", "With joint", "With blanket", "Silent left out", "Best",
    ]  # fmt: skip
    assert shown.table.index.name == "claim"
    three = ["not shown"] * 3
    assert shown.table.T.to_dict("list") == {
        "P/open": ["fails", *three, "holds", "holds"],
        # Without z one of two is against it, and both would be needed.
        "P/two of three": ["fails", "mixed", "mixed", "mixed", "fails", "holds"],
        "P/denied": ["fails"] * 6,
        "P/tied": ["not shown"] * 6,
        "P/seen": ["holds"] * 6,
    }
    assert shown.evidence["P/tied", "Best"] == ("e03", "e04")  # type: ignore[index]


def test_a_claim_fails_on_the_best_reading_if_evidence_is_against_it(bounds: list[Check]) -> None:
    pairs = pd.DataFrame({"blanket_against_specific": [True, False, True]})
    numbers = silence.numbers(bounds, pairs, [], [], [])
    assert {key: number.value for key, number in numbers.items()} == {
        "n_claims_hold_on_worst_reading": 1,
        # A tie holds on no reading, but is not a failure either.
        "n_claims_fail_on_best_reading": 1,
        "n_claims_settled_by_reading": 2,
        "n_contradiction_pairs": 3,
        "n_contradiction_pairs_blanket": 2,
        "n_claims_fall_by_one_coding": 0,
        "n_claims_fall_by_one_sentence_flip": 0,
        "n_claims_survive_miscoding": 0,
    }
    assert numbers["n_claims_fail_on_best_reading"].title == "claims fail on best reading"
