"""A coefficient says its value and interval, and why it has none."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError

import pytest

from crosscase.agreement.coefficient import Agreement, check_confidence
from crosscase.errors import ParameterError


def made(value: float, note: str = "") -> Agreement:
    return Agreement(
        "K", value, 0.1, 0.25, 0.75, 0.9, "by hand", 12, 3, observed=0.8, expected=0.5, note=note
    )


def test_title_and_table_hold_all_of_it():
    found = made(0.5)
    assert found.title == "K 0.5000, 90% interval 0.2500 to 0.7500 (by hand), 12 units, 3 coders"
    assert float(found) == 0.5
    assert found.table.to_dict("records") == [
        {
            "coefficient": "K", "value": 0.5, "standard_error": 0.1, "low": 0.25, "high": 0.75,
            "confidence": 0.9, "interval": "by hand", "units": 12, "coders": 3, "observed": 0.8,
            "expected": 0.5, "note": "",
        }
    ]  # fmt: skip


def test_a_result_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        made(0.5).value = 0.9


def test_what_is_not_defined_says_why():
    assert made(math.nan, "One category.").title == "K: not defined. One category."


def test_repr_and_html_show_the_same():
    assert "0.500" in repr(made(0.5))
    assert "0.500" in made(0.5)._repr_html_()
    assert "Agreement(" not in repr(made(0.5))


@pytest.mark.parametrize("value", [0, 1, 95, -0.5])
def test_confidence_is_a_share(value):
    check_confidence(0.5)
    with pytest.raises(ParameterError, match=f"confidence is {value}; allowed: between 0 and 1"):
        check_confidence(value)
