"""Respondents beside a theory: what each voice holds on what the theory says.

A *position* is what one voice holds on one construct: ``says so`` (all its statements agree with
the theory), ``denies`` (all deny it), ``both``, or ``silent``. Silence is kept apart from denial.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from crosscase.errors import DataError, ParameterError

__all__ = [
    "POSITIONS",
    "overruled",
    "position_evidence",
    "positions",
    "respondent_pairs",
    "respondent_scores",
]

POSITIONS = ("says so", "both", "denies", "silent")


def positions(
    evidence: pd.DataFrame,
    *,
    constructs: Sequence[str],
    voices: Sequence[str],
    construct: str = "construct_id",
    voice: str = "respondent",
) -> pd.DataFrame:
    """Return each voice's position on each construct.

    Parameters
    ----------
    evidence : DataFrame
        One row a statement: the columns named by `construct` and `voice`, and ``stance`` (1, -1).
    constructs, voices : sequence of str
        Rows and columns of the result, in this order.
    construct, voice : str
        Names of the columns.

    Returns
    -------
    DataFrame, shape (constructs, voices)
        One of `POSITIONS` in each cell.

    Raises
    ------
    DataError
        If a column is missing or a stance is neither 1 nor -1.
    ParameterError
        If no voice is given.

    Examples
    --------
    >>> rows = pd.DataFrame({"construct_id": ["trust", "trust", "space"], "stance": [1, 1, -1],
    ...                      "respondent": ["A", "B", "A"]})
    >>> positions(rows, constructs=["trust", "space"], voices=["A", "B"])
                        A        B
    construct_id
    trust         says so  says so
    space          denies   silent
    """
    if not voices:
        raise ParameterError("voices is empty; name at least one respondent")
    for name in (construct, voice, "stance"):
        if name not in evidence:
            raise DataError(f"evidence has no column {name!r}; it has {list(evidence.columns)}")
    wrong = sorted(set(evidence["stance"]) - {1, -1})
    if wrong:
        raise DataError(f"a stance is {wrong[0]!r}; allowed: 1, -1")
    found = evidence.groupby([construct, voice])["stance"].agg(lambda s: frozenset(map(int, s)))
    words = {frozenset({1}): "says so", frozenset({-1}): "denies", frozenset({1, -1}): "both"}
    rows = [
        [words[found[(c, v)]] if (c, v) in found.index else "silent" for v in voices]
        for c in constructs
    ]
    return pd.DataFrame(rows, index=pd.Index(constructs, name=construct), columns=list(voices))


def position_evidence(
    evidence: pd.DataFrame,
    *,
    constructs: Sequence[str],
    voices: Sequence[str],
    construct: str = "construct_id",
    voice: str = "respondent",
) -> pd.DataFrame:
    """Return the ids of the statements behind each cell of :func:`positions`.

    Parameters
    ----------
    evidence, constructs, voices, construct, voice
        As :func:`positions` takes them; `evidence` with ``evidence_id``.

    Returns
    -------
    DataFrame, shape (constructs, voices)
        A tuple of ids in each cell, empty where a voice is silent.
    """
    found = evidence.groupby([construct, voice])["evidence_id"].agg(tuple)
    rows = [[found[(c, v)] if (c, v) in found.index else () for v in voices] for c in constructs]
    return pd.DataFrame(rows, index=pd.Index(constructs, name=construct), columns=list(voices))


def respondent_scores(held: pd.DataFrame) -> pd.DataFrame:
    """Score how far the voices follow the theory's pattern.

    Parameters
    ----------
    held : DataFrame, shape (constructs, voices)
        As :func:`positions` returns it.

    Returns
    -------
    DataFrame
        Indexed as `held`: ``says_so``, ``both``, ``denies``, ``silent`` (numbers of voices);
        ``score``, (says so - denies) / all voices, from -1 to 1, silence counting as nothing
        shown; ``agreement``: ``all agree`` (every voice speaks and holds the same), ``those who
        speak agree``, ``one voice``, ``split`` or ``none speaks``; ``pattern``: ``matched`` (most
        voices say so and none denies), ``partly matched``, ``contradicted`` (as many deny it as
        say so, or more) or ``not observed``.

    References
    ----------
    Trochim, W. M. K. (1989). Outcome pattern matching and program theory. *Evaluation and
    Program Planning* 12, 355-366. Yin, R. K. (2018). *Case Study Research*, 6th ed., pp. 175-179.

    Examples
    --------
    >>> held = pd.DataFrame({"A": ["says so", "denies"], "B": ["says so", "silent"]},
    ...                     index=["trust", "space"])
    >>> respondent_scores(held)[["score", "agreement", "pattern"]]
           score  agreement       pattern
    trust    1.0  all agree       matched
    space   -0.5  one voice  contradicted
    """
    counts = pd.DataFrame({p: (held == p).sum(axis=1) for p in POSITIONS})
    n = held.shape[1]
    table = counts.rename(columns={"says so": "says_so"})
    table["score"] = (table["says_so"] - table["denies"]) / n
    table["agreement"] = [_agreement(list(row)) for row in held.itertuples(index=False)]
    table["pattern"] = [_pattern(row, n) for row in table.to_dict("records")]
    return table


def _agreement(row: list[str]) -> str:
    spoken = [position for position in row if position != "silent"]
    if not spoken:
        return "none speaks"
    if len(spoken) == 1:
        return "one voice"
    if len(set(spoken)) > 1:
        return "split"
    return "all agree" if len(spoken) == len(row) else "those who speak agree"


def _pattern(row: dict[str, float], n: int) -> str:
    if row["silent"] == n:
        return "not observed"
    if row["denies"] == 0 and row["both"] == 0 and row["says_so"] > n / 2:
        return "matched"
    if row["denies"] and row["denies"] >= row["says_so"]:
        return "contradicted"
    return "partly matched"


def respondent_pairs(held: pd.DataFrame) -> pd.DataFrame:
    """Return how often two voices hold the same position where both speak.

    Parameters
    ----------
    held : DataFrame, shape (constructs, voices)
        As :func:`positions` returns it.

    Returns
    -------
    DataFrame
        One row a pair: ``pair``, ``both_speak``, ``same``, ``share`` (missing where they never
        both speak).

    Examples
    --------
    >>> held = pd.DataFrame({"A": ["says so", "denies"], "B": ["says so", "silent"]})
    >>> respondent_pairs(held)
        pair  both_speak  same  share
    0  A - B           1     1    1.0
    """
    rows = []
    for a, b in combinations(held.columns, 2):
        spoken = held[(held[a] != "silent") & (held[b] != "silent")]
        same = int((spoken[a] == spoken[b]).sum())
        share = same / len(spoken) if len(spoken) else float("nan")
        rows.append((f"{a} - {b}", len(spoken), same, share))
    return pd.DataFrame(rows, columns=["pair", "both_speak", "same", "share"])


def overruled(evidence: pd.DataFrame, *, construct: str = "construct_id") -> pd.DataFrame:
    """Return where the authors judge against a respondent.

    Parameters
    ----------
    evidence : DataFrame
        Statements with ``overruled_by_authors``, ``overruled_locator``, ``overruled_how``.
    construct : str
        Column of the construct.

    Returns
    -------
    DataFrame
        One row a construct, actor group and place: `construct`, ``actor_group``, ``respondents``,
        ``stance``, ``said_at``, ``overruled_at``, ``how``, ``evidence_ids``.
    """
    rows = evidence[evidence["overruled_by_authors"].astype(bool)]
    keys = [construct, "actor_group", "stance", "overruled_locator", "overruled_how"]
    found = rows.groupby(keys, sort=False).agg(
        respondents=("respondent", lambda s: ", ".join(sorted(set(s)))),
        said_at=("locator", lambda s: "; ".join(sorted(set(s)))),
        evidence_ids=("evidence_id", tuple),
    )
    names = {"overruled_locator": "overruled_at", "overruled_how": "how"}
    return found.reset_index().rename(columns=names)
