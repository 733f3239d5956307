"""Bytes to text: marks, UTF-8, UTF-16 without a mark, guesses that are told, what is no text."""

from __future__ import annotations

import pytest

from crosscase.errors import DataError
from crosscase.texts.decoding import decode

TEXT = "Café first – “one”."
WIDE = "no byte-order mark; read as {}"
GUESS = "not UTF-8; read as {}, check accents and quotation marks"


@pytest.mark.parametrize(
    ("written", "read", "note"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8-sig", "utf-8", None),
        ("utf-16", "utf-16", None),
        ("utf-32", "utf-32", None),
        ("utf-16-le", "utf-16-le", WIDE),
        ("utf-16-be", "utf-16-be", WIDE),
        ("cp1252", "cp1252", GUESS),
    ],
)
def test_encodings(written, read, note):
    assert decode(TEXT.encode(written)) == (TEXT, read, [note.format(read)] if note else [])


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize(("size", "mark"), [(16, "\ufeff"), (32, "\ufeff")])
def test_marks_of_both_orders(order, size, mark):
    assert decode((mark + TEXT).encode(f"utf-{size}-{order}")) == (TEXT, f"utf-{size}", [])


def test_a_text_that_breaks_off():
    with pytest.raises(DataError, match="begins as utf-16 but breaks off at byte 8"):
        decode("abc".encode("utf-16") + b"a")
    with pytest.raises(DataError, match="begins as utf-8 but breaks off at byte 4"):
        decode(b"\xef\xbb\xbfa\xff")
    # Without a mark an odd byte at the end is left.
    assert decode(TEXT.encode("utf-16-le") + b"a")[0] == TEXT


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize(
    ("signs", "text"),
    [
        # Of twenty signs more than six have a NUL in one place, and less than one in the other.
        ("a" * 7 + "\u4e2d" * 13, True),
        ("a" * 6 + "\u4e2d" * 14, False),
        ("a" * 19 + "\u0100", False),
        ("a" * 20 + "\u0100", True),
    ],
)
def test_every_second_byte_of_western_utf_16_is_nul(signs, text, order):
    data = signs.encode(f"utf-16-{order}")
    if text:
        assert decode(data)[:2] == (signs, f"utf-16-{order}")
    else:
        with pytest.raises(DataError, match="is binary, not text"):
            decode(data)


def test_a_nul_far_behind_is_no_sign_of_utf_16():
    # Within the first 4096 bytes it is, after them it is one stray control character.
    with pytest.raises(DataError, match="is binary"):
        decode(b"a" * 4095 + b"\x00" + b"a" * 9)
    assert decode(b"a" * 4096 + b"\x00" + b"a" * 9)[1] == "utf-8"


# Guesses --------------------------------------------------------------------------------------


def test_chinese_is_read_as_gb18030():
    text = "华为公司" * 20
    assert decode(text.encode("gb18030")) == (text, "gb18030", [GUESS.format("gb18030")])
    # Both bytes of this sign are high, if barely: 0x81 0x80.
    text = "\u4e90" * 5 + "a" * 10
    assert decode(text.encode("gb18030"))[:2] == (text, "gb18030")


def test_western_text_is_not_taken_for_chinese():
    # "éa" would be one Chinese sign, but 3 of 10 bytes are not more than 30 %.
    assert decode(b"\xe9a\xe9a\xe9abcde")[:2] == ("éaéaéabcde", "cp1252")
    # Many are, but what GB 18030 makes of them is not Chinese for the most part.
    text = "é a " * 3 + "éééé"
    assert decode(text.encode("cp1252"))[1] == "cp1252"
    # Three of ten signs are Chinese.
    mixed = "华为公" + "。" * 7
    assert decode(mixed.encode("gb18030"))[1] != "gb18030"
    # Four of ten are.
    mixed = "华为公司" + "。" * 6
    assert decode(mixed.encode("gb18030"))[1] == "gb18030"


def test_stray_bytes_are_replaced_and_told():
    # Bytes that cp1252 has not either: 0x81.
    data = b"a" * 99 + b"\x81"
    assert decode(data) == (
        "a" * 99 + "\ufffd",
        "utf-8",
        ["1 bytes are no UTF-8 and were replaced"],
    )
    assert decode(b"a" * 98 + b"\x81b\x81")[2] == ["2 bytes are no UTF-8 and were replaced"]
    with pytest.raises(DataError, match="is in no known encoding; save it as UTF-8"):
        decode(b"a" * 96 + b"\x81b\x81\x81")


def test_a_sample_of_200_000_bytes_says_what_it_is():
    # What comes after it counts neither for Chinese nor as binary.
    western = b"a" * 200_000 + "é".encode("cp1252") * 100_000
    assert decode(western)[1] == "cp1252"
    assert decode(b"a" * 200_000 + b"\x01" * 5000)[1] == "utf-8"


# What is no text ------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["\x01", "\x08", "\x0e", "\x1a", "\x1c", "\x1f", "\x7f", "\ufffe"])
def test_control_characters_beyond_a_stray_few(sign):
    # 0.5 % of 200 characters, and two.
    assert decode((sign * 3 + "a" * 197).encode())[1] == "utf-8"
    with pytest.raises(DataError, match="is binary, not text"):
        decode((sign * 4 + "a" * 196).encode())


@pytest.mark.parametrize("sign", ["\t", "\n", "\r", "\f", "\x1b"])
def test_white_space_and_escapes_are_text(sign):
    assert decode((sign * 50).encode())[0] == sign * 50
