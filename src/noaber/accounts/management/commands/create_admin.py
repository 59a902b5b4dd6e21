"""``noaber create-admin``: the first administrator of an installation, or a new one when all are gone."""

import argparse
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.links import invitation_link
from noaber.accounts.services.users import create_administrator
from noaber.core import clock, commandline
from noaber.core.access import COMMAND


class Command(commandline.Command):
    help = gettext_lazy(
        "Maakt een functioneel beheerder: toont een link waarmee die zelf een wachtwoord kiest."
    )
    group = commandline.ACCOUNTS
    prepares_database = True

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", metavar="E-MAILADRES", help=_("e-mailadres van de beheerder"))
        parser.add_argument("--name", default="", metavar="NAAM", help=_("naam op het scherm"))

    def handle(self, *args: Any, **options: Any) -> None:
        made = create_administrator(
            actor=COMMAND,
            email=options["email"],
            display_name=options["name"],
            now=clock.now(),
            today=clock.today(),
        )
        if made.token:
            self.stdout.write(
                _("Open deze link om het account te maken. Hij werkt één keer, veertien dagen lang:")
            )
            self.stdout.write(invitation_link(made.token))
        else:
            self.stdout.write(
                _("%(email)s heeft al een account en is nu functioneel beheerder.") % {"email": made.email}
            )
