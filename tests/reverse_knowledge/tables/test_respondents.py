"""What the respondents of the thesis hold: counted by hand for few rows, and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.agreement import krippendorff_alpha
from crosscase.comparison.respondents import position_evidence, positions, respondent_scores
from crosscase.study import Study
from reverse_knowledge.tables import respondents

KNOWN = pd.DataFrame(
    {
        "label": ["Trust", "Space", "Local staff"],
        "construct_group": ["relationship", "network", "network"],
        "theory_source": ["Huang 2013", "Ford 2002", "none in the theory chapter"],
    },
    index=pd.Index(["trust", "space", "staff"], name="construct_id"),
)
# Trust: both say so, B in a joint statement; space: A denies, overruled; staff: the authors alone.
ROWS = pd.DataFrame(
    [
        ("e1", "trust", "A", 1, "quoted", False),
        ("e2", "trust", "B", 1, "joint", False),
        ("e3", "space", "A", -1, "stated", True),
        ("e4", "space", "authors", 1, "authors", False),
        ("e5", "staff", "authors", 1, "authors", False),
    ],
    columns=["evidence_id", "construct_id", "respondent", "stance", "attribution",
             "overruled_by_authors"],
).assign(
    actor_group="carriers", locator="s6¶1", overruled_locator="s7¶1", overruled_how="explicit"
)  # fmt: skip
Held = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


@pytest.fixture
def held() -> Held:
    voices, names = ["A", "B", "authors"], list(KNOWN.index)
    found = positions(ROWS, constructs=names, voices=voices)
    behind = position_evidence(ROWS, constructs=names, voices=voices)
    return found, behind, respondent_scores(found[["A", "B"]])


def test_constructs_stand_by_theory(flagship: Study) -> None:
    assert respondents.by_theory(KNOWN) == {
        "Inter-firm theory": [],
        "Network theory": ["space", "staff"],
        "Buyer and seller": ["trust"],
    }
    known = respondents.constructs(flagship)
    sizes = [len(ids) for ids in respondents.by_theory(known).values()]
    assert sizes == [17, 32, 26]
    assert sum(sizes) == len(known)


def test_statements_can_be_narrowed(flagship: Study) -> None:
    every = respondents.statements(flagship, [], count_joint=True)
    assert len(every) == 331
    single = respondents.statements(flagship, [], count_joint=False)
    assert len(single) == 331 - 88
    rivals = respondents.statements(flagship, ["competitors"], count_joint=True)
    assert set(rivals["actor_group"]) == {"competitors"}


def test_ways_of_telling_are_counted_by_voice() -> None:
    found = respondents.ways_of_telling(ROWS)
    assert found.table.to_dict("index") == {
        "A": {"authors": 0, "joint": 0, "quoted": 1, "stated": 1, "all": 2},
        "B": {"authors": 0, "joint": 1, "quoted": 0, "stated": 0, "all": 1},
        "authors": {"authors": 2, "joint": 0, "quoted": 0, "stated": 0, "all": 2},
    }
    assert isinstance(found.evidence, dict)
    assert found.evidence[("authors", "authors")] == ["e4", "e5"]


def test_positions_bring_the_statements_behind_them(held: Held) -> None:
    found = respondents.held_by_voice(*held, KNOWN)
    assert found.table.index.tolist() == ["Trust", "Space", "Local staff"]
    assert found.table["pattern"].tolist() == ["matched", "contradicted", "not observed"]
    assert found.table["score"].tolist() == [1, -0.5, 0]
    assert isinstance(found.evidence, dict)
    assert found.evidence[("Trust", "score")] == ["e1", "e2"]
    assert found.evidence[("Space", "authors")] == ["e4"]
    assert found.evidence[("Space", "score")] == ["e3"]
    assert ("Space", "B") not in found.evidence


def test_the_fit_is_counted_by_theory(held: Held) -> None:
    found = respondents.fit(held[2], KNOWN).table
    assert found.index.tolist() == ["Buyer and seller", "Network theory", "All"]
    assert found[["matched", "partly matched", "contradicted", "not observed"]].to_numpy(
        int
    ).tolist() == [[1, 0, 0, 0], [0, 0, 1, 1], [1, 0, 1, 1]]
    assert found["mean score"].tolist() == pytest.approx([1, -0.25, 0.5 / 3])


def test_joint_statements_make_agreement() -> None:
    found = respondents.without_joint(ROWS, ["A", "B"], KNOWN)
    assert found.table.index.tolist() == [
        "matched", "partly matched", "contradicted", "not observed", "all three agree",
    ]  # fmt: skip
    assert found.table["all statements"].tolist() == [1, 0, 1, 1, 1]
    assert found.table["without joint statements"].tolist() == [0, 1, 1, 1, 0]
    assert isinstance(found.evidence, dict)
    assert found.evidence[("matched", "all statements")] == ["e2"]


def test_pairs_and_overruled_statements(held: Held) -> None:
    pairs = respondents.pairs(held[0][["A", "B"]]).table
    assert pairs.to_numpy().tolist() == [["A - B", 1, 1, 1.0]]
    over = respondents.overruled(ROWS, KNOWN)
    assert over.table.to_numpy().tolist() == [
        [1, "Space", "A", "carriers", "denies", "s6¶1", "s7¶1", "explicit"]
    ]
    assert over.evidence == {(1, "position"): ["e3"]}


def test_what_the_theory_does_not_have(held: Held) -> None:
    found = respondents.not_in_theory(*held, KNOWN)
    assert found.table.to_dict("index") == {
        "Local staff": {"A": "silent", "B": "silent", "authors": "says so",
                        "pattern": "not observed"},
    }  # fmt: skip
    assert found.evidence == {("Local staff", "authors"): ["e5"]}


def test_what_the_study_gives(flagship: Study) -> None:
    known = respondents.constructs(flagship)
    rows = respondents.statements(flagship, [], count_joint=True)
    held = positions(rows, constructs=list(known.index), voices=["A", "B", "C"])
    scored = respondent_scores(held)
    alpha = krippendorff_alpha(held.replace("silent", None), draws=0)
    numbers = respondents.numbers(flagship, rows, held, scored, alpha)
    assert {key: number.value for key, number in numbers.items()} == {
        "n_thesis_evidence_rows": 331,
        "n_thesis_constructs": 75,
        "n_thesis_matched": 40,
        "n_thesis_contradicted": 2,
        "n_thesis_not_observed": 11,
        "n_thesis_overruled": 9,
        "n_thesis_all_three_agree": 25,
        "n_thesis_split": 3,
        "n_thesis_joint_rows": 88,
        "n_thesis_silent_cells": 91,
        "thesis_mean_pattern_score": pytest.approx(0.5555555556),
        "thesis_alpha_respondents": pytest.approx(0.4838709677),
    }
    joint = respondents.without_joint(rows, ["A", "B", "C"], known).table
    assert joint.loc["all three agree"].tolist() == [25, 9]
    assert len(respondents.overruled(rows, known).table) == 5
