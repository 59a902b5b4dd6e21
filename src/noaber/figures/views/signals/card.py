"""One signal: the months in which it rang, as each release had them, what is known beside it, and what people did."""

import uuid
from collections.abc import Iterator, Mapping
from math import isnan, nan

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.api import display_names
from noaber.core.access import may_fill_in, require
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Timeline, TimelineEvent
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number, long_date, short_date
from noaber.figures.access import may_annotate, may_read_signals, may_work_on_signal
from noaber.figures.queries.annotations import annotations
from noaber.figures.queries.followups import FollowUp, followup_of
from noaber.figures.queries.signal_cards import CardRow, ReadingRow, StepRow, card
from noaber.figures.queries.signal_holders import area_names, holder_names, looks
from noaber.figures.queries.signal_months import last_release
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import back, span
from noaber.figures.rules.reliability import SOURCE, reliability_of
from noaber.figures.rules.signals.course import Act, is_possible
from noaber.figures.signal_words import (
    ACTS,
    DRIVERS,
    REASONS,
    card_status,
    certainty_status,
    months_text,
    older_sentence,
)
from noaber.figures.source_words import published_text
from noaber.figures.views.charts import chart_file
from noaber.figures.views.signals.parts import crumbs, invented_notice, rounded
from noaber.figures.views.signals.picture import NewestCounts, newest_counts
from noaber.figures.views.signals.places import TO_LIST, annotations_address, card_address
from noaber.figures.views.signals.step_pages import FIRST, STEPS

MONTHS_AROUND = 12
"""Before the first month of a card: so far back remarks are shown beside it."""


def signal_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """All that is known of one signal; what can be done stands under its title."""
    row = find_signal(request, key)
    newest = newest_counts(request, row)
    figure = newest.figure() if newest else None
    if figure and (file := chart_file(request, [figure])):
        return file
    place = place_of(request, row.area)
    context = {
        "heading": PageHeading(
            row.offence_title, kicker=place, intro=_intro(row, newest), actions=_actions(request, row)
        ),
        **crumbs(f"{row.offence_title}, {place}", TO_LIST),
        "notices": tuple(_notices(row)),
        "facts": _facts(request, row, place),
        "table": _table(row),
        "picture": figure.panel() if figure else None,
        "timeline": _timeline(request, row),
        "remarks": _remarks(request, row),
        "remark_url": _remark_url(request, row),
        "remarks_url": annotations_address(row.area, row.offence),
        "source": SOURCE,
    }
    return render(request, "figures/signals/card.html", context)


def place_of(request: Request, area: str) -> str:
    return area_names(request.actor, [area], AsOf(request.today)).get(area, area)


def find_signal(request: Request, key: uuid.UUID) -> CardRow:
    require(may_read_signals(request.actor))
    row = card(request.actor, key)
    if row is None:
        raise Http404
    return row


def _intro(row: CardRow, newest: NewestCounts | None) -> str:
    last = row.last
    if row.is_gone or last.count is None or last.expected is None:
        return _("Dit viel op, en na een herziening niet meer.")
    facts = {"count": format_number(last.count), "expected": format_number(round(last.expected))}
    facts |= {"month": month_text(last.period), "day": published_text(last.month.published_at)}
    if not _is_older(last):
        text = _("In %(month)s is dit %(count)s keer geregistreerd. Te verwachten was ongeveer %(expected)s.")
        return text % facts
    text = _(
        "In %(month)s was dit volgens de cijfers van %(day)s %(count)s keer geregistreerd. Te verwachten was toen "
        "ongeveer %(expected)s."
    )
    return f"{text % facts} {_count_now(last, newest)}"


def _is_older(reading: ReadingRow) -> bool:
    release = last_release()
    return release is not None and release.id != reading.month.release_id


def _count_now(last: ReadingRow, newest: NewestCounts | None) -> str:
    """What the newest figures say of the month, which was read from older ones."""
    count = newest.count(last.period) if newest else nan
    if isnan(count):
        return _("In de nieuwste cijfers staat van deze maand geen aantal.")
    if count == last.count:
        return _("In de nieuwste cijfers staat hetzelfde aantal.")
    return _("Nu is dat %(count)s, volgens de nieuwste cijfers.") % {"count": format_number(round(count))}


def _actions(request: Request, row: CardRow) -> tuple[Action, ...]:
    """What may be done with it as it stands; the first is what is asked."""
    asof = AsOf(request.today)
    if not may_fill_in(
        may_work_on_signal(request.actor, row.area, asof, looks=looks(request.actor, row.holder, asof))
    ):
        return ()
    first = FIRST[row.state]
    shown = [(slug, page) for slug, page in STEPS.items() if is_possible(row.state, page.act)]
    shown.sort(key=lambda each: each[1].act is not first)
    return tuple(
        Action(
            str(page.button),
            card_address(row.id, f"{slug}/"),
            "primary" if page.act is first else "secondary",
        )
        for slug, page in shown
    )


