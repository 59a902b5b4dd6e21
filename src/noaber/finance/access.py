"""Who may record what is asked of the partners."""

from django.utils.translation import gettext_lazy as _

from noaber.core.access import Actor, Decision, may_change
from noaber.finance.queries.choosing import KEEPERS


def may_record_agreement(actor: Actor) -> Decision:
    """The coordinator, who writes the proposal, and the controller, who keeps the books."""
    return may_change(actor, *KEEPERS, what=str(_("de afspraken over de bijdragen")))
