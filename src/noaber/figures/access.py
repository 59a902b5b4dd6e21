"""Who may record figures, read what the network made of them, and work on a signal. Counts themselves are public."""

from typing import Final

from django.utils.translation import gettext as text_of
from django.utils.translation import gettext_lazy as _

from noaber.core.access import ALLOWED, Actor, Decision, Refused, may_change, may_fill_in
from noaber.core.asof import AsOf
from noaber.network.api import bodies, successors

KEEPER: Final = "coordinator"
SPEAKERS: Final = ("mayor", "contact")
"""Who speaks for a municipality: its mayor, and its adviser on safety."""
LEADERS: Final = ("team_lead", "chair")
THEME: Final = "informatiegestuurd-werken"
"""The theme whose team looks after signals in the whole network."""


def may_record_figures(actor: Actor) -> Decision:
    """The coordinator of the network and the functional administrator."""
    return may_change(actor, KEEPER, "administrator", what=str(_("de cijfers")))


def may_read_figures(actor: Actor) -> Decision:
    """Everybody: it is what the police and CBS publish, and what follows from it."""
    return ALLOWED


def may_read_release(actor: Actor, key: str) -> Decision:
    """Everybody: it is what the police and CBS publish."""
    return ALLOWED


def may_read_signals(actor: Actor) -> Decision:
    """The network, and nobody else: cards, notes and annotations are never public. Asked by every list and page."""
    if actor.is_in_network:
        return ALLOWED
    return Refused(text_of("Signalen en aantekeningen zijn voor het netwerk."), is_secret=True)


def may_read_effects(actor: Actor) -> Decision:
    """The network: counts are public, but what followed on a measure of a municipality is soon read as a judgement."""
    if actor.is_in_network:
        return ALLOWED
    return Refused(text_of("De vergelijking rond een maatregel is voor het netwerk."), is_secret=True)


def may_save_measure(actor: Actor) -> Decision:
    """The coordinator, and who speaks for a municipality: its mayor, its adviser."""
    what = str(_("de bewaarde vragen"))
    if may_fill_in(kept := may_change(actor, KEEPER, what=what)):
        return kept
    own = sorted(actor.scopes_of(*SPEAKERS))
    return may_change(actor, *SPEAKERS, scope=own[0] if own else None, what=what)


def may_remove_measure(actor: Actor, saved_by: int | None, saved_for: int | None) -> Decision:
    """The coordinator, and who saved it or for whom it was saved."""
    what = str(_("de bewaarde vragen"))
    if may_fill_in(kept := may_change(actor, KEEPER, what=what)):
        return kept
    if actor.user_id is not None and actor.user_id in (saved_by, saved_for):
        return may_save_measure(actor)
    return Refused(text_of("Alleen wie deze vraag bewaarde, en de coördinator, halen haar weg."))


def may_open_signals(actor: Actor) -> Decision:
    """The coordinator, the administrator, and the job that follows on a release."""
    return may_change(actor, KEEPER, "administrator", "worker", what=str(_("de signalen")))


def may_work_on_signal(actor: Actor, area: str, asof: AsOf, *, looks: bool = False) -> Decision:
    """Who speaks for the municipality, who looks at it (`looks`), the coordinator, who leads the team of the theme."""
    what = str(_("dit signaal"))
    if looks and actor.is_in_network:
        return _unless_preparing(actor, what)
    return _may_in(actor, area, asof, what)


def may_annotate(actor: Actor, area: str, asof: AsOf) -> Decision:
    """Who speaks for the municipality, the coordinator, and who leads the team of the theme."""
    return _may_in(actor, area, asof, str(_("de aantekeningen bij deze cijfers")))


def may_annotate_some(actor: Actor, asof: AsOf) -> Decision:
    """Whoever may annotate the figures of one municipality at least."""
    own = sorted(actor.scopes_of(*SPEAKERS))
    return may_annotate(actor, own[0].removeprefix("organisation:") if own else "", asof)


def _may_in(actor: Actor, area: str, asof: AsOf, what: str) -> Decision:
    if may_fill_in(kept := may_change(actor, KEEPER, what=what)):
        return kept
    for team in _led_teams(actor, asof):
        return may_change(actor, *LEADERS, scope=f"body:{team}", what=what)
    standing = successors(asof.valid_on).get(area, area)
    return may_change(actor, *SPEAKERS, scope=f"organisation:{standing}", what=what)


def _led_teams(actor: Actor, asof: AsOf) -> list[str]:
    """The teams of the theme that the actor leads or chairs."""
    led = {scope.removeprefix("body:") for scope in actor.scopes_of(*LEADERS)}
    if not led:
        return []
    return sorted(row.code for row in bodies(actor, asof) if row.code in led and row.theme_code == THEME)


def _unless_preparing(actor: Actor, what: str) -> Decision:
    if not actor.prepares_only:
        return ALLOWED
    refused = _("U mag %(what)s niet wijzigen: u mag voor een ander wel voorbereiden, maar niet vastleggen.")
    return Refused(str(refused) % {"what": what}, may_prepare=True)


def may_send_reports(actor: Actor) -> Decision:
    """The coordinator of the network, and the worker that goes on with what the coordinator began."""
    return may_change(actor, KEEPER, "worker", what=str(_("de maandberichten")))
