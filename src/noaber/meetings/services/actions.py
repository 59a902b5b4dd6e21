"""Actions and commitments: agreeing one, saying how it goes, and giving it another holder or day."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.meetings.access import may_keep_action, may_keep_sittings
from noaber.meetings.models import ActionItem, ActionStep, AgendaItem
from noaber.meetings.queries.actions import may_seat_know, my_seats, restricted_key_of
from noaber.meetings.queries.restricted import BODY
from noaber.network.api import body, seats

LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class ActionText:
    """What is to be done, by which seat (its code), and by when."""

    title: str
    holder: str
    due_on: dt.date | None = None
    kind: str = ActionItem.Kind.ACTION.value


def agree_action(
    body_code: str,
    written: ActionText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    agreed_on: dt.date | None = None,
    item: int | None = None,
) -> ActionItem:
    """Write an action or commitment down, loose or out of an item of a meeting of this body.

    Refused: a body or seat that is not there today, a day for it in the past, an item of another body, and at an item
    of a restricted proposal a seat that may not read it. The same action of the same item, sent twice, is there once.
    """
    require(may_keep_sittings(actor, body_code))
    of_day = body(COMMAND, body_code, AsOf(today))
    if of_day is None:
        raise DomainError(_("Dit overleg bestaat niet op die dag."))
    source = _source(item, body_code)
    agreed = agreed_on or (source.sitting.held_on if source else today)
    holder, title = _holder(written.holder, today, item), _title(written.title)
    _refuse_days(written.due_on, agreed, today)
    with verb("meetings.agree_action", actor=actor) as trail:
        values = {"body_id": of_day.id, "holder_id": holder, "title": title, "agenda_item": source}
        same = ActionItem.objects.filter(
            **values, due_on=written.due_on, agreed_on=agreed, state="open"
        ).first()
        if same is not None:
            return same
        agreed_action = ActionItem.objects.create(
            **values, due_on=written.due_on, agreed_on=agreed, kind=ActionItem.Kind(written.kind)
        )
        step = _step(agreed_action, "", actor, now)
        trail.note(agreed_action, {"body": body_code, "holder": written.holder}, records=[step])
    return agreed_action


def record_step(
    key: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    state: str,
    text: str,
    expected_revision: int | None = None,
) -> ActionItem:
    """How it goes, in a sentence: still open, done, dropped, or open again."""
    found = find_action(key)
    require(may_keep_action(actor, found.body.code, holds_it=_holds(actor, found, today)))
    if not text.strip():
        raise DomainError(_("Schrijf in een zin op hoe het ermee staat."), field="text")
    with verb("meetings.record_step", actor=actor) as trail:
        held = lock(ActionItem, key, revision=None, label=_("Deze actie"))
        last = held.steps.order_by("pk").last()
        if last and (last.state, last.text) == (state, text.strip()) and held.state == state:
            return held  # sent twice
        held = lock(ActionItem, key, revision=expected_revision, label=_("Deze actie"))
        held.state = ActionItem.State(state)
        held.revision += 1
        held.save(update_fields=["state", "revision"])
        step = _step(held, text.strip(), actor, now)
        trail.note(held, {"state": state}, records=[step])
    return held


def change_action(
    key: uuid.UUID,
    written: ActionText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> ActionItem:
    """Another holder, day or wording, by who keeps the meetings of the body; the steps say that it changed."""
    found = find_action(key)
    require(may_keep_sittings(actor, found.body.code))
    holder, title = _holder(written.holder, today, found.agenda_item_id), _title(written.title)
    if written.due_on != found.due_on:
        _refuse_days(written.due_on, found.agreed_on, today)
    with verb("meetings.change_action", actor=actor) as trail:
        held = lock(ActionItem, key, revision=expected_revision, label=_("Deze actie"))
        values = {"title": title, "holder_id": holder, "due_on": written.due_on, "kind": written.kind}
        changed = [name for name, value in values.items() if getattr(held, name) != value]
        if not changed:
            return held
        for name, value in values.items():
            setattr(held, name, value)
        held.revision += 1
        held.save()
        step = _step(held, _("Afspraak gewijzigd."), actor, now)
        trail.note(held, {"fields": changed, "holder": written.holder}, records=[step])
    return held


def find_action(key: uuid.UUID) -> ActionItem:
    found = ActionItem.objects.select_related("body").filter(pk=key).first()
    if found is None:
        raise DomainError(_("Deze actie bestaat niet."))
    return found


def _holds(actor: Actor, found: ActionItem, today: dt.date) -> bool:
    """Whoever holds the seat today, so that a successor inherits what was agreed with the predecessor."""
    return any(seat.id == found.holder_id for seat in my_seats(actor, AsOf(today)))


def _holder(code: str, today: dt.date, item: int | None) -> uuid.UUID:
    """The seat; refused when it may not read the restricted proposal that the item treats."""
    found = seats(COMMAND, AsOf(today), code=code) if code else []
    if not found:
        raise DomainError(_("Kies een zetel die er nu is."), field="holder")
    key = restricted_key_of(item)
    if not may_seat_know(found[0], key):
        text = (
            _("Dit agendapunt is besloten, en %(seat)s zit niet in dit overleg. Kies een zetel ervan.")
            if key and key.startswith(BODY)
            else _(
                "Dit agendapunt gaat over een besloten voorstel, en %(seat)s mag dat niet lezen. "
                "Kies een zetel van een overleg dat om een standpunt is gevraagd."
            )
        )
        raise DomainError(text % {"seat": found[0].title}, field="holder")
    return found[0].id


def _title(typed: str) -> str:
    title = typed.strip()
    if not title or len(title) > LONGEST_TITLE:
        text = _("Schrijf op wat er moet gebeuren, in hoogstens %(count)s tekens.") % {"count": LONGEST_TITLE}
        raise DomainError(text, field="title")
    return title


def _source(item: int | None, body_code: str) -> AgendaItem | None:
    if item is None:
        return None
    found = AgendaItem.objects.select_related("sitting__body").filter(pk=item).first()
    if found is None or found.sitting.body.code != body_code:
        raise DomainError(_("Dit agendapunt is niet van dit overleg."))
    return found


def _refuse_days(due_on: dt.date | None, agreed_on: dt.date, today: dt.date) -> None:
    if agreed_on > today:
        raise DomainError(_("Een afspraak legt u vast als zij is gemaakt, niet vooraf."), field="agreed_on")
    if due_on is not None and due_on < agreed_on:
        raise DomainError(_("De uiterste dag ligt voor de dag van de afspraak."), field="due_on")


def _step(of_action: ActionItem, text: str, actor: Actor, now: dt.datetime) -> ActionStep:
    return ActionStep.objects.create(
        action=of_action, state=of_action.state, text=text, recorded_at=now, recorded_by_id=actor.user_id
    )
