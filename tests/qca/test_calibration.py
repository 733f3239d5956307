"""Calibration: published values, curves by hand, and one message for each mistake."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

from crosscase import qca
from crosscase.errors import DataError, ParameterError


def test_direct_calibration():
    """Ragin (2008), p. 91: thresholds 400, 550, 900 of national income."""
    got = qca.calibrate([720, 468, 1098], thresholds={"e": 400, "c": 550, "i": 900})
    assert got.round(3).tolist() == [0.807, 0.167, 0.990]


@pytest.mark.filterwarnings("ignore:1 score")
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"thresholds": (2, 4, 8), "logistic": False}, [0, 0.25, 0.5, 0.75, 1]),
        ({"thresholds": (8, 4, 2), "logistic": False}, [1, 0.75, 0.5, 0.25, 0]),
        ({"thresholds": (2, 4, 8), "logistic": False, "below": 2}, [0, 0.125, 0.5, 0.75, 1]),
        ({"thresholds": (1, 2, 3, 6, 8, 10)}, [0.5, 1, 1, 1, 0.25]),
        ({"method": "tfr"}, [0, 0.25, 0.5, 0.75, 1]),
        ({"method": "rank"}, [0, 0.25, 0.5, 0.75, 1]),
        ({"thresholds": 4, "type": "crisp"}, [0, 0, 1, 1, 1]),
        ({"thresholds": (4, 6), "type": "crisp"}, [0, 0, 1, 2, 2]),
    ],
)
def test_calibration_by_hand(options, expected):
    assert qca.calibrate([2, 3, 4, 6, 9], **options).tolist() == pytest.approx(expected)


def test_logistic_calibration_meets_its_anchors():
    with pytest.warns(UserWarning, match="exactly 0.5"):
        got = qca.calibrate([1, 4, 9], thresholds=(1, 4, 9), idm=0.9)
    assert got.tolist() == pytest.approx([0.1, 0.5, 0.9])
    falling = qca.calibrate([1.5, 8], thresholds=(9, 4, 1), idm=0.9)
    rising = qca.calibrate([1.5, 8], thresholds=(1, 4, 9), idm=0.9)
    assert (1 - falling).tolist() == pytest.approx(rising.tolist())


def test_totally_fuzzy_with_ties():
    """(F(x) - F(lowest)) / (1 - F(lowest)) by hand: F = .4, .6, 1."""
    got = qca.calibrate([1, 1, 2, 3, 3], method="tfr")
    assert got.tolist() == pytest.approx([0, 0, 1 / 3, 1, 1])


def test_indirect_calibration_keeps_the_order():
    raw = np.linspace(1, 60, 30)
    got = qca.calibrate(raw, method="indirect", thresholds=(10, 20, 30, 45))
    assert (np.diff(got) >= 0).all()
    assert 0 <= got.min() < 0.2 < 0.8 < got.max() <= 1


INCOME = [40110, 34400, 25200, 24920, 20060, 17090, 15320, 13680, 11720, 11290, 10940, 9800,
          7470, 4670, 4100, 4070, 3740, 3690, 3590, 2980, 1000, 650, 450, 110]  # fmt: skip
"""Income per head, dollars, of 24 countries: Ragin (2008), pp. 88-97."""


def test_indirect_calibration_meets_its_score_equations():
    """R's QCA fits log x, root x, x and x squared; an income of 1000 is not above the cut 1000.

    A fractional logit is the one curve of its form whose residuals have no component along any
    of its terms, which tells the terms and the groups apart without fitting anything anew.
    """
    cuts = (1000, 4000, 5000, 10000, 20000)
    x = np.array(INCOME, dtype=float)
    group = np.array([sum(value > cut for cut in cuts) for value in INCOME]) / len(cuts)
    left = group - qca.calibrate(INCOME, method="indirect", thresholds=cuts).to_numpy()
    for column in (x**0, np.log(x), np.sqrt(x), x, x**2):
        assert abs(left @ column) / np.abs(column).sum() < 2e-6
    assert qca.calibrate([0, *INCOME], method="indirect", thresholds=cuts).iloc[0] < 0.01


@pytest.mark.parametrize(
    ("raw", "thresholds", "expected"),
    [
        (
            [33.4, 60.5, 69],
            (26.75, 49.75, 64.75),
            [0.109768097559334, 0.891888812951533, 0.977658111167803],
        ),
        (
            [98, 94.4, 95.9],
            (46.8, 66.95, 89.7),
            [0.98234066917487, 0.972151719474921, 0.976952472152231],
        ),
        ([48.9, 37.4], (18.05, 26.8, 44.65), [0.974555847627435, 0.851765829601081]),
        ([10, 4, 6], (5.5, 10.5, 16), [0.426916277038721, 0.0212947351672321, 0.0659893126563793]),
        ([-9, 10, 7], (-2.5, 1.5, 5.5), [0.000439623429119982, 0.998086551394422, 0.98285244823]),
    ],
)
def test_direct_calibration_of_the_lipset_data(raw, thresholds, expected):
    """Austria, Belgium, Czechoslovakia (urban, literate, industrial, stable, survival).

    Raw and calibrated values as in the textbook's data in R; the thresholds are those that all
    eighteen countries imply.
    """
    got = qca.calibrate(raw, thresholds=thresholds)
    assert got.tolist() == pytest.approx(expected, abs=1e-9)


def test_memberships_next_to_the_ends_are_full():
    """As in R's QCA: below 0.0001 is 0, above 0.9999 is 1."""
    assert qca.calibrate([-90, 90], thresholds=(1, 2, 4)).tolist() == [0, 1]


