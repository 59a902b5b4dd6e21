"""A long text shows its paragraphs and lists, and never anything that its writer could make run or lead away."""

import re

from hypothesis import given
from hypothesis import strategies as st

from noaber.core.documents.paper import Bullets, Paragraph, Points, plain
from noaber.decisions.markup import as_lines, to_blocks, to_html, without_marks

PLAIN = st.text(alphabet=st.characters(whitelist_categories=("Ll", "Lu")), min_size=1, max_size=12)

ALLOWED = {"p", "br", "ul", "ol", "li", "strong", "em"}


@given(st.text(alphabet="ab<>&\"'*_-1. \n[](){}!#`\\|/:=", max_size=80))
def test_only_the_elements_of_the_house_come_out(text: str) -> None:
    html = to_html(text)
    assert set(re.findall(r"</?([a-z]+)", html)) <= ALLOWED
    assert not re.search(r"<[^>]*(?:href|src|style|on[a-z]+)\s*=", html)


@given(st.text(alphabet="abc \n*-1.", max_size=80))
def test_the_page_and_the_paper_say_the_same_words(text: str) -> None:
    shown = re.sub(r"<[^>]+>", " ", to_html(text))
    assert _letters(" ".join(_plain(block) for block in to_blocks(text))) == _letters(shown) == _letters(text)


def _letters(text: str) -> str:
    return re.sub(r"[^abc]", "", text)


def _plain(block: object) -> str:
    if isinstance(block, Paragraph):
        return plain(block.text)
    if isinstance(block, Bullets):
        return " ".join(plain(item) for item in block.items)
    assert isinstance(block, Points)
    return " ".join(_of(point) for point in block.items)


def _of(point: object) -> str:
    return " ".join([plain(point.text), *(_of(each) for each in point.points)])  # type: ignore[attr-defined]


def test_lists_keep_their_numbers_on_paper() -> None:
    (points,) = to_blocks("3. eerst\n4. dan\n   - met een deel")
    assert isinstance(points, Points)
    assert [(point.label, len(point.points)) for point in points.items] == [("3", 0), ("4", 1)]


def test_a_new_line_stays_a_new_line() -> None:
    assert to_html("een\ntwee") == "<p>een<br>\ntwee</p>\n"
    assert to_blocks("een\ntwee") == [Paragraph(["een\ntwee"])]


@given(st.lists(PLAIN, min_size=1, max_size=8), st.sampled_from([" ", "\n", "\n\n", "\n\n- "]))
def test_no_word_is_lost_without_the_marks(written: list[str], between: str) -> None:
    assert without_marks(between.join(written)).split() == written


def test_as_lines_a_list_keeps_its_lines_and_numbers() -> None:
    text = "Eerst **dit**.\n\n3. eerst\n4. dan\n   - met *een deel*"
    assert as_lines(text) == "Eerst dit.\n\n3. eerst\n4. dan\n– met een deel"
