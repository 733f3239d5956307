"""Claims: a proposition, where it should be seen or not, and the rule that judges it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.study import Study
from crosscase.wording import listed

__all__ = ["TINY", "Claim", "Rule", "claims", "make_claims"]

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
            value, least = getattr(self, name), 1 if name == "min_cases" else 0
            if value is not None and value < least:
                raise ParameterError(f"{name} is {value}; allowed: at least {least}")
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


RULE_FIELDS = tuple(item.name for item in fields(Rule))


def make_rule(**given: Any) -> Rule:
    """Return the rule with the fields given, and a message that names the fields there are.

    Examples
    --------
    >>> make_rule(min_share=0.5).required(4)
    2
    """
    for name in given:
        if name not in RULE_FIELDS:
            raise ParameterError(f"a rule has no field {name!r}; allowed: {listed(RULE_FIELDS)}")
    return Rule(**given)


@dataclass(frozen=True)
class Claim:
    """A proposition, where it should be seen, where it should not, and by which rule.

    Parameters
    ----------
    id : str
        Name of the claim, e.g. ``"P5/check"``.
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
        return np.array([1] * len(self.present_in) + [-1] * len(self.absent_in))

    def under(self, **changes: object) -> Claim:
        """Return the claim with fields of its rule changed, e.g. ``under(silent="best")``."""
        return replace(self, rule=replace(self.rule, **changes))  # type: ignore[arg-type]

    def _sentence(self) -> str:
        parts = []
        if self.present_in:
            parts.append(f"is seen in {listed(self.present_in)}")
        if self.absent_in:
            parts.append(f"is absent in {listed(self.absent_in)}")
        return f"{self.proposition} {listed(parts)}"


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


def claims(
    study: Study,
    *,
    groups: Collection[str] | None = None,
    cases: Collection[str] | None = None,
    **rule: Any,
) -> tuple[Claim, ...]:
    """Return the claims that a study declares in its table ``claims``, in its order.

    Parameters
    ----------
    study : Study
        Its ``claims`` has ``claim_id, proposition_id, group, expects`` (present or absent), and
        may have ``cases`` (ids, separated by ``;``, in place of the group's), ``text``, and a
        column for any field of :class:`Rule`. A group is the cases with that ``role`` in
        ``cases``. Rows with one ``claim_id`` are parts of one claim: present here, absent there.
    groups : collection of str, optional
        Claims about these groups alone.
    cases : collection of str, optional
        Cases that stay in the groups; None or empty: all. A claim that is left without a case is
        not returned.
    **rule
        Fields of :class:`Rule` that replace those of the table, e.g. ``min_share=0.75``.

    Returns
    -------
    tuple of Claim

    Raises
    ------
    DataError
        If the study declares no claims, or one names a group without cases.
    ParameterError
        If a group, case or field of the rule does not exist.
    """
    if "claims" not in study.tables:
        raise DataError(
            "the study has no table 'claims'; declare them in data/claims.csv, a row a claim: "
            "claim_id, proposition_id, group, expects"
        )
    table = study.table("claims")
    known = sorted(set(table["group"].dropna()))
    for group in groups or ():
        if group not in known:
            raise ParameterError(f"no claim is about the group {group!r}; groups: {listed(known)}")
    if groups:
        table = table[table["group"].isin(list(groups))]
    members = _members(study, cases)
    made = [
        _declared(str(id), part, members, rule)
        for id, part in table.groupby("claim_id", sort=False)
    ]
    return tuple(claim for claim in made if claim is not None)


def _members(study: Study, chosen: Collection[str] | None) -> pd.Series:
    """Return the role of each case that counts, by case."""
    table = study.table("cases")
    if "order" in table:
        table = table.sort_values("order", kind="stable")
    roles = table.set_index("case_id")["role"]
    for case in chosen or ():
        if case not in roles.index:
            raise ParameterError(f"the study has no case {case!r}; cases: {listed(roles.index)}")
    return roles[roles.index.isin(list(chosen))] if chosen else roles


def _declared(
    id: str, part: pd.DataFrame, members: pd.Series, given: Mapping[str, Any]
) -> Claim | None:
    """Put the rows of one claim together."""
    sides: dict[str, list[str]] = {"present": [], "absent": []}
    for row in part.to_dict("records"):
        own = row.get("cases")
        if isinstance(own, str) and own.strip():
            wanted = [name.strip() for name in own.split(";") if name.strip()]
            sides[row["expects"]] += [case for case in wanted if case in members.index]
        else:
            sides[row["expects"]] += list(members.index[members == row["group"]])
    if not any(sides.values()):
        return None
    first = part.iloc[0]
    stated = {name: first[name] for name in RULE_FIELDS if name in part}
    own_rule = {
        name: value.item() if isinstance(value, np.generic) else value
        for name, value in stated.items()
        if not pd.isna(value)
    }
    text = first["text"] if "text" in part and not pd.isna(first["text"]) else ""
    named = ", ".join(sides["present"] + sides["absent"])
    return Claim(
        id,
        str(first["proposition_id"]),
        tuple(sides["present"]),
        tuple(sides["absent"]),
        rule=make_rule(**{**own_rule, **given}),
        text=f"{text} ({named})" if text else "",
    )
