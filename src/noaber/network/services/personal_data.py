"""What the register holds about a person, and how it lets go: the seats stay, the name goes."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.accounts.api import collect_account, erase_account, erase_invitations
from noaber.core import clock
from noaber.core.access import Actor
from noaber.core.audit import Fact, verb
from noaber.core.mail import withdraw_mail_to
from noaber.core.personal_data import PersonalData
from noaber.network.models import Handover, Membership, MembershipVersion, Person, PersonVersion, Portfolio

ERASED_NAME: Final = _("(naam gewist)")


class RegisteredPersons:
    """The register's side of export and erasure; the account of the person goes along."""

    name = "network"

    def collect(self, person_key: str) -> PersonalData:
        person = _find(person_key)
        if person is None:
            return PersonalData()
        known = ("valid_from", "valid_until", "known_from", "known_until")
        words = PersonVersion.objects.filter(person=person)
        terms = MembershipVersion.objects.filter(membership__person=person)
        handovers = Handover.objects.filter(Q(predecessor=person) | Q(successor=person))
        records: dict[str, Sequence[Mapping[str, object]]] = {
            "person": list(words.values("name", "job_title", "employer__code", "email", "phone", *known)),
            "memberships": list(
                terms.values("membership__post__code", "on_behalf_of__code", "is_substitute", *known)
            ),
            "portfolios": list(Portfolio.objects.filter(person=person).values("theme__code")),
            "handovers": list(handovers.values("post__code", "effective_on", "recorded_at")),
        }
        account = collect_account(person.user_id) if person.user_id else {}
        return PersonalData({**records, **account})

    def erase(self, person_key: str, *, actor: Actor, now: dt.datetime) -> Mapping[str, Fact]:
        person = _find(person_key)
        if person is None:
            return {"known": False}
        with verb("network.erase_person", actor=actor) as trail:
            mail_count = _erase(Person.objects.select_for_update().get(pk=person.pk), actor, now)
            trail.note(person)
        return {"known": True, "mails": mail_count, "seats": Membership.objects.filter(person=person).count()}


def _erase(person: Person, actor: Actor, now: dt.datetime) -> int:
    """Empty every version (erasure is the one thing that changes them); returns how many mails were emptied."""
    versions = PersonVersion.objects.filter(person=person)
    addresses = set(versions.exclude(email="").values_list("email", flat=True))
    versions.update(name=str(ERASED_NAME), email="", phone="")
    if person.user_id:
        addresses.add(erase_account(person.user_id, actor=actor, now=now, today=clock.today()))
    addresses |= erase_invitations(str(person.pk), addresses, now=now)
    person.erased_at = person.erased_at or now
    person.revision += 1
    person.save(update_fields=["erased_at", "revision"])
    return sum(withdraw_mail_to(address, now=now) for address in addresses if address)


def _find(person_key: str) -> Person | None:
    try:
        return Person.objects.filter(pk=uuid.UUID(person_key)).first()
    except ValueError:
        return None
