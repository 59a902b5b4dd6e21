"""A long text shows its paragraphs and lists, and never anything that its writer could make run or lead away."""

import re
import time
from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.documents.paper import Bullets, Paragraph, Points, Span, plain
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


LONGEST: Final = 20_000  # of one text of a memo
HOSTILE: Final = {
    "700 stars on each side of a letter": "*" * 700 + "a" + "*" * 700,
    "stars up to the limit": "*" * 9_999 + "a" + "*" * 9_999,
    "lists within lists": "".join("  " * depth + "- a\n" for depth in range(140)),
    "numbered lists within lists": "".join("   " * depth + "1. a\n" for depth in range(110)),
    "a list in one line": "- 1. " * 4_000,
    "dashes": "- " * 10_000,
    "escapes": "\\*" * 10_000,
    "openers": " *a" * 6_600,
    "closers": "a* " * 6_600,
    "openers of both kinds": "*a **b " * 2_800,
    "quotes": ">" * LONGEST,
    "links": "[a](" * 5_000,
    "many short items": "- a\n" * 5_000,
    "spaces": " " * LONGEST,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("shown", [to_html, to_blocks, without_marks, as_lines])
def test_a_hostile_text_is_shown_as_it_is_and_soon(text: str, shown: Callable[[str], object]) -> None:
    begun = time.process_time()
    assert shown(text[:LONGEST]) is not None
    assert time.process_time() - begun < 2


def test_marks_that_go_too_deep_are_plain_words_and_the_rest_keeps_its_marks() -> None:
    deep = f"{'*' * 300}a{'*' * 300}"

    assert to_blocks(f"{deep}\n\n**vet**") == [Paragraph([deep]), Paragraph([Span("vet", is_strong=True)])]
    assert str(to_html(f"{deep}\n\n**vet**")) == f"<p>{deep}</p>\n<p><strong>vet</strong></p>\n"
