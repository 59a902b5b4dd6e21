"""The pages of accounts under /beheer/."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from noaber.core.office import OfficePage, register_office_page


def register_pages() -> None:
    users = OfficePage(
        _("Gebruikers"), _("Wie een account heeft, en welke rollen."), reverse_lazy("accounts:users")
    )
    invitations = OfficePage(
        _("Uitnodigingen"),
        _("Wie is uitgenodigd, en wie nog niet heeft gereageerd."),
        reverse_lazy("accounts:invitations"),
    )
    register_office_page(40, users)
    register_office_page(50, invitations)
