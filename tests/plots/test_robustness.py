"""Figures of checks show what the checks say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from crosscase import literature, process_tracing, qca
from crosscase import robustness as rb
from crosscase.comparison.claims import Claim, make_claims
from crosscase.comparison.support_matrix import support_matrix
from crosscase.exhibits.figures import svg_bytes
from crosscase.plots import robustness as plots
from crosscase.plots.style import COLOURS
from crosscase.robustness.check import Check
from crosscase.robustness.dossier import dossier
from tests.plots.inventory import assert_looks, assert_readable

BLUE, RED, GREY = COLOURS["blue"], COLOURS["vermilion"], COLOURS["grey"]
CODES = pd.DataFrame(
    {"interview": [f"i{k}" for k in range(9)], "new_codes": [4, 3, 2, 1, 1, 0, 0, 0, 0]}
).assign(cumulative_codes=lambda table: table["new_codes"].cumsum())
VOTES = pd.DataFrame(
    {
        "proposition_id": ["P", "Q"],
        "studies": [4, 2],
        "votes_for": [3, 0],
        "votes_against": [1, 0],
        "share": [0.75, np.nan],
        "low": [0.3, np.nan],
        "high": [0.95, np.nan],
    }
)
TESTS = pd.DataFrame(
    {
        "test_id": ["gun", "hoop"],
        "weight_db": [7.0, -1.25],
        "low": [0.6, 0.8],
        "high": [0.9, 0.85],
        "without": [0.5, 0.88],
    }
)
SWEEP = pd.DataFrame(
    [
        (0.8, 1, 0.0, "A*B", 1.0),
        (0.7, 1, 0.0, "A", 0.72),
        (0.9, 2, 0.0, "", 0.0),
        (0.8, 2, 0.0, "A*B", 1.0),
        (0.7, 2, 0.0, "A + B", 0.73),
        (0.9, 1, 0.0, "A*B", np.nan),
        (0.8, 1, 0.5, "B", 0.1),
    ],
    columns=["incl_cut", "n_cut", "pri_cut", "solution", "SC"],
)


def check(claim: str, holds: bool | None, name: str = "leave_one_out", **facts: object) -> Check:
    told = {"statistic": 0.5, "threshold": 0.75, "margin": 0.0, "table": pd.DataFrame({"x": [1]}),
            "sentence": "", "reference": "", "evidence": (f"e_{claim}",)}  # fmt: skip
    return Check(check=name, claim=claim, holds=holds, **{**told, **facts})


def readings(claim: str, worst: float, best: float) -> Check:
    names = ["worst", "strict", "with joint", "with joint and blanket", "best"]
    shares = np.linspace(worst, best, 5)
    table = pd.DataFrame({"coding": names, "share": shares})
    return check(claim, True, table=table, threshold=2 / 3)


def curve(claim: str, holds: bool | None = True) -> Check:
    table = pd.DataFrame({"rate": [0.0, 0.1, 0.2], "held": [1.0, 0.8, 0.5]})
    return check(claim, holds, table=table, threshold=0.9)


CHECKS = [
    check("P", True),
    check("P", False, "with a long name"),
    check("Q", None),
]


def saturation() -> Check:
    return rb.saturation(list(CODES["new_codes"]))


def many_cuts() -> pd.DataFrame:
    cuts = np.round(np.linspace(0.7, 0.98, 15), 3)
    return pd.DataFrame(
        {"incl_cut": cuts, "n_cut": 1, "pri_cut": 0.0, "SC": 0.5,
         "solution": [f"T{i}" * 40 for i in range(15)]}
    )  # fmt: skip


FIGURES = {
    "dossier": lambda: plots.dossier_grid(dossier(CHECKS)),
    "silence": lambda: plots.silence_ranges([readings("P", 0.0, 1.0), readings("Q", 0.5, 0.5)]),
    "miscoding": lambda: plots.miscoding_curves(
        [curve("P"), curve("none", None), *(curve(f"C{i}") for i in range(8))]
    ),
    "votes": lambda: plots.vote_shares(VOTES, evidence=["s2", "s1"]),
    "saturation": lambda: plots.saturation_curve(CODES, saturation(), evidence=["e"]),
    "few interviews": lambda: plots.saturation_curve(CODES.head(8)),
    "tornado": lambda: plots.tornado(TESTS, 0.85),
    "cuts": lambda: plots.cut_grid(SWEEP, evidence=["e"]),
    "many cuts": lambda: plots.cut_grid(many_cuts()),
}


def key(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.legends[0].get_texts()]


def written(axes: Axes) -> dict[tuple[float, float], str]:
    return {tuple(map(float, t.get_position())): t.get_text() for t in axes.texts}


def rows(axes: Axes) -> list[str]:
    return [label.get_text() for label in axes.get_yticklabels()]


def test_figures_of_checks_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_figures_of_checks_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name](), apart=name != "dossier")


def test_figures_of_real_checks_are_the_same_bytes_twice() -> None:
    evidence = pd.DataFrame(
        [("a", "P", 1), ("b", "P", 1), ("c", "P", -1)],
        columns=["case_id", "proposition_id", "stance"],
    )
    claims = make_claims(["P"], present={"base": ["a", "b"]}, absent={"failed": ["c"]})
    matrix = support_matrix(evidence, ["a", "b", "c"], ["P"])

    def drawn() -> list[Figure]:
        found = [c for claim in claims for c in rb.standard_checks(matrix, claim)]
        return [
            plots.dossier_grid(rb.dossier(found)),
            plots.silence_ranges([rb.silence_bounds(matrix, claim) for claim in claims]),
            plots.miscoding_curves([rb.miscoding(matrix, c, draws=20) for c in claims]),
        ]

    assert [svg_bytes(figure) for figure in drawn()] == [svg_bytes(figure) for figure in drawn()]
    grid = drawn()[0].axes[0]
    assert len([line for line in grid.lines if line.get_marker() in "oXD"]) == 2 * 12


def test_a_dossier_has_one_mark_a_check() -> None:
    figure = FIGURES["dossier"]()
    axes = figure.axes[0]
    marks = {(line.get_marker(), line.get_color(), *map(int, line.get_xydata()[0]))
             for line in axes.lines}  # fmt: skip
    assert marks == {("o", BLUE, 0, 0), ("X", RED, 1, 0), ("D", GREY, 0, 1)}
    assert rows(axes) == ["P", "Q"]
    columns = [label.get_text() for label in axes.get_xticklabels()]
    assert columns == ["leave one out", "with a long name"]
    assert key(figure) == ["holds", "fails", "cannot be decided"]


def test_readings_of_silence_stand_one_above_the_other() -> None:
    figure = FIGURES["silence"]()
    axes = figure.axes[0]
    span, needed, *dots = axes.lines[:6]
    assert span.get_xdata().tolist() == [0, 1]
    assert needed.get_xdata() == pytest.approx([2 / 3, 2 / 3])
    places = [tuple(dot.get_xydata()[0].round(9).tolist()) for dot in dots]
    assert places == [(0.25, -0.27), (0.5, -0.09), (0.75, 0.09), (1, 0.27)]
    assert len({dot.get_marker() for dot in dots}) == len({d.get_color() for d in dots}) == 4
    assert key(figure) == ["firm alone", "with joint", "with joint and blanket", "best", "needed"]
    assert rows(axes) == ["P", "Q"]


def test_claims_that_never_held_have_no_miscoding_curve() -> None:
    figure = FIGURES["miscoding"]()
    curves = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 3]
    assert [line.get_label() for line in curves] == ["P", *(f"C{i}" for i in range(8))]
    assert key(figure) == ["P", *(f"C{i}" for i in range(8))]
    looks = [(c.get_marker(), c.get_linestyle(), c.get_color()) for c in curves[:8]]
    assert len({marker for marker, _, _ in looks}) == 8
    assert curves[0].get_ydata().tolist() == [1.0, 0.8, 0.5]
    assert written(figure.axes[0]) == {(0, 0.9 - 0.045): "90% asked"}
    never = Claim("P/c", "P", ("c",))
    evidence = pd.DataFrame({"case_id": ["c"], "proposition_id": ["P"], "stance": [-1]})
    empty = plots.miscoding_curves([rb.miscoding(evidence, never, draws=10)])
    assert not empty.axes[0].lines
    assert not empty.legends


def test_votes_have_their_interval_and_their_number() -> None:
    axes = FIGURES["votes"]().axes[0]
    interval, dot, half = axes.lines
    assert interval.get_xydata().tolist() == [[0.3, 0], [0.95, 0]]
    assert dot.get_xydata().tolist() == [[0.75, 0]]
    assert half.get_xdata() == [0.5, 0.5]
    told = [(text.get_text(), text.xy[1]) for text in axes.texts]
    assert told == [("3 for, 1 against, of 4", 0), ("0 for, 0 against, of 2", 1)]
    assert rows(axes) == ["P", "Q"]
    relations = pd.DataFrame({"study_id": ["x"], "proposition_id": "P", "relation": "supports"})
    counted = literature.vote_count(relations, propositions=["P"])
    assert plots.vote_shares(counted).axes[0].texts[0].get_text() == "1 for, 0 against, of 1"


def test_votes_say_how_wide_their_interval_is() -> None:
    relations = pd.DataFrame({"study_id": ["x"], "proposition_id": "P", "relation": "supports"})
    for confidence, told in ((0.95, "95 % Wilson"), (0.9, "90 % Wilson"), (0.999, "99.9 % Wilson")):
        counted = literature.vote_count(relations, confidence=confidence)
        assert f", {told} interval" in plots.vote_shares(counted).axes[0].get_xlabel()
    assert plots.vote_shares(VOTES).axes[0].get_xlabel().endswith(" for it, Wilson interval")


def test_the_first_saturated_run_is_shaded() -> None:
    figure = FIGURES["saturation"]()
    axes = figure.axes[0]
    first = saturation().table.query("saturated").iloc[0]
    shade, *bars = axes.patches
    assert (shade.get_x(), shade.get_x() + shade.get_width()) == (
        first["first"] - 0.5, first["last"] + 0.5,
    )  # fmt: skip
    assert [bar.get_height() for bar in bars] == list(CODES["new_codes"])
    assert axes.lines[0].get_ydata().tolist() == list(CODES["cumulative_codes"])
    assert axes.lines[0].get_xdata().tolist() == list(range(1, 10))
    assert sorted(key(figure)) == ["all codes so far", "first saturated run", "new codes"]
    # More than eight names are turned.
    assert axes.get_xticklabels()[0].get_rotation() == 45
    few = FIGURES["few interviews"]()
    assert few.axes[0].get_xticklabels()[0].get_rotation() == 0
    assert len(few.axes[0].patches) == 8
    never = plots.saturation_curve(CODES.head(3), check("x", False))
    assert len(never.axes[0].patches) == 3


def test_a_tornado_shows_how_far_each_test_moves_the_posterior() -> None:
    figure = FIGURES["tornado"]()
    axes = figure.axes[0]
    assert [bar.get_x() for bar in axes.patches] == [0.6, 0.8]
    assert [bar.get_width() for bar in axes.patches] == pytest.approx([0.3, 0.05])
    crosses = [line.get_xydata()[0].tolist() for line in axes.lines if line.get_marker() == "X"]
    assert crosses == [[0.5, 0], [0.88, 1]]
    lines = {line.get_color(): line.get_xdata()[0] for line in axes.lines[2:]}
    assert lines == {COLOURS["black"]: 0.85, GREY: 0.95}
    assert plots.tornado(TESTS, 0.5, threshold=0.9).axes[0].lines[-1].get_xdata()[0] == 0.9
    assert rows(axes) == ["gun (+7.0 dB)", "hoop (-1.2 dB)"]
    assert key(figure) == ["weight at its ends", "without the test", "posterior", "asked"]


def test_a_tornado_of_real_tests() -> None:
    tests = pd.DataFrame({"test_id": ["gun", "hoop"], "p_e_h": [0.5, 0.9], "p_e_not_h": [0.1, 0.6]})
    figure = plots.tornado(process_tracing.sensitivity(tests), 0.8)
    assert figure.evidence == ("gun", "hoop")
    assert len(figure.axes[0].patches) == 2


def test_a_grid_of_cuts_names_each_solution() -> None:
    figure = FIGURES["cuts"]()
    axes = figure.axes[0]
    # Inclusion 0.7, 0.8, 0.9 across; frequency 1, 2 down; the other PRI cut is left out.
    assert written(axes) == {(1, 0): "A", (0, 0): "B", (2, 1): "C", (1, 1): "A", (0, 1): "D",
                             (2, 0): "A"}  # fmt: skip
    assert key(figure) == ["A  A*B", "B  A", "C  no solution", "D  A + B"]
    shade = np.asarray(axes.images[0].get_array())
    assert shade.tolist() == [[0.72, 1, 0], [0.73, 1, 0]]
    inks = {tuple(map(int, t.get_position())): t.get_color() for t in axes.texts}
    assert inks[0, 0] == "black"
    assert inks[0, 1] == inks[1, 0] == "white"
    (frame,) = axes.lines
    assert frame.get_xydata().tolist() == [[1, 0]]
    assert to_hex(frame.get_color()) == COLOURS["orange"].lower()
    assert [t.get_text() for t in axes.get_xticklabels()] == ["0.7", "0.8", "0.9"]
    assert rows(axes) == ["1", "2"]


def test_of_many_solutions_eight_are_written_out() -> None:
    figure = FIGURES["many cuts"]()
    told = key(figure)
    assert len(told) == 9
    assert told[0] == f"A  {('T0' * 40)[:88]}"
    assert told[-1] == "and 7 more"
    assert figure.axes[0].get_xticklabels()[0].get_rotation() == 90
    fourteen = plots.cut_grid(many_cuts().head(14)).axes[0]
    assert fourteen.get_xticklabels()[0].get_rotation() == 0
    eight = plots.cut_grid(many_cuts().head(8))
    assert key(eight)[-1].startswith("H  T7")
    long = many_cuts().head(1).assign(solution="T" * 100)
    assert key(plots.cut_grid(long)) == [f"A  {'T' * 88}"]


def test_a_grid_of_a_real_sweep() -> None:
    rng = np.random.default_rng(1)
    data = pd.DataFrame(rng.uniform(0, 1, (20, 3)).round(2), columns=["A", "B", "Y"])
    sweep = qca.cut_sweep(data, outcome="Y", incl_cuts=[0.8, 0.7, 0.9], n_cuts=[1, 2], include="?")
    assert len(plots.cut_grid(sweep).axes[0].texts) == 6


def test_figures_carry_the_evidence_of_their_checks() -> None:
    assert FIGURES["dossier"]().evidence == ("e_P", "e_Q")
    assert FIGURES["silence"]().evidence == ("e_P", "e_Q")
    # What is not drawn is not carried.
    assert FIGURES["miscoding"]().evidence == (*(f"e_C{i}" for i in range(8)), "e_P")
    assert FIGURES["votes"]().evidence == ("s1", "s2")
    assert FIGURES["saturation"]().evidence == ("e",)
    assert plots.saturation_curve(CODES, check("x", False)).evidence == ("e_x",)
    assert FIGURES["few interviews"]().evidence == ()
    assert FIGURES["tornado"]().evidence == ("gun", "hoop")
    assert plots.tornado(TESTS, 0.5, evidence=["e"]).evidence == ("e",)
    assert FIGURES["cuts"]().evidence == ("e",)
