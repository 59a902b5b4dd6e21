"""Who may record a policy period, and who may hand in the priorities of an organisation."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.access import Actor, Decision, may_change, may_fill_in

KEEPER: Final = "coordinator"
SPEAKERS: Final = ("mayor", "contact")
"""Who says what comes first for their own organisation."""


def may_record_period(actor: Actor) -> Decision:
    """The coordinator, who prepares the strategy."""
    return may_change(actor, KEEPER, what=str(_("de beleidsperiodes")))


def may_hand_in_plan(actor: Actor, organisation: str) -> Decision:
    """The mayor and the contact of the organisation; the coordinator for who hands in on paper."""
    kept = may_change(actor, KEEPER, what=str(_("de prioriteiten van deze organisatie")))
    if may_fill_in(kept):
        return kept
    scope = f"organisation:{organisation}"
    return may_change(actor, *SPEAKERS, scope=scope, what=str(_("de prioriteiten van deze organisatie")))


def may_import_plans(actor: Actor) -> Decision:
    """Whoever may hand in for somebody; each row of the list is asked of `may_hand_in_plan` as well."""
    scopes = sorted(actor.scopes_of(*SPEAKERS))
    scope = scopes[0] if scopes else None
    return may_change(actor, KEEPER, *SPEAKERS, scope=scope, what=str(_("de prioriteiten")))


def may_name_theme(actor: Actor) -> Decision:
    """The coordinator, who keeps the words of the strategy."""
    return may_change(actor, KEEPER, what=str(_("de namen van thema's")))
