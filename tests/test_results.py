"""Text and HTML of a result show the same numbers."""

from __future__ import annotations

import re

import pandas as pd

from crosscase.results import Table, first_rows, formatted
from crosscase.robustness.check import Check


def test_repr_and_html_show_the_same_cells() -> None:
    table = pd.DataFrame({"case": ["a", "b"], "share": [1 / 3, None], "n": [2, None]})
    check = Check("c", "P1", None, 0.1, 0.2, -0.1, table, "S.", "R")
    cells = re.findall(r"<td[^>]*>(.*?)</td>", check._repr_html_())
    assert cells == ["a", "0.333", "2", "b", "", ""]
    assert repr(check).split("\n")[0] == "P1, c: cannot be decided. S."
    for cell in cells:
        assert cell in repr(check)


def test_formatting_leaves_the_table_as_it_is() -> None:
    table = pd.DataFrame({"x": [0.5]})
    formatted(table)
    assert table.x.tolist() == [0.5]


def test_a_long_result_shows_its_first_rows_and_says_so() -> None:
    table = pd.DataFrame({"n": range(61)})
    shown = Table(table)
    rows = re.findall(r"<td[^>]*>(.*?)</td>", shown._repr_html_())
    assert rows == [str(n) for n in range(12)]
    line = "… 12 of 61 rows, 1 of 1 columns; all in .table"
    assert repr(shown).splitlines()[-1] == line
    assert line in shown._repr_html_()
    assert len(shown.table) == 61


def test_as_much_as_fits_a_screen_is_shown_whole() -> None:
    part, more = first_rows(pd.DataFrame(0, index=range(60), columns=range(30)), "in x")
    assert (part.shape, more) == ((60, 30), "")
    part, more = first_rows(pd.DataFrame(0, index=range(2), columns=range(31)), "in x")
    assert part.shape == (2, 30)
    assert more == "… 2 of 2 rows, 30 of 31 columns; all in x"


def test_row_labels_are_shown_as_headings() -> None:
    index = pd.MultiIndex.from_tuples([("a", 1)], names=["case", None])
    shown = Table(pd.DataFrame({"n": [2]}, index=index))._repr_html_()
    assert re.findall(r"<th [^>]*>(.*?)</th>", shown) == ["case", "", "n", "a", "1"]
