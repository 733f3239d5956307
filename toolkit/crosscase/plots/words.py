"""Figures of the words of a study: rates with intervals, key words, networks of words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.frequency_tests import Network
from crosscase.plots.network import canvas, text_size_in, wrap, write
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, MARKERS, figure_style, new_figure

__all__ = ["draw_keyness", "draw_rates", "draw_word_network"]

# Ways for a label to stand: beside its mark, then above and below it.
_PLACES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1),
           (0.5, 1), (-0.5, 1), (0.5, -1), (-0.5, -1))  # fmt: skip
_FILLS = ("blue", "orange", "green", "vermilion", "sky", "purple", "yellow", "light")


def _need(table: pd.DataFrame, columns: tuple[str, ...], what: str) -> None:
    missing = [column for column in columns if column not in table]
    if missing:
        raise DataError(f"{what} has no column {missing[0]!r}; it needs {', '.join(columns)}")
    if table.empty:
        raise DataError(f"{what} is empty; there is nothing to draw")


def draw_rates(
    panels: Mapping[str, pd.DataFrame],
    *,
    heading: str = "Occurrences per 1,000 words",
    label_width_in: float = 1.6,
    shared: bool = False,
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
    >>> len(draw_rates({"All": rates, "Main": rates}).axes)
    2
    """
    for title, table in panels.items():
        _need(table, ("label", "per_1000", "low", "high"), f"panel {title!r}")
        if shared and list(table["label"]) != list(next(iter(panels.values()))["label"]):
            raise ParameterError(f"panel {title!r} has other labels than the first")
    longest = max(len(table) for table in panels.values())
    figure, axes = new_figure(
        FULL_WIDTH_IN, 0.75 + 0.21 * longest, ncols=len(panels), squeeze=False, sharey=shared
    )
    with figure_style():
        for number, (at, (title, table)) in enumerate(zip(axes[0], panels.items(), strict=True)):
            _rates_panel(at, table.reset_index(drop=True))
            if not shared or number == 0:
                names = [wrap(str(text), label_width_in, 7.5) for text in table["label"]]
                at.set_yticks(range(len(table)), names)
            at.set_title(title, fontsize=8.5)
        figure.supxlabel(heading, fontsize=8)
    return figure


