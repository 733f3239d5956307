"""Process tracing as a check: is the hypothesis shown, even with every weight at its worst?"""

from __future__ import annotations

import pandas as pd

from crosscase.process_tracing.posterior import Posterior, sensitivity, weigh
from crosscase.robustness.check import Check, held_against
from crosscase.wording import counted, listed

__all__ = ["weight_of_evidence"]

_PLURALS = {
    "doubly decisive": "doubly decisive tests",
    "smoking gun": "smoking guns",
    "hoop": "hoops",
    "straw in the wind": "straws in the wind",
}


def weight_of_evidence(
    tests: pd.DataFrame,
    claim: str,
    *,
    prior: float = 0.5,
    threshold: float = 0.95,
    spread_db: float = 3.0,
) -> Check:
    """Hold the posterior of a hypothesis against a threshold.

    Parameters
    ----------
    tests, prior, spread_db
        As in :func:`crosscase.process_tracing.weigh`.
    claim : str
        Id under which the check is listed.
    threshold : float, default 0.95
        Probability that is asked for.

    Returns
    -------
    Check
        Holds if the low end of the posterior's range reaches the threshold, fails if its high end
        does not, and cannot be decided between the two. `statistic` is the posterior; `margin`
        that of the low end where it holds, of the high end where it fails, else of the posterior.
        Table: :func:`crosscase.process_tracing.sensitivity`.

    References
    ----------
    Fairfield & Charman (2017), Political Analysis 25, 363-380.

    Examples
    --------
    >>> tests = pd.DataFrame({"p_e_h": [0.9, 0.9], "p_e_not_h": [0.1, 0.6]})
    >>> weight_of_evidence(tests, "H").verdict
    'cannot be decided'
    """
    found = weigh(tests, prior=prior, spread_db=spread_db)
    table = sensitivity(tests, prior=prior, threshold=threshold, spread_db=spread_db)
    holds, margin = held_against(threshold, found.value, found.low, found.high)
    hanging = table.loc[table["depends"], "test_id"].tolist()
    return Check(
        check="weight of evidence",
        claim=claim,
        holds=holds,
        statistic=found.value,
        threshold=threshold,
        margin=margin,
        table=table,
        sentence=_sentence(found, threshold, hanging),
        reference="Fairfield & Charman (2017), Political Analysis 25, 363-380",
        evidence=tuple(str(t) for t in found.table["test_id"]),
        measure="Posterior",
    )


def _sentence(found: Posterior, threshold: float, hanging: list[str]) -> str:
    kinds = found.table["kind"].value_counts().sort_index()
    made_of = listed(counted(n, kind, _PLURALS[kind]) for kind, n in kinds.items())
    text = (
        f"{counted(len(found.table), 'test')} ({made_of}) weigh {found.weight_db:+.1f} dB together "
        f"and take a prior of {found.prior:.2f} to {found.value:.3f} (between {found.low:.3f} and "
        f"{found.high:.3f} with all weights at their ends), {threshold:.2f} asked"
    )
    if hanging:
        text += f"; the threshold is met only thanks to {listed(hanging, most=4)}"
    return f"{text}."
