"""Forms that count as one word: hyphens, spellings, irregular forms; and inflections alone."""

from __future__ import annotations

import pytest

from crosscase.keywords.word_forms import bare_name, inflected, normal


@pytest.mark.parametrize(
    "same",
    [
        "co-operation Cooperations co‐operation co‑operation",
        "behaviour behaviors behaviour’s",
        "understanding understood",
        "organisation organizations organise organising",
        "analyse analyzed analysing",
        "labour labors",
        "favourable favorable",
        "centre centers center",
        "metre meters",
        "fibre fibers",
        "dialogue dialogs",
        "defence defense",
        "licences license",
        "programme programs",
        "judgement judgments",
        "sabred sabered",
        "firm's firms' firm firms",
        "customers' customer",
        "child children",
        "criterion criteria",
        "micro-firm microfirm",
        "re-export reexports",
        "non-profit nonprofit",
    ],
)
def test_one_form(same):
    first, *others = same.split()
    for other in others:
        assert normal(other) == normal(first), other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Words that only end like a British one.
        ("four", "for"), ("rise", "rize"), ("wise", "wize"), ("our", "or"), ("sour", "sor"),
        ("red", "ered"), ("hub", "spoke"), ("rogue", "brogue"),
    ],
)  # fmt: skip
def test_other_forms(one, other):
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("trial-manufacturing", ("trial", "manufactur")),
        ("hub-and-spoke", ("hub", "and", "spoke")),
        # A prefix is one with what follows it, wherever it stands.
        ("trial-co-operation", ("trial", "cooper")),
        ("firm's-hub", ("firm", "hub")),
        ("-hub-", ("hub",)),
        ("Hub", ("hub",)),
        ("2.5", ("2.5",)),
        ("", ()),
    ],
)
def test_hyphens_part_words(word, parts):
    assert normal(word) == parts


# Inflections ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "match"),
    [
        ("innovative ideas", "innovative idea"),
        ("hub", "Hubs"),
        ("process", "processes"),
        ("branch", "branches"),
        ("wish", "wishes"),
        ("box", "boxes"),
        ("study", "studies"),
        ("study", "studied"),
        ("study", "studying"),
        ("hire", "hiring"),
        ("hire", "hired"),
        ("plan", "planned"),
        ("plan", "planning"),
        ("travelling", "traveled"),
        ("travel", "travelling"),
        ("sell", "selling"),
        ("understanding", "understood"),
        ("organise", "organized"),
        ("co-operation", "cooperations"),
        ("status", "status"),
        ("analysis", "analysis"),
        ("trial-manufacturing", "trial manufactured"),
        ("size", "sized"),
        ("need", "needed"),
        ("sing", "singing"),
    ],
)
def test_inflections(term, match):
    assert inflected(term, match)
    assert inflected(match, term)


@pytest.mark.parametrize(
    ("term", "match"),
    [
        ("powerful", "power"),
        ("innovative", "innovation"),
        ("process", "proces"),
        ("status", "statu"),
        ("analysis", "analysi"),
        ("thing", "th"),
        ("need", "ne"),
        ("red", "r"),
        ("king", "k"),
        ("hub spoke", "hub"),
        ("hub", "hub spoke"),
        ("spring", "spr"),
    ],
)
def test_what_is_no_inflection(term, match):
    assert not inflected(term, match)


# Names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("ACME's", ("acme",)),
        ("Hubs'", ("hubs",)),
        ("Hub-Spoke", ("hub", "spoke")),
        ("Organisations", ("organisations",)),
        ("Mayer's-Hub", ("mayer's", "hub")),
    ],
)
def test_names_have_no_stem(word, parts):
    assert bare_name(word) == parts
