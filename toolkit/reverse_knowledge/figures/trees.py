"""Trees from a root at the left to leaves at the right.

Leaves are set one below the other; a parent stands beside the middle of its first and last child.
Where a parent would reach above the room that it has, it is moved down with all that stands below
it; what comes next begins below the parent or its last leaf, whichever is lower::

    root -+- a
          |
          +- b -+- c
                +- d

Here a, c and d are set from the top; b goes beside the middle of c and d, the root beside that of
a and b.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from crosscase.errors import ParameterError
from crosscase.plots.drawing import Box, box_height_in, canvas, centre_in, draw_box
from crosscase.plots.style import FULL_WIDTH_IN, carry

__all__ = ["draw_tree"]


def __dir__() -> list[str]:
    return __all__


_FILLS = ("dark", "middle", "light", "plain")
# Room above the first leaf and between leaves.
_TOP_IN, _GAP_IN = 0.08, 0.09


def draw_tree(
    parents: Mapping[str, str],
    labels: Mapping[str, str] | None = None,
    *,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw a tree; its height follows from the leaves.

    Parameters
    ----------
    parents : mapping of node to its parent
        In the order in which children stand, from the top; the root is the parent that has none.
    labels : mapping of node to text, optional
        Default: the node itself.
    evidence : ids, optional
        Rows that tell of it.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there is not one root, or a node stands below itself.

    Examples
    --------
    >>> drawn = draw_tree({"Operator": "Firm", "Consumer": "Firm", "Phones": "Consumer"})
    >>> [text.get_text() for text in drawn.axes[0].texts]
    ['Firm', 'Consumer', 'Operator', 'Phones']
    """
    nodes = list(dict.fromkeys([*parents.values(), *parents]))
    roots = [node for node in nodes if node not in parents]
    if len(roots) != 1:
        raise ParameterError(
            f"a tree has one root; these have no parent: {', '.join(roots) or 'none'}"
        )
    children = {n: [child for child, parent in parents.items() if parent == n] for n in nodes}
    depth = {node: len(_ancestors(node, parents)) for node in nodes}
    pitch = (FULL_WIDTH_IN - 0.1) / (max(depth.values()) + 1)
    width = pitch * 0.8
    shown = {node: (labels or {}).get(node, node) for node in nodes}
    heights = {n: box_height_in(Box(n, 0, 0, width, heading=shown[n])) for n in nodes}
    down, height_in = _rows(roots[0], children, heights)
    figure, axes = canvas(FULL_WIDTH_IN, height_in)
    patches = {}
    for node in nodes:
        x, y = 0.05 + pitch * depth[node] + width / 2, height_in - down[node]
        fill = _FILLS[min(depth[node], 3)]
        patches[node] = draw_box(axes, Box(node, x, y, width, heading=shown[node], fill=fill))
    for child, parent in parents.items():
        _branch(axes, patches[parent], patches[child])
    return carry(figure, evidence)


def _ancestors(node: str, parents: Mapping[str, str]) -> list[str]:
    """Return what stands above a node, the nearest first."""
    path = [node]
    while path[-1] in parents:
        if parents[path[-1]] in path:
            raise ParameterError(f"{parents[path[-1]]!r} stands below itself; a tree has no circle")
        path.append(parents[path[-1]])
    return path[1:]


def _rows(
    root: str, children: Mapping[str, Sequence[str]], heights: Mapping[str, float]
) -> tuple[dict[str, float], float]:
    """Return the depth below the top of each node's middle, and the height of all."""
    y: dict[str, float] = {}

    def place(node: str, upper: float) -> float:
        """Place a node and all below it from `upper` on; return where the next may begin."""
        if not children[node]:
            y[node] = upper + heights[node] / 2
            return upper + (heights[node] + _GAP_IN)
        lower = upper
        for child in children[node]:
            lower = place(child, lower)
        y[node] = (y[children[node][0]] + y[children[node][-1]]) / 2
        above = upper - (y[node] - heights[node] / 2)
        if above > 0:
            for moved in (node, *_below(node, children)):
                y[moved] += above
            lower += above
        return max(lower, y[node] + heights[node] / 2 + _GAP_IN)

    return y, place(root, _TOP_IN)


def _below(node: str, children: Mapping[str, Sequence[str]]) -> list[str]:
    return [below for child in children[node] for below in (child, *_below(child, children))]


def _branch(axes: Axes, parent: FancyBboxPatch, child: FancyBboxPatch) -> None:
    """Join two boxes by a line that turns half way between them."""
    start, end = parent.get_x() + parent.get_width(), child.get_x()
    xs = [start, (start + end) / 2, (start + end) / 2, end]
    ys = [centre_in(parent)[1]] * 2 + [centre_in(child)[1]] * 2
    axes.plot(xs, ys, color="#333333", linewidth=1, zorder=1)
