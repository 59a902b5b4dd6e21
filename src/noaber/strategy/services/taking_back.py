"""Taking back what was recorded wrongly of a grant or a position: it stays to be read, with the reason (R22, R23)."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, recorded_by
from noaber.strategy.access import may_record_grant, may_record_position, may_state_need
from noaber.strategy.models import GrantNeedWithdrawal, GrantStepWithdrawal, LobbyWithdrawal
from noaber.strategy.queries.grants import step_text, steps_of
from noaber.strategy.rules.goals import withdrawal_fault
from noaber.strategy.rules.grants import step_withdrawal_fault
from noaber.strategy.services.grants import held_grant, theme_of
from noaber.strategy.services.positions import held_position, standing_entries


def withdraw_grant_step(
    code: str,
    key: int,
    reason: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> None:
    """Take a step back; refused while another one rests on it."""
    with verb("strategy.withdraw_grant_step", actor=actor) as trail:
        kept = held_grant(code, expected_revision)
        require(may_record_grant(actor, theme_of(kept), AsOf(today)))
        typed = _checked(reason)
        step = kept.steps.filter(pk=key, withdrawal__isnull=True).first()
        if step is None:
            raise DomainError(_("Dit is er niet, of het is al ingetrokken."))
        if fault := step_withdrawal_fault(step_text(step), steps_of(kept)):
            raise DomainError(fault)
        written = GrantStepWithdrawal.objects.create(step=step, reason=typed, **recorded_by(actor, now))
        count_change(kept)
        trail.note(kept, {"code": code, "step": key}, records=[written])


def withdraw_need(
    code: str,
    organisation: str,
    reason: str,
    *,
    actor: Actor,
    now: dt.datetime,
    expected_key: int | None = None,
) -> None:
    """Say that an organisation does not need this any more. `expected_key`: what the editor saw it needs."""
    require(may_state_need(actor, organisation))
    with verb("strategy.withdraw_need", actor=actor) as trail:
        kept = held_grant(code, None)
        typed = _checked(reason)
        last = kept.needs.filter(organisation__code=organisation).last()
        if last is None or hasattr(last, "withdrawal"):
            raise DomainError(_("Dit is er niet, of het is al ingetrokken."))
        if expected_key not in (None, last.pk):
            raise Conflict(_("Deze behoefte"), revision=kept.revision)
        written = GrantNeedWithdrawal.objects.create(need=last, reason=typed, **recorded_by(actor, now))
        trail.note(kept, {"code": code, "organisation": organisation}, records=[written])


def withdraw_lobby_entry(
    code: str,
    key: int,
    reason: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> None:
    """Take a line of the log of a position back."""
    with verb("strategy.withdraw_lobby_entry", actor=actor) as trail:
        kept, theme = held_position(code, expected_revision)
        require(may_record_position(actor, theme, AsOf(today)))
        typed = _checked(reason)
        entry = standing_entries(kept).filter(pk=key).first()
        if entry is None:
            raise DomainError(_("Dit is er niet, of het is al ingetrokken."))
        written = LobbyWithdrawal.objects.create(entry=entry, reason=typed, **recorded_by(actor, now))
        count_change(kept)
        trail.note(kept, {"code": code, "entry": key}, records=[written])


def _checked(reason: str) -> str:
    if fault := withdrawal_fault(reason):
        raise DomainError(fault, field="reason")
    return reason.strip()
