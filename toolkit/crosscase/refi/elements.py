"""What an element of an exchange file says, and what is found to be wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from crosscase.errors import Problem
from crosscase.refi.identifiers import plain_guid
from crosscase.refi.markup import Element, local_name

__all__ = ["Findings", "child_text", "children", "descendants", "guid_of", "targets"]


@dataclass
class Findings:
    """Every problem and warning of one file, collected before any is raised.

    Parameters
    ----------
    shown : str
        The file's name in messages.
    problems : list of Problem
        What makes the file unreadable.
    warnings : list of str
        What was left out or could not be settled.
    """

    shown: str
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def problem(self, element: Element, what: str, value: str, mend: str) -> None:
        """Note a problem with the element's line."""
        self.problems.append(
            Problem(self.shown, element.sourceline, local_name(element), what, value, mend)
        )

    def own_guid(self, element: Element) -> str:
        """Return the element's GUID; note a problem where it has none."""
        found = guid_of(element)
        if not found:
            name = element.get("name") or local_name(element)
            self.problem(element, "the attribute guid is missing", name, "every element has one")
        return found


def guid_of(element: Element) -> str:
    """Return the element's GUID, empty where it has none."""
    return plain_guid(element.get("guid"))


def descendants(root: Element, name: str) -> Iterator[Element]:
    """Return all elements of this name, whatever their namespace, in the order of the file."""
    found: Iterator[Element] = root.iter("{*}" + name)
    return found


def children(element: Element, name: str) -> Iterator[Element]:
    """Return the element's own children of this name, whatever their namespace."""
    found: Iterator[Element] = element.iterchildren("{*}" + name)
    return found


def child_text(element: Element, name: str) -> str | None:
    """Return the text of the first child of this name; None where it is absent or empty."""
    child = element.find("{*}" + name)
    return (child.text or None) if child is not None else None


def targets(element: Element, name: str) -> tuple[str, ...]:
    """Return the GUIDs that children of this name refer to, each once."""
    # Tools repeat references; a dictionary keeps the first of each, and their order.
    found = [plain_guid(child.get("targetGUID")) for child in children(element, name)]
    return tuple(dict.fromkeys(found))
