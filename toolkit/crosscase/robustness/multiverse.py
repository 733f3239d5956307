"""Multiverse: all declared parameters crossed; how often does a claim hold?"""

from __future__ import annotations

import itertools
import math
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from crosscase.comparison.claims import Claim, Rule
from crosscase.comparison.evidence import SPECIFICITIES, complete
from crosscase.comparison.verdicts import tally
from crosscase.errors import DataError, ParameterError
from crosscase.results import Result
from crosscase.robustness.check import Check
from crosscase.wording import VERDICTS, counted, decision, listed

__all__ = ["MatrixAnalysis", "Multiverse", "level_name", "multiverse"]

REFERENCE = "Steegen et al. (2016), Perspectives on Psychological Science 11, 702-712"
RULE_FIELDS = tuple(f.name for f in fields(Rule))
DATA_FIELDS = ("coding", "include_joint", "include_blanket", "evidence_types", "sources", "without")
Analysis = Callable[..., Mapping[str, bool | None]]


@dataclass
class MatrixAnalysis:
    """The usual analysis: filter evidence, count it, judge the claims by a rule.

    Called with one specification, it returns the verdict of each claim. Parameters it knows are
    the fields of :class:`crosscase.comparison.Rule`, and ``coding`` (which of several evidence
    tables), ``include_joint``, ``include_blanket``, ``evidence_types``, ``sources`` (tuples of
    values, or None for all), ``without`` (None, or a pair (column, value) of rows to leave out),
    ``without_case`` (None or a case) and ``outcome`` (a column of `outcomes`).

    Parameters
    ----------
    evidence : DataFrame, or mapping of name to DataFrame
        Evidence, or several codings of it.
    claims : sequence of Claim
        What is judged.
    outcomes : DataFrame, optional
        Cases × definitions of success (1, 0, empty); with a parameter ``outcome``, the cases of
        each claim are regrouped, successes where it should be present.

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1, None]}, index=["a", "b"]))
    >>> analysis = MatrixAnalysis(rows, [Claim("P/all", "P", ("a", "b"))])
    >>> analysis(silent="best"), analysis(silent="strict")
    ({'P/all': True}, {'P/all': False})
    """

    evidence: pd.DataFrame | Mapping[str, pd.DataFrame]
    claims: Sequence[Claim]
    outcomes: pd.DataFrame | None = None
    _counts: dict[object, dict[str, np.ndarray]] = field(default_factory=dict, repr=False)
    _verdicts: dict[object, bool | None] = field(default_factory=dict, repr=False)
    _recast: dict[object, Claim | None] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        tables = self.evidence if isinstance(self.evidence, Mapping) else {None: self.evidence}
        self.evidence = {name: complete(table) for name, table in tables.items()}
        if self.outcomes is not None and "case_id" in self.outcomes:
            self.outcomes = self.outcomes.set_index("case_id")

    def check_parameters(self, names: Sequence[str]) -> None:
        """Refuse parameters that the analysis does not know."""
        known = (*RULE_FIELDS, *DATA_FIELDS, "without_case", "outcome")
        for name in names:
            if name not in known:
                raise ParameterError(f"parameter {name!r} is unknown; allowed: {', '.join(known)}")
        if "outcome" in names and self.outcomes is None:
            raise ParameterError("parameter 'outcome' needs a table of outcomes")

    def __call__(self, **specification: Any) -> dict[str, bool | None]:
        """Return the verdict of each claim under one specification."""
        data = tuple((name, specification[name]) for name in DATA_FIELDS if name in specification)
        rule = tuple((name, specification[name]) for name in RULE_FIELDS if name in specification)
        groups = (specification.get("outcome"), specification.get("without_case"))
        counts = self._counted(data)
        found = {}
        for position, claim in enumerate(self.claims):
            cells = counts[claim.id]
            # The verdict hangs on the claim's own cells alone; most data choices leave them as is.
            key = (position, rule, groups, cells.tobytes())
            if key not in self._verdicts:
                self._verdicts[key] = self._judged(claim, cells, dict(rule), *groups)
            found[claim.id] = self._verdicts[key]
        return found

    def _counted(self, data: tuple[tuple[str, Any], ...]) -> dict[str, np.ndarray]:
        if data not in self._counts:
            choice = dict(data)
            tables: Mapping[Any, pd.DataFrame] = self.evidence
            coding = choice.get("coding", next(iter(tables)))
            if coding not in tables:
                raise ParameterError(f"coding is {coding!r}; allowed: {list(tables)}")
            rows = _filtered(tables[coding], choice)
            self._counts[data] = {claim.id: _cells(rows, claim) for claim in self.claims}
        return self._counts[data]

    def _judged(
        self,
        claim: Claim,
        cells: np.ndarray,
        rule: dict[str, Any],
        outcome: str | None,
        without_case: str | None,
    ) -> bool | None:
        key = (claim.id, outcome, without_case, tuple(rule.items()))
        if key not in self._recast:
            self._recast[key] = self._regrouped(claim, outcome, without_case, rule)
        again = self._recast[key]
        if again is None:
            return None
        order = [claim.cases.index(case) for case in again.cases]
        weighed = cells[order] @ again.rule.weights
        return decision(tally(again, weighed[:, 0], weighed[:, 1]).holds)

    def _regrouped(
        self, claim: Claim, outcome: str | None, without_case: str | None, rule: dict[str, Any]
    ) -> Claim | None:
        present, absent = claim.present_in, claim.absent_in
        if outcome is not None and self.outcomes is not None:
            if outcome not in self.outcomes:
                raise ParameterError(
                    f"outcome is {outcome!r}; allowed: {', '.join(map(str, self.outcomes))}"
                )
            value = self.outcomes[outcome].reindex(list(claim.cases))
            present = tuple(case for case in claim.cases if value[case] == 1)
            absent = tuple(case for case in claim.cases if value[case] == 0)
        present = tuple(case for case in present if case != without_case)
        absent = tuple(case for case in absent if case != without_case)
        if not present + absent:
            return None
        changed = replace(claim.rule, **rule)
        least = changed.min_cases or 0
        if any(0 < len(group) < least for group in (present, absent)):
            return None
        return Claim(claim.id, claim.proposition, present, absent, changed, claim.text)


