"""What the verbs of meetings are called in the audit log, and what they were called before."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "meetings.add_item_file": _("Stuk bij een agendapunt gevoegd"),
    "meetings.agree_action": _("Actie afgesproken"),
    "meetings.cancel_sitting": _("Vergadering afgezegd"),
    "meetings.change_action": _("Actie gewijzigd"),
    "meetings.change_agenda": _("Agenda gewijzigd"),
    "meetings.change_sitting": _("Vergadering gewijzigd"),
    "meetings.decide_without_quorum": _("Besloten zonder quorum, met de reden"),
    "meetings.follow_consent_items": _("Voorstel gevolgd op alle hamerstukken"),
    "meetings.plan_sitting": _("Vergadering gepland"),
    "meetings.record_attendance": _("Presentielijst vastgelegd"),
    "meetings.record_step": _("Stand van een actie vastgelegd"),
    "meetings.record_treatment": _("Behandeling van een agendapunt vastgelegd"),
    "meetings.release_paper": _("Stuk van een vergadering vrijgegeven"),
    "meetings.remove_item_file": _("Stuk bij een agendapunt weggehaald"),
    "meetings.resume_sitting": _("Vergadering gaat toch door"),
}
# Meetings began as a part of decisions; what was logged then keeps its name.
FORMER: Final = {verb.replace("meetings.", "decisions."): verb for verb in WORDS}
