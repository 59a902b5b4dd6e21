"""Which questions are not asked any more because it was decided or adopted without waiting for their answer."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import GateOverride, Position, Stage
from noaber.decisions.queries.bare import whole_standings
from noaber.decisions.rules.positions import FINAL
from noaber.decisions.rules.route import Role


def may_have_lapsed() -> Q:
    """Of a consultation, whether it is worth looking: others came after it, and something was decided there.

    The own decisions of organisations, after which nothing comes, never lapse: they cost nothing here.
    """
    later = Stage.objects.filter(proposal=OuterRef("stage__proposal"), after=OuterRef("stage__number"))
    adopting = Position.objects.filter(
        consultation__stage__proposal=OuterRef("stage__proposal"),
        consultation__stage__role=Role.ADOPT,
        answer__in=sorted(FINAL),
    )
    overrides = GateOverride.objects.filter(stage__proposal=OuterRef("stage__proposal"))
    return (Q(stage__is_follow_up=False) | Exists(later)) & (Exists(overrides) | Exists(adopting))


def lapsed_among(proposals: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """The questions of these proposals of which nothing is asked any more, though they were not answered.

    Two queries, however many; none for no proposals.
    """
    return _lapsed(frozenset(proposals)) if proposals else frozenset()


@read_once
def _lapsed(proposals: frozenset[uuid.UUID]) -> frozenset[uuid.UUID]:
    return frozenset(
        party.consultation_id
        for found in whole_standings(proposals, AsOf(dt.date.max))
        for stage in found.stages
        for party in stage.parties
        if stage.lapsed_labels(party) and not stage.open_labels(party)
    )
