"""What was recorded and not taken back, and of that what counts on, for who counts positions in the database."""

from django.db.models import Exists, OuterRef, QuerySet

from noaber.decisions.models import Position, ProposalVersion
from noaber.decisions.rules.positions import Answer


def not_taken_back() -> QuerySet[Position]:
    """Every position but what takes back, and what was taken back by it: what that party said before on that point."""
    later = Position.objects.filter(
        consultation=OuterRef("consultation"),
        point__label=OuterRef("point__label"),
        answer=Answer.RETRACTED,
        pk__gt=OuterRef("pk"),
    )
    return Position.objects.exclude(answer=Answer.RETRACTED).filter(~Exists(later))


def counting() -> QuerySet[Position]:
    """Of these, those on a text that was not changed materially since (R10); `rules.versions` in the database."""
    later = ProposalVersion.objects.filter(
        proposal=OuterRef("point__version__proposal"),
        number__gt=OuterRef("point__version__number"),
        is_material=True,
        sent_at__isnull=False,
    )
    return not_taken_back().filter(~Exists(later))
