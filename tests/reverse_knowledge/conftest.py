"""What the tests of the study's own tables and figures share."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.study import Study


@pytest.fixture(scope="session")
def flagship(root: Path) -> Study:
    """The study itself, its cases called by their names; opened once."""
    return Study.open(root).named()
