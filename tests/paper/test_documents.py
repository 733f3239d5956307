"""The rendered documents: numbers, tables and references in place, unknown ones refused."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pypdf
import pytest

from crosscase.errors import DataError, ParameterError, RunError
from crosscase.exhibits.folder import ExhibitFolder
from crosscase.paper.documents import render
from crosscase.study.study import Study

TABLE = '::: {.exhibit id="counts"}\n:::\n\n'
FIGURE = '::: {.exhibit id="drawing"}\n:::\n\n'
STORY = '::: {.exhibit id="story"}\n:::\n\n'
ALL = '::: {.exhibits notebook="01_compare_cases"}\n:::\n\n'


def write(study: Path, body: str, name: str = "manuscript.md") -> None:
    text = f"---\ntitle: T\n---\n\n{body}\n"
    (study / "paper" / name).write_text(text, encoding="utf-8")


def made(study: Path, kind: str, name: str = "paper") -> Path:
    out = study / "made"
    render(study, exhibits=study / "paper" / "exhibits", out=out, formats=(kind,))
    return out / f"{name}.{kind}"


def page(study: Path, name: str = "paper") -> str:
    return made(study, "html", name).read_text(encoding="utf-8")


def word_body(study: Path) -> str:
    with zipfile.ZipFile(made(study, "docx")) as archive:
        return archive.read("word/document.xml").decode()


def pdf_pages(study: Path) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(made(study, "pdf").read_bytes())).pages)


def test_each_document_is_written_in_each_format(study: Path, tmp_path: Path) -> None:
    write(study, "One.")
    write(study, "Two.", "supplement.md")
    write(study, "{{nothing}}", "README.md")
    out = tmp_path / "far" / "away"
    written = render(Study.open(study), exhibits=study / "paper" / "exhibits", out=out)
    names = [
        f"{name}.{kind}" for name in ("paper", "supplement") for kind in ("html", "pdf", "docx")
    ]
    assert [path.name for path in written] == names
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    assert written[0].read_text(encoding="utf-8").lstrip().startswith("<!DOCTYPE html>")
    assert written[1].read_bytes().startswith(b"%PDF")
    assert written[2].read_bytes().startswith(b"PK")


def test_an_opened_study_is_not_opened_again(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(study, "One.")
    opened = Study.open(study)
    monkeypatch.setattr(Study, "open", None)
    assert render(opened, exhibits=study / "paper" / "exhibits", out=tmp_path, formats=["html"])


def test_the_study_is_found_and_the_paths_may_be_relative(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(study, f"{FIGURE}")
    monkeypatch.chdir(study / "paper")
    assert render(exhibits="exhibits", out="made", formats=["html"]) == [Path("made/paper.html")]


def test_a_folder_without_a_study_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no study here"):
        render(tmp_path, exhibits=tmp_path, out=tmp_path)


def test_an_unknown_format_is_refused_before_anything_is_made(study: Path) -> None:
    with pytest.raises(ParameterError, match=r"format 'odt': allowed are html, pdf, docx"):
        render(study, exhibits=study, out=study / "made", formats=("html", "odt"))
    assert not (study / "made").exists()


def test_number_and_reference_are_placed_in_html(study: Path) -> None:
    write(
        study,
        f"{{{{rows}}}} rows in {{{{ref:counts}}}}, see {{{{ref:drawing}}}}.\n\n{TABLE}{FIGURE}",
    )
    html = page(study)
    assert re.search(
        r'data-key="rows" data-ids="ev-002" data-notebook="01_compare_cases"[^>]*>5<', html
    )
    assert re.search(r'href="#exhibit-counts">Table\s1<', html)
    assert re.search(r'href="#exhibit-drawing">Figure\s1<', html)
    assert "<strong>Table\u00a01.</strong>" in html
    assert re.search(r"<em>\(main:\s+Table\s+1\)</em>", html)
    assert "Counted <em>by hand</em>." in html


def test_a_cell_names_the_rows_behind_it(study: Path) -> None:
    write(study, TABLE)
    html = page(study)
    assert re.findall(r'data-ids="(ev-\d+)"[^>]*>(\d)<', html) == [("ev-001", "2"), ("ev-004", "2")]
    assert '"ev-004": ["interviews interview 2 ¶9"' in html


def test_a_statement_that_quotes_html_does_not_end_the_script(study: Path) -> None:
    path = study / "data" / "evidence.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("P2\n", "</script>\n", 1), "utf-8")
    write(study, TABLE)
    rows = page(study).split('id="evidence-rows">')[1]
    assert r"speaks against <\/script>" in rows.split("</script>")[0]


def test_html_is_one_file(study: Path) -> None:
    write(study, f"# One\n\n{ALL}")
    html = page(study)
    assert not re.search(r'(src|href)="(?!#|data:|https://doi)[^"]+\.(css|js|svg|png)"', html)
    assert "trace-panel" in html
    assert "border-collapse" in html
    assert 'id="TOC"' in html


def test_headings_of_two_levels_are_listed_and_sections_marked(study: Path) -> None:
    write(study, "# One\n\n## Two\n\n### Three\n")
    html = page(study)
    listed = html.split('id="TOC"')[1].split("</nav>")[0]
    assert re.findall(r'href="#(\w+)"', listed) == ["one", "two"]
    assert '<section id="two"' in html


def test_tables_in_word_are_tables(study: Path) -> None:
    write(study, TABLE + FIGURE)
    body = word_body(study)
    assert body.count("<w:tbl>") == 1
    assert "firm_a" in body
    assert "<pic:pic" in body
    with zipfile.ZipFile(study / "made" / "paper.docx") as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert [Path(name).suffix for name in pictures] == [".png"]
        styles = archive.read("word/styles.xml").decode()
        assert {entry.date_time for entry in archive.infolist()} == {(2025, 1, 1, 0, 0, 0)}
    assert "Times New Roman" in styles
    assert '<w:pStyle w:val="Note"' in body


def test_the_same_exhibits_give_the_same_bytes(study: Path) -> None:
    write(study, ALL)
    for kind in ("html", "pdf", "docx"):
        first = made(study, kind).read_bytes()
        assert made(study, kind).read_bytes() == first


def test_a_pdf_holds_text_table_and_figure(study: Path) -> None:
    write(study, f"See {{{{ref:counts}}}}.\n\n{STORY}{TABLE}{FIGURE}")
    text = "\n".join(page.extract_text() for page in pdf_pages(study))
    assert "It went so." in text
    assert re.search(r"Table\s1\. Rows of each case", text)
    assert "firm_b" in text
    assert re.search(r"Figure\s1\. A blue field", text)


def test_a_pdf_tells_no_time_of_its_making(study: Path) -> None:
    write(study, "Text.")
    about = pypdf.PdfReader(io.BytesIO(made(study, "pdf").read_bytes())).metadata
    assert about is not None
    assert about.creation_date == dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def test_the_study_may_bring_its_own_template(study: Path) -> None:
    (study / "paper" / "template.typ").write_text("Own template. $body$\n", encoding="utf-8")
    write(study, "Text.")
    assert "Own template. Text." in pdf_pages(study)[0].extract_text()


def test_a_template_that_typst_cannot_set_is_told(study: Path) -> None:
    (study / "paper" / "template.typ").write_text("#nothing $body$\n", encoding="utf-8")
    write(study, "Text.")
    with pytest.raises(RunError, match=r"^paper/manuscript\.md: Typst: unknown variable: nothing"):
        made(study, "pdf")


def test_a_wide_table_turns_its_page_and_no_other(study: Path, exhibits: ExhibitFolder) -> None:
    facts = exhibits.facts("counts")
    names = [f"internationalisation_{at}" for at in range(8)]
    rows = f"{','.join(names)}\n{','.join('1' for _ in names)}\n"
    exhibits.write({**facts, "numeric": names, "labels": {}}, rows.encode())
    write(study, f"Before.\n\n{TABLE}After.")
    boxes = [page.mediabox for page in pdf_pages(study)]
    assert [box.width > box.height for box in boxes] == [False, True, False]
    assert re.findall(r'<w:pgSz w:w="(\d+)"', word_body(study)) == ["11906", "16838"]


def test_a_small_number_can_be_written_out(study: Path) -> None:
    write(study, "{{rows|Word}} rows, {{rows|word}} in all, {{many|word}} others.")
    assert re.findall(r'data-key="\w+"[^>]*>(\w+)<', page(study)) == ["Five", "five", "17"]


def test_a_notebook_stands_for_all_that_it_publishes_but_what_is_placed(study: Path) -> None:
    write(study, FIGURE)
    write(study, ALL, "supplement.md")
    html = page(study, "supplement")
    assert re.findall(r'data-exhibit="(\w+)"', html) == ["counts"]
    assert "It <em>went</em> so." in html
    write(study, "None here.")
    assert re.findall(r'data-exhibit="(\w+)"', page(study, "supplement")) == ["counts", "drawing"]


def test_only_figures_that_a_document_places_are_drawn_for_it(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    def draw(path: Path, width_in: float) -> bytes:
        drawn.append((path.name, width_in))
        return b""

    monkeypatch.setattr("crosscase.paper.documents.svg_to_png", draw)
    for body, times in (("Text.", 0), (TABLE, 0), (FIGURE, 1), (ALL, 2)):
        write(study, body)
        render(study, exhibits=study / "paper" / "exhibits", out=study, formats=())
        assert drawn == [("drawing.svg", 1.0)] * times


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{rows|words}}", r"allowed after \| are word and Word"),
        ("{{nothing}}", r"unknown number 'nothing'; there are: many, rows"),
        ("{{ref:counts}}", r"exhibit 'counts', which is not placed"),
        ('::: {.exhibit id="nothing"}\n:::', r"unknown exhibit 'nothing'; there are: counts, dr"),
        ('::: {.exhibits notebook="99"}\n:::', r"no exhibits of the notebook '99'"),
        ("{{rows", r"a broken value in the text"),
        (TABLE * 2, r"exhibit 'counts' is placed twice"),
        (TABLE + ALL, r"exhibit 'counts' is placed twice"),
        ("As said [@nobody2020].", r"nobody2020"),
    ],
)
def test_unknown_values_stop_the_rendering(study: Path, body: str, message: str) -> None:
    (study / "paper" / "references.bib").write_text("", encoding="utf-8")
    write(study, body)
    with pytest.raises(RunError, match=rf"paper/manuscript\.md: (.*\n)*.*{message}"):
        made(study, "html")


def test_a_failed_rendering_leaves_the_document(study: Path) -> None:
    write(study, "Good.")
    before = made(study, "html").read_bytes()
    write(study, "{{nothing}}")
    with pytest.raises(RunError):
        made(study, "html")
    assert {path.name: path.read_bytes() for path in (study / "made").iterdir()} == {
        "paper.html": before
    }


def test_a_click_shows_the_evidence_in_a_browser(study: Path, tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    write(study, "{{rows}} rows.")
    click = "<script>document.querySelector('.number').click()</script></body>"
    copy = tmp_path / "page.html"
    copy.write_text(page(study).replace("</body>", click), encoding="utf-8")
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
    assert "ev-002 · reports 2024 p. 8" in panel.group(0)
