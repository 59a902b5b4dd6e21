"""/cijfers/maandbericht/: which reports I get, and choosing."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require
from noaber.core.components.columns import Column
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import EmptyState
from noaber.core.requests import Request
from noaber.figures.access import may_read_signals, may_send_reports
from noaber.figures.forms.reports import ReportChoiceForm
from noaber.figures.models import ReportChoice
from noaber.figures.queries.areas import area_names
from noaber.figures.queries.reports.kind_groups import chosen_said, kind_groups
from noaber.figures.queries.reports.readers import choices_of, own_person
from noaber.figures.services.reports.choosing import choose_report
from noaber.figures.views.reports.places import CHOOSE, MONTHS, OWN, TO_FIGURES, choose_address


def own_page(request: Request) -> HttpResponse:
    """For who is in the network; who sends them finds the way there."""
    require(may_read_signals(request.actor))
    person = own_person(request.actor, request.today)
    table = _table(request, person.id) if person else None
    intro = _(
        "De veiligheidscijfers van een gemeente, district of het netwerk, in uw mail. Alleen als u dat wilt."
    )
    actions = [Action(_("Kies een maandbericht"), CHOOSE, "primary")] if person else []
    if may_send_reports(request.actor):
        actions.append(Action(_("Maandberichten versturen"), MONTHS))
    context = {
        "heading": PageHeading(_("Mijn maandbericht"), intro=intro, actions=tuple(actions)),
        "table": table,
        "empty": None if table else _nothing(is_known=person is not None),
        **crumbs_of(TO_FIGURES, _("Mijn maandbericht")),
    }
    return render(request, "figures/reports/own.html", context)


def _nothing(*, is_known: bool) -> EmptyState:
    title = _("U krijgt geen maandbericht")
    if not is_known:
        return EmptyState(
            title, _("Uw account hoort bij niemand in het register. De coördinator kan dat aanpassen.")
        )
    return EmptyState(
        title, _("Kies een gebied en hoe vaak u het wilt."), Action(_("Kies een maandbericht"), CHOOSE)
    )


def _table(request: Request, person: uuid.UUID) -> Table | None:
    found = choices_of(person)
    names = area_names(request.actor, request.today)
    labels = dict(ReportChoice.Frequency.choices)
    rows = [
        {
            "area": names.get(area, area),
            "url": choose_address(area),
            "frequency": str(labels[ReportChoice.Frequency(row.frequency)]),
            "kinds": chosen_said(row.chosen) if row.is_wanted else "",
        }
        for area, row in sorted(found.items(), key=lambda each: names.get(each[0], each[0]))
    ]
    columns = [
        Column("area", _("Gebied"), "link"),
        Column("frequency", _("Hoe vaak")),
        Column("kinds", _("Soorten misdrijf")),
    ]
    if not rows:
        return None
    return plain_table(name="mijn-maandbericht", caption=_("Wat u krijgt"), columns=columns, rows=rows)


def choose_page(request: Request) -> HttpResponse:
    """One area; what was chosen before stands filled in."""
    require(may_read_signals(request.actor))
    person = own_person(request.actor, request.today)
    if person is None:
        return own_page(request)  # which says why not
    area = request.GET.get("gebied", "") or person.employer_code
    last = choices_of(person.id).get(area)
    filled = {"area": area, "frequency": last.frequency if last else ""}
    areas = list(area_names(request.actor, request.today).items())
    chosen = last.chosen if last else ()
    form = ReportChoiceForm(sent(request), areas=areas, groups=kind_groups(), filled=filled, chosen=chosen)
    page = EditPage(
        _("Kies een maandbericht"),
        [*TO_FIGURES, (_("Mijn maandbericht"), OWN)],
        OWN,
        _("Uw keuze is vastgelegd."),
        _("Leg vast"),
        fieldsets=form.fieldsets,
    )
    return edit(request, form, page, lambda: _choose(request, form))


def _choose(request: Request, form: ReportChoiceForm) -> str:
    area = form.cleaned_data["area"]
    made = choose_report(area, form.said, actor=request.actor, now=clock.now(), today=request.today)
    return OWN if made else AsItStood(OWN)
