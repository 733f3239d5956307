"""Widths of columns: words stay whole, shares follow the text, the page is turned where it pays.

Texts of the letter "a" are as wide as they are long. A column takes 2.2 letters for the space
beside it; an upright page has 118 letters, a turned one 182.2.
"""

from __future__ import annotations

import json
import string
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.paper.columns import Layout, lay_out, text_width

UPRIGHT, TURNED, GAP = 118.0, 118 * 24.7 / 16, 2.2
WORDS = (
    *("internationalisation", "headquarters", "subsidiaries", "developed", "learn;", "round"),
    *("(46.5", "%)", "Huawei", "ZTE", "APA2-1", "Mr.", "LEARN*SHARE", "n", "=", "Wright"),
    *("truth", "our", "four", "hour", "+0.05", "−0.75", "sharing/downward", "2004-2013"),
)


def words(count: int, letters: int = 4) -> str:
    """A text of so many words, each as wide as it is long."""
    return " ".join(["a" * letters] * count)


def letters(layout: Layout) -> list[float]:
    """The widths of the columns without the space beside them."""
    room = TURNED if layout.landscape else UPRIGHT
    return [share * room - GAP for share in layout.widths]


def laid(cells: list[str], *, rows: int = 1, numeric: tuple[int, ...] = ()) -> Layout:
    """Lay out a table of equal rows under short headings."""
    labels = ["a"] * len(cells)
    return lay_out(labels, [cells] * rows, [at in numeric for at in range(len(cells))])


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """Widths in the template's face as Typst sets it, in letters: weight → text → width."""
    import typst

    folder = tmp_path_factory.mktemp("measured")
    texts = [*WORDS, *string.ascii_letters, *string.digits, *"−+.,()%*/-→—"]
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    found = {}
    for weight in ("regular", "bold"):
        (folder / "m.typ").write_text(
            '#set text(font: "Libertinus Serif", size: 7.6pt, hyphenate: false, '
            f'weight: "{weight}")\n'
            '#context [#metadata(json("texts.json").map(t => measure(t).width / 16cm)) <m>]',
            encoding="utf-8",
        )
        source = str(folder / "m.typ")
        query = typst.query(source, "<m>", field="value", one=True, ignore_system_fonts=True)
        found[weight] = dict(zip(texts, (s * UPRIGHT for s in json.loads(query)), strict=True))
    return found


def test_the_count_of_letters_follows_the_face(measured: dict[str, dict[str, float]]) -> None:
    for letter in (*string.ascii_letters, *string.digits, *"−+.,()%*→"):
        assert 0.85 < text_width(letter) / measured["regular"][letter] < 1.45, letter


def test_a_column_as_wide_as_counted_holds_its_words(measured: dict[str, dict[str, float]]) -> None:
    inset = 2 * 3.5 / 28.35 / 16 * UPRIGHT  # 3.5 pt on either side, as the template says
    for word in WORDS:
        (column,) = lay_out([word], [], [False]).widths
        assert measured["bold"][word] + inset <= column * UPRIGHT, word
        (column,) = lay_out([""], [[word]], [False]).widths
        assert measured["regular"][word] + inset <= column * UPRIGHT, word


def test_a_table_that_fits_keeps_each_cell_on_its_line() -> None:
    layout = lay_out(["a", "b"], [[words(3), "aa"], ["a", words(5)]], [False, False])
    assert letters(layout) == pytest.approx([14 - 2 * 0.38, 24 - 4 * 0.38], abs=0.01)
    assert not layout.landscape


def test_a_long_heading_over_short_cells_stands_on_two_lines() -> None:
    # 1.12: headings are bold. "aaaa aaaa" (8.62) over "aaaa".
    assert letters(lay_out([words(3)], [["1"]], [True])) == pytest.approx([1.12 * 8.62], abs=0.01)
    assert letters(lay_out(["aaaa"], [["1"]], [True])) == pytest.approx([1.12 * 4], abs=0.01)


def test_an_empty_column_has_the_width_of_a_letter() -> None:
    assert letters(lay_out([""], [[""], [""]], [False])) == pytest.approx([1], abs=0.01)
    assert letters(lay_out([""], [], [False])) == pytest.approx([1], abs=0.01)


def test_a_long_word_is_not_broken_beside_a_long_text() -> None:
    narrow, _ = letters(laid(["a" * 22, words(200)]))
    assert narrow == pytest.approx(22, abs=0.01)
    narrow, _ = letters(lay_out([f"aa {'a' * 22} aa", "a"], [["a", words(200)]], [False, False]))
    assert narrow == pytest.approx(1.12 * 22, abs=0.01)


@pytest.mark.parametrize(
    ("cell", "width"),
    [
        (f"{'a' * 8}-{'a' * 5}", 13.77),  # 13.77 letters are short: "co-operation"
        (f"{'a' * 9}-{'a' * 6}", 9.77),  # 15.77 are long, broken after the hyphen
        (f"{'a' * 6}/{'a' * 9}", 9.0),
        (f"{'a' * 9}/{'a' * 6}", 9.62),
    ],
)
def test_a_compound_is_broken_where_it_is_long(cell: str, width: float) -> None:
    # "whole" would be its phrase's width: it is longer than 20 letters.
    narrow, _ = letters(laid([f"{cell} {words(6)}", words(2000)]))
    assert narrow == pytest.approx(width, abs=0.01)


def test_numbers_stay_on_one_line() -> None:
    number = "aaaa aaaa-aaaa aaaa aaaa aaaa aaaa"
    wide = text_width(number)
    assert letters(laid([number, words(900)], numeric=(0,)))[0] == pytest.approx(wide, abs=0.01)
    assert letters(laid([number, words(900)]))[0] < wide / 2


