"""What signals ask on the home page: of who looks at one, and of who speaks for a municipality where nobody does."""

from collections.abc import Iterator, Mapping
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


def signal_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """Titles name what rang and where; what people wrote is never in them, for a mail repeats them."""
    own = {scope.removeprefix("organisation:") for scope in actor.scopes_of("contact")}
    if not own and not my_seats(actor, asof):
        return
    found = [card for card in cards(actor) if card.state is not CardState.CLOSED and not card.is_gone]
    mine = [card for card in found if looks(actor, card.holder, asof)]
    names = area_names(actor, [card.area for card in found], asof)
    for card in mine:
        yield _looking(card, names)
    since = back(asof.valid_on.year * 100 + asof.valid_on.month, RECENT)
    waiting = [card for card in found if card.state is CardState.WAITING and card.last.period >= since]
    yield from _waiting([card for card in waiting if standing_area(card.area, asof) in own], names)


def _looking(card: CardRow, names: Mapping[str, str]) -> Task:
    facts = {"what": card.offence_title, "where": names.get(card.area, card.area)}
    text = _("U kijkt naar dit signaal van %(month)s. Leg vast wat u vond, of sluit het af.")
    return Task(
        _("Kijk naar het signaal: %(what)s in %(where)s") % facts,
        text % {"month": month_text(card.last.period)},
        card_address(card.id),
    )


def _waiting(found: list[CardRow], names: Mapping[str, str]) -> Iterator[Task]:
    """One task, however many there are."""
    if not found:
        return
    places = {names.get(card.area, card.area) for card in found}
    shown = [f"{card.offence_title} ({names.get(card.area, card.area)})" for card in found]
    title = ngettext(
        "Naar %(count)s signaal kijkt nog niemand", "Naar %(count)s signalen kijkt nog niemand", len(found)
    )
    text = _("%(what)s. Pak het op, geef het door, of sluit het als u weet wat het is.")
    address = card_address(found[0].id) if len(found) == 1 else waiting_address(places)
    yield Task(title % {"count": len(found)}, text % {"what": in_a_row(shown)}, address)
