"""Archives and bare files: what is found in them, and what is refused."""

from __future__ import annotations

import contextlib
import zipfile
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from crosscase.errors import DataError
from crosscase.refi import container
from crosscase.refi.container import open_container

MIB = 2**20


def zipped(path: Path, members: dict[str, bytes], *, packed: bool = False) -> Path:
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def refused(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        open_container(path)
    text = str(caught.value)
    assert text.startswith(f"{path}: ")
    return text.removeprefix(f"{path}: ")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return zipped(tmp_path / "p.qdpx", {"project.qde": b"<Project/>", "Sources/a.txt": b"Staff"})


def test_what_it_is_is_told_by_the_first_bytes_and_not_by_the_name(tmp_path: Path) -> None:
    packed = zipped(tmp_path / "p.qdc", {"project.qde": b"<Project/>"})
    assert open_container(packed).project == b"<Project/>"
    for start in (b"<P/>", b" \n<P/>", b"\xef\xbb\xbf<P/>", "<P/>".encode("utf-16")):
        bare = tmp_path / "bare.qdpx"
        bare.write_bytes(start)
        opened = open_container(str(bare))
        assert (opened.project, opened.members, opened.path) == (start, None, bare)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty; export the project once more"),
        (b" \n", "the file is empty; export the project once more"),
        (b"%PDF-1.7 not this", "neither a zip archive (.qdpx) nor XML (.qde, .qdc); "
         "it may be damaged, export the project once more"),
        (b"PK\x03\x04 cut off", "neither a zip archive (.qdpx) nor XML (.qde, .qdc); "
         "it may be damaged, export the project once more"),
    ],
)  # fmt: skip
def test_files_that_are_neither(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "bad.qdpx"
    path.write_bytes(data)
    assert refused(path) == message


def test_no_such_file(tmp_path: Path) -> None:
    message = "there is no such file; give a .qdpx, .qde or .qdc file"
    assert refused(tmp_path / "no.qdpx") == message
    assert refused(tmp_path) == message


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.qde"
    path.write_bytes(b"<P/>")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert refused(path) == "cannot be read (Permission denied)"


def test_the_archive_holds_one_project(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    must = "the archive must hold one project file (project.qde); found: "
    assert refused(zipped(path, {"Sources/a.txt": b"x"})) == f"{must}none"
    assert refused(zipped(path, {"b.qde": b"<P/>", "a.QDE": b"<P/>"})) == f"{must}a.QDE, b.qde"


@pytest.mark.parametrize(
    "other", ["Sources/other.qde", "__MACOSX/project.qde", "._project.qde", "p.qde/"]
)
def test_the_project_is_the_topmost_that_is_no_companion_file(tmp_path: Path, other: str) -> None:
    path = zipped(tmp_path / "p.qdpx", {other: b"<Wrong/>", "any.qde": b"<Right/>"})
    assert open_container(path).project == b"<Right/>"


def test_a_whole_project_may_lie_in_a_folder(tmp_path: Path) -> None:
    members = {"Wards/project.qde": b"<P/>", "Wards/Sources/A.TXT": b"Staff"}
    opened = open_container(zipped(tmp_path / "p.qdpx", members))
    assert opened.project == b"<P/>"
    assert opened.read("internal://a.txt") == b"Staff"


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "C:/evil.txt", "a\\..\\..\\b"])
def test_a_name_that_leads_out(project: Path, name: str) -> None:
    with zipfile.ZipFile(project, "a") as archive:
        archive.writestr(name, "x")
    stored = zipfile.ZipFile(project).namelist()[-1]
    assert refused(project) == (
        f"the archive holds {stored!r}, a name that leads out of it; "
        "the file is not a clean export and was not read"
    )


