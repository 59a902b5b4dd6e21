"""One goal: whose it is, what is done for it, by what it is measured, and how it went."""

from collections.abc import Iterator
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Bar, BarChart, Timeline, TimelineEvent, bar_chart
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.strategy.access import may_read_asked
from noaber.strategy.queries.goals.goal import EVERYTHING, Parts, goal
from noaber.strategy.queries.goals.owners import ownerless
from noaber.strategy.queries.goals.rows import GoalRow, IndicatorRow
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.selection.period_themes import dropped_themes
from noaber.strategy.rules.goals.goal import GoalText
from noaber.strategy.views.goals.overview import may_change_goal, no_updates, nothing_new, readable_period
from noaber.strategy.views.places import goal_address, goals_crumbs
from noaber.strategy.words.dropped import dropped_words
from noaber.strategy.words.goals import (
    activity_status,
    area_words,
    goal_status,
    indicator_words,
    last_status,
    number_words,
    owner_words,
)


@public
def goal_page(request: Request, code: str, goal_code: str) -> HttpResponse:
    """The goal whole: facts, indicators as pictures with their tables, activities, and the timeline of its status."""
    asof = asof_of(request)
    period, row = find_goal(request, code, goal_code, asof, EVERYTHING)
    may_change = may_change_goal(request, period, row) and not asof.is_asked
    context = {
        **crumbs_of(goals_crumbs(code, period.title, asof), row.text.title),
        "heading": _heading(request, period, row, may_change=may_change),
        "asof": asof_bar(asof, request.GET.dict()),
        "facts": _facts(period, row, asof),
        "charts": [_chart(each) for each in row.indicators],
        "measures": _measures(code, row, may_change=may_change),
        "activities": _activities(code, row, may_change=may_change),
        "deeds": _deeds(code, row) if may_change else [],
        "withdrawn": _withdrawn(row) if row.withdrawn else None,
        "values_taken_back": _taken_back(row),
        "updates": _updates(row, sees_asked=may_read_asked(request.actor)) if row.updates else None,
        "history": _history(row),
    }
    return render(request, "strategy/goal.html", context)


def find_goal(
    request: Request, code: str, goal_code: str, asof: AsOf, parts: Parts = ()
) -> tuple[TitleRow, GoalRow]:
    """The period and the goal; what this reader may not see is not there."""
    period, row = readable_period(request, code, asof), goal(code, goal_code, asof, parts)
    if row is None:
        raise Http404
    return period, row


def _heading(request: Request, period: TitleRow, row: GoalRow, *, may_change: bool) -> PageHeading:
    def way(label: str, rest: str) -> Action:
        return Action(label, goal_address(period.code, row.code, rest))

    actions: list[Action] = []
    if may_change:
        may_stop = not no_updates(request, period)
        actions = [way(_("Wijzig het doel"), "wijzigen/")]
        if not nothing_new(request, period):
            actions += [
                way(_("Nieuwe activiteit"), "activiteiten/nieuw/"),
                way(_("Nieuwe indicator"), "indicatoren/nieuw/"),
            ]
        if may_stop and not row.is_ended:
            actions.append(way(_("Stop het doel"), "stoppen/"))
        elif may_stop:
            actions.append(way(_("Pak het doel weer op"), "hervatten/"))
    return PageHeading(row.text.title, kicker=period.title, intro=row.text.aim, actions=tuple(actions))


def _facts(period: TitleRow, row: GoalRow, asof: AsOf) -> DefinitionList:
    is_held = not ownerless(period, (row,), asof)
    dropped = next((each for each in dropped_themes(period, asof) if each.code == row.theme), None)
    note = dropped_words(dropped) if dropped else ""
    items = [
        Definition(_("Thema"), row.theme_name, note=note),
        Definition(_("Eigenaar"), owner_words(row, is_held=is_held)),
        Definition(_("Stand"), status=last_status(row)),
        Definition(_("Uiterlijk"), long_date(row.text.due_on)),
    ]
    if row.text.is_innovation:
        items.append(Definition(_("Vernieuwing"), _("ja")))
    return DefinitionList(tuple(items))


def _chart(row: IndicatorRow) -> BarChart:
    """From the base by every value to the target; the table beside it has the same."""
    bars = [
        Bar(label, _whole(value), number_words(value), is_highlighted=is_last)
        for label, value, is_last in _steps(row)
    ]
    where = f", {area_words(row.text.area)}" if row.text.area else ""
    notes = [_("Bron: %(source)s.") % {"source": row.text.source}]
    if row.base is None:
        notes.append(_("De beginwaarde is nog niet bekend."))
    if row.text.offence:
        notes.append(_("Dit zijn getelde cijfers; zij bewijzen niet waardoor iets verandert."))
    return bar_chart(
        name=f"indicator-{row.number}",
        title=f"{row.text.title} ({row.text.unit}{where})",
        bars=bars,
        label_header=_("Wanneer"),
        value_header=row.text.unit,
        note=" ".join(notes),
    )


def _steps(row: IndicatorRow) -> Iterator[tuple[str, Decimal, bool]]:
    if row.base is not None:
        yield _("Begin, %(day)s") % {"day": long_date(row.text.base_on)}, row.base, False
    for each in row.values:
        yield long_date(each.on), each.value, each is row.last
    yield _("Doel, %(day)s") % {"day": long_date(row.text.target_on)}, row.text.target_value, False


