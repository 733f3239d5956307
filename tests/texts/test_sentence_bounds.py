"""Where sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.texts import sentences
from crosscase.texts.sentence_bounds import sentence_spans


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two? Three! Four", ["One.", "Two?", "Three!", "Four"]),
        ("It grew (e.g. Liu, 2008). It fell.", ["It grew (e.g. Liu, 2008).", "It fell."]),
        ("See i.e. Table 4. Then go.", ["See i.e. Table 4.", "Then go."]),
        ("On p. 9 and pp. 10 ff. he says so.", ["On p. 9 and pp. 10 ff. he says so."]),
        ("Sun et al. Write much. Yes.", ["Sun et al. Write much.", "Yes."]),
        ("Dr. Li met Mrs. Wu. They spoke.", ["Dr. Li met Mrs. Wu.", "They spoke."]),
        ("George W. Bush came. He left.", ["George W. Bush came.", "He left."]),
        ("See Smith, J. (2010). It is so.", ["See Smith, J. (2010).", "It is so."]),
        ("They chose plan B. Then they went.", ["They chose plan B.", "Then they went."]),
        ("So said Manager B. This was new.", ["So said Manager B.", "This was new."]),
        ("Ours is X Co. Ltd. It sells.", ["Ours is X Co. Ltd.", "It sells."]),
        ("They do R&D. It pays.", ["They do R&D.", "It pays."]),
        ("We chose two: A and B. Both sell.", ["We chose two: A and B.", "Both sell."]),
        ("They left (why? No word.) early. Yes.", ["They left (why? No word.) early.", "Yes."]),
        ("J. R. Smith left. He went.", ["J. R. Smith left.", "He went."]),
        ("“Is it so?” They ask.", ["“Is it so?”", "They ask."]),
        ("An open (bracket. And more.", ["An open (bracket.", "And more."]),
        ("Made in the U.S.A. Two firms sell.", ["Made in the U.S.A.", "Two firms sell."]),
        ("It costs 3.5 million. It pays.", ["It costs 3.5 million.", "It pays."]),
        ("“Is it so?” she asked. He nodded.", ["“Is it so?” she asked.", "He nodded."]),
        ("他们学习。然后分享。", ["他们学习。", "然后分享。"]),
        ("वे सीखते हैं। वे बाँटते हैं।", ["वे सीखते हैं।", "वे बाँटते हैं।"]),
        ("هل يتعلمون؟ نعم يتعلمون.", ["هل يتعلمون؟", "نعم يتعلمون."]),
        ("😡 is here. Next one.", ["😡 is here.", "Next one."]),
        ("   ", []),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_says(text: str, found: list[str]) -> None:
    assert sentences(text) == found


def test_a_language_has_rules_of_its_own() -> None:
    text = "Μαθαίνουν; Ναι, μαθαίνουν."
    assert sentences(text, language="el") == ["Μαθαίνουν;", "Ναι, μαθαίνουν."]


@given(st.text(alphabet=st.sampled_from("Ab .?!()😡é。\n“”")))
def test_spans_cover_the_text_once(text: str) -> None:
    spans = list(sentence_spans(text))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(a[1] == b[0] for a, b in pairwise(spans))
