"""Setting how a year is billed, who keeps the books, and what payers want; and taking a run a step further."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.components.refusing import RefusingForm
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_approve_run, may_make_run, may_set_billing
from noaber.finance.forms.billing import (
    HostForm,
    IssueForm,
    ReasonForm,
    RunForm,
    SureForm,
    TermsForm,
    initial_terms,
    paid_of,
)
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.billing.before_issue import before_issue
from noaber.finance.queries.billing.runs import RunOutcome, RunRow, outcome_of_run, runs_of_year
from noaber.finance.queries.billing.terms import host_on, terms_of_year
from noaber.finance.queries.office import leading_partner
from noaber.finance.rules.billing.terms import RunState, RunStep
from noaber.finance.services.billing.hosts import record_host
from noaber.finance.services.billing.issuing import issue_run, refuse_issue
from noaber.finance.services.billing.runs import approve_run, make_run, terms_to_run_on, why_not, withdraw_run
from noaber.finance.services.billing.terms import agreement_to_bill, set_billing_terms
from noaber.finance.views.billing.run_table import provisional_words
from noaber.finance.views.billing.runs import find_run
from noaber.finance.views.places.billing import (
    BILLING,
    billing_crumbs,
    run_address,
    run_crumbs,
    year_address,
    year_crumbs,
)
from noaber.finance.views.wording import documents_in_words
from noaber.network.api import organisations


def terms_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """What the agreement leaves open, for one year."""
    require_form(may_set_billing(request.actor))
    agreed = _agreed(agreement_code, year)
    known = terms_of_year(agreement_code, year)
    initial = initial_terms(
        known.rules if known else None, year, agreed.terms.rate, known.number if known else 0
    )
    form = TermsForm(sent(request), initial=initial)
    page = EditPage(
        title=_("Hoe %(year)s wordt gefactureerd") % {"year": year},
        crumbs=year_crumbs(agreement_code, year),
        back_url=year_address(agreement_code, year),
        saved=_("Vastgelegd. Wat al is uitgerekend, blijft zoals het is."),
        submit_label=_("Leg vast"),
    )

    def save() -> str:
        seen = form.cleaned_data["number"]
        is_new = set_billing_terms(
            agreement_code, form.rules(year), actor=request.actor, now=clock.now(), expected_number=seen
        )
        address = year_address(agreement_code, year)
        return address if is_new else AsItStood(address)

    return edit(request, form, page, save)


def _agreed(agreement_code: str, year: int) -> AgreementRow:
    try:
        return agreement_to_bill(agreement_code, year)
    except DomainError as error:
        raise Http404 from error


def host_page(request: Request) -> HttpResponse:
    """Who keeps the books, and what the invoices say of it."""
    require_form(may_set_billing(request.actor))
    rows = organisations(request.actor, AsOf(request.today))
    choices = [(row.code, row.name) for row in rows]
    employer = leading_partner(AsOf(request.today)) if request.method == "POST" else ""
    form = HostForm(sent(request), organisations=choices, known=host_on(request.today), employer=employer)

    def save() -> str:
        said = form.cleaned_data
        is_new = record_host(
            said["organisation"],
            form.payee,
            from_on=said["from_on"],
            vat_number=said["vat_number"],
            actor=request.actor,
            now=clock.now(),
            expected_revision=_seen_revision(request, said["organisation"], said["revision"]),
        )
        return BILLING if is_new else AsItStood(BILLING)

    return edit(request, form, _host_page(), save)


def _host_page() -> EditPage:
    return EditPage(
        title=_("Beheerorganisatie"),
        crumbs=billing_crumbs(),
        back_url=BILLING,
        saved=_("De beheerorganisatie is vastgelegd. Facturen van eerder veranderen niet."),
        submit_label=_("Leg vast"),
        intro=_("Dit is de afzender van de facturen. Adres, OIN en KvK-nummer komen uit het register."),
    )


def _seen_revision(request: Request, code: str, typed: int) -> int | None:
    """The revision is of the host that was shown; another organisation begins anew."""
    known = host_on(request.today)
    return typed if known and known.code == code else None


def new_run_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Work out the year; a second time says why."""
    require_form(may_make_run(request.actor))
    _agreed(agreement_code, year)
    before = runs_of_year(agreement_code, year)
    if request.method != "POST":
        terms_to_run_on(agreement_code, year, before, request.today)
    issued = any(run.state is RunState.ISSUED for run in before)
    form = RunForm(sent(request), is_correction=issued)
    title = _("Maak een correctieronde") if issued else _("Reken %(year)s uit") % {"year": year}

    def save() -> str:
        reason = form.cleaned_data.get("reason", "")
        run = make_run(
            agreement_code, year, actor=request.actor, now=clock.now(), today=request.today, reason=reason
        )
        return run_address(run)

    return edit(request, form, _new_run_page(title, agreement_code, year), save)


