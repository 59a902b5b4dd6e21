"""Who may record a policy period, hand in priorities, prepare a choice of themes and give scores."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.access import Actor, Decision, may_change, may_fill_in

KEEPER: Final = "coordinator"
SPEAKERS: Final = ("mayor", "contact")
"""Who says what comes first for their own organisation."""


def may_record_period(actor: Actor) -> Decision:
    """The coordinator, who prepares the strategy."""
    return may_change(actor, KEEPER, what=str(_("de beleidsperiodes")))


def may_prepare_round(actor: Actor) -> Decision:
    """The coordinator, who prepares the choice, opens it and records what was chosen."""
    return may_change(actor, KEEPER, what=str(_("de keuze van de thema’s")))


def may_score(actor: Actor, body: str) -> Decision:
    """Who sits in the body that gives the scores; each for themselves."""
    return may_change(actor, "member", scope=f"body:{body}", what=str(_("scores in deze ronde")))


def may_hand_in_plan(actor: Actor, organisation: str) -> Decision:
    """The mayor and the contact of the organisation; the coordinator for who hands in on paper."""
    kept = may_change(actor, KEEPER, what=str(_("de prioriteiten van deze organisatie")))
    if may_fill_in(kept):
        return kept
    scope = f"organisation:{organisation}"
    return may_change(actor, *SPEAKERS, scope=scope, what=str(_("de prioriteiten van deze organisatie")))
