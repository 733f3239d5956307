"""Previous studies as a check: more for than against, and not by one study alone?"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from crosscase.literature.fail_safe import fail_safe_n
from crosscase.literature.votes import SIGNS, leave_one_study_out, vote_count
from crosscase.robustness.check import Check
from crosscase.wording import counted, listed

__all__ = ["file_drawer", "prior_studies"]


def prior_studies(
    relations: pd.DataFrame,
    proposition: str,
    *,
    claim: str | None = None,
    signs: Mapping[str, int] = SIGNS,
    grades: Collection[str] | None = None,
    alpha: float = 0.05,
    confidence: float = 0.95,
) -> Check:
    """Say whether previous studies side with a proposition, whichever one is left out.

    Parameters
    ----------
    relations : DataFrame
        ``study_id, proposition_id, relation`` (and ``grade`` where `grades` is given).
    proposition : str
        Its id.
    claim : str, optional
        Id under which the check is listed; default the proposition's.
    signs, grades, confidence
        As in :func:`crosscase.literature.vote_count`.
    alpha : float, default 0.05
        Level of the two-sided sign test.

    Returns
    -------
    Check
        Holds if the sign test is significant with more votes for than against and stays so
        without any one study; fails if votes against are at least as many; else cannot be
        decided. `statistic` is the largest p over leaving one study out, `threshold` alpha.
        Table: one row a study left out, and the whole first.

    References
    ----------
    Bushman & Wang (2009), in Cooper, Hedges & Valentine, Handbook of Research Synthesis, 2nd ed.

    Examples
    --------
    >>> rows = pd.DataFrame({"study_id": list("abcdefgh"), "proposition_id": "P",
    ...                      "relation": "supports"})
    >>> prior_studies(rows, "P").verdict
    'holds'
    """
    if grades is not None and "grade" in relations:
        relations = relations[relations["grade"].isin(list(grades))]
    whole = vote_count(relations, propositions=[proposition], signs=signs, confidence=confidence)
    row = whole.iloc[0]
    left = leave_one_study_out(relations, proposition, signs=signs, confidence=confidence)
    first = whole.assign(left_out="none", relation="")[list(left.columns)]
    table = pd.concat([first, left], ignore_index=True) if len(left) else first
    positive, negative = int(row["votes_for"]), int(row["votes_against"])
    worst = max([float(row["p"]), *left["p"].astype(float)])
    more = positive > negative and bool((left["votes_for"] > left["votes_against"]).all())
    holds: bool | None = None
    if positive + negative and positive <= negative:
        holds = False
    elif more and worst <= alpha:
        holds = True
    return Check(
        check="previous studies",
        claim=claim or proposition,
        holds=holds,
        statistic=worst if positive + negative else math.nan,
        threshold=alpha,
        margin=alpha - worst if positive + negative else math.nan,
        table=table,
        sentence=_sentence(row, worst, holds, alpha, confidence, signs),
        reference="Bushman & Wang (2009), Handbook of Research Synthesis, 2nd ed., pp. 207-220",
        evidence=tuple(relations.loc[relations["proposition_id"] == proposition, "study_id"]),
    )


def _sentence(
    row: pd.Series,
    worst: float,
    holds: bool | None,
    alpha: float,
    confidence: float,
    signs: Mapping[str, int],
) -> str:
    name = row["proposition_id"]
    positive, negative = int(row["votes_for"]), int(row["votes_against"])
    if not row["studies"]:
        return f"No previous study in the table bears on {name}."
    words = {
        "extends": ("extends it", "extend it"),
        "topic_label": ("only names the topic", "only name the topic"),
    }
    uncounted = [
        counted(int(row[relation]), *words.get(relation, (relation, relation)))
        for relation, sign in signs.items()
        if sign == 0 and row[relation]
    ]
    text = (
        f"{counted(int(row['studies']), 'previous study bears', 'previous studies bear')} on "
        f"{name}: {positive} for, {negative} against"
    )
    if row["opposing"]:
        text += f" ({listed(row['opposing'], most=4)})"
    if uncounted:
        text += f"; {listed(uncounted)} (not counted)"
    if positive + negative == 0:
        return f"{text}. No study takes a side, so nothing can be counted."
    text += (
        f". The share for is {row['share']:.0%} ({confidence:.0%} Wilson interval {row['low']:.0%} "
        f"to {row['high']:.0%}), sign test p = {row['p']:.4f}"
    )
    if holds:
        return f"{text}, and at most {worst:.4f} when any one study is left out."
    if holds is False:
        return f"{text}; there are no more studies for it than against it."
    if float(row["p"]) > alpha:
        return f"{text}: too few studies take a side to tell it from chance at {alpha}."
    return f"{text}, but leaving one study out raises p to {worst:.4f}, above {alpha}."


def file_drawer(z: Sequence[float] | pd.Series, claim: str, *, alpha: float = 0.05) -> Check:
    """Hold Rosenthal's fail-safe number against his tolerance of 5 k + 10.

    Parameters
    ----------
    z : sequence of float
        Standard normal deviate of each study that reports one; missing values are left out.
    claim : str
        Id under which the check is listed.
    alpha : float, default 0.05
        One-sided level.

    Returns
    -------
    Check
        Holds if the number exceeds the tolerance; cannot be decided where no study reports a
        statistic. Table: the number in one row.

    References
    ----------
    Rosenthal (1979), Psychological Bulletin 86, 638-641.

    Examples
    --------
    >>> file_drawer([1.014] * 94, "P").verdict, file_drawer([], "P").verdict
    ('holds', 'cannot be decided')
    """
    known = pd.Series(list(z), dtype=float).dropna()
    reference = "Rosenthal (1979), Psychological Bulletin 86, 638-641"
    if known.empty:
        return Check(
            check="file drawer",
            claim=claim,
            holds=None,
            statistic=math.nan,
            threshold=math.nan,
            margin=math.nan,
            table=pd.DataFrame(columns=["value", "needed", "studies", "tolerance", "p"]),
            sentence=f"No study on {claim} reports a test statistic, so the number of unseen null "
            "studies that would undo it cannot be computed.",
            reference=reference,
        )
    found = fail_safe_n(list(known), alpha=alpha)
    return Check(
        check="file drawer",
        claim=claim,
        holds=bool(found.value > found.tolerance),
        statistic=found.value,
        threshold=float(found.tolerance),
        margin=found.value - found.tolerance,
        table=found.table,
        sentence=f"{found.needed} unseen null studies would undo the combined result of "
        f"{counted(found.studies, 'study', 'studies')} on {claim}; above {found.tolerance} is held "
        "to be safe.",
        reference=reference,
    )
