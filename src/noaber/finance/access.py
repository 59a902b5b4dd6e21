"""Who may record what is asked of the partners."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.access import Actor, Decision, may_change

KEEPERS: Final = ("coordinator", "controller")


def may_record_agreement(actor: Actor) -> Decision:
    """The coordinator, who writes the proposal, and the controller, who keeps the books."""
    return may_change(actor, *KEEPERS, what=str(_("de afspraken over de bijdragen")))
