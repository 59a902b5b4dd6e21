"""Actions and commitments: what is open, who does it, and who hears of it (R40)."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from noaber.core.access import Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.history import said_of, text_of
from noaber.core.reading import read_once
from noaber.meetings.models import ActionItem, ActionStep, AgendaItem
from noaber.meetings.queries.restricted import may_know, restricted_key
from noaber.meetings.queries.sittings import KEEPERS
from noaber.network.api import BodyRow, SeatRow, bodies, seats


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action; `holder_id` is the seat that does it, `last_word` what was said of it last.

    `restricted_key`: of the restricted item that it came out of, None for any other; `is_hidden`: the reader may not
    know of that one, so only that there is something to do is told.
    """

    id: uuid.UUID
    revision: int
    body_code: str
    holder_id: uuid.UUID
    holder_code: str
    holder: str
    kind: str
    title: str
    due_on: dt.date | None
    state: str
    agreed_on: dt.date
    sitting_id: uuid.UUID | None
    item_id: int | None
    item_number: int | None
    restricted_key: str | None
    last_word: str
    is_hidden: bool = False

    @property
    def is_open(self) -> bool:
        return self.state == ActionItem.State.OPEN

    @property
    def kind_label(self) -> str:
        return str(ActionItem.Kind(self.kind).label)

    @property
    def state_label(self) -> str:
        return str(ActionItem.State(self.state).label)

    def is_overdue(self, today: dt.date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today

    def hidden(self) -> "ActionRow":
        """All that may be told of it to who does it, and may not read what it came out of."""
        return replace(self, title=hidden_title(), last_word="", is_hidden=True)


@dataclass(frozen=True, slots=True)
class StepRow:
    """What happened to an action, in a sentence."""

    state: str
    text: str
    recorded_at: dt.datetime
    recorded_by_id: int | None


def my_seats(actor: Actor, asof: AsOf) -> list[SeatRow]:
    """The seats of whom the actor is or works for."""
    me = actor.on_behalf_of_id or actor.user_id
    if me is None:
        return []
    return [seat for seat in seats(actor, asof) if any(holder.user_id == me for holder in seat.holders)]


def actions(actor: Actor, asof: AsOf) -> list[ActionRow]:
    """What the actor may know of: of own bodies, of bodies that report to those, and what an own seat does (R40).

    What an own seat does for a restricted proposal that the actor may not read, is told without what it is.
    """
    if not actor.is_in_network:
        return []
    sees_all, in_sight = actor.has(*KEEPERS), _in_sight(actor, asof)
    mine = {seat.id for seat in my_seats(actor, asof)}
    found = [row if may_know(actor, row.restricted_key) else row.hidden() for row in _all(asof)]
    near = [row for row in found if not row.is_hidden and (sees_all or row.body_code in in_sight)]
    own = [row for row in found if row.holder_id in mine and row not in near]
    return in_order([*near, *own])


def _in_sight(actor: Actor, asof: AsOf) -> frozenset[str]:
    """The bodies in which the actor sits, and all that report to those."""
    scopes = {grant.scope.removeprefix("body:") for grant in actor.grants if grant.scope.startswith("body:")}
    return reporting_to(scopes, bodies(actor, asof))


def hears_of(actor: Actor, body_code: str, asof: AsOf) -> bool:
    """Whether the actor may know of the actions of a body: who keeps the meetings, and by a seat in some body."""
    return actor.has(*KEEPERS) or body_code in _in_sight(actor, asof)


def open_in_sight(actor: Actor, body_code: str, asof: AsOf) -> list[ActionRow]:
    """Of what comes back on the agenda of a body, what the actor hears of by a seat in some body."""
    return _seen(actor, open_of_body(body_code, asof, actor=actor), AsOf(asof.valid_on))


def seen_of_items(actor: Actor, items: Iterable[int], asof: AsOf) -> list[ActionRow]:
    """Of what was agreed at these items, what the actor hears of by a seat in some body."""
    known = [row for row in of_items(items, asof) if may_know(actor, row.restricted_key)]
    return _seen(actor, known, asof)


def _seen(actor: Actor, found: Iterable[ActionRow], asof: AsOf) -> list[ActionRow]:
    in_sight = _in_sight(actor, asof)
    return [row for row in found if actor.has(*KEEPERS) or row.body_code in in_sight]


def action(actor: Actor, key: uuid.UUID, asof: AsOf) -> ActionRow | None:
    """One action, for who may know of it; of a hidden one there is nothing to open."""
    return next((row for row in actions(actor, asof) if row.id == key and not row.is_hidden), None)


def open_of_body(body_code: str, asof: AsOf, *, actor: Actor | None = None) -> list[ActionRow]:
    """What comes back on the agenda of a body until it is done: its own actions, and of who reports to it (R40).

    With `actor` without what that reader may not know; without, only what anybody in the network may. Of an earlier
    day what was agreed by it, in the state that was known then; names are those of the day, whenever recorded.
    """
    concerned = reporting_to({body_code}, bodies(actor or Actor(), AsOf(asof.valid_on)))
    found = [
        row
        for row in _all(asof)
        if row.is_open and row.agreed_on <= asof.valid_on and row.body_code in concerned
    ]
    return [
        row for row in found if (may_know(actor, row.restricted_key) if actor else row.restricted_key is None)
    ]


def may_seat_know(seat: SeatRow, restricted_key: str | None) -> bool:
    """Whether whoever holds this seat may know of it, by that seat alone."""
    return may_know(Actor(grants=frozenset({Grant("member", seat.scope)})), restricted_key)


def restricted_key_of(item: int | None) -> str | None:
    """Who alone may know of an item (`queries.restricted`); None where nothing is restricted, and without an item."""
    return (
        AgendaItem.objects.filter(pk=item).values_list(restricted_key(), flat=True).first() if item else None
    )


def day_of_item(item: int | None) -> dt.date | None:
    """The day of the meeting that an item is of."""
    if item is None:
        return None
    return AgendaItem.objects.filter(pk=item).values_list("sitting__held_on", flat=True).first()


def hidden_title() -> str:
    """What an action is called for who may not read the proposal that it came out of."""
    return _("een actie bij een besloten agendapunt")


def whom_to_ask(body_name: str) -> str:
    return _(
        "U mag het besloten stuk niet lezen. Vraag de secretaris van %(body)s wat er van u wordt gevraagd."
    ) % {"body": body_name}


def of_items(items: Iterable[int], asof: AsOf) -> list[ActionRow]:
    """The actions that were agreed at these items."""
    wanted = set(items)
    return [row for row in _all(asof) if row.item_id in wanted]


def reporting_to(codes: Iterable[str], found: Iterable[BodyRow]) -> frozenset[str]:
    """These bodies and all that report to them, however far down."""
    parents = {row.code: row.parent_code for row in found}
    reached = set(codes)
    while more := {code for code, parent in parents.items() if parent in reached} - reached:
        reached |= more
    return frozenset(reached)


def steps_of(key: uuid.UUID) -> list[StepRow]:
    """The history of an action, the newest last."""
    columns = ("state", "text", "recorded_at", "recorded_by_id")
    return [
        StepRow(*row) for row in ActionStep.objects.filter(action=key).order_by("pk").values_list(*columns)
    ]


@read_once
def _all(asof: AsOf) -> tuple[ActionRow, ...]:
    steps = ActionStep.objects.filter(action=OuterRef("pk")).order_by("-pk")
    if asof.known_at:
        steps = steps.filter(recorded_at__lt=asof.known_at)
    columns = (
        "pk",
        "revision",
        "body__code",
        "holder_id",
        "holder__code",
        text_of("of_holder__title", "holder__code"),
        "kind",
        "title",
        "due_on",
        Coalesce(Subquery(steps.values("state")[:1]), Value(ActionItem.State.OPEN)),
        "agreed_on",
        "agenda_item__sitting_id",
        "agenda_item_id",
        "agenda_item__number",
        restricted_key("agenda_item__"),
        text_of("last_word"),
    )
    rows = ActionItem.objects.annotate(
        last_word=Subquery(steps.values("text")[:1]),
        of_holder=said_of("holder__versions", AsOf(asof.valid_on)),
    ).order_by("due_on", "agreed_on", "pk")
    found = [ActionRow(*row) for row in rows.values_list(*columns)]
    return tuple(in_order(found))


def in_order(found: Iterable[ActionRow]) -> list[ActionRow]:
    """By the day on which it must be done; without one at the end."""
    return sorted(found, key=lambda row: (row.due_on or dt.date.max, row.agreed_on, str(row.id)))
