"""The fewest codings whose change makes a claim fall, proven to be the fewest.

The claim: P is seen in both cases. Case a has two supporting statements, case b three. A flipped
statement moves the net weight of its case by two, so one flip leaves a with a tie, which is no
vote, and b would need two. One flip is the answer, and the search finds it without trying all sets:

1. By case. Flips in a change the vote of a alone. For each case, the least number of flips that
   brings it to each possible vote is found by trying every number of flips of each weight: a stays
   for at 0, is undecided at 1, against at 2; b is for at 0 and 1, against at 2 and 3.
2. Over cases. The rule looks at numbers of votes, not at names. So the cases are gone through one
   by one, and for each (votes for, votes against) that can be reached so far only the cheapest way
   is kept. The cheapest end at which the rule fails is the answer; both steps are exact.

Where one sentence bears on several cases, changing it moves them together and step 1 does not hold.
Then sets are tried by size, all of one unit, all of two, until one makes the claim fall; units with
the same effect are taken as one class, so that ten alike sentences are one choice of how many.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.comparison.verdicts import tally
from crosscase.errors import ParameterError
from crosscase.robustness.claim_cells import ClaimCells, claim_cells

__all__ = ["Flips", "fewest_flips"]

_UNITS = {"coding": "evidence_id", "sentence": "sentence", "passage": "passage", "cell": "case_id"}
_MOVES = ("flip", "drop")
# Sets judged at once: with ten cases some 3 MB of weights.
_CHUNK = 20_000


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


class _Class(NamedTuple):
    """Units of the same effect."""

    effect: np.ndarray
    """Change of the weights for and against in each case, shape (2 × cases,)."""
    units: list[tuple[str, tuple[str, ...]]]
    """Name of each unit and ids of its rows."""


# Cases of a group that vote for the claim, against it, and that count for its size: all that a
# rule looks at, since it asks for one vote at least and thus for a case that speaks.
_State: TypeAlias = tuple[int, int, int]
# The least number of changes that leads to a state, and how many of each class they are.
_Reached: TypeAlias = dict[_State, tuple[int, dict[int, int]]]


def fewest_flips(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim | str,
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
    claim : Claim or str
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

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1, 1]}, index=["a", "b"]))
    >>> fewest_flips(rows, Claim("x", "P", ("a", "b"))).rows
    ('b:P',)
    """
    claim = find_claim(evidence, claim)
    for name, value, allowed in (("unit", unit, tuple(_UNITS)), ("move", move, _MOVES)):
        if value not in allowed:
            raise ParameterError(f"{name} is {value!r}; allowed: {', '.join(map(repr, allowed))}")
    cells = claim_cells(evidence, claim)
    start = np.concatenate(cells.weights())
    if tally(claim, *np.split(start, 2)).holds != 1:
        return Flips(0, (), (), True, "the claim does not hold to begin with", 0)
    classes = _classes(cells, _UNITS[unit], move)
    if all((one.effect.reshape(2, -1).any(0)).sum() == 1 for one in classes):
        return _by_case(claim, classes, start)
    return _by_size(claim, classes, start, most_sets)


def _classes(cells: ClaimCells, column: str, move: str) -> list[_Class]:
    """Group units by their effect on the weights; leave out those that can only help the claim."""
    signs = cells.claim.signs
    found: dict[tuple[float, ...], list[tuple[str, tuple[str, ...]]]] = {}
    for name, rows in cells.rows.groupby(column, sort=True):
        plus, minus = cells.weights(use=cells.rows.index.isin(rows.index))
        effect = np.concatenate([minus - plus, plus - minus] if move == "flip" else [-plus, -minus])
        change_for, change_against = effect.reshape(2, -1)
        # Weight lost on the claim's side of a cell, or gained on the other: either may harm it.
        lost = np.where(signs > 0, -change_for, -change_against)
        gained = np.where(signs > 0, change_against, change_for)
        harm = np.maximum(lost, gained)
        if (harm > 0).any():
            found.setdefault(tuple(effect), []).append((str(name), tuple(rows["evidence_id"])))
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    return [_Class(np.array(effect), units) for effect, units in ordered]


def _flips(classes: list[_Class], counts: dict[int, int], method: str, excluded: float) -> Flips:
    units = [unit for at, k in counts.items() for unit in classes[at].units[:k]]
    units.sort()
    rows = tuple(row for _, ids in units for row in ids)
    return Flips(len(units), tuple(n for n, _ in units), rows, True, method, excluded)


def _smaller(n_units: int, size: int) -> float:
    """Return the number of sets of fewer than `size` units, the empty one included."""
    return float(sum(math.comb(n_units, k) for k in range(size)))


