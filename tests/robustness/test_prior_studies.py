"""Previous studies on a proposition, whichever one is left out."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase.errors import DataError
from crosscase.literature.votes import leave_one_study_out, vote_count
from crosscase.robustness import prior_studies

WORDS = {"+": "supports", "-": "opposes", "0": "extends", "t": "topic_label"}


def studies(values: str, proposition: str = "P") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "study_id": [f"s{i}" for i in range(len(values))],
            "proposition_id": proposition,
            "relation": [WORDS[v] for v in values],
        }
    )


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ("++++++++", True),
        ("++++++", None),
        ("+-", False),
        ("+--", False),
        ("---------", False),
        ("000", None),
        ("+++++0", None),
        ("++-", None),
    ],
)
def test_verdicts(values: str, holds: bool | None) -> None:
    assert prior_studies(studies(values), "P").holds is holds


def test_eight_that_agree() -> None:
    check = prior_studies(studies("+" * 8), "P")
    # 8 of 8: p = 2/256; 7 of 7: 2/128.
    assert (check.statistic, check.threshold) == (pytest.approx(2 / 128), 0.05)
    assert check.margin == pytest.approx(0.05 - 2 / 128)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "previous studies",
        "P",
        "Largest p",
        4,
    )
    assert check.evidence == tuple(f"s{i}" for i in range(8))
    assert check.sentence == (
        "8 previous studies bear on P: 8 for, 0 against. The share for is 100% (95% Wilson "
        "interval 68% to 100%), sign test p = 0.0078, and at most 0.0156 when any one study is "
        "left out."
    )
    assert check.table["left_out"].tolist() == ["none", *check.evidence]
    assert check.table["votes_for"].tolist() == [8] + [7] * 8
    assert check.table.loc[0, "relation"] == ""


def test_six_studies_hang_on_each_of_them() -> None:
    # 6 of 6: p = 2/64 = 0.031; 5 of 5: p = 2/32 = 0.0625.
    check = prior_studies(studies("++++++"), "P")
    assert check.statistic == pytest.approx(2 / 32)
    assert check.sentence.endswith(
        "p = 0.0312, but leaving one study out raises p to 0.0625, above 0.05."
    )
    assert prior_studies(studies("++++++"), "P", alpha=2 / 32).holds is True


def test_too_few_for_a_sign_test() -> None:
    check = prior_studies(studies("++-"), "P")
    # 2 of 3: p = 1, and 1 of 2 as well.
    assert (check.statistic, check.margin) == (1, -0.95)
    assert check.sentence.endswith(
        "1 against (s2). The share for is 67% (95% Wilson interval 21% to 94%), sign test p = "
        "1.0000: too few studies take a side to tell it from chance at 0.05."
    )


def test_a_p_at_the_level_is_not_too_few() -> None:
    # 6 of 6 is significant at its own p, and only leaving one out is not.
    check = prior_studies(studies("++++++"), "P", alpha=2 / 64)
    assert "but leaving one study out raises p to 0.0625, above 0.03125" in check.sentence


def test_no_more_for_than_against() -> None:
    check = prior_studies(studies("+-"), "P")
    # One of two: p = 1, and of one that is left as well.
    assert (check.statistic, check.margin) == (1, -0.95)
    assert check.sentence.endswith("p = 1.0000; there are no more studies for it than against it.")


def test_studies_that_take_no_side() -> None:
    check = prior_studies(studies("00t"), "P")
    assert math.isnan(check.statistic)
    assert math.isnan(check.margin)
    assert check.sentence == (
        "3 previous studies bear on P: 0 for, 0 against; 2 extend it and 1 only names the topic "
        "(not counted). No study takes a side, so nothing can be counted."
    )
    assert check.table["left_out"].tolist() == ["none"]
    one = prior_studies(studies("+0tt"), "P")
    assert one.sentence.startswith("4 previous studies bear on P: 1 for, 0 against; 1 extends it")
    assert "and 2 only name the topic (not counted). The share" in one.sentence


def test_no_study() -> None:
    check = prior_studies(studies("++"), "Q", claim="Q/x")
    assert (check.holds, check.claim, check.evidence) == (None, "Q/x", ())
    assert check.sentence == "No previous study in the table bears on Q."


def test_one_study_bears() -> None:
    sentence = prior_studies(studies("+"), "P").sentence
    assert sentence.startswith("1 previous study bears on P: 1 for")


def test_four_opponents_are_named() -> None:
    assert "5 against (s0, s1, s2, s3 and 1 more)" in prior_studies(studies("-----"), "P").sentence
    assert "4 against (s0, s1, s2 and s3)" in prior_studies(studies("----"), "P").sentence


def test_other_propositions_do_not_count() -> None:
    rows = pd.concat([studies("++++++++"), studies("--------", "Q")], ignore_index=True)
    assert prior_studies(rows, "P").evidence == tuple(f"s{i}" for i in range(8))
    assert prior_studies(rows, "Q").holds is False


def test_grades_signs_and_confidence() -> None:
    rows = studies("++++++++-0").assign(grade=["A"] * 8 + ["B", "A"])
    graded = prior_studies(rows, "P", grades=["A"], confidence=0.5)
    expected = leave_one_study_out(rows[rows["grade"] == "A"], "P", confidence=0.5)
    left = graded.table[1:].reset_index(drop=True)
    assert left["left_out"].tolist() == expected["left_out"].tolist()
    assert left["low"].tolist() == expected["low"].tolist()
    assert graded.evidence == (*(f"s{i}" for i in range(8)), "s9")
    assert "(50% Wilson interval" in graded.sentence
    whole = vote_count(rows, propositions=["P"], grades=["A"], confidence=0.5)
    assert graded.table.loc[0, "low"] == whole.loc[0, "low"]
    # A relation of one's own is called by its name.
    signs = {"supports": 1, "extends": 1, "opposes": 0}
    other = prior_studies(rows, "P", signs=signs)
    assert other.table["votes_for"].tolist() == [9] + [8] * 9
    assert "9 for, 0 against; 1 opposes (not counted)" in other.sentence


def test_an_unknown_relation() -> None:
    with pytest.raises(DataError, match="relation 'extends' has no sign"):
        prior_studies(studies("+0"), "P", signs={"supports": 1})
