"""What was recorded and not taken back, for who counts positions in the database."""

from django.db.models import Exists, OuterRef, QuerySet

from noaber.decisions.models import Position
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
