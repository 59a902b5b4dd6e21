"""Many proposals at once, read for what follows from their answers: two queries, without what anybody is called."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable

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


_BESIDE = ("obligation", "version__proposal__linked_to", "version__proposal__continuation__body")


def sent_points(proposals: Collection[uuid.UUID]) -> list[DecisionPoint]:
    """Of these proposals the points of every text that was sent, with what their standing is made of; one query."""
    rows = DecisionPoint.objects.filter(version__proposal__in=proposals).exclude(version__sent_at=None)
    return list(rows.select_related(*_BESIDE).order_by("version__number", "pk"))


def standings_with(points: Iterable[DecisionPoint], asof: AsOf) -> tuple[Standing, ...]:
    """The proposals of these points, with all their stages; one query."""
    return _put_together(points, Stage.objects.all(), asof)


def _bare(points: QuerySet[DecisionPoint], stages: QuerySet[Stage], asof: AsOf) -> tuple[Standing, ...]:
    """The proposals of these points, as known at the moment, with these of their stages."""
    if asof.known_at:
        points = points.filter(version__sent_at__lt=asof.known_at)
    return _put_together(points.select_related(*_BESIDE), stages, asof)


def _put_together(
    points: Iterable[DecisionPoint], stages: QuerySet[Stage], asof: AsOf
) -> tuple[Standing, ...]:
    sent: dict[uuid.UUID, dict[int, list[DecisionPoint]]] = defaultdict(lambda: defaultdict(list))
    for point in points:
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
        put_together(found[0].version, points_in_order(found), rows[found[0].version.proposal_id], {}, {})
        for found in sorted(newest, key=lambda each: each[0].version.dated_on, reverse=True)
    )
