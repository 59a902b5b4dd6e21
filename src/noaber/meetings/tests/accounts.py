"""Giving whoever sits on a seat an account, and an assistant; and signing in as them."""

import datetime as dt

from django.test import Client

from noaber.accounts import api as accounts
from noaber.accounts.models import User
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.network.api import link_account, seats


def holder_of(seat_code: str) -> User:
    """An account for who holds a seat today."""
    holder = seats(COMMAND, AsOf(clock.today()), code=seat_code)[0].holder
    assert holder is not None
    user = User.objects.get_or_create(
        email=f"{seat_code.replace(':', '-')}@voorbeeld.invalid", defaults={"display_name": seat_code}
    )[0]
    link_account(holder.person_id, actor=COMMAND, user_id=user.pk)
    return user


def assistant_of(principal: User, kind: str, now: dt.datetime) -> User:
    """Somebody who acts or prepares for this user: "act" or "prepare"."""
    email = f"{kind}-{principal.pk}@voorbeeld.invalid"
    assistant = User.objects.create(email=email, display_name=kind)
    today = clock.today()
    accounts.name_assistant(
        actor=accounts.actor_for(principal, today),
        email=email,
        display_name=kind,
        kind=kind,
        valid_from=today,
        now=now,
        today=today,
    )
    return assistant


def become(client: Client, user: User, *, on_behalf_of: User | None = None) -> None:
    client.force_login(user)
    session = client.session
    session["is_demonstration_role"] = True
    if on_behalf_of:
        session["on_behalf_of_id"] = on_behalf_of.pk
    session.save()
