"""Agreement between all coders of a study: what each says of a unit, and alpha over them.

A unit is a cell (case × proposition) or a sentence × case × proposition. Of a unit each coder says
that it is silent, supports, contradicts, or both (mixed), so no coder leaves one out. With rows

=====  ====  ===========  ======
coder  case  proposition  stance
=====  ====  ===========  ======
a      x     P            1
a      x     P            -1
b      x     P            1
=====  ====  ===========  ======

the cell x, P is mixed to a and supported to b, and a cell y, P is silent to both.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from crosscase.agreement.alpha import krippendorff_alpha
from crosscase.errors import DataError, ParameterError
from crosscase.wording import listed

__all__ = ["between_coders", "coder_states"]

_CELL = ("case_id", "proposition_id")


def coder_states(
    codings: pd.DataFrame,
    by: Sequence[str] = _CELL,
    *,
    units: pd.MultiIndex | None = None,
    coders: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return what each coder says of each unit.

    Parameters
    ----------
    codings : DataFrame
        Columns ``coder``, ``stance`` (1 or -1) and those of `by`; see
        :func:`crosscase.study.codings`.
    by : sequence of str, default ("case_id", "proposition_id")
        What a unit is; add ``sentence_id`` to compare sentences.
    units : MultiIndex, optional
        All units, also those that nobody coded; its levels are `by`. Default: those that at least
        one coder coded.
    coders : sequence of str, optional
        Coders in their order, also those without a row. Default: those that occur.

    Returns
    -------
    DataFrame
        Units × coders: ``supports``, ``contradicts``, ``mixed`` or ``silent``.

    Raises
    ------
    DataError
        If a column is missing, or a row is about none of the `units`.

    Examples
    --------
    >>> rows = pd.DataFrame({"coder": ["a", "a", "b"], "case_id": "x", "proposition_id": "P",
    ...                      "stance": [1, -1, 1]})
    >>> coder_states(rows)
    coder                       a         b
    case_id proposition_id
    x       P               mixed  supports
    """
    by = list(by)
    for column in ("coder", "stance", *by):
        if column not in codings:
            raise DataError(f"codings have no column {column!r}; they have {list(codings)}")
    coders = list(coders) if coders is not None else list(dict.fromkeys(codings["coder"]))
    grouped = codings.groupby([*by, "coder"], sort=True)["stance"]
    supports, contradicts = grouped.max() > 0, grouped.min() < 0
    words = np.where(supports & contradicts, "mixed", np.where(supports, "supports", "contradicts"))
    said = pd.Series(words, index=supports.index, dtype=object).unstack("coder")  # noqa: PD010
    if units is not None:
        astray = said.index.difference(units)
        if len(astray):
            raise DataError(f"codings of {astray[0]}, which is none of the units; add it to them")
        said = said.reindex(units)
    return said.reindex(columns=pd.Index(coders, name="coder")).astype(object).fillna("silent")


def between_coders(
    states: pd.DataFrame,
    *,
    coded_only: bool = False,
    groups: str | None = None,
    confidence: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return Krippendorff's alpha (nominal) of all coders together and of each pair.

    Parameters
    ----------
    states : DataFrame (units × coders)
        By :func:`coder_states`.
    coded_only : bool, default False
        Leave out the units on which all the coders compared are silent. Silence then never agrees,
        so alpha is low even where the coders seldom differ; over all units it is the other way.
    groups : str, optional
        Level of the index whose units are drawn together, e.g. ``"sentence_id"``.
    confidence, draws, seed
        Of the interval, as :func:`krippendorff_alpha` takes them.

    Returns
    -------
    DataFrame
        ``coders, units, differ, value, low, high``: all coders first, then each pair. `differ`
        counts the units on which they do not all say the same; `value` is missing where all say
        one thing throughout.

    Raises
    ------
    DataError, ParameterError
        If there are fewer than two coders, or the index has no such level.

    Examples
    --------
    >>> states = pd.DataFrame({"a": ["supports", "silent"], "b": ["supports", "supports"]})
    >>> between_coders(states, draws=0)[["coders", "units", "differ", "value"]]
        coders  units  differ  value
    0  a and b      2       1    0.0
    """
    if groups is not None and groups not in states.index.names:
        allowed = ", ".join(map(str, states.index.names))
        raise ParameterError(f"groups is {groups!r}; the units have the levels: {allowed}")
    chosen = list(states.columns)
    sets = [chosen, *([list(pair) for pair in combinations(chosen, 2)] if len(chosen) > 2 else [])]
    rows = []
    for coders in sets:
        part = states[coders]
        if coded_only:
            part = part[part.ne("silent").any(axis=1)]
        labels = None if groups is None else list(part.index.get_level_values(groups))
        found = krippendorff_alpha(
            part, groups=labels, confidence=confidence, draws=draws, seed=seed
        )
        differ = int(part.ne(part.iloc[:, 0], axis=0).any(axis=1).sum())
        row = {"coders": listed(coders), "units": len(part), "differ": differ}
        rows.append({**row, "value": found.value, "low": found.low, "high": found.high})
    return pd.DataFrame(rows)
