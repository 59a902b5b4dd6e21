"""What was adopted of public proposals: what everyone may know of it, whoever asks.

When a proposal counts as adopted, `queries/proposals/closing.py` says. Nothing here reads a
remark, a motive or the name of a person.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.markup import without_marks
from noaber.decisions.models import Position, ProposalAttachment
from noaber.decisions.queries.proposals.bare import adopting_standings
from noaber.decisions.queries.proposals.closing import closing_of, closings
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.rules.outcomes import in_favour_answers
from noaber.decisions.rules.route import Role
from noaber.network.api import bodies, organisations


@dataclass(frozen=True, slots=True)
class AdoptedRow:
    """One adopted decision. `adopted_by`: names of who adopted; `modified_at`: when something of it last changed."""

    code: str
    title: str
    sender: str
    dated_on: dt.date
    sent_at: dt.datetime
    adopted_on: dt.date
    adopted_by: tuple[str, ...]
    points: tuple[str, ...]  # the texts of what was adopted, in the order of the proposal
    modified_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A file that goes with an adopted decision; anyone may fetch it."""

    file_id: uuid.UUID
    title: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    uploaded_at: dt.datetime


@read_once
def adopted(asof: AsOf) -> tuple[AdoptedRow, ...]:
    """Every adopted decision of a public proposal, the newest first; a fixed number of queries, however many."""
    closed = closings(asof)
    found = [each for each in adopting_standings(asof) if each.is_public and closed[each.code].is_adopted]
    changed, names = _last_recorded(found), _names(asof) if found else {}
    rows = (_row(each, closed[each.code].on, names, changed.get(each.id)) for each in found)
    return tuple(sorted(filter(None, rows), key=lambda row: (-row.adopted_on.toordinal(), row.code)))


def _row(
    found: Standing, on: dt.date | None, names: Mapping[str, str], changed_at: dt.datetime | None
) -> AdoptedRow | None:
    if found.sent_at is None or on is None:
        return None
    treated = {label for stage in found.stages for label in stage.labels}
    keys = dict.fromkeys(party.key for party in adopters(found))
    return AdoptedRow(
        code=found.code,
        title=found.title,
        sender=found.sender,
        dated_on=found.dated_on,
        sent_at=found.sent_at,
        adopted_on=on,
        adopted_by=tuple(_called(key, names, on) for key in keys),
        points=tuple(without_marks(point.text) for point in found.points if point.label in treated),
        modified_at=max(found.sent_at, changed_at or found.sent_at),
    )


def _called(key: str, names: Mapping[str, str], adopted_on: dt.date) -> str:
    """The name of today; of who is no more, that of the day on which it adopted."""
    return names.get(key) or _names(AsOf(adopted_on)).get(key, key.partition(":")[2])


def _last_recorded(found: Iterable[Standing]) -> dict[uuid.UUID, dt.datetime]:
    """When something was last recorded on each proposal."""
    rows = Position.objects.filter(consultation__stage__proposal__in=[each.id for each in found])
    by_proposal = rows.values_list("consultation__stage__proposal").annotate(Max("recorded_at")).order_by()
    return dict(by_proposal)


def _names(asof: AsOf) -> dict[str, str]:
    found = {f"body:{row.code}": row.called for row in bodies(ANONYMOUS, asof)}
    return found | {f"organisation:{row.code}": row.name for row in organisations(ANONYMOUS, asof)}


def adopted_decision(code: str, asof: AsOf) -> Standing | None:
    """One adopted decision as a visitor may read it; None for a draft, and for what is not public or not adopted."""
    found = proposal(ANONYMOUS, code, asof)
    return found if found and is_adopted(found, asof) else None


def is_adopted(found: Standing, asof: AsOf) -> bool:
    """Whether each stage that adopts has passed on every point, and the plan beside it was adopted with it (R13)."""
    return closing_of(found, asof).is_adopted


def adopting(found: Standing) -> tuple[StageStanding, ...]:
    return tuple(stage for stage in found.stages if stage.role is Role.ADOPT)


def adopters(found: Standing) -> tuple[Party, ...]:
    """Who adopted it: of those who were asked to, who is in favour of every point, or else of any."""
    kinds = {point.label: point.kind for point in found.points}
    parties: dict[str, Party] = {}
    agreed: dict[str, list[bool]] = defaultdict(list)
    for stage in adopting(found):
        for party in stage.parties:
            parties.setdefault(party.key, party)
            for label in party.labels:
                cell = stage.cells.get((party.key, label))
                agreed[party.key].append(cell is not None and cell.answer in in_favour_answers(kinds[label]))
    whole = [key for key, answers in agreed.items() if all(answers)]
    return tuple(parties[key] for key in whole or (key for key, answers in agreed.items() if any(answers)))


def modified_at(found: Standing) -> dt.datetime:
    """When something of a decision was last recorded: its text, any answer, or that one was taken back.

    It never goes back: what was taken back counts as what was recorded.
    """
    answers = (each.recorded_at for each in found.recorded)
    return max((*answers, *([found.sent_at] if found.sent_at else [])))


def documents(found: Standing) -> tuple[Document, ...]:
    """The attachments of the text that was sent, in their order."""
    rows = ProposalAttachment.objects.filter(version=found.version_id, file__is_removed=False)
    columns = ("file__name", "file__media_type", "file__size", "file__sha256", "file__uploaded_at")
    return tuple(Document(*row) for row in rows.values_list("file_id", "title", *columns))
