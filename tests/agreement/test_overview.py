"""All coefficients side by side, and each code by itself."""

from __future__ import annotations

import math

import pytest

from crosscase import agreement

GAPS = {"A": "aabb.", "B": "abbba", "C": "ab..a"}


def test_summary_has_one_row_a_coefficient(four_raters):
    table = agreement.summary(four_raters, "ordinal")
    assert table["interval"].iloc[-1].endswith("2000 draws, seed 0")
    assert table["coefficient"].tolist() == [
        "Fleiss' kappa",
        "Gwet's AC1",
        "Krippendorff's alpha (ordinal)",
    ]
    assert (table["low"] <= table["value"]).all()
    assert table.index.tolist() == [0, 1, 2]


def test_summary_hands_every_option_on():
    frame = {"A": "aabba", "B": "abbbb"}
    options = {"categories": ["a", "b", "c"], "confidence": 0.8}
    table = agreement.summary(frame, draws=60, seed=7, **options)
    singly = [
        agreement.cohen_kappa(frame["A"], frame["B"], **options),
        agreement.fleiss_kappa(frame, **options),
        agreement.gwet_ac1(frame, **options),
        agreement.krippendorff_alpha(frame, confidence=0.8, draws=60, seed=7),
    ]
    for column in ("coefficient", "value", "low", "high", "expected", "interval", "note"):
        assert table[column].tolist() == [getattr(found, column) for found in singly]


def test_summary_takes_its_categories_in_their_order():
    with pytest.raises(agreement.ratings.DataError, match="rating 'b'"):
        agreement.summary({"A": "ab", "B": "ab"}, categories=["a"])


def test_each_of_two_codes_has_the_kappa_of_both():
    frame = {"A": "aabbaab", "B": "abbbaaa"}
    table = agreement.by_code(frame)
    whole = agreement.fleiss_kappa(frame).value
    assert table["kappa"].tolist() == pytest.approx([whole, whole])
    # a: 6 of the 14 ratings lie in agreeing pairs (3 units x 2) of 8 given; b: 4 of 6.
    assert table["specific_agreement"].tolist() == pytest.approx([6 / 8, 4 / 6])


def test_codes_with_gaps_by_hand():
    table = agreement.by_code(GAPS, confidence=0.9).set_index("code")
    # Units: aaa, abb (C: b), bb, bb, aa. a is given in three of them and by all in two.
    assert table["units"].to_dict() == {"a": 3, "b": 3}
    assert table["agreed"].to_dict() == {"a": 2, "b": 2}
    # a: (3 x 2 / 2) + 0 + (2 x 1 / 1) of 6; b: (2 x 1 / 2) + 2 + 2 of 6.
    assert table["specific_agreement"].tolist() == pytest.approx([5 / 6, 5 / 6])
    wide = agreement.by_code(GAPS).set_index("code")
    assert (wide["low"] < table["low"]).all()
    assert (wide["high"] >= table["high"]).all()


def test_a_code_that_nobody_gave():
    table = agreement.by_code({"A": "ab", "B": "ab"}, categories=["c", "a", "b"])
    assert table["code"].tolist() == ["c", "a", "b"]
    assert table["units"].tolist() == [0, 1, 1]
    assert math.isnan(table["specific_agreement"][0])
    assert math.isnan(table["kappa"][0])


def test_a_unit_rated_once_shows_no_agreement():
    alone = agreement.by_code({"A": "abc", "B": "ab."}).set_index("code")
    assert alone.loc["c", ["units", "agreed"]].tolist() == [1, 0]
    assert math.isnan(alone.loc["c", "specific_agreement"])


def test_public_names():
    assert dir(agreement) == agreement.__all__ == sorted(agreement.__all__)
    assert all(hasattr(agreement, name) for name in agreement.__all__)
