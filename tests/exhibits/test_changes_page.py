"""The page that tells what has changed."""

from __future__ import annotations

import re

from crosscase.exhibits.changes_page import changes_page
from crosscase.exhibits.comparing import Changes, Difference

FOUND = Changes(
    (
        Difference("conclusion", "P/<all>", "", "", "holds", "not shown"),
        Difference("check", "P / x", "", "", "holds", "fails"),
        Difference("cell", "t", "a", "n", "1", "2"),
        Difference("input", "data/a.csv", "", "", "01", "02"),
    ),
    3,
)


def test_conclusions_stand_open_and_all_else_is_folded_and_counted() -> None:
    page = changes_page(FOUND, old="old", new="new & other")
    assert "<h1>1 of 3 conclusions changed</h1>" in page
    assert "<title>1 of 3 conclusions changed</title>" in page
    before = page.split("<details>")[0]
    assert re.findall(r"<td[^>]*>(.*?)</td>", before) == ["P/&lt;all&gt;", "holds", "not shown"]
    assert re.findall(r"<summary>(.*?)</summary>", page) == [
        "Verdicts of checks (1)",
        "Cells and rows of tables (1)",
        "What is told of exhibits, and inputs (1)",
    ]
    assert "new &amp; other" in page
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')


def test_columns_that_say_nothing_are_left_out() -> None:
    page = changes_page(FOUND, old="a", new="b")
    checks = page.split("Verdicts of checks")[1].split("</details>")[0]
    assert re.findall(r"<th [^>]*>(.*?)</th>", checks) == ["Where", "Before", "After"]


def test_nothing_changed_is_said() -> None:
    page = changes_page(Changes((), 3), old="a", new="b")
    assert "0 of 3 conclusions changed" in page
    assert "nothing else" in page
    assert "<table" not in page
