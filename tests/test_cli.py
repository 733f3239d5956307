"""The command line itself: usage, help, exit codes; each command has its file in tests/commands."""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crosscase import __version__, cli
from crosscase.cli import COMMANDS, main
from crosscase.commands import new
from crosscase.errors import DataError, UsageError


def test_without_a_command_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    listed = capsys.readouterr().out
    assert all(f"\n  {name:<12} {text}\n" in listed for name, text in COMMANDS.items())
    for option in ("--help", "-h"):
        assert main([option]) == 0
        assert capsys.readouterr().out == listed


def test_the_version_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"{__version__}\n"


def test_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cook"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("crosscase: no command 'cook'; there are:\n  reproduce ")


def test_every_command_has_a_module_and_every_module_a_command() -> None:
    modules = {path.stem for path in Path(new.__file__).parent.glob("[a-z]*.py")}
    assert modules == {name.replace("-", "_") for name in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage: crosscase {command}")
    assert " ".join(COMMANDS[command].split()) in " ".join(text.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_each_argument_is(command: str) -> None:
    parser = argparse.ArgumentParser()
    importlib.import_module(f"crosscase.commands.{command.replace('-', '_')}").add_arguments(parser)
    silent = [action.dest for action in parser._actions if not action.help]
    assert silent == []


@pytest.mark.parametrize("command", COMMANDS)
def test_usage_errors_are_one_message(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--no-such-option"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"crosscase {command}: ")
    assert captured.err.endswith(f"\nTry 'crosscase {command} --help'.\n")
    assert len(captured.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (DataError("x.csv: bad"), 1, "crosscase new: x.csv: bad\n"),
        (UsageError("give one"), 2, "crosscase new: give one\n"),
        (KeyboardInterrupt(), 130, "crosscase new: stopped; nothing was replaced\n"),
        (SystemExit(3), 3, ""),
        (SystemExit(None), 0, ""),
    ],
)
def test_what_a_command_ends_with(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException,
    code: int, message: str,
) -> None:  # fmt: skip
    def failing(arguments: object) -> int:
        raise error

    monkeypatch.setattr(new, "run", failing)
    assert main(["new", "x"]) == code
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", message)


def test_a_command_says_its_own_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    for code in (0, 1):
        monkeypatch.setattr(new, "run", lambda arguments, code=code: code)
        assert main(["new", "x"]) == code


def test_arguments_are_those_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["crosscase", "--version"])
    assert cli.main() == 0
    assert capsys.readouterr().out == f"{__version__}\n"


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, **options
    )  # type: ignore[call-overload, no-any-return]


def test_a_second_process_prints_no_traceback(tmp_path: Path) -> None:
    done = run("-m", "crosscase.cli", "validate", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("crosscase validate: ")
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_gone_is_no_error(root: Path) -> None:
    """`crosscase version | head -0`: the pipe is closed before anything is read."""
    ours, theirs = os.pipe()
    os.close(ours)
    code = "import sys; from crosscase.cli import main; sys.exit(main(['version']))"
    done = subprocess.run(
        [sys.executable, "-u", "-c", code], stdout=theirs, stderr=subprocess.PIPE, check=False
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")


def test_help_does_not_load_the_heavy_packages() -> None:
    code = "import sys, crosscase.cli as c; c.main(['--help']); print('pandas' in sys.modules)"
    assert run("-c", code).stdout.strip().endswith("False")
