"""/begroting/<agreement>/<year>/btw/: the statement for the compensation fund, where tax is passed on."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.components.columns import Column
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Notice, Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_read_budget, may_read_invoices, may_record_vat_passing
from noaber.finance.forms.reports.vat_passing import VatPassingForm
from noaber.finance.papers.vat_passing import vat_notes, vat_pdf, vat_table
from noaber.finance.queries.billing.terms import deducts_vat
from noaber.finance.queries.reports.passings import VatPassingRow, vat_passing_of
from noaber.finance.queries.reports.report import is_closed
from noaber.finance.queries.reports.vat_passing import VatStatement, vat_statement
from noaber.finance.services.reports.vat_passing import record_vat_passing, why_final
from noaber.finance.views.budget.year_budget import FACTS, PAGE, find_agreement
from noaber.finance.views.files import file_response
from noaber.finance.views.places.reports import payer_address, reports_crumbs, vat_address
from noaber.finance.views.refused import refused_page
from noaber.finance.views.taken import names_in, who


def vat_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """The share of each municipality in the tax of the year, or that nothing is passed on."""
    require(may_read_budget(request.actor))
    agreement = find_agreement(request.actor, agreement_code, year)
    passing = vat_passing_of(agreement_code, year)
    found = vat_statement(agreement_code, year) if passing.is_passed_on else None
    context = {
        "heading": PageHeading(
            _("Btw doorschuiven %(year)s") % {"year": year},
            kicker=agreement.terms.title,
            intro=_(
                "Welk deel van de btw elke gemeente zelf kan terugvragen bij het BTW-compensatiefonds (BCF)."
            ),
            actions=_actions(request, agreement_code, passing, found),
        ),
        **crumbs_of(reports_crumbs(agreement_code, year), _("Btw doorschuiven")),
        "notices": [Notice(why_final(year))] if found and found.is_final else [],
        "panels": [Panel(_("Of er wordt doorgeschoven"), FACTS, _facts(passing))],
    }
    if found is None or not found.has_any:
        return render(request, PAGE, {**context, "nothing": _nothing(agreement_code, passing, found)})
    table = _table(request, found, year)
    return table.respond(request, PAGE, {**context, "tables": [table]})


def _actions(
    request: Request, agreement_code: str, passing: VatPassingRow, found: VatStatement | None
) -> tuple[Action, ...]:
    ways = []
    if found and found.has_any:
        ways.append(Action(_("PDF"), vat_address(agreement_code, passing.year, "pdf/")))
    if may_record_vat_passing(request.actor) and not (found and found.is_final):
        ways.append(Action(_("Stel in"), vat_address(agreement_code, passing.year, "instellen/")))
    return tuple(ways)


def _nothing(agreement_code: str, passing: VatPassingRow, found: VatStatement | None) -> EmptyState:
    """Why there is no statement: the tax is on the invoices, there is none, nobody was invoiced, or nobody said so."""
    if deducts_vat(agreement_code, passing.year):
        return EmptyState(_("De btw van dit jaar staat op de factuur"), _on_invoices())
    if found and found.waiting_cents:
        return EmptyState(_("Er is niemand om naar door te schuiven"), _waiting(found))
    if found and found.payers:
        return EmptyState(
            _("Er is nog geen btw om door te schuiven"),
            _("Op dit jaar is geen inkoopfactuur met btw geboekt, dus er is geen opgave."),
        )
    if found:
        return EmptyState(
            _("Er is nog niets te verdelen"),
            _("Voor dit jaar is nog niets gefactureerd, dus er is geen opgave."),
        )
    return EmptyState(
        _("De btw van dit jaar wordt niet doorgeschoven"),
        _(
            "De controller kan dat aanzetten, per jaar en met de reden. Dan staat hier het deel van elke gemeente."
        ),
    )


def _waiting(found: VatStatement) -> str:
    text = _(
        "Voor dit jaar is niets gefactureerd. De btw van %(amount)s gaat als correctie mee in de opgave van het "
        "volgende jaar dat wordt doorgeschoven en waarvoor gemeenten een factuur kregen."
    )
    return text % {"amount": format_euro(found.waiting_cents)}


def _on_invoices() -> str:
    return _(
        "Over dit jaar rekent de beheerorganisatie btw: die staat op de factuur van elke gemeente. De btw op "
        "inkoopfacturen trekt zij zelf af. Er is dus niets om door te schuiven, hooguit een correctie op eerdere jaren."
    )


def _facts(passing: VatPassingRow) -> DefinitionList:
    said = _("doorgeschoven") if passing.is_passed_on else _("niet doorgeschoven")
    items = [Definition(_("Btw van %(year)s") % {"year": passing.year}, said)]
    if passing.made:
        names = names_in(passing.made)
        day = long_date(timezone.localtime(passing.made.at).date())
        items += [
            Definition(_("Waar het op rust"), passing.motive),
            Definition(_("Vastgelegd"), day, note=who(passing.made, names)),
        ]
    return DefinitionList(tuple(items))


def _table(request: Request, found: VatStatement, year: int) -> Table:
    """That of the paper; who keeps the books goes on to each municipality."""
    table = vat_table(found, year)
    may_open = bool(may_read_invoices(request.actor))
    return list_table(
        request.GET,
        name=f"bcf-opgave-{year}",
        caption=table.caption,
        columns=[
            Column(
                each.key,
                each.label,
                each.kind,
                url_key="url" if may_open and each.key == "name" else "",
                is_totalled=each.kind == "money",
            )
            for each in table.columns
        ],
        rows=[{**row, "url": payer_address(str(row["code"]))} for row in table.rows],
        notes=vat_notes(found),
    )


def vat_pdf_file(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """The statement as an accessible paper."""
    require(may_read_budget(request.actor))
    agreement = find_agreement(request.actor, agreement_code, year)
    passing = vat_passing_of(agreement_code, year)
    found = vat_statement(agreement_code, year) if passing.is_passed_on else None
    if found is None or not found.has_any:
        raise Http404
    contents = vat_pdf(agreement.terms.title, passing, found)
    return file_response(contents, f"bcf-opgave-{year}.pdf", "application/pdf")


def vat_settings_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Say whether the tax of the year is passed on, and why."""
    require_form(may_record_vat_passing(request.actor))
    find_agreement(request.actor, agreement_code, year)
    address, known = vat_address(agreement_code, year), vat_passing_of(agreement_code, year)
    if request.method != "POST" and known.is_passed_on and is_closed(agreement_code, year):
        back = Action(_("Terug naar de opgave"), address)
        crumbs = [*reports_crumbs(agreement_code, year), (_("Btw doorschuiven"), address)]
        return refused_page(request, why_final(year), back, crumbs)
    form = VatPassingForm(sent(request), known=known)

    def save() -> str:
        said = form.cleaned_data
        is_new = record_vat_passing(
            agreement_code,
            year,
            is_passed_on=said["is_passed_on"],
            motive=said["motive"],
            actor=request.actor,
            now=clock.now(),
            expected_revision=said["revision"],
        )
        return address if is_new else AsItStood(address)

    return edit(request, form, _settings_page(agreement_code, year), save)


def _settings_page(agreement_code: str, year: int) -> EditPage:
    address = vat_address(agreement_code, year)
    return EditPage(
        _("Btw doorschuiven"),
        crumbs=[*reports_crumbs(agreement_code, year), (_("Btw doorschuiven"), address)],
        back_url=address,
        saved=_("Vastgelegd."),
        submit_label=_("Leg vast"),
        intro=_(
            "Of dit mag, is een fiscale vraag. Noaber rekent alleen uit wat elke gemeente dan kan terugvragen."
        ),
        notice=Notice(_on_invoices(), "warning") if deducts_vat(agreement_code, year) else None,
    )
