"""From a support matrix to set membership: conditions of cases, by declared scoring rules.

A *rule* says which propositions and codes feed a condition; a *scheme* says how the evidence in
it becomes a score. Both are data, so that a study can declare several and compare what follows.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from crosscase.comparison.evidence import SPECIFICITIES
from crosscase.comparison.scoring_schemes import (
    COMBINE,
    RULE_COLUMNS,
    Scheme,
    membership,
)
from crosscase.comparison.support_matrix import SupportMatrix
from crosscase.errors import DataError, ParameterError
from crosscase.results import Result

__all__ = ["ConditionScores", "completions", "score_conditions"]


@dataclass(frozen=True, repr=False)
class ConditionScores(Result):
    """Scores of cases in conditions, each with its evidence.

    Parameters
    ----------
    table : DataFrame
        One row a cell: ``case_id, condition, score`` (empty: unknown), ``state`` (supports,
        contradicts, mixed, silent), ``weight_for, weight_against, evidence_ids``.
    cases, conditions : tuple of str
        The two axes, in order.
    scheme : Scheme
        How they were scored.
    """

    table: pd.DataFrame
    cases: tuple[str, ...]
    conditions: tuple[str, ...]
    scheme: Scheme

    @property
    def title(self) -> str:
        """Size, scheme and number of silent cells."""
        return (
            f"{len(self.cases)} cases × {len(self.conditions)} conditions, scheme "
            f"{self.scheme.name}, {self.silent_count} cells silent"
        )

    @property
    def silent_count(self) -> int:
        """Number of cells without evidence that counts."""
        return int((self.table["state"] == "silent").sum())

    @cached_property
    def wide(self) -> pd.DataFrame:
        """Cases × conditions: the scores."""
        return self._wide("score").astype(float)

    @cached_property
    def state(self) -> pd.DataFrame:
        """Cases × conditions: supports, contradicts, mixed or silent."""
        return self._wide("state")

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """Cases × conditions: the evidence ids behind each score."""
        return self._wide("evidence_ids")

    def _wide(self, column: str) -> pd.DataFrame:
        values = np.empty((len(self.cases), len(self.conditions)), dtype=object)
        values.ravel()[:] = list(self.table[column])
        index = pd.Index(self.cases, name="case_id")
        return pd.DataFrame(values, index=index, columns=list(self.conditions))

    def with_outcome(self, outcome: pd.Series, *, name: str = "OUTCOME") -> pd.DataFrame:
        """Return the scores with an outcome, ready for a truth table.

        Parameters
        ----------
        outcome : Series
            Membership in the outcome by case; empty where it is not rated.
        name : str
            Name of its column.

        Returns
        -------
        DataFrame
            Conditions and outcome of the cases in which none of them is empty.

        Raises
        ------
        DataError
            If a case has no row in `outcome`, or its name is also a condition's.
        """
        missing = [case for case in self.cases if case not in outcome.index]
        if missing:
            raise DataError(f"the outcome has no row for {missing[0]!r}; give one for every case")
        if name in self.conditions:
            raise DataError(f"{name!r} is a condition already; give the outcome another name")
        table = self.wide.copy()
        table[name] = outcome.reindex(list(self.cases)).astype(float)
        return table.dropna()


def score_conditions(
    matrix: SupportMatrix, rules: pd.DataFrame, *, scheme: Scheme
) -> ConditionScores:
    """Score each case in each condition.

    Parameters
    ----------
    matrix : SupportMatrix
        The evidence that counts.
    rules : DataFrame
        One row a condition: ``condition``; ``propositions`` that feed it (separated by
        semicolons); optional ``codes`` (only these codes and what is below them; empty: every
        code of the propositions), ``codes_against`` (codes of which only the contradicting rows
        count too: who denies the whole denies the part) and ``combine``: ``pool`` all rows,
        or score each proposition and take ``all`` (the least) or ``any`` (the greatest).
    scheme : Scheme
        How evidence becomes a score.

    Returns
    -------
    ConditionScores

    Raises
    ------
    DataError
        If a column is missing, a condition stands twice, or a rule names what is not there.

    Examples
    --------
    >>> from crosscase.comparison import from_wide, support_matrix
    >>> rows = from_wide(pd.DataFrame({"P": [1, -1, None], "Q": [1, None, 1]}, index=list("abc")))
    >>> rules = pd.DataFrame({"condition": ["X", "Y"], "propositions": ["P", "P; Q"],
    ...                       "combine": ["pool", "all"]})
    >>> score_conditions(support_matrix(rows), rules, scheme=Scheme("crisp", silent="missing")).wide
               X    Y
    case_id
    a        1.0  1.0
    b        0.0  0.0
    c        NaN  NaN
    """
    _check_rules(rules, matrix)
    parts = [_scored(matrix, rule, scheme) for rule in rules.to_dict("records")]
    table = pd.concat(parts)
    names = list(rules["condition"])
    order = pd.MultiIndex.from_product([matrix.cases, names], names=["case_id", "condition"])
    table = table.set_index(["case_id", "condition"]).loc[order].reset_index()
    return ConditionScores(table, matrix.cases, tuple(names), scheme)


def _check_rules(rules: pd.DataFrame, matrix: SupportMatrix) -> None:
    missing = [column for column in RULE_COLUMNS if column not in rules.columns]
    if missing:
        raise DataError(f"scoring rules have no column {missing[0]!r}; one row a condition")
    if rules.empty:
        raise DataError("scoring rules have no row; give one for each condition")
    twice = rules.loc[rules["condition"].duplicated(), "condition"]
    if len(twice):
        raise DataError(f"condition {twice.iloc[0]!r} has two scoring rules; give it one")
    for rule in rules.to_dict("records"):
        how = _text(rule, "combine") or "pool"
        if how not in COMBINE:
            raise DataError(
                f"condition {rule['condition']!r}: combine is {how!r}; "
                f"allowed: {', '.join(COMBINE)}"
            )
        unknown = [p for p in _list(rule, "propositions") if p not in matrix.propositions]
        if unknown or not _list(rule, "propositions"):
            raise DataError(
                f"condition {rule['condition']!r}: no proposition {''.join(unknown[:1])!r}; "
                f"allowed: {', '.join(matrix.propositions)}"
            )
        if _list(rule, "codes") and "code" not in matrix.rows.columns:
            raise DataError(
                f"condition {rule['condition']!r} is fed by codes, and the evidence has no column "
                "'code'"
            )


def _text(rule: dict, column: str) -> str:
    value = rule.get(column)
    return "" if value is None or pd.isna(value) else str(value).strip()


def _list(rule: dict, column: str) -> list[str]:
    return [part.strip() for part in _text(rule, column).split(";") if part.strip()]


def _under(codes: pd.Series, wanted: Sequence[str]) -> pd.Series:
    found = pd.Series(False, index=codes.index)
    for code in wanted:
        found |= (codes == code) | codes.astype(str).str.startswith(f"{code}/")
    return found


def _feeding(rows: pd.DataFrame, rule: dict) -> pd.DataFrame:
    """Return the rows of evidence that feed a condition."""
    rows = rows[rows["proposition_id"].isin(_list(rule, "propositions"))]
    wanted = _list(rule, "codes")
    if not wanted:
        return rows
    taken = _under(rows["code"], wanted)
    taken |= (rows["stance"] < 0) & _under(rows["code"], _list(rule, "codes_against"))
    return rows[taken]


def _scored(matrix: SupportMatrix, rule: dict, scheme: Scheme) -> pd.DataFrame:
    rows = _feeding(matrix.rows, rule)
    weight = dict(zip(SPECIFICITIES, scheme.weights, strict=True))
    rows = rows.assign(weight=rows["specificity"].map(weight).astype(float))
    rows = rows[rows["weight"] > 0]
    how = _text(rule, "combine") or "pool"
    groups = [rows]
    if how != "pool":
        groups = [rows[rows["proposition_id"] == p] for p in _list(rule, "propositions")]
    scores = np.array([membership(*_weights(g, matrix.cases), scheme=scheme) for g in groups])
    pro, contra = _weights(rows, matrix.cases)
    ids = rows.groupby("case_id")["evidence_id"].agg(tuple)
    states = [(pro + contra == 0), contra == 0, pro == 0]
    return pd.DataFrame(
        {
            "case_id": list(matrix.cases),
            "condition": rule["condition"],
            "score": _combined(scores, how),
            "state": np.select(states, ["silent", "supports", "contradicts"], "mixed"),
            "weight_for": pro,
            "weight_against": contra,
            "evidence_ids": [ids.get(case, ()) for case in matrix.cases],
        }
    )


def _weights(rows: pd.DataFrame, cases: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    sides = []
    for stance in (1, -1):
        side = rows[rows["stance"] == stance].groupby("case_id")["weight"].sum()
        sides.append(side.reindex(list(cases), fill_value=0.0).to_numpy())
    return sides[0], sides[1]


def _combined(scores: np.ndarray, how: str) -> np.ndarray:
    """Combine parts; the whole is known where no value of an unknown part could change it."""
    choose = np.max if how == "any" else np.min
    low = choose(np.where(np.isnan(scores), 0.0, scores), axis=0)
    high = choose(np.where(np.isnan(scores), 1.0, scores), axis=0)
    return np.where(low == high, low, np.nan)


def completions(scores: pd.DataFrame, *, cap: int = 65_536) -> Iterator[pd.DataFrame]:
    """Yield the table with its empty cells filled in every possible way with 0 and 1.

    Parameters
    ----------
    scores : DataFrame, shape (cases, conditions)
        Scores; empty where unknown.
    cap : int, default 65536
        Most tables to make.

    Yields
    ------
    DataFrame
        2 to the number of empty cells of them; zeros first.

    Raises
    ------
    ParameterError
        If there are more than `cap`.

    References
    ----------
    Manski (2003), Partial Identification of Probability Distributions, ch. 1.

    Examples
    --------
    >>> [t["X"].tolist() for t in completions(pd.DataFrame({"X": [1.0, None]}))]
    [[1.0, 0.0], [1.0, 1.0]]
    """
    values = scores.to_numpy(dtype=float)
    places = np.argwhere(np.isnan(values))
    if 2 ** len(places) > cap:
        raise ParameterError(
            f"{len(places)} empty cells can be filled in 2^{len(places)} ways, more than {cap}; "
            "take fewer conditions or raise cap"
        )
    for filling in itertools.product((0.0, 1.0), repeat=len(places)):
        filled = values.copy()
        filled[tuple(places.T)] = filling
        yield pd.DataFrame(filled, index=scores.index, columns=scores.columns)
