"""Ways of counting positions in a text, and the way from each to code points.

In ``a😡b`` the last letter is character 2 to a tool that counts code points, 3 to one that counts
UTF-16 units (an emoji is two), 5 to one that counts UTF-8 bytes (an emoji is four). To convert,
each code point gets its width in the tool's units; the running sum of the widths are the places
at which code points begin, and a position is looked up among them:

    text        a    😡   b    (end)
    widths      1    2    1
    edges       0    1    3    4         position 3 is the third edge: code point 2
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["STANDARD", "CodedText", "CountingRule", "to_code_points"]

PositionUnit = Literal["code points", "UTF-16 units", "UTF-8 bytes"]
Newline = Literal["", "CRLF counted as one", "line feed counted as two"]


@dataclass(frozen=True)
class CountingRule:
    """A way of counting positions.

    Parameters
    ----------
    unit : {'code points', 'UTF-16 units', 'UTF-8 bytes'}
    newline : {'', 'CRLF counted as one', 'line feed counted as two'}
    mark_counted : bool
        The byte order mark is the first character.
    inclusive : bool
        The end is the last character's position instead of the one after it.
    first : {0, 1}
        The number of the first character.
    """

    unit: PositionUnit = "code points"
    newline: Newline = ""
    mark_counted: bool = False
    inclusive: bool = False
    first: int = 0

    def __str__(self) -> str:
        parts: list[str] = [self.unit, self.newline]
        parts.append("byte order mark counted" if self.mark_counted else "")
        parts.append("end inclusive" if self.inclusive else "")
        parts.append("counted from 1" if self.first else "")
        return ", ".join(part for part in parts if part)


STANDARD = CountingRule()


@dataclass(frozen=True)
class CodedText:
    """A text with positions in it; `marked` says that its file began with a byte order mark."""

    text: str
    marked: bool = False


def to_code_points(
    coded: CodedText, positions: Sequence[int], reading: CountingRule
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return positions as code points in the text, and whether each lies on a code point's edge.

    Parameters
    ----------
    coded : CodedText
    positions : sequence of int, n
        Numbers as they stand in the file (ends: exclusive, as :class:`CountingRule` allows).
    reading : CountingRule
        What the numbers count.

    Returns
    -------
    code_points : array of int, n
        A position inside a character becomes that of the character; one beyond the end stays
        beyond it by as much.
    exact : array of bool, n

    Examples
    --------
    >>> to_code_points(CodedText("a😡b"), [1, 3], CountingRule("UTF-16 units"))[0].tolist()
    [1, 2]
    >>> one = CountingRule(newline="CRLF counted as one")
    >>> to_code_points(CodedText("a\\r\\nb"), [2, 3], one)[0]
    array([3, 4])
    """
    wanted = np.asarray(positions, dtype=np.int64) - reading.first
    if reading.mark_counted and coded.marked:
        wanted = wanted - (3 if reading.unit == "UTF-8 bytes" else 1)
    length, edges = len(coded.text), _edges(coded.text, reading)
    total = int(edges[-1])
    at = np.minimum(np.searchsorted(edges, wanted), length)
    exact = edges[at] == wanted
    points = np.where(exact, at, at - 1)
    points = np.where(wanted > total, length + wanted - total, points)
    return np.where(wanted < 0, wanted, points), exact


def _edges(text: str, reading: CountingRule) -> NDArray[np.int64]:
    """Return each code point's first unit, and the total."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    widths = np.ones(len(codes), dtype=np.int64)
    if reading.unit == "UTF-16 units":
        widths += codes > 0xFFFF
    elif reading.unit == "UTF-8 bytes":
        widths += (codes > 0x7F).astype(np.int64) + (codes > 0x7FF) + (codes > 0xFFFF)
    feeds = codes == 0x0A
    after_return = np.concatenate([[False], codes[:-1] == 0x0D])[: len(codes)]
    if reading.newline == "CRLF counted as one":
        # The return has no width: a position at the pair is before it, and none lies within.
        widths[:-1][(feeds & after_return)[1:]] = 0
    elif reading.newline == "line feed counted as two":
        widths[feeds & ~after_return] = 2
    return np.concatenate([[0], np.cumsum(widths)])
