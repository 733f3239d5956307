"""Fragility index: the fewest codings to flip until a claim falls, proven to be the fewest."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix
from crosscase.comparison.verdicts import tally
from crosscase.errors import ParameterError
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import ClaimCells, claim_cells
from crosscase.wording import baseline, counted, listed

__all__ = ["Flips", "fewest_flips", "fragility"]

UNITS = {"coding": "evidence_id", "sentence": "sentence", "passage": "passage", "cell": "case_id"}
MOVES = ("flip", "drop")
CHUNK = 20_000


@dataclass(frozen=True)
class Flips:
    """A smallest set of codings whose change makes a claim fall.

    Parameters
    ----------
    size : float
        How many units; infinite where no set does it.
    units : tuple of str
        One such set.
    rows : tuple of str
        Ids of the evidence in it.
    proven : bool
        Whether every smaller set is excluded.
    method : str
        How: closed form by case, or exhaustive search by size.
    excluded : float
        Number of smaller sets that are excluded.
    """

    size: float
    units: tuple[str, ...]
    rows: tuple[str, ...]
    proven: bool
    method: str
    excluded: float


def fewest_flips(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim,
    *,
    unit: str = "coding",
    move: str = "flip",
    most_sets: int = 5_000_000,
) -> Flips:
    """Find a smallest set of codings that makes a claim stop holding.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim
        A claim that holds.
    unit : {"coding", "sentence", "passage", "cell"}
        What is one change: a row, all rows of one sentence or passage, or all rows of a cell.
    move : {"flip", "drop"}
        A coding turns into its contrary, or is struck out.
    most_sets : int, default 5,000,000
        Where sentences bear on several cases, sets are searched by size up to so many.

    Returns
    -------
    Flips
        `size` 0 if the claim does not hold to begin with.

    Raises
    ------
    ParameterError
        If `unit` or `move` is unknown.

    Notes
    -----
    A unit that touches one case only changes that case's vote alone. The least number of changes
    that brings a case to each possible vote is found by trying every number of changes of each
    weight in it; which cases to change is then decided by dynamic programming over the numbers of
    votes, which are all that the rule looks at. Both steps are exact, so no smaller set exists.
    Units over several cases are searched exhaustively by size, units of equal effect as one class.

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1, 1]}, index=["a", "b"]))
    >>> fewest_flips(rows, Claim("x", "P", ("a", "b"))).rows
    ('b:P',)
    """
    for name, value, allowed in (("unit", unit, tuple(UNITS)), ("move", move, MOVES)):
        if value not in allowed:
            raise ParameterError(f"{name} is {value!r}; allowed: {', '.join(map(repr, allowed))}")
    cells = claim_cells(evidence, claim)
    start = _weights(cells)
    if tally(claim, *np.split(start, 2)).holds != 1:
        return Flips(0, (), (), True, "the claim does not hold to begin with", 0)
    classes = _classes(cells, UNITS[unit], move)
    single = all((effect.reshape(2, -1).any(0)).sum() == 1 for effect, _ in classes)
    search = _by_case if single else _by_size
    return search(cells, classes, start, most_sets)


def _weights(cells: ClaimCells) -> np.ndarray:
    weight_for = (cells.weight * (cells.stance > 0)) @ cells.incidence
    weight_against = (cells.weight * (cells.stance < 0)) @ cells.incidence
    return np.concatenate([weight_for, weight_against])


Classes: TypeAlias = list[tuple[np.ndarray, list[tuple[str, tuple[str, ...]]]]]
# Cases that vote for, against, that count, and that speak.
State: TypeAlias = tuple[int, int, int, int]
Reached: TypeAlias = dict[State, tuple[int, dict[int, int]]]


def _classes(cells: ClaimCells, column: str, move: str) -> Classes:
    """Group units by their effect on the weights; leave out those that can only help the claim."""
    signs = cells.claim.signs
    found: dict[tuple[float, ...], list[tuple[str, tuple[str, ...]]]] = {}
    for name, rows in cells.rows.groupby(column, sort=True):
        at = rows.index.to_numpy()
        plus = (cells.weight[at] * (cells.stance[at] > 0)) @ cells.incidence[at]
        minus = (cells.weight[at] * (cells.stance[at] < 0)) @ cells.incidence[at]
        effect = np.concatenate([minus - plus, plus - minus] if move == "flip" else [-plus, -minus])
        change_for, change_against = effect.reshape(2, -1)
        # Weight lost on the claim's side of a cell, or gained on the other: either may harm it.
        lost = np.where(signs > 0, -change_for, -change_against)
        gained = np.where(signs > 0, change_against, change_for)
        harm = np.maximum(lost, gained)
        # A change may also harm by emptying a cell, where silence counts against the claim.
        if (harm > 0).any() or (move == "drop" and cells.claim.rule.silent in ("worst", "ignore")):
            found.setdefault(tuple(effect), []).append((str(name), tuple(rows["evidence_id"])))
    return [
        (np.array(effect), units)
        for effect, units in sorted(found.items(), key=lambda item: item[1][0])
    ]


def _result(classes: Classes, counts: tuple[int, ...], method: str, excluded: float) -> Flips:
    units = [unit for (_, units), k in zip(classes, counts, strict=True) for unit in units[:k]]
    units.sort()
    rows = tuple(row for _, ids in units for row in ids)
    return Flips(len(units), tuple(n for n, _ in units), rows, True, method, excluded)


def _smaller(n_units: int, size: float) -> float:
    return float(sum(math.comb(n_units, k) for k in range(int(min(size, n_units + 1)))))


def _by_case(cells: ClaimCells, classes: Classes, start: np.ndarray, most_sets: int) -> Flips:
    n = len(cells.claim.cases)
    best: tuple[float, tuple[int, ...]] = (math.inf, ())
    for group in (1, -1):
        members = np.flatnonzero(cells.claim.signs == group)
        # Votes reached so far -> least cost and the changes that give it.
        reached: Reached = {(0,) * 4: (0, {})}
        for case in members:
            here = [i for i, (effect, _) in enumerate(classes) if effect[[case, case + n]].any()]
            options = _options(cells, classes, here, start, int(case))
            step: Reached = {}
            for state, (cost, used) in reached.items():
                for kind, (more, changes) in options.items():
                    target: State = tuple(map(sum, zip(state, kind, strict=True)))  # type: ignore[assignment]
                    if target not in step or cost + more < step[target][0]:
                        step[target] = (cost + more, used | changes)
            reached = step
        for state, (cost, used) in reached.items():
            if len(members) and cost < best[0] and _falls(cells.claim, state):
                best = (cost, tuple(used.get(i, 0) for i in range(len(classes))))
    total = sum(len(units) for _, units in classes)
    method = "closed form by case"
    if math.isinf(best[0]):
        return Flips(math.inf, (), (), True, method, 2.0**total)
    return _result(classes, best[1], method, _smaller(total, best[0]))


def _options(
    cells: ClaimCells, classes: Classes, here: list[int], start: np.ndarray, case: int
) -> Reached:
    """Least number of changes that brings one case to each (for, against, counted, speaks)."""
    n = len(cells.claim.cases)
    ranges = [range(len(classes[i][1]) + 1) for i in here]
    tried = list(itertools.product(*ranges))
    combinations = np.array(tried, dtype=float).reshape(len(tried), len(here))
    effects = np.array([classes[i][0][[case, case + n]] for i in here]).reshape(len(here), 2)
    weights = start[[case, case + n]] + combinations @ effects
    kinds = _kinds(cells.claim, weights, case)
    options: Reached = {}
    for kind, counts in zip(kinds, combinations.astype(int), strict=True):
        cost = int(counts.sum())
        if kind not in options or cost < options[kind][0]:
            options[kind] = (cost, dict(zip(here, counts.tolist(), strict=True)))
    return options


def _kinds(claim: Claim, weights: np.ndarray, case: int) -> list[State]:
    alone = Claim(
        "one case",
        claim.proposition,
        present_in=(claim.cases[case],) if claim.signs[case] > 0 else (),
        absent_in=(claim.cases[case],) if claim.signs[case] < 0 else (),
        rule=replace(claim.rule, min_share=1.0, min_cases=None, max_against=None),
    )
    found = tally(alone, weights[:, :1], weights[:, 1:])
    vote, seen = found.vote[:, 0], found.seen[:, 0]
    speaks = seen | (vote != 0)
    counted_in = speaks if claim.rule.silent == "ignore" else np.ones_like(seen)
    columns = (vote > 0, vote < 0, counted_in, speaks)
    return [tuple(int(v) for v in row) for row in zip(*columns, strict=True)]  # type: ignore[misc]


def _falls(claim: Claim, state: State) -> bool:
    votes_for, votes_against, n, speaks = state
    limit = claim.rule.max_against
    short = votes_for < claim.rule.required(n)
    return short or (limit is not None and votes_against > limit) or speaks == 0


def _by_size(cells: ClaimCells, classes: Classes, start: np.ndarray, most_sets: int) -> Flips:
    effects = np.array([effect for effect, _ in classes])
    sizes = [len(units) for _, units in classes]
    total = sum(sizes)
    method, tried = "exhaustive search by size", 0
    for size in range(1, total + 1):
        for chunk in _multisets(sizes, size):
            weights = start + chunk @ effects
            weight_for, weight_against = np.split(weights, 2, axis=1)
            falls = np.flatnonzero(tally(cells.claim, weight_for, weight_against).holds != 1)
            if len(falls):
                counts = tuple(int(k) for k in chunk[falls[0]])
                return _result(classes, counts, method, _smaller(total, size))
            tried += len(chunk)
            if tried > most_sets:
                return Flips(size, (), (), False, method, _smaller(total, size))
    return Flips(math.inf, (), (), True, method, 2.0**total)


def _multisets(sizes: list[int], size: int) -> Iterator[np.ndarray]:
    chosen = itertools.combinations_with_replacement(range(len(sizes)), size)
    while block := list(itertools.islice(chosen, CHUNK)):
        picks = np.array(block)
        counts = np.zeros((len(block), len(sizes)))
        np.add.at(counts, (np.repeat(np.arange(len(block)), size), picks.ravel()), 1)
        counts = counts[(counts <= sizes).all(1)]
        if len(counts):
            yield counts


def fragility(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim,
    *,
    unit: str = "coding",
    move: str = "flip",
    robust_from: int = 2,
) -> Check:
    """Count the fewest codings whose change makes a claim fall.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim
        The claim.
    unit, move
        As in :func:`fewest_flips`.
    robust_from : int, default 2
        Index from which the claim is held to be robust: 2 survives any one miscoding.

    Returns
    -------
    Check
        Holds if the index is at least `robust_from`. `statistic` is the index (exact), infinite
        where no change makes the claim fall. Table, one row: ``unit, move, index, units,
        evidence_ids, proven, method, sets_excluded``.

    References
    ----------
    After Walsh et al. (2014), The fragility index, Journal of Clinical Epidemiology 67, 622-628.

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1, 1]}, index=["a", "b"]))
    >>> fragility(rows, Claim("P/all", "P", ("a", "b"))).sentence
    'One flipped coding is enough to make P/all fall: b:P.'
    """
    cells = claim_cells(evidence, claim)
    found = fewest_flips(evidence, claim, unit=unit, move=move)
    table = pd.DataFrame(
        [
            {
                "unit": unit,
                "move": move,
                "index": found.size,
                "units": found.units,
                "evidence_ids": found.rows,
                "proven": found.proven,
                "method": found.method,
                "sets_excluded": found.excluded,
            }
        ]
    )
    return Check(
        check=f"fragility ({move} a {unit})",
        claim=claim.id,
        holds=None if found.size == 0 else bool(found.size >= robust_from),
        statistic=float(found.size),
        threshold=float(robust_from),
        margin=float(found.size - robust_from),
        table=table,
        sentence=_sentence(cells, found, unit, move),
        reference="after Walsh et al. (2014), Journal of Clinical Epidemiology 67, 622-628",
        evidence=found.rows or cells.evidence,
    )


def _sentence(cells: ClaimCells, found: Flips, unit: str, move: str) -> str:
    claim, done = cells.claim, {"flip": "flipped", "drop": "dropped"}[move]
    if found.size == 0:
        whole = cells.tally()
        state = baseline(int((whole.vote > 0).sum()), len(claim.cases), int(whole.required.sum()))
        return f"{claim.id} does not hold to begin with ({state}), so there is nothing to break."
    if math.isinf(found.size):
        return f"No set of {done} {unit}s makes {claim.id} fall."
    if not found.proven:
        return (
            f"At least {counted(int(found.size), unit)} must be {done} to make {claim.id} fall; "
            "the search was stopped there."
        )
    where = f"{listed(found.units, most=6)}"
    if found.size == 1:
        return f"One {done} {unit} is enough to make {claim.id} fall: {where}."
    return (
        f"{int(found.size)} {unit}s must be {done} to make {claim.id} fall, for example {where}; "
        f"no smaller set does it ({found.method})."
    )
