"""Trees run from the root at the left; nothing lies on anything else."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes

from crosscase.errors import ParameterError
from crosscase.plots.drawing import centre_in
from reverse_knowledge.figures import trees
from tests.plots.inventory import assert_looks, assert_readable

DEEP = {"a": "root", "b": "root", "c": "b", "d": "b", "e": "c", "f": "e"}
LONG = {"a": "r", "b": "r", "c": "b", "d": "b", "e": "r"}
FIGURES = {
    "deep": lambda: trees.draw_tree(DEEP, evidence=["e2", "e1"]),
    "long labels": lambda: trees.draw_tree(LONG, {"b": "a label of many words " * 9, "d": "D"}),
}


def boxes(axes: Axes) -> dict[str, object]:
    return {t.get_text(): p for t, p in zip(axes.texts, axes.patches, strict=True)}


def test_trees_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_trees_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name]())


def test_parents_stand_beside_the_middle_of_their_children() -> None:
    at = {name: centre_in(patch) for name, patch in boxes(FIGURES["deep"]().axes[0]).items()}
    assert at["root"][1] == pytest.approx((at["a"][1] + at["b"][1]) / 2)
    assert at["b"][1] == pytest.approx((at["c"][1] + at["d"][1]) / 2)
    assert at["a"][1] > at["c"][1] > at["d"][1]
    # A column for each step from the root.
    assert at["a"][0] == at["b"][0] < at["c"][0] == at["d"][0] < at["e"][0] < at["f"][0]
    steps = [at[one][0] - at[two][0] for one, two in (("b", "root"), ("c", "b"), ("e", "c"))]
    assert steps == pytest.approx([6.2 / 5] * 3)


def test_branches_join_parents_to_children() -> None:
    axes = FIGURES["deep"]().axes[0]
    found = boxes(axes)
    for line, (child, parent) in zip(axes.lines, DEEP.items(), strict=True):
        start, end = found[parent], found[child]
        xs, ys = line.get_xdata(), line.get_ydata()
        assert (xs[0], xs[-1]) == (start.get_x() + start.get_width(), end.get_x())
        assert xs[1] == xs[2] == pytest.approx((xs[0] + xs[-1]) / 2)
        assert ys[0] == ys[1] == centre_in(start)[1]
        assert ys[2] == ys[3] == centre_in(end)[1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=7), st.integers(0, 7))
def test_boxes_never_overlap(choices: list[int], tall: int) -> None:
    parents = {f"n{i + 1}": f"n{choice % (i + 1)}" for i, choice in enumerate(choices)}
    children = {n: [c for c, p in parents.items() if p == n] for n in ["n0", *parents]}
    heights = dict.fromkeys(children, 0.2) | {f"n{tall % len(children)}": 1.5}
    down, whole = trees._rows("n0", children, heights)
    depth = {name: len(trees._ancestors(name, parents)) for name in children}
    for one, other in combinations(children, 2):
        apart = abs(down[one] - down[other]) - (heights[one] + heights[other]) / 2
        assert depth[one] != depth[other] or apart >= -1e-9
    assert min(down[n] - heights[n] / 2 for n in children) >= 0.08 - 1e-9
    assert max(down[n] + heights[n] / 2 for n in children) <= whole - 0.09 + 1e-9


def test_leaves_follow_each_other_at_a_distance() -> None:
    children = {"r": ["a", "b"], "a": [], "b": []}
    down, whole = trees._rows("r", children, {"r": 0.2, "a": 0.2, "b": 0.4})
    assert down == pytest.approx({"a": 0.18, "b": 0.57, "r": 0.375})
    assert whole == pytest.approx(0.86)
    # A root higher than its leaves moves them down.
    down, whole = trees._rows("r", children, {"r": 1.0, "a": 0.2, "b": 0.2})
    assert down == pytest.approx({"r": 0.58, "a": 0.435, "b": 0.725})
    assert whole == pytest.approx(1.17)


def test_a_parent_lower_than_its_leaves_keeps_the_next_below_itself() -> None:
    # The first of r's children has its leaves' weight at the top, so that it stands high itself.
    children = {"r": ["p", "z"], "p": ["a", "b"], "b": ["c", "d"], "a": [], "c": [], "d": [],
                "z": []}  # fmt: skip
    heights = dict.fromkeys(children, 0.2) | {"a": 1.0}
    down, whole = trees._rows("r", children, heights)
    assert down["a"] == pytest.approx(0.58)
    assert down["b"] == pytest.approx((down["c"] + down["d"]) / 2)
    heights |= {"a": 0.2, "p": 1.5}
    down, whole = trees._rows("r", children, heights)
    assert down["p"] - 0.75 == pytest.approx(0.08)
    assert down["p"] == pytest.approx((down["a"] + down["b"]) / 2)
    assert down["z"] - 0.1 >= down["p"] + 0.75 + 0.09 - 1e-9
    assert whole == pytest.approx(down["z"] + 0.1 + 0.09)


def test_trees_carry_the_rows_given() -> None:
    assert FIGURES["deep"]().evidence == ("e1", "e2")


def test_a_tree_has_one_root() -> None:
    with pytest.raises(ParameterError, match="a tree has one root; these have no parent: a, b"):
        trees.draw_tree({"c": "a", "d": "b"})
    with pytest.raises(ParameterError, match="no parent: none"):
        trees.draw_tree({"a": "b", "b": "a"})
    with pytest.raises(ParameterError, match="'x' stands below itself"):
        trees.draw_tree({"z": "x", "a": "r", "x": "y", "y": "x"})
