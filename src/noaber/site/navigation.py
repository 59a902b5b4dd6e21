"""The main menu: what is for everyone, and what is for who is signed in or keeps the register."""

from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.components.frame import NavItem

ALSO: Final = {
    "/bijdragen/": ("/facturen/", "/bank/", "/begroting/", "/inkoop/", "/subsidies/", "/openbaar/geld/")
}
"""What hangs under an item at an address of its own."""


def navigation(actor: Actor, path: str) -> list[NavItem]:
    items = [(_("Draad"), "/draad/"), (_("Gemeenten"), "/gemeenten/"), (_("Overleggen"), "/overleggen/")]
    if actor.is_signed_in:
        items = [(_("Mijn werk"), "/mijn/"), *items]
    if actor.is_in_network:
        items.append((_("Personen"), "/personen/"))
    items += [
        (_("Strategie"), "/strategie/"),
        (_("Thema's"), "/themas/"),
        (_("Voorstellen"), "/voorstellen/"),
        (_("Besluiten"), "/besluiten/"),
        (_("Vergaderingen"), "/vergaderingen/"),
        (_("Cijfers"), "/cijfers/"),
        (_("Bijdragen"), "/bijdragen/"),
    ]
    if actor.is_in_network:
        items.append((_("Op orde"), "/op-orde/"))
    if actor.has("coordinator", "administrator"):
        items.append((_("Beheer"), "/beheer/"))
    return [
        NavItem(label, url, is_current=path.startswith((url, *ALSO.get(url, ())))) for label, url in items
    ]


def person_links(actor: Actor) -> list[NavItem]:
    """What stands under your own name."""
    return [
        NavItem(_("Mijn account"), "/account/"),
        NavItem(_("Mijn assistenten"), "/account/assistenten/"),
        NavItem(_("Waar ben ik ingelogd"), "/account/sessions/"),
    ]
