"""Tables on the dossier: claims against checks, what each survives, and a page a claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from crosscase.comparison import Claim
from crosscase.comparison.verdicts import VERDICTS
from crosscase.results import Number, Table
from crosscase.robustness import Check, Dossier

__all__ = ["breaking", "by_claim", "grid", "numbers", "pages", "surviving"]

_ALL = "all the evidence"
_VERDICTS = {"holds": "holds", "fails": "fails", "cannot be decided": "open"}
# Sixteen columns on one page leave room for two short words each, and for a place to break them.
_SHORT = {
    _ALL: "All evidence",
    "leave one case out": "One firm",
    "leave one informant out": "One informant",
    "leave one source out": "One source",
    "leave one sentence out": "One sentence",
    "leave one coding out": "One coding",
    "leave one kind of evidence out": "One kind of evidence",
    "bounds on silence": "Silence",
    "contradictions": "Contra- dictions",
    "fragility (flip a coding)": "Fragile coding",
    "fragility (flip a sentence)": "Fragile sentence",
    "random miscoding": "Mis- coding",
    "triangulation by evidence_type": "Triangu- lation",
    "outcome recoding": "Out- comes",
    "multiverse": "Multi- verse",
    "previous studies": "Previous studies",
    "negative cases": "Negative cases",
}


def by_claim(claims: Sequence[Claim], *families: Iterable[Check]) -> list[Check]:
    """Return all checks claim by claim, those of one claim in the order of the families."""
    place = {claim.id: position for position, claim in enumerate(claims)}
    checks = [check for family in families for check in family]
    return sorted(checks, key=lambda check: place[check.claim])


def grid(dossier: Dossier) -> Table:
    """Return verdict and margin, claims by checks, under headings short enough for a page.

    What cannot be decided is *open*; on all the evidence a claim is then *not shown* or *mixed*.
    """
    table = dossier.table[list(_SHORT)].rename(columns=_SHORT)
    plain = [check for check in dossier.checks if check.check == _ALL]
    for claim, word in _claimed(dossier).items():
        cell = table.loc[claim, _SHORT[_ALL]]
        table.loc[claim, _SHORT[_ALL]] = cell.replace("cannot be decided", word)
    table = table.replace("cannot be decided", "open", regex=True)
    evidence = {(check.claim, _SHORT[_ALL]): check.evidence for check in plain}
    return Table(table, evidence=evidence)


def _claimed(dossier: Dossier) -> dict[str, str]:
    """Return the verdict on each claim on all the evidence, one of :data:`VERDICTS`."""
    plain = [check for check in dossier.checks if check.check == _ALL]
    return {check.claim: str(check.table["verdict"].iloc[0]) for check in plain}


def surviving(dossier: Dossier) -> Table:
    """Return for each claim how many checks it survives and fails, and which it fails.

    Claims that hold on all the evidence come first, then those that are not shown, are mixed, and
    fail; among those of one verdict, the ones that fail fewest checks.
    """
    long = dossier.long
    counts = pd.crosstab(long["claim"], long["verdict"])
    table = counts.reindex(index=dossier.table.index, columns=list(_VERDICTS), fill_value=0)
    failed = long[long["verdict"] == "fails"].groupby("claim")["check"].agg(", ".join)
    table["failing"] = failed.reindex(table.index).fillna("")
    table.insert(0, "claimed", pd.Series(_claimed(dossier)))
    rank = {verdict: position for position, verdict in enumerate(VERDICTS)}
    order = table.assign(claimed=table["claimed"].map(rank)).sort_values(
        ["claimed", "fails", "cannot be decided"], kind="stable"
    )
    table = table.loc[order.index].rename(columns=_VERDICTS)
    return Table(table, names={"claimed": "On all evidence", "failing": "Which fail"})


def breaking(dossier: Dossier) -> Table:
    """Return for each check how many claims hold, fail and stay open; the harshest first."""
    long = dossier.long
    counts = pd.crosstab(long["check"], long["verdict"])
    table = counts.reindex(index=dossier.table.columns, columns=list(_VERDICTS), fill_value=0)
    table = table.rename(columns=_VERDICTS).rename_axis("check")
    return Table(table.sort_values("fails", ascending=False, kind="stable"))


def pages(dossier: Dossier, claims: Sequence[Claim], propositions: pd.DataFrame) -> str:
    """Return one page a claim as Markdown, with the study's own words for its proposition.

    Parameters
    ----------
    dossier : Dossier
        All checks.
    claims : sequence of Claim
        In the order of the pages.
    propositions : DataFrame
        With ``proposition_id`` and ``statement``.
    """
    says = propositions.set_index("proposition_id")["statement"].str.rstrip(".")
    return "\n".join(
        dossier.page(
            claim.id, text=f"{claim.text}. In the study's terms: {says[claim.proposition]}"
        )
        for claim in claims
    )


def numbers(dossier: Dossier) -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from the dossier.

    *Robust* is a claim that holds on all the evidence and fails no check but the one on sources,
    which no claim can pass as long as all evidence is one text.
    """
    verdicts = dossier.verdicts
    found = dossier.long["verdict"].value_counts()
    first = verdicts[_ALL] == "holds"
    fails = verdicts == "fails"
    counts = {
        "n_dossier_checks": len(dossier.checks),
        "n_dossier_kinds": verdicts.shape[1],
        "n_dossier_holds": int(found.get("holds", 0)),
        "n_dossier_fails": int(found.get("fails", 0)),
        "n_dossier_open": int(found.get("cannot be decided", 0)),
        "n_claims_robust": int(
            (first & ~fails.drop(columns="leave one source out").any(axis=1)).sum()
        ),
        "n_claims_robust_all": int((first & ~fails.any(axis=1)).sum()),
    }
    return {key: Number(value, key[2:].replace("_", " ")) for key, value in counts.items()}
