"""Markdown to paragraphs: headings, items, tables, notes, code; marks within lines."""

from __future__ import annotations

import pytest

from crosscase.texts.markdown import read_markdown


def read(text):
    return read_markdown(text.encode())


def found(text):
    return [(p.kind, p.text) for p in read(text).paragraphs]


def plain(*lines):
    return [text for _, text in found("\n".join(lines))]


def test_a_document():
    reading = read(
        "---\ntitle: x\n---\n# Aim\n\nWe *ask* [why](http://x.y)\nand **how**.\n\n## Data\n\n"
        "- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\nEnd\n===\n\nlast[^1]\n\n"
        "[^1]: A note.\n"
    )
    assert [(p.locator, p.kind, p.text) for p in reading.paragraphs] == [
        ("s1", "heading", "Aim"),
        ("s1¶1", "text", "We ask why and how."),
        ("s1.1", "heading", "Data"),
        ("s1.1¶1", "text", "one"),
        ("s1.1¶2", "text", "two"),
        ("table 1/1", "table", "a | b"),
        ("table 1/2", "table", "1 | 2"),
        ("s1.1¶3", "text", "quoted"),
        ("s2", "heading", "End"),
        ("s2¶1", "text", "last"),
        ("s2 note 1", "footnote", "A note."),
    ]
    assert [(item.line, item.reason, item.text) for item in reading.left_out] == [
        (1, "front matter", "title: x")
    ]


# Front matter ---------------------------------------------------------------------------------


def test_front_matter_ends_with_dashes_or_dots_within_eighty_lines():
    assert plain("---", "a: 1", "b: 2", "...", "Text") == ["Text"]
    assert read("---\na: 1\nb: 2\n...\nText").left_out[0].text == "a: 1 b: 2"
    long = [f"a{i}: 1" for i in range(78)]
    assert plain("---", *long, "---", "Text") == ["Text"]
    assert plain("---", *long, "b: 1", "---", "Text") != ["Text"]
    assert read("---\n" + "a" * 300 + "\n---\nText").left_out[0].text == "a" * 200
    # Not further down, nor without an end.
    assert plain("One", "", "---", "a: 1", "---")[:1] == ["One"]
    assert plain("---", "", "a: 1") == ["a: 1"]
    for text in ("Text", "---\n\na: 1"):
        assert read(text).left_out == []


def test_what_was_guessed_of_the_encoding_is_told():
    reading = read_markdown("é.".encode("cp1252"))
    assert reading.encoding == "cp1252"
    assert reading.notes == ["not UTF-8; read as cp1252, check accents and quotation marks"]


# Blocks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# A\nx", [("heading", "A"), ("text", "x")]),
        ("# A #\nx", [("heading", "A"), ("text", "x")]),
        ("x\n## *A*", [("text", "x"), ("heading", "A")]),
        ("#A", [("text", "#A")]),
        ("####### A", [("text", "####### A")]),
        ("    # A", [("text", "# A")]),
        ("A\n---\nx", [("heading", "A"), ("text", "x")]),
        ("A\n==\nx", [("heading", "A"), ("text", "x")]),
        # Under two lines it is a rule.
        ("a\nb\n---\nx", [("text", "a b x")]),
        ("a\n-\nb", [("text", "a - b")]),
        ("a\n\n---\n\nb", [("text", "a"), ("text", "b")]),
        ("a\n\n* * *\n\nb", [("text", "a"), ("text", "b")]),
        ("a\n\n[x]: http://y.z\n\nb", [("text", "a"), ("text", "b")]),
        ("- a\n  b\n- c", [("text", "a b"), ("text", "c")]),
        ("1. a\n2) b", [("text", "a"), ("text", "b")]),
        ("* a\n+ b", [("text", "a"), ("text", "b")]),
        ("1988. That year", [("text", "That year")]),
        ("> > a\n> b", [("text", "a b")]),
        ("> # A\n\nx", [("heading", "A"), ("text", "x")]),
        ("a\n\n\nb", [("text", "a"), ("text", "b")]),
        ("[^n]: one\n  two\n\nx", [("footnote", "one two"), ("text", "x")]),
        ("x\n[^n]: one\n[^m]: two", [("text", "x"), ("footnote", "one"), ("footnote", "two")]),
        # Under a note there is no heading.
        ("[^n]: one\n---\nx", [("footnote", "one x")]),
        ("a\\\nb", [("text", "a b")]),
    ],
)
def test_blocks(text, wanted):
    assert found(text) == wanted


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_code_has_no_marks_of_blocks(fence):
    assert found(f"a\n{fence}\n# b\n| c |\nd\n---\n{fence}\n# e\nf") == [
        ("text", "a"), ("text", "# b | c | d"), ("heading", "e"), ("text", "f"),
    ]  # fmt: skip


def test_levels_of_headings():
    text = "# T\n\n## A\n\nx\n\n### B\n\ny\n\nC\n-\n\nD\n---\n\nz"
    assert [p.locator for p in read(text).paragraphs if p.kind == "heading"] == [
        "s0", "s1", "s1.1", "s2",
    ]  # fmt: skip
    assert [p.locator for p in read("A\n===\n\nB\n---\n\nx").paragraphs] == ["s1", "s1.1", "s1.1¶1"]


def test_tables():
    text = "| a | b |\n|:--|--:|\n| 1 |  |\n\nx\n\n| *c* | d |\n| - | 2 |"
    assert [(p.locator, p.text) for p in read(text).paragraphs] == [
        ("table 1/1", "a | b"), ("table 1/2", "1"), ("s0¶1", "x"),
        ("table 2/1", "c | d"), ("table 2/2", "- | 2"),
    ]  # fmt: skip
    # Text before and after ends with and begins after a table.
    assert found("x\n| a |\ny") == [("text", "x"), ("table", "a"), ("text", "y")]
    assert found("a | b") == [("text", "a | b")]


# Marks within lines ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("*a* b", "a b"), ("**a** b", "a b"), ("__a b__", "a b"), ("_a_", "a"), ("***a***", "a"),
        ("2 * 3 * 4", "2 * 3 * 4"), ("a*b*c", "a*b*c"), ("a_b_c", "a_b_c"), ("`a*b`", "a*b"),
        ("[a](b) c", "a c"), ("[a][b]", "a"), ("![a](b.png) c", "a c"), ("a[^1] b", "a b"),
        ("<https://x.y>", "https://x.y"), ("a<br>b", "ab"), ("a <b class='x'>b</b>", "a b"),
        ("1 < 2 > 0", "1 < 2 > 0"), ("a <!-- b --> c", "a c"), ("``a``", "a"),
        # A backslash takes the meaning from a mark, and from nothing else.
        (r"\*a\*", "*a*"), (r"\_a\_ *b\* c*", "_a_ b* c"), (r"\\*a*", r"\a"), (r"\`a\`", "`a`"),
        (r"\[a](b)", "[a](b)"), (r"\a", r"\a"),
    ],
)  # fmt: skip
def test_marks(line, text):
    assert plain(line) == [text]


def test_marks_run_over_lines():
    assert plain("**a", "b** [c", "d](e)") == ["a b c d"]
    assert plain("# **A**") == ["A"]
