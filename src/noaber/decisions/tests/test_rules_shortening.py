"""What is cut fits, and begins as it did."""

from hypothesis import given
from hypothesis import strategies as st

from noaber.decisions.rules.shortening import cut


@given(st.text(max_size=200), st.integers(1, 100))
def test_what_is_cut_fits_and_begins_the_same(text: str, most: int) -> None:
    found = cut(text, most)
    assert len(found) <= most
    assert found == text if len(text) <= most else text.startswith(found.rstrip("…").rstrip(" ,;:"))
