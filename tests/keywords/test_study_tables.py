"""A study whose tables need not be valid yet: where it is found, a table as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.errors import CrosscaseError, DataError
from crosscase.keywords.study_tables import opened, text_table
from crosscase.study import Study, file_sha256, reads


def test_a_study_is_taken_as_it_is(tmp_path):
    given = Study(tmp_path, {}, {})
    assert opened(given) is given


def test_a_folder_with_features_is_enough_and_another_may_lie_within_a_study(tmp_path, root):
    (tmp_path / "data" / "features").mkdir(parents=True)
    assert opened(tmp_path).root == tmp_path
    assert opened(str(tmp_path)).root == tmp_path
    assert opened(root / "notebooks").root == root
    (tmp_path / "other" / "data").mkdir(parents=True)
    with pytest.raises(CrosscaseError):
        opened(tmp_path / "other")


def test_none_is_the_study_around(root, monkeypatch):
    monkeypatch.chdir(root / "docs")
    monkeypatch.delenv("CROSSCASE_STUDY", raising=False)
    assert opened(None).root == root


@pytest.fixture
def table(tmp_path):
    def written(content):
        data = tmp_path / "data"
        data.mkdir(exist_ok=True)
        path = data / "t.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return text_table(Study(Path(tmp_path), {}, {}), "t")

    return written


def test_every_cell_is_text_and_empty_ones_are_empty(table):
    found = table('a,b , c\n1,,x\n"x, y",2.50,\n')
    assert found.columns.tolist() == ["a", "b", "c"]
    assert found.to_numpy().tolist() == [["1", "", "x"], ["x, y", "2.50", ""]]
    assert found.dtypes.eq(object).all()


def test_a_name_over_two_lines_is_kept(table):
    assert table('"a\r\nb",c\r\n1,2\r\n').columns.tolist() == ["a\r\nb", "c"]


def test_a_byte_order_mark_and_no_rows(table):
    assert table("\ufeffa,b\n1,2\n").columns.tolist() == ["a", "b"]
    assert len(table("a,b\n")) == 0


def test_no_such_table(tmp_path):
    assert text_table(Study(tmp_path, {}, {}), "t") is None


def test_reading_is_noted(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "t.csv").write_text("a\n1\n")
    study = Study(tmp_path, {}, {})
    text_table(study, "t")
    assert reads()["data/t.csv"] == file_sha256(tmp_path / "data" / "t.csv")


@pytest.mark.parametrize("content", ["a,b\n1\n", "a,b\n1,2,3\n", b"a,b\n\xe9,1\n"])
def test_what_cannot_be_read_names_the_file(table, content):
    with pytest.raises(DataError, match=r"data/t\.csv"):
        table(content)
