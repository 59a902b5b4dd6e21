"""Checks of fields, with a message for people."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from noaber.network.rules.telephone import is_telephone


def check_telephone(text: str) -> None:
    """Refuse what is no telephone number; forms, services and lists all say it in these words."""
    if not is_telephone(text):
        raise ValidationError(
            _(
                "Een telefoonnummer heeft 3 tot 15 cijfers, zoals 053 481 8181 of 14 053. "
                "Er staan geen letters in, behalve tst. voor een toestel."
            )
        )
