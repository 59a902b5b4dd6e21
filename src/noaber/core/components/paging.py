"""Pages of a long list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLink:
    """A numbered link, or a gap between numbers when ``number`` is 0."""

    number: int
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in the pages we are; ``links`` is empty when everything fits on one page."""

    number: int
    count: int
    links: tuple[PageLink, ...] = ()
    previous_url: str = ""
    next_url: str = ""


def page_numbers(current: int, count: int) -> list[int]:
    """The numbers to show: the ends, the neighbours of the current page, and 0 for a gap.

    >>> page_numbers(1, 3), page_numbers(7, 20)
    ([1, 2, 3], [1, 0, 6, 7, 8, 0, 20])
    """
    wanted = sorted({1, count, *range(max(1, current - 1), min(count, current + 1) + 1)})
    shown: list[int] = []
    for number in wanted:
        if shown and number - shown[-1] == 2:
            shown.append(number - 1)
        elif shown and number - shown[-1] > 2:
            shown.append(0)
        shown.append(number)
    return shown
