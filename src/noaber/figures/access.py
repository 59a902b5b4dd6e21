"""Who may record figures. Reading them is for everyone: they are published."""

from django.utils.translation import gettext_lazy as _

from noaber.core.access import ALLOWED, Actor, Decision, Refused, may_change


def may_record_figures(actor: Actor) -> Decision:
    """The coordinator of the network and the functional administrator."""
    return may_change(actor, "coordinator", "administrator", what=str(_("de cijfers")))


def may_read_figures(actor: Actor) -> Decision:
    """Everybody: it is what the police and CBS publish, and what follows from it."""
    return ALLOWED


def may_read_signals(actor: Actor) -> Decision:
    """The network: a month that stands out is a question to the police and the municipality, not yet an answer."""
    if actor.is_in_network:
        return ALLOWED
    return Refused(str(_("Signalen zijn voor wie meedoet in het netwerk.")), is_secret=True)


def may_read_release(actor: Actor, key: str) -> Decision:
    """Everybody: it is what the police and CBS publish."""
    return ALLOWED
