"""Words for the sentences of checks: lists, counts, shares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import SupportsInt

__all__ = ["baseline", "counted", "listed", "verdict_of"]

VERDICT_OF = {1: "holds", 0: "fails", -1: "cannot be decided"}


def verdict_of(code: SupportsInt) -> str:
    """Return the word for 1, 0 or -1."""
    return VERDICT_OF[int(code)]


def listed(names: Iterable[object], *, most: int | None = None) -> str:
    """Join names with commas and a final "and"; beyond `most`, say how many more.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a"]), listed("abcd", most=2)
    ('a, b and c', 'a', 'a, b and 2 more')
    """
    words = [str(name) for name in names]
    if most is not None and len(words) > most:
        words = [*words[:most], f"{len(words) - most} more"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "case"), counted(2, "case"), counted(0, "study", "studies")
    ('1 case', '2 cases', '0 studies')
    """
    return f"{n} {noun if n == 1 else plural or noun + 's'}"


def baseline(votes_for: int, cases: int, required: int) -> str:
    """Say how many cases vote for a claim.

    Examples
    --------
    >>> baseline(3, 4, 4)
    '3 of 4 cases bear it out, 4 are needed'
    """
    verb = "bears" if votes_for == 1 else "bear"
    need = "is" if required == 1 else "are"
    noun = "case" if cases == 1 else "cases"
    return f"{votes_for} of {cases} {noun} {verb} it out, {required} {need} needed"
