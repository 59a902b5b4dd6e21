"""An action as what followed on a signal in the figures: how it is called and stands, for who may know of it."""

import uuid

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.figures.api import FollowUp
from noaber.meetings.addresses import action_address
from noaber.meetings.queries.actions import action

KIND, PAGES = "actie", "/acties/"


def action_followup(actor: Actor, key: str, asof: AsOf) -> FollowUp | None:
    """By its key; None where there is none, and for who may not know of it."""
    try:
        row = action(actor, uuid.UUID(key), asof)
    except ValueError:
        return None
    return FollowUp(row.title, action_address(row.id), row.state_label) if row else None
