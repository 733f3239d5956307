"""The dossier: checks side by side, and a page for each claim."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase import robustness as rb
from crosscase.comparison import support_matrix
from crosscase.errors import DataError, ParameterError
from crosscase.robustness.check import Check
from tests.comparison.conftest import small_study
from tests.robustness.small_study import FAILED


def made(
    claim: str, check: str, holds: bool | None, margin: float, evidence: tuple[str, ...] = ()
) -> Check:
    return Check(
        check=check,
        claim=claim,
        holds=holds,
        statistic=margin + 2,
        threshold=2.0,
        margin=margin,
        table=pd.DataFrame(),
        sentence=f"{claim} by {check}.",
        reference="Author (2000)",
        evidence=evidence,
    )


FOUR = rb.dossier(
    [
        made("B", "late", True, 1.0, ("e2", "e1")),
        made("A", "early", False, -0.25, ("e3",)),
        made("A", "late", None, math.nan, ("e1", "e3")),
        made("A", "lax", True, math.inf),
        made("A", "dead", False, -math.inf),
    ]
)


def test_rows_and_columns_keep_their_first_order() -> None:
    assert FOUR.table.to_dict("index") == {
        "B": {"late": "holds (+1)", "early": "", "lax": "", "dead": ""},
        "A": {
            "late": "cannot be decided",
            "early": "fails (-0.250)",
            "lax": "holds (unlimited)",
            "dead": "fails (none)",
        },
    }
    assert FOUR.table.index.tolist() == ["B", "A"]
    assert FOUR.table.columns.tolist() == ["late", "early", "lax", "dead"]
    assert FOUR.verdicts.loc["A"].tolist() == ["cannot be decided", "fails", "holds", "fails"]
    assert FOUR.verdicts.loc["B"].tolist() == ["holds", "", "", ""]
    assert [check.check for check in FOUR.of("A")] == ["early", "late", "lax", "dead"]
    assert FOUR.title == "5 checks of 2 claims: 2 hold, 2 fail, 1 cannot be decided"
    assert repr(FOUR).startswith(f"{FOUR.title}\n")


def test_long_form() -> None:
    assert len(FOUR.long) == 5
    assert FOUR.long.iloc[1].to_dict() == {
        "claim": "A",
        "check": "early",
        "verdict": "fails",
        "statistic": 1.75,
        "threshold": 2.0,
        "margin": -0.25,
        "sentence": "A by early.",
        "reference": "Author (2000)",
        "evidence_ids": ("e3",),
    }


def test_a_page_in_full() -> None:
    assert FOUR.page("A", text="All of it", level=3) == (
        "### A\n\nAll of it.\n\nOf 4 checks, 1 holds, 2 fail (early and dead), 1 cannot be decided "
        "(late).\n\n"
        "- **early: fails, margin -0.250.** A by early. *(Author (2000).)*\n"
        "- **late: cannot be decided.** A by late. *(Author (2000).)*\n"
        "- **lax: holds, margin unlimited.** A by lax. *(Author (2000).)*\n"
        "- **dead: fails, margin none.** A by dead. *(Author (2000).)*\n\n"
        "Evidence: e3, e1.\n"
    )
    assert FOUR.page("B") == (
        "## B\n\nOf 1 check, 1 holds.\n\n- **late: holds, margin +1.** B by late. "
        "*(Author (2000).)*\n\nEvidence: e2, e1.\n"
    )


def test_a_page_without_evidence_and_with_one_failure() -> None:
    page = rb.dossier([made("A", "x", False, 0), made("A", "y", True, 0)]).page("A")
    assert page.startswith("## A\n\nOf 2 checks, 1 holds, 1 fails (x).\n")
    assert page.endswith("*(Author (2000).)*\n")
    none = rb.dossier([made("A", "x", True, 0), made("A", "y", True, 0)]).page("A")
    assert "Of 2 checks, 2 hold.\n" in none


def test_the_document_is_the_table_and_the_pages() -> None:
    two = rb.dossier([made("P/all", "x", True, 0), made("P/failed", "y", True, 1)])
    assert two.markdown([FAILED], title="T", level=2) == (
        "## T\n\n2 checks of 2 claims: 2 hold, 0 fail, 0 cannot be decided.\n\n"
        "| claim | x | y |\n|---|---|---|\n| P/all | holds (+0) |  |\n"
        "| P/failed |  | holds (+1) |\n\n"
        + two.page("P/all", level=3)
        + "\n"
        + two.page("P/failed", text="P is absent in f", level=3)
    )
    assert two.markdown().startswith("# Robustness dossier\n")
    assert "\n## P/all\n\nOf 1 check" in two.markdown()


def test_errors() -> None:
    with pytest.raises(DataError, match="no check is given; a dossier needs at least one"):
        rb.dossier([])
    with pytest.raises(DataError, match="check 'x' is made twice for 'A'; give it once"):
        rb.dossier([made("A", "x", True, 0)] * 2)
    with pytest.raises(ParameterError, match=r"no claim 'x'; allowed: B, A$"):
        FOUR.page("x")


def test_a_study_is_checked_on_all_the_claims_that_it_declares() -> None:
    study = small_study()
    whole = rb.dossier(study)
    assert list(whole.table.index) == ["P/base", "Q/base", "P/failed"]
    matrix = support_matrix(study)
    by_hand = rb.dossier([c for claim in matrix.claims for c in rb.standard_checks(matrix, claim)])
    pd.testing.assert_frame_equal(whole.table, by_hand.table)
    pd.testing.assert_frame_equal(rb.dossier(matrix).table, by_hand.table)
    some = rb.dossier(matrix, ["P/failed", matrix.claims[1]])
    assert list(some.table.index) == ["P/failed", "Q/base"]


def test_claims_belong_to_a_study_or_a_matrix() -> None:
    with pytest.raises(ParameterError, match=r"claims are given beside checks; each check has its"):
        rb.dossier(FOUR.checks, ["A"])
    with pytest.raises(DataError, match=r"no check is given; a dossier needs at least one"):
        rb.dossier(support_matrix(small_study(declaring=False)))
