"""The verbs about organisations: register and change. Mergers: `mergers.py`."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.network.access import may_change_organisation, may_maintain_register
from noaber.network.models import Organisation, OrganisationVersion
from noaber.network.services.stating import (
    Values,
    find,
    first_words,
    lock_for_change,
    period_of,
    refuse_before_first,
    restate_fields,
)


def register_organisation(
    code: str, *, actor: Actor, now: dt.datetime, kind: str, valid_from: dt.date, values: Values
) -> Organisation:
    """Add a partner; the code of a municipality is its CBS code (GM0193)."""
    require(may_maintain_register(actor))
    period = period_of(valid_from)
    with verb("network.register_organisation", actor=actor) as trail:
        organisation = new_organisation(code, kind)
        first_words(OrganisationVersion, organisation, period, values, now=now)
        trail.note(organisation, {"code": code, "valid_from": valid_from.isoformat()})
    return organisation


def new_organisation(code: str, kind: str) -> Organisation:
    """The identity of an organisation, or in Dutch why it cannot be."""
    organisation = Organisation(code=code, kind=kind)
    try:
        organisation.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise DomainError(" ".join(messages), field="code" if field == "__all__" else field) from error
    organisation.save(force_insert=True)
    return organisation


def change_organisation(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    values: Values,
    valid_until: dt.date | None = None,
    expected_revision: int | None = None,
) -> Organisation:
    """Change what is said of an organisation over a period; its own people may change its contact data."""
    require(may_change_organisation(actor, code, values))
    organisation = find(Organisation, code, what=_("De organisatie"), field="code")
    period = period_of(valid_from, valid_until)
    with verb("network.change_organisation", actor=actor) as trail:
        organisation = lock_for_change(
            organisation,
            OrganisationVersion,
            expected_revision=expected_revision,
            label=code,
            changes=values,
            on=valid_from,
        )
        refuse_before_first(OrganisationVersion, organisation, period)
        changed = restate_fields(OrganisationVersion, organisation, period, values, now=now)
        if changed:
            trail.note(organisation, {"fields": changed, "valid_from": valid_from.isoformat()})
    return organisation
