"""Charts of words: rates with their intervals, and what is key to a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from crosscase.errors import ParameterError
from crosscase.plots.axes import beside, grid, key_below, mark, name_rows, need
from crosscase.plots.drawing import wrap
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, carry, figure_style, new_figure

__all__ = ["draw_keyness", "draw_rates"]


def __dir__() -> list[str]:
    return __all__


def draw_rates(
    panels: Mapping[str, pd.DataFrame],
    *,
    heading: str = "Occurrences per 1,000 words",
    label_width_in: float = 1.6,
    shared: bool = False,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw rates with their intervals, one line a label, panels side by side.

    Parameters
    ----------
    panels : mapping of title to DataFrame
        ``label``, ``per_1000``, ``low``, ``high``; optional ``group``: a rule is drawn where it
        changes.
    heading : str
        Label of the axes.
    label_width_in : float
        Width of a label before it is broken.
    shared : bool, default False
        Whether all panels have the labels of the first and show them once.
    evidence : ids, optional
        Rows behind the words.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError, ParameterError
        If a column is missing, a table is empty, or shared labels differ.

    Examples
    --------
    >>> rates = pd.DataFrame({"label": ["hub"], "per_1000": [2.0], "low": [1.0], "high": [4.0]})
    >>> [at.get_title() for at in draw_rates({"All": rates, "Main": rates}).axes]
    ['All', 'Main']
    """
    for title, table in panels.items():
        need(table, ("label", "per_1000", "low", "high"), f"panel {title!r}")
        if shared and list(table["label"]) != list(next(iter(panels.values()))["label"]):
            raise ParameterError(f"panel {title!r} has other labels than the first")
    longest = max(len(table) for table in panels.values())
    figure, axes = new_figure(
        FULL_WIDTH_IN, 0.75 + 0.21 * longest, ncols=len(panels), squeeze=False, sharey=shared
    )
    with figure_style():
        for at, (title, table) in zip(axes[0], panels.items(), strict=True):
            _rates_panel(at, table.reset_index(drop=True))
            # Panels that share their rows show the names of the first alone.
            name_rows(at, [wrap(str(text), label_width_in, 7.5) for text in table["label"]])
            at.set_title(title, fontsize=8.5)
        figure.supxlabel(heading, fontsize=8)
    return carry(figure, evidence)


def _rates_panel(axes: Axes, table: pd.DataFrame) -> None:
    y = np.arange(len(table))
    axes.hlines(y, table["low"], table["high"], color="black", linewidth=0.9)
    axes.plot(table["per_1000"], y, "o", color=COLOURS["blue"], markersize=4.2, zorder=3)
    if "group" in table:
        for row in np.flatnonzero(table["group"].ne(table["group"].shift()).to_numpy())[1:]:
            axes.axhline(row - 0.5, color=COLOURS["grey"], linewidth=0.6)
    axes.set_xlim(0, float(table["high"].max()) * 1.05)
    grid(axes)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.tick_params(axis="y", length=0)


def draw_keyness(
    panels: Mapping[str, pd.DataFrame],
    *,
    alpha: float = 0.05,
    columns: int = 2,
    heading: str = "log₂ ratio of the rates of use",
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw by how much words are more frequent in a target (right) than in a reference (left).

    Parameters
    ----------
    panels : mapping of title to DataFrame
        ``feature``, ``log_ratio``, ``p_adjusted``, ``n_target``, ``n_reference``.
    alpha : float, default 0.05
        Marks are full where the adjusted p is below it.
    columns : int, default 2
        Panels in a row.
    heading : str
        Label of the axes.
    evidence : ids, optional
        Rows behind the words.

    Returns
    -------
    matplotlib.figure.Figure
        Beside each mark stand both counts, the target's first.

    Raises
    ------
    DataError
        If a column is missing or a panel is empty.

    Examples
    --------
    >>> found = pd.DataFrame({"feature": ["hub"], "log_ratio": [2.0], "p_adjusted": [0.01],
    ...                       "n_target": [8], "n_reference": [2]})
    >>> drawn = draw_keyness({"One against the other": found}, columns=1)
    >>> [text.get_text() for text in drawn.axes[0].texts]
    ['8:2']
    """
    for title, table in panels.items():
        columns_needed = ("feature", "log_ratio", "p_adjusted", "n_target", "n_reference")
        need(table, columns_needed, f"panel {title!r}")
    rows = -(-len(panels) // columns)
    longest = max(len(table) for table in panels.values())
    figure, axes = new_figure(
        FULL_WIDTH_IN, 0.6 + rows * (0.4 + 0.2 * longest), nrows=rows, ncols=columns, squeeze=False
    )
    most = max(float(table["log_ratio"].abs().max()) for table in panels.values())
    with figure_style():
        for at, (title, table) in zip(axes.ravel(), panels.items(), strict=False):
            _keyness_panel(at, table, alpha, 0.3 * most)
            at.set_title(title, fontsize=8.5)
        for at in axes.ravel()[len(panels) :]:
            at.set_visible(False)
        figure.supxlabel(heading, fontsize=8)
        handles = [
            mark(f"adjusted p below {alpha:g}", "o", "black", markersize=5),
            mark(f"adjusted p {alpha:g} or more", "o", "black", markersize=5, mfc="white"),
        ]
        key_below(figure, handles, columns=2, loc="outside upper center")
    return carry(figure, evidence)


def _keyness_panel(axes: Axes, table: pd.DataFrame, alpha: float, room: float) -> None:
    """Draw one text against the other; `room` is kept for the counts beyond the marks."""
    for y, row in enumerate(table.to_dict("records")):
        _key_word(axes, y, row, full=row["p_adjusted"] < alpha)
    axes.axvline(0, color="black", linewidth=0.7)
    name_rows(axes, table["feature"])
    low, high = float(table["log_ratio"].min()), float(table["log_ratio"].max())
    # A side on which no word stands is only as wide as its zero line needs.
    axes.set_xlim(min(low - room, -0.4) if low < 0 else -0.4, high + room if high > 0 else 0.4)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))


def _key_word(axes: Axes, y: int, row: Mapping[Any, Any], *, full: bool) -> None:
    x, right = row["log_ratio"], row["log_ratio"] >= 0
    colour = COLOURS["blue" if right else "vermilion"]
    face = colour if full else "white"
    axes.hlines(y, 0, x, color=colour, linewidth=1.1, linestyle="-" if right else "--")
    axes.plot([x], [y], "o" if right else "s", color=colour, mfc=face, markersize=4.6, zorder=3)
    counts = f"{row['n_target']}:{row['n_reference']}"
    beside(axes, counts, (x, y), (5 if right else -5, 0), fontsize=6.5)
