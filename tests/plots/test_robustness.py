"""Figures show what their tables say; nothing is clipped at the edge of the page."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from crosscase import literature, process_tracing
from crosscase import robustness as rb
from crosscase.comparison.claims import Claim, make_claims
from crosscase.comparison.support_matrix import support_matrix
from crosscase.exhibits.figures import svg_bytes
from crosscase.plots import matrix as plot_matrix
from crosscase.plots import multiverse as plot_multiverse
from crosscase.plots import robustness as plots


def evidence() -> pd.DataFrame:
    rows = [
        ("a", "P", 1, "firm"),
        ("a", "P", 1, "firm"),
        ("a", "P", -1, "firm"),
        ("b", "P", 1, "joint"),
        ("c", "P", -1, "blanket"),
        ("c", "Q", -1, "firm"),
        ("b", "Q", 1, "blanket"),
    ]
    return pd.DataFrame(rows, columns=["case_id", "proposition_id", "stance", "specificity"])


CLAIMS = make_claims(["P", "Q"], present={"base": ["a", "b"]}, absent={"failed": ["c"]})


def texts(figure: Figure) -> list[str]:
    axes = figure.axes[0]
    found = [text.get_text() for text in axes.texts]
    found += [label.get_text() for label in axes.get_yticklabels()]
    for legend in figure.legends:
        found += [text.get_text() for text in legend.get_texts()]
    return found


def inside(figure: Figure) -> bool:
    """Whether every text lies within the page."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    box = figure.bbox
    renderer = canvas.get_renderer()
    pieces = [t for axes in figure.axes for t in axes.texts]
    for axes in figure.axes:
        (left, right), (low, high) = sorted(axes.get_xlim()), sorted(axes.get_ylim())
        pieces += [t for t in axes.get_xticklabels() if left <= t.get_position()[0] <= right]
        pieces += [t for t in axes.get_yticklabels() if low <= t.get_position()[1] <= high]
    pieces += [t for legend in figure.legends for t in legend.get_texts()]
    for piece in pieces:
        if not piece.get_text() or not piece.get_visible():
            continue
        extent = piece.get_window_extent(renderer)
        if extent.x0 < box.x0 - 1 or extent.x1 > box.x1 + 1 or extent.y0 < -1:
            return False
    return True


def all_figures() -> dict[str, Figure]:
    matrix = support_matrix(evidence(), ["a", "b", "c"], ["P", "Q"])
    checks = [rb.silence_bounds(matrix, claim) for claim in CLAIMS]
    universe = rb.multiverse(
        rb.MatrixAnalysis(evidence(), CLAIMS),
        {"silent": ["strict", "best"], "include_joint": [True, False],
         "evidence_types": [None, ("unspecified",)]},
    )  # fmt: skip
    relations = pd.DataFrame(
        {"study_id": list("xyz"), "proposition_id": "P", "relation": ["supports"] * 2 + ["opposes"]}
    )
    tests = pd.DataFrame({"test_id": ["gun", "hoop"], "p_e_h": [0.5, 0.9], "p_e_not_h": [0.1, 0.6]})
    codes = pd.DataFrame({"interview": [f"i{k}" for k in range(8)],
                          "new_codes": [4, 3, 2, 1, 1, 0, 0, 0]})  # fmt: skip
    codes["cumulative_codes"] = codes["new_codes"].cumsum()
    rng = np.random.default_rng(1)
    data = pd.DataFrame(rng.uniform(0, 1, (20, 3)).round(2), columns=["A", "B", "Y"])
    sweep = rb.cut_sweep(data, outcome="Y", incl_cuts=[0.8, 0.7, 0.9], n_cuts=[1, 2], include="?")
    return {
        "matrix": plot_matrix.draw_support_matrix(matrix, groups={"base": 2, "failed": 1}),
        "dossier": plots.dossier_grid(
            rb.dossier([c for claim in CLAIMS for c in rb.standard_checks(matrix, claim)])
        ),
        "silence": plots.silence_ranges(checks),
        "miscoding": plots.miscoding_curves([rb.miscoding(matrix, c, draws=50) for c in CLAIMS]),
        "shares": plot_multiverse.multiverse_shares(universe),
        "curve": plot_multiverse.specification_curve(universe),
        "importance": plot_multiverse.importance(universe),
        "votes": plots.vote_shares(literature.vote_count(relations, propositions=["P", "Q"])),
        "saturation": plots.saturation_curve(codes, rb.saturation(list(codes["new_codes"]))),
        "tornado": plots.tornado(
            process_tracing.sensitivity(tests), float(process_tracing.trace(tests))
        ),
        "cuts": plots.cut_grid(sweep),
    }


FIGURES = all_figures()
BYTES = {name: svg_bytes(figure) for name, figure in FIGURES.items()}


@pytest.mark.parametrize("name", list(FIGURES))
def test_figures_fit_the_page(name):
    figure = FIGURES[name]
    assert figure.get_size_inches()[0] <= 6.31
    assert inside(figure)


def test_figures_are_the_same_bytes_twice():
    for name, figure in all_figures().items():
        assert svg_bytes(figure) == BYTES[name], name


def test_support_matrix_writes_the_counts():
    found = texts(FIGURES["matrix"])
    assert "+2 −1" in found
    assert "−1" in found
    assert "mixed, firm" in found
    assert "supports, joint at best" in found
    assert "contradicts, blanket alone" in found
    assert "silent" in found
    # No mark is explained that the matrix does not have.
    assert "supports, firm" not in found


def test_dossier_has_one_mark_a_check():
    axes = FIGURES["dossier"].axes[0]
    marks = [line for line in axes.lines if line.get_marker() in ("o", "X", "D")]
    assert len(marks) == 4 * 12


def test_claims_that_never_held_have_no_miscoding_curve():
    found = texts(FIGURES["miscoding"])
    assert "P/failed" in found
    never = Claim("P/c", "P", ("c",))
    figure = plots.miscoding_curves([rb.miscoding(evidence(), never, draws=10)])
    assert not figure.axes[0].lines
