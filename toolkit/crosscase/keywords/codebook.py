"""Find the words and phrases of a codebook in text: inflections, spellings, overlaps.

Words are compared by their normal form (:mod:`crosscase.keywords.word_forms`), and each match is
kept with the words as they stand. A phrase does not run over a punctuation mark. Of two matches
that overlap the longer counts, and the other is kept apart as *nested*: in "value for customers"
the term *value for customers* counts, and *customers* is nested in it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from crosscase.errors import DataError
from crosscase.keywords.tokens import words
from crosscase.keywords.word_forms import bare_name, normal

__all__ = ["Found", "Phrases", "aliases", "entries", "phrases"]

_CLAUSE = re.compile(r"[,.;:!?\u2026]+(?=\s|$)|[()\[\]{}\"\u201c\u201d\u2014\u2022/]")
_TERMS = ("term", "keyword", "key_word", "phrase", "name")


@dataclass(frozen=True)
class Found:
    """How often one form was found, by the words as they stand; and inside longer matches."""

    matched: Mapping[str, int]
    nested: Mapping[str, int]

    @property
    def n(self) -> int:
        """Matches that are not part of longer ones."""
        return sum(self.matched.values())


@dataclass(frozen=True)
class Phrases:
    """What to look for: forms, each with the entries that have it, in layers.

    Parameters
    ----------
    forms : mapping of str to mapping of str to tuple of str
        Layer, then form (normalised words with single spaces), then the ids of the entries.
        Overlaps are resolved within a layer.
    stemmed : bool, default True
        Whether words are compared by their normal form, or only without case (names).
    """

    forms: Mapping[str, Mapping[str, tuple[str, ...]]]
    stemmed: bool = True

    @cached_property
    def sha256(self) -> str:
        """Hash of the forms alone: notes and definitions may change without effect."""
        plain = {layer: sorted(forms) for layer, forms in self.forms.items()}
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()

    @cached_property
    def _by_first(self) -> dict[str, dict[str, list[tuple[str, ...]]]]:
        index: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        for layer, forms in self.forms.items():
            index[layer] = defaultdict(list)
            for form in sorted(forms):
                index[layer][form.split(" ")[0]].append(tuple(form.split(" ")))
        return index

    def find(self, text: str) -> dict[str, dict[str, Found]]:
        """Count the forms in a text.

        Parameters
        ----------
        text : str
            Running text of one paragraph.

        Returns
        -------
        dict
            Layer, then form, then :class:`Found`; only what was found.

        Examples
        --------
        >>> look = phrases(pd.DataFrame({"term": ["customers", "value for customers"]}))
        >>> look.find("Value for customers comes first; a customer stays.")
        {'term': {'custom': Found(matched={'customer': 1}, nested={'customers': 1}),
                  'valu for custom': Found(matched={'value for customers': 1}, nested={})}}
        """
        shape = normal if self.stemmed else bare_name
        clauses = [_Clause.of(words(clause), shape) for clause in _CLAUSE.split(text)]
        found = {}
        for layer, index in self._by_first.items():
            hits = [hit for clause in clauses for hit in clause.matches(index)]
            if hits:
                found[layer] = _tallied(hits)
        return found


@dataclass(frozen=True)
class _Clause:
    """Words between two punctuation marks: `parts` are compared, `at` says of which word."""

    words: Sequence[str]
    parts: tuple[str, ...]
    at: Sequence[int]

    @classmethod
    def of(cls, found: Sequence[str], shape: Callable[[str], tuple[str, ...]]) -> _Clause:
        pairs = [(part, i) for i, word in enumerate(found) for part in shape(word)]
        return cls(found, tuple(part for part, _ in pairs), [i for _, i in pairs])

    def matches(
        self, index: Mapping[str, list[tuple[str, ...]]]
    ) -> Iterator[tuple[str, str, bool]]:
        """Yield form, words as they stand, and whether inside a longer match; longest first."""
        # Longest first, then from the left: a place that is taken is not given again.
        found = [
            (-len(form), at, form)
            for at, part in enumerate(self.parts)
            for form in index.get(part, ())
            if self.parts[at : at + len(form)] == form
        ]
        taken: set[int] = set()
        for size, at, form in sorted(found):
            place = range(at, at - size)
            free = taken.isdisjoint(place)
            taken.update(place if free else ())
            surface = " ".join(self.words[self.at[at] : self.at[at - size - 1] + 1])
            yield " ".join(form), surface, not free


def _tallied(hits: Sequence[tuple[str, str, bool]]) -> dict[str, Found]:
    found = {}
    for form in sorted({form for form, _, _ in hits}):
        counts = [
            Counter(surface for name, surface, nested in hits if name == form and nested is inside)
            for inside in (False, True)
        ]
        found[form] = Found(dict(sorted(counts[0].items())), dict(sorted(counts[1].items())))
    return found


def phrases(codebook: pd.DataFrame) -> Phrases:
    """Read a codebook.

    Parameters
    ----------
    codebook : DataFrame
        `term` (or `keyword`, `key_word`, `phrase`, `name`), and where present `code_id`,
        `variants` (further terms, parted by semicolons) and `construct_type` (the layer).

    Returns
    -------
    Phrases
        What to look for.

    Raises
    ------
    DataError
        If no column holds the terms.

    Examples
    --------
    >>> codebook = pd.DataFrame({"code_id": ["k1"], "term": ["co-operation"], "variants": ["ally"]})
    >>> phrases(codebook).forms
    {'term': {'alli': ('k1',), 'cooper': ('k1',)}}
    """
    layers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in entries(codebook).itertuples():
        if row.code_id not in layers[row.layer][row.form]:
            layers[row.layer][row.form].append(row.code_id)
    return Phrases(_frozen(layers))


def entries(codebook: pd.DataFrame) -> pd.DataFrame:
    """Return one row a term or variant of a codebook: `layer`, `form`, `code_id`, `term`.

    Examples
    --------
    >>> entries(pd.DataFrame({"term": ["joint venture"]}))
      layer          form code_id           term
    0  term  joint ventur       0  joint venture
    """
    column = next((name for name in _TERMS if name in codebook.columns), None)
    if column is None:
        raise DataError(
            f"the codebook has no column of terms (its columns: {', '.join(codebook.columns)}); "
            f"name one of them {_TERMS[0]!r}"
        )
    rows = []
    for number, row in enumerate(codebook.to_dict("records")):
        layer = _cell(row, "construct_type") or "term"
        code = _cell(row, "code_id") or str(number)
        for term in [_cell(row, column), *_cell(row, "variants").split(";")]:
            form = " ".join(part for word in words(term) for part in normal(word))
            if form:
                rows.append((layer, form, code, term.strip()))
    return pd.DataFrame(rows, columns=["layer", "form", "code_id", "term"]).astype(object)


def aliases(table: pd.DataFrame) -> Phrases:
    """Read a table of firms' names: `case_id` and `alias`.

    Examples
    --------
    >>> look = aliases(pd.DataFrame({"case_id": ["c1"], "alias": ["Acme"]}))
    >>> look.find("Acme's plants and Acme")
    {'firm': {'acme': Found(matched={'acme': 1, "acme's": 1}, nested={})}}
    """
    missing = {"case_id", "alias"} - set(table.columns)
    if missing:
        raise DataError(f"the table of aliases has no column {sorted(missing)[0]!r}")
    forms: dict[str, list[str]] = defaultdict(list)
    for case, alias in zip(table["case_id"], table["alias"], strict=True):
        form = " ".join(part for word in words(str(alias)) for part in bare_name(word))
        forms[form].append(str(case))
    return Phrases(_frozen({"firm": forms}), stemmed=False)


def _cell(row: Mapping[str, object], column: str) -> str:
    value = row.get(column)
    return "" if value is None or value is pd.NA or value != value else str(value).strip()


def _frozen(
    layers: Mapping[str, Mapping[str, Iterable[str]]],
) -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        layer: {form: tuple(sorted(codes)) for form, codes in sorted(forms.items())}
        for layer, forms in sorted(layers.items())
    }
