"""The look of every figure: inches at print; colours that survive grey and colour blindness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import pandas as pd
from cycler import cycler
from matplotlib.figure import Figure

__all__ = ["COLOURS", "FULL_WIDTH_IN", "MARKERS", "carry", "figure_style", "new_figure"]


def __dir__() -> list[str]:
    return __all__


FULL_WIDTH_IN = 6.3

# Okabe & Ito (2008), ordered so that neighbours differ in lightness too.
COLOURS = {
    "blue": "#0072B2",
    "orange": "#E69F00",
    "green": "#009E73",
    "vermilion": "#D55E00",
    "sky": "#56B4E9",
    "purple": "#CC79A7",
    "yellow": "#F0E442",
    "black": "#000000",
    "grey": "#8C8C8C",
    "light": "#E6E6E6",
}
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")

_TICK_LABELS_PT = 7.5
_RC: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.titlesize": 9,
    "axes.labelsize": 8,
    "xtick.labelsize": _TICK_LABELS_PT,
    "ytick.labelsize": _TICK_LABELS_PT,
    "legend.fontsize": 7.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.7,
    "lines.linewidth": 1.2,
    "patch.linewidth": 0.7,
    "hatch.linewidth": 0.6,
    "figure.dpi": 110,
    "figure.constrained_layout.use": True,
    "axes.prop_cycle": cycler(
        color=[COLOURS[n] for n in ("blue", "orange", "green", "vermilion", "sky", "purple")]
    ),
}


@contextmanager
def figure_style() -> Iterator[None]:
    """Draw within this context to get the look of the paper.

    Examples
    --------
    >>> with figure_style():
    ...     mpl.rcParams["font.size"]
    8.0
    """
    with mpl.rc_context(_RC):
        yield


def new_figure(
    width_in: float = FULL_WIDTH_IN, height_in: float = 3.6, **subplots: Any
) -> tuple[Figure, Any]:
    """Return ``(figure, axes)`` in the paper's look, of the given size at print.

    Parameters
    ----------
    width_in, height_in : float
        Size in inches; 6.3 in is the width of the paper's text.
    **subplots
        Passed on to :meth:`matplotlib.figure.Figure.subplots`.

    Returns
    -------
    figure : matplotlib.figure.Figure
    axes : Axes or array of Axes
        As :meth:`~matplotlib.figure.Figure.subplots` returns them.

    Notes
    -----
    The figure belongs to no window and no pyplot state; draw within :func:`figure_style` when
    texts are added after this call.

    Examples
    --------
    >>> figure, (left, right) = new_figure(6, 2, ncols=2)
    >>> figure.get_size_inches().tolist(), len(figure.axes)
    ([6.0, 2.0], 2)
    """
    with figure_style():
        figure = Figure(figsize=(width_in, height_in))
        axes = figure.subplots(**subplots)
        for each in figure.axes:
            # How many ticks have room is reckoned when the figure is saved, outside of the style.
            each.tick_params(labelsize=_TICK_LABELS_PT)
        return figure, axes


def carry(figure: Figure, evidence: Iterable[object], *tables: pd.DataFrame) -> Figure:
    """Give a figure the ids of the rows that it shows, for :func:`crosscase.publish` to find.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        What was drawn; it is returned.
    evidence : ids
        The rows; where there are none, those of the tables count.
    *tables : DataFrame
        What was drawn. A table's ids stand in its column ``evidence_id``, or else in its first
        column whose name ends in ``_id``: keys stand first.

    Returns
    -------
    matplotlib.figure.Figure
        The same, with ``figure.evidence``: ids in order, each once.

    Examples
    --------
    >>> rows = pd.DataFrame({"fact_id": ["f2", "f1", "f2"], "case_id": "a"})
    >>> carry(Figure(), (), rows).evidence
    ('f1', 'f2')
    >>> carry(Figure(), ["e1"], rows).evidence
    ('e1',)
    """
    ids: list[object] = [evidence] if isinstance(evidence, str) else list(evidence)
    for table in tables if not ids else ():
        named = [column for column in table.columns if str(column).endswith("_id")]
        key = "evidence_id" if "evidence_id" in named else next(iter(named), None)
        ids += [] if key is None else list(table[key].dropna())
    figure.evidence = tuple(sorted({str(item) for item in ids}))  # type: ignore[attr-defined]
    return figure
