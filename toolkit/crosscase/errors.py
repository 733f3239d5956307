"""The errors that crosscase raises, each a sentence that says where, what and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

__all__ = ["CrosscaseError", "DataError", "ParameterError", "Problem", "RunError", "UsageError"]


class CrosscaseError(Exception):
    """Base of every error a user can cause; the command line prints it without a traceback."""

    exit_code = 1


class UsageError(CrosscaseError):
    """The command was called in a way it does not take (exit code 2)."""

    exit_code = 2


class ParameterError(CrosscaseError, ValueError):
    """A value passed to a function is outside what is allowed."""


class RunError(CrosscaseError):
    """A notebook or the rendering of the paper failed."""


@dataclass(frozen=True)
class Problem:
    """One fault in a data file.

    Parameters
    ----------
    file : str
        Path of the file as the user would write it.
    row : int or None
        Line of the file, 1-based, the header being line 1; None for the whole file.
    column : str or None
        Name of the column; None for the whole row.
    message : str
        What is wrong.
    value : str or None
        The offending value as it stands in the file.
    allowed : str or None
        What is allowed there, and how to mend it.
    """

    file: str
    row: int | None
    column: str | None
    message: str
    value: str | None = None
    allowed: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.row, self.column) if part)
        text = f"{place}: {self.message}"
        if self.value is not None:
            text += f": {self.value!r}"
        if self.allowed:
            text += f"; {self.allowed}"
        return text

    def as_dict(self) -> dict[str, object]:
        """Return the fields as a dictionary for JSON output."""
        return asdict(self)


class DataError(CrosscaseError, ValueError):
    """Data are bad; `problems` lists every fault that was found."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        self.problems: Sequence[Problem] = () if isinstance(problems, str) else tuple(problems)
        text = problems if isinstance(problems, str) else "\n".join(map(str, self.problems))
        super().__init__(text)
