"""What the verbs of strategy are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "strategy.record_period": _("Beleidsperiode vastgelegd"),
    "strategy.hand_in_plan": _("Prioriteiten vastgelegd"),
    "strategy.remove_plan_file": _("Bestand van een veiligheidsplan weggehaald"),
    "strategy.import_plans": _("Lijst met prioriteiten ingelezen"),
    "strategy.ask_priorities": _("Om prioriteiten gevraagd"),
    "strategy.write_text": _("Tekst van de strategie vastgelegd"),
    "strategy.prepare_round": _("Keuzeronde geschreven"),
    "strategy.open_round": _("Keuzeronde opengesteld"),
    "strategy.withdraw_round": _("Keuzeronde ingetrokken"),
    "strategy.give_scores": _("Scores gegeven"),
    "strategy.record_choice": _("Keuze van thema’s vastgelegd"),
    "strategy.put_to_councils": _("Gekozen thema’s voorgelegd aan de overleggen"),
    "strategy.put_up_for_adoption": _("Strategie ter vaststelling voorgelegd"),
    "strategy.record_source": _("Prioriteiten van een bron vastgelegd"),
    "strategy.record_goal": _("Doel vastgelegd"),
    "strategy.record_activity": _("Activiteit vastgelegd"),
    "strategy.record_indicator": _("Indicator vastgelegd"),
    "strategy.withdraw_part": _("Activiteit of indicator ingetrokken"),
    "strategy.record_value": _("Waarde van een indicator vastgelegd"),
    "strategy.update_goals": _("Voortgang van een doel bijgewerkt"),
    "strategy.record_participation": _("Deelname aan thema’s vastgelegd"),
    "strategy.record_result": _("Resultaat vastgelegd"),
    "strategy.say_partner_words": _("Eigen woorden van een partner vastgelegd"),
    "strategy.remove_evidence_file": _("Bestand bij een resultaat weggehaald"),
    "strategy.record_position": _("Gezamenlijk standpunt vastgelegd"),
    "strategy.log_lobby": _("Inbreng van een standpunt vastgelegd"),
    "strategy.record_grant": _("Subsidiedossier vastgelegd"),
    "strategy.state_need": _("Behoefte in een subsidiedossier vastgelegd"),
    "strategy.record_grant_step": _("Stap in een subsidiedossier vastgelegd"),
    "strategy.remove_grant_file": _("Bestand in een subsidiedossier weggehaald"),
    "strategy.prepare_survey": _("Peiling geschreven"),
    "strategy.open_survey": _("Peiling geopend"),
    "strategy.answer_survey": _("Peiling ingevuld"),
    "strategy.remind_survey": _("Aan een peiling herinnerd"),
    "strategy.close_survey": _("Peiling gesloten"),
    "strategy.withdraw_survey": _("Peiling ingetrokken"),
    "strategy.write_review": _("Review geschreven"),
    "strategy.share_review": _("Concept van een review gedeeld"),
    "strategy.finish_review": _("Review definitief gemaakt"),
    "strategy.react_on_review": _("Reactie op een review vastgelegd"),
    "strategy.answer_reaction": _("Reactie op een review beantwoord"),
    "strategy.take_over_findings": _("Bevindingen van de review overgenomen"),
    "strategy.name_theme": _("Namen van een thema vastgelegd"),
}
