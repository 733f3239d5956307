"""Previous studies as a check: more for than against, and not by one study alone?

Eight studies, all for: the sign test gives 2/256, and still 2/128 without any one of them, so the
claim holds at 0.05. Of six, all for, it gives 2/64 = 0.031, and 2/32 = 0.0625 without one: the
result is significant, and hangs on each single study.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

import pandas as pd

from crosscase.literature.votes import SIGNS, leave_one_study_out, vote_count
from crosscase.robustness.check import Check
from crosscase.wording import counted, listed

__all__ = ["prior_studies"]

# What is said of studies that are not counted: of one, of several.
_WORDS = {
    "extends": ("extends it", "extend it"),
    "topic_label": ("only names the topic", "only name the topic"),
}


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

    Raises
    ------
    DataError
        As :func:`crosscase.literature.vote_count` does.

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
    whole = vote_count(
        relations, propositions=[proposition], signs=signs, grades=grades, confidence=confidence
    )
    rows = relations if grades is None else relations[relations["grade"].isin(list(grades))]
    left = leave_one_study_out(rows, proposition, signs=signs, confidence=confidence)
    first = whole.assign(left_out="none", relation="")[list(left.columns)]
    row = whole.iloc[0]
    votes = int(row["votes_for"] + row["votes_against"])
    worst = max([float(row["p"]), *left["p"].astype(float)])
    holds = _held(row, worst, alpha)
    return Check(
        check="previous studies",
        claim=claim or proposition,
        holds=holds,
        statistic=worst if votes else math.nan,
        threshold=alpha,
        margin=alpha - worst if votes else math.nan,
        table=pd.concat([first, left], ignore_index=True) if len(left) else first,
        sentence=_bearing(row, signs) + _outcome(row, worst, holds, alpha, confidence),
        reference="Bushman & Wang (2009), Handbook of Research Synthesis, 2nd ed., pp. 207-220",
        evidence=tuple(rows.loc[rows["proposition_id"] == proposition, "study_id"]),
        measure="Largest p",
        digits=4,
    )


def _held(row: pd.Series, worst: float, alpha: float) -> bool | None:
    if row["votes_against"] >= row["votes_for"]:
        # Without a vote on either side there is nothing to decide.
        return False if row["votes_against"] else None
    # More are for it than against it; a study left out can make that a tie at most, with p = 1.
    return True if worst <= alpha else None


def _bearing(row: pd.Series, signs: Mapping[str, int]) -> str:
    """Say how many studies bear on the proposition, and which are not counted."""
    name = row["proposition_id"]
    if not row["studies"]:
        return f"No previous study in the table bears on {name}."
    text = (
        f"{counted(int(row['studies']), 'previous study bears', 'previous studies bear')} on "
        f"{name}: {row['votes_for']} for, {row['votes_against']} against"
    )
    if row["opposing"]:
        text += f" ({listed(row['opposing'], most=4)})"
    uncounted = [
        counted(int(row[relation]), *_WORDS.get(relation, (relation, relation)))
        for relation, sign in signs.items()
        if sign == 0 and row[relation]
    ]
    return f"{text}; {listed(uncounted)} (not counted)" if uncounted else text


def _outcome(
    row: pd.Series, worst: float, holds: bool | None, alpha: float, confidence: float
) -> str:
    """Say what the votes show; nothing where no study was named."""
    if not row["studies"]:
        return ""
    if row["votes_for"] + row["votes_against"] == 0:
        return ". No study takes a side, so nothing can be counted."
    text = (
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
