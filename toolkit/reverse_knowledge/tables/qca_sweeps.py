"""Tables on whether the formulas survive: other cuts, thresholds, schemes, firms, conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from crosscase import qca
from crosscase.comparison import SupportMatrix
from crosscase.comparison.memberships import ConditionScores
from crosscase.results import Number, Table
from crosscase.robustness import Check
from crosscase.wording import counted, listed

__all__ = [
    "by_scheme",
    "case_types",
    "cut_ranges",
    "fit",
    "net_statements",
    "numbers",
    "solve",
    "statements_asked",
    "test_solutions",
    "without_conditions",
    "without_firms",
    "written",
]

OUTCOME = "SUCCESS"
KINDS: dict[str, str | None] = {"conservative": None, "parsimonious": "?"}
_OUTCOMES = {
    "stated": "Stated",
    "later": "Both later",
    "later_tcl": "TCL later",
    "later_saic": "SAIC later",
}


def solve(data: pd.DataFrame, cut: float | tuple[float, float], kind: str) -> qca.Solutions:
    """Return the solution of one kind, conservative or parsimonious, for success.

    Parameters
    ----------
    data : DataFrame, firms × conditions and ``SUCCESS``
        Scores.
    cut : float or (float, float)
        Consistency from which a row of the truth table is positive, and below which negative.
    kind : {"conservative", "parsimonious"}
        Whether remainders may be assumed.
    """
    rows = qca.truth_table(data, outcome=OUTCOME, conditions=_conditions(data), incl_cut=cut)
    return qca.minimize(rows, include=KINDS[kind])


def written(solution: qca.Solutions) -> str:
    """Return the models of a solution as text.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 0], "B": [1, 1], "SUCCESS": [1, 0]})
    >>> written(solve(data, 1.0, "parsimonious"))
    'A'
    """
    return " or ".join(" + ".join(model) for model in solution.models) or "none"


def _conditions(data: pd.DataFrame) -> list[str]:
    return [name for name in data if name != OUTCOME]


def cut_ranges(ranges: Mapping[str, pd.DataFrame]) -> Table:
    """Return over which cuts each solution stays the same, and what it is just outside.

    Parameters
    ----------
    ranges : mapping of kind to DataFrame
        By :func:`crosscase.qca.cut_ranges`.
    """
    rows = pd.concat([table.assign(solution=kind) for kind, table in ranges.items()])
    cut = rows.index.map({"incl_cut": "consistency", "n_cut": "firms in a row"})
    # A cut at exactly a row's consistency still lets the row in: the range begins above it.
    ends = [
        f"{'above ' * is_open}{low:g} to {high:g}"
        for is_open, low, high in zip(rows["lower_open"], rows["lower"], rows["upper"], strict=True)
    ]
    table = rows.assign(what=rows["solution"] + ", " + cut, range=ends)
    names = {
        "what": "Solution and cut",
        "value": "Set at",
        "range": "Same over",
        "below": "Just below",
        "above": "Just above",
    }
    shown = table.set_index("what")[["value", "range", "below", "above"]]
    return Table(shown, names=names, digits=0)


def net_statements(scores: ConditionScores, matrix: SupportMatrix) -> pd.DataFrame:
    """Return supporting less contradicting statements, firms × conditions."""
    stance = matrix.rows.set_index("evidence_id")["stance"]
    return scores.evidence.map(lambda ids: float(stance.loc[list(ids)].sum()))


def statements_asked(data: pd.DataFrame, net: pd.DataFrame, matrix: SupportMatrix) -> Table:
    """Return how many net statements may be asked for a condition before a solution changes.

    Parameters
    ----------
    data : DataFrame
        Scores; a condition counts as shown from one net statement on.
    net : DataFrame
        By :func:`net_statements`.
    matrix : SupportMatrix
        The evidence.
    """
    rows = []
    for condition in _conditions(data):
        least = net[condition].where(net[condition] > 0)
        for kind in KINDS:
            rows.append(
                {
                    "what": f"{condition}, {kind}",
                    "most": _most_asked(data, net[condition], kind),
                    "fewest": int(least.min()),
                    "firm": least.idxmin(),
                }
            )
    names = {
        "what": "Condition and solution",
        "most": "At most",
        "fewest": "Fewest of a firm that shows it",
        "firm": "Which firm",
    }
    shown = pd.DataFrame(rows).set_index("what")
    return Table(shown, names=names, evidence=sorted(matrix.rows["evidence_id"]))


def _most_asked(data: pd.DataFrame, net: pd.Series, kind: str) -> str:
    """Move the threshold of one condition up, half a statement off the whole numbers."""
    range_ = qca.calibration_ranges(
        data,
        net,
        [0.5],
        condition=str(net.name),
        calibrate=_above,
        step=1.0,
        most_steps=100,
        include=KINDS[kind],
        outcome=OUTCOME,
        conditions=_conditions(data),
    ).iloc[0]
    return f"{int(range_['upper'] + 0.5)}" + ("" if range_["upper_found"] else " or more")


def _above(values: np.ndarray, thresholds: Sequence[float]) -> np.ndarray:
    return (values > thresholds[0]).astype(float)


def by_scheme(scores: Mapping[str, ConditionScores], success: pd.DataFrame, *, kind: str) -> Table:
    """Return the solution under each scheme of scoring and each definition of success.

    Parameters
    ----------
    scores : mapping of scheme to ConditionScores
        Each scheme's scores.
    success : DataFrame, firms × definitions
        1, 0, or empty where a firm is not rated.
    kind : {"conservative", "parsimonious"}
        Which solution.
    """
    columns = {
        result: [_solution_or_why_not(own, success[result], kind) for own in scores.values()]
        for result in success
    }
    table = pd.DataFrame(columns, index=pd.Index(list(scores), name="scheme"))
    return Table(table, names={name: _OUTCOMES[name] for name in success})


def _solution_or_why_not(scores: ConditionScores, success: pd.Series, kind: str) -> str:
    data = scores.with_outcome(success, name=OUTCOME)
    if not _both_outcomes(data):
        return "no failure left"
    return written(solve(data, scores.scheme.incl_cut, kind))


def _both_outcomes(data: pd.DataFrame) -> bool:
    """Say whether there is a success and a failure left, since one needs the other."""
    return bool(data[OUTCOME].min() < data[OUTCOME].max())


def test_solutions(
    scores: Mapping[str, ConditionScores], success: pd.Series, *, scheme: str, kind: str
) -> list[qca.Solutions]:
    """Return the solutions under all schemes but the study's own, where there is one."""
    found = []
    for name, own in scores.items():
        data = own.with_outcome(success, name=OUTCOME)
        if name != scheme and _both_outcomes(data):
            found.append(solve(data, own.scheme.incl_cut, kind))
    return [solution for solution in found if solution.models]


