"""HTML to paragraphs: blocks, tables, lists, lines; and what surrounds a page."""

from __future__ import annotations

import codecs

import pytest

from crosscase.errors import DataError
from crosscase.texts.html import read_html
from tests.texts.samples import prose, texts

PAGE = """<html><head><title>t</title><script>var x = 'no text';</script></head><body>
<nav><a>Home</a> <a>About</a></nav><article><h1>Title</h1><p>%s</p><div>Loose <b>text</b> in a block
over lines.<p>%s</p>tail</div><ul><li>one item<li>another</ul>
<table><tr><th>Firm</th><th>Year</th></tr><tr><td>ZTE<td>1985</table></article>
<footer>Copyright 2020 Example</footer></body></html>"""
LONG = prose(1)[0]


def page(body, encoding="utf-8"):
    return read_html(body.encode(encoding))


def found(body):
    return [(p.kind, p.text) for p in page(body).paragraphs]


def left(body):
    return [item.text for item in page(body).left_out]


def test_a_page():
    wanted = prose(2)
    reading = page(PAGE % tuple(wanted))
    assert texts(reading.paragraphs) == [
        wanted[0], "Loose text in a block over lines.", wanted[1], "tail", "one item", "another",
    ]  # fmt: skip
    assert [p.text for p in reading.paragraphs if p.kind == "table"] == [
        "Firm | Year",
        "ZTE | 1985",
    ]
    assert [(item.line, item.reason, item.text) for item in reading.left_out] == [
        (0, "web page furniture", "Home About"),
        (0, "web page furniture", "Copyright 2020 Example"),
    ]
    assert (reading.encoding, reading.notes) == ("utf-8", [])


# Blocks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<h2>A</h2><p>x", [("heading", "A"), ("text", "x")]),
        ("<p>one<br>two", [("text", "one two")]),
        ("<p>one<br><br>two", [("text", "one"), ("text", "two")]),
        ("<p>one<br> <br>two", [("text", "one"), ("text", "two")]),
        ("<pre>one\n\n two</pre>", [("text", "one two")]),
        ("<p>a<!-- not this -->b", [("text", "ab")]),
        ("bare<p>x</p>bare", [("text", "bare"), ("text", "x"), ("text", "bare")]),
        ("<dl><dt>a<dd>b</dl>", [("text", "a"), ("text", "b")]),
        ("<p>a <i>b</i> <a href=x>c</a></p>", [("text", "a b c")]),
        ("<figure><figcaption>The hub</figcaption></figure>", [("text", "The hub")]),
        ("<figure><figcaption>Figure 1: The hub</figcaption></figure>",
         [("caption", "Figure 1: The hub")]),
        ("<figcaption>Figure 1: The hub<br><br>of 2010</figcaption>",
         [("caption", "Figure 1: The hub of 2010")]),
        ("<p>a</p><style>b</style><noscript>c</noscript><button>d</button><select><option>e"
         "</select><textarea>f</textarea><svg>g</svg>", [("text", "a")]),
    ],
)  # fmt: skip
def test_blocks(body, wanted):
    assert found(body) == wanted


def test_levels_of_headings():
    body = "<h1>T</h1><h2>A</h2><p>x<h3>B</h3><p>y<h2>C</h2><p>z"
    assert [p.locator for p in page(body).paragraphs] == [
        "s0", "s1", "s1¶1", "s1.1", "s1.1¶1", "s2", "s2¶1",
    ]  # fmt: skip


# Tables ---------------------------------------------------------------------------------------


def test_tables_are_counted_and_their_cells_are_parted():
    one, two = "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "<table><tr><td>e<td>f</table>"
    assert [(p.locator, p.text) for p in page(one + two).paragraphs] == [
        ("table 1/1", "a | b"), ("table 1/2", "c | d"), ("table 2/1", "e | f"),
    ]  # fmt: skip
    captioned = one.replace("<table>", "<table><caption>Table 4: Firms</caption>")
    assert [p.locator for p in page(captioned).paragraphs] == ["Table 4", "Table 4/1", "Table 4/2"]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("<td>a<b>b</b> c<td>d", "ab c | d"),
        ("<td><p>a</p><p>b</p><td>c", "ab | c"),
        ("<td> <td>a<td>b<td>", "a | b"),
        ("<th>a<td>b", "a | b"),
    ],
)
def test_cells(row, text):
    assert found(f"<table><tr>{row}</table>") == [("table", text)]


