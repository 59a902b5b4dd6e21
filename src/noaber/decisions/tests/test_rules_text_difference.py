"""What the difference between texts promises: both texts whole, and no change where there is none."""

from time import perf_counter
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.decisions.rules import text_difference
from noaber.decisions.rules.text_difference import (
    MOST_COMPARED,
    Part,
    difference,
    has_changed,
    new_text,
    old_text,
)

words = st.sampled_from(["de", "kosten", "0,07", "Twente.", "(mits)", "en", "", " ", "\t", "é", "24-4-2019"])
lines = st.lists(words, max_size=8).map(" ".join)
texts = st.lists(st.one_of(lines, st.sampled_from(["\n", "\n\n", "\n \n\n"])), max_size=12).map("".join)


@given(texts | st.text(max_size=60), texts | st.text(max_size=60))
def test_both_texts_come_back_to_the_letter(old: str, new: str) -> None:
    found = difference(old, new)

    assert (old_text(found), new_text(found)) == (old, new)


@given(texts | st.text(max_size=60))
def test_the_same_text_has_no_change(text: str) -> None:
    found = difference(text, text)

    assert not has_changed(found)
    assert {piece.part for each in found for piece in each.pieces} <= {Part.SAME}


@given(texts, texts)
def test_a_change_is_told_exactly_when_words_differ(old: str, new: str) -> None:
    assert has_changed(difference(old, new)) or old.split() == new.split()


@given(texts, texts)
def test_a_paragraph_says_what_it_is(old: str, new: str) -> None:
    for each in difference(old, new):
        parts = {piece.part for piece in each.pieces}
        if each.part is not Part.CHANGED:
            assert parts == {each.part}
        else:
            assert each.old != each.new
            assert parts & {Part.ADDED, Part.REMOVED}


def test_only_the_words_that_changed_are_marked() -> None:
    (found,) = difference(
        "Iedere gemeente betaalt 5 cent per jaar.", "Iedere gemeente betaalt 7 cent per jaar."
    )

    assert found.part is Part.CHANGED
    assert [piece.text for piece in found.pieces if piece.part is not Part.SAME] == ["5", "7"]


def test_an_amount_and_a_date_are_one_word() -> None:
    (found,) = difference("Het kost 0,07 per 1-1-2020.", "Het kost 0,08 per 1-1-2021.")

    assert [piece.text for piece in found.pieces if piece.part is Part.ADDED] == ["0,08", "1-1-2021"]


def test_words_that_changed_in_a_row_are_one_change() -> None:
    (found,) = difference(
        "Wij stemmen zonder meer in met dit plan.", "Wij stemmen onder voorwaarden in met dit plan."
    )

    assert [(piece.part, piece.text) for piece in found.pieces][1:3] == [
        (Part.REMOVED, "zonder meer"),
        (Part.ADDED, "onder voorwaarden"),
    ]


def test_a_paragraph_that_came_between_leaves_the_others_alone() -> None:
    found = difference("Een.\n\nTwee.", "Een.\n\nAnderhalf.\n\nTwee.")

    assert [each.part for each in found] == [Part.SAME, Part.ADDED, Part.SAME]


def test_of_what_was_replaced_the_old_comes_first() -> None:
    found = difference("Over de jeugd.", "Nieuwe afspraken met partners.")

    assert [each.part for each in found] == [Part.REMOVED, Part.ADDED]


def test_the_longest_text_that_can_be_written_takes_no_long_wait() -> None:
    """Also one paragraph of one word over and over, which has a likeness at every place."""
    began = perf_counter()
    difference("de " * 6600, "de en " * 3300)
    difference(
        "\n\n".join(f"Zin {n} over iets." for n in range(1000)),
        "\n\n".join(f"Tekst {n}." for n in range(1000)),
    )

    assert perf_counter() - began < 5


@pytest.mark.parametrize("count", [MOST_COMPARED, MOST_COMPARED + 1, 6666])
def test_few_paragraphs_are_compared_with_each_other(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shares = Mock(side_effect=text_difference._share)
    monkeypatch.setattr(text_difference, "_share", shares)

    old, new = ("\n\n".join(letter for _each in range(count)) for letter in "ab")
    found = difference(old, new)

    assert (old_text(found), new_text(found)) == (old, new)
    assert shares.call_count == (count**2 if count <= MOST_COMPARED else 0)


def test_the_difference_of_the_same_two_texts_is_made_once() -> None:
    assert difference("Een oude tekst.", "Een nieuwe.") is difference("Een oude tekst.", "Een nieuwe.")


@pytest.mark.parametrize("count", [1000, 1999, 2100])
def test_of_a_very_long_paragraph_the_words_are_not_compared(count: int) -> None:
    old = " ".join(f"{number}" for number in range(count))
    (found,) = difference(old, f"{old} erbij")

    assert (found.old, found.new) == (old, f"{old} erbij")
    assert [piece.part for piece in found.pieces] == (
        [Part.SAME, Part.ADDED] if count < 2000 else [Part.REMOVED, Part.ADDED]
    )
