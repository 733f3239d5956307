"""Running pandoc: what it is given, and what is told of a failure."""

from __future__ import annotations

import json
import subprocess
import zipfile
from dataclasses import FrozenInstanceError
from pathlib import Path
from types import SimpleNamespace

import pytest

from crosscase.errors import RunError
from crosscase.paper.pandoc import Manuscript, asset, pandoc_path


@pytest.fixture
def document(tmp_path: Path) -> Manuscript:
    (tmp_path / "paper").mkdir()
    (tmp_path / "work").mkdir()
    data = {"exhibits": {}, "numbers": {"rows": {"text": "5"}}, "evidence": {}, "elsewhere": []}
    (tmp_path / "work" / "data.json").write_text(json.dumps(data), encoding="utf-8")
    return Manuscript(tmp_path / "paper" / "manuscript.md", tmp_path / "work")


def plain(document: Manuscript, text: str) -> str:
    document.path.write_text(text, encoding="utf-8")
    document.convert("--to=plain", "--output=made.txt")
    return (document.work / "made.txt").read_text(encoding="utf-8")


def test_a_document_is_converted_in_the_scratch_folder(document: Manuscript) -> None:
    assert plain(document, "# One\n\nThere are {{rows}} -- rows at 5$ to 9$.") == (
        "One\n\nThere are 5 – rows at 5$ to 9$.\n"
    )
    assert plain(document, "At $5*2 to 9$ a day.") == "At $5*2 to 9$ a day.\n"


def test_references_and_style_are_taken_from_beside_the_document(document: Manuscript) -> None:
    cited = "As said [@yin2018].\n"
    with pytest.raises(RunError, match="yin2018"):
        plain(document, cited)
    entry = "@book{yin2018, author = {Yin, Robert}, title = {Case}, year = {2018}}"
    (document.path.parent / "references.bib").write_text(entry, encoding="utf-8")
    assert "(Yin 2018)" in plain(document, cited)
    style = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info/>'
        '<citation><layout><text value="see the list"/></layout></citation></style>'
    )
    (document.path.parent / "style.csl").write_text(style, encoding="utf-8")
    assert "see the list" in plain(document, cited)


def test_pictures_are_looked_for_beside_the_document(document: Manuscript) -> None:
    (document.path.parent / "dot.svg").write_text("<svg/>", encoding="utf-8")
    document.path.write_text("![](dot.svg)", encoding="utf-8")
    document.convert("--to=html5", "--embed-resources", "--metadata=title:T", "--output=made.html")
    assert "data:image/svg" in (document.work / "made.html").read_text(encoding="utf-8")


def test_a_warning_stops_the_conversion(document: Manuscript) -> None:
    document.path.write_text("![](nothing.svg)", encoding="utf-8")
    with pytest.raises(RunError, match=r"paper/manuscript\.md: .*nothing\.svg"):
        document.convert("--to=html5", "--embed-resources", "--metadata=title:T", "--output=m.html")


def test_no_document_tells_the_time_of_its_making(document: Manuscript) -> None:
    document.path.write_text("text", encoding="utf-8")
    document.convert("--to=docx", "--output=made.docx")
    with zipfile.ZipFile(document.work / "made.docx") as archive:
        assert b"2025-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_a_failure_is_told_in_six_lines_without_paths_and_stacks(
    document: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "\n".join(
        [f"Error in {document.work}/data.json", "stack traceback:", "\t[C]: in ?", *"bcdefgh"]
    )
    monkeypatch.setattr(
        subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1, stderr=f"{said}\n")
    )
    with pytest.raises(RunError) as caught:
        document.convert()
    assert str(caught.value) == "paper/manuscript.md: Error in /data.json\nb\nc\nd\ne\nf"


def test_a_manuscript_cannot_be_changed(document: Manuscript) -> None:
    with pytest.raises(FrozenInstanceError):
        document.work = document.path  # type: ignore[misc]


def test_pandoc_and_its_assets_are_there() -> None:
    version = subprocess.run([pandoc_path(), "--version"], capture_output=True, text=True).stdout
    assert version.startswith("pandoc")
    assert asset("exhibits.lua").is_file()
