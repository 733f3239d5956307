"""From coded evidence to a case × proposition matrix, and from the matrix to judged claims.

A row of evidence says that one statement supports (+1) or contradicts (-1) one proposition in one
case. It is *firm* (about this firm or case alone), *joint* (one statement about several cases) or
*blanket* (about all of them). A cell without a row is *silent*: it is neither a zero nor a one.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.results import Result

__all__ = [
    "SPECIFICITIES",
    "STATES",
    "Claim",
    "Rule",
    "SupportMatrix",
    "Tally",
    "Verdicts",
    "claims",
    "complete",
    "from_wide",
    "judge",
    "place",
    "support",
    "tally",
    "votes",
]

SPECIFICITIES = ("firm", "joint", "blanket")
STATES = ("supports", "contradicts", "mixed", "silent")
SILENT_RULES = ("strict", "best", "worst", "ignore")
CONFLICT_RULES = ("net", "lenient", "severe")
ABSENCE_RULES = ("shown", "unrefuted")
# What a column holds where the evidence does not have it.
DEFAULTS: dict[str, Any] = {
    "specificity": "firm",
    "evidence_type": "unspecified",
    "source_id": "unspecified",
    "informant_id": pd.NA,
    "locator": pd.NA,
}
TINY = 1e-9


def _choice(name: str, value: object, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ParameterError(f"{name} is {value!r}; allowed: {', '.join(map(repr, allowed))}")


@dataclass(frozen=True)
class Rule:
    """When a group of cases counts as showing a proposition.

    Each cell votes for (+1), against (-1) or is undecided (0); the claim holds if enough cases
    of the group vote for it and not too many against.

    Parameters
    ----------
    min_share : float, default 1.0
        Share of the group's cases that must vote for the claim, in (0, 1].
    min_cases : int, optional
        Number of cases that must vote for it; replaces `min_share`.
    max_against : int, optional
        Most cases that may vote against it; None sets no limit beside `min_share`.
    silent : {"strict", "best", "worst", "ignore"}
        A silent cell is undecided, votes for, votes against, or leaves the denominator.
    conflict : {"net", "lenient", "severe"}
        A cell with evidence on both sides follows the heavier side (a tie is undecided), any
        support, or any contradiction.
    min_net : float, default 0
        Weight (net, or of the side that decides) that a vote needs; 0 means: any above zero.
    joint_weight, blanket_weight : float, default 1
        Weight of joint and blanket statements beside firm ones (1); 0 leaves them out.
    absence : {"shown", "unrefuted"}
        Whether absence of a mechanism must be shown by contradicting evidence, or whether a
        silent case counts as one where it is absent.

    Examples
    --------
    >>> Rule(min_share=0.75).required(6)
    5
    """

    min_share: float = 1.0
    min_cases: int | None = None
    max_against: int | None = None
    silent: str = "strict"
    conflict: str = "net"
    min_net: float = 0.0
    joint_weight: float = 1.0
    blanket_weight: float = 1.0
    absence: str = "shown"

    def __post_init__(self) -> None:
        if not 0 < self.min_share <= 1:
            raise ParameterError(f"min_share is {self.min_share}; allowed: above 0, at most 1")
        for name in ("min_cases", "max_against", "min_net", "joint_weight", "blanket_weight"):
            value = getattr(self, name)
            if value is not None and value < (1 if name == "min_cases" else 0):
                raise ParameterError(f"{name} is {value}; it may not be negative")
        _choice("silent", self.silent, SILENT_RULES)
        _choice("conflict", self.conflict, CONFLICT_RULES)
        _choice("absence", self.absence, ABSENCE_RULES)

    @property
    def weights(self) -> np.ndarray:
        """Weights of firm, joint and blanket statements, shape (3,)."""
        return np.array([1.0, self.joint_weight, self.blanket_weight])

    def required(self, n: int) -> int:
        """Return how many of `n` cases must vote for the claim."""
        if self.min_cases is not None:
            return self.min_cases
        return max(1, math.ceil(self.min_share * n - TINY))


@dataclass(frozen=True)
class Claim:
    """A proposition, where it should be seen, where it should not, and by which rule.

    Parameters
    ----------
    id : str
        Name of the claim, e.g. ``"APA5/check"``.
    proposition : str
        Id of the proposition.
    present_in, absent_in : tuple of str
        Cases in which it is claimed to be present, and absent. One of the two may be empty.
    rule : Rule
        When each group counts as showing it.
    text : str
        The claim in plain words; made from the rest where it is empty.

    Examples
    --------
    >>> Claim("P/all", "P", present_in=("a", "b")).text
    'P is seen in a and b'
    """

    id: str
    proposition: str
    present_in: tuple[str, ...] = ()
    absent_in: tuple[str, ...] = ()
    rule: Rule = field(default_factory=Rule)
    text: str = ""

    def __post_init__(self) -> None:
        for name in ("present_in", "absent_in"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        both = sorted(set(self.present_in) & set(self.absent_in))
        if both:
            raise ParameterError(f"claim {self.id!r}: {both[0]!r} is in present_in and absent_in")
        if not self.cases:
            raise ParameterError(f"claim {self.id!r} names no case; give present_in or absent_in")
        for group in filter(None, (self.present_in, self.absent_in)):
            if self.rule.min_cases is not None and self.rule.min_cases > len(group):
                raise ParameterError(
                    f"claim {self.id!r}: min_cases is {self.rule.min_cases}, but its group has "
                    f"{len(group)} case(s); allowed: at most {len(group)}"
                )
        if not self.text:
            object.__setattr__(self, "text", self._sentence())

    @property
    def cases(self) -> tuple[str, ...]:
        """Every case that the claim speaks of, present ones first."""
        return self.present_in + self.absent_in

    @property
    def signs(self) -> np.ndarray:
        """+1 for each case where presence is claimed, -1 for absence, shape (cases,)."""
        return np.array([1] * len(self.present_in) + [-1] * len(self.absent_in), dtype=int)

    def under(self, **changes: object) -> Claim:
        """Return the claim with fields of its rule changed, e.g. ``under(silent="best")``."""
        return replace(self, rule=replace(self.rule, **changes))  # type: ignore[arg-type]

    def _sentence(self) -> str:
        parts = []
        if self.present_in:
            parts.append(f"is seen in {_listed(self.present_in)}")
        if self.absent_in:
            parts.append(f"is absent in {_listed(self.absent_in)}")
        return f"{self.proposition} " + " and ".join(parts)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def claims(
    propositions: Iterable[str],
    *,
    present: Mapping[str, Sequence[str]] | None = None,
    absent: Mapping[str, Sequence[str]] | None = None,
    rule: Rule | None = None,
) -> tuple[Claim, ...]:
    """Make one claim for each proposition and each named group of cases.

    Parameters
    ----------
    propositions : iterable of str
        Ids of the propositions.
    present, absent : mapping of group name to cases, optional
        Groups in which each proposition is claimed to be present, and absent.
    rule : Rule, optional
        The rule of all of them.

    Returns
    -------
    tuple of Claim
        In the order of `propositions`, then groups; ids ``"<proposition>/<group>"``.

    Raises
    ------
    ParameterError
        If no group is given, or a name stands in both.

    Examples
    --------
    >>> made = claims(["P1"], present={"base": ["a", "b"]}, absent={"failed": ["c"]})
    >>> [claim.id for claim in made]
    ['P1/base', 'P1/failed']
    >>> made[1].text
    'P1 is absent in the failed cases (c)'
    """
    groups = [(name, cases, True) for name, cases in (present or {}).items()]
    groups += [(name, cases, False) for name, cases in (absent or {}).items()]
    names = [name for name, _, _ in groups]
    if not groups:
        raise ParameterError("no group of cases; give present={'name': [cases]} or absent={...}")
    if len(set(names)) < len(names):
        raise ParameterError("a group name stands in present and absent; names must differ")
    made = []
    for proposition in propositions:
        for name, cases, is_present in groups:
            verb = "is seen in" if is_present else "is absent in"
            made.append(
                Claim(
                    id=f"{proposition}/{name}",
                    proposition=proposition,
                    present_in=tuple(cases) if is_present else (),
                    absent_in=() if is_present else tuple(cases),
                    rule=rule or Rule(),
                    text=f"{proposition} {verb} the {name} cases ({_listed(list(cases))})",
                )
            )
    return tuple(made)


def complete(evidence: pd.DataFrame) -> pd.DataFrame:
    """Check evidence and fill the columns that it may leave out.

    Parameters
    ----------
    evidence : DataFrame
        Columns ``case_id``, ``proposition_id`` and ``stance`` (1 or -1); optional are
        ``evidence_id``, ``specificity``, ``evidence_type``, ``source_id``, ``informant_id`` and
        ``locator``.

    Returns
    -------
    DataFrame
        A copy with all of them, sorted by ``evidence_id``, and two columns: ``passage``, the place
        in the source (source and locator), and ``sentence``, the place and the first row of those
        with the same ``statement`` there (a joint statement is one sentence about several cases).
        Without a locator each row is its own passage and sentence.

    Raises
    ------
    DataError
        If a column is missing or holds something else than it may, naming the row.

    Examples
    --------
    >>> rows = pd.DataFrame({"case_id": ["a"], "proposition_id": ["P"], "stance": [1]})
    >>> complete(rows)[["evidence_id", "specificity", "sentence"]]
      evidence_id specificity sentence
    0         e01        firm      e01
    """
    missing = [c for c in ("case_id", "proposition_id", "stance") if c not in evidence.columns]
    if missing:
        raise DataError(f"evidence has no column {missing[0]!r}; it needs one row a coding")
    rows = evidence.copy()
    if "evidence_id" not in rows:
        width = max(2, len(str(len(rows))))
        rows["evidence_id"] = [f"e{i:0{width}d}" for i in range(1, len(rows) + 1)]
    for column, value in DEFAULTS.items():
        if column not in rows:
            rows[column] = value
    _check_rows(rows)
    rows["specificity"] = rows["specificity"].astype(str)
    rows["stance"] = rows["stance"].astype(int)
    rows = rows.sort_values("evidence_id", kind="stable").reset_index(drop=True)
    place = rows["source_id"].astype(str) + " " + rows["locator"].astype(str)
    rows["passage"] = place.where(rows["locator"].notna(), rows["evidence_id"])
    rows["sentence"] = rows["passage"]
    if "statement" in rows:
        first = rows.groupby(["passage", "statement"], dropna=False)["evidence_id"].transform(
            "first"
        )
        named = rows["passage"] + " (" + first + ")"
        rows["sentence"] = named.where(rows["locator"].notna(), rows["evidence_id"])
    return rows


def _check_rows(rows: pd.DataFrame) -> None:
    duplicated = rows.loc[rows["evidence_id"].duplicated(), "evidence_id"]
    if len(duplicated):
        raise DataError(f"evidence_id {duplicated.iloc[0]!r} stands twice; every row needs its own")
    rules: list[tuple[str, Collection[object], str]] = [
        ("stance", (1, -1), "1 (supports) or -1 (contradicts); a silent cell has no row"),
        ("specificity", SPECIFICITIES, "firm, joint or blanket"),
    ]
    for column, allowed, words in rules:
        bad = rows.loc[~rows[column].isin(list(allowed))]
        if len(bad):
            row = bad.iloc[0]
            raise DataError(
                f"evidence {row['evidence_id']}: {column} is {str(row[column])!r}; allowed: {words}"
            )
    for column in ("case_id", "proposition_id"):
        empty = rows.loc[rows[column].isna(), "evidence_id"]
        if len(empty):
            raise DataError(f"evidence {empty.iloc[0]}: {column} is empty; every row needs one")


def from_wide(table: pd.DataFrame) -> pd.DataFrame:
    """Turn a case × proposition table of 1, -1 and blanks into rows of evidence.

    Parameters
    ----------
    table : DataFrame, shape (cases, propositions)
        Cases as index; 1 supports, -1 contradicts, missing is silent.

    Returns
    -------
    DataFrame
        ``evidence_id`` (``"<case>:<proposition>"``), ``case_id``, ``proposition_id``, ``stance``.

    Raises
    ------
    DataError
        If a cell holds anything else; 0 is refused, because it could mean either.

    Examples
    --------
    >>> from_wide(pd.DataFrame({"P": [1, None], "Q": [-1, 1]}, index=["a", "b"]))
      evidence_id case_id proposition_id  stance
    0         a:P       a              P       1
    1         a:Q       a              Q      -1
    2         b:Q       b              Q       1
    """
    rows = []
    for case, values in table.iterrows():
        for proposition, value in values.items():
            if pd.isna(value):
                continue
            if value not in (1, -1):
                raise DataError(
                    f"cell {case}, {proposition} is {value!r}; allowed: 1, -1, or empty for silent"
                )
            rows.append((f"{case}:{proposition}", case, proposition, int(value)))
    return pd.DataFrame(rows, columns=["evidence_id", "case_id", "proposition_id", "stance"])


@dataclass(frozen=True, repr=False)
class SupportMatrix(Result):
    """Evidence counted by case and proposition.

    Parameters
    ----------
    table : DataFrame
        One row a cell: ``case_id, proposition_id, state, basis, supports, contradicts, net``,
        counts by specificity (``supports_firm`` … ``contradicts_blanket``) and ``evidence_ids``.
        `basis` is the most specific kind of evidence in the cell, empty where it is silent.
    cases, propositions : tuple of str
        Labels of the two axes, in order.
    counts : ndarray of int, shape (cases, propositions, 2, 3)
        Third axis: supports, contradicts; fourth: firm, joint, blanket.
    rows : DataFrame
        The rows of evidence that were counted.
    """

    table: pd.DataFrame
    cases: tuple[str, ...]
    propositions: tuple[str, ...]
    counts: np.ndarray
    rows: pd.DataFrame

    @property
    def title(self) -> str:
        """Size of the matrix and of the evidence in it."""
        return (
            f"{len(self.cases)} cases × {len(self.propositions)} propositions, "
            f"{len(self.rows)} rows of evidence"
        )

    @property
    def state(self) -> pd.DataFrame:
        """Cases × propositions: supports, contradicts, mixed or silent."""
        return self.wide("state")

    def wide(self, column: str) -> pd.DataFrame:
        """Return one column of `table` as a cases × propositions table."""
        if column not in self.table.columns:
            allowed = ", ".join(self.table.columns[2:])
            raise ParameterError(f"the matrix has no column {column!r}; allowed: {allowed}")
        shape = (len(self.cases), len(self.propositions))
        values = np.empty(shape, dtype=object)
        values.ravel()[:] = list(self.table[column])
        wide = pd.DataFrame(values, index=list(self.cases), columns=list(self.propositions))
        wide.index.name = "case_id"
        return wide.infer_objects()

    def evidence_ids(self, case: str, proposition: str) -> tuple[str, ...]:
        """Return the ids of the evidence in one cell."""
        cell = self.table[
            (self.table["case_id"] == case) & (self.table["proposition_id"] == proposition)
        ]
        if cell.empty:
            raise ParameterError(f"the matrix has no cell {case}, {proposition}")
        return tuple(cell["evidence_ids"].iloc[0])

    def weighed(self, rule: Rule) -> tuple[np.ndarray, np.ndarray]:
        """Return weight for and against in each cell under `rule`, each (cases, propositions)."""
        weighed = self.counts @ rule.weights
        return weighed[:, :, 0], weighed[:, :, 1]


def _labels(
    given: Sequence[str] | pd.DataFrame | pd.Series | None, column: str, found: Iterable[str]
) -> tuple[str, ...]:
    if given is None:
        return tuple(sorted(set(found)))
    if isinstance(given, pd.DataFrame):
        given = list(given.get(column, given.index))
    labels = tuple(given)
    if len(set(labels)) < len(labels):
        raise ParameterError(f"{column} {sorted(labels)} has a label twice; each may stand once")
    return labels


def _kept(
    rows: pd.DataFrame, only: Mapping[str, Collection[str] | None], without: Mapping[str, object]
) -> pd.DataFrame:
    for column, values in only.items():
        if values is None:
            continue
        unknown = sorted(set(values) - set(rows[column].dropna()))
        if unknown:
            allowed = ", ".join(sorted(set(rows[column].dropna())))
            raise ParameterError(f"no evidence has {column} {unknown[0]!r}; allowed: {allowed}")
        rows = rows[rows[column].isin(list(values))]
    for column, dropped in without.items():
        if column not in rows:
            raise ParameterError(f"evidence has no column {column!r} to leave rows out by")
        values = [dropped] if isinstance(dropped, str) else list(dropped)  # type: ignore[call-overload]
        rows = rows[~rows[column].isin(values)]
    return rows


def support(
    evidence: pd.DataFrame,
    cases: Sequence[str] | pd.DataFrame | None = None,
    propositions: Sequence[str] | pd.DataFrame | None = None,
    *,
    include_blanket: bool = True,
    include_joint: bool = True,
    evidence_types: Collection[str] | None = None,
    sources: Collection[str] | None = None,
    without: Mapping[str, object] | None = None,
) -> SupportMatrix:
    """Count support and contradiction for each case and proposition.

    Parameters
    ----------
    evidence : DataFrame
        One row a coding; see :func:`complete` for its columns.
    cases, propositions : sequence of str or DataFrame, optional
        Axes of the matrix, in order (a DataFrame gives its ``case_id`` or ``proposition_id``
        column); rows about others are left out, labels without a row are silent. Default: all
        that the evidence names, sorted.
    include_blanket, include_joint : bool, default True
        Whether blanket and joint statements count.
    evidence_types, sources : collection of str, optional
        Count these alone.
    without : mapping of column to values, optional
        Leave out rows, e.g. ``{"informant_id": "cfo"}``.

    Returns
    -------
    SupportMatrix
        Counts, states and evidence ids of each cell.

    Raises
    ------
    DataError
        If the evidence is not in order.
    ParameterError
        If a filter names a value that no row has.

    Examples
    --------
    >>> rows = pd.DataFrame({
    ...     "case_id": ["a", "a", "b"], "proposition_id": ["P", "P", "P"], "stance": [1, -1, 1],
    ...     "specificity": ["firm", "firm", "blanket"]})
    >>> support(rows).state
                    P
    case_id
    a           mixed
    b        supports
    >>> support(rows, include_blanket=False).state.loc["b", "P"]
    'silent'
    """
    rows = complete(evidence)
    case_labels = _labels(cases, "case_id", rows["case_id"])
    proposition_labels = _labels(propositions, "proposition_id", rows["proposition_id"])
    rows = _kept(rows, {"evidence_type": evidence_types, "source_id": sources}, without or {})
    left_out = [] if include_blanket else ["blanket"]
    left_out += [] if include_joint else ["joint"]
    rows = rows[~rows["specificity"].isin(left_out)]
    rows = rows[
        rows["case_id"].isin(case_labels) & rows["proposition_id"].isin(proposition_labels)
    ].reset_index(drop=True)
    counts = _counted(rows, case_labels, proposition_labels)
    table = _cells(rows, case_labels, proposition_labels, counts)
    return SupportMatrix(table, case_labels, proposition_labels, counts, rows)


def _counted(
    rows: pd.DataFrame, cases: tuple[str, ...], propositions: tuple[str, ...]
) -> np.ndarray:
    counts = np.zeros((len(cases), len(propositions), 2, 3), dtype=int)
    place = (
        pd.Index(cases).get_indexer(pd.Index(rows["case_id"])),
        pd.Index(propositions).get_indexer(pd.Index(rows["proposition_id"])),
        (rows["stance"].to_numpy() < 0).astype(int),
        pd.Index(SPECIFICITIES).get_indexer(pd.Index(rows["specificity"])),
    )
    np.add.at(counts, place, 1)
    return counts


def _cells(
    rows: pd.DataFrame,
    cases: tuple[str, ...],
    propositions: tuple[str, ...],
    counts: np.ndarray,
) -> pd.DataFrame:
    flat = counts.reshape(-1, 2, 3)
    supports, contradicts = flat[:, 0].sum(1), flat[:, 1].sum(1)
    any_kind = flat.sum(1) > 0
    basis = np.where(any_kind.any(1), np.array(SPECIFICITIES)[any_kind.argmax(1)], "")
    pairs = pd.MultiIndex.from_product([cases, propositions], names=["case_id", "proposition_id"])
    cells = pairs.to_frame(index=False)
    conditions = [supports + contradicts == 0, contradicts == 0, supports == 0]
    cells["state"] = np.select(conditions, ["silent", "supports", "contradicts"], "mixed")
    cells["basis"] = basis
    cells["supports"], cells["contradicts"] = supports, contradicts
    cells["net"] = supports - contradicts
    for side, word in enumerate(("supports", "contradicts")):
        for kind, specificity in enumerate(SPECIFICITIES):
            cells[f"{word}_{specificity}"] = flat[:, side, kind]
    ids = rows.groupby(["case_id", "proposition_id"], sort=False)["evidence_id"].agg(tuple)
    cells["evidence_ids"] = [ids.get(pair, ()) for pair in pairs]
    return cells


def votes(weight_for: np.ndarray, weight_against: np.ndarray, rule: Rule) -> np.ndarray:
    """Say of each cell whether it shows the proposition (+1), its contrary (-1) or neither (0).

    Parameters
    ----------
    weight_for, weight_against : ndarray, any one shape
        Weight of the evidence on each side.
    rule : Rule
        Its `conflict` and `min_net` decide.

    Returns
    -------
    ndarray of int
        The same shape. Silent cells are 0 here; the rule's `silent` is applied by :func:`judge`.

    Examples
    --------
    >>> votes(np.array([2.0, 1.0, 0.0]), np.array([1.0, 1.0, 1.0]), Rule())
    array([ 1,  0, -1])
    """
    least = max(rule.min_net, TINY) - TINY / 2
    if rule.conflict == "net":
        net = weight_for - weight_against
        return (net >= least).astype(int) - (net <= -least).astype(int)
    supported, contradicted = weight_for >= least, weight_against >= least
    if rule.conflict == "lenient":
        return np.where(supported, 1, np.where(contradicted, -1, 0))
    return np.where(contradicted, -1, np.where(supported, 1, 0))


@dataclass(frozen=True)
class Tally:
    """Votes of the cells of a claim, over any number of leading axes.

    Parameters
    ----------
    vote : ndarray of int, shape (..., cases)
        +1 for the claim, -1 against, 0 undecided; silence coded by the rule.
    seen : ndarray of bool, shape (..., cases)
        Whether the cell has evidence that counts.
    slack : ndarray of int, shape (...)
        Votes to spare; the claim holds from 0 on.
    holds : ndarray of int, shape (...)
        1 holds, 0 fails, -1 cannot be decided, because nothing that counts speaks to a group.
    required : ndarray of int, shape (..., groups)
        Votes that each group needs.
    """

    vote: np.ndarray
    seen: np.ndarray
    slack: np.ndarray
    holds: np.ndarray
    required: np.ndarray


def tally(
    claim: Claim,
    weight_for: np.ndarray,
    weight_against: np.ndarray,
    *,
    keep: np.ndarray | None = None,
) -> Tally:
    """Count the votes on a claim for one matrix or for many at once.

    Parameters
    ----------
    claim : Claim
        What is claimed.
    weight_for, weight_against : ndarray, shape (..., cases of the claim)
        Weights of the claim's own cells, in the order of ``claim.cases``.
    keep : ndarray of bool, shape (cases of the claim,), optional
        Cases that stay in the groups; default all.

    Returns
    -------
    Tally
        Votes, slack and verdict.

    Examples
    --------
    >>> tally(Claim("x", "P", ("a", "b")), np.array([[1, 1], [1, 0]]), np.zeros((2, 2))).holds
    array([1, 0])
    """
    seen = (weight_for + weight_against) > TINY
    signs = claim.signs
    rule = claim.rule
    vote = votes(weight_for, weight_against, rule) * signs
    silence = np.full(signs.shape, {"best": 1, "worst": -1}.get(rule.silent, 0))
    if rule.absence == "unrefuted":
        silence = np.where(signs < 0, 1, silence)
    vote = np.where(seen, vote, silence)
    counted = np.ones_like(seen) if rule.silent != "ignore" else seen | (silence != 0)
    if keep is not None:
        counted = counted & keep
    groups = [signs == sign for sign in (1, -1) if (signs == sign).any()]
    parts = [_group(vote, seen | (silence != 0), counted, members, rule) for members in groups]
    slack = np.min([part[0] for part in parts], axis=0)
    failed = np.any([part[1] & (part[0] < 0) for part in parts], axis=0)
    spoken = np.all([part[1] for part in parts], axis=0)
    holds = np.where(failed, 0, np.where(spoken, 1, -1))
    return Tally(vote, seen, slack, holds, np.stack([part[2] for part in parts], axis=-1))


def _group(
    vote: np.ndarray, speaks: np.ndarray, counted: np.ndarray, members: np.ndarray, rule: Rule
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    taken = counted & members
    n = taken.sum(-1)
    if rule.min_cases is not None:
        required = np.full(n.shape, rule.min_cases)
    else:
        required = np.maximum(1, np.ceil(rule.min_share * n - TINY)).astype(int)
    slack = ((vote > 0) & taken).sum(-1) - required
    if rule.max_against is not None:
        slack = np.minimum(slack, rule.max_against - ((vote < 0) & taken).sum(-1))
    return slack, (speaks & taken).any(-1), required


@dataclass(frozen=True, repr=False)
class Verdicts(Result):
    """Claims judged on one matrix.

    Parameters
    ----------
    table : DataFrame
        One row a claim: ``claim, text, verdict, votes_for, votes_against, silent, cases,
        required, margin, cases_for, cases_against, cases_undecided, evidence_ids``.
    """

    table: pd.DataFrame

    @property
    def title(self) -> str:
        """How many claims hold, fail, and cannot be decided."""
        found = self.table["verdict"].value_counts()
        words = ("holds", "fails", "cannot be decided")
        return ", ".join(f"{word}: {found.get(word, 0)}" for word in words)

    @property
    def holds(self) -> dict[str, bool | None]:
        """True, False or None (cannot be decided) by id of the claim."""
        known = {"holds": True, "fails": False}
        return {c: known.get(v) for c, v in zip(self.table.claim, self.table.verdict, strict=True)}


def judge(matrix: SupportMatrix, claims: Claim | Iterable[Claim]) -> Verdicts:
    """Judge claims on a matrix, each by its own rule.

    Parameters
    ----------
    matrix : SupportMatrix
        What :func:`support` returns.
    claims : Claim or iterable of Claim
        What is claimed.

    Returns
    -------
    Verdicts
        One row a claim. `margin` is the number of votes to spare (0: it just holds). A claim
        cannot be decided where no evidence that counts speaks to one of its groups of cases.

    Raises
    ------
    ParameterError
        If a claim names a case or a proposition that the matrix does not have.

    Examples
    --------
    >>> rows = from_wide(pd.DataFrame({"P": [1, 1, None]}, index=["a", "b", "c"]))
    >>> matrix = support(rows, cases=["a", "b", "c"])
    >>> made = [Claim("all", "P", ("a", "b", "c")), Claim("c alone", "P", ("c",))]
    >>> judge(matrix, made).table[["claim", "verdict", "votes_for", "silent", "margin"]]
         claim            verdict  votes_for  silent  margin
    0      all              fails          2       1      -1
    1  c alone  cannot be decided          0       1      -1
    """
    listed = [claims] if isinstance(claims, Claim) else list(claims)
    return Verdicts(pd.DataFrame([_judged(matrix, claim) for claim in listed]))


def place(matrix: SupportMatrix, claim: Claim) -> tuple[np.ndarray, int]:
    """Return the positions of a claim's cases and proposition in the matrix."""
    if claim.proposition not in matrix.propositions:
        allowed = ", ".join(matrix.propositions)
        raise ParameterError(
            f"claim {claim.id!r}: no proposition {claim.proposition!r}; allowed: {allowed}"
        )
    for case in claim.cases:
        if case not in matrix.cases:
            allowed = ", ".join(matrix.cases)
            raise ParameterError(f"claim {claim.id!r}: no case {case!r}; allowed: {allowed}")
    rows = np.array([matrix.cases.index(case) for case in claim.cases])
    return rows, matrix.propositions.index(claim.proposition)


def _judged(matrix: SupportMatrix, claim: Claim) -> dict[str, object]:
    rows, column = place(matrix, claim)
    weight_for, weight_against = matrix.weighed(claim.rule)
    counted = tally(claim, weight_for[rows, column], weight_against[rows, column])
    named = {
        v: tuple(c for c, w in zip(claim.cases, counted.vote, strict=True) if w == v)
        for v in (1, -1, 0)
    }
    used = matrix.rows[
        matrix.rows["case_id"].isin(claim.cases)
        & (matrix.rows["proposition_id"] == claim.proposition)
    ]
    return {
        "claim": claim.id,
        "text": claim.text,
        "verdict": {1: "holds", 0: "fails", -1: "cannot be decided"}[int(counted.holds)],
        "votes_for": len(named[1]),
        "votes_against": len(named[-1]),
        "silent": int((~counted.seen).sum()),
        "cases": len(claim.cases),
        "required": int(counted.required.sum()),
        "margin": int(counted.slack),
        "cases_for": named[1],
        "cases_against": named[-1],
        "cases_undecided": named[0],
        "evidence_ids": tuple(used["evidence_id"]),
    }
