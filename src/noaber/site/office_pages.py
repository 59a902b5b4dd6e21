"""The pages of accounts under /beheer/."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from noaber.core.office import OfficePage, register_office_page


def register_pages() -> None:
    users = OfficePage(_("Gebruikers"), _("Accounts, rollen en tweede factoren."), reverse_lazy("accounts:users"))
    invitations = OfficePage(
        _("Uitnodigingen"), _("Wie een account mag maken; opnieuw sturen of intrekken."), reverse_lazy("accounts:invitations")
    )
    register_office_page(10, users)
    register_office_page(20, invitations)
