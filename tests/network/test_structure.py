"""The network as a whole: values that can be counted by hand."""

from __future__ import annotations

import pytest

from crosscase import network
from crosscase.errors import ParameterError
from crosscase.network import centralisation, summary


@pytest.mark.parametrize("n", [3, 5, 9])
def test_centralisation_is_one_for_a_star_and_zero_for_a_ring(tables, n):
    """Freeman (1978), pp. 228-231."""
    star = network.measures(*tables([("h", f"s{i}") for i in range(n - 1)]))
    ring = network.measures(*tables([(f"s{i}", f"s{(i + 1) % n}") for i in range(n)]))
    for kind in ("degree", "betweenness"):
        assert network.centralisation(star[kind], kind=kind) == pytest.approx(1)
        assert network.centralisation(ring[kind], kind=kind) == pytest.approx(0)


def test_summary_of_a_ring_of_five(tables):
    ring = tables([(f"s{i}", f"s{(i + 1) % 5}") for i in range(5)])
    found = network.summary(*ring).set_index("measure")["value"]
    assert found["density"] == pytest.approx(0.5)
    assert found["diameter"] == 2
    assert found["mean distance"] == pytest.approx(1.5)
    assert found["share of ordered pairs joined"] == 1


def test_centralisation_by_hand():
    # Degrees 3, 2, 2, 1 of four units: (0 + 1 + 1 + 2) / (3 x 2); betweenness: over 3.
    assert centralisation([3, 2, 2, 1]) == pytest.approx(4 / 6)
    assert centralisation([0.5, 0, 0, 0], kind="betweenness") == pytest.approx(0.5)
    assert centralisation([2, 1, 1]) == 1


def test_summary_of_two_parts(tables):
    # a - b - c - d and x - y, e alone: 4 ties of 21; the path of four is the largest part.
    parts = tables([("a", "b"), ("b", "c"), ("c", "d"), ("x", "y")], list("abcdexy"))
    found = summary(*parts).set_index("measure")["value"]
    assert found["units"] == 7
    assert found["ties"] == 4
    assert found["density"] == pytest.approx(4 / 21)
    assert found["components"] == 3
    assert found["diameter"] == 3
    # 1, 2, 3, 1, 2, 1 over six pairs.
    assert found["mean distance"] == pytest.approx(10 / 6)
    # Degrees 1, 2, 2, 1, 0, 1, 1 against a star of seven: (1 + 1 + 2 + 1 + 1) / (6 x 5).
    assert found["degree centralisation"] == pytest.approx(6 / 30)
    # b and c each lie between two pairs of 15.
    assert found["betweenness centralisation"] == pytest.approx(5 * (2 / 15) / 6)
    assert found["share of ordered pairs joined"] == pytest.approx((4 * 3 + 2) / 42)


def test_summary_follows_the_flows(tables):
    way = tables([("a", "b"), ("b", "c")], flow="source to target")
    found = summary(*way).set_index("measure")["value"]
    assert found["share of ordered pairs joined"] == pytest.approx(3 / 6)


def test_units_without_a_tie(tables):
    found = summary(*tables([], ["a", "b", "c"])).set_index("measure")["value"]
    assert found["mean distance"] == found["diameter"] == found["density"] == 0
    assert found["components"] == 3


def test_errors():
    with pytest.raises(
        ParameterError, match="kind is 'closeness'; allowed: 'degree', 'betweenness'"
    ):
        centralisation([1, 1, 2], kind="closeness")
    with pytest.raises(ParameterError, match=r"2 value\(s\); centralisation needs at least three"):
        centralisation([1, 1])
