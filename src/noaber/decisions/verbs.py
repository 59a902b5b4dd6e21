"""What the verbs of decisions are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "decisions.agree_action": _("Actie afgesproken"),
    "decisions.cancel_sitting": _("Vergadering afgezegd"),
    "decisions.change_action": _("Actie gewijzigd"),
    "decisions.change_agenda": _("Agenda gewijzigd"),
    "decisions.change_sitting": _("Vergadering gewijzigd"),
    "decisions.draft_proposal": _("Voorstel opgesteld"),
    "decisions.follow_consent_items": _("Voorstel gevolgd op alle hamerstukken"),
    "decisions.override_gate": _("Volgorde van een route doorbroken"),
    "decisions.plan_sitting": _("Vergadering gepland"),
    "decisions.record_attendance": _("Presentielijst vastgelegd"),
    "decisions.record_positions": _("Standpunten vastgelegd"),
    "decisions.record_step": _("Stand van een actie vastgelegd"),
    "decisions.record_treatment": _("Behandeling van een agendapunt vastgelegd"),
    "decisions.release_paper": _("Stuk van een vergadering vrijgegeven"),
    "decisions.resume_sitting": _("Vergadering gaat toch door"),
    "decisions.send_proposal": _("Voorstel verstuurd"),
}
