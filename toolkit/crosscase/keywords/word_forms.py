"""Forms of a word that count as one: inflections and spellings.

The normal form of a word is the stem (Porter 2001) of its American spelling: ::

    Co-operations    cooperations    cooper         case and hyphen
    behaviours       behaviors       behavior       spelling
    understood       understand      understand     irregular forms

Spelling comes before the stem, since the stemmer knows no British words. A stemmer joins more than
inflections (*innovative* and *innovation* have one stem), so matches are kept as they stand, and
:func:`inflected` tells which of them differ from a term by inflection alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

from crosscase.keywords.tokens import words

__all__ = ["bare_name", "inflected", "normal"]

_STEMMER = snowballstemmer.stemmer("english")
# Prefixes that are written with or without a hyphen; after other words a hyphen parts.
_PREFIXES = {
    "anti", "bi", "co", "counter", "de", "e", "inter", "intra", "mega", "micro", "mini", "multi",
    "non", "pre", "re", "semi", "sub", "super", "trans", "tri", "ultra", "un", "uni",
}  # fmt: skip
# British to American, as far as the ends of words tell; a word that is changed by mistake is
# changed in term and text alike, so that only two words made one would do harm. "-ise" needs three
# letters before it (rise, wise), "-our" two (our, four, sour).
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
# What a stemmer cannot know: frequent irregular verbs and plurals.
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
        if joined and joined[-1] in _PREFIXES:
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
    """Take plural, *-ed* and *-ing* off; silent *e* too, so that *hiring* is like *hire*."""
    if re.search(r"(?:[^s]s|sses|shes|ches|xes)$", word) and not re.search(r"[iu]s$", word):
        word = re.sub(r"ies$", "y", word) if word.endswith("ies") else word[:-1]
    word = re.sub(r"ied$", "y", word)
    bare = re.sub(r"(?:ed|ing)$", "", word)
    if bare != word and re.search(r"[aeiouy]", bare) and len(bare) > 2:
        word = re.sub(r"([bdfgmnprt])\1$", r"\1", bare)
    return re.sub(r"(?<=\w)ll$", "l", re.sub(r"(?<=\w\w)e$", "", word))


def bare_name(word: str) -> tuple[str, ...]:
    """Return a name as names are compared: lower case, no possessive; no stem, no spelling.

    Examples
    --------
    >>> bare_name("ACME's"), bare_name("Hub-Spoke")
    (('acme',), ('hub', 'spoke'))
    """
    return tuple(re.sub(r"'s?$", "", word.lower()).split("-"))
