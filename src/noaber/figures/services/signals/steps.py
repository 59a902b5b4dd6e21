"""What people do with a signal: look at it, hand it over, say what was found and what followed, close it, reopen it.

Each step is appended, by whoever may work on the card, on the card as they saw it.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.figures.access import may_work_on_signal
from noaber.figures.models import SignalCard, SignalStep
from noaber.figures.queries.followups import key_of
from noaber.figures.queries.signal_cards import CardRow, card
from noaber.figures.queries.signal_holders import chosen_holder, looks
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.signals.course import GIVES, Act, CloseReason, is_possible, state_of

LONGEST_TEXT: Final = 2000
LONGEST_NAME: Final = 200
NEEDS_TEXT: Final = frozenset({Act.FOUND, Act.FOLLOWED, Act.CLOSED, Act.REOPENED})


@dataclass(frozen=True, slots=True)
class StepText:
    """What somebody does and says. `holder`: who looks from now on, by a key of `queries.signal_holders`.

    `happened_on`: the day on which it was found or followed. `owner` and `follow_up`: who does what followed, and what
    it is in another room. `reason`: why it is closed.
    """

    act: Act
    text: str = ""
    holder: str = ""
    happened_on: dt.date | None = None
    owner: str = ""
    follow_up: str = ""
    reason: str = ""


def record_step(
    key: uuid.UUID,
    said: StepText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> SignalCard:
    """One step more. Refused: what does not follow on how the card stands, a day to come, a text that is missing.

    The same step, sent twice, is there once.
    """
    row, asof = find_card(key, actor=actor), AsOf(today)
    require(may_work_on_signal(actor, row.area, asof, looks=looks(actor, row.holder, asof)))
    said = replace(said, text=said.text.strip(), owner=said.owner.strip(), follow_up=key_of(said.follow_up))
    _refuse_wrong(said, today)
    _refuse_before(said, row)
    values = {**_values(said), **_holder(actor, said, row, asof)}
    with verb("figures.record_signal_step", actor=actor) as trail:
        held = lock(SignalCard, key, revision=None, label=_("Dit signaal"))
        last = held.steps.order_by("pk").last()
        if last and all(getattr(last, name) == value for name, value in values.items()):
            return held
        held = lock(SignalCard, key, revision=expected_revision, label=_("Dit signaal"))
        _refuse_impossible(held, said.act)
        step = SignalStep.objects.create(card=held, **values, **recorded_by(actor, now))
        count_change(held)
        trail.note(held, {"act": said.act.value, "area": held.area}, records=[step])
    return held


def find_card(key: uuid.UUID, *, actor: Actor) -> CardRow:
    found = card(actor, key)
    if found is None:
        raise DomainError(_("Dit signaal bestaat niet."))
    return found


def _values(said: StepText) -> dict[str, Any]:
    return {
        "act": said.act.value,
        "text": said.text,
        "happened_on": said.happened_on,
        "owner": said.owner,
        "follow_up": said.follow_up,
        "reason": said.reason,
    }


def _holder(actor: Actor, said: StepText, row: CardRow, asof: AsOf) -> dict[str, uuid.UUID | None]:
    if said.act not in GIVES:
        return {"post_id": None, "person_id": None}
    found = chosen_holder(actor, said.holder, row.area, asof)
    if found is None:
        text = _("Kies een zetel of persoon van deze gemeente, of een zetel van een expertteam.")
        raise DomainError(text, field="holder")
    is_same = row.holder_key == (found.post_id or found.person_id)
    if said.act is Act.HANDED_OVER and is_same and row.steps[-1].act is not said.act:
        raise DomainError(_("%(name)s kijkt er al naar.") % {"name": found.called}, field="holder")
    return {"post_id": found.post_id, "person_id": found.person_id}


def _refuse_wrong(said: StepText, today: dt.date) -> None:
    if said.act in NEEDS_TEXT and not said.text:
        raise DomainError(_("Schrijf in een zin op wat er is."), field="text")
    if len(said.text) > LONGEST_TEXT:
        raise DomainError(_("Hoogstens %(count)s tekens.") % {"count": LONGEST_TEXT}, field="text")
    for name, value in (("owner", said.owner), ("follow_up", said.follow_up)):
        if len(value) > LONGEST_NAME:
            raise DomainError(_("Hoogstens %(count)s tekens.") % {"count": LONGEST_NAME}, field=name)
    if said.act in (Act.FOUND, Act.FOLLOWED) and said.happened_on is None:
        raise DomainError(_("Geef de dag."), field="happened_on")
    if said.act is Act.FOUND and said.happened_on and said.happened_on > today:
        raise DomainError(_("Deze dag moet nog komen."), field="happened_on")
    if said.act is Act.FOLLOWED and not said.owner:
        raise DomainError(_("Zeg wie het doet."), field="owner")
    reasons = {each.value for each in CloseReason} if said.act is Act.CLOSED else {""}
    if said.reason not in reasons:
        raise DomainError(_("Kies een reden."), field="reason")


def _refuse_before(said: StepText, row: CardRow) -> None:
    """Nothing is found or done about a signal before the month in which it began."""
    first = dt.date(row.since // 100, row.since % 100, 1)
    if said.act in (Act.FOUND, Act.FOLLOWED) and said.happened_on and said.happened_on < first:
        text = _("Deze dag ligt voor het signaal: dat begon in %(month)s.")
        raise DomainError(text % {"month": month_text(row.since)}, field="happened_on")


def _refuse_impossible(held: SignalCard, act: Act) -> None:
    acts = [Act(each) for each in held.steps.order_by("pk").values_list("act", flat=True)]
    if not is_possible(state_of(acts), act):
        raise DomainError(_("Dat kan niet bij dit signaal zoals het nu staat. Ververs de pagina."))
