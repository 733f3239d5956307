"""Networks of words that stand together, with their communities and a layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.cooccurrences import Cooccurrence
from crosscase.results import Result

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Network", "network"]


@dataclass(frozen=True, repr=False)
class Network(Result):
    """A network of words that stand together.

    Parameters
    ----------
    table : DataFrame
        One row a word: `feature`, `community` (from 1, largest first), `degree`, `strength` (sum
        of weights), `documents`, `x`, `y` (a layout).
    edges : DataFrame
        One row a tie: `feature_a`, `feature_b`, `weight`, `n_both`.
    modularity : float
        How much more ties lie inside communities than chance would have it (Newman 2006).
    """

    table: pd.DataFrame
    edges: pd.DataFrame
    modularity: float

    @property
    def title(self) -> str:
        """Size, communities and modularity."""
        communities = self.table["community"].nunique()
        return (
            f"{len(self.table)} words, {len(self.edges)} ties, {communities} communities, "
            f"modularity {self.modularity:.3f}"
        )


def network(
    found: Cooccurrence,
    *,
    weight: str = "npmi",
    min_both: int = 2,
    max_p: float = 1.0,
    p: str = "p_adjusted",
    max_edges: int | None = None,
    communities: str = "louvain",
    seed: int = 1,
) -> Network:
    """Make a network of the pairs that meet more often than chance would have it.

    Parameters
    ----------
    found : Cooccurrence
        The pairs.
    weight : {"npmi", "pmi", "G2", "jaccard", "dice", "n_both"}
        Weight of a tie; only ties with a positive weight and more shared documents than expected
        are taken.
    min_both : int, default 2
        Documents that a pair must share.
    max_p : float, default 1.0
        Largest p of a tie.
    p : {"p", "p_adjusted", "p_permutation", "p_permutation_adjusted"}
        Which p is meant.
    max_edges : int, optional
        Only so many ties, the heaviest.
    communities : {"louvain", "greedy"}
        Algorithm: Blondel et al. (2008), or Clauset, Newman & Moore (2004).
    seed : int, default 1
        Seed of the communities and of the layout.

    Returns
    -------
    Network
        Words sorted by community, then strength, then word.

    References
    ----------
    Blondel, Guillaume, Lambiotte & Lefebvre (2008), Journal of Statistical Mechanics P10008.

    Examples
    --------
    >>> from crosscase.keywords import cooccurrence
    >>> pairs = cooccurrence(["a b", "a b", "c d", "c d"], min_documents=1)
    >>> network(pairs).table[["feature", "community"]].to_numpy().tolist()
    [['a', 1], ['b', 1], ['c', 2], ['d', 2]]
    """
    if communities not in {"louvain", "greedy"}:
        raise ParameterError(f"communities is {communities!r}; allowed: 'louvain', 'greedy'")
    for name, column in (("weight", weight), ("p", p)):
        if column not in found.table:
            raise ParameterError(f"{name} is {column!r}; the pairs have no such column")
    if max_edges is not None and max_edges < 1:
        raise ParameterError(f"max_edges is {max_edges}; allowed: 1 and above, or None for all")
    pairs = found.table
    keep = (pairs["n_both"] >= min_both) & (pairs[p] <= max_p) & (pairs[weight] > 0)
    pairs = pairs[keep & (pairs["n_both"] > pairs["expected"])]
    # From its own rows: a column put into an empty table from outside would bring rows with it.
    pairs = pairs.assign(weight=pairs[weight])
    order = ["weight", "feature_a", "feature_b"]
    pairs = pairs.sort_values(order, ascending=[False, True, True]).head(max_edges)
    if pairs.empty:
        least = found.table[p].min()
        raise DataError(
            f"no pair is left for a network (smallest {p}: {least:.3g}); lower min_both or raise "
            "max_p, or ask permutation for a larger n"
        )
    return _network(pairs.reset_index(drop=True), communities, seed)


def _network(pairs: pd.DataFrame, how: str, seed: int) -> Network:
    import networkx as nx

    # Nodes and ties go in sorted, since both algorithms depend on the order that they find.
    graph = nx.Graph()
    graph.add_nodes_from(sorted({*pairs["feature_a"], *pairs["feature_b"]}))
    for row in pairs.sort_values(["feature_a", "feature_b"]).itertuples():
        graph.add_edge(row.feature_a, row.feature_b, weight=float(row.weight))
    if how == "louvain":
        found = nx.community.louvain_communities(graph, seed=seed)
    else:
        found = nx.community.greedy_modularity_communities(graph, weight="weight")
    groups = sorted((sorted(group) for group in found), key=lambda g: (-len(g), g))
    # networkx adds up in the order of sets, which differs from run to run in the last digit.
    modularity = round(nx.community.modularity(graph, groups), 12)
    edges = pairs[["feature_a", "feature_b", "weight", "n_both"]]
    return Network(_words(graph, groups, pairs, seed), edges, modularity)


def _words(
    graph: nx.Graph, groups: Sequence[Sequence[str]], pairs: pd.DataFrame, seed: int
) -> pd.DataFrame:
    """Return one row a word of the graph."""
    documents = {
        **dict(zip(pairs["feature_a"], pairs["n_a"], strict=True)),
        **dict(zip(pairs["feature_b"], pairs["n_b"], strict=True)),
    }
    places = _layout(graph, seed)
    rows = [
        {
            "feature": name,
            "community": number,
            "degree": graph.degree(name),
            "strength": sum(tie["weight"] for tie in graph[name].values()),
            "documents": documents[name],
            "x": places[name][0],
            "y": places[name][1],
        }
        for number, group in enumerate(groups, start=1)
        for name in group
    ]
    order = ["community", "strength", "feature"]
    table = pd.DataFrame(rows).sort_values(order, ascending=[True, False, True])
    return table.reset_index(drop=True)


def _layout(graph: nx.Graph, seed: int) -> dict[str, np.ndarray]:
    """Return a place for each word, rounded so that it is the same on every machine."""
    import networkx as nx

    places = nx.spring_layout(graph, weight="weight", seed=seed, k=1.6 / np.sqrt(len(graph)))
    return {name: np.round(place, 4) for name, place in places.items()}
