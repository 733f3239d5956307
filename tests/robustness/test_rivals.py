"""The favoured explanation against its rivals."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase.errors import ParameterError
from crosscase.robustness import rivals, scoreboard

THREE = pd.DataFrame(
    {"learning": [0.9, 0.9, 0.8], "luck": [0.1, 0.2, 0.8], "state": [0.3, 0.3, 0.0]},
    index=["e1", "e2", "e3"],
)


def two(own: float, other: float) -> pd.DataFrame:
    return pd.DataFrame({"own": [own], "other": [other]})


def test_the_favoured_leads() -> None:
    check = rivals(THREE, "H", favoured="learning")
    assert check.holds is True
    assert check.statistic == pytest.approx(10 * math.log10(0.81 / 0.02))
    assert check.threshold == 10
    assert check.margin == pytest.approx(check.statistic - 10)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "rival explanations",
        "H",
        "Lead in dB",
        1,
    )
    assert check.evidence == ("e1", "e2", "e3")
    assert check.sentence == (
        "On 3 pieces of evidence learning leads its best rival (luck, of 2 rivals) by 16.1 dB; a "
        "lead of 10 dB is asked."
    )


@pytest.mark.filterwarnings("error")
def test_the_favoured_trails() -> None:
    check = rivals(THREE, "H", favoured="state")
    assert check.holds is False
    assert check.sentence == (
        "On 3 pieces of evidence state trails its best rival (learning, of 2 rivals) by inf dB; a "
        "lead of 10 dB is asked. It is refuted by e3."
    )


def test_a_small_lead_decides_nothing_and_a_tie_fails() -> None:
    # 0.6 against 0.3 are 3.0 dB.
    check = rivals(two(0.6, 0.3), "H", favoured="own")
    assert check.holds is None
    assert check.sentence.startswith("On 1 piece of evidence own leads its best rival (other, of 1")
    assert rivals(two(0.6, 0.3), "H", favoured="own", lead_db=3).holds is True
    # 0.6 against 0.55 are less than one decibel.
    little = rivals(two(0.6, 0.55), "H", favoured="own")
    assert little.holds is None
    assert "own leads its best rival (other, of 1 rival) by 0.4 dB" in little.sentence
    tie = rivals(two(0.6, 0.6), "H", favoured="own")
    assert tie.holds is False
    assert "own ties with its best rival (other, of 1 rival); a lead" in tie.sentence
    assert rivals(two(1.0, 0.1), "H", favoured="own").holds is True


def test_priors_reach_the_table_and_not_the_verdict() -> None:
    priors = {"own": 1.0, "other": 99.0}
    check = rivals(two(1.0, 0.1), "H", favoured="own", priors=priors)
    assert check.table.equals(scoreboard(two(1.0, 0.1), priors=priors))
    assert check.holds is True


def test_unknown_favourite() -> None:
    with pytest.raises(ParameterError, match=r"favoured is 'x'; allowed: own, other$"):
        rivals(two(1.0, 0.1), "H", favoured="x")
