"""Many proposals at once, read for what follows from their answers: two queries, without what anybody is called."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import (
    Classification,
    ContinuationOverride,
    DecisionPoint,
    ObligationTerms,
    Stage,
)
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.stage_rows import StageRows, stage_rows
from noaber.decisions.queries.proposals.standing import points_in_order, put_together
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

    One that asks an evaluation also after that: it may not be done yet. The newest first. What is restricted to
    who is asked, is left out.
    """
    lasting = Q(last_year__gte=year) | Q(kind=ObligationTerms.Kind.EVALUATION)
    asking = ObligationTerms.objects.filter(lasting).values("point__version__proposal")
    points = DecisionPoint.objects.filter(
        version__sent_at__isnull=False,
        version__dated_on__lte=asof.valid_on,
        version__proposal__in=asking,
        version__proposal__withdrawn_at=None,
    ).exclude(version__proposal__classification=Classification.RESTRICTED)
    return _bare(points, Stage.objects.all(), asof)


_BESIDE = ("obligation", "version__proposal__linked_to")


def sent_points(proposals: Collection[uuid.UUID]) -> list[DecisionPoint]:
    """Of these proposals the points of every text that was sent, with what their standing is made of; one query."""
    rows = DecisionPoint.objects.filter(version__proposal__in=proposals).exclude(version__sent_at=None)
    return list(_with_beside(rows).order_by("version__number", "pk"))


def standings_with(points: Iterable[DecisionPoint], asof: AsOf) -> tuple[Standing, ...]:
    """The proposals of these points, with all their stages; one query."""
    return _put_together(points, Stage.objects.all(), asof)


def _bare(points: QuerySet[DecisionPoint], stages: QuerySet[Stage], asof: AsOf) -> tuple[Standing, ...]:
    """The proposals of these points, as known at the moment, with these of their stages."""
    if asof.known_at:
        points = points.filter(version__sent_at__lt=asof.known_at)
    return _put_together(_with_beside(points), stages, asof)


def _with_beside(points: QuerySet[DecisionPoint]) -> QuerySet[DecisionPoint]:
    decided = ContinuationOverride.objects.filter(proposal=OuterRef("version__proposal"))
    return points.select_related(*_BESIDE).annotate(has_continuation=Exists(decided))


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
    newest = sorted(sent.items(), key=lambda item: item[1][max(item[1])][0].version.dated_on, reverse=True)
    return tuple(_whole(found, rows[key], min(counting[key]), asof) for key, found in newest)


def _whole(
    texts: Mapping[int, list[DecisionPoint]], rows: StageRows, first_counting: int, asof: AsOf
) -> Standing:
    """One proposal, from the points of each of its texts."""
    points, weighed = texts[max(texts)], texts[first_counting][0].version
    found = put_together(points[0].version, points_in_order(points), rows, {}, {}, weighed, asof)
    return replace(found, has_continuation=getattr(points[0], "has_continuation", False))
