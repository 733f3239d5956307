"""Tables on previous studies: what was reported of each work, and on which side it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from crosscase.literature import leave_one_study_out, proposition_study, vote_count
from crosscase.results import Number, Table
from crosscase.robustness import Check
from crosscase.study import Study

__all__ = [
    "by_work",
    "cited_by_grade",
    "counts_by_grade",
    "numbers",
    "opposing",
    "reported_numbers",
    "votes_for_and_against",
    "votes_variants",
    "without_one_work",
    "works_and_relations",
]

_GRADES = {
    "empirical_number": "result with a number",
    "empirical_result": "result",
    "stated_proposition": "stated proposition",
    "topic_label": "topic only",
}
_SHORT = {
    "empirical_number": "number",
    "empirical_result": "result",
    "stated_proposition": "stated",
    "topic_label": "topic",
}
_MARKS = {"supports": "for", "extends": "extends", "opposes": "against", "topic_label": "topic"}


def works_and_relations(
    study: Study, *, grades: Collection[str], include_firm_facts: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the works that are cited, and how those that count bear on the assumptions.

    Parameters
    ----------
    study : Study
        Its tables ``prior_studies`` and ``prior_study_relations``.
    grades : collection of str
        What must be reported of a work that counts; none given: anything.
    include_firm_facts : bool
        Whether works cited for facts about one of the firms count.

    Returns
    -------
    tuple of DataFrame
        Works by ``study_id``; and relations, each with the ``citation_text``, ``grade``,
        ``case_id`` and ``finding`` of its work.
    """
    works = study.prior_studies
    told = works[["study_id", "citation_text", "grade", "case_id", "finding"]]
    relations = study.prior_study_relations.merge(told, on="study_id")
    if not include_firm_facts:
        relations = relations[relations["case_id"].isna()]
    if grades:
        relations = relations[relations["grade"].isin(list(grades))]
    return works.set_index("study_id"), relations


def cited_by_grade(works: pd.DataFrame, relations: pd.DataFrame) -> Table:
    """Return how many works are cited for what, by what is reported of them."""
    grade = works["grade"].map(_GRADES)
    bearing = works.index.isin(relations["study_id"])
    table = pd.crosstab(grade, works["use"]).reindex(list(_GRADES.values()))
    table["all"] = table.sum(axis=1)
    table["bearing on an assumption"] = grade[bearing].value_counts()
    table = table.fillna(0).astype(int)
    table.loc["all grades"] = table.sum()
    table = table.rename_axis("grade").rename_axis(columns=None)
    return Table(table, names={"grade": "Reported"})


def by_work(relations: pd.DataFrame, propositions: Sequence[str]) -> Table:
    """Return one line a work: on which side of each assumption it stands.

    Parameters
    ----------
    relations : DataFrame
        By :func:`works_and_relations`.
    propositions : sequence of str
        Ids of the assumptions, in order.

    Returns
    -------
    Table
        ``study, grade`` and a column an assumption; the works of which most is reported first.
    """
    known = relations.drop_duplicates("study_id").set_index("study_id")
    order = known.assign(rank=known["grade"].map(list(_GRADES).index))
    order = order.sort_values(["rank", "citation_text"])
    wide = proposition_study(relations, propositions=propositions, studies=order.index)
    table = wide.replace(_MARKS).reset_index(drop=True).rename_axis(columns=None)
    table.insert(0, "study", list(order["citation_text"]))
    table.insert(1, "grade", list(order["grade"].map(_SHORT)))
    evidence = {(work, "grade"): [id] for id, work in order["citation_text"].items()}
    return Table(table, names={"study": "Work", "grade": "Reported"}, evidence=evidence)


def counts_by_grade(relations: pd.DataFrame, propositions: Sequence[str]) -> Table:
    """Return how many works stand in each relation to an assumption, by what is reported."""
    kind = relations["relation"].map(_MARKS) + ", " + relations["grade"].map(_SHORT)
    order = [f"{mark}, {short}" for mark in _MARKS.values() for short in _SHORT.values()]
    counts = pd.crosstab(relations["proposition_id"], kind)
    counts = counts.reindex(index=list(propositions), fill_value=0)
    table = counts[[name for name in order if name in counts.columns]]
    table = table.assign(works=table.sum(axis=1))
    return Table(
        table.rename_axis("proposition_id").rename_axis(columns=None),
        names={"proposition_id": "Assumption", "works": "Works"},
        evidence=_works_on(relations, "works"),
    )


def _works_on(relations: pd.DataFrame, column: str) -> dict[tuple[str, str], list[str]]:
    """Return the works that bear on each assumption, as evidence of its cell in `column`."""
    works = relations.groupby("proposition_id")["study_id"]
    return {(str(proposition), column): list(ids) for proposition, ids in works}


def votes_for_and_against(votes: pd.DataFrame, relations: pd.DataFrame) -> Table:
    """Return the votes on each assumption, with the works against it by their names.

    Parameters
    ----------
    votes : DataFrame
        By :func:`crosscase.literature.vote_count`.
    relations : DataFrame
        What was counted, with ``citation_text``.
    """
    called = relations.set_index("study_id")["citation_text"].to_dict()
    against = ["; ".join(called[id] for id in ids) for ids in votes["opposing"]]
    names = {
        "proposition_id": "Assumption",
        "studies": "Works",
        "supports": "Supports",
        "extends": "Extends",
        "opposes": "Opposes",
        "topic_label": "Topic",
        "votes_for": "For",
        "votes_against": "Against",
        "share": "Share for",
        "low": "From",
        "high": "To",
        "p": "p",
        "opposing": "Against it",
    }
    return Table(
        votes.assign(opposing=against),
        names=names,
        digits={"share": 2, "low": 2, "high": 2, "p": 4},
        evidence=_works_on(relations, "studies"),
    )


