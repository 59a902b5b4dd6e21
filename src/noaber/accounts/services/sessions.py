"""Ending sessions: one's own, one by one or all, or everyone's of an account that closes."""

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.audit import verb
from noaber.core.errors import DomainError


def end_session(session_id: int, *, actor: Actor) -> None:
    """End one of the actor's own sessions."""
    with verb("accounts.end_session", actor=actor) as trail:
        session = UserSession.objects.filter(pk=session_id, user_id=actor.user_id).first()
        if session is None:
            raise DomainError(_("Deze sessie is al beëindigd."))
        trail.note(session)
        session.end()


def end_sessions(user_id: int, *, actor: Actor, except_key: str = "") -> int:
    """End the sessions of a user, except the one with a key; returns how many."""
    with verb("accounts.end_sessions", actor=actor) as trail:
        sessions = list(UserSession.objects.filter(user_id=user_id).exclude(session_key=except_key))
        for session in sessions:
            session.end()
        if sessions:
            trail.note("accounts.user", {"sessions": len(sessions)}, key=user_id)
    return len(sessions)
