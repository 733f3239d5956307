"""Answers that nobody gave, to try a scorecard with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.scorecard.answers import RESPONDENT

__all__ = ["example_answers"]


def example_answers(
    items: pd.DataFrame,
    *,
    respondents: int = 40,
    seed: int,
    means: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Make answers that nobody gave, to try the scorecard with.

    Parameters
    ----------
    items : DataFrame
        ``item_id``, ``principle_id``, ``reverse_coded``, ``scale_minimum``, ``scale_maximum``.
    respondents : int
        How many rows.
    seed : int
        Of the random numbers: one factor for the respondent, one for the principle, noise.
    means : mapping of principle to float, optional
        Where the answers of a principle lie; by default the middle of the scale and one half up.

    Returns
    -------
    DataFrame
        In the form that :func:`crosscase.scorecard.read_answers` reads.

    Raises
    ------
    ParameterError
        If `respondents` is below one.

    Examples
    --------
    >>> items = pd.DataFrame({"item_id": ["a", "b"], "principle_id": "p", "scale_minimum": 1,
    ...                       "reverse_coded": [False, True], "scale_maximum": 5})
    >>> example_answers(items, respondents=2, seed=1).shape
    (2, 3)
    """
    if respondents < 1:
        raise ParameterError(f"respondents is {respondents}; allowed: 1 or more")
    rng = np.random.default_rng(seed)
    general = rng.normal(0, 0.5, respondents)
    columns: dict[str, Any] = {RESPONDENT: [f"r{i + 1:02d}" for i in range(respondents)]}
    for principle, group in items.groupby("principle_id", sort=False):
        own = general + rng.normal(0, 0.5, respondents)
        for item in group.to_dict("records"):
            low, high = int(item["scale_minimum"]), int(item["scale_maximum"])
            middle = (means or {}).get(str(principle), (low + high) / 2 + 0.5)
            drawn = np.clip(np.rint(middle + own + rng.normal(0, 0.8, respondents)), low, high)
            turned = low + high - drawn if item["reverse_coded"] else drawn
            columns[item["item_id"]] = turned.astype(int)
    return pd.DataFrame(columns)
