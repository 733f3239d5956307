"""Find the words and phrases of a codebook in text: inflections, spellings, overlaps.

Two forms are the same if they have the same normal form: lower case, no possessive, British
spelling as American, ``co-operation`` as ``cooperation``, other hyphens as spaces, irregular
forms as their base, and then the stem by Snowball's English stemmer (Porter 2001). A stemmer
joins more than inflections (*innovative* and *innovation* share a stem): it is the declared rule.
A phrase does not run over a punctuation mark. Of two matches that overlap the longer counts, and
the other is kept apart as *nested*.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd
import snowballstemmer

from crosscase.errors import DataError
from crosscase.tokens import words

__all__ = ["Found", "Phrases", "aliases", "normal", "phrases"]

_STEMMER = snowballstemmer.stemmer("english")
_JOINED = {
    "anti", "bi", "co", "counter", "de", "e", "inter", "intra", "mega", "micro", "mini", "multi",
    "non", "pre", "re", "semi", "sub", "super", "trans", "tri", "ultra", "un", "uni",
}  # fmt: skip
_SPELLINGS = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"(?<=\w\w\w)is(e|es|ed|er|ers|ing|ation|ations|ational)$", r"iz\1"),
        (r"(?<=al)ys(e|es|ed|er|ers|ing)$", r"yz\1"),
        (r"(?<=\w\w)our(s|ed|ing|er|ers|able|ably|ful|ite|ites|less|al|ally|ism)?$", r"or\1"),
        (r"(?<=[bct])red$", "ered"),
        (r"(?<=[bct])re(s)?$", r"er\1"),
        (r"(?<=\w\w)ogue(s)?$", r"og\1"),
        (r"^(def|off|lic|pret)ence(s|d)?$", r"\1ense\2"),
        (r"^programme(s)?$", r"program\1"),
        (r"(?<=dg)ement(s)?$", r"ment\1"),
    )
)
_IRREGULAR = {
    form: base
    for base, forms in {
        "analysis": "analyses", "bring": "brought", "build": "built", "buy": "bought",
        "child": "children", "choose": "chose chosen", "criterion": "criteria",
        "do": "did done", "find": "found", "foot": "feet", "give": "gave given",
        "go": "went gone", "grow": "grew grown", "hold": "held", "keep": "kept",
        "know": "knew known", "lead": "led", "learn": "learnt", "leave": "left",
        "lose": "lost", "make": "made", "man": "men", "meet": "met", "pay": "paid",
        "phenomenon": "phenomena", "rise": "rose risen", "seek": "sought", "sell": "sold",
        "send": "sent", "show": "shown", "spend": "spent", "take": "took taken",
        "teach": "taught", "think": "thought", "understand": "understood", "win": "won",
        "woman": "women", "write": "wrote written",
    }.items()
    for form in forms.split()
}  # fmt: skip
_CLAUSE = re.compile(r"[,.;:!?\u2026]+(?=\s|$)|[()\[\]{}\"\u201c\u201d\u2014\u2022/]")


@lru_cache(maxsize=200_000)
def normal(word: str) -> tuple[str, ...]:
    """Return the normal form of one token, a tuple because hyphens may part it.

    Examples
    --------
    >>> normal("co-operation"), normal("Cooperations"), normal("trial-manufacturing")
    (('cooper',), ('cooper',), ('trial', 'manufactur'))
    >>> normal("organisation") == normal("organizations"), normal("behaviour") == normal("behavior")
    (True, True)
    """
    plain = word.lower().replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")
    parts = re.sub(r"'s?$", "", plain).split("-")
    joined: list[str] = []
    for part in filter(None, parts):
        if joined and joined[-1] in _JOINED:
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(_stem(re.sub(r"'s?$", "", part)) for part in joined)


def _stem(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    for pattern, becomes in _SPELLINGS:
        word = pattern.sub(becomes, word)
    return str(_STEMMER.stemWord(word))


def _bare(word: str) -> tuple[str, ...]:
    """Return a name as it is compared: lower case, no possessive."""
    return tuple(re.sub(r"'s?$", "", word.lower()).split("-"))


@dataclass(frozen=True)
class Found:
    """How often one form was found: for itself, and inside longer matches."""

    n: int
    nested: int


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
        {'term': {'custom': Found(n=1, nested=1), 'valu for custom': Found(n=1, nested=0)}}
        """
        shape = normal if self.stemmed else _bare
        clauses = [
            [part for word in words(clause) for part in shape(word)]
            for clause in _CLAUSE.split(text)
        ]
        found = {}
        for layer, index in self._by_first.items():
            total: Counter[str] = Counter()
            nested: Counter[str] = Counter()
            for clause in clauses:
                _count(clause, index, total, nested)
            if total or nested:
                both = sorted({*total, *nested})
                found[layer] = {form: Found(total[form], nested[form]) for form in both}
        return found


def _count(
    clause: Sequence[str],
    index: Mapping[str, list[tuple[str, ...]]],
    total: Counter[str],
    nested: Counter[str],
) -> None:
    """Add the matches in one clause to `total`, and those inside longer ones to `nested`."""
    matches = [
        (-len(form), at, " ".join(form))
        for at, word in enumerate(clause)
        for form in index.get(word, ())
        if tuple(clause[at : at + len(form)]) == form
    ]
    taken: set[int] = set()
    for size, at, form in sorted(matches):
        place = range(at, at - size)
        if taken.isdisjoint(place):
            taken.update(place)
            total[form] += 1
        else:
            nested[form] += 1


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
    names = ("term", "keyword", "key_word", "phrase", "name")
    column = next((name for name in names if name in codebook.columns), None)
    if column is None:
        raise DataError(f"the codebook has no column of terms; name one of them {names[0]!r}")
    layers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(codebook.to_dict("records")):
        layer = _cell(row, "construct_type") or "term"
        code = _cell(row, "code_id") or str(number)
        for term in [_cell(row, column), *_cell(row, "variants").split(";")]:
            form = " ".join(part for word in words(term) for part in normal(word))
            if form and code not in layers[layer][form]:
                layers[layer][form].append(code)
    return Phrases(_frozen(layers))


def aliases(table: pd.DataFrame) -> Phrases:
    """Read a table of firms' names: `case_id` and `alias`.

    Examples
    --------
    >>> look = aliases(pd.DataFrame({"case_id": ["tcl"], "alias": ["TCL"]}))
    >>> look.find("TCL's plants and TCL")
    {'firm': {'tcl': Found(n=2, nested=0)}}
    """
    missing = {"case_id", "alias"} - set(table.columns)
    if missing:
        raise DataError(f"the table of aliases has no column {sorted(missing)[0]!r}")
    forms: dict[str, list[str]] = defaultdict(list)
    for case, alias in zip(table["case_id"], table["alias"], strict=True):
        form = " ".join(part for word in words(str(alias)) for part in _bare(word))
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
