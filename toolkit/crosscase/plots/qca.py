"""Pictures of QCA: XY plot, truth table, prime implicant chart, and UpSet picture of a model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from crosscase.errors import ParameterError
from crosscase.plots.axes import bare, centred, grid, key_below, name_rows
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, carry, figure_style, new_figure
from crosscase.qca.case_selection import CaseTypes
from crosscase.qca.minimization import Solutions
from crosscase.qca.truth_tables import TruthTable

__all__ = ["prime_implicant_chart", "truth_table_heatmap", "upset_plot", "xy_plot"]


def __dir__() -> list[str]:
    return __all__


_TYPES = {
    "typical": ("o", "blue"),
    "typical (x > y)": ("s", "sky"),
    "deviant consistency": ("X", "vermilion"),
    "deviant coverage": ("^", "orange"),
    "individually irrelevant": ("D", "grey"),
    "undecided": ("P", "black"),
}
# Ways for a name to stand about its point, first near it, then further and further away.
_NEAR = (
    *((0.022, 0), (-0.022, 0), (0, 0.04), (0, -0.04)),
    *((0.022, 0.034), (0.022, -0.034), (-0.022, 0.034), (-0.022, -0.034)),
)
_PLACES = [(dx * far, dy * far) for far in (1, 2, 3.2, 4.6, 6.5, 9, 12, 16) for dx, dy in _NEAR]
# Face, letters and hatch of what a row of a truth table shows in OUT.
_OUT = {
    "1": ("#4D4D4D", "white", ""),
    "0": ("white", "black", ""),
    "C": ("#BDBDBD", "black", "////"),
    "?": ("#F2F2F2", "black", "...."),
}
# Columns at the right of the conditions, in widths of a condition.
_BESIDE = {"OUT": 0.7, "n": 1.7, "incl": 2.6, "PRI": 3.6, "cases": 4.3}
_MOST_ROWS = 64

_Extent = tuple[float, float, float, float]


def xy_plot(types: CaseTypes, *, names: bool = True, evidence: Iterable[str] = ()) -> Figure:
    """Plot membership in the outcome against membership in a model.

    Parameters
    ----------
    types : CaseTypes
        From :func:`crosscase.qca.case_types`.
    names : bool, default True
        Write the case names.
    evidence : ids, optional
        Rows behind the memberships.

    Returns
    -------
    matplotlib.figure.Figure
        The diagonal parts sufficiency (above) from necessity (below).
    """
    figure, axes = new_figure(4.8, 4.4)
    with figure_style():
        axes.plot([0, 1], [0, 1], color=COLOURS["grey"], linewidth=0.8)
        for half in (axes.axhline, axes.axvline):
            half(0.5, color=COLOURS["grey"], linewidth=0.6, linestyle=":")
        for kind, (marker, colour) in _TYPES.items():
            part = types.table[types.table["type"] == kind]
            if len(part):
                axes.scatter(
                    part["solution"],
                    part["outcome"],
                    marker=marker,
                    s=34,
                    zorder=3,
                    color=COLOURS[colour],
                    edgecolor="black",
                    linewidth=0.5,
                    label=kind,
                )
        left_out = _write_names(axes, types) if names else 0
        if left_out:
            axes.set_title(f"no room for {left_out} names", loc="right", fontsize=7)
        axes.set(xlim=(-0.04, 1.04), ylim=(-0.04, 1.04), aspect="equal")
        axes.set_xlabel("membership in " + _wrapped(types.model, 48))
        axes.set_ylabel("membership in the outcome")
        key_below(figure, columns=3)
    return carry(figure, evidence)


def _wrapped(expression: str, width: int) -> str:
    """Break a model between its terms."""
    lines = [""]
    for number, term in enumerate(expression.split(" + ")):
        piece = term if number == 0 else f" + {term}"
        if lines[-1] and len(lines[-1]) + len(piece) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def _write_names(axes: Axes, types: CaseTypes) -> int:
    """Write a label for each point where there is room; return how many names are left out.

    Cases that stand on one point share a label: of more than three, two names and how many more.
    A label goes to the first place about its point that covers no point and no other label.
    """
    points: dict[tuple[float, float], list[str]] = {}
    for case, x, y in types.table[["case", "solution", "outcome"]].itertuples(index=False):
        points.setdefault((round(x, 3), round(y, 3)), []).append(str(case))
    taken = [(x - 0.016, y - 0.016, x + 0.016, y + 0.016) for x, y in points]
    left_out = 0
    for point, cases in points.items():
        shown = cases if len(cases) <= 3 else [*cases[:2], f"+{len(cases) - 2}"]
        text = ",".join(shown)
        away = _free_place(point, text, taken)
        if away is None:
            left_out += len(cases)
            continue
        taken.append(_label_box(point, away, text))
        _write_name(axes, point, away, text)
        left_out += len(cases) - 2 if len(cases) > 3 else 0
    return left_out


def _label_box(point: tuple[float, float], away: tuple[float, float], text: str) -> _Extent:
    """Return the box of a label that stands `away` from its point and grows away from it."""
    (x, y), (dx, dy) = point, away
    wide, high = 0.0165 * len(text) + 0.016, 0.036
    left = x + dx if dx > 0 else x + dx - wide if dx < 0 else x - wide / 2
    low = y + dy - high / 2
    return (left, low, left + wide, low + high)


def _free_place(
    point: tuple[float, float], text: str, taken: Sequence[_Extent]
) -> tuple[float, float] | None:
    for away in _PLACES:
        left, low, right, high = box = _label_box(point, away, text)
        inside = left > -0.04 and right < 1.04 and low > -0.04 and high < 1.04
        if inside and not any(_overlap(box, other) for other in taken):
            return away
    return None


def _write_name(
    axes: Axes, point: tuple[float, float], away: tuple[float, float], text: str
) -> None:
    (x, y), (dx, dy) = point, away
    axes.text(
        _label_box(point, away, text)[0],
        y + dy,
        text,
        fontsize=6.5,
        va="center",
        ha="left",
        zorder=2,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.75},
    )
    if abs(dx) > 0.03 or abs(dy) > 0.045:
        axes.plot([x, x + dx], [y, y + dy], color="0.5", linewidth=0.4, zorder=1)


def _overlap(a: _Extent, b: _Extent) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def truth_table_heatmap(table: TruthTable, *, evidence: Iterable[str] = ()) -> Figure:
    """Draw a truth table: levels as shades, OUT, n, inclusion and cases beside them.

    Parameters
    ----------
    table : TruthTable
        At most 64 rows.
    evidence : ids, optional
        Rows behind the memberships.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If the table has more rows.
    """
    if len(table.rows) > _MOST_ROWS:
        raise ParameterError(
            f"the table has {len(table.rows)} rows; a picture holds {_MOST_ROWS}: leave out "
            "conditions, or print the table"
        )
    k, n = len(table.conditions), len(table.rows)
    longest_name = max(map(len, table.conditions))
    above = 0.2 + 0.27 * longest_name if longest_name > 5 else 1.0
    figure, axes = new_figure(FULL_WIDTH_IN, 0.7 + 0.2 * (n + above))
    with figure_style():
        for i, row in enumerate(table.rows):
            _levels(axes, i, row.values, table.levels)
            _out(axes, i, k, row.out)
            written = {"n": str(row.n), "incl": _number(row.incl), "PRI": _number(row.pri)}
            for name, text in written.items():
                centred(axes, k + _BESIDE[name], i + 0.52, text)
            cases = _shortened(row.cases)
            axes.text(k + _BESIDE["cases"], i + 0.52, cases, va="center", fontsize=7)
        _heads(axes, table.conditions)
        longest = max((len(_shortened(row.cases)) for row in table.rows), default=5)
        axes.set_xlim(0, max(k + 5.4, k + 4.4 + 0.014 * longest * (k + 6)))
        axes.set_ylim(n, -above)
        axes.axis("off")
        axes.set_title(f"Truth table of {table.outcome}", loc="left")
    return carry(figure, evidence)


def _levels(axes: Axes, i: int, values: Sequence[int], levels: Sequence[int]) -> None:
    """Draw the conditions of one row, the darker the higher the level."""
    for c, value in enumerate(values):
        depth = value / (levels[c] - 1)
        axes.add_patch(Rectangle((c, i), 1, 1, facecolor=str(1 - 0.75 * depth), edgecolor="white"))
        colour = "white" if depth > 0.5 else "black"
        centred(axes, c + 0.5, i + 0.52, str(value), colour=colour)


def _out(axes: Axes, i: int, k: int, out: str) -> None:
    face, ink, hatch = _OUT[out]
    cell = Rectangle((k + 0.2, i + 0.06), 1, 0.88, facecolor=face, hatch=hatch, linewidth=0.5)
    cell.set_edgecolor("black")
    axes.add_patch(cell)
    # A hatch is taken away behind the letter.
    box = {"facecolor": face, "edgecolor": "none", "pad": 1.6} if hatch else None
    centred(axes, k + _BESIDE["OUT"], i + 0.52, out, colour=ink, bbox=box)


def _heads(axes: Axes, conditions: Sequence[str]) -> None:
    """Write the head of each column; long names of conditions stand aslant."""
    heads = [(c + 0.5, name) for c, name in enumerate(conditions)]
    heads += [(len(conditions) + x, name) for name, x in _BESIDE.items()]
    for x, head in heads:
        tall = len(head) > 5
        axes.text(
            x,
            -0.15,
            head,
            ha="left" if head == "cases" or tall else "center",
            va="bottom",
            fontweight="bold",
            fontsize=7.5,
            rotation=35 if tall else 0,
        )


def _number(value: float) -> str:
    return "–" if np.isnan(value) else f"{value:.2f}"


def _shortened(cases: Sequence[str], most: int = 34) -> str:
    """Join names of cases; of those beyond `most` characters, say how many."""
    text = ""
    for position, case in enumerate(cases):
        if len(text) + len(case) > most:
            return f"{text.rstrip(', ')} +{len(cases) - position}"
        text += case + ", "
    return text.rstrip(", ")


def _model(solutions: Solutions, model: int) -> tuple[str, ...]:
    """Return the terms of a model, counted from 1."""
    if not 1 <= model <= len(solutions.models):
        raise ParameterError(f"model is {model}; there are {len(solutions.models)} models")
    return tuple(solutions.models[model - 1])


def prime_implicant_chart(
    solutions: Solutions, *, model: int = 1, most: int = 40, evidence: Iterable[str] = ()
) -> Figure:
    """Draw the prime implicant chart; the terms of a model are filled.

    Parameters
    ----------
    solutions : Solutions
        From :func:`crosscase.qca.minimize`.
    model : int, default 1
        Number of the model.
    most : int, default 40
        Most prime implicants shown, those of the model first.
    evidence : ids, optional
        Rows behind the memberships.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there is no such model.
    """
    used, chart = _model(solutions, model), solutions.chart
    every = [*used, *(term for term in chart.index if term not in used)]
    terms = every[:most]
    rows = chart.shape[1]
    width = min(FULL_WIDTH_IN, 1.6 + 0.075 * max(map(len, terms)) + 0.24 * rows)
    figure, axes = new_figure(max(3.4, width), 1.1 + 0.2 * len(terms))
    with figure_style():
        for i, term in enumerate(terms):
            face = COLOURS["blue"] if term in used else "white"
            for j in np.flatnonzero(chart.loc[term]):
                axes.scatter(j, i, s=36, facecolor=face, edgecolor="black", linewidth=0.7)
        name_rows(axes, terms, edge=0.6)
        for label, term in zip(axes.get_yticklabels(), terms, strict=True):
            label.set_fontweight("bold" if term in used else "normal")
        axes.set_xticks(range(rows), chart.columns, rotation=90 if rows > 14 else 0)
        axes.set_xlim(-0.6, rows - 0.4)
        grid(axes, which="both", colour=COLOURS["light"], width=0.5)
        axes.set_xlabel("positive truth table row")
        left_out = f"; {len(every) - most} more" if len(every) > most else ""
        axes.set_title(f"Filled: terms of model {model}{left_out}", loc="left")
    return carry(figure, evidence)


def upset_plot(solutions: Solutions, *, model: int = 1, evidence: Iterable[str] = ()) -> Figure:
    """Draw which terms of a model hold together, and in how many cases, by outcome.

    Parameters
    ----------
    solutions : Solutions
        From :func:`crosscase.qca.minimize`.
    model : int, default 1
        Number of the model.
    evidence : ids, optional
        Rows behind the memberships.

    Returns
    -------
    matplotlib.figure.Figure
        Bars count cases with (filled) and without (hatched) the outcome; dots name the terms.

    Raises
    ------
    ParameterError
        If there is no such model.
    """
    terms = _model(solutions, model)
    groups = _cases_by_terms(solutions, model)
    width = min(FULL_WIDTH_IN, 2.2 + 0.075 * max(map(len, terms)) + 0.4 * len(groups))
    figure, (top, low) = new_figure(
        width,
        2.2 + 0.22 * len(terms),
        nrows=2,
        ncols=1,
        sharex=True,
        height_ratios=[2.2, 0.3 * len(terms) + 0.3],
    )
    with figure_style():
        _case_bars(figure, top, list(groups.values()), solutions.truth_table.outcome)
        _term_dots(low, terms, list(groups))
    return carry(figure, evidence)


def _cases_by_terms(solutions: Solutions, model: int) -> dict[tuple[bool, ...], list[int]]:
    """Count cases with and without the outcome by the terms that hold in them.

    The most frequent come first, cases in which no term holds last.
    """
    scores = solutions.truth_table.scores
    holds = np.array([scores.membership(c) > 0.5 for c in solutions.cubes[model - 1]])
    groups: dict[tuple[bool, ...], list[int]] = {}
    for column, y in zip(holds.T.tolist(), scores.y, strict=True):
        groups.setdefault(tuple(column), [0, 0])[0 if y > 0.5 else 1] += 1
    order = sorted(groups, key=lambda g: (sum(g) == 0, -sum(groups[g]), g))
    return {group: groups[group] for group in order}


def _case_bars(figure: Figure, axes: Axes, counts: Sequence[Sequence[int]], outcome: str) -> None:
    yes, no = np.array(counts).T
    both = {
        f"with {outcome}": {"height": yes, "facecolor": COLOURS["blue"]},
        f"without {outcome}": {"height": no, "bottom": yes, "facecolor": "white", "hatch": "////"},
    }
    for label, look in both.items():
        axes.bar(range(len(counts)), width=0.6, edgecolor="black", label=label, **look)
    for i, total in enumerate(yes + no):
        axes.text(i, total, f"{yes[i]}/{total}", ha="center", va="bottom", fontsize=7)
    axes.set_ylabel("cases")
    axes.set_ylim(0, 1.15 * (yes + no).max())
    key_below(figure, columns=2, loc="outside upper center")


def _term_dots(axes: Axes, terms: Sequence[str], groups: Sequence[tuple[bool, ...]]) -> None:
    """Draw a dot for each term in each group, black and joined where the term holds."""
    for i, group in enumerate(groups):
        held = np.flatnonzero(group)
        axes.scatter([i] * len(terms), range(len(terms)), s=26, color=COLOURS["light"])
        if len(held):
            axes.plot([i, i], [held[0], held[-1]], color="black", linewidth=1.2)
            axes.scatter([i] * len(held), held, s=26, color="black", zorder=3)
    name_rows(axes, terms, edge=0.6)
    axes.set_xticks([])
    bare(axes)
    axes.tick_params(axis="y", length=0)
