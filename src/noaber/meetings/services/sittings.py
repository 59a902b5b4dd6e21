"""Planning the meetings of a body: set a day, change it, call it off, and put it back."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, COMMAND, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.meetings.access import may_keep_sittings
from noaber.meetings.models import Sitting
from noaber.network.api import body, seats

MOST_SEATS = 500


@dataclass(frozen=True, slots=True)
class SittingPlan:
    """When and where. `quorum`: how many voting seats must be taken; 0 for more than half."""

    held_on: dt.date
    starts_at: dt.time
    ends_at: dt.time | None = None
    location: str = ""
    quorum: int = 0

    @property
    def values(self) -> dict[str, object]:
        return {
            "held_on": self.held_on,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "location": self.location.strip(),
            "quorum": self.quorum,
        }


def plan_sitting(body_code: str, plan: SittingPlan, *, actor: Actor) -> Sitting:
    """Plan a meeting. Refused: a body that is not there on the day, and a second meeting at the same moment."""
    require(may_keep_sittings(actor, body_code))
    of_day = body(ANONYMOUS, body_code, AsOf(plan.held_on))
    if of_day is None:
        raise DomainError(_("Dit overleg bestaat niet op die dag."), field="held_on")
    _refuse_impossible(body_code, plan)
    with verb("meetings.plan_sitting", actor=actor) as trail:
        planned = _saved(Sitting(body_id=of_day.id, **plan.values))
        trail.note(planned, {"body": body_code, "held_on": plan.held_on.isoformat()})
    return planned


def change_sitting(
    key: uuid.UUID, plan: SittingPlan, *, actor: Actor, expected_revision: int | None = None
) -> Sitting:
    """Move a meeting that is still to come, or correct where it is; calendars follow by its higher sequence."""
    found = find_sitting(key)
    require(may_keep_sittings(actor, found.body.code))
    if body(ANONYMOUS, found.body.code, AsOf(plan.held_on)) is None:
        raise DomainError(_("Dit overleg bestaat niet op die dag."), field="held_on")
    _refuse_impossible(found.body.code, plan)
    with verb("meetings.change_sitting", actor=actor) as trail:
        held = lock(Sitting, key, revision=expected_revision, label=_("Deze vergadering"))
        if held.state != Sitting.State.PLANNED:
            raise DomainError(_("Alleen een vergadering die nog gepland staat, kan worden gewijzigd."))
        changed = [name for name, value in plan.values.items() if getattr(held, name) != value]
        if not changed:
            return held  # sent twice: it stood like this already
        for name, value in plan.values.items():
            setattr(held, name, value)
        _touch(held)
        trail.note(held, {"fields": changed, "held_on": plan.held_on.isoformat()})
    return held


def cancel_sitting(key: uuid.UUID, *, actor: Actor, expected_revision: int | None = None) -> Sitting:
    """Call a meeting off; it stays in the list, and calendars strike it."""
    return _turn(
        key, Sitting.State.PLANNED, Sitting.State.CANCELLED, "cancel_sitting", actor, expected_revision
    )


def resume_sitting(key: uuid.UUID, *, actor: Actor, expected_revision: int | None = None) -> Sitting:
    """A meeting that was called off takes place after all."""
    return _turn(
        key, Sitting.State.CANCELLED, Sitting.State.PLANNED, "resume_sitting", actor, expected_revision
    )


def _turn(
    key: uuid.UUID, before: str, after: str, name: str, actor: Actor, expected_revision: int | None
) -> Sitting:
    found = find_sitting(key)
    require(may_keep_sittings(actor, found.body.code))
    with verb(f"meetings.{name}", actor=actor) as trail:
        held = lock(Sitting, key, revision=None, label=_("Deze vergadering"))
        if held.state == after:
            return held  # sent twice
        held = lock(Sitting, key, revision=expected_revision, label=_("Deze vergadering"))
        if held.state != before:
            raise DomainError(_("Deze vergadering is al gehouden; dat verandert niet meer."))
        held.state = after
        _touch(held)
        trail.note(held, {"state": after})
    return held


def find_sitting(key: uuid.UUID) -> Sitting:
    found = Sitting.objects.select_related("body").filter(pk=key).first()
    if found is None:
        raise DomainError(_("Deze vergadering bestaat niet."))
    return found


def refuse_cancelled(held: Sitting) -> None:
    if held.state == Sitting.State.CANCELLED:
        raise DomainError(_("Deze vergadering gaat niet door."))


def refuse_before(held: Sitting, today: dt.date) -> None:
    """What happened in a meeting is recorded on the day itself or after."""
    refuse_cancelled(held)
    if held.held_on > today:
        raise DomainError(_("Deze vergadering is nog niet geweest; leg dit vast op de dag zelf of erna."))


def _touch(held: Sitting) -> None:
    held.revision += 1
    held.sequence += 1
    _saved(held)


def _saved(held: Sitting) -> Sitting:
    """Saved, unless the body meets at that moment already: two planners at once meet the database's own refusal."""
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        raise DomainError(_("Dit overleg vergadert al op dat moment."), field="starts_at") from error
    return held


def _refuse_impossible(body_code: str, plan: SittingPlan) -> None:
    if plan.ends_at is not None and plan.ends_at <= plan.starts_at:
        raise DomainError(_("De eindtijd ligt niet na de begintijd."), field="ends_at")
    if not 0 <= plan.quorum <= MOST_SEATS:
        raise DomainError(_("Vul een aantal zetels in, of 0 voor meer dan de helft."), field="quorum")
    if plan.quorum > (count := _voting_seats(body_code, plan.held_on)):
        text = _("Stemhebbende zetels op die dag: %(count)s. Een hoger quorum wordt nooit gehaald.")
        raise DomainError(text % {"count": count}, field="quorum")


def _voting_seats(body_code: str, day: dt.date) -> int:
    return sum(seat.is_voting for seat in seats(COMMAND, AsOf(day), body_code=body_code))
