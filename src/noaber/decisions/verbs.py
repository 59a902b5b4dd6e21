"""What the verbs of decisions are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "decisions.draft_proposal": _("Voorstel opgesteld"),
    "decisions.override_gate": _("Volgorde van een route doorbroken"),
    "decisions.record_budget_entry": _("Opname in een begroting vastgelegd"),
    "decisions.record_continuation": _("Besluit om door te gaan vastgelegd"),
    "decisions.record_positions": _("Standpunten vastgelegd"),
    "decisions.send_proposal": _("Voorstel verstuurd"),
}
