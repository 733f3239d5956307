"""Widths of columns: words stay whole, shares follow the text, the page is turned where it pays."""

from __future__ import annotations

import pytest

from crosscase.paper.columns import lay_out, text_width

PAGE = 118


def test_a_long_word_is_not_broken_beside_a_long_text() -> None:
    layout = lay_out(
        ["Claim", "Sentence"], [["internationalisation", "short words " * 30]], [False, False]
    )
    narrow, broad = layout.widths
    assert narrow * PAGE >= text_width("internationalisation")
    assert narrow + broad == pytest.approx(1, abs=0.001)
