"""Tables on the adoption scorecard, for a small one counted by hand, and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.results import Table
from crosscase.scorecard import PrincipleScores, example_answers, reliability, score
from crosscase.study import Study
from reverse_knowledge.tables import adoption

PRINCIPLES = pd.DataFrame(
    {
        "principle_id": ["core", "ties", "data"],
        "principle": ["Customers first", "Build ties", "Use data"],
        "huawei_practice": ["serves", "binds", "foresees"],
    }
)
ITEMS = pd.DataFrame(
    {
        "item_id": ["c1", "c2", "t1", "t2"],
        "principle_id": ["core", "core", "ties", "ties"],
        "item": ["one", "two", "three", "four"],
        "reverse_coded": [False, True, False, False],
        "scale_minimum": 1,
        "scale_maximum": 3,
    }
)
# Turned round, c2 is 1, 2, 3 as c1 is; everybody answers ties alike.
ANSWERS = pd.DataFrame(
    {"respondent": ["r1", "r2", "r3"], "c1": [1, 2, 3], "c2": [3, 2, 1], "t1": 2, "t2": 3}
)


def cells(shown: Table) -> dict[tuple[object, str], list[str]]:
    assert isinstance(shown.evidence, dict)
    return shown.evidence


def test_items_stand_with_the_words_of_their_principle() -> None:
    shown = adoption.items_in_words(ITEMS, PRINCIPLES)
    assert shown.table.reset_index().iloc[1].tolist() == ["c2", "Customers first", "two", True]
    assert shown.table.columns.tolist() == ["principle", "statement", "turned"]
    assert shown.evidence == ["c1", "c2", "t1", "t2"]


def test_whose_answers_are_shown_is_said() -> None:
    assert adoption.whose_answers("own.csv", made_up=False) == "Answers from own.csv."
    assert "Synthetic" in adoption.whose_answers("own.csv", made_up=True)


def test_answers_are_counted_by_step_once_turned() -> None:
    shown = adoption.answer_counts(ANSWERS, ITEMS)
    assert shown.table.to_dict("index") == {
        "c1": {"1": 1, "2": 1, "3": 1},
        "c2": {"1": 1, "2": 1, "3": 1},
        "t1": {"1": 0, "2": 3, "3": 0},
        "t2": {"1": 0, "2": 0, "3": 3},
    }
    assert shown.table.index.name == "item_id"


def test_scores_and_alphas_go_by_the_words_of_the_principle() -> None:
    found = score(ANSWERS, ITEMS)
    assert isinstance(found, PrincipleScores)
    named = adoption.named_scores(found, PRINCIPLES)
    assert named["label"].tolist() == ["Customers first", "Build ties"]
    shown = adoption.scores(named)
    assert shown.table.loc["Customers first", ["items", "mean", "sd"]].tolist() == [2, 2.0, 1.0]
    assert shown.table.columns.tolist() == ["items", "mean", "sd", "lower", "upper"]
    alphas = adoption.alphas(reliability(ANSWERS, ITEMS), PRINCIPLES)
    assert alphas.table.index.tolist() == ["Customers first", "Build ties", "All items"]
    assert alphas.table.columns.tolist() == ["k", "n", "alpha", "lower", "upper"]
    assert alphas.table["alpha"].iloc[0] == 1.0
    assert shown.digits == alphas.digits == 2


def test_items_of_a_principle_that_nobody_differs_on_have_no_statistics() -> None:
    shown = adoption.item_statistics(ANSWERS, ITEMS)
    assert shown.table.index.tolist() == ["c1", "c2"]
    assert shown.table["item_rest_r"].tolist() == pytest.approx([1.0, 1.0])
    assert set(shown.names) < set(shown.table)


ROWS = pd.DataFrame(
    {
        "evidence_id": ["e1", "e2", "e3", "e4"],
        "principle_id": ["core", "core", "core", "ties"],
        "sign": [1, 1, -1, -1],
    }
)


def test_statements_for_and_against_are_counted_by_principle() -> None:
    counts = adoption.tally(ROWS, ["core", "ties", "data"])
    assert counts.to_dict("list") == {"says_so": [2, 0, 0], "denies": [1, 1, 0]}
    shown = adoption.beside_article(counts, ROWS, PRINCIPLES)
    assert shown.table.reset_index().to_numpy().tolist() == [
        ["Customers first", 2, 1, False, "serves"],
        ["Build ties", 0, 1, False, "binds"],
        ["Use data", 0, 0, True, "foresees"],
    ]
    assert cells(shown) == {
        ("Customers first", "says_so"): ["e1", "e2", "e3"],
        ("Build ties", "says_so"): ["e4"],
    }


@pytest.mark.parametrize("made_up", [True, False])
def test_numbers_say_when_nobody_gave_the_answers(made_up: bool) -> None:
    counts = adoption.tally(ROWS, ["core", "ties", "data"])
    found = reliability(ANSWERS, ITEMS)
    numbers = adoption.numbers(ITEMS, ANSWERS, counts, found, made_up=made_up)
    # The sums of all four items vary by 4, c1 and c2 by 1 each: 4/3 (1 - 2/4).
    assert {key: number.value for key, number in numbers.items()} == {
        "n_scorecard_items": 4,
        "n_scorecard_principles": 2,
        "n_scorecard_respondents": 3,
        "n_scorecard_principles_thesis_silent": 1,
        "scorecard_alpha_all": pytest.approx(2 / 3),
    }
    alpha = numbers["scorecard_alpha_all"]
    assert alpha.digits == 2
    assert alpha.title.endswith("(synthetic answers)") == made_up
    assert numbers["n_scorecard_items"].title == "scorecard items"


def test_the_thesis_speaks_on_six_principles_of_the_study(flagship: Study) -> None:
    principles, items = flagship.principles, flagship.scorecard_items
    assert set(adoption.STANDS_FOR) == set(principles["principle_id"])
    constructs = set(flagship.thesis_constructs["construct_id"])
    assert {name for names in adoption.STANDS_FOR.values() for name in names} <= constructs
    rows = adoption.statements_on_principles(flagship)
    counts = adoption.tally(rows, principles["principle_id"].tolist())
    assert counts.to_dict("index") == {
        "customer_core": {"says_so": 8, "denies": 0},
        "pain_points": {"says_so": 13, "denies": 0},
        # Four statements that decisions are made jointly, and one that denies it.
        "decentralised_decisions": {"says_so": 1, "denies": 4},
        "long_term_relationships": {"says_so": 14, "denies": 1},
        "customer_based_evaluation": {"says_so": 0, "denies": 0},
        "technology_and_data": {"says_so": 0, "denies": 0},
        "continuous_learning": {"says_so": 10, "denies": 0},
        "resilience": {"says_so": 4, "denies": 0},
    }
    assert len(adoption.items_in_words(items, principles).table.dropna()) == 32
    answers = example_answers(items, respondents=5, seed=1)
    assert len(adoption.item_statistics(answers, items).table) == 32
