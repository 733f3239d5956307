"""What has changed between two folders of exhibits, as one page of HTML."""

from __future__ import annotations

import html

import pandas as pd

from crosscase.exhibits.comparing import Changes, Difference
from crosscase.tables import html_table

__all__ = ["changes_page"]

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse } th, td { padding: .2rem .8rem .2rem 0; vertical-align: top }
th { border-bottom: 1px solid } summary { cursor: pointer; font-weight: 600; margin-top: 1rem }
"""
_SECTIONS = (
    ("Verdicts of checks", ("check",)),
    ("Numbers", ("number",)),
    ("Cells and rows of tables", ("cell", "row")),
    ("Figures and texts", ("figure", "text")),
    ("Added and removed", ("added", "removed")),
    ("What is told of exhibits, and inputs", ("evidence", "about", "input")),
)


def changes_page(found: Changes, *, old: str, new: str) -> str:
    """Return a page: how many conclusions changed and which, then all else, folded.

    Parameters
    ----------
    found : Changes
        What :func:`changes` returns.
    old, new : str
        Names of the two folders, for the reader.
    """
    moved = found.of("conclusion")
    parts = [
        f"<h1>{html.escape(found.headline)}</h1>",
        f"<p>From <code>{html.escape(old)}</code> to <code>{html.escape(new)}</code>. "
        f"Changed beside them: {html.escape(found.rest)}.</p>",
    ]
    if moved:
        cells = [(item.exhibit, item.old, item.new) for item in moved]
        parts.append(html_table(pd.DataFrame(cells, columns=["Claim", "Before", "After"])))
    for title, kinds in _SECTIONS:
        items = found.of(*kinds)
        if items:
            head = f"<details><summary>{title} ({len(items)})</summary>"
            parts += [head, html_table(_table(items)), "</details>"]
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(found.headline)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _table(items: list[Difference]) -> pd.DataFrame:
    rows = [(item.exhibit, item.row, item.column, item.old, item.new) for item in items]
    table = pd.DataFrame(rows, columns=["Where", "Row", "Column", "Before", "After"])
    return table.loc[:, (table != "").any()]
