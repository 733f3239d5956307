"""Schemes of scoring: what a cell's evidence is worth, and what a declared rule may say."""

from __future__ import annotations

import numpy as np
import pytest

from crosscase.comparison.scoring_schemes import Scheme, membership
from crosscase.errors import ParameterError


def test_no_fuzzy_score_is_at_the_point_of_indifference():
    level = membership(np.array([1.0]), np.array([1.0]), scheme=Scheme("f", measure="fuzzy"))
    assert level[0] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measure": "vague"}, "measure is 'vague'; allowed: crisp, fuzzy"),
        ({"silent": "zero"}, "silent is 'zero'; allowed: absent, present, missing"),
        ({"conflict": "loud"}, "conflict is 'loud'"),
        ({"measure": "fuzzy", "conflict": "severe"}, "a fuzzy score weighs both sides"),
        ({"joint_weight": -1}, "joint_weight is -1; allowed: at least 0"),
        ({"incl_cut": (0.5, 0.8)}, "incl_cut is (0.5, 0.8)"),
    ],
)
def test_a_scheme_says_what_is_wrong(options, message):
    with pytest.raises(ParameterError) as caught:
        Scheme("s", **options)
    assert message in str(caught.value)
