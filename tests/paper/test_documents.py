"""The rendered documents: numbers, tables and references in place, unknown ones refused."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from crosscase.errors import RunError
from crosscase.paper.documents import render


@pytest.fixture
def study(reproduced: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    shutil.copytree(reproduced, folder)
    return folder


def write(study: Path, body: str) -> None:
    text = f"---\ntitle: T\n---\n\n{body}\n"
    (study / "paper" / "manuscript.md").write_text(text, encoding="utf-8")


def made(study: Path, kind: str) -> Path:
    out = study / "made"
    render(study, exhibits=study / "paper" / "exhibits", out=out, formats=(kind,))
    return out / f"paper.{kind}"


def test_number_and_reference_are_placed_in_html(reproduced: Path) -> None:
    page = (reproduced / "paper" / "paper.html").read_text(encoding="utf-8")
    assert re.search(r'data-key="evidence_rows"[^>]*>5<', page)
    assert re.search(r'href="#exhibit-evidence_matrix">Table.1<', page)
    assert "<strong>Table\u00a01.</strong>" in page


def test_html_is_one_file(reproduced: Path) -> None:
    page = (reproduced / "paper" / "paper.html").read_text(encoding="utf-8")
    assert not re.search(r'(src|href)="(?!#|data:|https://doi)[^"]+\.(css|js|svg|png)"', page)


def test_tables_in_word_are_tables(reproduced: Path) -> None:
    with zipfile.ZipFile(reproduced / "paper" / "paper.docx") as archive:
        body = archive.read("word/document.xml").decode()
    assert body.count("<w:tbl>") == 1
    assert "firm_a" in body


def test_a_small_number_can_be_written_out(study: Path) -> None:
    write(study, "{{evidence_rows|Word}} rows, {{evidence_rows|word}} in all.")
    page = made(study, "html").read_text(encoding="utf-8")
    assert re.findall(r'data-key="evidence_rows"[^>]*>(\w+)<', page) == ["Five", "five"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{evidence_rows|words}}", r"allowed after \| are word and Word"),
        ("{{nothing}}", r"unknown number 'nothing'; there are: evidence_rows"),
        ("{{ref:evidence_matrix}}", r"exhibit 'evidence_matrix', which is not placed"),
        ('::: {.exhibit id="nothing"}\n:::', r"unknown exhibit 'nothing'; there are: evidence_"),
        ("{{evidence_rows", r"a broken value in the text"),
        (
            '::: {.exhibit id="evidence_matrix"}\n:::\n\n' * 2,
            r"exhibit 'evidence_matrix' is placed twice",
        ),
    ],
)
def test_unknown_values_stop_the_rendering(study: Path, body: str, message: str) -> None:
    write(study, body)
    with pytest.raises(RunError, match=message):
        made(study, "html")


def test_an_unknown_citation_stops_the_rendering(study: Path) -> None:
    (study / "paper" / "references.bib").write_text("", encoding="utf-8")
    write(study, "As said [@nobody2020].")
    with pytest.raises(RunError, match="nobody2020"):
        made(study, "html")


def test_a_failed_rendering_leaves_the_document(study: Path) -> None:
    before = (study / "paper" / "paper.pdf").read_bytes()
    write(study, "{{nothing}}")
    with pytest.raises(RunError):
        render(study, exhibits=study / "paper" / "exhibits", out=study / "paper")
    assert (study / "paper" / "paper.pdf").read_bytes() == before


def test_a_click_shows_the_evidence_in_a_browser(reproduced: Path, tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    page = (reproduced / "paper" / "paper.html").read_text(encoding="utf-8")
    click = "<script>document.querySelector('.number').click()</script></body>"
    copy = tmp_path / "page.html"
    copy.write_text(page.replace("</body>", click), encoding="utf-8")
    shown = subprocess.run(
        [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", copy.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=False,
    ).stdout  # fmt: skip
    panel = re.search(r'<aside id="trace-panel"[^>]*>.*</aside>', shown, re.S)
    assert panel is not None
    assert "hidden" not in panel.group(0).split(">")[0]
    assert "ev-001 · interviews interview 1 ¶12" in panel.group(0)
