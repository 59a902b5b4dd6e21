"""What only some may know of: an item about a restricted proposal, and one that its body treats behind closed doors.

Both are told by one key, which every list of items, papers and actions asks for: the code of the proposal, or
"body:CODE" where the item itself is restricted. None: nothing is.
"""

from typing import Final

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Concat

from noaber.core.access import Actor
from noaber.decisions.api import LinkedProposal, may_read_proposal
from noaber.meetings.queries.sittings import sees_work

BODY: Final = "body:"


def restricted_key(way: str = "") -> Case:
    """The key of an item; `way` leads from the row that is asked for to that item ("agenda_item__")."""
    of_proposal = LinkedProposal(f"{way}consultation").restricted_code
    behind_doors = When(
        **{f"{way}is_restricted": True}, then=Concat(Value(BODY), F(f"{way}sitting__body__code"))
    )
    # Who sits in the body is asked about the proposal too; not everyone who is asked, sits in the body.
    return Case(behind_doors, *of_proposal.cases, output_field=CharField())


def may_know(actor: Actor, key: str | None) -> bool:
    """Whether the actor may know of what has this key: who is asked about the proposal, or who sits in the body."""
    if key is None:
        return True
    if key.startswith(BODY):
        return actor.has("member", scope=key) or sees_work(actor, key.removeprefix(BODY))
    return may_read_proposal(actor, key)
