"""Assumptions over groups of firms, counted by hand on four firms, and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.comparison import Claim, Rule, SupportMatrix, claims, judge, support_matrix
from crosscase.study import Study
from reverse_knowledge.tables import verdicts

CASES = pd.DataFrame(
    {"case_id": ["Ada", "Bob", "Cyd", "Dot"], "role": ["base", "success", "success", "failure"]}
)
CLAIMS = [
    Claim("P/base cases", "P", ("Ada",)),
    Claim("P/successes", "P", ("Bob", "Cyd")),
    Claim("P/failures", "P", (), ("Dot",)),
    Claim("Q/failures", "Q", (), ("Dot",)),
]
HALF = Rule(min_share=0.5)
OTHERS = [
    # By the blanket claim alone; by Ada, of whom nobody has to be; by neither, one being against.
    Claim("P/Bob", "P", ("Bob",)),
    Claim("P/no base cases", "P", (), ("Ada",)),
    Claim("P/some", "P", ("Cyd", "Dot"), rule=HALF),
]


def matrix_of(*left_out: str) -> SupportMatrix:
    """P: Ada twice, Bob by a blanket claim, Cyd silent, Dot denies. Q: Bob both ways, else silent.

    Parameters
    ----------
    *left_out : str
        Kinds of statement without which the matrix is made.
    """
    rows = [
        ("e1", "Ada", "P", 1, "firm"),
        ("e2", "Ada", "P", 1, "joint"),
        ("e3", "Bob", "P", 1, "blanket"),
        ("e4", "Dot", "P", -1, "joint"),
        ("e5", "Bob", "Q", 1, "firm"),
        ("e6", "Bob", "Q", -1, "firm"),
    ]
    columns = ["evidence_id", "case_id", "proposition_id", "stance", "specificity"]
    table = pd.DataFrame(rows, columns=columns)
    table = table[~table["specificity"].isin(left_out)]
    return support_matrix(table, CASES, ["P", "Q"])


@pytest.fixture
def matrix() -> SupportMatrix:
    return matrix_of()


def test_groups_have_their_sizes_in_order() -> None:
    assert verdicts.group_sizes(CASES) == {"base cases": 1, "successes": 2, "failures": 1}
    assert list(verdicts.group_sizes(CASES[::-1])) == ["failures", "successes", "base cases"]


def test_the_matrix_in_words(matrix: SupportMatrix) -> None:
    found = verdicts.cells_in_words(matrix)
    assert found.table["P"].tolist() == ["+1 firm, +1 joint", "+1 blanket", "silent", "−1 joint"]
    assert found.table["Q"].tolist() == ["silent", "+1 firm, −1 firm", "silent", "silent"]
    assert (found.table.index.name, found.table.columns.name) == ("firm", None)
    assert isinstance(found.evidence, pd.DataFrame)
    assert found.evidence.loc["Bob", "Q"] == ("e5", "e6")
    assert found.names == {"firm": "Firm"}


def test_cells_are_counted_by_group(matrix: SupportMatrix) -> None:
    found = verdicts.cells_by_group(matrix, CASES)
    states = ["supports", "contradicts", "mixed", "blanket only", "silent"]
    assert found.table.columns.tolist() == states
    assert found.table.loc["base cases"].tolist() == [1, 0, 0, 0, 1]
    assert found.table.loc["successes"].tolist() == [0, 0, 1, 1, 2]
    assert found.table.loc["failures"].tolist() == [0, 1, 0, 0, 1]
    assert found.evidence == {
        ("base cases", "supports"): ["e1", "e2"],
        ("failures", "contradicts"): ["e4"],
        ("successes", "blanket only"): ["e3"],
        ("successes", "mixed"): ["e5", "e6"],
    }


def test_verdicts_are_told_as_sentences(matrix: SupportMatrix) -> None:
    found = verdicts.sentences(judge(matrix, CLAIMS))
    assert found.table["sentence"].tolist() == [
        "P is seen in 1 of 1 base cases: the claim holds.",
        "P is seen in 1 of 2 successes, 1 silent: the claim is not shown.",
        "P is absent in 1 of 1 failures: the claim holds.",
        "Q is absent in 0 of 1 failures, 1 silent: the claim is not shown.",
    ]
    assert found.table["margin"].tolist() == [0, -1, 0, -1]
    assert found.table.index.name == "claim"
    assert isinstance(found.evidence, dict)
    assert found.evidence["P/base cases", "verdict"] == ("e1", "e2")


def test_verdicts_that_turn_are_listed(matrix: SupportMatrix) -> None:
    without = matrix_of("blanket")
    made = [*CLAIMS, *OTHERS]
    found = verdicts.turned(judge(matrix, made), judge(without, made))
    assert found.table.index.tolist() == ["P/Bob"]
    assert found.table.loc["P/Bob"].tolist() == ["holds", "not shown"]
    assert found.evidence == {("P/Bob", "with"): ("e3",)}
    same = verdicts.turned(judge(matrix, CLAIMS), judge(matrix, CLAIMS))
    assert same.table.columns.tolist() == ["with", "without"]
    assert same.table.empty


def test_numbers_for_the_text(matrix: SupportMatrix) -> None:
    judged = judge(matrix, [*CLAIMS, *OTHERS])
    moved = verdicts.turned(judged, judge(matrix_of("blanket"), [*CLAIMS, *OTHERS]))
    facts = pd.DataFrame({"fact_id": ["f1", "f2", "f3"]})
    found = verdicts.numbers(matrix, CASES, judged, moved, facts)
    assert {key: number.value for key, number in found.items()} == {
        "n_cases": 4,
        "n_propositions": 2,
        "n_evidence_rows": 6,
        "n_cells": 8,
        "n_silent_cells": 4,
        "n_blanket_cells": 1,
        "n_contradicted_cells": 1,
        "n_mixed_cells": 1,
        "n_supported_cells": 1,
        "n_check_cells": 6,
        "n_silent_check_cells": 3,
        "n_blanket_check_cells": 1,
        "n_check_rows": 4,
        "n_table_4_facts": 3,
        "n_claims": 7,
        "n_claims_hold": 3,
        "n_claims_not_shown": 2,
        "n_claims_mixed": 1,
        "n_claims_fail": 1,
        "n_verdicts_turned_by_blanket": 1,
    }
    assert found["n_table_4_facts"].title == "table 4 facts"


def test_the_verdicts_of_the_study(flagship: Study) -> None:
    matrix = support_matrix(flagship)
    by_group = verdicts.cells_by_group(matrix, flagship.cases).table
    assert by_group.to_numpy().tolist() == [
        [15, 0, 0, 1, 0], [11, 0, 0, 4, 17], [0, 12, 0, 2, 2],
    ]  # fmt: skip
    judged = judge(matrix, claims(flagship))
    told = verdicts.sentences(judged).table["verdict"]
    assert told.eq("holds").sum() == 16
    # The blanket claim gives the hub to the failures too; of the others too little is said.
    assert told.index[told == "fails"].tolist() == ["APA5/failures"]
    assert told.index[told == "not shown"].tolist() == [
        "APA2-1/successes", "APA2-1/failures", "APA2-2/successes", "APA2-3/successes",
        "APA3/successes", "APA4-1/successes", "APA4-2/successes",
    ]  # fmt: skip
    specific = support_matrix(flagship, include_blanket=False)
    turned = verdicts.turned(judged, judge(specific, claims(flagship))).table
    assert turned.index.tolist() == ["APA5/base cases", "APA5/successes", "APA5/failures"]
    assert turned["with"].tolist() == ["holds", "holds", "fails"]
    assert turned["without"].tolist() == ["not shown"] * 3
    words = verdicts.cells_in_words(matrix).table
    assert words.loc["TCL"].equals(words.loc["SAIC"])
