"""The policy periods: which there are, and what one says, with everything that was said of it before."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Timeline, TimelineEvent
from noaber.core.components.table import list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import proposals
from noaber.network.api import organisations
from noaber.strategy.access import may_record_period, may_see_goals
from noaber.strategy.queries.consulting.adopted_instead import Instead, adopted_instead, ways_on
from noaber.strategy.queries.consulting.course import period_course
from noaber.strategy.queries.consulting.own_day import other_day
from noaber.strategy.queries.inventory.coverage import coverage
from noaber.strategy.queries.periods.period import PeriodRow, periods_ever, resting_on, statements, titles
from noaber.strategy.queries.selection.chosen import themes_chosen
from noaber.strategy.rules.periods.period import LinkedTerms, PeriodState, PeriodTerms, withdrawal_fault
from noaber.strategy.views.carrying import not_carried_notices
from noaber.strategy.views.finding import title_of
from noaber.strategy.views.periods.course import course
from noaber.strategy.views.periods.decision_steps import Seen
from noaber.strategy.views.places import (
    GRANTS,
    NEW,
    POSITIONS,
    THEMES,
    finder_address,
    nota_address,
    period_address,
    progress_address,
    round_address,
    start_crumbs,
    summary_address,
)
from noaber.strategy.views.selection.councils import adoption_ways, council_ways
from noaber.strategy.words.periods import moved, other_day_words, period_status, status_on, term_words

SINCE: Final = {
    PeriodState.EXTENDED: gettext_lazy("Verlengd op"),
    PeriodState.CLOSED: gettext_lazy("Afgesloten op"),
    PeriodState.DISCHARGED: gettext_lazy("Decharge verleend op"),
    PeriodState.WITHDRAWN: gettext_lazy("Ingetrokken op"),
}
"""What the day of a decision after the adoption is called."""


@public
def period_list(request: Request) -> HttpResponse:
    """Every period, the latest first; closed ones stay readable (R05)."""
    asof = asof_of(request)
    intro = _(
        "Elke vier jaar kiezen de partners samen waar zij zich op richten. Oude periodes blijven te lezen."
    )
    rows = [_cells(row, asof) for row in periods_ever(asof)]
    table = list_table(
        request.GET,
        name="periodes",
        caption=_("Beleidsperiodes"),
        columns=_columns(rows),
        rows=rows,
        empty_text=_("Er is nog geen beleidsperiode vastgelegd."),
    )
    context = {
        "heading": PageHeading(_("Strategie"), intro=intro, actions=_actions(request, asof)),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return table.respond(request, "strategy/periods.html", context)


def _actions(request: Request, asof: AsOf) -> tuple[Action, ...]:
    ways = (
        Action(_("Gezamenlijke standpunten"), with_dates(POSITIONS, asof)),
        Action(_("Landelijke subsidies"), with_dates(GRANTS, asof)),
        Action(_("Namen van thema's"), with_dates(THEMES, asof)),
    )
    return (Action(_("Nieuwe periode"), NEW), *ways) if may_record_period(request.actor) else ways


def _columns(rows: Sequence[Row]) -> list[Column]:
    """With what is to be known of a day of adoption, where there is anything."""
    columns = [
        Column("title", _("Strategie"), "link"),
        Column("starts_on", _("Eerste dag"), "date"),
        Column("ends_on", _("Laatste dag"), "date"),
        Column("state", _("Stand"), "status"),
        Column("adopted_on", _("Vastgesteld op"), "date"),
    ]
    return [*columns, Column("note", _("Let op"))] if any(row["note"] for row in rows) else columns


def _cells(row: PeriodRow, asof: AsOf) -> Row:
    other = other_day(row, asof)
    return {
        "title": f"{row.terms.title} {row.terms.years}",
        "url": period_address(row.code, asof=asof),
        "starts_on": row.terms.starts_on,
        "ends_on": row.terms.ends_on,
        "state": status_on(asof.valid_on, row.terms.state, row.terms.ends_on),
        "adopted_on": row.adopted_on,
        "note": other_day_words(other) if other else "",
    }


@public
def period_page(request: Request, code: str) -> HttpResponse:
    """One period: its course step by step, its term and state, and the plan of the police beside it."""
    asof = asof_of(request)
    said = statements(code, asof)
    if not said:
        raise Http404
    found = said[0]
    if found.terms.state is PeriodState.WITHDRAWN:
        return _withdrawn(request, said, asof)
    covered = coverage(code, asof, found=found)
    context = {
        **crumbs_of(start_crumbs(asof), title_of(found)),
        "heading": _heading(request, found, asof),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": [
            *_notices(found.terms),
            *_overlaps(found, asof),
            *_other_day(request, found, asof),
            *_not_asked(request, found, asof),
            *not_carried_notices(request.actor, found, asof),
        ],
        "facts": _facts(request, found),
        "course": course(Seen(request.actor, found, covered, asof)),
        "history": _history(said),
    }
    return render(request, "strategy/period.html", context)


def _other_day(request: Request, found: PeriodRow, asof: AsOf) -> Iterator[Notice]:
    """The way for who records it: the day was corrected at the proposal, and is to be recorded here anew."""
    if asof.is_asked or not may_record_period(request.actor) or other_day(found, asof) is None:
        return
    text = _("De dag van de vaststelling is bij het voorstel rechtgezet. Leg die dag hier ook vast.")
    change = Action(_("Leg de dag vast"), period_address(found.code, "wijzigen/"))
    yield Notice(text, "warning", action=change)


def _withdrawn(request: Request, said: Sequence[PeriodRow], asof: AsOf) -> HttpResponse:
    """A period that was recorded by mistake: that it was withdrawn and why, and what it said."""
    found = said[0]
    context = {
        **crumbs_of(start_crumbs(asof), title_of(found)),
        "heading": PageHeading(title_of(found), kicker=_("Beleidsperiode")),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": [Notice(_("Deze periode is ingetrokken. Er wordt niets meer op vastgelegd."), "warning")],
        "facts": _facts(request, found),
        "history": _history(said),
    }
    return render(request, "strategy/period.html", context)


def _heading(request: Request, found: PeriodRow, asof: AsOf) -> PageHeading:
    actions = [
        *council_ways(request.actor, found, asof),
        *adoption_ways(request.actor, found, asof),
        Action(_("Voor uw gemeente"), finder_address(found.code, asof)),
    ]
    if may_see_goals(request.actor, found.terms.state):
        actions = [
            Action(_("Lees de strategie"), nota_address(found.code, asof=asof), "primary"),
            Action(_("Samenvatting"), summary_address(found.code, asof)),
            *actions,
            Action(_("Voortgang"), progress_address(found.code, asof)),
        ]
    if may_record_period(request.actor) and not asof.is_asked:
        actions.append(Action(_("Wijzig"), period_address(found.code, "wijzigen/")))
        is_prepared = found.terms.state is PeriodState.PREPARATION
        if is_prepared and not withdrawal_fault(found.terms, resting_on(found.code)):
            actions.append(Action(_("Trek in"), period_address(found.code, "intrekken/")))
    return PageHeading(title_of(found), kicker=_("Beleidsperiode"), actions=tuple(actions))


def _notices(terms: PeriodTerms) -> list[Notice]:
    """The strategy and the plan of the police have the same term (R13); where they do not, that is said."""
    text = _("%(plan)s loopt van %(term)s. Dat is een andere looptijd dan die van de strategie.")
    return [
        Notice(text % {"plan": plan.title, "term": term_words(plan.starts_on, plan.ends_on)}, "warning")
        for plan in terms.apart
    ]


def _not_asked(request: Request, found: PeriodRow, asof: AsOf) -> list[Notice]:
    """What the proposals of a strategy that is prepared ask otherwise than was chosen, for who may read them."""
    if found.terms.state is not PeriodState.PREPARATION:
        return []
    course = period_course(request.actor, found.code, found.terms, asof)
    if asof.is_asked or not may_record_period(request.actor):
        return [Notice(fault, "warning") for fault in course.faults]
    instead = adopted_instead(found, asof) if course.faults else None
    return [_fault_notice(found, fault, instead, asof) for fault in course.faults]


def _fault_notice(found: PeriodRow, fault: str, instead: Instead | None, asof: AsOf) -> Notice:
    """For who can mend it, with the way: to the choice where that can follow what was adopted, else to the names."""
    names = Action(_("Namen van thema’s"), THEMES)
    if instead is None or fault != instead.fault:
        return Notice(fault, "warning", action=names)
    chosen = themes_chosen(found.code, asof) if instead.themes else None
    if chosen:
        address = round_address(found.code, chosen.number, "kiezen/")
        names = Action(_("Laat de keuze volgen op wat is vastgesteld"), address)
    return Notice(fault, "warning", points=tuple(ways_on(instead)), action=names)


def _overlaps(found: PeriodRow, asof: AsOf) -> list[Notice]:
    """Two strategies mostly follow each other; where they run at once, that is said."""
    text = _("Deze periode loopt voor een deel tegelijk met %(other)s. Klopt dat?")
    return [
        Notice(text % {"other": row.title}, "warning")
        for row in titles(asof)
        if row.code != found.code
        and row.starts_on <= found.terms.ends_on
        and found.terms.starts_on <= row.ends_on
    ]


def _facts(request: Request, found: PeriodRow) -> DefinitionList:
    terms, shown = found.terms, _titles_shown(request)
    items = [
        Definition(_("Stand"), status=status_on(asof_of(request).valid_on, terms.state, terms.ends_on)),
        Definition(_("Looptijd"), term_words(terms.starts_on, terms.ends_on)),
    ]
    if found.adopted_on:
        items.append(Definition(_("Vastgesteld op"), long_date(found.adopted_on)))
    if terms.decided_on and terms.state in SINCE:
        items.append(Definition(str(SINCE[terms.state]), long_date(terms.decided_on)))
    items += _decided_with(found, shown)
    items += [
        Definition(label, text)
        for label, text in ((_("Bron"), terms.source), (_note_label(terms), terms.note))
        if text
    ]
    names = (
        {row.code: row.name for row in organisations(request.actor, asof_of(request))} if terms.plans else {}
    )
    items += [_plan(plan, names, shown) for plan in terms.plans]
    return DefinitionList(tuple(items))


def _titles_shown(request: Request) -> dict[str, str]:
    """The proposals that this reader may read, by code; one that was taken back is not read as one that runs."""
    gone = _("%(title)s (ingetrokken)")
    return {
        row.code: gone % {"title": row.title} if row.is_withdrawn else row.title
        for row in proposals(request.actor)
    }


def _decided_with(found: PeriodRow, shown: Mapping[str, str]) -> Iterator[Definition]:
    """The proposals of the adoption and of what became of it since, as far as this reader may read them (`shown`)."""
    terms = found.terms
    if found.adopted_by != terms.decided_by and found.adopted_by in shown:
        address = f"/voorstellen/{found.adopted_by}/"
        yield Definition(_("Vastgesteld met"), shown[found.adopted_by], url=address)
    if terms.decided_by in shown:
        address = f"/voorstellen/{terms.decided_by}/"
        label = _("Besloten met") if terms.decided_on else _("Wordt besloten met")
        yield Definition(label, shown[terms.decided_by], url=address)


def _note_label(terms: PeriodTerms) -> str:
    return _("Waarom ingetrokken") if terms.state is PeriodState.WITHDRAWN else _("Toelichting")


def _plan(plan: LinkedTerms, names: dict[str, str], shown: dict[str, str]) -> Definition:
    address = f"/voorstellen/{plan.proposal}/" if plan.proposal in shown else ""
    note = in_a_row(
        [names.get(plan.organisation, plan.organisation), term_words(plan.starts_on, plan.ends_on)]
    )
    return Definition(_("Gekoppeld plan"), plan.title, url=address, note=note)


def _told(row: PeriodRow, before: PeriodRow | None) -> str:
    """When it was decided, where that was not the day on which it was written down, and what was said with it."""
    day = row.terms.decided_on
    is_later = day is not None and day != clock.day_of(row.recorded_at)
    said = _("Besloten op %(day)s.") % {"day": long_date(day)} if day and is_later else ""
    source = _source_told(row.terms, before.terms if before else None)
    return " ".join(
        filter(None, (said, source, row.terms.note, *moved(row.terms, before.terms if before else None)))
    )


def _source_told(terms: PeriodTerms, before: PeriodTerms | None) -> str:
    """Where a decision can be read, with the step that it was: the facts above tell the last one only."""
    if not terms.source or (before and (terms.state, terms.source) == (before.state, before.source)):
        return ""
    return _("Bron: %(source)s.") % {"source": terms.source.rstrip(".")}


def _history(said: Sequence[PeriodRow]) -> Timeline:
    """What was recorded when, the newest first."""
    events = (
        TimelineEvent(
            clock.day_of(row.recorded_at),
            title_of(row),
            _told(row, before),
            status=period_status(row.terms.state),
        )
        for row, before in zip_longest(said, said[1:])
    )
    return Timeline(tuple(events), _("Wat er over deze periode is vastgelegd"))