def _rates_panel(axes: Axes, table: pd.DataFrame) -> None:
    y = np.arange(len(table))
    axes.hlines(y, table["low"], table["high"], color="black", linewidth=0.9)
    axes.plot(table["per_1000"], y, "o", color=COLOURS["blue"], markersize=4.2, zorder=3)
    if "group" in table:
        for row in np.flatnonzero(table["group"].ne(table["group"].shift()).to_numpy())[1:]:
            axes.axhline(row - 0.5, color=COLOURS["grey"], linewidth=0.6)
    axes.set_ylim(len(table) - 0.5, -0.5)
    axes.set_xlim(0, float(table["high"].max()) * 1.05)
    axes.grid(axis="x", color="#E2E2E2", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.tick_params(axis="y", length=0)


def draw_keyness(
    panels: Mapping[str, pd.DataFrame],
    *,
    alpha: float = 0.05,
    columns: int = 2,
    heading: str = "log₂ ratio of the rates of use",
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
    >>> len(draw_keyness({"One against the other": found}, columns=1).axes)
    1
    """
    for title, table in panels.items():
        _need(table, ("feature", "log_ratio", "p_adjusted", "n_target", "n_reference"), title)
    rows = -(-len(panels) // columns)
    longest = max(len(table) for table in panels.values())
    figure, axes = new_figure(
        FULL_WIDTH_IN, 0.6 + rows * (0.4 + 0.2 * longest), nrows=rows, ncols=columns, squeeze=False
    )
    most = max(float(table["log_ratio"].abs().max()) for table in panels.values())
    with figure_style():
        for at, (title, table) in zip(axes.ravel(), panels.items(), strict=False):
            _keyness_panel(at, table.reset_index(drop=True), alpha, most)
            at.set_title(title, fontsize=8.5)
        for at in axes.ravel()[len(panels) :]:
            at.set_visible(False)
        figure.supxlabel(heading, fontsize=8)
        figure.legend(handles=_keyness_legend(alpha), loc="outside upper center", ncols=2,
                      frameon=False)  # fmt: skip
    return figure


def _keyness_panel(axes: Axes, table: pd.DataFrame, alpha: float, most: float) -> None:
    for y, row in enumerate(table.to_dict("records")):
        x, right = row["log_ratio"], row["log_ratio"] >= 0
        colour = COLOURS["blue"] if right else COLOURS["vermilion"]
        axes.hlines(y, 0, x, color=colour, linewidth=1.1, linestyle="-" if right else "--")
        axes.plot([x], [y], "o" if right else "s", color=colour, markersize=4.6, zorder=3,
                  markerfacecolor=colour if row["p_adjusted"] < alpha else "white")  # fmt: skip
        axes.annotate(f"{row['n_target']}:{row['n_reference']}", (x, y), fontsize=6.5,
                      xytext=(5 if right else -5, 0), textcoords="offset points",
                      ha="left" if right else "right", va="center")  # fmt: skip
    axes.axvline(0, color="black", linewidth=0.7)
    axes.set_yticks(range(len(table)), list(table["feature"]))
    axes.set_ylim(len(table) - 0.5, -0.5)
    low, high = float(table["log_ratio"].min()), float(table["log_ratio"].max())
    room = 0.3 * most
    axes.set_xlim(min(low - room, -0.4) if low < 0 else -0.4, high + room if high > 0 else 0.4)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))


def _keyness_legend(alpha: float) -> list[Line2D]:
    marks: list[tuple[str, str]] = [
        (COLOURS["black"], f"adjusted p below {alpha:g}"),
        ("white", f"adjusted p {alpha:g} or more"),
    ]
    return [
        Line2D([], [], linestyle="none", marker="o", markersize=5, color="black",
               markerfacecolor=face, label=text)
        for face, text in marks
    ]  # fmt: skip


def draw_word_network(found: Network, *, height_in: float = 0.0, note: str = "") -> Figure:
    """Draw words that stand together, one mark and colour a community.

    Parameters
    ----------
    found : Network
        What :func:`crosscase.keywords.frequency_tests.network` returns; its layout is kept.
    height_in : float
        Height of the figure; 0 takes it from the number of words.
    note : str
        What is said below the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        The area of a mark grows with the paragraphs that have the word, a line's width with the
        weight of the tie.

    Raises
    ------
    DataError
        If the network has no words.

    Examples
    --------
    >>> from crosscase.keywords import cooccurrence, network
    >>> ties = network(cooccurrence(["hub spoke"] * 3 + ["firm"] * 3))
    >>> len(draw_word_network(ties).axes)
    1
    """
    nodes = found.table
    _need(nodes, ("feature", "community", "documents", "x", "y"), "the network")
    height_in = height_in or max(2.4, 1.2 + 0.11 * len(nodes))
    foot_in = 0.25 if note else 0.0
    figure, axes = canvas(FULL_WIDTH_IN, height_in)
    places = _inches(nodes, FULL_WIDTH_IN, height_in, foot_in)
    with figure_style():
        top = float(found.edges["weight"].max())
        for tie in found.edges.itertuples():
            (xa, ya), (xb, yb) = places[tie.feature_a], places[tie.feature_b]
            axes.plot([xa, xb], [ya, yb], color="#B4B4B4", zorder=1,
                      linewidth=0.5 + 1.8 * tie.weight / top)  # fmt: skip
        most = float(nodes["documents"].max())
        for row in nodes.itertuples():
            number = int(row.community) - 1
            axes.scatter(*places[row.feature], s=28 + 150 * row.documents / most, zorder=3,
                         marker=MARKERS[number % len(MARKERS)], edgecolor="black", linewidth=0.6,
                         color=COLOURS[_FILLS[number % len(_FILLS)]])  # fmt: skip
        _labels(axes, nodes, places, height_in, foot_in)
        write(axes, FULL_WIDTH_IN / 2, foot_in / 2, note, size_pt=7.5)
    return figure


def _inches(
    nodes: pd.DataFrame, width_in: float, height_in: float, foot_in: float
) -> dict[str, tuple[float, float]]:
    """Return places in inches: ranks and distances mixed, so that crowds are thinned out."""
    placed = {}
    sides = (("x", 0.0, width_in, 0.75), ("y", foot_in, height_in, 0.25))
    for column, start, end, edge in sides:
        value = nodes[column].astype(float)
        span = float(value.max() - value.min()) or 1.0
        plain = (value - value.min()) / span
        even = (value.rank(method="first") - 1) / max(len(value) - 1, 1)
        placed[column] = start + edge + (0.25 * plain + 0.75 * even) * (end - start - 2 * edge)
    return dict(zip(nodes["feature"], zip(placed["x"], placed["y"], strict=True), strict=True))


def _labels(
    axes: Axes,
    nodes: pd.DataFrame,
    places: Mapping[str, tuple[float, float]],
    height_in: float,
    foot_in: float,
) -> None:
    """Write each label at the first place about its mark that is free, or at the least bad."""
    most = float(nodes["documents"].max())
    radii = {row.feature: 0.05 + 0.06 * (row.documents / most) ** 0.5 for row in nodes.itertuples()}
    taken = [
        (x - radii[n], y - radii[n], x + radii[n], y + radii[n]) for n, (x, y) in places.items()
    ]
    for name in sorted(places, key=lambda n: (-len(n), n)):
        text = wrap(name, 1.25, 7)
        wide, high = text_size_in(text, 7)
        options = []
        for dx, dy in _PLACES:
            x = places[name][0] + dx * (radii[name] + wide / 2 + 0.02) * (0.8 if dy else 1)
            y = places[name][1] + dy * (radii[name] + high / 2 + 0.01)
            box = (x - wide / 2 - 0.03, y - high / 2, x + wide / 2 + 0.03, y + high / 2)
            out = max(0.0, -box[0], box[2] - FULL_WIDTH_IN)
            out += max(0.0, foot_in - box[1], box[3] - height_in)
            options.append((sum(_overlap(box, other) for other in taken) + 10 * out, box, (x, y)))
        _, box, (x, y) = min(options, key=lambda option: option[0])
        taken.append(box)
        write(axes, x, y, text, size_pt=7, halo=True)


def _overlap(a: Any, b: Any) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return max(width, 0.0) * max(height, 0.0)
