"""What the respondents of the thesis hold on the constructs of its theory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from crosscase.plots.matrix import draw_positions

__all__ = ["draw_held"]


def __dir__() -> list[str]:
    return __all__


def draw_held(
    held: pd.DataFrame,
    labels: Mapping[str, str],
    theories: Mapping[str, Sequence[str]],
    statements: pd.DataFrame,
) -> Figure:
    """Draw the positions of respondents and authors, with a square where the authors overrule.

    Parameters
    ----------
    held : DataFrame
        By :func:`crosscase.comparison.respondents.positions`; the column of the authors is
        headed Au.
    labels : mapping of construct to str
        Names of the constructs.
    theories : mapping of title to constructs
        By :func:`reverse_knowledge.tables.respondents.by_theory`; a panel each.
    statements : DataFrame
        ``evidence_id``, ``construct_id``, ``respondent``, ``overruled_by_authors``.

    Returns
    -------
    matplotlib.figure.Figure
    """
    against = statements[statements["overruled_by_authors"].astype(bool)]
    return draw_positions(
        held.rename(columns={"authors": "Au"}),
        labels,
        theories,
        marked=list(zip(against["construct_id"], against["respondent"], strict=True)),
        marked_label="overruled by the authors",
        evidence=statements["evidence_id"],
    )
