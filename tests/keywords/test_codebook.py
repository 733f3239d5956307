"""Words and phrases of a codebook in text: forms, overlaps, punctuation, layers, names."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crosscase.errors import DataError
from crosscase.keywords.codebook import Found, Phrases, aliases, entries, phrases


def book(*terms, **columns):
    return pd.DataFrame({"term": list(terms), **columns})


def found(text, *terms, layer="term"):
    """Return for each form found the matches that count and those inside longer ones."""
    hits = phrases(book(*terms)).find(text).get(layer, {})
    return {form: (dict(hit.matched), dict(hit.nested)) for form, hit in hits.items()}


# Matches --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("co-operation", "cooperation"),
        ("co-operation", "Co‑operations"),
        ("internationalisation", "internationalization"),
        ("labour", "Labor"),
        ("analyse sales data", "analyzing sales data"),
        ("trial-manufacturing", "trial manufacturing"),
        ("centre", "centers"),
        ("programme", "programs"),
        ("travelling", "traveled"),
        ("customers’ operations", "customer’s operation"),
        ("understanding", "understood"),
    ],
)
def test_variants_match(term, text):
    (hit,) = phrases(book(term)).find(text)["term"].values()
    assert hit.n == 1


def test_what_is_not_there_is_not_listed():
    assert phrases(book("hub")).find("A spoke.") == {}
    assert phrases(book("hub")).find("") == {}
    table = book("hub", "spoke", construct_type=["a", "b"])
    assert list(phrases(table).find("A spoke.")) == ["b"]
    assert phrases(book()).find("A spoke.") == {}


def test_matches_are_kept_as_they_stand_and_sorted():
    hits = found("Spokes, spoke and SPOKES: the spoke", "spoke")
    assert hits == {"spoke": ({"spoke": 2, "spokes": 2}, {})}
    (hit,) = phrases(book("spoke")).find("Spokes, spoke and SPOKES: the spoke")["term"].values()
    assert list(hit.matched) == ["spoke", "spokes"]
    inside = phrases(book("spoke", "a spoke")).find("a spokes, a spoke")["term"]["spoke"]
    assert list(inside.nested) == ["spoke", "spokes"]
    assert hit.n == 4


def test_n_counts_what_is_not_inside_longer_matches():
    assert Found({"hub": 2, "hubs": 1}, {"hub": 5}).n == 3
    assert Found({}, {"hub": 5}).n == 0


AFTER_WORDS, ANYWHERE = ",.;:!?…”—", '()[]{}"“•/'


@pytest.mark.parametrize("mark", [*AFTER_WORDS, *(f" {mark}" for mark in ANYWHERE)])
def test_a_phrase_does_not_run_over_punctuation(mark):
    assert found(f"a hub{mark} spoke b", "hub spoke") == {}
    assert found(f"a hub spoke{mark} b", "hub spoke") == {"hub spoke": ({"hub spoke": 1}, {})}
    assert found(f"hub spoke{mark}", "hub spoke") == {"hub spoke": ({"hub spoke": 1}, {})}


def test_marks_within_a_word_part_nothing():
    assert found("some 2.5 hubs", "2.5 hubs") == {"2.5 hub": ({"2.5 hubs": 1}, {})}


def test_of_two_matches_the_longer_counts():
    hits = found("Value for customers. New value; for customers too.",
                 "value for customers", "customers")  # fmt: skip
    assert hits == {
        "custom": ({"customers": 1}, {"customers": 1}),
        "valu for custom": ({"value for customers": 1}, {}),
    }


def test_of_two_as_long_the_first_counts():
    assert found("new hub spoke firm", "spoke firm", "hub spoke") == {
        "hub spoke": ({"hub spoke": 1}, {}),
        "spoke firm": ({}, {"spoke firm": 1}),
    }


def test_the_longer_counts_wherever_it_begins():
    assert found("new hub spoke firm", "new hub", "hub spoke firm") == {
        "new hub": ({}, {"new hub": 1}),
        "hub spoke firm": ({"hub spoke firm": 1}, {}),
    }


def test_what_is_inside_a_longer_match_takes_no_place():
    # "spoke firm" overlaps with the longest, so that "firm" is free.
    assert found("a new hub spoke firm", "new hub spoke", "spoke firm", "firm") == {
        "new hub spoke": ({"new hub spoke": 1}, {}),
        "spoke firm": ({}, {"spoke firm": 1}),
        "firm": ({"firm": 1}, {}),
    }


def test_a_phrase_that_comes_twice_overlaps_with_itself():
    assert found("hub hub hub", "hub hub") == {"hub hub": ({"hub hub": 1}, {"hub hub": 1})}


def test_a_phrase_is_found_whole_or_not():
    assert found("hub", "hub spoke") == {}
    assert found("hub model spoke", "hub spoke") == {}
    assert found("the hub and the hub spoke", "hub spoke", "hub model") == {
        "hub spoke": ({"hub spoke": 1}, {})
    }


def test_parts_are_compared_and_words_are_shown():
    assert found("a trial-manufacturing plant", "manufacturing plant") == {
        "manufactur plant": ({"trial-manufacturing plant": 1}, {})
    }
    assert found("one hub-spoke", "hub") == {"hub": ({"hub-spoke": 1}, {})}


def test_layers_do_not_overlap():
    table = book("value for customers", "customers", construct_type=["key word", "construct"])
    hits = phrases(table).find("Value for customers")
    assert hits["key word"]["valu for custom"].n == 1
    assert hits["construct"]["custom"].n == 1


# Codebooks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["term", "keyword", "key_word", "phrase", "name"])
def test_terms_stand_in_the_first_column_of_these(column):
    table = pd.DataFrame({column: ["hub"]})
    assert entries(table)["form"].tolist() == ["hub"]
    if column != "name":
        assert entries(table.assign(name="spoke"))["form"].tolist() == ["hub"]


def test_without_a_column_of_terms_it_says_which_to_name():
    with pytest.raises(DataError, match=r"no column of terms \(its columns: a, b\).*them 'term'"):
        phrases(pd.DataFrame({"a": [1], "b": [2]}))


def test_entries_and_their_variants():
    table = book("joint venture", "hubs", code_id=["k1", "k2"], variants=["ally; allies ;", None],
                 construct_type=[None, " kind "])  # fmt: skip
    assert entries(table).to_numpy().tolist() == [
        ["term", "joint ventur", "k1", "joint venture"],
        ["term", "alli", "k1", "ally"],
        ["term", "alli", "k1", "allies"],
        ["kind", "hub", "k2", "hubs"],
    ]


@pytest.mark.parametrize("empty", ["", " ", None, np.nan, pd.NA])
def test_empty_cells(empty):
    table = book("hub", empty, code_id=[empty, "b"], variants=["x", empty])
    assert entries(table)[["form", "code_id"]].to_numpy().tolist() == [["hub", "0"], ["x", "0"]]


def test_ids_are_positions_or_text():
    assert entries(book("hub", "spoke"))["code_id"].tolist() == ["0", "1"]
    assert entries(book("hub", "spoke", code_id=[7, 9]))["code_id"].tolist() == ["7", "9"]


def test_no_entries_are_text_all_the_same():
    assert entries(book("")).dtypes.eq(object).all()


def test_one_form_of_several_entries():
    table = book("hub", "hubs", "hub", code_id=["b", "a", "b"], variants=["", "", "spoke; spokes"])
    assert phrases(table).forms == {"term": {"hub": ("a", "b"), "spoke": ("b",)}}


def test_the_hash_is_that_of_the_forms_alone():
    one = phrases(book("hub", "spoke", code_id=["a", "b"]))
    assert len(one.sha256) == 64
    for same in (book("spokes", "hubs"), book("hub", "spoke", note=["x", "y"])):
        assert phrases(same).sha256 == one.sha256
    for other in (book("hub"), book("hub", "firm"), book("hub", "spoke", construct_type="a")):
        assert phrases(other).sha256 != one.sha256
    # The order of layers says nothing, nor that of forms.
    plain, turned = {"a": {"x": (), "y": ()}, "b": {}}, {"b": {}, "a": {"y": (), "x": ()}}
    assert Phrases(plain).sha256 == Phrases(turned).sha256
    mixed = book("hub", "spoke", construct_type=["a", "b"])
    assert phrases(mixed).sha256 == phrases(mixed[::-1]).sha256
    assert list(phrases(mixed[::-1]).forms) == ["a", "b"]


# Names ----------------------------------------------------------------------------------------


def test_names_are_compared_without_stems_and_several_firms_may_have_one():
    table = pd.DataFrame({"case_id": ["c2", "c1", "c3"], "alias": ["Acme", "ACME", "New Hubs"]})
    look = aliases(table)
    assert look.forms == {"firm": {"acme": ("c1", "c2"), "new hubs": ("c3",)}}
    assert look.find("new hub; acmes") == {}
    hits = look.find("New Hubs' plant, Acme’s plant")["firm"]
    assert {form: dict(hit.matched) for form, hit in hits.items()} == {
        "acme": {"acme's": 1}, "new hubs": {"new hubs": 1},
    }  # fmt: skip


@pytest.mark.parametrize("missing", ["case_id", "alias"])
def test_names_need_two_columns(missing):
    table = pd.DataFrame({"case_id": ["c"], "alias": ["a"]}).drop(columns=missing)
    with pytest.raises(DataError, match=f"no column '{missing}'"):
        aliases(table)
