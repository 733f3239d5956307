"""Files to documents: formats by first bytes and by name, and one message for each trouble."""

from __future__ import annotations

import dataclasses
import hashlib
import zipfile

import docx
import pytest

from crosscase.errors import DataError
from crosscase.texts import documents
from crosscase.texts.documents import Document, read
from crosscase.texts.paragraphs import LeftOut, Paragraph


def test_a_file_is_read_to_a_document(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("1. Aim\n\nÉlan.\n\nPage 4 of 9\n".encode("cp1252"))
    assert read(str(path)) == Document(
        "a.txt",
        hashlib.sha256(path.read_bytes()).hexdigest(),
        "txt",
        "cp1252",
        (
            Paragraph("s1", "1", "Aim", "heading", "1. Aim"),
            Paragraph("s1¶1", "1", "Aim", "text", "Élan."),
        ),
        (LeftOut(5, "page number", "Page 4 of 9"),),
        ("not UTF-8; read as cp1252, check accents and quotation marks",),
    )


def test_reasons_are_counted_and_sorted():
    left = tuple(LeftOut(0, reason, "x") for reason in ("b", "a", "b"))
    found = Document("a", "", "txt", "", (), left)
    assert list(found.reasons.items()) == [("a", 1), ("b", 2)]
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.file = "b"


def test_speakers_are_found_in_every_format(tmp_path):
    for name in ("a.txt", "a.md", "a.html"):
        lines = ["A: Why?", "B: So.", "A: How?", "B: So so."]
        text = "".join(f"<p>{line}</p>" if "html" in name else f"{line}\n\n" for line in lines)
        (tmp_path / name).write_text(text)
        found = read(tmp_path / name).paragraphs
        assert [(p.speaker, p.turn) for p in found] == [("A", 1), ("B", 2), ("A", 3), ("B", 4)]


# Formats --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "txt"), ("a.text", "txt"), ("a.TXT", "txt"), ("a.vtt", "txt"), ("a.srt", "txt"),
        ("a.md", "md"), ("a.markdown", "md"), ("a.htm", "html"), ("a.xhtml", "html"),
    ],
)  # fmt: skip
def test_formats_by_name(tmp_path, name, kind):
    (tmp_path / name).write_text("*One* <b>two</b>.")
    found = read(tmp_path / name)
    assert found.format == kind
    wanted = {"txt": "*One* <b>two</b>.", "md": "One two.", "html": "*One* two."}[kind]
    assert found.paragraphs[0].text == wanted


def test_first_bytes_go_before_the_name(tmp_path):
    document = docx.Document()
    document.add_paragraph("Hubs learn.")
    document.save(tmp_path / "none")
    assert read(tmp_path / "none").format == "docx"
    (tmp_path / "a.txt").write_bytes(b"\n" * 1019 + b"%PDF-1.7\n")
    with pytest.raises(DataError, match=r"a\.txt: is a broken PDF|a\.txt: cannot be read as pdf"):
        read(tmp_path / "a.txt")
    # Not if it comes later, or not first.
    for content in (b"\n" * 1020 + b"%PDF-1.7", b"x %PDF-1.7"):
        (tmp_path / "a.txt").write_bytes(content)
        assert read(tmp_path / "a.txt").format == "txt"


def archive(path):
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.txt", "x")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", r"a\.txt: is empty"),
        ("a.txt", b" \n\t", r"a\.txt: is empty"),
        ("a.txt", b"\x89PNG\r\n" + bytes(range(256)) * 20, r"a\.txt: is binary"),
        ("a.txt", b"text\x00text" * 50, r"a\.txt: is binary"),
        ("a.pdf", b"no pdf", r"a\.pdf: is no pdf file, whatever its name says"),
        ("a.docx", b"no word", r"a\.docx: is no docx file, whatever its name says"),
        ("a.docx", b"\xd0\xcf\x11\xe0" * 9, r"a\.docx: is an old or protected Office file; save"),
        ("a.doc", b"\xd0\xcf\x11\xe0" * 9, r"a\.doc: is an old or protected Office file; save"),
        ("a.docx", b"PK\x03\x04broken", r"a\.docx: is a broken archive"),
        ("a.txt", b"PK\x03\x04broken", r"a\.txt: is a zip archive, not txt; unpack it or rename"),
        ("a.zip", b"PK\x03\x04broken", r"a\.zip: is a broken archive"),
        (
            "a.xlsx",
            b"a,b",
            r"a\.xlsx: format '\.xlsx' is not known; allowed: \.docx, \.htm, \.html",
        ),
        ("a", b"text", r"a: format 'without a suffix' is not known"),
        ("a.html", b"<script>x</script>", r"a\.html: holds no text$"),
        ("a.md", b"# Only a heading", r"a\.md: holds no text$"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<", r"a\.pdf: (is a broken PDF|cannot be read)"),
        ("a.html", b"<div>" * 9000 + b"x", r"a\.html: is nested more than 2000 elements deep"),
    ],
)
def test_troubles_have_one_message(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=message) as caught:
        read(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_what_is_no_file(tmp_path):
    with pytest.raises(DataError, match=f"{tmp_path}: is a folder; name the files in it"):
        read(tmp_path)
    with pytest.raises(DataError, match=f"{tmp_path / 'a.txt'}: there is no such file"):
        read(tmp_path / "a.txt")
    with pytest.raises(DataError, match=r"x\.txt: cannot be opened \(File name too long\)"):
        read(tmp_path / ("x" * 300 + "x.txt"))


def test_large_files_are_data(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "MAX_BYTES", 2_000_000)
    (tmp_path / "a.txt").write_text("a " * 1_000_000)
    assert read(tmp_path / "a.txt").format == "txt"
    (tmp_path / "a.txt").write_text("a " * 1_500_000)
    with pytest.raises(DataError, match=r"a\.txt: 3 MB; at most 2 MB"):
        read(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (DataError("is odd"), "a.txt: is odd"),
        (RecursionError(), "a.txt: nested too deeply to be read as txt"),
        (MemoryError(), "a.txt: needs more memory than there is"),
        (KeyError("x"), "a.txt: cannot be read as txt (KeyError: 'x')"),
        (ValueError("one\ntwo"), "a.txt: cannot be read as txt (ValueError: one)"),
        (ValueError("x" * 500), f"a.txt: cannot be read as txt (ValueError: {'x' * 148})"),
    ],
)
def test_whatever_a_reader_trips_over_is_one_sentence(tmp_path, monkeypatch, error, message):
    def broken(_):
        raise error

    monkeypatch.setattr(documents, "_READERS", {"txt": broken})
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(DataError) as caught:
        read(tmp_path / "a.txt")
    assert str(caught.value) == message
