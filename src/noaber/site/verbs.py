"""What the verbs of the site are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {"site.play_demonstration": _("Demonstratie klaargezet")}
