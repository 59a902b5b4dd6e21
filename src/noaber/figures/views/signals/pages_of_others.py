"""What signals hang into the home page and the search of the site. For the network alone: nothing of them is public."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.points import SearchHit
from noaber.core.rules.dutch import format_number, sort_key
from noaber.figures.queries.signal_cards import CardRow, cards
from noaber.figures.queries.signal_holders import area_names
from noaber.figures.rules.numbers import month_text
from noaber.figures.signal_words import STATES
from noaber.figures.views.signals.places import LIST, card_address
from noaber.figures.views.signals.tasks import asked_of, way_to


def signal_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """How many wait for whoever signs in, and the way to them; nothing where none do."""
    asked = asked_of(actor, asof)
    if not asked.count:
        return None
    names = area_names(actor, [card.area for card in (*asked.mine, *asked.waiting)], asof)
    facts = [_waiting(asked.waiting, way_to(asked.waiting, names))] if asked.waiting else []
    facts += [_looking(card, names.get(card.area, card.area)) for card in asked.mine]
    title = ngettext("%(count)s signaal wacht op u", "%(count)s signalen wachten op u", asked.count)
    return Panel(
        title % {"count": format_number(asked.count)},
        "core/components/facts_panel.html",
        DefinitionList(tuple(facts)),
        width="half",
        link=Action(_("Bekijk alle signalen"), LIST),
    )


def _waiting(found: Sequence[CardRow], address: str) -> Definition:
    said = ngettext("%(count)s signaal", "%(count)s signalen", len(found))
    return Definition(_("Nog niemand kijkt"), said % {"count": format_number(len(found))}, address)


def _looking(card: CardRow, area: str) -> Definition:
    return Definition(_("U kijkt ernaar"), _called(card, area), card_address(card.id))


def signal_hits(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """By what rang, where, in which month, and the word signal; never by what people wrote."""
    found = cards(actor)
    names = area_names(actor, [card.area for card in found], asof) if found else {}
    for card in found:
        title, month = _called(card, names.get(card.area, card.area)), month_text(card.last.period)
        haystack = sort_key(f"{title} {month} {card.offence} {card.area} signaal signalen")[1]
        if all(word in haystack for word in words):
            state = str(STATES[card.state][0])
            yield SearchHit(_("signaal"), title, f"{month}, {state}", card_address(card.id))


def _called(card: CardRow, area: str) -> str:
    return _("%(what)s in %(where)s") % {"what": card.offence_title, "where": area}
