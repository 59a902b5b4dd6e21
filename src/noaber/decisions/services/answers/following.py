"""Following a proposal: consent on each of its points, without discussing them."""

import uuid

from noaber.decisions.models import Consultation
from noaber.decisions.queries.proposals.asked import asked_of, standing_versions
from noaber.decisions.queries.proposals.taken_back import not_taken_back
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import FINAL, Answer
from noaber.decisions.services.answers.recording import Said


def said_by_following(consultation: uuid.UUID) -> dict[str, Said]:
    """What following says on the points without an answer that stands: consent, or noted on a point to note."""
    found = Consultation.objects.select_related("stage__proposal", "organisation").get(pk=consultation)
    points = asked_of(found)
    # An answer on an earlier text counts on, unless that was changed materially (R10): it is not said over again.
    said = {
        "point__label__in": [point.label for point in points],
        "point__version__in": standing_versions(found.stage),
    }
    answered = not_taken_back().filter(consultation=found, answer__in=sorted(FINAL), **said)
    done = set(answered.values_list("point__label", flat=True))
    return {point.label: Said(_in_favour(point.kind)) for point in points if point.label not in done}


def _in_favour(kind: str) -> Answer:
    return Answer.TOOK_NOTE if PointKind(kind) is PointKind.TAKE_NOTE else Answer.CONSENT
