"""Names of literals and terms as R's QCA writes them, to values and back."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from crosscase.errors import ParameterError
from crosscase.qca.engine.primes import Cube

__all__ = ["Expected", "Vocabulary", "parse_outcome", "split_names"]

Expected = str | Mapping[str, object] | Sequence[object] | None
"""Directional expectations: "A=1,B=0", "A,~B*C", {"A": 1}, or an entry a condition."""

_LITERAL = re.compile(r"^(~?)\s*([^\[\]{}~*+]+?)\s*(?:[\[{]([\d\s,;]+)[\]}])?$")


def split_names(names: str | Iterable[str]) -> list[str]:
    """Split "A, B,C" (or pass on a list) into names.

    Examples
    --------
    >>> split_names("A, B,C")
    ['A', 'B', 'C']
    """
    parts = names.split(",") if isinstance(names, str) else list(names)
    return [part.strip() for part in parts if part.strip()]


def parse_outcome(outcome: str) -> tuple[str, bool, tuple[int, ...]]:
    """Read an outcome: its column, whether it is negated, and its levels if it has any.

    Examples
    --------
    >>> parse_outcome("~Y"), parse_outcome("Y[1]"), parse_outcome("~Y{1,2}")
    (('Y', True, ()), ('Y', False, (1,)), ('Y', True, (1, 2)))
    """
    match = _LITERAL.match(outcome.strip())
    if match is None:
        raise ParameterError(
            f"outcome {outcome!r} is not understood; write a column as Y, ~Y or Y[1]"
        )
    levels = tuple(int(v) for v in re.split(r"[\s,;]+", match[3] or "") if v)
    return match[2], bool(match[1]), levels


@dataclass(frozen=True)
class Vocabulary:
    """The conditions of a truth table, and how their literals are written.

    Parameters
    ----------
    conditions : tuple of str
        Names in the order that terms follow.
    levels : tuple of int
        Number of levels of each condition; 2 for crisp and fuzzy sets.

    Examples
    --------
    >>> words = Vocabulary(("A", "B"), (2, 2))
    >>> words.term((1, 0)), words.cube("~B"), Vocabulary(("A", "B"), (3, 2)).term((2, 0))
    ('A*~B', (-1, 0), 'A[2]*B[0]')
    """

    conditions: tuple[str, ...]
    levels: tuple[int, ...]

    @cached_property
    def multi_value(self) -> bool:
        """Whether literals are written with their level in brackets."""
        return any(n > 2 for n in self.levels)

    @cached_property
    def _written(self) -> tuple[tuple[str, ...], ...]:
        """Every literal, by condition and level."""
        if self.multi_value:
            return tuple(
                tuple(f"{name}[{value}]" for value in range(n))
                for name, n in zip(self.conditions, self.levels, strict=True)
            )
        return tuple((f"~{name}", name) for name in self.conditions)

    def literal(self, condition: int, value: int) -> str:
        """Write one literal: A, ~A or A[2]."""
        return self._written[condition][value]

    def term(self, cube: Cube) -> str:
        """Write a cube as a product; "1" if it has no literal."""
        pairs = zip(self._written, cube, strict=True)
        return "*".join([levels[value] for levels, value in pairs if value >= 0]) or "1"

    def model(self, cubes: Iterable[Cube]) -> tuple[str, ...]:
        """Write the terms of a model, sorted."""
        return tuple(sorted(self.term(cube) for cube in cubes))

    def ordered(self, models: Iterable[Iterable[Cube]]) -> list[list[tuple[str, Cube]]]:
        """Name the terms of models; terms and models sorted by name.

        Examples
        --------
        >>> Vocabulary(("A", "B"), (2, 2)).ordered([[(-1, 1)], [(1, -1), (-1, 0)]])
        [[('A', (1, -1)), ('~B', (-1, 0))], [('B', (-1, 1))]]
        """
        listed = [list(model) for model in models]
        # Models share terms: ten thousand of them are made of a few hundred.
        names = {cube: self.term(cube) for model in listed for cube in model}
        return sorted(sorted([(names[cube], cube) for cube in model]) for model in listed)

    def cube(self, term: str) -> Cube:
        """Read a product such as A*~B or A[2]*B{0}.

        Raises
        ------
        ParameterError
            If a literal names no condition, or a level that is not there.
        """
        cube = [-1] * len(self.conditions)
        # "1" is the term without literals, unless a condition has that name.
        if term.strip() == "1" and "1" not in self.conditions:
            return tuple(cube)
        for part in term.split("*"):
            c, values = self.literal_levels(part)
            if len(values) != 1 or cube[c] not in (-1, values[0]):
                raise ParameterError(
                    f"term {term!r} takes more than one level of {self.conditions[c]!r}; "
                    "a term has one of each condition: write a sum of terms"
                )
            cube[c] = values[0]
        return tuple(cube)

    def cubes(self, expression: str | Iterable[str]) -> list[Cube]:
        """Read a sum of products, "A*~B + C", or a list of products."""
        terms = expression.split("+") if isinstance(expression, str) else expression
        return [self.cube(term) for term in terms]

    def literal_levels(self, text: str) -> tuple[int, tuple[int, ...]]:
        """Read one literal as (condition, levels); ~A[1] is every other level of A.

        Raises
        ------
        ParameterError
            If it is no literal, or names a condition or level that is not there.

        Examples
        --------
        >>> Vocabulary(("A", "B"), (3, 2)).literal_levels("~A[1]")
        (0, (0, 2))
        """
        match = _LITERAL.match(text.strip())
        if match is None:
            raise ParameterError(f"{text.strip()!r} is not a literal; write A, ~A or A[2]")
        c = self.position(match[2])
        values = tuple(int(v) for v in re.split(r"[\s,;]+", match[3] or "") if v) or (1,)
        for value in values:
            self.check_level(c, value)
        if match[1]:
            values = tuple(v for v in range(self.levels[c]) if v not in values)
        return c, values

    def position(self, name: str) -> int:
        """Return the place of a condition."""
        if name not in self.conditions:
            raise ParameterError(
                f"{name!r} is not a condition; the conditions are {', '.join(self.conditions)}"
            )
        return self.conditions.index(name)

    def check_level(self, condition: int, value: int) -> None:
        """Raise if a condition does not have a level."""
        top = self.levels[condition] - 1
        if not 0 <= value <= top:
            raise ParameterError(
                f"condition {self.conditions[condition]!r} has no level {value}; "
                f"its levels are 0 to {top}"
            )

    def expectations(self, dir_exp: Expected) -> dict[int, tuple[int, ...]]:
        """Read directional expectations as levels for each condition that has any.

        Parameters
        ----------
        dir_exp : str, mapping or sequence
            "A=1,B=0", "A,~B", "A[2]", {"A": 1, "B": "-"}, or one entry for each condition;
            several levels as "A=1;2"; "-" or None for no expectation. Products, "~B*C", are for
            :meth:`conjunctions`.

        Returns
        -------
        dict
            Position of the condition: levels that are expected to lead to the outcome.

        Raises
        ------
        ParameterError
            If a condition or level is not there, or one is named twice.
        """
        expected: dict[int, tuple[int, ...]] = {}
        for name, value in self._expectation_pairs(dir_exp):
            if "*" in name:
                continue
            if value is None or str(value).strip() in ("-", ""):
                self.position(name)
                continue
            if value is True:
                c, values = self.literal_levels(name)
            else:
                c, values = self.position(name), self._levels_of(name, value)
            if c in expected:
                raise ParameterError(f"dir_exp names condition {self.conditions[c]!r} twice")
            expected[c] = values
        return expected

    def conjunctions(self, dir_exp: Expected) -> tuple[Cube, ...]:
        """Read directional expectations that are products: conditions expected only together.

        Parameters
        ----------
        dir_exp : str, mapping or sequence
            As in :meth:`expectations`; of "A,~B*C" this returns "~B*C".

        Returns
        -------
        tuple of cube

        Raises
        ------
        ParameterError
            If a condition of a product is also expected by itself.

        Examples
        --------
        >>> Vocabulary(("A", "B", "C"), (2, 2, 2)).conjunctions("A,~B*C")
        ((-1, 0, 1),)
        """
        alone = self.expectations(dir_exp)
        found: list[Cube] = []
        for name, value in self._expectation_pairs(dir_exp):
            if "*" not in name:
                continue
            if value is not True:
                raise ParameterError(f"dir_exp {name}={value} is not understood; write A*~B")
            cube = self.cube(name)
            for c, level in enumerate(cube):
                if level >= 0 and c in alone:
                    raise ParameterError(
                        f"dir_exp expects {self.conditions[c]!r} by itself and within {name!r}; "
                        "keep one of the two"
                    )
            found.append(cube)
        return tuple(found)

    def _levels_of(self, name: str, value: object) -> tuple[int, ...]:
        parts = value if isinstance(value, (list, tuple, set)) else re.split(r"[;|/]", str(value))
        try:
            numbers = {float(str(part)) for part in parts}
            values = tuple(sorted(int(number) for number in numbers))
        except (ValueError, OverflowError):
            numbers, values = {math.nan}, ()
        if numbers != set(values):
            raise ParameterError(
                f"dir_exp of {name!r} is {value!r}; give a level (0, 1, ...), several as 1;2, "
                "or - for none"
            )
        for level in values:
            self.check_level(self.position(name), level)
        return values

    def _expectation_pairs(self, dir_exp: Expected) -> list[tuple[str, object]]:
        """Split expectations into names and values; True where a literal stands alone."""
        if dir_exp is None:
            return []
        if isinstance(dir_exp, Mapping):
            return list(dir_exp.items())
        parts = (
            # Not at the comma of A[1,2].
            [p.strip() for p in re.split(r"[,+](?![^\[{]*[\]}])", dir_exp) if p.strip()]
            if isinstance(dir_exp, str)
            else list(dir_exp)
        )
        # "1,0,-": an entry a condition, as in older R scripts.
        plain = [re.fullmatch(r"\s*(-|\d+(\s*;\s*\d+)*)\s*", str(part)) for part in parts]
        if parts and all(plain):
            if len(parts) != len(self.conditions):
                raise ParameterError(
                    f"dir_exp has {len(parts)} entries for {len(self.conditions)} conditions; "
                    "give one for each, or name them as A=1,B=0"
                )
            return list(zip(self.conditions, parts, strict=True))
        pairs: list[tuple[str, object]] = []
        for part in map(str, parts):
            name, equals, value = part.partition("=")
            pairs.append((name.strip(), value.strip() if equals else True))
        return pairs
