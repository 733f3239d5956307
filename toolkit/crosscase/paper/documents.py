"""Render the documents of ``paper/``: one manuscript in, HTML, PDF and DOCX out.

pandoc places numbers, tables, figures and references by the filter ``assets/exhibits.lua``;
Typst sets the PDF. Both come as Python packages; nothing is fetched and no TeX is needed.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from crosscase.errors import RunError

__all__ = ["document_data", "render", "svg_to_png"]

FORMATS = ("html", "pdf", "docx")
_EPOCH = 1735689600  # 2025-01-01: no document carries the time of its making
_PPI = 220
_LETTERS = 118.0  # letters of a table across an upright page
_GAP = 2.2  # letters that the space between two columns takes


def render(
    root: Path, *, exhibits: Path, out: Path, formats: tuple[str, ...] = FORMATS
) -> list[Path]:
    """Render every Markdown document in ``paper/`` with the given exhibits.

    Parameters
    ----------
    root : Path
        Folder of the study; ``paper/manuscript.md`` becomes ``paper.*``, any other document
        keeps its name.
    exhibits : Path
        Folder of the exhibits to place.
    out : Path
        Folder for the documents.
    formats : tuple of str
        Of ``"html"``, ``"pdf"``, ``"docx"``.

    Returns
    -------
    list of Path
        The documents written.

    Raises
    ------
    RunError
        If a number, exhibit or reference is unknown, or a figure or Typst cannot be set.
    """
    written = []
    out.mkdir(parents=True, exist_ok=True)
    for manuscript in sorted((root / "paper").glob("*.md")):
        if manuscript.name.lower() == "readme.md":
            continue
        name = "paper" if manuscript.stem == "manuscript" else manuscript.stem
        with tempfile.TemporaryDirectory(prefix="crosscase-") as folder:
            work = Path(folder)
            data = document_data(root, exhibits)
            data["elsewhere"] = _placed_elsewhere(manuscript)
            _draw_pngs(manuscript, data, exhibits, work)
            (work / "data.json").write_text(json.dumps(data), encoding="utf-8")
            for kind in formats:
                made = _FORMATS[kind](root, manuscript, work, data)
                target = out / f"{name}.{kind}"
                temporary = target.with_name(f".{target.name}.tmp")
                shutil.copyfile(made, temporary)
                temporary.replace(target)
                written.append(target)
    return written


def document_data(root: Path, exhibits: Path) -> dict[str, Any]:
    """Return what the filter needs: exhibits with their cells, numbers, evidence rows."""
    listed = {}
    for path in sorted(exhibits.glob("*.json")):
        if path.stem in {"numbers", "verdicts", "manifest"} or path.name.startswith((".", "_")):
            continue
        facts = json.loads(path.read_text(encoding="utf-8"))
        listed[path.stem] = _placed(facts, exhibits)
    numbers = _json(exhibits / "numbers.json")
    return {"exhibits": listed, "numbers": numbers, "evidence": _evidence(root, listed, numbers)}


def _placed_elsewhere(manuscript: Path) -> list[str]:
    """Return the ids of the exhibits that the other documents of the folder place one by one."""
    others = [path for path in manuscript.parent.glob("*.md") if path != manuscript]
    texts = [path.read_text(encoding="utf-8") for path in sorted(others)]
    return sorted(
        {found for text in texts for found in re.findall(r'\.exhibit id="([^"]+)"', text)}
    )


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _placed(facts: Mapping[str, Any], exhibits: Path) -> dict[str, Any]:
    keys = ("id", "kind", "title", "note", "source", "landscape", "notebook", "order")
    placed = {key: facts.get(key, "") for key in keys}
    path = exhibits / facts["file"]
    if facts["kind"] == "table":
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        labels = facts.get("labels", {})
        placed["header"] = [labels.get(name, _heading(name)) for name in header]
        placed["rows"] = rows
        placed["align"] = ["right" if name in facts["numeric"] else "left" for name in header]
        turned = facts.get("landscape") is True
        given = facts.get("widths") or []
        placed["widths"] = _widths(header, rows, given, placed["header"], turned)
        cells = facts["evidence"]["cells"]
        placed["cells"] = [
            [cells.get(row[0], {}).get(name, []) if row else [] for name in header] for row in rows
        ]
    elif facts["kind"] == "figure":
        placed["svg"] = str(path)
        placed["width_in"], placed["height_in"] = facts["width_in"], facts["height_in"]
    else:
        placed["text"] = path.read_text(encoding="utf-8")
    placed["ids"] = facts.get("evidence", {}).get("all", [])
    return placed


def _heading(name: str) -> str:
    """Return a column's name as a heading: ``case_id`` as ``Case id``."""
    if name != name.lower() or ("_" not in name and len(name) <= 2):
        return name
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]


