"""What the verbs of decisions are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "decisions.ask_bundle": _("Alle pakketten gevraagd"),
    "decisions.draft_proposal": _("Voorstel opgesteld"),
    "decisions.make_bundle": _("Alle pakketten gemaakt"),
    "decisions.override_gate": _("Volgorde van een route doorbroken"),
    "decisions.record_positions": _("Standpunten vastgelegd"),
    "decisions.send_proposal": _("Voorstel verstuurd"),
    "decisions.set_organ": _("Vastgelegd welk orgaan besluit"),
    "decisions.set_own_deadline": _("Eigen termijn vastgelegd"),
}
