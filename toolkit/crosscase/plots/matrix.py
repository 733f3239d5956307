"""Matrices of marks: what is said of whom, by shape, colour and fill."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from crosscase.comparison.support_matrix import SupportMatrix
from crosscase.errors import ParameterError
from crosscase.plots.axes import bare, centred, key_below, mark, name_columns, name_rows, part_rows
from crosscase.plots.drawing import wrap
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, carry, figure_style, new_figure

__all__ = ["draw_positions", "draw_presence", "draw_support_matrix"]


def __dir__() -> list[str]:
    return __all__


# Support matrix: shape and colour tell what the cell says, the fill how specific its best
# statement is.
SHAPES = {"supports": "o", "mixed": "D", "contradicts": "v"}
FACES = {
    "supports": COLOURS["blue"],
    "mixed": COLOURS["purple"],
    "contradicts": COLOURS["vermilion"],
}
FILLS = {"firm": "full", "joint": "bottom", "blanket": "none"}
_BASIS = {"firm": "firm", "joint": "joint at best", "blanket": "blanket alone"}

# Half circles: said, but not of this one alone, or not by all.
_HALF = {"fillstyle": "left", "markerfacecoloralt": "white"}
_KINDS: Sequence[Mapping[str, Any]] = (
    {"marker": "o", "color": COLOURS["blue"]},
    {"marker": "o", "color": COLOURS["blue"], **_HALF},
    {"marker": "s", "color": COLOURS["orange"], "mec": "black", "mew": 0.6},
    {"marker": "o", "color": COLOURS["blue"], "fillstyle": "none"},
)
_VOICES: Mapping[str, Mapping[str, Any]] = {
    "says so": {"marker": "o", "color": COLOURS["blue"], "ms": 5.6},
    "both": {"marker": "o", "color": COLOURS["blue"], "ms": 5.6, **_HALF},
    "denies": {"marker": "X", "color": COLOURS["vermilion"], "ms": 6.2, "mec": "white", "mew": 0.4},
    "silent": {"marker": ".", "color": "#B5B5B5", "ms": 2.2},
}


def draw_support_matrix(
    matrix: SupportMatrix,
    *,
    case_names: Mapping[str, str] | None = None,
    groups: Mapping[str, int] | None = None,
) -> Figure:
    """Draw the state of every cell with its counts.

    Parameters
    ----------
    matrix : SupportMatrix
        What :func:`crosscase.support_matrix` returns.
    case_names : mapping of case id to name, optional
        Names on the axis.
    groups : mapping of name to number of cases, optional
        Groups of neighbouring cases, in order; lines part them, names stand at the right.

    Returns
    -------
    matplotlib.figure.Figure
        Cases down, propositions across. Shape: supports, contradicts, mixed, or a dash for
        silence. Fill: full (firm), half (joint), open (blanket alone). Below: counts for and
        against.

    Examples
    --------
    >>> from crosscase.comparison import support_matrix
    >>> rows = pd.DataFrame({"case_id": ["a", "a"], "proposition_id": "P", "stance": [1, -1]})
    >>> [text.get_text() for text in draw_support_matrix(support_matrix(rows)).axes[0].texts]
    ['+1 −1']
    """
    n_cases, n_propositions = len(matrix.cases), len(matrix.propositions)
    figure, axes = new_figure(FULL_WIDTH_IN, 1.0 + 0.42 * n_cases)
    with figure_style():
        for position, cell in enumerate(matrix.table.to_dict("records")):
            _cell(axes, position % n_propositions, position // n_propositions, cell)
        name_rows(axes, [(case_names or {}).get(case, case) for case in matrix.cases])
        name_columns(axes, matrix.propositions)
        bare(axes)
        _cell_rules(axes, n_cases, n_propositions)
        _name_groups(axes, groups or {}, n_propositions - 0.4)
        key_below(figure, _support_key(matrix), columns=3)
    return carry(figure, matrix.rows["evidence_id"])


def _support_mark(state: str, basis: str) -> dict[str, Any]:
    return {
        "marker": SHAPES[state],
        "color": FACES[state],
        "fillstyle": FILLS[basis],
        "markerfacecoloralt": "white",
        "markeredgecolor": FACES[state],
    }


def _cell(axes: Axes, x: int, y: int, cell: Mapping[Any, Any]) -> None:
    if cell["state"] == "silent":
        axes.plot([x - 0.08, x + 0.08], [y, y], color=COLOURS["grey"], linewidth=1)
        return
    look = _support_mark(cell["state"], cell["basis"])
    axes.plot(x, y - 0.14, markersize=9, markeredgewidth=1.1, linestyle="none", **look)
    parts = [f"+{cell['supports']}"] if cell["supports"] else []
    parts += [f"−{cell['contradicts']}"] if cell["contradicts"] else []
    centred(axes, x, y + 0.32, " ".join(parts), fontsize=6.5)


def _cell_rules(axes: Axes, rows: int, columns: int) -> None:
    for y in np.arange(0.5, rows - 1):
        axes.axhline(y, color=COLOURS["light"], linewidth=0.6, zorder=0)
    for x in np.arange(0.5, columns - 1):
        axes.axvline(x, color=COLOURS["light"], linewidth=0.6, zorder=0)


def _name_groups(axes: Axes, groups: Mapping[str, int], right: float) -> None:
    start = 0
    for name, size in groups.items():
        if start:
            axes.axhline(start - 0.5, color=COLOURS["black"], linewidth=0.8)
        middle = start + (size - 1) / 2
        axes.annotate(
            name,
            (right, middle),
            rotation=270,
            ha="left",
            va="center",
            annotation_clip=False,
            fontsize=7.5,
        )
        start += size


def _support_key(matrix: SupportMatrix) -> list[Line2D]:
    """Explain the marks that the matrix has, and no other."""
    present = set(zip(matrix.table["state"], matrix.table["basis"], strict=True))
    handles = [
        Line2D([], [], ls="none", ms=7, label=f"{state}, {word}", **_support_mark(state, basis))
        for state in SHAPES
        for basis, word in _BASIS.items()
        if (state, basis) in present
    ]
    if ("silent", "") in present:
        handles.append(Line2D([], [], color=COLOURS["grey"], label="silent", linewidth=1))
    return handles


def draw_presence(
    matrix: pd.DataFrame,
    *,
    signs: Mapping[str, str],
    height_in: float = 3.0,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw what is said of whom, by the kind of statement.

    Parameters
    ----------
    matrix : DataFrame, shape (things said, cases)
        Cells: a key of `signs`, or empty where nothing is said.
    signs : mapping of kind to label
        In the order of the marks: filled circle, half circle, square, open circle.
    height_in : float
        Height of the figure.
    evidence : ids, optional
        Rows that it shows.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If a cell holds an unknown kind, or there are more kinds than marks.

    Examples
    --------
    >>> said = pd.DataFrame({"Acme": ["one"], "Bolt": [""]}, index=["buys to learn"])
    >>> drawn = draw_presence(said, signs={"one": "about this firm"})
    >>> drawn.axes[0].lines[0].get_xydata().tolist()
    [[0.0, 0.0]]
    """
    unknown = sorted({v for v in matrix.to_numpy().ravel() if v} - set(signs))
    if unknown:
        raise ParameterError(f"kind {unknown[0]!r}; allowed: {', '.join(signs)}")
    if len(signs) > len(_KINDS):
        raise ParameterError(f"{len(signs)} kinds in signs; {len(_KINDS)} can be told apart")
    figure, axes = new_figure(FULL_WIDTH_IN, height_in)
    with figure_style():
        for (kind, label), look in zip(signs.items(), _KINDS, strict=False):
            rows, columns = np.nonzero((matrix == kind).to_numpy())
            axes.plot(columns, rows, linestyle="none", ms=8, label=label, **look)
        name_rows(axes, [wrap(str(v), 3.1, 7.5) for v in matrix.index])
        name_columns(axes, matrix.columns, edge=0.6)
        part_rows(axes, len(matrix), *axes.get_xlim())
        bare(axes)
        key_below(figure, columns=len(signs))
    return carry(figure, evidence)


