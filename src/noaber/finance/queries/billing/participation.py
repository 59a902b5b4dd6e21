"""Who does not take part in all years of an agreement."""

from django.db.models import Exists, OuterRef

from noaber.finance.models import ParticipationStatement
from noaber.finance.rules.billing.participation import Participation


def participations(agreement_code: str) -> dict[str, Participation]:
    """What was said last of each, by code of the organisation; one query. Who is not there takes part in all years."""
    later = ParticipationStatement.objects.filter(
        participant=OuterRef("participant"), number__gt=OuterRef("number")
    )
    found = ParticipationStatement.objects.filter(~Exists(later), participant__agreement__code=agreement_code)
    return {
        each.participant.organisation.code: Participation(each.from_on, each.until_on, each.reason)
        for each in found.select_related("participant__organisation")
    }
