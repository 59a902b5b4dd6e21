"""Somebody's address leads to their account: a change of it is told to who had it, and to the coordinators."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from noaber.accounts.api import Invited, coordinators_on, invite
from noaber.core import clock
from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.mail import queue_mail
from noaber.network.access import may_invite_person
from noaber.network.models import PersonVersion

Addresses = Mapping[uuid.UUID, frozenset[str]]


def addresses_of(people: Collection[uuid.UUID], day: dt.date) -> Addresses:
    """By person the addresses of this day and later, as is known now; empty for who has none."""
    rows = PersonVersion.objects.known(None).filter(person__in=people).exclude(valid_until__lte=day)
    found: dict[uuid.UUID, frozenset[str]] = {}
    for key, email in rows.values_list("person", "email"):
        found[key] = found.get(key, frozenset()) | {email}
    return found


def tell_changed_addresses(before: Addresses, day: dt.date, *, actor: Actor, now: dt.datetime) -> None:
    """Write to the addresses of before, and to every coordinator but the one who changed it."""
    after = addresses_of(list(before), day)
    for key, old in before.items():
        if after.get(key, frozenset()) != old:
            for number, address in enumerate(sorted(old - {""})):
                _write(key, f"old {number}", address, _name(key), is_own=True, now=now)
            for user in coordinators_on(clock.today()):
                if user.pk != actor.user_id:
                    _write(key, str(user.pk), user.email, user.display_name, is_own=False, now=now)


def invite_person(key: uuid.UUID, *, actor: Actor, now: dt.datetime, today: dt.date) -> Invited:
    """Invite somebody of the register for an account; not by who changed the address that it goes to."""
    said = PersonVersion.objects.as_of(AsOf(today)).filter(person=key).first()
    if said is None:
        raise DomainError(_("Deze persoon staat niet in het register."))
    require(may_invite_person(actor, key, now))
    return invite(actor=actor, email=said.email, display_name=said.name, person_key=str(key), now=now)


def _name(key: uuid.UUID) -> str:
    newest = PersonVersion.objects.known(None).filter(person=key).order_by("valid_from").last()
    return newest.name if newest else ""


def _write(key: uuid.UUID, to: str, address: str, name: str, *, is_own: bool, now: dt.datetime) -> None:
    queue_mail(
        key=f"network.address_changed {key} {now.timestamp()} {to}",
        to=address,
        subject=_("Uw e-mailadres is gewijzigd") if is_own else _("Een e-mailadres is gewijzigd"),
        template="network/mail/address_changed.txt",
        context={
            "name": name,
            "person": _name(key),
            "is_own": is_own,
            "url": f"{settings.SITE_URL}/personen/{key}/",
        },
        now=now,
    )
