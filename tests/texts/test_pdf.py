"""PDF files to paragraphs: columns, heads, turned text; protected, broken and long ones."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
import typst
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from crosscase.errors import DataError
from crosscase.texts import pdf
from crosscase.texts.paragraphs import LeftOut
from crosscase.texts.pdf import read_pdf
from tests.texts.samples import prose, texts

REPORT = """#set page(paper: "a4", columns: %d, margin: 2cm,
  header: [Annual Report 2016 #h(1fr) Learning],
  footer: context [#h(1fr) Page #counter(page).display() of 9 #h(1fr)])
#set par(justify: true, %s)
#set text(size: 10pt, hyphenate: true, lang: "en")
#set heading(numbering: "1.1")
#place(top + center, scope: "parent", float: true)[#text(17pt)[*Learning in reverse*]]
= Aim of the study

%s

= Findings

%s

#heading(numbering: none)[References]

Smith, J. (2010). Learning abroad. Journal of Things, 12(3), 4-19.

Jones, A. & Bo, C. (2012). Networks. Oxford University Press.
"""


@pytest.mark.parametrize(
    ("columns", "style"), [(1, "spacing: 1.2em"), (2, "first-line-indent: 1em, spacing: 0.65em")]
)
def test_columns_heads_and_references(tmp_path, columns, style):
    wanted = prose(24)
    source = REPORT % (columns, style, "\n\n".join(wanted[:12]), "\n\n".join(wanted[12:]))
    (tmp_path / "report.typ").write_text(source)
    found = read_pdf(typst.compile(tmp_path / "report.typ", format="pdf"))
    assert [t.replace("\u2019", "'") for t in texts(found.paragraphs)] == wanted
    headings = [p.text for p in found.paragraphs if p.kind == "heading"]
    assert headings == ["Learning in reverse", "1 Aim of the study", "2 Findings"]
    assert found.paragraphs[-1].locator == "s2¶12"
    assert {item.reason for item in found.left_out} == {
        "page number", "running head", "reference list",
    }  # fmt: skip
    assert (found.encoding, list(found.notes)) == ("", [])


# By hand --------------------------------------------------------------------------------------


def written(*contents, password=None, algorithm="RC4-128"):
    """Return a PDF with one page for each content stream; the fonts are /F (plain) and /B."""
    writer = pypdf.PdfWriter()
    for content in contents:
        page = writer.add_blank_page(600, 800)
        stream = StreamObject()
        stream.set_data(content if isinstance(content, bytes) else content.encode())
        fonts = {
            name: DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Font"),
                    NameObject("/Subtype"): NameObject("/Type1"),
                    NameObject("/BaseFont"): NameObject(base),
                }
            )
            for name, base in (("/F", "/Helvetica"), ("/B", "/Helvetica-Bold"))
        }
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {
                NameObject("/Font"): DictionaryObject(
                    {NameObject(name): font for name, font in fonts.items()}
                )
            }
        )
    if password is not None:
        writer.encrypt(user_password=password, owner_password="own", algorithm=algorithm)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def show(text, x, y, size=10, font="F", matrix="1 0 0 1"):
    return f"BT /{font} {size} Tf {matrix} {x} {y} Tm ({text}) Tj ET\n"


BODY = "".join(show(f"Line {i} of the text that hubs have written", 50, 600 - 12 * i)
               for i in range(9))  # fmt: skip


def lines(content):
    """Return what a page's lines are, as the reader sees them."""
    (page,), upright, _ = pdf._pages(pdf._opened(written(content)))
    found = [(p.text, round(p.x0), round(p.y), round(p.size, 1), p.bold, p.page) for p in page]
    return found, [item.text for item in upright]


def test_places_sizes_and_bold():
    found, upright = lines(show("Hub", 50, 700) + show("Spoke", 60, 650, 12, "B"))
    assert found == [("Hub", 50, 700, 10, False, 1), ("Spoke", 60, 650, 12, True, 1)]
    assert upright == []


def test_matrices_of_page_and_text_are_put_together():
    # The page is drawn twice as large and moved, the text half as large.
    moved = "q 2 0 0 2 10 20 cm\n" + show("Hub", 30, 40, 10, matrix=".5 0 0 .5") + "Q\n"
    assert lines(moved)[0] == [("Hub", 70, 100, 10, False, 1)]
    # Upside down on the page, and upside down again in the text.
    mirrored = "q 1 0 0 -1 0 800 cm\n" + show("Hub", 50, 100, 10, matrix="1 0 0 -1") + "Q\n"
    assert lines(mirrored)[0] == [("Hub", 50, 700, 10, False, 1)]


@pytest.mark.parametrize(
    ("page", "text"),
    [("0 1 -1 0", "1 0 0 1"), ("2 3 -1 2", "1 0 0 1"), ("1 0 0 1", "2 3 -1 2")],
)
def test_text_is_turned_by_page_or_text(page, text):
    turned = f"q {page} 300 300 cm\n" + show("Hub", 0, 0, matrix=text) + "Q\n"
    assert lines(turned) == ([], ["Hub"])
    flat = turned.replace("2 3 -1 2", "3 2 -1 2")
    assert len(lines(flat)[0]) == (0 if "0 1 -1 0" in page else 1)


def test_text_without_width_keeps_its_size():
    assert lines(show("Hub", 50, 700, matrix="0 0 0 1"))[0] == [("Hub", 50, 700, 10, False, 1)]


def test_text_that_is_turned_is_left_out():
    turned = show("Upright", 20, 300, matrix="0 1 -1 0")
    found, upright = lines(show("Hub", 50, 700) + turned)
    assert [item[0] for item in found] == ["Hub"]
    assert upright == ["Upright"]
    # On a page that is turned as a whole it is text again.
    back = "q 0 -1 1 0 0 800 cm\n" + show("Hub", 100, 50, 5, matrix="0 2 -1 0") + "Q\n"
    assert lines(back) == ([("Hub", 50, 700, 10, False, 1)], [])
    reading = read_pdf(written(BODY + turned))
    assert reading.left_out == [LeftOut(0, "upright text", "Upright")]


def test_leading_blanks_move_a_piece():
    found, _ = lines(show("  Hub", 50, 700))
    assert found == [("Hub", 56, 700, 10, False, 1)]  # two blanks of 2.9 points


def test_what_comes_back_at_the_head_of_pages_is_left_out():
    def page(n):
        return show(f"Report {n}", 50, 760) + show(f"{'abc'[n]} sentence.", 50, 700) + BODY

    reading = read_pdf(written(*map(page, range(3))))
    assert [item.text for item in reading.left_out if item.reason == "running head"][:1] == [
        "Report 0"
    ]


def test_a_page_that_cannot_be_read_costs_no_other(monkeypatch):
    read = pdf._page

    def broken(page, number):
        if number == 2:
            raise KeyError("x")
        return read(page, number)

    monkeypatch.setattr(pdf, "_page", broken)
    reading = read_pdf(written(BODY, BODY.replace("Line", "Row"), BODY))
    assert list(reading.notes) == ["page 2 could not be read (KeyError)"]
    assert "Row" not in " ".join(texts(reading.paragraphs))
    monkeypatch.setattr(pdf, "_page", lambda page, number: broken(page, 2))
    with pytest.raises(DataError, match="none of its 2 pages can be read"):
        read_pdf(written(BODY, BODY))
    for error in (MemoryError, RecursionError):
        monkeypatch.setattr(pdf, "_page", lambda *_, error=error: (_ for _ in ()).throw(error()))
        with pytest.raises(error):
            read_pdf(written(BODY))


# What is refused ------------------------------------------------------------------------------


def test_passwords():
    with pytest.raises(DataError, match="is protected by a password; save it without"):
        read_pdf(written(BODY, password="secret"))
    # With an empty one anybody may read.
    assert texts(read_pdf(written(BODY, password="")).paragraphs)


def test_a_protection_that_needs_more_than_is_there(monkeypatch):
    def missing(*_, **__):
        raise pypdf.errors.DependencyError("cryptography is required")

    monkeypatch.setattr(pypdf, "PdfReader", missing)
    with pytest.raises(DataError, match=r"is protected \(AES\); save it without protection"):
        read_pdf(b"%PDF-1.7")


def test_a_file_that_is_slightly_broken_is_read():
    data = re.sub(rb"startxref\s+\d+", b"startxref\n1", written(BODY))
    assert texts(read_pdf(data).paragraphs) == texts(read_pdf(written(BODY)).paragraphs)


def test_broken_files():
    with pytest.raises(DataError, match=r"is a broken PDF \(.+\)"):
        read_pdf(b"%PDF-1.7\n")


def test_no_more_than_5000_pages(monkeypatch):
    monkeypatch.setattr(pdf, "_MOST_PAGES", 2)
    assert read_pdf(written(BODY, BODY)).paragraphs
    with pytest.raises(DataError, match="has 3 pages; at most 2"):
        read_pdf(written(BODY, BODY, BODY))


def test_a_page_without_text():
    reading = read_pdf(written(""))
    assert (reading.paragraphs, reading.left_out, list(reading.notes)) == ([], [], [])
