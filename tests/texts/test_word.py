"""Word files to paragraphs: styles, changes, tables, boxes, notes, heads; unsafe archives."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from crosscase.errors import DataError
from crosscase.texts import word
from crosscase.texts.word import read_word
from tests.texts.samples import prose

W = nsdecls("w")


def saved(document):
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def body(*xml):
    """Return a Word file with these elements as its body."""
    document = docx.Document()
    for item in xml:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(item))
    return saved(document)


def p(*runs, properties=""):
    return f"<w:p {W}>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def r(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def styled(style, text):
    return p(r(text), properties=f'<w:pStyle w:val="{style}"/>')


def found(*xml):
    return [(item.locator, item.kind, item.text) for item in read_word(body(*xml)).paragraphs]


def said(*xml):
    return [text for _, _, text in found(*xml)]


def test_a_document():
    document = docx.Document()
    document.add_heading("Knowledge in reverse", 0)
    document.sections[0].header.paragraphs[0].text = "Draft of May"
    document.add_heading("Method", 1)
    document.add_paragraph(prose(1)[0])
    document.add_heading("Cases", 2)
    changed = document.add_paragraph("Two firms ")
    changed._p.append(parse_xml(f'<w:ins {W} w:id="1" w:author="x">{r("from China")}</w:ins>'))
    changed._p.append(
        parse_xml(f'<w:del {W} w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>')
    )
    table = document.add_table(2, 2)
    cells = (cell for row in table.rows for cell in row.cells)
    for cell, text in zip(cells, ("Firm", "Year", "ZTE", "1985"), strict=True):
        cell.text = text
    document.add_heading("References", 1)
    document.add_paragraph("Smith, J. (2010). Learning abroad. Journal of Things, 12(3), 4-19.")
    reading = read_word(saved(document))
    assert [(item.locator, item.kind, item.text) for item in reading.paragraphs] == [
        ("s0", "heading", "Knowledge in reverse"),
        ("s1", "heading", "Method"),
        ("s1¶1", "text", prose(1)[0]),
        ("s1.1", "heading", "Cases"),
        ("s1.1¶1", "text", "Two firms from China"),
        ("table 1/1", "table", "Firm | Year"),
        ("table 1/2", "table", "ZTE | 1985"),
    ]
    assert [(item.line, item.reason) for item in reading.left_out] == [
        (0, "running head"), (0, "reference list"), (0, "reference list"),
    ]  # fmt: skip
    assert (reading.encoding, reading.notes) == ("", ())


# Paragraphs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (r("a") + r(" b"), "a b"),
        (r("a") + "<w:r><w:tab/></w:r>" + r("b"), "a b"),
        (r("a") + "<w:r><w:br/></w:r>" + r("b"), "a b"),
        (r("a") + "<w:r><w:cr/></w:r>" + r("b"), "a b"),
        (r("co") + "<w:r><w:noBreakHyphen/></w:r>" + r("op"), "co-op"),
        (r("  a   b "), "a b"),
        (f'<w:del w:id="1">{r("gone")}</w:del>{r("a")}', "a"),
        (f'<w:ins w:id="1">{r("new")}</w:ins>{r("a")}', "newa"),
        (f"<w:hyperlink>{r('link')}</w:hyperlink>", "link"),
        ("<w:r><w:t/></w:r>" + r("a"), "a"),
    ],
)
def test_runs(runs, text):
    assert said(p(runs)) == [text]


def test_tab_stops_of_a_paragraph_are_no_text():
    assert said(p(r("a"), properties='<w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs>')) == ["a"]


def test_content_controls_and_tracked_paragraphs_are_read_in_order():
    control = f"<w:sdt {W}><w:sdtContent>{p(r('b'))}{p(r('c'))}</w:sdtContent></w:sdt>"
    inserted = f'<w:ins {W} w:id="3">{p(r("d"))}</w:ins>'
    custom = f"<w:customXml {W}>{p(r('e'))}</w:customXml>"
    assert said(p(r("a")), control, inserted, custom, p(r("f"))) == list("abcdef")
    assert said(p(r("")), p(r("a"))) == ["a"]


def test_headings_by_style_outline_and_title():
    outline = '<w:outlineLvl w:val="{}"/>'
    assert found(
        styled("Title", "T"), styled("Heading1", "A"), p(r("x")), styled("Heading2", "B"),
        p(r("C"), properties=outline.format(0)), p(r("D"), properties=outline.format(1)),
        p(r("y"), properties=outline.format(9)), styled("NoSuchStyle", "z"),
    ) == [
        ("s0", "heading", "T"), ("s1", "heading", "A"), ("s1¶1", "text", "x"),
        ("s1.1", "heading", "B"), ("s2", "heading", "C"), ("s2.1", "heading", "D"),
        ("s2.1¶1", "text", "y"), ("s2.1¶2", "text", "z"),
    ]  # fmt: skip


@pytest.mark.parametrize(("level", "kind"), [(0, "heading"), (8, "heading"), (9, "text")])
def test_own_styles_with_an_outline_level_are_headings(level, kind):
    document = docx.Document()
    style = document.styles.add_style("Chapter", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="{level}"/>'))
    document.add_paragraph("A", style="Chapter")
    document.add_paragraph("x")
    assert read_word(saved(document)).paragraphs[0].kind == kind


def test_an_outline_without_a_value_is_none():
    assert found(p(r("a"), properties="<w:outlineLvl/>"))[0][1] == "text"


def test_contents_are_left_out():
    document = docx.Document()
    for name in ("toc 1", "Table of Figures"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Aim 3", style="toc 1")
    document.add_paragraph("Figure 1 7", style="Table of Figures")
    document.add_paragraph("Text.")
    reading = read_word(saved(document))
    assert [item.text for item in reading.paragraphs] == ["Text."]
    assert [(item.line, item.reason, item.text) for item in reading.left_out] == [
        (0, "table of contents", "Aim 3"),
        (0, "table of contents", "Figure 1 7"),
    ]


def test_without_styles_numbered_lines_are_headings():
    assert found(p(r("1 Aim")), p(r("x")), p(r("1.1 Data")), p(r("y"))) == [
        ("s1", "heading", "1 Aim"), ("s1¶1", "text", "x"),
        ("s1.1", "heading", "1.1 Data"), ("s1.1¶1", "text", "y"),
    ]  # fmt: skip
    # With a heading that is one they are not; nor are rows of a table.
    assert found(styled("Heading1", "A"), p(r("1 Aim")))[1][1] == "text"
    assert found(f"<w:tbl {W}><w:tr>{cell('1 Aim')}</w:tr></w:tbl>")[0][1] == "table"


# Tables and boxes -----------------------------------------------------------------------------


def cell(*paragraphs):
    return f"<w:tc>{''.join(text if '<' in text else p(r(text)) for text in paragraphs)}</w:tc>"


def table(*rows):
    return f"<w:tbl {W}>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_tables_are_counted_and_cells_parted():
    one = table(cell("a", "b") + cell("") + cell("c"), cell("d"))
    assert found(one, p(r("x")), table(cell("e"))) == [
        ("table 1/1", "table", "a b | c"), ("table 1/2", "table", "d"), ("s0¶1", "text", "x"),
        ("table 2/1", "table", "e"),
    ]  # fmt: skip


def test_a_table_in_a_cell_is_part_of_it():
    inner = table(cell("b") + cell("c"), cell("d"))
    assert said(table(cell(p(r("a")), inner, p()) + cell("e"))) == ["a b c d | e"]


def test_text_boxes_stand_after_their_paragraph_and_once():
    box = f"<w:txbxContent>{p(r('box'))}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    drawn = (
        f"<w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert said(p(r("a"), drawn, r("b")), p(r("c"))) == ["ab", "box", "c"]


# Notes and heads ------------------------------------------------------------------------------


def with_notes(kind, *notes, before=""):
    document = docx.Document()
    document.add_paragraph("Text.")
    xml = f"{before}<w:{kind} {W}>{''.join(notes)}</w:{kind}>"
    part = Part(PackURI(f"/word/{kind}.xml"), "application/xml", xml.encode(),
                document.part.package)  # fmt: skip
    document.part.relate_to(part, f"{RELATIONSHIP_TYPE.STYLES.rpartition('/')[0]}/{kind}")
    return saved(document)


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_notes_follow_the_text(kind):
    name = kind[:-1]
    line = f'<w:{name} w:type="separator" w:id="0">{p(r("line"))}</w:{name}>'
    notes = f'<w:{name} w:id="1">{p(r("See"))}{p(r("there."))}</w:{name}>'
    reading = read_word(with_notes(kind, line, notes))
    assert [(item.locator, item.kind, item.text) for item in reading.paragraphs] == [
        ("s0¶1", "text", "Text."), ("s0 note 1", "footnote", "See there."),
    ]  # fmt: skip


def test_notes_are_parsed_without_entities_and_not_endlessly_deep():
    entity = "<!DOCTYPE w:footnotes [<!ENTITY a 'unfolded'>]>"
    note = f'<w:footnote w:id="1">{p(r("See &a; there."))}</w:footnote>'
    reading = read_word(with_notes("footnotes", note, before=entity))
    assert "unfolded" not in " ".join(item.text for item in reading.paragraphs)
    deep = "<w:x>" * 300 + "</w:x>" * 300
    with pytest.raises(etree.XMLSyntaxError, match="depth"):
        read_word(with_notes("footnotes", f'<w:footnote w:id="1">{deep}</w:footnote>'))


def test_heads_and_feet_are_left_out_each_text_once():
    document = docx.Document()
    document.add_paragraph("Text.")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Head"
    section.header.add_paragraph("two")
    section.footer.paragraphs[0].text = "Foot"
    section.first_page_header.paragraphs[0].text = "First"
    section.first_page_footer.paragraphs[0].text = "Foot"
    other = document.add_section()
    other.header.is_linked_to_previous = False
    other.header.paragraphs[0].text = "Other"
    reading = read_word(saved(document))
    assert [(item.line, item.reason, item.text) for item in reading.left_out] == [
        (0, "running head", text) for text in ("Head two", "Foot", "First", "Other")
    ]
    assert read_word(body(p(r("a")))).left_out == []


# Unsafe archives ------------------------------------------------------------------------------


def packed(parts, within=b""):
    """Return a zip archive of these parts, or one with them added to what it holds."""
    held = io.BytesIO(within)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def refused(data, message):
    with pytest.raises(DataError, match=message):
        read_word(data)


def test_what_is_no_word_file():
    refused(b"PK\x03\x04broken", r"is a broken archive \(.+\)")
    refused(packed({"a": "x"}), r"is a zip archive but no Word file \(\.docx\)")


def test_passwords():
    data = bytearray(packed({"word/document.xml": "x", "word/styles.xml": "x"}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    refused(bytes(data), "is protected by a password; save it without")


def test_entities_are_refused():
    with zipfile.ZipFile(io.BytesIO(body(p(r("a"))))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"?>", bomb, 1)
    refused(packed(parts), "declares XML entities, which no Word file does")


def test_archives_that_unpack_to_far_too_much(monkeypatch):
    monkeypatch.setattr(word, "_MOST_UNPACKED", 10_000_000)
    monkeypatch.setattr(word, "_LARGE_PART", 1_000_000)
    real = body(p(r("a")))
    refused(packed({"big": "x" * 20_000_000}, real), r"unpacks to 2\d MB; at most 10 MB")
    refused(packed({"big": "x" * 2_000_000}, real), "big unpacks to 2 MB: a zip bomb")
    with zipfile.ZipFile(io.BytesIO(real)) as archive:
        whole = sum(entry.file_size for entry in archive.infolist())
    monkeypatch.setattr(word, "_MOST_UNPACKED", whole)
    assert read_word(real).paragraphs
    monkeypatch.setattr(word, "_MOST_UNPACKED", 10_000_000)
    # A part that is small, or that did not shrink to a 200th, is none.
    for content in ("x" * 1_000_000, "".join(map(str, range(250_000)))):
        assert read_word(packed({"big": content}, real)).paragraphs


def test_archives_of_far_too_many_parts(monkeypatch):
    monkeypatch.setattr(word, "_MOST_PARTS", 17)
    data = body(p(r("a")))
    assert read_word(data).paragraphs
    monkeypatch.setattr(word, "_MOST_PARTS", 16)
    refused(data, r"holds 17 files; at most 16")
