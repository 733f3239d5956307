"""Tables on the crossing of all choices: how often a claim holds, and which choice matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from crosscase.comparison import Claim, SupportMatrix
from crosscase.results import Number, Table
from crosscase.robustness import Check, Multiverse, silence_bounds

__all__ = ["choices", "group_shares", "levels", "numbers", "shares"]

# What the analysis does anyway: alone, these are no choice and need no line in the figures.
_USUAL: dict[str, list[object]] = {"min_net": [0.0], "without_case": [None]}


def levels(**choices: Sequence[Any]) -> dict[str, list[Any]]:
    """Return the levels of each choice, as :func:`crosscase.robustness.multiverse` takes them.

    Parameters
    ----------
    **choices : sequence
        Levels by the name of the choice, the study's own first. Lists of values become tuples;
        ``min_net`` and ``without_case`` are left out where nothing else than usual is asked.

    Examples
    --------
    >>> levels(evidence_types=[["interview", "document"]], min_net=[0.0])
    {'evidence_types': [('interview', 'document')]}
    """
    asked = {name: list(values) for name, values in choices.items()}
    return {
        name: [tuple(v) if isinstance(v, list) else v for v in values]
        for name, values in asked.items()
        if values != _USUAL.get(name)
    }


def shares(found: Multiverse, claims: Sequence[Claim], matrix: SupportMatrix) -> Table:
    """Return in how many specifications each claim holds, and the choice that matters most.

    Parameters
    ----------
    found : Multiverse
        All specifications.
    claims : sequence of Claim
        What was judged.
    matrix : SupportMatrix
        The evidence, from which the claims' own is taken.
    """
    table = found.table.assign(matters_most=found.table["matters_most"].str.replace("_", " "))
    names = {
        "undecided": "Not shown or mixed",
        "share": "Share held",
        "matters_most": "What matters most",
    }
    evidence = {(c.id, "share"): silence_bounds(matrix, c).evidence for c in claims}
    return Table(table, names=names, evidence=evidence)


def choices(found: Multiverse) -> Table:
    """Return for each choice its mean importance, and for how many claims it comes first."""
    by_choice = found.importance.groupby("parameter", sort=False)[["first_order", "total"]]
    table = by_choice.mean().sort_values("total", ascending=False)
    first = found.table["matters_most"].value_counts()
    table["claims"] = first.reindex(table.index, fill_value=0).astype(int)
    table.index = table.index.str.replace("_", " ").rename("choice")
    names = {
        "first_order": "Alone, mean",
        "total": "In all, mean",
        "claims": "Claims for which it matters most",
    }
    return Table(table, names=names, digits=2)


def numbers(found: Multiverse, checks: Sequence[Check]) -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from the crossing.

    Parameters
    ----------
    found : Multiverse
        All specifications.
    checks : sequence of Check
        Its claims, held against the share asked.
    """
    held = found.specifications[list(found.table["claim"])].eq("holds").sum(axis=1)
    counts: Mapping[str, int] = {
        "n_specifications": len(found.specifications),
        "n_multiverse_choices": sum(len(values) > 1 for values in found.parameters.values()),
        "n_claims_robust_multiverse": sum(check.holds is True for check in checks),
        "n_claims_most_holding": int(held.max()),
        "n_claims_least_holding": int(held.min()),
        "n_claims_hold_in_half": int((found.table["share"] > 0.5).sum()),
    }
    return {key: Number(value, key[2:].replace("_", " ")) for key, value in counts.items()}


def group_shares(found: Multiverse) -> dict[str, Number]:
    """Return the mean share of specifications in which the claims on each group hold."""
    group = found.table["claim"].str.split("/").str[1]
    means: pd.Series = found.table.groupby(group, sort=False)["share"].mean()
    title = "mean share of specifications in which the claims on {} hold"
    return {
        f"share_multiverse_{name.replace(' ', '_')}": Number(
            100 * float(mean), title.format(name), digits=0, unit="percent"
        )
        for name, mean in means.items()
    }
