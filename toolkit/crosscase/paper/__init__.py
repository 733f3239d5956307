"""Documents: the manuscript with its exhibits as HTML, PDF and Word."""

from __future__ import annotations

from crosscase.paper.contents import document_data
from crosscase.paper.documents import render
from crosscase.paper.pictures import svg_to_png

__all__ = ["document_data", "render", "svg_to_png"]


def __dir__() -> list[str]:
    return __all__