def _widths(
    header: list[str],
    rows: list[list[str]],
    given: list[float],
    labels: list[str],
    landscape: bool = False,
) -> list[float]:
    """Return column widths, of the text's width: no word is broken that fits; then as given.

    Without given widths the room left goes where the long texts stand, and a small table stays
    narrower than the page.
    """
    room = _LETTERS * (1.55 if landscape else 1.0)
    needed, wanted = [], []
    for at, _ in enumerate(header):
        texts = [row[at] for row in rows if at < len(row)]
        words = [min(_letters(word), 30.0) for text in texts for word in re.split(r"[\s-]", text)]
        heads = [1.1 * _letters(word) for word in re.split(r"[\s-]", labels[at])]
        longest = max([*map(_letters, texts), 1])
        needed.append(max([*words, *heads, min(longest, 9.0)]) + _GAP)
        mean = sum(map(_letters, texts)) / max(1, len(texts))
        head = 0.65 * _letters(labels[at])  # on two lines
        wanted.append(max(needed[-1], max(min(longest, 5 + 1.2 * mean), head) + _GAP))
    if given:
        return _at_least(given, needed, room)
    if sum(wanted) <= room:
        return [width / room for width in wanted]
    return _at_least(wanted, needed, room)


def _at_least(wanted: list[float], needed: list[float], room: float) -> list[float]:
    """Return shares of `room` in proportion to `wanted`, none below what is `needed`."""
    if sum(needed) >= room:
        return [width / sum(needed) for width in needed]
    fixed: set[int] = set()
    while True:
        free = room - sum(needed[at] for at in fixed)
        total = sum(width for at, width in enumerate(wanted) if at not in fixed)
        short = {
            at
            for at, width in enumerate(wanted)
            if at not in fixed and width * free / total < needed[at]
        }
        if not short:
            break
        fixed |= short
    return [
        (needed[at] if at in fixed else width * free / total) / room
        for at, width in enumerate(wanted)
    ]


def _letters(text: str) -> float:
    """Return how wide a text is, in letters of middling width."""
    narrow, wide = "iljtfrI.,:;'|!()[] ", "mwMW%@\u2212+=~"
    return sum(
        0.62 if letter in narrow else 1.55 if letter in wide or letter.isupper() else 1.0
        for letter in text
    )


