"""Imported codings as evidence: which case bears which proposition out, and who coded it so."""

from __future__ import annotations

from typing import Any

import pandas as pd

from crosscase.errors import DataError
from crosscase.study import Study

__all__ = ["evidence_of_codings"]

_COLUMNS = [
    "evidence_id", "source_id", "locator", "case_id", "proposition_id", "code", "stance",
    "specificity", "coder", "quote_sha1",
]  # fmt: skip


def evidence_of_codings(study: Study) -> pd.DataFrame:
    """Return imported codings as rows of evidence: case × proposition with a stance.

    Parameters
    ----------
    study : Study
        A study into which projects were imported.

    Returns
    -------
    DataFrame
        ``evidence_id, source_id, locator, case_id, proposition_id, code, stance, specificity,
        coder, quote_sha1``, one row per coding and case; codings without case, proposition or
        stance are left out. After a choice of coders it can be given to
        :func:`crosscase.comparison.support_matrix`. Specificity is ``firm`` for a coding of one
        case, else ``joint``.

    Raises
    ------
    DataError
        If no project was imported.
    """
    if "qda_codings" not in study.tables:
        raise DataError(
            "the study has no imported codings; bring some in with 'crosscase import-qda FILE'"
        )
    codings = study.table("qda_codings").dropna(subset=["case_ids", "proposition_id", "stance"])
    rows = []
    for coding in codings.itertuples(index=False):
        # Five digits of the coding's number, so that ids sort in the order of the file.
        cases = coding.case_ids.split("; ")
        for case in cases:
            rows.append(
                {
                    "evidence_id": f"{coding.project_id}-{coding.order:05d}-{case}",
                    "source_id": coding.source,
                    "locator": _locator(coding),
                    "case_id": case,
                    "proposition_id": coding.proposition_id,
                    "code": coding.code_path,
                    "stance": int(coding.stance),
                    "specificity": "firm" if len(cases) == 1 else "joint",
                    "coder": coding.coder,
                    "quote_sha1": coding.quote_sha1,
                }
            )
    return pd.DataFrame(rows, columns=_COLUMNS)


def _locator(coding: Any) -> str:
    """Return the characters, or page, corners or times where a selection is no text."""
    if not pd.isna(coding.start):
        return f"characters {coding.start}–{coding.end}"
    return "" if pd.isna(coding.place) else str(coding.place).replace(";", "; ")
