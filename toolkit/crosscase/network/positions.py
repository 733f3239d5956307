"""Positions: how central each unit is, and how many ties away from another."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.network.ties import undirected

__all__ = ["levels", "measures"]


def measures(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return each unit's place in the network.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`crosscase.network.graph` takes them.

    Returns
    -------
    DataFrame, n rows
        ``node_id``; ``degree``: number of neighbours; ``degree_share``: of the n-1 possible;
        ``betweenness``: share of the shortest paths between others that pass it; ``closeness``:
        inverse mean distance; ``constraint``: how far its contacts are tied to each other
        (missing where it has none); ``effective_size``: contacts less the redundant ones.

    References
    ----------
    Freeman, L. C. (1978). Centrality in social networks: conceptual clarification. *Social
    Networks* 1, 215-239. Burt, R. S. (1992). *Structural Holes*, pp. 51-55. Harvard UP.

    Examples
    --------
    >>> star = pd.DataFrame({"source_node": ["a", "b", "c"], "target_node": ["h", "h", "h"]})
    >>> measures(pd.DataFrame({"node_id": ["h", "a", "b", "c"]}), star).round(3).iloc[:2, :5]
      node_id  degree  degree_share  betweenness  closeness
    0       h       3         1.000          1.0        1.0
    1       a       1         0.333          0.0        0.6
    """
    ties = undirected(nodes, edges)
    columns = {
        "degree": dict(ties.degree),
        "degree_share": nx.degree_centrality(ties),
        "betweenness": nx.betweenness_centrality(ties),
        "closeness": nx.closeness_centrality(ties),
        "constraint": nx.constraint(ties),
        "effective_size": nx.effective_size(ties),
    }
    table = pd.DataFrame({"node_id": list(ties.nodes)})
    for name, values in columns.items():
        table[name] = [values[node] for node in ties.nodes]
    return table


def levels(nodes: pd.DataFrame, edges: pd.DataFrame, root: str) -> pd.DataFrame:
    """Return how many ties each unit is away from `root`.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`crosscase.network.graph` takes them.
    root : str
        The unit to count from, e.g. headquarters.

    Returns
    -------
    DataFrame, n rows
        ``node_id``, ``steps`` (missing where no path leads there).

    Raises
    ------
    ParameterError
        If there is no such node.

    Examples
    --------
    >>> line = pd.DataFrame({"source_node": ["r", "s"], "target_node": ["h", "r"]})
    >>> levels(pd.DataFrame({"node_id": ["h", "r", "s"]}), line, "h")["steps"].tolist()
    [0, 1, 2]
    """
    ties = undirected(nodes, edges)
    if root not in ties:
        raise ParameterError(f"no node {root!r}; nodes: {', '.join(map(str, ties.nodes))}")
    found = nx.single_source_shortest_path_length(ties, root)
    steps = pd.Series([found.get(node) for node in ties.nodes], dtype="Int64")
    return pd.DataFrame({"node_id": list(ties.nodes), "steps": steps})
