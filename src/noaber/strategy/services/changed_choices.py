"""What another choice of themes needs: a reason once the strategy was adopted, and no consent that was given to others.

Councils consent to the themes that they saw. Their answers are never shown beside other themes (R09, R49).
"""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions import api as decisions
from noaber.strategy.models import PolicyPeriod
from noaber.strategy.queries.consulting import still_runs
from noaber.strategy.queries.periods import adopted_on
from noaber.strategy.queries.selection import RoundRow, rounds
from noaber.strategy.rules.faults import reason_faults
from noaber.strategy.rules.selection import ChoiceText, change_faults
from noaber.strategy.services.stating import refuse


def check_change(
    period: PolicyPeriod, row: RoundRow, text: ChoiceText, *, actor: Actor, today: dt.date
) -> None:
    """Refuse what may not replace the choice that stands, in this round or an earlier one; the first replaces none.

    A first choice that was made after the adoption says why too.
    """
    before = row.choice.text if row.choice else _of_another_round(period, row, today)
    since = adopted_on(period.code, AsOf(today))
    if before and since is None:
        _refuse_while_it_is_put(before, text, actor, today)
    if before:
        was_put = bool(before.proposal) and _was_sent(before.proposal, actor, today)
        refuse(change_faults(text, before, since, was_put=was_put))
    elif since:
        message = _("De strategie is al vastgesteld. Vul in waarom u daarna nog thema’s kiest.")
        refuse(reason_faults("reason", text.reason, message if text.decided_on >= since else ""))
    _check_named(row, text, actor, today)


def asks_reason(period: str, before: ChoiceText, *, actor: Actor, today: dt.date) -> bool:
    """Whether who changes this choice says why: others decided upon it, or were asked to."""
    is_adopted = adopted_on(period, AsOf(today)) is not None
    return is_adopted or bool(before.proposal and _was_sent(before.proposal, actor, today))


def _of_another_round(period: PolicyPeriod, row: RoundRow, today: dt.date) -> ChoiceText | None:
    others = (each for each in rounds(period.code, None, today) if each.number != row.number)
    return next((each.choice.text for each in others if each.choice), None)


def _check_named(row: RoundRow, text: ChoiceText, actor: Actor, today: dt.date) -> None:
    """A proposal puts the themes of the choice that came before it; what was answered already put these very themes."""
    found = decisions.proposal(actor, text.proposal, AsOf(today)) if text.proposal else None
    if found is None:
        return
    named = [each.text for each in row.choices if each.text.proposal == text.proposal]
    seen = named[-1] if named else row.choice.text if row.choice else None
    if found.is_sent and not named and found.dated_on < (seen or text).decided_on:
        message = _("Dit voorstel is van voor de keuze van deze thema’s. Kies een ander, of nog geen.")
        raise DomainError(message, field="proposal")
    if (seen is None or text.is_another_set(seen)) and _was_answered(text.proposal, actor, today):
        message = _("Overleggen stemden met dit voorstel in met andere thema’s. Kies een ander, of nog geen.")
        raise DomainError(message, field="proposal")


def _refuse_while_it_is_put(before: ChoiceText, text: ChoiceText, actor: Actor, today: dt.date) -> None:
    """What is before the councils stays what it is until that proposal came to nothing; else others are adopted."""
    title = still_runs(actor, before.proposal, AsOf(today)) if before.proposal else ""
    if not title or not _was_sent(before.proposal, actor, today):
        return
    if text.is_another_set(before) or text.proposal != before.proposal:
        message = _("Deze thema’s liggen bij de overleggen, met ‘%(title)s’. Trek dat voorstel eerst in.")
        raise DomainError(message % {"title": title}, field="proposal")


def _was_sent(code: str, actor: Actor, today: dt.date) -> bool:
    found = decisions.proposal(actor, code, AsOf(today))
    return found is not None and found.is_sent


def _was_answered(code: str, actor: Actor, today: dt.date) -> bool:
    """Whether one of the councils that are asked for their consent gave it, or not."""
    found = decisions.proposal(actor, code, AsOf(today))
    return found is not None and any(
        stage.cells for stage in found.stages if stage.role is decisions.Role.CONSENT
    )
