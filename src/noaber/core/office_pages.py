"""Core's own pages under /beheer/."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from noaber.core.office import OfficePage, register_office_page


def register_pages() -> None:
    outbox = OfficePage(
        _("Post"), _("Wat er verstuurd is, wat wacht en wat mislukte."), reverse_lazy("core:outbox")
    )
    log = OfficePage(_("Logboek"), _("Wie wat heeft vastgelegd, en wanneer."), reverse_lazy("core:audit_log"))
    runs = OfficePage(
        _("Planning"), _("Wat het systeem vanzelf doet, en of dat lukte."), reverse_lazy("core:schedule")
    )
    register = OfficePage(
        _("Verwerkingsregister"),
        _("Wat er over personen wordt bewaard, waarvoor en hoelang."),
        reverse_lazy("core:privacy_register"),
    )
    for position, page in ((60, outbox), (70, log), (80, runs), (90, register)):
        register_office_page(position, page)
