"""Releasing the papers of a meeting: each apart, frozen as it is at that moment."""

import datetime as dt
import hashlib
import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from noaber.core.access import COMMAND, Actor, require
from noaber.core.audit import Fact, verb
from noaber.core.documents.pdf import to_pdf
from noaber.core.errors import DomainError
from noaber.core.files import store_file
from noaber.core.history import lock
from noaber.core.models import StoredFile
from noaber.core.rules.dutch import fold_name
from noaber.meetings.access import may_keep_sittings
from noaber.meetings.models import AgendaItem, ItemFile, Release, ReleasedItem, Sitting
from noaber.meetings.papers.contents import Audience, Contents, contents
from noaber.meetings.papers.kinds import paper_of
from noaber.meetings.queries.attendance import attendance
from noaber.meetings.queries.files import OWNER_KIND, release_key
from noaber.meetings.queries.released import TELLS
from noaber.meetings.queries.sittings import SittingRow
from noaber.meetings.queries.sittings import sitting as sitting_row
from noaber.meetings.services.sittings import find_sitting, refuse_before, refuse_cancelled

BEFOREHAND = frozenset({Release.Paper.AGENDA.value})  # the other papers tell what happened


@dataclass(slots=True)
class MadeFile:
    """Bytes that we made ourselves, in the shape of what people hand in."""

    name: str | None
    data: bytes

    def chunks(self) -> Iterable[bytes]:
        return io.BytesIO(self.data)


def release_paper(
    sitting: uuid.UUID,
    paper: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    is_public: bool,
    item: int | None = None,
    expected_revision: int | None = None,
) -> Release:
    """Freeze a paper as it is now, for everyone or for the network; a later release takes its place, both stay.

    Refused: a paper about what did not happen yet, and a public one in which somebody is named. What says the same as
    the last release is not released again.
    """
    found = find_sitting(sitting)
    require(may_keep_sittings(actor, found.body.code))
    refuse_cancelled(found) if paper in BEFOREHAND else refuse_before(found, today)
    row = _row(sitting)
    last = Release.objects.filter(sitting=sitting, paper=paper, item=item, is_public=is_public).last()
    shown = contents(row, Audience.PUBLIC if is_public else Audience.NETWORK)
    if is_public:
        _refuse_names(shown, row)
    if last is not None and _is_told(last) and _sha(shown, paper, item, last.released_at) == last.file.sha256:
        return last
    data = to_pdf(paper_of(paper, shown, made_at=now, item=item))
    with verb("meetings.release_paper", actor=actor) as trail:
        # Setting a paper takes a while; who changed something meanwhile is not left out silently.
        seen = row.revision if expected_revision is None else expected_revision
        lock(Sitting, sitting, revision=seen, label=_("Deze vergadering"))
        kept = _kept(row, paper, data, actor=actor, now=now, is_public=is_public)
        released = Release.objects.create(
            sitting=found,
            paper=paper,
            item_id=item,
            file=kept,
            is_public=is_public,
            released_at=now,
            released_by_id=actor.user_id,
        )
        told = _tell(released)
        facts: dict[str, Fact] = {"sitting": str(sitting), "paper": paper, "sha256": kept.sha256}
        trail.note(released, facts, records=[released, *told])
    return released


def _items_of(released: Release) -> QuerySet[AgendaItem]:
    """All items of the meeting, for an extract the one that it is about."""
    items = AgendaItem.objects.filter(sitting=released.sitting_id).order_by("number")
    return items.filter(pk=released.item_id) if released.item_id else items


def _tell(released: Release) -> list[ReleasedItem]:
    """Keep item by item what the paper tells, restricted ones too: that is what readers of the page see from now on."""
    names = TELLS[released.paper]
    return ReleasedItem.objects.bulk_create(
        ReleasedItem(release=released, item=item, **{name: getattr(item, name) for name in names})
        for item in _items_of(released)
    )


def _is_told(last: Release) -> bool:
    """Whether the items still read as they were released, and no paper came since; not all of that is in the paper."""
    names = TELLS[last.paper]
    newer = ItemFile.objects.filter(item__sitting=last.sitting_id, file__uploaded_at__gt=last.released_at)
    if last.paper == Release.Paper.AGENDA and newer.exists():
        return False
    told = list(last.items.order_by("number").values_list("item_id", *names))
    return told == list(_items_of(last).values_list("pk", *names))


def _kept(
    row: SittingRow, paper: str, data: bytes, *, actor: Actor, now: dt.datetime, is_public: bool
) -> StoredFile:
    name = f"{Release.Paper(paper).label}-{row.body_code}-{row.held_on}.pdf"
    key = release_key(row.id, is_public=is_public)
    return store_file(MadeFile(name, data), actor=actor, owner_kind=OWNER_KIND, owner_key=key, now=now)


def _sha(shown: Contents, paper: str, item: int | None, made_at: dt.datetime) -> str:
    """The mark that this paper would have had at an earlier moment: the same contents give the same bytes."""
    return hashlib.sha256(to_pdf(paper_of(paper, shown, made_at=made_at, item=item))).hexdigest()


def _refuse_names(shown: Contents, row: SittingRow) -> None:
    """A public paper names seats, not people; what was typed by hand is looked through for who sits in the body."""
    words = {
        seat.name
        for seat in attendance(COMMAND, row)
        if seat.name and fold_name(seat.name) != fold_name(seat.title)
    }
    titles = {fold_name(seat.title) for seat in shown.seats}
    if any(fold_name(name) in fold_name(" ".join(shown.motives)) for name in words):
        raise DomainError(
            _("In de reden om zonder quorum te besluiten staat een naam. Noem in openbare stukken functies.")
        )
    for item in shown.items:
        agreed = " ".join(action.title for action in shown.agreed.get(item.id, ()))
        text = fold_name(f"{item.title} {item.text} {item.minutes} {item.decision} {agreed}")
        if any(fold_name(name) in text for name in words if fold_name(name) not in titles):
            facts = {"number": item.number}
            raise DomainError(
                _(
                    "Bij punt %(number)s staat een naam van iemand uit dit overleg. Noem in openbare stukken functies."
                )
                % facts
            )


def _row(sitting: uuid.UUID) -> SittingRow:
    row = sitting_row(COMMAND, sitting)
    if row is None:
        raise DomainError(_("Deze vergadering bestaat niet."))
    return row
