"""Tables on the respondents of the thesis: what they hold on each construct of its theory.

Positions come from :mod:`crosscase.comparison.respondents`: *says so*, *denies*, *both*, *silent*.
Constructs are called by their names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from crosscase.agreement import Agreement
from crosscase.comparison import respondents as held_by
from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = [
    "by_theory",
    "constructs",
    "fit",
    "held_by_voice",
    "not_in_theory",
    "numbers",
    "overruled",
    "pairs",
    "statements",
    "ways_of_telling",
    "without_joint",
]

_THEORIES = {
    "inter_firm": "Inter-firm theory",
    "network": "Network theory",
    "relationship": "Buyer and seller",
}
_PATTERNS = ["matched", "partly matched", "contradicted", "not observed"]
_SAID = {1: "says so", -1: "denies"}


def constructs(study: Study) -> pd.DataFrame:
    """Return the constructs of the theory by id."""
    return study.thesis_constructs.set_index("construct_id")


def by_theory(known: pd.DataFrame) -> dict[str, list[str]]:
    """Return the ids of the constructs by the part of the theory that they belong to."""
    group = known["construct_group"]
    return {title: list(known.index[group == name]) for name, title in _THEORIES.items()}


def statements(study: Study, actor_groups: Collection[str], *, count_joint: bool) -> pd.DataFrame:
    """Return what the voices say on the constructs.

    Parameters
    ----------
    study : Study
        Its table ``thesis_evidence``.
    actor_groups : collection of str
        On whom; none named: on all.
    count_joint : bool
        Whether a statement given to several respondents at once counts for each of them.
    """
    rows = study.thesis_evidence
    if actor_groups:
        rows = rows[rows["actor_group"].isin(list(actor_groups))]
    return rows if count_joint else _single(rows)


def _single(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["attribution"] != "joint"]


def ways_of_telling(rows: pd.DataFrame) -> Table:
    """Return how many statements of each voice the thesis gives in which way."""
    counts = pd.crosstab(rows["respondent"], rows["attribution"])
    counts["all"] = counts.sum(axis=1)
    ids = rows.groupby(["respondent", "attribution"])["evidence_id"].agg(list)
    table = counts.rename_axis(columns=None)
    return Table(table, names={"respondent": "Voice"}, evidence=ids.to_dict())


def held_by_voice(
    held: pd.DataFrame, behind: pd.DataFrame, scored: pd.DataFrame, known: pd.DataFrame
) -> Table:
    """Return the position of each voice on each construct, and how well the respondents fit.

    Parameters
    ----------
    held, behind : DataFrame
        By :func:`crosscase.comparison.respondents.positions` and ``position_evidence``; voices
        other than respondents (the authors) stand in the last columns.
    scored : DataFrame
        By :func:`crosscase.comparison.respondents.respondent_scores`, of the respondents alone.
    known : DataFrame
        By :func:`constructs`.
    """
    heard = [voice for voice in held if voice != "authors"]
    parts = [known[["label", "construct_group"]], held, scored[["score", "agreement", "pattern"]]]
    evidence = _ids(behind, known)
    for construct, label in known["label"].items():
        told = behind.loc[construct, heard]
        evidence[(label, "score")] = sorted({id for ids in told for id in ids})
    return Table(
        pd.concat(parts, axis=1).set_index("label"),
        names={"label": "Construct"},
        digits=2,
        evidence=evidence,
    )


def _ids(behind: pd.DataFrame, known: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """Return the statements behind each position that is not silence."""
    return {
        (known.loc[construct, "label"], voice): list(ids)
        for construct, found in behind.iterrows()
        for voice, ids in found.items()
        if ids
    }


def fit(scored: pd.DataFrame, known: pd.DataFrame) -> Table:
    """Return how many constructs of each theory the respondents match.

    Parameters
    ----------
    scored : DataFrame
        By :func:`crosscase.comparison.respondents.respondent_scores`.
    known : DataFrame
        By :func:`constructs`.
    """
    theory = known["construct_group"].map(_THEORIES).rename("Theory")
    counts = pd.crosstab(theory, scored["pattern"]).reindex(columns=_PATTERNS, fill_value=0)
    counts.loc["All"] = counts.sum()
    means = scored["score"].groupby(theory).mean()
    means["All"] = scored["score"].mean()
    counts["mean score"] = means
    return Table(counts.rename_axis(columns=None), digits=2)


def without_joint(rows: pd.DataFrame, respondents: Sequence[str], known: pd.DataFrame) -> Table:
    """Return how many constructs are matched with and without joint statements.

    Parameters
    ----------
    rows : DataFrame
        By :func:`statements`.
    respondents : sequence of str
        Whose voices count.
    known : DataFrame
        By :func:`constructs`.
    """
    kept = {"all statements": rows, "without joint statements": _single(rows)}
    counts = {name: _patterns(said, respondents, known) for name, said in kept.items()}
    table = pd.DataFrame(counts).rename_axis("constructs")
    joint = list(rows.loc[rows["attribution"] == "joint", "evidence_id"])
    evidence = {(name, "all statements"): joint for name in table.index}
    return Table(table, evidence=evidence)


def _patterns(rows: pd.DataFrame, respondents: Sequence[str], known: pd.DataFrame) -> pd.Series:
    held = held_by.positions(rows, constructs=list(known.index), voices=respondents)
    scored = held_by.respondent_scores(held)
    counts = scored["pattern"].value_counts().reindex(_PATTERNS, fill_value=0)
    counts["all three agree"] = (scored["agreement"] == "all agree").sum()
    return counts


def pairs(held: pd.DataFrame) -> Table:
    """Return how often two respondents hold the same where both speak.

    Parameters
    ----------
    held : DataFrame
        By :func:`crosscase.comparison.respondents.positions`, of the respondents alone.
    """
    return Table(held_by.respondent_pairs(held), names={"same": "Same position"}, digits=2)


def overruled(rows: pd.DataFrame, known: pd.DataFrame) -> Table:
    """Return where the authors judge against respondents.

    Parameters
    ----------
    rows : DataFrame
        By :func:`statements`.
    known : DataFrame
        By :func:`constructs`.
    """
    over = held_by.overruled(rows)
    over = over.assign(
        no=range(1, len(over) + 1),
        construct=over["construct_id"].map(known["label"]),
        position=over["stance"].map(_SAID),
    )
    names = {
        "no": "No.",
        "construct": "Construct",
        "respondents": "Respondents",
        "actor_group": "About",
        "position": "Position",
        "said_at": "Said at",
        "overruled_at": "Overruled at",
        "how": "How",
    }
    numbered = zip(over["no"], over["evidence_ids"], strict=True)
    evidence = {(no, "position"): list(ids) for no, ids in numbered}
    return Table(over[list(names)], names=names, evidence=evidence)


def not_in_theory(
    held: pd.DataFrame, behind: pd.DataFrame, scored: pd.DataFrame, known: pd.DataFrame
) -> Table:
    """Return the positions on constructs for which the theory chapter has no source.

    Parameters
    ----------
    held, behind, scored, known : DataFrame
        As :func:`held_by_voice` takes them.
    """
    own = known[known["theory_source"].str.startswith("none")]
    ids = own.index
    table = pd.concat([own["label"], held.loc[ids], scored.loc[ids, "pattern"]], axis=1)
    evidence = _ids(behind.loc[ids], known)
    return Table(table.set_index("label"), names={"label": "Construct"}, evidence=evidence)


def numbers(
    study: Study, rows: pd.DataFrame, held: pd.DataFrame, scored: pd.DataFrame, alpha: Agreement
) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    study : Study
        Its table ``thesis_evidence``.
    rows : DataFrame
        By :func:`statements`.
    held, scored : DataFrame
        Positions and scores of the respondents alone.
    alpha : Agreement
        Between the respondents.
    """
    every = study.thesis_evidence
    counts = {
        "n_thesis_evidence_rows": len(every),
        "n_thesis_constructs": len(held),
        "n_thesis_matched": (scored["pattern"] == "matched").sum(),
        "n_thesis_contradicted": (scored["pattern"] == "contradicted").sum(),
        "n_thesis_not_observed": (scored["pattern"] == "not observed").sum(),
        "n_thesis_overruled": rows["overruled_by_authors"].sum(),
        "n_thesis_all_three_agree": (scored["agreement"] == "all agree").sum(),
        "n_thesis_split": (scored["agreement"] == "split").sum(),
        "n_thesis_joint_rows": (every["attribution"] == "joint").sum(),
        "n_thesis_silent_cells": (held == "silent").to_numpy().sum(),
    }
    told = {key: Number(int(n), key[2:].replace("_", " ")) for key, n in counts.items()}
    score = "mean pattern score of the constructs, -1 to 1"
    between = "Krippendorff's alpha between the three respondents, silence missing"
    return {
        **told,
        "thesis_mean_pattern_score": Number(float(scored["score"].mean()), score, digits=2),
        "thesis_alpha_respondents": Number(float(alpha.value), between, digits=2),
    }
