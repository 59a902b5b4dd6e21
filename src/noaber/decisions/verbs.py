"""What the verbs of decisions are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "decisions.ask_again": _("Wie niet antwoordde gevraagd"),
    "decisions.confirm_report": _("Melding van een besluit bevestigd"),
    "decisions.draft_proposal": _("Voorstel opgesteld"),
    "decisions.erase_person": _("Eigen keuzes van een persoon gewist"),
    "decisions.override_gate": _("Volgorde van een route doorbroken"),
    "decisions.record_positions": _("Standpunten vastgelegd"),
    "decisions.make_feed": _("Agenda-adres gemaakt"),
    "decisions.reject_report": _("Melding van een besluit teruggestuurd"),
    "decisions.remind": _("Herinnerd aan een termijn"),
    "decisions.report_decision": _("Besluit gemeld met een link"),
    "decisions.revoke_feed": _("Agenda-adres ingetrokken"),
    "decisions.send_proposal": _("Voorstel verstuurd"),
    "decisions.tell_coordinator": _("Coördinator bericht over te late antwoorden"),
    "decisions.want_weekly": _("Vrijdagmail aan- of uitgezet"),
    "decisions.weekly": _("Vrijdagmail verstuurd"),
}
