"""A project as REFI-QDA files: the same project, the same bytes."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from crosscase.errors import DataError
from crosscase.refi.identifiers import guid
from crosscase.refi.markup import Element
from crosscase.refi.project import Project
from crosscase.refi.tree import codebook_tree, project_tree

__all__ = ["codebook_xml", "project_archive", "project_xml"]


def codebook_xml(project: Project) -> bytes:
    """Return a project's codes as the XML of a ``.qdc`` file.

    Parameters
    ----------
    project : Project

    Returns
    -------
    bytes
        UTF-8, valid against Codebook.xsd.

    Raises
    ------
    DataError
        If there are no codes: the format has no empty codebook.
    """
    if not project.codes:
        raise DataError("there are no codes to export; code some evidence first")
    return _serialised(codebook_tree(project))


def project_xml(project: Project) -> bytes:
    """Return the XML of ``project.qde``; texts are referred to, not held.

    Parameters
    ----------
    project : Project

    Returns
    -------
    bytes
        UTF-8, valid against Project.xsd. Positions count code points.
    """
    return _serialised(project_tree(project))


def project_archive(project: Project) -> bytes:
    """Return the bytes of a ``.qdpx`` archive.

    Parameters
    ----------
    project : Project

    Returns
    -------
    bytes
        Members are stored, not compressed, with a fixed time: compressors differ between
        machines, the bytes of this file do not.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        _store(archive, "project.qde", project_xml(project))
        for source in sorted(project.sources, key=lambda s: s.guid):
            if source.text is not None:
                data = source.text.encode("utf-8", "surrogatepass")
                _store(archive, f"Sources/{guid(source.guid)}.txt", data)
    return buffer.getvalue()


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name)  # at the first time that zip knows: 1980
    entry.create_system = 3  # Unix: what zipfile would write depends on the machine
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _serialised(root: Element) -> bytes:
    etree.indent(root, space=" ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
