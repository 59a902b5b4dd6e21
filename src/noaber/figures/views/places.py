"""Where the pages of figures are."""

from typing import Final

REPORT: Final = "/cijfers/maandbericht/"
FIGURES: Final = "/cijfers/"
EXPLAINED: Final = "/cijfers/uitleg/"
RELEASES: Final = "/cijfers/publicaties/"
COUNTRY: Final = "/cijfers/landelijk/"
EFFECT: Final = "/cijfers/effect/"


def municipality_address(code: str) -> str:
    return f"/cijfers/gemeente/{code}/"


def peers_address(code: str) -> str:
    return f"/cijfers/gemeente/{code}/vergelijken/"


def neighbourhoods_address(code: str) -> str:
    return f"/cijfers/gemeente/{code}/wijken/"


def district_address(code: str) -> str:
    return f"/cijfers/district/{code}/"


def kind_address(code: str) -> str:
    return f"/cijfers/soort/{code}/"
