"""Which questions are not asked any more because it was decided or adopted without waiting for their answer."""

from django.db.models import Exists, OuterRef, Q

from noaber.decisions.models import GateOverride, Position, Stage
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
