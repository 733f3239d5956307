"""Ties: the table of units and the table of ties as a graph.

Letters: *n* units, *m* ties. A tie is *vertical* (between levels, e.g. subsidiary and regional
headquarters) or *horizontal* (within a level). A tie flows both ways unless its `flow` is
``"source to target"``. What asks how units are placed takes the ties without direction; what asks
where knowledge can get to follows the flows.
"""

from __future__ import annotations

import networkx as nx
import pandas as pd

from crosscase.errors import DataError

__all__ = ["ONE_WAY", "graph", "shares", "undirected"]

ONE_WAY = "source to target"


def graph(nodes: pd.DataFrame, edges: pd.DataFrame) -> nx.DiGraph:
    """Return the network as a directed graph, each both-way tie as two arcs.

    Parameters
    ----------
    nodes : DataFrame, n rows
        Column ``node_id``; all others become attributes.
    edges : DataFrame, m rows
        Columns ``source_node`` and ``target_node``; optional ``flow`` (``"both"`` or
        ``"source to target"``); all others become attributes.

    Returns
    -------
    networkx.DiGraph
        Nodes in the order of the table.

    Raises
    ------
    DataError
        If a column is missing, a node stands twice, or a tie names a node that is not there.

    Examples
    --------
    >>> ends = pd.DataFrame({"source_node": ["s"], "target_node": ["h"]})
    >>> sorted(graph(pd.DataFrame({"node_id": ["h", "s"]}), ends).edges)
    [('h', 's'), ('s', 'h')]
    """
    _check(nodes, edges)
    made = nx.DiGraph()
    for record in nodes.to_dict("records"):
        made.add_node(record["node_id"], **record)
    for record in edges.to_dict("records"):
        source, target = record["source_node"], record["target_node"]
        made.add_edge(source, target, **record)
        if record.get("flow", "both") != ONE_WAY:
            made.add_edge(target, source, **record)
    return made


def undirected(nodes: pd.DataFrame, edges: pd.DataFrame) -> nx.Graph:
    """Return the ties without direction.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`graph` takes them.

    Returns
    -------
    networkx.Graph
        Nodes in the order of the table; a tie that is given twice is one.

    Examples
    --------
    >>> ends = pd.DataFrame({"source_node": ["s"], "target_node": ["h"]})
    >>> list(undirected(pd.DataFrame({"node_id": ["h", "s"]}), ends).edges)
    [('h', 's')]
    """
    directed = graph(nodes, edges)
    made = nx.Graph()
    made.add_nodes_from(directed.nodes)
    made.add_edges_from(sorted(directed.edges))
    return made


def shares(edges: pd.DataFrame, *, by: str = "kind") -> pd.DataFrame:
    """Return the number and the share of ties of each kind.

    Parameters
    ----------
    edges : DataFrame, m rows
        The ties.
    by : str, default "kind"
        Column to count.

    Returns
    -------
    DataFrame
        ``<by>``, ``ties``, ``share``; the most frequent kind first.

    Raises
    ------
    DataError
        If the ties have no such column.

    Examples
    --------
    >>> shares(pd.DataFrame({"kind": ["vertical", "vertical", "horizontal", "vertical"]}))
             kind  ties  share
    0    vertical     3   0.75
    1  horizontal     1   0.25
    """
    if by not in edges:
        raise DataError(f"the ties have no column {by!r}; columns: {', '.join(edges.columns)}")
    counts = edges[by].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    table = counts.rename_axis(by).reset_index(name="ties")
    return table.assign(share=table["ties"] / max(1, len(edges)))


def _check(nodes: pd.DataFrame, edges: pd.DataFrame) -> None:
    if "node_id" not in nodes:
        raise DataError("the table of nodes has no column 'node_id'; it needs one row a unit")
    for column in ("source_node", "target_node"):
        if column not in edges:
            raise DataError(f"the table of ties has no column {column!r}; it needs one row a tie")
    twice = nodes.loc[nodes["node_id"].duplicated(), "node_id"]
    if len(twice):
        raise DataError(f"node {twice.iloc[0]!r} stands twice; every unit is given once")
    known = set(nodes["node_id"])
    for column in ("source_node", "target_node"):
        unknown = sorted(set(edges[column]) - known)
        if unknown:
            raise DataError(
                f"a tie's {column} is {unknown[0]!r}, which is no node; "
                f"nodes: {', '.join(sorted(known))}"
            )
    loops = edges.loc[edges["source_node"] == edges["target_node"], "source_node"]
    if len(loops):
        raise DataError(f"a tie joins {loops.iloc[0]!r} to itself; a tie needs two units")