def _whole(value: Decimal) -> int:
    """In hundredths, so that bars of small numbers differ too."""
    return int(value * 100)


def _measures(code: str, row: GoalRow, *, may_change: bool) -> list[Action]:
    """What can be done with each indicator."""
    if not may_change:
        return []
    found = []
    for each in row.indicators:
        facts = {"title": each.text.title}
        place = goal_address(code, row.code, f"indicatoren/{each.number}/")
        if not each.text.offence:
            found.append(Action(_("Vul een waarde in: %(title)s") % facts, f"{place}waarde/"))
            if each.values:
                label = _("Trek een waarde in: %(title)s") % facts
                found.append(Action(label, f"{place}waarde/intrekken/"))
        found.append(Action(_("Wijzig de indicator: %(title)s") % facts, place))
        found.append(Action(_("Trek de indicator in: %(title)s") % facts, f"{place}intrekken/"))
    return found


def _deeds(code: str, row: GoalRow) -> list[Action]:
    """What can be done with each activity, beside changing it by its title."""
    return [
        Action(
            _("Trek de activiteit in: %(title)s") % {"title": each.text.title},
            goal_address(code, row.code, f"activiteiten/{each.number}/intrekken/"),
        )
        for each in row.activities
    ]


def _withdrawn(row: GoalRow) -> Table:
    """What was taken back, with the reason, and how far an indicator was."""
    rows: list[Row] = [
        {
            "title": each.text.title,
            "what": indicator_words(each) if isinstance(each, IndicatorRow) else in_a_row(each.doers),
            "on": each.said[-1].on,
            "reason": each.text.reason,
        }
        for each in row.withdrawn
    ]
    return plain_table(
        name="ingetrokken",
        caption=_("Ingetrokken activiteiten en indicatoren"),
        columns=[
            Column("title", _("Wat")),
            Column("what", _("Wie, of van begin naar doel")),
            Column("on", _("Ingetrokken op"), "date"),
            Column("reason", _("Waarom?")),
        ],
        rows=rows,
    )


def _taken_back(row: GoalRow) -> Table | None:
    """Values that do not count any more, with the reason."""
    rows: list[Row] = [
        {
            "title": each.text.title,
            "on": gone.text.on,
            "value": f"{number_words(gone.text.value)} {each.text.unit}",
            "taken_on": timezone.localdate(gone.recorded_at),
            "reason": gone.reason,
        }
        for each in row.ever_measured
        for gone in each.taken_back
    ]
    if not rows:
        return None
    columns = [
        Column("title", _("Indicator")),
        Column("on", _("Gemeten op"), "date"),
        Column("value", _("Waarde")),
        Column("taken_on", _("Ingetrokken op"), "date"),
        Column("reason", _("Waarom?")),
    ]
    caption = _("Ingetrokken waarden; zij tellen niet mee")
    return plain_table(name="ingetrokken-waarden", caption=caption, columns=columns, rows=rows)


def _activities(code: str, row: GoalRow, *, may_change: bool) -> Table:
    columns = [
        Column("title", _("Activiteit"), "link" if may_change else "text"),
        Column("doers", _("Wie doet het?")),
        Column("starts_on", _("Eerste dag"), "date"),
        Column("ends_on", _("Laatste dag"), "date"),
        Column("state", _("Stand"), "status"),
        Column("is_innovation", _("Vernieuwing"), "boolean"),
    ]
    return plain_table(
        name="activiteiten",
        caption=_("Activiteiten"),
        columns=columns,
        rows=_activity_rows(code, row),
        empty_text=_("Er zijn nog geen activiteiten vastgelegd."),
    )


def _activity_rows(code: str, row: GoalRow) -> list[Row]:
    return [
        {
            "title": each.text.title,
            "url": goal_address(code, row.code, f"activiteiten/{each.number}/"),
            "doers": in_a_row(each.doers),
            "starts_on": each.text.starts_on,
            "ends_on": each.text.ends_on,
            "state": activity_status(each.text.state),
            "is_innovation": each.text.is_innovation,
        }
        for each in row.activities
    ]


def _updates(row: GoalRow, *, sees_asked: bool) -> Timeline:
    """How it went, the newest first; what was asked with it, for who may read that."""
    asked = _("Vraag aan de BBG: %(asked)s")
    events = [
        TimelineEvent(
            each.on,
            each.text.sentence,
            asked % {"asked": each.text.asked} if each.text.asked and sees_asked else "",
            status=goal_status(each.text.status),
        )
        for each in sorted(row.updates, key=lambda each: (each.on, each.number), reverse=True)
    ]
    return Timeline(tuple(events), _("Hoe het met dit doel ging"))


def _history(row: GoalRow) -> Timeline:
    """What was said the goal is, the newest first."""
    events = [
        TimelineEvent(each.on, each.text.title, _reason_of(each.text))
        for each in reversed(row.said)
        if isinstance(each.text, GoalText)
    ]
    return Timeline(tuple(events), _("Wat er over dit doel is vastgelegd"))


def _reason_of(text: GoalText) -> str:
    return _("Reden: %(reason)s") % {"reason": text.reason} if text.reason else text.aim
