"""Claims: a proposition, where it should be seen or not, and the rule that judges it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from crosscase.errors import ParameterError
from crosscase.wording import listed

__all__ = ["TINY", "Claim", "Rule", "make_claims"]

SILENT_RULES = ("strict", "best", "worst", "ignore")
CONFLICT_RULES = ("net", "lenient", "severe")
ABSENCE_RULES = ("shown", "unrefuted")
TINY = 1e-9


def _choice(name: str, value: object, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ParameterError(f"{name} is {value!r}; allowed: {', '.join(map(repr, allowed))}")


@dataclass(frozen=True)
class Rule:
    """When a group of cases counts as showing a proposition.

    Each cell votes for (+1), against (-1) or is undecided (0); the claim holds if enough cases
    of the group vote for it and not too many against.

    Parameters
    ----------
    min_share : float, default 1.0
        Share of the group's cases that must vote for the claim, in (0, 1].
    min_cases : int, optional
        Number of cases that must vote for it; replaces `min_share`.
    max_against : int, optional
        Most cases that may vote against it; None sets no limit beside `min_share`.
    silent : {"strict", "best", "worst", "ignore"}
        A silent cell is undecided, votes for, votes against, or leaves the denominator.
    conflict : {"net", "lenient", "severe"}
        A cell with evidence on both sides follows the heavier side (a tie is undecided), any
        support, or any contradiction.
    min_net : float, default 0
        Weight (net, or of the side that decides) that a vote needs; 0 means: any above zero.
    joint_weight, blanket_weight : float, default 1
        Weight of joint and blanket statements beside firm ones (1); 0 leaves them out.
    absence : {"shown", "unrefuted"}
        Whether absence of a mechanism must be shown by contradicting evidence, or whether a
        silent case counts as one where it is absent.

    Examples
    --------
    >>> Rule(min_share=0.75).required(6)
    5
    """

    min_share: float = 1.0
    min_cases: int | None = None
    max_against: int | None = None
    silent: str = "strict"
    conflict: str = "net"
    min_net: float = 0.0
    joint_weight: float = 1.0
    blanket_weight: float = 1.0
    absence: str = "shown"

    def __post_init__(self) -> None:
        if not 0 < self.min_share <= 1:
            raise ParameterError(f"min_share is {self.min_share}; allowed: above 0, at most 1")
        for name in ("min_cases", "max_against", "min_net", "joint_weight", "blanket_weight"):
            value = getattr(self, name)
            if value is not None and value < (1 if name == "min_cases" else 0):
                raise ParameterError(f"{name} is {value}; it may not be negative")
        _choice("silent", self.silent, SILENT_RULES)
        _choice("conflict", self.conflict, CONFLICT_RULES)
        _choice("absence", self.absence, ABSENCE_RULES)

    @property
    def weights(self) -> np.ndarray:
        """Weights of firm, joint and blanket statements, shape (3,)."""
        return np.array([1.0, self.joint_weight, self.blanket_weight])

    def required(self, n: int) -> int:
        """Return how many of `n` cases must vote for the claim."""
        if self.min_cases is not None:
            return self.min_cases
        return max(1, math.ceil(self.min_share * n - TINY))


@dataclass(frozen=True)
class Claim:
    """A proposition, where it should be seen, where it should not, and by which rule.

    Parameters
    ----------
    id : str
        Name of the claim, e.g. ``"APA5/check"``.
    proposition : str
        Id of the proposition.
    present_in, absent_in : tuple of str
        Cases in which it is claimed to be present, and absent. One of the two may be empty.
    rule : Rule
        When each group counts as showing it.
    text : str
        The claim in plain words; made from the rest where it is empty.

    Examples
    --------
    >>> Claim("P/all", "P", present_in=("a", "b")).text
    'P is seen in a and b'
    """

    id: str
    proposition: str
    present_in: tuple[str, ...] = ()
    absent_in: tuple[str, ...] = ()
    rule: Rule = field(default_factory=Rule)
    text: str = ""

    def __post_init__(self) -> None:
        for name in ("present_in", "absent_in"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        both = sorted(set(self.present_in) & set(self.absent_in))
        if both:
            raise ParameterError(f"claim {self.id!r}: {both[0]!r} is in present_in and absent_in")
        if not self.cases:
            raise ParameterError(f"claim {self.id!r} names no case; give present_in or absent_in")
        for group in filter(None, (self.present_in, self.absent_in)):
            if self.rule.min_cases is not None and self.rule.min_cases > len(group):
                raise ParameterError(
                    f"claim {self.id!r}: min_cases is {self.rule.min_cases}, but its group has "
                    f"{len(group)} case(s); allowed: at most {len(group)}"
                )
        if not self.text:
            object.__setattr__(self, "text", self._sentence())

    @property
    def cases(self) -> tuple[str, ...]:
        """Every case that the claim speaks of, present ones first."""
        return self.present_in + self.absent_in

    @property
    def signs(self) -> np.ndarray:
        """+1 for each case where presence is claimed, -1 for absence, shape (cases,)."""
        return np.array([1] * len(self.present_in) + [-1] * len(self.absent_in), dtype=int)

    def under(self, **changes: object) -> Claim:
        """Return the claim with fields of its rule changed, e.g. ``under(silent="best")``."""
        return replace(self, rule=replace(self.rule, **changes))  # type: ignore[arg-type]

    def _sentence(self) -> str:
        parts = []
        if self.present_in:
            parts.append(f"is seen in {listed(self.present_in)}")
        if self.absent_in:
            parts.append(f"is absent in {listed(self.absent_in)}")
        return f"{self.proposition} " + " and ".join(parts)


def make_claims(
    propositions: Iterable[str],
    *,
    present: Mapping[str, Sequence[str]] | None = None,
    absent: Mapping[str, Sequence[str]] | None = None,
    rule: Rule | None = None,
) -> tuple[Claim, ...]:
    """Make one claim for each proposition and each named group of cases.

    Parameters
    ----------
    propositions : iterable of str
        Ids of the propositions.
    present, absent : mapping of group name to cases, optional
        Groups in which each proposition is claimed to be present, and absent.
    rule : Rule, optional
        The rule of all of them.

    Returns
    -------
    tuple of Claim
        In the order of `propositions`, then groups; ids ``"<proposition>/<group>"``.

    Raises
    ------
    ParameterError
        If no group is given, or a name stands in both.

    Examples
    --------
    >>> made = make_claims(["P1"], present={"base": ["a", "b"]}, absent={"failed": ["c"]})
    >>> [claim.id for claim in made]
    ['P1/base', 'P1/failed']
    >>> made[1].text
    'P1 is absent in the failed cases (c)'
    """
    groups = [(name, cases, True) for name, cases in (present or {}).items()]
    groups += [(name, cases, False) for name, cases in (absent or {}).items()]
    names = [name for name, _, _ in groups]
    if not groups:
        raise ParameterError("no group of cases; give present={'name': [cases]} or absent={...}")
    if len(set(names)) < len(names):
        raise ParameterError("a group name stands in present and absent; names must differ")
    made = []
    for proposition in propositions:
        for name, cases, is_present in groups:
            verb = "is seen in" if is_present else "is absent in"
            made.append(
                Claim(
                    id=f"{proposition}/{name}",
                    proposition=proposition,
                    present_in=tuple(cases) if is_present else (),
                    absent_in=() if is_present else tuple(cases),
                    rule=rule or Rule(),
                    text=f"{proposition} {verb} the {name} cases ({listed(list(cases))})",
                )
            )
    return tuple(made)
