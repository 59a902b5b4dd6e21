"""The selection rounds of a period, and one round: what is weighed, how it ranks, how firm that is, what was chosen."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in, require
from noaber.core.addresses import body_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import StatusLine
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Notice
from noaber.core.errors import DomainError
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.network.api import body
from noaber.strategy.access import may_prepare_round, may_score, may_see_round, may_see_scores
from noaber.strategy.queries.consulting.adopting import to_read
from noaber.strategy.queries.consulting.asked_themes import faults_of_asking
from noaber.strategy.queries.consulting.course import as_put, put_to, still_runs, weighed_in
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.periods.period import period as period_row
from noaber.strategy.queries.selection.period_themes import linked_names
from noaber.strategy.queries.selection.round import (
    RoundRow,
    chosen_round,
    missing_of,
    result,
    rounds,
    selection_round,
)
from noaber.strategy.queries.selection.scorers import SeatScores, seat_code, seat_scores
from noaber.strategy.queries.selection.sources import sources_of, when_chosen
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.inventory.plans import TAKES_PRIORITIES
from noaber.strategy.views.carrying import not_carried_notices
from noaber.strategy.views.finding import find_period
from noaber.strategy.views.places import (
    period_crumbs,
    round_address,
    rounds_address,
    rounds_crumbs,
)
from noaber.strategy.views.selection.chosen import choice_table, criteria_table
from noaber.strategy.views.selection.councils import (
    after_adoption_notices,
    councils_table,
    is_decided,
    put_definitions,
)
from noaber.strategy.views.selection.earlier_choices import corrected_table, earlier_table
from noaber.strategy.views.selection.lacking_sources import lacking_notice
from noaber.strategy.views.selection.ranked import ranked_parts
from noaber.strategy.words.choices import reason_of
from noaber.strategy.words.periods import still_asked


@public
def round_list(request: Request, code: str) -> HttpResponse:
    """Every round of a period that this reader may see."""
    asof = asof_of(request)
    period = find_period(code, asof)
    shown = [row for row in rounds(code, asof.known_at, asof.valid_on) if _may_see(request, row)]
    goes_on = period.state in TAKES_PRIORITIES and not asof.is_asked
    may_write = goes_on and may_prepare_round(request.actor)
    actions = (Action(_("Nieuwe ronde"), f"{rounds_address(code)}nieuw/"),) if may_write else ()
    intro = _("Welke thema’s zijn gewogen, waarop, en welke zijn gekozen.")
    heading = PageHeading(_("Keuze van de thema’s"), kicker=period.title, intro=intro, actions=actions)
    context = {
        **crumbs_of(period_crumbs(code, period.title, asof), _("Keuze van de thema’s")),
        "heading": heading,
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return _table(request, shown, asof).respond(request, "strategy/periods.html", context)


def _table(request: Request, shown: Sequence[RoundRow], asof: AsOf) -> Table:
    chosen = [row for row in shown if row.choice]
    return list_table(
        request.GET,
        name="keuzerondes",
        caption=_("Rondes"),
        columns=[
            Column("title", _("Ronde"), "link"),
            Column("state", _("Stand"), "status"),
            Column("options", _("Thema’s"), "number"),
            Column("places", _("Te kiezen"), "number"),
            Column("opened_at", _("Opengesteld"), "date"),
            Column("decided_on", _("Gekozen op"), "date"),
        ],
        rows=[_cells(row, chosen, asof) for row in shown],
        empty_text=_("Er is nog geen keuze te lezen. Die staat hier zodra zij is gemaakt."),
    )


def _cells(row: RoundRow, chosen: Sequence[RoundRow], asof: AsOf) -> Row:
    """`chosen`: the rounds with a choice; of more than one it is said which counts."""
    return {
        "title": row.text.title,
        "url": round_address(row.period, row.number, asof=asof),
        "state": _status_among(row, chosen),
        "options": len(row.text.options),
        "places": row.text.places,
        "opened_at": timezone.localtime(row.opened_at).date() if row.opened_at else None,
        "decided_on": row.choice.text.decided_on if row.choice else None,
    }


@public
def round_page(request: Request, code: str, number: int) -> HttpResponse:
    """One round: for everyone what was chosen and why, for the network also how it was weighed."""
    asof = asof_of(request)
    period, row = find_round(request, code, number, asof)
    sees_scores = may_see_scores(request.actor)
    found = result(row) if sees_scores else None
    context = {
        **crumbs_of(rounds_crumbs(code, period.title, asof), row.text.title),
        "heading": _heading(request, period, row, asof),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": _notices(request, period, row, asof),
        "facts": _facts(request, row, asof, sees_scores=sees_scores),
        "scored": scored_line(request, row, asof)
        if sees_scores and row.is_open and not row.is_withdrawn
        else None,
        "earlier": [each for each in (earlier_table(request, row, asof), corrected_table(row)) if each],
        "councils": councils_table(
            put_to(row, request.actor, asof), weighed_in(row), asof, sees_remarks=sees_scores
        ),
        "choice": _choice_table(period, row, asof, sees_scores=sees_scores),
        "ranked": ranked_parts(row, found, asof) if found else None,
        "nothing": _nothing(row) if sees_scores and row.is_open and not found else None,
        "criteria": criteria_table(row),
    }
    return render(request, "strategy/round.html", context)


def _choice_table(period: TitleRow, row: RoundRow, asof: AsOf, *, sees_scores: bool) -> Table:
    return choice_table(
        row,
        sources_of(row, when_chosen(row, asof)),
        asof,
        sees_scores=sees_scores,
        linked=linked_names(period, row, asof),
        is_replaced=_replaced_by(row, asof) is not None,
    )


def find_round(request: Request, code: str, number: int, asof: AsOf) -> tuple[TitleRow, RoundRow]:
    """The period and the round; what this reader may not see is not there."""
    period = find_period(code, asof)
    row = selection_round(code, number, asof.known_at, asof.valid_on)
    if row is None:
        raise Http404
    require(may_see_round(request.actor, is_open=row.is_open, is_chosen=row.choice is not None))
    return period, row


def refuse_withdrawn(row: RoundRow) -> None:
    if row.is_withdrawn:
        raise DomainError(_("Deze ronde is ingetrokken; er wordt niets meer op vastgelegd."))


def refuse_closed(period: TitleRow) -> None:
    """Before somebody fills in what cannot be saved."""
    if period.state not in TAKES_PRIORITIES:
        raise DomainError(_("Deze periode is afgesloten; de thema’s ervan staan vast."))


def _may_see(request: Request, row: RoundRow) -> bool:
    return bool(may_see_round(request.actor, is_open=row.is_open, is_chosen=row.choice is not None))


def _status_among(row: RoundRow, chosen: Sequence[RoundRow]) -> Status:
    if len(chosen) < 2 or row not in chosen:
        return round_status(row)
    if row is chosen[-1]:
        return Status(_("thema’s gekozen: dit geldt nu"), "ok")
    return Status(_("eerder gekozen: geldt niet meer"), "neutral")


def _chosen_rounds(row: RoundRow, asof: AsOf) -> list[RoundRow]:
    return [each for each in rounds(row.period, asof.known_at, asof.valid_on) if each.choice]


def _replaced_by(row: RoundRow, asof: AsOf) -> RoundRow | None:
    """The later round whose choice counts instead of that of this one."""
    last = chosen_round(row.period, asof)
    return last if last and row.choice and last.number > row.number else None


def _replaced(row: RoundRow, asof: AsOf) -> list[Notice]:
    last = _replaced_by(row, asof)
    if last is None or last.choice is None:
        return []
    text = _("Deze keuze geldt niet meer. In ‘%(title)s’ is opnieuw gekozen, op %(day)s; dat geldt nu.")
    facts = {"title": last.text.title, "day": long_date(last.choice.text.decided_on)}
    way = Action(_("Naar de keuze die geldt"), round_address(row.period, last.number, asof=asof))
    return [Notice(text % facts, "warning", action=way)]


def round_status(row: RoundRow) -> Status:
    if row.is_withdrawn:
        return Status(_("ingetrokken"), "neutral")
    if row.choice:
        return Status(_("thema’s gekozen"), "ok")
    if not row.is_open:
        return Status(_("in voorbereiding"), "neutral")
    return Status(_("elk thema gescoord"), "info") if not row.missing else Status(_("scores open"), "current")


def _heading(request: Request, period: TitleRow, row: RoundRow, asof: AsOf) -> PageHeading:
    goes_on = period.state in TAKES_PRIORITIES and not asof.is_asked
    may_write = goes_on and bool(may_prepare_round(request.actor))
    first, last = _keeper_ways(request, period, row) if may_write else ([], [])
    actions = [*first]
    if row.takes_scores and _may_score(request, row):
        actions.append(_way(row, _("Geef scores"), "scores/", is_first=True))
    if row.is_open and may_see_scores(request.actor):
        actions.append(Action(_("Alles in Excel"), round_address(row.period, row.number, "keuze.xlsx", asof)))
    return PageHeading(row.text.title, kicker=period.title, actions=(*actions, *last))


def _keeper_ways(request: Request, period: TitleRow, row: RoundRow) -> tuple[list[Action], list[Action]]:
    """Where who prepares the choice can go from here: what comes first, and what comes last."""
    if row.is_withdrawn:
        anew = f"{rounds_address(row.period)}nieuw/?van={row.number}"
        return [Action(_("Begin opnieuw met deze tekst"), anew, "primary")], []
    withdraw = [] if row.choice else [_way(row, _("Trek in"), "intrekken/")]
    last = chosen_round(row.period, AsOf(request.today))
    if last and row.is_open and last.number > row.number:
        return [], withdraw
    if not row.is_open:
        opens = _way(row, _("Stel de scores open"), "openstellen/", is_first=True)
        return [opens, _way(row, _("Wijzig"), "wijzigen/")], withdraw
    if row.missing:
        return [], withdraw
    if not row.choice:
        return [_way(row, _("Leg de keuze vast"), "kiezen/", is_first=True)], withdraw
    puts = _way(row, _("Leg voor aan de overleggen"), "voorleggen/", is_first=True)
    # What was chosen before the adoption has been consented to; only another choice after it goes round again.
    is_asked = period.state is PeriodState.PREPARATION or bool(row.choice.text.reason)
    asof = AsOf(request.today)
    is_next = is_asked and not still_runs(request.actor, row.choice.text.proposal, asof)
    if is_next and period.state is PeriodState.PREPARATION:
        is_next = not is_decided(period_row(row.period, asof), asof)
    return [*([puts] if is_next else []), _way(row, _("Wijzig de keuze"), "kiezen/")], []


def _way(row: RoundRow, label: str, rest: str, *, is_first: bool = False) -> Action:
    return Action(label, round_address(row.period, row.number, rest), "primary" if is_first else "secondary")


def _may_score(request: Request, row: RoundRow) -> bool:
    return may_fill_in(may_score(request.actor, row.text.body, AsOf(request.today)))


def _notices(request: Request, period: TitleRow, row: RoundRow, asof: AsOf) -> list[Notice]:
    """What is still asked of this reader, or of all; of a choice also what does not follow it yet."""
    if replaced := _replaced(row, asof):
        return replaced
    later = [*after_adoption_notices(request.actor, row, asof), *_not_asked(request, row, asof)]
    later += not_carried_notices(request.actor, period, asof)
    return [*_asked_of_reader(request, row), *(later if row.choice else _without_sources(request, row, asof))]


def _without_sources(request: Request, row: RoundRow, asof: AsOf) -> list[Notice]:
    """What is to be recorded before a choice, for who prepares it."""
    if row.is_withdrawn or asof.is_asked or not may_fill_in(may_prepare_round(request.actor)):
        return []
    lacking = lacking_notice(row, sources_of(row, asof))
    return [lacking] if lacking else []


def _asked_of_reader(request: Request, row: RoundRow) -> list[Notice]:
    if row.is_withdrawn:
        text = _("Deze ronde is ingetrokken. %(reason)s") % {"reason": row.withdrawal_reason}
        return [Notice(text, "warning")]
    if not row.is_open:
        text = _("Deze ronde is nog een concept. Alleen de coördinator ziet haar.")
        return [Notice(text)]
    if row.choice or not _may_score(request, row):
        return []
    own = missing_of(row, seat_code(request.actor, row.text.body, AsOf(request.today)))
    if not own:
        return [
            Notice(
                _("Uw zetel heeft op alles een score gegeven. U kunt ze wijzigen tot de keuze is gemaakt."),
                "ok",
            )
        ]
    return [Notice(still_asked(len(own), len(row.pairs)), "warning")]


def _not_asked(request: Request, row: RoundRow, asof: AsOf) -> list[Notice]:
    """What the proposal to the councils asks otherwise than was chosen, for who may read it."""
    found = put_to(row, request.actor, asof)
    if found is None or found.withdrawn_at:
        return []
    then = as_put(row.period, found.code, asof)
    told = faults_of_asking(found, weighed_in(row), then)
    if then == asof:  # nothing is adopted on it yet: there is still something to mend
        told += to_read(found, weighed_in(row), then)
    return [Notice(fault, "warning") for fault in told]


def _nothing(row: RoundRow) -> EmptyState:
    """Instead of a ranking: which scores nobody gave yet."""
    text = _("De ranglijst verschijnt als elk thema op elk criterium een score heeft.")
    if not row.given:
        return EmptyState(_("Nog geen ranglijst"), text)
    missing: dict[str, list[str]] = {}
    for option, criterion in row.missing:
        missing.setdefault(option, []).append(row.criterion_names[criterion].lower())
    named = "; ".join(
        f"{row.option_names[option]}: "
        f"{in_a_row(each) if len(each) < len(row.scored_criteria(option)) else _('alle criteria')}"
        for option, each in missing.items()
    )
    return EmptyState(_("Nog geen ranglijst"), f"{text} {_('Nog niet: %(named)s.') % {'named': named}}")


@dataclass(frozen=True, slots=True)
class Scored:
    """For how many seats everything was scored, and in words who is lacking."""

    line: StatusLine
    missing: str


def scored_line(request: Request, row: RoundRow, asof: AsOf) -> Scored:
    """As of the choice, once there is one: a seat that came after is not missing."""
    found = seat_scores(request.actor, row, when_chosen(row, asof))
    lacking = in_a_row(_lacking(each) for each in found if not each.is_whole)
    text = _("Niet: %(names)s.") if row.choice else _("Nog niet: %(names)s.")
    missing = text % {"names": lacking} if lacking else ""
    whole = sum(each.is_whole for each in found)
    return Scored(StatusLine(whole, len(found), _("zetels met alle scores")), missing)


def _lacking(found: SeatScores) -> str:
    """A seat, and how far it is: nothing to say where nothing was given."""
    name = found.seat.title
    if found.given:
        facts = {"name": name, "given": found.given, "asked": found.asked}
        return _("%(name)s (%(given)s van de %(asked)s)") % facts
    return _("%(name)s (onbezet)") % {"name": name} if not found.seat.holders else name


def _facts(request: Request, row: RoundRow, asof: AsOf, *, sees_scores: bool) -> DefinitionList:
    scoring = body(request.actor, row.text.body, asof)
    items = [
        Definition(_("Stand"), status=_status_among(row, _chosen_rounds(row, asof))),
        Definition(
            _("Te kiezen"),
            _("%(places)s van de %(count)s thema’s")
            % {"places": row.text.places, "count": len(row.text.options)},
        ),
        Definition(
            _("Wie geeft de scores?"),
            scoring.called if scoring else row.text.body,
            url=body_address(row.text.body, asof) if scoring else "",
        ),
    ]
    if row.opened_at:
        items.append(_opened(row, timezone.localtime(row.opened_at).date()))
    if row.choice:
        items += [
            Definition(_("Gekozen op"), long_date(row.choice.text.decided_on)),
            Definition(_("Bron"), row.choice.text.source),
            *([Definition(_("Waarom anders dan eerder"), why)] if (why := reason_of(row)) else []),
            *put_definitions(request.actor, row, asof),
        ]
    return DefinitionList(tuple(items))


def _opened(row: RoundRow, on: dt.date) -> Definition:
    """Since when it is scored; what was chosen before that was recorded afterwards."""
    is_later = row.choice is not None and row.choice.text.decided_on < on
    return Definition(_("Achteraf vastgelegd op") if is_later else _("Opengesteld op"), long_date(on))
