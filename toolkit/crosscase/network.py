"""Knowledge networks of firms: who is tied to whom, at which level, and what a hub holds together.

Letters: *n* units, *m* ties. A tie is *vertical* (between levels, e.g. subsidiary and regional
headquarters) or *horizontal* (within a level). A tie flows both ways unless its `flow` is
``"source to target"``. Degree, betweenness, closeness and constraint are taken on the ties
without direction; reach and brokerage follow the flows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError

__all__ = [
    "ROLES",
    "brokerage",
    "centralisation",
    "graph",
    "hub_spoke",
    "levels",
    "measures",
    "reach",
    "removal",
    "shares",
    "summary",
]


def __dir__() -> list[str]:
    return __all__


ROLES = ("coordinator", "gatekeeper", "representative", "consultant", "liaison")
_ONE_WAY = "source to target"


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
        if record.get("flow", "both") != _ONE_WAY:
            made.add_edge(target, source, **record)
    return made


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


def _ties(nodes: pd.DataFrame, edges: pd.DataFrame) -> nx.Graph:
    """Return the ties without direction, nodes in the order of the table."""
    directed = graph(nodes, edges)
    made = nx.Graph()
    made.add_nodes_from(directed.nodes)
    made.add_edges_from(sorted(directed.edges))
    return made


def measures(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return each unit's place in the network.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`graph` takes them.

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
    ties = _ties(nodes, edges)
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


def levels(nodes: pd.DataFrame, edges: pd.DataFrame, root: str) -> pd.DataFrame:
    """Return how many ties each unit is away from `root`.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`graph` takes them.
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
    ties = _ties(nodes, edges)
    if root not in ties:
        raise ParameterError(f"no node {root!r}; nodes: {', '.join(map(str, ties.nodes))}")
    found = nx.single_source_shortest_path_length(ties, root)
    steps = pd.Series([found.get(node) for node in ties.nodes], dtype="Int64")
    return pd.DataFrame({"node_id": list(ties.nodes), "steps": steps})


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


def reach(
    nodes: pd.DataFrame, edges: pd.DataFrame, *, kinds: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return how many units the knowledge of each unit can get to along the flows.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`graph` takes them.
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
        steps = [s for other, s in nx.single_source_shortest_path_length(flows, node).items()
                 if other != node]  # fmt: skip
        mean = float(np.mean(steps)) if steps else np.nan
        rows.append((node, flows.out_degree(node), len(steps), mean))
    return pd.DataFrame(rows, columns=["node_id", "direct", "reached", "mean_steps"])


def summary(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return the measures of the network as a whole.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`graph` takes them.

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
    ties = _ties(nodes, edges)
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


def removal(
    nodes: pd.DataFrame, edges: pd.DataFrame, removed: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Take units away and return what is left of the network.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`graph` takes them.
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
        ties = _ties(left, edges[~ends])
        largest = max(len(part) for part in nx.connected_components(ties))
        joined = reach(left, edges[~ends])["reached"].sum() / (n * (n - 1))
        components = nx.number_connected_components(ties)
        rows.append((name, n, ties.number_of_edges(), components, largest / n, joined))
    columns = ["removed", "units", "ties", "components", "largest_share", "pairs_joined"]
    return pd.DataFrame(rows, columns=columns)


def brokerage(nodes: pd.DataFrame, edges: pd.DataFrame, *, group: str) -> pd.DataFrame:
    """Count the brokerage roles of each unit between groups.

    Unit *b* brokers where knowledge can flow from *a* to *b* and from *b* to *c*, and not from
    *a* to *c* at once. Its role follows from the groups of the three.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`graph` takes them.
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
        In the columns of :func:`graph`, with ``label``, ``kind``, ``level``, ``region`` of the
        units and ``kind`` (vertical, horizontal), ``line``, ``flow`` of the ties.

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
        own = [f"sub_{r}_{s}" for s in range(1, subsidiaries + 1)]
        units += [(name, f"Subsidiary {name[4:].replace('_', '.')}", "subsidiary", 3, r)
                  for name in own]  # fmt: skip
        ties += [(name, f"rhq_{r}", "vertical", "solid", "both") for name in own]
        if horizontal:
            ties += [(*pair, "horizontal", "dotted", "both") for pair in combinations(own, 2)]
    nodes = pd.DataFrame(units, columns=["node_id", "label", "kind", "level", "region"])
    edges = pd.DataFrame(ties, columns=["source_node", "target_node", "kind", "line", "flow"])
    return nodes.astype({"region": "Int64"}), edges