def _notices(row: CardRow) -> Iterator[Notice]:
    if row.is_gone:
        text = _("De politie heeft de cijfers herzien. In de cijfers van %(day)s is dit geen signaal meer.")
        yield Notice(
            text % {"day": published_text(row.last.month.published_at)},
            tone="warning",
            title=_("Vervallen door herziening"),
        )
    if older := older_sentence(row.last.month, last_release()):
        yield Notice(older)
    if row.rang_after_closing:
        text = _("Nadat dit signaal werd gesloten, klonk het opnieuw: in %(month)s.")
        yield Notice(text % {"month": month_text(row.rang_after_closing)}, tone="warning")
    if any(each.month.is_invented for each in row.readings):
        yield invented_notice()


def _facts(request: Request, row: CardRow, place: str) -> DefinitionList:
    group = reliability_of(row.offence)
    key = row.holder_key
    names = holder_names(request.actor, row.steps, AsOf(request.today))
    who = names.get(key, "") if key else _("nog niemand")
    items = [
        Definition(_("Stand"), status=card_status(row)),
        Definition(_("Wie kijkt"), who),
        Definition(_("Hoe zeker"), status=certainty_status(row.last.certainty)),
        Definition(_("Sinds"), month_text(row.since)),
        Definition(_("Waar"), place, url=organisation_address(row.area)),
        Definition(_("Het aantal volgt"), str(DRIVERS[group.driver]), note=group.reason),
    ]
    return DefinitionList(tuple(items))


def _table(row: CardRow) -> Table:
    """Every reading of every month, the newest month on top."""
    current = {id(each) for each in row.months}
    rows: list[Row] = [
        {
            "month": month_text(each.period),
            "count": each.count,
            "expected": rounded(each.expected),
            "upper": rounded(each.upper),
            "certainty": _reading_status(each, id(each) in current),
            "published": short_date(timezone.localtime(each.month.published_at).date()),
        }
        for each in reversed(row.readings)
    ]
    columns = [
        Column("month", _("Maand")),
        Column("count", _("Aantal"), "number"),
        Column("expected", _("Verwacht"), "number", decimals=1),
        Column("upper", _("Past nog bij toeval"), "number"),
        Column("certainty", _("Hoe zeker"), "status"),
        Column("published", _("Cijfers van"), "date"),
    ]
    return plain_table(
        name="maanden",
        caption=_("De maanden van dit signaal"),
        columns=columns,
        rows=rows,
        is_caption_shown=False,
    )


def _reading_status(each: ReadingRow, is_current: bool) -> Status:
    if not is_current:
        return Status(_("later herzien"), "neutral")
    return certainty_status(each.certainty) if each.is_signal else Status(_("geen signaal meer"), "neutral")


def _timeline(request: Request, row: CardRow) -> Timeline:
    """What people did, the newest on top."""
    names = holder_names(request.actor, row.steps, AsOf(request.today))
    users = display_names(step.recorded_by_id for step in row.steps if step.recorded_by_id)
    events = [_event(request, step, names, users) for step in reversed(row.steps)]
    return Timeline(tuple(events), _("Wat er met dit signaal gebeurde"))


def _event(
    request: Request, step: StepRow, names: Mapping[uuid.UUID, str], users: dict[int, str]
) -> TimelineEvent:
    told = [step.text] if step.text else []
    if step.act is Act.FOLLOWED:
        told.append(_("Door: %(owner)s.") % {"owner": step.owner})
    if step.happened_on and step.act in (Act.FOUND, Act.FOLLOWED):
        told.append(_("Datum: %(day)s.") % {"day": long_date(step.happened_on)})
    if step.recorded_by_id in users:
        told.append(_("Vastgelegd door %(name)s.") % {"name": users[step.recorded_by_id or 0]})
    target = followup_of(request.actor, step.follow_up, AsOf(request.today))
    holder = names.get(step.holder_key, "") if step.holder_key else ""
    said = holder or next((str(words) for reason, words in REASONS.items() if reason == step.reason), "")
    title = f"{ACTS[step.act]}: {said}" if said else str(ACTS[step.act])
    return TimelineEvent(
        timezone.localtime(step.recorded_at).date(),
        title,
        " ".join([*told, *_plain(target)]),
        links=_link(target),
    )


def _plain(target: FollowUp | None) -> list[str]:
    return [_("Zie: %(title)s.") % {"title": target.title}] if target and not target.url else []


def _link(target: FollowUp | None) -> tuple[tuple[str, str], ...]:
    if target is None or not target.url:
        return ()
    return ((f"{target.title} ({target.state})" if target.state else target.title, target.url),)


def _remarks(request: Request, row: CardRow) -> list[tuple[str, str]]:
    """What is known of these months and the year before, each with its months."""
    periods = span(back(row.since, MONTHS_AROUND), row.last.period)
    found = annotations(request.actor, areas=[row.area], offences=[row.offence], periods=periods)
    return [(each.text, months_text(each.first_period, each.last_period)) for each in found]


def _remark_url(request: Request, row: CardRow) -> str:
    may = may_fill_in(may_annotate(request.actor, row.area, AsOf(request.today)))
    return annotations_address(row.area, row.offence, "nieuw/") if may else ""
