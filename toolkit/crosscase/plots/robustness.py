"""Figures of the robustness checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from crosscase.plots.axes import bare, grey_cells, grid, key_below, mark, name_aslant, name_rows
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, MARKERS, carry, figure_style, new_figure
from crosscase.robustness.check import Check
from crosscase.robustness.dossier import Dossier

__all__ = [
    "cut_grid",
    "dossier_grid",
    "miscoding_curves",
    "saturation_curve",
    "silence_ranges",
    "tornado",
    "vote_shares",
]


def __dir__() -> list[str]:
    return __all__


VERDICT_MARKS = {
    "holds": ("o", COLOURS["blue"], "full"),
    "fails": ("X", COLOURS["vermilion"], "full"),
    "cannot be decided": ("D", COLOURS["grey"], "none"),
}
# Readings of silence between the worst and the best.
_READINGS = {
    "strict": "firm alone",
    "with joint": "with joint",
    "with joint and blanket": "with joint and blanket",
    "best": "best",
}
# Solutions whose expression is written out below a grid of cuts, and so many of its letters.
_MOST_SOLUTIONS, _MOST_LETTERS = 8, 88


def _evidence_of(checks: Iterable[Check]) -> list[str]:
    return [row for check in checks for row in check.evidence]


def dossier_grid(dossier: Dossier) -> Figure:
    """Draw claim × check: holds, fails, or cannot be decided.

    Parameters
    ----------
    dossier : Dossier
        All checks.

    Returns
    -------
    matplotlib.figure.Figure
        Claims down, checks across; an empty cell is a check that was not made.
    """
    verdicts = dossier.verdicts
    figure, axes = new_figure(FULL_WIDTH_IN, 1.9 + 0.21 * len(verdicts))
    with figure_style():
        for i, row in enumerate(verdicts.to_numpy()):
            for j, verdict in enumerate(row):
                if verdict:
                    marker, colour, fill = VERDICT_MARKS[verdict]
                    axes.plot(j, i, marker=marker, color=colour, fillstyle=fill, markersize=6)
        name_rows(axes, verdicts.index, edge=0.6)
        name_aslant(axes, verdicts.columns, 45, edge=0.6)
        grid(axes, which="both", colour=COLOURS["light"], width=0.5)
        bare(axes)
        handles = [
            mark(verdict, marker, colour, fillstyle=fill)
            for verdict, (marker, colour, fill) in VERDICT_MARKS.items()
        ]
        key_below(figure, handles, columns=3)
    return carry(figure, _evidence_of(dossier.checks))


def silence_ranges(checks: Sequence[Check]) -> Figure:
    """Draw the share of cases that bear each claim out, from the worst reading to the best.

    Parameters
    ----------
    checks : sequence of Check
        What :func:`crosscase.robustness.silence_bounds` returns, one a claim.

    Returns
    -------
    matplotlib.figure.Figure
        One line a claim: worst, with joint, with blanket, best; a tick where the rule's threshold
        stands.
    """
    looks = list(zip(MARKERS, COLOURS.values(), strict=False))[: len(_READINGS)]
    figure, axes = new_figure(FULL_WIDTH_IN, 1.2 + 0.3 * len(checks))
    with figure_style():
        for y, check in enumerate(checks):
            share = check.table.set_index("coding")["share"]
            axes.plot([share["worst"], share["best"]], [y, y], color=COLOURS["light"], linewidth=9)
            axes.plot([check.threshold] * 2, [y - 0.42, y + 0.42], color=COLOURS["black"])
            # One above the other, so that equal shares stay visible.
            for k, (reading, (marker, colour)) in enumerate(zip(_READINGS, looks, strict=True)):
                look = {"marker": marker, "color": colour, "markeredgecolor": "none"}
                axes.plot(share[reading], y - 0.27 + 0.18 * k, markersize=3.6, ls="none", **look)
        name_rows(axes, [check.claim for check in checks])
        axes.set_xlim(-0.04, 1.04)
        axes.set_xlabel("share of the claim's cases that bear it out")
        handles = [mark(name, *look) for name, look in zip(_READINGS.values(), looks, strict=True)]
        handles.append(mark("needed", "|", COLOURS["black"], markersize=9))
        key_below(figure, handles, columns=5)
    return carry(figure, _evidence_of(checks))


def miscoding_curves(checks: Sequence[Check]) -> Figure:
    """Draw how often claims hold as codings become less certain.

    Parameters
    ----------
    checks : sequence of Check
        What :func:`crosscase.robustness.miscoding` returns; claims that do not hold to begin with
        are left out. At most eight can be told apart.

    Returns
    -------
    matplotlib.figure.Figure
        Share of draws against the rate of miscoding, one line a claim, named at its end.
    """
    figure, axes = new_figure(FULL_WIDTH_IN, 3.2)
    styles = ("-", "--", ":", "-.")
    colours = [c for name, c in COLOURS.items() if name not in ("light", "yellow", "grey")]
    kept = [check for check in checks if check.holds is not None]
    with figure_style():
        for k, check in enumerate(kept):
            axes.plot(
                check.table["rate"],
                check.table["held"],
                marker=MARKERS[k % len(MARKERS)],
                linestyle=styles[k % len(styles)],
                color=colours[k % len(colours)],
                markersize=4,
                label=check.claim,
            )
        if kept:
            asked = kept[0].threshold
            axes.axhline(asked, color=COLOURS["grey"], linewidth=0.8)
            axes.annotate(f"{asked:.0%} asked", (0, asked - 0.045), fontsize=6.5)
            figure.legend(loc="outside right upper", frameon=False)
        axes.set_ylim(0, 1.03)
        axes.set_xlabel("chance that a coding is wrong")
        axes.set_ylabel("share of draws in which the claim holds")
    return carry(figure, _evidence_of(kept))


def vote_shares(votes: pd.DataFrame, *, evidence: Iterable[str] = ()) -> Figure:
    """Draw the share of previous studies on the side of each proposition, with its interval.

    Parameters
    ----------
    votes : DataFrame
        What :func:`crosscase.literature.vote_count` returns.
    evidence : ids, optional
        The studies.

    Returns
    -------
    matplotlib.figure.Figure
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
        name_rows(axes, votes["proposition_id"])
        axes.set_xlim(0, 1.02)
        told = f"{100 * votes.attrs['confidence']:g} % " if "confidence" in votes.attrs else ""
        axes.set_xlabel(f"share of the votes that are for it, {told}Wilson interval")
    return carry(figure, evidence)


