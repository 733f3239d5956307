"""Tables on two coding passes over the same cells: agreement, differences, doubts.

Units of one paragraph share its wording, so a coder who reads the paragraph otherwise differs on
all of them at once. Intervals therefore draw whole paragraphs. With two paragraphs, one of three
cells on which the coders agree (A) and one of a single cell on which they differ (B), the draws are
AA, AB, BA and BB: kappa is computed from the cells of each, counted as often as drawn.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from crosscase.agreement import by_code, cohen_kappa, gwet_ac1, summary
from crosscase.results import Number, Table
from crosscase.robustness import Check
from crosscase.study import Study

__all__ = [
    "agreement_of",
    "by_assumption",
    "by_stance",
    "coefficients",
    "crossed",
    "differing",
    "doubted",
    "filled",
    "groups",
    "kappa_draws",
    "numbers",
    "paired",
]

_STANCES = {-1: "contradicts", 0: "silent", 1: "supports"}
_CODES = list(_STANCES)


def paired(study: Study) -> pd.DataFrame:
    """Return the cells that were coded twice.

    Parameters
    ----------
    study : Study
        Its ``pass_1`` and ``pass_2`` have ``unit_id, proposition_id, stance``; its ``units`` say
        where a unit stands and which firm it speaks of.

    Returns
    -------
    DataFrame
        One row a cell: ``unit_id, proposition_id, first, second`` (1 supports, 0 silent, -1
        contradicts) and the columns of ``units``.
    """
    key = ["unit_id", "proposition_id"]
    first = study.pass_1.rename(columns={"stance": "first"})
    second = study.pass_2.rename(columns={"stance": "second"})
    return first.merge(second, on=key).merge(study.units, on="unit_id")


def filled(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells in which at least one coder saw evidence."""
    return cells[(cells["first"] != 0) | (cells["second"] != 0)]


