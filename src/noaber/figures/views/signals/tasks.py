"""What signals ask on the home page: of who looks at one, and of who speaks for a municipality where nobody does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import in_a_row
from noaber.figures.queries.signal_cards import CardRow, cards
from noaber.figures.queries.signal_holders import area_names, looks, my_seats, standing_area
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import back
from noaber.figures.rules.signals.course import CardState
from noaber.figures.views.signals.places import card_address, waiting_address

RECENT: Final = 6
"""Months: what rang longer ago, and nobody took up, is no task any more; it stays in the list."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What signals ask of somebody: to go on looking, and to take up what nobody looks at."""

    mine: tuple[CardRow, ...] = ()
    waiting: tuple[CardRow, ...] = ()

    @property
    def count(self) -> int:
        return len(self.mine) + len(self.waiting)


def asked_of(actor: Actor, asof: AsOf) -> Asked:
    """Of who holds a seat, or speaks for a municipality."""
    own = {scope.removeprefix("organisation:") for scope in actor.scopes_of("contact")}
    if not own and not my_seats(actor, asof):
        return Asked()
    found = [card for card in cards(actor) if card.state is not CardState.CLOSED and not card.is_gone]
    since = back(asof.valid_on.year * 100 + asof.valid_on.month, RECENT)
    recent = [card for card in found if card.state is CardState.WAITING and card.last.period >= since]
    return Asked(
        tuple(card for card in found if looks(actor, card.holder, asof)),
        tuple(card for card in recent if standing_area(card.area, asof) in own),
    )


def signal_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """Titles name what rang and where; what people wrote is never in them, for a mail repeats them."""
    asked = asked_of(actor, asof)
    if not asked.count:
        return
    names = area_names(actor, [card.area for card in (*asked.mine, *asked.waiting)], asof)
    for card in asked.mine:
        yield _looking(card, names)
    yield from _waiting(asked.waiting, names)


def way_to(waiting: Sequence[CardRow], names: Mapping[str, str]) -> str:
    """The one card, or the list of what nobody looks at."""
    if len(waiting) == 1:
        return card_address(waiting[0].id)
    return waiting_address({names.get(card.area, card.area) for card in waiting})


def _looking(card: CardRow, names: Mapping[str, str]) -> Task:
    facts = {"what": card.offence_title, "where": names.get(card.area, card.area)}
    text = _("U kijkt naar dit signaal van %(month)s. Leg vast wat u vond, of sluit het af.")
    return Task(
        _("Kijk naar het signaal: %(what)s in %(where)s") % facts,
        text % {"month": month_text(card.last.period)},
        card_address(card.id),
    )


def _waiting(found: Sequence[CardRow], names: Mapping[str, str]) -> Iterator[Task]:
    """One task, however many there are."""
    if not found:
        return
    shown = [f"{card.offence_title} ({names.get(card.area, card.area)})" for card in found]
    title = ngettext(
        "Naar %(count)s signaal kijkt nog niemand", "Naar %(count)s signalen kijkt nog niemand", len(found)
    )
    text = _("%(what)s. Pak het op, geef het door, of sluit het als u weet wat het is.")
    yield Task(title % {"count": len(found)}, text % {"what": in_a_row(shown)}, way_to(found, names))
