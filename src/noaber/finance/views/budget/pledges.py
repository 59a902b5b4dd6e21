"""A pledge: what was promised, what was delivered of it, and telling so."""

import uuid
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import Actor, require_form
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.refusing import RefusingForm
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_read_pledge, may_record_pledge, may_report_delivery
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.forms.budget.co_funding import DeliveryForm, PledgeForm
from noaber.finance.models import CO_FUNDING_KINDS
from noaber.finance.queries.budget.co_funding import (
    DeliveryRow,
    PledgeRow,
    items_of,
    pledge_of,
    pledges_of_organisation,
)
from noaber.finance.rules.budget.co_funding import CoFundingKind
from noaber.finance.services.budget.co_funding import (
    Promise,
    record_pledge,
    report_delivery,
    reverse_delivery,
)
from noaber.finance.views.budget.co_funding import fte_decimal
from noaber.finance.views.budget.year_budget import FACTS, PAGE, find_agreement
from noaber.finance.views.places.budget import co_funding_address, co_funding_crumbs, pledge_address
from noaber.network.api import organisations


def new_pledge_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Write down what a party promises for a year."""
    require_form(may_record_pledge(request.actor))
    agreement = find_agreement(request.actor, agreement_code, year)
    items = [(code, title) for code, (title, _cents) in items_of(agreement.terms).items()]
    known = [(row.code, row.name) for row in organisations(request.actor, AsOf(request.today))]
    form = PledgeForm(sent(request), items=items, organisations=known)
    address = co_funding_address(agreement_code, year)
    crumbs = co_funding_crumbs(agreement_code, year)
    page = _page(_("Leg een toezegging vast"), crumbs, address, _("De toezegging is vastgelegd."))

    def save() -> str:
        said = form.cleaned_data
        promise = form.promise(agreement_code, year)
        terms = form.terms(CoFundingKind(said["kind"]))
        seen = said["revision"]
        is_new = record_pledge(promise, terms, actor=request.actor, now=clock.now(), expected_revision=seen)
        return address if is_new else AsItStood(address)

    return edit(request, form, page, save)


def _page(title: str, crumbs: list[tuple[str, str]], back: str, saved: str, intro: str = "") -> EditPage:
    return EditPage(title, crumbs=crumbs, back_url=back, saved=saved, submit_label=title, intro=intro)


def find_pledge(actor: Actor, key: uuid.UUID) -> PledgeRow:
    """A pledge that the reader may see; another is not there."""
    found = pledge_of(key)
    if found is None or not may_read_pledge(actor, found.organisation_code):
        raise Http404
    return found


def pledge_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """What was promised, and every period that was delivered."""
    row = find_pledge(request.actor, key)
    table = _deliveries_table(request, row)
    context = {
        "heading": PageHeading(
            row.title,
            kicker=_("Cofinanciering %(year)s") % {"year": row.year},
            intro=row.terms.note,
            actions=_actions(request, row),
        ),
        **crumbs_of(co_funding_crumbs(row.agreement_code, row.year), row.name),
        "panels": [Panel(_("Toegezegd en geleverd"), FACTS, _facts(row))],
        "tables": [table],
    }
    return table.respond(request, PAGE, context)


def _actions(request: Request, row: PledgeRow) -> tuple[Action, ...]:
    found = []
    if may_report_delivery(request.actor, row.organisation_code):
        found.append(Action(_("Meld een levering"), pledge_address(row.id, "melden/"), "primary"))
    if may_record_pledge(request.actor):
        found.append(Action(_("Wijzig de toezegging"), pledge_address(row.id, "wijzigen/")))
    return tuple(found)


def _facts(row: PledgeRow) -> DefinitionList:
    terms, items = row.terms, [Definition(_("Soort"), str(CO_FUNDING_KINDS[row.terms.kind]))]
    if terms.kind is CoFundingKind.CAPACITY:
        items += [
            Definition(_("Fte toegezegd"), format_number(terms.fte, 2), is_number=True),
            Definition(
                _("Fte geleverd, over het jaar"),
                format_number(fte_decimal(row.delivered_fte), 2),
                is_number=True,
            ),
            Definition(_("Waarde van een fte per jaar"), format_euro(terms.tariff_cents), is_number=True),
        ]
    items += [
        Definition(_("Toegezegd"), format_euro(row.pledged_cents), is_number=True),
        Definition(_("Geleverd"), format_euro(row.delivered_cents), is_number=True),
        Definition(_("Nog te leveren"), format_euro(row.pledged_cents - row.delivered_cents), is_number=True),
    ]
    return DefinitionList(tuple(items))


def _deliveries_table(request: Request, row: PledgeRow) -> Table:
    columns = [
        Column("first_on", _("Van"), "date"),
        Column("last_on", _("Tot en met"), "date"),
        Column("fte", _("Fte"), "number", decimals=2),
        Column("value", _("Waarde"), "money", is_totalled=True),
        Column("evidence", _("Waaruit het blijkt")),
        Column("undo", _("Terugnemen"), "link"),
    ]
    may_undo = bool(may_report_delivery(request.actor, row.organisation_code))
    return list_table(
        request.GET,
        name=f"leveringen-{row.party}-{row.year}",
        caption=_("Leveringen"),
        columns=columns,
        rows=[_delivery_row(row, each, may_undo=may_undo) for each in row.deliveries],
        empty_text=_("Er is nog niets gemeld."),
    )


def _delivery_row(row: PledgeRow, each: DeliveryRow, *, may_undo: bool) -> Row:
    undo = (
        ""
        if each.is_reversed or not may_undo
        else pledge_address(row.id, f"leveringen/{each.id}/terugnemen/")
    )
    return {
        "first_on": each.said.first_on,
        "last_on": each.said.last_on,
        "fte": each.said.fte or None,
        "value": 0 if each.is_reversed else each.value_cents,
        "evidence": each.said.evidence,
        "undo": _("teruggenomen") if each.is_reversed else _("neem terug") if undo else "",
        "url": undo,
    }


def change_pledge_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Promise more or less; what was said before is kept."""
    require_form(may_record_pledge(request.actor))
    row = find_pledge(request.actor, key)
    form = PledgeForm(sent(request), items=(), organisations=(), known=row)
    page = _of_pledge(row, _("Wijzig de toezegging"), _("De toezegging is gewijzigd."))

    def save() -> str:
        name = "" if row.organisation_code else row.name
        promise = Promise(row.agreement_code, row.year, row.item, row.organisation_code, name)
        is_new = record_pledge(
            promise,
            form.terms(row.terms.kind),
            actor=request.actor,
            now=clock.now(),
            expected_revision=form.cleaned_data["revision"],
        )
        return page.back_url if is_new else AsItStood(page.back_url)

    return edit(request, form, page, save)


