"""The dossier's tables, from checks made by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

from crosscase.comparison import Claim
from crosscase.robustness import Check, Dossier, dossier
from reverse_knowledge.tables import dossier as tables

PLAIN = "all the evidence"
SOURCE = "leave one source out"
NAMES = [
    PLAIN,
    "leave one case out",
    "leave one informant out",
    SOURCE,
    "leave one sentence out",
    "leave one coding out",
    "leave one kind of evidence out",
    "bounds on silence",
    "contradictions",
    "fragility (flip a coding)",
    "fragility (flip a sentence)",
    "random miscoding",
    "triangulation by evidence_type",
    "outcome recoding",
    "previous studies",
    "multiverse",
]
CLAIMS = [Claim(id, "P", ("a",)) for id in ("P/open", "P/one", "P/failing", "P/robust", "P/all")]


def check(claim: str, name: str, holds: bool | None) -> Check:
    margin = math.nan if name == PLAIN else {True: 1.0, False: -1.0, None: 0.0}[holds]
    ids = ("e1", claim) if name == PLAIN else ()
    word = {True: "holds", False: "fails", None: "not shown"}[holds]
    table = pd.DataFrame({"verdict": [word]}) if name == PLAIN else pd.DataFrame()
    return Check(name, claim, holds, 0.0, 0.0, margin, table, "So.", "Yin", ids)


FAILS: dict[str, dict[str, bool | None]] = {
    "P/open": {},
    "P/one": {SOURCE: False, "multiverse": False},
    "P/failing": {PLAIN: False},
    "P/robust": {SOURCE: False, "contradictions": None},
    "P/all": {},
}


@pytest.fixture(scope="module")
def made() -> Dossier:
    """Five claims by sixteen checks, and negative cases asked about one claim alone."""
    holding: dict[str, bool | None] = dict.fromkeys(NAMES, True)
    verdicts = {claim: holding | fails for claim, fails in FAILS.items()}
    verdicts["P/open"] = dict.fromkeys(NAMES, None)
    verdicts["P/all"]["negative cases"] = True
    return dossier(
        check(claim, name, holds)
        for claim, found in verdicts.items()
        for name, holds in found.items()
    )


def test_checks_come_claim_by_claim_each_in_the_order_of_the_families() -> None:
    first = [check("P/one", "x", True), check("P/open", "x", True)]
    second = [check("P/open", "b", True), check("P/open", "a", True), check("P/one", "a", True)]
    ordered = tables.by_claim(CLAIMS[:2], first, second)
    found = [(one.claim, one.check) for one in ordered]
    assert found == [
        ("P/open", "x"), ("P/open", "b"), ("P/open", "a"), ("P/one", "x"), ("P/one", "a"),
    ]  # fmt: skip


def test_the_grid_has_short_headings_and_the_evidence_of_the_plain_verdict(made: Dossier) -> None:
    shown = tables.grid(made)
    assert shown.table.shape == (5, 17)
    assert shown.table.columns[0] == "All evidence"
    assert shown.table.columns[-3:].tolist() == [
        "Multi- verse",
        "Previous studies",
        "Negative cases",
    ]
    assert shown.table.loc["P/open", ["All evidence", "One firm"]].tolist() == [
        "not shown", "open (+0)",
    ]  # fmt: skip
    assert shown.table.loc["P/one", ["One firm", "One source"]].tolist() == [
        "holds (+1)", "fails (-1)",
    ]  # fmt: skip
    assert shown.table["Negative cases"].tolist() == ["", "", "", "", "holds (+1)"]
    assert shown.evidence == {(claim.id, "All evidence"): ("e1", claim.id) for claim in CLAIMS}


def test_claims_that_hold_come_first_and_those_that_fail_least(made: Dossier) -> None:
    shown = tables.surviving(made)
    assert shown.table.index.tolist() == ["P/all", "P/robust", "P/one", "P/open", "P/failing"]
    assert shown.table.columns.tolist() == ["claimed", "holds", "fails", "open", "failing"]
    assert shown.table.loc["P/one"].tolist() == ["holds", 14, 2, 0, f"{SOURCE}, multiverse"]
    assert shown.table.loc["P/robust"].tolist() == ["holds", 14, 1, 1, SOURCE]
    assert shown.table.loc["P/open"].tolist() == ["not shown", 0, 0, 16, ""]
    assert shown.table.loc["P/failing", "claimed"] == "fails"
    assert shown.names == {"claimed": "On all evidence", "failing": "Which fail"}


def test_what_is_mixed_stands_between_what_is_not_shown_and_what_fails() -> None:
    mixed = replace(check("P/mixed", PLAIN, None), table=pd.DataFrame({"verdict": ["mixed"]}))
    checks = [check("P/failing", PLAIN, False), mixed, check("P/open", PLAIN, None)]
    shown = tables.surviving(dossier(checks)).table
    assert shown["claimed"].to_dict() == {
        "P/open": "not shown", "P/mixed": "mixed", "P/failing": "fails",
    }  # fmt: skip
    assert shown.index.tolist() == ["P/open", "P/mixed", "P/failing"]
    assert shown["open"].tolist() == [1, 1, 0]


def test_of_claims_that_fail_as_often_those_with_fewer_open_come_first() -> None:
    found = {"P/a": (True, None, True), "P/b": (True, True, True), "P/c": (True, True, False)}
    checks = [
        check(claim, name, holds)
        for claim, verdicts in found.items()
        for name, holds in zip((PLAIN, "x", "y"), verdicts, strict=True)
    ]
    assert tables.surviving(dossier(checks)).table.index.tolist() == ["P/b", "P/a", "P/c"]


def test_checks_that_break_most_come_first_and_ties_stay_in_order(made: Dossier) -> None:
    shown = tables.breaking(made).table
    assert shown.index.tolist()[:4] == [SOURCE, PLAIN, "multiverse", "leave one case out"]
    assert shown.index.name == "check"
    assert shown.loc[SOURCE].to_dict() == {"holds": 2, "fails": 2, "open": 1}
    assert shown.loc["negative cases"].to_dict() == {"holds": 1, "fails": 0, "open": 0}


def test_a_verdict_that_nobody_has_is_counted_as_none() -> None:
    one = dossier([check("P/all", PLAIN, True)])
    assert tables.surviving(one).table.loc["P/all", ["fails", "open"]].tolist() == [0, 0]
    assert tables.breaking(one).table.loc[PLAIN].tolist() == [1, 0, 0]


def test_pages_tell_the_claim_and_what_the_study_says(made: Dossier) -> None:
    says = pd.DataFrame({"proposition_id": ["P"], "statement": ["Firms learn."]})
    pages = tables.pages(made, CLAIMS[:2], says)
    assert pages.count("## ") == 2
    assert pages.index("## P/open") < pages.index("## P/one")
    assert "P is seen in a. In the study's terms: Firms learn.\n" in pages


def test_robust_claims_fail_nothing_but_the_check_on_sources(made: Dossier) -> None:
    numbers = tables.numbers(made)
    assert {key: number.value for key, number in numbers.items()} == {
        "n_dossier_checks": 81,
        "n_dossier_kinds": 17,
        "n_dossier_holds": 60,
        "n_dossier_fails": 4,
        "n_dossier_open": 17,
        "n_claims_robust": 2,
        "n_claims_robust_all": 1,
    }
    assert numbers["n_claims_robust_all"].title == "claims robust all"


def test_a_verdict_that_nobody_has_is_the_number_nought() -> None:
    one = dossier([check("P/all", PLAIN, True), check("P/all", SOURCE, True)])
    numbers = tables.numbers(one)
    assert (numbers["n_dossier_fails"].value, numbers["n_dossier_open"].value) == (0, 0)