def draw_positions(
    held: pd.DataFrame,
    labels: Mapping[str, str],
    groups: Mapping[str, Sequence[str]],
    *,
    marked: Collection[tuple[str, str]] = (),
    marked_label: str = "marked",
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw positions of voices on constructs: says so, denies, both, silent.

    Parameters
    ----------
    held : DataFrame, shape (constructs, voices)
        As :func:`crosscase.comparison.respondents.positions` returns it.
    labels : mapping of construct to str
        What stands at the rows.
    groups : mapping of heading to constructs
        One panel each, side by side.
    marked : collection of (construct, voice)
        Cells with a square around.
    marked_label : str
        What the square means.
    evidence : ids, optional
        Rows that the positions are taken from.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there is no group, or a group names a construct that is not there.

    Examples
    --------
    >>> held = pd.DataFrame({"A": ["says so", "denies"]}, index=["trust", "space"])
    >>> drawn = draw_positions(held, {"trust": "Trust", "space": "Space"},
    ...                        {"All": ["trust", "space"]})
    >>> [line.get_marker() for line in drawn.axes[0].lines]
    ['o', 'X']
    """
    unknown = [name for members in groups.values() for name in members if name not in held.index]
    if not groups:
        raise ParameterError("groups is empty; give at least one heading with its constructs")
    if unknown:
        raise ParameterError(f"no positions on {unknown[0]!r}; there are: {', '.join(held.index)}")
    rows = max(len(members) for members in groups.values())
    figure, axes = new_figure(FULL_WIDTH_IN, 0.85 + rows * 0.178, ncols=len(groups), squeeze=False)
    label_in = FULL_WIDTH_IN / len(groups) * 0.62
    with figure_style():
        for at, (heading, members) in zip(axes[0], groups.items(), strict=True):
            _position_panel(at, held.loc[list(members)], marked, rows)
            shown = [wrap(labels[name], label_in, 6.4).replace("\n", " ") for name in members]
            at.set_yticks(range(len(members)), shown, fontsize=6.4)
            at.set_title(heading, fontsize=8, loc="right", fontweight="bold", pad=14)
        handles = [Line2D([], [], linestyle="none", label=k, **look) for k, look in _VOICES.items()]
        if marked:
            handles.append(mark(marked_label, "s", "black", ms=8, mfc="none"))
        key_below(figure, handles, columns=len(handles), handletextpad=0.3, columnspacing=1.2)
    return carry(figure, evidence)


def _position_panel(
    axes: Axes, held: pd.DataFrame, marked: Collection[tuple[str, str]], rows: int
) -> None:
    for r, construct in enumerate(held.index):
        for c, voice in enumerate(held.columns):
            axes.plot([c], [r], linestyle="none", **_VOICES[held.loc[construct, voice]])
            if (construct, voice) in marked:
                axes.plot([c], [r], "s", ms=9.5, mfc="none", mec="black", mew=0.9)
    name_columns(axes, held.columns, edge=0.6, fontsize=7)
    axes.tick_params(pad=2)
    # All panels have the height of the longest, so that their rows are level.
    axes.set_ylim(rows - 0.4, -0.6)
    middles, right = np.arange(len(held)), held.shape[1] - 0.5
    axes.hlines(middles, -0.5, right, color="#ECECEC", lw=0.6, zorder=0)
    bare(axes)
