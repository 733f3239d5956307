"""The checks that need nothing but the evidence, and what each says of itself."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase import robustness as rb
from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import support_matrix
from tests.robustness.small_study import ALL, FAILED, evidence

NAMES = [
    "all the evidence",
    "leave one case out",
    "leave one informant out",
    "leave one source out",
    "leave one sentence out",
    "leave one coding out",
    "bounds on silence",
    "contradictions",
    "fragility (flip a coding)",
    "fragility (flip a sentence)",
    "random miscoding",
    "triangulation by evidence_type",
]


@pytest.fixture(scope="module")
def checks() -> dict[str, tuple[rb.Check, ...]]:
    claims = (ALL, FAILED, Claim("P/z", "P", ("z",)))
    return {claim.id: rb.standard_checks(evidence(), claim) for claim in claims}


def test_which_checks(checks: dict[str, tuple[rb.Check, ...]]) -> None:
    for made in checks.values():
        assert [check.check for check in made] == NAMES
    verdicts = [check.holds for check in checks["P/all"]]
    # Only cases and informants can go; c hangs on the joint sentence, d on the blanket one.
    assert verdicts == [
        True,
        True,
        True,
        False,
        False,
        False,
        None,
        True,
        False,
        False,
        False,
        True,
    ]


def test_every_check_says_all_that_it_must(checks: dict[str, tuple[rb.Check, ...]]) -> None:
    for check in (check for made in checks.values() for check in made):
        assert check.sentence.endswith(".")
        assert "  " not in check.sentence
        assert check.reference
        assert isinstance(check.table, pd.DataFrame)
        assert check.verdict in ("holds", "fails", "cannot be decided")
        if check.holds:
            assert check.margin >= 0


def test_units_seed_and_a_matrix_with_its_filters(checks: dict[str, tuple[rb.Check, ...]]) -> None:
    firm = support_matrix(evidence(), ALL.cases, ["P"], include_joint=False, include_blanket=False)
    made = rb.standard_checks(firm, ALL, units=["type"], seed=3)
    assert [check.check for check in made[:3]] == [
        "all the evidence",
        "leave one kind of evidence out",
        "bounds on silence",
    ]
    assert made[0].statistic == 1
    seeded = rb.standard_checks(evidence(), ALL, units=(), seed=3)[-2].table
    assert seeded.equals(rb.miscoding(evidence(), ALL, seed=3).table)
    assert not seeded.equals(checks["P/all"][-2].table)
    assert checks["P/all"][-2].table.equals(rb.miscoding(evidence(), ALL, seed=0).table)


def test_evidence_on_other_propositions_changes_nothing() -> None:
    other = evidence().assign(
        proposition_id="Q", evidence_id=lambda rows: "q" + rows["evidence_id"]
    )
    rows = pd.concat([evidence(), other], ignore_index=True)
    made = rb.standard_checks(rows, ALL, units=())
    assert [c.sentence for c in made] == [
        c.sentence for c in rb.standard_checks(evidence(), ALL, units=())
    ]


def test_they_fill_a_dossier(checks: dict[str, tuple[rb.Check, ...]]) -> None:
    dossier = rb.dossier(check for made in checks.values() for check in made)
    assert dossier.table.shape == (3, 12)
    assert dossier.table.loc["P/all", "all the evidence"] == "holds (+0)"
    assert dossier.verdicts.loc["P/failed", "contradictions"] == "fails"
