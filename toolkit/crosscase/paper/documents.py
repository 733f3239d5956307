"""Render the documents of ``paper/``: one manuscript in, HTML, PDF and DOCX out.

pandoc places numbers, tables, figures and references by the filter ``assets/exhibits.lua``;
Typst sets the PDF. Both come as Python packages; nothing is fetched and no TeX is needed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from crosscase.errors import ParameterError, RunError
from crosscase.paper.contents import document_data
from crosscase.paper.pandoc import EPOCH, Manuscript, asset
from crosscase.paper.pictures import svg_to_png
from crosscase.paper.word import fix_times, write_reference
from crosscase.study.study import Study

__all__ = ["FORMATS", "render"]

FORMATS = ("html", "pdf", "docx")


def render(
    study: Study | Path | str | None = None,
    *,
    exhibits: Path | str,
    out: Path | str,
    formats: Sequence[str] = FORMATS,
) -> list[Path]:
    """Render every Markdown document in ``paper/`` with the given exhibits.

    Parameters
    ----------
    study : Study or path, optional
        An opened study, or a folder in one (default: the working folder). Its
        ``paper/manuscript.md`` becomes ``paper.*``, any other document but ``README.md`` keeps
        its name.
    exhibits : path
        Folder of the exhibits to place.
    out : path
        Folder for the documents.
    formats : sequence of str
        Of ``"html"``, ``"pdf"``, ``"docx"``.

    Returns
    -------
    list of Path
        The documents written. A document that cannot be rendered is left as it was.

    Raises
    ------
    ParameterError
        If a format is unknown.
    RunError
        If a number, exhibit or reference is unknown, or a figure or Typst cannot be set.
    """
    unknown = [kind for kind in formats if kind not in _MAKERS]
    if unknown:
        raise ParameterError(f"format {unknown[0]!r}: allowed are {', '.join(FORMATS)}")
    opened = study if isinstance(study, Study) else Study.open(study)
    target = Path(out)
    target.mkdir(parents=True, exist_ok=True)
    data = document_data(opened, exhibits)
    written = []
    for path in _manuscripts(opened.root / "paper"):
        name = "paper" if path.stem == "manuscript" else path.stem
        with tempfile.TemporaryDirectory() as folder:
            document = Manuscript(path, Path(folder))
            placed = _write_data(document, data)
            for kind in formats:
                made = _MAKERS[kind](document, placed)
                final = target / f"{name}.{kind}"
                # Copied beside it, then renamed: the scratch folder may be on another disk, and
                # no reader meets half a document.
                temporary = final.with_name(f".{final.name}.tmp")
                shutil.copyfile(made, temporary)
                temporary.replace(final)
                written.append(final)
    return written


def _manuscripts(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.md")) if path.name.lower() != "readme.md"]


def _write_data(document: Manuscript, data: Mapping[str, Any]) -> dict[str, Any]:
    """Write what the filter reads, with the pictures that this document places; return it."""
    text = document.path.read_text(encoding="utf-8")
    exhibits = {}
    for id, facts in data["exhibits"].items():
        exhibits[id] = facts
        if facts["kind"] == "figure" and (id in text or facts["notebook"] in text):
            # By its name: a path of the scratch folder would stand in the Word document.
            picture = f"{id}.png"
            (document.work / picture).write_bytes(svg_to_png(Path(facts["svg"]), facts["width_in"]))
            exhibits[id] = {**facts, "png": picture}
    placed = {**data, "exhibits": exhibits, "elsewhere": _placed_elsewhere(document.path)}
    (document.work / "data.json").write_text(json.dumps(placed), encoding="utf-8")
    return placed


def _placed_elsewhere(manuscript: Path) -> list[str]:
    """Return the ids of the exhibits that the other documents of the folder place one by one."""
    others = [path for path in manuscript.parent.glob("*.md") if path != manuscript]
    texts = [path.read_text(encoding="utf-8") for path in others]
    return sorted(
        {found for text in texts for found in re.findall(r'\.exhibit id="([^"]+)"', text)}
    )


def _html(document: Manuscript, data: Mapping[str, Any]) -> Path:
    made = document.work / "paper.html"
    script = document.work / "trace.html"
    # "</" would end the script element in the middle of a statement that quotes HTML.
    rows = json.dumps(data["evidence"], ensure_ascii=False).replace("</", "<\\/")
    script.write_text(
        f'<script type="application/json" id="evidence-rows">{rows}</script>\n'
        f"<script>\n{asset('trace.js').read_text(encoding='utf-8')}</script>\n",
        encoding="utf-8",
    )
    document.convert(
        "--to=html5",
        "--embed-resources",
        "--toc",
        "--toc-depth=2",
        "--section-divs",
        f"--css={asset('paper.css')}",
        f"--include-after-body={script}",
        f"--output={made}",
    )
    return made


def _docx(document: Manuscript, data: Mapping[str, Any]) -> Path:
    made = document.work / "paper.docx"
    reference = document.work / "reference.docx"
    write_reference(reference)
    document.convert("--to=docx", f"--reference-doc={reference}", f"--output={made}")
    fix_times(made)
    return made


def _pdf(document: Manuscript, data: Mapping[str, Any]) -> Path:
    import typst

    source = document.work / "paper.typ"
    own = document.path.with_name("template.typ")
    template = own if own.is_file() else asset("template.typ")
    document.convert("--to=typst", f"--template={template}", f"--output={source}")
    for facts in data["exhibits"].values():
        if facts["kind"] == "figure":
            shutil.copyfile(facts["svg"], document.work / f"{facts['id']}.svg")
    made = document.work / "paper.pdf"
    try:
        typst.compile(
            str(source),
            output=str(made),
            ignore_system_fonts=True,  # the same face on every machine
            timestamp=dt.datetime.fromtimestamp(EPOCH, tz=dt.UTC),
        )
    except RuntimeError as error:
        raise RunError(f"paper/{document.path.name}: Typst: {error}") from None
    return made


_MAKERS: Mapping[str, Callable[[Manuscript, Mapping[str, Any]], Path]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
}
