"""The people of these tests."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from noaber.accounts.actors import actor_for
from noaber.accounts.models import Role, RoleGrant, User
from noaber.core.access import Actor

PASSWORD = "vier woorden op een rij"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TODAY = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


def make_user(name: str, *roles: Role, with_factor: bool = True) -> User:
    """Someone with an account, roles since the start of 2020 and (unless told otherwise) an app as second factor."""
    user = User.objects.create_user(f"{name}@voorbeeld.invalid", PASSWORD, display_name=name.capitalize())
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for role in roles:
        RoleGrant.objects.create(user=user, role=role, valid_from=dt.date(2020, 1, 1))
    if with_factor:
        TOTP.activate(user, SECRET)
    return user


def actor_of(user: User, *, on_behalf_of: User | None = None) -> Actor:
    return actor_for(user, TODAY, on_behalf_of_id=on_behalf_of.pk if on_behalf_of else None)


def signed_in(user: User) -> Client:
    """A browser in which the user is signed in and has just confirmed who they are."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": 4_102_444_800, "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def factors(user: User) -> int:
    return len(Authenticator.objects.filter(user=user))
