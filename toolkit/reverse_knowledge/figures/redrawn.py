"""Figures whose drawing is lost: their parts, and what they look like redrawn from the text."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from crosscase.errors import ParameterError
from crosscase.plots.diagrams import draw_network
from crosscase.plots.style import FULL_WIDTH_IN

__all__ = ["BASIS", "draw_chain", "draw_star", "figure_parts"]


def __dir__() -> list[str]:
    return __all__


# What a line of a redrawn figure rests on, and how it is drawn.
BASIS = (("solid", "stated in the text"), ("dashed", "assumed: the drawing is lost"))
_LINE = {"stated": "solid", "assumed": "dashed"}
# Room for the legend of `BASIS` below a drawing, and where it begins.
_FOOT_IN = 0.42
_LEGEND_AT_IN = (0.1, _FOOT_IN)


def figure_parts(elements: pd.DataFrame, number: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return nodes (or items) and edges of one redrawn figure.

    Parameters
    ----------
    elements : DataFrame
        ``figure_number``, ``element_id``, ``label``, ``kind`` (node, item, edge),
        ``from_element_id``, ``to_element_id``, ``basis`` (stated, assumed).
    number : str
        E.g. ``"Figure 4.2"``.

    Returns
    -------
    nodes : DataFrame
        ``node_id``, ``label``, ``schematic``, ``within`` (the box an item stands in).
    edges : DataFrame
        ``source_node``, ``target_node``, ``label``, ``line`` (dashed where assumed).

    Raises
    ------
    ParameterError
        If there is no such figure.

    Examples
    --------
    >>> rows = pd.DataFrame({"figure_number": "Figure 9", "element_id": ["a", "b", "e"],
    ...     "label": ["A", "B", None], "kind": ["node", "node", "edge"], "basis": "stated",
    ...     "from_element_id": [None, None, "a"], "to_element_id": [None, None, "b"]})
    >>> figure_parts(rows, "Figure 9")[1].to_dict("records")
    [{'source_node': 'a', 'target_node': 'b', 'label': '', 'line': 'solid'}]
    """
    own = elements[elements["figure_number"] == number]
    if own.empty:
        known = ", ".join(dict.fromkeys(elements["figure_number"]))
        raise ParameterError(f"no {number!r} among the redrawn figures; there are: {known}")
    boxes, lines = own[own["kind"] != "edge"], own[own["kind"] == "edge"]
    nodes = pd.DataFrame(
        {
            "node_id": boxes["element_id"],
            "label": boxes["label"],
            "schematic": boxes["basis"] == "assumed",
            "within": boxes["from_element_id"],
        }
    )
    edges = pd.DataFrame(
        {
            "source_node": lines["from_element_id"],
            "target_node": lines["to_element_id"],
            "label": lines["label"].fillna(""),
            "line": lines["basis"].map(_LINE),
        }
    )
    return nodes.reset_index(drop=True), edges.reset_index(drop=True)


def draw_star(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    centre: str,
    height_in: float = 3.6,
    box_width_in: float = 1.35,
    start_degrees: float = 90.0,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw one unit in the middle and the others on an ellipse around it.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`figure_parts` returns them; `nodes` may have ``text`` below the label.
    centre : str
        The node in the middle.
    height_in, box_width_in : float
        Sizes.
    start_degrees : float
        Where the first of the others stands; 90 is the top, and they go clockwise.
    evidence : ids, optional
        Rows that tell of it.

    Returns
    -------
    matplotlib.figure.Figure
        The meaning of the lines (`BASIS`) stands below.

    Raises
    ------
    ParameterError
        If the centre is no node.

    Examples
    --------
    >>> nodes = pd.DataFrame({"node_id": ["h", "a", "b"], "label": ["Hub", "A", "B"]})
    >>> edges = pd.DataFrame({"source_node": ["a", "b"], "target_node": ["h", "h"]})
    >>> [text.get_text() for text in draw_star(nodes, edges, centre="h").axes[0].texts][:3]
    ['Hub', 'A', 'B']
    """
    names = list(nodes["node_id"])
    if centre not in names:
        raise ParameterError(f"no node {centre!r}; nodes: {', '.join(names)}")
    around = [name for name in names if name != centre]
    turns = np.radians(start_degrees - 360 * np.arange(len(around)) / max(1, len(around)))
    foot = 0.45
    across, up = (FULL_WIDTH_IN - box_width_in) / 2 - 0.05, (height_in - foot) / 2 - 0.36
    middle = foot + (height_in - foot) / 2
    x = dict(zip(around, FULL_WIDTH_IN / 2 + across * np.cos(turns), strict=True))
    y = dict(zip(around, middle + up * np.sin(turns), strict=True))
    placed = nodes.assign(
        x_in=nodes["node_id"].map({**x, centre: FULL_WIDTH_IN / 2}),
        y_in=nodes["node_id"].map({**y, centre: middle}),
        fill=["dark" if name == centre else "light" for name in names],
        width_in=box_width_in,
    )
    ties = edges.assign(flow=edges.get("flow", "source to target"))
    return draw_network(
        placed,
        ties,
        height_in=height_in,
        entries=BASIS,
        legend_at_in=_LEGEND_AT_IN,
        evidence=evidence,
    )


def draw_chain(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    per_row: int = 5,
    row_height_in: float = 1.05,
    legend: bool = True,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw steps one after the other, turning at the end of each row.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`figure_parts` returns them, in order.
    per_row : int
        Steps in a row.
    row_height_in : float
        Height of a row.
    legend : bool
        Whether the meaning of the lines (`BASIS`) stands below.
    evidence : ids, optional
        Rows that tell of it.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> nodes = pd.DataFrame({"node_id": ["a", "b"], "label": ["Plan", "Data"]})
    >>> edges = pd.DataFrame({"source_node": ["a"], "target_node": ["b"], "line": ["solid"]})
    >>> [text.get_text() for text in draw_chain(nodes, edges, legend=False).axes[0].texts]
    ['Plan', 'Data']
    """
    rows, pitch = -(-len(nodes) // per_row), FULL_WIDTH_IN / per_row
    height = rows * row_height_in + (_FOOT_IN if legend else 0.0)
    at = [divmod(i, per_row) for i in range(len(nodes))]
    # The second row runs back, so that each step stands beside or below the one before it.
    columns = [c if r % 2 == 0 else per_row - 1 - c for r, c in at]
    placed = nodes.assign(
        x_in=[(c + 0.5) * pitch for c in columns],
        y_in=[height - (r + 0.5) * row_height_in for r, _ in at],
        width_in=pitch * 0.78,
    )
    return draw_network(
        placed,
        edges.assign(flow="source to target"),
        height_in=height,
        entries=BASIS if legend else (),
        legend_at_in=_LEGEND_AT_IN,
        evidence=evidence,
    )
