"""What the verbs of decisions are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "decisions.add_attachment": _("Bijlage toegevoegd"),
    "decisions.add_point": _("Beslispunt toegevoegd"),
    "decisions.add_stage": _("Stap van een route toegevoegd"),
    "decisions.change_point": _("Beslispunt gewijzigd"),
    "decisions.change_stage": _("Stap van een route gewijzigd"),
    "decisions.choose_inserts": _("Cijfers in een voorstel gekozen"),
    "decisions.delete_recess": _("Reces weggehaald"),
    "decisions.delete_template": _("Route-sjabloon weggegooid"),
    "decisions.discard_draft": _("Concept weggegooid"),
    "decisions.draft_proposal": _("Voorstel opgesteld"),
    "decisions.keep_recess": _("Reces vastgelegd"),
    "decisions.keep_template": _("Route als sjabloon bewaard"),
    "decisions.move_attachment": _("Bijlage verplaatst"),
    "decisions.move_deadline": _("Termijn verzet"),
    "decisions.move_stage": _("Stap van een route verplaatst"),
    "decisions.override_gate": _("Volgorde van een route doorbroken"),
    "decisions.record_positions": _("Standpunten vastgelegd"),
    "decisions.remove_attachment": _("Bijlage weggehaald"),
    "decisions.remove_point": _("Beslispunt weggehaald"),
    "decisions.remove_stage": _("Stap van een route weggehaald"),
    "decisions.rename_attachment": _("Bijlage hernoemd"),
    "decisions.rename_template": _("Route-sjabloon hernoemd"),
    "decisions.send_proposal": _("Voorstel verstuurd"),
    "decisions.set_deadlines": _("Termijnen teruggepland"),
    "decisions.start_from_template": _("Route uit een sjabloon genomen"),
    "decisions.withdraw_proposal": _("Voorstel ingetrokken"),
    "decisions.write_next_version": _("Nieuwe versie begonnen"),
    "decisions.write_text": _("Tekst van een voorstel geschreven"),
}
