"""The agenda of a meeting, what was decided on each item, and following the proposal on all consent items at once."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor, Refused, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock
from noaber.decisions.api import Said, asked_title, is_changed_for, record_positions, said_by_following
from noaber.meetings.access import may_keep_sittings
from noaber.meetings.models import AgendaItem, Sitting
from noaber.meetings.queries.sittings import agenda_released_at, are_numbers_fixed
from noaber.meetings.rules.agenda import clashing_places, moved, next_number
from noaber.meetings.services.attendance import require_quorum
from noaber.meetings.services.sittings import find_sitting, refuse_before, refuse_cancelled
from noaber.network.api import is_there_to_decide, may_decide

_CHANGED: Final = gettext_lazy(
    "Van punt %(number)s is na de agenda een gewijzigde tekst verstuurd. Geef de agenda opnieuw vrij, "
    "of behandel dit punt als bespreekstuk."
)
_TOLD_ALREADY: Final = gettext_lazy(
    "Dit punt staat al in een vrijgegeven stuk. Of het besloten is, verandert dan niet meer; zet het anders apart op "
    "de agenda."
)
_ASIDE: Final = 10_000  # where numbers wait while they are dealt out anew


@dataclass(frozen=True, slots=True)
class ItemText:
    """An item as it is written; without a title it is called after the proposal it treats.

    `is_restricted`: it is treated behind closed doors, for who sits in the body alone.
    """

    kind: str
    title: str = ""
    text: str = ""
    consultation: uuid.UUID | None = None
    is_restricted: bool = False


def add_item(
    sitting: uuid.UUID, written: ItemText, *, actor: Actor, expected_revision: int | None = None
) -> AgendaItem:
    """Put something on the agenda, at its end. Refused: a proposal that this body is not asked, or that is on it."""
    found = find_sitting(sitting)
    require(may_keep_sittings(actor, found.body.code))
    _refuse_consent_item(found, written.kind)
    with verb("meetings.change_agenda", actor=actor) as trail:
        held = hold_agenda(sitting, expected_revision)
        title = _title(written, _asked(found, written.consultation))
        numbers = held.items.values_list("number", flat=True)
        item = AgendaItem.objects.create(
            sitting=held,
            number=next_number(numbers),
            kind=AgendaItem.Kind(written.kind),
            title=title,
            text=written.text.strip(),
            consultation_id=written.consultation,
            is_restricted=written.is_restricted,
        )
        touch_agenda(held)
        trail.note(item, {"sitting": str(held.pk), "number": item.number}, records=[item])
    return item


def change_item(
    item: int, written: ItemText, *, actor: Actor, expected_revision: int | None = None
) -> AgendaItem:
    """Other words or another kind; the number and the proposal stay."""
    found = find_item(item)
    require(may_keep_sittings(actor, found.sitting.body.code))
    _refuse_consent_item(found.sitting, written.kind)
    with verb("meetings.change_agenda", actor=actor) as trail:
        held = hold_agenda(found.sitting_id, expected_revision)
        title = _title(written, _title_asked(found.sitting, found.consultation_id))
        values = {
            "kind": written.kind,
            "title": title,
            "text": written.text.strip(),
            "is_restricted": written.is_restricted,
        }
        if all(getattr(found, name) == value for name, value in values.items()):
            return found
        if written.is_restricted != found.is_restricted and found.released.exists():
            raise DomainError(str(_TOLD_ALREADY), field="is_restricted")
        AgendaItem.objects.filter(pk=item).update(**values)
        touch_agenda(held)
        changed = find_item(item)
        trail.note(changed, {"sitting": str(held.pk), "number": found.number}, records=[changed])
    return changed


def move_item(item: int, to: int, *, actor: Actor, expected_revision: int | None = None) -> None:
    """Give an item another number, as long as nothing was released; after that numbers are fixed."""
    found = find_item(item)
    require(may_keep_sittings(actor, found.sitting.body.code))
    with verb("meetings.change_agenda", actor=actor) as trail:
        held = hold_agenda(found.sitting_id, expected_revision)
        _refuse_released(held)
        numbers = list(held.items.order_by("number").values_list("number", flat=True))
        order = moved(numbers, found.number, to)
        if order == numbers:
            return
        _deal_out(held, order)
        touch_agenda(held)
        trail.note(found, {"sitting": str(held.pk), "number": order.index(found.number) + 1})


def remove_item(item: int, *, actor: Actor, expected_revision: int | None = None) -> None:
    """Take an item off the agenda of a meeting of which nothing was released; the numbers close up."""
    found = find_item(item)
    require(may_keep_sittings(actor, found.sitting.body.code))
    with verb("meetings.change_agenda", actor=actor) as trail:
        held = hold_agenda(found.sitting_id, expected_revision)
        _refuse_released(held)
        if found.actions.exists() or found.decision or found.minutes:
            raise DomainError(_("Bij dit punt is al iets vastgelegd; het blijft op de agenda."))
        if found.files.exists():
            raise DomainError(_("Bij dit punt zitten stukken. Haal die eerst weg."))
        trail.note(found, {"sitting": str(held.pk), "removed": True}, gone=[found])
        found.delete()
        _deal_out(held, list(held.items.order_by("number").values_list("number", flat=True)))
        touch_agenda(held)


def record_treatment(
    item: int,
    *,
    actor: Actor,
    today: dt.date,
    decision: str,
    minutes: str,
    treated_as: int | None = None,
    expected_revision: int | None = None,
) -> AgendaItem:
    """What was decided on an item and what was said; `treated_as`: its turn, when that was not its number's."""
    found = find_item(item)
    require(may_keep_sittings(actor, found.sitting.body.code))
    with verb("meetings.record_treatment", actor=actor) as trail:
        held = hold_agenda(found.sitting_id, expected_revision)
        refuse_before(held, today)
        turns = dict(held.items.values_list("number", "treated_as"))
        place = None if treated_as == found.number and not _is_taken(turns, found.number) else treated_as
        _refuse_turn(turns, found.number, place)
        values = {"decision": decision.strip(), "minutes": minutes.strip(), "treated_as": place}
        if all(getattr(found, name) == value for name, value in values.items()):
            return found
        changed = [name for name, value in values.items() if getattr(found, name) != value]
        AgendaItem.objects.filter(pk=item).update(**values)
        touch_agenda(held)
        treated = find_item(item)
        facts: dict[str, Fact] = {"sitting": str(held.pk), "number": found.number, "fields": changed}
        trail.note(treated, facts, records=[treated])
    return treated


