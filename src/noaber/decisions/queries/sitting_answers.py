"""How far a body is with what its agenda asks: on how many points something is recorded."""

import uuid
from collections.abc import Mapping

from django.db.models import Count

from noaber.core.reading import read_once
from noaber.decisions.models import Position


@read_once
def answered_points(sitting: uuid.UUID) -> Mapping[uuid.UUID, int]:
    """By consultation on this agenda the number of points that were answered; none where nothing was."""
    rows = Position.objects.filter(consultation__agenda_items__sitting=sitting).values_list("consultation_id")
    return dict(rows.annotate(count=Count("point__label", distinct=True)).order_by())
