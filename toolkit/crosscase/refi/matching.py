"""Names in a coded project, matched with the ids of a study: its cases and its propositions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crosscase.refi.project import SEPARATOR
from crosscase.study import Study

__all__ = ["KnownIds", "known_ids"]

_STANCES = {
    "supports": 1, "support": 1, "supporting": 1, "pro": 1, "+": 1,
    "contradicts": -1, "contradict": -1, "contradicting": -1, "against": -1, "contra": -1, "-": -1,
}  # fmt: skip
# What may follow an id in a code's name: nothing, or a sign that ends it. "P1" is named by
# "P1: upward" and "P1 (upward)", not by "P10" nor by "P1 of another study".
_ID_TAIL = r"\s*([:.,–—(\-]\s|[:.(–—]|$)"


@dataclass(frozen=True)
class KnownIds:
    """The ids of a study that names in a project are matched with.

    Parameters
    ----------
    cases : mapping of str to str
        Folded names and ids of the cases, each to the id.
    propositions : tuple of str
        The ids of the propositions, the longest first: "P1-2" is not taken for "P1".
    """

    cases: Mapping[str, str]
    propositions: tuple[str, ...]

    def case_id(self, name: str) -> str | None:
        """Return the id of the case with this id or name, whatever the letter case.

        Examples
        --------
        >>> KnownIds({"firm a": "a"}, ()).case_id("FIRM  A")
        'a'
        """
        return self.cases.get(_folded(name))

    def proposition(self, path: str) -> tuple[str | None, int | None]:
        """Return the proposition that a code's path names, and the stance below it.

        Examples
        --------
        >>> known = KnownIds({}, ("P1",))
        >>> known.proposition("Themes > P1: upward > Contradicts")
        ('P1', -1)
        >>> known.proposition("P1"), known.proposition("P10 > supports")
        (('P1', None), (None, None))
        """
        names = path.split(SEPARATOR)
        for depth, name in enumerate(names):
            for identifier in self.propositions:
                if re.match(re.escape(identifier) + _ID_TAIL, name.strip(), re.IGNORECASE):
                    below = [_STANCES.get(_folded(n)) for n in names[depth + 1 :]]
                    return identifier, next((s for s in below if s is not None), None)
        return None, None


def known_ids(study: Study) -> KnownIds:
    """Return the ids of a study: of its tables ``cases`` and ``propositions``, if it has them.

    Of two cases that share a name an id goes before a name, a name before a full name.
    """
    cases: dict[str, str] = {}
    if "cases" in study.tables:
        table = study.table("cases")
        for column in ("full_name", "name", "case_id"):
            if column in table and "case_id" in table:
                pairs = zip(table[column], table["case_id"], strict=True)
                cases.update({_folded(a): b for a, b in pairs if isinstance(a, str)})
    ids: list[str] = []
    if "propositions" in study.tables and "proposition_id" in study.table("propositions"):
        ids = study.table("propositions")["proposition_id"].dropna().tolist()
    return KnownIds(cases, tuple(sorted(ids, key=len, reverse=True)))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