def test_find_thresholds():
    assert qca.find_thresholds([1, 2, 10, 11, 30, 31], n=2) == (6.0, 20.5)
    assert qca.find_thresholds(pd.Series([31, 1, 10, 2, 11, 30, 30]), n=1) == (20.5,)
    assert qca.find_thresholds([1, 2], n=1) == (1.5,)


@pytest.mark.parametrize("n", [0, 2])
def test_thresholds_asked_for_must_part_the_scores(n):
    with pytest.raises(
        ParameterError, match=f"n is {n}; with 2 distinct scores it may go from 1 to 1$"
    ):
        qca.find_thresholds([1, 1, 2], n=n)


def test_index_and_name_are_kept():
    raw = pd.Series([1.0, 9.0], index=["p", "q"], name="GDP")
    for options in ({"thresholds": (2, 4, 8)}, {"thresholds": 3, "type": "crisp"}):
        got = qca.calibrate(raw, **options)
        assert (got.index.tolist(), got.name) == (["p", "q"], "GDP")
    assert qca.calibrate(raw, thresholds=3, type="crisp").dtype.kind == "i"


def test_thresholds_may_be_named():
    named = {"i": 900, "e": 400, "c": 550}
    assert qca.calibrate([720], thresholds=named).tolist() == pytest.approx(
        qca.calibrate([720], thresholds=(400, 550, 900)).tolist()
    )
    six = {"e1": 1, "c1": 2, "i1": 3, "i2": 6, "c2": 8, "e2": 10}
    assert qca.calibrate([9.0], thresholds=six).tolist() == [0.25]


def test_logistic_curve_by_hand():
    """Log odds are linear: at half the way from crossover to inclusion half of log(.95 / .05)."""
    odds = (0.95 / 0.05) ** 0.5
    got = qca.calibrate([6, 3, 10], thresholds=(2, 4, 8))
    assert got.tolist() == pytest.approx(
        [odds / (1 + odds), 1 / (1 + odds), odds**3 / (1 + odds**3)]
    )


@pytest.mark.filterwarnings("ignore:1 score")
@pytest.mark.parametrize(
    ("thresholds", "options"),
    [
        ((2, 4, 8), {}),
        ((8, 4, 2), {}),
        ((2, 4, 8), {"logistic": False, "below": 2, "above": 3}),
        ((8, 4, 2), {"logistic": False, "below": 2, "above": 3}),
        ((1, 3, 4, 5, 7, 9), {"below": 2}),
        ((3, 4, 6), {"method": "indirect"}),
        ((3, 6), {"type": "crisp"}),
    ],
)
def test_another_unit_changes_nothing(thresholds, options):
    raw = np.array([1, 2.5, 3.2, 3.9, 4, 4.1, 5, 6.5, 7.7, 9])
    got = qca.calibrate(raw, thresholds=thresholds, **options)
    small = qca.calibrate(raw / 100, thresholds=np.array(thresholds) / 100, **options)
    assert small.tolist() == pytest.approx(got.tolist(), abs=1e-5)


