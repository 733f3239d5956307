"""Figures of pairs of firms and of the pattern that is expected of them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from matplotlib.figure import Figure

from crosscase.plots.charts import draw_heat_maps
from crosscase.plots.matrix import draw_presence

__all__ = ["draw_known_of_both", "draw_pattern"]


def __dir__() -> list[str]:
    return __all__


_SIGNS = {
    "present": "present, as expected",
    "absent": "absent, as expected",
    "mismatch": "contrary to expectation",
}


def draw_known_of_both(held: pd.DataFrame, *, evidence: Iterable[str] = ()) -> Figure:
    """Draw on how many assumptions every two firms can be compared.

    Parameters
    ----------
    held : DataFrame, firms × assumptions
        Empty where nothing is known.
    evidence : ids, optional
        The evidence behind it.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> held = pd.DataFrame({"P": [1, -1], "Q": [1, None]}, index=["x", "y"])
    >>> [text.get_text() for text in draw_known_of_both(held).axes[0].texts]
    ['2', '1', '1', '1']
    """
    known = held.notna().astype(int).rename_axis(index=None)
    shown = {"Propositions known of both firms": known @ known.T}
    return draw_heat_maps(shown, height_in=2.9, evidence=evidence)


def draw_pattern(
    cells: pd.DataFrame, held: pd.DataFrame, *, evidence: Iterable[str] = ()
) -> Figure:
    """Draw each assumption in each firm: present or absent as expected, contrary, or silent.

    Parameters
    ----------
    cells : DataFrame, firms × assumptions
        ``match``, ``mismatch`` or ``silent``; see
        :class:`crosscase.comparison.expected_pattern.PatternMatch`.
    held : DataFrame, the same shape
        1 shown, -1 denied: which of the two a match is.
    evidence : ids, optional
        The evidence behind it.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> cells = pd.DataFrame({"P": ["match", "mismatch"]}, index=["x", "y"])
    >>> drawn = draw_pattern(cells, pd.DataFrame({"P": [1.0, 1.0]}, index=["x", "y"]))
    >>> [len(line.get_xdata()) for line in drawn.axes[0].lines[:3]]
    [1, 0, 1]
    """
    matched = held.map({1.0: "present", -1.0: "absent"}.get)
    kinds = cells.where(cells != "match", matched).replace({"silent": ""}).T
    return draw_presence(kinds, signs=_SIGNS, height_in=2.7, evidence=evidence)
