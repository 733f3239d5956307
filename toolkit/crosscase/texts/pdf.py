"""PDF files: opened, refused where they are protected or broken, and read page by page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crosscase.errors import DataError
from crosscase.texts.columns import columns_of, usual_gutter
from crosscase.texts.pages import Line, lines_of, width_of, without_heads
from crosscase.texts.paragraphs import LeftOut, Reading
from crosscase.texts.typography import set_in_type
from crosscase.texts.units import place

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["read_pdf"]

_MOST_PAGES = 5000


def read_pdf(data: bytes) -> Reading:
    """Read a PDF: columns, running heads, paragraphs over pages."""
    pages, upright, notes = _pages(_opened(data))
    pages, heads = without_heads(pages)
    usual = usual_gutter(pages)
    columns = [column for page in pages for column in columns_of(page, usual)]
    paragraphs, more = place(set_in_type(columns))
    return Reading(paragraphs, upright + heads + more, "", notes)


def _opened(data: bytes) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PdfReadError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        # Many files are encrypted with an empty password: anybody may read them, not print them.
        if reader.is_encrypted and not reader.decrypt(""):
            raise DataError("is protected by a password; save it without")
        total = len(reader.pages)
    except DependencyError:
        raise DataError("is protected (AES); save it without protection") from None
    except PdfReadError as error:
        raise DataError(f"is a broken PDF ({error})") from None
    if total > _MOST_PAGES:
        raise DataError(f"has {total} pages; at most {_MOST_PAGES}")
    return reader


def _pages(reader: PdfReader) -> tuple[list[list[Line]], list[LeftOut], list[str]]:
    """Return the lines of each page, upright text, and a note for each page that is broken."""
    pages, left_out, notes = [], [], []
    total = len(reader.pages)
    for number in range(1, total + 1):
        try:
            lines, upright = _page(reader.pages[number - 1], number)
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # One broken page must not cost the others.
            notes.append(f"page {number} could not be read ({type(error).__name__})")
            continue
        pages.append(lines)
        left_out += [LeftOut(0, "upright text", text) for text in upright]
    if total and len(notes) == total:
        raise DataError(f"none of its {total} pages can be read")
    return pages, left_out, notes


def _page(page: PageObject, number: int) -> tuple[list[Line], list[str]]:
    """Return the lines of a page, and text that is turned by 90 degrees."""
    pieces: list[Line] = []
    upright: list[str] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        # Both matrices are [a b c d e f]: x' = a x + c y + e, y' = b x + d y + f. A piece's
        # direction is what the two make of (1, 0), its place what they make of (0, 0).
        along = tm[0] * cm[0] + tm[1] * cm[2]
        across = tm[0] * cm[1] + tm[1] * cm[3]
        height = abs(size) * (abs(along) or 1.0)
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
        for part in filter(str.strip, text.split("\n")):
            if abs(across) > abs(along):
                upright.append(part.strip())
                continue
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            x += width_of(part, height) - width_of(part.lstrip(), height)
            end = x + width_of(part.strip(), height)
            pieces.append(Line(part, x, end, y, height, bold, number))

    page.extract_text(visitor_text=visit)
    return lines_of(pieces), upright
