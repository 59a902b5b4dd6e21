"""Opening the cards of a month: what the release says of it is kept, and a second time does nothing.

The figures are reckoned first. Then one short transaction locks the table of the source, as taking in a release does,
and keeps the month with its budget, the cards that are new, and what the month says of each card.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import recorded_by
from noaber.figures.access import may_open_signals
from noaber.figures.models import Release, SignalCard, SignalMonth, SignalReading, SourceTable
from noaber.figures.queries.observations import release_of_month
from noaber.figures.queries.releases import latest
from noaber.figures.rules.signals.rows import card_for, months_to_read
from noaber.figures.rules.tables import MONTHLY

if TYPE_CHECKING:
    from noaber.figures.queries.signals import MonthSignals

Place = tuple[str, str]
"""A municipality and an offence, by their codes."""
SAID: Final = ("count", "expected", "upper", "p_value", "q_value")


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a month came to. `is_known`: this month was read from this release before, and nothing was kept."""

    period: int
    signals: int = 0
    new_cards: int = 0
    gone: int = 0
    is_known: bool = False


def open_signals(period: int, *, actor: Actor, now: dt.datetime, today: dt.date) -> Opened:
    """Keep the signals of a month as the newest release has them, each on the card of its row of months.

    A card that the month rang on before, and does not any more, gets a reading that says so. DomainError: no release,
    a month that it does not have, or one that was overtaken by a newer release meanwhile.
    """
    require(may_open_signals(actor))
    release = release_of_month(period)
    if _is_read(period, release):
        return Opened(period, is_known=True)
    from noaber.figures.queries.signals import month_signals  # scipy, and nearly no process opens signals

    rang = _rang_in(period)
    found = month_signals(period, actor, today, asked=rang)
    with verb("figures.open_signals", actor=actor) as trail:
        SourceTable.objects.select_for_update().get(code=MONTHLY)
        if _is_read(period, release):
            return Opened(period, is_known=True)
        last = latest(MONTHLY)
        if found.release.pk != release.pk or last is None or last.pk != release.pk:
            raise DomainError(_("Intussen zijn nieuwere cijfers ingelezen. Begin opnieuw."), field="month")
        return _keep(found, rang, trail, recorded_by(actor, now))


def open_new_months(*, actor: Actor, now: dt.datetime, today: dt.date) -> list[Opened]:
    """Read every month that the newest release brought, and anew those that it may have revised."""
    require(may_open_signals(actor))
    release = latest(MONTHLY)
    if release is None:
        return []
    months = months_to_read(release.last_period, _read_from(release))
    return [open_signals(period, actor=actor, now=now, today=today) for period in months]


def open_if_due(period: int, release: Release, *, actor: Actor, now: dt.datetime, today: dt.date) -> None:
    """Read a month from the figures of a report before it is told: where the job would, or older figures were read.

    Nothing is kept where that was done, where the release is not the newest any more (then it cannot be read), or where
    nobody ever looked that far back: a report makes no signals of years ago.
    """
    newest = latest(MONTHLY)
    if newest is None or newest.pk != release.pk:
        return
    read = _read_from(release)
    if period in read or period in months_to_read(release.last_period, read):
        with suppress(DomainError):  # overtaken meanwhile: then the report says that nobody looked
            open_signals(period, actor=actor, now=now, today=today)


def _read_from(release: Release) -> dict[int, bool]:
    """The months that were read, and whether that was from this release."""
    rows = SignalMonth.objects.order_by("release__number").values_list("period", "release_id")
    return {period: key == release.pk for period, key in rows}


def _is_read(period: int, release: Release) -> bool:
    return SignalMonth.objects.filter(period=period, release=release).exists()


def _rang_in(period: int) -> dict[Place, uuid.UUID]:
    """The cards on which a month rang, in whichever release."""
    rows = SignalReading.objects.filter(month__period=period).order_by("pk")
    return {(area, kind): key for area, kind, key in rows.values_list("card__area", "card__offence", "card")}


def _keep(
    found: MonthSignals, rang: Mapping[Place, uuid.UUID], trail: Trail, who: Mapping[str, Any]
) -> Opened:
    budget = found.budget
    month = SignalMonth.objects.create(
        period=found.period,
        release=found.release,
        tested=budget.tested,
        level=budget.level,
        signal_count=len(found.signals),
        sure_count=sum(each.is_discovery for each in found.signals),
        **who,
    )
    cards, new = _cards(found)
    SignalCard.objects.bulk_create(new)
    said = dict.fromkeys(SAID)
    rows = [
        SignalReading(
            card_id=cards[each.area, each.offence],
            month=month,
            is_discovery=each.is_discovery,
            **{name: getattr(each, name) for name in said},
            **who,
        )
        for each in found.signals
    ]
    quiet = [
        SignalReading(
            card_id=rang[each.area, each.offence],
            month=month,
            is_signal=False,
            **{name: value for name, value in asdict(each).items() if name in said},
            **who,
        )
        for each in found.quiet
    ]
    kept = SignalReading.objects.bulk_create([*rows, *quiet])
    facts = {"period": found.period, "release": found.release.number, "cards": len(new)}
    trail.note(month, facts, records=[month, *new, *kept])
    return Opened(found.period, len(rows), len(new), len(quiet))


def _cards(found: MonthSignals) -> tuple[dict[Place, uuid.UUID], list[SignalCard]]:
    """The card of each signal, and those of them that are new."""
    known = _months_by_card(found)
    cards: dict[Place, uuid.UUID] = {}
    new: list[SignalCard] = []
    for each in found.signals:
        place = each.area, each.offence
        key = card_for(known[place], each.since, found.period)
        if key is None:
            card = SignalCard(area=each.area, offence_id=each.offence, since=each.since)
            new.append(card)
            key = card.pk
        cards[place] = key
    return cards, new


def _months_by_card(found: MonthSignals) -> Mapping[Place, dict[uuid.UUID, list[int]]]:
    """The months that ever rang, per card, per place of a signal."""
    areas: Sequence[str] = sorted({each.area for each in found.signals})
    rows = SignalReading.objects.filter(is_signal=True, card__area__in=areas).order_by("pk")
    known: defaultdict[Place, dict[uuid.UUID, list[int]]] = defaultdict(dict)
    for area, kind, key, period in rows.values_list("card__area", "card__offence", "card", "month__period"):
        known[area, kind].setdefault(key, []).append(period)
    return known
