"""Giving scores, theme by theme: what is filled in is kept, and what is still missing is named."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.components.texts import Tab, Tabs
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.access import may_score
from noaber.strategy.forms.selection import ScoreForm
from noaber.strategy.queries.periods import TitleRow
from noaber.strategy.queries.selection import RoundRow, given_by, missing_of, scorer_of, selection_round
from noaber.strategy.services.selection import give_scores
from noaber.strategy.views.places import round_address, rounds_crumbs
from noaber.strategy.views.rounds import find_round


def scores_page(request: Request, code: str, number: int) -> HttpResponse:
    """On to the first theme on which this person has not given everything."""
    _period, row = _scored(request, code, number)
    return redirect(_next_address(request, row) or _address(row, row.text.options[0].code))


def score_page(request: Request, code: str, number: int, option: str) -> HttpResponse:
    """The scores of one theme, each with its reason."""
    period, row = _scored(request, code, number)
    if option not in row.option_names:
        raise Http404
    mine = given_by(row, scorer_of(request.actor))
    form = ScoreForm(sent(request), option=option, criteria=row.scored_criteria, mine=mine)

    def save() -> str:
        give_scores(code, number, form.given, actor=request.actor, now=clock.now())
        after = selection_round(code, number)
        return (after and _next_address(request, after)) or round_address(code, number)

    return edit(request, form, _page(request, period, row, option, form), save)


def _scored(request: Request, code: str, number: int) -> tuple[TitleRow, RoundRow]:
    """A round that takes scores of this person."""
    period, row = find_round(request, code, number, AsOf(request.today))
    require_form(may_score(request.actor, row.text.body))
    if not row.is_open:
        raise DomainError(_("Deze ronde is nog niet opengesteld."))
    if row.choice:
        raise DomainError(_("De keuze is gemaakt; de scores staan vast."))
    return period, row


def _next_address(request: Request, row: RoundRow) -> str:
    missing = missing_of(row, scorer_of(request.actor))
    return _address(row, missing[0][0]) if missing else ""


def _address(row: RoundRow, option: str) -> str:
    return round_address(row.period, row.number, f"scores/{option}/")


def _page(request: Request, period: TitleRow, row: RoundRow, option: str, form: ScoreForm) -> EditPage:
    missing = [pair for pair in missing_of(row, scorer_of(request.actor)) if pair[0] == option]
    names = [row.criterion_names[criterion].lower() for _option, criterion in missing]
    intro = _("Geef per criterium een score en zeg waarom. Wat u leeg laat, kunt u later nog invullen.")
    still = (
        _("Hier ontbreekt nog: %(names)s.") % {"names": in_a_row(names)}
        if 0 < len(names) < len(row.scored_criteria)
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
        fieldsets=form.fieldsets,
        tabs=_tabs(request, row, option),
    )


def _tabs(request: Request, row: RoundRow, current: str) -> Tabs:
    """The themes, each with how many of its scores this person has given."""
    mine, whole = given_by(row, scorer_of(request.actor)), len(row.scored_criteria)
    items = (
        Tab(
            each.name,
            _address(row, each.code),
            each.code == current,
            count=f"{sum(option == each.code for option, _criterion in mine)}/{whole}",
        )
        for each in row.text.options
    )
    return Tabs(_("Thema’s"), tuple(items))
