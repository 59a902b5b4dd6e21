"""The addresses of strategy, and the way back from each page."""

from django.utils.translation import gettext as _

START = "/strategie/"
NEW = f"{START}nieuw/"


def period_address(code: str, rest: str = "") -> str:
    return f"{START}{code}/{rest}"


def inventory_address(period: str) -> str:
    return period_address(period, "prioriteiten/")


def plan_address(period: str, organisation: str, rest: str = "") -> str:
    return f"{inventory_address(period)}{organisation}/{rest}"


def start_crumbs() -> list[tuple[str, str]]:
    return [(_("Strategie"), START)]


def period_crumbs(code: str, title: str) -> list[tuple[str, str]]:
    return [*start_crumbs(), (title, period_address(code))]


def inventory_crumbs(code: str, title: str) -> list[tuple[str, str]]:
    return [*period_crumbs(code, title), (_("Prioriteiten"), inventory_address(code))]
