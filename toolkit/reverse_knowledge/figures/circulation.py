"""The circulation of knowledge: three mechanisms within what surrounds and drives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matplotlib.figure import Figure

from crosscase.errors import ParameterError
from crosscase.plots.drawing import Box, canvas, connect, draw_box
from crosscase.plots.style import FULL_WIDTH_IN, carry

__all__ = ["draw_circulation"]


def __dir__() -> list[str]:
    return __all__


_LEFT_IN, _MECHANISM_IN = 1.42, 1.98


def draw_circulation(
    mechanisms: Sequence[tuple[str, str]],
    *,
    background: tuple[str, str],
    driver: tuple[str, str],
    support: tuple[str, str],
    height_in: float = 4.6,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw three mechanisms in a circle, joined both ways, within their background.

    Parameters
    ----------
    mechanisms : three (heading, text)
        The top one, then clockwise.
    background, driver, support : (heading, text)
        The frame around all; what drives it, at the left; what supports it, at the foot.
    height_in : float
        Height of the figure.
    evidence : ids, optional
        Rows that tell of it.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there are not three mechanisms.

    Examples
    --------
    >>> three = [("Learning", ""), ("Sharing", ""), ("Integration", "")]
    >>> drawn = draw_circulation(three, background=("Market", ""), driver=("Abroad", ""),
    ...                          support=("Systems", ""))
    >>> [text.get_text() for text in drawn.axes[0].texts]
    ['Market', 'Learning', 'Sharing', 'Integration', 'Systems', 'Abroad']
    """
    if len(mechanisms) != 3:
        raise ParameterError(f"{len(mechanisms)} mechanism(s); the drawing takes three")
    figure, axes = canvas(FULL_WIDTH_IN, height_in)
    wide, high = FULL_WIDTH_IN - 0.3 - _LEFT_IN, height_in - 0.1
    middle, up, half = _LEFT_IN + 0.25 + wide / 2, height_in / 2, _MECHANISM_IN / 2
    around = Box("background", middle, up, wide, high, *background, fill="warm", top=True)
    frame = draw_box(axes, around, 8)
    places = [
        (middle, height_in * 0.685),
        (FULL_WIDTH_IN - 0.2 - half, height_in * 0.36),
        (_LEFT_IN + 0.4 + half, height_in * 0.36),
    ]
    boxes = [
        draw_box(axes, Box(heading, x, y, _MECHANISM_IN, heading=heading, text=text), 7.8)
        for (heading, text), (x, y) in zip(mechanisms, places, strict=True)
    ]
    for first, second in ((0, 1), (1, 2), (2, 0)):
        connect(axes, boxes[first], boxes[second], arrows="<|-|>", bend=-0.22)
    draw_box(axes, Box("support", middle, 0.36, wide - 0.2, 0, *support, fill="grey"), 7.8)
    drive = Box("driver", _LEFT_IN / 2 + 0.03, up, _LEFT_IN - 0.06, 0, *driver, fill="dark")
    connect(axes, draw_box(axes, drive, 7.8), (frame.get_x(), up), arrows="<|-|>")
    return carry(figure, evidence)
