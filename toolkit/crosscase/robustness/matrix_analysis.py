"""The usual analysis as a function of its choices: which evidence, which rule, which cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from crosscase.comparison.claims import RULE_FIELDS, Claim
from crosscase.comparison.evidence import SPECIFICITIES, complete
from crosscase.comparison.verdicts import tally
from crosscase.errors import ParameterError
from crosscase.wording import decision

__all__ = ["MatrixAnalysis"]

_DATA_FIELDS = (
    "coding",
    "include_joint",
    "include_blanket",
    "evidence_types",
    "sources",
    "without",
)


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
    ({'P/all': True}, {'P/all': None})
    """

    evidence: pd.DataFrame | Mapping[str, pd.DataFrame]
    claims: Sequence[Claim]
    outcomes: pd.DataFrame | None = None
    # What was worked out already: counts by data choice, verdicts by counts and rule, claims by
    # rule and grouping. Ten parameters make ten thousand specifications of a few hundred of these.
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
        known = (*RULE_FIELDS, *_DATA_FIELDS, "without_case", "outcome")
        for name in names:
            if name not in known:
                raise ParameterError(f"parameter {name!r} is unknown; allowed: {', '.join(known)}")
        if "outcome" in names and self.outcomes is None:
            raise ParameterError("parameter 'outcome' needs a table of outcomes")

    def __call__(self, **specification: Any) -> dict[str, bool | None]:
        """Return the verdict of each claim under one specification."""
        data = tuple((name, specification[name]) for name in _DATA_FIELDS if name in specification)
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
        """Return the claim in its new groups; None where they leave nothing to judge."""
        present, absent = self._groups(claim, outcome)
        present = tuple(case for case in present if case != without_case)
        absent = tuple(case for case in absent if case != without_case)
        if not present + absent:
            return None
        changed = replace(claim.rule, **rule)
        # A group may have become smaller than the number of cases that is asked for.
        if any(0 < len(group) < (changed.min_cases or 0) for group in (present, absent)):
            return None
        return Claim(claim.id, claim.proposition, present, absent, changed, claim.text)

    def _groups(self, claim: Claim, outcome: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the cases where the claim expects presence and absence under an outcome."""
        if outcome is None or self.outcomes is None:
            return claim.present_in, claim.absent_in
        if outcome not in self.outcomes:
            raise ParameterError(
                f"outcome is {outcome!r}; allowed: {', '.join(map(str, self.outcomes))}"
            )
        value = self.outcomes[outcome].reindex(list(claim.cases))
        return (
            tuple(case for case in claim.cases if value[case] == 1),
            tuple(case for case in claim.cases if value[case] == 0),
        )


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
