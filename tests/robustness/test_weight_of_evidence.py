"""Process tracing as a check."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.process_tracing.posterior import sensitivity, weigh
from crosscase.robustness import weight_of_evidence

GUN = pd.DataFrame({"test_id": ["gun"], "p_e_h": [0.6], "p_e_not_h": [0.001]})
TWO = pd.DataFrame({"p_e_h": [0.9, 0.9], "p_e_not_h": [0.1, 0.6]})


def test_a_smoking_gun() -> None:
    check = weight_of_evidence(GUN, "H")
    assert check.holds is True
    # 600 to 1; at worst half of it (3 dB is a factor of 1.995), 301 to 1.
    assert check.statistic == pytest.approx(600 / 601)
    assert check.threshold == 0.95
    assert check.margin == pytest.approx(600 / (600 + 10**0.3) - 0.95)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "weight of evidence",
        "H",
        "Posterior",
        3,
    )
    assert check.evidence == ("gun",)
    assert check.sentence == (
        "1 test (1 smoking gun) weigh +27.8 dB together and take a prior of 0.50 to 0.998 (between "
        "0.997 and 0.999 with all weights at their ends), 0.95 asked; the threshold is met only "
        "thanks to gun."
    )


def test_weak_evidence_fails_by_its_high_end() -> None:
    weak = pd.DataFrame({"p_e_h": [0.5], "p_e_not_h": [0.4]})
    check = weight_of_evidence(weak, "H")
    assert check.holds is False
    high = 1.25 * 10**0.3
    assert check.margin == pytest.approx(high / (1 + high) - 0.95)
    assert check.sentence.endswith("at their ends), 0.95 asked.")


def test_options_reach_the_weights_and_the_table() -> None:
    check = weight_of_evidence(TWO, "H", prior=0.2, threshold=0.7, spread_db=1.0)
    found = weigh(TWO, prior=0.2, spread_db=1.0)
    assert check.statistic == found.value
    assert check.holds is None
    assert check.margin == found.value - 0.7
    assert f"{found.low:.3f} and {found.high:.3f}" in check.sentence
    assert "a prior of 0.20" in check.sentence
    expected = sensitivity(TWO, prior=0.2, threshold=0.7, spread_db=1.0)
    pd.testing.assert_frame_equal(check.table, expected)
    other = weigh(TWO, prior=0.2)
    assert other.low < found.low


def test_kinds_are_counted_by_their_names() -> None:
    tests = pd.DataFrame(
        {
            "p_e_h": [0.6, 0.6, 0.99, 0.99, 0.5, 0.5, 0.99, 0.99],
            "p_e_not_h": [0.01, 0.01, 0.5, 0.5, 0.4, 0.4, 0.01, 0.01],
        }
    )
    check = weight_of_evidence(tests, "H")
    assert check.sentence.startswith(
        "8 tests (2 doubly decisive tests, 2 hoops, 2 smoking guns and 2 straws in the wind) weigh"
    )


def test_four_tests_that_it_hangs_on_are_named() -> None:
    # Each of five is ten to one, and all five are needed.
    def sentence(n: int) -> str:
        tests = pd.DataFrame({"p_e_h": [0.9] * n, "p_e_not_h": [0.09] * n})
        return weight_of_evidence(tests, "H", threshold=1 - 0.5 / 10 ** (n - 0.5)).sentence

    assert sentence(5).endswith("only thanks to t1, t2, t3, t4 and 1 more.")
    assert sentence(4).endswith("only thanks to t1, t2, t3 and t4.")