# The name begins with "test", and pytest would otherwise collect it where it is imported.
test_solutions.__test__ = False  # type: ignore[attr-defined]


def fit(fits: Mapping[str, qca.RobustFit]) -> Table:
    """Return the fit of each solution, of its robust core and of what tests cover.

    Parameters
    ----------
    fits : mapping of kind to RobustFit
        By :func:`crosscase.qca.robust_fit`.
    """
    rows = pd.concat([found.table.assign(kind=kind) for kind, found in fits.items()])
    table = rows.assign(what=rows["kind"] + ", " + rows.index)
    names = {"what": "Solution and set", "SC": "Coincidence with the initial one"}
    return Table(table.set_index("what")[["inclS", "PRI", "covS", "SC"]], names=names)


def case_types(cases: Mapping[str, pd.DataFrame]) -> Table:
    """Return how each firm stands to the core that all test solutions share, by kind."""
    table = pd.DataFrame({kind: found["type"] for kind, found in cases.items()})
    return Table(table.rename_axis("firm"), names={"firm": "Firm"})


def without_firms(data: pd.DataFrame, *, most: int = 2) -> Table:
    """Return how often the solutions stay the same without one and more of the firms.

    Parameters
    ----------
    data : DataFrame
        Scores.
    most : int, default 2
        Most firms that are left out at a time.
    """
    table = pd.DataFrame(
        {
            f"{kind}, without {counted(left_out, 'firm')}": _stability(data, kind, left_out)
            for kind in KINDS
            for left_out in range(1, most + 1)
        }
    ).T.rename_axis("what")
    names = {
        "what": "Solution",
        "fallen": "Changed without",
        "terms": "Terms and share of subsets that have them",
    }
    return Table(table.astype({"share": float}), names=names, digits=2)


def _stability(data: pd.DataFrame, kind: str, left_out: int) -> dict[str, object]:
    runs, terms = qca.subsample_stability(
        data,
        include=KINDS[kind],
        leave_out=left_out,
        outcome=OUTCOME,
        conditions=_conditions(data),
    )
    own = terms[terms["initial"]]
    fallen = [listed(names) for names in runs.loc[~runs["same"], "left_out"]]
    return {
        "subsets": len(runs),
        "same": int(runs["same"].sum()),
        "share": float(runs["same"].mean()),
        "fallen": "; ".join(fallen) or "none",
        "terms": "; ".join(f"{row.term} {row.share:.0%}" for row in own.itertuples()),
    }


def without_conditions(found: Mapping[str, pd.DataFrame]) -> Table:
    """Return the solutions with all conditions and without each of them.

    Parameters
    ----------
    found : mapping of kind to DataFrame
        By :func:`crosscase.qca.alternative_conditions`.
    """
    rows = pd.concat([table.assign(kind=kind) for kind, table in found.items()])
    which = rows["change"].replace("none", "all conditions")
    table = rows.assign(what=rows["kind"] + ", " + which).set_index("what")
    names = {"what": "Conditions", "SC": "Coincidence"}
    return Table(table[["solution", "inclS", "covS", "SC"]], names=names, digits=2)


def numbers(
    data: pd.DataFrame,
    tests: Mapping[str, Sequence[qca.Solutions]],
    cases: Mapping[str, pd.DataFrame],
    checks: Sequence[Check],
) -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from these sweeps.

    Parameters
    ----------
    data : DataFrame
        Scores.
    tests : mapping of kind to solutions
        The test solutions.
    cases : mapping of kind to DataFrame
        Firms with their types.
    checks : sequence of Check
        The verdicts on the two solutions.
    """
    types = cases["conservative"]["type"]
    counts = {
        "n_qca_firms": len(data),
        "n_qca_test_solutions": sum(len(one.models) for one in tests["parsimonious"]),
        "n_qca_robust": sum(check.holds is True for check in checks),
        "n_qca_robust_firms_conservative": int((types == "robust typical").sum()),
        "n_qca_shaky_firms_conservative": int((types == "shaky typical").sum()),
    }
    return {key: Number(value, key[2:].replace("_", " ")) for key, value in counts.items()}
