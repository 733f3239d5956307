"""XML from strangers: no document types, no entities, nothing fetched."""

from __future__ import annotations

from xml.parsers import expat

from lxml import etree
from lxml.etree import _Element as Element

from crosscase.errors import DataError, Problem

__all__ = ["Element", "local_name", "parse"]


class _RootReached(Exception):
    """The prolog is over."""


class _Doctype(Exception):
    """The document declares a type."""


def parse(data: bytes, *, shown: str) -> Element:
    """Return the root element of an XML document.

    Parameters
    ----------
    data : bytes
        The document, in any encoding that XML names.
    shown : str
        The document's name in messages.

    Returns
    -------
    lxml element

    Raises
    ------
    DataError
        If the document is not well-formed or declares a document type: exchange files need none,
        and entities are the way to make a small file large or to read files of the machine.

    Examples
    --------
    >>> local_name(parse(b"<a:Code xmlns:a='urn:x'/>", shown="x.qdc"))
    'Code'
    """
    data = data.lstrip()  # a line feed before the declaration is a common slip
    _refuse_doctype(data, shown)
    # A second lock behind the first: entities stay unread, and lxml loads nothing by itself.
    parser = etree.XMLParser(
        resolve_entities=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root: Element = etree.fromstring(data, parser)
        return root
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(str(error), getattr(error, "lineno", None), shown) from None


def local_name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _refuse_doctype(data: bytes, shown: str) -> None:
    """Read as far as the root element, with a parser that expands nothing."""
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise _Doctype

    def element(*_: object) -> None:
        raise _RootReached

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(data, True)
    except _RootReached:
        return
    except _Doctype:
        problem = Problem(
            shown, None, None, "the XML declares a document type (<!DOCTYPE …>)", None,
            "exchange files have none; entities are not read",
        )  # fmt: skip
        raise DataError([problem]) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _broken(str(error), getattr(error, "lineno", None), shown) from None


def _broken(error: str, line: int | None, shown: str) -> DataError:
    mend = "export the project once more, or mend the XML at this line"
    return DataError([Problem(shown, line, None, f"the XML is broken ({error})", None, mend)])
