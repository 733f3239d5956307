"""From coded evidence to a case × proposition matrix of support, contradiction and silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from crosscase.comparison.claims import Claim, Rule, claims
from crosscase.comparison.evidence import SPECIFICITIES, complete
from crosscase.errors import ParameterError
from crosscase.results import Exhibit, Result
from crosscase.study import Study, codings
from crosscase.study.reading import nearest
from crosscase.wording import listed

__all__ = ["STATES", "SupportMatrix", "find_claim", "support_matrix"]

STATES = ("supports", "contradicts", "mixed", "silent")


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
    study : Study, optional
        The study that they are from, where it declares claims.
    """

    table: pd.DataFrame
    cases: tuple[str, ...]
    propositions: tuple[str, ...]
    counts: np.ndarray
    rows: pd.DataFrame
    study: Study | None = field(default=None, compare=False)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of the study, in order; of cases or propositions left out, none."""
        if self.study is None or "claims" not in self.study.tables:
            return ()
        declared = claims(self.study, cases=self.cases)
        return tuple(claim for claim in declared if claim.proposition in self.propositions)

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

    @property
    def view(self) -> pd.DataFrame:
        """The matrix itself, cases × propositions, as it is shown."""
        return self.state

    def _exhibit_(self) -> Exhibit:
        cells = zip(
            self.table["case_id"],
            self.table["proposition_id"],
            self.table["evidence_ids"],
            strict=True,
        )
        return Exhibit(
            self.state,
            headings={name: name for name in self.propositions},
            evidence={(case, proposition): ids for case, proposition, ids in cells if ids},
        )

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
        if not values:
            continue
        if isinstance(values, str):
            raise ParameterError(f"{column} is {values!r}; give a list: [{values!r}]")
        if column not in rows:
            raise ParameterError(f"evidence has no column {column!r} to choose rows by")
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


def support_matrix(
    evidence: pd.DataFrame | Study,
    cases: Sequence[str] | pd.DataFrame | None = None,
    propositions: Sequence[str] | pd.DataFrame | None = None,
    *,
    include_blanket: bool = True,
    include_joint: bool = True,
    evidence_types: Collection[str] | None = None,
    sources: Collection[str] | None = None,
    coder: str | None = None,
    without: Mapping[str, object] | None = None,
) -> SupportMatrix:
    """Count support and contradiction for each case and proposition.

    Parameters
    ----------
    evidence : DataFrame or Study
        One row a coding; see :func:`complete` for its columns. A study gives its table
        ``evidence``, and its ``cases`` and ``propositions`` as axes.
    cases, propositions : sequence of str or DataFrame, optional
        Axes of the matrix, in order (a DataFrame gives its ``case_id`` or ``proposition_id``
        column); rows about others are left out, labels without a row are silent. Default: all
        of the study, in the order of its tables (by a column ``order`` where there is one), else
        all that the evidence names, sorted.
    include_blanket, include_joint : bool, default True
        Whether blanket and joint statements count.
    evidence_types, sources : collection of str, optional
        Count these alone; None or empty: all.
    coder : str, optional
        Count the rows of one coder alone: one that the study's ``coders`` lists (see
        :func:`crosscase.study.codings`), or one named in the column ``coder`` of the evidence.
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
        If a filter names a value that no row has, or an axis a label of the study that is none.

    Examples
    --------
    >>> rows = pd.DataFrame({
    ...     "case_id": ["a", "a", "b"], "proposition_id": ["P", "P", "P"], "stance": [1, -1, 1],
    ...     "specificity": ["firm", "firm", "blanket"]})
    >>> support_matrix(rows)
    2 cases × 1 propositions, 3 rows of evidence
                    P
    case_id
    a           mixed
    b        supports
    >>> support_matrix(rows, include_blanket=False).state.loc["b", "P"]
    'silent'
    """
    study = evidence if isinstance(evidence, Study) else None
    if isinstance(evidence, Study):
        cases = _of_study(evidence, "cases", "case_id", cases)
        propositions = _of_study(evidence, "propositions", "proposition_id", propositions)
        evidence = evidence.table("evidence") if coder is None else codings(evidence, coder=coder)
    rows = complete(evidence)
    case_labels = _labels(cases, "case_id", rows["case_id"])
    proposition_labels = _labels(propositions, "proposition_id", rows["proposition_id"])
    only = {"evidence_type": evidence_types, "source_id": sources}
    rows = _kept(rows, {**only, **({"coder": [coder]} if coder else {})}, without or {})
    left_out = [] if include_blanket else ["blanket"]
    left_out += [] if include_joint else ["joint"]
    rows = rows[~rows["specificity"].isin(left_out)]
    rows = rows[
        rows["case_id"].isin(case_labels) & rows["proposition_id"].isin(proposition_labels)
    ].reset_index(drop=True)
    counts = _counted(rows, case_labels, proposition_labels)
    table = _cells(rows, case_labels, proposition_labels, counts)
    return SupportMatrix(table, case_labels, proposition_labels, counts, rows, study)


def find_claim(evidence: pd.DataFrame | SupportMatrix, claim: Claim | str) -> Claim:
    """Return a claim, or the one of the matrix's study that has this id.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        A matrix made from a study knows the claims that the study declares.
    claim : Claim or str
        The claim or its id.

    Raises
    ------
    ParameterError
        If an id is given that is none of the study's, or to evidence that knows no claims.
    """
    if isinstance(claim, Claim):
        return claim
    if not isinstance(claim, str):
        raise ParameterError(
            f"a claim is given as {type(claim).__name__}; give one Claim, or its id as text"
        )
    known = evidence.claims if isinstance(evidence, SupportMatrix) else ()
    found = {one.id: one for one in known}
    if not found:
        raise ParameterError(
            f"claim {claim!r}: only a matrix that support_matrix made from a study with claims "
            "knows them by id; give the Claim itself"
        )
    if claim not in found:
        raise ParameterError(
            f"no claim {claim!r}{nearest(claim, list(found))}; claims: {listed(found)}"
        )
    return found[claim]


def _of_study(
    study: Study, name: str, key: str, given: Sequence[str] | pd.DataFrame | None
) -> list[str]:
    """Return an axis: what was given, held against the study, or all of the study in order."""
    table = study.table(name)
    if "order" in table:
        table = table.sort_values("order", kind="stable")
    known = list(table[key])
    if given is None:
        return known
    chosen = list(_labels(given, key, known))
    for label in chosen:
        if label not in known:
            raise ParameterError(
                f"the study has no {key} {label!r}{nearest(label, known)}; "
                f"allowed: {', '.join(known)}"
            )
    return chosen or known


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
