"""How many key words and key activities each key idea has, and which ideas share a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from crosscase.plots.axes import beside, name_rows, need
from crosscase.plots.diagrams import draw_network
from crosscase.plots.drawing import wrap
from crosscase.plots.style import (
    COLOURS,
    FULL_WIDTH_IN,
    MARKERS,
    carry,
    figure_style,
    new_figure,
)

__all__ = ["draw_counts", "draw_shared"]


def __dir__() -> list[str]:
    return __all__


_FACES = (COLOURS["blue"], "white", COLOURS["orange"])
# Room at the right for the names of the groups, as a multiple of the largest count.
_ROOM = 1.65
# Shared words: a column of boxes a topic; ideas stand in the middle row but those that share with
# a neighbour of theirs.
_COLUMNS_IN = {"customers": 0.8, "co_operation": 3.15, "host_country": 5.5}
_ROWS_IN = {"customers_value": 2.25, "testing_innovation": 0.35, "strategy_philosophy": 0.35}
_MIDDLE_IN = 1.3


def draw_counts(
    table: pd.DataFrame,
    *,
    label: str,
    values: Sequence[str],
    group: str,
    heading: str = "",
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw counts as dots on lines, grouped, one mark for each kind of count.

    Parameters
    ----------
    table : DataFrame
        One row a label, in order.
    label, group : str
        Columns with the label and with the group (a rule is drawn between groups).
    values : sequence of str
        At most three columns of counts; a column's name is its name in the legend.
    heading : str
        Label of the axis.
    evidence : ids, optional
        Rows that are counted; by default those of the column of ids in `table`.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.

    Examples
    --------
    >>> counts = pd.DataFrame({"idea": ["a", "b"], "topic": ["x", "y"], "Key words": [3, 5]})
    >>> drawn = draw_counts(counts, label="idea", values=["Key words"], group="topic")
    >>> [text.get_text() for text in drawn.axes[0].texts]
    ['3', '5', 'x', 'y']
    """
    need(table, (label, group, *values), "the table of counts")
    figure, axes = new_figure(FULL_WIDTH_IN, 0.9 + 0.26 * len(table))
    with figure_style():
        written: set[tuple[int, float]] = set()
        for name, marker, face in zip(values, MARKERS, _FACES, strict=False):
            rows = range(len(table))
            axes.hlines(rows, 0, table[name], color="#BBBBBB", linewidth=0.8, zorder=1)
            axes.plot(
                table[name], rows, marker, color="black", mfc=face, ms=6, zorder=3, label=name
            )
            # Where two marks lie on each other their number is written once.
            for row, value in enumerate(table[name]):
                if (row, value) not in written:
                    beside(axes, f"{value:g}", (value, row), (6, 0), fontsize=7.5)
                written.add((row, value))
        name_rows(axes, [wrap(str(text), 2.1, 7.5) for text in table[label]], edge=0.6)
        axes.set_xlabel(heading)
        most = float(table[list(values)].to_numpy().max())
        axes.set_xlim(0, most * _ROOM)
        axes.set_xticks([t for t in MaxNLocator(6, integer=True).tick_values(0, most) if t <= most])
        _name_groups(axes, list(table[group]), most * _ROOM)
        axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(values))
    return carry(figure, evidence, table)


def _name_groups(axes: Axes, groups: Sequence[str], right: float) -> None:
    """Name each group at the right, and draw a line below all but the last."""
    for name in dict.fromkeys(groups):
        rows = [row for row, other in enumerate(groups) if other == name]
        if rows[-1] < len(groups) - 1:
            axes.axhline(rows[-1] + 0.5, color="#888888", linewidth=0.6, linestyle=(0, (4, 2)))
        shown = wrap(name, 1.3, 7.5)
        top = rows[0] - 0.3
        axes.text(right, top, shown, ha="right", va="top", style="italic", fontsize=7.5)


def draw_shared(ideas: pd.DataFrame, ties: pd.DataFrame, *, evidence: Iterable[str] = ()) -> Figure:
    """Draw the key ideas that share a key word as boxes, a column a topic.

    Parameters
    ----------
    ideas : DataFrame
        ``topic_id`` (customers, co_operation, host_country), ``topic``, ``idea_id``, ``idea``.
        Ideas that no tie names are left out.
    ties : DataFrame
        ``source_node``, ``target_node`` (ids of ideas) and ``label``, the word.
    evidence : ids, optional
        Rows with the words.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no idea.

    Examples
    --------
    >>> ideas = pd.DataFrame({"topic_id": ["customers", "host_country"], "topic": ["x", "y"],
    ...                       "idea_id": ["a", "b"], "idea": ["One", "Two"]})
    >>> ties = pd.DataFrame({"source_node": ["a"], "target_node": ["b"], "label": ["word"]})
    >>> drawn = draw_shared(ideas, ties)
    >>> [text.get_text() for text in drawn.axes[0].texts if text.get_text() in ("One", "Two")]
    ['One', 'Two']
    """
    need(ideas, ("topic_id", "topic", "idea_id", "idea"), "the table of ideas")
    tied = ideas[ideas["idea_id"].isin([*ties["source_node"], *ties["target_node"]])]
    boxes = pd.DataFrame(
        {
            "node_id": tied["idea_id"],
            "label": tied["idea"],
            "text": tied["topic"],
            "x_in": tied["topic_id"].map(_COLUMNS_IN),
            "y_in": tied["idea_id"].map(_ROWS_IN).fillna(_MIDDLE_IN),
        }
    )
    return draw_network(boxes, ties, height_in=2.6, box_width_in=1.45, evidence=evidence)