def _filtered(rows: pd.DataFrame, choice: Mapping[str, Any]) -> pd.DataFrame:
    for name, specificity in (("include_joint", "joint"), ("include_blanket", "blanket")):
        if not choice.get(name, True):
            rows = rows[rows["specificity"] != specificity]
    for name, column in (("evidence_types", "evidence_type"), ("sources", "source_id")):
        if choice.get(name) is not None:
            rows = rows[rows[column].isin(list(choice[name]))]
    if choice.get("without") is not None:
        column, value = choice["without"]
        rows = rows[rows[column] != value]
    return rows


def _cells(rows: pd.DataFrame, claim: Claim) -> np.ndarray:
    here = rows[(rows["proposition_id"] == claim.proposition) & rows["case_id"].isin(claim.cases)]
    counts = np.zeros((len(claim.cases), 2, 3))
    place = (
        pd.Index(claim.cases).get_indexer(pd.Index(here["case_id"])),
        (here["stance"].to_numpy() < 0).astype(int),
        pd.Index(SPECIFICITIES).get_indexer(pd.Index(here["specificity"])),
    )
    np.add.at(counts, place, 1)
    return counts


@dataclass(frozen=True, repr=False)
class Multiverse(Result):
    """Verdicts of all claims under all specifications.

    Parameters
    ----------
    table : DataFrame
        One row a claim: ``claim, specifications, holds, fails, undecided, share`` (of
        specifications in which it holds) and ``matters_most`` (parameter of the largest total
        index; empty where no parameter changes anything).
    specifications : DataFrame
        One row a specification: its parameters, then one column a claim: holds, fails or cannot
        be decided.
    importance : DataFrame
        One row a claim and parameter: ``first_order`` (share of the variance of "holds" that the
        parameter explains alone), ``total`` (alone and together with others), ``lowest, highest``
        (least and greatest share over its levels) and the levels where they occur.
    parameters : dict
        Levels of each parameter.
    """

    table: pd.DataFrame
    specifications: pd.DataFrame
    importance: pd.DataFrame
    parameters: dict[str, list[Any]]

    @property
    def title(self) -> str:
        """Number of specifications, parameters and claims."""
        return (
            f"{len(self.specifications):,} specifications of {len(self.parameters)} parameters, "
            f"{len(self.table)} claims"
        )

    def by_level(self, claim: str) -> pd.DataFrame:
        """Share of specifications in which a claim holds, by parameter and level."""
        held = self.specifications[claim] == "holds"
        rows = []
        for name in self.parameters:
            shown = self.specifications[name].map(level_name)
            for level, share in held.groupby(shown, sort=False).mean().items():
                rows.append((name, level, float(share)))
        return pd.DataFrame(rows, columns=["parameter", "level", "share"])

    def check(self, claim: str, *, minimum: float = 0.95) -> Check:
        """Hold the share of specifications in which a claim holds against a minimum."""
        if claim not in set(self.table["claim"]):
            raise ParameterError(f"no claim {claim!r}; allowed: {', '.join(self.table['claim'])}")
        row = self.table.set_index("claim").loc[claim]
        share = float(row["share"])
        return Check(
            check="multiverse",
            claim=claim,
            holds=None if row["undecided"] == row["specifications"] else share >= minimum,
            statistic=share,
            threshold=minimum,
            margin=share - minimum,
            table=self.importance[self.importance["claim"] == claim].reset_index(drop=True),
            sentence=self._sentence(claim, row, minimum),
            reference=REFERENCE,
        )

    def checks(self, *, minimum: float = 0.95) -> tuple[Check, ...]:
        """Return the check of every claim."""
        return tuple(self.check(claim, minimum=minimum) for claim in self.table["claim"])

    def _sentence(self, claim: str, row: pd.Series, minimum: float) -> str:
        n = int(row["specifications"])
        text = (
            f"{claim} holds in {row['share']:.1%} of {n:,} specifications of "
            f"{counted(len(self.parameters), 'parameter')} ({minimum:.0%} asked)"
        )
        if row["undecided"]:
            text += f", and cannot be decided in {row['undecided'] / n:.1%}"
        if not row["matters_most"]:
            return f"{text}; no parameter changes that."
        own = self.importance[
            (self.importance["claim"] == claim)
            & (self.importance["parameter"] == row["matters_most"])
        ].iloc[0]
        return (
            f"{text}; what matters most is {own['parameter']}: it holds in {own['lowest']:.1%} "
            f"with {own['lowest_at']} and in {own['highest']:.1%} with {own['highest_at']}."
        )


