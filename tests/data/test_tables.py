"""Every table: files, types, levels, keys and locators, checked without crosscase's own reader."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from crosscase.study import Study
from tests.data.tables import DATA, PATHS, TABLES, places, read, schema

TYPES = {
    "integer": re.compile(r"-?\d+"),
    "year": re.compile(r"\d{4}"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "yearmonth": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    "string": re.compile(r".*", re.S),
}
# Section, paragraph or note (with a letter where a paragraph is cut up), or the place in a table or
# figure; a source that is not the row's own is named before it.
LOCATOR = re.compile(
    r"((main|thesis|blog|article) )?"
    r"(s(\d+|A)(\.\d+)*((¶| note )\d+[a-z]?)?|(Table|Figure) \d+(\.\d+)?(, .+)?)"
)


def named(columns: str | list[str]) -> list[str]:
    return [columns] if isinstance(columns, str) else list(columns)


def test_each_table_has_a_schema_and_each_schema_a_table() -> None:
    assert {path.stem for path in (DATA / "schemas").glob("*.json")} == set(TABLES)
    assert len(TABLES) == len(list(DATA.rglob("*.csv")))


@pytest.mark.parametrize("table", TABLES)
def test_files_are_plain(table: str) -> None:
    raw = PATHS[table].read_bytes()
    # What other coders handed in is kept to the byte.
    assert b"\r" not in raw or table in ("coder_c", "coder_d")
    assert raw.endswith(b"\n")
    assert not raw.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("table", TABLES)
def test_columns_types_and_levels_follow_the_schema(table: str) -> None:
    data, fields = read(table), schema(table)["fields"]
    assert list(data.columns) == [field["name"] for field in fields]
    for field in fields:
        column, limits = data[field["name"]], field.get("constraints", {})
        filled = column[column != ""]
        assert filled.str.fullmatch(TYPES[field["type"]]).all(), field
        assert not (limits.get("required") and (column == "").any()), field
        assert not (limits.get("unique") and filled.duplicated().any()), field
        if "enum" in limits:
            assert set(filled) <= {str(level) for level in limits["enum"]}, field
        if "pattern" in limits:
            assert filled.str.fullmatch(limits["pattern"]).all(), field
        if "minimum" in limits:
            assert (pd.to_numeric(filled) >= limits["minimum"]).all(), field
        if "maximum" in limits:
            assert (pd.to_numeric(filled) <= limits["maximum"]).all(), field


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_unique_and_point_somewhere(table: str) -> None:
    data, description = read(table), schema(table)
    assert not data.duplicated(named(description["primaryKey"])).any()
    for link in description.get("foreignKeys", []):
        mine, theirs = named(link["fields"]), named(link["reference"]["fields"])
        target = read(link["reference"]["resource"] or table)
        known = set(target[theirs].itertuples(index=False, name=None))
        rows = data[mine][(data[mine] != "").all(axis=1)]
        assert set(rows.itertuples(index=False, name=None)) <= known, (table, mine)


@pytest.mark.parametrize("table", TABLES)
def test_locators_have_the_house_form(table: str) -> None:
    data = read(table)
    for column in data.columns[data.columns.str.contains("locator")]:
        for cell in data[column]:
            for place in places(cell):
                assert LOCATOR.fullmatch(place), (column, cell)


def test_crosscase_reads_the_same_tables(root: Path) -> None:
    study = Study.open(root)
    assert {name: len(study.table(name)) for name in study.tables} == {
        table: len(read(table)) for table in TABLES
    }