def saturation_curve(
    codes: pd.DataFrame, check: Check | None = None, *, evidence: Iterable[str] = ()
) -> Figure:
    """Draw the codes found after each interview.

    Parameters
    ----------
    codes : DataFrame
        What :func:`crosscase.robustness.codes_by_interview` returns.
    check : Check, optional
        The saturation check; the first saturated run is shaded.
    evidence : ids, optional
        The coded rows; by default those of the check.

    Returns
    -------
    matplotlib.figure.Figure
        Bars: new codes; line: all codes so far.
    """
    figure, axes = new_figure(FULL_WIDTH_IN, 3.0)
    x, black = np.arange(1, len(codes) + 1), COLOURS["black"]
    with figure_style():
        if check is not None and check.holds:
            run = check.table[check.table["saturated"]].iloc[0]
            shade = {"color": COLOURS["light"], "zorder": 0, "label": "first saturated run"}
            axes.axvspan(run["first"] - 0.5, run["last"] + 0.5, **shade)
        look = {"color": COLOURS["sky"], "edgecolor": black, "linewidth": 0.5}
        axes.bar(x, codes["new_codes"], label="new codes", **look)
        look = {"marker": "o", "markersize": 4, "color": black}
        axes.plot(x, codes["cumulative_codes"], label="all codes so far", **look)
        turned = {"rotation": 45, "ha": "right"} if len(codes) > 8 else {}
        axes.set_xticks(x, codes["interview"], **turned)
        axes.set_ylabel("codes")
        key_below(figure, columns=3)
    return carry(figure, evidence or _evidence_of([check] if check else []))