def follow_consent_items(
    sitting: uuid.UUID, *, actor: Actor, now: dt.datetime, today: dt.date, motive: str = ""
) -> list[int]:
    """Follow the proposal on every consent item: consent on each of its points (a point to note: noted), all or none.

    Answers the keys of what was recorded. What the body said already on a point stays as it is.

    Refused: a body that takes no formal decisions (R41), a meeting without quorum unless `motive` says why it could,
    an agenda without anything left to follow, and an item of which a changed text was sent after the agenda went out:
    nobody came to consent to that one.
    """
    found = find_sitting(sitting)
    require(may_keep_sittings(actor, found.body.code))
    require(may_decide(found.body.code, AsOf(found.held_on)))
    with verb("meetings.follow_consent_items", actor=actor) as trail:
        held = lock(Sitting, sitting, revision=None, label=_("Deze vergadering"))
        refuse_before(held, today)
        had_quorum = require_quorum(held, motive, actor=actor, now=now)
        asked = _unanswered_consent_items(held)
        if not asked:
            raise DomainError(_("Er zijn geen hamerstukken waarover nog iets is vast te leggen."))
        recorded: list[int] = []
        for consultation, said in asked.items():
            positions = record_positions(
                consultation, said, actor=actor, now=now, today=today, decided_on=held.held_on
            )
            recorded += [each.pk for each in positions]
        trail.note(held, {"positions": recorded, "without_quorum": not had_quorum})
    return recorded


