"""The signals of a month: what rang where, since when, how sure, who looks; with what chance gives."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, Filter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import EmptyState, Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.figures.access import may_open_signals, may_read_signals
from noaber.figures.queries.absent import absent_in
from noaber.figures.queries.signal_cards import CardRow, ReadingRow, cards, cards_of_month, reading_of
from noaber.figures.queries.signal_holders import area_names, holder_names
from noaber.figures.queries.signal_months import last_release
from noaber.figures.rules.absent import absent_text
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import period_text
from noaber.figures.rules.reliability import SOURCE, reliability_of
from noaber.figures.signal_words import (
    DRIVERS,
    STATES,
    card_status,
    certainty_status,
    month_sentences,
    older_sentence,
)
from noaber.figures.source_words import published_text
from noaber.figures.views.signals.months import Chosen, chosen_month
from noaber.figures.views.signals.parts import crumbs, invented_notice, rounded
from noaber.figures.views.signals.places import ALL, LIST, READ, card_address
from noaber.network.api import municipalities

INVENTED: Final = "Verzonnen maanden (voorbeeldgegevens)"
FEW: Final = 5
"""Up to so many rows are read faster than they are filtered."""
FILTERED: Final = ("zoek", "district", "soort", "stand")


def signal_list(request: Request) -> HttpResponse:
    """Of the chosen month, or of all; for who is in the network."""
    require(may_read_signals(request.actor))
    chosen = chosen_month(request.actor, request.GET.get("maand", ""))
    found = _found(request, chosen)
    rows, older = _rows(request, found), _older(chosen, found)
    intro = _("Wat in een maand hoger was dan trend, seizoen en toeval verklaren, en wie ernaar kijkt.")
    months = [chosen.month] if chosen.month else [reading.month for _card, reading in found]
    is_invented = any(month.is_invented for month in months)
    context = {
        "heading": PageHeading(_("Signalen"), intro=intro, actions=_actions(request)),
        **crumbs(_("Signalen")),
        "picker": chosen.options,
        "problem": chosen.problem,
        "sentences": _sentences(request, chosen),
        "notices": (*([Notice(older)] if older else []), *([invented_notice()] if is_invented else [])),
        "empty": None if rows else _nothing(request, chosen),
        "source": SOURCE,
    }
    return _table(request, rows, chosen, older).respond(request, "figures/signals/list.html", context)


def _actions(request: Request) -> tuple[Action, ...]:
    notes = Action(_("Aantekeningen bij cijfers"), "/cijfers/aantekeningen/")
    return (notes, Action(_("Lees een maand"), READ)) if may_open_signals(request.actor) else (notes,)


def _older(chosen: Chosen, found: Iterable[tuple[CardRow, ReadingRow]]) -> str:
    """That what is shown was read from figures before the newest; of all months together, of how many signals."""
    newest = last_release()
    if chosen.month is not None or newest is None:
        return older_sentence(chosen.month, newest) if chosen.month else ""
    count = sum(reading.month.release_id != newest.id for _card, reading in found)
    if not count:
        return ""
    text = ngettext(
        "Bij %(count)s signaal is het aantal van oudere cijfers dan de nieuwste, van %(day)s. Open het om te zien van "
        "welke.",
        "Bij %(count)s signalen is het aantal van oudere cijfers dan de nieuwste, van %(day)s. Open een signaal om te "
        "zien van welke.",
        count,
    )
    return text % {"count": format_number(count), "day": published_text(newest.published_at)}


def _found(request: Request, chosen: Chosen) -> list[tuple[CardRow, ReadingRow]]:
    """Each card with the reading that the list shows of it."""
    if chosen.month is None:
        return [(card, card.last) for card in cards(request.actor)] if chosen.is_all else []
    found = cards_of_month(request.actor, chosen.month)
    return [(card, reading) for card in found if (reading := reading_of(card, chosen.month))]


def _rows(request: Request, found: Iterable[tuple[CardRow, ReadingRow]]) -> list[Row]:
    asof = AsOf(request.today)
    shown = list(found)
    names = area_names(request.actor, [card.area for card, _reading in shown], asof)
    districts = {row.code: row.district_name for row in municipalities(request.actor, asof)}
    steps = [card.holder for card, _reading in shown if card.holder]
    holders = holder_names(request.actor, steps, asof)
    return [
        {
            **_what(card),
            "area": names.get(card.area, card.area),
            "code": card.area,
            "district": districts.get(card.area, ""),
            "count": reading.count,
            "expected": rounded(reading.expected),
            "upper": rounded(reading.upper),
            "published": timezone.localtime(reading.month.published_at).date(),
            "certainty": certainty_status(reading.certainty),
            "holder": _holder(card, holders),
        }
        for card, reading in shown
    ]


def _what(card: CardRow) -> Row:
    """What of a row is the same for every reader and month."""
    return {
        "title": card.offence_title,
        "url": card_address(card.id),
        "offence": card.offence,
        "since_text": month_text(card.since),
        "since": period_text(card.since),
        "last": period_text(card.last.period),
        "driver": str(DRIVERS[reliability_of(card.offence).driver]),
        "state": card_status(card),
        "stand": card.state.value,
    }


def _holder(card: CardRow, names: Mapping[uuid.UUID, str]) -> str:
    key = card.holder_key
    return names.get(key, "") if key else ""


def _columns() -> list[Column]:
    return [
        Column("title", _("Wat"), "link"),
        Column("area", _("Waar")),
        Column("since_text", _("Sinds"), is_sortable=False),
        Column("count", _("Aantal"), "number"),
        Column("expected", _("Verwacht"), "number", decimals=1),
        Column("certainty", _("Hoe zeker"), "status"),
        Column("holder", _("Wie kijkt")),
        Column("state", _("Stand"), "status"),
        Column("driver", _("Het aantal volgt")),
        Column("upper", _("Past nog bij toeval"), "number", is_on_screen=False),
        Column("district", _("District"), is_on_screen=False),
        Column("code", _("CBS-code"), is_on_screen=False),
        Column("offence", _("Code van het misdrijf"), is_on_screen=False),
        Column("since", _("Sinds (maand)"), is_on_screen=False),
        Column("last", _("Laatste maand"), is_on_screen=False),
        Column("published", _("Cijfers van"), "date", is_on_screen=False),
    ]


def _table(request: Request, rows: list[Row], chosen: Chosen, older: str) -> Table:
    return list_table(
        request.GET,
        name=f"signalen-{chosen.value}" if chosen.value else "signalen",
        caption=_("Signalen: %(month)s") % {"month": chosen.called},
        columns=_columns(),
        rows=rows,
        filters=_filters() if len(rows) > FEW or any(name in request.GET for name in FILTERED) else (),
        explanations=_said_in_files(request, chosen, older) if "formaat" in request.GET else (),
        kept=("maand",),
    )


def _filters() -> list[Filter]:
    states = tuple((state.value, str(words)) for state, (words, _tone) in STATES.items())
    return [
        TextFilter(("title", "area", "holder")),
        ChoiceFilter("district", _("District"), "district"),
        ChoiceFilter("title", _("Soort misdrijf"), "soort"),
        ChoiceFilter("stand", _("Stand"), "stand", states),
    ]


def _sentences(request: Request, chosen: Chosen) -> tuple[str, ...]:
    """What the month gave, and of whom it has no figure, so that nobody could look."""
    month = chosen.month
    if month is None:
        return ()
    absent = absent_in(month.release_id, month.period, request.actor, request.today)
    names = absent_text(absent, len(absent))
    unseen = _("Geen cijfer over %(month)s: %(names)s.") % {"month": chosen.called, "names": names}
    return (*month_sentences(month), *([unseen] if names else []))


def _said_in_files(request: Request, chosen: Chosen, older: str) -> tuple[str, ...]:
    """What the page says around the list."""
    is_invented = chosen.month is not None and chosen.month.is_invented
    said = (*_sentences(request, chosen), older, INVENTED if is_invented else "", SOURCE)
    return tuple(filter(None, said))


def _nothing(request: Request, chosen: Chosen) -> EmptyState:
    """Why there is no list: no figures yet, a month that was not read, or one in which nothing rang."""
    release = last_release()
    if release is None:
        text = _("Zodra de cijfers per maand zijn ingelezen, staat hier wat opvalt.")
        return EmptyState(_("Er zijn nog geen maandcijfers"), text)
    if chosen.month is not None:
        title = _("Geen signalen in %(month)s") % {"month": chosen.called}
        text = _("Geen enkele reeks die is getoetst, was hoger dan trend, seizoen en toeval verklaren.")
        return EmptyState(title, text, Action(_("Bekijk alle signalen"), f"{LIST}?maand={ALL}"))
    if chosen.is_all:
        return EmptyState(
            _("Er zijn nog geen signalen"), _("Er is nog geen maand gelezen waarin iets opviel.")
        )
    title = _("De maand %(month)s is nog niet gelezen") % {"month": chosen.called}
    text = _("Nieuwe maanden worden vanzelf gelezen, kort nadat de cijfers zijn ingelezen.")
    may = bool(may_open_signals(request.actor))
    return EmptyState(
        title, text, Action(_("Lees deze maand"), f"{READ}?maand={chosen.value}") if may else None
    )