def tornado(
    sensitivity: pd.DataFrame,
    posterior: float,
    *,
    threshold: float = 0.95,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw how far each test moves the posterior.

    Parameters
    ----------
    sensitivity : DataFrame
        What :func:`crosscase.process_tracing.sensitivity` returns.
    posterior : float
        Probability with every test as it is.
    threshold : float
        Probability that is asked for.
    evidence : ids, optional
        The rows that the tests were made of; by default the ids of the tests.

    Returns
    -------
    matplotlib.figure.Figure
        One bar a test: the posterior with its weight at the ends of its range; a cross where it is
        without the test.
    """
    figure, axes = new_figure(FULL_WIDTH_IN, 1.1 + 0.3 * len(sensitivity))
    black, grey, sky, red = (COLOURS[name] for name in ("black", "grey", "sky", "vermilion"))
    with figure_style():
        for y, row in enumerate(sensitivity.itertuples()):
            bar = {"color": sky, "edgecolor": black, "linewidth": 0.5}
            axes.barh(y, row.high - row.low, left=row.low, height=0.55, **bar)
            axes.plot(row.without, y, marker="X", color=red, linestyle="none")
        tests = sensitivity.itertuples()
        name_rows(axes, [f"{t.test_id} ({t.weight_db:+.1f} dB)" for t in tests], edge=0.6)
        axes.axvline(posterior, color=black, linewidth=0.9)
        axes.axvline(threshold, color=grey, linestyle="--", linewidth=0.9)
        axes.set_xlabel("posterior probability")
        handles = [
            Line2D([], [], color=sky, linewidth=6, label="weight at its ends"),
            mark("without the test", "X", red),
            Line2D([], [], color=black, label="posterior"),
            Line2D([], [], color=grey, linestyle="--", label="asked"),
        ]
        key_below(figure, handles, columns=4)
    return carry(figure, evidence, sensitivity)


def cut_grid(sweep: pd.DataFrame, *, evidence: Iterable[str] = ()) -> Figure:
    """Draw which solution comes out under which inclusion and frequency cut.

    Parameters
    ----------
    sweep : DataFrame
        What :func:`crosscase.qca.cut_sweep` returns; where it has several PRI cuts, those
        of the first row are drawn. Its first row is the initial analysis.
    evidence : ids, optional
        Rows behind the memberships.

    Returns
    -------
    matplotlib.figure.Figure
        Inclusion cuts across, frequency cuts down; shade: set coincidence with the initial
        solution; a letter names each solution, a frame the initial analysis.
    """
    shown = sweep[sweep["pri_cut"] == sweep["pri_cut"].iloc[0]]
    n_cuts, incl_cuts = sorted(set(shown["n_cut"])), sorted(set(shown["incl_cut"]))
    names = list(dict.fromkeys(shown["solution"]))
    likeness = shown.pivot_table("SC", index="n_cut", columns="incl_cut", dropna=False)
    letters = {
        (incl_cuts.index(row.incl_cut), n_cuts.index(row.n_cut)): _letter(names.index(row.solution))
        for row in shown.itertuples()
    }
    height = 1.4 + 0.3 * len(n_cuts) + 0.16 * min(len(names), _MOST_SOLUTIONS)
    figure, axes = new_figure(FULL_WIDTH_IN, height)
    with figure_style():
        grey_cells(axes, likeness.fillna(0), letters)
        look = {"color": COLOURS["orange"], "fillstyle": "none", "markeredgewidth": 1.5}
        axes.plot(*next(iter(letters)), marker="s", markersize=12, **look)
        axes.set_yticks(range(len(n_cuts)), n_cuts)
        turn = 90 if len(incl_cuts) > 14 else 0
        axes.set_xticks(range(len(incl_cuts)), [f"{cut:g}" for cut in incl_cuts], rotation=turn)
        axes.set(xlabel="inclusion cut", ylabel="frequency cut")
        handles = [Line2D([], [], linestyle="none", label=word) for word in _solutions(names)]
        look = {"loc": "outside lower left", "handlelength": 0, "handletextpad": 0}
        key_below(figure, handles, columns=1, fontsize=6.5, **look)
    return carry(figure, evidence)


def _solutions(names: Sequence[str]) -> list[str]:
    """Return the letter and the expression of the first solutions, and how many more there are."""
    shown = [(name or "no solution")[:_MOST_LETTERS] for name in names]
    words = [f"{_letter(k)}  {name}" for k, name in enumerate(shown)]
    more = [f"and {len(names) - _MOST_SOLUTIONS} more"] if len(names) > _MOST_SOLUTIONS else []
    return words[:_MOST_SOLUTIONS] + more


def _letter(position: int) -> str:
    """Return A to Z, then numbers.

    Examples
    --------
    >>> _letter(0), _letter(25), _letter(26)
    ('A', 'Z', '27')
    """
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[position] if position < len(letters) else f"{position + 1}"
