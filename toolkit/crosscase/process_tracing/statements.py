"""Statements as tests: coded evidence with declared likelihoods of its kinds."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crosscase.comparison.evidence import complete
from crosscase.errors import DataError

__all__ = ["tests_from_evidence"]


def tests_from_evidence(
    evidence: pd.DataFrame, likelihoods: Mapping[str, tuple[float, float]]
) -> pd.DataFrame:
    """Turn rows of evidence into tests, by declared likelihoods of each kind of statement.

    Parameters
    ----------
    evidence : DataFrame
        Rows about one proposition, with ``evidence_id``, ``stance``, ``specificity`` and
        ``evidence_type``.
    likelihoods : mapping
        P(E|H) and P(E|~H) of a supporting statement, by ``"<specificity> <evidence_type>"`` or
        by ``"<specificity>"``. A contradicting statement has the two the other way round.

    Returns
    -------
    DataFrame
        ``test_id, p_e_h, p_e_not_h, observed``, ready for :func:`weigh`. Statements of one
        sentence (same source and locator) are one test.

    Raises
    ------
    DataError
        If a kind of statement has no likelihoods.

    Examples
    --------
    >>> rows = pd.DataFrame({"case_id": ["a"], "proposition_id": ["P"], "stance": [-1]})
    >>> tests_from_evidence(rows, {"firm": (0.6, 0.3)})
      test_id  p_e_h  p_e_not_h  observed
    0     e01    0.3        0.6      True
    """
    rows = complete(evidence).drop_duplicates(["sentence", "stance"])
    tests = []
    for row in rows.itertuples():
        keys = (f"{row.specificity} {row.evidence_type}", row.specificity)
        pair = next((likelihoods[key] for key in keys if key in likelihoods), None)
        if pair is None:
            raise DataError(
                f"evidence {row.evidence_id}: no likelihoods for {keys[0]!r}; add them for it or "
                f"for {keys[1]!r}"
            )
        p_h, p_not = pair if row.stance > 0 else pair[::-1]
        tests.append((row.evidence_id, p_h, p_not, True))
    return pd.DataFrame(tests, columns=["test_id", "p_e_h", "p_e_not_h", "observed"])


# The name begins with "test", and pytest would otherwise collect it where it is imported.
tests_from_evidence.__test__ = False  # type: ignore[attr-defined]
