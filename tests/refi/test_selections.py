"""Selections of words, in transcripts, of pages, pictures and times."""

from __future__ import annotations

import pytest

from crosscase.refi.counting import CountingRule
from crosscase.refi.elements import Findings
from crosscase.refi.markup import parse
from crosscase.refi.project import Source
from crosscase.refi.selections import Selected, in_code_points, read_selections
from crosscase.refi.source_texts import SourceElement


def found_in(
    children: str, source: Source | None = None, *, tag: str = "TextSource", marked: bool = False
) -> tuple[SourceElement, list[Selected], Findings]:
    source = source or Source("s", "a.txt", "text", "We lost them.")
    xml = f'<{tag} xmlns="urn:x" guid="{source.guid}">\n{children}</{tag}>'
    findings = Findings("p.qde")
    item = SourceElement(parse(xml.encode(), shown="p.qde"), source, marked)
    return item, list(read_selections(item, findings)), findings


def test_a_selection_of_words() -> None:
    _, (one,), findings = found_in(
        '<PlainTextSelection guid="{A}" name="We lost" startPosition=" 0" endPosition="+7" '
        'creatingUser="U"><Description>ignored</Description><Coding guid="k"/><Coding guid="l"/>'
        "</PlainTextSelection>"
    )
    assert (one.guid, one.kind, one.name, one.source, one.document) == (
        "a", "text", "We lost", "s", "s",
    )  # fmt: skip
    assert (one.start, one.end, one.place, one.coder, one.line) == (0, 7, None, "U", 2)
    assert [element.get("guid") for element in one.codings] == ["k", "l"]
    assert findings.problems == []


def test_a_description_may_repeat_the_quote() -> None:
    _, (one, two), _ = found_in(
        '<PlainTextSelection guid="a" startPosition="0" endPosition="2"><Description>We'
        '</Description></PlainTextSelection><PlainTextSelection guid="b" startPosition="0" '
        'endPosition="2"/>'
    )
    assert (one.name, two.name) == ("We", "")


def test_a_code_on_a_whole_source_covers_its_text() -> None:
    children = '<Coding guid="k"/>'
    _, (one,), _ = found_in(children)
    assert (one.kind, one.start, one.end, one.guid) == ("source", 0, 13, "")
    _, (one,), _ = found_in(children, Source("p", "a.pdf", "pdf"), tag="PDFSource")
    assert (one.kind, one.start, one.end) == ("source", None, None)


def test_a_transcript_is_selected_between_two_points_in_it() -> None:
    source = Source("t", "t", "transcript", "Hello there", parent="v")
    _, (one, two), findings = found_in(
        '<SyncPoint guid="P1" position="6"/><SyncPoint guid="p2" position="11"/>'
        '<TranscriptSelection guid="a" fromSyncPoint="{p1}" toSyncPoint="P2"/>'
        '<TranscriptSelection guid="b" fromSyncPoint="p1"/>',
        source,
        tag="Transcript",
    )
    assert (one.kind, one.start, one.end) == ("transcript", 6, 11)
    assert (one.source, one.document) == ("v", "t")
    assert (two.start, two.end) == (None, None)
    assert findings.problems == []


def test_other_media_keep_their_place() -> None:
    _, found, findings = found_in(
        '<PDFSelection guid="a" page="0" firstX="1" firstY="2" secondX="3" secondY="4"/>'
        '<PictureSelection guid="b" firstX="1" firstY="2" secondX="3" secondY="4"/>'
        '<AudioSelection guid="c" begin="10" end="20"/><VideoSelection guid="d" begin="1"/>'
        "<Unknown/>"
    )
    assert [(s.kind, s.place, s.start, s.end) for s in found] == [
        ("pdf", "page=0;firstX=1;firstY=2;secondX=3;secondY=4", None, None),
        ("picture", "firstX=1;firstY=2;secondX=3;secondY=4", None, None),
        ("audio", "begin=10;end=20", None, None),
        ("video", "begin=1", None, None),
    ]
    assert findings.problems == []


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("zero", "5", "not a position: 'zero–5'; startPosition and endPosition are whole numbers"),
        ("0", "5.5", "not a position: '0–5.5'; startPosition and endPosition are whole numbers"),
        ("1", "9" * 16, f"not a position: '1–{'9' * 16}'; startPosition and endPosition are whole "
         "numbers"),
        ("-1", "5", "positions out of order: '-1–5'; 0 ≤ startPosition ≤ endPosition"),
        ("9", "5", "positions out of order: '9–5'; 0 ≤ startPosition ≤ endPosition"),
    ],
)  # fmt: skip
def test_positions_that_are_none(start: str, end: str, message: str) -> None:
    _, (one,), findings = found_in(
        f'<PlainTextSelection guid="a" startPosition="{start}" endPosition="{end}"/>'
    )
    assert [str(p) for p in findings.problems] == [f"p.qde:2:PlainTextSelection: {message}"]
    assert (one.start, one.end) == (None, None)