def test_a_short_cell_stays_whole_and_a_phrase_is_broken_once() -> None:
    long = words(2000)
    assert letters(laid(["aaaa aaa", long]))[0] == pytest.approx(7.62, abs=0.01)
    # 9.62 letters are a phrase, broken once; of 20.62, the longest word counts alone.
    assert letters(laid(["aaaa aaaaa", long]))[0] == pytest.approx(5, abs=0.01)
    assert letters(laid(["aaaa aaaa aaaa aaaa", long]))[0] == pytest.approx(8.62, abs=0.01)
    assert letters(laid(["aaaaa aaaa aaaa aaaaaa", long]))[0] == pytest.approx(6, abs=0.01)


def test_the_shortest_cells_count_in_a_column_of_longer_ones() -> None:
    column = lay_out(["a", "a"], [["aaaa aaa", words(2000)], [words(9), ""]], [False, False])
    assert letters(column)[0] >= 7.61


@pytest.mark.parametrize(
    ("first", "second", "power"), [(15, 12, 0.5), (100, 14, 0.75), (105, 26, 1.0)]
)
def test_the_page_is_shared_in_the_way_that_makes_the_table_shortest(
    first: int, second: int, power: float
) -> None:
    texts = [words(first, 9), words(second, 9)]
    weights = [text_width(text) ** power for text in texts]
    shares = [weight / sum(weights) for weight in weights]
    assert laid(texts).widths == pytest.approx(shares, abs=0.0002)


def test_a_few_long_cells_weigh_more_than_their_mean() -> None:
    rows = [[words(40), words(80)], [words(40), ""]]
    even, uneven = lay_out(["a", "a"], rows, [False, False]).widths
    assert even + uneven == pytest.approx(1, abs=0.001)
    assert uneven > even * 1.1


def test_no_column_is_wider_than_its_longest_cell() -> None:
    narrow, *_ = letters(laid([words(4), words(90), words(90)]))
    assert narrow <= text_width(words(4)) + 0.01


def test_a_page_too_narrow_for_the_words_is_turned() -> None:
    # 12.2 letters a column with its space: nine are 109.8, ten 122.
    assert not laid(["a" * 10] * 9).landscape
    turned = laid(["a" * 10] * 10)
    assert turned.landscape
    assert letters(turned) == pytest.approx([10] * 10, abs=0.02)


def test_short_cells_turn_the_page_too() -> None:
    assert not laid(["aaaa aaa"] * 12).landscape  # 12 times 9.82 are 117.84
    assert laid(["aaaa aaa"] * 13).landscape


def test_a_table_longer_than_a_page_is_turned() -> None:
    """Upright a row has 3 lines, turned one: 20 rows fill 72 lines, 21 rows 75.6."""
    cells = ["a" * 10] * 8 + [words(12)]
    assert not laid(cells, rows=20).landscape
    assert laid(cells, rows=21).landscape


def test_a_long_table_that_takes_as_much_paper_turned_stays_upright() -> None:
    """A row of 2 lines upright and one turned: 1.625 times the lines, on pages 1.54 times lower."""
    cells = ["a" * 10] * 8 + [words(6)]
    assert not laid(cells, rows=500).landscape
    assert laid(["a" * 10] * 8 + [words(9)], rows=500).landscape


def test_a_table_a_little_too_wide_is_squeezed_evenly() -> None:
    layout = laid(["aaaa aaa"] * 19)  # 186.6 of 182.2
    assert layout.widths == pytest.approx([1 / 19] * 19, abs=0.0001)
    layout = laid([*["aaaa aaa"] * 18, "a" * 14])  # 193, in proportion to what each must have
    assert layout.widths[-1] / layout.widths[0] == pytest.approx(16.2 / 9.82, abs=0.01)


def test_short_cells_are_broken_before_words_are() -> None:
    """Whole cells take 206.2 + 12.2, words 130.2 + 12.2 of 182.2: the long word is not touched."""
    layout = laid([*["aaaa aaa"] * 21, "a" * 10])
    *short, long = letters(layout)
    assert long == pytest.approx(10, abs=0.02)
    assert short == pytest.approx([(TURNED - 12.2) / 21 - GAP] * 21, abs=0.02)


def test_of_far_too_many_columns_each_gets_the_part_its_words_ask_for() -> None:
    layout = laid(["aaaa aaa"] * 40)
    assert layout.widths == pytest.approx([1 / 40] * 40, abs=0.0001)
    layout = laid([*["aaaa aaa"] * 39, "a" * 16])
    assert layout.widths[-1] / layout.widths[0] == pytest.approx(18.2 / 6.2, abs=0.05)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.text("ab-m ", max_size=60), min_size=3, max_size=3), min_size=1, max_size=6
    ),
    st.permutations(range(3)),
)
def test_widths_go_with_their_columns_and_fit_the_page(
    rows: list[list[str]], order: list[int]
) -> None:
    labels, numeric = ["one", "two", "a third"], [True, False, False]
    layout = lay_out(labels, rows, numeric)
    assert 0 < sum(layout.widths) <= 1.001
    mixed = lay_out(
        [labels[at] for at in order],
        [[row[at] for at in order] for row in rows],
        [numeric[at] for at in order],
    )
    assert mixed.landscape == layout.landscape
    assert mixed.widths == pytest.approx([layout.widths[at] for at in order], abs=0.0002)


def test_a_layout_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        laid(["a"]).landscape = True  # type: ignore[misc]
