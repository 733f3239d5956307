"""Agreement of coders held against a minimum."""

from __future__ import annotations

import pytest

from crosscase.agreement import fleiss_kappa, gwet_ac1, krippendorff_alpha, summary
from crosscase.errors import ParameterError
from crosscase.robustness import coder_agreement

SAME = "aabbccaabbccaabbcc"
RANKS = {"A": [1, 1, 2, 2, 3, 3, 1, 2], "B": [1, 2, 2, 2, 3, 1, 1, 2]}


def test_perfect_agreement() -> None:
    check = coder_agreement({"A": SAME, "B": SAME})
    assert (check.holds, check.statistic, check.threshold) == (True, 1, 0.667)
    assert check.margin == pytest.approx(0.333)
    assert (check.check, check.claim) == ("coder agreement (alpha)", "coding")
    assert check.measure == "Krippendorff's alpha (nominal)"
    assert check.evidence == ()
    assert check.sentence == (
        "Krippendorff's alpha (nominal) is 1.000, 95% interval 1.000 to 1.000, against 0.667 "
        "asked; coders differ on 0 units of 18."
    )


def test_constant_disagreement_fails_by_its_upper_end() -> None:
    ratings = {"A": "abab" * 5, "B": "baba" * 5}
    check = coder_agreement(ratings, "x")
    alpha = krippendorff_alpha(ratings)
    assert check.holds is False
    assert check.margin == alpha.high - 0.667
    assert (check.claim, len(check.evidence)) == ("x", 20)
    # Six of the twenty units are named.
    assert check.sentence.endswith("on 20 units of 20 (0, 1, 2, 3, 4, 5 and 14 more).")


def test_an_interval_across_the_minimum_settles_nothing() -> None:
    ratings = {"A": SAME, "B": "abbbccaabbccaabbca"}
    check = coder_agreement(ratings, coefficient="ac1")
    ac1 = gwet_ac1(ratings)
    assert check.holds is None
    assert check.margin == check.statistic - 0.667 == ac1.value - 0.667
    assert check.evidence == ("1", "17")
    assert check.sentence.endswith(
        "coders differ on 2 units of 18 (1 and 17). The interval spans the minimum, so the data do "
        "not settle it."
    )


def test_one_label_throughout_leaves_alpha_undefined() -> None:
    check = coder_agreement({"A": "aaa", "B": "aaa"})
    assert check.holds is None
    note = krippendorff_alpha({"A": "aaa", "B": "aaa"}).note
    assert check.sentence == (
        "Krippendorff's alpha (nominal) is not defined, against 0.667 asked; coders differ on 0 "
        f"units of 3. {note}"
    )


def test_options_reach_the_coefficient_and_the_table() -> None:
    alpha = krippendorff_alpha(RANKS, level="interval", confidence=0.8, seed=3)
    check = coder_agreement(RANKS, level="interval", confidence=0.8, seed=3, minimum=0.9)
    assert check.statistic == pytest.approx(alpha.value)
    assert f"80% interval {alpha.low:.3f} to {alpha.high:.3f}, against 0.9 asked" in check.sentence
    expected = summary(RANKS, "interval", confidence=0.8, seed=3)
    assert check.table.equals(expected)
    # Another seed or level gives another interval or value, so that all three are heard.
    assert not check.table.equals(summary(RANKS, "interval", confidence=0.8))
    assert not check.table.equals(summary(RANKS, "nominal", confidence=0.8, seed=3))
    assert krippendorff_alpha(RANKS, level="interval", confidence=0.8).low != alpha.low


def test_kappa_is_fleiss() -> None:
    check = coder_agreement(RANKS, coefficient="kappa", confidence=0.5, minimum=0)
    kappa = fleiss_kappa(RANKS, confidence=0.5)
    assert (check.statistic, check.margin) == (kappa.value, kappa.low)
    assert (check.measure, check.check) == ("Fleiss' kappa", "coder agreement (kappa)")


def test_unknown_coefficient() -> None:
    with pytest.raises(
        ParameterError, match="coefficient is 'x'; allowed: 'alpha', 'kappa', 'ac1'"
    ):
        coder_agreement({"A": "ab", "B": "ab"}, coefficient="x")
