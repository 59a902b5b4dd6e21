"""Releasing the papers of a meeting: each apart, frozen as it is at that moment."""

import datetime as dt
import hashlib
import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import COMMAND, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, Trail, verb
from noaber.core.documents.pdf import to_pdf
from noaber.core.errors import DomainError
from noaber.core.files import store_file
from noaber.core.history import lock, said_of
from noaber.core.models import StoredFile
from noaber.core.rules.dutch import fold_name
from noaber.meetings.access import may_keep_sittings
from noaber.meetings.models import (
    AgendaItem,
    Attendance,
    ItemFile,
    Release,
    ReleasedItem,
    ReleasedSeat,
    Sitting,
)
from noaber.meetings.papers.contents import Audience, Contents, contents
from noaber.meetings.papers.kinds import paper_of
from noaber.meetings.queries.attendance import attendance, is_told
from noaber.meetings.queries.files import OWNER_KIND, release_key
from noaber.meetings.queries.released import DECIDES, TELLS
from noaber.meetings.queries.sittings import SittingRow, paper_name
from noaber.meetings.queries.sittings import sitting as sitting_row
from noaber.meetings.services.sittings import find_sitting, refuse_before, refuse_cancelled

_NO_DECISIONS: Final = gettext_lazy(
    "Dit overleg stemt af en neemt geen besluiten. Wat het afspreekt of adviseert, is voor het netwerk."
)
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

    Refused: a paper about what did not happen yet, a public one in which somebody is named, and one of what a body said
    that takes no decisions (R41). What says the same as
    the last release is not released again.
    """
    found = find_sitting(sitting)
    require(may_keep_sittings(actor, found.body.code))
    refuse_cancelled(found) if paper in BEFOREHAND else refuse_before(found, today)
    row = _row(sitting)
    if is_public and paper in DECIDES and row.aligns_only:
        raise DomainError(str(_NO_DECISIONS), field="is_public")
    last = Release.objects.filter(sitting=sitting, paper=paper, item=item, is_public=is_public).last()
    shown = contents(row, Audience.PUBLIC if is_public else Audience.NETWORK)
    if is_public:
        _refuse_names(shown, row)
    if last is not None and _is_told(last, row) and _sha(shown, last) == last.file.sha256:
        return last
    data = to_pdf(paper_of(paper, shown, made_at=now, item=item))
    with verb("meetings.release_paper", actor=actor) as trail:
        # Setting a paper takes a while; who changed something meanwhile is not left out silently.
        seen = row.revision if expected_revision is None else expected_revision
        _hold(lock(Sitting, sitting, revision=seen, label=_("Deze vergadering")), trail, paper, is_public)
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
        _note(trail, released, row)
    return released


def _hold(held: Sitting, trail: Trail, paper: str, is_public: bool) -> None:
    """Whatever tells of a meeting says that it was held; to everyone only when it says who was there."""
    if paper in BEFOREHAND:
        return
    if is_public and not held.attendance.exists():
        text = _("Leg eerst vast wie er was. Zonder presentielijst kan dit stuk alleen uit voor het netwerk.")
        raise DomainError(text, field="is_public")
    if held.state != Sitting.State.HELD:
        held.state = Sitting.State.HELD
        held.save(update_fields=["state"])
        trail.note(held, {"state": held.state})


def _note(trail: Trail, released: Release, row: SittingRow) -> None:
    told = [*_tell(released), *_tell_seats(released, row)]
    facts: dict[str, Fact] = {
        "sitting": str(row.id),
        "paper": released.paper,
        "sha256": released.file.sha256,
    }
    trail.note(released, facts, records=[released, *told])


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


def _tell_seats(released: Release, row: SittingRow) -> list[ReleasedSeat]:
    """Keep the list of who was there, where the paper holds it: others see it from now on."""
    if released.paper not in DECIDES or not row.is_held:
        return []
    typed = Attendance.objects.filter(sitting=row.id).order_by("pk")
    typed = typed.annotate(seat=said_of("post__versions", AsOf(row.held_on)))
    columns = ("post_id", "state", "person_id", "proxy_post_id", "seat__is_voting")
    return ReleasedSeat.objects.bulk_create(
        ReleasedSeat(
            release=released,
            post_id=post,
            state=state,
            person_id=person,
            proxy_post_id=proxy,
            is_voting=bool(is_voting),
        )
        for post, state, person, proxy, is_voting in typed.values_list(*columns)
    )


def _is_told(last: Release, row: SittingRow) -> bool:
    """Whether items and list still read as they were released, and no paper came since; not all is in the paper."""
    if last.paper in DECIDES and not is_told(row, last.pk, last.released_at):
        return False
    names = TELLS[last.paper]
    newer = ItemFile.objects.filter(item__sitting=last.sitting_id, file__uploaded_at__gt=last.released_at)
    if last.paper == Release.Paper.AGENDA and newer.exists():
        return False
    told = list(last.items.order_by("number").values_list("item_id", *names))
    return told == list(_items_of(last).values_list("pk", *names))


def _kept(
    row: SittingRow, paper: str, data: bytes, *, actor: Actor, now: dt.datetime, is_public: bool
) -> StoredFile:
    name = f"{paper_name(paper, row)}-{row.body_code}-{row.held_on}.pdf"
    key = release_key(row.id, is_public=is_public)
    return store_file(MadeFile(name, data), actor=actor, owner_kind=OWNER_KIND, owner_key=key, now=now)


def _sha(shown: Contents, last: Release) -> str:
    """The mark that this paper would have had when it was released last: the same contents give the same bytes."""
    made = paper_of(last.paper, shown, made_at=last.released_at, item=last.item_id)
    return hashlib.sha256(to_pdf(made)).hexdigest()


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