def test_the_ends_are_full_beyond_a_ten_thousandth():
    """Log odds of .99995 are 9.9035, of .99985 8.8048; those of idm .95 are 2.9444 a unit."""
    far, near = 9.9035 / 2.9444, 8.8048 / 2.9444
    got = qca.calibrate([1 - far, 1 - near, 1 + near, 1 + far], thresholds=(0, 1, 2))
    assert got.tolist() == pytest.approx([0, 0.00015, 0.99985, 1], abs=1e-6)
    assert (got.iloc[0], got.iloc[3]) == (0, 1)


@pytest.mark.filterwarnings("ignore:1 score")
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # Above 4: 1 less half of ((8 - x) / 4) ** 2; below: half of (x - 2) / 2.
        ({"thresholds": (2, 4, 8), "logistic": False, "above": 2}, [0.25, 0.5, 0.875, 1]),
        ({"thresholds": (8, 4, 2), "logistic": False, "above": 2}, [0.875, 0.5, 0.25, 0]),
        ({"thresholds": (8, 4, 2), "logistic": False, "below": 2}, [0.75, 0.5, 0.125, 0]),
    ],
)
def test_powers_by_hand(options, expected):
    assert qca.calibrate([3, 4, 6, 8], **options).tolist() == pytest.approx(expected)


@pytest.mark.filterwarnings("ignore:.* of exactly 0.5")
@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        # e1 = 3, c1 = 2, i1 = 1 falling, then e2 = 5, c2 = 7, i2 = 9 rising: i1 < c1 < e1.
        ((3, 2, 1, 9, 7, 5), [1, 0.5, 0, 0, 0, 0.5, 1, 1]),
        # One peak: e1 c1 i1 = i2 c2 e2.
        ((1, 2, 5, 5, 7, 9), [0, 0.5, 2 / 3, 5 / 6, 1, 0.5, 0, 0]),
        # No valley between: e1 = e2.
        ((5, 2, 1, 9, 7, 5), [1, 0.5, 1 / 3, 1 / 6, 0, 0.5, 1, 1]),
    ],
)
def test_six_thresholds_by_hand(thresholds, expected):
    got = qca.calibrate([1, 2, 3, 4, 5, 7, 9, 10], thresholds=thresholds)
    assert got.tolist() == pytest.approx(expected)


@pytest.mark.filterwarnings("ignore:.* of exactly 0.5")
def test_exponents_hold_on_both_sides_of_a_mid_point():
    got = qca.calibrate([1.5, 3.5, 8], thresholds=(1, 2, 5, 5, 7, 9), below=2, above=2)
    # Below crossovers half of share ** 2; above 1 less half of rest ** 2.
    assert got.tolist() == pytest.approx([0.125, 0.875, 0.125])


