"""Figures of the robustness checks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, MARKERS, figure_style, new_figure
from crosscase.robustness.check import Check
from crosscase.robustness.dossier import Dossier
from crosscase.robustness.multiverse import Multiverse

__all__ = [
    "cut_grid",
    "dossier_grid",
    "importance",
    "miscoding_curves",
    "multiverse_shares",
    "saturation_curve",
    "silence_ranges",
    "specification_curve",
    "tornado",
    "vote_shares",
]

VERDICT_MARKS = {
    "holds": ("o", COLOURS["blue"], "full"),
    "fails": ("X", COLOURS["vermilion"], "full"),
    "cannot be decided": ("D", COLOURS["grey"], "none"),
}


def dossier_grid(dossier: Dossier) -> Figure:
    """Draw claim × check: holds, fails, or cannot be decided.

    Parameters
    ----------
    dossier : Dossier
        All checks.

    Returns
    -------
    Figure
        Claims down, checks across; an empty cell is a check that was not made.
    """
    verdicts = dossier.verdicts
    n, m = verdicts.shape
    figure, axes = new_figure(FULL_WIDTH_IN, 1.9 + 0.21 * n)
    with figure_style():
        for i, row in enumerate(verdicts.to_numpy()):
            for j, verdict in enumerate(row):
                if verdict:
                    marker, colour, fill = VERDICT_MARKS[verdict]
                    axes.plot(j, i, marker=marker, color=colour, fillstyle=fill, markersize=6)
        axes.set_yticks(range(n), verdicts.index)
        names = [_in_words(name) for name in verdicts.columns]
        axes.set_xticks(range(m), names, rotation=45, ha="left", rotation_mode="anchor")
        axes.xaxis.tick_top()
        axes.set_xlim(-0.6, m - 0.4)
        axes.set_ylim(n - 0.4, -0.6)
        axes.tick_params(length=0)
        axes.grid(color=COLOURS["light"], linewidth=0.5)
        axes.set_axisbelow(True)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        handles = [
            Line2D([], [], marker=marker, color=colour, fillstyle=fill, linestyle="none", label=v)  # type: ignore[arg-type]
            for v, (marker, colour, fill) in VERDICT_MARKS.items()
        ]
        figure.legend(handles=handles, loc="outside lower center", ncols=3, frameon=False)
    return figure


def silence_ranges(checks: Sequence[Check]) -> Figure:
    """Draw the share of cases that bear each claim out, from the worst reading to the best.

    Parameters
    ----------
    checks : sequence of Check
        What :func:`crosscase.robustness.silence_bounds` returns, one a claim.

    Returns
    -------
    Figure
        One line a claim: worst, with joint, with blanket, best; a tick where the rule's threshold
        stands.
    """
    readings = {"strict": "firm alone", "with joint": "with joint",
                "with joint and blanket": "with joint and blanket", "best": "best"}  # fmt: skip
    figure, axes = new_figure(FULL_WIDTH_IN, 1.2 + 0.3 * len(checks))
    with figure_style():
        for y, check in enumerate(checks):
            share = check.table.set_index("coding")["share"]
            axes.plot([share["worst"], share["best"]], [y, y], color=COLOURS["light"], linewidth=9)
            axes.plot([check.threshold] * 2, [y - 0.42, y + 0.42], color=COLOURS["black"])
            # One above the other, so that equal shares stay visible.
            for k, (reading, _) in enumerate(readings.items()):
                axes.plot(
                    share[reading], y - 0.27 + 0.18 * k, marker=MARKERS[k], markersize=3.6,
                    markerfacecolor=list(COLOURS.values())[k], markeredgecolor="none",
                    linestyle="none",
                )  # fmt: skip
        axes.set_yticks(range(len(checks)), [check.claim for check in checks])
        axes.set_ylim(len(checks) - 0.5, -0.5)
        axes.set_xlim(-0.04, 1.04)
        axes.set_xlabel("share of the claim's cases that bear it out")
        handles = [
            Line2D([], [], marker=MARKERS[k], color=list(COLOURS.values())[k], linestyle="none",
                   label=label)
            for k, label in enumerate(readings.values())
        ]  # fmt: skip
        handles.append(Line2D([], [], color=COLOURS["black"], marker="|", linestyle="none",
                              markersize=9, label="needed"))  # fmt: skip
        figure.legend(handles=handles, loc="outside lower center", ncols=5, frameon=False)
    return figure


def miscoding_curves(checks: Sequence[Check]) -> Figure:
    """Draw how often claims hold as codings become less certain.

    Parameters
    ----------
    checks : sequence of Check
        What :func:`crosscase.robustness.miscoding` returns; claims that do not hold to begin with
        are left out. At most eight can be told apart.

    Returns
    -------
    Figure
        Share of draws against the rate of miscoding, one line a claim, named at its end.
    """
    figure, axes = new_figure(FULL_WIDTH_IN, 3.2)
    styles = ("-", "--", ":", "-.")
    kept = [check for check in checks if check.holds is not None]
    with figure_style():
        colours = [c for name, c in COLOURS.items() if name not in ("light", "yellow", "grey")]
        for k, check in enumerate(kept):
            table = check.table
            axes.plot(
                table["rate"], table["held"], marker=MARKERS[k % len(MARKERS)], markersize=4,
                linestyle=styles[k % len(styles)], color=colours[k % len(colours)],
                label=check.claim,
            )  # fmt: skip
        if kept:
            axes.axhline(kept[0].threshold, color=COLOURS["grey"], linewidth=0.8)
            axes.annotate(f"{kept[0].threshold:.0%} asked", (0, kept[0].threshold - 0.045),
                          fontsize=6.5)  # fmt: skip
            figure.legend(loc="outside right upper", frameon=False)
        axes.set_ylim(0, 1.03)
        axes.set_xlabel("chance that a coding is wrong")
        axes.set_ylabel("share of draws in which the claim holds")
    return figure


def multiverse_shares(multiverse: Multiverse) -> Figure:
    """Draw in how many specifications each claim holds, fails, and cannot be decided.

    Parameters
    ----------
    multiverse : Multiverse
        All specifications.

    Returns
    -------
    Figure
        One bar a claim.
    """
    table = multiverse.table
    figure, axes = new_figure(FULL_WIDTH_IN, 1.0 + 0.2 * len(table))
    parts = {"holds": (COLOURS["blue"], ""), "fails": (COLOURS["orange"], "////"),
             "undecided": ("white", "....")}  # fmt: skip
    with figure_style():
        left = np.zeros(len(table))
        for name, (colour, hatch) in parts.items():
            width = table[name] / table["specifications"]
            label = "cannot be decided" if name == "undecided" else name
            axes.barh(range(len(table)), width, left=left, color=colour, hatch=hatch,
                      edgecolor=COLOURS["black"], linewidth=0.4, label=label)  # fmt: skip
            left = left + width.to_numpy()
        axes.set_yticks(range(len(table)), table["claim"])
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.set_xlim(0, 1)
        axes.set_xlabel(f"share of {len(multiverse.specifications):,} specifications")
        figure.legend(loc="outside lower center", ncols=3, frameon=False)
    return figure


def specification_curve(multiverse: Multiverse, *, columns: int = 400) -> Figure:
    """Draw how many claims hold in each specification, and which choices were made there.

    Parameters
    ----------
    multiverse : Multiverse
        All specifications.
    columns : int, default 400
        Width of the lower panel in blocks of neighbouring specifications; the darker a block, the
        more of them made that choice.

    Returns
    -------
    Figure
        Above: number of claims that hold, specifications in that order. Below: a line for each
        level of each parameter.
    """
    specifications = multiverse.specifications
    claims = list(multiverse.table["claim"])
    held = (specifications[claims] == "holds").sum(axis=1).to_numpy()
    order = np.argsort(held, kind="stable")
    rows: list[list[float]] = []
    labels: list[str] = []
    starts: list[int] = []
    blocks = np.array_split(order, min(columns, len(order)))
    for name in multiverse.parameters:
        starts.append(len(labels))
        table = multiverse.by_level(claims[0])
        for level in table.loc[table["parameter"] == name, "level"]:
            chosen = _chosen(specifications[name], level)
            rows.append([chosen[block].mean() for block in blocks])
            label = _in_words(level)
            shown = label if len(label) < 34 else f"{label[:32]}…"
            labels.append(f"{_in_words(name)}: {shown}")
    figure, axes = new_figure(
        FULL_WIDTH_IN, 1.6 + 0.135 * len(labels), nrows=2, sharex=True,
        height_ratios=[1.2, 0.11 * len(labels)],
    )  # fmt: skip
    with figure_style():
        x = np.linspace(0, 1, len(held))
        axes[0].step(x, held[order], color=COLOURS["blue"], where="mid")
        axes[0].set_ylabel(f"claims that\nhold (of {len(claims)})")
        axes[0].set_ylim(bottom=0)
        axes[1].imshow(
            np.array(rows), aspect="auto", cmap="Greys", vmin=0, vmax=1,
            extent=(0, 1, len(labels) - 0.5, -0.5), interpolation="nearest",
        )  # fmt: skip
        axes[1].set_yticks(range(len(labels)), labels, fontsize=6)
        for start in starts[1:]:
            axes[1].axhline(start - 0.5, color=COLOURS["black"], linewidth=0.5)
        axes[1].set_xlabel(f"{len(held):,} specifications, by the number of claims that hold")
        axes[1].set_xticks([])
    return figure


def _chosen(column: pd.Series, level: str) -> np.ndarray:
    from crosscase.robustness.multiverse import level_name

    return (column.map(level_name) == level).to_numpy(dtype=float)


def importance(multiverse: Multiverse) -> Figure:
    """Draw which parameter matters most for which claim (total index of Sobol).

    Parameters
    ----------
    multiverse : Multiverse
        All specifications.

    Returns
    -------
    Figure
        Claims down, parameters across; number and shade: share of the variance that the parameter
        has a part in.
    """
    claims = list(multiverse.table["claim"])
    wide = multiverse.importance.pivot_table(index="claim", columns="parameter", values="total")
    wide = wide.reindex(index=claims, columns=list(multiverse.parameters))
    figure, axes = new_figure(FULL_WIDTH_IN, 1.5 + 0.2 * len(claims))
    with figure_style():
        axes.imshow(wide, cmap=_light_greys(), vmin=0, vmax=1, aspect="auto")
        for i, row in enumerate(wide.to_numpy()):
            for j, value in enumerate(row):
                if value > 0.005:
                    colour = "white" if value > 0.72 else "black"
                    axes.text(j, i, f"{value:.2f}", ha="center", va="center", fontsize=6,
                              color=colour)  # fmt: skip
        axes.set_yticks(range(len(claims)), claims)
        names = [_in_words(name) for name in wide.columns]
        axes.set_xticks(range(len(names)), names, rotation=40, ha="left", rotation_mode="anchor")
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
    return figure


def _in_words(name: object) -> str:
    return str(name).replace("_", " ")


def _light_greys() -> ListedColormap:
    shades = np.linspace(1, 0.25, 256)
    return ListedColormap([(s, s, s) for s in shades])


def vote_shares(votes: pd.DataFrame) -> Figure:
    """Draw the share of previous studies on the side of each proposition, with its interval.

    Parameters
    ----------
    votes : DataFrame
        What :func:`crosscase.literature.vote_count` returns.

    Returns
    -------
    Figure
        One line a proposition: share and Wilson interval, with the number of votes.
    """
    figure, axes = new_figure(FULL_WIDTH_IN, 0.9 + 0.3 * len(votes))
    with figure_style():
        for y, row in enumerate(votes.itertuples()):
            if pd.notna(row.share):
                axes.plot([row.low, row.high], [y, y], color=COLOURS["black"])
                axes.plot(row.share, y, marker="o", color=COLOURS["blue"], markersize=5)
            text = f"{row.votes_for} for, {row.votes_against} against, of {row.studies}"
            axes.annotate(text, (1.04, y), va="center", fontsize=7, annotation_clip=False)
        axes.axvline(0.5, color=COLOURS["grey"], linestyle="--", linewidth=0.8)
        axes.set_yticks(range(len(votes)), votes["proposition_id"])
        axes.set_ylim(len(votes) - 0.5, -0.5)
        axes.set_xlim(0, 1.02)
        axes.set_xlabel("share of the votes that are for it, 95 % Wilson interval")
    return figure


def saturation_curve(codes: pd.DataFrame, check: Check | None = None) -> Figure:
    """Draw the codes found after each interview.

    Parameters
    ----------
    codes : DataFrame
        What :func:`crosscase.robustness.codes_by_interview` returns.
    check : Check, optional
        The saturation check; the first saturated run is shaded.

    Returns
    -------
    Figure
        Bars: new codes; line: all codes so far.
    """
    figure, axes = new_figure(FULL_WIDTH_IN, 3.0)
    x = np.arange(1, len(codes) + 1)
    with figure_style():
        if check is not None and check.holds:
            run = check.table[check.table["saturated"]].iloc[0]
            axes.axvspan(run["first"] - 0.5, run["last"] + 0.5, color=COLOURS["light"], zorder=0,
                         label="first saturated run")  # fmt: skip
        axes.bar(x, codes["new_codes"], color=COLOURS["sky"], edgecolor=COLOURS["black"],
                 linewidth=0.5, label="new codes")  # fmt: skip
        axes.plot(x, codes["cumulative_codes"], marker="o", markersize=4, color=COLOURS["black"],
                  label="all codes so far")  # fmt: skip
        axes.set_xticks(x, codes["interview"], rotation=45 if len(codes) > 8 else 0,
                        ha="right" if len(codes) > 8 else "center")  # fmt: skip
        axes.set_ylabel("codes")
        figure.legend(loc="outside lower center", ncols=3, frameon=False)
    return figure


def tornado(sensitivity: pd.DataFrame, posterior: float, *, threshold: float = 0.95) -> Figure:
    """Draw how far each test moves the posterior.

    Parameters
    ----------
    sensitivity : DataFrame
        What :func:`crosscase.process_tracing.sensitivity` returns.
    posterior : float
        Probability with every test as it is.
    threshold : float
        Probability that is asked for.

    Returns
    -------
    Figure
        One bar a test: the posterior with its weight at the ends of its range; a cross where it is
        without the test.
    """
    figure, axes = new_figure(FULL_WIDTH_IN, 1.1 + 0.3 * len(sensitivity))
    with figure_style():
        for y, row in enumerate(sensitivity.itertuples()):
            axes.barh(y, row.high - row.low, left=row.low, height=0.55, color=COLOURS["sky"],
                      edgecolor=COLOURS["black"], linewidth=0.5)  # fmt: skip
            axes.plot(row.without, y, marker="X", color=COLOURS["vermilion"], markersize=6,
                      linestyle="none")  # fmt: skip
        labels = [f"{r.test_id} ({r.weight_db:+.1f} dB)" for r in sensitivity.itertuples()]
        axes.set_yticks(range(len(labels)), labels)
        axes.set_ylim(len(labels) - 0.4, -0.6)
        _reference(axes, posterior, threshold)
        axes.set_xlabel("posterior probability")
        handles = [
            Line2D([], [], color=COLOURS["sky"], linewidth=6, label="weight at its ends"),
            Line2D([], [], marker="X", color=COLOURS["vermilion"], linestyle="none",
                   label="without the test"),
            Line2D([], [], color=COLOURS["black"], label="posterior"),
            Line2D([], [], color=COLOURS["grey"], linestyle="--", label="asked"),
        ]  # fmt: skip
        figure.legend(handles=handles, loc="outside lower center", ncols=4, frameon=False)
    return figure


def cut_grid(sweep: pd.DataFrame) -> Figure:
    """Draw which solution comes out under which inclusion and frequency cut.

    Parameters
    ----------
    sweep : DataFrame
        What :func:`crosscase.robustness.cut_sweep` returns; where it has several PRI cuts, those
        of the first row are drawn. Its first row is the initial analysis.

    Returns
    -------
    Figure
        Inclusion cuts across, frequency cuts down; shade: set coincidence with the initial
        solution; a letter names each solution, a frame the initial analysis.
    """
    shown = sweep[sweep["pri_cut"] == sweep["pri_cut"].iloc[0]]
    n_cuts, incl_cuts = sorted(set(shown["n_cut"])), sorted(set(shown["incl_cut"]))
    cells = shown.set_index(["n_cut", "incl_cut"])
    names = list(dict.fromkeys(shown["solution"]))
    shade = cells["SC"].unstack().reindex(index=n_cuts, columns=incl_cuts)  # noqa: PD010
    listed = [name or "no solution" for name in names][:8]
    height = 1.4 + 0.3 * len(n_cuts) + 0.16 * len(listed)
    figure, axes = new_figure(FULL_WIDTH_IN, height)
    with figure_style():
        axes.imshow(shade.fillna(0), cmap=_light_greys(), vmin=0, vmax=1, aspect="auto")
        for (n, incl), row in cells.iterrows():
            i, j = n_cuts.index(n), incl_cuts.index(incl)
            letter = _letter(names.index(row["solution"]))
            colour = "white" if row["SC"] > 0.72 else "black"
            axes.text(j, i, letter, ha="center", va="center", fontsize=6, color=colour)
        first = shown.iloc[0]
        axes.plot(
            incl_cuts.index(first["incl_cut"]), n_cuts.index(first["n_cut"]), marker="s",
            markersize=12, fillstyle="none", color=COLOURS["orange"], markeredgewidth=1.5,
        )  # fmt: skip
        axes.set_yticks(range(len(n_cuts)), n_cuts)
        axes.set_xticks(range(len(incl_cuts)), [f"{cut:g}" for cut in incl_cuts],
                        rotation=90 if len(incl_cuts) > 14 else 0)  # fmt: skip
        axes.set_xlabel("inclusion cut")
        axes.set_ylabel("frequency cut")
        words = [f"{_letter(k)}  {name[:88]}" for k, name in enumerate(listed)]
        if len(names) > len(listed):
            words.append(f"and {len(names) - len(listed)} more")
        handles = [Line2D([], [], linestyle="none", label=word) for word in words]
        figure.legend(handles=handles, loc="outside lower left", frameon=False, handlelength=0,
                      fontsize=6.5, handletextpad=0)  # fmt: skip
    return figure


def _letter(position: int) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[position] if position < len(letters) else f"{position + 1}"


def _reference(axes: Axes, posterior: float, threshold: float) -> None:
    axes.axvline(posterior, color=COLOURS["black"], linewidth=0.9)
    axes.axvline(threshold, color=COLOURS["grey"], linestyle="--", linewidth=0.9)
