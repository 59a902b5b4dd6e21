"""Doing something with a signal, and reading a month from the newest figures."""

import uuid

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import Refused, require, require_form
from noaber.core.asof import AsOf
from noaber.core.requests import Request
from noaber.figures.access import may_open_signals, may_work_on_signal
from noaber.figures.forms.signals import FIELDS, ReadMonthForm, StepForm
from noaber.figures.queries.signal_cards import CardRow
from noaber.figures.queries.signal_holders import holder_groups, looks, own_choice
from noaber.figures.queries.signal_months import last_release, month_readings
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import period_text, typed_period
from noaber.figures.rules.signals.course import Act, is_possible
from noaber.figures.services.signals.opening import open_signals
from noaber.figures.services.signals.steps import record_step
from noaber.figures.views.signals.card import find_signal, place_of
from noaber.figures.views.signals.months import offered_months
from noaber.figures.views.signals.places import LIST, TO_LIST, card_address, month_address
from noaber.figures.views.signals.step_pages import STEPS


def step_page(request: Request, key: uuid.UUID, step: str) -> HttpResponse:
    """One form for each thing that can be done; only what fits how the card stands."""
    if step not in STEPS:
        raise Http404
    row, shown, asof = find_signal(request, key), STEPS[step], AsOf(request.today)
    is_looking = looks(request.actor, row.holder, asof)
    require_form(may_work_on_signal(request.actor, row.area, asof, looks=is_looking))
    if request.method != "POST" and not is_possible(row.state, shown.act):
        require(Refused(_("Dat kan niet bij dit signaal zoals het nu staat.")))
    form, place = _form(request, row, shown.act), place_of(request, row.area)
    name = f"{row.offence_title}, {place}"
    page = EditPage(
        str(shown.button),
        [*TO_LIST, (name, card_address(key))],
        card_address(key),
        str(shown.saved),
        _("Leg vast"),
        kicker=name,
        intro=str(shown.intro),
    )
    return edit(request, form, page, lambda: _record(request, row, form))


def _form(request: Request, row: CardRow, act: Act) -> StepForm:
    asof = AsOf(request.today)
    asks_holder = "holder" in FIELDS[act]
    return StepForm(
        sent(request),
        act=act,
        revision=row.revision,
        today=request.today,
        groups=holder_groups(request.actor, row.area, asof) if asks_holder else (),
        holder=own_choice(request.actor, row.area, asof) if act is Act.TAKEN_UP else "",
    )


def _record(request: Request, row: CardRow, form: StepForm) -> str:
    record_step(
        row.id,
        form.said,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_revision=form.seen,
    )
    return card_address(row.id)


def read_page(request: Request) -> HttpResponse:
    """Read a month from the newest figures now; a month that was read from them already is not offered."""
    require_form(may_open_signals(request.actor))
    release = last_release()
    done = {row.period for row in month_readings() if release and row.release_id == release.id}
    months = [period for period in reversed(offered_months()) if period not in done]
    if not months and request.method != "POST":
        require(Refused(_("Alle maanden van de nieuwste cijfers zijn gelezen.")))
    choices = [(period_text(period), month_text(period)) for period in months]
    form = ReadMonthForm(sent(request), months=choices, chosen=request.GET.get("maand", ""))
    intro = _("Noaber kijkt welke reeksen in die maand opvallen, en opent er signalen van. Dat kan één keer.")
    page = EditPage(_("Lees een maand"), TO_LIST, LIST, _("De maand is gelezen."), _("Lees"), intro=intro)

    def save() -> str:
        month = form.cleaned_data["month"]
        open_signals(typed_period(month), actor=request.actor, now=clock.now(), today=request.today)
        return month_address(month)

    return edit(request, form, page, save)
