"""Tables on configurations: the truth table, its solutions, and how they change with the coding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from crosscase.comparison import (
    ConditionScores,
    Scheme,
    SupportMatrix,
    completions,
    condition_set,
    schemes,
    score_conditions,
    support_matrix,
)
from crosscase.qca import Solutions, limited_diversity, minimize, truth_table
from crosscase.qca import tables as solutions
from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = [
    "Outline",
    "assumed",
    "by_evidence_and_scheme",
    "by_outcome",
    "diversity_by_set",
    "formulas_if_known",
    "necessity",
    "numbers",
    "outline",
    "parting",
    "scored_by_evidence",
    "scores_by_set",
    "terms",
    "truth",
]

OUTCOME = "SUCCESS"
SIDES = {"success": OUTCOME, "failure": f"~{OUTCOME}"}
# Whether blanket and joint statements count.
_BASES = {"firm": (False, False), "firm, joint": (False, True), "all": (True, True)}
# A truth table with more rows than this is shown without its remainders.
_MOST_ROWS = 16
# Silent cells above this can be filled in too many ways to solve each.
_MOST_SILENT = 12
_FORMULAS = {"success": "Success, parsimonious", "failure": "Failure, parsimonious"}


def truth(rows: pd.DataFrame, scores: ConditionScores) -> Table:
    """Return the truth table with the evidence of its firms, without remainders if it is long.

    Parameters
    ----------
    rows : DataFrame
        By :func:`crosscase.qca.limited_diversity.truth_rows`.
    scores : ConditionScores
        What the rows were made of.
    """
    shown = rows if len(rows) <= _MOST_ROWS else rows[rows["OUT"] != "?"]
    behind = scores.table.groupby("case_id")["evidence_ids"].sum()
    firms = shown["cases_with"] + shown["cases_without"]
    evidence = {
        (row, "OUT"): [id for firm in who for id in behind[firm]] for row, who in firms.items()
    }
    names = {
        "incl": "Consistency",
        "cases_with": "Firms with success",
        "cases_without": "Firms without",
    }
    return Table(shown, names=names, evidence=evidence)


def scores_by_set(
    study: Study, matrix: SupportMatrix, scheme: Scheme
) -> dict[str, ConditionScores]:
    """Return the scores in each set of conditions that the study declares."""
    rules = study.scoring_rules
    return {
        name: score_conditions(matrix, condition_set(rules, name), scheme=scheme)
        for name in rules["condition_set"].unique()
    }


def diversity_by_set(sets: Mapping[str, ConditionScores], success: pd.Series) -> Table:
    """Return how many of the possible configurations firms show, by set of conditions.

    Parameters
    ----------
    sets : mapping of name to ConditionScores
        The scores in each set of conditions.
    success : Series by firm
        1 success, 0 failure.
    """
    table = pd.DataFrame(
        [{"set": name.replace("_", " "), **_shown(own, success)} for name, own in sets.items()]
    )
    names = {
        "set": "Set of conditions",
        "cases": "Firms",
        "possible": "Possible rows",
        "observed_share": "Observed (%)",
        "silent": "Silent cells",
    }
    return Table(table, names=names, digits=1)


def _shown(scores: ConditionScores, success: pd.Series) -> dict[str, float]:
    data = scores.with_outcome(success, name=OUTCOME)
    count = limited_diversity.diversity(data, outcome=OUTCOME, conditions=scores.conditions)
    share = 100 * count["observed"] / count["possible"]
    return {**count, "observed_share": share, "silent": scores.silent_count}


def terms(found: pd.DataFrame, scores: ConditionScores) -> Table:
    """Return the terms of the solutions with the evidence that they rest on.

    Parameters
    ----------
    found : DataFrame
        By :func:`crosscase.qca.tables.solution_table`.
    scores : ConditionScores
        What was solved.
    """
    return Table(found, names={"cases": "Firms"}, evidence=scores.table["evidence_ids"].sum())


def assumed(made: pd.DataFrame) -> Table:
    """Return the remainders that some solution assumes to lead to success or to failure.

    Parameters
    ----------
    made : DataFrame
        By :func:`crosscase.qca.tables.assumptions`.
    """
    names = {
        "presence_parsimonious": "Success, parsimonious",
        "presence_intermediate": "Success, intermediate",
        "absence_parsimonious": "Failure, parsimonious",
        "absence_intermediate": "Failure, intermediate",
        "contradictory": "Both",
    }
    used = made[(made[list(names)[:4]] != "").any(axis=1)]
    return Table(used.reset_index(drop=True), names=names)


def necessity(found: pd.DataFrame) -> Table:
    """Return how necessary each condition is, for success and for failure.

    Parameters
    ----------
    found : DataFrame
        By :func:`crosscase.qca.tables.necessity_table`.
    """
    sides = {"": "success", "_absence": "failure"}
    names = {
        f"{fit}{end}": f"{fit} ({side})"
        for end, side in sides.items()
        for fit in ("inclN", "RoN", "covN")
    }
    return Table(found, names=names)


def parting(found: pd.DataFrame) -> Table:
    """Return in how many firms two conditions part.

    Parameters
    ----------
    found : DataFrame
        By :func:`crosscase.qca.limited_diversity.collinearity`.
    """
    names = {
        "pair": "Conditions",
        "known": "Firms with both known",
        "both": "Both present",
        "neither": "Both absent",
    }
    return Table(found, names=names)


def formulas_if_known(known: pd.DataFrame, success: pd.Series) -> Table:
    """Return which formulas follow from all ways to fill the silent cells, and how often.

    Parameters
    ----------
    known : DataFrame, firms × conditions
        Scores; empty where the evidence is silent.
    success : Series by firm
        1 success, 0 failure.

    Returns
    -------
    Table
        ``outcome, formula, tables, share``; without rows if too many cells are silent to try all.
    """
    few = known.isna().sum().sum() <= _MOST_SILENT
    full = known.assign(SUCCESS=success.astype(float))
    tables = list(completions(full)) if few else []
    parts = [
        solutions.tally_formulas(tables, outcome=side, conditions=known.columns).assign(
            outcome=side
        )
        for side in SIDES.values()
    ]
    columns = ["outcome", "formula", "tables", "share"]
    names = {"formula": "Parsimonious models", "tables": "Fillings"}
    return Table(pd.concat(parts, ignore_index=True)[columns], names=names)


@dataclass(frozen=True)
class Outline:
    """What is left of an analysis in one line: counts, and a parsimonious solution a side.

    Parameters
    ----------
    counts : mapping of str to int
        ``firms``, ``rows`` (observed), ``contradictory``.
    success, failure : Solutions or None
        None where all firms have the same outcome.
    """

    counts: Mapping[str, int]
    success: Solutions | None
    failure: Solutions | None

    def line(self) -> dict[str, object]:
        """Return the counts and both formulas, as columns of a table."""
        formulas = {
            "success": solutions.formula(self.success),
            "failure": solutions.formula(self.failure),
        }
        return {**self.counts, **formulas}

    def models(self, side: str) -> tuple[tuple[str, ...], ...]:
        """Return the models of one side, ``success`` or ``failure``, if there are any."""
        found = self.success if side == "success" else self.failure
        return tuple(found.models) if found else ()


def outline(scores: ConditionScores, success: pd.Series) -> Outline:
    """Solve scores for success and for failure, any remainder assumed.

    Parameters
    ----------
    scores : ConditionScores
        With the scheme that says which rows are positive.
    success : Series by firm
        1 success, 0 failure.
    """
    data = scores.with_outcome(success, name=OUTCOME)
    count = limited_diversity.diversity(data, outcome=OUTCOME, conditions=scores.conditions)
    counts = {
        "firms": count["cases"],
        "rows": count["observed"],
        "contradictory": count["contradictory"],
    }
    best = {side: _parsimonious(data, column, scores) for side, column in SIDES.items()}
    return Outline(counts, best["success"], best["failure"])


def _parsimonious(data: pd.DataFrame, outcome: str, scores: ConditionScores) -> Solutions | None:
    names = list(scores.conditions)
    if not limited_diversity.outcome_varies(data, outcome, names):
        return None
    cut = scores.scheme.incl_cut
    rows = truth_table(data, outcome=outcome, conditions=names, incl_cut=cut)
    return minimize(rows, include="?")


def scored_by_evidence(study: Study, rules: pd.DataFrame) -> dict[tuple[str, str], ConditionScores]:
    """Return scores by kind of evidence and by scheme.

    Parameters
    ----------
    study : Study
        Its evidence and its schemes.
    rules : DataFrame
        The conditions of one set.

    Returns
    -------
    dict of (evidence, scheme) to ConditionScores
        Evidence: ``firm`` (statements about one firm alone), ``firm, joint`` and ``all``.
    """
    found = {}
    for base, (blanket, joint) in _BASES.items():
        matrix = support_matrix(study, include_blanket=blanket, include_joint=joint)
        for name, scheme in schemes(study.scoring_schemes).items():
            scores = score_conditions(matrix, rules, scheme=scheme)
            found[base, name.replace("_", " ")] = scores
    return found


def by_evidence_and_scheme(tried: Mapping[tuple[str, str], Outline]) -> Table:
    """Return the solutions by kind of evidence and scheme, one line each."""
    rows = [
        {"evidence": base, "scheme": scheme, **found.line()}
        for (base, scheme), found in tried.items()
    ]
    return Table(pd.DataFrame(rows), names=_FORMULAS)


def by_outcome(tried: Mapping[str, Outline]) -> Table:
    """Return the solutions by definition of success, one line each."""
    rows = [{"outcome": name.replace("_", " "), **found.line()} for name, found in tried.items()]
    return Table(pd.DataFrame(rows), names=_FORMULAS)


def numbers(
    rows: pd.DataFrame,
    known: pd.DataFrame,
    filled: Table,
    tried: Sequence[Outline],
) -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from the configurations.

    Parameters
    ----------
    rows : DataFrame
        The whole truth table, by :func:`crosscase.qca.limited_diversity.truth_rows`.
    known : DataFrame, firms × conditions
        Scores with silence left empty.
    filled : Table
        By :func:`formulas_if_known`.
    tried : sequence of Outline
        One for each kind of evidence and scheme.
    """
    possible, observed = len(rows), int((rows["OUT"] != "?").sum())
    of_success = filled.table[filled.table["outcome"] == OUTCOME].set_index("formula")["tables"]
    models = [found.models("success") for found in tried]
    both = rows["cases_with"].map(bool) & rows["cases_without"].map(bool)
    counts = {
        "n_logical_rows": possible,
        "n_observed_rows": observed,
        "n_logical_remainders": possible - observed,
        "qca_n_contradictory_rows": both.sum(),
        "qca_n_silent_cells_filled": known.isna().sum().sum(),
        "qca_n_fillings": of_success.sum(),
        "qca_n_fillings_learning_alone": of_success.get("LEARN", 0),
        "qca_n_schemes_tried": len(tried),
        "qca_n_schemes_without_success_model": sum(not found for found in models),
        "qca_n_schemes_learning_alone": sum(found == (("LEARN",),) for found in models),
    }
    return {key: Number(int(n), _words(key)) for key, n in counts.items()}


def _words(key: str) -> str:
    return key.removeprefix("qca_n_").removeprefix("n_").replace("_", " ")