def test_a_missing_position_is_none_and_an_empty_selection_is_one() -> None:
    _, _, findings = found_in('<PlainTextSelection guid="a" startPosition="3"/>')
    assert "not a position: '3–None'" in str(findings.problems[0])
    for at in ("0", "9" * 15):
        _, (one,), findings = found_in(
            f'<PlainTextSelection guid="a" startPosition="{at}" endPosition="{at}"/>'
        )
        assert (one.start, one.end, findings.problems) == (int(at), int(at), [])


def test_a_selection_needs_a_guid() -> None:
    _, _, findings = found_in('<PDFSelection page="0"/>')
    assert "PDFSelection: the attribute guid is missing" in str(findings.problems[0])


# --- in code points -------------------------------------------------------------------------

EMOJI = Source("e", "e.txt", "text", "😀 We lost them.")


def test_words_are_put_in_code_points_and_all_else_stays() -> None:
    # "We lost them." in UTF-16 units, the code on the whole source, a place in a PDF.
    first = found_in(
        '<PlainTextSelection guid="a" name="We lost them." startPosition="3" endPosition="16"/>'
        '<Coding guid="k"/><PDFSelection guid="b" page="0"/>',
        EMOJI,
    )
    second = found_in(
        '<PlainTextSelection guid="c" startPosition="4" endPosition="7"/>',
        Source("gone", "gone.txt", "text", None, missing="no file"),
    )
    selections = [*first[1], *second[1]]
    decision, settled = in_code_points(selections, [second[0], first[0]], origin="")
    assert decision.readings == (CountingRule("UTF-16 units"),)
    assert [(s.start, s.end) for s in settled] == [(2, 15), (0, 15), (None, None), (4, 7)]
    assert [s.guid for s in settled] == ["a", "", "b", "c"]
    assert len({*selections, *settled}) == 5  # one was changed
    assert (selections[0].start, selections[0].end) == (3, 16)


def test_transcripts_are_counted_and_inclusive_ends_made_exclusive() -> None:
    source = Source("t", "t", "transcript", "Alpha beta gamma.", parent="v")
    children = "".join(
        f'<SyncPoint guid="f{n}" position="{a}"/><SyncPoint guid="t{n}" position="{b}"/>'
        f'<TranscriptSelection guid="s{n}" name="{q}" fromSyncPoint="f{n}" toSyncPoint="t{n}"/>'
        for n, (a, b, q) in enumerate([(0, 4, "Alpha"), (6, 9, "beta")])
    )
    item, selections, _ = found_in(children, source, tag="Transcript")
    decision, settled = in_code_points(selections, [item], origin="")
    assert decision.readings == (CountingRule(inclusive=True),)
    assert [(s.start, s.end) for s in settled] == [(0, 5), (6, 10)]


def test_the_origin_and_the_mark_are_handed_on() -> None:
    text = Source("e", "e.txt", "text", "😀😀 中中中中中中中中")
    children = '<PlainTextSelection guid="a" startPosition="5" endPosition="7"/>'
    item, selections, _ = found_in(children, text)
    assert in_code_points(selections, [item], origin="NVivo")[0].readings[0].unit == "UTF-16 units"
    children = '<PlainTextSelection guid="a" name="lost them." startPosition="4" endPosition="14"/>'
    item, selections, _ = found_in(children, marked=True)
    (settled,) = in_code_points(selections, [item], origin="")[1]
    assert (settled.start, settled.end) == (3, 13)
