"""Ranges of cuts and anchors: by hand on four rows, and against a fine search."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crosscase import qca
from crosscase.errors import ParameterError

from .samples import CONDITIONS, fuzzy


def cases(row: tuple[int, int], successes: int, n: int) -> list[tuple[int, int, int]]:
    return [(*row, int(i < successes)) for i in range(n)]


ROWS = pd.DataFrame(
    [*cases((1, 1), 2, 3), *cases((1, 0), 3, 4), *cases((0, 1), 2, 5), *cases((0, 0), 0, 2)],
    columns=list("ABY"),
)
"""Inclusion 2/3 of A*B, 3/4 of A*~B, .4 of ~A*B, 0 of ~A*~B; 3, 4, 5 and 2 cases."""


# -- cuts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("incl_cut", "lower", "upper", "below", "above"),
    [
        (0.6, 0.4, 2 / 3, "A + B", "A*~B"),
        (2 / 3, 0.4, 2 / 3, "A + B", "A*~B"),
        (2 / 3 + 1e-9, 0.4, 2 / 3, "A + B", "A*~B"),
        (0.7, 2 / 3, 0.75, "A", "no solution"),
        (0.9, 0.75, 1, "A*~B", ""),
        (0.3, 0, 0.4, "no solution", "A"),
        (0, 0, 0, "", "A + B"),
    ],
)
def test_ranges_of_the_inclusion_cut(incl_cut, lower, upper, below, above):
    found = qca.cut_ranges(ROWS, outcome="Y", incl_cut=incl_cut).loc["incl_cut"]
    assert found.index.tolist() == ["lower", "value", "upper", "lower_open", "below", "above"]
    assert found[["lower", "value", "upper"]].tolist() == pytest.approx([lower, incl_cut, upper])
    assert (found["lower_open"], found["below"], found["above"]) == (lower > 0, below, above)


@pytest.mark.parametrize(
    ("n_cut", "lower", "upper", "below", "above"),
    [
        (1, 1, 3, "", "A*~B"),
        (3, 1, 3, "", "A*~B"),
        (4, 4, 4, "A", "no solution"),
        (5, 5, 6, "A*~B", ""),
    ],
)
def test_ranges_of_the_frequency_cut(n_cut, lower, upper, below, above):
    """Without remainders A*B and A*~B stay while both have cases enough; of six there is no row."""
    found = qca.cut_ranges(ROWS, outcome="Y", incl_cut=0.6, n_cut=n_cut).loc["n_cut"]
    assert found.tolist() == [lower, n_cut, upper, False, below, above]


def test_other_options_reach_both_ranges():
    """A PRI cut of .7 lets A*~B alone; rows of under three cases have no inclusion to end at."""
    found = qca.cut_ranges(ROWS, outcome="Y", incl_cut=0.6, pri_cut=0.7)
    assert found.loc["incl_cut", ["lower", "upper", "above"]].tolist() == [0, 0.75, "no solution"]
    assert found.loc["n_cut", ["lower", "upper", "above"]].tolist() == [1, 4, "no solution"]
    found = qca.cut_ranges(ROWS, outcome="Y", incl_cut=0.3, n_cut=3)
    assert found.loc["incl_cut", ["lower", "below"]].tolist() == [0, ""]
    found = qca.cut_ranges(ROWS, outcome="Y", incl_cut=0.6, n_cut=4, include="?")
    assert found.loc["incl_cut", ["lower", "upper", "below"]].tolist() == [0.4, 0.75, "no solution"]
    other = ROWS.assign(other="text")
    turned = qca.cut_ranges(other, outcome="~Y", conditions=["B", "A"], incl_cut=1)
    assert turned.loc["incl_cut", ["lower", "upper", "below"]].tolist() == [0.6, 1, "~A"]
    # A remainder helps where it may be used: with expectations only where they speak for it.
    free = qca.cut_ranges(ROWS, outcome="Y", incl_cut=0.7, n_cut=3, include="?")
    assert free.loc["n_cut"].tolist() == [3, 3, 3, False, "A*~B", "A or ~B"]
    expected = qca.cut_ranges(ROWS, outcome="Y", incl_cut=0.7, n_cut=3, include="?", dir_exp="A,~B")
    assert expected.loc["n_cut"].tolist() == [1, 3, 4, False, "", "no solution"]


@pytest.mark.parametrize("seed", range(4))
def test_ranges_are_those_a_fine_search_finds(seed):
    data = fuzzy(seed, 40)
    options = {"outcome": "Y", "conditions": CONDITIONS}
    ranges = qca.cut_ranges(data, **options, incl_cut=0.85, n_cut=2, include="?")

    def models(incl, n):
        truth = qca.truth_table(data, **options, incl_cut=incl, n_cut=n)
        return qca.minimize(truth, include="?").models

    own = models(0.85, 2)
    lower, upper = ranges.loc["incl_cut", ["lower", "upper"]].astype(float)
    for incl in np.linspace(0.02, 1, 50):
        if lower < incl <= upper + 1e-9:
            assert models(incl, 2) == own
    if lower > 0:
        assert models(lower, 2) != own
    if upper < 1:
        assert models(min(1.0, upper + 1e-6), 2) != own
    low, high = ranges.loc["n_cut", ["lower", "upper"]].astype(int)
    assert all(models(0.85, n) == own for n in range(low, high + 1))
    assert low == 1 or models(0.85, low - 1) != own


def test_a_sweep_by_hand():
    table = qca.cut_sweep(
        ROWS, outcome="Y", incl_cuts=[0.6, 0.3, 0.9], n_cuts=[1, 4], pri_cuts=[0, 0.7]
    )
    assert table.columns.tolist() == [
        "incl_cut", "n_cut", "pri_cut", "models", "solution", "same", "SC",
    ]  # fmt: skip
    # A holds in 7 cases, A*~B in 4, A + B in 12; B in 5 of ~A and 3 of A.
    assert table.iloc[:, :-1].to_numpy().tolist() == [
        [0.6, 1, 0, 1, "A", True],
        [0.6, 1, 0.7, 1, "A*~B", False],
        [0.6, 4, 0, 1, "A*~B", False],
        [0.6, 4, 0.7, 1, "A*~B", False],
        [0.3, 1, 0, 1, "A + B", False],
        [0.3, 1, 0.7, 1, "A*~B", False],
        [0.3, 4, 0, 1, "A*~B + ~A*B", False],
        [0.3, 4, 0.7, 1, "A*~B", False],
        [0.9, 1, 0, 0, "", False],
        [0.9, 1, 0.7, 0, "", False],
        [0.9, 4, 0, 0, "", False],
        [0.9, 4, 0.7, 0, "", False],
    ]
    part = 4 / 7
    assert table["SC"].tolist() == pytest.approx(
        [1, part, part, part, 7 / 12, part, 4 / 12, part, 0, 0, 0, 0]
    )


def test_a_sweep_over_inclusion_alone():
    table = qca.cut_sweep(
        ROWS.assign(other="text"),
        outcome="~Y",
        conditions="A,B",
        incl_cuts=[0.5, 0.8],
        include="?",
        dir_exp="~A,B",
    )
    assert table[["n_cut", "pri_cut", "solution"]].to_numpy().tolist() == [
        [1, 0.0, "~A"], [1, 0.0, "~A*~B"],
    ]  # fmt: skip


def test_sweep_equals_solving_one_by_one():
    data = fuzzy(7, 40)
    cuts, counts = [0.85, 0.7, 0.8, 0.9, 0.95], [1, 2, 4]
    table = qca.cut_sweep(
        data, outcome="Y", conditions=CONDITIONS, incl_cuts=cuts, n_cuts=counts, include="?"
    )
    for row in table.itertuples():
        truth = qca.truth_table(
            data, outcome="Y", conditions=CONDITIONS, incl_cut=row.incl_cut, n_cut=row.n_cut
        )
        models = qca.minimize(truth, include="?").models
        assert row.solution == " or ".join(map(" + ".join, models))
    assert table["same"].iloc[0]
    assert table["SC"].iloc[0] == 1.0


# -- calibration anchors ----------------------------------------------------------------------

CRISP = pd.DataFrame({"A": [1, 1, 0, 0, 1, 0], "B": [1, 0, 1, 0, 0, 1], "Y": [1, 1, 0, 0, 1, 0]})
RAW = pd.Series([9.0, 8.0, 2.0, 1.0, 7.0, 3.0])


def above_first(values, anchors):
    return (values >= anchors[0]).astype(float)


def anchors_of(thresholds, **options):
    table = qca.calibration_ranges(
        options.pop("data", CRISP),
        options.pop("raw", RAW),
        thresholds,
        **{"condition": "A", "calibrate": above_first, "step": 1.0, "outcome": "Y", "include": "?",
           **options},
    )  # fmt: skip
    assert table.columns.tolist() == [
        "anchor", "lower", "value", "upper", "lower_found", "upper_found",
    ]  # fmt: skip
    return [tuple(row) for row in table.to_numpy().tolist()]


def test_ranges_of_an_anchor():
    """At 3 a failure comes into A; above 9 no case is left in it, while A alone told them apart."""
    assert anchors_of([5.0]) == [(1, 4.0, 5.0, 9.0, True, True)]
    assert anchors_of([5.0], step=0.5) == [(1, 3.5, 5.0, 9.0, True, True)]
    assert anchors_of([5.0], step=3) == [(1, 5.0, 5.0, 8.0, True, True)]


def test_steps_come_to_an_end():
    assert anchors_of([5.0], most_steps=1) == [(1, 4.0, 5.0, 6.0, False, False)]
    assert anchors_of([5.0], most_steps=2) == [(1, 4.0, 5.0, 7.0, True, False)]


def test_anchors_stay_in_order():
    """The second anchor changes nothing: fifty steps up, or down until it meets the first."""
    assert anchors_of([5.0, 7.0]) == [
        (1, 4.0, 5.0, 6.0, True, False),
        (2, 6.0, 7.0, 57.0, False, False),
    ]
    assert anchors_of([5.0, 3.0, 2.0]) == [
        (1, 4.0, 5.0, 9.0, False, True),
        (2, 3.0, 3.0, 4.0, False, False),
        (3, -48.0, 2.0, 2.0, False, False),
    ]


def test_options_reach_the_analysis():
    # With .5 allowed, one failure among two cases of A*B still passes, as does ~A*~B from 8 on.
    assert anchors_of([5.0], incl_cut=0.5) == [(1, 3.0, 5.0, 7.0, True, True)]
    # With two cases asked for, the row A*~B has too few from 8 on.
    assert anchors_of([5.0], n_cut=2) == [(1, 4.0, 5.0, 7.0, True, True)]
    # Without remainders A*B and A*~B have to stay, which they do up to 8.
    assert anchors_of([5.0], include=None) == [(1, 4.0, 5.0, 8.0, True, True)]
    other = {"data": CRISP.assign(other="text"), "conditions": "B,A"}
    assert anchors_of([5.0], **other, dir_exp="A,B") == [(1, 4.0, 5.0, 8.0, True, True)]


def test_raw_values_go_by_the_names_of_the_cases():
    raw = pd.concat([RAW, pd.Series({9: 4.5})]).iloc[::-1]
    assert anchors_of([5.0], raw=raw) == [(1, 4.0, 5.0, 9.0, True, True)]


def test_whole_numbers_are_calibrated_as_any():
    kinds = set()

    def told(values, anchors):
        kinds.add(values.dtype.kind)
        return above_first(values, anchors)

    found = anchors_of([5.0], raw=RAW.astype(int), calibrate=told)
    assert found == [(1, 4.0, 5.0, 9.0, True, True)]
    assert kinds == {"f"}


def test_three_anchors_of_a_fuzzy_set_stay_in_order():
    data = fuzzy(1)
    raw = data["A"] * 100

    def direct(values, anchors):
        low, middle, high = anchors
        return np.clip(
            np.where(
                values < middle,
                0.5 * (values - low) / (middle - low),
                0.5 + 0.5 * (values - middle) / (high - middle),
            ),
            0,
            1,
        )

    table = qca.calibration_ranges(
        data, raw, [10, 50.3, 90], condition="A", calibrate=direct, step=20, most_steps=9,
        outcome="Y", conditions=CONDITIONS, incl_cut=0.8, include="?",
    )  # fmt: skip
    assert table["anchor"].tolist() == [1, 2, 3]
    assert table["lower"].iloc[1] >= 10
    assert table["upper"].iloc[1] <= 90


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"step": 0}, "step is 0; it must be above 0"),
        ({"step": -1.0}, "step is -1.0; it must be above 0"),
        ({"condition": "Z"}, "no column 'Z' for condition; the data have A, B, Y"),
    ],
)
def test_what_is_refused(options, message):
    with pytest.raises(ParameterError, match=message):
        anchors_of([5.0], **options)
