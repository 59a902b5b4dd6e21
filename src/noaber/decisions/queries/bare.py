"""Many proposals at once, read for what follows from their answers: two queries, without what anybody is called."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import Classification, DecisionPoint, ObligationTerms, Stage
from noaber.decisions.queries.matrix import Standing
from noaber.decisions.queries.stage_rows import stage_rows
from noaber.decisions.queries.standing import points_in_order, put_together
from noaber.decisions.rules.route import Role
from noaber.decisions.rules.versions import SentVersion, counting_versions


@read_once
def adopting_standings(asof: AsOf) -> tuple[Standing, ...]:
    """Every proposal that was sent, with only the stages that adopt it; the newest first."""
    points = DecisionPoint.objects.filter(version__sent_at__isnull=False)
    return _bare(points, Stage.objects.filter(role=Role.ADOPT), asof)


@read_once
def asking_standings(year: int, asof: AsOf) -> tuple[Standing, ...]:
    """Every proposal for the whole network that was sent by the day and asks something of a year or a later one.

    The newest first. What is restricted to who is asked, is left out.
    """
    asking = ObligationTerms.objects.filter(last_year__gte=year).values("point__version__proposal")
    points = DecisionPoint.objects.filter(
        version__sent_at__isnull=False,
        version__dated_on__lte=asof.valid_on,
        version__proposal__in=asking,
        version__proposal__withdrawn_at=None,
    ).exclude(version__proposal__classification=Classification.RESTRICTED)
    return _bare(points, Stage.objects.all(), asof)


def whole_standings(proposals: Collection[uuid.UUID], asof: AsOf) -> tuple[Standing, ...]:
    """Of these proposals those that were sent, with all their stages."""
    points = DecisionPoint.objects.filter(version__sent_at__isnull=False, version__proposal__in=proposals)
    return _bare(points, Stage.objects.all(), asof)


def _bare(points: QuerySet[DecisionPoint], stages: QuerySet[Stage], asof: AsOf) -> tuple[Standing, ...]:
    """The proposals of these points, as known at the moment, with these of their stages."""
    if asof.known_at:
        points = points.filter(version__sent_at__lt=asof.known_at)
    sent: dict[uuid.UUID, dict[int, list[DecisionPoint]]] = defaultdict(lambda: defaultdict(list))
    for point in points.select_related(
        "obligation", "version__proposal__linked_to", "version__proposal__continuation__body"
    ):
        sent[point.version.proposal_id][point.version.number].append(point)
    counting = {
        key: counting_versions(
            SentVersion(number, each[0].version.is_material) for number, each in found.items()
        )
        for key, found in sent.items()
    }
    rows = stage_rows(stages.filter(proposal__in=sent), counting, asof) if sent else {}
    newest = [found[max(found)] for found in sent.values()]
    return tuple(
        put_together(found[0].version, points_in_order(found), rows[found[0].version.proposal_id], {})
        for found in sorted(newest, key=lambda each: each[0].version.dated_on, reverse=True)
    )
