"""Whether anybody heard that something is asked: sending a text tells nobody by itself."""

import datetime as dt
import uuid

from noaber.core.reading import read_once
from noaber.decisions.models import Reminder
from noaber.decisions.queries.proposals.matrix import Standing


def is_untold(found: Standing) -> bool:
    """Whether nobody was written to since the last text on which everyone must answer was sent."""
    moments = [row.sent_at for row in found.versions if row.sent_at and (row.is_material or row.number == 1)]
    return bool(moments) and not _was_told(found.id, max(moments))


@read_once
def _was_told(proposal: uuid.UUID, since: dt.datetime) -> bool:
    return Reminder.objects.filter(consultation__stage__proposal=proposal, sent_at__gte=since).exists()