def multiverse(
    analysis: Analysis,
    parameters: Mapping[str, Sequence[Any]],
    *,
    jobs: int = 1,
    progress: bool | None = None,
) -> Multiverse:
    """Run an analysis under every combination of its parameters.

    Parameters
    ----------
    analysis : callable
        Takes one value a parameter, by name, and returns True, False or None (cannot be decided)
        for each claim, e.g. :class:`MatrixAnalysis`. Called once a specification.
    parameters : mapping of name to sequence of values
        Levels of each parameter, the study's own first.
    jobs : int, default 1
        Processes; with more than one, `analysis` must be picklable (defined in a module).
    progress : bool, optional
        Whether to show a bar; default: on a terminal.

    Returns
    -------
    Multiverse
        Shares, specifications, and which parameter matters most: first-order and total indices
        of Sobol, exact because all combinations are run.

    Raises
    ------
    ParameterError, DataError
        If a parameter has no value, is unknown, or an analysis names other claims each time.

    References
    ----------
    Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), Increasing transparency through a multiverse
    analysis, Perspectives on Psychological Science 11, 702-712; Simonsohn, Simmons & Nelson (2020),
    Nature Human Behaviour 4, 1208-1214; Saltelli et al. (2010), Computer Physics Communications
    181, 259-270.

    Examples
    --------
    >>> def analysis(a, b):
    ...     return {"a alone": a > 0, "both": a > 0 and b > 0}
    >>> found = multiverse(analysis, {"a": [0, 1], "b": [0, 1]})
    >>> found.table[["claim", "share", "matters_most"]].to_dict("list")
    {'claim': ['a alone', 'both'], 'share': [0.5, 0.25], 'matters_most': ['a', 'a']}
    >>> found.importance["total"].round(3).tolist()
    [1.0, 0.0, 0.667, 0.667]
    """
    levels = {name: list(values) for name, values in parameters.items()}
    _check(analysis, levels)
    combinations = list(itertools.product(*levels.values()))
    verdicts = list(_run(analysis, list(levels), combinations, jobs, progress))
    claims = list(verdicts[0])
    for combination, found in zip(combinations, verdicts, strict=True):
        if list(found) != claims:
            spec = dict(zip(levels, combination, strict=True))
            raise DataError(f"the analysis returned other claims under {spec}: {list(found)}")
    both = [claim for claim in claims if claim in levels]
    if both:
        raise DataError(f"{both[0]!r} is a parameter and a claim; rename one of them")
    coded = np.array([[found[claim] is True for claim in claims] for found in verdicts])
    words = [[VERDICTS[found[claim]] for claim in claims] for found in verdicts]
    shown = pd.DataFrame(combinations, columns=list(levels), dtype=object)
    specifications = pd.concat([shown, pd.DataFrame(words, columns=claims)], axis=1)
    importance = _importance(coded, claims, levels)
    return Multiverse(
        _shares(specifications, claims, importance), specifications, importance, levels
    )


def _check(analysis: Analysis, levels: dict[str, list[Any]]) -> None:
    if not levels:
        raise ParameterError("no parameter is given; give a mapping of name to values")
    for name, values in levels.items():
        if not values:
            raise ParameterError(f"parameter {name!r} has no value; give at least one")
    total = math.prod(len(values) for values in levels.values())
    if total > 5_000_000:
        raise ParameterError(f"{total:,} specifications are too many; leave out some levels")
    if isinstance(analysis, MatrixAnalysis):
        analysis.check_parameters(list(levels))


