"""The pages under /beheer/: for who keeps the network's records and the system."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class OfficePage:
    """One card on /beheer/: `url` may be lazy (``reverse_lazy``)."""

    title: str | Promise
    text: str | Promise
    url: str | Promise


_pages: dict[int, OfficePage] = {}


def register_office_page(position: int, page: OfficePage) -> None:
    """Put a page on /beheer/, lowest position first (from ``AppConfig.ready``)."""
    _pages[position] = page


def office_pages() -> list[OfficePage]:
    return [page for _, page in sorted(_pages.items())]
