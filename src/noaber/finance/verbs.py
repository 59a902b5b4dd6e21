"""What the verbs of finance are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "finance.record_agreement": _("Afspraak over bijdragen vastgelegd"),
    "finance.withdraw_agreement": _("Afspraak over bijdragen ingetrokken"),
}
