"""Random miscoding against the exact chance that a claim survives it."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.comparison.claims import Claim
from crosscase.errors import ParameterError
from crosscase.literature.proportions import wilson
from crosscase.robustness import miscoding
from tests.robustness.small_study import ALL, evidence, said

THREE = said(a="+", b="+", c="+"), Claim("x", "P", ("a", "b", "c"))


def test_flips_equal_their_exact_chance() -> None:
    check = miscoding(*THREE, rates=(0.0, 0.1, 1.0), draws=20_000)
    held = check.table.set_index("rate")["held"]
    assert held.index.tolist() == [0.0, 0.05, 0.1, 1.0]
    assert (held[0.0], held[1.0]) == (1, 0)
    # None of three may be wrong.
    assert held[0.1] == pytest.approx(0.9**3, abs=0.01)
    assert held[0.05] == pytest.approx(0.95**3, abs=0.01)
    assert check.statistic == held[0.05]
    assert check.margin == held[0.05] - 0.95


def test_drops_equal_their_exact_chance() -> None:
    # One of two is enough: it falls where both are lost. Flipped, one of two ties the case.
    rows, claim = said(a="++"), Claim("x", "P", ("a",))
    dropped = miscoding(rows, claim, rates=(), rate=0.3, move="drop", draws=20_000)
    assert dropped.statistic == pytest.approx(1 - 0.3**2, abs=0.01)
    flipped = miscoding(rows, claim, rates=(), rate=0.3, draws=20_000)
    assert flipped.statistic == pytest.approx(0.7**2, abs=0.01)


def test_what_the_check_says() -> None:
    check = miscoding(*THREE, rates=(0.0, 0.2), rate=0.1, share=0.4, draws=1_000)
    held = dict(check.table.set_index("rate")["held"])
    # 0.9³ = 0.73 and 0.8³ = 0.51.
    assert held[0.2] >= 0.4
    assert check.holds is True
    assert check.sentence == (
        f"If each coding is wrong with a chance of 10%, x holds in {held[0.1]:.1%} of 1,000 draws "
        "(40% asked); of the rates tried, 20% is the highest at which it still does."
    )
    assert (check.check, check.claim, check.threshold) == ("random miscoding", "x", 0.4)
    assert (check.measure, check.digits, check.evidence) == (
        "Share held",
        3,
        ("e01", "e02", "e03"),
    )
    fails = miscoding(*THREE, rates=(0.2,), rate=0.1, draws=1_000)
    assert fails.holds is False
    assert fails.sentence.endswith("draws (95% asked).")


def test_intervals_of_the_simulation() -> None:
    row = miscoding(*THREE, rates=(), rate=0.1, draws=500).table.iloc[0]
    assert (row["low"], row["high"]) == wilson(round(row["held"] * 500), 500)


def test_a_share_at_the_asked_one_is_enough() -> None:
    assert miscoding(*THREE, rate=0.0, share=1.0, draws=10).holds is True
    check = miscoding(*THREE, rates=(0.0,), rate=1.0, share=1.0, draws=10)
    assert check.sentence.endswith("of the rates tried, 0% is the highest at which it still does.")


def test_seeded_and_the_same_draws_at_every_rate() -> None:
    one = miscoding(evidence(), ALL, seed=5, draws=500)
    pd.testing.assert_frame_equal(one.table, miscoding(evidence(), ALL, seed=5, draws=500).table)
    default = miscoding(evidence(), ALL, draws=500).table
    assert default.equals(miscoding(evidence(), ALL, seed=0, draws=500).table)
    assert not one.table.equals(default)
    assert " of 10,000 draws " in miscoding(*THREE, rates=()).sentence
    close = miscoding(*THREE, rates=[i / 50 for i in range(50)], draws=200).table
    assert close["held"].is_monotonic_decreasing


def test_a_claim_that_never_stood_is_not_asked_about() -> None:
    check = miscoding(evidence(), Claim("x", "P", ("f",)), draws=10)
    assert check.holds is None
    assert check.sentence == (
        "x does not hold to begin with (0 of 1 case bear it out, 1 is needed); miscoding is not "
        "asked about it."
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"rate": 2}, "a rate or share is 2.0; allowed: 0 to 1"),
        ({"rates": [0.1, -0.1]}, "a rate or share is -0.1; allowed: 0 to 1"),
        ({"share": 1.5}, "a rate or share is 1.5; allowed: 0 to 1"),
        ({"move": "x"}, "move is 'x'; allowed: 'flip', 'drop'"),
        ({"draws": 0}, "draws is 0; at least 1 is needed"),
    ],
)
def test_errors(given: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        miscoding(evidence(), ALL, **given)  # type: ignore[arg-type]
    assert miscoding(*THREE, draws=1).table["held"].isin([0, 1]).all()
