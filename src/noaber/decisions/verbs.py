"""What the verbs of decisions are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "decisions.agree_action": _("Actie afgesproken"),
    "decisions.answer_remark": _("Kanttekening beantwoord"),
    "decisions.ask_again": _("Wie niet antwoordde gevraagd"),
    "decisions.ask_bundle": _("Alle pakketten gevraagd"),
    "decisions.assign_remarks": _("Eigenaar van kanttekeningen gekozen"),
    "decisions.cancel_sitting": _("Vergadering afgezegd"),
    "decisions.change_action": _("Actie gewijzigd"),
    "decisions.change_agenda": _("Agenda gewijzigd"),
    "decisions.change_sitting": _("Vergadering gewijzigd"),
    "decisions.confirm_report": _("Melding van een besluit bevestigd"),
    "decisions.draft_proposal": _("Voorstel opgesteld"),
    "decisions.erase_person": _("Eigen keuzes van een persoon gewist"),
    "decisions.follow_consent_items": _("Voorstel gevolgd op alle hamerstukken"),
    "decisions.make_bundle": _("Alle pakketten gemaakt"),
    "decisions.make_feed": _("Agenda-adres gemaakt"),
    "decisions.override_gate": _("Volgorde van een route doorbroken"),
    "decisions.plan_sitting": _("Vergadering gepland"),
    "decisions.record_attendance": _("Presentielijst vastgelegd"),
    "decisions.record_budget_entry": _("Opname in een begroting vastgelegd"),
    "decisions.record_continuation": _("Besluit om door te gaan vastgelegd"),
    "decisions.record_positions": _("Standpunten vastgelegd"),
    "decisions.record_step": _("Stand van een actie vastgelegd"),
    "decisions.record_treatment": _("Behandeling van een agendapunt vastgelegd"),
    "decisions.reject_report": _("Melding van een besluit teruggestuurd"),
    "decisions.release_paper": _("Stuk van een vergadering vrijgegeven"),
    "decisions.remind": _("Herinnerd aan een termijn"),
    "decisions.report_decision": _("Besluit gemeld met een link"),
    "decisions.resume_sitting": _("Vergadering gaat toch door"),
    "decisions.revoke_feed": _("Agenda-adres ingetrokken"),
    "decisions.send_proposal": _("Voorstel verstuurd"),
    "decisions.set_organ": _("Vastgelegd welk orgaan besluit"),
    "decisions.set_own_deadline": _("Eigen termijn vastgelegd"),
    "decisions.tell_coordinator": _("Coördinator bericht over te late antwoorden"),
    "decisions.want_weekly": _("Vrijdagmail aan- of uitgezet"),
    "decisions.weekly": _("Vrijdagmail verstuurd"),
}
