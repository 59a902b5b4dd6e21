"""What the audit must know of signing in, and of changes to how someone signs in."""

from noaber.accounts.services.sessions import end_sessions
from noaber.core.access import Actor
from noaber.core.audit import verb


def record_sign_in(user_id: int, *, actor: Actor, methods: list[str]) -> None:
    """Someone signed in, by these methods (password, mfa, socialaccount, demonstration)."""
    with verb("accounts.sign_in", actor=actor) as trail:
        trail.note("accounts.user", {"methods": methods}, key=user_id)


def record_sign_out(user_id: int, *, actor: Actor) -> None:
    """Someone signed out."""
    with verb("accounts.sign_out", actor=actor) as trail:
        trail.note("accounts.user", key=user_id)


def record_failed_sign_in(user_id: int, *, actor: Actor) -> None:
    """Somebody tried a wrong password on an existing account; unknown addresses leave no row."""
    with verb("accounts.fail_sign_in", actor=actor) as trail:
        trail.note("accounts.user", key=user_id)


def record_security_change(user_id: int, *, actor: Actor, change: str) -> None:
    """How someone signs in was changed: `change` is a code such as ``totp_activated``."""
    with verb("accounts.change_security", actor=actor) as trail:
        trail.note("accounts.user", {"change": change}, key=user_id)


def sign_out_everywhere(user_id: int, *, actor: Actor) -> None:
    """After a change of password nobody stays signed in."""
    with verb("accounts.change_password", actor=actor) as trail:
        trail.note("accounts.user", key=user_id)
        end_sessions(user_id, actor=actor)


def record_switch(*, actor: Actor, principal_id: int | None) -> None:
    """An assistant starts (or, without principal, stops) working on behalf of someone."""
    with verb("accounts.switch_principal", actor=actor) as trail:
        trail.note("accounts.user", {"principal": principal_id}, key=actor.user_id)
