"""A list of things in an order of their own, with what can be done to each."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class ItemAction:
    """A button (it changes something) or a link of one thing; `described` names the thing for a screen reader."""

    label: str
    described: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: `url` opens it, `facts` are lines under its title."""

    title: str
    url: str
    facts: tuple[str, ...]
    buttons: tuple[ItemAction, ...]
    links: tuple[ItemAction, ...]


def moves(name: str, address: str, place: int, count: int) -> tuple[ItemAction, ...]:
    """The buttons that put a thing one place up or down, where there is such a place."""
    found = []
    if place > 0:
        found.append(ItemAction(_("omhoog"), _("%(name)s omhoog") % {"name": name}, f"{address}omhoog/"))
    if place < count - 1:
        found.append(ItemAction(_("omlaag"), _("%(name)s omlaag") % {"name": name}, f"{address}omlaag/"))
    return tuple(found)


def removal(name: str, address: str) -> ItemAction:
    return ItemAction(_("haal weg"), _("%(name)s weghalen") % {"name": name}, f"{address}weghalen/")
