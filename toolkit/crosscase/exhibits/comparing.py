"""What differs between two folders of exhibits: conclusions first, then checks, cells, numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from crosscase.exhibits.folder import ExhibitFolder
from crosscase.wording import counted

__all__ = ["Changes", "Difference", "changes", "compare"]

Close: TypeAlias = Callable[[float, float], bool]

# The order in which differences are told.
_KINDS = (
    "conclusion",
    "check",
    "cell",
    "row",
    "number",
    "figure",
    "text",
    "evidence",
    "about",
    "added",
    "removed",
    "input",
)
# What an exhibit says of itself that is compared on its own, or follows from its place.
_APART = {"inputs", "evidence", "file", "id", "order"}


@dataclass(frozen=True)
class Difference:
    """One thing that two exhibit folders do not share."""

    kind: str
    exhibit: str
    row: str = ""
    column: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        inside = ", ".join(filter(None, (self.row, self.column)))
        place = f"{self.exhibit} [{inside}]" if inside else self.exhibit
        if self.kind in {"added", "removed"}:
            return f"{self.kind}: {place}"
        return f"{self.kind}: {place}: {self.old or '(empty)'} -> {self.new or '(empty)'}"


@dataclass(frozen=True)
class Changes:
    """What has changed from one folder of exhibits to another.

    Parameters
    ----------
    differences : tuple of Difference
        Every one, conclusions first.
    claims : int
        How many conclusions, verdicts on claims, the two folders hold.
    """

    differences: tuple[Difference, ...]
    claims: int

    def of(self, *kinds: str) -> list[Difference]:
        """Return the differences of these kinds."""
        return [item for item in self.differences if item.kind in kinds]

    @property
    def headline(self) -> str:
        """How many of the conclusions have changed."""
        return f"{len(self.of('conclusion'))} of {self.claims} conclusions changed"

    @property
    def rest(self) -> str:
        """What has changed beside the conclusions, counted."""
        cells = self.of("cell", "row")
        tables = len({item.exhibit for item in cells})
        parts = [
            (len(self.of("check")), "verdict of a check", "verdicts of checks"),
            (len({item.exhibit for item in self.of("number")}), "number", "numbers"),
            (tables, f"table (cells: {len(cells)})", f"tables (cells: {len(cells)})"),
            (len(self.of("figure")), "figure", "figures"),
            (len(self.of("text")), "text", "texts"),
            (len(self.of("added", "removed")), "thing added or removed", "things added or removed"),
            (len(self.of("evidence", "about", "input")), "title, evidence or input",
             "titles, evidence or inputs"),
        ]  # fmt: skip
        told = [counted(n, one, many) for n, one, many in parts if n]
        return ", ".join(told) if told else "nothing else"

    def as_dict(self) -> dict[str, Any]:
        """Return all of it for JSON: claims, checks, numbers, tables, figures, texts, other."""
        tables: dict[str, list[dict[str, str]]] = {}
        for item in self.of("cell", "row"):
            cell = {"row": item.row, "column": item.column, "old": item.old, "new": item.new}
            tables.setdefault(item.exhibit, []).append(cell)
        moved = [
            {"claim": item.exhibit, "old": item.old, "new": item.new}
            for item in self.of("conclusion")
        ]
        return {
            "same": not self.differences,
            "claims": {"changed": moved, "total": self.claims},
            "checks": [_check(item) for item in self.of("check")],
            "numbers": [
                {"key": item.exhibit, "part": item.column, "old": item.old, "new": item.new}
                for item in self.of("number")
            ],
            "tables": [{"exhibit": name, "cells": cells} for name, cells in tables.items()],
            "figures": [item.exhibit for item in self.of("figure")],
            "texts": [item.exhibit for item in self.of("text")],
            "other": [
                str(item) for item in self.of("evidence", "about", "added", "removed", "input")
            ],
        }


def _check(item: Difference) -> dict[str, str]:
    claim, _, check = item.exhibit.partition(" / ")
    return {"claim": claim, "check": check, "old": item.old, "new": item.new}


def compare(
    old: Path | str, new: Path | str, *, rtol: float = 1e-9, atol: float = 0.0
) -> list[Difference]:
    """Compare two exhibit folders: conclusions first, then checks, cells, numbers, figures.

    Parameters
    ----------
    old, new : path
        Folders of exhibits, or folders that hold one as ``exhibits`` or ``paper/exhibits``.
    rtol, atol : float
        Numbers within ``atol + rtol * |old|`` are the same.

    Returns
    -------
    list of Difference
        Empty where nothing differs.

    Raises
    ------
    DataError
        If a folder is missing or holds no exhibit.
    """
    return list(changes(old, new, rtol=rtol, atol=atol).differences)


def changes(old: Path | str, new: Path | str, *, rtol: float = 1e-9, atol: float = 0.0) -> Changes:
    """Compare two exhibit folders and count what has changed, conclusions first.

    Parameters
    ----------
    old, new, rtol, atol
        As :func:`compare` takes them.
    """

    def close(before: float, after: float) -> bool:
        return before == after or abs(before - after) <= atol + rtol * abs(before)

    left, right = ExhibitFolder.find(old), ExhibitFolder.find(new)
    entries = {**left.verdicts, **right.verdicts}
    total = sum(not entry.get("check") for entry in entries.values())
    return Changes(tuple(_differences(left, right, close)), total)


def _differences(left: ExhibitFolder, right: ExhibitFolder, close: Close) -> list[Difference]:
    found = [
        *_verdicts(left.verdicts, right.verdicts, close),
        *_numbers(left.numbers, right.numbers, close),
        *_inputs(left.manifest.get("data", {}), right.manifest.get("data", {})),
        *_coming_and_going("", left.ids, right.ids),
    ]
    for name in sorted(set(left.ids) & set(right.ids)):
        found += _exhibit(name, left, right, close)
    return sorted(found, key=lambda item: _KINDS.index(item.kind))


def _coming_and_going(word: str, old: Any, new: Any) -> Iterator[Difference]:
    for key in sorted(set(new) - set(old)):
        yield Difference("added", f"{word}{key}")
    for key in sorted(set(old) - set(new)):
        yield Difference("removed", f"{word}{key}")


def _verdicts(old: dict[str, Any], new: dict[str, Any], close: Close) -> Iterator[Difference]:
    """Compare the verdicts on claims (conclusions) and those of checks on them."""
    for key in sorted(set(old) | set(new)):
        a, b = old.get(key), new.get(key)
        kind = "check" if (b or a or {}).get("check") else "conclusion"
        if a is None or b is None or a["verdict"] != b["verdict"]:
            before, after = ("absent" if entry is None else entry["verdict"] for entry in (a, b))
            yield Difference(kind, key, "", "", before, after)
        else:
            yield from _parts(key, a, b, close, ("statistic", "threshold", "margin"))


def _numbers(old: dict[str, Any], new: dict[str, Any], close: Close) -> Iterator[Difference]:
    yield from _coming_and_going("number ", old, new)
    for key in sorted(set(old) & set(new)):
        # The printed text follows from the value and its decimals.
        a, b = ({k: v for k, v in entry.items() if k != "text"} for entry in (old[key], new[key]))
        yield from _parts(key, a, b, close, ("value",))


def _parts(
    key: str, a: dict[str, Any], b: dict[str, Any], close: Close, numeric: tuple[str, ...]
) -> Iterator[Difference]:
    for part in sorted(set(a) | set(b)):
        before, after = a.get(part), b.get(part)
        if before == after:
            continue
        if part in numeric and None not in (before, after) and close(before, after):  # type: ignore[arg-type]
            continue
        yield Difference("number", key, "", part, str(before), str(after))


def _inputs(old: dict[str, str], new: dict[str, str]) -> Iterator[Difference]:
    for path in sorted(set(old) | set(new)):
        before, after = old.get(path, "absent"), new.get(path, "absent")
        if before != after:
            yield Difference("input", path, "", "", before[:12], after[:12])


def _exhibit(
    name: str, left: ExhibitFolder, right: ExhibitFolder, close: Close
) -> Iterator[Difference]:
    a, b = left.facts(name), right.facts(name)
    for part in sorted((set(a) | set(b)) - _APART):
        if a.get(part) != b.get(part):
            before, after = _short(a.get(part)), _short(b.get(part))
            yield Difference("about", name, "", part, before, after)
    yield from _evidence(name, a.get("evidence", {}), b.get("evidence", {}))
    if a.get("kind") != b.get("kind"):
        return  # told above; a table and a figure have no cells to compare
    if left.file(name).read_bytes() == right.file(name).read_bytes():
        return
    if a["kind"] == "table":
        yield from _cells(name, left, right, close)
    else:
        yield Difference(a["kind"], name, "", "", "one drawing", "another")


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    return text if len(text) <= 120 else text[:117] + "..."


def _evidence(name: str, a: dict[str, Any], b: dict[str, Any]) -> Iterator[Difference]:
    old, new = set(a.get("all", [])), set(b.get("all", []))
    if old != new:
        gone, come = ", ".join(sorted(old - new)), ", ".join(sorted(new - old))
        yield Difference("evidence", name, "", "", gone, come)
        return
    before, after = a.get("cells", {}), b.get("cells", {})
    for row in sorted(set(before) | set(after)):
        for column in sorted(set(before.get(row, {})) | set(after.get(row, {}))):
            ours = before.get(row, {}).get(column, [])
            theirs = after.get(row, {}).get(column, [])
            if ours != theirs:
                yield Difference("evidence", name, row, column, ", ".join(ours), ", ".join(theirs))


def _cells(
    name: str, left: ExhibitFolder, right: ExhibitFolder, close: Close
) -> Iterator[Difference]:
    old, new = left.cells(name), right.cells(name)
    yield from (
        Difference(item.kind, f"{name} [column {item.exhibit}]")
        for item in _coming_and_going("", old.columns, new.columns)
    )
    for row in old.index.difference(new.index):
        yield Difference("row", name, str(row), "", "there", "gone")
    for row in new.index.difference(old.index):
        yield Difference("row", name, str(row), "", "absent", "there")
    kept, other = (
        [row for row in table.index if row in beside.index]
        for table, beside in ((old, new), (new, old))
    )
    for row in kept:
        for column in (c for c in old.columns if c in new.columns):
            before, after = str(old.at[row, column]), str(new.at[row, column])
            if not _same(before, after, close):
                yield Difference("cell", name, str(row), column, before, after)
    if kept != other:
        yield Difference(
            "row", name, "", "order", _short(", ".join(kept)), _short(", ".join(other))
        )


def _same(before: str, after: str, close: Close) -> bool:
    """Say whether two cells show the same: one text, or numbers close enough."""
    if before == after:
        return True
    try:
        return close(float(before), float(after))
    except ValueError:
        return False
