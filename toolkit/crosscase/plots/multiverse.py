"""Figures of a multiverse of analyses: what holds where, and which choice it hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from crosscase.plots.axes import grey_cells, in_words, key_below, name_aslant, name_rows
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, carry, figure_style, new_figure
from crosscase.robustness.multiverse import Multiverse, level_name

__all__ = ["importance", "multiverse_shares", "specification_curve"]


def __dir__() -> list[str]:
    return __all__


_OUTCOMES = {
    "holds": ("holds", COLOURS["blue"], ""),
    "fails": ("fails", COLOURS["orange"], "////"),
    "undecided": ("not shown or mixed", "white", "...."),
}
# A share this small is printed as 0.00 or 0.01 and says nothing.
_NOTHING = 0.005
# A longer name of a level is shortened.
_MOST_LETTERS = 34


def multiverse_shares(multiverse: Multiverse, *, evidence: Iterable[str] = ()) -> Figure:
    """Draw in how many specifications each claim holds, fails, and neither.

    Parameters
    ----------
    multiverse : Multiverse
        All specifications.
    evidence : ids, optional
        Rows that the specifications take from.

    Returns
    -------
    matplotlib.figure.Figure
        One bar a claim.
    """
    table = multiverse.table
    figure, axes = new_figure(FULL_WIDTH_IN, 1.0 + 0.2 * len(table))
    with figure_style():
        left = np.zeros(len(table))
        for name, (label, colour, hatch) in _OUTCOMES.items():
            width = (table[name] / table["specifications"]).to_numpy()
            look = {"color": colour, "hatch": hatch, "edgecolor": "black", "linewidth": 0.4}
            axes.barh(range(len(table)), width, left=left, label=label, **look)
            left = left + width
        name_rows(axes, table["claim"], edge=0.6)
        axes.set_xlim(0, 1)
        axes.set_xlabel(f"share of {len(multiverse.specifications):,} specifications")
        key_below(figure, columns=3)
    return carry(figure, evidence)


def specification_curve(
    multiverse: Multiverse, *, columns: int = 400, evidence: Iterable[str] = ()
) -> Figure:
    """Draw how many claims hold in each specification, and which choices were made there.

    Parameters
    ----------
    multiverse : Multiverse
        All specifications.
    columns : int, default 400
        Width of the lower panel in blocks of neighbouring specifications; the darker a block, the
        more of them made that choice.
    evidence : ids, optional
        Rows that the specifications take from.

    Returns
    -------
    matplotlib.figure.Figure
        Above: number of claims that hold, specifications in that order. Below: a line for each
        level of each parameter.
    """
    claims = list(multiverse.table["claim"])
    held = (multiverse.specifications[claims] == "holds").sum(axis=1).to_numpy()
    order = np.argsort(held, kind="stable")
    chosen = _choices(multiverse, np.array_split(order, min(columns, len(order))))
    n = len(chosen)
    figure, (above, below) = new_figure(
        FULL_WIDTH_IN, 1.6 + 0.135 * n, nrows=2, sharex=True, height_ratios=[1.2, 0.11 * n]
    )
    with figure_style():
        above.step(np.linspace(0, 1, len(held)), held[order], color=COLOURS["blue"], where="mid")
        above.set_ylabel(f"claims that\nhold (of {len(claims)})")
        above.set_ylim(bottom=0)
        below.imshow(
            chosen.to_numpy(),
            aspect="auto",
            cmap="Greys",
            vmin=0,
            vmax=1,
            extent=(0, 1, n - 0.5, -0.5),
            interpolation="nearest",
        )
        below.set_yticks(range(n), [_choice(*pair) for pair in chosen.index], fontsize=6)
        parameters = chosen.index.get_level_values(0)
        for row in np.flatnonzero(parameters[1:] != parameters[:-1]):
            below.axhline(row + 0.5, color=COLOURS["black"], linewidth=0.5)
        below.set_xlabel(f"{len(held):,} specifications, by the number of claims that hold")
        below.set_xticks([])
    return carry(figure, evidence)


def _choices(multiverse: Multiverse, blocks: Sequence[np.ndarray]) -> pd.DataFrame:
    """Return for each parameter and level the share of each block that made that choice."""
    rows = {}
    for name in multiverse.parameters:
        levels = multiverse.specifications[name].map(level_name)
        for level in dict.fromkeys(levels):
            chosen = (levels == level).to_numpy(dtype=float)
            rows[name, level] = [chosen[block].mean() for block in blocks]
    return pd.DataFrame.from_dict(rows, orient="index").set_axis(
        pd.MultiIndex.from_tuples(rows), axis="index"
    )


def _choice(parameter: str, level: str) -> str:
    """Return a parameter and its level in words, the level shortened.

    Examples
    --------
    >>> _choice("silent", "as_none"), len(_choice("", "x" * 50)) - len(": ")
    ('silent: as none', 33)
    """
    words = in_words(level)
    short = words if len(words) < _MOST_LETTERS else f"{words[: _MOST_LETTERS - 2]}…"
    return f"{in_words(parameter)}: {short}"


def importance(multiverse: Multiverse, *, evidence: Iterable[str] = ()) -> Figure:
    """Draw which parameter matters most for which claim (total index of Sobol).

    Parameters
    ----------
    multiverse : Multiverse
        All specifications.
    evidence : ids, optional
        Rows that the specifications take from.

    Returns
    -------
    matplotlib.figure.Figure
        Claims down, parameters across; number and shade: share of the variance that the parameter
        has a part in.
    """
    claims = list(multiverse.table["claim"])
    wide = multiverse.importance.pivot_table(index="claim", columns="parameter", values="total")
    wide = wide.reindex(index=claims, columns=list(multiverse.parameters))
    figure, axes = new_figure(FULL_WIDTH_IN, 1.5 + 0.2 * len(claims))
    with figure_style():
        found = np.ndenumerate(wide.to_numpy())
        grey_cells(axes, wide, {(j, i): f"{v:.2f}" for (i, j), v in found if v > _NOTHING})
        name_rows(axes, claims)
        name_aslant(axes, wide.columns, 40)
    return carry(figure, evidence)
