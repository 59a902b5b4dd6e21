"""What people write in a proposal arrives in a paper: paragraphs, lists, stressed words, and never a lost word."""

from hypothesis import given
from hypothesis import strategies as st

from noaber.decisions.rules.light_text import Passage, cut, passages, without_marks, words

PLAIN = st.text(alphabet=st.characters(whitelist_categories=("Ll", "Lu", "Nd")), min_size=1, max_size=12)
SIGNS = st.text(alphabet="ab *_#-[]().1\n", max_size=60)


def said(passage: Passage) -> list[str]:
    return ["".join(part.text for part in item) for item in passage.items]


def test_paragraphs_and_lists_keep_their_order() -> None:
    text = "Eerst dit.\nOok dit.\n\n- een\n  en verder\n* twee\n1. drie\n\nTot slot."
    found = [(passage.is_list, said(passage)) for passage in passages(text)]
    assert found == [
        (False, ["Eerst dit. Ook dit."]),
        (True, ["een en verder", "twee", "drie"]),
        (False, ["Tot slot."]),
    ]


def test_a_heading_becomes_a_stressed_line() -> None:
    first, second = passages("## Geld\nHet kost iets.")
    assert first.items[0][0].is_strong
    assert said(first) + said(second) == ["Geld", "Het kost iets."]


def test_stress_titles_and_links() -> None:
    found = words("Zie **nu** de *Endterm review* op [de site](https://voorbeeld.invalid/a).")
    assert [(part.text, part.is_strong, part.is_title) for part in found] == [
        ("Zie ", False, False),
        ("nu", True, False),
        (" de ", False, False),
        ("Endterm review", False, True),
        (" op de site (https://voorbeeld.invalid/a).", False, False),
    ]


def test_signs_within_a_word_are_signs() -> None:
    assert without_marks("snake_case_naam en 2*3*4 = 24") == "snake_case_naam en 2*3*4 = 24"


def test_nothing_written_gives_nothing() -> None:
    assert passages("") == passages(" \n\n ") == []


@given(st.lists(PLAIN, min_size=1, max_size=8), st.sampled_from([" ", "\n", "\n\n", "\n- "]))
def test_no_word_is_lost(written: list[str], between: str) -> None:
    assert without_marks(between.join(written)).split() == written


@given(SIGNS)
def test_any_signs_are_read_and_no_letter_is_lost(text: str) -> None:
    letters = [sign for sign in text if sign in "ab"]
    assert [sign for sign in without_marks(text) if sign in "ab"] == letters


@given(st.text(max_size=200), st.integers(1, 100))
def test_what_is_cut_fits_and_begins_the_same(text: str, most: int) -> None:
    found = cut(text, most)
    assert len(found) <= most
    assert found == text if len(text) <= most else text.startswith(found.rstrip("…").rstrip(" ,;:"))
