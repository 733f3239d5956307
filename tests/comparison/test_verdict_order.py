"""More evidence for a claim never makes its verdict worse, more against it never better."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.comparison.claims import (
    ABSENCE_RULES,
    CONFLICT_RULES,
    SILENT_RULES,
    Claim,
    Rule,
)
from crosscase.comparison.support_matrix import support_matrix
from crosscase.comparison.verdicts import VERDICTS, judge, tally

RANK = {"fails": 0, "mixed": 1, "not shown": 1, "holds": 2}
CASES = ("a", "b", "c", "d", "e", "f")


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim about up to six cases, under any rule."""
    present = draw(st.integers(0, 4))
    absent = draw(st.integers(0 if present else 1, min(4, 6 - present)))
    smallest = min(n for n in (present, absent) if n)
    rule = Rule(
        min_share=draw(st.sampled_from([0.25, 1 / 3, 0.5, 2 / 3, 0.75, 1.0])),
        min_cases=draw(st.none() | st.integers(1, smallest)),
        max_against=draw(st.none() | st.integers(0, 3)),
        silent=draw(st.sampled_from(SILENT_RULES)),
        conflict=draw(st.sampled_from(CONFLICT_RULES)),
        min_net=draw(st.sampled_from([0.0, 0.5, 1.0, 2.0])),
        joint_weight=draw(st.sampled_from([0.0, 0.5, 1.0])),
        blanket_weight=draw(st.sampled_from([0.0, 0.25, 1.0])),
        absence=draw(st.sampled_from(ABSENCE_RULES)),
    )
    return Claim("x", "P", CASES[:present], CASES[present : present + absent], rule=rule)


ROW = st.tuples(st.integers(0, 5), st.sampled_from([1, -1]), st.sampled_from([0, 1, 2]))


def verdict(claim: Claim, rows: list[tuple[int, int, int]]) -> str:
    weights = np.zeros((2, len(claim.cases)))
    for case, stance, kind in rows:
        weights[int(stance < 0), case] += claim.rule.weights[kind]
    return str(tally(claim, *weights).verdict)


@settings(max_examples=400)
@given(claim=claims(), rows=st.lists(ROW, max_size=14), more=st.lists(ROW, min_size=1, max_size=4))
def test_a_verdict_follows_its_evidence(
    claim: Claim, rows: list[tuple[int, int, int]], more: list[tuple[int, int, int]]
) -> None:
    n = len(claim.cases)
    rows = [row for row in rows if row[0] < n]
    before = verdict(claim, rows)
    signs = claim.signs
    speaking_for = [(case % n, int(signs[case % n]), kind) for case, _, kind in more]
    against = [(case, -stance, kind) for case, stance, kind in speaking_for]
    assert RANK[verdict(claim, rows + speaking_for)] >= RANK[before]
    assert RANK[verdict(claim, rows + against)] <= RANK[before]


@settings(max_examples=300)
@given(claim=claims(), rows=st.lists(ROW, max_size=10))
def test_silence_alone_is_never_a_failure(claim: Claim, rows: list[tuple[int, int, int]]) -> None:
    n = len(claim.cases)
    claim = claim.under(silent="strict" if claim.rule.silent == "worst" else claim.rule.silent)
    bearing_out = [(case, int(claim.signs[case]), kind) for case, _, kind in rows if case < n]
    assert verdict(claim, bearing_out) in ("holds", "not shown")


def by_definition(claim: Claim, votes: list[int | None]) -> str:
    """The definition word by word, where a vote is 1, -1, 0 (a tie) or None (silence)."""
    parts = []
    for sign in (1, -1):
        own = [v for v, s in zip(votes, claim.signs, strict=True) if s == sign]
        if not own:
            continue
        if claim.rule.silent == "ignore":
            own = [v for v in own if v is not None]
        coded = {"best": 1, "worst": -1}.get(claim.rule.silent, 0)
        cast = [coded if v is None else v for v in own]
        n, plus, minus = len(cast), cast.count(1), cast.count(-1)
        r = claim.rule.min_cases or max(1, math.ceil(claim.rule.min_share * n - 1e-9))
        most = math.inf if claim.rule.max_against is None else claim.rule.max_against
        holds = plus >= r and minus <= most
        fails = minus > 0 and (n - minus < r or minus > most)
        parts.append("holds" if holds else "fails" if fails else "mixed" if minus else "not shown")
    if "fails" in parts:
        return "fails"
    if set(parts) == {"holds"}:
        return "holds"
    cast_against = claim.rule.silent == "worst" and None in votes
    return "mixed" if "mixed" in parts or -1 in votes or cast_against else "not shown"


@settings(max_examples=300)
@given(claim=claims(), data=st.data())
def test_a_verdict_is_what_its_definition_says(claim: Claim, data: st.DataObject) -> None:
    claim = claim.under(conflict="net", min_net=0.0, absence="shown")
    cast = st.sampled_from([1, -1, 0, None])
    votes = data.draw(st.lists(cast, min_size=len(claim.cases), max_size=len(claim.cases)))
    rows = []
    for case, vote in enumerate(votes):
        stances = {None: [], 0: [1, -1]}.get(vote, [vote])
        rows += [(case, int(claim.signs[case]) * stance, 0) for stance in stances]
    assert verdict(claim, rows) == by_definition(claim, votes)


@pytest.mark.parametrize(
    ("values", "rule", "word"),
    [
        ([1, 1, 1, 1], {}, "holds"),
        ([1, 1, 1, None], {}, "not shown"),
        ([None] * 4, {}, "not shown"),
        ([1, 1, 1, -1], {}, "fails"),
        ([1, -1, None, None], {"min_share": 0.5}, "mixed"),
        ([1, 1, -1, -1], {"min_share": 0.75}, "fails"),
        ([1, 1, None, -1], {"min_share": 0.75}, "mixed"),
        ([1, 1, None, -1], {"min_share": 0.5, "max_against": 0}, "fails"),
        ([1, 1, None, None], {"min_share": 0.5, "silent": "worst"}, "holds"),
        ([1, None, None, None], {"min_share": 0.5, "silent": "worst"}, "fails"),
        ([1, None, None, None], {"silent": "ignore"}, "holds"),
        ([None] * 4, {"silent": "ignore"}, "not shown"),
    ],
)
def test_four_verdicts(values: list[float | None], rule: dict[str, object], word: str) -> None:
    rows = pd.DataFrame(
        [
            {"case_id": case, "proposition_id": "P", "stance": value}
            for case, value in zip("abcd", values, strict=True)
            if value is not None
        ],
        columns=["case_id", "proposition_id", "stance"],
    )
    matrix = support_matrix(rows, cases=list("abcd"), propositions=["P"])
    found = judge(matrix, Claim("x", "P", tuple("abcd"), rule=Rule(**rule)))  # type: ignore[arg-type]
    assert found.table["verdict"].tolist() == [word]
    assert found.title == ", ".join(f"{name}: {int(name == word)}" for name in VERDICTS)
