"""Who may see and do the housekeeping: outbox, audit log, schedule, register of processing."""

from django.utils.translation import gettext as _

from noaber.core.access import ALLOWED, Actor, Decision, Refused, may_change

HOUSEKEEPERS = ("coordinator", "administrator")


def may_inspect(actor: Actor) -> Decision:
    """Whether the pages under /beheer/ may be read."""
    if actor.has(*HOUSEKEEPERS):
        return ALLOWED
    return Refused(_("Alleen de coördinator en de functioneel beheerder mogen dit zien."))


def may_administer(actor: Actor, what: str) -> Decision:
    """Whether the housekeeping may be changed; an assistant who only prepares may not."""
    return may_change(actor, *HOUSEKEEPERS, what=what)
