"""GUIDs: made from names, and as tools write them."""

from __future__ import annotations

import uuid

from crosscase.refi.identifiers import guid, plain_guid


def test_a_guid_stands_for_itself_and_a_name_for_its_uuid5() -> None:
    own = "0458f113-b451-482e-9390-520e78c68b56"
    assert guid(own) == guid(own.upper()) == own
    namespace = uuid.uuid5(uuid.NAMESPACE_URL, "urn:QDA-XML:project:1.0")
    assert guid("code", "sharing") == str(uuid.uuid5(namespace, "code\x1fsharing"))
    assert guid(own, "x") != own
    assert guid("0458f113") != "0458f113"


def test_parts_are_kept_apart() -> None:
    assert guid("a", "bc") != guid("ab", "c") != guid("abc")


def test_braces_blanks_and_capitals_go() -> None:
    assert plain_guid(" {ABC-1} ") == plain_guid("abc-1") == "abc-1"
    assert plain_guid("") == plain_guid(None) == ""
