"""What if: a question by form, the answer beside the proposal, and the same address for whoever it is shared with."""

import datetime as dt
from urllib.parse import parse_qsl

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.texts import EmptyState, Panel
from noaber.core.requests import Request, asof_of, public
from noaber.finance.forms.agreements.what_if import KEYS, WhatIfForm, codes_in, district_boxes, with_defaults
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.agreements.outcomes import Outcome, outcome
from noaber.finance.queries.agreements.roll_calls import RollCall, known_dates, memo_date, roll_calls
from noaber.finance.queries.agreements.what_if import Answer, answer
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.agreements.contributions import ContributionError
from noaber.finance.views.agreements import what_if_parts as parts
from noaber.finance.views.notices import missing_notice, no_agreement

PAGE = "finance/agreements/what_if.html"


@public
def what_if_page(request: Request) -> HttpResponse:
    """The form, and under it what the question comes to beside the agreement as it is proposed."""
    asof = asof_of(request)
    agreement = agreement_for(request.actor, asof)
    if agreement is None:
        return render(request, PAGE, {**_frame(), "nothing": no_agreement(request.actor, asof)})
    terms, dates = agreement.terms, known_dates(asof)
    memo_on = memo_date(dates, terms.proposed_on)
    if memo_on is None:
        return render(request, PAGE, {**_frame(), "nothing": _nothing()})
    return _asked(request, terms, dates, memo_on, asof)


def _asked(
    request: Request, terms: AgreementTerms, dates: list[dt.date], memo_on: dt.date, asof: AsOf
) -> HttpResponse:
    data = with_defaults(request.GET, terms, memo_on)
    asked_on = _date_in(data, dates) or memo_on
    calls = roll_calls({memo_on, asked_on}, asof, terms)
    form = WhatIfForm(data, dates=dates, roll=calls[asked_on])
    found = _answer(form, calls[asked_on], largest_count=terms.largest_paid)
    context = {
        **_frame(),
        **_form_parts(form, calls[asked_on], data),
        "kept": _dates_of(asof),
        "notice": missing_notice([calls[asked_on]]),
    }
    if found is None:
        return render(request, PAGE, context)
    proposed = outcome(calls[memo_on], terms)
    table = parts.municipality_table(data, found, proposed, asof, source=terms.source)
    return table.respond(request, PAGE, {**context, **_shown(found, proposed, data, asof)})


def _frame() -> dict[str, object]:
    intro = _(
        "Verander het tarief, de peildatum, de begroting of wie er meedoet, en zie wat dat betekent naast het voorstel."
    )
    return {
        "heading": PageHeading(_("Wat als?"), intro=intro),
        "breadcrumbs": [NavItem(_("Bijdragen"), "/bijdragen/"), NavItem(_("Wat als?"), "", is_current=True)],
    }


def _dates_of(asof: AsOf) -> list[tuple[str, str]]:
    """The two dates of the register travel along with the form."""
    return parse_qsl(asof.query)


def _nothing() -> EmptyState:
    text = _("Zodra de inwonertallen in het register staan, kunt u hier rekenen.")
    return EmptyState(_("Er is nog geen inwonertal bekend"), text)


def _date_in(data: QueryDict, dates: list[dt.date]) -> dt.date | None:
    """The date that is asked for, if there are figures for it; the form says so when there are none."""
    typed = data.get(KEYS["reference_on"], "")
    return next((date for date in dates if date.isoformat() == typed), None)


def _answer(form: WhatIfForm, roll: RollCall, *, largest_count: int) -> Answer | None:
    """What the question comes to; the form carries the reason where there is none."""
    if not form.is_valid():
        return None
    try:
        return answer(form.question, roll, largest_count=largest_count)
    except ContributionError as error:
        form.add_error(None, _("Dit is niet uit te rekenen: %(reason)s.") % {"reason": error})
        return None


def _form_parts(form: WhatIfForm, roll: RollCall, data: QueryDict) -> dict[str, object]:
    panel = form_panel(form)
    fields = {field.name: field for fieldset in panel.fieldsets for field in fieldset.fields}
    return {
        "errors": panel.errors,
        "fields": [fields[name] for name in ("rate", "reference_on", "budget")],
        "without": fields["without"],
        "districts": district_boxes(roll, codes_in(data)),
    }


def _shown(found: Answer, proposed: Outcome, data: QueryDict, asof: AsOf) -> dict[str, object]:
    """The answer with its panels."""
    panels = [
        Panel(
            _("Te kort of over"), "finance/chart_panel.html", parts.differences(found, proposed), width="half"
        ),
        Panel(_("Wat is er nodig?"), "core/components/facts_panel.html", parts.facts(found), width="half"),
        Panel(_("Naast elkaar"), "core/components/table_panel.html", parts.ways_table(found, proposed)),
    ]
    return {
        "answer": parts.answer_block(found),
        "panels": panels,
        "share_url": parts.share_address(data, asof),
        "scenario_url": parts.scenario_way(data),
    }
