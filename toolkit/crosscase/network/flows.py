"""Flows: where the knowledge of a unit can get to, and who brokers it between groups."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np
import pandas as pd

from crosscase.errors import DataError
from crosscase.network.ties import graph

__all__ = ["ROLES", "brokerage", "reach"]

ROLES = ("coordinator", "gatekeeper", "representative", "consultant", "liaison")


def reach(
    nodes: pd.DataFrame, edges: pd.DataFrame, *, kinds: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return how many units the knowledge of each unit can get to along the flows.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`crosscase.network.graph` takes them.
    kinds : sequence of str, optional
        Ties of these kinds alone.

    Returns
    -------
    DataFrame, n rows
        ``node_id``, ``direct`` (in one step), ``reached`` (in any number), ``mean_steps`` (to
        those reached; missing where none is).

    Examples
    --------
    >>> way = pd.DataFrame({"source_node": ["a", "b"], "target_node": ["b", "c"],
    ...                     "flow": ["source to target"] * 2})
    >>> reach(pd.DataFrame({"node_id": ["a", "b", "c"]}), way)
      node_id  direct  reached  mean_steps
    0       a       1        2         1.5
    1       b       1        1         1.0
    2       c       0        0         NaN
    """
    kept = edges if kinds is None else edges[edges["kind"].isin(list(kinds))]
    flows = graph(nodes, kept)
    rows = []
    for node in flows.nodes:
        # The unit itself is the one that is no step away.
        steps = [s for s in nx.single_source_shortest_path_length(flows, node).values() if s > 0]
        mean = float(np.mean(steps)) if steps else np.nan
        rows.append((node, flows.out_degree(node), len(steps), mean))
    return pd.DataFrame(rows, columns=["node_id", "direct", "reached", "mean_steps"])


def brokerage(nodes: pd.DataFrame, edges: pd.DataFrame, *, group: str) -> pd.DataFrame:
    """Count the brokerage roles of each unit between groups.

    Unit *b* brokers where knowledge can flow from *a* to *b* and from *b* to *c*, and not from
    *a* to *c* at once. Its role follows from the groups of the three.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`crosscase.network.graph` takes them.
    group : str
        Column of `nodes` with the groups; a unit where it is empty is a group of its own.

    Returns
    -------
    DataFrame, n rows
        ``node_id``; ``coordinator`` (a, b, c alike), ``gatekeeper`` (b and c alike),
        ``representative`` (a and b alike), ``consultant`` (a and c alike), ``liaison`` (all
        three differ); ``total``.

    Raises
    ------
    DataError
        If the nodes have no such column.

    References
    ----------
    Gould, R. V., & Fernandez, R. M. (1989). Structures of mediation: a formal approach to
    brokerage in transaction networks. *Sociological Methodology* 19, 89-126, pp. 91-94.

    Examples
    --------
    >>> units = pd.DataFrame({"node_id": ["a", "b", "c"], "group": ["x", "y", "y"]})
    >>> way = pd.DataFrame({"source_node": ["a", "b"], "target_node": ["b", "c"],
    ...                     "flow": ["source to target"] * 2})
    >>> int(brokerage(units, way, group="group").loc[1, "gatekeeper"])
    1
    """
    if group not in nodes:
        raise DataError(f"the nodes have no column {group!r}; columns: {', '.join(nodes.columns)}")
    flows = graph(nodes, edges)
    given = zip(nodes["node_id"], nodes[group], strict=True)
    groups = {node: (node if pd.isna(value) else ("group", value)) for node, value in given}
    table = pd.DataFrame(0, index=list(flows.nodes), columns=[*ROLES])
    for b in flows.nodes:
        for a in sorted(flows.predecessors(b)):
            for c in sorted(flows.successors(b)):
                if a != c and not flows.has_edge(a, c):
                    table.loc[b, _role(groups[a], groups[b], groups[c])] += 1
    table["total"] = table.sum(axis=1)
    return table.rename_axis("node_id").reset_index()


def _role(a: object, b: object, c: object) -> str:
    if a == b == c:
        return "coordinator"
    if b == c:
        return "gatekeeper"
    if a == b:
        return "representative"
    return "consultant" if a == c else "liaison"
