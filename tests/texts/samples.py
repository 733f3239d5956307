"""Prose for the tests of texts: sentences of no source, and lines cut as printers cut them."""

from __future__ import annotations

SENTENCES = (
    "The hub gathers what the spokes have learnt abroad and passes it on to every other unit.",
    "Managers meet their largest customers each month, and what they hear is written down at once.",
    "A laboratory in the north tests the ideas that the sales force brings home from its visits.",
    "Nobody had asked the suppliers before, although they knew the weak points of the product.",
    "What was learnt in one market was tried in a second one, and then became a rule for all.",
)


def prose(n, start=0):
    """Return `n` paragraphs of two to four sentences."""
    return [" ".join(SENTENCES[(i + j + start) % 5] for j in range(2 + i % 3)) for i in range(n)]


def wrapped(text, width=72):
    """Return the lines of a paragraph, none wider than `width`."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def texts(paragraphs):
    """Return what the paragraphs of running text and turns say."""
    return [p.text for p in paragraphs if p.kind in {"text", "turn"}]
