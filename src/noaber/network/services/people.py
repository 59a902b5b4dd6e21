"""The verbs about people: register, change, tie to an account."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from noaber.core.access import Actor, Grant, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.network.access import may_change_person, may_maintain_register
from noaber.network.models import Person, PersonVersion
from noaber.network.services.addresses import addresses_of, tell_changed_addresses
from noaber.network.services.stating import (
    Values,
    extend_back,
    find,
    first_words,
    lock_for_change,
    period_of,
    refuse_before_first,
    restate_fields,
)


def register_person(
    *, actor: Actor, now: dt.datetime, valid_from: dt.date, values: Values, key: uuid.UUID | None = None
) -> Person:
    """Add a person with name, job title, employer and contact data, known from `now` and valid from a day.

    `key` is the identity that a form carries, so that sending it twice does not make two people.
    """
    require(may_maintain_register(actor))
    period = period_of(valid_from)
    with verb("network.register_person", actor=actor) as trail:
        if key is not None and Person.objects.filter(pk=key).exists():
            raise DomainError(_("Deze persoon staat al in het register."))
        person = Person.objects.create(**({"pk": key} if key else {}))
        first_words(PersonVersion, person, period, values, now=now)
        trail.note(person, {"valid_from": valid_from.isoformat()})
    return person


def change_person(
    key: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    values: Values,
    valid_until: dt.date | None = None,
    expected_revision: int | None = None,
    first_day: dt.date | None = None,
) -> Person:
    """Change what is said of a person over a period; people may change their own contact data.

    `first_day` corrects since when the person is in the register; it only ever makes that earlier.
    """
    person = find(Person, key, what=_("Deze persoon"))
    require(may_maintain_register(actor) if first_day else may_change_person(actor, person.user_id, values))
    period = period_of(valid_from, valid_until)
    with verb("network.change_person", actor=actor) as trail:
        person = lock_for_change(
            person,
            PersonVersion,
            expected_revision=expected_revision,
            label=_("Deze persoon"),
            changes=values,
            on=valid_from,
        )
        if person.erased_at:
            raise DomainError(_("De gegevens van deze persoon zijn gewist."))
        before = addresses_of([person.pk], valid_from)
        if first_day is None:
            refuse_before_first(PersonVersion, person, period)
        changed = restate_fields(PersonVersion, person, period, values, now=now)
        if first_day and extend_back(PersonVersion, person, first_day, now=now):
            trail.note(person, {"first_day": first_day.isoformat()})
        if changed:
            trail.note(person, {"fields": changed, "valid_from": valid_from.isoformat()})
            tell_changed_addresses(before, valid_from, actor=actor, now=now)
    return person


def link_account(
    key: uuid.UUID, *, actor: Actor, user_id: int | None, expected_revision: int | None = None
) -> Person:
    """Say which account belongs to a person (None: none any more). Rights follow from the person's mandates."""
    require(may_maintain_register(actor))
    person = find(Person, key, what=_("Deze persoon"))
    with verb("network.link_account", actor=actor) as trail:
        person = lock_for_change(
            person,
            PersonVersion,
            expected_revision=expected_revision,
            label=_("Deze persoon"),
            changes={},
            on=dt.date.max,
        )
        _tie(person, user_id, trail)
    return person


def link_invited(person_key: str, user_id: int, now: dt.datetime) -> None:
    """Tie the person whom an invitation was for to the account that it became.

    Accounts calls this. Whoever invited was allowed to; whoever accepts only carries it out.
    """
    accepting = Actor(user_id, grants=frozenset({Grant("coordinator")}), origin="invitation")
    link_account(uuid.UUID(person_key), actor=accepting, user_id=user_id)


def _tie(person: Person, user_id: int | None, trail: Trail) -> None:
    if user_id is not None and Person.objects.filter(user_id=user_id).exclude(pk=person.pk).exists():
        raise DomainError(_("Dit account hoort al bij een andere persoon."), field="user_id")
    if person.user_id != user_id:
        person.user_id = user_id
        person.revision += 1
        person.save(update_fields=["user", "revision"])
        trail.note(person, {"user": user_id})
