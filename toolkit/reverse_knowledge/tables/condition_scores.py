"""Tables on how statements become scores: rules, schemes, scores and what stands behind each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from crosscase.comparison import ConditionScores, SupportMatrix, condition_set
from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = [
    "behind_scores",
    "by_condition",
    "by_scheme",
    "definitions_of_success",
    "denials",
    "numbers",
    "rules_in_words",
    "rules_of_sets",
    "scores_and_success",
]

_SPECIFICITIES = ["firm", "joint", "blanket"]
# The tables call a firm by its name; elsewhere a column `firm` holds names as printed.
_FIRM = {"firm": "Firm"}


def rules_in_words(rules: pd.DataFrame) -> Table:
    """Return the conditions with the assumptions and codes that feed them.

    Parameters
    ----------
    rules : DataFrame
        The study's table ``scoring_rules``. The set that takes each assumption as a condition of
        its own is left out: there is nothing to say about it.
    """
    shown = rules[rules["condition_set"] != "propositions"]
    table = shown[["rule_id", "label", "propositions", "codes", "codes_against", "combine"]]
    table = table.fillna({"codes": "all", "codes_against": ""}).replace("_", " ", regex=True)
    names = {"rule_id": "Set and condition", "label": "In words"}
    return Table(table.reset_index(drop=True), names=names, evidence=list(shown["rule_id"]))


def rules_of_sets(rules: pd.DataFrame, sets: Iterable[str]) -> pd.DataFrame:
    """Return the conditions of several sets together, in the order of `sets`."""
    return pd.concat([condition_set(rules, name) for name in sets], ignore_index=True)


def scores_and_success(scores: ConditionScores, success: pd.Series) -> Table:
    """Return the scores of the firms with their outcome, whole numbers where scores are crisp."""
    table = scores.wide.assign(SUCCESS=success.astype("Int64"))
    if scores.scheme.measure == "crisp":
        table = table.astype("Int64")
    return Table(table.rename_axis("firm"), names=_FIRM, digits=2, evidence=scores.evidence)


def behind_scores(scores: ConditionScores, matrix: SupportMatrix) -> Table:
    """Return statements for less statements against, as firm / joint / blanket.

    Parameters
    ----------
    scores : ConditionScores
        What was scored.
    matrix : SupportMatrix
        The evidence that it was scored from.
    """
    statements = matrix.rows.set_index("evidence_id")[["stance", "specificity"]]
    table = scores.evidence.map(lambda ids: _net(statements.loc[list(ids)]))
    return Table(table.rename_axis("firm"), names=_FIRM, evidence=scores.evidence)


def _net(statements: pd.DataFrame) -> str:
    """Return the net number of statements of each specificity as text."""
    if statements.empty:
        return "silent"
    net = statements.groupby("specificity")["stance"].sum()
    return " / ".join(map(str, net.reindex(_SPECIFICITIES, fill_value=0)))


def by_condition(scores: ConditionScores) -> Table:
    """Return crisp scores with a row a condition and a column a firm."""
    table = scores.wide.astype("Int64").T.rename_axis("condition").rename_axis(columns=None)
    return Table(table, evidence=scores.evidence.T)


def by_scheme(scores: Mapping[str, ConditionScores]) -> Table:
    """Return the scores of each firm in all conditions as one text, a column a scheme.

    Parameters
    ----------
    scores : mapping of scheme to ConditionScores
        The same conditions, scored in several ways; a question mark stands for an empty score.
    """
    table = pd.DataFrame({name: own.wide.apply(_written, axis=1) for name, own in scores.items()})
    ids = pd.DataFrame({name: own.evidence.sum(axis=1) for name, own in scores.items()})
    return Table(table.rename_axis("firm"), names=_FIRM, evidence=ids)


def _written(row: pd.Series) -> str:
    """Write scores side by side.

    Examples
    --------
    >>> _written(pd.Series([1.0, 0.333, None]))
    '1 0.33 ?'
    """
    return " ".join("?" if pd.isna(v) else f"{v:.2f}".removesuffix(".00") for v in row)


def definitions_of_success(study: Study, success: pd.DataFrame) -> Table:
    """Return the outcome of each firm by definition, with the ground of the later one.

    Parameters
    ----------
    study : Study
        Its ``outcomes`` give the ground for ``later``.
    success : DataFrame, firms × definitions
        With ``stated`` and ``later``; 1 and 0.
    """
    later = study.outcomes[study.outcomes["outcome"] == "later"].set_index("case_id")
    changed = success["stated"] != success["later"]
    ground = later["reason"].where(changed, "")
    table = success.astype(object).assign(later_ground=ground).rename_axis("firm")
    names = {
        **_FIRM,
        "later_tcl": "Later, TCL only",
        "later_saic": "Later, SAIC only",
        "later_ground": "Ground of the recoding",
    }
    facts = later.loc[success.index[changed], "fact_id"]
    evidence = {(firm, "later"): [fact] for firm, fact in facts.items()}
    return Table(table.rename_axis(columns=None), names=names, evidence=evidence)


def denials(study: Study, firms: Collection[str]) -> pd.DataFrame:
    """Return the rows of evidence that deny an assumption of one of the firms."""
    rows = study.evidence
    return rows[rows["case_id"].isin(list(firms)) & (rows["stance"] < 0)]


def numbers(study: Study, known: ConditionScores, success: pd.DataFrame) -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from the scores.

    Parameters
    ----------
    study : Study
        Its rules and its evidence.
    known : ConditionScores
        Scores in the mechanisms by a scheme that leaves silence empty.
    success : DataFrame, firms × definitions
        With ``stated``.
    """
    rules = study.scoring_rules
    own = rules.loc[rules["condition_set"] != "propositions", "condition"]
    denied = denials(study, success.index[success["stated"] == 0])
    hub = study.evidence.loc[study.evidence["proposition_id"] == "APA5", "specificity"]
    counts = {
        "qca_n_conditions": own.nunique(),
        "qca_n_score_cells": len(known.table),
        "qca_n_score_cells_silent": known.silent_count,
        "qca_n_denials": len(denied),
        "qca_n_denial_statements": denied["statement"].nunique(),
        "qca_n_denials_firm": (denied["specificity"] == "firm").sum(),
        "qca_n_hub_blanket": (hub == "blanket").sum(),
    }
    return {key: Number(int(n), key[6:].replace("_", " ")) for key, n in counts.items()}