def test_an_opened_file_cannot_be_changed(project: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        open_container(project).path = Path("other")  # type: ignore[misc]


# --- texts in the archive -------------------------------------------------------------------


@pytest.mark.parametrize(
    "reference",
    ["internal://a.txt", "relative:///Sources/a.txt", "a.txt", "A.TXT", "internal://x/%61.txt",
     "Sources\\a.txt", "C:\\project\\a.txt"],
)  # fmt: skip
def test_ways_to_name_a_text(project: Path, reference: str) -> None:
    (project.parent / "Sources").mkdir()
    (project.parent / "Sources" / "a.txt").write_bytes(b"Staff")
    assert open_container(project).read(reference) == b"Staff"


@pytest.mark.parametrize("name", ["caf\u00e9.txt", "cafe\u0301.txt"])
def test_accents_may_be_composed_or_not(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "p.qdpx", {"p.qde": b"<P/>", f"Sources/{name}": b"x"})
    assert open_container(path).read("internal://caf\u00e9.txt") == b"x"
    assert open_container(path).read("internal://cafe\u0301.txt") == b"x"


def test_of_two_members_with_one_name_the_first_counts(tmp_path: Path) -> None:
    members = {"p.qde": b"<P/>", "Sources/a.txt": b"first", "other/a.txt": b"second"}
    assert open_container(zipped(tmp_path / "p.qdpx", members)).read("a.txt") == b"first"


@pytest.mark.parametrize(
    "reference", ["absolute:///etc/hostname", "internal://gone.txt", "internal://", "http://x/a"]
)
def test_what_is_not_there_or_not_followed(project: Path, reference: str) -> None:
    assert open_container(project).read(reference) is None


@pytest.mark.parametrize("reference", ["internal://../a.txt", "internal://%2e%2e/a", "..\\a.txt"])
def test_a_path_that_leads_out(project: Path, reference: str) -> None:
    with pytest.raises(DataError) as caught:
        open_container(project).read(reference)
    assert str(caught.value) == (
        f"{project}: the path {reference!r} leads out of the project; nothing was read from there"
    )


def test_texts_lie_beside_a_bare_project(tmp_path: Path) -> None:
    path = tmp_path / "p.qde"
    path.write_bytes(b"<P/>")
    opened = open_container(path)
    assert opened.read("internal://a.txt") is None
    (tmp_path / "a.txt").write_bytes(b"beside")
    assert opened.read("internal://a.txt") == b"beside"
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_bytes(b"in a folder")
    assert opened.read("internal://a.txt") == b"in a folder"
    assert opened.read("relative://a.txt") == b"beside"
    assert opened.read("/etc/hostname") is None


def test_a_link_beside_it_is_not_followed_out(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "p.qde"
    path.write_bytes(b"<P/>")
    (tmp_path / "in" / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert open_container(path).read("a.txt") is None


# --- limits ---------------------------------------------------------------------------------


def test_a_small_file_that_would_grow_large(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.qdpx", {"project.qde": b" " * (32 * MIB)}, packed=True)
    assert refused(path).endswith("-fold when unpacked, 200-fold is allowed; it was not read")
    assert refused(path).startswith("project.qde would grow ")


def test_small_texts_may_be_packed_as_tightly_as_they_are(tmp_path: Path) -> None:
    members = {"p.qde": b"<P/>", "a.txt": b" " * (16 * MIB)}
    assert (
        len(open_container(zipped(tmp_path / "p.qdpx", members, packed=True)).read("a.txt") or b"")
        == 16 * MIB
    )


def test_a_text_over_sixteen_mib_may_not(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "p.qdpx", {"p.qde": b"<P/>", "a.txt": b" " * (16 * MIB + 1)}, packed=True
    )
    with pytest.raises(DataError, match=r"a\.txt would grow \d+-fold when unpacked, 200-fold is"):
        open_container(path).read("a.txt")


def test_a_header_without_a_packed_length(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.qdpx", {"p.qde": b"<P/>"})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 20 : at + 24] = bytes(4)  # packed length
    data[at + 24 : at + 28] = (17 * MIB).to_bytes(4, "little")  # length when unpacked
    path.write_bytes(bytes(data))
    assert refused(path).startswith(f"p.qde would grow {17 * MIB}-fold when unpacked")


@pytest.mark.parametrize("bare", [False, True])
def test_a_text_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bare: bool) -> None:
    monkeypatch.setattr(container, "MAX_TEXT_BYTES", 3 * MIB)
    texts = {"fits.txt": b"x" * (3 * MIB), "large.txt": b"x" * (3 * MIB + 1)}
    path = tmp_path / "p.qdpx"
    if bare:
        path.write_bytes(b"<P/>")
        for name, data in texts.items():
            (tmp_path / name).write_bytes(data)
    else:
        zipped(path, {"p.qde": b"<P/>", **texts})
    opened = open_container(path)
    assert len(opened.read("fits.txt") or b"") == 3 * MIB
    with pytest.raises(DataError) as caught:
        opened.read("large.txt")
    assert str(caught.value) == f"{path}: large.txt is larger than 3 MiB, the most that is read"


@pytest.mark.parametrize("bare", [False, True])
def test_a_project_over_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bare: bool
) -> None:
    path, limit = tmp_path / "p.qde", 2 * MIB
    monkeypatch.setattr(container, "MAX_PROJECT_BYTES", limit)
    for extra in (0, 1):
        data = b"<P/>".ljust(limit + extra)
        path.write_bytes(data) if bare else zipped(path, {"p.qde": data})
        if not extra:
            assert open_container(path).project == data
    assert refused(path) == "p.qde is larger than 2 MiB, the most that is read"


def test_too_many_files(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_MEMBERS", 2)
    assert open_container(project).project == b"<Project/>"
    monkeypatch.setattr(container, "MAX_MEMBERS", 1)
    assert refused(project) == "2 files in the archive, 1 are allowed"


# --- damage ---------------------------------------------------------------------------------


def test_a_damaged_member(project: Path) -> None:
    project.write_bytes(project.read_bytes().replace(b"Staff", b"Stuff"))
    with pytest.raises(DataError) as caught:
        open_container(project).read("a.txt")
    assert str(caught.value).startswith(f"{project}: Sources/a.txt in the archive is damaged (")
    assert str(caught.value).endswith("); export it once more")


def test_a_header_that_lies_about_the_length_gains_nothing(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.qdpx", {"p.qde": b"<P/>" + b" " * 996})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")  # length when unpacked
    path.write_bytes(bytes(data))
    assert refused(path).startswith("p.qde in the archive is damaged (")


def test_an_encrypted_member(project: Path) -> None:
    data = bytearray(project.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag in the central directory
    project.write_bytes(bytes(data))
    assert refused(project) == "project.qde is encrypted; export without a password"


def test_a_damaged_directory(project: Path) -> None:
    data = project.read_bytes()
    project.write_bytes(data.replace(b"PK\x01\x02", b"PK\x01\x09"))
    assert refused(project).startswith("the archive is damaged (")
    assert refused(project).endswith("); export it once more")


def test_no_damage_ends_in_another_error(project: Path) -> None:
    """Every byte turned over in turn: read as it was, or refused with a message."""
    data = project.read_bytes()
    for at in range(len(data)):
        project.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        with contextlib.suppress(DataError):
            open_container(project).read("a.txt")
