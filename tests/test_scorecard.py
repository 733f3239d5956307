"""The scorecard: peers' alphas, intervals, scores, and one message for each fault of a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase import scorecard
from crosscase.errors import DataError, ParameterError

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
ITEMS = pd.DataFrame(
    {
        "item_id": ["core_1", "core_2", "learn_1", "learn_2"],
        "principle_id": ["core", "core", "learn", "learn"],
        "reverse_coded": [False, True, False, False],
        "scale_minimum": 1,
        "scale_maximum": 5,
    }
)
# 0/1 answers of twelve persons to eleven questions; '-' is a gap. See reference/scorecard/ORIGIN.md
BINARY = """
11111111111 11111111010 -011-111100 11101101100 11111000100 01-01111000
11110010000 11111000000 01011000010 10010100-00 11100000000 10010000000
"""


def attitude() -> pd.DataFrame:
    return pd.read_csv(HERE / "reference" / "scorecard" / "attitude.csv")


def binary() -> pd.DataFrame:
    rows = [[np.nan if c == "-" else float(c) for c in row] for row in BINARY.split()]
    return pd.DataFrame(rows, columns=[f"q{i}" for i in range(1, 12)])


def answers_file(folder: Path, text: str) -> Path:
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_alpha_of_attitude_equals_psych() -> None:
    found = scorecard.cronbach_alpha(attitude())
    assert round(found.alpha, 3) == 0.843
    deleted = dict(
        zip(found.table["item_id"], found.table["alpha_if_deleted"].round(3), strict=True)
    )
    assert deleted == {
        "rating": 0.810, "complaints": 0.797, "privileges": 0.828, "learning": 0.803,
        "raises": 0.795, "critical": 0.864, "advance": 0.840,
    }  # fmt: skip


def test_item_rest_correlation_is_with_the_others() -> None:
    table = scorecard.cronbach_alpha(attitude()).table.set_index("item_id")
    rest = attitude().drop(columns="critical").sum(axis=1)
    expected = np.corrcoef(attitude()["critical"], rest)[0, 1]
    assert table.loc["critical", "item_rest_r"] == pytest.approx(expected)


def test_complete_rows_equal_pingouin_but_for_its_interval() -> None:
    found = scorecard.cronbach_alpha(binary().dropna())
    assert found.alpha == pytest.approx(0.8016949152542373, abs=1e-12)
    # pingouin prints 0.581 to 0.933: the interval of twelve persons, though three were dropped.
    # Nine stay: F(0.975; 8, 80) = 2.3549 and F(0.025; 8, 80) = 0.2662, so 0.533 to 0.947.
    wrong = scorecard.feldt_interval(found.alpha, 12, 11)
    assert [round(end, 3) for end in wrong] == [0.581, 0.933]
    assert found.n == 9
    assert (round(found.lower, 3), round(found.upper, 3)) == (0.533, 0.947)


def test_medians_for_gaps_equal_pingouin() -> None:
    found = scorecard.cronbach_alpha(binary().fillna(binary().median()))
    assert found.alpha == pytest.approx(0.7380191693290734, abs=1e-12)
    assert (round(found.lower, 3), round(found.upper, 3)) == (0.447, 0.911)


def test_feldt_interval_of_the_paper() -> None:
    # The paper prints 0.704 and 0.861 from F values of two decimals (1.41 and 0.66); with them:
    assert [round(1 - 0.21 * f, 3) for f in (1.41, 0.66)] == [0.704, 0.861]
    ends = scorecard.feldt_interval(0.790, 41, 26, confidence=0.90)
    assert [round(end, 3) for end in ends] == [0.705, 0.862]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.5, 3), st.floats(-5, 5))
def test_alpha_ignores_order_shift_and_scale(seed: int, factor: float, shift: float) -> None:
    rng = np.random.default_rng(seed)
    x = pd.DataFrame(rng.integers(1, 6, size=(9, 4)), columns=list("abcd"))
    if np.isclose(x.sum(axis=1).var(), 0):
        return
    alpha = scorecard.cronbach_alpha(x).alpha
    other = (x * factor + shift).sample(frac=1, random_state=seed)[["c", "a", "d", "b"]]
    assert scorecard.cronbach_alpha(other).alpha == pytest.approx(alpha, abs=1e-9)


def test_scores_turn_reverse_coded_items_round() -> None:
    answers = pd.DataFrame(
        {"respondent": ["a", "b"], "core_1": [5, 4], "core_2": [1, 1], "learn_1": 1, "learn_2": 2}
    )
    table = scorecard.score(answers, ITEMS).table.set_index("principle_id")
    assert table.loc["core", "mean"] == 4.75
    assert table.loc["learn", ["mean", "lower", "upper"]].tolist() == [1.5, 1.5, 1.5]


def test_t_interval_is_students() -> None:
    answers = scorecard.example_answers(ITEMS, respondents=10, seed=3)
    row = scorecard.score(answers, ITEMS, confidence=0.9).table.iloc[1]
    own = answers[["learn_1", "learn_2"]].mean(axis=1)
    # t of 9 degrees of freedom at 0.95 is 1.8331 in every table
    half = 1.8331 * own.std() / np.sqrt(10)
    assert row["upper"] - row["mean"] == pytest.approx(half, rel=1e-4)


def test_bootstrap_is_seeded_and_near_students() -> None:
    answers = scorecard.example_answers(ITEMS, respondents=60, seed=3)
    one = scorecard.score(answers, ITEMS, method="bootstrap", seed=1).table
    pd.testing.assert_frame_equal(
        one, scorecard.score(answers, ITEMS, method="bootstrap", seed=1).table
    )
    student = scorecard.score(answers, ITEMS).table
    assert np.allclose(one[["lower", "upper"]], student[["lower", "upper"]], atol=0.06)


def test_intervals_end_at_the_scale() -> None:
    answers = pd.DataFrame(
        {"respondent": ["a", "b"], "core_1": [5, 1], "core_2": [1, 5], "learn_1": 3, "learn_2": 3}
    )
    row = scorecard.score(answers, ITEMS).table.iloc[0]
    assert (row["lower"], row["upper"]) == (1, 5)


def test_reliability_has_a_row_for_each_principle_and_all() -> None:
    answers = scorecard.example_answers(ITEMS, respondents=30, seed=5)
    table = scorecard.reliability(answers, ITEMS).set_index("principle_id")
    assert list(table.index) == ["core", "learn", "all"]
    whole = scorecard.cronbach_alpha(scorecard.oriented(answers, ITEMS))
    assert table.loc["all", "alpha"] == whole.alpha


def test_reliability_is_missing_where_respondents_do_not_differ() -> None:
    answers = pd.DataFrame(
        {"respondent": ["a", "b"], "core_1": 3, "core_2": 3, "learn_1": [1, 2], "learn_2": [2, 3]}
    )
    table = scorecard.reliability(answers, ITEMS).set_index("principle_id")
    assert np.isnan(table.loc["core", "alpha"])
    assert table.loc["learn", "alpha"] == pytest.approx(1)


def test_result_shows_the_same_as_text_and_html() -> None:
    found = scorecard.cronbach_alpha(attitude())
    assert "Cronbach's alpha = 0.843" in repr(found)
    assert "0.843" in found._repr_html_()
    for number in found.table["alpha_if_deleted"]:
        assert f"{number:.3f}" in repr(found)
        assert f"{number:.3f}" in found._repr_html_()


def test_a_good_file_is_read(tmp_path: Path) -> None:
    made = scorecard.example_answers(ITEMS, respondents=5, seed=1)
    path = tmp_path / "answers.csv"
    made[["learn_2", "respondent", "core_1", "core_2", "learn_1"]].to_csv(path, index=False)
    pd.testing.assert_frame_equal(scorecard.read_answers(path, ITEMS), made)


HEAD = "respondent,core_1,core_2,learn_1,learn_2\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "a,6,1,1,1\n",
         "answers.csv:2:core_1: not an answer of the scale: '6'; a whole number from 1 to 5"),
        (HEAD + "a,0,1,1,1\n",
         "answers.csv:2:core_1: not an answer of the scale: '0'; a whole number from 1 to 5"),
        (HEAD + "a,1,1,1,1\nb,1,,1,1\n",
         "answers.csv:3:core_2: the answer is missing: ''; a whole number from 1 to 5"),
        (HEAD + "a,1,1,often,1\n",
         "answers.csv:2:learn_1: not an answer of the scale: 'often'; a whole number from 1 to 5"),
        (HEAD + "a,1,2.5,1,1\n",
         "answers.csv:2:core_2: not an answer of the scale: '2.5'; a whole number from 1 to 5"),
        (HEAD + "a,1,1,1,1\na,1,1,1,1\n",
         "answers.csv:3:respondent: a duplicate: 'a'; the same stands on line 2"),
        (HEAD + ",1,1,1,1\n",
         "answers.csv:2:respondent: a respondent without a name: ''; give each an id"),
        (HEAD.replace("learn_2\n", "learn_2,core_9\n") + "a,1,1,1,1,1\n",
         "answers.csv:1:core_9: an unknown item: 'core_9'; did you mean 'core_2'?"),
        ("respondent,core_1,core_2,learn_1\na,1,1,1\n",
         "answers.csv:1:learn_2: the item is missing; give a column 'learn_2'"),
        (HEAD, "answers.csv:1: no answers; give one row for each respondent"),
        ("", "answers.csv: the file is empty; the first line names the column 'respondent'"),
        (HEAD + "a,1,1,1\n", "answers.csv:2: the row has 4 cells, the header has 5"),
        (HEAD.replace(",", ";") + "a;1;1;1;1\n",
         "answers.csv:1: the columns are separated by ';'; save the file with commas"),
    ],
)  # fmt: skip
def test_each_fault_has_one_message(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        scorecard.read_answers(answers_file(tmp_path, text), ITEMS)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(message)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = answers_file(tmp_path, HEAD + "a,9,1,x,1\nb,1,1,1,\n")
    with pytest.raises(DataError) as caught:
        scorecard.read_answers(path, ITEMS)
    places = [(p.row, p.column, p.value) for p in caught.value.problems]
    assert sorted(places) == [(2, "core_1", "9"), (2, "learn_1", "x"), (3, "learn_2", "")]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.csv: there is no such file of answers"):
        scorecard.read_answers(tmp_path / "none.csv", ITEMS)


def test_parameters_are_checked() -> None:
    answers = scorecard.example_answers(ITEMS, respondents=3, seed=1)
    with pytest.raises(ParameterError, match="method is 'z'; allowed: 't', 'bootstrap'"):
        scorecard.score(answers, ITEMS, method="z")
    with pytest.raises(ParameterError, match=r"confidence is 1\.5; allowed: between 0 and 1"):
        scorecard.score(answers, ITEMS, confidence=1.5)
    with pytest.raises(ParameterError, match="confidence is 0; allowed"):
        scorecard.feldt_interval(0.8, 10, 4, confidence=0)
    with pytest.raises(ParameterError, match="respondents is 0; allowed: 1 or more"):
        scorecard.example_answers(ITEMS, respondents=0, seed=1)
    with pytest.raises(DataError, match=r"1 respondent\(s\); an interval needs at least two"):
        scorecard.score(answers.head(1), ITEMS)


def test_alpha_says_why_it_cannot() -> None:
    with pytest.raises(DataError, match=r"1 respondent\(s\) and 2 item\(s\)"):
        scorecard.cronbach_alpha(pd.DataFrame({"a": [1], "b": [2]}))
    with pytest.raises(DataError, match="item 'b' has a missing answer"):
        scorecard.cronbach_alpha(pd.DataFrame({"a": [1, 2], "b": [2, None]}))
    with pytest.raises(DataError, match="sums do not differ"):
        scorecard.cronbach_alpha(pd.DataFrame({"a": [1, 2], "b": [2, 1]}))


def test_the_example_file_is_what_its_seed_makes() -> None:
    items = pd.read_csv(DATA / "scorecard_items.csv")
    stored = scorecard.read_answers(DATA / "scorecard_example_answers.csv", items)
    made = scorecard.example_answers(items, respondents=40, seed=20131212)
    pd.testing.assert_frame_equal(stored, made)
