"""Pictures for Word: whole dots, and an error that names the file."""

from __future__ import annotations

from crosscase.paper.pictures import _on_whole_dots


def test_a_drawing_is_grown_to_whole_dots() -> None:
    svg = '<svg width="453.6pt" height="82.8pt" viewBox="0 0 453.6 82.8">'
    grown = _on_whole_dots(svg, 693)
    height = float(grown.split('viewBox="0 0 453.6 ')[1].split('"')[0])
    assert height >= 82.8
    assert 126.9 < height * 693 / 453.6 < 127
    assert _on_whole_dots("<svg>", 693) == "<svg>"
