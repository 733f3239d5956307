"""Tables on the drawn sharing network: what is given, how it is built, what its hubs hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from crosscase import network
from crosscase.results import Number, Table

__all__ = [
    "given_and_lost",
    "measures_by_size",
    "numbers",
    "unit_places",
    "whole_network",
    "without_hubs",
]

_STATUS = {"named": "named in the text", "kind": "named as a kind", "schematic": "assumed"}
_HEADQUARTERS, _REGIONAL = 1, 2


def given_and_lost(nodes: pd.DataFrame) -> Table:
    """Return how many units of each kind the text names, and how many are assumed.

    Parameters
    ----------
    nodes : DataFrame
        The study's ``network_nodes``.
    """
    told = nodes.assign(status=nodes["status"].map(_STATUS))
    groups = told.groupby(["kind", "status"], sort=False)
    table = groups.agg(
        units=("node_id", "size"), names=("label", "; ".join), locator=("locator", "first")
    ).reset_index()
    table.insert(0, "no", range(1, len(table) + 1))
    names = {"no": "No.", "kind": "Kind of unit", "names": "In the drawing"}
    ids = groups["node_id"].agg(list)
    evidence = {(no, "names"): behind for no, behind in zip(table["no"], ids, strict=True)}
    return Table(table, names=names, evidence=evidence)


def whole_network(nodes: pd.DataFrame, edges: pd.DataFrame) -> Table:
    """Return the measures of the network as a whole, and the share of each kind of tie.

    Parameters
    ----------
    nodes, edges : DataFrame
        The study's ``network_nodes`` and ``network_edges``.
    """
    kinds = network.shares(edges)
    shares = pd.DataFrame(
        {"measure": "share of " + kinds["kind"] + " ties", "value": kinds["share"]}
    )
    table = pd.concat([network.summary(nodes, edges), shares], ignore_index=True)
    return Table(table, digits=2, evidence=list(edges["edge_id"]))


def unit_places(nodes: pd.DataFrame, edges: pd.DataFrame) -> Table:
    """Return how central each unit is, and what it brokers between regions.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`whole_network` takes them.
    """
    roles = network.brokerage(nodes, edges, group="region")
    places = network.measures(nodes, edges).merge(roles, on="node_id")
    central = ["degree", "betweenness", "closeness", "constraint"]
    columns = ["label", "level", *central, "gatekeeper", "representative", "liaison"]
    table = nodes[["node_id", "label", "level"]].merge(places, on="node_id")
    evidence = {(row.label, "degree"): [row.node_id] for row in nodes.itertuples()}
    return Table(table[columns], names={"label": "Unit"}, digits=2, evidence=evidence)


def without_hubs(nodes: pd.DataFrame, edges: pd.DataFrame) -> Table:
    """Return what is left of the network when hubs are taken away, one or all.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`whole_network` takes them.
    """
    top = list(nodes.loc[nodes["level"] == _HEADQUARTERS, "node_id"])
    regional = list(nodes.loc[nodes["level"] == _REGIONAL, "node_id"])
    hubs = {
        "nothing": [],
        "headquarters": top,
        "one regional hub": regional[:1],
        "all regional hubs": regional,
        "all hubs": [*top, *regional],
    }
    left = network.removal(nodes, edges, hubs)
    vertical = network.removal(nodes, edges[edges["kind"] == "vertical"], hubs)
    names = {
        "removed": "Taken away",
        "largest_share": "Share in the largest part",
        "pairs_joined": "Pairs joined",
        "vertical_only": "Pairs joined by vertical ties alone",
    }
    table = left.assign(vertical_only=vertical["pairs_joined"])
    return Table(table, names=names, digits=2, evidence=list(edges["edge_id"]))


def measures_by_size(regions: Sequence[int], subsidiaries: Sequence[int]) -> Table:
    """Return the measures of networks of the same shape and other sizes.

    Their horizontal ties stay within regions.

    Parameters
    ----------
    regions : sequence of int
        Numbers of regions to try.
    subsidiaries : sequence of int
        Numbers of subsidiaries in each region to try.
    """
    rows = [_measures(r, s) for r in regions for s in subsidiaries]
    return Table(pd.DataFrame(rows), digits=2)


def _measures(regions: int, subsidiaries: int) -> dict[str, object]:
    """Return the measures of a network of one size."""
    nodes, edges = network.hub_spoke(regions, subsidiaries)
    whole = network.summary(nodes, edges).set_index("measure")["value"]
    return {
        "size": f"{regions} × {subsidiaries}",
        "units": len(nodes),
        "density": whole["density"],
        "vertical_share": _share(edges, "vertical"),
        "degree_centralisation": whole["degree centralisation"],
        "betweenness_centralisation": whole["betweenness centralisation"],
    }


def _share(edges: pd.DataFrame, kind: str) -> float:
    """Return the share of the ties that are of a kind."""
    return float((edges["kind"] == kind).mean())


def numbers(nodes: pd.DataFrame, edges: pd.DataFrame) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`whole_network` takes them.
    """
    kinds = edges["kind"]
    counts = {
        "n_sharing_units": len(nodes),
        "n_sharing_units_named": (nodes["status"] == "named").sum(),
        "n_sharing_ties": len(edges),
        "n_sharing_ties_vertical": (kinds == "vertical").sum(),
        "n_sharing_ties_horizontal": (kinds == "horizontal").sum(),
    }
    made = {key: Number(int(n), key[2:].replace("_", " ")) for key, n in counts.items()}
    share = Number(_share(edges, "vertical"), "share of vertical ties in the drawing", digits=2)
    return made | {"share_sharing_ties_vertical": share}
