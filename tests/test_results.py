"""Text and HTML of a result show the same numbers."""

from __future__ import annotations

import re

import pandas as pd

from crosscase.results import formatted
from crosscase.robustness.check import Check


def test_repr_and_html_show_the_same_cells() -> None:
    table = pd.DataFrame({"case": ["a", "b"], "share": [1 / 3, None], "n": [2, None]})
    check = Check("c", "P1", None, 0.1, 0.2, -0.1, table, "S.", "R")
    cells = re.findall(r"<td>(.*?)</td>", check._repr_html_())
    assert cells == ["a", "0.333", "2", "b", "", ""]
    assert repr(check).split("\n")[0] == "P1, c: cannot be decided. S."
    for cell in cells:
        assert cell in repr(check)


def test_formatting_leaves_the_table_as_it_is() -> None:
    table = pd.DataFrame({"x": [0.5]})
    formatted(table)
    assert table.x.tolist() == [0.5]
