"""Vote counting: which previous studies support, extend or oppose a proposition.

Votes say how many studies point one way, not how strong an effect is; the intervals and tests
here are those of a share and of a sign, nothing more. Of five studies of which three support a
proposition, one opposes it and one only names the topic, four vote: 3 of 4 are for it, Wilson's
interval goes from 30 % to 95 %, and the sign test gives p = 0.625.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from crosscase.errors import DataError
from crosscase.literature.proportions import sign_test, wilson

__all__ = ["SIGNS", "leave_one_study_out", "proposition_study", "vote_count"]

SIGNS: Mapping[str, int] = {"supports": 1, "extends": 0, "opposes": -1, "topic_label": 0}
"""What a relation counts for by default; extending a proposition is no test of it."""


def proposition_study(
    relations: pd.DataFrame,
    *,
    propositions: Sequence[str] | None = None,
    studies: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Cross propositions with studies.

    Parameters
    ----------
    relations : DataFrame
        ``study_id, proposition_id, relation``; one row where a study bears on a proposition.
    propositions, studies : sequence of str, optional
        Labels and their order; default: those that occur, sorted.

    Returns
    -------
    DataFrame, shape (studies, propositions)
        The relation, or empty where a study says nothing on a proposition.

    Examples
    --------
    >>> rows = pd.DataFrame({"study_id": ["a", "b"], "proposition_id": ["P", "Q"],
    ...                      "relation": ["supports", "opposes"]})
    >>> proposition_study(rows)
    proposition_id         P        Q
    study_id
    a               supports
    b                         opposes
    """
    wide = _checked(relations).pivot(index="study_id", columns="proposition_id", values="relation")  # noqa: PD010
    wide = wide.reindex(index=studies, columns=propositions)
    return wide.astype(object).where(wide.notna(), "")


def vote_count(
    relations: pd.DataFrame,
    *,
    propositions: Sequence[str] | None = None,
    signs: Mapping[str, int] = SIGNS,
    grades: Collection[str] | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count studies for and against each proposition.

    Parameters
    ----------
    relations : DataFrame
        ``study_id, proposition_id, relation`` (and ``grade`` where `grades` is given).
    propositions : sequence of str, optional
        Propositions and their order; one without a study gets a row of zeros.
    signs : mapping of relation to 1, 0 or -1
        What counts for, not at all, and against. Default: ``supports`` for, ``opposes`` against;
        ``extends`` and ``topic_label`` are shown and not counted.
    grades : collection of str, optional
        Count studies of these grades alone.
    confidence : float, default 0.95
        Level of the Wilson interval.

    Returns
    -------
    DataFrame
        One row a proposition: ``studies`` and the number of each relation, ``votes_for,
        votes_against, share, low, high`` (share of the votes that are for, with Wilson's
        interval), ``p`` (two-sided sign test) and ``opposing`` (ids of those against).

    Raises
    ------
    DataError
        If a column is missing, a relation unknown, or a study counted twice.

    References
    ----------
    Bushman & Wang (2009), Vote-counting procedures in meta-analysis, in Cooper, Hedges &
    Valentine, The Handbook of Research Synthesis, 2nd ed., pp. 207-220.

    Examples
    --------
    >>> rows = pd.DataFrame({"study_id": list("abcd"), "proposition_id": "P",
    ...                      "relation": ["supports", "supports", "opposes", "extends"]})
    >>> vote_count(rows)[["proposition_id", "studies", "votes_for", "votes_against", "p"]]
      proposition_id  studies  votes_for  votes_against    p
    0              P        4          2              1  1.0
    """
    rows = _signed(relations, signs, grades)
    labels = propositions
    if labels is None:
        labels = sorted(set(relations["proposition_id"]))
    table = []
    for proposition in labels:
        here = rows[rows["proposition_id"] == proposition]
        table.append(
            {
                "proposition_id": proposition,
                "studies": len(here),
                **{name: int((here["relation"] == name).sum()) for name in signs},
                **_counted(here["sign"], confidence),
                "opposing": tuple(sorted(here.loc[here["sign"] < 0, "study_id"])),
            }
        )
    counted = pd.DataFrame(table)
    counted.attrs["confidence"] = confidence  # for who draws the intervals
    return counted


def _counted(signs: pd.Series, confidence: float) -> dict[str, float]:
    """Count the votes on each side, with the interval of their share and the sign test."""
    positive, negative = int((signs > 0).sum()), int((signs < 0).sum())
    n = positive + negative
    low, high = wilson(positive, n, confidence=confidence)
    return {
        "votes_for": positive,
        "votes_against": negative,
        "share": positive / n if n else math.nan,
        "low": low,
        "high": high,
        "p": sign_test(positive, negative),
    }


def leave_one_study_out(
    relations: pd.DataFrame,
    proposition: str,
    *,
    signs: Mapping[str, int] = SIGNS,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count the votes on a proposition again without each study in turn.

    Parameters
    ----------
    relations : DataFrame
        ``study_id, proposition_id, relation``.
    proposition : str
        Its id.
    signs, confidence
        As in :func:`vote_count`.

    Returns
    -------
    DataFrame
        One row a study with a vote: ``left_out, relation, votes_for, votes_against, share, low,
        high, p`` of the rest.

    Examples
    --------
    >>> rows = pd.DataFrame({"study_id": list("abc"), "proposition_id": "P",
    ...                      "relation": ["supports", "supports", "opposes"]})
    >>> leave_one_study_out(rows, "P")[["left_out", "votes_for", "votes_against"]]
      left_out  votes_for  votes_against
    0        a          1              1
    1        b          1              1
    2        c          2              0
    """
    rows = _signed(relations, signs, None)
    rows = rows[(rows["proposition_id"] == proposition) & (rows["sign"] != 0)]
    # Rows put together from several tables may share labels, and only one may go at a time.
    rows = rows.sort_values("study_id").reset_index(drop=True)
    table = [
        {
            "left_out": row["study_id"],
            "relation": row["relation"],
            **_counted(rows["sign"].drop(index=at), confidence),
        }
        for at, row in rows.iterrows()
    ]
    columns = ["left_out", "relation", "votes_for", "votes_against", "share", "low", "high", "p"]
    return pd.DataFrame(table, columns=columns)


def _checked(relations: pd.DataFrame) -> pd.DataFrame:
    for column in ("study_id", "proposition_id", "relation"):
        if column not in relations:
            raise DataError(f"relations have no column {column!r}; they have {list(relations)}")
    twice = relations[relations.duplicated(["study_id", "proposition_id"])]
    if len(twice):
        row = twice.iloc[0]
        raise DataError(
            f"study {row['study_id']} stands twice for {row['proposition_id']}; give it one "
            "relation a proposition"
        )
    return relations


def _signed(
    relations: pd.DataFrame, signs: Mapping[str, int], grades: Collection[str] | None
) -> pd.DataFrame:
    """Return the rows of the grades asked for, with the sign of their relation."""
    rows = _checked(relations)
    unknown = sorted(set(rows["relation"]) - set(signs))
    if unknown:
        raise DataError(f"relation {unknown[0]!r} has no sign; known: {', '.join(signs)}")
    if grades is not None:
        if "grade" not in rows:
            raise DataError("relations have no column 'grade'; merge it from the studies first")
        rows = rows[rows["grade"].isin(list(grades))]
    return rows.assign(sign=rows["relation"].map(dict(signs)))