def _by_case(claim: Claim, classes: list[_Class], start: np.ndarray) -> Flips:
    """Search where every unit touches one case only."""
    least, changes = math.inf, dict[int, int]()
    # The claim falls as soon as one of its groups does, so the cheaper group decides.
    for group in (1, -1):
        members = np.flatnonzero(claim.signs == group)
        for state, (cost, used) in _ends(claim, classes, start, members).items():
            if cost < least and _falls(claim, state):
                least, changes = cost, used
    total = sum(len(one.units) for one in classes)
    method = "closed form by case"
    if math.isinf(least):
        return Flips(math.inf, (), (), True, method, 2.0**total)
    return _flips(classes, changes, method, _smaller(total, int(least)))


def _ends(claim: Claim, classes: list[_Class], start: np.ndarray, members: np.ndarray) -> _Reached:
    """Return the cheapest way to every state that a group can end in; nothing for no group."""
    n = len(claim.cases)
    reached: _Reached = {(0, 0, 0): (0, {})} if len(members) else {}
    for case in members:
        here = [at for at, one in enumerate(classes) if one.effect[[case, case + n]].any()]
        options = _options(claim, classes, here, start, int(case))
        step: _Reached = {}
        for state, (cost, used) in reached.items():
            for kind, (more, changes) in options.items():
                target: _State = tuple(map(sum, zip(state, kind, strict=True)))  # type: ignore[assignment]
                if target not in step or cost + more < step[target][0]:
                    step[target] = (cost + more, used | changes)
        reached = step
    return reached


def _options(
    claim: Claim, classes: list[_Class], here: list[int], start: np.ndarray, case: int
) -> _Reached:
    """Return the least number of changes that brings one case to each of its own states."""
    n = len(claim.cases)
    ranges = [range(len(classes[at].units) + 1) for at in here]
    tried = list(itertools.product(*ranges))
    numbers = np.array(tried, dtype=float).reshape(len(tried), len(here))
    effects = np.array([classes[at].effect[[case, case + n]] for at in here]).reshape(-1, 2)
    weights = start[[case, case + n]] + numbers @ effects
    options: _Reached = {}
    for kind, counts in zip(_kinds(claim, weights, case), tried, strict=True):
        cost = sum(counts)
        if kind not in options or cost < options[kind][0]:
            options[kind] = (cost, dict(zip(here, counts, strict=True)))
    return options


def _kinds(claim: Claim, weights: np.ndarray, case: int) -> list[_State]:
    """Return the state of one case for each pair of weights, shape (k, 2)."""
    # A claim about this case alone, without a number of cases that its group may be too small for.
    alone = Claim(
        "one case",
        claim.proposition,
        present_in=(claim.cases[case],) if claim.signs[case] > 0 else (),
        absent_in=(claim.cases[case],) if claim.signs[case] < 0 else (),
        rule=replace(claim.rule, min_cases=None),
    )
    found = tally(alone, weights[:, :1], weights[:, 1:])
    columns = (found.vote[:, 0] > 0, found.vote[:, 0] < 0, found.counted[:, 0])
    return [tuple(int(v) for v in row) for row in zip(*columns, strict=True)]  # type: ignore[misc]


def _falls(claim: Claim, state: _State) -> bool:
    votes_for, votes_against, n = state
    limit = claim.rule.max_against
    return votes_for < claim.rule.required(n) or (limit is not None and votes_against > limit)


def _by_size(claim: Claim, classes: list[_Class], start: np.ndarray, most_sets: int) -> Flips:
    """Search all sets of one unit, of two, and so on, up to `most_sets` of them."""
    effects = np.array([one.effect for one in classes])
    sizes = [len(one.units) for one in classes]
    total = sum(sizes)
    method, tried = "exhaustive search by size", 0
    for size in range(1, total + 1):
        for chunk in _multisets(sizes, size):
            weight_for, weight_against = np.split(start + chunk @ effects, 2, axis=1)
            falls = np.flatnonzero(tally(claim, weight_for, weight_against).holds != 1)
            if len(falls):
                counts = {at: int(k) for at, k in enumerate(chunk[falls[0]])}
                return _flips(classes, counts, method, _smaller(total, size))
            tried += len(chunk)
            if tried > most_sets:
                return Flips(size, (), (), False, method, _smaller(total, size))
    return Flips(math.inf, (), (), True, method, 2.0**total)


def _multisets(sizes: list[int], size: int) -> Iterator[np.ndarray]:
    """Yield how many units of each class are in each set of `size`, shape (sets, classes)."""
    chosen = itertools.combinations_with_replacement(range(len(sizes)), size)
    while block := list(itertools.islice(chosen, _CHUNK)):
        picks = np.array(block)
        counts = np.zeros((len(block), len(sizes)))
        np.add.at(counts, (np.repeat(np.arange(len(block)), size), picks.ravel()), 1)
        # No more of a class than it has.
        counts = counts[(counts <= sizes).all(1)]
        if len(counts):
            yield counts
