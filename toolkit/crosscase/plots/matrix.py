"""The support matrix as a figure: what the evidence says in each cell, and on how much of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from crosscase.comparison.support_matrix import SupportMatrix
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, figure_style, new_figure

__all__ = ["support_matrix"]

# Shape and colour tell what the cell says, the fill how specific its best statement is.
SHAPES = {"supports": "o", "contradicts": "v", "mixed": "D"}
FACES = {"supports": COLOURS["blue"], "contradicts": COLOURS["vermilion"],
         "mixed": COLOURS["purple"]}  # fmt: skip
FILLS = {"firm": "full", "joint": "bottom", "blanket": "none"}


def support_matrix(
    matrix: SupportMatrix,
    *,
    case_names: Mapping[str, str] | None = None,
    groups: Mapping[str, int] | None = None,
    title: str = "",
) -> Figure:
    """Draw the state of every cell with its counts.

    Parameters
    ----------
    matrix : SupportMatrix
        What :func:`crosscase.comparison.support_matrix.support` returns.
    case_names : mapping of case id to name, optional
        Names on the axis.
    groups : mapping of name to number of cases, optional
        Groups of neighbouring cases, in order; lines part them, names stand at the right.
    title : str
        Title of the figure.

    Returns
    -------
    Figure
        Cases down, propositions across. Shape: supports, contradicts, mixed, or a dash for
        silence. Fill: full (firm), half (joint), open (blanket alone). Below: counts for and
        against.
    """
    n_cases, n_propositions = len(matrix.cases), len(matrix.propositions)
    figure, axes = new_figure(FULL_WIDTH_IN, 1.0 + 0.42 * n_cases)
    with figure_style():
        for i in range(n_cases):
            for j in range(n_propositions):
                cell = matrix.table.iloc[i * n_propositions + j]
                _cell(axes, j, i, cell)
        names = [(case_names or {}).get(case, case) for case in matrix.cases]
        axes.set_yticks(range(n_cases), names)
        axes.set_xticks(range(n_propositions), matrix.propositions)
        axes.xaxis.tick_top()
        axes.set_xlim(-0.5, n_propositions - 0.5)
        axes.set_ylim(n_cases - 0.5, -0.5)
        axes.tick_params(length=0)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        _lines(axes, n_cases, n_propositions, groups)
        if title:
            axes.set_title(title, pad=16)
        figure.legend(handles=_legend(matrix), loc="outside lower center", ncols=3, frameon=False)
    return figure


def _cell(axes: Axes, x: int, y: int, cell: Any) -> None:
    if cell["state"] == "silent":
        axes.plot([x - 0.08, x + 0.08], [y, y], color=COLOURS["grey"], linewidth=1)
        return
    colour = FACES[cell["state"]]
    axes.plot(
        x,
        y - 0.14,
        marker=SHAPES[cell["state"]],
        fillstyle=FILLS[cell["basis"]],
        markersize=9,
        color=colour,
        markerfacecoloralt="white",
        markeredgecolor=colour,
        markeredgewidth=1.1,
        linestyle="none",
    )
    parts = [f"+{cell['supports']}"] if cell["supports"] else []
    parts += [f"−{cell['contradicts']}"] if cell["contradicts"] else []
    axes.text(x, y + 0.32, " ".join(parts), ha="center", va="center", fontsize=6.5)


def _lines(axes: Axes, n_cases: int, n: int, groups: Mapping[str, int] | None) -> None:
    for y in np.arange(0.5, n_cases - 1):
        axes.axhline(y, color=COLOURS["light"], linewidth=0.6, zorder=0)
    for x in np.arange(0.5, n - 1):
        axes.axvline(x, color=COLOURS["light"], linewidth=0.6, zorder=0)
    start = 0
    for name, size in (groups or {}).items():
        if start:
            axes.axhline(start - 0.5, color=COLOURS["black"], linewidth=0.8)
        middle = start + (size - 1) / 2
        axes.annotate(
            name, (n - 0.4, middle), rotation=270, ha="left", va="center", annotation_clip=False,
            fontsize=7.5,
        )  # fmt: skip
        start += size


def _legend(matrix: SupportMatrix) -> list[Line2D]:
    def handle(state: str, basis: str, label: str) -> Line2D:
        colour = FACES[state]
        return Line2D(
            [], [], marker=SHAPES[state], fillstyle=FILLS[basis], color=colour,  # type: ignore[arg-type]
            markerfacecoloralt="white", markeredgecolor=colour, markersize=7,
            linestyle="none", label=label,
        )  # fmt: skip

    words = {"firm": "firm", "joint": "joint at best", "blanket": "blanket alone"}
    present = set(zip(matrix.table["state"], matrix.table["basis"], strict=True))
    handles = [
        handle(state, basis, f"{state}, {word}")
        for state in ("supports", "mixed", "contradicts")
        for basis, word in words.items()
        if (state, basis) in present
    ]
    if ("silent", "") in present:
        handles.append(Line2D([], [], color=COLOURS["grey"], label="silent", linewidth=1))
    return handles