def _evidence(root: Path, listed: Mapping[str, Any], numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rows behind the placed exhibits: id → source, locator, statement."""
    from crosscase.study import Study

    wanted = {item for facts in listed.values() for item in facts["ids"]}
    wanted |= {item for entry in numbers.values() for item in entry.get("evidence", [])}
    if not wanted:
        return {}
    study = Study.open(root)
    found: dict[str, Any] = {}
    for name in study.tables:
        key = study.package_key(name)
        table = study.table(name)
        if key is None or "locator" not in table.columns:
            continue
        rows = table[table[key].isin(wanted)].astype(object)
        for record in rows.where(rows.notna(), "").to_dict("records"):
            text = record.get("statement") or record.get("finding") or record.get("value_text", "")
            place = f"{record.get('source_id', '')} {record['locator']}".strip()
            found.setdefault(str(record[key]), [place, str(text)])
    return dict(sorted(found.items()))


def _draw_pngs(manuscript: Path, data: dict[str, Any], exhibits: Path, work: Path) -> None:
    """Make a PNG of each figure that the document places; Word takes no SVG everywhere."""
    text = manuscript.read_text(encoding="utf-8")
    for name, facts in data["exhibits"].items():
        if facts["kind"] == "figure" and (name in text or facts["notebook"] in text):
            target = work / f"{name}.png"
            target.write_bytes(svg_to_png(Path(facts["svg"]), facts["width_in"]))
            facts["png"] = str(target)


def svg_to_png(path: Path, width_in: float, *, ppi: int = _PPI) -> bytes:
    """Return an SVG file as PNG at `ppi` dots an inch, drawn by Typst.

    Raises
    ------
    RunError
        If the file is no SVG that Typst can draw.
    """
    import typst

    # A hair under a whole number of dots: Typst rounds up, and would squeeze what is over.
    page = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
        f'#image("figure.svg", width: {(_dots(width_in, ppi) - 0.001) * 72 / ppi}pt)\n'
    )
    with tempfile.TemporaryDirectory(prefix="crosscase-") as folder:
        drawing = _on_whole_dots(path.read_text(encoding="utf-8"), _dots(width_in, ppi))
        (Path(folder) / "figure.svg").write_text(drawing, encoding="utf-8")
        source = Path(folder) / "figure.typ"
        source.write_text(page, encoding="utf-8")
        try:
            made = typst.compile(str(source), format="png", ppi=ppi, ignore_system_fonts=True)
        except Exception as error:
            raise RunError(f"{path.name}: cannot be drawn ({error})") from None
    return bytes(made[0] if isinstance(made, list) else made)


def _dots(width_in: float, ppi: int) -> int:
    return max(1, round(width_in * ppi))


def _on_whole_dots(svg: str, dots: int) -> str:
    """Return the SVG with its foot moved down, so that at `dots` wide it is whole dots high."""
    head = re.search(r'height="[\d.]+pt" viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if not head:
        return svg
    width, height = float(head[1]), float(head[2])
    grown = (math.ceil(height * dots / width - 0.02) - 0.01) * width / dots
    foot = f'height="{grown:.5f}pt" viewBox="0 0 {head[1]} {grown:.5f}"'
    return svg[: head.start()] + foot + svg[head.end() :]


def _asset(name: str) -> Path:
    return Path(str(resources.files("crosscase.paper") / "assets" / name))


def _pandoc(root: Path, manuscript: Path, work: Path, *more: str) -> str:
    """Run pandoc on the manuscript and return what it printed on standard error."""
    import pypandoc

    command = [
        pypandoc.get_pandoc_path(),
        str(manuscript),
        "--from=markdown+smart-tex_math_dollars",
        "--standalone",
        f"--metadata=crosscase-data:{work / 'data.json'}",
        f"--lua-filter={_asset('exhibits.lua')}",
        "--citeproc",
        f"--resource-path={root / 'paper'}",
        "--fail-if-warnings",
        *more,
    ]
    for option, name in (("--bibliography", "references.bib"), ("--csl", "style.csl")):
        if (root / "paper" / name).is_file():
            command.append(f"{option}={root / 'paper' / name}")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(_EPOCH), "TZ": "UTC"}
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=work, check=False
    )
    if done.returncode:
        said = done.stderr.strip().replace(str(work), "").splitlines()
        lines = [line for line in said if not line.startswith(("stack traceback", "\t"))]
        raise RunError(f"paper/{manuscript.name}: " + "\n".join(lines[:6]))
    return done.stderr


def _html(root: Path, manuscript: Path, work: Path, data: Mapping[str, Any]) -> Path:
    made = work / "paper.html"
    script = work / "trace.html"
    rows = json.dumps(data["evidence"], ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
    code = _asset("trace.js").read_text(encoding="utf-8")
    script.write_text(
        f'<script type="application/json" id="evidence-rows">{rows}</script>\n'
        f"<script>\n{code}</script>\n",
        encoding="utf-8",
    )
    _pandoc(
        root, manuscript, work, "--to=html5", "--embed-resources", "--toc", "--toc-depth=2",
        "--section-divs", f"--css={_asset('paper.css')}", f"--include-after-body={script}",
        f"--output={made}",
    )  # fmt: skip
    return made


def _docx(root: Path, manuscript: Path, work: Path, data: Mapping[str, Any]) -> Path:
    made = work / "paper.docx"
    reference = work / "reference.docx"
    _reference_docx(reference)
    _pandoc(root, manuscript, work, "--to=docx", f"--reference-doc={reference}", f"--output={made}")
    _without_times(made)
    return made


def _without_times(path: Path) -> None:
    """Write a zip file again with one fixed time for every entry."""
    with zipfile.ZipFile(path) as archive:
        entries = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, 8)


def _reference_docx(path: Path) -> None:
    """Write the Word styles: small tables with rules, captions above, one serif face."""
    import pypandoc
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    raw = subprocess.run(
        [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    path.write_bytes(raw)
    document = Document(str(path))
    for style in document.styles:
        font = getattr(style, "font", None)
        if font is None:
            continue
        if style.name in {"Normal", "Body Text", "First Paragraph", "Bibliography"}:
            font.name, font.size = "Times New Roman", Pt(11)
        elif style.name == "Compact":
            font.name, font.size = "Arial", Pt(7.5)
        elif style.name in {"Table Caption", "Image Caption", "Caption"}:
            font.name, font.size, font.italic = "Arial", Pt(9), False
        elif style.name.startswith(("Heading", "Title", "Subtitle")):
            font.name, font.color.rgb = "Arial", RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{name}"), None)
    note = document.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note.font.name, note.font.size = "Arial", Pt(8)
    for side in document.styles.element.iter(qn("w:tblCellMar")):
        for name in ("w:left", "w:right"):
            for found in side.iter(qn(name)):
                found.set(qn("w:w"), "50")
    document.save(str(path))


def _pdf(root: Path, manuscript: Path, work: Path, data: Mapping[str, Any]) -> Path:
    import typst

    source = work / "paper.typ"
    own = root / "paper" / "template.typ"
    template = own if own.is_file() else _asset("template.typ")
    _pandoc(root, manuscript, work, "--to=typst", f"--template={template}", f"--output={source}")
    made = work / "paper.pdf"
    for facts in data["exhibits"].values():
        if facts["kind"] == "figure":
            shutil.copyfile(facts["svg"], work / f"{facts['id']}.svg")
    try:
        typst.compile(
            str(source), output=str(made), root=str(work), ignore_system_fonts=True,
            timestamp=dt.datetime.fromtimestamp(_EPOCH, tz=dt.UTC),
        )  # fmt: skip
    except Exception as error:
        raise RunError(f"paper/{manuscript.name}: Typst: {error}") from None
    return made


_FORMATS = {"html": _html, "pdf": _pdf, "docx": _docx}
