"""GUIDs: as tools write them, and made from names where there is none."""

from __future__ import annotations

import re
import uuid

from crosscase.refi.vocabulary import PROJECT_NAMESPACE

__all__ = ["guid", "plain_guid"]

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, PROJECT_NAMESPACE)
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def guid(*parts: str) -> str:
    """Return the GUID that stands for `parts`; a single GUID stands for itself.

    The same parts always give the same GUID, so that a study exported twice is the same file.

    Examples
    --------
    >>> guid("0458F113-B451-482E-9390-520E78C68B56")
    '0458f113-b451-482e-9390-520e78c68b56'
    >>> guid("code", "sharing") == guid("code", "sharing") != guid("code", "learning")
    True
    """
    if len(parts) == 1 and _GUID.fullmatch(parts[0].lower()):
        return parts[0].lower()
    # Joined by a character that no name holds: ("a", "bc") is another thing than ("ab", "c").
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def plain_guid(text: str | None) -> str:
    """Return a GUID without braces, in lower case: tools differ in both.

    Examples
    --------
    >>> plain_guid(" {0458F113-B451-482E-9390-520E78C68B56}")
    '0458f113-b451-482e-9390-520e78c68b56'
    >>> plain_guid(None)
    ''
    """
    return (text or "").strip().strip("{}").lower()
