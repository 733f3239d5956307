"""Tables on what the evidence is worth: tests, rivals, negative cases, informants, key words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from crosscase.keywords import Corpus, mentions
from crosscase.process_tracing import Posterior, from_decibels
from crosscase.results import Number, Table
from crosscase.robustness import Check
from crosscase.study import Study

__all__ = [
    "by_assumption",
    "by_prior",
    "case_kinds",
    "informants",
    "key_words",
    "numbers",
    "posteriors",
    "rivals",
    "weights",
    "what_hangs",
]

_SIDES = {1: "for", -1: "against"}
_SPECIFICITIES = ("firm", "joint", "blanket")
_KINDS = {
    "typical": "typical",
    "deviant: present without the outcome": "present, no success",
    "deviant: outcome without it": "success without it",
    "negative: absent without the outcome": "absent, no success",
    "undecided": "silent or unclear",
}
# The codebook has a topic for each source of learning, and no other topic is an assumption.
_TOPICS = {"customers": "APA2-1", "co_operation": "APA2-2", "host_country": "APA2-3"}
_PARTS = {"count_findings": "4", "count_theory": "2"}


def by_assumption(tests: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tests on each assumption, in order."""
    ordered = tests.sort_values(["proposition_id", "order"])
    return {str(name): part for name, part in ordered.groupby("proposition_id")}


def weights(tests: Mapping[str, pd.DataFrame], traced: Mapping[str, Posterior]) -> Table:
    """Return each test with its likelihoods, its kind and the weight of what was found.

    Parameters
    ----------
    tests : mapping of assumption to DataFrame
        By :func:`by_assumption`.
    traced : mapping of assumption to Posterior
        What these tests leave to believe.
    """
    rows = pd.concat(list(tests.values())).set_index("test_id")
    weighed = pd.concat([found.table for found in traced.values()]).set_index("test_id")
    shown = rows[["proposition_id", "test", "observed", "p_e_h", "p_e_not_h"]]
    seen = rows["evidence_ids"].dropna()
    return Table(
        shown.join(weighed[["kind", "weight_db"]]),
        names={"test": "What is looked for", "weight_db": "dB"},
        digits={"p_e_h": 2, "p_e_not_h": 2, "weight_db": 1},
        evidence={(test, "observed"): ids.split("; ") for test, ids in seen.items()},
    )


def what_hangs(weighed: Sequence[Check]) -> Table:
    """Return for each test the probability without it, and with its weight at its ends.

    Parameters
    ----------
    weighed : sequence of Check
        By :func:`crosscase.robustness.weight_of_evidence`, one an assumption.
    """
    parts = [check.table.assign(proposition_id=check.claim) for check in weighed]
    columns = ["proposition_id", "kind", "weight_db", "without", "low", "high", "depends"]
    names = {
        "weight_db": "dB",
        "without": "Without it",
        "low": "Weight at its least",
        "high": "Weight at its most",
        "depends": "Verdict hangs on it",
    }
    digits = {"weight_db": 1, "without": 2, "low": 2, "high": 2}
    return Table(pd.concat(parts).set_index("test_id")[columns], names=names, digits=digits)


def by_prior(traced: Mapping[str, Posterior], priors: Iterable[float]) -> Table:
    """Return the probability of each assumption after its tests, by what was believed before."""
    columns = {
        f"prior {prior:.1f}": {
            name: from_decibels(found.weight_db, prior) for name, found in traced.items()
        }
        for prior in priors
    }
    return Table(pd.DataFrame(columns).rename_axis("assumption"), digits=2)


def rivals(evidence: pd.DataFrame, hypotheses: pd.DataFrame) -> Table:
    """Return the statements for and against each rival, by how specific they are.

    Parameters
    ----------
    evidence : DataFrame
        Statements: ``rival_evidence_id, hypothesis_id, stance, specificity, informant_id,
        source_id``.
    hypotheses : DataFrame
        ``hypothesis_id`` and ``hypothesis``, its name.

    Returns
    -------
    Table
        A row a rival, with most statements on a single firm first; then informants and sources.
    """
    rows = evidence.merge(hypotheses[["hypothesis_id", "hypothesis"]], on="hypothesis_id")
    counts = pd.crosstab(rows["hypothesis"], [rows["stance"].map(_SIDES), rows["specificity"]])
    score = pd.DataFrame(
        {
            f"{side}, {kind}": counts.get((side, kind), 0)
            for side in _SIDES.values()
            for kind in _SPECIFICITIES
        },
        index=counts.index.rename("rival"),
    )
    by_rival = rows.groupby("hypothesis")
    score["informants"] = by_rival["informant_id"].nunique()
    score["sources"] = by_rival["source_id"].agg(lambda ids: ", ".join(sorted(set(ids))))
    told = by_rival["rival_evidence_id"].agg(list)
    return Table(
        score.sort_values(["for, firm", "for, blanket"], ascending=False, kind="stable"),
        evidence={(rival, "sources"): ids for rival, ids in told.items()},
    )


