"""Who may record figures. Reading them is for everyone: they are published."""

from django.utils.translation import gettext_lazy as _

from noaber.core.access import ALLOWED, Actor, Decision, may_change


def may_record_figures(actor: Actor) -> Decision:
    """The coordinator of the network and the functional administrator."""
    return may_change(actor, "coordinator", "administrator", what=str(_("de cijfers")))


def may_read_release(actor: Actor, key: str) -> Decision:
    """Everybody: it is what the police and CBS publish."""
    return ALLOWED
