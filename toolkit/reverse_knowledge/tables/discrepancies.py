"""Tables on where the sources contradict themselves, and on what of their exhibits is left."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crosscase.results import Number, Table

__all__ = ["bearing", "by_kind_and_source", "exhibits", "listed", "numbers", "recovered"]

_KINDS = ["contradiction", "number", "coverage", "term", "cross-reference", "attribution"]
_SOURCES = {"main": "main study", "thesis": "thesis", "blog": "blog post", "article": "article"}
_COLUMNS = [
    "discrepancy_id", "topic", "statement_a", "locator_a", "statement_b", "locator_b", "kind",
    "bears_on", "handling",
]  # fmt: skip


def listed(found: pd.DataFrame, propositions: pd.DataFrame) -> Table:
    """Return discrepancies for a reader: both places, what they bear on and how it is handled.

    Parameters
    ----------
    found : DataFrame
        Rows of ``discrepancies``.
    propositions : DataFrame
        A discrepancy that bears on every one of them bears on *all eight*.
    """
    every = "; ".join(propositions.sort_values("order")["proposition_id"])
    shown = found.assign(bears_on=found["bears_on"].replace(every, "all eight"))
    places = ("statement_a", "statement_b")
    evidence = {(id, place): [id] for id in found["discrepancy_id"] for place in places}
    return Table(shown[_COLUMNS].reset_index(drop=True), evidence=evidence)


def by_kind_and_source(found: pd.DataFrame) -> pd.DataFrame:
    """Return the number of discrepancies, kinds × sources, ready to be drawn."""
    counts = pd.crosstab(found["kind"], found["source_id"].map(_SOURCES))
    return counts.reindex(index=_KINDS, columns=list(_SOURCES.values()), fill_value=0)


def bearing(found: pd.DataFrame, propositions: pd.DataFrame) -> Table:
    """Return how many discrepancies bear on each assumption, by kind.

    Parameters
    ----------
    found : DataFrame
        Rows of ``discrepancies``; ``bears_on`` names assumptions, separated by semicolons, and
        counts for each of them.
    propositions : DataFrame
        All assumptions, in their ``order``.
    """
    pairs = found.assign(proposition_id=found["bears_on"].str.split("; "))
    pairs = pairs.explode("proposition_id").dropna(subset="proposition_id")
    order = list(propositions.sort_values("order")["proposition_id"])
    counts = pd.crosstab(pairs["proposition_id"], pairs["kind"])
    counts = counts.reindex(index=order, columns=_KINDS, fill_value=0)
    cells = pairs.groupby(["proposition_id", "kind"])["discrepancy_id"]
    table = counts.rename_axis(index="proposition_id", columns=None)
    return Table(table, evidence=cells.agg(list).to_dict())


def exhibits(known: pd.DataFrame) -> Table:
    """Return the tables and figures of the sources, and what of them can be recovered.

    Parameters
    ----------
    known : DataFrame
        The table ``exhibits_of_sources``.
    """
    called = known.assign(no=known["source_id"] + " " + known["number"])
    columns = ["no", "title", "recoverable", "reason"]
    return Table(called[columns], names={"no": "Source and number"})


def recovered(known: pd.DataFrame) -> Table:
    """Return how many tables and figures of each source can be recovered, in part, or not."""
    what = known["kind"] + "s of the " + known["source_id"].map(_SOURCES)
    counts = pd.crosstab(what, known["recoverable"])
    counts = counts.reindex(columns=["yes", "partly", "no"], fill_value=0)
    table = counts.rename_axis(index="what", columns=None)
    return Table(table, names={"what": "Exhibits", "no": "No"})


def numbers(found: pd.DataFrame, known: pd.DataFrame) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    found, known : DataFrame
        The tables ``discrepancies`` and ``exhibits_of_sources``.
    """
    main = found[found["source_id"] == "main"]
    counts = {
        "n_discrepancies": len(found),
        "n_discrepancies_main": len(main),
        "n_discrepancies_main_bearing": main["bears_on"].notna().sum(),
        "n_discrepancies_bearing": found["bears_on"].notna().sum(),
        "n_contradictions_main": (main["kind"] == "contradiction").sum(),
        "n_source_exhibits": len(known),
    }
    for state in ("yes", "partly", "no"):
        counts[f"n_source_exhibits_{state}"] = (known["recoverable"] == state).sum()
    return {key: Number(int(n), key[2:].replace("_", " ")) for key, n in counts.items()}