def case_kinds(negative: Sequence[Check]) -> Table:
    """Return the kind of case that each firm is, by assumption.

    Parameters
    ----------
    negative : sequence of Check
        By :func:`crosscase.robustness.negative_cases`, one an assumption.
    """
    columns: dict[str, pd.Series] = {}
    evidence: dict[tuple[str, str], tuple[str, ...]] = {}
    for check in negative:
        assumption = check.claim.split("/")[0]
        cases = check.table.set_index("case_id")
        columns[assumption] = cases["kind"].map(_KINDS)
        evidence |= {(case, assumption): ids for case, ids in cases["evidence_ids"].items()}
    table = pd.DataFrame(columns).rename_axis("firm")
    return Table(table, names={"firm": "Firm"}, evidence=evidence)


def informants(codes: pd.DataFrame, quoted: pd.DataFrame) -> Table:
    """Return the codes that each informant brings, in the order in which they are quoted.

    Parameters
    ----------
    codes : DataFrame
        By :func:`crosscase.robustness.codes_by_interview`.
    quoted : DataFrame
        The statements that were counted: ``informant_id`` and ``evidence_id``.
    """
    said = quoted.groupby("informant_id")["evidence_id"].agg(list)
    written = codes["interview"].str.replace("_", " ")
    names = {
        "interview": "Informant",
        "codings": "Statements",
        "cumulative_codes": "All so far",
    }
    evidence = {
        (name, "codes"): said[id] for name, id in zip(written, codes["interview"], strict=True)
    }
    return Table(codes.assign(interview=written), names=names, evidence=evidence)


def key_words(codebook: pd.DataFrame, prose: Corpus) -> dict[str, pd.DataFrame]:
    """Return the key words of each assumption, counted in the findings and in the theory.

    Parameters
    ----------
    codebook : DataFrame
        The table ``codebook``; a word that stands in two cells of it counts once.
    prose : Corpus
        The running text of the study.

    Returns
    -------
    dict of str to DataFrame
        By assumption: ``keyword, count_findings, count_theory``, ready for
        :func:`crosscase.robustness.circularity`. Assumptions without a key word are left out.
    """
    words = codebook[codebook["construct_type"] == "key word"].drop_duplicates("term_lower")
    chapter = prose.paragraphs["section"].astype(str).str.split(".").str[0]
    table = words.set_index("code_id")[["topic_id", "term"]].rename(columns={"term": "keyword"})
    for column, number in _PARTS.items():
        found = mentions(prose.where(chapter == number), words).groupby("code_id")["n"].sum()
        table[column] = found.reindex(table.index, fill_value=0)
    parts = {name: table[table["topic_id"] == topic] for topic, name in _TOPICS.items()}
    return {name: part for name, part in parts.items() if len(part)}


def numbers(
    study: Study,
    codes: pd.DataFrame,
    run: int,
    checks: Mapping[str, Sequence[Check]],
) -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    study : Study
        With ``process_tests``, ``rivals`` and ``rival_evidence``.
    codes : DataFrame
        Codes by informant.
    run : int
        Informants in the last run.
    checks : mapping of key to checks
        Of each, those that hold are counted.
    """
    tests, statements = study.table("process_tests"), study.table("rival_evidence")
    counts = {
        "n_process_tests": len(tests),
        "n_process_tests_seen": int(tests["observed"].sum()),
        "tracing_n_rivals": len(study.table("rivals")),
        "n_rival_statements": len(statements),
        "n_rival_statements_firm": int((statements["specificity"] == "firm").sum()),
        "tracing_n_informants_quoted": len(codes),
        "n_codes_of_informants": int(codes["cumulative_codes"].iloc[-1]),
        "n_new_codes_last_run": int(codes["new_codes"].tail(run).sum()),
    }
    counts |= {key: sum(c.holds is True for c in found) for key, found in checks.items()}
    return {
        key: Number(value, key.removeprefix("tracing_").removeprefix("n_").replace("_", " "))
        for key, value in counts.items()
    }


def posteriors(weighed: Sequence[Check]) -> dict[str, Number]:
    """Return the probability of each assumption after all tests, for the running text."""
    return {
        f"posterior_{check.claim.lower().replace('-', '_')}": Number(
            float(check.statistic), f"probability of {check.claim} after all tests", digits=2
        )
        for check in weighed
    }
