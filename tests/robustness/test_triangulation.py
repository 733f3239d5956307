"""Kinds of source behind a claim, counted by hand."""

from __future__ import annotations

import pytest

from crosscase.comparison.claims import Claim
from crosscase.errors import ParameterError
from crosscase.robustness import triangulation
from tests.robustness.small_study import ALL, FAILED, evidence, said

A = Claim("P/a", "P", ("a",))


def test_kinds_over_the_whole_claim() -> None:
    check = triangulation(evidence(), ALL)
    assert (check.holds, check.statistic, check.threshold, check.margin) == (True, 2, 2, 0)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "triangulation by evidence_type",
        "P/all",
        "Kinds",
        0,
    )
    assert check.evidence == ("e1", "e2", "e3", "e4", "e5", "e6")
    assert check.table.to_dict("list") == {
        "case_id": ["a", "b", "c", "d"],
        "authors": [0, 1, 0, 1],
        "document": [0, 1, 1, 0],
        "interview": [2, 0, 0, 0],
        "kinds": [1, 1, 1, 0],
    }
    assert check.sentence == (
        "6 statements for P/all come from 2 independent kinds of source (document and interview), "
        "2 asked."
    )


def test_too_few_kinds() -> None:
    check = triangulation(evidence(), A)
    assert (check.holds, check.margin) == (False, -1)
    assert check.sentence == (
        "2 statements for P/a come from 1 independent kind of source (interview), 2 asked."
    )
    assert triangulation(evidence(), A, minimum=1).holds is True
    one = triangulation(said(a="+"), A)
    assert one.sentence.startswith("1 statement for P/a comes from 1 independent kind of source")


def test_what_the_authors_say_is_the_claim_itself() -> None:
    check = triangulation(evidence(), Claim("P/d", "P", ("d",)))
    assert (check.holds, check.statistic) == (False, 0)
    assert check.sentence == (
        "The 1 statement for P/d all come from authors, which does not count as an independent "
        "kind of source."
    )
    assert triangulation(evidence(), ALL, not_independent=()).statistic == 3
    none = triangulation(evidence(), ALL, not_independent=("authors", "document", "interview"))
    assert "6 statements for P/all all come from authors, document and interview," in none.sentence


def test_in_each_case() -> None:
    check = triangulation(evidence(), ALL, in_each_case=True)
    assert (check.holds, check.statistic) == (False, 0)
    assert check.check == "triangulation by evidence_type in each case"
    assert check.sentence == (
        "a, b, c and d show P/all by fewer than 2 independent kinds of source."
    )
    one = triangulation(evidence(), ALL, in_each_case=True, minimum=1)
    assert one.sentence == "d shows P/all by fewer than 1 independent kinds of source."
    enough = triangulation(evidence(), A, in_each_case=True, minimum=1)
    assert (enough.holds, enough.statistic) == (True, 1)
    assert enough.sentence == "Each case that shows P/a does so by 1 independent kinds of source."


def test_cases_that_do_not_vote_for_the_claim_need_no_kinds() -> None:
    rows = said(a="++", b="+--").assign(evidence_type=["x", "y", "x", "x", "x"])
    check = triangulation(rows, Claim("x", "P", ("a", "b")), in_each_case=True)
    assert (check.holds, check.statistic) == (True, 2)
    # Where none votes for it, none has two.
    tied = triangulation(said(b="+-"), Claim("x", "P", ("b",)), in_each_case=True)
    assert (tied.holds, tied.statistic) == (False, 0)


def test_an_absence_is_spoken_for_by_denials() -> None:
    check = triangulation(evidence(), FAILED, by="source_id", minimum=1)
    assert check.evidence == ("e7", "e9")
    assert check.statistic == 1
    assert check.sentence == (
        "2 statements for P/failed come from 1 independent source (other), 1 asked."
    )


def test_statements_without_a_kind_do_not_count() -> None:
    check = triangulation(evidence(), ALL, by="informant_id")
    assert check.evidence == ("e1", "e2")
    assert "2 statements for P/all come from 2 independent informants (i1 and i2)" in check.sentence
    assert check.table["kinds"].tolist() == [2, 0, 0, 0]


def test_any_column_will_do() -> None:
    check = triangulation(evidence(), A, by="statement")
    assert "from 2 independent values of statement (one and two)" in check.sentence


def test_nothing_to_triangulate() -> None:
    check = triangulation(evidence(), Claim("P/z", "P", ("z",)))
    assert (check.holds, check.statistic, check.margin) == (None, 0, -2)
    assert check.sentence == "Nothing speaks for P/z, so there is nothing to triangulate."


def test_errors() -> None:
    with pytest.raises(ParameterError, match=r"evidence has no column 'x'; it has \['evidence_id'"):
        triangulation(evidence(), ALL, by="x")
    with pytest.raises(ParameterError, match="minimum is 0; at least 1 is needed"):
        triangulation(evidence(), ALL, minimum=0)
