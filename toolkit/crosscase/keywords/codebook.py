"""Find the words and phrases of a codebook in text: inflections, spellings, overlaps.

Two forms are the same if they have the same normal form: lower case, no possessive, British
spelling as American, ``co-operation`` as ``cooperation``, other hyphens as spaces, irregular
forms as their base, and then the stem by Snowball's English stemmer (Porter 2001). A stemmer
joins more than inflections (*innovative* and *innovation* share a stem), so each match is kept
with the words as they stand, and :func:`inflected` tells inflections from the rest. A phrase does
not run over a punctuation mark. Of two matches that overlap the longer counts, and the other is
kept apart as *nested*.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd
import snowballstemmer

from crosscase.errors import DataError
from crosscase.keywords.tokens import words

__all__ = ["Found", "Phrases", "aliases", "entries", "inflected", "normal", "phrases"]

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
    return tuple(str(_STEMMER.stemWord(part)) for part in _parts(word))


def _parts(word: str) -> list[str]:
    """Return the parts between hyphens, in American spelling, irregular forms as their base."""
    plain = word.lower().replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")
    joined: list[str] = []
    for part in filter(None, re.sub(r"'s?$", "", plain).split("-")):
        if joined and joined[-1] in _JOINED:
            joined[-1] += part
        else:
            joined.append(part)
    return [_spelled(re.sub(r"'s?$", "", part)) for part in joined]


def _spelled(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    for pattern, becomes in _SPELLINGS:
        word = pattern.sub(becomes, word)
    return word


def inflected(term: str, match: str) -> bool:
    """Say whether `match` differs from `term` by inflection and spelling alone.

    Parameters
    ----------
    term, match : str
        Words or phrases, in any case.

    Returns
    -------
    bool
        True if each word has the same base: plural, *-ed* and *-ing* taken off (Porter 1980,
        step 1, p. 134), British and American spelling alike.

    Examples
    --------
    >>> inflected("innovative ideas", "innovative idea"), inflected("powerful", "power")
    (True, False)
    """
    return [_base(p) for w in words(term) for p in _parts(w)] == [
        _base(p) for w in words(match) for p in _parts(w)
    ]


def _base(word: str) -> str:
    if re.search(r"(?:[^s]s|sses|shes|ches|xes)$", word) and not re.search(r"[iu]s$", word):
        word = re.sub(r"ies$", "y", word) if word.endswith("ies") else word[:-1]
    word = re.sub(r"ied$", "y", word)
    bare = re.sub(r"(?:ed|ing)$", "", word)
    if bare != word and re.search(r"[aeiouy]", bare) and len(bare) > 2:
        word = re.sub(r"([bdfgmnprt])\1$", r"\1", bare)
    return re.sub(r"(?<=\w)ll$", "l", re.sub(r"(?<=\w\w)e$", "", word))


def _bare(word: str) -> tuple[str, ...]:
    """Return a name as it is compared: lower case, no possessive."""
    return tuple(re.sub(r"'s?$", "", word.lower()).split("-"))


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
        shape = normal if self.stemmed else _bare
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
    names = ("term", "keyword", "key_word", "phrase", "name")
    column = next((name for name in names if name in codebook.columns), None)
    if column is None:
        raise DataError(f"the codebook has no column of terms; name one of them {names[0]!r}")
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
    >>> look = aliases(pd.DataFrame({"case_id": ["tcl"], "alias": ["TCL"]}))
    >>> look.find("TCL's plants and TCL")
    {'firm': {'tcl': Found(matched={'tcl': 1, "tcl's": 1}, nested={})}}
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
