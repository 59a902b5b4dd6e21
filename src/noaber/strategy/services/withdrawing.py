"""Taking a selection round back: it stays to be read with the reason, and nothing more is recorded on it."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change
from noaber.strategy.access import may_prepare_round
from noaber.strategy.models import RoundWithdrawal
from noaber.strategy.rules.selection import LONGEST_TEXT, too_long
from noaber.strategy.services.selection import hold_round


def withdraw_round(
    period: str, number: int, reason: str, *, actor: Actor, now: dt.datetime, expected_revision: int | None
) -> None:
    """Take a draft or an opened round back; refused without a reason, twice, and once something was chosen."""
    require(may_prepare_round(actor))
    typed = reason.strip()
    if not typed:
        raise DomainError(_("Vul in waarom u de ronde intrekt."), field="reason")
    if len(typed) > LONGEST_TEXT:
        raise DomainError(too_long(LONGEST_TEXT), field="reason")
    with verb("strategy.withdraw_round", actor=actor) as trail:
        kept = hold_round(period, number, expected_revision)
        if kept.choices.exists():
            raise DomainError(_("De keuze is gemaakt; leg een andere keuze vast als zij niet klopt."))
        withdrawal = RoundWithdrawal.objects.create(
            round=kept, reason=typed, recorded_at=now, recorded_by_id=actor.user_id
        )
        count_change(kept)
        trail.note(kept, {"period": period, "number": number}, records=[withdrawal])
