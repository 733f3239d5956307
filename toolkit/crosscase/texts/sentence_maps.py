"""Two cuttings of one text into sentences, mapped by what is printed and not by numbers.

Where one tool ends a sentence after a colon and another does not, all later numbers of the
paragraph differ. So each paragraph is found by its letters, and in it two sentences belong together
where they share some. Of "Two aims: to see. To tell.", cut as a.1 "Two aims:", a.2 "to see.",
a.3 "To tell." and as b.1 "Two aims: to see.", b.2 "To tell.", the map is a.1-b.1, a.2-b.1, a.3-b.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from crosscase.errors import DataError

__all__ = ["map_sentences"]


def map_sentences(theirs: Mapping[str, str], ours: Mapping[str, str]) -> pd.DataFrame:
    """Return which sentences of two cuttings share text.

    Parameters
    ----------
    theirs, ours : mapping of sentence id to text
        In the order of the text. An id is its paragraph and, after a full stop, its number there; a
        paragraph that is one sentence may go without the number. White space does not count.

    Returns
    -------
    DataFrame
        A row for each pair that shares text: ``coder_sentence_id, sentence_id, match`` ("same" or
        "part"), in the order of `theirs`.

    Raises
    ------
    DataError
        If a paragraph of `theirs` is none of `ours`.

    Examples
    --------
    >>> theirs = {"s1¶1.1": "Two aims:", "s1¶1.2": "to see.", "s1¶1.3": "To tell."}
    >>> map_sentences(theirs, {"s1¶1.1": "Two aims: to see.", "s1¶1.2": "To tell."})
      coder_sentence_id sentence_id match
    0            s1¶1.1      s1¶1.1  part
    1            s1¶1.2      s1¶1.1  part
    2            s1¶1.3      s1¶1.2  same
    """
    places: dict[str, dict[str, dict[str, str]]] = {}
    for place, cut in _paragraphs(ours).items():
        places.setdefault("".join(cut.values()), {})[place] = cut
    rows: list[tuple[str, str, str]] = []
    for place, cut in _paragraphs(theirs).items():
        found = places.get("".join(cut.values()))
        if not found:
            raise DataError(
                f"sentence {next(iter(cut))!r}: its paragraph stands nowhere in the text as we cut "
                "it; map a cutting of the same text"
            )
        # A line may be printed twice ("From"): its own place is the better one.
        rows += _shared(cut, found.get(place) or next(iter(found.values())))
    return pd.DataFrame(rows, columns=["coder_sentence_id", "sentence_id", "match"])


def _paragraphs(cut: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the letters of each sentence by its id, by paragraph."""
    found: dict[str, dict[str, str]] = {}
    for id, text in cut.items():
        place = re.sub(r"\.\d+\Z", "", id)
        found.setdefault(place, {})[id] = re.sub(r"\s+", "", text)
    return found


def _spans(cut: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    end = 0
    for id, letters in cut.items():
        yield id, end, end + len(letters)
        end += len(letters)


def _shared(theirs: Mapping[str, str], ours: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for their_id, start, end in _spans(theirs):
        for id, first, last in _spans(ours):
            if start < last and first < end:
                yield their_id, id, "same" if (start, end) == (first, last) else "part"
