"""Saying from when until when an organisation takes part."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.finance.access import may_set_billing
from noaber.finance.models import Agreement, Participant, ParticipationStatement
from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.queries.billing.participation import participations
from noaber.finance.rules.billing.participation import Participation, participation_faults
from noaber.network.api import organisation_id


def record_participation(
    agreement_code: str, code: str, said: Participation, *, actor: Actor, now: dt.datetime
) -> bool:
    """Say it; False when it was known. Runs of before stay as they were worked out: a next run corrects them."""
    require(may_set_billing(actor))
    agreed = agreement_called(agreement_code)
    if agreed is None:
        raise DomainError(_("Deze afspraak bestaat niet."))
    for fault in participation_faults(said, agreed.terms.first_year, agreed.terms.last_year):
        raise DomainError(fault.message, field=fault.field)
    with verb("finance.record_participation", actor=actor) as trail:
        made, _is_new = Participant.objects.get_or_create(
            agreement=Agreement.objects.get(code=agreement_code), organisation_id=organisation_id(code)
        )
        participant = lock(Participant, made.pk, revision=None, label=code)
        if participations(agreement_code).get(code) == said:
            return False
        count_change(participant)
        row = ParticipationStatement.objects.create(
            participant=participant,
            number=participant.revision,
            from_on=said.from_on,
            until_on=said.until_on,
            reason=said.reason,
            **recorded_by(actor, now),
        )
        trail.note(participant, {"organisation": code, "number": row.number}, records=[row])
    return True
