"""Pictures of QCA: XY plot, truth table, prime implicant chart, and UpSet picture of a model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from crosscase.errors import ParameterError
from crosscase.plots import style
from crosscase.qca.case_selection import CaseTypes
from crosscase.qca.minimization import Solutions
from crosscase.qca.truth_tables import TruthTable

__all__ = ["prime_implicant_chart", "truth_table_heatmap", "upset_plot", "xy_plot"]

_TYPES = {
    "typical": ("o", "blue"),
    "typical (x > y)": ("s", "sky"),
    "deviant consistency": ("X", "vermilion"),
    "deviant coverage": ("^", "orange"),
    "individually irrelevant": ("D", "grey"),
    "undecided": ("P", "black"),
}


def xy_plot(types: CaseTypes, *, names: bool = True) -> Figure:
    """Plot membership in the outcome against membership in a model.

    Parameters
    ----------
    types : CaseTypes
        From :func:`crosscase.qca.case_types`.
    names : bool, default True
        Write the case names.

    Returns
    -------
    Figure
        The diagonal parts sufficiency (above) from necessity (below).
    """
    figure, axes = style.new_figure(4.8, 4.4)
    with style.figure_style():
        axes.plot([0, 1], [0, 1], color=style.COLOURS["grey"], linewidth=0.8)
        for half in (axes.axhline, axes.axvline):
            half(0.5, color=style.COLOURS["grey"], linewidth=0.6, linestyle=":")
        for kind, (marker, colour) in _TYPES.items():
            part = types.table[types.table["type"] == kind]
            if len(part):
                axes.scatter(
                    part["solution"], part["outcome"], marker=marker, s=34, zorder=3,
                    color=style.COLOURS[colour], edgecolor="black", linewidth=0.5, label=kind,
                )  # fmt: skip
        left_out = _write_names(axes, types) if names else 0
        if left_out:
            axes.set_title(f"no room for {left_out} names", loc="right", fontsize=7)
        axes.set(xlim=(-0.04, 1.04), ylim=(-0.04, 1.04), aspect="equal")
        axes.set_xlabel("membership in " + _wrapped(types.model, 48))
        axes.set_ylabel("membership in the outcome")
        figure.legend(loc="outside lower center", ncols=3, frameon=False)
    return figure


def _wrapped(expression: str, width: int) -> str:
    lines = [""]
    for number, term in enumerate(expression.split(" + ")):
        piece = term if number == 0 else f" + {term}"
        if lines[-1] and len(lines[-1]) + len(piece) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def _write_names(axes: Axes, types: CaseTypes) -> int:
    """Write a label for each point where there is room; return how many names are left out."""
    left_out = 0
    points: dict[tuple[float, float], list[str]] = {}
    for case, x, y in types.table[["case", "solution", "outcome"]].itertuples(index=False):
        points.setdefault((round(x, 3), round(y, 3)), []).append(str(case))
    boxes = [(x - 0.016, y - 0.016, x + 0.016, y + 0.016) for x, y in points]
    for (x, y), cases in points.items():
        shown = cases if len(cases) <= 3 else [*cases[:2], f"+{len(cases) - 2}"]
        text = ",".join(shown)
        wide, high = 0.0165 * len(text) + 0.016, 0.036
        for dx, dy in _PLACES:
            left = x + dx if dx > 0 else x + dx - wide if dx < 0 else x - wide / 2
            low = y + dy - high / 2
            box = (left, low, left + wide, low + high)
            inside = left > -0.04 and box[2] < 1.04 and low > -0.04 and box[3] < 1.04
            if inside and not any(_overlap(box, other) for other in boxes):
                boxes.append(box)
                axes.text(
                    left, y + dy, text, fontsize=6.5, va="center", ha="left", zorder=2,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.75},
                )  # fmt: skip
                if abs(dx) > 0.03 or abs(dy) > 0.045:
                    axes.plot([x, x + dx], [y, y + dy], color="0.5", linewidth=0.4, zorder=1)
                left_out += len(cases) - min(len(cases), 2) if len(cases) > 3 else 0
                break
        else:
            left_out += len(cases)
    return left_out


_PLACES = [
    (dx * scale, dy * scale)
    for scale in (1, 2, 3.2, 4.6, 6.5, 9, 12, 16)
    for dx, dy in ((0.022, 0), (-0.022, 0), (0, 0.04), (0, -0.04), (0.022, 0.034),
                   (0.022, -0.034), (-0.022, 0.034), (-0.022, -0.034))
]  # fmt: skip


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


_OUT = {"1": ("#4D4D4D", "white", ""), "0": ("white", "black", ""),
        "C": ("#BDBDBD", "black", "////"), "?": ("#F2F2F2", "black", "....")}  # fmt: skip


def truth_table_heatmap(table: TruthTable) -> Figure:
    """Draw a truth table: levels as shades, OUT, n, inclusion and cases beside them.

    Parameters
    ----------
    table : TruthTable
        At most 64 rows.

    Returns
    -------
    Figure
    """
    if len(table.rows) > 64:
        raise ParameterError(f"the table has {len(table.rows)} rows; a picture holds 64")
    k, n = len(table.conditions), len(table.rows)
    longest_name = max(map(len, table.conditions))
    above = 0.2 + 0.27 * longest_name if longest_name > 5 else 1.0
    figure, axes = style.new_figure(style.FULL_WIDTH_IN, 0.7 + 0.2 * (n + above))
    with style.figure_style():
        for i, row in enumerate(table.rows):
            for c, value in enumerate(row.values):
                depth = value / (table.levels[c] - 1)
                colour = str(1 - 0.75 * depth)
                axes.add_patch(Rectangle((c, i), 1, 1, facecolor=colour, edgecolor="white"))
                ink = "white" if depth > 0.5 else "black"
                axes.text(c + 0.5, i + 0.52, str(value), color=ink, ha="center", va="center")
            face, ink, hatch = _OUT[row.out]
            axes.add_patch(
                Rectangle((k + 0.2, i + 0.06), 1, 0.88, facecolor=face, edgecolor="black",
                          hatch=hatch, linewidth=0.5)
            )  # fmt: skip
            box = {"facecolor": face, "edgecolor": "none", "pad": 1.6} if hatch else None
            axes.text(k + 0.7, i + 0.52, row.out, color=ink, ha="center", va="center", bbox=box)
            numbers = [str(row.n), _number(row.incl), _number(row.pri)]
            for x, text in zip((1.7, 2.6, 3.6), numbers, strict=True):
                axes.text(k + x, i + 0.52, text, ha="center", va="center")
            axes.text(k + 4.3, i + 0.52, _shortened(row.cases), va="center", fontsize=7)
        places = [c + 0.5 for c in range(k)] + [k + x for x in (0.7, 1.7, 2.6, 3.6, 4.3)]
        heads = [*table.conditions, "OUT", "n", "incl", "PRI", "cases"]
        for x, head in zip(places, heads, strict=True):
            tall = len(head) > 5
            axes.text(
                x, -0.15, head, ha="left" if head == "cases" or tall else "center", va="bottom",
                fontweight="bold", fontsize=7.5, rotation=35 if tall and head != "cases" else 0,
            )  # fmt: skip
        longest = max((len(_shortened(row.cases)) for row in table.rows), default=5)
        axes.set_xlim(0, max(k + 5.4, k + 4.4 + 0.014 * longest * (k + 6)))
        axes.set_ylim(n, -above)
        axes.axis("off")
        axes.set_title(f"Truth table of {table.outcome}", loc="left")
    return figure


def _number(value: float) -> str:
    return "–" if np.isnan(value) else f"{value:.2f}"


def _shortened(cases: Sequence[str], most: int = 34) -> str:
    text = ""
    for position, case in enumerate(cases):
        if len(text) + len(case) > most:
            return f"{text.rstrip(', ')} +{len(cases) - position}"
        text += case + ", "
    return text.rstrip(", ")


def prime_implicant_chart(solutions: Solutions, *, model: int = 1, most: int = 40) -> Figure:
    """Draw the prime implicant chart; the terms of a model are filled.

    Parameters
    ----------
    solutions : Solutions
        From :func:`crosscase.qca.minimize`.
    model : int, default 1
        Number of the model.
    most : int, default 40
        Most prime implicants shown, those of the model first.

    Returns
    -------
    Figure
    """
    chart = solutions.chart
    if not 1 <= model <= len(solutions.models):
        raise ParameterError(f"model is {model}; there are {len(solutions.models)} models")
    used = list(solutions.models[model - 1])
    rest = [term for term in chart.index if term not in used]
    terms = [*used, *rest][:most]
    width = min(style.FULL_WIDTH_IN, 1.6 + 0.075 * max(map(len, terms)) + 0.24 * chart.shape[1])
    figure, axes = style.new_figure(max(3.4, width), 1.1 + 0.2 * len(terms))
    with style.figure_style():
        for i, term in enumerate(terms):
            for j, covered in enumerate(chart.loc[term]):
                if covered:
                    face = style.COLOURS["blue"] if term in used else "white"
                    axes.scatter(j, i, s=36, facecolor=face, edgecolor="black", linewidth=0.7)
        axes.set_yticks(range(len(terms)), terms)
        for label in axes.get_yticklabels():
            label.set_fontweight("bold" if label.get_text() in used else "normal")
        small = chart.shape[1] > 14
        axes.set_xticks(range(chart.shape[1]), chart.columns, rotation=90 if small else 0)
        axes.set(xlim=(-0.6, chart.shape[1] - 0.4), ylim=(len(terms) - 0.4, -0.6))
        axes.grid(color=style.COLOURS["light"], linewidth=0.5)
        axes.set_axisbelow(True)
        axes.set_xlabel("positive truth table row")
        left_out = f"; {len(used) + len(rest) - most} more" if len(rest) + len(used) > most else ""
        axes.set_title(f"Filled: terms of model {model}{left_out}", loc="left")
    return figure


def upset_plot(solutions: Solutions, *, model: int = 1) -> Figure:
    """Draw which terms of a model hold together, and in how many cases, by outcome.

    Parameters
    ----------
    solutions : Solutions
        From :func:`crosscase.qca.minimize`.
    model : int, default 1
        Number of the model.

    Returns
    -------
    Figure
        Bars count cases with (filled) and without (hatched) the outcome; dots name the terms.
    """
    if not 1 <= model <= len(solutions.models):
        raise ParameterError(f"model is {model}; there are {len(solutions.models)} models")
    terms, scores = solutions.models[model - 1], solutions.truth_table.scores
    holds = np.array([scores.membership(c) > 0.5 for c in solutions.cubes[model - 1]])
    groups: dict[tuple[bool, ...], list[int]] = {}
    for column, y in zip(holds.T.tolist(), scores.y, strict=True):
        groups.setdefault(tuple(column), [0, 0])[0 if y > 0.5 else 1] += 1
    order = sorted(groups, key=lambda g: (sum(g) == 0, -sum(groups[g]), g))
    width = min(style.FULL_WIDTH_IN, 2.2 + 0.075 * max(map(len, terms)) + 0.4 * len(order))
    figure, (top, low) = style.new_figure(
        width, 2.2 + 0.22 * len(terms), nrows=2, ncols=1, sharex=True,
        height_ratios=[2.2, 0.3 * len(terms) + 0.3],
    )  # fmt: skip
    with style.figure_style():
        yes = np.array([groups[g][0] for g in order])
        no = np.array([groups[g][1] for g in order])
        blue = style.COLOURS["blue"]
        top.bar(range(len(order)), yes, color=blue, edgecolor="black", width=0.6)
        top.bar(
            range(len(order)), no, bottom=yes, color="white", edgecolor="black", hatch="////",
            width=0.6,
        )  # fmt: skip
        for i, total in enumerate(yes + no):
            top.text(i, total, f"{yes[i]}/{total}", ha="center", va="bottom", fontsize=7)
        top.set_ylabel("cases")
        top.set_ylim(0, 1.15 * (yes + no).max())
        top.tick_params(axis="x", length=0)
        outcome = solutions.truth_table.outcome
        keys = [
            Patch(facecolor=blue, edgecolor="black", label=f"with {outcome}"),
            Patch(facecolor="white", edgecolor="black", hatch="////", label=f"without {outcome}"),
        ]
        figure.legend(handles=keys, loc="outside upper center", ncols=2, frameon=False)
        for i, group in enumerate(order):
            held = [t for t, holds_here in enumerate(group) if holds_here]
            low.scatter([i] * len(terms), range(len(terms)), s=26, color=style.COLOURS["light"])
            if held:
                low.plot([i, i], [min(held), max(held)], color="black", linewidth=1.2)
                low.scatter([i] * len(held), held, s=26, color="black", zorder=3)
        low.set_yticks(range(len(terms)), terms)
        low.set_xticks([])
        low.set_ylim(len(terms) - 0.4, -0.6)
        low.spines[["bottom", "left"]].set_visible(False)
        low.tick_params(axis="y", length=0)
    return figure
