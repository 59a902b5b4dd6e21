"""What a password must be, said in Dutch."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from noaber.accounts.rules.passwords import is_obvious


class LongEnough(MinimumLengthValidator):
    """Django's own, whose sentence about the length is not translated."""

    def get_error_message(self) -> str:
        return _("Dit wachtwoord is te kort. Gebruik ten minste %(length)s tekens.") % {
            "length": self.min_length
        }

    def get_help_text(self) -> str:
        return _("Ten minste %(length)s tekens.") % {"length": self.min_length}


class NotObvious:
    """Refuses what is guessed first in this field."""

    def validate(self, password: str, user: object = None) -> None:
        if is_obvious(password):
            raise ValidationError(
                _("Dit wachtwoord is te makkelijk te raden. Kies een zin van vier of vijf woorden.")
            )

    def get_help_text(self) -> str:
        return _("Geen woord dat iedereen het eerst probeert.")
