"""Two coding passes: agreement by hand on small cells, and on the study's own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crosscase.study import Study
from reverse_knowledge.tables import coding_passes


def cells(*rows: tuple[str, int, int]) -> pd.DataFrame:
    """Cells by paragraph and both codes, a unit each."""
    table = pd.DataFrame(rows, columns=["locator", "first", "second"])
    units = [f"u{n}" for n in range(len(table))]
    return table.assign(unit_id=units, proposition_id="P", case_id="a")


# Paragraph A: agreement on all three codes. Paragraph B: one cell, and they differ.
FOUR = cells(("A", 1, 1), ("A", 0, 0), ("A", -1, -1), ("B", 1, 0))


@pytest.fixture(scope="module")
def coded(flagship: Study) -> pd.DataFrame:
    return coding_passes.paired(flagship)


def test_cells_of_both_passes_stand_side_by_side(coded: pd.DataFrame) -> None:
    assert len(coded) == 480
    assert not coded.duplicated(["unit_id", "proposition_id"]).any()
    one = coded[(coded["unit_id"] == "unit-14") & (coded["proposition_id"] == "APA2-1")].iloc[0]
    assert (one["first"], one["second"]) == (1, 0)
    assert (one["locator"], one["case_id"]) == ("s4.4¶1", "Huawei")


def test_filled_are_the_cells_that_either_coder_filled() -> None:
    table = cells(("A", 0, 0), ("A", 1, 0), ("A", 0, -1), ("A", 1, 1))
    assert coding_passes.filled(table)["unit_id"].tolist() == ["u1", "u2", "u3"]


def test_crossed_counts_every_pair_of_codes() -> None:
    table = coding_passes.crossed(FOUR)
    assert table.index.tolist() == table.columns.tolist() == ["contradicts", "silent", "supports"]
    assert table.to_numpy().tolist() == [[1, 0, 0], [0, 1, 0], [0, 1, 1]]


def test_crossed_shows_codes_that_nobody_gave() -> None:
    assert coding_passes.crossed(cells(("A", 0, 0))).to_numpy().sum() == 1
    assert coding_passes.crossed(cells(("A", 0, 0))).shape == (3, 3)


def test_groups_are_the_assumptions_all_and_the_filled(coded: pd.DataFrame) -> None:
    groups = coding_passes.groups(coded)
    assert list(groups) == [
        "APA1", "APA2-1", "APA2-2", "APA2-3", "APA3", "APA4-1", "APA4-2", "APA5",
        "all assumptions", "all assumptions, filled cells",
    ]  # fmt: skip
    assert [len(part) for part in groups.values()] == [60] * 8 + [480, 95]
    assert set(groups["APA3"]["proposition_id"]) == {"APA3"}


def test_groups_keep_the_order_of_the_cells() -> None:
    table = cells(("A", 1, 1), ("A", 0, 0)).assign(proposition_id=["Q", "P"])
    assert list(coding_passes.groups(table))[:2] == ["Q", "P"]


def test_coefficients_over_all_and_over_filled_cells() -> None:
    found = coding_passes.coefficients(FOUR, confidence=0.9, seed=0)
    table = found.table
    assert table["cells"].tolist() == ["all cells"] * 4 + ["cells that a coder filled"] * 4
    assert table["units"].tolist() == [4] * 4 + [3] * 4
    assert table["observed"].iloc[0] == 0.75
    # By chance: (1 x 1 + 1 x 2 + 2 x 1) / 16.
    assert table["expected"].iloc[0] == 5 / 16
    assert table["value"].iloc[0] == pytest.approx((12 - 5) / 11)
    assert table["high"].max() == 1
    assert found.evidence == ["u0", "u1", "u2", "u3"]
    assert found.names["expected"] == "By chance"


def test_coefficients_follow_the_level_and_the_seed() -> None:
    wide = coding_passes.coefficients(FOUR, confidence=0.99, seed=0).table
    narrow = coding_passes.coefficients(FOUR, confidence=0.5, seed=0).table
    assert (wide["low"] < narrow["low"]).all()
    many = pd.concat([FOUR] * 5)
    ends = [
        coding_passes.coefficients(many, confidence=0.9, seed=s).table["low"][3] for s in range(4)
    ]
    assert len(set(ends)) > 1


def test_kappa_draws_are_those_of_whole_paragraphs() -> None:
    drawn = coding_passes.kappa_draws(FOUR, draws=400, seed=1)
    # AA: full agreement. BB: 1 and 0 alone, differing, so kappa 0. AB: as without resampling.
    assert set(drawn.round(6)) == {1.0, 0.0, round(7 / 11, 6)}
    assert drawn.shape == (400,)
    assert np.mean(drawn == 1) == pytest.approx(0.25, abs=0.08)


def test_kappa_draws_weigh_a_paragraph_by_its_cells() -> None:
    whole = cells(("A", 1, 1), ("A", 1, 1), ("A", 0, 0), ("A", 0, 1))
    # Observed 3/4; by chance 2/4 x 3/4 + 2/4 x 1/4 = 1/2.
    assert coding_passes.kappa_draws(whole, draws=3, seed=0) == pytest.approx([0.5] * 3)


def test_a_draw_with_one_code_throughout_is_full_agreement() -> None:
    silent = cells(("A", 0, 0), ("B", 0, 0))
    assert coding_passes.kappa_draws(silent, draws=5, seed=0).tolist() == [1.0] * 5


def test_kappa_draws_follow_the_seed_and_not_the_order_of_rows() -> None:
    first = coding_passes.kappa_draws(FOUR, draws=50, seed=1)
    assert (first == coding_passes.kappa_draws(FOUR.iloc[::-1], draws=50, seed=1)).all()
    assert (first != coding_passes.kappa_draws(FOUR, draws=50, seed=2)).any()


ASK = {"confidence": 0.9, "draws": 200, "seed": 0}


def test_agreement_holds_where_the_lower_end_reaches_the_minimum() -> None:
    same = cells(("A", 1, 1), ("A", 0, 0), ("B", 1, 1), ("B", 0, 0))
    check = coding_passes.agreement_of("P", same, minimum=1.0, **ASK)
    assert (check.holds, check.statistic, check.margin) == (True, 1.0, 0.0)
    assert check.evidence == ()
    assert check.table.empty
    assert check.measure == "Kappa"


def test_agreement_fails_where_the_upper_end_is_below_the_minimum() -> None:
    other = cells(("A", 1, 0), ("A", 0, 1), ("B", 1, 0), ("B", 0, 1))
    check = coding_passes.agreement_of("P", other, minimum=0.5, **ASK)
    assert (check.holds, check.statistic, check.margin) == (False, -1.0, -1.5)
    assert check.evidence == ("u0", "u1", "u2", "u3")


def test_agreement_in_between_cannot_be_decided() -> None:
    check = coding_passes.agreement_of("P", FOUR, minimum=0.5, **ASK)
    assert check.holds is None
    assert check.margin == pytest.approx(7 / 11 - 0.5)
    assert check.table["unit_id"].tolist() == ["u3"]
    assert check.sentence == (
        "Cohen's kappa is 0.636, 90% interval 0.000 to 1.000 over 2 resampled paragraphs, 0.5 "
        "asked; the coders differ in 1 of 4 cells."
    )


def test_the_upper_end_may_equal_the_minimum() -> None:
    check = coding_passes.agreement_of("P", FOUR, minimum=1.0, **ASK)
    assert check.holds is None


def test_an_interval_is_as_wide_as_asked() -> None:
    # 1 in 4 draws is 0, 1 in 2 is 7/11, 1 in 4 is 1.
    ends = {0.2: "0.636 to 0.636", 0.4: "0.636 to 0.636", 0.6: "0.000 to 1.000"}
    for confidence, told in ends.items():
        check = coding_passes.agreement_of(
            "P", FOUR, minimum=0.6, confidence=confidence, draws=4000, seed=0
        )
        assert f"{confidence:.0%} interval {told} over" in check.sentence
        assert check.holds is (True if confidence < 0.5 else None)


def test_by_assumption_counts_what_each_coder_filled() -> None:
    table = coding_passes.by_assumption(
        {"P": cells(("A", 1, 1), ("A", 1, 0), ("B", 0, 0), ("B", 0, 0))}
    ).table
    row = table.iloc[0]
    assert row["assumption"] == "P"
    assert row[["filled_first", "filled_second", "filled_both", "differ"]].tolist() == [2, 1, 1, 1]
    # Observed 3/4; by chance 2/4 x 1/4 + 2/4 x 3/4 = 1/2.
    assert row["kappa"] == pytest.approx(0.5)
    # Gwet's chance, of three codes: (3/8 x 5/8 + 5/8 x 3/8) / 2 = 15/64.
    assert row["ac1"] == pytest.approx((3 / 4 - 15 / 64) / (49 / 64))
    assert str(table["filled_first"].dtype) == "int64"


def test_codes_of_both_coders_are_told_from_those_of_either() -> None:
    both = cells(("A", 1, -1), ("A", 1, 1), ("A", 0, 1), ("A", 0, -1), ("A", 1, 0))
    row = coding_passes.by_assumption({"P": both}).table.iloc[0]
    counts = ["filled_first", "filled_second", "filled_both", "differ"]
    assert row[counts].tolist() == [3, 4, 2, 4]


def test_by_stance_names_each_code() -> None:
    table = coding_passes.by_stance(FOUR, confidence=0.9).table
    assert table["code"].tolist() == ["contradicts", "silent", "supports"]
    assert table["units"].tolist() == [1, 2, 2]
    assert table["agreed"].tolist() == [1, 1, 1]
    wide = coding_passes.by_stance(FOUR, confidence=0.99).table
    assert wide["low"][2] < table["low"][2]


def test_differences_stand_with_what_the_evidence_says(
    coded: pd.DataFrame, flagship: Study
) -> None:
    found = coding_passes.differing(coded, flagship)
    table = found.table
    assert table["unit_id"].tolist() == ["unit-14", "unit-27", "unit-28"]
    assert table["firm"].tolist() == ["Huawei", "Huawei", "ZTE"]
    assert set(table["first"]) == {"supports"}
    assert set(table["second"]) == {"silent"}
    assert table["statement"][1].startswith("From cases and literature together")
    assert found.evidence[("unit-27", "locator")] == ["unit-27"]
    assert found.names["statement"] == "As coded in the evidence"


def test_a_difference_on_which_the_evidence_is_silent_is_listed_too(flagship: Study) -> None:
    table = coding_passes.differing(cells(("nowhere", 1, 0)), flagship).table
    assert table[["unit_id", "first", "second"]].to_numpy().tolist() == [
        ["u0", "supports", "silent"]
    ]
    assert table["statement"].isna().all()


def test_doubts_are_counted_by_reading_and_assumption(flagship: Study) -> None:
    found = coding_passes.doubted(flagship)
    table = found.table
    assert table.index.tolist()[-1] == "supports, could be silent"
    assert table.columns.tolist()[0] == "APA1"
    assert table.columns.tolist()[-2:] == ["APA5", "all"]
    assert table.loc["supports, could be silent", ["APA2-2", "APA5", "all"]].tolist() == [9, 8, 27]
    assert (table.index.name, table.columns.name) == ("reading", None)
    assert found.names == {"reading": "Coded as"}
    assert table["all"].sum() == len(found.evidence) == 44


def test_numbers_of_the_study(coded: pd.DataFrame, flagship: Study) -> None:
    numbers = coding_passes.numbers(coded, flagship, confidence=0.95, draws=500, seed=0)
    values = {key: number.value for key, number in numbers.items()}
    assert values["kappa_passes"] == pytest.approx(0.981, abs=5e-4)
    assert values["kappa_filled"] == pytest.approx(0.886, abs=5e-4)
    assert values["kappa_passes_low"] == pytest.approx(0.945, abs=0.01)
    assert values["kappa_filled_low"] == 0
    counts = [value for key, value in values.items() if key.startswith("n_")]
    assert counts == [480, 95, 3, 60, 23, 44]
    assert numbers["kappa_filled"].digits == 2
    assert numbers["kappa_filled"].title == "agreement of the coding passes: kappa filled"
    assert numbers["n_agreement_units"].title == "agreement units"
