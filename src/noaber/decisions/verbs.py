"""What the verbs of decisions are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "decisions.ask_again": _("Wie niet antwoordde gevraagd"),
    "decisions.confirm_report": _("Melding van een besluit bevestigd"),
    "decisions.ask_bundle": _("Alle pakketten gevraagd"),
    "decisions.answer_remark": _("Kanttekening beantwoord"),
    "decisions.assign_remarks": _("Eigenaar van kanttekeningen gekozen"),
    "decisions.draft_proposal": _("Voorstel opgesteld"),
    "decisions.make_bundle": _("Alle pakketten gemaakt"),
    "decisions.erase_person": _("Eigen keuzes van een persoon gewist"),
    "decisions.override_gate": _("Volgorde van een route doorbroken"),
    "decisions.record_budget_entry": _("Opname in een begroting vastgelegd"),
    "decisions.record_continuation": _("Besluit om door te gaan vastgelegd"),
    "decisions.record_positions": _("Standpunten vastgelegd"),
    "decisions.make_feed": _("Agenda-adres gemaakt"),
    "decisions.reject_report": _("Melding van een besluit teruggestuurd"),
    "decisions.remind": _("Herinnerd aan een termijn"),
    "decisions.report_decision": _("Besluit gemeld met een link"),
    "decisions.revoke_feed": _("Agenda-adres ingetrokken"),
    "decisions.send_proposal": _("Voorstel verstuurd"),
    "decisions.set_organ": _("Vastgelegd welk orgaan besluit"),
    "decisions.set_own_deadline": _("Eigen termijn vastgelegd"),
    "decisions.tell_coordinator": _("Coördinator bericht over te late antwoorden"),
    "decisions.want_weekly": _("Vrijdagmail aan- of uitgezet"),
    "decisions.weekly": _("Vrijdagmail verstuurd"),
}