def test_tables_for_layout_are_no_tables():
    inner = "<table><tr><td>a<td>b</table>"
    assert found(f"<table><tr><td><p>one<p>two</td></tr></table>{inner}") == [
        ("text", "one"), ("text", "two"), ("table", "a | b"),
    ]  # fmt: skip
    assert found(f"<table><tr><td><p>menu</p><td>{inner}</table>") == [
        ("text", "menu"),
        ("table", "a | b"),
    ]
    assert found("<table><tr><td><h2>A</h2><td>x</table>")[0] == ("heading", "A")


# What surrounds a page ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "around",
    ["<nav>N</nav>", "<nav> N </nav>", "<footer>N</footer>", "<form>N</form>", "<aside>N</aside>",
     "<header>N</header>", '<div role="navigation">N</div>', '<div role="banner">N</div>',
     '<section role="contentinfo">N</section>', '<p role="complementary">N</p>',
     '<div class="cookie">N</div>', '<div class="a site-header">N</div>', '<ul id="menu">N</ul>',
     '<p class="share">N</p>', '<section class="my-sidebar">N</section>',
     '<div class="x social_y">N</div>', '<div class="Breadcrumbs">N</div>'],
)  # fmt: skip
def test_what_surrounds_a_text_is_left_out(around):
    body = f"{around}<p>{LONG}</p>"
    assert found(body) == [("text", LONG)]
    assert left(body) == ["N"]


@pytest.mark.parametrize(
    "inside",
    ["<header><h1>N</h1></header>", "<header><p>N</p></header>", '<div role="main">N</div>',
     '<div class="menus">N</div>', '<div class="shared">N</div>', '<b class="share">N</b>',
     '<div class="content">N</div>', '<article class="menu">N</article>'],
)  # fmt: skip
def test_what_only_looks_like_it_stays(inside):
    body = f"{inside}<p>{LONG}</p>"
    assert [text for _, text in found(body)] == ["N", LONG]
    assert left(body) == []


def test_what_is_around_is_told_once_shortened_and_not_if_empty():
    inner = f"<div class='menu'><p>{'ab ' * 100}<i>a</i></p></div>\n <div><aside>x</aside></div>"
    body = f"<nav>{inner}</nav><nav></nav>"
    body += f"<p>{LONG * 4}</p>"
    (text,) = left(body)
    assert text == ("ab " * 100)[:200]


def test_where_most_of_a_page_looks_like_its_surroundings_it_is_the_text():
    # With a blank between them 51 of 102 characters are half, 52 of 103 are more.
    body = "<nav>{}</nav><p>{}</p>"
    assert left(body.format("n" * 51, "t" * 50)) == ["n" * 51]
    assert left(body.format("n" * 52, "t" * 50)) == []
    # White space is no text.
    assert left(body.format("n" * 52, "t" * 50).replace("<p>", "\n" * 9 + "<p>")) == []
    assert found(body.format("n" * 52, "t" * 50))[0] == ("text", "n" * 52)


def test_a_page_may_be_nested_two_thousand_elements_deep():
    inner = 1998  # html and body stand around the divisions
    assert found("<div>" * inner + "x" + "</div>" * inner) == [("text", "x")]
    with pytest.raises(DataError, match="is nested more than 2000 elements deep"):
        page("<div>" * 1999 + "x" + "</div>" * 1999)


def test_entities_are_not_unfolded():
    entities = "".join(f'<!ENTITY a{i} "{(f"&a{i - 1};" if i else "x") * 10}">' for i in range(12))
    reading = page(f"<!DOCTYPE h [{entities}]><p>Some text &a11; here.</p>")
    assert sum(len(text) for text in texts(reading.paragraphs)) < 2000


# Encodings ------------------------------------------------------------------------------------


def test_encodings():
    declared = read_html("<meta charset=cp1252><p>é".encode("cp1252"))
    assert (declared.paragraphs[0].text, declared.notes) == ("é", [])
    assert codecs.lookup(declared.encoding).name == "cp1252"
    marked = read_html(b"\xef\xbb\xbf<p>\xc3\xa9")
    assert (marked.paragraphs[0].text, marked.encoding) == ("é", "utf-8")
    guessed = read_html("<p>café</p>".encode("cp1252"))
    assert guessed.paragraphs[0].text == "café"
    assert guessed.notes == [f"no encoding declared; read as {guessed.encoding}"]
