"""Tables on the sales network of the thesis: who is in it, what ties them, and who tells of it.

A tie runs from one actor to another and is told by one voice. Towards the outside Huawei and its
units are one actor, so that what they do among themselves is no tie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from crosscase.network import measures, summary
from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = [
    "actors",
    "between_groups",
    "bonds_by_voice",
    "dependence",
    "kinds_by_voice",
    "numbers",
    "outside",
    "places",
    "ties_as_told",
    "ties_in_words",
    "without_voices",
]

HUB = "huawei"
_BONDS = ["technical", "time-related", "knowledge", "social", "economical and legal"]
_RESPONDENTS = ("A", "B", "C")
_GROUPS = {
    "internal": "Huawei",
    "suppliers": "Suppliers",
    "carriers": "Carriers",
    "competitors": "Competitors",
    "opponents": "Opponents",
}


def actors(study: Study) -> Table:
    """Return the actors of the thesis by group.

    Parameters
    ----------
    study : Study
        Its table ``thesis_actors``.
    """
    shown = ["name", "actor_group", "country", "role", "is_named", "said_by", "locator"]
    rows = study.thesis_actors.sort_values(["actor_group", "name"], ignore_index=True)
    ids = zip(rows["name"], rows["actor_id"], strict=True)
    evidence = {(name, "name"): [id] for name, id in ids}
    return Table(rows[shown], names={"name": "Actor", "actor_group": "Group"}, evidence=evidence)


def ties_as_told(study: Study, voices: Sequence[str], *, count_possible: bool) -> pd.DataFrame:
    """Return the ties that given voices tell of.

    Parameters
    ----------
    study : Study
        Its table ``thesis_ties``.
    voices : sequence of str
        Who is heard.
    count_possible : bool
        Whether ties count that the authors only hold possible.
    """
    ties = study.thesis_ties
    certain = count_possible | ties["strength"].ne("possible")
    return ties[ties["said_by"].isin(list(voices)) & certain]


def ties_in_words(ties: pd.DataFrame, study: Study) -> Table:
    """Return the ties with their ends by name.

    Parameters
    ----------
    ties : DataFrame
        By :func:`ties_as_told`.
    study : Study
        Its table ``thesis_actors``.
    """
    name = study.thesis_actors.set_index("actor_id")["name"]
    shown = ["tie_id", "source", "target", "tie_type", "bond", "strength", "direction", "said_by",
             "locator", "statement"]  # fmt: skip
    ends = {"source": ties["from_actor_id"].map(name), "target": ties["to_actor_id"].map(name)}
    return Table(
        ties.assign(**ends)[shown].reset_index(drop=True),
        names={"source": "From", "target": "To"},
        evidence={(id, "said_by"): [id] for id in ties["tie_id"]},
    )


def kinds_by_voice(ties: pd.DataFrame, voices: Sequence[str]) -> Table:
    """Return how many ties of each type each voice tells of."""
    return _by_voice(ties, "tie_type", voices)


def bonds_by_voice(ties: pd.DataFrame, voices: Sequence[str]) -> Table:
    """Return how many ties with each of the five bonds each voice tells of."""
    return _by_voice(ties.dropna(subset="bond"), "bond", voices, rows=_BONDS)


def _by_voice(
    ties: pd.DataFrame, what: str, voices: Sequence[str], rows: Sequence[str] | None = None
) -> Table:
    counts = pd.crosstab(ties[what], ties["said_by"])
    counts = counts.reindex(index=rows, columns=list(voices), fill_value=0)
    counts["all"] = counts.sum(axis=1)
    table = counts.rename_axis(what).rename_axis(columns=None)
    evidence = ties.groupby([what, "said_by"])["tie_id"].agg(list).to_dict()
    return Table(table, evidence=evidence)


def outside(ties: pd.DataFrame, study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the network in which Huawei and its units are one actor.

    Parameters
    ----------
    ties : DataFrame
        By :func:`ties_as_told`.
    study : Study
        Its table ``thesis_actors``.

    Returns
    -------
    nodes : DataFrame
        Actors with a tie: ``node_id`` and what the table says of them.
    edges : DataFrame
        The ties that cross Huawei's border or lie beyond it, with ``source_node``,
        ``target_node`` and ``flow``.
    """
    known = study.thesis_actors.rename(columns={"actor_id": "node_id"})
    own = known.loc[known["actor_group"] == "internal", "node_id"]
    one = dict.fromkeys(own, HUB)
    edges = ties.assign(
        source_node=ties["from_actor_id"].replace(one),
        target_node=ties["to_actor_id"].replace(one),
        flow=ties["direction"].map({"mutual": "both"}).fillna("source to target"),
    )
    edges = edges[edges["source_node"] != edges["target_node"]]
    return _tied(known, edges), edges