def crossed(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the number of cells by both codes: the first coder's down, the second's across."""
    first, second = cells["first"].map(_STANCES), cells["second"].map(_STANCES)
    words = list(_STANCES.values())
    return pd.crosstab(first, second).reindex(index=words, columns=words, fill_value=0)


def groups(cells: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the cells of each assumption, of all together, and of all that somebody filled."""
    # In the order of the first unit, which is the study's own.
    own = {str(p): part for p, part in cells.groupby("proposition_id", sort=False)}
    return {**own, "all assumptions": cells, "all assumptions, filled cells": filled(cells)}


def coefficients(cells: pd.DataFrame, *, confidence: float, seed: int) -> Table:
    """Return every coefficient, over all cells and over those that a coder filled.

    Parameters
    ----------
    cells : DataFrame
        By :func:`paired`.
    confidence : float
        Level of the intervals, which take cells as independent.
    seed : int
        Of the intervals that are drawn.
    """
    parts = {"all cells": cells, "cells that a coder filled": filled(cells)}
    found = [
        summary(
            part[["first", "second"]], categories=_CODES, confidence=confidence, seed=seed
        ).assign(cells=name)
        for name, part in parts.items()
    ]
    names = {
        "cells": "Cells",
        "coefficient": "Coefficient",
        "units": "Number",
        "observed": "Observed",
        "expected": "By chance",
        "value": "Value",
        "low": "From",
        "high": "To",
    }
    table = pd.concat(found, ignore_index=True)[list(names)]
    # Large-sample intervals may end above 1, which no agreement can.
    table["high"] = table["high"].clip(upper=1)
    return Table(table, names=names, evidence=sorted(set(cells["unit_id"])))


def kappa_draws(cells: pd.DataFrame, *, draws: int, seed: int) -> np.ndarray:
    """Return Cohen's kappa of samples of whole paragraphs, drawn with replacement.

    Parameters
    ----------
    cells : DataFrame
        ``locator`` (the paragraph), ``first`` and ``second`` (1, 0 or -1).
    draws : int
        Number of samples, each of as many paragraphs as there are.
    seed : int
        Of the random numbers.

    Returns
    -------
    ndarray of float, shape (draws,)
        1 where both coders use a single category throughout: the sample shows no disagreement.
    """
    paragraph, names = pd.factorize(cells["locator"], sort=True)
    tables = np.zeros((len(names), 3, 3), dtype=int)
    place = (paragraph, cells["first"].to_numpy(int) + 1, cells["second"].to_numpy(int) + 1)
    np.add.at(tables, place, 1)
    share = np.full(len(names), 1 / len(names))
    chosen = np.random.default_rng(seed).multinomial(len(names), share, size=draws)
    sizes = chosen @ tables.sum((1, 2))
    drawn = np.tensordot(chosen, tables, axes=1) / sizes[:, None, None]
    observed, chance = np.trace(drawn, axis1=1, axis2=2), (drawn.sum(1) * drawn.sum(2)).sum(1)
    single = chance > 1 - 1e-12
    return np.where(single, 1.0, (observed - chance) / np.where(single, 1, 1 - chance))


def agreement_of(
    claim: str, cells: pd.DataFrame, *, minimum: float, confidence: float, draws: int, seed: int
) -> Check:
    """Hold Cohen's kappa of the two passes against a minimum, paragraphs resampled.

    Parameters
    ----------
    claim : str
        Name under which the check is listed.
    cells : DataFrame
        By :func:`paired`, or a part of it.
    minimum : float
        The least agreement asked for.
    confidence : float
        Level of the interval.
    draws, seed : int
        As in :func:`kappa_draws`.

    Returns
    -------
    Check
        Holds if the lower end of the interval reaches `minimum`, fails if the upper end does not,
        and cannot be decided between the two. Table: the cells on which the coders differ.
    """
    value = cohen_kappa(cells["first"], cells["second"]).value
    ends = [(1 - confidence) / 2, (1 + confidence) / 2]
    low, high = np.quantile(kappa_draws(cells, draws=draws, seed=seed), ends)
    holds = True if low >= minimum else False if high < minimum else None
    decisive = {True: low, False: high, None: value}[holds]
    differ = cells[cells["first"] != cells["second"]]
    sentence = (
        f"Cohen's kappa is {value:.3f}, {confidence:.0%} interval {low:.3f} to {high:.3f} over "
        f"{cells['locator'].nunique()} resampled paragraphs, {minimum} asked; the coders differ "
        f"in {len(differ)} of {len(cells)} cells."
    )
    return Check(
        check="coder agreement",
        claim=claim,
        holds=holds,
        statistic=value,
        threshold=minimum,
        margin=decisive - minimum,
        table=differ,
        sentence=sentence,
        reference="Krippendorff (2018), Content Analysis, 4th ed., ch. 12",
        evidence=tuple(sorted(set(differ["unit_id"]))),
        measure="Kappa",
    )


def by_assumption(parts: Mapping[str, pd.DataFrame]) -> Table:
    """Return how many cells each coder filled, and how far they agree.

    Parameters
    ----------
    parts : mapping of name to cells
        By :func:`groups`.
    """
    names = {
        "assumption": "Assumption",
        "filled_first": "Filled, first",
        "filled_second": "Filled, second",
        "filled_both": "By both",
        "differ": "Differ",
        "kappa": "Kappa",
        "ac1": "AC1",
    }
    rows = [{"assumption": name, **_counted(cells)} for name, cells in parts.items()]
    return Table(pd.DataFrame(rows), names=names)


def _counted(cells: pd.DataFrame) -> dict[str, float]:
    first, second = cells["first"], cells["second"]
    return {
        "filled_first": int((first != 0).sum()),
        "filled_second": int((second != 0).sum()),
        "filled_both": int(((first != 0) & (second != 0)).sum()),
        "differ": int((first != second).sum()),
        "kappa": cohen_kappa(first, second).value,
        "ac1": gwet_ac1(cells[["first", "second"]], categories=_CODES).value,
    }


def by_stance(cells: pd.DataFrame, *, confidence: float) -> Table:
    """Return the agreement on each stance against the other two."""
    codes = by_code(cells[["first", "second"]], categories=_CODES, confidence=confidence)
    names = {
        "code": "Stance",
        "units": "Given by either",
        "agreed": "By both",
        "specific_agreement": "Specific agreement",
        "kappa": "Kappa",
        "low": "From",
        "high": "To",
    }
    return Table(codes.assign(code=codes["code"].map(_STANCES)), names=names)


def differing(cells: pd.DataFrame, study: Study) -> Table:
    """Return every cell on which the passes differ, with what the evidence says there.

    Parameters
    ----------
    cells : DataFrame
        By :func:`paired`.
    study : Study
        Its ``evidence``: statements by ``locator, case_id, proposition_id``.
    """
    differ = cells[cells["first"] != cells["second"]]
    place = ["locator", "case_id", "proposition_id"]
    said = study.evidence.groupby(place)["statement"].agg("; ".join).reset_index()
    table = differ.merge(said, how="left", on=place).assign(
        firm=lambda rows: rows["case_id"],
        first=lambda rows: rows["first"].map(_STANCES),
        second=lambda rows: rows["second"].map(_STANCES),
    )
    names = {
        "unit_id": "Unit",
        "locator": "At",
        "firm": "Firm",
        "proposition_id": "Assumption",
        "first": "First",
        "second": "Second",
        "statement": "As coded in the evidence",
    }
    evidence = {(unit, "locator"): [unit] for unit in table["unit_id"]}
    return Table(table[list(names)], names=names, evidence=evidence)


def doubted(study: Study) -> Table:
    """Return how often the first coder could have read a cell otherwise, by assumption.

    Parameters
    ----------
    study : Study
        Its ``doubts`` has ``doubt_id, proposition_id, stance, other_stance``.
    """
    doubts = study.doubts
    reading = doubts["stance"].map(_STANCES) + ", could be " + doubts["other_stance"].map(_STANCES)
    order = study.propositions.sort_values("order")["proposition_id"]
    table = pd.crosstab(reading, doubts["proposition_id"]).reindex(columns=order, fill_value=0)
    table = table.assign(all=table.sum(axis=1)).rename_axis("reading").rename_axis(columns=None)
    return Table(table, names={"reading": "Coded as"}, evidence=list(doubts["doubt_id"]))


def numbers(
    cells: pd.DataFrame, study: Study, *, confidence: float, draws: int, seed: int
) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    cells : DataFrame
        By :func:`paired`.
    study : Study
        Its ``doubts`` are counted.
    confidence, draws, seed
        As in :func:`agreement_of`.
    """
    some = filled(cells)
    kappas = {}
    for name, part in {"kappa_passes": cells, "kappa_filled": some}.items():
        kappas[name] = cohen_kappa(part["first"], part["second"]).value
        drawn = kappa_draws(part, draws=draws, seed=seed)
        kappas[f"{name}_low"] = float(np.quantile(drawn, (1 - confidence) / 2))
    title = "agreement of the coding passes: "
    counts = {
        "n_agreement_cells": len(cells),
        "n_agreement_filled": len(some),
        "n_agreement_differ": int((cells["first"] != cells["second"]).sum()),
        "n_agreement_units": cells["unit_id"].nunique(),
        "n_agreement_paragraphs": cells["locator"].nunique(),
        "n_doubts": len(study.doubts),
    }
    return {
        **{k: Number(v, title + k.replace("_", " "), digits=2) for k, v in kappas.items()},
        **{k: Number(v, k[2:].replace("_", " ")) for k, v in counts.items()},
    }
