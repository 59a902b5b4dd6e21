"""Whose own page it is: the user who is signed in, as a number or as a record."""

from django.utils.translation import gettext as _

from noaber.accounts.models import User
from noaber.core.errors import AccessRefused
from noaber.core.requests import Request


def own_id(request: Request) -> int:
    """The user who is signed in; pages without sign-in must not ask."""
    if request.actor.user_id is None:
        raise AccessRefused(_("Log eerst in."))
    return request.actor.user_id


def own_user(request: Request) -> User:
    """The same user as a record."""
    if not isinstance(request.user, User):
        raise AccessRefused(_("Log eerst in."))
    return request.user
