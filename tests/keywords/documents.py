"""Random documents of a few letters, for what must hold of any documents."""

from __future__ import annotations

from hypothesis import strategies as st

documents = st.lists(
    st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=12).map(" ".join),
    min_size=2,
    max_size=8,
)
TWO = ["a a a b b c c c c c c d e f g h h", "a a b c c d d d d e f h"]
"""The two documents of quanteda's tests of keyness."""