def _unanswered_consent_items(held: Sitting) -> Mapping[uuid.UUID, dict[str, Said]]:
    """Per proposal on the consent items what following it says, on the points without an answer that stands."""
    items = held.items.filter(kind=AgendaItem.Kind.CONSENT_ITEM, consultation__isnull=False)
    found = {}
    released_at = agenda_released_at(held.pk)
    for number, consultation in items.values_list("number", "consultation_id"):
        if said := said_by_following(consultation):
            if released_at and is_changed_for(consultation, released_at):
                raise DomainError(_CHANGED % {"number": number})
            found[consultation] = said
    return found


def _refuse_consent_item(sitting: Sitting, kind: str) -> None:
    """A consent item is decided without a word: that takes a body that decides (R41)."""
    may = is_there_to_decide(sitting.body.code, AsOf(sitting.held_on))
    if kind == AgendaItem.Kind.CONSENT_ITEM and isinstance(may, Refused):
        text = _("%(reason)s Een hamerstuk kan hier niet.") % {"reason": may.reason}
        raise DomainError(text, field="kind")


def find_item(item: int) -> AgendaItem:
    rows = AgendaItem.objects.select_related("sitting__body")
    found = rows.filter(pk=item).first()
    if found is None:
        raise DomainError(_("Dit agendapunt bestaat niet."))
    return found


def hold_agenda(sitting: uuid.UUID, expected_revision: int | None) -> Sitting:
    held = lock(Sitting, sitting, revision=expected_revision, label=_("Deze agenda"))
    refuse_cancelled(held)
    return held


def touch_agenda(held: Sitting) -> None:
    """What is on the agenda does not move the meeting: its calendar file stays as it is."""
    count_change(held)


def _refuse_released(held: Sitting) -> None:
    if are_numbers_fixed(held.pk):
        raise DomainError(
            _("Er is een stuk vrijgegeven; de nummers liggen vast. Behandel een punt zo nodig eerder.")
        )


def _asked(sitting: Sitting, key: uuid.UUID | None) -> str:
    """What the proposal is called; refused when it is not asked of this body, or is on this agenda already."""
    if key is None:
        return ""
    title = _title_asked(sitting, key)
    if not title:
        raise DomainError(_("Dit voorstel is niet aan dit overleg gevraagd."), field="consultation")
    if sitting.items.filter(consultation=key).exists():
        raise DomainError(_("Dit voorstel staat al op deze agenda."), field="consultation")
    return title


def _title_asked(sitting: Sitting, key: uuid.UUID | None) -> str:
    return (asked_title(key, body_code=sitting.body.code) if key else None) or ""


def _title(written: ItemText, asked: str) -> str:
    title = written.title.strip() or asked
    if not title:
        raise DomainError(_("Vul het onderwerp in."), field="title")
    return title


def _deal_out(held: Sitting, order: list[int]) -> None:
    """Number the items 1, 2, 3 in this order of their old numbers; the database allows no number twice on the way."""
    keys = dict(held.items.values_list("number", "pk"))
    held.items.update(number=F("number") + _ASIDE)
    for number, old in enumerate(order, start=1):
        AgendaItem.objects.filter(pk=keys[old]).update(number=number)


def _is_taken(turns: Mapping[int, int | None], place: int) -> bool:
    return any(turn == place for number, turn in turns.items() if number != place)


def _refuse_turn(turns: Mapping[int, int | None], number: int, place: int | None) -> None:
    if place is None:
        return
    if not 1 <= place <= len(turns):
        text = _("Kies een beurt van 1 tot en met %(last)s.") % {"last": len(turns)}
        raise DomainError(text, field="treated_as")
    if place in clashing_places({**turns, number: place}):
        raise DomainError(_("Een ander punt is al als dit nummer behandeld."), field="treated_as")
