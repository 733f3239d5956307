"""The network as a whole: density, distances, and how far it hangs on one unit."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.network.flows import reach
from crosscase.network.ties import undirected

__all__ = ["centralisation", "summary"]


def summary(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return the measures of the network as a whole.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`crosscase.network.graph` takes them.

    Returns
    -------
    DataFrame
        ``measure``, ``value``: units, ties, density, components, diameter and mean distance (of
        the largest component), degree and betweenness centralisation, share of ordered pairs
        that a flow joins.

    Examples
    --------
    >>> star = pd.DataFrame({"source_node": ["a", "b", "c"], "target_node": ["h", "h", "h"]})
    >>> found = summary(pd.DataFrame({"node_id": ["h", "a", "b", "c"]}), star)
    >>> float(found.set_index("measure").loc["density", "value"])
    0.5
    """
    ties = undirected(nodes, edges)
    n = len(ties)
    parts = sorted(nx.connected_components(ties), key=len, reverse=True)
    largest = ties.subgraph(parts[0])
    degree = [d for _, d in ties.degree]
    between = list(nx.betweenness_centrality(ties).values())
    joined = reach(nodes, edges)["reached"].sum() / (n * (n - 1)) if n > 1 else 0.0
    rows = [
        ("units", n),
        ("ties", ties.number_of_edges()),
        ("density", nx.density(ties)),
        ("components", len(parts)),
        ("diameter", nx.diameter(largest)),
        ("mean distance", nx.average_shortest_path_length(largest) if len(largest) > 1 else 0.0),
        ("degree centralisation", centralisation(degree)),
        ("betweenness centralisation", centralisation(between, kind="betweenness")),
        ("share of ordered pairs joined", joined),
    ]
    return pd.DataFrame(rows, columns=["measure", "value"]).astype({"value": float})


def centralisation(values: Sequence[float], *, kind: str = "degree") -> float:
    """Return how far a network hangs on its most central unit (0: all alike, 1: a star).

    Parameters
    ----------
    values : sequence of float, length n
        ``degree`` (counts) or ``betweenness`` (shares), as in :func:`measures`.
    kind : {"degree", "betweenness"}
        Which of the two.

    Returns
    -------
    float
        Sum of the distances to the largest value over that sum in a star.

    Raises
    ------
    ParameterError
        If `kind` is another one or there are fewer than three units.

    References
    ----------
    Freeman (1978), pp. 228-231.

    Examples
    --------
    >>> centralisation([3, 1, 1, 1])
    1.0
    """
    n = len(values)
    if kind not in {"degree", "betweenness"}:
        raise ParameterError(f"kind is {kind!r}; allowed: 'degree', 'betweenness'")
    if n < 3:
        raise ParameterError(f"{n} value(s); centralisation needs at least three units")
    most = {"degree": (n - 1) * (n - 2), "betweenness": n - 1}[kind]
    given = np.asarray(values, dtype=float)
    return float((given.max() - given).sum() / most)
