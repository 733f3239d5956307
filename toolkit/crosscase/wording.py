"""Words that sentences of every module share: verdicts, lists, counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import SupportsInt

__all__ = ["VERDICTS", "baseline", "counted", "decision", "listed", "said", "verdict_of"]


def __dir__() -> list[str]:
    return __all__


VERDICTS: Mapping[bool | None, str] = {True: "holds", False: "fails", None: "cannot be decided"}
"""The word for what a check says."""


def decision(code: SupportsInt | None) -> bool | None:
    """Return True for 1, False for 0 and None for -1, as arrays of verdicts code them.

    Examples
    --------
    >>> [decision(code) for code in (1, 0, -1)]
    [True, False, None]
    """
    return None if code is None or int(code) < 0 else bool(int(code))


def verdict_of(code: SupportsInt | None) -> str:
    """Return the word for a verdict: True or 1, False or 0, None or -1.

    Examples
    --------
    >>> verdict_of(True), verdict_of(0), verdict_of(-1), verdict_of(None)
    ('holds', 'fails', 'cannot be decided', 'cannot be decided')
    """
    return VERDICTS[decision(code)]


def said(verdict: str) -> str:
    """Return the verdict on a claim as what the claim does in a sentence.

    Examples
    --------
    >>> [f"P {said(word)}" for word in ("holds", "not shown", "mixed")]
    ['P holds', 'P is not shown', 'P is mixed']
    """
    return verdict if verdict in ("holds", "fails") else f"is {verdict}"


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
