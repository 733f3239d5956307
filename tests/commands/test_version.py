"""`crosscase version`."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import pytest

from crosscase import __version__
from tests.commands.conftest import Call


def test_json_has_the_versions_that_matter(call: Call) -> None:
    document = call("version", "--json").document
    assert set(document) == {"crosscase", "python", "packages"}
    assert document["crosscase"] == __version__
    assert document["python"] == platform.python_version()
    assert {"pandas", "papermill", "statsmodels", "typst"} <= set(document["packages"])
    assert document["packages"]["pandas"] == version("pandas")


def test_a_package_that_is_not_there(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def versions(name: str) -> str:
        if name == "typst":
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr("crosscase.commands.version.version", versions)
    assert call("version", "--json").document["packages"]["typst"] is None
    lines = call("version").out.splitlines()
    assert lines[0] == f"crosscase {__version__}, Python {platform.python_version()}"
    assert "  pandas           1.0" in lines
    assert "  typst            not installed" in lines


def test_other_arguments(call: Call) -> None:
    refused = call("version", "now")
    assert (refused.code, refused.out) == (2, "")
    assert "unrecognized arguments: now" in refused.err