def _tied(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return the nodes at which an edge ends."""
    return nodes[nodes["node_id"].isin({*edges["source_node"], *edges["target_node"]})]


def places(
    measured: pd.DataFrame, brokers: pd.DataFrame, nodes: pd.DataFrame, edges: pd.DataFrame
) -> Table:
    """Return the places of actors with more than one contact, the most between others first.

    Parameters
    ----------
    measured : DataFrame
        By :func:`crosscase.network.measures`.
    brokers : DataFrame
        By :func:`crosscase.network.brokerage`.
    nodes, edges : DataFrame
        By :func:`outside`.
    """
    whole = measured.merge(brokers[["node_id", "liaison", "total"]], on="node_id")
    whole = whole.merge(nodes[["node_id", "name", "actor_group"]], on="node_id")
    whole = whole[whole["degree"] > 1]
    whole = whole.sort_values(["betweenness", "degree"], ascending=False, kind="stable")
    names = {
        "name": "Actor",
        "actor_group": "Group",
        "degree": "Contacts",
        "betweenness": "Between-ness",
        "closeness": "Closeness",
        "constraint": "Constraint",
        "effective_size": "Effective size",
        "liaison": "Liaison",
        "total": "Brokerage",
    }
    evidence = {
        (row["name"], "degree"): _ties_of(row["node_id"], edges) for _, row in whole.iterrows()
    }
    table = whole[list(names)].reset_index(drop=True)
    return Table(table, names=names, digits=2, evidence=evidence)


def _ties_of(node: str, edges: pd.DataFrame) -> list[str]:
    ends = (edges["source_node"] == node) | (edges["target_node"] == node)
    return list(edges.loc[ends, "tie_id"])


def dependence(measured: pd.DataFrame, nodes: pd.DataFrame, edges: pd.DataFrame) -> Table:
    """Return how Huawei and each group depend on each other.

    Parameters
    ----------
    measured : DataFrame
        By :func:`crosscase.network.measures`.
    nodes, edges : DataFrame
        By :func:`outside`.
    """
    own = edges[(edges["source_node"] == HUB) | (edges["target_node"] == HUB)]
    gives = own["source_node"] == HUB
    partner = own["target_node"].where(gives, own["source_node"])
    group = partner.map(nodes.set_index("node_id")["actor_group"])
    resource = own["tie_type"] == "resource tie"
    contacts = partner.map(measured.set_index("node_id")["degree"])
    each = pd.DataFrame({"group": group, "partner": partner, "share": 1 / contacts})
    alone = each.drop_duplicates("partner").groupby("group")["share"].mean()
    counts = {
        "actors": partner.groupby(group).nunique(),
        "ties": group.value_counts(),
        "resource_in": (resource & ~gives).groupby(group).sum(),
        "resource_out": (resource & gives).groupby(group).sum(),
    }
    table = pd.DataFrame(counts).sort_values("ties", ascending=False).rename_axis("group")
    shares = {
        "share_of_ties": table["ties"] / table["ties"].sum(),
        "huawei_share_of_contacts": alone,
    }
    names = {
        "ties": "Ties with Huawei",
        "resource_in": "Resources in",
        "resource_out": "Resources out",
        "share_of_ties": "Share of Huawei's ties",
        "huawei_share_of_contacts": "Huawei's share of their contacts",
    }
    evidence = {(name, "ties"): list(own.loc[group == name, "tie_id"]) for name in table.index}
    return Table(table.assign(**shares), names=names, digits=2, evidence=evidence)


def without_voices(nodes: pd.DataFrame, edges: pd.DataFrame, voices: Sequence[str]) -> Table:
    """Return the network as a whole, without each voice, and without all respondents.

    Parameters
    ----------
    nodes, edges : DataFrame
        By :func:`outside`.
    voices : sequence of str
        Who is left out in turn.
    """
    gone = {"none": (), **{voice: (voice,) for voice in voices}, "A, B and C": _RESPONDENTS}
    # Without everybody who tells of it there is no network to measure.
    left_out = {name: out for name, out in gone.items() if not edges["said_by"].isin(out).all()}
    rows = [_whole(nodes, edges[~edges["said_by"].isin(out)]) for out in left_out.values()]
    table = pd.DataFrame(rows, index=pd.Index(left_out, name="left out"))
    names = {
        "statements": "Ties told",
        "pairs": "Pairs tied",
        "components": "Parts",
        "centralisation": "Degree centralisation",
        "betweenness": "Huawei's betweenness",
    }
    evidence = {
        (name, "statements"): list(edges.loc[edges["said_by"].isin(out), "tie_id"])
        for name, out in left_out.items()
        if out
    }
    return Table(table, names=names, digits=2, evidence=evidence)


def _whole(nodes: pd.DataFrame, edges: pd.DataFrame) -> dict[str, float]:
    left = _tied(nodes, edges)
    whole = summary(left, edges).set_index("measure")["value"]
    hub = measures(left, edges).set_index("node_id").loc[HUB]
    return {
        "statements": len(edges),
        "actors": int(whole["units"]),
        "pairs": int(whole["ties"]),
        "components": int(whole["components"]),
        "density": whole["density"],
        "centralisation": whole["degree centralisation"],
        "betweenness": hub["betweenness"],
    }


def between_groups(nodes: pd.DataFrame, edges: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return how many ties join each two groups: with all voices, then without some.

    Parameters
    ----------
    nodes, edges : DataFrame
        By :func:`outside`.

    Returns
    -------
    dict of title to DataFrame
        ``one``, ``other`` (groups) and ``ties``, as
        :func:`reverse_knowledge.figures.sales_network.draw_group_panels` takes them.
    """
    gone = {f"Without {voice}": [voice] for voice in (*_RESPONDENTS, "authors")}
    gone["Without A, B and C"] = list(_RESPONDENTS)
    panels = {"All voices": edges}
    panels |= {title: edges[~edges["said_by"].isin(out)] for title, out in gone.items()}
    group = nodes.set_index("node_id")["actor_group"].map(_GROUPS).fillna("Others")
    return {title: _joined(group, left) for title, left in panels.items()}


def _joined(group: pd.Series, edges: pd.DataFrame) -> pd.DataFrame:
    ends = zip(edges["source_node"].map(group), edges["target_node"].map(group), strict=True)
    pairs = pd.Series([tuple(sorted(two)) for two in ends if two[0] != two[1]], dtype="object")
    counts = pairs.value_counts().sort_index()
    rows = [(*pair, n) for pair, n in counts.items()]
    return pd.DataFrame(rows, columns=["one", "other", "ties"])


def numbers(
    study: Study, ties: pd.DataFrame, edges: pd.DataFrame, lost: Table
) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    study : Study
        Its tables ``thesis_actors`` and ``thesis_ties``.
    ties : DataFrame
        By :func:`ties_as_told`.
    edges : DataFrame
        By :func:`outside`.
    lost : Table
        By :func:`without_voices`.
    """
    whole = lost.table.loc["none"]
    counts = {
        "n_thesis_actors": len(study.thesis_actors),
        "n_thesis_ties": len(study.thesis_ties),
        "n_thesis_network_actors": whole["actors"],
        "n_thesis_network_pairs": whole["pairs"],
    }
    for voice in (*_RESPONDENTS, "authors"):
        counts[f"n_thesis_ties_said_by_{voice.lower()}"] = (ties["said_by"] == voice).sum()
    for voice in _RESPONDENTS:
        counts[f"n_thesis_pairs_only_{voice.lower()}"] = len(_told_by_one(edges, voice))
    told = {key: Number(int(n), key[2:].replace("_", " ")) for key, n in counts.items()}
    place = Number(whole["betweenness"], "Huawei's betweenness in the sales network", digits=2)
    return {**told, "thesis_huawei_betweenness": place}


def _told_by_one(edges: pd.DataFrame, voice: str) -> set[tuple[str, str]]:
    """Return the pairs, in their direction, of which nobody else tells."""
    pairs = pd.Series(list(zip(edges["source_node"], edges["target_node"], strict=True)))
    own = (edges["said_by"] == voice).to_numpy()
    return {*pairs[own]} - {*pairs[~own]}
