"""Who may read the files of this room."""

from typing import Final

from noaber.core.access import ALLOWED, Actor, Decision, Refused

PLAN_FILE: Final = "strategy.plan"  # whose file a safety plan is
EVIDENCE_FILE: Final = "strategy.evidence"
GRANT_FILE: Final = "strategy.grant"
LIST_FILE: Final = "strategy.import"


def may_read_plan_file(actor: Actor, owner_key: str) -> Decision:
    """Everyone: a safety plan was adopted by a council, and the form says that its file is public."""
    return ALLOWED


def may_read_grant_file(actor: Actor, owner_key: str) -> Decision:
    """Everyone: the form of a step says that its document is public."""
    return ALLOWED


def may_read_list(actor: Actor, owner_key: str) -> Decision:
    """Who handed it in."""
    is_own = actor.is_signed_in and owner_key.rpartition(":")[2] == str(actor.user_id)
    return ALLOWED if is_own else Refused("Dit bestand bestaat niet.", is_secret=True)
