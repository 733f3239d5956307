"""Tables as strings, CSV and HTML."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from crosscase.errors import ParameterError
from crosscase.tables import flat, heading, html_table


def test_two_levels_of_columns_become_one() -> None:
    columns = pd.MultiIndex.from_tuples([("fit", "incl"), ("fit", "cov")])
    assert list(flat(pd.DataFrame([[1, 2]], columns=columns)).columns) == [
        "fit / incl",
        "fit / cov",
    ]
    shown = html_table(pd.DataFrame([["1", "2"]], columns=columns))
    assert "fit / incl</th>" in shown


def test_an_index_without_a_name_is_the_row() -> None:
    assert list(flat(pd.DataFrame({"n": [1]}, index=["a"])).columns) == ["row", "n"]
    two = pd.MultiIndex.from_tuples([("a", "b")])
    assert list(flat(pd.DataFrame({"n": [1]}, index=two)).columns) == ["row_0", "row_1", "n"]


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"the table has the column 'n' twice; give each its"):
        flat(pd.DataFrame([[1, 2]], columns=["n", "n"]))


def test_what_a_cell_says_is_text_and_no_markup() -> None:
    cells = pd.DataFrame({"<b>": ["</td><script>"]})
    shown = html_table(cells, title="a < b", note="c & d")
    assert "<script" not in shown
    assert "&lt;/td&gt;&lt;script&gt;" in shown
    assert "&lt;b&gt;</th>" in shown
    assert "<p><b>a &lt; b</b></p>" in shown
    assert shown.endswith("<p>c &amp; d</p>")


def test_numbers_stand_right_and_words_left_in_heads_and_cells() -> None:
    cells = pd.DataFrame({"case": ["zte"], "n": ["2"]})
    shown = html_table(cells, right=["n"])
    assert re.findall(r"text-align: (\w+)\">(\w+)<", shown) == [
        ("left", "case"), ("right", "n"), ("left", "zte"), ("right", "2")
    ]  # fmt: skip


def test_a_table_brings_no_colour_or_width_that_a_theme_could_not_bear() -> None:
    shown = html_table(pd.DataFrame({"n": ["2"]}), title="T", note="N")
    assert not re.search(r"color|font|width|<style", shown)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("case_id", "Case id"), ("n", "n"), ("df", "df"), ("p_x", "P x"), ("inclS", "inclS"),
     ("share", "Share"), ("net", "Net")],
)  # fmt: skip
def test_a_column_without_a_label_is_headed_by_its_name(name: str, shown: str) -> None:
    assert heading(name) == shown