def _new_run_page(title: str, agreement_code: str, year: int) -> EditPage:
    return EditPage(
        title=title,
        crumbs=year_crumbs(agreement_code, year),
        back_url=year_address(agreement_code, year),
        saved=_("De ronde is uitgerekend. Iemand anders kan haar nu goedkeuren."),
        submit_label=_("Reken uit"),
        intro=_(
            "Noaber neemt de inwonertallen op de peildatum zoals zij nu in het register staan. Er gaat nog niets weg. "
            "Facturen die er al zijn, veranderen niet."
        ),
    )


def approve_page(request: Request, agreement_code: str, year: int, number: int) -> HttpResponse:
    """Approve what another person worked out."""
    run = find_run(agreement_code, year, number)
    require_form(may_approve_run(request.actor, run.made.persons))
    _refuse_shown(request, run, RunStep.APPROVED)
    outcome = outcome_of_run(run)
    page = _step_page(
        run,
        _("Keur de ronde goed"),
        _("De ronde is goedgekeurd. De controller kan nu de facturen maken."),
        _(
            "Samen %(total)s van %(count)s gemeenten. %(figures)s U zegt hiermee dat u de bedragen hebt nagekeken. De "
            "facturen worden daarna pas gemaakt."
        )
        % _to_approve(outcome),
    )
    return _step(
        request,
        run,
        SureForm(sent(request)),
        page,
        lambda _why: approve_run(run, actor=request.actor, now=clock.now()),
    )


def _to_approve(outcome: RunOutcome) -> dict[str, str]:
    return {
        "total": format_euro(outcome.total_cents),
        "count": format_number(len(outcome.rows)),
        "figures": provisional_words(outcome),
    }


def issue_page(request: Request, agreement_code: str, year: int, number: int) -> HttpResponse:
    """Make the invoices: from then on they stand."""
    run = find_run(agreement_code, year, number)
    require_form(may_make_run(request.actor))
    _refuse_shown(request, run, RunStep.ISSUED)
    before = before_issue(run, request.today)
    if request.method != "POST":
        refuse_issue(before)
    form = IssueForm(sent(request), paid_cents=before.paid_cents)
    page = _step_page(
        run,
        _("Maak de facturen"),
        _("De facturen zijn gemaakt."),
        _(
            "Nu te maken: %(documents)s, met de datum van vandaag. Elk stuk krijgt een nummer en verandert daarna niet "
            "meer. Een fout kunt u alleen met een creditnota verbeteren."
        )
        % {"documents": documents_in_words(before)},
    )
    return _step(request, run, form, page, lambda _why: _issue(request, run, form))


def _issue(request: Request, run: RunRow, form: IssueForm) -> int:
    paid = paid_of(form)
    return issue_run(run, actor=request.actor, now=clock.now(), issued_on=request.today, paid=paid)


def withdraw_page(request: Request, agreement_code: str, year: int, number: int) -> HttpResponse:
    """Take back a run of which no invoice was made."""
    run = find_run(agreement_code, year, number)
    require_form(may_make_run(request.actor))
    _refuse_shown(request, run, RunStep.WITHDRAWN)
    page = _step_page(
        run,
        _("Trek de ronde in"),
        _("De ronde is ingetrokken."),
        _("Er zijn nog geen facturen van deze ronde."),
    )
    return _step(
        request,
        run,
        ReasonForm(sent(request)),
        page,
        lambda why: withdraw_run(run, actor=request.actor, now=clock.now(), reason=why),
    )


def _refuse_shown(request: Request, run: RunRow, step: RunStep) -> None:
    """No form for a step that cannot be taken; who sends one a second time is told so by the step itself."""
    if request.method != "POST" and (why := why_not(run.state, step)):
        raise DomainError(why)


def _step(
    request: Request, run: RunRow, form: RefusingForm, page: EditPage, take: Callable[[str], object]
) -> HttpResponse:
    """Ask once more, and take the step; `take` answers something empty when it was taken already."""

    def save() -> str:
        is_new = take(form.cleaned_data.get("reason", ""))
        return run_address(run) if is_new else AsItStood(run_address(run))

    return edit(request, form, page, save)


def _step_page(run: RunRow, title: str, saved: str, intro: str) -> EditPage:
    return EditPage(
        title=title,
        kicker=_("Bijdragen %(year)s, ronde %(number)s") % {"year": run.year, "number": run.number},
        crumbs=run_crumbs(run),
        back_url=run_address(run),
        saved=saved,
        submit_label=title,
        intro=intro,
    )
