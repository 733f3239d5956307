"""The tables that an imported project becomes, as Frictionless schemas."""

from __future__ import annotations

from typing import Any

__all__ = ["SCHEMAS", "resource"]

_REQUIRED = {"required": True}
_PROJECT = ("project_id", "string", "Imported project", _REQUIRED)
_ORDER = ("order", "integer", "Order in the file", {"required": True, "minimum": 1})
_STANCE = ("stance", "integer", "1 under a code supports, -1 under a code contradicts; else empty",
           {"enum": [1, -1]})  # fmt: skip
_Column = tuple[str, str, str, dict[str, Any]]
_PROPOSITION: _Column = (
    "proposition_id",
    "string",
    "Proposition of the study that the code path names",
    {},
)

_FIELDS: dict[str, tuple[str, str, list[str], list[_Column]]] = {
    "qda_sources": (
        "Sources of imported QDA projects",
        "Names, lengths and check sums; the texts themselves lie under private/ and are not "
        "part of the data. Rows with a parent are transcripts and the like.",
        ["project_id", "qda_source_id"],
        [
            _PROJECT,
            ("qda_source_id", "string", "GUID of the source", _REQUIRED),
            _ORDER,
            ("parent_id", "string", "Source that this text belongs to", {}),
            ("name", "string", "Name as in the project", _REQUIRED),
            ("kind", "string", "Kind of source", {"required": True, "enum": [
                "text", "pdf", "picture", "audio", "video", "note",
                "representation", "description", "transcript"]}),
            ("characters", "integer", "Length of the text; empty where it is not at hand",
             {"minimum": 0}),
            ("sha256", "string", "SHA-256 of the text's UTF-8 bytes", {"pattern": "[0-9a-f]{64}"}),
            ("text_file", "string", "Where the text lies in the study's folder", {}),
        ],
    ),
    "qda_codes": (
        "Codes of imported QDA projects",
        "One row per code; the path runs from the top code down.",
        ["project_id", "qda_code_id"],
        [
            _PROJECT,
            ("qda_code_id", "string", "GUID of the code", _REQUIRED),
            _ORDER,
            ("code_path", "string", "Names from the top down, joined by ' > '", {}),
            ("name", "string", "Name as in the project", {}),
            ("parent_id", "string", "Code above this one", {}),
            ("is_codable", "boolean", "The code may be put on text", _REQUIRED),
            ("color", "string", "Colour as #rrggbb", {}),
            ("sets", "string", "Groups that hold the code, separated by semicolons", {}),
            _PROPOSITION,
            _STANCE,
            ("description", "string", "Description as in the project's codebook", {}),
        ],
    ),
    "qda_cases": (
        "Cases of imported QDA projects",
        "One row per case; case_id is filled where the study has a case of this id or name.",
        ["project_id", "qda_case_id"],
        [
            _PROJECT,
            ("qda_case_id", "string", "GUID of the case", _REQUIRED),
            _ORDER,
            ("name", "string", "Name as in the project", {}),
            ("case_id", "string", "Case of the study", {}),
            ("source_ids", "string", "GUIDs of its sources, separated by semicolons", {}),
            ("selection_ids", "string", "GUIDs of its selections, separated by semicolons", {}),
            ("code_ids", "string", "GUIDs of its codes, separated by semicolons", {}),
        ],
    ),
    "qda_values": (
        "Variables of cases and sources of imported QDA projects",
        "One row per value.",
        ["project_id", "order"],
        [
            _PROJECT,
            _ORDER,
            ("owner_kind", "string", "What has the value",
             {"required": True, "enum": ["case", "source"]}),
            ("owner_id", "string", "GUID of the case or source", _REQUIRED),
            ("variable", "string", "Name of the variable", _REQUIRED),
            ("type", "string", "Type of the variable", {"required": True, "enum": [
                "Text", "Boolean", "Integer", "Float", "Date", "DateTime"]}),
            ("value", "string", "Value as in the project", {}),
        ],
    ),
    "qda_codings": (
        "Codings of imported QDA projects",
        "One row per code on a selection. Start and end are code points in the source's text, "
        "the end exclusive; the quote itself is not stored, its SHA-1 is.",
        ["project_id", "order"],
        [
            _PROJECT,
            ("qda_coding_id", "string", "GUID of the coding", _REQUIRED),
            _ORDER,
            ("qda_source_id", "string", "GUID of the text that the positions count in", _REQUIRED),
            ("source", "string", "Name of the source", {}),
            ("selection_id", "string", "GUID of the selection", _REQUIRED),
            ("selection_kind", "string", "What is selected", {"required": True, "enum": [
                "text", "transcript", "pdf", "picture", "audio", "video", "source"]}),
            ("start", "integer", "First code point of the quote", {"minimum": 0}),
            ("end", "integer", "Code point after the quote", {"minimum": 0}),
            ("qda_code_id", "string", "GUID of the code", _REQUIRED),
            ("code_path", "string", "Path of the code", {}),
            ("coder", "string", "User who coded", {}),
            ("quote_sha1", "string", "SHA-1 of the quote's UTF-8 bytes; empty without text",
             {"pattern": "[0-9a-f]{40}"}),
            ("case_ids", "string", "Cases of the study that it belongs to, with semicolons", {}),
            _PROPOSITION,
            _STANCE,
            ("place", "string", "Page, corners or milliseconds of a selection that is no text", {}),
        ],
    ),
}  # fmt: skip


def _schema(name: str) -> dict[str, Any]:
    title, description, key, listed = _FIELDS[name]
    columns: list[dict[str, Any]] = [
        {"name": column, "type": kind, "description": text, **({"constraints": c} if c else {})}
        for column, kind, text, c in listed
    ]
    schema: dict[str, Any] = {"fields": columns, "primaryKey": key, "mayBeEmpty": True}
    if name == "qda_codings":
        schema["foreignKeys"] = [
            {"fields": ["project_id", column],
             "reference": {"resource": other, "fields": ["project_id", column]}}
            for column, other in (("qda_source_id", "qda_sources"), ("qda_code_id", "qda_codes"))
        ]  # fmt: skip
    return {"title": title, "description": description, "schema": schema}


SCHEMAS: dict[str, dict[str, Any]] = {name: _schema(name) for name in _FIELDS}


def resource(name: str) -> dict[str, Any]:
    """Return the table's entry in ``datapackage.json``.

    Examples
    --------
    >>> resource("qda_codings")["path"]
    'qda_codings.csv'
    """
    head = {"name": name, "path": f"{name}.csv", "profile": "tabular-data-resource"}
    return {**head, "format": "csv", "encoding": "utf-8", **SCHEMAS[name]}
