"""Scores of rival hypotheses, by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.robustness import scoreboard

THREE = pd.DataFrame(
    {"luck": [0.1, 0.2, 0.8], "state": [0.3, 0.3, 0.0], "learning": [0.9, 0.9, 0.8]},
    index=["e1", "e2", "e3"],
)


@pytest.mark.filterwarnings("error")
def test_three_hypotheses_by_hand() -> None:
    table = scoreboard(THREE)
    assert table.index.tolist() == [0, 1, 2]
    # Together: 0.9 * 0.9 * 0.8 = 0.648, 0.1 * 0.2 * 0.8 = 0.016, and 0.
    assert table["hypothesis"].tolist() == ["learning", "luck", "state"]
    assert table["prior"].tolist() == pytest.approx([1 / 3] * 3)
    assert table["posterior"].tolist() == pytest.approx([0.648 / 0.664, 0.016 / 0.664, 0])
    lead = 10 * math.log10(0.648 / 0.016)
    assert table["weight_db"].tolist() == pytest.approx([lead, -lead, -math.inf])
    # e3 is expected alike by two, so none expects it best, and the state alone worst.
    assert table["expected"].tolist() == [2, 0, 0]
    assert table["unexpected"].tolist() == [0, 2, 1]
    assert table["refuted_by"].tolist() == [(), (), ("e3",)]


def test_priors_are_scaled_and_left_out_of_the_weight() -> None:
    table = scoreboard(THREE, priors={"learning": 1, "luck": 8, "state": 1})
    own = table.set_index("hypothesis")
    assert own["prior"].tolist() == pytest.approx([0.1, 0.8, 0.1])
    assert own.loc["luck", "posterior"] == pytest.approx(0.128 / 0.776)
    assert own.loc["learning", "weight_db"] == pytest.approx(10 * math.log10(40.5))


def test_hypotheses_that_are_alike_do_not_lead() -> None:
    same = pd.DataFrame({"a": [0.5], "b": [0.5], "c": [0.1]})
    assert scoreboard(same)["weight_db"].tolist()[:2] == [0, 0]
    # Where two are impossible the third is certain.
    two = pd.DataFrame({"a": [0.0], "b": [0.0], "c": [0.1]})
    assert scoreboard(two)["weight_db"].tolist() == [math.inf, -math.inf, -math.inf]
    assert scoreboard(two)["posterior"].tolist() == [1, 0, 0]


def test_rounding_makes_no_lead() -> None:
    # Ten times as likely is 10 dB, and the same numbers in another order are a tie.
    assert scoreboard(pd.DataFrame({"a": [1.0], "b": [0.1]}))["weight_db"].tolist() == [10, -10]
    turned = pd.DataFrame({"a": [0.1, 0.7, 0.3], "b": [0.3, 0.1, 0.7]})
    assert scoreboard(turned)["weight_db"].tolist() == [0, 0]


def test_hypotheses_that_are_alike_stand_as_given() -> None:
    names = [f"h{(7 * i) % 30}" for i in range(30)]
    table = scoreboard(pd.DataFrame(0.5, index=["e1"], columns=names))
    assert table["hypothesis"].tolist() == names


def test_many_pieces_do_not_underflow() -> None:
    many = pd.DataFrame({"a": [1e-3] * 200, "b": [1e-3] * 199 + [2e-3]})
    assert scoreboard(many)["posterior"].tolist() == pytest.approx([2 / 3, 1 / 3])


def test_hypotheses_that_cannot_be_scored() -> None:
    with pytest.raises(DataError, match="1 hypothesis is given; a rival needs at least 2"):
        scoreboard(pd.DataFrame({"a": [1.0]}))
    with pytest.raises(DataError, match=r"likelihood of 1 under 'b' is -0.5; allowed: 0 to 1"):
        scoreboard(pd.DataFrame({"a": [0.0, 1.0], "b": [1.0, -0.5]}))
    with pytest.raises(DataError, match=r"likelihood of 0 under 'a' is 1.5; allowed: 0 to 1"):
        scoreboard(pd.DataFrame({"a": [1.5], "b": [1.0]}))
    with pytest.raises(DataError, match="every hypothesis is refuted by some piece of evidence"):
        scoreboard(pd.DataFrame({"a": [0.0, 1.0], "b": [1.0, 0.0]}))


@pytest.mark.parametrize("priors", [{"a": 1.0}, {"a": 1.0, "b": 0.0}])
def test_priors_that_are_none(priors: dict[str, float]) -> None:
    with pytest.raises(ParameterError, match=r"priors must be above 0 for each of \['a', 'b'\]"):
        scoreboard(pd.DataFrame({"a": [0.1], "b": [0.2]}), priors=priors)