def without_one_work(
    votes: pd.DataFrame, relations: pd.DataFrame, signs: Mapping[str, int]
) -> Table:
    """Return the vote on each assumption without the work that matters most to it.

    Parameters
    ----------
    votes : DataFrame
        By :func:`crosscase.literature.vote_count`, with every work.
    relations : DataFrame
        What was counted, with ``citation_text``.
    signs : mapping of relation to 1, 0 or -1
        What counts for, not at all, and against.
    """
    called = relations.set_index("study_id")["citation_text"].to_dict()
    rows = [
        {
            "proposition_id": row.proposition_id,
            "p_whole": row.p,
            **_largest_p(relations, str(row.proposition_id), signs),
        }
        for row in votes.itertuples()
    ]
    names = {
        "proposition_id": "Assumption",
        "left": "Works left out in turn",
        "p_whole": "p with all",
        "work": "Largest p without",
        "relation": "Which",
        "votes_for": "For",
        "votes_against": "Against",
        "p": "p then",
    }
    # Without a vote there is nothing to leave out: the columns are there all the same.
    table = pd.DataFrame(rows).reindex(columns=["left_out", *names])
    table = table.assign(work=table["left_out"].map(called))[list(names)]
    whole = table.astype({"left": int, "votes_for": "Int64", "votes_against": "Int64"})
    return Table(whole, names=names, digits=4, evidence=_works_on(relations, "work"))


def _largest_p(
    relations: pd.DataFrame, proposition: str, signs: Mapping[str, int]
) -> dict[str, object]:
    """Return the vote without the one work whose absence raises p most."""
    left = leave_one_study_out(relations, proposition, signs=signs)
    if left.empty:
        return {"left": 0}
    worst = left.sort_values(["p", "left_out"], ascending=[False, True]).iloc[0]
    return {"left": len(left), **worst.to_dict()}


def opposing(relations: pd.DataFrame) -> Table:
    """Return the works that oppose an assumption: what is reported of them, and why it counts."""
    names = {
        "work": "Work",
        "proposition_id": "Assumption",
        "finding": "What is reported of it",
        "reason": "Why it counts as against",
        "locator": "Cited at",
    }
    against = relations[relations["relation"] == "opposes"]
    against = against.rename(columns={"citation_text": "work"})
    return Table(against[list(names)], names=names, evidence=list(against["study_id"]))


def votes_variants(
    relations: pd.DataFrame, propositions: Sequence[str], signs: Mapping[str, int], *, alpha: float
) -> Table:
    """Return the votes on each assumption if works were counted otherwise.

    Parameters
    ----------
    relations : DataFrame
        By :func:`works_and_relations`.
    propositions : sequence of str
        Ids of the assumptions, in order.
    signs : mapping of relation to 1, 0 or -1
        The way of counting that is varied.
    alpha : float
        A star marks votes whose sign test reaches this level.
    """
    general = relations[relations["case_id"].isna()]
    with_data = relations[relations["grade"].isin(["empirical_number", "empirical_result"])]
    variants = {
        "as declared": (relations, signs),
        "extends counts for": (relations, {**signs, "extends": 1}),
        "extends counts against": (relations, {**signs, "extends": -1}),
        "a topic counts for": (relations, {**signs, "topic_label": 1}),
        "without works on the firms": (general, signs),
        "results with data alone": (with_data, signs),
    }
    columns = {
        name: [
            f"{row.votes_for} : {row.votes_against}{' *' if row.p <= alpha else ''}"
            for row in vote_count(rows, propositions=propositions, signs=how).itertuples()
        ]
        for name, (rows, how) in variants.items()
    }
    table = pd.DataFrame({"proposition_id": list(propositions), **columns})
    return Table(table, names={"proposition_id": "Assumption"})


def reported_numbers(works: pd.DataFrame) -> Table:
    """Return every number that the text reports from a previous study.

    Parameters
    ----------
    works : DataFrame
        By :func:`works_and_relations`.
    """
    names = {
        "citation_text": "Work",
        "statistic": "Number",
        "statistic_kind": "Kind",
        "sample": "Sample",
        "finding": "Finding as reported",
    }
    numbered = works[works["statistic"].notna()]
    table = numbered[list(names)].replace({"statistic_kind": {"sample_size": "sample size"}})
    return Table(table.reset_index(drop=True), names=names, evidence=list(numbered.index))


def numbers(
    works: pd.DataFrame, relations: pd.DataFrame, checks: Sequence[Check]
) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    works, relations : DataFrame
        By :func:`works_and_relations`.
    checks : sequence of Check
        By :func:`crosscase.robustness.prior_studies`, one an assumption.
    """
    taking = relations.groupby("relation")["study_id"].nunique()
    counts = {
        "n_prior_studies": len(works),
        "n_prior_bearing": relations["study_id"].nunique(),
        "n_prior_supporting": taking.get("supports", 0),
        "n_prior_extending": taking.get("extends", 0),
        "n_prior_opposing": taking.get("opposes", 0),
        "n_prior_topic": taking.get("topic_label", 0),
        "n_prior_judgements": len(relations),
        "n_prior_empirical": works["grade"].str.startswith("empirical").sum(),
        "n_prior_with_number": works["statistic"].notna().sum(),
        "n_prior_support_judgements": (relations["relation"] == "supports").sum(),
        "n_prior_holds": sum(check.holds is True for check in checks),
        "n_prior_undecided": sum(check.holds is None for check in checks),
        "n_prior_firm_facts": works["case_id"].notna().sum(),
    }
    return {key: Number(int(n), key[2:].replace("_", " ")) for key, n in counts.items()}
