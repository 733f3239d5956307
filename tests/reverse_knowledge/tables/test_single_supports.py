"""What single informants, sentences and codings carry, counted by hand and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.comparison import Claim, SupportMatrix, claims, support_matrix
from crosscase.robustness import Check, leave_one_out
from crosscase.study import Study
from reverse_knowledge.tables import single_supports

KINDS = {"case": "case", "informant": "informant", "coding": "evidence", "type": "type"}


@pytest.fixture
def matrix() -> SupportMatrix:
    """P is seen twice in a (by x) and once in b (by nobody); Q in b alone, by x and twice by y."""
    rows = [
        ("e1", "a", "P", 1, "x", "interview"),
        ("e2", "a", "P", 1, "x", "interview"),
        ("e3", "b", "P", 1, None, "authors"),
        ("e4", "b", "Q", 1, "x", "interview"),
        ("e5", "b", "Q", 1, "y", "interview"),
        ("e6", "b", "Q", 1, "y", "authors"),
    ]
    columns = ["evidence_id", "case_id", "proposition_id", "stance", "informant_id"]
    table = pd.DataFrame(rows, columns=[*columns, "evidence_type"])
    return support_matrix(table.assign(specificity="firm"))


def removals(matrix: SupportMatrix, claims: list[Claim]) -> dict[str, list[Check]]:
    return {
        kind: [leave_one_out(matrix, claim, unit=unit) for claim in claims]
        for kind, unit in KINDS.items()
    }


@pytest.fixture
def checks(matrix: SupportMatrix) -> dict[str, list[Check]]:
    """P in both cases holds; Q in both does not; Q in b holds, with two informants."""
    both = ("a", "b")
    made = [Claim("P/all", "P", both), Claim("Q/all", "Q", both), Claim("Q/b", "Q", ("b",))]
    return removals(matrix, made)


def test_informants_are_listed_by_what_they_say(matrix: SupportMatrix) -> None:
    said = single_supports.informants(matrix)
    assert said.table.index.tolist() == ["x", "y"]
    assert said.table["statements"].tolist() == [3, 2]
    assert said.table["firm"].tolist() == ["a", "b"]
    assert said.table["assumptions"].tolist() == ["P, Q", "Q"]
    assert said.table["share_percent"].tolist() == [60.0, 40.0]
    assert said.digits == 0
    assert said.names["assumptions"] == "On"
    assert said.evidence == {
        ("x", "statements"): ["e1", "e2", "e4"],
        ("y", "statements"): ["e5", "e6"],
    }


def test_assumptions_of_an_informant_are_sorted() -> None:
    labels = [f"P{n:02d}" for n in range(20, 0, -1)]
    rows = pd.DataFrame({"proposition_id": labels}).assign(
        case_id="a", stance=1, specificity="firm", informant_id="x"
    )
    said = single_supports.informants(support_matrix(rows)).table["assumptions"]
    assert said["x"] == ", ".join(reversed(labels))


def test_informants_equally_heard_stand_in_the_order_of_their_names() -> None:
    rows = pd.DataFrame(
        {"case_id": "a", "proposition_id": "P", "stance": 1, "specificity": "firm"},
        index=range(40),
    ).assign(informant_id=[f"i{n:02d}" for n in range(39, -1, -1)])
    listed = single_supports.informants(support_matrix(rows)).table
    assert listed.index.tolist() == sorted(listed.index)


def test_claims_that_hold_are_shown_with_what_they_hang_on(checks: dict[str, list[Check]]) -> None:
    found = single_supports.single_supports(checks)
    assert found.table.index.tolist() == ["P/all", "Q/b"]
    assert found.table.columns.tolist() == ["firm", "informant", "coding", "kind of evidence"]
    assert found.names == {"claim": "Claim", "firm": "Firm"}
    assert found.table.loc["P/all"].tolist() == ["none", "x", "e3", "authors; interview"]
    assert found.table.loc["Q/b"].tolist() == ["b", "none", "none", "none"]
    assert found.evidence == {
        ("P/all", "coding"): ["e1", "e2", "e3"],
        ("Q/b", "coding"): ["e4", "e5", "e6"],
    }


def test_a_claim_holds_even_if_nobody_is_named_in_it(matrix: SupportMatrix) -> None:
    unnamed = support_matrix(matrix.rows[matrix.rows["evidence_id"] == "e3"])
    checks = removals(unnamed, [Claim("P/b", "P", ("b",))])
    found = single_supports.single_supports(checks).table
    assert found.loc["P/b", "informant"] == "none"


def test_numbers_count_claims_and_voices(
    checks: dict[str, list[Check]], matrix: SupportMatrix
) -> None:
    numbers = single_supports.numbers({**checks, "sentence": checks["coding"][:1] * 2}, matrix)
    assert {key: number.value for key, number in numbers.items()} == {
        "n_claims_survive_case": 1,
        "n_claims_survive_informant": 1,
        "n_claims_survive_coding": 1,
        "n_claims_survive_type": 1,
        "n_claims_survive_sentence": 0,
        "n_claims_fall_by_sentence": 2,
        "n_statements_of_informants": 5,
        "n_informants_heard": 2,
        "n_statements_first_informant": 3,
    }
    assert numbers["n_informants_heard"].title == "informants heard"


def test_numbers_without_any_informant_are_nought(checks: dict[str, list[Check]]) -> None:
    rows = pd.DataFrame(
        {"case_id": ["a"], "proposition_id": ["P"], "stance": [1], "specificity": ["firm"]}
    )
    numbers = single_supports.numbers({"sentence": checks["coding"]}, support_matrix(rows))
    assert numbers["n_statements_first_informant"].value == 0
    assert numbers["n_statements_of_informants"].value == 0


def test_the_study_has_sixteen_claims_that_hold(flagship: Study) -> None:
    matrix = support_matrix(flagship)
    made = claims(flagship)
    units = {"case": "case", "sentence": "sentence", "coding": "evidence"}
    checks = {kind: [leave_one_out(matrix, c, unit=u) for c in made] for kind, u in units.items()}
    found = single_supports.single_supports(checks).table
    assert len(found) == 16
    # Haier is told of in one printed sentence, Chery and Zoomlion in one, both failures in one.
    assert found.loc["APA1/successes", "sentence"] == "main s5¶2.4; main s5¶2.5"
    assert found.loc["APA1/failures", ["sentence", "coding"]].tolist() == ["main s5¶2.6", "none"]
    assert found.index[found["sentence"] != "none"].tolist() == [
        "APA1/successes", "APA1/failures", "APA2-2/failures", "APA2-3/failures",
        "APA4-1/failures", "APA4-2/failures",
    ]  # fmt: skip
    (hangs,) = (check for check in checks["sentence"] if check.claim == "APA1/failures")
    # That sentence is coded twice for each of the two firms.
    assert hangs.table[["rows_removed", "verdict"]].to_numpy().tolist() == [[4, "not shown"]]
    assert single_supports.informants(matrix).table["statements"].tolist()[:2] == [7, 4]
