"""The coders of the main study: worklists, agreement and verdicts, small parts by hand."""

from __future__ import annotations

import pandas as pd
import pytest

import crosscase as cc
from crosscase.results import Table
from crosscase.study import Study
from reverse_knowledge.tables import coders


@pytest.fixture(scope="module")
def cells(flagship: Study) -> Table:
    return coders.cells_that_differ(flagship)


@pytest.fixture(scope="module")
def sentences(flagship: Study) -> Table:
    return coders.sentences_that_differ(flagship)


@pytest.fixture(scope="module")
def agreement(flagship: Study) -> Table:
    return coders.agreement(flagship, confidence=0.95, draws=50, seed=0)


@pytest.fixture(scope="module")
def verdicts(flagship: Study) -> Table:
    return coders.verdicts(flagship, cc.claims(flagship))


def test_coders_are_told_with_the_first_digits_of_their_protocol(flagship: Study) -> None:
    table = coders.described(flagship).table.set_index("coder_id")
    assert table["kind"].tolist() == ["machine"] * 4
    assert table["protocol_sha256"].str.len().dropna().tolist() == [12] * 3
    assert table.loc["A", "reading_order"] == "not recorded"


def test_cells_that_differ_stand_by_assumption_with_a_doubt_as_reason(cells: Table) -> None:
    table = cells.table
    assert table["counted"].value_counts().to_dict() == {"all": 16, "firm and joint": 4, "firm": 2}
    assert table["proposition_id"].is_monotonic_increasing
    assert set(table["decision"]) == {""}
    row = table[(table["counted"] == "firm") & (table["proposition_id"] == "APA5")].iloc[0]
    assert row[["case_id", "A", "C", "D", "sentence_id"]].tolist() == [
        "ZTE", "silent", "supports", "supports", "s4.5¶3.10",
    ]  # fmt: skip
    assert row["reason"].startswith("Regional headquarters take part")
    assert cells.evidence[row["item"], "C"] == ["coder_c:117"]  # type: ignore[index,call-overload]


def test_sentences_that_differ_name_the_firms_that_each_coder_saw(sentences: Table) -> None:
    table = sentences.table.set_index(["proposition_id", "sentence_id"])
    assert len(table) == 79
    row = table.loc[("APA1", "s1¶14.1")]
    assert row[["A", "C", "D", "kind"]].tolist() == [
        "Huawei, ZTE", "all firms", "all firms", "which firms",
    ]  # fmt: skip
    denied = table.loc[("APA2-1", "s5¶3.5")]
    assert denied[["A", "C", "D"]].tolist() == ["silent", "not TCL, SAIC", "silent"]
    assert denied["kind"] == "whether it bears"
    assert denied["reason"] == "New markets may include the customers in them."


def test_a_doubt_about_another_sentence_of_the_paragraph_is_no_reason(sentences: Table) -> None:
    table = sentences.table.set_index(["proposition_id", "sentence_id"])
    assert table.loc[("APA1", "s3.2¶2.7"), "reason"].startswith("Products developed in Europe")
    assert table.loc[("APA2-3", "s3.2¶2.7"), "reason"] == ""


def test_kinds_of_difference() -> None:
    rows = pd.DataFrame({"coder": ["a", "b"], "case_id": ["x", "x"], "stance": [1, -1]})
    assert coders._kind(rows, ["a", "b"]) == "for or against"
    assert coders._kind(rows, ["a", "b", "c"]) == "whether it bears"
    assert coders._kind(rows.assign(case_id=["x", "y"]), ["a", "b"]) == "which firms"


def test_firms_are_named_in_order_with_denials_after_support() -> None:
    rows = pd.DataFrame({"case_id": ["z", "y", "x"], "stance": [1, 1, -1]})
    assert coders._firms(rows, ["x", "y", "z", "w"]) == "y, z; not x"
    assert coders._firms(rows.assign(stance=1), ["x", "y", "z"]) == "all firms"
    assert coders._firms(rows.iloc[:0], ["x"]) == "silent"


def test_differences_by_assumption_sum_to_all(flagship: Study) -> None:
    table = coders.by_assumption(flagship).table.set_index("proposition_id")
    assert table.loc["all assumptions"].tolist() == [4, 147, 48, 16, 314, 154]
    assert table.iloc[:-1].sum().tolist() == [4, 147, 48, 16, 314, 154]
    assert table.loc["APA5"].tolist() == [1, 8, 3, 0, 32, 9]


def test_agreement_on_three_levels(agreement: Table) -> None:
    table = agreement.table
    assert len(table) == 3 * 3 * 4
    together = table[table["coders"] == "A, C and D"].set_index(["level", "counted"])
    assert together.loc[("cell", "firm and joint"), "value"] == pytest.approx(0.935, abs=5e-4)
    assert together["units"].tolist() == [64, 64, 64, 93, 147, 314, *[598 * 8 * 8] * 3]
    assert together["differ"].tolist() == [2, 4, 16, 32, 48, 154, 32, 48, 154]
    assert (table["low"] <= table["value"]).all()
    assert (table["value"] <= table["high"]).all()


def test_verdicts_under_coder_a_are_those_of_the_evidence(verdicts: Table, flagship: Study) -> None:
    table = verdicts.table.set_index("claim")
    own = cc.judge(cc.support_matrix(flagship), cc.claims(flagship)).table
    assert table["A"].tolist() == own["verdict"].tolist()
    told = ["holds"] * 3 + ["not shown", "holds", "holds"]
    assert table.loc["APA5/base cases"].tolist() == told


def test_numbers_for_the_text(
    flagship: Study, agreement: Table, sentences: Table, verdicts: Table
) -> None:
    numbers = coders.numbers(flagship, agreement, sentences, verdicts)
    values = {key: number.value for key, number in numbers.items()}
    counts = ["n_coders", "n_coders_human", "n_coders_of_sentences", "n_sentences_differ",
              "n_sentences_differ_on_firms", "n_claims_turn_by_coder",
              "n_claims_turn_by_coder_without_blanket", "n_differ_cells_all"]  # fmt: skip
    assert [values[key] for key in counts] == [4, 0, 3, 79, 10, 6, 3, 16]
    assert values["alpha_cells_all"] == pytest.approx(0.691, abs=5e-4)
    assert len(list(numbers["alpha_cells_all"].evidence)) == 283 + 239 + 229
