"""What a person should know of a list of people before it is applied; nothing of it stands in the way."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.rules.dutch import in_a_row
from noaber.core.rules.history import value_on
from noaber.network.rules.appointments import sits_for_another
from noaber.network.rules.people_doubts import repeated_rows, shared_addresses
from noaber.network.rules.people_import import PersonPlan, Timeline
from noaber.network.rules.people_import_seats import SeatPlan, SeatRegister

NAMED_TOGETHER: Final = 10


def notes_on_people(
    people: Sequence[PersonPlan], known: Mapping[str, Timeline], on: dt.date
) -> tuple[str, ...]:
    """Rows that stand there twice, and people who would share a mail address."""
    text = _("Rij %(row)s is gelijk aan rij %(first)s en telt één keer")
    twice = [text % {"row": row, "first": first} for row, first in repeated_rows(people)]
    shared = [f"{address}: {in_a_row(names)}" for address, names in shared_addresses(people, known, on)]
    text = _("Deze personen hebben hetzelfde e-mailadres. Klopt dat? %(people)s.")
    return (
        *((f"{_shortened(twice)}.",) if twice else ()),
        *((text % {"people": _shortened(shared)},) if shared else ()),
    )


def notes_on_seats(
    changes: Sequence[SeatPlan], register: SeatRegister, people: Iterable[PersonPlan]
) -> tuple[str, ...]:
    """Seats that somebody else takes over, and people who sit for another organisation than their own."""
    return (*_handover_note(changes, register), *_elsewhere_note(changes, people))


def _handover_note(changes: Iterable[SeatPlan], register: SeatRegister) -> tuple[str, ...]:
    """That the list puts somebody else in seats, for which handover lists will be made."""
    count = sum(_takes_over(seat, register) for seat in changes)
    if not count:
        return ()
    text = ngettext(
        "Op %(count)s zetel komt iemand anders. Noaber maakt daarvoor een overdrachtslijst.",
        "Op %(count)s zetels komt iemand anders. Noaber maakt daarvoor overdrachtslijsten.",
        count,
    )
    return (text % {"count": count},)


def _elsewhere_note(changes: Sequence[SeatPlan], people: Iterable[PersonPlan]) -> tuple[str, ...]:
    """Who sits for another organisation than their own, holder or substitute: it may be, or be a slip of the list."""
    said_of = {person.mark: person.timeline for person in people}
    named = []
    for seat in changes:
        words = value_on(said_of[seat.person], seat.after.valid.start)
        if words and sits_for_another(words[2], seat.after.value[0]):
            facts = {"row": seat.row, "name": words[0], "employer": words[2], "code": seat.after.value[0]}
            named.append(_("rij %(row)s: %(name)s van %(employer)s, namens %(code)s") % facts)
    if not named:
        return ()
    text = _("Deze personen zitten namens een andere organisatie dan waar zij werken. Klopt dat? %(people)s.")
    return (text % {"people": _shortened(named)},)


def _takes_over(seat: SeatPlan, register: SeatRegister) -> bool:
    """Whether somebody else held the seat before."""
    if seat.before is not None or seat.after.value[1]:
        return False
    start = seat.after.valid.start
    others = register.terms.get(seat.post, {})
    return any(
        term.valid.start <= start and not term.value[1]
        for person, terms in others.items()
        if person != seat.person
        for term in terms
    )


def _shortened(named: Sequence[str]) -> str:
    return "; ".join([*named[:NAMED_TOGETHER], *(["…"] if len(named) > NAMED_TOGETHER else [])])
