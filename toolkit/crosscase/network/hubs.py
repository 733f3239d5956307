"""Hubs: a multi-level hub-spoke network of any size, and what is left of one without its hubs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import networkx as nx
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.network.flows import reach
from crosscase.network.ties import undirected

__all__ = ["hub_spoke", "removal"]


def hub_spoke(
    regions: int, subsidiaries: int, *, horizontal: bool = True
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make a multi-level hub-spoke network of a given size.

    Parameters
    ----------
    regions : int
        Number of regional headquarters, each tied to headquarters.
    subsidiaries : int
        Number of subsidiaries in each region, each tied to its regional headquarters.
    horizontal : bool, default True
        Tie the subsidiaries of a region to each other.

    Returns
    -------
    nodes, edges : DataFrame
        In the columns of :func:`crosscase.network.graph`, with ``label``, ``kind``, ``level``,
        ``region`` of the units and ``kind`` (vertical, horizontal), ``line``, ``flow`` of the
        ties.

    Raises
    ------
    ParameterError
        If a number is below one.

    Examples
    --------
    >>> nodes, edges = hub_spoke(2, 3)
    >>> len(nodes), edges["kind"].value_counts().to_dict()
    (9, {'vertical': 8, 'horizontal': 6})
    """
    for name, value in (("regions", regions), ("subsidiaries", subsidiaries)):
        if value < 1:
            raise ParameterError(f"{name} is {value}; allowed: 1 or more")
    units = [("hq", "Headquarters", "headquarters", 1, pd.NA)]
    ties = []
    for r in range(1, regions + 1):
        units.append((f"rhq_{r}", f"Regional headquarters {r}", "regional headquarters", 2, r))
        ties.append((f"rhq_{r}", "hq", "vertical", "solid", "both"))
        members = range(1, subsidiaries + 1)
        own = [f"sub_{r}_{s}" for s in members]
        units += [(f"sub_{r}_{s}", f"Subsidiary {r}.{s}", "subsidiary", 3, r) for s in members]
        ties += [(name, f"rhq_{r}", "vertical", "solid", "both") for name in own]
        if horizontal:
            ties += [(*pair, "horizontal", "dotted", "both") for pair in combinations(own, 2)]
    nodes = pd.DataFrame(units, columns=["node_id", "label", "kind", "level", "region"])
    edges = pd.DataFrame(ties, columns=["source_node", "target_node", "kind", "line", "flow"])
    return nodes.astype({"region": "Int64"}), edges


def removal(
    nodes: pd.DataFrame, edges: pd.DataFrame, removed: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Take units away and return what is left of the network.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`crosscase.network.graph` takes them.
    removed : mapping of name to node ids
        What to take away together, e.g. ``{"headquarters": ["hq"]}``.

    Returns
    -------
    DataFrame
        One row a name: ``removed``, ``units`` left, ``ties`` left, ``components``,
        ``largest_share`` (share of the units left that are in the largest component),
        ``pairs_joined`` (share of ordered pairs left that a flow joins).

    Raises
    ------
    ParameterError
        If a node is not there, or fewer than two units would be left.

    Examples
    --------
    >>> star = pd.DataFrame({"source_node": ["a", "b", "c"], "target_node": ["h", "h", "h"]})
    >>> units = pd.DataFrame({"node_id": ["h", "a", "b", "c"]})
    >>> removal(units, star, {"nothing": [], "hub": ["h"]}).round(2)
       removed  units  ties  components  largest_share  pairs_joined
    0  nothing      4     3           1           1.00           1.0
    1      hub      3     0           3           0.33           0.0
    """
    rows = []
    for name, gone in removed.items():
        unknown = sorted(set(gone) - set(nodes["node_id"]))
        if unknown:
            raise ParameterError(f"removal {name!r}: no node {unknown[0]!r} in the network")
        left = nodes[~nodes["node_id"].isin(list(gone))]
        n = len(left)
        if n < 2:
            raise ParameterError(f"removal {name!r} leaves {n} unit(s); at least two must stay")
        ends = edges[["source_node", "target_node"]].isin(list(gone)).any(axis=1)
        ties = undirected(left, edges[~ends])
        largest = max(len(part) for part in nx.connected_components(ties))
        joined = reach(left, edges[~ends])["reached"].sum() / (n * (n - 1))
        components = nx.number_connected_components(ties)
        rows.append((name, n, ties.number_of_edges(), components, largest / n, joined))
    columns = ["removed", "units", "ties", "components", "largest_share", "pairs_joined"]
    return pd.DataFrame(rows, columns=columns)
