"""The second coding pass covers every unit and proposition once and uses the three stances."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.data.tables import read


@pytest.fixture(scope="module")
def second() -> pd.DataFrame:
    return read("pass_2").astype({"stance": int})


def test_every_unit_and_proposition_is_coded_once(second: pd.DataFrame) -> None:
    units = read("units")["unit_id"]
    propositions = read("propositions")["proposition_id"]
    expected = pd.MultiIndex.from_product([units, propositions])
    coded = pd.MultiIndex.from_frame(second[["unit_id", "proposition_id"]])
    assert coded.is_unique
    assert set(coded) == set(expected)
    assert set(second["stance"]) == {-1, 0, 1}


def test_only_the_failed_firms_are_coded_as_contradicting(second: pd.DataFrame) -> None:
    units = read("units")
    against = second[second["stance"] == -1].merge(units, on="unit_id")
    assert set(against["case_id"]) == {"tcl", "saic"}
    assert "APA1" in set(against["proposition_id"])
    assert "APA5" not in set(against["proposition_id"])


def test_aims_of_the_robustness_section_are_silent(second: pd.DataFrame) -> None:
    units = read("units")
    aims = units.loc[units["locator"] == "s5¶1", "unit_id"]
    assert (second.loc[second["unit_id"].isin(aims), "stance"] == 0).all()
