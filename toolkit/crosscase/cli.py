"""The command line: one sub-command a module of :mod:`crosscase.commands`."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from crosscase import __version__
from crosscase.errors import CrosscaseError

__all__ = ["main"]

COMMANDS = {
    "reproduce": "run the notebooks, regenerate the exhibits, render the paper",
    "diff": "compare two exhibit folders: conclusions first, then checks, numbers, tables",
    "trace": "from an exhibit, a cell or a number back to its evidence",
    "validate": "list every problem in a study's data",
    "new": "make a new study that runs at once",
    "ingest": "texts to paragraphs and features",
    "import-qda": "bring in a REFI-QDA project",
    "export-qda": "write a study as a REFI-QDA project",
    "qca": "truth table and solutions of a data table",
    "version": "the version, and those of the packages that matter",
}


class _Parser(argparse.ArgumentParser):
    """An argument parser whose usage errors are one clear message."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(2, f"{self.prog}: {message}\nTry '{self.prog} --help'.\n")


def _module(command: str) -> str:
    return f"crosscase.commands.{command.replace('-', '_')}"


def _overview() -> str:
    return "\n".join(f"  {name:<12} {text}" for name, text in COMMANDS.items())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments after the program's name; those of the process by default.

    Returns
    -------
    int
        0 done, 1 a check failed or the data are bad, 2 usage.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(f"usage: crosscase COMMAND [...]\n\n{_overview()}\n\ncrosscase COMMAND --help")
        return 0 if arguments else 2
    if arguments[0] == "--version":
        print(__version__)
        return 0
    command, rest = arguments[0], arguments[1:]
    if command not in COMMANDS:
        print(f"crosscase: no command {command!r}; there are:\n{_overview()}", file=sys.stderr)
        return 2
    module = importlib.import_module(_module(command))
    parser = _Parser(prog=f"crosscase {command}", description=COMMANDS[command])
    module.add_arguments(parser)
    try:
        return int(module.run(parser.parse_args(rest)))
    except SystemExit as stop:
        return int(stop.code or 0)
    except CrosscaseError as error:
        print(f"crosscase {command}: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(f"crosscase {command}: stopped; nothing was replaced", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
