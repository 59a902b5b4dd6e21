"""Who acts, what they hold, and the answer to "may I?".

Rights come from live mandates (memberships, in the network room) and from a few network-wide roles
(accounts). Both arrive here as grants; a room's `access.py` only reads grants and answers with a
reason that may be shown.
"""

from dataclasses import dataclass, replace
from typing import Final

from noaber.core.errors import AccessRefused

NETWORK_WIDE: Final = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """One right: a role, within a scope such as ``body:dvo-twente`` (empty: the whole network)."""

    role: str
    scope: str = NETWORK_WIDE


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does something: a user, perhaps on behalf of another, with the grants of this moment.

    `prepares_only`: an assistant who may prepare for the principal but not decide.
    `origin` says how the act came in: web, command, worker.
    """

    user_id: int | None = None
    on_behalf_of_id: int | None = None
    grants: frozenset[Grant] = frozenset()
    prepares_only: bool = False
    origin: str = "web"

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None or self.origin != "web"

    @property
    def is_in_network(self) -> bool:
        """Whether the actor holds anything today: a mandate, a role or a live assistance.

        Names and contact data are for the network. An account alone, of a former mayor for example, gives no more
        than a visitor gets.
        """
        return self.origin != "web" or bool(self.grants)

    def has(self, *roles: str, scope: str | None = None) -> bool:
        """Whether one of the roles is held network-wide or, with `scope`, for that scope."""
        scopes = {NETWORK_WIDE} if scope is None else {NETWORK_WIDE, scope}
        return any(grant.role in roles and grant.scope in scopes for grant in self.grants)

    def scopes_of(self, *roles: str) -> frozenset[str]:
        """The scopes for which one of the roles is held."""
        return frozenset(grant.scope for grant in self.grants if grant.role in roles)

    def preparing(self) -> "Actor":
        return replace(self, prepares_only=True)

    def acting(self) -> "Actor":
        """As if this assistant might act as well: only to rehearse what they prepare."""
        return replace(self, prepares_only=False)


ANONYMOUS: Final = Actor()

# Whoever can run commands on the server has all data in hand already; the audit says it was a command.
COMMAND: Final = Actor(
    grants=frozenset({Grant("coordinator"), Grant("administrator"), Grant("controller")}), origin="command"
)
WORKER: Final = Actor(grants=frozenset({Grant("worker")}), origin="worker")


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Refused:
    """No, and why (Dutch). `is_secret`: answer as if the thing did not exist.

    `may_prepare`: the principal may; the assistant who asked may fill in the form and leave it for them.
    """

    reason: str
    is_secret: bool = False
    may_prepare: bool = False

    def __bool__(self) -> bool:
        return False


Decision = Allowed | Refused
ALLOWED: Final = Allowed()


def require(decision: Decision) -> None:
    """Go on when allowed; raise `AccessRefused` with the reason otherwise."""
    if isinstance(decision, Refused):
        raise AccessRefused(decision.reason, is_secret=decision.is_secret)


def may_fill_in(decision: Decision) -> bool:
    """Whether the form may be filled in: to do it, or to prepare it for who may."""
    return bool(decision) or (isinstance(decision, Refused) and decision.may_prepare)


def require_form(decision: Decision) -> None:
    """As `require`, for a page that puts what is sent by an assistant who prepares ready for the principal."""
    if not may_fill_in(decision):
        require(decision)


def may_change(actor: Actor, *roles: str, scope: str | None = None, what: str) -> Decision:
    """The common case: holders of one of the roles may change, an assistant who only prepares may not.

    >>> bool(may_change(Actor(1, grants=frozenset({Grant("coordinator")})), "coordinator", what="het register"))
    True
    >>> may_change(Actor(1), "coordinator", what="het register").reason
    'U mag het register niet wijzigen met uw huidige rol.'
    """
    if not actor.has(*roles, scope=scope):
        return Refused(f"U mag {what} niet wijzigen met uw huidige rol.")
    if actor.prepares_only:
        return Refused(
            f"U mag {what} niet wijzigen: u mag voor een ander wel voorbereiden, maar niet vastleggen.",
            may_prepare=True,
        )
    return ALLOWED
