"""What an element says of itself, and problems that are collected."""

from __future__ import annotations

from crosscase.errors import Problem
from crosscase.refi.elements import Findings, child_text, children, descendants, guid_of, targets
from crosscase.refi.markup import parse

ROOT = parse(
    b'<P xmlns="urn:x" guid="{A-1}">\n<C name="c"><R targetGUID="{B}"/><R targetGUID="b"/>'
    b'<R/><D>text</D></C>\n<C guid="c2"><E><C guid="c3"/></E><D/></C></P>',
    shown="x",
)
FIRST, SECOND = children(ROOT, "C")


def test_guids_targets_and_texts() -> None:
    assert [guid_of(element) for element in (ROOT, FIRST, SECOND)] == ["a-1", "", "c2"]
    assert targets(FIRST, "R") == ("b", "")
    assert targets(SECOND, "R") == ()
    assert (child_text(FIRST, "D"), child_text(SECOND, "D"), child_text(SECOND, "R")) == (
        "text", None, None,
    )  # fmt: skip


def test_children_are_the_own_ones_descendants_all() -> None:
    assert [guid_of(element) for element in children(ROOT, "C")] == ["", "c2"]
    assert [guid_of(element) for element in descendants(ROOT, "C")] == ["", "c2", "c3"]


def test_a_missing_guid_is_a_problem_with_its_line() -> None:
    findings = Findings("p.qde")
    assert findings.own_guid(SECOND) == "c2"
    assert findings.problems == []
    assert findings.own_guid(FIRST) == ""
    nameless = next(descendants(SECOND, "E"))
    findings.own_guid(nameless)
    what, mend = "the attribute guid is missing", "every element has one"
    assert findings.problems == [
        Problem("p.qde", 2, "C", what, "c", mend),
        Problem("p.qde", 3, "E", what, "E", mend),
    ]
