"""Giving scores, theme by theme: what is filled in is kept, and what is still missing is named."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.components.texts import Notice, Tab, Tabs
from noaber.core.errors import Conflict, DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row
from noaber.network.api import SeatRow
from noaber.strategy.access import may_score
from noaber.strategy.forms.selection import ScoreForm
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.selection.round import RoundRow, given_by, last_of, missing_of, selection_round
from noaber.strategy.queries.selection.scorers import scorer_of, seat_of
from noaber.strategy.services.selection.round import give_scores
from noaber.strategy.views.places import round_address, rounds_crumbs
from noaber.strategy.views.selection.round import find_round, refuse_withdrawn


def scores_page(request: Request, code: str, number: int) -> HttpResponse:
    """On to the first theme on which this person has not given everything."""
    _period, row, seat = _scored(request, code, number)
    return redirect(_next_address(row, seat) or _address(row, row.text.options[0].code))


def score_page(request: Request, code: str, number: int, option: str) -> HttpResponse:
    """The scores of one theme, each with its reason."""
    period, row, seat = _scored(request, code, number)
    if option not in row.option_names:
        raise Http404
    form = _form(sent(request), row, seat, option)
    page = _page(request, period, row, seat, option, form)

    def save() -> str:
        _give(request, row, form)
        after = selection_round(code, number)
        return (after and _next_address(after, seat)) or round_address(code, number)

    return edit(request, form, page, save, partial(_overtaken, request, page, row, option))


def _form(data: Any, row: RoundRow, seat: SeatRow, option: str) -> ScoreForm:
    mine, last = given_by(row, seat.code), last_of(row, seat.code)
    return ScoreForm(data, option=option, criteria=row.scored_criteria(option), mine=mine, last=last)


def _give(request: Request, row: RoundRow, form: ScoreForm) -> None:
    give_scores(
        row.period,
        row.number,
        form.given,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected=form.cleaned_data["last"],
    )


def _overtaken(
    request: Request, page: EditPage, seen: RoundRow, option: str, conflict: Conflict
) -> HttpResponse:
    """The form as it was typed, with what stands by now; who saves again saves over it knowingly."""
    _period, row, seat = _scored(request, seen.period, seen.number)
    typed = request.POST.copy()
    known, typed["last"] = int(request.POST["last"]), str(conflict.revision)
    form = _form(typed, row, seat, option)
    for each in row.given:
        if (each.seat, each.option) == (seat.code, option) and each.id > known:
            facts = {"value": each.value, "motive": each.motive}
            text = _("Hier is intussen een andere score bewaard: %(value)s, ‘%(motive)s’.") % facts
            again = _("Bewaart u nog eens, dan geldt wat u hier invult.")
            form.add_error(f"{option}__{each.criterion}__value", f"{text} {again}")
    answer = edit(request, form, page, lambda: "")
    answer.status_code = 409
    return answer


def _scored(request: Request, code: str, number: int) -> tuple[TitleRow, RoundRow, SeatRow]:
    """A round that takes scores of this person, and for which seat."""
    asof = AsOf(request.today)
    period, row = find_round(request, code, number, asof)
    require_form(may_score(request.actor, row.text.body, asof))
    seat = seat_of(request.actor, row.text.body, asof)
    if seat is None:
        raise Http404
    refuse_withdrawn(row)
    if not row.is_open:
        raise DomainError(_("Deze ronde is nog niet opengesteld."))
    if row.choice:
        raise DomainError(_("De keuze is gemaakt; de scores staan vast."))
    return period, row, seat


def _next_address(row: RoundRow, seat: SeatRow) -> str:
    missing = missing_of(row, seat.code)
    return _address(row, missing[0][0]) if missing else ""


def _address(row: RoundRow, option: str) -> str:
    return round_address(row.period, row.number, f"scores/{option}/")


def _others(request: Request, row: RoundRow, seat: SeatRow, option: str) -> Notice | None:
    """Who, besides this person, gave a score for the same seat: what is saved now takes its place."""
    mine = scorer_of(request.actor)
    others = {each.scorer_id for each in row.given if (each.seat, each.option) == (seat.code, option)} - {
        mine
    }
    if not others:
        return None
    names = [holder.shown for holder in seat.holders if holder.user_id in others]
    facts = {"seat": seat.title, "names": in_a_row(names) or _("een eerdere bezetter")}
    text = _(
        "Voor deze zetel (%(seat)s) zijn al scores gegeven door %(names)s. "
        "Wat u bewaart, komt ervoor in de plaats."
    )
    return Notice(text % facts)


def _page(
    request: Request, period: TitleRow, row: RoundRow, seat: SeatRow, option: str, form: ScoreForm
) -> EditPage:
    missing = [pair for pair in missing_of(row, seat.code) if pair[0] == option]
    names = [row.criterion_names[criterion].lower() for _option, criterion in missing]
    intro = _("Geef per criterium een score en zeg waarom. Wat u leeg laat, kunt u later nog invullen.")
    still = (
        _("Hier ontbreekt nog: %(names)s.") % {"names": in_a_row(names)}
        if 0 < len(names) < len(row.scored_criteria(option))
        else ""
    )
    own = round_address(row.period, row.number)
    return EditPage(
        title=row.option_names[option],
        kicker=row.text.title,
        crumbs=[*rounds_crumbs(row.period, period.title), (row.text.title, own)],
        back_url=own,
        saved=_("Uw scores zijn bewaard. U kunt ze wijzigen tot de keuze is gemaakt."),
        submit_label=_("Bewaar en ga verder"),
        intro=f"{intro} {still}".strip(),
        notice=_others(request, row, seat, option),
        fieldsets=form.fieldsets,
        tabs=_tabs(row, seat, option),
    )


def _tabs(row: RoundRow, seat: SeatRow, current: str) -> Tabs:
    """The themes, each with how many of its scores were given for this seat."""
    mine = given_by(row, seat.code)
    items = (
        Tab(
            each.name,
            _address(row, each.code),
            each.code == current,
            count=f"{sum(option == each.code for option, _criterion in mine)}/{len(row.scored_criteria(each.code))}",
        )
        for each in row.text.options
    )
    return Tabs(_("Thema’s"), tuple(items))