def _of_pledge(row: PledgeRow, title: str, saved: str, intro: str = "") -> EditPage:
    address = pledge_address(row.id)
    crumbs = [*co_funding_crumbs(row.agreement_code, row.year), (row.name, address)]
    return _page(title, crumbs, address, saved, intro)


def deliver_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Tell what was delivered in a period."""
    row = find_pledge(request.actor, key)
    require_form(may_report_delivery(request.actor, row.organisation_code))
    form = DeliveryForm(sent(request), kind=row.terms.kind)
    intro = _(
        "Meld per periode wat er is geleverd. Een fout neemt u later terug; wat er stond, blijft te lezen."
    )
    page = _of_pledge(row, _("Meld een levering"), _("De levering is gemeld."), intro)
    return _take(
        request,
        form,
        page,
        lambda: report_delivery(row, form.said, actor=request.actor, now=clock.now(), today=request.today),
    )


def reverse_delivery_page(request: Request, key: uuid.UUID, delivery: int) -> HttpResponse:
    """Take back what was reported by mistake."""
    row = find_pledge(request.actor, key)
    require_form(may_report_delivery(request.actor, row.organisation_code))
    if all(each.id != delivery for each in row.deliveries):
        raise Http404
    form = ReasonForm(sent(request))
    page = _of_pledge(row, _("Neem de levering terug"), _("De levering is teruggenomen."))

    def take() -> bool:
        why = form.cleaned_data["reason"]
        return reverse_delivery(row, delivery, reason=why, actor=request.actor, now=clock.now())

    return _take(request, form, page, take)


def _take(request: Request, form: RefusingForm, page: EditPage, take: Callable[[], bool]) -> HttpResponse:
    return edit(request, form, page, lambda: page.back_url if take() else AsItStood(page.back_url))


def co_funding_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """On the page of a partner: what it promised and delivered, for who may see that."""
    is_shown = not code.startswith("GM") and may_read_pledge(actor, code) and not asof.is_asked
    rows = pledges_of_organisation(code) if is_shown else []
    if not rows:
        return None
    items = [
        Definition(
            f"{row.year}, {CO_FUNDING_KINDS[row.terms.kind]}",
            _("%(delivered)s van %(pledged)s geleverd")
            % {"delivered": format_euro(row.delivered_cents), "pledged": format_euro(row.pledged_cents)},
            url=pledge_address(row.id),
        )
        for row in rows
    ]
    return Panel(_("Cofinanciering"), FACTS, DefinitionList(tuple(items)))
