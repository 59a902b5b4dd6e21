"""What the verbs of decisions are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "decisions.answer_remark": _("Kanttekening beantwoord"),
    "decisions.assign_remarks": _("Eigenaar van kanttekeningen gekozen"),
    "decisions.draft_proposal": _("Voorstel opgesteld"),
    "decisions.override_gate": _("Volgorde van een route doorbroken"),
    "decisions.record_positions": _("Standpunten vastgelegd"),
    "decisions.send_proposal": _("Voorstel verstuurd"),
}