def _run(
    analysis: Analysis,
    names: list[str],
    combinations: list[tuple[Any, ...]],
    jobs: int,
    progress: bool | None,
) -> Iterator[dict[str, bool | None]]:
    from tqdm import tqdm

    show = sys.stderr.isatty() if progress is None else progress
    bar = tqdm(total=len(combinations), disable=not show, unit="spec", desc="multiverse")
    # Blocks follow the order of the combinations, so that each process meets few data choices.
    size = max(1, min(2_000, math.ceil(len(combinations) / (4 * max(jobs, 1)))))
    blocks = [combinations[i : i + size] for i in range(0, len(combinations), size)]
    with bar:
        if jobs <= 1 or len(blocks) == 1:
            for block in blocks:
                yield from _block(analysis, names, block)
                bar.update(len(block))
            return
        _picklable(analysis)
        with ProcessPoolExecutor(jobs, initializer=_set_analysis, initargs=(analysis,)) as pool:
            tasks = [pool.submit(_block_in_process, names, block) for block in blocks]
            for task, block in zip(tasks, blocks, strict=True):
                yield from task.result()
                bar.update(len(block))


def _picklable(analysis: Analysis) -> None:
    try:
        pickle.dumps(analysis)
    except Exception as error:
        raise ParameterError(
            f"the analysis cannot be sent to other processes ({error}); define it in a module, or "
            "use jobs=1"
        ) from None


def _block(
    analysis: Analysis, names: list[str], block: list[tuple[Any, ...]]
) -> list[dict[str, bool | None]]:
    found = []
    for values in block:
        verdicts = analysis(**dict(zip(names, values, strict=True)))
        found.append({c: None if v is None else bool(v) for c, v in verdicts.items()})
    return found


_IN_PROCESS: list[Analysis] = []


def _set_analysis(analysis: Analysis) -> None:
    _IN_PROCESS[:] = [analysis]


def _block_in_process(
    names: list[str], block: list[tuple[Any, ...]]
) -> list[dict[str, bool | None]]:
    return _block(_IN_PROCESS[0], names, block)


def _importance(coded: np.ndarray, claims: list[str], levels: dict[str, list[Any]]) -> pd.DataFrame:
    sizes = [len(values) for values in levels.values()]
    y = coded.astype(float).reshape(*sizes, len(claims))
    axes = tuple(range(len(sizes)))
    variance = y.var(axis=axes)
    rows = []
    for j, (name, values) in enumerate(levels.items()):
        others = tuple(axis for axis in axes if axis != j)
        means = y.mean(axis=others)
        first = means.var(axis=0)
        total = y.var(axis=j).mean(axis=tuple(range(len(sizes) - 1))) if others else first
        for c, claim in enumerate(claims):
            flat = variance[c] <= 1e-15
            low, high = int(means[:, c].argmin()), int(means[:, c].argmax())
            rows.append(
                {
                    "claim": claim,
                    "parameter": name,
                    "first_order": 0.0 if flat else float(first[c] / variance[c]),
                    "total": 0.0 if flat else float(np.atleast_1d(total)[c] / variance[c]),
                    "lowest": float(means[low, c]),
                    "lowest_at": level_name(values[low]),
                    "highest": float(means[high, c]),
                    "highest_at": level_name(values[high]),
                }
            )
    table = pd.DataFrame(rows)
    place = {claim: i for i, claim in enumerate(claims)}
    return table.sort_values("claim", key=lambda s: s.map(place), kind="stable", ignore_index=True)


def level_name(value: object) -> str:
    """Return how a level of a parameter is written.

    Examples
    --------
    >>> level_name(None), level_name(True), level_name(("interview", "document"))
    ('none', 'yes', 'interview and document')
    """
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (set, frozenset)):
        return listed(sorted(map(str, value)))
    return listed(value) if isinstance(value, (tuple, list)) else str(value)


def _shares(
    specifications: pd.DataFrame, claims: list[str], importance: pd.DataFrame
) -> pd.DataFrame:
    rows = []
    for claim in claims:
        counts = specifications[claim].value_counts()
        own = importance[importance["claim"] == claim]
        best = own.loc[own["total"].idxmax()]
        n = len(specifications)
        rows.append(
            {
                "claim": claim,
                "specifications": n,
                "holds": int(counts.get("holds", 0)),
                "fails": int(counts.get("fails", 0)),
                "undecided": int(counts.get("cannot be decided", 0)),
                "share": float(counts.get("holds", 0) / n),
                "matters_most": best["parameter"] if best["total"] > 0 else "",
            }
        )
    return pd.DataFrame(rows)