@pytest.mark.filterwarnings("ignore:1 score")
def test_a_set_of_ranks():
    assert qca.calibrate([5, 1, 1, 9], method="rank").tolist() == pytest.approx([0.6, 0, 0, 1])
    assert qca.calibrate([3, 3], method="rank").tolist() == [0, 0]
    assert qca.calibrate([1, 2, 4], method="TFR").tolist() == pytest.approx([0, 1 / 2, 1])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "direct calibration needs thresholds"),
        ({"type": "crisp"}, "crisp calibration needs thresholds"),
        ({"method": "indirect"}, "indirect calibration needs thresholds"),
        ({"thresholds": (1, 2)}, "direct calibration takes three thresholds .* or six, not 2"),
        ({"thresholds": (1, 3, 2)}, "thresholds 1, 3, 2 are not in order; give exclusion, crossov"),
        ({"thresholds": (1, 1, 2)}, "thresholds 1, 1, 2 are not in order"),
        ({"thresholds": (2, 1, 1)}, "thresholds 2, 1, 1 are not in order"),
        ({"thresholds": (2, 2, 1)}, "thresholds 2, 2, 1 are not in order"),
        ({"thresholds": (1, 2, 2)}, "thresholds 1, 2, 2 are not in order"),
        ({"thresholds": (1, 2, 3, 4, 5, 4)}, "1, 2, 3, 4, 5, 4 are not in order; give e1 < c1"),
        ({"thresholds": (1, 2, 4, 3, 5, 6)}, "not in order; give e1 < c1"),
        ({"thresholds": (3, 2, 1, 9, 7, 2)}, "not in order; give e1 < c1"),
        ({"thresholds": {"e": 1, "c": 2, "x": 3}},
         "thresholds has keys e, c, x; give e, c, i or e1, c1, i1, i2, c2, e2"),
        ({"thresholds": {"e": 1, "c": 2}}, "thresholds has keys e, c; give"),
        ({"thresholds": (1, 2, 3), "idm": 0.5}, "idm is 0.5; it must lie between 0.5 and 1"),
        ({"thresholds": (1, 2, 3), "idm": 1}, "idm is 1; it must lie between 0.5 and 1"),
        ({"thresholds": (1, 2, 3), "below": 0}, "below and above are 0 and 1.0; they must be posi"),
        ({"thresholds": (1, 2, 3), "above": -1}, "below and above are 1.0 and -1; they must be"),
        ({"thresholds": (2, 1), "type": "crisp"}, "cut points 2, 1 must be given in rising order"),
        ({"thresholds": (1, 1), "type": "crisp"}, "cut points 1, 1 must be given in rising order"),
        ({"thresholds": (), "type": "crisp"}, "must be given in rising order"),
        ({"type": "fussy"}, "type is 'fussy'; it may be 'fuzzy' or 'crisp'"),
        ({"method": "magic"}, "method is 'magic'; it may be 'direct', 'indirect', 'tfr' or 'rank'"),
        ({"method": "indirect", "thresholds": (1, 2)},
         "indirect calibration takes logarithms; the lowest score is -1: shift the scores to 0"),
    ],
)  # fmt: skip
def test_mistakes_are_told(options, message):
    with pytest.raises(ParameterError, match=message):
        qca.calibrate([-1.0, 0, 1, 3], **options)


def test_equal_scores_have_no_totally_fuzzy_set():
    with pytest.raises(ParameterError, match="all scores are equal; totally fuzzy calibration"):
        qca.calibrate([2, 2], method="tfr")


def test_missing_scores_are_named():
    with pytest.raises(DataError, match="scores are missing or not numbers at 1; calibration need"):
        qca.calibrate([1.0, float("nan")], thresholds=(1, 2, 3))
    raw = pd.Series(["x"] * 6 + [1], index=list("abcdefg"))
    with pytest.raises(DataError, match="not numbers at a, b, c, d, e and 1 more; calibration"):
        qca.calibrate(raw, thresholds=(1, 2, 3))


def test_missing_whole_numbers_are_named():
    raw = pd.Series([1, None, 3], dtype="Int64", index=list("abc"))
    with pytest.raises(DataError, match="missing or not numbers at b;"):
        qca.calibrate(raw, thresholds=(1, 2, 3))


def test_scores_of_one_half_are_warned_of():
    with pytest.warns(
        UserWarning, match="^1 score of exactly 0.5, neither in nor out of the set: 1;"
    ):
        qca.calibrate([1.0, 2, 3], thresholds=(1, 2, 3))
    with pytest.warns(UserWarning, match="1 score") as caught:
        qca.calibrate([1.0, 2, 3], thresholds=(1, 2, 3))
    assert caught[0].filename == __file__
    raw = pd.Series([2.0] * 7, index=list("abcdefg"))
    with pytest.warns(UserWarning, match="7 scores of .*: a, b, c, d, e and 2 more; move the cros"):
        qca.calibrate(raw, thresholds=(1, 2, 3))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        qca.calibrate([1.0, 2.001, 3], thresholds=(1, 2, 3))
